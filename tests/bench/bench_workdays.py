"""Working days: ours beside NumPy, pandas and chinesecalendar on one piece of work.

Four cases: `add` and `count` on arrays of a million, `add` and `count` on single dates. Every side gets the same days
in the form it takes them in, made before the clock starts; every side answers the same question: the k-th working day
strictly after s, and the working days in (s, e].

    python tests/bench/bench_workdays.py [--quick]      prints the ratios by itself
"""

from __future__ import annotations

import hashlib
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from leitai.kernel import workdays

PATH = "workdays"
CASES = ("add_array", "count_array", "add_scalar", "count_scalar")
SIZES = {"full": 1_000_000, "quick": 200_000}
SINGLE = 20_000  # the single-date cases take the first so many
GOALS = {"add_array": 30.0, "count_array": 30.0, "add_scalar": 100.0, "count_scalar": 100.0}
STRETCH = {"add_array": 45.0, "count_array": 45.0, "add_scalar": 100.0, "count_scalar": 100.0}
GOAL_PEERS = {
    "add_array": "numpy busday_offset",
    "count_array": "numpy busday_count",
    "add_scalar": "pandas CustomBusinessDay (offsets made once)",
    "count_scalar": "chinesecalendar get_workdays",
}


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


def work(seed: int = 1, size: int = SIZES["full"]) -> Work:
    """`size` starts on days 0 to 1,999 after 2019-01-01, then as many counts from 1 to 60."""
    rng = np.random.default_rng(seed)
    starts = np.datetime64("2019-01-01", "D") + rng.integers(0, 2000, size).astype("timedelta64[D]")
    counts = rng.integers(1, 61, size)
    ends = starts + counts.astype("timedelta64[D]")
    code = hashlib.sha256(starts.tobytes() + counts.tobytes()).hexdigest()[:16]
    few, day = slice(0, SINGLE), np.timedelta64(1, "D")
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
}


def _rest_days() -> list[date]:
    """Every closed day of 2018 to 2027: NumPy and pandas know no working Saturdays, so the week is open all seven days
    and each rest day is a holiday."""
    first, last = date(2018, 1, 1), date(2027, 12, 31)
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in every if not CALENDAR.is_workday(day)]


def peers() -> dict[str, dict[str, Callable[[Work], Any]]]:
    """case -> peer -> the call. One not installed is left out. What a peer may reuse is made here, once."""
    found: dict[str, dict[str, Callable[[Work], Any]]] = {case: {} for case in CASES}
    for add_peer in (_numpy_peer, _pandas_peer, _chinesecalendar_peer):
        try:
            for case, name, call in add_peer():
                found[case][name] = call
        except ImportError:
            continue
    return found


def _numpy_peer() -> list[tuple[str, str, Callable[[Work], Any]]]:
    calendar = np.busdaycalendar(weekmask="1111111", holidays=np.array(_rest_days(), dtype="datetime64[D]"))

    def add_scalar(w: Work) -> list[date]:
        offset = np.busday_offset
        pairs = zip(w.dates, w.steps, strict=True)
        return [offset(on, count, roll="backward", busdaycal=calendar).item() for on, count in pairs]

    def count_scalar(w: Work) -> list[int]:
        count = np.busday_count
        pairs = zip(w.starts_next[:SINGLE], w.ends_next[:SINGLE], strict=True)
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


def _pandas_peer() -> list[tuple[str, str, Callable[[Work], Any]]]:
    from pandas.tseries.offsets import CustomBusinessDay

    calendar = np.busdaycalendar(weekmask="1111111", holidays=np.array(_rest_days(), dtype="datetime64[D]"))
    offsets = {count: CustomBusinessDay(count, calendar=calendar) for count in range(1, 61)}

    def made_once(w: Work) -> list[date]:
        pairs = list(zip(w.dates, w.steps, strict=True))[:2000]
        return [(on + offsets[count]).date() for on, count in pairs]

    def made_inside(w: Work) -> list[date]:
        pairs = list(zip(w.dates, w.steps, strict=True))[:2000]
        return [(on + CustomBusinessDay(count, calendar=calendar)).date() for on, count in pairs]

    return [
        ("add_scalar", "pandas CustomBusinessDay (offsets made once)", made_once),
        ("add_scalar", "pandas CustomBusinessDay (made inside)", made_inside),
    ]


