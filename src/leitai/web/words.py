"""How numbers, money and dates are written on pages; a missing one is always —."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import get_language

MISSING = "—"
MINUS = "−"
ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Number = int | float | Decimal


def english() -> bool:
    """Whether the page speaks English."""
    return (get_language() or "").startswith("en")


def count(value: Number | None, digits: int | None = None) -> str:
    """A number grouped by thousands, with true minus; `digits` fixes the decimals, else as many as it has, two at most."""
    if value is None or value == "":
        return MISSING
    if digits is None:
        text = f"{value:,}" if isinstance(value, int) else f"{value:,.2f}".rstrip("0").rstrip(".")
    else:
        text = f"{value:,.{digits}f}"
    return text.replace("-", MINUS)


def percent(share: Number | None, digits: int = 1) -> str:
    """A share of one as a percentage: 0.219 -> 21.9%."""
    return MISSING if share is None else f"{count(share * 100, digits)}%"


def wan(yuan: int | None, digits: int = 0) -> str:
    """Yuan as a figure of 万元 (10,000 yuan), without the unit, for columns that name it: 75_000_000 -> 7,500.

    A sum that isn't whole 万元 keeps up to four decimals rather than being rounded away.
    """
    if yuan is None:
        return MISSING
    exact = Decimal(yuan) / 10_000
    if digits == 0 and exact != exact.to_integral_value():
        return f"{exact.normalize():,f}".replace("-", MINUS)
    return count(exact, digits)


def money(yuan: int | None) -> str:
    """An amount in a sentence: 亿元 from 1 亿 with one decimal, else 万元; in English ¥4.61 bn, ¥75 m."""
    if yuan is None:
        return MISSING
    return _money_english(yuan) if english() else _money_chinese(yuan)


def _money_chinese(yuan: int) -> str:
    if abs(yuan) >= 100_000_000:
        return f"{count(Decimal(yuan) / 100_000_000, 1)} 亿元"
    return f"{wan(yuan)} 万元"


def _money_english(yuan: int) -> str:
    sign, size = (MINUS if yuan < 0 else ""), abs(yuan)
    if size >= 1_000_000_000:
        return f"{sign}¥{count(round(Decimal(size) / 1_000_000_000, 2))} bn"
    if size >= 1_000_000:
        return f"{sign}¥{count(round(Decimal(size) / 1_000_000, 1))} m"
    return f"{sign}¥{count(size)}"


def day(value: date | datetime | None, *, this_year: int | None = None) -> str:
    """2024年4月8日, or 4月8日 when `this_year` is its year; English 8 Apr 2024, 8 Apr."""
    if value is None or value == "":
        return MISSING
    local = _local(value)
    same = this_year == local.year
    if english():
        return f"{local.day} {ENGLISH_MONTHS[local.month - 1]}" + ("" if same else f" {local.year}")
    return ("" if same else f"{local.year}年") + f"{local.month}月{local.day}日"


def day_in_table(value: date | datetime | None) -> str:
    """2024-04-08."""
    return MISSING if value is None or value == "" else _local(value).strftime("%Y-%m-%d")


def moment(value: datetime | None, *, this_year: int | None = None) -> str:
    """A day with its time, 24 h, in the county's own time."""
    return MISSING if value is None or value == "" else f"{day(value, this_year=this_year)} {_local(value):%H:%M}"


def month(value: date | str | None) -> str:
    """2024年4月, English Apr 2024; takes a date or "2024-04"."""
    if not value:
        return MISSING
    year, number = (int(part) for part in value.split("-")[:2]) if isinstance(value, str) else (value.year, value.month)
    return f"{ENGLISH_MONTHS[number - 1]} {year}" if english() else f"{year}年{number}月"


def partial_day(value: str | None) -> str:
    """A date known to the year, month or day ("2024", "2024-04", "2024-04-08") as far as it is known."""
    if not value:
        return MISSING
    parts = value.split("-")
    if len(parts) == 3:
        return day(date.fromisoformat(value))
    return month(value) if len(parts) == 2 else (parts[0] if english() else f"{parts[0]}年")


def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
