"""Where the tables of a sheet stand: heading rows of one or more levels, side by side or below each other, or lying."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from leitai.workbooks import terms
from leitai.workbooks.rules import amounts, headings
from leitai.workbooks.rules import text as texts
from leitai.workbooks.rules.grid import Grid, turned

NOTE = re.compile(
    r"^(?:填[报表制写]|报送|上报|制表|编制|审核|审批|复核|联系|负责|主管|分管|签[字章发]|盖章|单位|计量|金额|注|备注|说明|附|日期|时间|备案|数据|统计|截[至止]|本表)"
    r"[^,，]{0,12}[:：]|^单位|^\(?(?:单位|金额)"
)


MANY = 2000


@dataclass(slots=True)
class Column:
    """One column of a table: its heading's levels, what they mean, and where the lowest of them stands."""

    at: int
    path: tuple[str, ...]
    meaning: headings.Meaning
    head: tuple[int, int]
    field: str | None = None
    unit_cell: tuple[int, int] | None = None


@dataclass(slots=True)
class Table:
    """A table with the rows of its heading, its columns, and the rows that may belong to its body."""

    grid: Grid
    top: int
    bottom: int
    columns: list[Column]
    rows: list[int] = field(default_factory=list)
    at_field: dict[str, int] = field(default_factory=dict)
    order: dict[int, int] = field(default_factory=dict)

    def prepare(self) -> None:
        """Notes where each field stands and the place of each month column in its list, once fields are settled."""
        counts: dict[str, int] = {}
        for c in self.columns:
            if c.field:
                self.order[c.at] = counts.get(c.field, 0)
                counts[c.field] = self.order[c.at] + 1
                self.at_field.setdefault("land_mu" if c.field == "land" else c.field, c.at)
        if both := self.first("start_finish"):
            self.at_field["start"] = self.at_field["finish"] = both.at

    @property
    def sheet(self) -> terms.Sheet:
        return self.grid.sheet

    def first(self, name: str) -> Column | None:
        return next((c for c in self.columns if c.field == name), None)

    @property
    def left(self) -> int:
        return self.columns[0].at

    @property
    def right(self) -> int:
        return self.columns[-1].at


@dataclass(frozen=True, slots=True)
class Line:
    """A text outside the tables: title, note, signature."""

    row: int
    column: int
    text: str


@dataclass(slots=True)
class Layout:
    """What was found on a sheet. `lines` carry true addresses even where tables are flipped."""

    sheet: terms.Sheet
    tables: list[Table]
    lines: list[Line]


def layout(sheet: terms.Sheet) -> Layout:
    """Tables and other texts of a sheet; a lying table is turned so that each project is a row."""
    grid = Grid(sheet)
    upright = upright_tables(grid, sorted(sheet.rows))
    lying = lying_tables(grid) if len(sheet.rows) <= MANY else []
    if lying and labels(lying) > labels(upright):
        inside = set(range(lying[0].left, max(t.right for t in lying) + 1))
        return Layout(sheet, lying, outside_lines(grid, [r for r in sheet.rows if r not in inside]))
    covered = set().union(*(range(t.top, t.bottom + 1) for t in upright), *(t.rows for t in upright))
    return Layout(sheet, upright, outside_lines(grid, [r for r in sheet.rows if r not in covered]))


def labels(tables: list[Table]) -> int:
    return max((sum(c.meaning.field is not None for c in t.columns) for t in tables), default=0)


def outside_lines(grid: Grid, rows: list[int]) -> list[Line]:
    return [Line(r, c, str(grid.own(r, c))) for r in rows for c in grid.filled(r) if isinstance(grid.own(r, c), str)]


# ------------------------------------------------------------------------------------------------------ heading rows
def is_note(text: str) -> bool:
    """Whether a text reads as a note or signature, not as a heading that has a unit of its own."""
    return NOTE.match(texts.flat(text)) is not None and not headings.is_heading(text)


def heading_share(grid: Grid, row: int) -> tuple[int, int, int]:
    """(heading cells, filled cells, distinct fields) of a row."""
    filled = grid.filled(row)
    heads, fields = 0, set()
    for c in filled:
        v = grid.own(row, c)
        if isinstance(v, str) and headings.is_heading(v):
            heads += 1
            fields.add(headings.meaning((v,)).field or f"?{c}")
    return heads, len(filled), len(fields)


def is_head(grid: Grid, row: int) -> bool:
    heads, filled, fields = heading_share(grid, row)
    if heads < 2 or fields < 2 or heads < 0.6 * filled:
        return False
    return not any(isinstance(grid.own(row, c), (int, float)) for c in grid.filled(row))


