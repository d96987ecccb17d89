"""Working days: ours beside NumPy, pandas and chinesecalendar on one piece of work.

Four cases: `add` and `count` on arrays of a million, `add` and `count` on single dates. Every side gets the same days
in the form it takes them in, made before the clock starts; every side answers the same question: the k-th working day
strictly after s, and the working days in (s, e].

chinesecalendar walks day by day and gets the first 200 dates only, beside ours on the same 200.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from harness import Bench

from leitai.kernel import workdays

PATH = "workdays"
CASES = ("add_array", "count_array", "add_scalar", "count_scalar", "add_few", "count_few")
SIZE = 1_000_000
SINGLE = 20_000  # the single-date cases take the first so many
FEW = 200  # and those of peers that walk day by day


@dataclass(frozen=True)
class Work:
    """Starts, counts and ends, as arrays and as Python values; `code` is the same for whoever makes the same work."""

    starts: Any
    counts: Any
    ends: Any
    starts_next: Any  # the day after each start, and each end: NumPy counts in [a, b)
    ends_next: Any
    dates: list[date]
    steps: list[int]
    end_dates: list[date]
    code: str


def work(seed: int = 1, size: int = SIZE, singles: int = SINGLE) -> Work:
    """`size` starts on days 0 to 1,999 after 2019-01-01, then as many counts from 1 to 60."""
    rng = np.random.default_rng(seed)
    starts = np.datetime64("2019-01-01", "D") + rng.integers(0, 2000, size).astype("timedelta64[D]")
    counts = rng.integers(1, 61, size)
    ends = starts + counts.astype("timedelta64[D]")
    code = hashlib.sha256(starts.tobytes() + counts.tobytes()).hexdigest()[:16]
    few, day = slice(0, singles), np.timedelta64(1, "D")
    lists = (starts[few].tolist(), counts[few].tolist(), ends[few].tolist())
    return Work(starts, counts, ends, starts + day, ends + day, *lists, code)


CALENDAR = workdays.Calendar.published()


def _ours_add_scalar(w: Work) -> list[date]:
    add = CALENDAR.add
    return [add(on, count) for on, count in zip(w.dates, w.steps, strict=True)]


def _ours_count_scalar(w: Work) -> list[int]:
    between = CALENDAR.between
    return [between(a, b) for a, b in zip(w.dates, w.end_dates, strict=True)]


ours: dict[str, Callable[[Work], Any]] = {
    "add_array": lambda w: CALENDAR.add_many(w.starts, w.counts),
    "count_array": lambda w: CALENDAR.count_many(w.starts, w.ends),
    "add_scalar": _ours_add_scalar,
    "count_scalar": _ours_count_scalar,
    "add_few": _ours_add_scalar,
    "count_few": _ours_count_scalar,
}


def _rest_days() -> list[date]:
    """Every closed day of 2018 to 2027: NumPy and pandas know no working Saturdays, so the week is open all seven days
    and each rest day is a holiday."""
    first, last = date(2018, 1, 1), date(2027, 12, 31)
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in every if not CALENDAR.is_workday(day)]


def peers() -> dict[str, dict[str, Callable[[Work], Any]]]:
    """case -> peer -> the call. One not installed fails in its own process; what a peer may reuse is made once."""
    found: dict[str, dict[str, Callable[[Work], Any]]] = {case: {} for case in CASES}
    for case, name, call in [*_numpy_peer(), *_pandas_peer(), *_chinesecalendar_peer()]:
        found[case][name] = call
    return found


def _numpy_peer() -> list[tuple[str, str, Callable[[Work], Any]]]:
    calendar = np.busdaycalendar(weekmask="1111111", holidays=np.array(_rest_days(), dtype="datetime64[D]"))

    def add_scalar(w: Work) -> list[date]:
        offset = np.busday_offset
        pairs = zip(w.dates, w.steps, strict=True)
        return [offset(on, count, roll="backward", busdaycal=calendar).item() for on, count in pairs]

    def count_scalar(w: Work) -> list[int]:
        count = np.busday_count
        pairs = zip(w.starts_next[: len(w.dates)], w.ends_next[: len(w.dates)], strict=True)
        return [int(count(a, b, busdaycal=calendar)) for a, b in pairs]

    return [
        (
            "add_array",
            "numpy busday_offset",
            lambda w: np.busday_offset(w.starts, w.counts, roll="backward", busdaycal=calendar),
        ),
        (
            "count_array",
            "numpy busday_count",
            lambda w: np.busday_count(w.starts_next, w.ends_next, busdaycal=calendar),
        ),
        ("add_scalar", "numpy busday_offset, one date", add_scalar),
        ("count_scalar", "numpy busday_count, one pair", count_scalar),
    ]


@functools.cache
def _pandas() -> tuple[Any, dict[int, Any], Any]:
    """The offset class, an offset for each count and the calendar; loaded in pandas' own process only, before timing."""
    from pandas.tseries.offsets import CustomBusinessDay

    calendar = np.busdaycalendar(weekmask="1111111", holidays=np.array(_rest_days(), dtype="datetime64[D]"))
    return CustomBusinessDay, {count: CustomBusinessDay(count, calendar=calendar) for count in range(1, 61)}, calendar


