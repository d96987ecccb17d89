"""Words of the workbook slice: what was sent, what was read of it, what is doubtful, what has been settled before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

Json = Any

GRID_ROWS = 400
GRID_COLUMNS = 60


class Unreadable(Exception):
    """A file that can't be read as a workbook; `code` for programs, `zh` and `en` for people."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(f"{code}: {en}")
        self.code, self.zh, self.en = code, zh, en


class ErrorValue(str):
    """A spreadsheet error such as #DIV/0! standing in a cell."""

    __slots__ = ()


@dataclass(slots=True)
class Sheet:
    """One sheet as sent. Rows and columns count from 1; `rows[r]` is a list whose item 0 is column A.

    Values are str, float, int, bool, date, datetime, ErrorValue or None. `flipped`: rows and columns stand exchanged
    (one project a column); `addr` and `place` give the true address in both cases.
    """

    name: str | None
    state: str = "visible"
    rows: dict[int, list[Any]] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    uncached: set[tuple[int, int]] = field(default_factory=set)
    percents: set[tuple[int, int]] = field(default_factory=set)
    notes: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    is_csv: bool = False
    flipped: bool = False

    def get(self, row: int, column: int) -> Any:
        line = self.rows.get(row)
        if line is None or column > len(line):
            return None
        value = line[column - 1]
        return None if value == "" else value

    def addr(self, row: int, column: int) -> str:
        return address(column, row) if self.flipped else address(row, column)

    def place(self, row: int) -> int | str:
        return f"col {letters(row)}" if self.flipped else row

    def width(self) -> int:
        return max(map(len, self.rows.values()), default=0)


