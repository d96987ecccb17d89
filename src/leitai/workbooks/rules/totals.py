"""Subtotals and totals against the rows they stand for; numbers of projects stated against rows listed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from leitai.workbooks import terms
from leitai.workbooks.rules import amounts, columns, formulas, tables
from leitai.workbooks.rules import body as bodies
from leitai.workbooks.rules import rows as reading
from leitai.workbooks.rules import text as texts
from leitai.workbooks.rules.calculating import Calculator

COUNT = re.compile(
    r"(?:共计?|合计|总计|小计|计|总数)?[:：]?(\d+|[一二三四五六七八九十]{1,3})(个|家|项|宗)(?:项目|企业)?"
)


@dataclass(slots=True)
class Section:
    """A table with its classified rows and the project rows read of it."""

    table: tables.Table
    items: list[bodies.Item]
    rows: dict[int, reading.Row]
    units: columns.Units

    def projects(self, items: Iterable[bodies.Item]) -> list[reading.Row]:
        return [self.rows[i.row] for i in items if i.kind == "project" and i.row in self.rows]


@dataclass(slots=True)
class Judged:
    """A total row against one choice of rows. `off`: column -> (stated, sum) where they differ."""

    rows: list[reading.Row]
    off: dict[int, tuple[float, float]] = field(default_factory=dict)
    right: int = 0
    doubled: dict[int, tuple[float, float]] = field(default_factory=dict)


def check(sections: list[Section], calculator: Calculator, ctx: reading.Context) -> None:
    """Reports mismatches of all total rows of a sheet's tables (in order from top to bottom)."""
    for n, section in enumerate(sections):
        for k, item in enumerate(section.items):
            if item.kind in ("total", "subtotal"):
                judge_row(sections, n, k, calculator, ctx)


def scopes(sections: list[Section], n: int, k: int) -> list[list[reading.Row]]:
    """The rows a total row may stand for, the likeliest first."""
    section = sections[n]
    items, own = section.items, section.items[k]
    before, after = items[:k], items[k + 1 :]
    small = own.kind == "subtotal"
    since = last_of(before, ("total", "subtotal", "group"))
    since_group = last_of(before, ("total", "group"))
    since_total = last_of(before, ("total",))
    until = first_of(after, ("total", "subtotal", "group"))
    until_total = first_of(after, ("total",))
    near = section.projects(before[since:])
    groups = [near, section.projects(before[since_group:]), section.projects(before[since_total:])]
    wide = [section.projects(before), section.projects(after), section.projects(items)]
    same = [s for s in sections if abs(s.table.left - section.table.left) <= 2]
    sheet = [r for s in same for r in s.projects(s.items)]
    upto = [r for s in sections[:n] if s in same for r in s.projects(s.items)] + section.projects(before)
    below = [section.projects(after[:until]), section.projects(after[:until_total])]
    order = (
        [*groups, *below, *wide] if small else [*groups[::-1][:1], *wide[:1], upto, *groups, *wide[1:], sheet, *below]
    )
    return [s for m, s in enumerate(order) if s and s not in order[:m]]


def last_of(items: list[bodies.Item], kinds: tuple[str, ...]) -> int:
    return next((n + 1 for n in range(len(items) - 1, -1, -1) if items[n].kind in kinds), 0)


def first_of(items: list[bodies.Item], kinds: tuple[str, ...]) -> int:
    return next((n for n, i in enumerate(items) if i.kind in kinds), len(items))


