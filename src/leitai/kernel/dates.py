"""Dates as people state them: a day, a month or a year; and the month as a value of its own.

A plan says `2024年底`, a report `2024.5`: what is stored is what was said, with its precision, never an invented day.
"""

from __future__ import annotations

import calendar
import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

Precision = Literal["day", "month", "year"]

FIRST_YEAR, LAST_YEAR = 1949, 2100
LONGEST = 40
"""Characters of a date as written; whatever is longer is no date."""

ERRORS = frozenset(
    {"date.empty", "date.too_long", "date.unreadable", "date.impossible", "date.no_year", "date.year_range"}
)

_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@functools.total_ordering
@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month, written `2024-03`. Raises: ValueError: a month that doesn't exist, a year outside 1 to 9999."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and 1 <= self.year <= 9999):
            raise ValueError(f"there is no month {self.year}-{self.month}")

    @classmethod
    def parse(cls, text: str) -> Month:
        """From `2024-03` exactly. Raises: ValueError."""
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
            raise ValueError(f"a month is written as 2024-03, not {text[:20]!r}")
        return cls(int(text[:4]), int(text[5:]))

    @classmethod
    def of(cls, on: date) -> Month:
        """The month a day lies in."""
        return cls(on.year, on.month)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    def __lt__(self, other: Month) -> bool:
        return (self.year, self.month) < (other.year, other.month)

    def plus(self, months: int) -> Month:
        """The month so many months later, earlier when negative. Raises: ValueError beyond the year 9999."""
        year, place = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, place + 1)

    def months_since(self, earlier: Month) -> int:
        """Months from `earlier` to this one; negative when this one is earlier."""
        return (self.year - earlier.year) * 12 + self.month - earlier.month

    def through(self, last: Month) -> Iterator[Month]:
        """Every month from this one to `last`, both included; none when `last` is earlier."""
        return (self.plus(n) for n in range(last.months_since(self) + 1))

    @property
    def quarter(self) -> int:
        """1 to 4."""
        return (self.month + 2) // 3

    @property
    def first_day(self) -> date:
        """The month's first day."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """The month's last day."""
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def contains(self, on: date) -> bool:
        """True when the day lies in this month."""
        return (on.year, on.month) == (self.year, self.month)


@dataclass(frozen=True, slots=True)
class PartDate:
    """A date as precise as it was said: `2024-01-08` day, `2024-05` month, `2026` year.

    Raises: ValueError: `value` isn't of that precision, or no such date exists.
    """

    value: str
    precision: Precision

    def __post_init__(self) -> None:
        pattern = {"day": r"\d{4}-\d{2}-\d{2}", "month": r"\d{4}-\d{2}", "year": r"\d{4}"}[self.precision]
        if not re.fullmatch(pattern, self.value, re.ASCII):
            raise ValueError(f"{self.value!r} is not a {self.precision}")
        _ = self.earliest

    @classmethod
    def of(cls, year: int, month: int | None = None, day: int | None = None) -> PartDate:
        """From its numbers. Raises: ValueError."""
        if month is None:
            return cls(f"{year:04d}", "year")
        if day is None:
            return cls(f"{year:04d}-{month:02d}", "month")
        return cls(f"{year:04d}-{month:02d}-{day:02d}", "day")

    @classmethod
    def from_date(cls, on: date) -> PartDate:
        """From a whole date."""
        return cls.of(on.year, on.month, on.day)

    def __str__(self) -> str:
        return self.value

    @property
    def earliest(self) -> date:
        """The first day it can mean."""
        year, month, day = (*self._parts, 1, 1)[:3]
        return date(year, month, day)

    @property
    def latest(self) -> date:
        """The last day it can mean."""
        if self.precision == "day":
            return self.earliest
        year, month = (*self._parts, 12)[:2]
        return Month(year, month).last_day

    def is_surely_before(self, other: PartDate | date) -> bool:
        """True when every day it can mean lies before every day the other can mean: only then is an order wrong."""
        return self.latest < (other.earliest if isinstance(other, PartDate) else other)

    def may_be(self, on: date) -> bool:
        """True when the day is one of those it can mean."""
        return self.earliest <= on <= self.latest

    @property
    def _parts(self) -> list[int]:
        return [int(part) for part in self.value.split("-")]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says about a date; `date` is None where `error` (one of ERRORS) says why.

    fuzzy: 底, 上旬, 左右, 前 and other words for about when. no_year: the year was taken from the period. relative: 今年, 明年,
    本月, counted from the period. two_digit_year: `24.3.5`. serial: an Excel day number.
    """

    text: str
    date: PartDate | None = None
    error: str | None = None
    fuzzy: bool = False
    no_year: bool = False
    relative: bool = False
    two_digit_year: bool = False
    serial: bool = False


class _Unreadable(Exception):
    """Inside this module only: why reading stopped."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