@dataclass(slots=True)
class Book:
    """All sheets of a file in order; `warnings` are codes of things set aside on opening (macros, external links)."""

    file: str
    sheets: list[Sheet]
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Answer:
    """A ready answer to a doubt: `value` is what the hint of kind `code` would hold."""

    code: str
    zh: str
    en: str
    value: Json = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One doubt about what was sent. `severity`: error (settle first), warn (please confirm), info (read with certainty)."""

    code: str
    sheet: str | None
    cell: str | None
    severity: str
    zh: str
    en: str
    answers: tuple[Answer, ...] = ()
    more: Mapping[str, Json] = field(default_factory=dict)

    def plain(self) -> dict[str, Json]:
        entry = {"code": self.code, "sheet": self.sheet, "cell": self.cell, "severity": self.severity, "zh": self.zh}
        return {**entry, **self.more}


@dataclass(frozen=True, slots=True)
class Hints:
    """What has been settled before for this town and form, applied without asking again (and reported as info).

    reporting_unit  full name of who reports, where file and cells don't say
    period          "YYYY-MM" or "YYYY-Qn", where stated nowhere or in conflict; `year` alone completes a month
    town_aliases    words as reported -> full name ("沂山镇" -> "蒋峪镇")
    header_fields   header text -> field of a row ("累计投入" -> "cum_wan"; "" leaves the column out)
    column_units    header text or field -> "万元", "亿元", "元"…, for columns without a stated unit
    same_names, different_names    pairs of project names ruled to be one project, or two
    """

    reporting_unit: str | None = None
    period: str | None = None
    year: int | None = None
    town_aliases: Mapping[str, str] = field(default_factory=dict)
    header_fields: Mapping[str, str] = field(default_factory=dict)
    column_units: Mapping[str, str] = field(default_factory=dict)
    same_names: tuple[tuple[str, str], ...] = ()
    different_names: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> dict[str, Json]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Hints:
        """Hints of stored plain data; names not known here are left out, so that older data stays readable."""
        known = {f.name for f in fields(cls)} & set(data)
        pairs = {"same_names", "different_names"}
        kept: dict[str, Json] = {n: tuple((p[0], p[1]) for p in data[n]) if n in pairs else data[n] for n in known}
        return cls(**kept)


@dataclass(frozen=True, slots=True)
class SheetView:
    """A sheet for showing: texts of its first rows and columns, and how much is not shown."""

    name: str | None
    state: str
    grid: list[list[str]]
    merges: list[str]
    hidden_rows: list[int]
    hidden_columns: list[str]
    notes: dict[str, str]
    rows_total: int
    columns_total: int

    @property
    def rows_not_shown(self) -> int:
        return self.rows_total - len(self.grid)


@dataclass(slots=True)
class ReadRow:
    """One project as read: `fields` as in the plain answer, `cells` the address each field came from."""

    sheet: str | None
    row: int | str
    fields: dict[str, Json]
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read of one file, for the plain answer (`answer`) and for the page (`to_json`)."""

    file: str
    reporting_unit: str | None
    period: str | None
    kind: str
    rows: tuple[ReadRow, ...]
    problems: tuple[Problem, ...]
    ignored: tuple[dict[str, Json], ...]
    sheets: tuple[SheetView, ...]
    trips: tuple[dict[str, Json], ...] | None = None
    trip_count_in_period: int | None = None
    applied: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def answer(self) -> dict[str, Json]:
        """The plain answer printed by `leitai workbook FILE --json`."""
        out: dict[str, Json] = {"file": self.file, "reporting_unit": self.reporting_unit, "period": self.period}
        out["kind"] = self.kind
        out["rows"] = [{"sheet": r.sheet, "row": r.row, **r.fields} for r in self.rows]
        if self.trips is not None:
            out["trips"] = list(self.trips)
            out["trip_count_in_period"] = self.trip_count_in_period
        out["problems"] = [p.plain() for p in self.problems]
        out["ignored"] = list(self.ignored)
        return out

    def to_json(self) -> dict[str, Json]:
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self)}

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Reading:
        rows = tuple(ReadRow(**r) for r in data["rows"])
        problems = tuple(
            Problem(**{**p, "answers": tuple(Answer(**a) for a in p["answers"])}) for p in data["problems"]
        )
        whole = {**data, "rows": rows, "problems": problems, "sheets": tuple(SheetView(**s) for s in data["sheets"])}
        for name in ("ignored", "applied", "warnings"):
            whole[name] = tuple(whole[name])
        whole["trips"] = None if data["trips"] is None else tuple(data["trips"])
        return cls(**whole)


def _plain(value: Json) -> Json:
    if isinstance(value, ReadRow):
        return {"sheet": value.sheet, "row": value.row, "fields": value.fields, "cells": value.cells}
    if isinstance(value, (Problem, SheetView)):
        return asdict(value)
    return [_plain(v) for v in value] if isinstance(value, tuple) else value


def letters(column: int) -> str:
    """1 -> A, 27 -> AA."""
    out = ""
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out


def address(row: int, column: int) -> str:
    return f"{letters(column)}{row}"


def column_number(name: str) -> int:
    """A -> 1, AA -> 27."""
    n = 0
    for c in name:
        n = 26 * n + ord(c) - 64
    return n


def cell_list(cells: Iterable[tuple[int, int]], flipped: bool = False) -> str:
    """Addresses of cells as short text, neighbours of one row or one column joined: `H3:H4,E5`."""
    true = sorted({(c, r) if flipped else (r, c) for r, c in cells})
    across = _runs(true)
    down = _runs(sorted((c, r) for r, c in true))
    turned = [((r1, c1), (r2, c2)) for (c1, r1), (c2, r2) in down]
    runs = turned if len(down) < len(across) else across
    return ",".join(address(*a) if a == b else f"{address(*a)}:{address(*b)}" for a, b in runs)


def _runs(cells: list[tuple[int, int]]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    out: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for major, minor in cells:
        if out and out[-1][1] == (major, minor - 1):
            out[-1] = (out[-1][0], (major, minor))
        else:
            out.append(((major, minor), (major, minor)))
    return out
