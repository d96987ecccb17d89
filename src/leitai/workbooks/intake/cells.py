"""Which cells a text such as `E5,H3:H4` names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leitai.workbooks import terms

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
_ROW = re.compile(r"row([0-9]{1,7})", re.ASCII)
_COLUMN = re.compile(r"(?:col )?([A-Z]{1,3})", re.ASCII)
MOST = 2_000


def named(text: str | None) -> Iterator[tuple[int | None, int | None]]:
    """(row, column) of each cell named; None stands for all of them. At most 2,000."""
    left = MOST
    for part in (text or "").split(","):
        for at in _of(part.strip()):
            left -= 1
            if left < 0:
                return
            yield at


def _of(part: str) -> Iterator[tuple[int | None, int | None]]:
    first, _, last = part.partition(":")
    begin, end = _CELL.fullmatch(first), _CELL.fullmatch(last or first)
    if begin and end:
        for row in range(int(begin[2]), int(end[2]) + 1):
            for column in range(terms.column_number(begin[1]), terms.column_number(end[1]) + 1):
                yield row, column
    elif row_only := _ROW.fullmatch(part):
        yield int(row_only[1]), None
    elif column_only := _COLUMN.fullmatch(part):
        yield None, terms.column_number(column_only[1])


def first(text: str | None) -> str:
    """The address of the first single cell that is named, or ""."""
    for row, column in named(text):
        if row and column:
            return terms.address(row, column)
    return ""