_YEARS = {
    "前年": -2,
    "去年": -1,
    "上年": -1,
    "今年": 0,
    "本年": 0,
    "当年": 0,
    "明年": 1,
    "来年": 1,
    "次年": 1,
    "后年": 2,
}
_MONTHS = {"上月": -1, "上个月": -1, "本月": 0, "当月": 0, "这个月": 0, "下月": 1, "下个月": 1, "次月": 1}
_PARTS_OF_YEAR = {
    "初": 1, "中": 6, "底": 12, "末": 12, "岁末": 12, "上半年": 6, "下半年": 12,
    "一季度": 3, "二季度": 6, "三季度": 9, "四季度": 12, "1季度": 3, "2季度": 6, "3季度": 9, "4季度": 12,
}  # fmt: skip
_ABOUT = re.compile(r"^(?:预计|计划|拟于|拟|约|力争|争取)|(?:左右|之前|以前|之后|以后|前后|前|后|内)$")
_MONTH = r"[0-9]{1,2}|十[一二]?|[一二三四五六七八九]"
_LONG = re.compile(
    rf"(?:(?P<year>[0-9]{{4}}|[0-9]{{2}}(?=年))(?:年度?)?|(?P<said>{'|'.join(_YEARS)})|(?P<none>))"
    r"(?:第?(?P<part>年?[初中底末]|岁末|[上下]半年|[一二三四1-4]季度)|"
    rf"(?P<month>{_MONTH})月份?(?P<tenth>上旬|中旬|下旬|初|中|底|末)?|"
    rf"(?P<month2>{_MONTH})月(?P<day>[0-9]{{1,2}})[日号]?)?"
)
_SHORT = re.compile(r"(?P<a>[0-9]{1,4})(?P<mark>[./-])(?P<b>[0-9]{1,2})(?:(?P=mark)(?P<c>[0-9]{1,2}))?[.日]?")
_CLOCK = re.compile(r"[T ]?00:00(?::00(?:\.0+)?)?$")


def parse(text: str, period: Month | None = None) -> Reading:
    """A date as people write it: `2024.1.8`, `2024年5月`, `2024.5`, `2026`, `2024年底`, `24.3.5`, `明年6月`, `5月上旬`.

    Args:    text: one cell or field. period: the month of the report: gives the year where none is written, and what
             明年 and 本月 count from. Without it such texts are refused (`date.no_year`).
    Returns: a Reading; never raises for bad text. A part of a month in words is that month, 年底 December, 上半年 June, a
             quarter its last month, all with precision month and `fuzzy`. Two-digit years are 20xx. Years 1949 to 2100.
    """
    if len(text) > LONGEST and len(text.strip()) > LONGEST:
        return Reading(text[:LONGEST], error="date.too_long")
    plain = "".join(_CLOCK.sub("", unicodedata.normalize("NFKC", text).strip()).split())
    reading = Reading(text)
    try:
        if not plain:
            raise _Unreadable("date.empty")
        plain, is_about = _without_about(plain)
        reading = _read(reading, plain, period)
        return replace(reading, fuzzy=reading.fuzzy or is_about)
    except _Unreadable as problem:
        return Reading(text, error=problem.code)


def from_serial(number: int | float) -> Reading:
    """A day from Excel's day number (1900 system, 45299 is 2024-01-08); the time of day is dropped."""
    if not 18_000 <= number < 73_051:  # the years 1949 to 2099; also False for NaN
        return Reading(f"{number:.12g}", error="date.year_range")
    on = date(1899, 12, 30) + timedelta(days=int(number))
    return Reading(f"{number:.12g}", date=PartDate.from_date(on), serial=True)


