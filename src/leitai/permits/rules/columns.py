"""Many plans at once: one column for each fact, one for each procedure, a project in each row.

The same rules and dates as `planning`, on NumPy arrays: conditions are pairs of masks (certainly, possibly), a procedure is
one look-up in a table of ranks, a wait is one maximum. Rows are taken in tiles that stay in the cache. Stated papers
(`held`) and wording are not for columns; a row that interests somebody is planned alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leitai.catalogue import terms as catalogue_terms
from leitai.permits.rules import days, masks, prepared

Bools = masks.Bools
Ranks = NDArray[np.int32]
_NO_LIMIT = np.int32(np.iinfo(np.int32).max)
TILE = 8_192
"""Rows a pass: a column of ranks is 32 kB then, and those of a procedure's givers are mostly still cached."""


@dataclass(frozen=True, slots=True)
class Plans:
    """Arrays of shape (procedures, projects) or (projects,); ranks are those of `Prepared.days`."""

    sure: Bools
    perhaps: Bools
    refused: Bools
    """The answers contradict each other: no roadmap; the row's dates mean nothing."""
    begin: Ranks
    finish: Ranks
    """0 where the procedure is not sure."""
    end: Ranks
    lawful_end: Ranks | None
    slack: Ranks | None
    """Working days, -1 where the procedure is not sure. It and `lawful_end` are None unless asked for."""


def columns_of(ready: prepared.Prepared, rows: Sequence[Sequence[catalogue_terms.Value]]) -> dict[str, masks.Column]:
    """Columns from rows of values as `answers.answers_from` gives them."""
    turned = zip(*rows, strict=True)
    return {fact.id: _column(fact, list(values)) for fact, values in zip(ready.facts.values(), turned, strict=True)}


def _column(fact: catalogue_terms.Fact, values: list[Any]) -> masks.Column:
    known: Bools | None = np.array([value is not None for value in values], dtype=np.bool_)
    if known is not None and known.all():
        known = None
    if fact.kind == "bool":
        return masks.Column(np.array([bool(value) for value in values], dtype=np.bool_), known)
    if fact.kind == "number":
        return masks.Column(np.array([value or 0.0 for value in values], dtype=np.float64), known)
    words = (
        fact.codes
        if fact.kind == "enum"
        else tuple(sorted({str(value) for value in values if value is not None})) or ("",)
    )
    number = {word: place for place, word in enumerate(words)}
    return masks.Column(np.array([number.get(value, 0) for value in values], dtype=np.intp), known, words)


def plans_for(
    ready: prepared.Prepared, facts: Mapping[str, masks.Column], starts: NDArray[np.int64], *, works_days: int = 0,
    with_lawful: bool = True, with_slack: bool = True,
) -> Plans:  # fmt: skip
    """The plans of many projects.

    Args:   facts: a column for every fact. starts: requested starts as day numbers since `days.Days.FIRST`.
    Raises: IndexError: a plan runs past the last day that the calendar knows.
    """
    count, procedures = len(starts), len(ready.ready)
    tables = _tables(ready)
    made = Plans(
        sure=np.empty((procedures, count), np.bool_), perhaps=np.empty((procedures, count), np.bool_),
        refused=np.empty(count, np.bool_), begin=np.empty(count, np.int32), finish=np.empty((procedures, count), np.int32),
        end=np.empty(count, np.int32), lawful_end=np.empty(count, np.int32) if with_lawful else None,
        slack=np.empty((procedures, count), np.int32) if with_slack else None,
    )  # fmt: skip
    for first in range(0, count, TILE):
        rows = slice(first, first + TILE)
        tile = {name: _cut(column, rows) for name, column in facts.items()}
        _Tile(ready, tables, tile, starts[rows], works_days).fill(made, rows)
    return made


def _cut(column: masks.Column, rows: slice) -> masks.Column:
    return masks.Column(column.values[rows], None if column.known is None else column.known[rows], column.words)


# ------------------------------------------------------------------ tables


class _Tables:
    """The calendar's tables as arrays, and what each clock makes of a rank."""

    def __init__(self, ready: prepared.Prepared) -> None:
        table = ready.days
        self.program = masks.Program(ready.trees)
        self.gated = frozenset(one.number for one in ready.ready if _asked(one) & ready.gated_mask)
        self.rank = np.array(table.rank, dtype=np.int32)
        self.day_of = np.array(table.day_of, dtype=np.int32)
        is_open = self.day_of[self.rank] == np.arange(len(self.rank))
        self.rolled = self.rank + ~is_open
        self._clocks: dict[int, tuple[Ranks, Ranks, Ranks]] = {}
        self._kept: list[prepared.Clock] = []

    def of(self, clock: prepared.Clock) -> tuple[Ranks, Ranks, Ranks]:
        """(promised finish, lawful finish, latest start) by rank."""
        if id(clock) not in self._clocks:
            self._kept.append(clock)
            filed = self._rolled(self._after(self.day_of, clock.promised.before))
            at = self.day_of[filed]
            promised = self._rolled(self._after(at, clock.promised.beside))
            lawful = self._rolled(self._after(at, clock.lawful.beside))
            self._clocks[id(clock)] = promised, lawful, _latest(promised)
        return self._clocks[id(clock)]

    def _after(self, day: Ranks, spans: days.Spans) -> Ranks:
        for count, is_working in spans:
            if is_working:
                day = self.day_of[np.minimum(self.rank[day] + count, len(self.day_of) - 1)]
            else:
                day = np.minimum(day + np.int32(count), np.int32(len(self.rank) - 1))
        return day

    def _rolled(self, day: Ranks) -> Ranks:
        rolled: Ranks = np.minimum(self.rolled[day], len(self.day_of) - 1).astype(np.int32)
        return rolled


