"""Every project an actor sees as it stood in a month: the one reading on which lists, lights and figures are built.

Four statements, whatever the number of projects; the light is worked out by the rules from columns alone.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    F,
    Field,
    FilteredRelation,
    IntegerField,
    Q,
    SmallIntegerField,
    Value,
)
from django.db.models.functions import Cast

from leitai.kernel.actor import Actor
from leitai.kernel.workdays import Calendar
from leitai.register import rules, terms
from leitai.register.models import Bottleneck, ListEntry, Milestone, Project, Report
from leitai.register.queries import reach

COUNTED = [state.value for state in terms.COUNTED]
OPEN_BOTTLENECKS = [terms.BottleneckState.RAISED.value, terms.BottleneckState.ASSIGNED.value]
LOOK_BACK_MONTHS = 12
MOST_KEYS = 500  # a longer list of keys costs more than reading the whole year once
STUCK, REPORT = "bottleneck", "report"
NOTHING = terms.Verdict(terms.Light.NONE, ())


@dataclass(slots=True)
class Reported:
    """The money of a report and where it stands."""

    month: str
    state: str
    month_yuan: int | None
    cum_year_yuan: int | None
    cum_yuan: int | None
    unchanged_months: int
    stage: str


@dataclass(slots=True)
class Row:
    """One project in the snapshot. `reported`: newest handed-in report up to the month; `verified`: newest verified one.

    Sums since January count only where the report is of the month's own year.
    """

    key: int
    no: str
    national_code: str | None
    name: str
    name_en: str
    initials: str
    name_key: str
    investor: str
    industry: str
    kind: str
    office: str
    office_zh: str
    office_en: str
    office_order: int
    office_short_zh: str
    office_lon: float | None
    office_lat: float | None
    total_yuan: int | None
    total_at_least: bool
    total_approx: bool
    standing: str
    first_month: str
    last_month: str
    made_up: bool
    planned_yuan: int | None
    by_month_yuan: list[int] | None
    reported: Reported | None = None
    verified: Reported | None = None
    is_expected: bool = False
    late_milestones: list[tuple[str, int]] = field(default_factory=list)
    bottleneck_days: int = 0
    levels: set[str] = field(default_factory=set)
    verdict: terms.Verdict = NOTHING

    @property
    def light(self) -> terms.Light:
        """The light's colour."""
        return self.verdict.light


@dataclass(slots=True)
class Snapshot:
    """All rows of an actor for a month, as seen on a day."""

    month: str
    on: date
    is_due: bool  # the month's deadline is past: silence counts
    rows: list[Row]


_COLUMNS = (
    "id", "no", "national_code", "name", "name_en", "initials", "name_key", "investor", "industry", "kind", "office__code",
    "office__name_zh", "office__name_en", "office__order", "office__short_zh", "office__longitude", "office__latitude",
    "total_yuan", "at_least", "approx", "standing", "first_month", "last_month", "is_made_up", "plan__planned_yuan",
    "plan__by_month_yuan",
)  # fmt: skip
# Flags come as 0 and 1: turning each into a truth value, row by row, costs more than reading them.
_FLAGS = {
    "at_least": Cast("total_at_least", IntegerField()), "approx": Cast("total_approx", IntegerField()),
    "is_made_up": Cast("made_up", IntegerField()),
}  # fmt: skip
_REPORT = ("project_id", "month", "state", "month_yuan", "cum_year_yuan", "cum_yuan", "unchanged_months", "stage")
_KINDS: dict[str, Field[Any, Any]] = {
    "state": CharField(), "month_yuan": BigIntegerField(), "cum_year_yuan": BigIntegerField(), "cum_yuan": BigIntegerField(),
    "unchanged_months": SmallIntegerField(), "stage": CharField(),
}  # fmt: skip


def snapshot(
    by: Actor, *, month: str, on: date, calendar: Calendar, door: str = "register.projects", only: int | None = None,
    with_levels: bool = True,
) -> Snapshot:  # fmt: skip
    """The projects that `by` may see through `door`, with plan, newest reports, lists and light. Four statements.

    Args: month: `2024-03`. on: the day from which it is looked at (lateness counts up to it). only: the key of one project.
    with_levels: also the lists on which they stand; without, three statements.
    """
    plan = FilteredRelation("plans", condition=Q(plans__year=rules.months.year(month)))
    found = Project.objects.filter(reach.projects(by, door)).annotate(plan=plan, **_FLAGS)
    found = found.filter(first_month__lte=month) if only is None else found.filter(pk=only)
    rows = [Row(*values) for values in found.order_by("office__order", "id").values_list(*_COLUMNS)]
    by_key = {row.key: row for row in rows}
    of = Q() if only is None else Q(project_id=only)
    of_reports = of & reach.reports(by, door)  # the same path: report -> project -> office
    _take_recent(by_key, of_reports, month)
    _take_older(by_key, of, on, _reports_before(by_key, of_reports, month))
    if with_levels:
        _take_levels(by_key, of, rules.months.year(month))
    is_due = on > rules.deadlines.due_on(month, calendar.add)
    for row in rows:
        row.is_expected = rules.months.is_expected(month, row.first_month, row.last_month)
        row.verdict = _verdict(row, month, is_due)
    return Snapshot(month, on, is_due, rows)


