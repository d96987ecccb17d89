"""The four speeds (快开工、快投入、快建设、快产出): measured intervals between milestones, and their distribution."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import quantiles

from leitai.register.terms import SPEEDS, Milestone, Speed


@dataclass(frozen=True, slots=True)
class Done:
    """The day a milestone was done; `precision` day, month or year tells how exactly it is known."""

    on: date
    precision: str = "day"


@dataclass(frozen=True, slots=True)
class Interval:
    """Calendar days between two milestones. `is_open`: still running, at least so many. `is_about`: a date was a month."""

    days: int
    is_open: bool = False
    is_about: bool = False


@dataclass(frozen=True, slots=True)
class Distribution:
    """Closed intervals in figures, days; None where there is none. Open ones are counted apart, never mixed in.

    `median` and the quartiles interpolate between neighbours (inclusive method), so one interval has all three equal.
    """

    n: int
    open: int
    median: float | None = None
    low: float | None = None  # lower quartile
    high: float | None = None  # upper quartile
    least: int | None = None
    most: int | None = None


def intervals(done: Mapping[str, Done], on: date) -> dict[Speed, Interval]:
    """The four intervals of a project as far as they began; a second milestone before the first gives none.

    Args: done: milestone code -> Done. on: the day up to which an open interval is counted.
    """
    found = {}
    for speed, (first, last) in SPEEDS.items():
        interval = _interval(done.get(first), done.get(last), on)
        if interval is not None:
            found[speed] = interval
    return found


def _interval(first: Done | None, last: Done | None, on: date) -> Interval | None:
    if first is None or first.on > on:
        return None
    is_open = last is None or last.on > on
    days = ((on if is_open or last is None else last.on) - first.on).days
    about = first.precision != "day" or (not is_open and last is not None and last.precision != "day")
    return Interval(days, is_open, about) if days >= 0 else None


def distribution(values: Iterable[Interval]) -> Distribution:
    """The figures of a set of intervals."""
    every = list(values)
    closed = sorted(value.days for value in every if not value.is_open)
    still = len(every) - len(closed)
    if not closed:
        return Distribution(0, still)
    low, middle, high = quantiles(closed, n=4, method="inclusive") if len(closed) > 1 else [float(closed[0])] * 3
    return Distribution(len(closed), still, middle, low, high, closed[0], closed[-1])


def start_rate(signed: int, started: int) -> float | None:
    """Share of signed projects that started, 0 to 1; None when none was signed."""
    return started / signed if signed else None


def next_milestone(done: Iterable[str]) -> Milestone | None:
    """The first milestone after the last one done, in the order of a project's life; None at full capacity."""
    order = list(Milestone)
    last = max((order.index(Milestone(kind)) for kind in done), default=-1)
    return order[last + 1] if last + 1 < len(order) else None
