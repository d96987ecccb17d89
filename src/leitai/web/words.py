"""How numbers, money and dates are written on pages; a missing one is always —."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import get_language

from leitai.kernel import dates
from leitai.kernel import money as kernel_money

MISSING = "—"
MINUS = "−"

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


def wan(yuan: int | None) -> str:
    """Yuan as a figure of 万元, without the unit, for columns that name it: 75_000_000 -> 7,500."""
    return MISSING if yuan is None else kernel_money.wan(yuan)


def money(yuan: int | None) -> str:
    """An amount in a sentence: 亿元 from 1 亿 with one decimal, else 万元; in English ¥4.61 bn, ¥75 m."""
    return MISSING if yuan is None else kernel_money.for_text(yuan, _lang())


def day(value: dates.PartDate | date | datetime | None, *, this_year: int | None = None) -> str:
    """2024年4月8日, or 4月8日 when `this_year` is its year; English 8 Apr 2024, 8 Apr. As precise as it is known."""
    return MISSING if not value else dates.text(_local(value), _lang(), this_year=this_year)


def day_in_table(value: dates.PartDate | date | datetime | None) -> str:
    """2024-04-08."""
    return MISSING if not value else str(_local(value))


def moment(value: datetime | None, *, this_year: int | None = None) -> str:
    """A day with its time, 24 h, in the county's own time."""
    return MISSING if not value else f"{day(value, this_year=this_year)} {timezone.localtime(value):%H:%M}"


def month(value: dates.Month | date | str | None) -> str:
    """2024年4月, English Apr 2024; takes a month, a date or "2024-04"."""
    if not value:
        return MISSING
    text = value.strftime("%Y-%m") if isinstance(value, date) else str(value)[:7]
    return dates.text(dates.PartDate(text, "month"), _lang())


def partial_day(value: str | None) -> str:
    """A date stored as text, known to the year, month or day ("2024", "2024-04", "2024-04-08")."""
    if not value:
        return MISSING
    precision = ("year", "month", "day")[value.count("-")]
    return dates.text(dates.PartDate(value, precision), _lang())  # type: ignore[arg-type]  # one of the three


def _lang() -> str:
    return get_language() or "zh-hans"


def _local(value: dates.PartDate | date | datetime) -> dates.PartDate | date:
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value
