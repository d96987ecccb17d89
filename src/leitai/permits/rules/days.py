"""Days of a plan as ranks: the r-th open day of the county calendar is the number r.

Every start, filing and finish of a roadmap is an open day (section 6 of the catalogue's semantics), so a plan needs only
ranks; a difference of ranks is a number of working days. What one procedure makes of a start is a table, filled as needed.
"""

from datetime import date, timedelta

from leitai.catalogue import terms
from leitai.kernel import workdays

Rank = int
Spans = tuple[tuple[int, bool], ...]
"""(days, counted in working days?) one after another."""


class Days:
    """The calendar's open days by rank, and days by their number from `FIRST`."""

    FIRST = workdays.FIRST_DAY

    def __init__(self, calendar: workdays.Calendar) -> None:
        self.calendar = calendar
        self.rank: list[Rank] = []
        self.day_of: list[int] = [-1]
        first = self.FIRST
        for day in range((workdays.LAST_DAY - first).days + 1):
            if calendar.is_workday(first + timedelta(days=day)):
                self.day_of.append(day)
            self.rank.append(len(self.day_of) - 1)
        self.iso = _Words(self.day_of)
        self.is_provisional = _Provisional(self.day_of, calendar)

    def day(self, on: date) -> int:
        """The number of a date. Raises: OutOfRange."""
        day = (on - self.FIRST).days
        if not 0 <= day < len(self.rank):
            raise workdays.OutOfRange(
                f"{on}: working days are known for dates from {self.FIRST} to {workdays.LAST_DAY}"
            )
        return day

    def rolled(self, day: int) -> Rank:
        """The day itself if open, else the next open day."""
        rank = self.rank[day]
        return rank if self.day_of[rank] == day else rank + 1

    def after(self, day: int, spans: Spans) -> int:
        """The day after `spans` one after another, the first day not counted, no rolling between them."""
        for count, is_working in spans:
            day = self.day_of[self.rank[day] + count] if is_working else day + count
        return day

    def latest_before(self, day: int, spans: Spans) -> int:
        """The latest day from which `after(…, spans)` is not later than `day`."""
        for count, is_working in reversed(spans):
            day = self.day_of[self.rank[day] - count + 1] - 1 if is_working else day - count
        return day

    def works_end(self, milestone: Rank, works_days: int) -> Rank:
        """The open day on which works of `works_days` calendar days end that start at a milestone."""
        return self.rolled(self.day_of[milestone] + works_days)


class _Words(dict[Rank, str]):
    """rank -> the date in words of ISO 8601."""

    def __init__(self, day_of: list[int]) -> None:
        super().__init__()
        self._day_of = day_of

    def __missing__(self, rank: Rank) -> str:
        self[rank] = word = (Days.FIRST + timedelta(days=self._day_of[rank])).isoformat()
        return word


class _Provisional(dict[Rank, bool]):
    """rank -> whether its year has no notice yet."""

    def __init__(self, day_of: list[int], calendar: workdays.Calendar) -> None:
        super().__init__()
        self._day_of = day_of
        self._calendar = calendar

    def __missing__(self, rank: Rank) -> bool:
        self[rank] = is_so = self._calendar.is_provisional(Days.FIRST + timedelta(days=self._day_of[rank]))
        return is_so


class Filings(dict[Rank, Rank]):
    """start -> filed, behind the applicant's notices before the filing."""

    def __init__(self, days: Days, before: Spans) -> None:
        super().__init__()
        self.days = days
        self.before = before

    def __missing__(self, start: Rank) -> Rank:
        self[start] = filed = self.days.rolled(self.days.after(self.days.day_of[start], self.before))
        return filed


class Finishes(dict[Rank, Rank]):
    """start -> own finish of one procedure in one plan."""

    def __init__(self, days: Days, before: Spans, beside: Spans) -> None:
        """Args: beside: the steps that suspend the clock and, last, the clock itself."""
        super().__init__()
        self.days = days
        self.before = before
        self.beside = beside

    def __missing__(self, start: Rank) -> Rank:
        days = self.days
        filed = days.rolled(days.after(days.day_of[start], self.before))
        self[start] = finish = days.rolled(days.after(days.day_of[filed], self.beside))
        return finish


class LatestStarts(dict[Rank, Rank]):
    """finish -> the latest start whose own finish is not later."""

    def __init__(self, days: Days, before: Spans, beside: Spans) -> None:
        super().__init__()
        self.days = days
        self.before = before
        self.beside = beside

    def __missing__(self, finish: Rank) -> Rank:
        days = self.days
        filed = days.day_of[days.rank[days.latest_before(days.day_of[finish], self.beside)]]
        self[finish] = start = days.rank[days.latest_before(filed, self.before)]
        return start


def spans_of(steps: tuple[terms.Step, ...], kind: terms.StepKind, *, with_chance: bool) -> Spans:
    """The spans of the steps of one kind; steps of chance only `with_chance`."""
    kept = (step for step in steps if step.kind == kind and (with_chance or not step.sometimes))
    return tuple((step.days, step.day_unit == "working") for step in kept)
