"""A project's light, and why: earned against planned, milestones, bottlenecks, silence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from leitai.kernel.refusal import N_
from leitai.register.rules import months, plans
from leitai.register.terms import Light, Sentence, Verdict


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From where on a light turns. Plan and start as in Yinchuan 2025 (10 and 30 points, one and three months); the rest
    is assumed. A county sets its own, and looks every year whether its reds came true."""

    gap_yellow_points: float = 10
    gap_red_points: float = 30
    milestone_yellow_days: int = 30
    milestone_red_days: int = 90
    bottleneck_yellow_days: int = 1
    bottleneck_red_days: int = 30
    unchanged_yellow_months: int = 2
    unchanged_red_months: int = 6


THRESHOLDS = Thresholds()

BEHIND = N_("behind its plan by %(points)s points: %(earned)s of %(expected)s expected by %(month)s")
LATE = N_("%(milestone)s is %(days)s days late")
STUCK = N_("a bottleneck is overdue by %(days)s days")
UNCHANGED = N_("no change for %(months)s months")
SILENT = N_("not reported for %(month)s")
NO_PLAN = N_("there is no plan for %(year)s to compare with")
ON_PLAN = N_("on plan: %(earned)s of %(expected)s expected by %(month)s")
NOT_FOLLOWED = N_("no longer reported month by month")


@dataclass(frozen=True, slots=True)
class Picture:
    """What a light is worked out from. `month` is the month asked for, `reported` the newest one handed in up to it.

    Milestones: only those not done whose planned day is past: (code, days late).
    """

    month: str
    is_followed: bool = True
    report_is_due: bool = True
    reported: str = ""
    earned_yuan: int | None = None  # since January of the reported month's year
    planned_yuan: int | None = None  # of that year
    by_month_yuan: Sequence[int] | None = None
    unchanged_months: int = 0
    milestones: Sequence[tuple[str, int]] = ()
    bottleneck_days: int = 0  # of the longest overdue one


def days_late(planned_on: date | None, done_on: date | None, on: date) -> int:
    """Calendar days a milestone is late on a day: none without a plan, none when it was done."""
    return 0 if planned_on is None or done_on is not None else max(0, (on - planned_on).days)


def light(picture: Picture, limits: Thresholds = THRESHOLDS) -> Verdict:
    """The light of a project and its reasons, worst first.

    A project that is not followed, or that is silent after the deadline, is NONE and never green; so is one with nothing to
    compare. Formula: gap = (expected - earned) / year's plan, in points.
    """
    if not picture.is_followed:
        return Verdict(Light.NONE, (Sentence("not_followed", NOT_FOLLOWED, {}),))
    found = sorted(_found(picture, limits), key=lambda pair: _ORDER[pair[0]])
    is_silent = picture.report_is_due and picture.reported != picture.month
    if is_silent and not any(colour is Light.RED for colour, _ in found):
        silent = Sentence("silent", SILENT, {"month": picture.month})
        return Verdict(Light.NONE, (silent, *(reason for _, reason in found)))
    if found:
        return Verdict(found[0][0], tuple(reason for _, reason in found))
    return _quiet(picture)


_ORDER = {Light.RED: 0, Light.YELLOW: 1}


def _quiet(picture: Picture) -> Verdict:
    compared = picture.reported and picture.planned_yuan and picture.earned_yuan is not None
    if not compared:
        if not picture.reported:
            return Verdict(Light.NONE, (Sentence("silent", SILENT, {"month": picture.month}),))
        return Verdict(Light.NONE, (Sentence("no_plan", NO_PLAN, {"year": months.year(picture.reported)}),))
    return Verdict(Light.GREEN, (_plan_sentence(picture, "on_plan", ON_PLAN),))


def _found(picture: Picture, limits: Thresholds) -> Iterable[tuple[Light, Sentence]]:
    gap = _gap(picture)
    if gap is not None and gap >= limits.gap_yellow_points:
        red = gap > limits.gap_red_points
        yield _colour(red), _plan_sentence(picture, "behind", BEHIND, points=round(gap, 1))
    if picture.milestones:
        worst, days = max(picture.milestones, key=lambda pair: pair[1])
        if days >= limits.milestone_yellow_days:
            yield _colour(days >= limits.milestone_red_days), Sentence("late", LATE, {"milestone": worst, "days": days})
    if picture.bottleneck_days >= limits.bottleneck_yellow_days:
        days = picture.bottleneck_days
        yield _colour(days >= limits.bottleneck_red_days), Sentence("stuck", STUCK, {"days": days})
    if picture.unchanged_months >= limits.unchanged_yellow_months and not _is_full(picture):
        count = picture.unchanged_months
        yield _colour(count >= limits.unchanged_red_months), Sentence("unchanged", UNCHANGED, {"months": count})


def _gap(picture: Picture) -> float | None:
    if not picture.reported or not picture.planned_yuan or picture.earned_yuan is None:
        return None
    return plans.gap_points(picture.earned_yuan, _expected(picture), picture.planned_yuan)


def _expected(picture: Picture) -> int:
    return plans.expected_yuan(picture.planned_yuan or 0, months.number(picture.reported), picture.by_month_yuan)


def _is_full(picture: Picture) -> bool:
    """The year's plan is done: spending nothing more is no standstill."""
    return bool(picture.planned_yuan) and (picture.earned_yuan or 0) >= (picture.planned_yuan or 0)


def _plan_sentence(picture: Picture, code: str, text: str, **more: float) -> Sentence:
    data: dict[str, int | float | str] = {
        "earned": picture.earned_yuan or 0, "expected": _expected(picture), "month": picture.reported, **more,
    }  # fmt: skip
    return Sentence(code, text, data)


def _colour(red: bool) -> Light:
    return Light.RED if red else Light.YELLOW