def _latest(finish: Ranks) -> Ranks:
    """For each rank the latest rank whose finish is not later; `finish` never falls."""
    ranks = np.arange(len(finish), dtype=finish.dtype)
    return (np.searchsorted(finish, ranks, side="right") - 1).clip(0).astype(np.int32)


_made: dict[int, tuple[prepared.Prepared, _Tables]] = {}


def _tables(ready: prepared.Prepared) -> _Tables:
    """One set of tables for each prepared catalogue, the last four kept."""
    if id(ready) not in _made:
        while len(_made) >= 4:
            _made.pop(next(iter(_made)))
        _made[id(ready)] = (ready, _Tables(ready))
    return _made[id(ready)][1]


# ------------------------------------------------------------------ a tile

_PROMISED, _LAWFUL, _LATEST = 0, 1, 2  # places in a clock's tables


@dataclass(slots=True)
class _Walk:
    """One walk along the order. Columns of ranks are 0 where a procedure is not sure, so a plain maximum leaves it out."""

    own: dict[int, Ranks]
    finish: dict[int, Ranks]
    works_end: Ranks | None = None


class _Tile:
    """The plans of one tile."""

    def __init__(
        self,
        ready: prepared.Prepared,
        tables: _Tables,
        facts: Mapping[str, masks.Column],
        starts: NDArray[np.int64],
        works: int,
    ) -> None:
        self._ready = ready
        self._tables = tables
        self._works_days = works
        self._count = len(starts)
        self._conditions = masks.Conditions(tables.program, facts, self._count)
        self._begin: Ranks = tables.rolled[starts].astype(np.int32)
        self._sure = [self._when(one.rule) for one in ready.ready]
        self._gate: dict[int, tuple[Bools, Bools]] = {}

    def fill(self, made: Plans, rows: slice) -> None:
        """Writes this tile's rows."""
        promised = self._walked(_PROMISED)
        made.begin[rows] = self._begin
        made.end[rows] = end = self._last(promised)
        made.refused[rows] = self._refused()
        for one in self._ready.ready:
            certain, possible = self._conditions.of(one.rule)
            made.sure[one.number, rows] = certain
            made.perhaps[one.number, rows] = possible & ~certain
            made.finish[one.number, rows] = promised.finish[one.number]
        if made.lawful_end is not None:
            made.lawful_end[rows] = self._last(self._walked(_LAWFUL))
        if made.slack is not None:
            for number, latest in self._backward(end):
                made.slack[number, rows] = np.where(self._sure[number], latest - promised.own[number], -1)

    def _when(self, condition: int) -> Bools:
        return self._conditions.of(condition)[0]

    def _last(self, walk: _Walk) -> Ranks:
        end = self._begin.copy()
        for finish in walk.finish.values():
            np.maximum(end, finish, out=end)
        return end

    def _refused(self) -> Bools:
        refused = np.zeros(self._count, np.bool_)
        for condition, row in self._ready.contradictions:
            if row.severity == "refuse":
                refused |= self._when(condition)
        return refused

    def _needed(self, one: prepared.Ready, bit: prepared.Mask) -> Bools | None:
        """Where an input is needed; None: everywhere."""
        return next((self._when(when) for when, asked in one.asks_if if asked == bit), None)

    def _links(self, one: prepared.Ready) -> Iterator[tuple[int, bool, Bools | None]]:
        """(giver, may follow later, where the wait is live; None: wherever the giver is sure)."""
        for bit, giver, may_follow, output_when, _ in one.links:
            live = self._needed(one, bit) if bit else None
            if output_when:
                issued = self._when(output_when)
                live = issued if live is None else live & issued
            yield giver, may_follow, live

    def _walked(self, kind: int) -> _Walk:
        """Earliest dates: promised, or lawful, where papers that may follow are waited for like all others."""
        walk = _Walk({}, {})
        for number in self._ready.order:
            one = self._ready.ready[number]
            start = self._begin.copy()
            follows: Ranks | None = None
            for giver, may_follow, live in self._links(one):
                finish = walk.finish[giver] if live is None else walk.finish[giver] * live
                if may_follow and kind == _PROMISED:
                    follows = finish if follows is None else np.maximum(follows, finish)
                else:
                    np.maximum(start, finish, out=start)
            if number in self._tables.gated:
                follows = self._wait_for_works(one, walk, start, follows, kind)
            walk.own[number] = own = self._looked_up(one, start, kind)
            walk.finish[number] = (own if follows is None else np.maximum(own, follows)) * self._sure[number]
        return walk

    def _wait_for_works(
        self, one: prepared.Ready, walk: _Walk, start: Ranks, follows: Ranks | None, kind: int
    ) -> Ranks | None:
        """Works end into the starts in place; returns the new limit of the papers that may follow."""
        if walk.works_end is None:
            walk.works_end = self._works_end(walk)
        if one.number not in self._gate:
            self._gate[one.number] = self._gates(one)
        hard, later = self._gate[one.number]
        if kind == _LAWFUL:
            np.maximum(start, walk.works_end * (hard | later), out=start)
            return follows
        np.maximum(start, walk.works_end * hard, out=start)
        waiting = walk.works_end * later
        return waiting if follows is None else np.maximum(follows, waiting)

    def _gates(self, one: prepared.Ready) -> tuple[Bools, Bools]:
        """Where a procedure needs a paper that exists after works only: hard, and else by one that may follow."""
        found = [np.zeros(self._count, np.bool_), np.zeros(self._count, np.bool_)]
        for bit, when in [*((bit, 0) for bit in _bits(one.asks)), *((bit, when) for when, bit in one.asks_if)]:
            if bit & self._ready.gated_mask:
                found[bool(one.follows & bit)] |= self._when(when)
        return found[0], found[1] & ~found[0]

    def _works_end(self, walk: _Walk) -> Ranks:
        """The order has every procedure that precedes works before the first that waits for them."""
        milestone = np.zeros(self._count, np.int32)
        for number in self._ready.gates:
            np.maximum(milestone, walk.finish[number], out=milestone)
        milestone = np.where(milestone > 0, milestone, self._begin)
        end: Ranks = self._tables.rolled[self._tables.day_of[milestone] + self._works_days].astype(np.int32)
        return end

    def _looked_up(self, one: prepared.Ready, ranks: Ranks, which: int) -> Ranks:
        """What the procedure's clock makes of ranks."""
        if not one.step_whens:
            return self._tables.of(self._ready.clock(one.number, ()))[which].take(ranks, mode="clip")
        result = np.zeros(self._count, np.int32)
        for in_force, rows in self._cases(one):
            table = self._tables.of(self._ready.clock(one.number, in_force))[which]
            np.copyto(result, table.take(ranks, mode="clip"), where=rows)
        return result

    def _cases(self, one: prepared.Ready) -> Iterator[tuple[tuple[bool, ...], Bools]]:
        """Which conditional steps are in force, and where; a step whose condition is unknown is."""
        possible = [self._conditions.of(when)[1] for when in one.step_whens]
        for case in range(1 << len(possible)):
            in_force = tuple(bool(case >> place & 1) for place in range(len(possible)))
            rows = np.ones(self._count, np.bool_)
            for flag, here in zip(in_force, possible, strict=True):
                rows &= here if flag else ~here
            if rows.any():
                yield in_force, rows

    def _backward(self, end: Ranks) -> Iterator[tuple[int, Ranks]]:
        """(procedure, how late its own finish may be), from the last to the first."""
        latest = [end.copy() for _ in self._ready.ready]
        works_limit = np.full(self._count, _NO_LIMIT, np.int32)
        for number in reversed(self._ready.order):
            one, limit = self._ready.ready[number], latest[number]
            if one.is_gate and self._gate:
                np.minimum(limit, self._latest_milestone(works_limit), out=limit)
            # A row whose procedure is not sure limits nobody. (A ufunc's `where` would be thirty times slower.)
            free = np.where(self._sure[number], np.int32(0), _NO_LIMIT)
            late_limit = limit | free
            start_limit = self._looked_up(one, limit, _LATEST) | free
            for giver, may_follow, live in self._links(one):
                allowed = late_limit if may_follow else start_limit
                if live is not None:
                    allowed = np.where(live, allowed, _NO_LIMIT)
                np.minimum(latest[giver], allowed, out=latest[giver])
            if number in self._gate:
                hard, later = self._gate[number]
                np.minimum(works_limit, np.where(hard, start_limit, _NO_LIMIT), out=works_limit)
                np.minimum(works_limit, np.where(later, late_limit, _NO_LIMIT), out=works_limit)
            yield number, limit

    def _latest_milestone(self, works_limit: Ranks) -> Ranks:
        last = len(self._tables.day_of) - 1
        day = self._tables.day_of[np.minimum(works_limit, last)] - self._works_days
        return np.where(works_limit > last, works_limit, self._tables.rank[day.clip(0)])


def _asked(one: prepared.Ready) -> prepared.Mask:
    """Every paper the procedure may ask for."""
    asked = one.asks
    for _, bit in one.asks_if:
        asked |= bit
    return asked


def _bits(mask: prepared.Mask) -> Iterator[prepared.Mask]:
    while mask:
        low = mask & -mask
        yield low
        mask ^= low
