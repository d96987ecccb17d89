"""Words of the register: milestones, states of a report, lights, kinds of projects and lists."""

from enum import StrEnum


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


class ReportState(StrEnum):
    """draft -> submitted -> verified, or returned -> submitted."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    VERIFIED = "verified"
    RETURNED = "returned"


class Light(StrEnum):
    """How a project stands against its plan. NONE: there is nothing to compare."""

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