def judge_row(sections: list[Section], n: int, k: int, calculator: Calculator, ctx: reading.Context) -> None:
    section, item = sections[n], sections[n].items[k]
    choices = scopes(sections, n, k)
    if not choices:
        return
    stated = {
        c.at: v for c in section.table.columns if (v := stated_value(section, item.row, c, calculator)) is not None
    }
    judged = []
    for rows in choices if len(section.items) <= tables.MANY else choices[:4]:
        judged.append(judge(section, stated, rows))
        if not judged[-1].off:
            break
    best = max(judged, key=lambda j: (j.right - len(j.off), -judged.index(j)))
    if best.off and best.right == 0 and len(stated) == 1:
        best = judged[0]
    table = section.table
    if best.off:
        code = "SUBTOTAL_MISMATCH" if item.kind == "subtotal" else "SUM_MISMATCH"
        cells = terms.cell_list([(item.row, c) for c in best.off], table.sheet.flipped)
        detail = detail_of(table, item.row, best.off)
        ctx.collector.add(code, table.sheet.name, cells, more=numbers_of(table, item.row, best.off), detail=detail)
    if item.kind == "total":
        report_doubled(section, item, best, ctx, calculator)
    report_count(section, item, best.rows, ctx, choices)
    report_notes(section, item, stated, ctx)


def report_notes(section: Section, item: bodies.Item, stated: dict[int, float], ctx: reading.Context) -> None:
    """Notes on a total that give another value than its cell."""
    sheet = section.table.sheet
    for column, own in stated.items():
        note = sheet.notes.get((item.row, column))
        scale = section.units.scale.get(column, 1.0)
        if note and reading.gives_other_amount(own, scale, texts.flat(note)):
            ctx.collector.add("COMMENT_CORRECTION", sheet.name, sheet.addr(item.row, column), text=note)


def numbers_of(table: tables.Table, row: int, off: dict[int, tuple[float, float]]) -> dict[str, Any]:
    at = table.sheet.addr
    return {
        "stated": {at(row, c): amounts.neat(s) for c, (s, _) in off.items()},
        "computed": {at(row, c): amounts.neat(t) for c, (_, t) in off.items()},
    }


def off_by_unit(sections: list[Section], calculator: Calculator) -> list[tuple[reading.Row, tables.Column, float]]:
    """(row, column, corrected 万元) where a total agrees once a single amount is moved by ten thousand."""
    out = []
    for n, section in enumerate(sections):
        for k, item in [(k, i) for k, i in enumerate(section.items) if i.kind in ("total", "subtotal")]:
            choices = scopes(sections, n, k)
            for c in section.table.columns if choices else []:
                if (item.row, c.at) in section.table.sheet.formulas:
                    continue
                stated = stated_value(section, item.row, c, calculator)
                found = one_off(section, c, choices[0], stated) if stated else None
                if found:
                    out.append(found)
    return out


def one_off(
    section: Section, c: tables.Column, rows: list[reading.Row], stated: float
) -> tuple[reading.Row, tables.Column, float] | None:
    values = values_of(rows, c, section)
    if values is None or c.field == "land":
        return None
    unit = section.units.scale.get(c.at, 1.0)
    kept = [(r, v) for r, v in zip(rows, values, strict=True) if v and r.table is section.table]
    full = sum(v for v in values if v is not None)
    single = sum(v for r, v in kept if r.duplicate_of is None)
    if agree(stated, full, unit) or agree(stated, single, unit):
        return None
    hits = [
        (r, v * f)
        for r, v in kept
        for f in (1e4, 1e-4)
        if any(reading.close(stated, t - v + v * f) for t in (full, single))
    ]
    return (hits[0][0], c, hits[0][1]) if len(hits) == 1 else None


def detail_of(table: tables.Table, row: int, off: dict[int, tuple[float, float]]) -> tuple[str, str]:
    parts = [(table.sheet.addr(row, c), amounts.neat(s), amounts.neat(t)) for c, (s, t) in off.items()]
    zh = "；".join(f"{a} 写 {s}，应为 {t}" for a, s, t in parts)
    return zh, "; ".join(f"{a} says {s}, the rows make {t}" for a, s, t in parts)


def compared(c: tables.Column) -> bool:
    return c.field in columns.FIELDS_OF_MONEY or c.field == "land"


