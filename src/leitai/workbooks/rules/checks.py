"""What a row's figures say about each other and about the month before."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Any

from leitai.workbooks import terms
from leitai.workbooks.rules import amounts, columns, dates, doubts, duplicates, periods, tables, towns
from leitai.workbooks.rules import rows as reading

Row = reading.Row


def check_rows(ctx: reading.Context, rows: Sequence[Row], before: Mapping[int, Row], delta: bool) -> None:
    """All checks of a sheet's projects. `before`: id of a row -> the same project on an earlier sheet.

    `delta`: that sheet is of the month before. Checks for which a table lacks the columns are not made.
    """
    wanted: dict[int, tuple[list[Check], list[Check], bool]] = {}
    for row in worth_checking(ctx, rows):
        found = wanted.get(id(row.table))
        if found is None:
            found = wanted[id(row.table)] = checks_of(ctx, row.table)
        always, singly, compared = found
        for check in always:
            check(ctx, row)
        if row.duplicate_of is None:
            for check in singly:
                check(ctx, row)
            if compared:
                previous(ctx, row, before.get(id(row)), delta)


def worth_checking(ctx: reading.Context, rows: Sequence[Row]) -> Sequence[Row]:
    """All rows, or of a large table without amounts that go on from month to month those whose dates are out of order."""
    if len(rows) < tables.MANY or len(set(map(id, map(attrgetter("table"), rows)))) > 1:
        return rows
    always, singly, compared = checks_of(ctx, rows[0].table)
    if singly or compared or always != [date_order]:
        return rows
    return [
        r for r in rows if (a := (f := r.fields).get("start")) and (b := f.get("finish")) and b["value"] < a["value"]
    ]


Check = Callable[[reading.Context, Row], None]


def checks_of(ctx: reading.Context, table: tables.Table) -> tuple[list[Check], list[Check], bool]:
    """(checks of every row, checks of rows that are no duplicates, whether months are compared) for a table's columns."""
    have = set(table.at_field)
    spent_known = have & {
        "month_wan",
        "months_wan",
        "cum_year_wan",
        "cum_wan",
        "cum_by_month_wan",
        "prev_cum_wan",
        "prev_cum_year_wan",
    }
    always: list[Check] = []
    if have & {"month_wan", "months_wan"}:
        always.append(negative_months)
    if have & {"start"} and have & {"start", "finish"}:
        always.append(date_order)
    if "status" in have and spent_known:
        always.append(status)
    if "town" in have or ctx.sheet_town:
        always.append(town)
    singly: list[Check] = [start] if "start" in have and spent_known else []
    if spent_known:
        singly += [over, zero_month]
    return always, singly, bool(spent_known)


def add(
    ctx: reading.Context,
    row: Row,
    code: str,
    names: Sequence[str],
    more: dict[str, Any] | None = None,
    **words: Any,
) -> None:
    cells = [at for n in names if (at := row.cell(n))]
    where = terms.cell_list(cells, row.sheet.flipped)
    ctx.collector.add(code, row.sheet.name, where, more=more, **words)


def month_columns(row: Row, name: str) -> list[tuple[int | None, float | None, reading.Cell]]:
    """(month, value, cell) of each month column."""
    same = [c for c in row.table.columns if c.field == name]
    return [(c.meaning.month, row.wan(c), (row.row, c.at)) for c in same]


def negative_months(ctx: reading.Context, row: Row) -> None:
    found = [(v, at) for _, v, at in month_columns(row, "months_wan") if v is not None and v < 0]
    value = row.fields.get("month_wan")
    if value is not None and value < 0 and "months_wan" not in row.fields:
        found.append((value, row.cell("month_wan") or (row.row, 1)))
    for v, at in found:
        ctx.collector.add("NEGATIVE_MONTH", row.sheet.name, row.sheet.addr(*at), value=v)


