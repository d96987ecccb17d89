"""The words of stored codes, and sentences of rules in the reader's language."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext

from leitai.kernel.refusal import N_
from leitai.register import terms
from leitai.web import words

MILESTONES = {
    "signed": N_("Signing"), "filed": N_("Filed"), "land": N_("Land supplied"), "started": N_("Started"),
    "equipment": N_("Equipment in"), "trial": N_("Trial run"), "producing": N_("Producing"), "full": N_("Full capacity"),
}  # fmt: skip
SPEEDS = {
    "start": N_("Quick start"), "invest": N_("Quick funds"), "build": N_("Quick build"), "yield": N_("Quick output"),
}  # fmt: skip
KINDS = {"new": N_("New"), "expansion": N_("Expansion"), "renovation": N_("Technical renovation")}
STANDINGS = {"active": N_("Followed"), "finished": N_("Finished"), "withdrawn": N_("Withdrawn")}
REPORT_STATES = {
    "": N_("Not reported"), "draft": N_("Draft"), "submitted": N_("Handed in"), "verified": N_("Verified"),
    "returned": N_("Returned"),
}  # fmt: skip
LIGHTS = {"green": N_("On track"), "yellow": N_("Warning"), "red": N_("Behind"), "none": N_("No news")}
STAGES = {
    "preparation": N_("Preparation"), "foundation": N_("Foundation"), "structure": N_("Main structure"),
    "equipment": N_("Equipment installation"), "trial": N_("Trial production"),
}  # fmt: skip
BOTTLENECK_STATES = {
    "raised": N_("Without owner"), "assigned": N_("Waiting for an answer"), "answered": N_("Answered"), "closed": N_("Closed"),
}  # fmt: skip
RUNGS = {
    "": "",
    "head": N_("the owner's head"),
    "office": N_("the project office"),
    "leader": N_("the county's leader"),
}
LEVELS = {"province": N_("Provincial"), "city": N_("Municipal"), "county": N_("County's own")}
CHANGES = {
    "listed": N_("Listed"),
    "added": N_("Added"),
    "withdrawn": N_("Withdrawn from the list"),
    "corrected": N_("Corrected"),
}
PRECISIONS = {"day": N_("To the day"), "month": N_("To the month"), "year": N_("To the year")}
SEVERITIES = {1: N_("Note"), 2: N_("Reason needed"), 3: N_("Must be put right")}

_MONEY = {"earned", "expected", "value", "better", "before", "base", "part", "sum", "small", "large", "total"}


def word(table: Mapping[Any, str], code: Any) -> str:
    """The word of a code in the reader's language; the code itself where it has none."""
    text = table.get(code, "" if code is None else str(code))
    return gettext(text) if text else ""


def said(sentence: terms.Sentence) -> str:
    """A sentence of the rules in the reader's language, its amounts, months and codes written for people."""
    data = {name: _shown(name, value) for name, value in sentence.data.items()}
    text = gettext(sentence.text)
    return text % data if data else text.replace("%%", "%")


def _shown(name: str, value: Any) -> str:
    if name in _MONEY and isinstance(value, int):
        return words.money(value)
    if name == "month":
        return words.month(str(value))
    if name == "milestone":
        return word(MILESTONES, value)
    return words.count(value) if isinstance(value, float) else str(value)


def part_day(on: date | None, precision: str) -> str:
    """A date as precisely as it is known: 2024-04-08, 2024年4月, 2024年."""
    if on is None:
        return words.MISSING
    if precision == "day":
        return words.day_in_table(on)
    return words.month(on) if precision == "month" else words.partial_day(f"{on.year}")


def named(zh: str, en: str) -> str:
    """A stored name in the reader's language."""
    return (en or zh) if words.english() else zh
