"""What a desk is made of. Each slice hangs its own rows on it in `AppConfig.ready`; the page is the cockpit's.

A provider is a plain function of who asks and when, with a bounded number of statements; it asks its own slice's queries:

    def desk(by: Actor, now: datetime) -> Desk:
        return Desk(tasks=[Task(title=_("Settle ..."), href=..., action=_("Settle"), due_on=...)])

    desk.register("workbooks", waiting.desk)

Words in the rows are in the reader's language already. Providers are asked in the order in which they were registered.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from leitai.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for somebody: the verb first, one button that does it or leads straight to doing it.

    `due_on`: the day by which; None where there is none. `until`: the moment on it in words (`by 18:00`). `why`: a bit, one line.
    """

    title: str
    href: str
    action: str
    why: Any = ""
    due_on: date | None = None
    until: str = ""


@dataclass(frozen=True, slots=True)
class Awaited:
    """Something somebody else owes: who, what, by when."""

    who: str
    what: str
    href: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A view that is looked at often, with how much is in it."""

    label: str
    href: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Strip:
    """All units in one row of cells (component `units`), with its heading and a sum in words."""

    title: str
    said: str
    href: str
    rows: Sequence[Mapping[str, str]]


@dataclass(slots=True)
class Desk:
    """Everything that the providers put on one person's desk."""

    tasks: list[Task] = field(default_factory=list)
    awaited: list[Awaited] = field(default_factory=list)
    shortcuts: list[Shortcut] = field(default_factory=list)
    strips: list[Strip] = field(default_factory=list)


Provider = Callable[[Actor, datetime], Desk]

_providers: dict[str, Provider] = {}


def register(name: str, provider: Provider) -> None:
    """Hangs a slice's part on the desk; registering a name again replaces what it had."""
    _providers[name] = provider


def gathered(by: Actor, now: datetime) -> Desk:
    """What all providers put on the desk of an actor; tasks and what is awaited by day, without a day last."""
    desk = Desk()
    for provider in _providers.values():
        part = provider(by, now)
        desk.tasks.extend(part.tasks)
        desk.awaited.extend(part.awaited)
        desk.shortcuts.extend(part.shortcuts)
        desk.strips.extend(part.strips)
    desk.tasks.sort(key=_by_day)
    desk.awaited.sort(key=_by_day)
    return desk


def _by_day(row: Task | Awaited) -> date:
    return row.due_on or date.max