def date_order(ctx: reading.Context, row: Row) -> None:
    begin, end = row.fields.get("start"), row.fields.get("finish")
    if not begin or not end or begin["value"] <= end["value"]:
        return
    a, b = dates.key(begin), dates.key(end, last=True)
    if a and b and begin and end and b < a:
        add(ctx, row, "DATE_ORDER", ("start", "finish"), start=begin["value"], finish=end["value"])


def spent(row: Row) -> bool:
    return any(
        (row.fields.get(n) or 0) > 0
        for n in ("month_wan", "cum_year_wan", "cum_wan", "prev_cum_wan", "prev_cum_year_wan")
    )


def status(ctx: reading.Context, row: Row) -> None:
    said = row.fields.get("status")
    if said and reading.NOT_BEGUN.search(said) and spent(row):
        add(ctx, row, "STATUS_CONFLICT", ("status",), text=said)


def town(ctx: reading.Context, row: Row) -> None:
    mine = row.fields.get("town") or ctx.sheet_town
    other = towns.named_in(row.fields["name"])
    if mine and other and other != mine:
        names = ("name", "town") if row.cell("town") else ("name",)
        add(ctx, row, "TOWN_CONFLICT", names, other=other, town=mine)


def period_end(period: periods.Period) -> tuple[int, int, int] | None:
    if period.year is None or period.end is None:
        return None
    return period.year, period.end, calendar.monthrange(period.year, period.end)[1]


def start(ctx: reading.Context, row: Row) -> None:
    begin, end = row.fields.get("start"), period_end(ctx.period)
    first = dates.key(begin)
    if begin and first and end and first > end and spent(row):
        add(ctx, row, "START_AFTER_PERIOD", ("start",), start=begin["value"])


def over(ctx: reading.Context, row: Row) -> None:
    """Cumulative figures above the total or the plan, the month above the cumulative."""
    total, plan = row.amount("total_wan"), row.amount("annual_plan_wan")
    year, ever, month = row.amount("cum_year_wan"), row.amount("cum_wan"), row.amount("month_wan")
    if row.fields.get("total_approx"):
        total = None if total is None else total * 1.1
    for name, cum in (("cum_wan", ever), ("cum_year_wan", year)):
        if total is not None and cum is not None and above(cum, total):
            add(ctx, row, "CUM_GT_TOTAL", (name,), cum=cum, total=total)
            break
    if plan is not None and year is not None and plan > 0 and above(year, plan):
        add(ctx, row, "CUM_GT_PLAN", ("cum_year_wan",), cum=year, plan=plan)
    for name, cum in (("cum_year_wan", year), ("cum_wan", ever)):
        if month is not None and cum is not None:
            if above(month, cum) and not explained(row, name, month, cum):
                add(ctx, row, "MONTH_GT_CUM", ("month_wan",), month=month, cum=cum)
            break


def above(a: float, b: float) -> bool:
    return a > b + 1e-6 * max(abs(a), abs(b), 1e-9)


def explained(row: Row, name: str, month: float, cum: float) -> bool:
    """Whether negative months before make a month above the cumulative right."""
    before = own_previous(row, name)
    return before is not None and before < 0 and abs(before + month - cum) <= slack(row, (name, "month_wan"))


def zero_month(ctx: reading.Context, row: Row) -> None:
    month, total = row.fields.get("month_wan"), row.amount("total_wan")
    known = [v for n in ("cum_wan", "cum_year_wan", "prev_cum_wan", "prev_cum_year_wan") if (v := row.fields.get(n))]
    if month == 0 and known and max(known) > 0 and not (total is not None and max(known) >= total - 1e-6 * total):
        add(ctx, row, "ZERO_MONTH", ("month_wan",))


