"""Which month is reported when, and until when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from leitai.register.rules import months

Add = Callable[[date, int], date]


@dataclass(frozen=True, slots=True)
class Timetable:
    """The county's monthly timetable. Assumed values; the county's own notice replaces them."""

    opens_day: int = 25  # from this day of a month on, it can be reported
    due_workday: int = 5  # the n-th working day of the next month is the last
    due_hour: int = 18
    backward_months: int = 60  # how far back a month can still be reported or corrected; it is late, and says so


TIMETABLE = Timetable()


def open_month(on: date, timetable: Timetable = TIMETABLE) -> str:
    """The month being reported on a day: its own from `opens_day` on, else the one before."""
    month = months.month_of(on)
    return month if on.day >= timetable.opens_day else months.shifted(month, -1)


def due_on(month: str, add: Add, timetable: Timetable = TIMETABLE) -> date:
    """The last day for a month's report.

    Args: add: the calendar's `add(on, n)`, the n-th working day after a date. Raises: what `add` raises.
    """
    return add(months.last_day(month), timetable.due_workday)


def due_at(month: str, add: Add, timetable: Timetable = TIMETABLE) -> datetime:
    """The last moment for a month's report, in the county's own time, without zone."""
    return datetime.combine(due_on(month, add, timetable), time(timetable.due_hour))


def can_be_reported(month: str, on: date, timetable: Timetable = TIMETABLE) -> bool:
    """Whether a month can be handed in on a day: open already and not too long ago."""
    newest = open_month(on, timetable)
    return months.shifted(newest, -timetable.backward_months) <= month <= newest
