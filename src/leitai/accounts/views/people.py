"""The administrator's people: the list and its sheet, one person with seats, and what can be done about them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leitai.accounts import access, actions, forms, queries, terms
from leitai.accounts.asking import Request
from leitai.accounts.door import door
from leitai.accounts.terms import OfficeKind, Role, Scope
from leitai.accounts.views import telling
from leitai.kernel.actor import Actor
from leitai.kernel.refusal import Gone, Refusal
from leitai.web import refusals, xlsx


def _asked(request: Request) -> queries.Filter:
    get = request.GET.get
    return queries.Filter(
        text=get("q", "")[:60].strip(), role=get("role", ""), office=get("office", ""), state=get("state", "")
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _writes(by: Actor) -> bool:
    return access.reach(by, "accounts.people_write") is not Scope.NONE


@door("accounts.people_read")
@require_safe
def people(request: Request) -> HttpResponseBase:
    """Everybody with a seat here; filtered, paged, and as a sheet."""
    by = request.actor
    asked, number = _asked(request), _number(request.GET.get("page", "1"))
    page = queries.people(asked, on=telling.today(), page=number)
    words = {
        "page": page, "rows": [_row(p) for p in page.rows], "columns": _columns(), "fields": _fields(asked, queries.offices()),
        "previous": _address(asked, number - 1) if number > 1 else "",
        "next": _address(asked, number + 1) if page.last < page.total else "",
        "sheet": reverse("accounts:people_export") + _query(asked), "writes": _writes(by), "chips": _chips(asked),
    }  # fmt: skip
    return render(request, "accounts/people.html", words)


def _columns() -> list[dict[str, Any]]:
    labels = (_("Full name"), _("Name for sign-in"), _("Seats"), _("Last sign-in"), _("State"))
    return [{"label": label, "head": at == 0} for at, label in enumerate(labels)]


def _row(person: queries.PersonRow) -> dict[str, Any]:
    seats = [s for s in person.seats if s.valid]
    return {
        "cells": [
            {"text": person.name, "href": reverse("accounts:person", args=[person.code]), "strong": True},
            {"text": person.username, "mono": True},
            {
                "text": telling.listed([f"{telling.named(s, 'office')} · {_(terms.ROLE_NAMES[s.role])}" for s in seats])
                or "—"
            },
            timezone.localtime(person.last_at).strftime("%Y-%m-%d %H:%M") if person.last_at else "",
            _state(person),
        ]
    }


def _state(person: queries.PersonRow) -> dict[str, str]:
    if not person.is_active:
        return {"tag": "late", "text": pgettext("account", "closed")}
    if not person.has_password:
        return {"tag": "pause", "text": _("no password yet")}
    return {"tag": "", "text": pgettext("account", "open")}


def _fields(asked: queries.Filter, offices: list[queries.OfficeRow]) -> list[dict[str, Any]]:
    roles = [("", _("all")), *((r.value, _(terms.ROLE_NAMES[r])) for r in Role if r is not Role.MACHINE)]
    places = [("", _("all")), *((o.code, telling.named(o)) for o in offices if o.kind != OfficeKind.SECTION)]
    states = [("", _("all")), ("active", pgettext("account", "open")), ("disabled", pgettext("account", "closed"))]
    return [
        {"name": "q", "label": _("Full name"), "value": asked.text, "grow": True},
        {"name": "role", "label": _("Role"), "options": _options(roles, asked.role)},
        {"name": "office", "label": _("Office"), "options": _options(places, asked.office)},
        {"name": "state", "label": _("State"), "options": _options(states, asked.state)},
    ]


def _options(pairs: list[tuple[str, str]], chosen: str) -> list[dict[str, Any]]:
    return [{"value": value, "label": label, "selected": value == chosen} for value, label in pairs]


def _query(asked: queries.Filter, **more: Any) -> str:
    words = {"q": asked.text, "role": asked.role, "office": asked.office, "state": asked.state, **more}
    told = urlencode({k: v for k, v in words.items() if v})
    return f"?{told}" if told else ""


def _address(asked: queries.Filter, number: int) -> str:
    return reverse("accounts:people") + _query(asked, page=number)


def _chips(asked: queries.Filter) -> list[dict[str, str]]:
    told = {"text": asked.text, "role": asked.role, "office": asked.office, "state": asked.state}
    kept = {k: v for k, v in told.items() if v}
    return [
        {
            "label": _(terms.ROLE_NAMES.get(v, v)) if k == "role" else v,
            "href": reverse("accounts:people") + _query(queries.Filter(**{**kept, k: ""})),
        }
        for k, v in kept.items()
    ]


@door("accounts.people_export")
@require_safe
def people_export(request: Request) -> HttpResponseBase:
    """The same people as the list, one row for each seat."""
    columns = [
        xlsx.Column(label) for label in (_("Full name"), _("Name for sign-in"), _("Role"), _("Office"), _("Section"))
    ]
    columns += [
        xlsx.Column(_("From"), "day"),
        xlsx.Column(_("Until"), "day"),
        xlsx.Column(_("Last sign-in"), "moment"),
        xlsx.Column(_("State")),
    ]
    rows = [
        (p.name, p.username, _(terms.ROLE_NAMES[s.role]), telling.named(s, "office"), telling.named(s, "section"),
         s.since_on, s.until_on, p.last_at, _state(p)["text"])
        for p in queries.all_people(_asked(request), on=telling.today()) for s in p.seats
    ]  # fmt: skip
    return xlsx.response(_("People"), columns, rows, sheet=_("People"))


def _choices() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Offices and sections as form choices."""
    rows = queries.offices()
    names = {o.code: telling.named(o) for o in rows}
    offices = [(o.code, names[o.code]) for o in rows if o.kind != OfficeKind.SECTION]
    sections = [
        (o.code, f"{names.get(o.parent or '', '')} · {names[o.code]}") for o in rows if o.kind == OfficeKind.SECTION
    ]
    return offices, sections