def day_for(month: str, today: date) -> date:
    """The day from which a month is looked at: today for the month being reported, the end of its reporting for earlier ones."""
    if month >= rules.deadlines.open_month(today):
        return today
    return min(today, rules.months.last_day(rules.months.shifted(month, 1)))


def _take_recent(by_key: dict[int, Row], of: Q, month: str) -> None:
    """The reports of the month and the one before."""
    recent = Report.objects.filter(of, month__in=[rules.months.shifted(month, -1), month], state__in=COUNTED)
    for key, *values in recent.values_list(*_REPORT):
        _put(by_key, key, Reported(*values))


def _reports_before(by_key: dict[int, Row], of: Q, month: str) -> Any:
    """The reports of the year before that, of projects without a verified one since; None where there is no such project."""
    before = rules.months.shifted(month, -1)
    silent = [key for key, row in by_key.items() if row.verified is None and row.first_month < before]
    if not silent:
        return None
    earlier = rules.months.run(rules.months.shifted(month, -LOOK_BACK_MONTHS), rules.months.shifted(before, -1))
    found = Report.objects.filter(of, state__in=COUNTED).order_by()
    if len(silent) <= MOST_KEYS:
        # Months by name: so the database looks up project and month instead of reading a whole year.
        few = found.filter(project_id__in=silent, month__in=earlier)
    else:
        few = found.filter(month__gte=earlier[0], month__lte=earlier[-1])
    return few.annotate(what=Value(REPORT)).values_list("project_id", "what", *_REPORT[1:])


def _put(by_key: dict[int, Row], key: int, report: Reported) -> None:
    """Takes the newest report per project, in whatever order they come."""
    row = by_key.get(key)
    if row is None:
        return
    if row.reported is None or row.reported.month < report.month:
        row.reported = report
    if report.state == terms.ReportState.VERIFIED and (row.verified is None or row.verified.month < report.month):
        row.verified = report


def _take_older(by_key: dict[int, Row], of: Q, on: date, reports: Any) -> None:
    """Milestones and bottlenecks past their day, and the older reports of the silent, in one statement."""
    undone = Q(done_on__isnull=True) | Q(done_on__gt=on)
    late = Milestone.objects.filter(of, undone, planned_on__lt=on).order_by().annotate(what=F("kind"))
    overdue = Bottleneck.objects.filter(of, state__in=OPEN_BOTTLENECKS, due_on__lt=on).order_by()
    found = [_padded(late, "planned_on"), _padded(overdue.annotate(what=Value(STUCK)), "due_on")]
    first, *more = found if reports is None else [reports, *found]
    for key, what, day, *values in first.union(*more, all=True):
        row = by_key.get(key)
        if row is None:
            continue
        if what == REPORT:
            _put(by_key, key, Reported(day, *values))
        elif what == STUCK:
            row.bottleneck_days = max(row.bottleneck_days, (on - date.fromisoformat(day)).days)
        else:
            row.late_milestones.append((what, (on - date.fromisoformat(day)).days))


def _padded(found: Any, day: str) -> Any:
    """A day as text (making dates of it takes half of the time of a large county's list), and nothing for money and state."""
    nothing = {f"no_{name}": Value(None, output_field=_KINDS[name]) for name in _REPORT[2:]}
    day_as_text = Cast(day, CharField(max_length=10))
    return found.annotate(day_=day_as_text, **nothing).values_list("project_id", "what", "day_", *nothing)


def _take_levels(by_key: dict[int, Row], of: Q, year: int) -> None:
    """The levels of lists on which a project stands in the newest edition of the year."""
    rows = ListEntry.objects.filter(of, key_list__year=year, project__isnull=False).order_by("key_list__edition")
    for key, level, change in rows.values_list("project_id", "key_list__level", "change"):
        if key in by_key:
            levels = by_key[key].levels
            levels.discard(level) if change == terms.ListChange.WITHDRAWN else levels.add(level)


def _verdict(row: Row, month: str, is_due: bool) -> terms.Verdict:
    reported = row.reported
    same_year = reported is not None and reported.month[:4] == month[:4]
    picture = rules.lights.Picture(
        month=month,
        is_followed=row.is_expected or bool(reported and reported.month == month),
        report_is_due=is_due and row.is_expected,
        reported=reported.month if reported and same_year else "",
        earned_yuan=reported.cum_year_yuan if reported and same_year else None,
        planned_yuan=row.planned_yuan,
        by_month_yuan=row.by_month_yuan,
        unchanged_months=reported.unchanged_months if reported else 0,
        milestones=row.late_milestones,
        bottleneck_days=row.bottleneck_days,
    )
    return rules.lights.light(picture)


def reported_year_yuan(row: Row, month: str) -> int | None:
    """Handed-in investment since January, verified or not, from the newest report of the month's year."""
    reported = row.reported
    return reported.cum_year_yuan if reported and reported.month[:4] == month[:4] else None


def invested_year_yuan(row: Row, month: str) -> int | None:
    """Verified investment since January, carried forward from the newest verified report of the month's year."""
    verified = row.verified
    return verified.cum_year_yuan if verified and verified.month[:4] == month[:4] else None


def count_by_light(rows: Iterable[Row]) -> dict[str, int]:
    """How many rows have each light; all four are named."""
    counts: dict[str, int] = defaultdict(int, {light.value: 0 for light in terms.Light})
    for row in rows:
        counts[row.light.value] += 1
    return dict(counts)
