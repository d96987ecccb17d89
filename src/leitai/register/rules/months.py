"""Months as text, `2024-03`: they sort as they follow."""

import re
from datetime import date, timedelta

_MONTH = re.compile(r"(?:19|20|21)[0-9]{2}-(?:0[1-9]|1[0-2])", re.ASCII)


def is_month(text: str) -> bool:
    """Whether the text is a month of 1900 to 2199, `YYYY-MM`."""
    return _MONTH.fullmatch(text) is not None


def month_of(on: date) -> str:
    """The month a day lies in."""
    return f"{on.year:04d}-{on.month:02d}"


def shifted(month: str, by: int) -> str:
    """The month `by` months later (earlier when negative)."""
    number = int(month[:4]) * 12 + int(month[5:]) - 1 + by
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def steps(first: str, last: str) -> int:
    """Months from `first` to `last`: 0 for the same, negative when `last` comes before."""
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:]) - int(first[5:])


def run(first: str, last: str) -> list[str]:
    """All months from `first` to `last`, both included; empty when `last` comes before."""
    return [shifted(first, i) for i in range(steps(first, last) + 1)]


def number(month: str) -> int:
    """1 to 12."""
    return int(month[5:])


def year(month: str) -> int:
    """The month's year."""
    return int(month[:4])


def first_day(month: str) -> date:
    """The first day of the month."""
    return date(int(month[:4]), int(month[5:]), 1)


def last_day(month: str) -> date:
    """The last day of the month."""
    return first_day(shifted(month, 1)) - timedelta(days=1)


def is_expected(month: str, first: str, last: str) -> bool:
    """Whether a project followed from `first` to `last` ("" = still) is to be reported for a month."""
    return bool(first) and first <= month and (not last or month <= last)