# ------------------------------------------------------------------------------------------------------ month before
def own_previous(row: Row, name: str) -> float | None:
    """The previous cumulative a row itself gives for `cum_year_wan` or `cum_wan`: a column, or its month columns."""
    column = row.amount("prev_cum_year_wan" if name == "cum_year_wan" else "prev_cum_wan")
    if column is not None:
        return column
    if name == "cum_wan":
        return None
    growing = month_columns(row, "cum_by_month_wan")
    cells = [at for _, _, at in growing]
    here = row.cell("cum_year_wan")
    if len(growing) > 1 and here in cells:
        n = cells.index(here)
        return growing[n - 1][1] if n else None
    months = month_columns(row, "months_wan")
    cells, here = [at for _, _, at in months], row.cell("month_wan")
    if months and months[0][0] == 1 and here in cells:
        n = cells.index(here)
        earlier = [v for _, v, _ in months[:n]]
        return sum(v for v in earlier if v is not None) if all(v is not None for v in earlier) else None
    return None


def previous(ctx: reading.Context, row: Row, before: Row | None, delta: bool) -> None:
    month = row.amount("month_wan")
    growing_months(ctx, row)
    for name in ("cum_year_wan", "cum_wan"):
        cum = row.amount(name)
        was, own = own_previous(row, name), True
        if was is None and before is not None and not (name == "cum_year_wan" and ctx.period.month == 1):
            was, own = before.amount(name), False
        if name not in row.fields or was is None:
            continue
        if cum is None:
            if not own and row.fields.get(name) is None and name not in row.odd:
                add(ctx, row, "PREV_KNOWN", (name,), more={"previous": was}, previous=was)
            continue
        compare(ctx, row, name, was, month if own or delta else None, cum)


def compare(ctx: reading.Context, row: Row, name: str, was: float, month: float | None, cum: float) -> None:
    """Reports a fall, or a month that doesn't lead from the one figure to the other."""
    give = slack(row, (name, "month_wan", "prev_cum_year_wan" if name == "cum_year_wan" else "prev_cum_wan"))
    right = month is not None and abs(was + month - cum) <= give
    if right:
        return
    if cum < was - give and not (month is not None and month < 0):
        add(ctx, row, "CUM_DECREASED", (name,), more={"previous": was, "current": cum}, previous=was, current=cum)
    elif month is not None:
        expected = amounts.neat(was + month)
        words: dict[str, Any] = {"previous": was, "month": month, "expected": expected, "actual": cum}
        add(ctx, row, "MONTH_NE_CUM_DELTA", (name,), more={"expected": expected, "actual": cum}, **words)


def growing_months(ctx: reading.Context, row: Row) -> None:
    """Cumulative month columns that fall before the last one."""
    growing = month_columns(row, "cum_by_month_wan")
    known = [(v, at) for _, v, at in growing if v is not None]
    for (a, _), (b, at) in pairwise(known):
        last = at == row.cell("cum_year_wan")
        month = row.amount("month_wan") if last else None
        if b < a - 1e-6 * abs(a) and not last:
            ctx.collector.add(
                "CUM_DECREASED",
                row.sheet.name,
                row.sheet.addr(*at),
                more={"previous": a, "current": b},
                previous=a,
                current=b,
            )
        if last and month is None and b < a - 1e-6 * abs(a):
            ctx.collector.add(
                "CUM_DECREASED",
                row.sheet.name,
                row.sheet.addr(*at),
                more={"previous": a, "current": b},
                previous=a,
                current=b,
            )


def slack(row: Row, names: Sequence[str]) -> float:
    """How far sums may differ: nothing but binary dust, or half the last decimal of the coarser unit where units differ."""
    found = []
    for n in names:
        c = row.table.first(n)
        v = row.fields.get(n)
        if c is None or v is None or not isinstance(v, (int, float)):
            continue
        found.append((v, row.table.sheet.get(row.row, c.at)))
    base = 1e-6 * max([abs(v) for v, _ in found] or [1.0])
    steps = {step_of(v, raw) for v, raw in found}
    units = {u for _, u in steps if u}
    return max(base, *(0.5 * s for s, _ in steps)) if len(units) > 1 else max(base, 1e-6)


