"""The county's offices and their sections: the list and its sheet, and their names."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitai.accounts import access, actions, forms, queries, terms
from leitai.accounts.asking import Request
from leitai.accounts.door import door
from leitai.accounts.terms import OfficeKind, Scope
from leitai.accounts.views import telling
from leitai.kernel.refusal import Gone, Refusal, Stale
from leitai.web import xlsx


@door("accounts.people_read")
@require_safe
def offices(request: Request) -> HttpResponseBase:
    """All offices in the county's order, sections behind their office."""
    text = request.GET.get("q", "")[:60].strip()
    found = queries.offices(text=text)
    writes = access.reach(request.actor, "accounts.office_write") is not Scope.NONE
    names = {o.code: telling.named(o) for o in found}
    words = {
        "rows": [_row(o, names, writes) for o in found], "total": len(found), "writes": writes,
        "columns": [{"label": label, "head": at == 0} for at, label in enumerate(_labels())],
        "fields": [{"name": "q", "label": _("Name"), "value": text, "grow": True}],
        "chips": [{"label": text, "href": reverse("accounts:offices")}] if text else [],
        "sheet": reverse("accounts:offices_export"),
    }  # fmt: skip
    return render(request, "accounts/offices.html", words)


def _labels() -> tuple[str, ...]:
    return _("Office"), _("Code"), _("Kind"), _("Short name"), _("Other names")


def _row(row: queries.OfficeRow, names: dict[str, str], writes: bool) -> dict[str, Any]:
    name = telling.named(row)
    title = {"text": name, "strong": True, **({"href": reverse("accounts:office", args=[row.code])} if writes else {})}
    above = {"sub": names.get(row.parent, row.parent)} if row.parent else {}
    kind = _(terms.KIND_NAMES[row.kind])
    return {
        "cells": [
            title | above,
            {"text": row.code, "mono": True},
            kind,
            row.short_zh,
            telling.listed(list(row.other_names)),
        ]
    }


@door("accounts.people_export")
@require_safe
def offices_export(request: Request) -> HttpResponseBase:
    """The offices as a sheet."""
    labels = (
        _("Code"),
        _("Kind"),
        _("Chinese name"),
        _("Short name"),
        _("English name"),
        _("Other names"),
        _("Belongs to"),
        _("Division code"),
    )
    rows = [
        (
            o.code,
            _(terms.KIND_NAMES[o.kind]),
            o.name_zh,
            o.short_zh,
            o.name_en,
            telling.listed(list(o.other_names)),
            o.parent,
            o.division_code,
        )
        for o in queries.offices()
    ]
    return xlsx.response(_("Offices"), [xlsx.Column(label) for label in labels], rows, sheet=_("Offices"))


@door("accounts.office_write")
@require_http_methods(["GET", "HEAD", "POST"])
def office_add(request: Request) -> HttpResponseBase:
    """An office or a section that isn't there yet."""
    above = [(o.code, telling.named(o)) for o in queries.offices() if o.kind != OfficeKind.SECTION]
    form = forms.NewOffice(request.POST if request.method == "POST" else None, offices=above)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.create_office(**(given | {"parent": given["parent"] or None}), by=request.actor, at=timezone.now())
        except Refusal as refusal:
            telling.at_field(form, refusal)
        else:
            messages.success(request, _("The office is entered and stands in the history."))
            return redirect("accounts:offices")
    return render(
        request,
        "accounts/office.html",
        {"form": form, "name": "", "code": "", "mark": "", "now": []},
        status=422 if form.errors else 200,
    )


@door("accounts.office_write")
@require_http_methods(["GET", "HEAD", "POST"])
def office(request: Request, code: str) -> HttpResponseBase:
    """The names of one office."""
    found = queries.office(code)
    if found is None:
        raise Gone
    now = {
        "name_zh": found.name_zh,
        "short_zh": found.short_zh,
        "name_en": found.name_en,
        "other_names": "\n".join(found.other_names),
    }
    form = forms.Office(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid():
        try:
            actions.change_office(office=code, **form.cleaned_data, by=request.actor, at=timezone.now())
        except Stale as stale:
            telling.at_field(form, stale)
            return _office_page(request, form, found, stale.status, now=stale.now)
        messages.success(request, _("The names are changed; a former name still finds the office."))
        return redirect("accounts:offices")
    return _office_page(request, form, found, 422 if form.errors else 200)


def _office_page(
    request: Request, form: forms.Office, found: queries.OfficeRow, status: int, now: dict[str, Any] | None = None
) -> HttpResponseBase:
    """The form as it was typed; where somebody was quicker, beside it what stands there now, and the next save goes over it."""
    labels = {
        "name_zh": _("Chinese name"),
        "short_zh": _("Short name"),
        "name_en": _("English name"),
        "other_names": _("Other names"),
    }
    listed = {k: telling.listed(v) if isinstance(v, list) else v for k, v in (now or {}).items()}
    words = {
        "form": form, "name": telling.named(found), "code": found.code, "mark": found.mark,
        "now": [{"label": labels[k], "value": v} for k, v in listed.items()],
    }  # fmt: skip
    return render(request, "accounts/office.html", words, status=status)
