"""Awards, flags and season points from places; entries that share a place share what it earns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from leitai.arena import terms


def grants(
    rules: terms.Rules, entries: Sequence[terms.Entry], scores: Sequence[terms.EntryScore]
) -> tuple[terms.Grant, ...]:
    """Who gets each award, in the order of places and then codes; an entry without a place gets none."""
    kinds = {e.code: e.kind for e in entries}
    placed = sorted((s for s in scores if s.place is not None), key=lambda s: (s.place or 0, s.entry))
    return tuple(terms.Grant(a.code, tuple(_receivers(a, placed, kinds))) for a in rules.awards)


def _receivers(award: terms.Award, placed: Sequence[terms.EntryScore], kinds: Mapping[str, str]) -> list[str]:
    if award.kind == "places":
        return [s.entry for s in placed if award.first <= (s.place or 0) <= award.last]
    if award.kind == "score":
        return [s.entry for s in placed if (s.total_milli or 0) >= award.at_least_milli]
    best: dict[str, int] = {}
    for score in placed:
        best.setdefault(kinds[score.entry], score.place or 0)
    bar = award.at_least_milli
    return [s.entry for s in placed if s.place == best[kinds[s.entry]] and (s.total_milli or 0) >= bar]


def season_points(table: terms.PointsTable, scores: Sequence[terms.EntryScore]) -> dict[str, Fraction]:
    """Points of each placed entry. A shared place earns its own points (same), or the mean or lowest of those it takes."""
    placed = [s for s in scores if s.place is not None]
    found = {}
    for score in placed:
        place = score.place or 0
        sharing = sum(s.place == place for s in placed)
        taken = [_at(table.points, at) for at in range(place, place + sharing)]
        if table.shared == "mean":
            found[score.entry] = sum(taken, Fraction(0)) / sharing
        else:
            found[score.entry] = taken[0] if table.shared == "same" else min(taken)
    return found


def _at(points: Sequence[Fraction], place: int) -> Fraction:
    return points[place - 1] if place <= len(points) else Fraction(0)


@dataclass(frozen=True, slots=True)
class Held:
    """One office's season: points over its best rounds, and how many rounds it took part in."""

    office: str
    points: Fraction
    rounds: int
    stars: int


def season_table(
    rounds: Sequence[tuple[Fraction, Mapping[str, Fraction]]], *, best: int, star_bars: Sequence[Fraction] = ()
) -> list[Held]:
    """The season's standing: sum of round weight x points over each office's `best` rounds, the most first.

    Args: rounds as (weight, points by office); a star for each of `star_bars` that the sum reaches.
    """
    earned: dict[str, list[Fraction]] = {}
    for weight, by_office in rounds:
        for office, points in by_office.items():
            earned.setdefault(office, []).append(weight * points)
    held = []
    for office, points_list in earned.items():
        total = sum(sorted(points_list, reverse=True)[:best], Fraction(0))
        held.append(Held(office, total, len(points_list), sum(total >= bar for bar in star_bars)))
    return sorted(held, key=lambda h: (-h.points, h.office))
