"""What the reader found doubtful, as doubts with ready answers, tied to the rows and fields that they touch."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from leitai.kernel.refusal import N_
from leitai.workbooks import terms
from leitai.workbooks.intake import cells
from leitai.workbooks.intake.words import DATES, MONEY, TEXTS, Choice, Doubt, Known, RowKey, Settled, Words

KINDS = {"error": "settle", "warn": "confirm", "info": "noted"}
NOTED = frozenset({"CODE_MISSING", "HIDDEN_SHEET", "HIDDEN_ROW", "HIDDEN_COLUMN", "SECOND_HEADER"})
"""Warnings that nobody has to answer: they are marked at their place."""
SUMS = frozenset({"SUBTOTAL_MISMATCH", "SUM_MISMATCH", "TOTAL_DOUBLE_COUNT", "COUNT_MISMATCH"})
REREAD = frozenset({"PERIOD_NO_YEAR", "TOWN_UNKNOWN", "REPORTING_UNIT_UNKNOWN", "DUP_NAME_VARIANT"})
"""Codes whose answer changes how the rest is read, so that the file is read once more with it."""

RETURN = Choice("return", Words(N_("Return it to be put right")))
OUT = Choice("out", Words(N_("Do not enter this row")))
CONFIRM = Choice("confirm", Words(N_("Right as read")))
AS_READ = Choice("as_read", Words(N_("As read")))
MISSING = Choice("missing", Words(N_("Not reported; I will add it later")))
TYPED = {
    "amount": Choice("typed", Words(N_("It should be")), asks="amount"),
    "day": Choice("typed", Words(N_("It should be")), asks="day"),
    "text": Choice("typed", Words(N_("It should be")), asks="text"),
}


def key(code: str, sheet: str | None, cell: str | None) -> str:
    """The name of a doubt, the same whenever the file is read again: code, sheet and cell alone decide it."""
    place = hashlib.sha256(f"{sheet or ''}\0{cell or ''}".encode()).hexdigest()[:12]
    return f"{code.lower()}-{place}"


def asks_of(field: str) -> str:
    """What has to be typed for a field: amount, day, text; "" where it can't be typed."""
    if field in MONEY:
        return "amount"
    return "day" if field in DATES else "text" if field in TEXTS else ""


class Map:
    """From cells to the rows and fields that were read from them."""

    def __init__(self, rows: tuple[terms.ReadRow, ...]) -> None:
        self.spots: dict[tuple[str, str], list[tuple[RowKey, str]]] = defaultdict(list)
        self.by_row: dict[tuple[str, int], list[RowKey]] = defaultdict(list)
        self.by_column: dict[tuple[str, int], list[RowKey]] = defaultdict(list)
        self.by_sheet: dict[str, list[RowKey]] = defaultdict(list)
        for row in rows:
            sheet, here = row.sheet or "", (row.sheet or "", str(row.row))
            self.by_sheet[sheet].append(here)
            if isinstance(row.row, int):
                self.by_row[sheet, row.row].append(here)
            else:
                self.by_column[sheet, terms.column_number(row.row.removeprefix("col "))].append(here)
            for name, at in row.cells.items():
                self.spots[sheet, at].append((here, name))

    def rows(self, sheet: str | None, cell: str | None) -> tuple[RowKey, ...]:
        """The rows that a problem's cells lie in, in order."""
        found: dict[RowKey, None] = {}
        for row, column in cells.named(cell):
            for here in (
                *self.by_row.get((sheet or "", row or 0), ()),
                *self.by_column.get((sheet or "", column or 0), ()),
            ):
                found[here] = None
        return tuple(found)

    def fields(self, sheet: str | None, cell: str | None) -> tuple[tuple[RowKey, str], ...]:
        """The fields that stand in a single cell; cells of several don't say which is meant."""
        return tuple(self.spots.get((sheet or "", cell or ""), ()))


def of_reading(reading: terms.Reading, settled: Mapping[str, Settled], known: Known) -> list[Doubt]:
    """The reader's problems as doubts, in its order."""
    where = Map(reading.rows)
    return [_doubt(problem, reading, where, settled, known) for problem in reading.problems]