@door("accounts.people_write")
@require_http_methods(["GET", "HEAD", "POST"])
def person_add(request: Request) -> HttpResponseBase:
    """Somebody new with a first seat; the next page shows the one-time code."""
    offices, sections = _choices()
    form = forms.Person(
        request.POST if request.method == "POST" else None,
        offices=offices,
        sections=sections,
        initial={"since_on": telling.today()},
    )
    if form.is_valid():
        given, by, at = form.cleaned_data, request.actor, timezone.now()
        try:
            person = actions.create_person(**(given | {"section": given["section"] or None}), by=by, at=at)
        except Refusal as refusal:
            telling.at_field(form, refusal)
        else:
            return _with_code(request, person.code, actions.invite_person(person=person.code, by=by, at=at))
    return render(request, "accounts/person_add.html", {"form": form}, status=422 if form.errors else 200)


def _with_code(request: Request, person: str, code: str) -> HttpResponseBase:
    """The person's page with the code, this once: it is kept nowhere but in this answer."""
    return _person_page(request, person, code=code)


@door("accounts.people_read")
@require_safe
def person(request: Request, code: str) -> HttpResponseBase:
    """One person: seats, state, and for the administrator what can be done."""
    return _person_page(request, code)


def _person_page(
    request: Request, who: str, *, form: forms.Seat | None = None, status: int = 200, **more: Any
) -> HttpResponseBase:
    by = request.actor
    found = queries.person(who, on=telling.today())
    if found is None:
        raise Gone
    if form is None:
        offices, sections = _choices()
        form = forms.Seat(offices=offices, sections=sections, initial={"since_on": telling.today()})
    seats = [
        {
            "key": s.key, "role": _(terms.ROLE_NAMES[s.role]),
            "office": telling.named(s, "office"), "section": telling.named(s, "section"),
            "since_on": s.since_on, "until_on": s.until_on, "valid": s.valid,
        }
        for s in found.seats
    ]  # fmt: skip
    own = found.code == by.code
    words = {
        "person": found,
        "seats": seats,
        "state": _state(found),
        "form": form,
        "own": own,
        "writes": _writes(by) and not own,
        **more,
    }
    return render(request, "accounts/person.html", words, status=status)


@door("accounts.people_write")
@require_POST
def seat_give(request: Request, code: str) -> HttpResponseBase:
    """One more seat for a person."""
    offices, sections = _choices()
    form = forms.Seat(request.POST, offices=offices, sections=sections)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.give_seat(
                person=code, **(given | {"section": given["section"] or None}), by=request.actor, at=timezone.now()
            )
        except Gone:
            raise
        except Refusal as refusal:
            telling.at_field(form, refusal)
        else:
            messages.success(request, _("The seat is given and stands in the history."))
            return redirect("accounts:person", code)
    return _person_page(request, code, form=form, status=422)


@door("accounts.people_write")
@require_POST
def seat_take(request: Request, code: str, seat: int) -> HttpResponseBase:
    """Takes a seat away: from the next request on it opens nothing."""
    if queries.seat_holder(seat) != code:
        raise Gone
    return _done(request, code, _("The seat is taken away; it stays in the history."), actions.take_seat, seat=seat)


@door("accounts.people_write")
@require_POST
def person_switch(request: Request, code: str) -> HttpResponseBase:
    """Closes an account or opens it again."""
    if request.POST.get("to") == "closed":
        return _done(
            request,
            code,
            _("The account is closed; open sessions end at their next click."),
            actions.disable_person,
            person=code,
        )
    return _done(request, code, _("The account is open again."), actions.enable_person, person=code)


def _done(request: Request, code: str, said: str, do: Any, **words: Any) -> HttpResponseBase:
    try:
        do(**words, by=request.actor, at=timezone.now())
    except Gone:
        raise
    except Refusal as refusal:
        messages.error(request, refusals.words(refusal))
    else:
        messages.success(request, said)
    return redirect("accounts:person", code)


@door("accounts.people_write")
@require_POST
def person_invite(request: Request, code: str) -> HttpResponseBase:
    """A one-time code for a new password, shown this once."""
    return _with_code(request, code, actions.invite_person(person=code, by=request.actor, at=timezone.now()))
