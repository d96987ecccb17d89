"""What an office's earlier workbooks taught, as hints for the reader and as projects already recognised."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from leitai.accounts import queries as accounts
from leitai.workbooks import terms
from leitai.workbooks.models import Memory, Settlement, Upload


@dataclass(slots=True)
class Remembered:
    """By kind: town (words -> full name), same and different (pairs of names), project (key of a name -> number)."""

    towns: dict[str, str] = field(default_factory=dict)
    same: list[tuple[str, str]] = field(default_factory=list)
    different: list[tuple[str, str]] = field(default_factory=list)
    projects: dict[str, str] = field(default_factory=dict)


def of_office(office: str, *, but: str = "") -> Remembered:
    """All that is remembered for an office, but for what this upload taught itself. One statement."""
    found = Remembered()
    rows = Memory.objects.filter(office=office).exclude(upload=but).order_by("pk")
    for kind, key, value in rows.values_list("kind", "key", "value"):
        if kind == "town":
            found.towns[key] = value
        elif kind == "project":
            found.projects[key] = value
        else:
            getattr(found, kind).append((value[0], value[1]))
    return found


def hints(upload: Upload) -> terms.Hints:
    """What to read an upload with: its office's memory, what was settled on it, and who it is from. Three statements."""
    known, own = of_office(upload.office, but=upload.no), _settled(upload)
    office = accounts.office(upload.office)
    unit = own.get("unit") or (office.name_zh if office and office.reports else None)
    return terms.Hints(
        reporting_unit=unit, year=own.get("year"), town_aliases={**known.towns, **own.get("towns", {})},
        same_names=tuple(known.same), different_names=(*known.different, *own.get("different", ())),
    )  # fmt: skip


def _settled(upload: Upload) -> dict[str, Any]:
    found: dict[str, Any] = defaultdict(dict)
    rows = Settlement.objects.filter(upload=upload).values_list("code", "answer", "value", "about")
    for code, answer, value, about in rows:
        if code == "PERIOD_NO_YEAR" and answer == "month":
            found["year"] = int(str(value)[:4])
        elif code == "PERIOD_NO_YEAR" and answer.startswith("year-"):
            found["year"] = int(answer[5:])
        elif code == "TOWN_UNKNOWN" and answer == "office":
            found["towns"] |= dict.fromkeys(about.get("said", ()), about.get("office_name", ""))
        elif code == "REPORTING_UNIT_UNKNOWN" and answer == "office":
            found["unit"] = about.get("office_name", "")
        elif code == "DUP_NAME_VARIANT" and answer == "different" and about.get("pair"):
            found.setdefault("different", [])
            found["different"] = [*(found["different"] or []), tuple(about["pair"])]
    return found
