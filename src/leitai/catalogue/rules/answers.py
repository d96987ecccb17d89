"""A project's answers, checked against the questions of a catalogue."""

import re
from collections.abc import Mapping
from typing import Any

from leitai.catalogue import terms
from leitai.kernel import refusal
from leitai.kernel.refusal import N_


def shown(value: object) -> str:
    """A value as a sentence may quote it: one line, not long."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


def answers_from(given: Mapping[Any, Any], facts: Mapping[str, terms.Fact]) -> tuple[terms.Value, ...]:
    """The value of every fact, in the order of `facts`: as given, by default, or None for "not yet known".

    Args:   given: fact -> answer as YAML or JSON gives it; null = not yet known; a fact not mentioned takes its default.
    Raises: Refusal: a fact that is not asked, an answer of a wrong kind; it names the fact, the value and what is allowed.
    """
    for name in given:
        if name not in facts:
            raise refusal.Refusal(
                "facts.unknown", N_("There is no fact %(fact)s in this catalogue. Leave it out or correct its name."),
                field=str(name), fact=shown(name) if not isinstance(name, str) else name[:60],
            )  # fmt: skip
    return tuple(
        (None if given[name] is None else value_for(fact, given[name])) if name in given else fact.default
        for name, fact in facts.items()
    )


def value_for(fact: terms.Fact, value: Any) -> terms.Value:
    """One answer as the rules take it: integers become doubles. Raises: Refusal."""
    if fact.kind == "bool":
        return value if isinstance(value, bool) else _refuse(fact, value, _BOOL)
    if fact.kind == "enum":
        fits = isinstance(value, str) and value in fact.codes
        return str(value) if fits else _refuse(fact, value, _CHOICE, choices=", ".join(fact.codes))
    if fact.kind == "number":
        return _number(fact, value)
    if isinstance(value, str) and re.fullmatch("[0-9]{4}", value):
        return value
    return _refuse(fact, value, _UNQUOTED if isinstance(value, int) and not isinstance(value, bool) else _CODE)


_BOOL = N_("The fact %(fact)s cannot be %(value)s. Allowed: true or false, or null if it is not yet known.")
_CHOICE = N_("The fact %(fact)s cannot be %(value)s. Allowed: one of %(choices)s, or null if it is not yet known.")
_NUMBER = N_(
    "The fact %(fact)s cannot be %(value)s. Allowed: a number (%(unit)s), 0 or more, or null if it is not yet known."
)
_CODE = N_("The fact %(fact)s cannot be %(value)s. Allowed: a string of four digits, or null if it is not yet known.")
_UNQUOTED = N_("The fact %(fact)s cannot be the number %(value)s. Allowed: four digits; put it in quotes.")


def _number(fact: terms.Fact, value: Any) -> terms.Value:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _refuse(fact, value, _NUMBER, unit=fact.unit_en)
    try:
        number = float(value)
    except OverflowError:
        return _refuse(fact, value, _NUMBER, unit=fact.unit_en)
    # The comparison is false for NaN; adding 0.0 turns -0.0 into 0.0.
    return number + 0.0 if 0.0 <= number < float("inf") else _refuse(fact, value, _NUMBER, unit=fact.unit_en)


def _refuse(fact: terms.Fact, value: Any, text: str, **data: Any) -> terms.Value:
    raise refusal.Refusal("facts.value", text, field=fact.id, fact=fact.id, value=shown(value), **data)
