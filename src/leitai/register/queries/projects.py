"""The list of projects, filtered, sorted, paged and summed; and one project's page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from leitai.kernel.actor import Actor
from leitai.register import naming, rules, terms
from leitai.register.models import ListEntry, OtherName, Photo, Project, Report, YearPlan
from leitai.register.queries import reach
from leitai.register.queries.snapshots import Row, Snapshot, reported_year_yuan

TABS = ("all", "red", "province", "not_started", "silent")
SORTS = ("name", "office", "light", "total", "plan", "invested", "share")
SIZES = (50, 100, 500)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; every value comes from an allow-list or is compared as plain text."""

    text: str = ""
    offices: tuple[str, ...] = ()
    industry: str = ""  # first characters of the GB/T 4754 code
    light: str = ""
    level: str = ""  # of a key-project list
    kind: str = ""
    tab: str = "all"
    sort: str = "office"
    is_falling: bool = False
    page: int = 1
    size: int = SIZES[0]
    nos: tuple[str, ...] = ()  # chosen ones only (export)


@dataclass(slots=True)
class Listing:
    """A page of the list, with what is said above and below it."""

    rows: list[Row]
    found: int
    every: int
    pages: int
    page: int
    tabs: dict[str, int]
    total_yuan: int
    total_is_floor: bool
    planned_yuan: int
    invested_yuan: int  # since January, handed in
    offices: list[tuple[str, str, str, int]]  # code, zh, en, projects: of all that the actor sees
    industries: list[tuple[str, int]]  # division, projects
    first_month: str  # the first month that any project is reported for
    without: dict[str, int] = field(default_factory=dict)  # when nothing is found: condition -> rows without it


