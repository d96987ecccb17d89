"""The cockpit's figures in the reader's language: amounts in ×100 m yuan, months as parts of the year, the sentence on top."""

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from leitai.cockpit.figures import FIGURES, Complete
from leitai.cockpit.terms import Course, Growth, Told
from leitai.kernel.refusal import N_
from leitai.web import words

YI = 100_000_000


def yi(yuan: int | None, digits: int = 1) -> str:
    """Yuan as a figure of ×100 m yuan, without the unit; rounded half up, grouped: 4_610_000_000 -> 46.1."""
    if yuan is None:
        return words.MISSING
    value = (Decimal(yuan) / YI).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return words.count(value, digits)


def named(zh: str, en: str) -> str:
    """A stored name in the reader's language."""
    return (en or zh) if words.english() else zh


def span(month: str) -> str:
    """January through a month, as people say it: 一季度, 上半年, 1–5月, 全年."""
    number = int(month[5:])
    said = {
        1: _("in January"), 3: _("in the first quarter"), 6: _("in the first half-year"), 9: _("in the first three quarters"),
        12: _("in the whole year"),
    }  # fmt: skip
    return said.get(number) or _("from January to %(month)s") % {"month": month_name(number)}


def month_name(number: int) -> str:
    """5月, May."""
    names = (
        pgettext("month", "January"), pgettext("month", "February"), pgettext("month", "March"), pgettext("month", "April"),
        pgettext("month", "May"), pgettext("month", "June"), pgettext("month", "July"), pgettext("month", "August"),
        pgettext("month", "September"), pgettext("month", "October"), pgettext("month", "November"),
        pgettext("month", "December"),
    )  # fmt: skip
    return names[number - 1]


def month_short(number: int) -> str:
    """5月, May, under a chart."""
    name = month_name(number)
    return name[:3] if words.english() else name


def unit_yi() -> str:
    """亿元; ×100 m, for headings that are short of room."""
    return _("×100 m")


def name(code: str) -> str:
    """A figure's name."""
    return _(FIGURES[code].name)


def about(code: str) -> str:
    """What stands small behind a figure's name."""
    told = FIGURES[code].about
    return _(told) if told else ""


def years_before(count: int) -> str:
    """三个: for years that an outlook is drawn from."""
    return ngettext("%(n)s year before", "%(n)s years before", count) % {"n": count}


def sentence(told: Told, link: Callable[[str, str, bool], Any]) -> SafeString:
    """The sentence on top of the cockpit, each number drawn by `link(figure's code, text, is late)`."""
    return _joined([_money(told, link), _stuck(told, link), _missing(told, link)])


def sentence_for_the_wall(told: Told, link: Callable[[str, str, bool], Any]) -> SafeString:
    """The same in fewer words: how much, how far from the plan, how much is stuck."""
    return _joined([_money(told, link, SHORT), _stuck(told, link)])


LONG = {
    Course.BEHIND: N_("%(invested)s invested %(span)s, %(share)s of the year’s plan and %(points)s behind it"),
    Course.AHEAD: N_("%(invested)s invested %(span)s, %(share)s of the year’s plan and %(points)s ahead of it"),
    Course.LEVEL: N_("%(invested)s invested %(span)s, %(share)s of the year’s plan, just as planned"),
    Course.NO_PLAN: N_("%(invested)s invested %(span)s; there is no plan to compare with"),
}
SHORT = LONG | {
    Course.BEHIND: N_("%(invested)s invested %(span)s, %(points)s behind the plan"),
    Course.AHEAD: N_("%(invested)s invested %(span)s, %(points)s ahead of the plan"),
    Course.LEVEL: N_("%(invested)s invested %(span)s, just as planned"),
}


def _money(told: Told, link: Callable[[str, str, bool], Any], said: Mapping[Course, str] = LONG) -> SafeString:
    if told.course is Course.NO_DATA:
        return _filled(_("Nothing is verified for %(year)s yet"), {"year": words.partial_day(told.month[:4])})
    parts = {
        "span": span(told.month), "invested": link("invested", words.money(told.invested_yuan), False),
        "share": link("share", words.percent(told.share), False),
        "points": link("gap", points(told.points), told.course is Course.BEHIND),
    }  # fmt: skip
    return _filled(_(said[told.course]), parts)


def _stuck(told: Told, link: Callable[[str, str, bool], Any]) -> SafeString:
    red = link("red", ngettext("%(n)s project", "%(n)s projects", told.red) % {"n": told.red}, False)
    late = link("overdue", ngettext("%(n)s bottleneck", "%(n)s bottlenecks", told.overdue) % {"n": told.overdue}, False)
    if told.red and told.overdue:
        text = ngettext("%(red)s is red, and %(late)s overdue", "%(red)s are red, and %(late)s overdue", told.red)
    elif told.red:
        text = ngettext("%(red)s is red", "%(red)s are red", told.red)
    elif told.overdue:
        text = _("no project is red; %(late)s overdue")
    else:
        text = _("no project is red and nothing is overdue")
    return _filled(text, {"red": red, "late": late})


def _missing(told: Told, link: Callable[[str, str, bool], Any]) -> SafeString:
    if not told.missing:
        return SafeString("")
    offices = ngettext("%(n)s unit", "%(n)s units", told.missing) % {"n": told.missing}
    text = ngettext(
        "%(units)s has not reported all of %(month)s", "%(units)s have not reported all of %(month)s", told.missing
    )
    return _filled(text, {"units": link("complete", offices, False), "month": month_name(int(told.month[5:]))})


def _joined(parts: list[SafeString]) -> SafeString:
    """Clauses with semicolons, and a full stop."""
    joined = mark_safe(pgettext("between clauses", "; ").join(part for part in parts if part))  # noqa: S308 - every part is escaped
    return format_html("{}{}", joined, pgettext("end of a sentence", "."))


def _filled(text: str, parts: Mapping[str, Any]) -> SafeString:
    """A translated sentence, escaped, with its links put in."""
    safe = {name: conditional_escape(part) for name, part in parts.items()}
    return mark_safe(conditional_escape(text) % safe)  # noqa: S308 - text and parts are escaped


def points(value: float) -> str:
    """2.1 个百分点."""
    return ngettext("%(n)s point", "%(n)s points", 1 if value == 1 else 2) % {"n": f"{value:.1f}"}


def growth(found: Growth, month: str) -> Any:
    """▲ 8.3% on the year, as a bit; says to which month where that is an earlier one; None without a rate."""
    if found.rate is None:
        return None
    arrow = "▲" if found.rate >= 0 else "▼"
    rate = {"text": f"{arrow} {words.percent(abs(found.rate))}", "ok" if found.rate >= 0 else "late": True}
    if found.through == month:
        return [_("on the year"), rate]
    return [_("on the year, to %(month)s") % {"month": month_name(int(found.through[5:]))}, rate]


def complete(done: int, due: int) -> str:
    """11 of 14 units have reported."""
    return _("%(done)s of %(due)s units have reported") % {"done": done, "due": due}


def definition(code: str, reported: str, followed: int) -> dict[str, str]:
    """What a figure means, for the component `figures`."""
    figure = FIGURES[code]
    how = {
        Complete.REPORTS: reported, Complete.REGISTER: _("all %(n)s projects of the register") % {"n": words.count(followed)},
        Complete.PUBLISHED: _("as published"),
    }  # fmt: skip
    return {
        "meaning": _(figure.meaning), "formula": _(figure.formula), "unit": _(figure.unit) if figure.unit != "%" else "%",
        "source": _(figure.source), "complete": how[figure.complete],
    }  # fmt: skip