def stated_value(section: Section, row: int, c: tables.Column, calculator: Calculator) -> float | None:
    """What a total row says for a column, in 万元; None where it says nothing or nothing exact."""
    if not compared(c):
        return None
    table = section.table
    if table.grid.top(row, c.at) != (row, c.at):
        return None
    value = table.sheet.get(row, c.at)
    if (row, c.at) in table.sheet.uncached:
        true = (c.at, row) if table.sheet.flipped else (row, c.at)
        value = calculator.value(table.sheet.name, *true, False)
    amount = amounts.read(value)
    if amount.at_least or amount.approx or amount.number is None:
        return None
    return amount.wan(1.0 if c.field == "land" else section.units.scale.get(c.at, 1.0))


def values_of(rows: list[reading.Row], c: tables.Column, section: Section) -> list[float | None] | None:
    """What the rows hold for a column of the total's table, by field where they come from another table; None: unfit."""
    out: list[float | None] = []
    for r in rows:
        name = c.field or ""
        if name in r.odd:
            return None
        if r.table is section.table:
            if r.table.grid.top(r.row, c.at) != (r.row, c.at):
                out.append(0.0 if r.table.grid.top(r.row, c.at)[0] > r.table.bottom else None)
                continue
            out.append(r.fields.get("land_mu") if name == "land" else r.wan(c))
        elif name in ("months_wan", "cum_by_month_wan"):
            return None
        else:
            out.append(r.fields.get("land_mu" if name == "land" else name))
    return out


def judge(section: Section, stated: dict[int, float], rows: list[reading.Row]) -> Judged:
    out = Judged(rows)
    duplicates = [r.duplicate_of is not None for r in rows]
    for c in section.table.columns:
        if c.at not in stated:
            continue
        values = values_of(rows, c, section)
        if values is None or (len(values) and all(v is None for v in values) and stated[c.at] == 0):
            continue
        full = sum(v for v in values if v is not None)
        single = sum(v for v, d in zip(values, duplicates, strict=True) if v is not None and not d)
        unit = 1.0 if c.field == "land" else section.units.scale.get(c.at, 1.0)
        s = stated[c.at]
        if agree(s, single, unit):
            out.right += 1
        elif agree(s, full, unit):
            out.right += 1
            out.doubled[c.at] = (s, single)
        else:
            out.off[c.at] = (s, full)
    return out


def agree(stated: float, total: float, unit: float) -> bool:
    """Equal, or equal once the sum is rounded to the decimals stated."""
    if abs(stated - total) <= 1e-6 * max(abs(stated), abs(total), 1.0):
        return True
    written = f"{stated / unit:.10g}"
    decimals = len(written.partition(".")[2]) if "." in written else 0
    if decimals == 0 and unit > 1:
        return False
    return (
        abs(round(total / unit, decimals) - stated / unit) < 1e-9
        and abs(stated - total) <= 0.5 * unit * 10**-decimals + 1e-9
    )


def report_doubled(
    section: Section, item: bodies.Item, best: Judged, ctx: reading.Context, calculator: Calculator
) -> None:
    table = section.table
    repeated = [r for r in best.rows if r.duplicate_of is not None]
    if not repeated:
        return
    cells = dict(best.doubled)
    for c in table.columns:
        formula = table.sheet.formulas.get((item.row, c.at))
        if compared(c) and formula and c.at not in cells and reaches(table, formula, c.at, repeated):
            values = values_of(best.rows, c, section) or []
            single = sum(v for v, r in zip(values, best.rows, strict=False) if v is not None and r.duplicate_of is None)
            cells[c.at] = (stated_value(section, item.row, c, calculator) or 0.0, single)
    if not cells:
        return
    first = next(c for c in table.columns if c.at in cells)
    stated, correct = cells[first.at]
    where = "、".join(str(r.place) for r in repeated)
    detail = (
        f"；{first.path[-1]}应为 {amounts.neat(correct)} 万元".replace("\n", ""),
        f"; should be {amounts.neat(correct)} wan yuan",
    )
    ctx.collector.add(
        "TOTAL_DOUBLE_COUNT", table.sheet.name, terms.cell_list([(item.row, c) for c in cells], table.sheet.flipped),
        more={"stated": amounts.neat(stated), "correct": amounts.neat(correct)}, place=where, detail=detail,
    )  # fmt: skip