def is_month(grid: Grid, block: list[int], column: int, value: Any) -> bool:
    """Whether a bare number below a group of months (各月完成投资), or a date below one of amounts, is a month's heading."""
    if isinstance(value, date):
        return any(grid.spans(*grid.top(r, column)) > 1 and of_amounts(grid, r, column) for r in block)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value not in range(1, 13):
        return False
    for r in block:
        at = grid.top(r, column)
        if grid.spans(*at) > 1 and re.search(r"各月|分月|月份|逐月|每月", texts.bare(grid.sheet.get(*at))):
            return True
    return False


def of_amounts(grid: Grid, row: int, column: int) -> bool:
    return re.search(r"投资|完成|累计|月", texts.bare(grid.value(row, column))) is not None


def heading_text(grid: Grid, block: list[int], at: tuple[int, int]) -> str | None:
    """The words of a heading cell, a bare month or a date as 3月; None where it has none."""
    value = grid.sheet.get(*at)
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return f"{value.month}月"
    return f"{int(value)}月" if at[0] > block[0] and is_month(grid, block, at[1], value) else None


def is_lower_level(grid: Grid, row: int, block: list[int]) -> bool:
    """Whether a row below a heading row still belongs to the heading (lower level, or units)."""
    filled = grid.filled(row)
    if filled and any(is_month(grid, block, c, grid.own(row, c)) for c in filled):
        filled = [c for c in filled if not is_month(grid, block, c, grid.own(row, c))]
        if not filled:
            return True
    if not filled or row in grid.sheet.hidden_rows or any(not isinstance(grid.own(row, c), str) for c in filled):
        return False
    if any((row, c) in grid.sheet.formulas for c in range(1, grid.width + 1)):
        return False  # a total on top, its results not saved
    words = [str(grid.own(row, c)) for c in filled]
    if len(filled) == 1 and grid.spans(row, filled[0]) > 2:
        return False
    if same_texts(grid, row, block[0]) or any(is_note(w) for w in words):
        return False
    units = [w for w in words if amounts.unit_word(w) is not None or texts.flat(w).strip("()") in OTHER_UNITS]
    heads = [w for w in words if headings.is_heading(w) or w in units]
    if len(heads) >= 0.6 * len(words) and (len(units) < len(words) or len(words) >= 2 or min(filled) > 1):
        return True
    under = [c for c in filled if any(grid.spans(*grid.top(r, c)) > 1 for r in block)]
    return (
        len(under) == len(filled)
        and len(filled) >= 2
        and all(len(texts.flat(w)) <= 12 for w in words)
        and not any(grid.own(row, c) for c in range(1, min(filled)))
    )


OTHER_UNITS = {"亩", "平方米", "公顷", "个", "%", "年月", "年月日", "人", "项", "是/否", "家"}


def same_texts(grid: Grid, a: int, b: int) -> bool:
    columns = set(grid.filled(a)) | set(grid.filled(b))
    return all(texts.bare(grid.own(a, c)) == texts.bare(grid.own(b, c)) for c in columns)


def is_upper_level(grid: Grid, row: int, below: int) -> bool:
    """Whether a row above a heading row is a higher level of it: groups or columns, not a title or a note."""
    filled = grid.filled(row)
    if not filled or any(not isinstance(grid.own(row, c), str) for c in filled):
        return False
    words = [texts.flat(str(grid.own(row, c))) for c in filled]
    if any(is_note(w) or len(w) > 24 for w in words):
        return False
    width = len(grid.filled(below))
    if len(filled) == 1:
        span = grid.spans(row, filled[0])
        return (
            filled[0] > 1 and headings.is_heading(words[0]) and span < 0.7 * max(width, 1) and (span > 1 or width > 4)
        )
    return sum(headings.is_heading(w) for w in words) >= 0.5 * len(words)


def likely_heads(grid: Grid, rows: list[int]) -> set[int] | None:
    """Rows of a large sheet that may be headings: the first, the last, and those with texts among two columns' numbers."""
    if len(rows) <= MANY:
        return None
    out = {*rows[:60], *rows[-30:]}
    hits: dict[int, int] = {}
    looked = [c for c in grid.by_column() if any(type(v) in (int, float) for v in c[60:400])][:4]
    for column in looked:
        types = list(map(type, column))
        if types.count(str) <= 0.2 * len(rows):
            for n in positions(types, str):
                if column[n]:
                    hits[n + grid.first] = hits.get(n + grid.first, 0) + 1
    return out | {n for n, k in hits.items() if k >= 2} if grid.by_column() else None


