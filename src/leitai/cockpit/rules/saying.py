"""What the sentence on top of the cockpit says."""

from leitai.cockpit.terms import Course, Told

LEVEL_POINTS = 0.05  # less than this rounds to 0.0: level with the plan


def told(
    *, month: str, invested_yuan: int, compared_yuan: int, expected_yuan: int, planned_yuan: int, reports: int, red: int,
    overdue: int, missing: int, offices: int,
) -> Told:  # fmt: skip
    """The parts of the sentence.

    Args: invested_yuan: verified since January. compared_yuan, expected_yuan, planned_yuan: of projects with a plan.
        reports: verified ones this year; without any there is nothing to say of money.
    """
    gap = 100 * (expected_yuan - compared_yuan) / planned_yuan if planned_yuan > 0 else 0.0
    share = compared_yuan / planned_yuan if planned_yuan > 0 else None
    course = _course(gap, has_plan=planned_yuan > 0, has_data=reports > 0)
    return Told(course, month, invested_yuan, share, round(abs(gap), 1), red, overdue, missing, offices)


def _course(gap: float, *, has_plan: bool, has_data: bool) -> Course:
    if not has_data:
        return Course.NO_DATA
    if not has_plan:
        return Course.NO_PLAN
    if abs(gap) < LEVEL_POINTS:
        return Course.LEVEL
    return Course.BEHIND if gap > 0 else Course.AHEAD
