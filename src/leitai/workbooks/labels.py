"""The words of stored codes, and sentences of doubts and answers in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, ngettext

from leitai.kernel.refusal import N_
from leitai.register import labels as register
from leitai.web import words
from leitai.workbooks.intake import matching
from leitai.workbooks.intake.words import Words

STATES = {
    "waiting": N_("Waiting to be read"),
    "reading": N_("Being read"),
    "read": N_("Read"),
    "unreadable": N_("Could not be read"),
    "partly": N_("Entered in part"),
    "submitted": N_("Entered"),
    "returned": N_("Returned"),
    "withdrawn": N_("Withdrawn"),
}
TONES = {
    "waiting": "pause",
    "reading": "pause",
    "read": "accent",
    "unreadable": "late",
    "partly": "warn",
    "submitted": "",
    "returned": "late",
    "withdrawn": "pause",
}
KINDS = {
    "progress": N_("Monthly progress"),
    "technical_renovation": N_("Technical renovation"),
    "key_project_ledger": N_("Ledger of key projects"),
    "investment_promotion": N_("Investment promotion"),
}
STANDINGS = {
    "out": N_("not entered"),
    "duplicate": N_("same as row %(row)s, not counted"),
    "entered": N_("entered"),
    "new": N_("new project"),
}
FIELDS = {
    "town": N_("Office"),
    "code": N_("National code"),
    "investor": N_("Investor"),
    "category": N_("Category"),
    "industry": N_("Industry"),
    "total_wan": N_("Total investment"),
    "phase1_wan": N_("Phase one"),
    "annual_plan_wan": N_("Year's plan"),
    "month_wan": N_("This month"),
    "months_wan": N_("Month by month"),
    "cum_by_month_wan": N_("Sums month by month"),
    "prev_cum_year_wan": N_("Year until last month"),
    "cum_year_wan": N_("Since January"),
    "prev_cum_wan": N_("Until last month"),
    "cum_wan": N_("Since the start"),
    "prev_year_wan": N_("Same time last year"),
    "yoy_pct": N_("Against last year"),
    "pct_of_plan": N_("Share of the plan"),
    "start": N_("Start"),
    "phase1_finish": N_("Phase one finished"),
    "finish": N_("Finish"),
    "signed": N_("Agreement signed"),
    "status": N_("Progress"),
    "land_mu": N_("Land (mu)"),
    "chemical": N_("Chemical project"),
}

_MONEY = {"there", "here", "amount"}
_MONTHS = {"month", "newest"}


def word(table: Mapping[str, str], code: str) -> str:
    """The word of a code in the reader's language; the code itself where it has none."""
    text = table.get(code, code)
    return gettext(text) if text else ""


def said(sentence: Words) -> str:
    """A sentence of the intake in the reader's language, its amounts, months and codes written for people."""
    if sentence.zh:
        return sentence.en if words.english() else sentence.zh
    if "sentence" in sentence.data:
        return register.said(sentence.data["sentence"])
    data = {name: _shown(name, value) for name, value in sentence.data.items() if name != "reasons"}
    text = gettext(sentence.text)
    return text % data if data else text.replace("%%", "%")


def reasons(sentence: Words) -> str:
    """What speaks for a candidate, in a line; "" where nothing is said."""
    codes = sentence.data.get("reasons", ())
    return words_list([gettext(matching.REASONS[code]) for code in codes])


def words_list(parts: list[str]) -> str:
    """Texts in a row: 甲、乙 or A, B."""
    return (", " if words.english() else "、").join(parts)


def _shown(name: str, value: Any) -> Any:
    if name in _MONEY and isinstance(value, int):
        return words.money(value)
    if name in _MONTHS and isinstance(value, str):
        return words.partial_day(value) if len(value) == 7 and value[5] != "Q" else value
    if name == "report_state":
        return register.word(register.REPORT_STATES, value)
    if name == "wan" and isinstance(value, int | float):
        return words.count(value)
    return words.count(value) if isinstance(value, float | int) and name in {"yuan", "rows"} else value


def rows_counted(count: int) -> str:
    """6 行, 6 rows."""
    return ngettext("%(n)s row", "%(n)s rows", count) % {"n": count}
