"""Which field each column of a table holds, once the whole table is in view, and in which unit its amounts stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from leitai.workbooks import terms
from leitai.workbooks.rules import amounts, headings, tables, towns
from leitai.workbooks.rules import text as texts

FIELDS_OF_MONEY = {
    "total_wan", "phase1_wan", "annual_plan_wan", "month_wan", "months_wan", "cum_by_month_wan", "cum_year_wan",
    "cum_wan", "prev_cum_year_wan", "prev_cum_wan", "prev_year_wan",
}  # fmt: skip
MEASURE = re.compile("计量|货币|数量")
WEAK_TOWN = re.compile("单位|建设地|项目地|落户地|落地|地点|区域|板块|区划")


@dataclass(slots=True)
class Units:
    """Scales of a table's money columns, and what is to be reported of them."""

    scale: dict[int, float] = field(default_factory=dict)
    stated: dict[int, bool] = field(default_factory=dict)
    missing: bool = False
    differ: bool = False
    note: float | None = None
    noted: bool = False


NONE: Mapping[str, float] = MappingProxyType({})


def resolve(table: tables.Table, promotion: bool, month: int | None, hints: terms.Hints) -> None:
    """Sets `field` of each column: ambiguous headings by their neighbours and by what stands below them."""
    for c in table.columns:
        c.field = hinted(c, hints) if hints.header_fields else c.meaning.field
        if c.field in ("unit", "town", "investor", "category"):
            c.field = by_values(table, c)
    trips = is_trips(table)
    if not trips:
        resolve_months(table, month)
        resolve_money(table, promotion)
        resolve_names(table)
    once(table)
    table.prepare()


def hinted(column: tables.Column, hints: terms.Hints) -> str | None:
    for text in (texts.flat(column.path[-1]), column.meaning.text):
        if text in hints.header_fields:
            return hints.header_fields[text] or None
    return column.meaning.field


def is_trips(table: tables.Table) -> bool:
    fields = {c.field for c in table.columns}
    money = fields & (headings.MONEY - {"money_other"})
    return "time" in fields and bool(fields & {"place", "person", "office"}) and not money and "name" not in fields


def values(table: tables.Table, column: tables.Column, limit: int = 60) -> list[str]:
    seen = (texts.bare(table.grid.value(r, column.at)) for r in table.rows[:limit] if r not in table.sheet.hidden_rows)
    return [v for v in seen if v]


def by_values(table: tables.Table, column: tables.Column) -> str | None:
    """The field of a column whose heading has two senses (单位: of measure, or an office), by its values."""
    found = values(table, column)
    known = sum(towns.find(v) is not None for v in found)
    if column.field == "unit":
        if any(amounts.unit_word(v) is not None for v in found):
            return "unit"
        if MEASURE.search(column.meaning.text):
            return None if found else "unit"
        return "town" if known * 2 >= len(found) > 0 else "unit" if not found else "investor"
    if column.field == "town" and WEAK_TOWN.search(column.meaning.text):
        return "town" if known else "place"
    return column.field


def resolve_months(table: tables.Table, month: int | None) -> None:
    """Month columns, cumulative month columns, 1-N月: one list, this month, or the month before."""

    def of(name: str) -> list[tables.Column]:
        return [c for c in table.columns if c.field == name and c.meaning.month]

    single, ranged, cumulative = of("month_n"), of("range_n"), of("cum_n")
    growing = sorted([*ranged, *cumulative], key=lambda c: c.meaning.month or 0)
    if len(growing) >= 2 and single and single[0].meaning.month == 1 and len(single) == 1 and first_of_year(growing, 2):
        growing, single = [*single, *growing], []
    if len(growing) >= 2 and (first_of_year(growing, 1) or (len(cumulative) >= 2 and not single)):
        for c in growing:
            c.field = "cum_by_month_wan"
        growing = []
    if len(single) >= 2:
        for c in single:
            c.field = "months_wan"
    elif single:
        late = (
            month is not None
            and single[0].meaning.month != month
            and any(c.field == "month_wan" for c in table.columns)
        )
        single[0].field = "money_other" if late else "month_wan"
    for n, c in enumerate(growing):
        last = n == len(growing) - 1
        yearly = c.field == "range_n"
        before = not last or (month is not None and (c.meaning.month or month) < month and bool(others(table, c)))
        c.field = ("prev_cum_year_wan" if yearly else "prev") if before else ("cum_year_wan" if yearly else "cum_wan")
    for c in table.columns:
        if c.field in ("month_n", "range_n", "cum_n"):
            c.field = "money_other"


