"""Does a judge pull one office up or down beyond chance? A report for the auditor over a season, never a correction."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Residual:
    """What one ballot departs from the model: (mark - expected) / the judge's noise."""

    judge: str
    office: str
    value: float


@dataclass(frozen=True, slots=True)
class Lean:
    """A judge's mean departure for one office in noise units, of n ballots; `power`: chance to find a lean of 2."""

    judge: str
    office: str
    ballots: int
    mean: float
    z: float
    p: float
    power: float
    reported: bool


def leans(residuals: Iterable[Residual], *, false_share: float = 0.05, fewest: int = 2) -> list[Lean]:
    """Every judge x office with at least `fewest` ballots, the least likely first; reported after Benjamini-Hochberg.

    A judge's own mean is not taken off again: the residuals already stand around the judge's own line.
    """
    values: dict[tuple[str, str], list[float]] = {}
    for residual in residuals:
        values.setdefault((residual.judge, residual.office), []).append(residual.value)
    tested = []
    for (judge, office), found in values.items():
        if len(found) >= fewest:
            mean = math.fsum(found) / len(found)
            z = mean * math.sqrt(len(found))
            tested.append((math.erfc(abs(z) / math.sqrt(2)), judge, office, len(found), mean, z))
    tested.sort()
    bar = benjamini_hochberg([t[0] for t in tested], false_share)
    cut = NORMAL.inv_cdf(1 - max(bar, false_share / max(1, len(tested))) / 2)
    return [
        Lean(judge, office, n, mean, z, p, NORMAL.cdf(2 * math.sqrt(n) - cut), p <= bar)
        for p, judge, office, n, mean, z in tested
    ]


def benjamini_hochberg(rising: Sequence[float], false_share: float) -> float:
    """The largest of the rising p-values that may be reported at this share of false reports; 0 if none may."""
    count = len(rising)
    return max((p for at, p in enumerate(rising, 1) if p <= false_share * at / count), default=0.0)


def position_effect(positions: Sequence[int], totals: Sequence[float]) -> tuple[float, float] | None:
    """Points gained per place later in the running order, with its standard error; None for fewer than 4 entries."""
    n = len(positions)
    if n < 4:
        return None
    x_mean, y_mean = sum(positions) / n, math.fsum(totals) / n
    sxx = sum((x - x_mean) ** 2 for x in positions)
    if not sxx:
        return None
    slope = math.fsum((x - x_mean) * (y - y_mean) for x, y in zip(positions, totals, strict=True)) / sxx
    rest = math.fsum((y - y_mean - slope * (x - x_mean)) ** 2 for x, y in zip(positions, totals, strict=True))
    return slope, math.sqrt(rest / (n - 2) / sxx)
