"""Cells of a book as Excel counts them and as a reader takes them, formulas without saved result worked out."""

from __future__ import annotations

from datetime import date
from typing import Any

from leitai.workbooks import terms
from leitai.workbooks.rules import amounts, formulas

DEPTH = 60
LARGEST = 1e300  # beyond any amount; whole numbers of formulas may grow without end


class Calculator:
    """`value(sheet, row, column, as_read)` in true addresses; `scales` tell in which unit a cell's text is read."""

    def __init__(self, book: terms.Book) -> None:
        self.sheets = {s.name: s for s in book.sheets}
        self.scales: dict[str | None, list[tuple[int, int, int, int, float]]] = {}
        self.known: dict[tuple[str | None, int, int, bool], Any] = {}
        self.running: set[tuple[str | None, int, int, bool]] = set()

    def scale(self, sheet: str | None, row: int, column: int) -> float:
        for r1, r2, c1, c2, scale in self.scales.get(sheet, ()):
            if r1 <= row <= r2 and c1 <= column <= c2:
                return scale
        return 1.0

    def value(self, sheet: str | None, row: int, column: int, as_read: bool) -> Any:
        """The value of a cell; an ErrorValue where a formula can't be worked out ('' for one not understood)."""
        found = self.sheets.get(sheet)
        if found is None:
            return terms.ErrorValue("#REF!")
        at = (sheet, row, column, as_read)
        if at in self.known:
            return self.known[at]
        if (row, column) in found.uncached:
            if at in self.running or len(self.running) > DEPTH:
                return terms.ErrorValue("#REF!")
            self.running.add(at)
            result = self.worked_out(sheet, found.formulas[row, column], as_read)
            self.running.discard(at)
        else:
            result = found.get(row, column)
            if as_read and isinstance(result, str) and not isinstance(result, terms.ErrorValue):
                result = self.read(result, self.scale(sheet, row, column))
            elif isinstance(result, str) and result in amounts.ERRORS:
                result = terms.ErrorValue(result)
        self.known[at] = result
        return result

    def read(self, text: str, scale: float) -> Any:
        wan = amounts.written(text).wan(scale)
        return text if wan is None else wan / scale

    def worked_out(self, sheet: str | None, formula: str, as_read: bool) -> Any:
        def get(other: str | None, row: int, column: int) -> Any:
            return self.value(sheet if other is None else other, row, column, as_read)

        try:
            result = formulas.Evaluator(formula, get).result()
        except formulas.Broken as reason:
            return terms.ErrorValue(reason.code)
        except (RecursionError, OverflowError, TypeError, IndexError, ValueError, ZeroDivisionError):
            return terms.ErrorValue("")
        if isinstance(result, (int, float)) and not abs(result) < LARGEST:
            return terms.ErrorValue("#NUM!")
        if isinstance(result, float):
            result = round(result, 9)
            return int(result) if result.is_integer() and abs(result) < 1e15 else result
        return result if isinstance(result, (int, str, bool, date)) or result is None else terms.ErrorValue("")
