"""The figures of the county, each defined once: its name, what it means, how it is made, its unit and where it comes from.

Shown on every page that shows the figure, and written out in docs/reference/figures.md. The numbers themselves are made by
`register.queries.figures` and `register.queries.county`; a page that needs another figure defines it here first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from leitai.kernel.refusal import N_

REGISTER, REPORTS = N_("Register of projects"), N_("Monthly reports, verified ones alone")
MILESTONES, BOTTLENECKS = N_("Milestones of the projects"), N_("Bottlenecks")
PUBLISHED = N_("Published; see the source named beside the figure")


class Complete(StrEnum):
    """By what one knows how complete a figure is."""

    REPORTS = "reports"  # offices that have reported the month, of those that have any to report
    REGISTER = "register"  # all projects of the register
    PUBLISHED = "published"  # as published, not checked against the register


class Adds(StrEnum):
    """Whether figures of parts may be added to the figure of the whole."""

    SUM = "sum"
    RATIO = "ratio"  # a quotient of two sums; never an average of ratios
    MEDIAN = "median"
    FLOOR = "floor"  # at least so much; never added to anything


@dataclass(frozen=True, slots=True)
class Figure:
    """One definition. `about` stands small behind the name."""

    code: str
    name: str
    meaning: str
    formula: str
    unit: str
    source: str
    complete: Complete
    adds: Adds
    about: str = ""


def _defined(*figures: Figure) -> Mapping[str, Figure]:
    table = {figure.code: figure for figure in figures}
    if len(table) != len(figures) or len({figure.formula for figure in figures}) != len(figures):
        raise ValueError("a figure is defined twice")
    return table


COUNT_PROJECTS, YI, PERCENT, DAYS = N_("projects"), N_("×100 m yuan"), "%", N_("days")
_SPEED = N_(
    "Calendar days between two milestones of a project; only intervals closed this year up to the month, open ones apart"
)

FIGURES: Mapping[str, Figure] = _defined(
    Figure(
        "projects",
        N_("Projects"),
        N_("On the county's register and to be reported by this month, or finished earlier"),
        N_("count of projects whose first month is not after this month"),
        COUNT_PROJECTS,
        REGISTER,
        Complete.REGISTER,
        Adds.SUM,
    ),
    Figure(
        "total",
        N_("Planned total investment"),
        N_("What the projects are to cost from start to end; at least, where one of them is a floor"),
        N_("sum of planned total investment of the projects that state one"),
        YI,
        REGISTER,
        Complete.REGISTER,
        Adds.SUM,
    ),
    Figure(
        "invested",
        N_("Invested this year"),
        N_(
            "Verified investment since January; a project without a verified report this month "
            "counts with its newest one of the year"
        ),
        N_("sum of the newest verified cumulative figure of the year"),
        YI,
        REPORTS,
        Complete.REPORTS,
        Adds.SUM,
    ),
    Figure(
        "growth",
        N_("On the year"),
        N_("Against the same months of last year; the projects of the two years are not the same ones"),
        N_("verified investment of January to the month / the same months of last year − 1"),
        PERCENT,
        REPORTS,
        Complete.REPORTS,
        Adds.RATIO,
    ),
    Figure(
        "planned",
        N_("Year's plan"),
        N_("What the projects are to invest this year"),
        N_("sum of the projects' plans of the year"),
        YI,
        REGISTER,
        Complete.REGISTER,
        Adds.SUM,
    ),
    Figure(
        "share",
        N_("Share of the plan done"),
        N_("How much of the year's plan is done, of projects that have a plan"),
        N_("verified investment since January of projects with a plan / sum of their plans"),
        PERCENT,
        REPORTS,
        Complete.REPORTS,
        Adds.RATIO,
    ),
    Figure(
        "expected",
        N_("Plan by this month"),
        N_("How much of the year's plan was to be done by the end of the month"),
        N_(
            "sum of what the plans expect by the end of the month / sum of the plans; a plan without "
            "months is even over the year"
        ),
        PERCENT,
        REGISTER,
        Complete.REGISTER,
        Adds.RATIO,
    ),
    Figure(
        "gap",
        N_("Distance from the plan"),
        N_("In points of the year's plan"),
        N_("plan by this month − share of the plan done"),
        N_("points"),
        REPORTS,
        Complete.REPORTS,
        Adds.RATIO,
    ),
    Figure(
        "started",
        N_("Start rate"),
        N_("Of all projects signed so far, how many have started; the milestone counts, not the ceremony"),
        N_("projects with the milestone started / projects with the milestone signed"),
        PERCENT,
        MILESTONES,
        Complete.REGISTER,
        Adds.RATIO,
    ),
    Figure(
        "not_started",
        N_("Should have started"),
        N_("The planned day of the start is past and nothing was started"),
        N_("count of projects with a planned start before today and none done"),
        COUNT_PROJECTS,
        MILESTONES,
        Complete.REGISTER,
        Adds.SUM,
    ),
    Figure(
        "red",
        N_("Red lights"),
        N_("Projects far behind their plan, a milestone or a bottleneck; each says why"),
        N_("count of projects whose light is red by the register's rule"),
        COUNT_PROJECTS,
        REGISTER,
        Complete.REPORTS,
        Adds.SUM,
    ),
    Figure(
        "overdue",
        N_("Overdue bottlenecks"),
        N_("Open bottlenecks whose day for an answer is past"),
        N_("count of open bottlenecks with a due date before today"),
        N_("bottlenecks"),
        BOTTLENECKS,
        Complete.REGISTER,
        Adds.SUM,
    ),
    Figure(
        "start",
        N_("Quick start"),
        _SPEED,
        N_("median of days from signed to started"),
        DAYS,
        MILESTONES,
        Complete.REGISTER,
        Adds.MEDIAN,
        N_("signed → started"),
    ),
    Figure(
        "invest",
        N_("Quick investment"),
        _SPEED,
        N_("median of days from started to equipment in"),
        DAYS,
        MILESTONES,
        Complete.REGISTER,
        Adds.MEDIAN,
        N_("started → equipment in"),
    ),
    Figure(
        "build",
        N_("Quick construction"),
        _SPEED,
        N_("median of days from started to trial run"),
        DAYS,
        MILESTONES,
        Complete.REGISTER,
        Adds.MEDIAN,
        N_("started → trial run"),
    ),
    Figure(
        "yield",
        N_("Quick output"),
        _SPEED,
        N_("median of days from trial run to full capacity"),
        DAYS,
        MILESTONES,
        Complete.REGISTER,
        Adds.MEDIAN,
        N_("trial run → full capacity"),
    ),
    Figure(
        "pipeline",
        N_("From signing to full capacity"),
        N_("How far the projects have come"),
        N_("count of projects by the last milestone done"),
        COUNT_PROJECTS,
        MILESTONES,
        Complete.REGISTER,
        Adds.SUM,
    ),
    Figure(
        "outlook",
        N_("Year's end"),
        N_("Where the year would end if it went on like one of the three or more years before; no chance is claimed"),
        N_("invested this year × (an earlier year's whole / its sum by this month), least and most over the years"),
        YI,
        REPORTS,
        Complete.REPORTS,
        Adds.RATIO,
    ),
    Figure(
        "intents",
        N_("Signing intents"),
        N_("Major projects that reached a signing intent; an intent is not an agreement"),
        N_("as published; the amount is a floor"),
        COUNT_PROJECTS,
        PUBLISHED,
        Complete.PUBLISHED,
        Adds.FLOOR,
    ),
    Figure(
        "province",
        N_("Provincial key projects"),
        N_("On the province's list of the year, in the edition that was published"),
        N_("as published"),
        COUNT_PROJECTS,
        PUBLISHED,
        Complete.PUBLISHED,
        Adds.FLOOR,
    ),
)
