"""Place ranges: which places an entry may hold, given how far the marks can be trusted.

From pulls (rows of floats whose products sum to the covariance of the scores) 1,000 seeded draws give the largest gap,
in standard errors, that chance alone makes between any two entries. Pairs further apart are told apart; they are set aside
and the bound is drawn again for the rest (step-down) until nothing more is told apart. An entry's range runs from
1 + those surely ahead to the number of entries less those surely behind. Method: Mogstad, Romano, Shaikh and Wilhelm.
"""

from __future__ import annotations

import functools
import hashlib
import math
from collections.abc import Sequence
from statistics import NormalDist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MANY_ENTRIES = 100
NORMAL = NormalDist()


@functools.lru_cache(maxsize=4)
def normal_draws(seed: str, count: int) -> tuple[float, ...]:
    """`count` standard normal numbers from a seed: SHA-256 of seed and counter, four 53-bit numbers each, inverted."""
    found: list[float] = []
    block = 0
    while len(found) < count:
        raw = hashlib.sha256(f"{seed}/{block}".encode()).digest()
        for at in range(0, 32, 8):
            uniform = ((int.from_bytes(raw[at : at + 8]) >> 11) + 0.5) / 2**53
            found.append(NORMAL.inv_cdf(uniform))
        block += 1
    return tuple(found[:count])


def ranges(
    totals: Sequence[float], pulls: Floats, *, seed: str, level_percent: int = 95, draws: int = 1000
) -> list[tuple[int, int]]:
    """The lowest and the highest place each entry may hold. `pulls` has one column per total.

    Beyond 100 entries the bound is Bonferroni's, wider and without draws.
    """
    import numpy as np

    count = len(totals)
    value = np.asarray(totals)
    if count < 2:
        return [(1, count)] * count
    one, other = np.triu_indices(count, 1)
    gap = value[one] - value[other]
    covariance = pulls.T @ pulls
    spread2 = covariance[one, one] + covariance[other, other] - 2 * covariance[one, other]
    known = spread2 > 1e-12 * max(1e-12, float(np.max(np.diag(covariance))))
    spread = np.sqrt(np.where(known, spread2, 1.0))
    scaled = np.abs(gap) / spread
    apart = ~known & (np.abs(gap) > 1e-9)
    if count > MANY_ENTRIES:
        apart |= known & (scaled > NORMAL.inv_cdf(1 - (100 - level_percent) / 100 / (count * (count - 1))))
    elif known.any():
        noise = np.array(normal_draws(seed, draws * len(pulls))).reshape(draws, len(pulls)) @ pulls
        chance = np.abs(noise[:, one[known]] - noise[:, other[known]]) / spread[known]
        apart[known] = _step_down(scaled[known], chance, level_percent)
    ahead = np.bincount(other[apart & (gap > 0)], minlength=count) + np.bincount(
        one[apart & (gap < 0)], minlength=count
    )
    behind = np.bincount(one[apart & (gap > 0)], minlength=count) + np.bincount(
        other[apart & (gap < 0)], minlength=count
    )
    return [(1 + int(a), count - int(b)) for a, b in zip(ahead, behind, strict=True)]


def _step_down(scaled: Floats, chance: Floats, level_percent: int) -> NDArray[np.bool_]:
    """Which pairs are told apart, setting aside what is already told and drawing the bound again."""
    import numpy as np

    apart = np.zeros(len(scaled), bool)
    at = math.ceil(level_percent * len(chance) / 100) - 1
    while not apart.all():
        bound = np.sort(chance[:, ~apart].max(axis=1))[at]
        fresh = ~apart & (scaled > bound)
        if not fresh.any():
            break
        apart |= fresh
    return apart
