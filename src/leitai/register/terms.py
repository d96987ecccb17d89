"""Words of the register: milestones, states, lights, kinds of projects and lists, and the shape of what is reported."""

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum, StrEnum


class Milestone(StrEnum):
    """Steps of a project's life, in their order."""

    SIGNED = "signed"
    FILED = "filed"
    LAND = "land"
    STARTED = "started"
    EQUIPMENT = "equipment"
    TRIAL = "trial"
    PRODUCING = "producing"
    FULL = "full"


class Speed(StrEnum):
    """The four speeds 快开工、快投入、快建设、快产出: intervals between milestones, see `SPEEDS`."""

    START = "start"
    INVEST = "invest"
    BUILD = "build"
    YIELD = "yield"


SPEEDS: dict[Speed, tuple[Milestone, Milestone]] = {
    Speed.START: (Milestone.SIGNED, Milestone.STARTED),
    Speed.INVEST: (Milestone.STARTED, Milestone.EQUIPMENT),
    Speed.BUILD: (Milestone.STARTED, Milestone.TRIAL),
    Speed.YIELD: (Milestone.TRIAL, Milestone.FULL),
}


class ProjectKind(StrEnum):
    """What is built."""

    NEW = "new"
    EXPANSION = "expansion"
    RENOVATION = "renovation"  # 技改


class Standing(StrEnum):
    """Whether a project is still followed month by month."""

    ACTIVE = "active"
    FINISHED = "finished"  # at full capacity, nothing more to report
    WITHDRAWN = "withdrawn"  # given up or moved away


class ReportState(StrEnum):
    """draft -> submitted -> verified, or returned -> submitted."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    VERIFIED = "verified"
    RETURNED = "returned"


COUNTED = (ReportState.SUBMITTED, ReportState.VERIFIED)
"""States in which a report's figures have been handed in: a draft and a returned one don't count."""


class Light(StrEnum):
    """How a project stands against its plan. NONE: there is nothing to compare, or no report; never green for want of news."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    NONE = "none"


class Stage(StrEnum):
    """Picture of progress (形象进度) in five steps, beside the free text."""

    PREPARATION = "preparation"
    FOUNDATION = "foundation"
    STRUCTURE = "structure"
    EQUIPMENT = "equipment"
    TRIAL = "trial"


class BottleneckState(StrEnum):
    """raised -> assigned -> answered -> closed (only by whoever raised it), or back to assigned."""

    RAISED = "raised"
    ASSIGNED = "assigned"
    ANSWERED = "answered"
    CLOSED = "closed"


class Rung(StrEnum):
    """How far up an overdue bottleneck was carried: owner's head, project office, leader."""

    NOBODY = ""
    HEAD = "head"
    OFFICE = "office"
    LEADER = "leader"


class ListLevel(StrEnum):
    """Who keeps a list of key projects."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


class ListChange(StrEnum):
    """What an edition of a list did to a project."""

    LISTED = "listed"
    ADDED = "added"
    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"


class Severity(IntEnum):
    """What a finding at entry asks for."""

    NOTE = 1  # shown
    REASON = 2  # accepted with a reason in one sentence
    ERROR = 3  # must be put right


@dataclass(frozen=True, slots=True)
class Figures:
    """The money of one project's month, whole yuan; None was not reported and is never 0."""

    month: str  # 2024-03
    month_yuan: int | None = None
    cum_year_yuan: int | None = None  # since January
    cum_yuan: int | None = None  # since the start


@dataclass(frozen=True, slots=True)
class Line:
    """One project's month as it is handed in: from the form, a workbook's row or the API."""

    no: str  # of the project
    month: str
    month_yuan: int | None = None
    cum_year_yuan: int | None = None
    cum_yuan: int | None = None
    stage: str = ""
    progress: str = ""
    problem: str = ""
    reason: str = ""
    source: str = ""  # upload and cell: `U24-0012/3月份!F5`
    made_up: bool = False
    version: int | None = None  # of the report that was read before; None: not asked for

    @property
    def figures(self) -> Figures:
        """The money alone."""
        return Figures(self.month, self.month_yuan, self.cum_year_yuan, self.cum_yuan)


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """What is known of a project when it is entered or corrected. None and "" are unknown."""

    name: str
    name_en: str = ""
    national_code: str | None = None
    investor: str = ""
    enterprise: int | None = None  # key of a row of `enterprises`
    industry: str = ""
    kind: str = ProjectKind.NEW
    total_yuan: int | None = None
    total_at_least: bool = False
    total_approx: bool = False
    land_mu: Decimal | None = None
    chemical: bool | None = None
    contents: str = ""
    output_yuan: int | None = None
    tax_yuan: int | None = None
    jobs: int | None = None
    sponsor: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """What an edition of a list says of one project; `no` where it is on the register."""

    name: str
    no: str = ""
    region: str = ""
    change: str = ListChange.LISTED
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence to translate where it is shown: `text` with `%(name)s` places for `data`, `code` for tests and links."""

    code: str
    text: str
    data: dict[str, int | float | str]


@dataclass(frozen=True, slots=True)
class Finding(Sentence):
    """Something a careful reader would ask about a report."""

    severity: Severity
    field: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A light and why: worst reason first; a green or empty light has one reason too."""

    light: Light
    reasons: tuple[Sentence, ...]
