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
    """Comparisons added up: for each pair low[k] < high[k] of entries the wins of either and the ties."""

    entries: int
    low: Ints
    high: Ints
    low_wins: Floats
    high_wins: Floats
    ties: Floats


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
    starts = np.flatnonzero(np.r_[True, key[1:] != key[:-1]]) if len(key) else np.zeros(0, np.intp)
    counts = np.diff(np.r_[starts, len(key)])
    kinds, pair = key[starts] % 3, key[starts] // 3
    fresh = np.r_[True, pair[1:] != pair[:-1]] if len(pair) else np.zeros(0, bool)
    at, names = np.cumsum(fresh) - 1, pair[fresh]
    parts = [np.zeros(len(names)) for _ in range(3)]
    for kind in range(3):
        here = kinds == kind
        parts[kind][at[here]] = counts[here]
    return Tally(entries, names // entries, names % entries, parts[2], parts[0], parts[1])


def fit(tallied: Tally, start: Floats | None = None) -> Strengths:
    """The maximum of the objective, from `start` (a warm start) or from equal strengths."""
    import numpy as np

    has_ties = bool(tallied.ties.sum() > 0)
    at = np.zeros(tallied.entries + has_ties)
    if start is not None:
        at[: tallied.entries] = start
    enough = 1e-10 * max(1.0, float((tallied.low_wins + tallied.high_wins + tallied.ties).sum()))
    value = objective(tallied, at)
    steps, slope, curve = 0, *_derivatives(tallied, at)
    while steps < STEPS and float(np.abs(slope).max()) > enough:
        step = _solve(tallied, curve, slope)
        factor, towards = 1.0, float(slope @ step)
        while (better := objective(tallied, at + factor * step)) < value + 1e-4 * factor * towards and factor > 1e-6:
            factor /= 2
        if factor <= 1e-6:  # the objective no longer tells steps apart: the gradient decides, and it is at its floor
            break
        at, value, steps = at + factor * step, better, steps + 1
        slope, curve = _derivatives(tallied, at)
    at = at + _solve(tallied, curve, slope)  # once more: from here Newton's step squares what error is left
    slope, _ = _derivatives(tallied, at)
    strength = at[: tallied.entries]
    log_tie = float(at[-1]) if has_ties else None
    return Strengths(strength, log_tie, float(np.abs(slope).max()), steps)


def objective(tallied: Tally, at: Floats) -> float:
    """Penalised log-likelihood of strengths (and log t as last number where there are ties)."""
    import numpy as np

    half = (at[tallied.low] - at[tallied.high]) / 2
    total = tallied.low_wins + tallied.high_wins + tallied.ties
    log_d = np.logaddexp(half, -half)
    gain = float((tallied.low_wins - tallied.high_wins) @ half)
    if len(at) > tallied.entries:
        log_d = np.logaddexp(log_d, at[-1])
        gain += float(at[-1] * tallied.ties.sum())
    return gain - float(total @ log_d) - PENALTY * float(at @ at)


@dataclass(frozen=True, slots=True)
class _Curve:
    """The negative second derivatives, never as a matrix: per pair, with the tie parameter, of the tie parameter."""

    pair: Floats
    cross: Floats | None
    tie: float
    diagonal: Floats


def _derivatives(tallied: Tally, at: Floats) -> tuple[Floats, _Curve]:
    import numpy as np

    entries, low, high = tallied.entries, tallied.low, tallied.high
    half = (at[low] - at[high]) / 2
    total = tallied.low_wins + tallied.high_wins + tallied.ties
    has_ties = len(at) > entries
    if has_ties:
        e_low, e_high, e_tie = np.exp(half), np.exp(-half), math.exp(float(at[-1]))
        under = e_low + e_high + e_tie
        ahead, tied = (e_low - e_high) / under, e_tie / under
    else:
        ahead, tied = np.tanh(half), np.zeros_like(half)
    pull = ((tallied.low_wins - tallied.high_wins) - total * ahead) / 2
    slope = -2 * PENALTY * at
    slope[:entries] += np.bincount(low, pull, entries) - np.bincount(high, pull, entries)
    pair = total / 4 * (1 - tied - ahead * ahead)
    diagonal = np.full(len(at), 2 * PENALTY)
    diagonal[:entries] += np.bincount(low, pair, entries) + np.bincount(high, pair, entries)
    if not has_ties:
        return slope, _Curve(pair, None, 0.0, diagonal)
    slope[-1] += float(tallied.ties.sum() - total @ tied)
    own = float(total @ (tied * (1 - tied)))
    diagonal[-1] += own
    bend = -total * tied * ahead / 2
    cross = np.bincount(low, bend, entries) - np.bincount(high, bend, entries)
    return slope, _Curve(pair, cross, own, diagonal)


def _product(tallied: Tally, curve: _Curve) -> Callable[[Floats], Floats]:
    import numpy as np

    entries, low, high = tallied.entries, tallied.low, tallied.high
    if entries <= DENSE_ENTRIES:
        matrix = dense(tallied, curve)
        return lambda x: matrix @ x

    def product(x: Floats) -> Floats:
        flow = curve.pair * (x[low] - x[high])
        out: Floats = 2 * PENALTY * x
        out[:entries] += np.bincount(low, flow, entries) - np.bincount(high, flow, entries)
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
    _, curve = _derivatives(tallied, at)
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
