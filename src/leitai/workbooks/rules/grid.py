"""Looking at a sheet: what stands in a cell once merges are taken into account; the sheet turned on its side."""

from __future__ import annotations

from typing import Any

from leitai.workbooks import terms
from leitai.workbooks.rules import text as texts

MERGED = 1_000_000  # cells inside merges looked at; more than any table made by hand has


class Grid:
    """A sheet with quick answers about merges. `top(r, c)` is the anchor of the merge a cell belongs to, else itself."""

    def __init__(self, sheet: terms.Sheet) -> None:
        self.sheet = sheet
        self.anchor: dict[tuple[int, int], tuple[int, int]] = {}
        self.extent: dict[tuple[int, int], tuple[int, int, int, int]] = {}
        last = max(sheet.rows, default=0)
        for r1, c1, r2, c2 in sheet.merges:
            self.extent[r1, c1] = (r1, c1, r2, c2)
            for r in range(r1, min(r2, r1 + 5000, last) + 1) if len(self.anchor) < MERGED else ():
                for c in range(c1, min(c2, c1 + 200) + 1):
                    self.anchor[r, c] = (r1, c1)
        self.width = sheet.width()
        self.first = min(sheet.rows, default=1)
        self._columns: list[tuple[Any, ...]] | None = None

    def by_column(self) -> list[tuple[Any, ...]]:
        """The values of a sheet by columns, from row `first` on; empty where its rows are not all there and equally long."""
        if self._columns is None:
            lines = self.sheet.rows
            full = lines and max(lines) - self.first + 1 == len(lines) and len(set(map(len, lines.values()))) == 1
            self._columns = list(zip(*lines.values(), strict=True)) if full else []
        return self._columns

    def top(self, row: int, column: int) -> tuple[int, int]:
        return self.anchor.get((row, column), (row, column))

    def value(self, row: int, column: int) -> Any:
        """The value of a cell, merged areas filled with that of their first cell."""
        at = self.anchor.get((row, column))
        return self.sheet.get(*at) if at else self.sheet.get(row, column)

    def own(self, row: int, column: int) -> Any:
        return self.sheet.get(row, column)

    def text(self, row: int, column: int) -> str:
        return texts.bare(self.value(row, column))

    def filled(self, row: int) -> list[int]:
        """Columns of a row with something in them (merged areas by their first cell only)."""
        line = self.sheet.rows.get(row)
        if line is None:
            return []
        return [c for c, v in enumerate(line, 1) if v is not None and not (isinstance(v, str) and not v.strip())]

    def spans(self, row: int, column: int) -> int:
        """How many columns the merge beginning at a cell covers."""
        e = self.extent.get((row, column))
        return e[3] - e[1] + 1 if e else 1


def turned(sheet: terms.Sheet, rows: range) -> terms.Sheet:
    """The given rows of a sheet with rows and columns exchanged; addresses stay true through `flipped`."""
    out = terms.Sheet(sheet.name, sheet.state, is_csv=sheet.is_csv, flipped=not sheet.flipped)
    for r in rows:
        for c, v in enumerate(sheet.rows.get(r, ()), 1):
            if v is not None:
                line = out.rows.setdefault(c, [])
                line.extend([None] * (r - len(line)))
                line[r - 1] = v
    out.rows = dict(sorted(out.rows.items()))
    inside = set(rows)
    for name in ("formulas", "notes"):
        setattr(out, name, {(c, r): v for (r, c), v in getattr(sheet, name).items() if r in inside})
    out.uncached = {(c, r) for r, c in sheet.uncached if r in inside}
    out.percents = {(c, r) for r, c in sheet.percents if r in inside}
    out.merges = [(c1, r1, c2, r2) for r1, c1, r2, c2 in sheet.merges if r1 in inside]
    out.hidden_rows, out.hidden_columns = set(sheet.hidden_columns), set(sheet.hidden_rows)
    return out
