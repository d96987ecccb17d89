"""Every name a project goes by, for recognising what a workbook or another list calls it."""

from collections import defaultdict
from dataclasses import dataclass

from leitai.kernel.actor import Actor
from leitai.register.models import OtherName, Project
from leitai.register.queries import reach


@dataclass(frozen=True, slots=True)
class Known:
    """A project with all its names' keys (see `naming.name_key`), as far as recognising it needs."""

    no: str
    name: str
    office: str
    national_code: str | None
    investor: str
    total_yuan: int | None
    total_at_least: bool
    first_month: str
    last_month: str
    keys: tuple[str, ...]
    other_names: tuple[str, ...]


def known(by: Actor, *, door: str = "register.projects") -> list[Known]:
    """The projects that `by` sees through the door, with their other names, by number. Two statements."""
    others: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for key, name, name_key in OtherName.objects.order_by("pk").values_list("project_id", "name", "name_key"):
        others[key].append((name, name_key))
    columns = (
        "no", "name", "office__code", "national_code", "investor", "total_yuan", "total_at_least", "first_month", "last_month",
    )  # fmt: skip
    rows = Project.objects.filter(reach.projects(by, door)).order_by("no").values_list("id", "name_key", *columns)
    found: list[Known] = []
    for key, name_key, no, name, office, code, investor, total_yuan, at_least, first, last in rows:
        keys = (name_key, *(other_key for _, other_key in others[key]))
        names = tuple(other for other, _ in others[key])
        found.append(Known(no, name, office, code, investor, total_yuan, at_least, first, last, keys, names))
    return found