def text(when: PartDate | date, lang: str = "zh-hans", *, this_year: int | None = None) -> str:
    """A date for people: `2024年4月8日`, in `this_year` `4月8日`, a month stays `2024年4月`; English `8 Apr 2024`."""
    part = when if isinstance(when, PartDate) else PartDate.from_date(when)
    first = part.earliest
    if lang.lower().startswith("en"):
        words = [str(first.day)] if part.precision == "day" else []
        words += [_ENGLISH[first.month - 1]] if part.precision != "year" else []
        is_same = part.precision == "day" and this_year == first.year
        return " ".join(words if is_same else [*words, str(first.year)])
    if part.precision == "year":
        return f"{first.year}年"
    if part.precision == "month":
        return f"{first.year}年{first.month}月"
    day = f"{first.month}月{first.day}日"
    return day if this_year == first.year else f"{first.year}年{day}"


def month_text(month: Month, lang: str = "zh-hans") -> str:
    """A month for people: `2024年4月`, `Apr 2024`."""
    return text(PartDate(str(month), "month"), lang)


def _without_about(plain: str) -> tuple[str, bool]:
    stripped = _ABOUT.sub("", plain)
    return stripped, stripped != plain


def _read(reading: Reading, plain: str, period: Month | None) -> Reading:
    if re.fullmatch(r"[0-9]{8}", plain):
        return replace(reading, date=_made(int(plain[:4]), int(plain[4:6]), int(plain[6:])))
    if re.fullmatch(r"(?:19|20)[0-9]{4}", plain):
        return replace(reading, date=_made(int(plain[:4]), int(plain[4:])))
    if re.fullmatch(r"[0-9]{5}", plain):
        return replace(from_serial(int(plain)), text=reading.text)
    short = _SHORT.fullmatch(plain)
    if short:
        c = short["c"]
        return _from_short(reading, short["a"], int(short["b"]), int(c) if c else None, period)
    if plain in _MONTHS:
        month = _needs(period).plus(_MONTHS[plain])
        return replace(reading, date=_made(month.year, month.month), relative=True)
    return _from_long(reading, plain, period)


def _from_short(reading: Reading, first: str, second: int, third: int | None, period: Month | None) -> Reading:
    """`2024.1.8`, `2024.5`, `24.3.5`, and without a year `6.30`."""
    number = int(first)
    if len(first) == 4:
        return replace(reading, date=_made(number, second, third))
    if len(first) == 3:
        raise _Unreadable("date.unreadable")
    if third is not None:
        if len(first) != 2:
            raise _Unreadable("date.unreadable")
        return replace(reading, date=_made(2000 + number, second, third), two_digit_year=True)
    if number > 12:
        return replace(reading, date=_made(2000 + number, second), two_digit_year=True)
    return replace(reading, date=_made(_needs(period).year, number, second), no_year=True)


def _from_long(reading: Reading, plain: str, period: Month | None) -> Reading:
    found = _LONG.fullmatch(plain)
    if not found:
        raise _Unreadable("date.unreadable")
    year, reading = _year(reading, found["year"], found["said"], period)
    if found["part"]:
        return replace(reading, date=_made(year, _PARTS_OF_YEAR[found["part"].removeprefix("年")]), fuzzy=True)
    if found["month"]:
        return replace(reading, date=_made(year, _month(found["month"])), fuzzy=reading.fuzzy or bool(found["tenth"]))
    if found["month2"]:
        return replace(reading, date=_made(year, _month(found["month2"]), int(found["day"])))
    return replace(reading, date=_made(year))


def _year(reading: Reading, written: str | None, said: str | None, period: Month | None) -> tuple[int, Reading]:
    if written:
        short = len(written) == 2
        return int(written) + (2000 if short else 0), replace(reading, two_digit_year=short)
    if said:
        return _needs(period).year + _YEARS[said], replace(reading, relative=True)
    return _needs(period).year, replace(reading, no_year=True)


def _needs(period: Month | None) -> Month:
    if period is None:
        raise _Unreadable("date.no_year")
    return period


def _month(written: str) -> int:
    if written.isdigit():
        return int(written)
    return ("一二三四五六七八九".find(written) + 1) or 10 + "一二".find(written[1:] or "-") + 1


def _made(year: int, month: int | None = None, day: int | None = None) -> PartDate:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _Unreadable("date.year_range")
    try:
        return PartDate.of(year, month, day)
    except ValueError:
        raise _Unreadable("date.impossible") from None
