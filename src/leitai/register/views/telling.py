"""What the pages of the register share: addresses, refusals at their fields, dates and names in words."""

import secrets
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from leitai.accounts.asking import Request
from leitai.audit import queries as audit
from leitai.audit.queries.lines import Line
from leitai.kernel.actor import Actor
from leitai.kernel.refusal import Gone, Refusal, Refusals
from leitai.kernel.workdays import Calendar
from leitai.register import labels, queries, rules, terms
from leitai.web import phrases, refusals, words

WAN = phrases.WAN_YUAN


def today() -> date:
    """The day in the county."""
    return timezone.localdate()


def new_key() -> str:
    """A key for one form, so that sending it twice does the thing once."""
    return secrets.token_hex(12)


def month_asked(request: Request, *, default: str = "") -> str:
    """The month in the address if it is one that can be looked at, else the one that is shown."""
    asked = request.GET.get("month", "")
    if rules.months.is_month(asked) and asked <= rules.months.shifted(rules.months.month_of(today()), 12):
        return asked
    return default or queries.months.shown_month(request.actor, on=today())


def require_month(month: str) -> None:
    """Months that were never reported and won't be for a year have no page. Raises: Gone."""
    if not "1990-01" <= month <= rules.months.shifted(rules.months.month_of(today()), 12):
        raise Gone


def snapshot(
    by: Actor, month: str, *, only: int | None = None, door: str = "register.projects"
) -> queries.snapshots.Snapshot:
    """The projects as they stood in a month, seen from today or from the end of its reporting."""
    on = queries.snapshots.day_for(month, today())
    return queries.snapshots.snapshot(by, month=month, on=on, calendar=Calendar.published(), only=only, door=door)


def words_of(refusal: Refusal) -> str:
    """The sentence of a refusal; amounts and months of findings are written for people."""
    if refusal.code.startswith("finding."):
        return labels.said(terms.Sentence(refusal.code, refusal.text, refusal.data))
    return refusals.words(refusal)


def at_fields(form: forms.Form, refusal: Refusal) -> None:
    """Puts a refusal, or each part of one, at the field it belongs to, or above the form."""
    for part in refusal.parts if isinstance(refusal, Refusals) else [refusal]:
        form.add_error(part.field if part.field in form.fields else None, words_of(part))


def page_number(text: str) -> int:
    """A page of a list; 1 for anything that is none."""
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 6 and int(text) else 1


def address(name: str, *args: str, **query: Any) -> str:
    """The address of a page of the register with its query, empty values left out."""
    told = urlencode([(key, value) for key, value in query.items() if value not in ("", None, ())])
    return reverse(f"register:{name}", args=args) + (f"?{told}" if told else "")


def light(row: queries.snapshots.Row) -> dict[str, Any]:
    """A project's light with its first reason beneath, as a bit; green says nothing more."""
    verdict = row.verdict
    bit: dict[str, Any] = {"light": verdict.light.value, "text": labels.word(labels.LIGHTS, verdict.light.value)}
    if verdict.light is not terms.Light.GREEN and verdict.reasons:
        bit["sub"] = labels.said(verdict.reasons[0])
    return bit


def state_tag(state: str) -> dict[str, str]:
    """The state of a report as a tag: colour only for what needs somebody."""
    tones = {"": "warn", "draft": "pause", "submitted": "accent", "verified": "", "returned": "late"}
    return {"tag": tones[state], "text": labels.word(labels.REPORT_STATES, state)}


def link_project(no: str, name: str, *, sub: Any = "") -> dict[str, Any]:
    """A project's name as a link, its number or code beneath."""
    bit: dict[str, Any] = {"text": name, "href": reverse("register:project", args=[no])}
    if sub:
        bit["sub"] = sub
    return bit


def link_report(no: str, month: str, text: str = "") -> dict[str, Any]:
    """A report as a link."""
    return {"text": text or words.month(month), "href": reverse("register:report", args=[f"{no}/{month}"])}


def deadline(due_on: date, on: date) -> dict[str, str]:
    """A deadline as a light: how many days are left, or by how many it is past."""
    left = (due_on - on).days
    if left < 0:
        return {"light": "red", "text": _("%(days)s days late") % {"days": -left}}
    if left == 0:
        return {"light": "yellow", "text": _("due today")}
    tone = "yellow" if left <= 2 else "green"
    return {"light": tone, "text": _("%(days)s days left") % {"days": left}}


def month_options(first: str, chosen: str) -> list[dict[str, Any]]:
    """The months from the first one reported to the open one, newest first, to choose from; at most five years."""
    newest = max(rules.deadlines.open_month(today()), chosen)
    oldest = max(min(first or chosen, chosen), min(rules.months.shifted(newest, -59), chosen))
    every = rules.months.run(oldest, newest)[::-1]
    return [{"value": m, "label": words.month(m), "selected": m == chosen} for m in every]


def options(pairs: list[tuple[str, str]], chosen: str) -> list[dict[str, Any]]:
    """Choices of a filter."""
    return [{"value": value, "label": label, "selected": value == chosen} for value, label in pairs]


def history(*abouts: str, limit: int) -> list[Line]:
    """The newest entries about some objects, in a column beside the page: only what replaced something is spelt out."""
    found = audit.entries_about(*abouts, limit=limit).lines
    return [replace(line, changes=[change for change in line.changes if change.before is not None]) for line in found]
