"""Paired comparison: strengths after Bradley and Terry, with ties after Davidson.

    P(i beats j) = e^((s_i - s_j)/2) / D,   P(tie) = t / D,   D = e^((s_i - s_j)/2) + e^((s_j - s_i)/2) + t

The strengths s and log t are the one maximum of: log-likelihood - 0.05 x (sum of s^2 + (log t)^2). The penalty keeps an
entry that won everything finite. Without a single tie t is 0 and the model is Bradley and Terry's. The maximum is found
by Newton's method, its steps by conjugate gradients with the diagonal as preconditioner.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

PENALTY = 0.05
STEPS = 100
DENSE_ENTRIES = 300


@dataclass(frozen=True, slots=True)
class Tally:
    """Comparisons added up: for each pair low[k] < high[k] of entries the wins of either and the ties.

    Pairs stand in the order of `low`; `by_high` puts them in the order of `high`; the runs of one entry start at
    `low_starts` and `high_starts`. So sums by entry are sums of runs, twice as fast as scattering them.
    """

    entries: int
    low: Ints
    high: Ints
    low_wins: Floats
    high_wins: Floats
    ties: Floats
    low_starts: Ints
    by_high: Ints
    high_starts: Ints

    @property
    def total(self) -> Floats:
        return self.low_wins + self.high_wins + self.ties

    def sums(self, of_low: Floats, of_high: Floats) -> Floats:
        """For each entry the sum of `of_low` over pairs in which it is the low one, and of `of_high` where the high."""
        import numpy as np

        out = np.zeros(self.entries)
        if len(self.low):
            out[self.low[self.low_starts]] = np.add.reduceat(of_low, self.low_starts)
            out[self.high[self.by_high[self.high_starts]]] += np.add.reduceat(of_high[self.by_high], self.high_starts)
        return out


@dataclass(frozen=True, slots=True)
class Strengths:
    """Strengths (mean 0), log t or None without ties, the largest gradient left, and the number of Newton steps."""

    strength: Floats
    log_tie: float | None
    gradient: float
    steps: int


def tally(entries: int, first: Ints, second: Ints, outcome: Ints) -> Tally:
    """Adds up comparisons first[k] against second[k]; outcome 1: the first is better, -1: the second, 0: a tie."""
    import numpy as np

    swapped = first > second
    low, high = np.where(swapped, second, first), np.where(swapped, first, second)
    turned = np.where(swapped, -outcome, outcome)
    key = (low * np.int64(entries) + high) * 3 + (turned + 1)
    key.sort()  # sorted as numbers and counted by runs: faster than unique with its inverse
    starts = _run_starts(key)
    counts = np.diff(np.r_[starts, len(key)])
    kinds, pair = key[starts] % 3, key[starts] // 3
    first_of = _run_starts(pair)
    names, at = pair[first_of], np.repeat(np.arange(len(first_of)), np.diff(np.r_[first_of, len(pair)]))
    parts = [np.zeros(len(names)) for _ in range(3)]
    for kind in range(3):
        here = kinds == kind
        parts[kind][at[here]] = counts[here]
    low, high = names // entries, names % entries
    by_high = np.argsort(high.astype(np.uint16) if entries < 65_536 else high, kind="stable")
    runs = _run_starts(low), by_high, _run_starts(high[by_high])
    return Tally(entries, low, high, parts[2], parts[0], parts[1], *runs)


def _run_starts(ordered: Ints) -> Ints:
    """Where each run of equal numbers starts."""
    import numpy as np

    return np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(ordered) else np.zeros(0, np.intp)


def fit(tallied: Tally, start: Floats | None = None) -> Strengths:
    """The maximum of the objective, from `start` (a warm start) or from equal strengths."""
    import numpy as np

    has_ties = bool(tallied.ties.sum() > 0)
    at = np.zeros(tallied.entries + has_ties)
    if start is not None:
        at[: tallied.entries] = start
    enough = 1e-10 * max(1.0, float(tallied.total.sum()))
    steps, (value, slope, curve) = 0, _derivatives(tallied, at)
    while steps < STEPS and float(np.abs(slope).max()) > enough:
        step = _solve(tallied, curve, slope)
        factor, towards = 1.0, float(slope @ step)
        tried = _derivatives(tallied, at + step)
        while tried[0] < value + 1e-4 * factor * towards and factor > 1e-6:
            factor /= 2
            tried = _derivatives(tallied, at + factor * step)
        if factor <= 1e-6:  # the objective no longer tells steps apart: the gradient decides, and it is at its floor
            break
        at, steps, (value, slope, curve) = at + factor * step, steps + 1, tried
    at = at + _solve(tallied, curve, slope)  # once more: from here Newton's step squares what error is left
    _, slope, _ = _derivatives(tallied, at)
    strength = at[: tallied.entries]
    log_tie = float(at[-1]) if has_ties else None
    return Strengths(strength, log_tie, float(np.abs(slope).max()), steps)


@dataclass(frozen=True, slots=True)
class _Curve:
    """The negative second derivatives, never as a matrix: per pair, with the tie parameter, of the tie parameter."""

    pair: Floats
    cross: Floats | None
    tie: float
    diagonal: Floats


def _derivatives(tallied: Tally, at: Floats) -> tuple[float, Floats, _Curve]:
    """Penalised log-likelihood, its gradient and its curve at strengths (and log t as last number where there are ties)."""
    import numpy as np

    entries, total = tallied.entries, tallied.total
    has_ties = len(at) > entries
    half = np.clip((at[tallied.low] - at[tallied.high]) / 2, -300, 300)
    up = np.exp(half)
    down = 1 / up
    under = up + down + (math.exp(float(at[-1])) if has_ties else 0.0)
    ahead, lead = (up - down) / under, tallied.low_wins - tallied.high_wins
    value = float(lead @ half) - float(total @ np.log(under)) - PENALTY * float(at @ at)
    slope, diagonal = -2 * PENALTY * at, np.full(len(at), 2 * PENALTY)
    pull = (lead - total * ahead) / 2
    slope[:entries] += tallied.sums(pull, -pull)
    if not has_ties:
        pair = total / 4 * (1 - ahead * ahead)
        diagonal[:entries] += tallied.sums(pair, pair)
        return value, slope, _Curve(pair, None, 0.0, diagonal)
    tied = math.exp(float(at[-1])) / under
    pair = total / 4 * (1 - tied - ahead * ahead)
    diagonal[:entries] += tallied.sums(pair, pair)
    slope[-1] += float(tallied.ties.sum() - total @ tied)
    own = float(total @ (tied * (1 - tied)))
    diagonal[-1] += own
    bend = -total * tied * ahead / 2
    value += float(at[-1] * tallied.ties.sum())
    return value, slope, _Curve(pair, tallied.sums(bend, -bend), own, diagonal)


def _product(tallied: Tally, curve: _Curve) -> Callable[[Floats], Floats]:
    entries, low, high = tallied.entries, tallied.low, tallied.high
    if entries <= DENSE_ENTRIES:
        matrix = dense(tallied, curve)
        return lambda x: matrix @ x

    def product(x: Floats) -> Floats:
        flow = curve.pair * (x[low] - x[high])
        out: Floats = 2 * PENALTY * x
        out[:entries] += tallied.sums(flow, -flow)
        if curve.cross is not None:
            out[:entries] += curve.cross * x[-1]
            out[-1] += curve.cross @ x[:entries] + curve.tie * x[-1]
        return out

    return product


def dense(tallied: Tally, curve: _Curve) -> Floats:
    """The negative second derivatives as a matrix, for few entries."""
    import numpy as np

    matrix = np.diag(curve.diagonal)
    np.subtract.at(matrix, (tallied.low, tallied.high), curve.pair)
    np.subtract.at(matrix, (tallied.high, tallied.low), curve.pair)
    if curve.cross is not None:
        matrix[-1, :-1] += curve.cross
        matrix[:-1, -1] += curve.cross
    return matrix


def _solve(tallied: Tally, curve: _Curve, right: Floats) -> Floats:
    """The Newton step by conjugate gradients, exact enough for the step to converge as Newton's does."""
    import numpy as np

    product = _product(tallied, curve)
    x, rest = np.zeros_like(right), right.copy()
    ready = rest / curve.diagonal
    way, size = ready.copy(), float(rest @ ready)
    norm = float(np.sqrt(right @ right))
    enough = norm * min(0.1, math.sqrt(norm / (1 + len(right)))) if norm > 1e-3 else norm * 1e-6
    for _ in range(10 * len(right)):
        if float(np.sqrt(rest @ rest)) <= enough or size <= 0:
            break
        along = product(way)
        step = size / float(way @ along)
        x, rest = x + step * way, rest - step * along
        ready = rest / curve.diagonal
        grown = float(rest @ ready)
        way, size = ready + (grown / size) * way, grown
    return x


