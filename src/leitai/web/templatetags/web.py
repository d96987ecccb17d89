"""Template tags of the house: components, joined sheets, and how numbers, money and dates are written."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from leitai.kernel import dates
from leitai.web import bits, parts, sheets, words

register = template.Library()


@register.simple_tag(takes_context=True)
def part(context: Context, component: str, **values: Any) -> SafeString:
    """A component from plain values: {% part "figures" rows=figures %}."""
    return parts.render(component, values, context)


@register.simple_block_tag(takes_context=True)
def frame(context: Context, content: SafeString, component: str, **values: Any) -> SafeString:
    """A component around what stands between: {% frame "panel" title=... %}…{% endframe %}."""
    return parts.render(component, {**values, "body": content}, context)


@register.simple_tag
def sheet_link(name: str) -> SafeString:
    """The link to a joined style sheet, or the script element of a joined script."""
    address = reverse("web:sheet", args=[sheets.sheet(name).digest, name])
    if name.endswith(".js"):
        return format_html('<script src="{}" defer></script>', address)
    return format_html('<link rel="stylesheet" href="{}">', address)


@register.simple_tag
def light(tone: str, text: str) -> SafeString:
    """A light: {% light "red" text %}; tones green, yellow, red, none."""
    return bits.light(tone, text)


@register.simple_tag
def tag(tone: str, text: str) -> SafeString:
    """A tag: {% tag "warn" text %}; tones "", ok, warn, late, pause, accent, line, made."""
    return bits.tag(tone, text)


@register.simple_tag
def bar(share: float | str | None, plan: float | str | None = None, tone: str = "", label: str = "") -> SafeString:
    """A bar of a share of one with the plan's tick: {% bar row.share row.plan %}."""
    # a key a row doesn't have arrives as ""
    done, planned = (None if isinstance(one, str) else one for one in (share, plan))
    return bits.bar(done, planned, tone, label)


@register.simple_tag
def spark(values: Sequence[float | None], label: str = "") -> SafeString:
    """A small line of the last values: {% spark row.last_months %}."""
    return bits.spark(values, label)


@register.filter
def bit(value: Any) -> SafeString:
    """Any plain value as it stands in a cell or a line; see leitai.web.bits."""
    return bits.render(value)


@register.filter
def count(value: words.Number | None, digits: int | None = None) -> str:
    """1234 -> 1,234; missing -> —."""
    return words.count(value, digits)


@register.filter
def percent(value: words.Number | None, digits: int = 1) -> str:
    """0.219 -> 21.9%."""
    return words.percent(value, digits)


@register.filter
def wan(yuan: int | None) -> str:
    """75000000 -> 7,500 (万元, unit said by the column)."""
    return words.wan(yuan)


@register.filter
def money(yuan: int | None) -> str:
    """An amount in a sentence, with its unit, in the page's language."""
    return words.money(yuan)


@register.filter
def day(value: dates.PartDate | date | datetime | None, this_year: int | None = None) -> str:
    """A date in a sentence; without its year when `this_year` is that year."""
    return words.day(value, this_year=this_year)


@register.filter
def day_in_table(value: dates.PartDate | date | datetime | None) -> str:
    """2024-04-08."""
    return words.day_in_table(value)


@register.filter
def moment(value: datetime | None, this_year: int | None = None) -> str:
    """A day with its time."""
    return words.moment(value, this_year=this_year)


@register.filter
def month(value: dates.Month | date | str | None) -> str:
    """2024年4月."""
    return words.month(value)


@register.filter
def partial_day(value: str | None) -> str:
    """A date as far as it is known."""
    return words.partial_day(value)


@register.filter
def iso(value: date | datetime | None) -> str:
    """The machine form for <time datetime>."""
    return value.isoformat() if value else ""
