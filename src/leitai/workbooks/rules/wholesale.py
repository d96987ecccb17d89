"""Large tables by columns: clean cells are taken as they stand, distinct texts are read once, the rest goes cell by cell.

Gives the same rows and the same doubts as `rows.read_rows`, which remains the way for every cell that is not plain.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from itertools import repeat
from operator import itemgetter
from typing import Any

from leitai.workbooks.rules import amounts, columns, dates, tables, towns
from leitai.workbooks.rules import rows as reading
from leitai.workbooks.rules import text as texts

LARGE = 2000
PLAIN = frozenset({int, float})
REMARKS = ("remark", "issue", "remark_other", "issue_other")
WIDE = "０１２３４５６７８９"
Values = Sequence[Any]
Taken = tuple[Values, list[int]]  # values, indexes of cells to read with care
Kinds = set[type]
Way = Callable[[Sequence[Any], Kinds], Taken]


def read_rows(
    ctx: reading.Context, table: tables.Table, numbers: list[int], groups: dict[int, str | None]
) -> list[reading.Row]:
    """The project rows of a large table; see rows.read_rows."""
    if table.first("unit") is not None or groups or len(numbers) < LARGE or not table.grid.by_column():
        return reading.read_rows(ctx, table, numbers, groups)
    care = careful_rows(table)
    plain = [n for n in numbers if n not in care] if care else numbers
    if not plain:
        return reading.read_rows(ctx, table, numbers, groups)
    out = by_columns(ctx, table, plain)
    if care:
        rest = reading.read_rows(ctx, table, [n for n in numbers if n in care], groups)
        out = sorted([*out, *rest], key=lambda r: r.row)
    return out


def careful_rows(table: tables.Table) -> set[int]:
    """Rows with anything behind their values: merges, formulas, notes, remarks that speak of units."""
    sheet = table.sheet
    care = {r for r, _ in table.grid.anchor} | {r for r, _ in sheet.formulas} | {r for r, _ in sheet.notes}
    for c in table.columns:
        if c.field in REMARKS:
            column, first = table.grid.by_column()[c.at - 1], table.grid.first
            odd = {v for v in set(column) if isinstance(v, str) and ("元" in v or "亿" in v or "万" in v)}
            if odd:
                care |= {n + first for n, v in enumerate(column) if v in odd}
    return care


def by_columns(ctx: reading.Context, table: tables.Table, numbers: list[int]) -> list[reading.Row]:
    first = table.grid.first
    solid = numbers[-1] - numbers[0] + 1 == len(numbers)
    pick = (
        itemgetter(slice(numbers[0] - first, numbers[-1] - first + 1))
        if solid
        else itemgetter(*[n - first for n in numbers])
    )
    names: list[str] = []
    taken: list[Values] = []
    later: list[tuple[tables.Column, list[int]]] = []
    lists: dict[str, list[Values]] = {}
    wide: set[int] = set()
    for c in table.columns:
        raw = pick(table.grid.by_column()[c.at - 1])
        kinds = set(map(type, raw))
        wide |= full_width(raw, kinds)
        way = way_of(ctx, table, c)
        if way is None:
            continue
        values, care = way(raw, kinds)
        if c.field in ("months_wan", "cum_by_month_wan"):
            lists.setdefault(c.field, []).append(values)
        else:
            name = "land_mu" if c.field == "land" else c.field or ""
            names.append(name)
            taken.append(values)
        if care:
            later.append((c, care))
    for name, several in lists.items():
        names.append(name)
        taken.append([list(v) for v in zip(*several, strict=True)])
    dicts = records(names, taken, len(numbers))
    out = list(map(reading.Row, repeat(table), numbers, dicts))
    finish(ctx, table, out, later, wide)
    return out


def records(names: Sequence[str], taken: Sequence[Values], count: int) -> list[dict[str, Any]]:
    """One dict a row of the named columns.

    Copies of a filled dict needn't grow, as dicts made of pairs do; few at a time, they stay in the cache meanwhile.
    """
    out: list[dict[str, Any]] = []
    empty = dict.fromkeys(names)
    for begin in range(0, count, FEW):
        some = list(map(dict.copy, repeat(empty, min(FEW, count - begin))))
        for name, column in zip(names, taken, strict=True):
            for record, value in zip(some, column[begin : begin + FEW], strict=True):
                record[name] = value
        out += some
    return out


FEW = 1000


def finish(
    ctx: reading.Context,
    table: tables.Table,
    out: list[reading.Row],
    later: list[tuple[tables.Column, list[int]]],
    wide: set[int],
) -> None:
    """Cells that need care, then what hangs on whole rows."""
    for column in (c for c in table.columns if c.field in REMARKS):
        values = table.grid.by_column()[column.at - 1]
        for row in out:
            if (v := values[row.row - table.grid.first]) is not None and v != "":
                row.remark = f"{row.remark}；{texts.shown(v)}" if row.remark else texts.shown(v)
    for column, care in later:
        careful = with_money if column.field in columns.FIELDS_OF_MONEY else reading.read_other
        for n in care:
            careful(ctx, out[n], column)
    monthly = "months_wan" in table.at_field or "cum_by_month_wan" in table.at_field
    for row in out if monthly else ():
        reading.gather_months(ctx, row)
    if ctx.sheet_town or ctx.sheet_town_said or any(c.field in ("start", "start_finish") and care for c, care in later):
        for row in out:
            reading.late_fields(ctx, row, None)
    for n in sorted(wide):
        reading.report_row(ctx, out[n])
    reading.read_percents(ctx, table, out)


def with_money(ctx: reading.Context, row: reading.Row, column: tables.Column) -> None:
    """A money cell that is no plain number; in a list of months its place is filled."""
    if column.field in ("months_wan", "cum_by_month_wan"):
        held = row.fields[column.field]
        row.fields[column.field] = held[: row.table.order[column.at]]
        reading.read_money(ctx, row, column, None)
        row.fields[column.field] += held[row.table.order[column.at] + 1 :]
    else:
        reading.read_money(ctx, row, column, None)


def full_width(raw: Sequence[Any], kinds: Kinds) -> set[int]:
    """Indexes of texts with full-width digits."""
    if str not in kinds:
        return set()
    some = set(raw) if len(set(raw[:400])) < 100 else raw
    joined = "\n".join(some if len(kinds) == 1 else [v for v in some if type(v) is str])
    if joined.isascii() or not any(digit in joined for digit in WIDE):  # ten searches in C, not one of an expression
        return set()
    return {n for n, v in enumerate(raw) if type(v) is str and texts.WIDE.search(v)}


# -------------------------------------------------------------------------------------------------------------- ways
def way_of(ctx: reading.Context, table: tables.Table, column: tables.Column) -> Way | None:
    """How the cells of a column are taken; None for columns that are not extracted."""
    name = column.field
    if name in columns.FIELDS_OF_MONEY:
        scale = ctx.units.scale.get(column.at, 1.0)
        wanted = reading.reported(table, column)
        return lambda raw, kinds: money(raw, kinds, scale, wanted)
    simple: dict[str, Way] = {
        "name": project_names, "seq": sequence, "code": codes, "chemical": flags,
        "town": lambda raw, kinds: town_names(raw, ctx.hints.town_aliases),
        "land": lambda raw, kinds: areas(raw, column.meaning.text),
        "start": days, "finish": days, "signed": days, "start_finish": all_with_care,
    }  # fmt: skip
    if name in reading.TEXT_FIELDS:
        return words
    return simple.get(name or "")


def money(raw: Sequence[Any], kinds: Kinds, scale: float, wanted: bool) -> Taken:
    if kinds <= PLAIN and min(raw) > -amounts.LARGEST and max(raw) < amounts.LARGEST:
        return neat(raw, scale), []
    plain = [type(v) in PLAIN and abs(v) < amounts.LARGEST for v in raw]
    care = [n for n, (p, v) in enumerate(zip(plain, raw, strict=True)) if not p and (wanted or v not in (None, ""))]
    return [amounts.neat(v * scale) if p else None for p, v in zip(plain, raw, strict=True)], care


WHOLE = 1.5 * 2.0**52  # added and taken away again it leaves the nearest whole number


def neat(raw: Sequence[float], scale: float) -> Values:
    """`amounts.neat` of each number, called only where it would change it: whole ones, and those with binary dust."""
    if scale != 1.0:
        return [amounts.neat(v * scale) for v in raw]
    return [amounts.neat(v) if v.is_integer() or (v * 1e6 + WHOLE - WHOLE) / 1e6 != v else v for v in raw]


UNSEEN = ("\u200b", "\ufeff")  # taken out of names, though no white space to `split`


def project_names(raw: Sequence[Any], kinds: Kinds) -> Taken:
    if kinds == {str}:
        joined = "\n".join(raw)
        if not any(c in joined for c in UNSEEN) and joined.split() == list(raw):
            return raw, []
    out = ["".join(v.split()) if type(v) is str else "" for v in raw]
    odd = [n for n, (a, b) in enumerate(zip(out, raw, strict=True)) if a != b or any(c in a for c in UNSEEN)]
    return out, odd


def sequence(raw: Sequence[Any], kinds: Kinds) -> Taken:
    if kinds <= PLAIN:
        return [int(v) if v == int(v) else None for v in raw], []
    return list(repeat(None, len(raw))), list(range(len(raw)))


def codes(raw: Sequence[Any], kinds: Kinds) -> Taken:
    match = reading.CODE.fullmatch
    return list(raw), [n for n, v in enumerate(raw) if type(v) is not str or not match(v)]


def town_names(raw: Sequence[Any], aliases: Mapping[str, str]) -> Taken:
    known = towns.full_names()
    care = {v for v in set(raw) if type(v) is not str or known.get(v) != v or v in aliases}
    return list(raw), [n for n, v in enumerate(raw) if v in care] if care else []


def words(raw: Sequence[Any], kinds: Kinds) -> Taken:
    if not kinds <= {str, type(None)}:  # 1, 1.0 and TRUE are one key but not shown alike
        return [texts.shown(v).strip() or None for v in raw], []
    meant = {v: texts.shown(v).strip() or None for v in set(raw)}
    return (raw if all(a == b for a, b in meant.items()) else [meant[v] for v in raw]), []


def areas(raw: Sequence[Any], heading: str) -> Taken:
    """Areas in mu; `heading` may name another unit."""
    scale = reading.land(1, heading) or 1.0
    return money(raw, set(map(type, raw)), scale, False)


def flags(raw: Sequence[Any], kinds: Kinds) -> Taken:
    if kinds == {bool}:
        return raw, []
    meant = {(type(v), v): reading.yes_no(v) for v in raw}
    return [meant[type(v), v] for v in raw], []


def days(raw: Sequence[Any], kinds: Kinds) -> Taken:
    """Date cells and texts that name one plain day or month; the rest with care."""
    meant: dict[Any, Any] = {}
    care: set[Any] = set()
    for v in set(raw):
        if isinstance(v, (date, datetime)):
            meant[v] = dates.of_day(v)
        elif v is None or v == "":
            meant[v] = None
        else:
            found = dates.read(v) if isinstance(v, str) else None
            plain = found is not None and len(found.dates) == 1 and not found.codes and len(found.good) == 1
            meant[v] = found.dates[0].value() if found and plain else None
            if not plain or "期" in v:
                care.add(v)
    return [meant[v] for v in raw], [n for n, v in enumerate(raw) if v in care] if care else []


def all_with_care(raw: Sequence[Any], kinds: Kinds) -> Taken:
    return list(repeat(None, len(raw))), list(range(len(raw)))
