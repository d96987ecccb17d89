"""A project's facts file: answers, what is held, when it would start."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from leitai.catalogue.rules import answers, plainyaml
from leitai.kernel import refusal
from leitai.kernel.refusal import N_
from leitai.permits import terms
from leitai.permits.rules import prepared

LIMITS = plainyaml.Limits(bytes=1_000_000, nodes=50_000)
MOST_WORKS_DAYS = 3650


def request_of(
    content: bytes, ready: prepared.Prepared, *, today: date, start: str | None = None, works_days: str | None = None
) -> terms.Request:
    """The request written in a facts file.

    Args:   today: the start if neither file nor `start` gives one. start, works_days: as words; they win over the file.
    Raises: Refusal: anything that is not as section 2 of the catalogue's semantics says.
    """
    try:
        value = plainyaml.value_of(content, LIMITS)
    except plainyaml.Unreadable as error:
        raise refusal.Refusal("facts.unreadable", N_("The facts cannot be read: %(why)s."), why=str(error)) from None
    return request_from(value, ready, today=today, start=start, works_days=works_days)


def request_from(
    value: Any, ready: prepared.Prepared, *, today: date, start: Any = None, works_days: Any = None
) -> terms.Request:
    """As `request_of`, from plain values: a mapping fact -> answer, or one with `facts` and held, start, works_days."""
    if not isinstance(value, Mapping):
        raise refusal.Refusal(
            "facts.no_mapping", N_("The facts must be lines of fact: value; an empty mapping is written {}.")
        )
    beside = value if "facts" in value else {}
    facts = value.get("facts", value)
    if not isinstance(facts, Mapping):
        raise refusal.Refusal("facts.no_mapping", N_("Under facts there must be lines of fact: value, not %(value)s."),
                              value=answers.shown(facts))  # fmt: skip
    start = start if start is not None else beside.get("start")
    works_days = works_days if works_days is not None else beside.get("works_days")
    return terms.Request(
        answers.answers_from(facts, ready.facts),
        today if start is None else _start(start),
        0 if works_days is None else _works_days(works_days),
        _held(beside.get("held"), ready),
    )


def unlisted_codes(request: terms.Request, ready: prepared.Prepared, listed: frozenset[str]) -> list[tuple[str, str]]:
    """(fact, code) of each industry code that is not in the list of classes."""
    return [
        (fact.id, str(value))
        for fact, value in zip(ready.facts.values(), request.values, strict=True)
        if fact.kind == "industry_code" and value is not None and value not in listed
    ]


def _start(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise refusal.Refusal("start.value", N_("The start cannot be %(value)s. Allowed: a date such as 2024-04-08."),
                          field="start", value=answers.shown(value))  # fmt: skip


def _works_days(value: Any) -> int:
    if isinstance(value, str) and re.fullmatch(r"\d{1,5}", value, re.ASCII):
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_WORKS_DAYS:
        return value
    raise refusal.Refusal(
        "works_days.value", N_("The works_days cannot be %(value)s. Allowed: a whole number of days from 0 to %(most)s."),
        field="works_days", value=answers.shown(value), most=MOST_WORKS_DAYS,
    )  # fmt: skip


def _held(value: Any, ready: prepared.Prepared) -> frozenset[str]:
    if value is None:
        return frozenset()
    if not isinstance(value, list):
        raise refusal.Refusal("held.value", N_("The held papers must be a list of names, not %(value)s."),
                              field="held", value=answers.shown(value))  # fmt: skip
    for name in value:
        if not isinstance(name, str) or name not in ready.askable:
            _refuse_held(name, ready)
    return frozenset(value)


def _refuse_held(name: Any, ready: prepared.Prepared) -> None:
    editions = sorted(slot for slot in ready.askable if slot.startswith(f"{name}:"))
    if editions:
        raise refusal.Refusal(
            "held.edition", N_("The held paper %(name)s has editions; name one of %(editions)s."),
            field="held", name=name, editions=", ".join(editions),
        )  # fmt: skip
    raise refusal.Refusal(
        "held.unknown", N_("The held paper %(name)s is unknown: no procedure asks for it or issues it."),
        field="held", name=answers.shown(name),
    )  # fmt: skip
