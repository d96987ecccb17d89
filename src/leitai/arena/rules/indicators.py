"""Hard indicators: scoring functions as data, exact, monotone, and invertible where a gap is to be closed."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from fractions import Fraction

from leitai.arena import terms
from leitai.arena.rules import numbers

ZERO = Fraction(0)


def base_value(indicator: terms.Indicator, entry: terms.Entry) -> Fraction | None:
    """What the function is applied to: the figure, the (shrunk) rate of k out of n, divided by the office's base.

    None when the figure or the base isn't known, or k of n has fewer cases than the locked rule asks.
    """
    figure = entry.figures.get(indicator.code)
    if figure is None:
        return None
    value = figure.value
    if figure.part is not None:
        done, of = figure.part
        shrink = indicator.shrink or terms.Shrink(ZERO, ZERO)
        under = of + shrink.alpha + shrink.beta
        value = None if of < shrink.fewest or under == 0 else (done + shrink.alpha) / under
    if value is None or not indicator.per:
        return value
    base = entry.bases.get(indicator.per, ZERO)
    return value * indicator.per_unit / base if base > 0 else None


def points(indicator: terms.Indicator, entries: Sequence[terms.Entry]) -> dict[str, Fraction | None]:
    """Points of every entry for one indicator; None where the figure isn't known (it adds nothing, and is shown)."""
    function = indicator.function
    if function.kind == "per_project":
        return {e.code: project_points(function, e.figures.get(indicator.code)) for e in entries}
    values = {e.code: base_value(indicator, e) for e in entries}
    known = [v for v in values.values() if v is not None]
    return {code: None if v is None else curve(function, v, known) for code, v in values.items()}


def curve(function: terms.Function, value: Fraction, all_values: Sequence[Fraction] = ()) -> Fraction:
    """Points of one value; the two kinds by place need the values of all entries."""
    match function.kind:
        case "ratio":
            return max(ZERO, min(function.cap, value / function.target)) * function.points
        case "bands":
            return stepped(function.bands, value)
        case "linear":
            return between(function.knots, value)
        case "rank_points":
            ahead, count = _ahead(function, value, all_values), len(all_values)
            return function.points if count < 2 else function.points * (1 - Fraction(ahead, count - 1))
        case "place_table":
            ahead = _ahead(function, value, all_values)
            return function.table[ahead] if ahead < len(function.table) else ZERO
    raise ValueError(function.kind)


def _ahead(function: terms.Function, value: Fraction, all_values: Sequence[Fraction]) -> int:
    return sum((other > value) if function.higher else (other < value) for other in all_values)


def stepped(bands: Sequence[tuple[Fraction, Fraction]], value: Fraction) -> Fraction:
    """Points of the highest band whose start `value` reaches (bands rise); below the first: 0."""
    found = ZERO
    for start, earned in bands:
        if value >= start:
            found = earned
    return found


def between(knots: Sequence[tuple[Fraction, Fraction]], value: Fraction) -> Fraction:
    """Straight lines between (value, points) knots, level before the first and after the last."""
    if value <= knots[0][0]:
        return knots[0][1]
    for (x0, p0), (x1, p1) in itertools.pairwise(knots):
        if value <= x1:
            return p0 + (p1 - p0) * (value - x0) / (x1 - x0)
    return knots[-1][1]


def project_points(function: terms.Function, figure: terms.Figure | None) -> Fraction | None:
    """Points over all project rows of an entry, term by term; `count` terms keep their cap over the whole entry."""
    if figure is None or figure.rows is None:
        return None
    total = sum((_term_total(term, figure.rows) for term in function.terms), ZERO)
    return total if function.most is None else min(total, function.most)


def _term_total(term: terms.Term, rows: Sequence[Mapping[str, str]]) -> Fraction:
    if term.kind == "count":
        count = sum((max(ZERO, numbers.exact(row.get(term.field, "0")) or ZERO) for row in rows), ZERO)
        return term.points * (count if term.cap is None else min(count, term.cap))
    return sum((_term_points(term, row) for row in rows), ZERO)


def _term_points(term: terms.Term, row: Mapping[str, str]) -> Fraction:
    written = row.get(term.field, "")
    if term.kind == "table":
        return dict(term.table).get(written, ZERO)
    if term.kind == "flag":
        return term.points if written == "yes" else ZERO
    value = numbers.exact(written)
    if value is None:
        return ZERO
    if term.kind == "bands":
        return stepped(term.bands, value)
    target = numbers.exact(row.get(term.target_field, ""))
    if target is None or target <= 0:
        return ZERO
    cap = Fraction(1) if term.cap is None else term.cap
    return term.points * max(ZERO, min(cap, value / target))


def inverse(function: terms.Function, wanted: Fraction) -> Fraction | None:
    """The nearest-to-zero value that earns at least `wanted` points, or None when no value does (追赶超).

    For ratio, bands and linear; places depend on the others, so their gap is a search over places.
    """
    if wanted <= 0 and function.kind != "linear":
        return ZERO
    if function.kind == "ratio":
        reach = wanted / function.points if function.points > 0 else None
        return None if reach is None or reach > function.cap else reach * function.target
    if function.kind == "bands":
        return next((start for start, earned in function.bands if earned >= wanted), None)
    if function.kind == "linear":
        return _linear_inverse(function.knots, wanted)
    return None


def _linear_inverse(knots: Sequence[tuple[Fraction, Fraction]], wanted: Fraction) -> Fraction | None:
    if knots[-1][1] < knots[0][1]:
        mirrored = _linear_inverse([(-x, p) for x, p in reversed(knots)], wanted)
        return None if mirrored is None else -mirrored
    if knots[0][1] >= wanted:
        return knots[0][0]
    for (x0, p0), (x1, p1) in itertools.pairwise(knots):
        if p1 >= wanted:
            return x0 + (x1 - x0) * (wanted - p0) / (p1 - p0)
    return None


def gap(indicator: terms.Indicator, entry: terms.Entry, missing: Fraction) -> Fraction | None:
    """How far the entry's (per-base) value must move to earn `missing` points more; None: it can't by this indicator."""
    value = base_value(indicator, entry)
    if value is None or indicator.function.kind in ("rank_points", "place_table", "per_project"):
        return None
    needed = inverse(indicator.function, curve(indicator.function, value) + missing)
    return None if needed is None else needed - value


def bonus_total(rules: terms.Rules, entry: terms.Entry) -> Fraction:
    """Bonuses less deductions; of one event only the first `event_cap` count, the sum of gains stops at `bonus_cap`."""
    gained = lost = ZERO
    times: dict[str, int] = {}
    for bonus in entry.bonuses:
        if bonus.points < 0:
            lost += bonus.points
            continue
        times[bonus.event] = times.get(bonus.event, 0) + 1
        if not bonus.event or rules.event_cap is None or times[bonus.event] <= rules.event_cap:
            gained += bonus.points
    return (gained if rules.bonus_cap is None else min(gained, rules.bonus_cap)) + lost