def _doubt(p: terms.Problem, reading: terms.Reading, where: Map, settled: Mapping[str, Settled], known: Known) -> Doubt:
    kind = "noted" if p.code in NOTED or _was_ruled(p, known) else KINDS[p.severity]
    rows, spots = where.rows(p.sheet, p.cell), where.fields(p.sheet, p.cell)
    if p.code in SUMS:
        rows, spots = (), ()
    elif p.code == "TOWN_UNKNOWN" and not p.cell:
        rows = tuple(where.by_sheet.get(p.sheet or "", ()))
    name = key(p.code, p.sheet, p.cell)
    choices = () if kind == "noted" else tuple(_choices(p, kind, spots, reading, known))
    return Doubt(
        key=name, code=p.code, sheet=p.sheet, cell=p.cell, kind=kind, words=Words(zh=p.zh, en=p.en), choices=choices, rows=rows,
        spots=spots, more=p.more, settled=valid(settled.get(name), choices),
    )  # fmt: skip


def _was_ruled(p: terms.Problem, known: Known) -> bool:
    """Whether an earlier month ruled these two names to be one project."""
    pairs = [a.value for a in p.answers if a.code == "same_names"]
    return p.code == "DUP_NAME_VARIANT" and any(frozenset(pair) in known.same for pair in pairs)


def valid(settled: Settled | None, choices: tuple[Choice, ...]) -> Settled | None:
    """The answer given, where it is still offered."""
    return settled if settled and settled.answer in {c.code for c in choices} else None


def typed(spots: tuple[tuple[RowKey, str], ...]) -> Iterator[Choice]:
    """The choice to type another value, where the cell is one field of a row."""
    kinds = {asks_of(field) for _, field in spots}
    if len(kinds) == 1 and (kind := kinds.pop()):
        yield TYPED[kind]


def _choices(
    p: terms.Problem, kind: str, spots: tuple[tuple[RowKey, str], ...], reading: terms.Reading, known: Known
) -> Iterator[Choice]:
    special = SPECIAL.get(p.code)
    if special is not None:
        yield from special(p, reading, known)
    elif kind == "confirm":
        yield CONFIRM
    else:
        if not spots or not _is_empty(spots, reading):
            yield AS_READ
        if spots and all(field != "name" for _, field in spots):
            yield MISSING
    if special is None or p.code in {"UNIT_SUSPECT", "CUM_DECREASED", "MONTH_NE_CUM_DELTA", "CODE_FORMAT"}:
        yield from typed(spots)
    if kind == "settle":
        yield RETURN


def _is_empty(spots: tuple[tuple[RowKey, str], ...], reading: terms.Reading) -> bool:
    """Whether nothing could be read there, so that "as read" would say nothing."""
    fields = {(r.sheet or "", str(r.row)): r.fields for r in reading.rows}
    return all(fields[key].get(name) is None for key, name in spots)


def _years(p: terms.Problem, reading: terms.Reading, known: Known) -> Iterator[Choice]:
    month = p.more.get("month")
    if not isinstance(month, int):
        yield Choice("month", Words(N_("It is the report of")), asks="month")
        return
    newest = int(known.newest[:4])
    first = newest if f"{newest}-{month:02d}" <= known.newest else newest - 1
    for year in (first, first - 1, first - 2):
        yield Choice(f"year-{year}", Words(N_("%(month)s"), {"month": f"{year}-{month:02d}"}), value=year)
    yield Choice("month", Words(N_("Another month")), asks="month")


def _period(p: terms.Problem, reading: terms.Reading, known: Known) -> Iterator[Choice]:
    yield CONFIRM
    yield Choice("month", Words(N_("Another month")), asks="month")


def _towns(p: terms.Problem, reading: terms.Reading, known: Known) -> Iterator[Choice]:
    if known.only_home:
        yield Choice("office", Words(N_("It is our own office")), value=known.home)
    else:
        yield Choice("office", Words(N_("It is meant to be")), asks="office")
    yield Choice("out", Words(N_("Do not enter these rows")))


