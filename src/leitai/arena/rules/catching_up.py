"""追赶超: the gap to the place ahead, and for each indicator what change of its figure would close it, or that it can't."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from leitai.arena import terms
from leitai.arena.rules import indicators

ZERO = Fraction(0)
BY_PLACE = ("rank_points", "place_table")


@dataclass(frozen=True, slots=True)
class Way:
    """`change` of the figure that alone closes the gap (for a rate: more cases of the same n); None: it can't."""

    indicator: str
    change: Fraction | None


@dataclass(frozen=True, slots=True)
class Gap:
    """Who stands next ahead, by how many thousandths, and the ways to draw level."""

    entry: str
    ahead: str
    missing_milli: int
    ways: tuple[Way, ...]


def gaps(contest: terms.Contest, declared: terms.MethodResult) -> list[Gap]:
    """For every placed entry but the first, in the order of places; of several ahead on one place the first code."""
    placed = sorted((s for s in declared.scores if s.place is not None), key=lambda s: (s.place or 0, s.entry))
    found = []
    for score in placed:
        better = [s for s in placed if (s.place or 0) < (score.place or 0)]
        if better:
            place = better[-1].place
            ahead = next(s for s in better if s.place == place)
            missing = (ahead.total_milli or 0) - (score.total_milli or 0)
            ways = tuple(_way(contest, i, score.entry, ahead.entry, missing) for i in contest.rules.indicators)
            found.append(Gap(score.entry, ahead.entry, missing, ways))
    return found


def _way(contest: terms.Contest, indicator: terms.Indicator, entry: str, ahead: str, missing_milli: int) -> Way:
    by_code = {e.code: e for e in contest.entries}
    own, missing = by_code[entry], Fraction(missing_milli, 1000)
    if indicators.base_value(indicator, own) is None:
        return Way(indicator.code, None)
    if missing <= 0:  # level already, and behind by a tie rule alone
        return Way(indicator.code, ZERO)
    if indicator.function.kind in BY_PLACE:
        change = _by_place(indicator, contest.entries, entry, ahead, missing)
    else:
        change = indicators.gap(indicator, own, missing)
    return Way(indicator.code, None if change is None else _of_figure(indicator, own, change))


def _by_place(
    indicator: terms.Indicator, entries: Sequence[terms.Entry], entry: str, ahead: str, missing: Fraction
) -> Fraction | None:
    """The smallest move of the value onto another's that gains enough; the one ahead may lose by it too."""
    values = {e.code: indicators.base_value(indicator, e) for e in entries}
    mine = values[entry]
    if mine is None:
        return None
    before = _points(indicator, values)
    better = [v for v in values.values() if v is not None and v != mine and (v > mine) == indicator.function.higher]
    for value in sorted(better, key=lambda v: abs(v - mine)):
        after = _points(indicator, {**values, entry: value})
        if (after[entry] - before[entry]) - (after[ahead] - before[ahead]) >= missing:
            return value - mine
    return None


def _points(indicator: terms.Indicator, values: Mapping[str, Fraction | None]) -> dict[str, Fraction]:
    known = [v for v in values.values() if v is not None]
    return {e: ZERO if v is None else indicators.curve(indicator.function, v, known) for e, v in values.items()}


def _of_figure(indicator: terms.Indicator, entry: terms.Entry, change: Fraction) -> Fraction | None:
    """A change of the value as a change of the figure behind it; a rate above all its n cases can't be."""
    if indicator.per:
        change = change * entry.bases[indicator.per] / indicator.per_unit
    figure = entry.figures[indicator.code]
    if figure.part is None:
        return change
    done, of = figure.part
    shrink = indicator.shrink or terms.Shrink(ZERO, ZERO)
    cases = change * (of + shrink.alpha + shrink.beta)
    more = Fraction(math.ceil(cases) if cases > 0 else math.floor(cases))
    return more if 0 <= done + more <= of else None


def with_change(contest: terms.Contest, entry: str, indicator: str, change: Fraction) -> terms.Contest:
    """The contest as it would be with the entry's figure changed: for trying a way out, never for the record."""

    def changed(figure: terms.Figure) -> terms.Figure:
        if figure.part is not None:
            return replace(figure, part=(figure.part[0] + change, figure.part[1]))
        return replace(figure, value=None if figure.value is None else figure.value + change)

    entries = tuple(
        replace(e, figures={**e.figures, indicator: changed(e.figures[indicator])}) if e.code == entry else e
        for e in contest.entries
    )
    return replace(contest, entries=entries)
