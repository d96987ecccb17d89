"""The whole county in few statements, for the leader's view: months, steps of all projects, everything that is stuck.

Sums are made by the database where there are many rows; what a rule decides is decided by the rule.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, Count, F, Max, Q, Sum
from django.db.models.functions import Cast

from leitai.kernel.actor import Actor
from leitai.register import rules, terms
from leitai.register.models import Bottleneck, Milestone, Report
from leitai.register.queries import reach

VERIFIED, COUNTED = terms.ReportState.VERIFIED.value, [state.value for state in terms.COUNTED]
OPEN = [terms.BottleneckState.RAISED.value, terms.BottleneckState.ASSIGNED.value]


@dataclass(slots=True)
class MonthTotal:
    """One month over all offices: verified investment (yuan; None when nothing was verified) and how many reports."""

    month: str
    verified_yuan: int | None = None
    verified: int = 0
    submitted: int = 0  # handed in and not yet verified


def months(by: Actor, door: str = "register.reports") -> list[MonthTotal]:
    """Every month that has reports handed in, oldest first. Unit yuan: sum of `month_yuan` of verified reports. One statement."""
    found: dict[str, MonthTotal] = {}
    rows = (
        Report.objects.filter(reach.reports(by, door), state__in=COUNTED)
        .order_by("month")
        .values_list("month", "state")
    )
    for month, state, yuan, count in rows.annotate(Sum("month_yuan"), Count("id")):
        total = found.setdefault(month, MonthTotal(month))
        if state == VERIFIED:
            total.verified_yuan, total.verified = yuan, count
        else:
            total.submitted = count
    return list(found.values())


_STEPS = {
    kind.value: Cast(Max("done_on", filter=Q(kind=kind.value)), CharField(max_length=10)) for kind in terms.Milestone
}


@dataclass(frozen=True, slots=True)
class Steps:
    """What is done of a project: the day of each milestone as `2024-03-08`, None where it isn't done, in their order."""

    key: int  # of the project
    done: tuple[str | None, ...]

    @property
    def furthest(self) -> str:
        """The last milestone of the row that is done; "" when none is."""
        return next((kind.value for kind, day in zip(_REVERSED, self.done[::-1], strict=True) if day), "")


_REVERSED = tuple(terms.Milestone)[::-1]
_PLACE = {kind: place for place, kind in enumerate(terms.Milestone)}


def steps(by: Actor, door: str = "register.projects", *, on: date) -> list[Steps]:
    """The milestones done up to a day of every project that has one, one row for each. One statement."""
    path = reach.reports(by, door)  # the same path: milestone -> project -> office
    found = Milestone.objects.filter(path, done_on__lte=on).order_by().values_list("project_id")
    return [Steps(key, tuple(days)) for key, *days in found.annotate(**_STEPS).values_list("project_id", *_STEPS)]


def intervals(every: Sequence[Steps], year: int) -> dict[terms.Speed, list[int]]:
    """The intervals of each speed that were closed in a year, calendar days. Formula: second milestone - first. No statement."""
    found: dict[terms.Speed, list[int]] = {}
    prefix = f"{year}-"
    for speed, (first, last) in terms.SPEEDS.items():
        a, b = _PLACE[first], _PLACE[last]
        pairs = ((row.done[a], row.done[b]) for row in every if (row.done[b] or "").startswith(prefix))
        days = [(date.fromisoformat(end) - date.fromisoformat(start)).days for start, end in pairs if start and end]
        found[speed] = [n for n in days if n >= 0]
    return found


@dataclass(frozen=True, slots=True)
class OpenBottleneck:
    """A bottleneck without an answer, with its project and who holds it ("" = nobody yet)."""

    no: str
    title: str
    state: str
    due_on: date | None
    raised_at: datetime
    escalated_to: str
    project: str
    project_name: str
    project_name_en: str
    office: str
    office_zh: str
    office_en: str
    owner: str | None
    owner_zh: str | None
    owner_en: str | None
    made_up: bool
    days_late: int = 0  # calendar days past its day


_BOTTLENECK = (
    "no", "title", "state", "due_on", "raised_at", "escalated_to", "project__no", "project__name", "project__name_en",
    "project__office__code", "project__office__name_zh", "project__office__name_en", "owner__code", "owner__name_zh",
    "owner__name_en", "made_up",
)  # fmt: skip


def open_bottlenecks(by: Actor, door: str = "register.bottlenecks", *, on: date) -> list[OpenBottleneck]:
    """Everything that is stuck and not answered, longest overdue first, without a day last. One statement."""
    rows = Bottleneck.objects.filter(reach.bottlenecks(by, door), state__in=OPEN)
    found: list[Any] = list(rows.order_by(F("due_on").asc(nulls_last=True), "id").values_list(*_BOTTLENECK))
    return [OpenBottleneck(*(*row, rules.bottlenecks.overdue_days(row[3], on))) for row in found]