def listing(shot: Snapshot, filters: Filters) -> Listing:
    """The list of projects of a snapshot: filtered, sorted, cut to a page, with sums of all that were found. No statement."""
    tabs = {tab: sum(map(_in_tab(tab), shot.rows)) for tab in TABS}
    found = [row for row in shot.rows if _matches(row, filters)]
    found.sort(key=_order(filters, shot.month), reverse=filters.is_falling)
    pages = max(1, -(-len(found) // filters.size))
    page = min(max(filters.page, 1), pages)
    total = _sum(row.total_yuan for row in found)
    return Listing(
        rows=found[(page - 1) * filters.size : page * filters.size], found=len(found), every=len(shot.rows), pages=pages, page=page,
        tabs=tabs, total_yuan=total, total_is_floor=any(row.total_at_least for row in found),
        planned_yuan=_sum(row.planned_yuan for row in found),
        invested_yuan=_sum(reported_year_yuan(row, shot.month) for row in found),
        offices=_offices(shot.rows), industries=_industries(shot.rows),
        first_month=min((row.first_month for row in shot.rows), default=""),
        without={} if found else _without(shot.rows, filters),
    )  # fmt: skip


def _sum(values: Any) -> int:
    return sum(value or 0 for value in values)


def _in_tab(tab: str) -> Callable[[Row], bool]:
    started = terms.Milestone.STARTED.value
    tests: Mapping[str, Callable[[Row], bool]] = {
        "all": lambda row: True,
        "red": lambda row: row.light is terms.Light.RED,
        "province": lambda row: terms.ListLevel.PROVINCE in row.levels,
        "not_started": lambda row: row.is_expected and any(kind == started for kind, _ in row.late_milestones),
        "silent": lambda row: any(reason.code == "silent" for reason in row.verdict.reasons),
    }
    return tests[tab]


def _matches(row: Row, filters: Filters) -> bool:
    return (
        (not filters.offices or row.office in filters.offices)
        and (not filters.industry or row.industry.startswith(filters.industry))
        and (not filters.light or row.light.value == filters.light)
        and (not filters.level or filters.level in row.levels)
        and (not filters.kind or row.kind == filters.kind)
        and (not filters.nos or row.no in filters.nos)
        and (filters.tab == "all" or _in_tab(filters.tab)(row))
        and (
            not filters.text
            or naming.is_found(filters.text, row.name_key, row.initials, row.no, row.national_code or "", row.investor)
        )
    )


_LIGHTS = {
    light: place
    for place, light in enumerate((terms.Light.RED, terms.Light.YELLOW, terms.Light.NONE, terms.Light.GREEN))
}


def _order(filters: Filters, month: str) -> Callable[[Row], Any]:
    """A key per column; what is missing comes last, and ties keep the offices' order."""
    amounts: Mapping[str, Callable[[Row], int | float | None]] = {
        "total": lambda row: row.total_yuan,
        "plan": lambda row: row.planned_yuan,
        "invested": lambda row: reported_year_yuan(row, month),
        "share": lambda row: share(row, month),
    }
    if filters.sort in amounts:
        amount = amounts[filters.sort]
        return lambda row: ((amount(row) is None) != filters.is_falling, amount(row) or 0)
    keys: Mapping[str, Callable[[Row], Any]] = {
        "name": lambda row: row.initials or row.name,
        "light": lambda row: _LIGHTS[row.light],
        "office": lambda row: (row.office_order, row.office, row.no),
    }
    return keys[filters.sort]


def share(row: Row, month: str) -> float | None:
    """Share of the year's plan done, 0 to 1: handed in since January / plan."""
    invested = reported_year_yuan(row, month)
    return invested / row.planned_yuan if row.planned_yuan and invested is not None else None


def expected_share(row: Row, month: str) -> float | None:
    """Share of the year's plan expected by the end of the month, 0 to 1."""
    if not row.planned_yuan:
        return None
    return rules.plans.expected_yuan(row.planned_yuan, rules.months.number(month), row.by_month_yuan) / row.planned_yuan


def _offices(rows: Sequence[Row]) -> list[tuple[str, str, str, int]]:
    counts: dict[str, list[Any]] = {}
    for row in rows:
        counts.setdefault(row.office, [row.office, row.office_zh, row.office_en, 0])[3] += 1
    return [tuple(each) for each in counts.values()]


def _industries(rows: Sequence[Row]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for row in rows:
        if row.industry:
            counts[row.industry[:2]] = counts.get(row.industry[:2], 0) + 1
    return sorted(counts.items())


def _without(rows: Sequence[Row], filters: Filters) -> dict[str, int]:
    """How many rows there would be without one of the conditions."""
    from dataclasses import replace

    gone: dict[str, Any] = {
        "text": "",
        "offices": (),
        "industry": "",
        "light": "",
        "level": "",
        "kind": "",
        "tab": "all",
    }
    given = {name: empty for name, empty in gone.items() if getattr(filters, name) != empty}
    counts = {
        name: sum(_matches(row, replace(filters, **{name: empty})) for row in rows) for name, empty in given.items()
    }
    return {name: count for name, count in counts.items() if count}


@dataclass(slots=True)
class Page:
    """Everything a project's page shows beside its snapshot row and milestones."""

    project: Project
    row: Row
    reports: list[dict[str, Any]]  # of the year, month by month, as `REPORT_COLUMNS`
    plan: YearPlan | None
    plan_by_month: list[int] | None
    lists: list[dict[str, Any]]
    photos: list[Photo]
    other_names: list[str]


LIST_COLUMNS = (
    "key_list__year", "key_list__level", "key_list__edition", "key_list__name_zh", "key_list__name_en", "change", "note",
)  # fmt: skip
REPORT_COLUMNS = (
    "month", "state", "month_yuan", "cum_year_yuan", "cum_yuan", "derived", "progress", "stage", "source", "submitted_by",
    "submitted_at", "verified_by", "verified_at", "made_up",
)  # fmt: skip


def page(project: Project, shot: Snapshot) -> Page:
    """One project's page for the month of a snapshot that holds it. Five statements."""
    year = rules.months.year(shot.month)
    plan = YearPlan.objects.filter(project=project, year=year).first()
    reports = Report.objects.filter(project=project, month__startswith=f"{year}-", month__lte=shot.month).order_by(
        "month"
    )
    lists = ListEntry.objects.filter(project=project).order_by(
        "-key_list__year", "key_list__level", "key_list__edition"
    )
    photos = (
        Photo.objects.filter(report__project=project).select_related("report").order_by("-report__month", "-id")[:6]
    )
    return Page(
        project=project, row=next(row for row in shot.rows if row.key == project.pk), reports=list(reports.values(*REPORT_COLUMNS)),
        plan=plan, plan_by_month=rules.plans.by_month(plan.planned_yuan, plan.by_month_yuan) if plan else None,
        lists=list(lists.values(*LIST_COLUMNS)),
        photos=list(photos), other_names=list(OtherName.objects.filter(project=project).values_list("name", flat=True)),
    )  # fmt: skip


def evidence(project: Project, upto: str) -> list[dict[str, Any]]:
    """All handed-in reports of a project up to a month, oldest first: where a cumulative figure comes from. One statement."""
    found = Report.objects.filter(
        project=project, month__lte=upto, state__in=[s.value for s in terms.COUNTED]
    ).order_by("month")
    return list(found.values(*REPORT_COLUMNS))


def choices(by: Actor, door: str = "register.projects", *, on: date | None = None) -> list[tuple[str, str]]:
    """(number, name) of the projects an actor reaches through a door, for a field to choose from. One statement."""
    found = Project.objects.filter(reach.projects(by, door), standing=terms.Standing.ACTIVE)
    return list(found.order_by("office__order", "name").values_list("no", "name"))


def names_alike(name: str, by: Actor) -> list[tuple[str, str, str]]:
    """(number, name, office) of projects in the county whose name or other name is the same once spaces and marks are set aside.

    One statement; for a warning when a project is created. Only what the actor may see.
    """
    key = naming.name_key(name)
    found = Project.objects.filter(reach.projects(by), name_key=key) | Project.objects.filter(
        reach.projects(by), other_names__name_key=key
    )
    return list(found.distinct().values_list("no", "name", "office__name_zh"))


def by_name_keys(keys: Sequence[str], by: Actor, door: str = "register.projects") -> dict[str, str]:
    """Number of a project by the key of its name or another name of it, for intake. Two statements; unknown keys are left out."""
    wanted = set(keys)
    seen = Project.objects.filter(reach.projects(by, door))
    others = OtherName.objects.filter(reach.reports(by, door)).values_list("name_key", "project__no")
    found = {key: no for key, no in others if key in wanted}
    return found | {key: no for key, no in seen.values_list("name_key", "no") if key in wanted}


def plan(project: Project, year: int) -> YearPlan | None:
    """A project's plan of a year. One statement."""
    found: YearPlan | None = YearPlan.objects.filter(project=project, year=year).first()
    return found


def name_of(no: str) -> str:
    """A project's name by its number; "" when there is none. One statement."""
    return Project.objects.filter(no=no).values_list("name", flat=True).first() or ""
