"""What a year's plan expects by the end of a month, and how far along a project is."""

import itertools
from collections.abc import Sequence


def is_profile(by_month_yuan: Sequence[int], planned_yuan: int) -> bool:
    """Whether twelve cumulative amounts make a plan: none negative, never falling, the last one the whole year's."""
    rising = all(a <= b for a, b in itertools.pairwise(by_month_yuan))
    return len(by_month_yuan) == 12 and by_month_yuan[0] >= 0 and rising and by_month_yuan[-1] == planned_yuan


def expected_yuan(planned_yuan: int, number: int, by_month_yuan: Sequence[int] | None = None) -> int:
    """What is expected since January by the end of month `number` (1 to 12): given month by month, else even over the year.

    The even plan rounds down to whole yuan; December is always the whole plan.
    """
    return by_month_yuan[number - 1] if by_month_yuan else planned_yuan * number // 12


def by_month(planned_yuan: int, by_month_yuan: Sequence[int] | None = None) -> list[int]:
    """The twelve months' own parts of a plan, not cumulative; they sum to the plan."""
    sums = [0, *(expected_yuan(planned_yuan, n, by_month_yuan) for n in range(1, 13))]
    return [later - earlier for earlier, later in itertools.pairwise(sums)]


def gap_points(earned_yuan: int, expected: int, planned_yuan: int) -> float:
    """How far behind the plan, in points of the year's plan; negative when ahead. Formula: (expected - earned) / planned."""
    return 100 * (expected - earned_yuan) / planned_yuan if planned_yuan > 0 else 0.0
