"""The register's figures, each defined once: name, formula, unit. Written out in docs/reference/figures-register.md.

All work on a `snapshots.Snapshot` (four or five statements together) or say what more they ask. Money is whole yuan. Sums over
floors (`total_at_least`) are at least so much and say so. A missing figure is None and never 0; ratios are quotients of sums,
never averages of ratios.
"""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Sum

from leitai.kernel.actor import Actor
from leitai.register import rules, terms
from leitai.register.models import Bottleneck, KeyList, ListEntry, Report
from leitai.register.queries import milestones, reach
from leitai.register.queries.snapshots import OPEN_BOTTLENECKS, Row, Snapshot, count_by_light, invested_year_yuan

VERIFIED = terms.ReportState.VERIFIED.value


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of what is expected is there, counts of reports."""

    expected: int
    reported: int  # handed in: submitted or verified, of this very month
    verified: int

    @property
    def share(self) -> float | None:
        """reported / expected, 0 to 1; None when nothing is expected."""
        return self.reported / self.expected if self.expected else None


@dataclass(slots=True)
class Group:
    """The sums of a group of projects (an office, an industry, the county). Yuan."""

    code: str
    name_zh: str
    name_en: str
    projects: int = 0
    total_yuan: int = 0  # planned total investment of those that state one
    total_is_floor: bool = False  # one of them is "at least"
    planned_yuan: int = 0  # the year's plans
    expected_yuan: int = 0  # what the plans expect by the end of the month
    invested_year_yuan: int = 0  # verified, since January
    invested_month_yuan: int = 0  # verified, of this month
    invested_yuan: int = 0  # verified, since the start
    compared_yuan: int = 0  # verified since January of projects that have a plan: what is compared with the plan
    lights: dict[str, int] = field(default_factory=dict)
    completeness: Completeness = Completeness(0, 0, 0)

    @property
    def done_share(self) -> float | None:
        """Share of the year's plan done, 0 to 1: verified investment since January of projects with a plan / their plans."""
        return self.compared_yuan / self.planned_yuan if self.planned_yuan else None

    @property
    def expected_share(self) -> float | None:
        """Share of the year's plan expected by the end of the month, 0 to 1."""
        return self.expected_yuan / self.planned_yuan if self.planned_yuan else None

    @property
    def gap_points(self) -> float | None:
        """How far behind the plan, in points of it; negative when ahead."""
        if not self.planned_yuan:
            return None
        return rules.plans.gap_points(self.compared_yuan, self.expected_yuan, self.planned_yuan)


def county(shot: Snapshot) -> Group:
    """All projects of the snapshot in one group. Unit yuan; formulas: see `Group`. No statement."""
    return _sums(Group("", "", ""), shot.rows, shot.month)


def merged(groups: Iterable[Group]) -> Group:
    """Groups that share no project in one: the county from its offices. No statement."""
    total = Group("", "", "")
    counts = [0, 0, 0]
    for group in groups:
        for name in _ADDED:
            setattr(total, name, getattr(total, name) + getattr(group, name))
        total.total_is_floor |= group.total_is_floor
        for light, count in group.lights.items():
            total.lights[light] = total.lights.get(light, 0) + count
        there = group.completeness
        counts = [a + b for a, b in zip(counts, (there.expected, there.reported, there.verified), strict=True)]
    total.completeness = Completeness(*counts)
    return total


_ADDED = (
    "projects", "total_yuan", "planned_yuan", "expected_yuan", "invested_year_yuan", "invested_month_yuan", "invested_yuan",
    "compared_yuan",
)  # fmt: skip


def by_office(shot: Snapshot) -> list[Group]:
    """One group per office, in the offices' own order. No statement."""
    return _grouped(shot, lambda row: (row.office, row.office_zh, row.office_en))


def by_industry(shot: Snapshot, *, digits: int = 2) -> list[Group]:
    """One group per division of GB/T 4754 (first `digits` of the code), largest investment first; "" where none is known.

    Names are left to the caller: `name_zh` is the code. No statement.
    """
    groups = _grouped(shot, lambda row: (row.industry[:digits], row.industry[:digits], row.industry[:digits]))
    return sorted(groups, key=lambda group: -group.invested_year_yuan)


def completeness(rows: Iterable[Row], month: str) -> Completeness:
    """Reports expected, handed in and verified for the month. Expected: followed projects (first to last month)."""
    expected = reported = verified = 0
    for row in rows:
        if row.is_expected:
            expected += 1
            there = row.reported is not None and row.reported.month == month
            reported += there
            verified += there and row.reported is not None and row.reported.state == VERIFIED
    return Completeness(expected, reported, verified)


def offices_complete(groups: Iterable[Group]) -> tuple[int, int]:
    """(offices that handed in every expected report, offices that have any to hand in): `11 of 14 towns`."""
    due = [group.completeness for group in groups if group.completeness.expected]
    return sum(c.reported >= c.expected for c in due), len(due)


@dataclass(frozen=True, slots=True)
class MonthSum:
    """Verified investment of one month, yuan, and of how many reports."""

    month: str
    invested_yuan: int | None  # None: no verified report at all
    reports: int


def by_month(by: Actor, first: str, last: str) -> list[MonthSum]:
    """Verified investment month by month, `first` to `last`. Unit yuan: sum of `month_yuan` of verified reports. One statement."""
    found = Report.objects.filter(reach.reports(by), month__gte=first, month__lte=last, state=VERIFIED)
    sums = {
        m: (yuan, n) for m, yuan, n in found.order_by().values_list("month").annotate(Sum("month_yuan"), Count("id"))
    }
    return [MonthSum(m, *sums.get(m, (None, 0))) for m in rules.months.run(first, last)]


