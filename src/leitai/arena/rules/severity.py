"""The severity model: each judge's strictness, spread and noise estimated together with the entries' merit.

    y_ji = b_j + a_j * merit_i + e,   e ~ N(0, noise_j^2),   merit ~ N(0, 1)

by twelve rounds of expectation and maximisation over the ballots there are; a judge who marked little leans on the panel
(slope towards the pooled slope with the weight of 3 squared units of merit, noise towards the pooled noise with the weight
of 3 ballots). No judge weighs more than 3 x the median weight. Entries that no chain of judges joins can't be compared.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

ROUNDS = 12
SLOPE_PRIOR = 3.0
NOISE_PRIOR = 3.0
SLOPE_FLOOR = 0.2
WEIGHT_CAP = 3.0
FEW_BALLOTS = 3
ERROR_FACTOR = 1.1  # the model's own error covers 92-97 % at nominal 95 %; with this, 95 % or more


@dataclass(frozen=True, slots=True)
class Fit:
    """Scores on the marks' own scale with standard errors, by entry; figures by judge, the median weight being 1."""

    scores: Floats
    errors: Floats
    strictness: Floats
    spread: Floats
    noise: Floats
    weight: Floats


def islands(links: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Groups of names that a chain of links joins, each sorted, the groups in order of their first name.

    Links are (judge, entry) or (entry, entry); give judges names that no entry has.
    """
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        parent.setdefault(name, name)
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for one, other in links:
        parent[root(one)] = root(other)
    found: dict[str, list[str]] = {}
    for name in sorted(parent):
        found.setdefault(root(name), []).append(name)
    return tuple(sorted(tuple(names) for names in found.values()))


def fit(judge: Ints, entry: Ints, marks: Floats, judges: int, entries: int) -> Fit | None:
    """The model fitted to marks[k], given by judge[k] to entry[k] (numbers from 0; every number occurs).

    None where there is nothing to estimate: one judge, or no two marks of any judge that differ.
    """
    import numpy as np

    count = np.bincount(judge, minlength=judges)
    average = np.bincount(judge, marks, judges) / count
    centred = marks - average[judge]
    squares = np.bincount(judge, centred * centred, judges)
    if judges < 2 or entries < 2 or not squares.max() > 1e-12:
        return None
    merit = np.bincount(entry, centred, entries) / np.bincount(entry, minlength=entries)
    merit -= merit.mean()
    size = math.sqrt(float(np.mean(merit * merit)))
    if not size > 1e-9:
        return None
    merit /= size
    variance = np.zeros(entries)
    plain = (count < FEW_BALLOTS) | (squares <= 1e-12)
    parts: Any = None
    for _ in range(ROUNDS):
        parts = _judges(judge, centred, merit[entry], variance[entry], count, squares, plain)
        merit, variance = _merits(judge, entry, centred, entries, parts)
    slope, offset, noise2, weight, pooled = parts
    level = float(np.mean(average - slope * offset))
    scale = float(pooled)
    return Fit(
        scores=level + scale * merit,
        errors=ERROR_FACTOR * scale * np.sqrt(variance),
        strictness=average - slope * offset - level,
        spread=slope,
        noise=np.sqrt(noise2),
        weight=weight / _median(1 / noise2),
    )


def _median(values: Floats) -> float:
    import numpy as np

    return float(np.median(values))


def _judges(
    judge: Ints, centred: Floats, merit: Floats, variance: Floats, count: Ints, squares: Floats, plain: Any
) -> tuple[Floats, Floats, Floats, Floats, float]:
    """Slope, mean merit seen, squared noise and weight of each judge, and the pooled slope, given merits per ballot."""
    import numpy as np

    judges = len(count)
    offset = np.bincount(judge, merit, judges) / count
    own = np.bincount(judge, merit * merit + variance, judges) - offset * offset * count
    cross = np.bincount(judge, merit * centred, judges)
    pooled = max(float(cross.sum() / own.sum()), 1e-9)
    slope = np.maximum((cross + SLOPE_PRIOR * pooled) / (own + SLOPE_PRIOR), SLOPE_FLOOR * pooled)
    slope[plain] = pooled
    rest = np.maximum(squares - 2 * slope * cross + slope * slope * own, 0.0)
    pooled_noise2 = max(float(rest.sum() / len(centred)), 1e-6)
    noise2 = (rest + NOISE_PRIOR * pooled_noise2) / (count + NOISE_PRIOR - 2)
    weight = 1 / noise2
    return slope, offset, noise2, np.minimum(weight, WEIGHT_CAP * _median(weight)), pooled


def _merits(
    judge: Ints, entry: Ints, centred: Floats, entries: int, parts: tuple[Floats, Floats, Floats, Floats, float]
) -> tuple[Floats, Floats]:
    """Merit of each entry with its variance, centred, in units of the merits' own spread, given the judges."""
    import numpy as np

    slope, offset, _, weight, _ = parts
    pull = weight * slope
    told = pull * slope
    variance = 1 / (np.bincount(entry, told[judge], entries) + 1)
    merit = variance * np.bincount(entry, pull[judge] * centred + (told * offset)[judge], entries)
    merit -= merit.mean()
    size = math.sqrt(float(np.mean(merit * merit + variance)))
    return merit / size, variance / (size * size)


def fit_ballots(ballots: Sequence[tuple[str, str, float]]) -> tuple[list[str], list[str], Fit | None]:
    """`fit` for (judge, entry, points) triples: sorted judges, sorted entries, the fit in their order.

    The ballots are sorted first, so their order in the file changes no bit of the result.
    """
    import numpy as np

    ordered = sorted(ballots)
    judges = sorted({j for j, _, _ in ordered})
    entries = sorted({e for _, e, _ in ordered})
    if not ordered:
        return judges, entries, None
    judge_at: Mapping[str, int] = {name: at for at, name in enumerate(judges)}
    entry_at: Mapping[str, int] = {name: at for at, name in enumerate(entries)}
    who = np.array([judge_at[j] for j, _, _ in ordered])
    what = np.array([entry_at[e] for _, e, _ in ordered])
    marks = np.array([mark for _, _, mark in ordered])
    return judges, entries, fit(who, what, marks, len(judges), len(entries))
