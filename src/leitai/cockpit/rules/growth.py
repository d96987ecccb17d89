"""This year against last year."""

from collections.abc import Mapping

from leitai.cockpit.terms import Growth


def against_last_year(month_yuan: Mapping[str, int | None], *, month: str) -> Growth:
    """Verified investment from January through the month against the same months of last year.

    Formula: sum now / sum before - 1, over the months up to the newest one that has anything verified. The projects of the two
    years are not the same ones. Without anything last year, or with less than nothing, there is no rate.

    Args: month_yuan: `2024-03` -> yuan, None where nothing was verified.
    """
    year = int(month[:4])
    there = [m for m in month_yuan if m[:4] == month[:4] and m <= month and month_yuan[m] is not None]
    through = max(there, default="")
    now = sum(month_yuan[m] or 0 for m in there)
    if not through:
        return Growth("", 0, 0, None)
    run = [f"{year - 1}-{n:02d}" for n in range(1, int(through[5:]) + 1)]
    before = sum(month_yuan.get(m) or 0 for m in run)
    complete = all(month_yuan.get(m) is not None for m in run)
    return Growth(through, now, before, now / before - 1 if before > 0 and complete else None)