def reaches(table: tables.Table, formula: str, column: int, repeated: list[reading.Row]) -> bool:
    """Whether a formula names the cell of a duplicate row in this column, alone or in a range."""
    for sheet, *area in formulas.references(formula):
        r1, c1, r2, c2 = (area[1], area[0], area[3], area[2]) if table.sheet.flipped else area
        if sheet in (None, table.sheet.name) and c1 <= column <= c2 and any(r1 <= r.row <= r2 for r in repeated):
            return True
    return False


# ------------------------------------------------------------------------------------------------------------ counts
def report_count(
    section: Section, item: bodies.Item, rows: list[reading.Row], ctx: reading.Context, choices: list[list[reading.Row]]
) -> None:
    """A number of projects stated in a total row against the rows it stands for."""
    table = section.table
    name = table.first("name")
    for c in range(table.left, table.right + 1):
        value = table.sheet.get(item.row, c)
        column = next((x for x in table.columns if x.at == c), None)
        found = stated_count(value, column is name and (item.row, c) != item.cell, (item.row, c) == item.cell)
        if column is not None and column.field in (columns.FIELDS_OF_MONEY | {"money_other", "land"}):
            continue
        if found is None:
            continue
        stated, kind = found
        if not any(stated in counts(choice, kind) for choice in (rows, choices[0], max(choices, key=len))):
            ctx.collector.add("COUNT_MISMATCH", table.sheet.name, table.sheet.addr(item.row, c),
                              more={"stated": stated, "rows": len(rows)}, stated=stated, rows=len(rows))  # fmt: skip


def stated_count(value: Any, is_name: bool, is_label: bool) -> tuple[int, str] | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return (int(value), "个") if is_name and float(value).is_integer() else None
    if not isinstance(value, str):
        return None
    plain = texts.flat(value)
    m = COUNT.search(plain) if is_label else COUNT.fullmatch(plain)
    if m and (n := texts.small_number(m[1])) is not None:
        return n, m[2]
    if is_name and plain.isdigit():
        return int(plain), "个"
    return None


def counts(rows: list[reading.Row], kind: str) -> set[int]:
    """Numbers that a statement about these rows may rightly give."""
    out = {len(rows), sum(r.duplicate_of is None for r in rows)}
    if kind == "家":
        out.add(len({r.fields.get("investor") for r in rows if r.fields.get("investor")}))
    return out


def check_lines(lines: list[tables.Line], sections: list[Section], ctx: reading.Context) -> None:
    """Numbers of projects stated in titles, notes and group headings (共8个项目)."""
    rows = [r for s in sections for r in s.projects(s.items)]
    sheet = sections[0].table.sheet if sections else None
    if sheet is None or not rows:
        return
    for line in lines:
        m = re.search(
            r"共(?:有|计|报送?|上报)?(?:项目)?(\d+|[一二三四五六七八九十]{1,3})(个|项|家)(?:项目|重点|企业|在建|[)）,，。;；]|$)",
            texts.flat(line.text),
        )
        if m and (stated := texts.small_number(m[1])) is not None and stated not in counts(rows, m[2]):
            cell = terms.address(line.row, line.column)
            ctx.collector.add(
                "COUNT_MISMATCH",
                sheet.name,
                cell,
                more={"stated": stated, "rows": len(rows)},
                stated=stated,
                rows=len(rows),
            )


def check_groups(section: Section, ctx: reading.Context) -> None:
    """一、续建项目（3个）against the rows below it."""
    for k, item in enumerate(section.items):
        if item.kind != "group" or item.cell is None:
            continue
        m = COUNT.search(item.text)
        if not m or (stated := texts.small_number(m[1])) is None:
            continue
        after = section.items[k + 1 :]
        rows = section.projects(after[: first_of(after, ("group", "total"))])
        if stated not in counts(rows, m[2]):
            ctx.collector.add("COUNT_MISMATCH", section.table.sheet.name, section.table.sheet.addr(*item.cell),
                              more={"stated": stated, "rows": len(rows)}, stated=stated, rows=len(rows))  # fmt: skip
