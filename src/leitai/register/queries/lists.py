"""Lists of key projects: editions, what each changed, counts by year and the county's place."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from leitai.kernel.actor import Actor
from leitai.register import terms
from leitai.register.models import KeyList, ListEntry
from leitai.register.queries import figures, reach

Counts = Sequence[figures.ListCount]


@dataclass(slots=True)
class Edition:
    """One edition: what it changed, and how many stand on the list after it."""

    key_list: KeyList
    entries: list[dict[str, Any]]
    standing: int
    changes: dict[str, int]


ENTRY = (
    "key_list_id",
    "name",
    "region",
    "change",
    "note",
    "project__no",
    "project__name",
    "project__office__name_zh",
    "project__office__name_en",
)


def editions(level: str, year: int) -> list[Edition]:
    """All editions of a level's list of a year, first edition first, each with its entries. Two statements."""
    lists = list(KeyList.objects.filter(level=level, year=year).order_by("edition"))
    entries: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for entry in (
        ListEntry.objects.filter(key_list__in=[key_list.pk for key_list in lists]).order_by("id").values(*ENTRY)
    ):
        entries[entry["key_list_id"]].append(entry)
    standing: set[str] = set()
    found = []
    for key_list in lists:
        changes: dict[str, int] = defaultdict(int)
        for entry in entries[key_list.pk]:
            who = str(entry["project__no"] or entry["name"])
            changes[entry["change"]] += 1
            standing.discard(who) if entry["change"] == terms.ListChange.WITHDRAWN else standing.add(who)
        found.append(Edition(key_list, entries[key_list.pk], len(standing), dict(changes)))
    return found


def standing(level: str, year: int) -> list[dict[str, Any]]:
    """The entries that stand after the newest edition, in the order they came. Two statements."""
    found: dict[str, dict[str, Any]] = {}
    for edition in editions(level, year):
        for entry in edition.entries:
            who = str(entry["project__no"] or entry["name"])
            if entry["change"] == terms.ListChange.WITHDRAWN:
                found.pop(who, None)
            else:
                found[who] = entry
    return list(found.values())


def newest(level: str, year: int) -> KeyList | None:
    """The newest edition. One statement."""
    return KeyList.objects.filter(level=level, year=year).order_by("-edition").first()


def overview(by: Actor) -> Counts:
    """Counts by level and year, and the county's place. Two statements."""
    return figures.list_counts(by)


def apply_until(by: Actor) -> list[KeyList]:
    """Lists with a last day for candidates, nearest first. One statement."""
    return list(KeyList.objects.filter(apply_until_on__isnull=False).order_by("-apply_until_on"))


__all__ = ["Edition", "apply_until", "editions", "newest", "overview", "reach", "standing"]