def planned_by_month(shot: Snapshot) -> list[int]:
    """The plans of the month's year, each month's own part, January to December. Unit yuan. No statement.

    Even plans round down to whole yuan one by one; they are summed by what twelve leaves over, which comes to the same.
    """
    twelfths, left_over, profiles = 0, [0] * 12, []
    for row in shot.rows:
        if row.planned_yuan and row.by_month_yuan:
            profiles.append(row.by_month_yuan)
        elif row.planned_yuan:
            twelfths += row.planned_yuan // 12
            left_over[row.planned_yuan % 12] += 1
    even = [twelfths * n + sum(count * (rest * n // 12) for rest, count in enumerate(left_over)) for n in range(1, 13)]
    sums = [
        0,
        *(
            a + sum(column)
            for a, column in zip(even, zip(*profiles, strict=True) if profiles else [()] * 12, strict=True)
        ),
    ]
    return [later - earlier for earlier, later in itertools.pairwise(sums)]


@dataclass(frozen=True, slots=True)
class StartRate:
    """Of the projects signed by a day, how many started. Small numbers are shown as `started of signed`."""

    signed: int
    started: int
    overdue: int  # not started though the planned day is past

    @property
    def share(self) -> float | None:
        """started / signed, 0 to 1; None when none was signed."""
        return rules.speeds.start_rate(self.signed, self.started)


def start_rate(lives: Sequence[milestones.Life], shot: Snapshot) -> StartRate:
    """Start rate: projects with milestone `started` among those with `signed` done. No statement."""
    signed = [life for life in lives if terms.Milestone.SIGNED in life.done]
    started = sum(terms.Milestone.STARTED in life.done for life in signed)
    return StartRate(len(signed), started, len(start_overdue(shot)))


def start_overdue(shot: Snapshot) -> list[Row]:
    """Projects that should have started and have not (应开工未开工): planned start past, none done. No statement."""
    started = terms.Milestone.STARTED.value
    return [row for row in shot.rows if row.is_expected and any(kind == started for kind, _ in row.late_milestones)]


def red_list(shot: Snapshot, *, most: int | None = None) -> list[Row]:
    """Projects with a red light, largest planned investment first. No statement."""
    reds = [row for row in shot.rows if row.light is terms.Light.RED]
    return sorted(reds, key=lambda row: -(row.total_yuan or 0))[:most]


@dataclass(frozen=True, slots=True)
class Stuck:
    """Open bottlenecks in figures."""

    open: int  # raised or assigned
    overdue: int
    without_owner: int


def stuck(by: Actor, *, on: date) -> Stuck:
    """Open bottlenecks, overdue ones, and those nobody owns yet, counts. One statement."""
    rows = Bottleneck.objects.filter(reach.bottlenecks(by), state__in=OPEN_BOTTLENECKS).values_list(
        "due_on", "owner_id"
    )
    found = list(rows)
    return Stuck(
        len(found), sum(due is not None and due < on for due, _ in found), sum(owner is None for _, owner in found)
    )


@dataclass(frozen=True, slots=True)
class ListCount:
    """How many projects of the county stand on a level's list of a year. `published`: as the list itself says, else counted."""

    level: str
    year: int
    edition: int
    published: int | None
    counted: int
    city_rank: int | None


def list_counts(by: Actor) -> list[ListCount]:
    """One row per level and year, newest edition, counts of projects; years ascending. Two statements.

    `counted` folds all editions: listed and added, less withdrawn; names that an edition gives to another region are not ours.
    """
    newest: dict[tuple[str, int], KeyList] = {}
    for key_list in KeyList.objects.order_by("edition"):
        newest[key_list.level, key_list.year] = key_list
    standing: dict[tuple[str, int], set[str]] = defaultdict(set)
    columns = ("key_list__level", "key_list__year", "change", "name", "project_id")
    ours = ListEntry.objects.filter(region="").order_by("key_list__edition")
    for level, year, change, name, project in ours.values_list(*columns):
        names = standing[level, year]
        who = str(project or name)
        names.discard(who) if change == terms.ListChange.WITHDRAWN else names.add(who)
    return [
        ListCount(level, year, row.edition, row.county_count, len(standing[level, year]), row.city_rank)
        for (level, year), row in sorted(newest.items(), key=lambda item: (item[0][1], item[0][0]))
    ]


def _grouped(shot: Snapshot, name: Callable[[Row], tuple[str, str, str]]) -> list[Group]:
    members: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in shot.rows:
        members[name(row)].append(row)
    return [_sums(Group(*names), rows, shot.month) for names, rows in members.items()]


def _sums(group: Group, rows: Sequence[Row], month: str) -> Group:
    number = rules.months.number(month)
    for row in rows:
        group.projects += 1
        group.total_yuan += row.total_yuan or 0
        group.total_is_floor |= row.total_at_least and row.total_yuan is not None
        invested = invested_year_yuan(row, month)
        group.invested_year_yuan += invested or 0
        if row.planned_yuan:
            group.planned_yuan += row.planned_yuan
            group.expected_yuan += rules.plans.expected_yuan(row.planned_yuan, number, row.by_month_yuan)
            group.compared_yuan += invested or 0
        if row.verified:
            group.invested_yuan += row.verified.cum_yuan or 0
            if row.verified.month == month:
                group.invested_month_yuan += row.verified.month_yuan or 0
    group.lights = count_by_light(rows)
    group.completeness = completeness(rows, month)
    return group
