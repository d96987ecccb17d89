"""Working days of Chinese offices: the week, the State Council's holidays and the make-up days on weekends.

A calendar is two tables. `rank[day]` counts the working days up to and including a day; `day_of[rank]` is the day that
has a rank. The n-th working day after a date is `day_of[rank[date] + n]`, the working days in (a, b] are
`rank[b] - rank[a]`: two look-ups, whatever n is. A year whose notice isn't published is computed on weekends alone, and
everything that touches it is provisional.

A year counts as announced when its own notice is in. The next year's notice can still move its last days (the notice
for 2019 made 2018-12-29 a working day), which nobody can know beforehand.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Days = NDArray[np.datetime64]
    Counts = NDArray[np.int64]

FIRST_DAY = date(1970, 1, 1)
"""First day any calendar knows: day 0 of NumPy's `datetime64[D]`, so that array days index the tables as they are."""
LAST_DAY = date(2100, 12, 31)

_DAYS = (LAST_DAY - FIRST_DAY).days + 1
_EPOCH = FIRST_DAY.toordinal()
_CHUNK = 16_384  # days a pass: input, ranks and output of one pass stay in the second-level cache

Kind = Literal["holiday", "workday"]


class OutOfRange(ValueError):
    """A date or a result outside FIRST_DAY to LAST_DAY, or something that is not a plain date."""

    code = "workdays.out_of_range"


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day of a notice: `holiday` is closed, `workday` is open although it may be a Saturday or Sunday."""

    on: date
    kind: Kind
    name_zh: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """The State Council's notice a year's days come from."""

    year: int
    number: str
    dated: date
    title: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class MarkedDay:
    """A computed date, and whether a year without a notice took part in it."""

    on: date
    is_provisional: bool


@dataclass(frozen=True, slots=True)
class MarkedCount:
    """A computed number of working days, and whether a year without a notice took part in it."""

    workdays: int
    is_provisional: bool


class Calendar:
    """One edition of the working-day calendar; never changes once made, so it can be shared by threads.

    `add` and `between` stand as plain functions on the object: they are called for every row of every list, and a
    method call would cost as much as the two look-ups.
    """

    add: Callable[[date, int], date]
    """`add(on, n)`: the n-th working day strictly after `on`; n < 0: the |n|-th strictly before it; n = 0: `on` itself
    if it is a working day, else the next one (a limit of no days that starts on a rest day ends when the office opens).
    Raises OutOfRange."""

    between: Callable[[date, date], int]
    """`between(a, b)`: working days in (a, b]; negative when b is before a, so that between(b, a) == -between(a, b).
    Raises OutOfRange."""

    def __init__(self, rows: Iterable[DayRow], *, years: Iterable[int] = (), notices: Iterable[Notice] = ()) -> None:
        """Prefer `from_rows` and `published`. Raises: ValueError for a day that is given twice with two kinds."""
        self.notices = tuple(notices)
        self.rows = tuple(sorted(rows, key=lambda row: row.on))
        self.years = frozenset(years) | {notice.year for notice in self.notices}
        self._named = _by_date(self.rows)
        self._is_open = _open_days(self._named)
        self._ranks, self._open_ordinals = _tables(self._is_open)
        self._dates = [date.fromordinal(_EPOCH + day) for day in range(_DAYS)]
        self._rank_of = dict(zip(self._dates, self._ranks, strict=True))
        self._day_of = [self._dates[day] for day in self._open_ordinals]
        self.add = _adder(self._rank_of, self._day_of)
        self.between = _counter(self._rank_of)

    @classmethod
    def from_rows(
        cls, rows: Iterable[DayRow], *, years: Iterable[int] | None = None, notices: Iterable[Notice] = ()
    ) -> Calendar:
        """A calendar from days that somebody entered; without `years`, a year that has a holiday counts as announced.

        Raises: ValueError: a day given twice with two kinds. OutOfRange: a day no calendar knows.
        """
        kept = tuple(rows)
        if years is None:
            years = {row.on.year for row in kept if row.kind == "holiday"}
        return cls(kept, years=years, notices=notices)

    @classmethod
    def published(cls) -> Calendar:
        """The calendar shipped with the product (`data/holidays.csv`, `data/notices.csv`), read once a process."""
        return _published()

    def with_year(self, year: int, rows: Iterable[DayRow], *, notice: Notice | None = None) -> Calendar:
        """A new edition in which `rows` (days of `year`'s notice) replace whatever was known of those days and year."""
        new = tuple(rows)
        taken = {row.on for row in new}
        kept = [row for row in self.rows if row.on.year != year and row.on not in taken]
        notices = [known for known in self.notices if known.year != year]
        return Calendar([*kept, *new], years=self.years | {year}, notices=[*notices, *([notice] if notice else [])])

    def is_workday(self, on: date) -> bool:
        """True when offices are open on that day. Raises OutOfRange."""
        return self._is_open[self._index(on)]

    def next_workday(self, on: date) -> date:
        """The first working day strictly after `on`. Raises OutOfRange."""
        return self.add(on, 1)

    def name_of(self, on: date) -> DayRow | None:
        """What the notice says about the day; None for a day of the plain week."""
        return self._named.get(on)

    def is_provisional(self, on: date) -> bool:
        """True when the day's year has no notice yet: weekends alone were used."""
        return on.year not in self.years

    def is_provisional_between(self, a: date, b: date) -> bool:
        """True when any year from a to b, in either order, has no notice yet."""
        low, high = sorted((a.year, b.year))
        return any(year not in self.years for year in range(low, high + 1))

    def add_marked(self, on: date, count: int) -> MarkedDay:
        """As `add`, with the mark of a provisional result."""
        end = self.add(on, count)
        return MarkedDay(end, self.is_provisional_between(on, end))

    def between_marked(self, a: date, b: date) -> MarkedCount:
        """As `between`, with the mark of a provisional result."""
        return MarkedCount(self.between(a, b), self.is_provisional_between(a, b))

    def add_many(self, days: Days, counts: Counts | int) -> Days:
        """`add` for arrays.

        Args:    days: `datetime64[D]`, any shape. counts: working days, integers of the same shape or one for all.
        Returns: `datetime64[D]` of the shape of `days`.
        Raises:  OutOfRange: a day (NaT too) or a result no calendar knows. TypeError: other dtypes.
        """
        return self._arrays.add(days, counts)

    def count_many(self, starts: Days, ends: Days) -> Counts:
        """`between` for arrays: working days in (start, end], int64. Args, Raises: as `add_many`."""
        return self._arrays.count(starts, ends)

    def provisional_many(self, days: Days) -> NDArray[np.bool_]:
        """`is_provisional` for an array of `datetime64[D]`, bool of the same shape."""
        return self._arrays.provisional(days)

    @functools.cached_property
    def _arrays(self) -> _Arrays:
        return _Arrays(self)

    def _index(self, on: date) -> int:
        if on not in self._rank_of:
            _refuse(on)
        return on.toordinal() - _EPOCH


@functools.cache
def _published() -> Calendar:
    data = Path(__file__).with_name("data")
    with (data / "holidays.csv").open(encoding="utf-8", newline="") as lines:
        rows = [
            DayRow(date.fromisoformat(row["date"]), _kind(row["kind"]), row["name_zh"], row["name_en"])
            for row in csv.DictReader(lines)
        ]
    with (data / "notices.csv").open(encoding="utf-8", newline="") as lines:
        notices = [
            Notice(int(row["year"]), row["number"], date.fromisoformat(row["dated"]), row["title"], row["remark"])
            for row in csv.DictReader(lines)
        ]
    return Calendar(rows, notices=notices)


def _kind(word: str) -> Kind:
    if word == "holiday":
        return "holiday"
    if word == "workday":
        return "workday"
    raise ValueError(f"a day of the calendar is a holiday or a workday, not {word!r}")


def _by_date(rows: Iterable[DayRow]) -> dict[date, DayRow]:
    named: dict[date, DayRow] = {}
    for row in rows:
        if not FIRST_DAY <= row.on <= LAST_DAY:
            _refuse(row.on)
        if row.on in named and named[row.on].kind != row.kind:
            raise ValueError(f"{row.on} is given both as a holiday and as a working day")
        named[row.on] = row
    return named


def _open_days(named: dict[date, DayRow]) -> list[bool]:
    first_weekday = FIRST_DAY.weekday()
    is_open = [(first_weekday + day) % 7 < 5 for day in range(_DAYS)]
    for on, row in named.items():
        is_open[on.toordinal() - _EPOCH] = row.kind == "workday"
    return is_open


def _tables(is_open: list[bool]) -> tuple[list[int], list[int]]:
    """Rank of each day, and the day of each rank; rank 0 stands before the first working day and has FIRST_DAY in its
    place only so that ranks index from 1."""
    ranks: list[int] = []
    day_of = [0]
    for day, opened in enumerate(is_open):
        if opened:
            day_of.append(day)
        ranks.append(len(day_of) - 1)
    return ranks, day_of


def _adder(rank_of: dict[date, int], day_of: list[date]) -> Callable[[date, int], date]:
    def add(on: date, count: int) -> date:
        try:
            if count > 0:
                return day_of[rank_of[on] + count]
            rank = rank_of[on]
            is_open = rank > 0 and day_of[rank] == on
            target = rank + count if is_open else rank + count + 1
            if target > 0:
                return day_of[target]
        except (KeyError, IndexError):
            pass
        _refuse(on, count)

    return add


def _counter(rank_of: dict[date, int]) -> Callable[[date, date], int]:
    def between(a: date, b: date) -> int:
        try:
            return rank_of[b] - rank_of[a]
        except KeyError:
            _refuse(a if a not in rank_of else b)

    return between


def _refuse(on: object, count: int | None = None) -> NoReturn:
    asked = f"{on}" if count is None else f"{count} working days from {on}"
    raise OutOfRange(f"{asked}: working days are known for dates from {FIRST_DAY} to {LAST_DAY}") from None


class _Arrays:
    """The same two tables as NumPy arrays; made on first use, so that NumPy isn't loaded for a single date."""

    def __init__(self, calendar: Calendar) -> None:
        import numpy as np

        self.rank = np.array(calendar._ranks, dtype=np.int64)
        self.day_of = np.array(calendar._open_ordinals, dtype=np.int64)
        self.is_open = np.array(calendar._is_open, dtype=np.bool_)
        years = [(FIRST_DAY + timedelta(days=day)).year not in calendar.years for day in range(_DAYS)]
        self.is_provisional = np.array(years, dtype=np.bool_)

    def add(self, days: Days, counts: Counts | int) -> Days:
        import numpy as np

        index = self._indices(days)
        steps = np.asarray(counts)
        if steps.dtype.kind not in "iu":
            raise TypeError(f"counts of working days are integers, not {steps.dtype}")
        steps = np.broadcast_to(steps, days.shape).reshape(-1)
        result, spare = np.empty(index.size, dtype=np.int64), np.empty(min(index.size, _CHUNK), dtype=np.int64)
        for start in range(0, index.size, _CHUNK):
            out = result[start : start + _CHUNK]
            chunk = slice(start, start + out.size)
            self._add_chunk(index[chunk], steps[chunk], spare[: out.size], out)
        return result.view("datetime64[D]").reshape(days.shape)

    def _add_chunk(self, index: Counts, steps: NDArray[Any], spare: Counts, out: Counts) -> None:
        target = self._rank_at(index, spare)
        lowest, highest = int(steps.min()), int(steps.max())
        if lowest < -_DAYS or highest > _DAYS:
            raise OutOfRange(f"counts of working days lie within ±{_DAYS}")
        target += steps
        if lowest <= 0:
            target += (steps <= 0) & ~self.is_open[index]
            if target.min() < 1:
                raise OutOfRange(f"a result lies before {FIRST_DAY}")
        if target.max() >= self.day_of.size:
            raise OutOfRange(f"a result lies after {LAST_DAY}")
        self.day_of.take(target, out=out, mode="wrap")

    def count(self, starts: Days, ends: Days) -> Counts:
        import numpy as np

        starts, ends = np.broadcast_arrays(starts, ends)
        a, b = self._indices(starts), self._indices(ends)
        result, spare = np.empty(a.size, dtype=np.int64), np.empty(min(a.size, _CHUNK), dtype=np.int64)
        for start in range(0, a.size, _CHUNK):
            chunk = slice(start, start + _CHUNK)
            out = self._rank_at(b[chunk], result[chunk])
            out -= self._rank_at(a[chunk], spare[: out.size])
        return result.reshape(starts.shape)

    def provisional(self, days: Days) -> NDArray[np.bool_]:
        index = self._indices(days)
        self._check(index)
        return self.is_provisional[index].reshape(days.shape)

    def _indices(self, days: Days) -> Counts:
        import numpy as np

        if not isinstance(days, np.ndarray) or days.dtype != np.dtype("datetime64[D]"):
            raise TypeError("days come as a NumPy array of datetime64[D]")
        return np.ascontiguousarray(days).reshape(-1).view(np.int64)

    def _rank_at(self, index: Counts, out: Counts) -> Counts:
        self._check(index)
        # Checked above, so nothing wraps: of the ways to take, this one is the fastest.
        return self.rank.take(index, out=out, mode="wrap")

    def _check(self, index: Counts) -> None:
        import numpy as np

        # Read without sign, days before the first and NaT are huge: one comparison finds every stray.
        if index.size and index.view(np.uint64).max() >= _DAYS:
            raise OutOfRange(f"working days are known for dates from {FIRST_DAY} to {LAST_DAY}")
