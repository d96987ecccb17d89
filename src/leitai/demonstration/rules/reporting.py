"""When a town reports a month and when the project office verifies it: habits by office, and the month that is still open."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from leitai.demonstration.rules import chance
from leitai.register.rules import deadlines, months

Add = Callable[[date, int], date]
ZONE = ZoneInfo("Asia/Shanghai")
EARLIEST_WORKDAYS = 9  # the earliest office reports so many working days before the last one


def at(on: date, hour: int, minute: int = 0) -> datetime:
    """A moment of the county's own day."""
    return datetime.combine(on, time(hour, minute), ZONE)


def due_on(month: str, add: Add) -> date:
    """The last day for a month's report."""
    return deadlines.due_on(month, add)


def opens_on(month: str) -> date:
    """The first day on which a month can be reported."""
    return months.first_day(month).replace(day=deadlines.TIMETABLE.opens_day)


def handed_in_at(office: str, offices: Sequence[str], month: str, add: Add, *, seed: int) -> datetime:
    """When an office hands a month in: each has its habit, from the first days to the last one, now and then a day late."""
    rank = offices.index(office)
    habit = -EARLIEST_WORKDAYS + rank * (EARLIEST_WORKDAYS + 1) // len(offices)
    drift = chance.whole(-1, 1, seed, office, month, "drift")
    day = max(add(due_on(month, add), habit + drift), opens_on(month))
    return at(day, chance.whole(9, 16, seed, office, month, "hour"), chance.whole(0, 59, seed, office, month, "minute"))


def verifying_moments(month: str, add: Add, *, until: datetime | None) -> list[datetime]:
    """When the project office verifies: twice for a month of the past, every working day for the open one (`until` now)."""
    due = due_on(month, add)
    if until is None:
        return [at(due, 17, 30), at(add(due, 5), 10)]
    days, day = [], add(opens_on(month), 1)
    while at(day, 16) < until:
        days.append(at(day, 16))
        day = add(day, 1)
    return days


def workday_before(now: datetime, count: int, add: Add, *, hour: int) -> datetime:
    """A moment on the working day `count` before a day."""
    return at(add(now.astimezone(ZONE).date(), -count), hour)


def later(moment: datetime, *, days: int = 0, minutes: int = 0) -> datetime:
    """The moment so much later."""
    return moment + timedelta(days=days, minutes=minutes)
