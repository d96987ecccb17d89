"""Curves over the year: what was planned and what was done, summed up month by month."""

import itertools
from collections.abc import Mapping, Sequence


def summed(parts: Sequence[int]) -> list[int]:
    """Cumulative sums of the months' own parts."""
    return list(itertools.accumulate(parts))


def done(month_yuan: Mapping[int, int | None], *, last: int, invested_yuan: int) -> list[int | None]:
    """What was done since January by the end of each month up to `last` (1 to 12), None afterwards. Yuan.

    Ends on `invested_yuan`, the figure that stands on the page; earlier months are that figure less what came after them, so
    the curve never contradicts the number beside it. Never below nought.
    """
    values: list[int | None] = [None] * 12
    still = invested_yuan
    for number in range(last, 0, -1):
        values[number - 1] = max(still, 0)
        still -= month_yuan.get(number) or 0
    return values