def errors(tallied: Tally, strengths: Strengths) -> Floats:
    """Rows of pulls: the squares of column i sum to the variance of strength i, products to covariances.

    From the inverse of the second derivatives; for at most `DENSE_ENTRIES` entries. Raises: ValueError beyond.
    """
    import numpy as np

    if tallied.entries > DENSE_ENTRIES:
        raise ValueError(f"standard errors are computed for at most {DENSE_ENTRIES} entries")
    at = strengths.strength if strengths.log_tie is None else np.append(strengths.strength, strengths.log_tie)
    _, _, curve = _derivatives(tallied, at)
    lower = np.linalg.cholesky(dense(tallied, curve))
    pulls: Floats = np.linalg.solve(lower, np.eye(len(at)))[:, : tallied.entries]
    return pulls


def win_share(strength: float, log_tie: float | None) -> tuple[float, float]:
    """Expected share (0-100) of comparisons won against an entry of strength 0, a tie being half; and its slope."""
    up, down = math.exp(strength / 2), math.exp(-strength / 2)
    tie = 0.0 if log_tie is None else math.exp(log_tie)
    under = up + down + tie
    share = (up + tie / 2) / under
    slope = (up / 2 * under - (up + tie / 2) * (up - down) / 2) / (under * under)
    return 100 * share, 100 * slope


def fit_comparisons(
    comparisons: Iterable[tuple[str, str, int]],
) -> tuple[list[str], Tally | None, Strengths | None]:
    """`fit` for (first, second, outcome) triples: the sorted entries, the tally and the strengths in their order."""
    import numpy as np

    listed: Sequence[tuple[str, str, int]] = list(comparisons)
    names = sorted({name for first, second, _ in listed for name in (first, second)})
    if not listed:
        return names, None, None
    at = {name: place for place, name in enumerate(names)}
    first, second, outcome = (np.array(column) for column in zip(*listed, strict=True))
    tallied = tally(
        len(names), np.array([at[n] for n in first]), np.array([at[n] for n in second]), outcome.astype(np.int64)
    )
    return names, tallied, fit(tallied)