def _chinesecalendar_peer() -> list[tuple[str, str, Callable[[Work], Any]]]:
    import chinese_calendar

    def count_scalar(w: Work) -> list[int]:
        one = timedelta(days=1)
        pairs = list(zip(w.dates, w.end_dates, strict=True))[:200]
        return [len(chinese_calendar.get_workdays(a + one, b)) for a, b in pairs]

    def add_scalar(w: Work) -> list[date]:
        # It goes to the next working day first when the start is a rest day: one step less is left then.
        open_, find = chinese_calendar.is_workday, chinese_calendar.find_workday
        pairs = list(zip(w.dates, w.steps, strict=True))[:200]
        return [find(count if open_(on) else count - 1, on) for on, count in pairs]

    return [
        ("count_scalar", "chinesecalendar get_workdays", count_scalar),
        ("add_scalar", "chinesecalendar find_workday", add_scalar),
    ]


def check(case: str, w: Work, answer: Any) -> int:
    """The oracle: how many answers it found right. Raises AssertionError naming the first wrong one.

    A day-by-day loop on what stands among the first 20,000 (peers answer fewer); on the arrays besides: every result of
    `add` is a working day, and counting back gives k.
    """
    given = answer.tolist()[:SINGLE] if isinstance(answer, np.ndarray) else list(answer)
    is_add = case.startswith("add")
    for place, got in enumerate(given):
        start = w.dates[place]
        expected = _loop_add(start, w.steps[place]) if is_add else _loop_count(start, w.end_dates[place])
        assert got == expected, f"{case} at {place}: {start}: {got}, by the loop {expected}"
    if case == "add_array":
        assert (CALENDAR.count_many(w.starts, answer) == w.counts).all(), "count(s, add(s, k)) is not k"
        assert (CALENDAR.count_many(answer - np.timedelta64(1, "D"), answer) == 1).all(), "a result is a rest day"
    return len(given)


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


def _per_second(call: Callable[[Work], Any], w: Work) -> float:
    """Answers a second, over as many whole calls as fill 50 ms: one call of ours is too short to time."""
    done, started = 0, time.perf_counter()
    while (passed := time.perf_counter() - started) < 0.05:
        done += len(call(w))
    return done / passed


def main(argv: list[str]) -> int:
    """Interleaved rounds; the median of the per-round ratios, with the 10th and 90th percentile."""
    quick = "--quick" in argv
    w = work(1, SIZES["quick" if quick else "full"])
    sys.stdout.write(f"work {w.code}, {len(w.starts):,} days\n")
    order = np.random.default_rng(7)
    for case, calls in peers().items():
        sides = {"ours": ours[case], **calls}
        checked = {name: check(case, w, call(w)) for name, call in sides.items()}
        speeds: dict[str, list[float]] = {name: [] for name in sides}
        for _ in range(3 if quick else 9):
            for name in order.permutation(list(sides)):
                speeds[name].append(_per_second(sides[name], w))
        sys.stdout.write(
            f"{case}: ours {statistics.median(speeds['ours']) / 1e6:.2f} M/s ({checked['ours']:,} checked)\n"
        )
        for name in calls:
            ratios = np.array(speeds["ours"]) / np.array(speeds[name])
            low, middle, high = np.percentile(ratios, [10, 50, 90])
            sys.stdout.write(f"  {middle:8.1f}x [{low:.1f}-{high:.1f}]  {name} ({checked[name]:,} checked)\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
