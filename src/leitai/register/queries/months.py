"""A month over all offices, and an office's month project by project."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Min

from leitai.kernel.actor import Actor
from leitai.kernel.workdays import Calendar
from leitai.register import rules, terms
from leitai.register.models import Photo, Project, Report, YearPlan
from leitai.register.queries import reach
from leitai.register.queries.checks import BEFORE_MONTHS
from leitai.register.terms import Figures, Finding

S = terms.ReportState


@dataclass(slots=True)
class OfficeMonth:
    """Where an office's month stands, counts of projects; money in yuan, handed in (submitted or verified)."""

    code: str
    name_zh: str
    name_en: str
    expected: int = 0
    draft: int = 0
    submitted: int = 0
    verified: int = 0
    returned: int = 0
    month_yuan: int = 0
    cum_year_yuan: int = 0
    planned_yuan: int = 0
    last_at: datetime | None = None

    @property
    def reported(self) -> int:
        """Handed in: submitted or verified."""
        return self.submitted + self.verified

    @property
    def missing(self) -> int:
        """Expected and not handed in; returned ones are missing until they come back."""
        return self.expected - self.reported

    @property
    def is_complete(self) -> bool:
        """Everything expected is handed in."""
        return self.missing == 0


@dataclass(slots=True)
class MonthView:
    """A month over all offices."""

    month: str
    due_on: date
    is_provisional: bool
    days_left: int  # calendar days, negative when past
    offices: list[OfficeMonth]
    total: OfficeMonth = field(default_factory=lambda: OfficeMonth("", "", ""))


def overview(by: Actor, *, month: str, on: date, calendar: Calendar) -> MonthView:
    """Every office's month as far as `by` sees it, in the offices' order, and the sum. Three statements."""
    offices: dict[str, OfficeMonth] = {}
    of_project: dict[int, str] = {}
    columns = ("id", "office__code", "office__name_zh", "office__name_en", "first_month", "last_month")
    rows = Project.objects.filter(reach.projects(by, "register.reports"), first_month__lte=month).order_by(
        "office__order", "office__code"
    )
    for key, code, zh, en, first, last in rows.values_list(*columns):
        if rules.months.is_expected(month, first, last):
            of_project[key] = code
            offices.setdefault(code, OfficeMonth(code, zh, en)).expected += 1
    plans = YearPlan.objects.filter(year=rules.months.year(month)).values_list("project_id", "planned_yuan")
    for key, planned in plans:
        if key in of_project:
            offices[of_project[key]].planned_yuan += planned
    found = Report.objects.filter(reach.reports(by), month=month)
    for key, state, yuan, year_yuan, at in found.values_list(
        "project_id", "state", "month_yuan", "cum_year_yuan", "submitted_at"
    ):
        if key in of_project:
            _count(offices[of_project[key]], state, yuan, year_yuan, at)
    due = calendar.add_marked(rules.months.last_day(month), rules.deadlines.TIMETABLE.due_workday)
    every = list(offices.values())
    return MonthView(month, due.on, due.is_provisional, (due.on - on).days, every, _total(every))


def _count(office: OfficeMonth, state: str, yuan: int | None, year_yuan: int | None, at: datetime | None) -> None:
    setattr(office, state, getattr(office, state) + 1)
    if state in terms.COUNTED:
        office.month_yuan += yuan or 0
        office.cum_year_yuan += year_yuan or 0
        if at and (office.last_at is None or at > office.last_at):
            office.last_at = at


def _total(offices: list[OfficeMonth]) -> OfficeMonth:
    total = OfficeMonth("", "", "")
    for name in (
        "expected",
        "draft",
        "submitted",
        "verified",
        "returned",
        "month_yuan",
        "cum_year_yuan",
        "planned_yuan",
    ):
        setattr(total, name, sum(getattr(office, name) for office in offices))
    return total


@dataclass(slots=True)
class ProjectMonth:
    """One project's month: the report as it stands (or none), what stood before, and the questions it raises."""

    key: int
    no: str
    name: str
    office: str
    office_zh: str
    office_en: str
    total_yuan: int | None
    first_month: str
    last_month: str
    made_up: bool
    name_en: str = ""
    planned_yuan: int | None = None
    report: dict[str, Any] | None = None
    before: tuple[Figures, ...] = ()
    unchanged_before: int = 0
    photos: int = 0
    findings: tuple[Finding, ...] = ()
    derived: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """The report's state, or "" when there is none."""
        return self.report["state"] if self.report else ""

    @property
    def last(self) -> Figures | None:
        """The figures of the month just before, where it was handed in."""
        return self.before[-1] if self.before else None


REPORT = (
    "id", "project_id", "month", "state", "month_yuan", "cum_year_yuan", "cum_yuan", "unchanged_months", "derived", "stage",
    "progress", "problem", "reason", "returned_because", "returned_by", "returned_at", "source", "submitted_by", "submitted_at",
    "verified_by", "verified_at", "made_up", "version",
)  # fmt: skip