def _pandas_peer() -> list[tuple[str, str, Callable[[Work], Any]]]:
    def made_once(w: Work) -> list[date]:
        offsets = _pandas()[1]
        return [(on + offsets[count]).date() for on, count in zip(w.dates, w.steps, strict=True)]

    def made_inside(w: Work) -> list[date]:
        offset, _, calendar = _pandas()
        pairs = zip(w.dates, w.steps, strict=True)
        return [(on + offset(count, calendar=calendar)).date() for on, count in pairs]

    return [
        ("add_scalar", "pandas CustomBusinessDay (offsets made once)", made_once),
        ("add_scalar", "pandas CustomBusinessDay (made inside)", made_inside),
    ]


def _chinesecalendar_peer() -> list[tuple[str, str, Callable[[Work], Any]]]:
    def count_few(w: Work) -> list[int]:
        import chinese_calendar

        one = timedelta(days=1)
        pairs = zip(w.dates, w.end_dates, strict=True)
        return [len(chinese_calendar.get_workdays(a + one, b)) for a, b in pairs]

    def add_few(w: Work) -> list[date]:
        import chinese_calendar

        # It goes to the next working day first when the start is a rest day: one step less is left then.
        is_open, find = chinese_calendar.is_workday, chinese_calendar.find_workday
        pairs = zip(w.dates, w.steps, strict=True)
        return [find(count if is_open(on) else count - 1, on) for on, count in pairs]

    return [
        ("count_few", "chinesecalendar get_workdays", count_few),
        ("add_few", "chinesecalendar find_workday", add_few),
    ]


def check(case: str, w: Work, answer: Any) -> str:
    """The oracle: "right", or the first wrong answer.

    A day-by-day loop on the first 20,000; on the arrays besides: every result of `add` is a working day, and counting
    back gives k.
    """
    given = answer[: len(w.dates)].tolist() if isinstance(answer, np.ndarray) else list(answer)
    if len(given) != len(w.dates):
        return f"{len(given)} answers to {len(w.dates)} questions"
    is_add = case.startswith("add")
    for place, got in enumerate(given):
        start = w.dates[place]
        expected = _loop_add(start, w.steps[place]) if is_add else _loop_count(start, w.end_dates[place])
        if got != expected:
            return f"{case} at {place}: {start}: {got}, by the loop {expected}"
    if case == "add_array" and not (CALENDAR.count_many(w.starts, answer) == w.counts).all():
        return "count(s, add(s, k)) is not k"
    if case == "add_array" and not (CALENDAR.count_many(answer - np.timedelta64(1, "D"), answer) == 1).all():
        return "a result is a rest day"
    return "right"


_EXCEPTIONS = {row.on: row.kind == "workday" for row in CALENDAR.rows}


def _is_open(on: date) -> bool:
    return _EXCEPTIONS.get(on, on.weekday() < 5)


def _loop_add(on: date, count: int) -> date:
    one = timedelta(days=1)
    while count:
        on += one
        count -= _is_open(on)
    return on


def _loop_count(a: date, b: date) -> int:
    return sum(_is_open(a + timedelta(days=n)) for n in range(1, (b - a).days + 1))


def _bench(case: str, name: str, goal: str, repeat: int) -> Bench:
    singles = FEW if case.endswith("few") else SINGLE

    def make(_: Path, seed: int) -> Work:
        return work(seed, singles=singles)

    def judge(w: Work, answer: Any) -> str:
        return check(case, w, answer)

    def facts(w: Work, _: Any) -> dict[str, Any]:
        return {"work_hash": w.code}

    return Bench(PATH, name, "bench_workdays", goal, make, ours[case], PEERS[case], judge, 7, 3, repeat, 1, facts)


PEERS = peers()
BENCHES = [
    _bench("add_array", "workdays add, 1,000,000 in arrays", ">= 30x numpy, stretch 45x", 3),
    _bench("count_array", "workdays count, 1,000,000 in arrays", ">= 30x numpy, stretch 45x", 3),
    _bench("add_scalar", "workdays add, 20,000 single dates", ">= 30x pandas, stretch 100x, 20x numpy", 2),
    _bench("count_scalar", "workdays count, 20,000 single pairs", "none stated", 2),
    _bench("add_few", "workdays add, 200 single dates", "none stated", 1),
    _bench("count_few", "workdays count, 200 single pairs", "none stated", 1),
]
