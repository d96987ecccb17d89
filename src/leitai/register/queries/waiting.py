"""What waits for somebody in the register: reports to verify, reports that came back, bottlenecks to move."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Min, Q

from leitai.kernel.actor import Actor
from leitai.register import rules, terms
from leitai.register.models import Bottleneck, Report
from leitai.register.queries import reach

MOST = 60
S = terms.BottleneckState


@dataclass(frozen=True, slots=True)
class ToVerify:
    """An office's reports of a month that wait to be verified."""

    month: str
    office: str
    office_zh: str
    office_en: str
    reports: int
    since: datetime | None  # the first one was handed in


def to_verify(by: Actor) -> list[ToVerify]:
    """By month and office, longest waiting first. One statement."""
    found = Report.objects.filter(reach.reports(by, "register.report_verify"), state=terms.ReportState.SUBMITTED)
    names = ("month", "project__office__code", "project__office__name_zh", "project__office__name_en")
    rows: Any = found.order_by().values_list(*names).annotate(Count("id"), Min("submitted_at"))
    return sorted((ToVerify(*row) for row in rows), key=lambda row: (row.since is None, row.since, row.office))[:MOST]


@dataclass(frozen=True, slots=True)
class Returned:
    """A report that came back."""

    no: str
    name: str
    name_en: str
    month: str
    because: str
    returned_at: datetime | None


def returned(by: Actor) -> list[Returned]:
    """Reports that came back to the actor's office, oldest month first. One statement."""
    found = Report.objects.filter(reach.reports(by, "register.report_write"), state=terms.ReportState.RETURNED)
    columns = ("project__no", "project__name", "project__name_en", "month", "returned_because", "returned_at")
    return [Returned(*row) for row in found.order_by("month", "project__no").values_list(*columns)[:MOST]]


@dataclass(frozen=True, slots=True)
class Moving:
    """A bottleneck that isn't closed. `days_late`: calendar days past its day; `is_mine`: the actor raised it."""

    no: str
    title: str
    state: str
    due_on: date | None
    raised_at: datetime
    answered_at: datetime | None
    escalated_to: str
    raised_by: str
    project_name: str
    project_name_en: str
    office_zh: str
    office_en: str
    raised_zh: str
    raised_en: str
    owner: str | None
    owner_zh: str | None
    owner_en: str | None
    days_late: int


_MOVING = (
    "no", "title", "state", "due_on", "raised_at", "answered_at", "escalated_to", "raised_by", "project__name", "project__name_en",
    "project__office__name_zh", "project__office__name_en", "raised_office__name_zh", "raised_office__name_en", "owner__code",
    "owner__name_zh", "owner__name_en",
)  # fmt: skip


def moving(by: Actor, *, on: date) -> list[Moving]:
    """Bottlenecks that are not closed and concern the actor, by day, without a day last; at most 60 of them. One statement."""
    found = Bottleneck.objects.filter(reach.bottlenecks(by)).exclude(state=S.CLOSED)
    if by.role == "approver":
        found = found.filter(Q(owner__code=by.office) | Q(raised_by=by.code))
    rows: list[Any] = list(found.order_by(F("due_on").asc(nulls_first=True), "id").values_list(*_MOVING)[: MOST * 2])
    late = rules.bottlenecks.overdue_days
    return [Moving(*(*row, late(row[3], on) if row[2] in (S.RAISED, S.ASSIGNED) else 0)) for row in rows]
