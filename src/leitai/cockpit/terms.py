"""Words of the cockpit: its views, and the shapes of what is said and drawn."""

from dataclasses import dataclass
from enum import StrEnum

OUTLINE_OF = "370724"
"""The county whose outline and published figures stand in this slice's data; others bring their own."""


class View(StrEnum):
    """By what the same figures are looked at."""

    COUNTY = "county"
    OFFICE = "office"
    INDUSTRY = "industry"
    OWNER = "owner"  # departments that hold bottlenecks


class Course(StrEnum):
    """How the investment stands against the plan."""

    BEHIND = "behind"
    AHEAD = "ahead"
    LEVEL = "level"
    NO_PLAN = "no_plan"
    NO_DATA = "no_data"


@dataclass(frozen=True, slots=True)
class Told:
    """What the sentence on top says, before it is put into words."""

    course: Course
    month: str
    invested_yuan: int
    share: float | None  # of the year's plan, 0 to 1
    points: float  # distance from the plan, never negative
    red: int
    overdue: int  # bottlenecks
    missing: int  # offices that haven't handed in all of the month
    offices: int  # offices that have any to hand in


@dataclass(frozen=True, slots=True)
class Standing:
    """One row of the ranking, as far as its place and colour go. `place` is None where there is nothing to compare."""

    place: int | None
    tone: str  # "", "y", "r": on plan, behind by more than a tenth, by more than three tenths of what was expected


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where the year would end if it went on like one of the `years` before: yuan, month by month from now on."""

    years: int
    low: tuple[int | None, ...]
    high: tuple[int | None, ...]
    middle: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Growth:
    """This year against last year over the same months."""

    through: str  # the last month compared
    now_yuan: int
    before_yuan: int
    rate: float | None  # 0.083 is 8.3 % more; None where last year has nothing to compare with
