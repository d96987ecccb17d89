"""Trips to court investors: when, where, and whether they belong to the period."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from typing import Any

from leitai.workbooks.rules import body as bodies
from leitai.workbooks.rules import dates, periods, tables
from leitai.workbooks.rules import rows as reading
from leitai.workbooks.rules import text as texts


@dataclass(slots=True)
class Trips:
    """Trips read of one table, as answered; `cells` the place of each time."""

    entries: list[dict[str, Any]]
    in_period: int


def read(ctx: reading.Context, table: tables.Table, items: list[bodies.Item]) -> Trips:
    entries = []
    counted = 0
    for item in items:
        if item.kind != "project":
            continue
        entry = trip(ctx, table, item.row)
        entries.append(entry)
        begin = dates.key(entry["start"])
        counted += bool(begin and within(begin, ctx.period))
        row = reading.Row(table, item.row)
        reading.report_row(ctx, row)
    check_count(ctx, table, items, len(entries))
    return Trips(entries, counted)


def within(day: tuple[int, int, int], period: periods.Period) -> bool:
    if period.year is None or period.begin is None or period.end is None:
        return False
    return (period.year, period.begin, 1) <= day <= (period.year, period.end, 31)


def trip(ctx: reading.Context, table: tables.Table, row: int) -> dict[str, Any]:
    times = [c for c in table.columns if c.field in ("time", "start", "finish", "start_finish")]
    found: list[dates.Value] = []
    for c in times:
        value, at = reading.cell_value(ctx, table, row, c.at)
        found += moments(ctx, table, at, value)
    begin, end = (found[0], found[-1]) if found else (None, None)
    entry: dict[str, Any] = {"sheet": table.sheet.name, "row": table.sheet.place(row), "start": begin, "end": end}
    entry["place"] = places(table, row)
    mark_period(ctx, table, row, times[0].at, entry)
    return entry


def moments(ctx: reading.Context, table: tables.Table, at: reading.Cell, value: Any) -> list[dates.Value]:
    """The days a time cell names, first to last."""
    if isinstance(value, float) and 1 <= value < 13:
        value = f"{value:.10g}"
    found = dates.read(value, ctx.period.year, table.sheet.is_csv)
    known = found.good
    said = texts.shown(value)
    shown = "、".join(f.value()["value"] for f in known)
    for code in found.codes:
        if code != "DASH":
            ctx.report(table, code, at, text=said, value=shown)
    out = [f.value() for f in known]
    if (
        len(known) == 1
        and known[0].day
        and (m := re.match(r"(?:-|~|至|到|、)(\d{1,2})[日号]?$", found.text[known[0].end :]))
    ):
        last = int(m[1])
        first = known[0]
        if (
            first.year
            and first.month
            and first.day
            and first.day <= last <= calendar.monthrange(first.year, first.month)[1]
        ):
            out.append(dates.make(first.year, first.month, last))
    return out


def places(table: tables.Table, row: int) -> list[str]:
    column = table.first("place") or table.first("town")
    if column is None:
        return []
    words = texts.shown(table.grid.value(row, column.at))
    return [w for w in (p.strip() for p in re.split(r"[、,，/;；\s]+|—+|－+|→|-|和|及|与", words)) if w]


def mark_period(ctx: reading.Context, table: tables.Table, row: int, column: int, entry: dict[str, Any]) -> None:
    begin, end = dates.key(entry["start"]), dates.key(entry["end"])
    if not begin or not end or ctx.period.year is None or ctx.period.end is None:
        return
    text = texts.shown(table.grid.value(row, column))
    period = ctx.period.text or ""
    if not within(begin, ctx.period):
        entry["outside_period"] = True
        ctx.report(table, "PERIOD_OUTSIDE", (row, column), text=text, period=period)
    elif not within(end, ctx.period):
        entry["crosses_period"] = True
        ctx.report(table, "PERIOD_CROSS", (row, column), text=text, period=period)


def check_count(ctx: reading.Context, table: tables.Table, items: list[bodies.Item], listed: int) -> None:
    """A number of trips stated in a total row against the trips listed."""
    for item in items:
        if item.kind not in ("total", "subtotal"):
            continue
        for c in table.grid.filled(item.row):
            value = table.grid.own(item.row, c)
            m = re.search(r"(\d+|[一二三四五六七八九十]{1,3})(?:次|批|趟|场)", texts.bare(value))
            stated = texts.small_number(m[1]) if m else None
            if stated is not None and stated != listed:
                where = table.sheet.addr(item.row, c)
                ctx.collector.add(
                    "COUNT_MISMATCH",
                    table.sheet.name,
                    where,
                    more={"stated": stated, "rows": listed},
                    stated=stated,
                    rows=listed,
                )