def others(table: tables.Table, column: tables.Column) -> list[tables.Column]:
    return [c for c in table.columns if c is not column and c.field in ("cum_wan", "cum_year_wan")]


def first_of_year(columns: list[tables.Column], first: int) -> bool:
    """Whether columns stand for consecutive months from `first` on."""
    months = [c.meaning.month for c in columns]
    return months == list(range(first, first + len(months)))


def resolve_money(table: tables.Table, promotion: bool) -> None:
    have = {c.field for c in table.columns}
    for c in table.columns:
        if c.field == "prev":
            c.field = "prev_cum_year_wan" if "cum_year_wan" in have or "cum_by_month_wan" in have else "prev_cum_wan"
        elif c.field == "plan":
            lacks_total = "total_wan" not in have
            c.field = (
                "total_wan"
                if lacks_total and (promotion or "annual_plan_wan" in have or "done" not in have)
                else "annual_plan_wan"
            )
            if c.field in have:
                c.field = "money_other"
            have.add(c.field)
        elif c.field == "done":
            free = [f for f in ("cum_wan", "month_wan") if f not in have]
            blocked = have & {"cum_wan", "cum_year_wan", "months_wan", "cum_by_month_wan"}
            c.field = (
                "money_other" if not free or (blocked and "month_wan" not in free) else free[-1] if blocked else free[0]
            )
            have.add(c.field)
        elif (
            c.field == "total_wan"
            and "part" not in have
            and re.match(r"^其中", c.meaning.text)
            and "一期" not in c.meaning.text
        ):
            c.field = "money_other"


def resolve_names(table: tables.Table) -> None:
    names = [c for c in table.columns if c.field == "name"]
    if names:
        best = next((c for c in names if re.search(r"项目名称|工程名称", c.meaning.text)), names[0])
        for c in names:
            c.field = "name" if c is best else "content"
        return
    for name in ("content", "investor"):
        if spare := table.first(name):
            spare.field = "name"
            return


def once(table: tables.Table) -> None:
    """Keeps the first column of each field; an actual date is preferred to a planned one of the same kind."""
    seen: dict[str, tables.Column] = {}
    for c in table.columns:
        if c.field is None or c.field in ("months_wan", "cum_by_month_wan", "money_other", "time", "remark"):
            continue
        before = seen.get(c.field)
        if before is None:
            seen[c.field] = c
        elif c.field in ("start", "finish") and "实际" in c.meaning.text and values(table, c):
            before.field, seen[c.field] = "date_other", c
        else:
            c.field = "money_other" if c.field in FIELDS_OF_MONEY else f"{c.field}_other"


def units(table: tables.Table, note: float | None, hints: terms.Hints, by_name: Mapping[str, float] = NONE) -> Units:
    """The unit of each money column: its heading, else the note, else what the other headings agree on, else 万元."""
    money = [c for c in table.columns if c.field in FIELDS_OF_MONEY]
    counted = [c for c in table.columns if c.field in FIELDS_OF_MONEY or c.field == "money_other"]
    out = Units(note=note)
    headed = {c.at: c.meaning.scale or by_note(c, by_name) or remembered(c, hints) for c in counted}
    note = by_name.get("", note)
    out.noted = bool(note or by_name)
    agreed = {s for s in headed.values() if s}
    total = table.first("total_wan")
    for c in money:
        own = headed[c.at]
        if own is None and c.field == "phase1_wan" and total is not None:
            own = headed[total.at]
        fallback = note or (next(iter(agreed)) if len(agreed) == 1 else None)
        out.scale[c.at] = own or fallback or 1.0
        out.stated[c.at] = bool(own or fallback)
    has_column = table.first("unit") is not None
    out.missing = bool(money) and not has_column and not any(out.stated.values()) and not agreed
    if money and not has_column and not out.missing and not all(out.stated.values()) and len(agreed) > 1:
        out.missing = True
    different = {s for c in money if (s := headed[c.at])} | (
        {note} if note and not all(headed[c.at] for c in money) else set()
    )
    out.differ = len(different) > 1
    return out


def by_note(column: tables.Column, by_name: Mapping[str, float]) -> float | None:
    """The unit a note gives to this very amount."""
    name = "month_wan" if column.field == "months_wan" else column.field or ""
    return next((s for n, s in by_name.items() if n and name.startswith(n)), None)


def remembered(column: tables.Column, hints: terms.Hints) -> float | None:
    if not hints.column_units:
        return None
    for text in (texts.flat(column.path[-1]), column.meaning.text, column.field or ""):
        if text in hints.column_units:
            return amounts.SCALES.get(hints.column_units[text])
    return None
