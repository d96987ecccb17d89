"""One report's page: its figures, where they come from, what it said before."""

from dataclasses import dataclass
from typing import Any

from leitai.kernel.actor import Actor
from leitai.register import rules, terms
from leitai.register.models import Photo, Report, Superseded, YearPlan
from leitai.register.queries import checks, months, reach
from leitai.register.queries.months import ProjectMonth


@dataclass(slots=True)
class Page:
    """A report with its evidence."""

    month: ProjectMonth
    photos: list[Photo]
    superseded: list[Superseded]  # newest first
    expected_yuan: int | None


def page(report: Report) -> Page:
    """A report's page. `report` brings its project and office. Five statements."""
    project = report.project
    row = ProjectMonth(
        project.pk, project.no, project.name, project.office.code, project.office.name_zh, project.office.name_en,
        project.total_yuan, project.first_month, project.last_month, project.made_up, project.name_en,
    )  # fmt: skip
    plan = YearPlan.objects.filter(project=project, year=rules.months.year(report.month)).first()
    row.planned_yuan = plan.planned_yuan if plan else None
    since = rules.months.shifted(report.month, -checks.BEFORE_MONTHS)
    for values in (
        Report.objects.filter(project=project, month__gte=since, month__lte=report.month)
        .order_by("month")
        .values(*months.REPORT)
    ):
        if values["month"] == report.month:
            row.report = values
        elif values["state"] in terms.COUNTED:
            row.before = (*row.before, months.figures(values))
            row.unchanged_before = (
                values["unchanged_months"] if rules.months.steps(values["month"], report.month) == 1 else 0
            )
    months.check(row)
    photos = list(Photo.objects.filter(report=report).order_by("id"))
    row.photos = len(photos)
    number = rules.months.number(report.month)
    expected = rules.plans.expected_yuan(plan.planned_yuan, number, plan.by_month_yuan) if plan else None
    return Page(row, photos, list(Superseded.objects.filter(report=report).order_by("-version")), expected)


def to_verify(by: Actor, *, month: str = "", office: str = "") -> list[tuple[str, str, int]]:
    """(project number, month, version) of reports that wait to be verified. One statement."""
    found = Report.objects.filter(reach.reports(by, "register.report_verify"), state=terms.ReportState.SUBMITTED)
    if month:
        found = found.filter(month=month)
    if office:
        found = found.filter(project__office__code=office)
    return list(found.order_by("month", "project__no").values_list("project__no", "month", "version"))


def export(by: Actor, *, month: str) -> list[dict[str, Any]]:
    """A month's reports of all offices `by` sees, as plain values. One statement."""
    found = Report.objects.filter(reach.reports(by, "register.reports_export"), month=month).order_by(
        "project__office__order", "project__no"
    )
    extra = (
        "project__no",
        "project__name",
        "project__national_code",
        "project__office__name_zh",
        "project__office__name_en",
        "project__total_yuan",
    )
    return list(found.values(*months.REPORT, *extra))


def photos(report: int) -> list[Photo]:
    """A report's photos. One statement."""
    return list(Photo.objects.filter(report_id=report).order_by("id"))


def words_before(project: int, month: str) -> dict[str, Any]:
    """Stage and words of the newest report before a month ("" = at all), to be changed and used again. One statement."""
    found = Report.objects.filter(project_id=project, state__in=[s.value for s in terms.COUNTED])
    if month:
        found = found.filter(month__lt=month)
    return found.order_by("-month").values("stage", "progress").first() or {}
