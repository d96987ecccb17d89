"""Where the year may end, as the years before it went on from the same month. Nothing is said with fewer than three of them."""

from collections.abc import Mapping, Sequence
from statistics import median

from leitai.cockpit.terms import Outlook

LEAST_YEARS = 3


def outlook(years: Sequence[Mapping[int, int | None]], *, last: int, invested_yuan: int) -> Outlook | None:
    """The span of what this year would come to by each later month if it went on like each of the years before.

    Formula: invested × (the year's sum by that month / its sum by month `last`); low, middle and high are the least, the median
    and the most over the years. Three or five years justify no percentage of certainty, and none is claimed.

    Args: years: month number -> yuan of complete earlier years, others are left out. Returns: None with fewer than LEAST_YEARS.
    """
    paths = [path for year in years if (path := _path(year, last)) is not None]
    if len(paths) < LEAST_YEARS or last >= 12 or invested_yuan <= 0:
        return None
    at = [[round(invested_yuan * path[number]) for path in paths] for number in range(last, 13)]
    before: tuple[int | None, ...] = (None,) * (last - 1)
    return Outlook(
        len(paths), before + tuple(min(row) for row in at), before + tuple(max(row) for row in at),
        before + tuple(round(median(row)) for row in at),
    )  # fmt: skip


def _path(year: Mapping[int, int | None], last: int) -> dict[int, float] | None:
    """A complete year's sums as multiples of its sum by month `last`."""
    parts = [year.get(number) for number in range(1, 13)]
    sums, total = {}, 0
    for number, part in enumerate(parts, 1):
        if part is None:
            return None
        total += part
        sums[number] = total
    return {number: value / sums[last] for number, value in sums.items()} if sums[last] > 0 else None