def positions(items: list[Any], wanted: Any) -> list[int]:
    """Indexes of an item that is rare among others."""
    out: list[int] = []
    at = -1
    for _ in range(items.count(wanted)):
        at = items.index(wanted, at + 1)
        out.append(at)
    return out


def upright_tables(grid: Grid, rows: list[int]) -> list[Table]:
    """Tables whose projects are rows, from top to bottom."""
    blocks: list[list[int]] = []
    n = 0
    likely = likely_heads(grid, rows)
    while n < len(rows):
        if (likely is not None and rows[n] not in likely) or not is_head(grid, rows[n]):
            n += 1
            continue
        block = [rows[n]]
        while len(block) < 4 and block[0] - 1 in grid.sheet.rows and is_upper_level(grid, block[0] - 1, block[0]):
            if blocks and block[0] - 1 <= blocks[-1][-1]:
                break
            block.insert(0, block[0] - 1)
        while len(block) < 5 and block[-1] + 1 in grid.sheet.rows and is_lower_level(grid, block[-1] + 1, block):
            block.append(block[-1] + 1)
        blocks.append(block)
        while n < len(rows) and rows[n] <= block[-1]:
            n += 1
    out: list[Table] = []
    last: list[Table] = []
    first: list[int] = []
    captions: list[int] = []
    for k, block in enumerate(blocks):
        end = blocks[k + 1][0] if k + 1 < len(blocks) else 1 << 30
        body = rows[bisect.bisect_right(rows, block[-1]) : bisect.bisect_left(rows, end)]
        goes_on = bool(first) and continues(grid, first, block, captions)
        captions = []
        while k + 1 < len(blocks) and body and is_caption(grid, body[-1]):
            captions.append(body.pop())
        if goes_on:
            for table in last:
                table.rows += [*block, *body]
            continue
        last = [t for t in split(grid, block, body) if useful(t)]
        first = block if last else []
        out.extend(last)
    return out


def continues(grid: Grid, first: list[int], block: list[int], captions: list[int]) -> bool:
    """Whether a heading only repeats the one before, as on a new page, so that the table goes on below it."""
    if len(first) != len(block) or not all(same_texts(grid, a, b) for a, b in zip(first, block, strict=True)):
        return False
    said = {texts.bare(grid.own(r, c)) for r in grid.sheet.rows if r < first[0] for c in grid.filled(r)}
    words = [texts.bare(grid.own(r, c)) for r in captions for c in grid.filled(r)]
    return all(w in said or PAGE.search(w) for w in words)


PAGE = re.compile(r"[(（]续.{0,2}[)）]|^续表|^第.{1,3}页")


def is_caption(grid: Grid, row: int) -> bool:
    """Whether a row right above a heading is a caption or note of the table below."""
    filled = grid.filled(row)
    return (
        len(filled) <= 2
        and all(isinstance(grid.own(row, c), str) for c in filled)
        and not any(re.fullmatch(r".{0,6}计", texts.bare(grid.own(row, c))) for c in filled)
    )


def useful(table: Table) -> bool:
    fields = {c.meaning.field for c in table.columns}
    known = sum(c.meaning.field is not None for c in table.columns)
    if "name" in fields or {"time", "place"} <= fields or ("time" in fields and "person" in fields):
        return known >= 2
    return bool(fields & {"investor", "content"}) and known >= 3


# ----------------------------------------------------------------------------------------------------------- columns
def split(grid: Grid, block: list[int], body: list[int]) -> list[Table]:
    """One table for each group of columns that has its own names; usually one."""
    columns = all_columns(grid, block)
    if not columns:
        return []
    cuts = cut_places(grid, columns, body)
    groups: list[list[Column]] = [[]]
    for c in columns:
        if c.at in cuts and groups[-1]:
            groups.append([])
        groups[-1].append(c)
    return [Table(grid, block[0], block[-1], g, list(body)) for g in groups]


def cut_places(grid: Grid, columns: list[Column], body: list[int]) -> set[int]:
    """First columns of the second and later tables standing side by side."""
    cuts: set[int] = set()
    begin = 0
    fields = [c.meaning.field for c in columns]
    names = [n for n, f in enumerate(fields) if f == "name"]
    for n in range(1, len(columns)):
        gap = columns[n].at - columns[n - 1].at > 1
        before, after = set(fields[begin:n]), set(fields[n:])
        if gap and main_field(before) and main_field(after):
            cuts.add(columns[n].at)
            begin = n
    if not cuts and len(names) > 1:
        for second in names[1:]:
            back = names[0] - 0
            start = second - back
            if (start > names[0] and fields[start : second + 1] == fields[: names[0] + 1] and fields[0] != "name") or (
                names[0] == 0 and len(names) == 2 and second >= 2 and repeated(fields, second)
            ):
                cuts.add(columns[max(start, names[0] + 1) if names[0] else second].at)
    return cuts


