"""From what was read to the answer: rows with their addresses, sheets for showing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, repeat
from operator import attrgetter
from typing import Any

from leitai.workbooks import terms
from leitai.workbooks.rules import reading
from leitai.workbooks.rules import rows as row_rules
from leitai.workbooks.rules import text as texts

ORDER = {"error": 0, "warn": 1, "info": 2}


def reading_of(book: terms.Book, hints: terms.Hints, views: bool = True) -> terms.Reading:
    """The reading of a book; without `views` the sheets are left out (for the plain answer)."""
    whole = reading.read(book, hints)
    rows = tuple(chain.from_iterable(read_rows(p.rows, views) for p in whole.pages))
    return terms.Reading(
        file=book.file,
        reporting_unit=whole.unit,
        period=whole.period.text,
        kind=whole.kind,
        rows=rows,
        problems=tuple(whole.collector.problems),
        ignored=tuple(whole.ignored),
        sheets=tuple(view(s) for s in book.sheets) if views else (),
        trips=None if whole.trips is None else tuple(whole.trips),
        trip_count_in_period=None if whole.trips is None else whole.trip_count,
        applied=tuple(whole.applied),
        warnings=tuple(book.warnings),
    )


def read_rows(rows: list[row_rules.Row], addressed: bool) -> Iterator[terms.ReadRow]:
    for row in [r for r in rows if r.duplicate_of is not None]:
        row.fields["duplicate_of"] = row.duplicate_of.place if row.duplicate_of else None
    tables = {id(t): t for t in map(attrgetter("table"), rows)}
    sheets = {id(t.sheet): t.sheet for t in tables.values()}
    if len(sheets) == 1 and not addressed and not (sheet := next(iter(sheets.values()))).flipped:
        yield from map(
            terms.ReadRow,
            repeat(sheet.name),
            map(attrgetter("row"), rows),
            map(attrgetter("fields"), rows),
            repeat(NO_CELLS),
        )
        return
    for row in rows:
        fields: dict[str, Any] = row.fields
        sheet = row.table.grid.sheet
        cells = {name: sheet.addr(*at) for name in fields if (at := row.cell(name))} if addressed else NO_CELLS
        yield terms.ReadRow(sheet.name, row.place if sheet.flipped else row.row, fields, cells)


NO_CELLS: dict[str, str] = {}


def view(sheet: terms.Sheet) -> terms.SheetView:
    """The first rows and columns of a sheet as texts."""
    last = max(sheet.rows, default=0)
    width = sheet.width()
    shown = min(width, terms.GRID_COLUMNS)
    grid = []
    for r in range(1, min(last, terms.GRID_ROWS) + 1):
        line = sheet.rows.get(r, [])
        grid.append([cell_text(sheet, r, c, line[c - 1] if c <= len(line) else None) for c in range(1, shown + 1)])
    merges = [m for m in sheet.merges if m[0] <= terms.GRID_ROWS and m[1] <= terms.GRID_COLUMNS]
    return terms.SheetView(
        sheet.name,
        sheet.state,
        grid,
        [f"{terms.address(a, b)}:{terms.address(c, d)}" for a, b, c, d in merges],
        sorted(r for r in sheet.hidden_rows if r <= terms.GRID_ROWS),
        [terms.letters(c) for c in sorted(sheet.hidden_columns) if c <= terms.GRID_COLUMNS],
        {terms.address(*at): note for at, note in sheet.notes.items()},
        last,
        width,
    )


def cell_text(sheet: terms.Sheet, row: int, column: int, value: Any) -> str:
    if value is None:
        return "=" + sheet.formulas[row, column] if (row, column) in sheet.uncached else ""
    if (row, column) in sheet.percents and isinstance(value, (int, float)):
        return f"{value * 100:.10g}%"
    return texts.shown(value)
