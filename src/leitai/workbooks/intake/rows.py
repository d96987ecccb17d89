"""Rows as read become rows as they will stand: money in whole yuan, put right by what was settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from leitai.workbooks import terms
from leitai.workbooks.intake import amounts
from leitai.workbooks.intake.words import MONEY, Choice, Doubt, Known, Place, Row, RowKey

Rows = dict[RowKey, Row]


def of_reading(reading: terms.Reading) -> Rows:
    """The rows as read, by sheet and row."""
    found: Rows = {}
    for read in reading.rows:
        fields = dict(read.fields)
        row = Row(
            key=(read.sheet or "", str(read.row)), sheet=read.sheet, row=str(read.row), name=fields.get("name") or "",
            fields=fields, cells=dict(read.cells), yuan={name: amounts.whole(fields.get(name)) for name in MONEY if name in fields},
        )  # fmt: skip
        if fields.get("duplicate_of") is not None:
            row.duplicate_of = str(fields["duplicate_of"])
        found[row.key] = row
    return found


def put_right(rows: Rows, doubts: Iterable[Doubt], known: Known) -> None:
    """Changes the rows by the answers that change them; what was not answered stays as read."""
    for doubt in doubts:
        choice = doubt.chosen
        if choice is None or doubt.settled is None:
            continue
        if doubt.code == "DUP_NAME_VARIANT":
            _settle_duplicate(rows, doubt, choice.code)
        elif doubt.code == "CODE_DUPLICATED":
            for place, key in enumerate(doubt.rows):
                if choice.code == "missing" or (choice.code.startswith("only-") and place != choice.value):
                    rows[key].fields["code"] = None
        elif choice.code == "out":
            for key in doubt.rows:
                rows[key].standing = "out"
        elif choice.code == "reason":
            for key in doubt.rows:
                rows[key].reason = str(doubt.settled.value or "")
        elif choice.code == "replace":
            for key in doubt.rows:
                rows[key].replaces = True
        else:
            _put_value(rows, doubt, choice)


def _settle_duplicate(rows: Rows, doubt: Doubt, answer: str) -> None:
    later = rows.get(doubt.spots[0][0]) if doubt.spots else None
    if later is None:
        return
    first = rows.get((later.key[0], later.duplicate_of))
    if answer == "different":
        later.duplicate_of = ""
    elif answer == "first":
        later.standing = "duplicate"
    elif answer == "second" and first is not None:
        later.duplicate_of, first.duplicate_of, first.standing = "", later.row, "duplicate"


def _put_value(rows: Rows, doubt: Doubt, choice: Choice) -> None:
    for key, name in doubt.spots:
        row = rows[key]
        if choice.code == "missing":
            _set(row, name, None)
        elif choice.code == "round":
            row.yuan[name] = amounts.rounded(row.fields.get(name))
        elif choice.code.startswith("take-"):
            _set(row, name, choice.value)
        elif choice.code == "typed":
            _set(row, name, doubt.settled.value if doubt.settled else None)


def _set(row: Row, name: str, value: Any) -> None:
    """A field's new value: {"yuan"} or {"wan"} for money, {"value", "precision"} for a day, else text; None: not reported."""
    if name in MONEY:
        row.yuan[name] = None if value is None else value["yuan"] if "yuan" in value else amounts.whole(value["wan"])
        row.fields[name] = None if row.yuan[name] is None else row.yuan[name] / amounts.WAN  # type: ignore[operator]  # not None here
    else:
        row.fields[name] = value
        if name == "name" and value:
            row.name = str(value)


def put_offices(rows: Rows, reading: terms.Reading, doubts: Iterable[Doubt], known: Known) -> None:
    """Says which office each row is of: the town it names, else whoever reports."""
    ruled: dict[RowKey, str] = {}
    unit = known.offices.get(reading.reporting_unit or "")
    for doubt in doubts:
        if doubt.settled and doubt.settled.answer == "office":
            code = str((doubt.chosen.value if doubt.chosen and doubt.chosen.value else doubt.settled.value) or "")
            if doubt.code == "REPORTING_UNIT_UNKNOWN":
                unit = next((p for p in known.places if p.code == code), unit)
            ruled.update(dict.fromkeys(doubt.rows, code))
    home = known.home or (unit.code if unit and unit.reports else "")
    for row in rows.values():
        named: Place | None = known.offices.get(row.fields.get("town") or "")
        row.office = ruled.get(row.key) or (named.code if named and named.reports else "")
        if not row.office and not row.fields.get("town") and not row.fields.get("town_as_reported"):
            row.office = home


def by_number(rows: Rows) -> Mapping[str, list[Row]]:
    """The rows that are to be entered, by number of their project."""
    found: dict[str, list[Row]] = {}
    for row in rows.values():
        if row.project and row.is_counted:
            found.setdefault(row.project, []).append(row)
    return found