def repeated(fields: list[str | None], second: int) -> bool:
    """Whether the headings from `second` on repeat those from the beginning."""
    tail = fields[second:]
    return len(tail) >= 2 and tail == fields[: len(tail)]


def main_field(fields: set[str | None]) -> bool:
    return "name" in fields or ("time" in fields and ("place" in fields or "person" in fields))


def all_columns(grid: Grid, block: list[int]) -> list[Column]:
    right = max((max(grid.filled(r), default=0) for r in block), default=0)
    right = max([right, *(grid.extent[r, c][3] for r in block for c in grid.filled(r) if (r, c) in grid.extent)])
    out = []
    for c in range(1, min(right, 400) + 1):
        if c in grid.sheet.hidden_columns:
            continue
        levels = level_cells(grid, block, c)
        if not levels:
            continue
        path = tuple(heading_text(grid, block, at) or "" for at in levels)
        mean = headings.meaning(path)
        unit_at = next((at for at in reversed(levels) if stated(grid, at) is not None), None)
        out.append(Column(c, path, mean, levels[-1], mean.field, unit_at))
    return out


def stated(grid: Grid, at: tuple[int, int]) -> float | None:
    text = str(grid.sheet.get(*at))
    return amounts.unit_in(text) or amounts.unit_word(text)


def level_cells(grid: Grid, block: list[int], column: int) -> list[tuple[int, int]]:
    """The heading cells above a column from top to bottom, each once; groups without merge reach to the right."""
    out: list[tuple[int, int]] = []
    for n, r in enumerate(block):
        at = grid.top(r, column)
        if heading_text(grid, block, at) is None:
            at = from_left(grid, block, n, column) or at
        if heading_text(grid, block, at) is not None and at not in out and at[0] >= block[0]:
            out.append(at)
    return out


def from_left(grid: Grid, block: list[int], level: int, column: int) -> tuple[int, int] | None:
    """The unmerged group heading that a cell of a higher level belongs to, where both have a heading below."""
    if level == len(block) - 1 or (block[level], column) in grid.anchor:
        return None
    if not any(isinstance(grid.own(r, column), str) for r in block[level + 1 :]):
        return None
    if level and any(isinstance(grid.value(r, column), str) for r in block[:level]) and not grid.filled(block[level]):
        return None
    for c in range(column - 1, 0, -1):
        at = grid.top(block[level], c)
        if isinstance(grid.sheet.get(*at), str):
            below = any(isinstance(grid.own(r, c), str) for r in block[level + 1 :])
            return at if below and at not in grid.extent else None
        if not any(isinstance(grid.own(r, c), str) for r in block[level + 1 :]):
            return None
    return None


# ------------------------------------------------------------------------------------------------------------- lying
def lying_tables(grid: Grid) -> list[Table]:
    """Tables whose projects are columns, turned upright; none where no column of labels is found."""
    if len(grid.sheet.rows) > 400:
        return []
    rows = sorted(grid.sheet.rows)
    for c in range(1, min(grid.width, 6) + 1):
        marked = [r for r in rows if isinstance(grid.own(r, c), str) and headings.is_heading(str(grid.own(r, c)))]
        fields = {headings.meaning((str(grid.own(r, c)),)).field for r in marked} - {None}
        if len(fields) >= 4 and len(marked) >= 4 and "name" in fields:
            region = range(first_label(grid, marked, rows), label_end(grid, rows, marked) + 1)
            side = turned(grid.sheet, region)
            found = upright_tables(Grid(side), sorted(side.rows))
            if found:
                return found
    return []


def first_label(grid: Grid, marked: list[int], rows: list[int]) -> int:
    return marked[0]


def label_end(grid: Grid, rows: list[int], marked: list[int]) -> int:
    """The last row of labels: the last marked one, and what follows with two or more filled cells."""
    last = marked[-1]
    for r in rows:
        if r == last + 1 and len(grid.filled(r)) >= 2 and not NOTE.match(texts.bare(grid.own(r, grid.filled(r)[0]))):
            last = r
    return last