def _unit(p: terms.Problem, reading: terms.Reading, known: Known) -> Iterator[Choice]:
    yield CONFIRM
    if not known.only_home:
        yield Choice("office", Words(N_("It was sent by")), asks="office")


def _same(p: terms.Problem, reading: terms.Reading, known: Known) -> Iterator[Choice]:
    later = _row_at(p, reading)
    first = later.fields.get("duplicate_of") if later else None
    yield Choice("first", Words(N_("One project: take row %(row)s, counted once"), {"row": _row_word(first)}))
    if later is not None:
        yield Choice("second", Words(N_("One project: take row %(row)s, counted once"), {"row": _row_word(later.row)}))
    yield Choice("different", Words(N_("Two projects, both entered")))


def _row_at(p: terms.Problem, reading: terms.Reading) -> terms.ReadRow | None:
    return next((r for r in reading.rows if r.sheet == p.sheet and r.cells.get("name") == p.cell), None)


def _row_word(row: Any) -> str:
    return str(row or "").removeprefix("col ")


def _sums(p: terms.Problem, reading: terms.Reading, known: Known) -> Iterator[Choice]:
    computed = p.more.get("computed")
    right = p.more.get(
        "correct", next(iter(computed.values())) if isinstance(computed, Mapping) and len(computed) == 1 else None
    )
    if p.code == "COUNT_MISMATCH":
        yield Choice("rows", Words(N_("The rows as listed: %(rows)s"), {"rows": p.more.get("rows", "")}))
    elif right is None:
        yield Choice("rows", Words(N_("The sums of the rows, as worked out")))
    else:
        yield Choice("rows", Words(N_("The sum of the rows: %(wan)s"), {"wan": right}))


def _given(p: terms.Problem, reading: terms.Reading, known: Known) -> Iterator[Choice]:
    for place, answer in enumerate(p.answers):
        yield Choice(f"take-{place}", Words(zh=answer.zh, en=answer.en), value={"wan": answer.value})


def _decreased(p: terms.Problem, reading: terms.Reading, known: Known) -> Iterator[Choice]:
    yield Choice("as_read", Words(N_("The sum now reported, %(wan)s, is right"), {"wan": p.more.get("current")}))
    yield Choice(
        "take-previous", Words(N_("The earlier sum, %(wan)s, still holds"), {"wan": p.more.get("previous")}),
        value={"wan": p.more.get("previous")},
    )  # fmt: skip


def _delta(p: terms.Problem, reading: terms.Reading, known: Known) -> Iterator[Choice]:
    yield Choice(
        "take-expected",
        Words(N_("By adding up: %(wan)s"), {"wan": p.more.get("expected")}),
        value={"wan": p.more.get("expected")},
    )
    yield Choice("as_read", Words(N_("As written: %(wan)s"), {"wan": p.more.get("actual")}))


def _code(p: terms.Problem, reading: terms.Reading, known: Known) -> Iterator[Choice]:
    yield Choice("missing", Words(N_("Leave the code out for now")))


def _code_twice(p: terms.Problem, reading: terms.Reading, known: Known) -> Iterator[Choice]:
    yield Choice("missing", Words(N_("Leave the code out of all of these rows")))
    rows = Map(reading.rows).rows(p.sheet, p.cell)
    for place, (_, row) in enumerate(rows[:4]):
        yield Choice(
            f"only-{place}", Words(N_("The code belongs to row %(row)s"), {"row": _row_word(row)}), value=place
        )


SPECIAL = {
    "PERIOD_NO_YEAR": _years, "PERIOD_CONFLICT": _period, "TOWN_UNKNOWN": _towns, "REPORTING_UNIT_UNKNOWN": _unit,
    "DUP_NAME_VARIANT": _same, "SUBTOTAL_MISMATCH": _sums, "SUM_MISMATCH": _sums, "TOTAL_DOUBLE_COUNT": _sums,
    "COUNT_MISMATCH": _sums, "UNIT_SUSPECT": _given, "CUM_DECREASED": _decreased, "MONTH_NE_CUM_DELTA": _delta,
    "CODE_FORMAT": _code, "CODE_DUPLICATED": _code_twice,
}  # fmt: skip