def step_of(wan: float, raw: object) -> tuple[float, float]:
    """(value of the last decimal in 万元, unit) of a cell read as `wan`."""
    number = raw if isinstance(raw, (int, float)) and not isinstance(raw, bool) else amounts.read(raw).number
    if not number or not wan:
        return 0.0, 0.0
    unit = float(f"{wan / number:.6g}")
    decimals = len(f"{number:.10g}".partition(".")[2])
    return unit * 10.0**-decimals, unit


# ------------------------------------------------------------------------------------------------------------- codes
def check_codes(ctx: reading.Context, rows: Sequence[Row]) -> None:
    """Different projects that bear one code."""
    groups: dict[str, list[Row]] = defaultdict(list)
    if not any(t.first("code") for t in {id(r.table): r.table for r in rows}.values()):
        return
    for r in rows:
        if r.fields.get("code"):
            groups[r.fields["code"]].append(r)
    for code, same in groups.items():
        firsts = [r for r in same if not (r.duplicate_of is not None and r.duplicate_of in same)]
        if len(firsts) < 2:
            continue
        for sheet in dict.fromkeys(r.sheet.name for r in firsts):
            here = [r for r in firsts if r.sheet.name == sheet]
            cells = terms.cell_list([at for r in here if (at := r.cell("code"))], here[0].sheet.flipped)
            ctx.collector.add("CODE_DUPLICATED", sheet, cells, text=code)


def report_duplicates(ctx: reading.Context, rows: Sequence[Row]) -> None:
    for r in rows:
        first = r.duplicate_of
        if first is None:
            continue
        zh = en = ""
        for name in ("total_wan", "annual_plan_wan", "cum_wan", "cum_year_wan"):
            a, b = first.fields.get(name), r.fields.get(name)
            if a and b and not reading.close(a, b):
                word = doubts.label(name)
                zh, en = zh + f"，{word[0]} {b} 与 {a} 不一致", en + f", {word[1]} {b} against {a}"
        place = (
            f"第 {first.row} 行" if not first.sheet.flipped else f"{terms.letters(first.row)} 列",
            f"{first.place}",
        )
        if first.sheet.name != r.sheet.name:
            place = (f"“{first.sheet.name}”表{place[0]}", f"{first.sheet.name}, {place[1]}")
        pair = [first.fields["name"], r.fields["name"]]
        answers = (
            terms.Answer("same_names", "是同一项目，只计一次", "One project, counted once", pair),
            terms.Answer("different_names", "不是同一项目，分别计", "Two projects, both counted", pair),
        )
        ctx.collector.add(
            "DUP_NAME_VARIANT",
            r.sheet.name,
            r.where("name"),
            answers,
            place=place,
            other=first.fields["name"],
            differ=(zh, en),
        )


def earlier_rows(rows: Sequence[Row], before: Sequence[Row]) -> dict[int, Row]:
    """id of a row -> the same project among the rows of an earlier sheet, by name."""
    by_core: dict[str, Row] = {}
    if not before:
        return {}
    for b in before:
        by_core.setdefault(key_of(b), b)
    out = {}
    for r in rows:
        found = by_core.get(key_of(r))
        if found is None and len(rows) <= 300:
            found = by_likeness(r, before)
        if found is not None:
            out[id(r)] = found
    return out


def key_of(row: Row) -> str:
    n = duplicates.name_of(row.fields["name"])
    return f"{n.core}|{sorted(n.phases)}|{n.quantities}"


def by_likeness(row: Row, before: Sequence[Row]) -> Row | None:
    """An earlier row whose name is shortened or lengthened and whose total or plan agrees."""
    x = duplicates.name_of(row.fields["name"])
    for b in before:
        y = duplicates.name_of(b.fields["name"])
        if (
            duplicates.alike(x, y) >= 0.85
            and not duplicates.differ(row, b)
            and set(duplicates.agreements(row, b)) & {"total_wan", "annual_plan_wan", "start", "code"}
        ):
            return b
    return None


MONEY = columns.FIELDS_OF_MONEY