def projects(by: Actor, *, month: str, office: str = "", states: tuple[str, ...] = ()) -> list[ProjectMonth]:
    """The projects expected for a month (of one office where given), each with its report and findings. Four statements.

    Args: states: only these states of the report; "" stands for none yet.
    """
    seen = Project.objects.filter(reach.projects(by, "register.reports"), first_month__lte=month)
    if office:
        seen = seen.filter(office__code=office)
    columns = (
        "id", "no", "name", "office__code", "office__name_zh", "office__name_en", "total_yuan", "first_month", "last_month",
        "made_up", "name_en",
    )  # fmt: skip
    found = [ProjectMonth(*row) for row in seen.order_by("office__order", "office__code", "no").values_list(*columns)]
    rows = {row.key: row for row in found if rules.months.is_expected(month, row.first_month, row.last_month)}
    _take_plans(rows, rules.months.year(month), office)
    _take_reports(rows, by, month, office)
    _take_photos(rows, month, office)
    for row in rows.values():
        check(row)
    return [row for row in rows.values() if not states or row.state in states]


def _take_plans(rows: dict[int, ProjectMonth], year: int, office: str) -> None:
    plans = YearPlan.objects.filter(year=year)
    if office:
        plans = plans.filter(project__office__code=office)
    for key, planned in plans.values_list("project_id", "planned_yuan"):
        if key in rows:
            rows[key].planned_yuan = planned


def _take_reports(rows: dict[int, ProjectMonth], by: Actor, month: str, office: str) -> None:
    """This month's reports, and the money of the half year before."""
    found = Report.objects.filter(
        reach.reports(by), month__lte=month, month__gte=rules.months.shifted(month, -BEFORE_MONTHS)
    )
    if office:
        found = found.filter(project__office__code=office)
    before: dict[int, list[Figures]] = defaultdict(list)
    for report in found.order_by("month").values(*REPORT):
        row = rows.get(report["project_id"])
        if row is None:
            continue
        if report["month"] == month:
            row.report = report
        elif report["state"] in terms.COUNTED:
            before[row.key].append(figures(report))
            row.unchanged_before = report["unchanged_months"] if rules.months.steps(report["month"], month) == 1 else 0
    for key, past in before.items():
        rows[key].before = tuple(past)


def figures(report: dict[str, Any]) -> Figures:
    """The money of a report's values."""
    return Figures(report["month"], report["month_yuan"], report["cum_year_yuan"], report["cum_yuan"])


def _take_photos(rows: dict[int, ProjectMonth], month: str, office: str) -> None:
    found = Photo.objects.filter(report__month=month)
    if office:
        found = found.filter(report__project__office__code=office)
    for key, count in found.order_by().values_list("report__project_id").annotate(Count("id")):
        if key in rows:
            rows[key].photos = count


def check(row: ProjectMonth) -> None:
    """Works out what follows from the months before, and the questions the report raises."""
    if row.report is None:
        return
    now, row.derived = rules.checks.filled(figures(row.report), row.last)
    unchanged = rules.checks.unchanged_months(now, row.unchanged_before)
    row.findings = rules.checks.findings(
        now, row.before, total_yuan=row.total_yuan, planned_yuan=row.planned_yuan, unchanged=unchanged
    )


def waiting(by: Actor, *, on: date) -> int:
    """How many reports wait for the actor: to be verified (office), or returned and still missing (reporter). One statement."""
    if by.role == "office":
        return Report.objects.filter(reach.reports(by, "register.report_verify"), state=S.SUBMITTED).count()
    month = rules.deadlines.open_month(on)
    done = Report.objects.filter(month=month, state__in=[s.value for s in terms.COUNTED]).values("project_id")
    mine = Project.objects.filter(reach.projects(by, "register.report_write"), first_month__lte=month).exclude(
        pk__in=done
    )
    return mine.exclude(last_month__gt="", last_month__lt=month).count()


def shown_month(by: Actor, *, on: date) -> str:
    """The month that lists and figures show unless another is asked for: the newest one with reports. One statement."""
    newest: str | None = Report.objects.filter(reach.reports(by), state__in=[s.value for s in terms.COUNTED]).aggregate(
        m=Max("month")
    )["m"]
    return newest or rules.deadlines.open_month(on)


def reporting_month(by: Actor, *, on: date) -> str:
    """The month to be reported next: the open one; where reporting stopped earlier, the newest one with reports. One statement."""
    opened, newest = rules.deadlines.open_month(on), shown_month(by, on=on)
    return opened if rules.months.steps(newest, opened) <= 1 else newest


def first_month(by: Actor) -> str:
    """The first month any project of the actor's is reported for; "" when there is none. One statement."""
    found: str | None = Project.objects.filter(reach.projects(by)).aggregate(m=Min("first_month"))["m"]
    return found or ""


def due_on(month: str) -> date:
    """The last day for a month's report, by the published calendar. No statement."""
    return rules.deadlines.due_on(month, Calendar.published().add)
