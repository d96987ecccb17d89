"""The project office's month: all offices and where they stand; one office's reports, verified or returned together."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from leitai.accounts.asking import Request
from leitai.accounts.door import door
from leitai.kernel.refusal import Refusal, Stale
from leitai.kernel.workdays import Calendar
from leitai.register import access, actions, labels, queries, terms
from leitai.register.queries.months import OfficeMonth, ProjectMonth
from leitai.register.views import telling
from leitai.web import words, xlsx

STATES = ("", "draft", "submitted", "verified", "returned")


@door("register.reports")
@require_safe
def months(request: Request) -> HttpResponseBase:
    """All offices in a month: expected, handed in, verified, returned, missing."""
    return _months(
        request, telling.month_asked(request, default=queries.months.reporting_month(request.actor, on=telling.today()))
    )


@door("register.reports")
@require_safe
def months_of(request: Request, month: str) -> HttpResponseBase:
    """The same, by an address that names the month."""
    telling.require_month(month)
    return _months(request, month)


def _months(request: Request, month: str) -> HttpResponseBase:
    by, office = request.actor, request.GET.get("office", "")
    if office or by.role == "reporter":
        return _office(request, month, office or by.office)
    view = queries.months.overview(by, month=month, on=telling.today(), calendar=Calendar.published())
    values = {
        "view": view,
        "month": month,
        "title": _title(view),
        "units": _units(view),
        "columns": _columns(),
        "rows": [_office_row(office, month) for office in view.offices],
        "sum": _sum(view.total),
        "options": telling.month_options(queries.months.first_month(by), month),
        "export": telling.address("months_export", month=month),
        "workbooks": reverse("workbooks:uploads") if access.may_anywhere(by, "workbooks.uploads") else "",
        "meta": _meta(view),
        "may_verify": access.may_anywhere(by, "register.report_verify"),
        "empty": {
            "title": _("Nothing is to be reported for this month"),
            "text": _("No project is followed in it. Choose another month."),
            "actions": [],
        },
    }
    return render(request, "register/months.html", values)


def _title(view: queries.months.MonthView) -> str:
    complete = sum(office.is_complete for office in view.offices)
    month = words.month(view.month)
    if view.offices and complete == len(view.offices):
        return _("%(month)s: all %(n)s offices have reported") % {"month": month, "n": len(view.offices)}
    data = {"month": month, "done": complete, "n": len(view.offices), "missing": view.total.missing}
    return _("%(month)s: %(done)s of %(n)s offices have reported, %(missing)s projects missing") % data


def _meta(view: queries.months.MonthView) -> list[Any]:
    made: list[Any] = [telling.deadline(view.due_on, telling.today()), _until(view.due_on)]
    if view.is_provisional:
        made.append({"tag": "pause", "text": _("the holidays are not announced yet")})
    n = view.total.submitted
    if n:
        made.append(
            ngettext("%(n)s report waits to be verified", "%(n)s reports wait to be verified", n)
            % {"n": words.count(n)}
        )
    return made


def _until(due_on: date) -> str:
    return _("due %(day)s, 18:00") % {"day": words.day(due_on, this_year=telling.today().year)}


def _units(view: queries.months.MonthView) -> list[dict[str, str]]:
    late = view.days_left < 0
    made = []
    for office in view.offices:
        tone = (
            "late"
            if office.missing and late
            else ("warn" if office.missing else ("accent" if office.submitted else ""))
        )
        state = _("%(n)s missing") % {"n": office.missing} if office.missing else (
            _("%(n)s to verify") % {"n": office.submitted} if office.submitted else _("verified")
        )  # fmt: skip
        made.append(
            {
                "name": labels.named(office.name_zh, office.name_en),
                "state": state,
                "href": _href(view.month, office.code),
                "tone": tone,
            }
        )
    return made


def _href(month: str, office: str) -> str:
    return reverse("register:months_of", args=[month]) + f"?office={office}"


def _columns() -> list[dict[str, Any]]:
    counts = [_("Expected"), _("Handed in"), _("Verified"), _("To verify"), _("Returned"), _("Missing")]
    return [
        {"label": _("Office"), "head": True},
        *({"label": label, "number": True} for label in counts),
        {"label": _("This month"), "unit": telling.WAN, "number": True},
        {"label": _("Since January"), "unit": telling.WAN, "number": True},
        {"label": _("Share of the plan"), "phone": "hide"},
        {"label": _("Last handed in")},
    ]


def _office_row(office: OfficeMonth, month: str) -> list[Any]:
    return [
        {"text": labels.named(office.name_zh, office.name_en), "href": _href(month, office.code)}, *_counts(office), *_sums(office),
        words.moment(office.last_at, this_year=telling.today().year) if office.last_at else {"text": "—", "muted": True},
    ]  # fmt: skip


def _counts(office: OfficeMonth) -> list[Any]:
    """Six counts; nought is grey, what waits for somebody stands out."""
    waiting = {"text": words.count(office.submitted), "strong": True} if office.submitted else _nought()
    returned = {"text": words.count(office.returned), "warn": True} if office.returned else _nought()
    missing = {"text": words.count(office.missing), "late": True} if office.missing else _nought()
    return [office.expected, office.reported, office.verified, waiting, returned, missing]


def _nought() -> dict[str, Any]:
    return {"text": "0", "muted": True}


def _sum(total: OfficeMonth) -> list[Any]:
    return [
        _("Sum"), total.expected, total.reported, total.verified, total.submitted, total.returned, total.missing, *_sums(total), "",
    ]  # fmt: skip


def _sums(office: OfficeMonth) -> list[Any]:
    """What was reported, and its share of the plan; an office that reported nothing has none of them, and never 0."""
    if not office.reported:
        return [{"text": "—", "muted": True}, {"text": "—", "muted": True}, ""]
    share = office.cum_year_yuan / office.planned_yuan if office.planned_yuan else None
    return [
        words.wan(office.month_yuan),
        words.wan(office.cum_year_yuan),
        {"share": share, "label": words.percent(share)},
    ]


# one office's month


def _office(
    request: Request,
    month: str,
    office: str,
    *,
    error: str = "",
    chosen: frozenset[str] = frozenset(),
    status: int = 200,
) -> HttpResponseBase:
    by = request.actor
    every = queries.months.projects(by, month=month, office=office)
    can_verify = access.may(by, "register.report_verify", office=office)
    waiting = can_verify and any(row.state == "submitted" for row in every)
    state = request.GET.get("state", "submitted" if waiting else "all")
    found = [row for row in every if state not in STATES or row.state == state]
    name = labels.named(every[0].office_zh, every[0].office_en) if every else office
    may_verify = can_verify and bool(found) and state in ("submitted", "verified")
    values = {
        "month": month,
        "office": office,
        "name": name,
        "title": _("%(office)s, %(month)s") % {"office": name, "month": words.month(month)},
        "columns": _report_columns(),
        "rows": [_report_row(row, month, chosen) for row in found],
        "tabs": _tabs(every, month, office, state),
        "may_verify": may_verify,
        "is_waiting": state == "submitted",
        "select": {"name": "report"} if may_verify else None,
        "error": error,
        "key": telling.new_key(),
        "meta": [telling.deadline(queries.months.due_on(month), telling.today()), _until(queries.months.due_on(month))],
        "options": telling.month_options(queries.months.first_month(by), month),
        "empty": {
            "title": _("No report stands like this"),
            "text": _("Look at another state, or at all."),
            "actions": [{"label": _("All"), "href": _href(month, office) + "&state=all"}],
        },
        "because": request.POST.get("because", ""),
    }
    return render(request, "register/office_month.html", values, status=status)


def _report_columns() -> list[dict[str, Any]]:
    return [
        {"label": _("Project"), "head": True},
        {"label": _("This month"), "unit": telling.WAN, "number": True},
        {"label": _("Since January"), "unit": telling.WAN, "number": True},
        {"label": _("In total"), "unit": telling.WAN, "number": True},
        {"label": _("Month before"), "unit": telling.WAN, "number": True, "phone": "hide"},
        {"label": _("Stage")},
        {"label": _("To look at")},
        {"label": _("State")},
    ]


def _report_row(row: ProjectMonth, month: str, chosen: frozenset[str]) -> dict[str, Any]:
    report = row.report
    key = f"{row.no}|{month}|{report['version']}" if report else ""
    name = labels.named(row.name, row.name_en)
    link = telling.link_report(row.no, month, name) if report else telling.link_project(row.no, name)
    before = row.last.month_yuan if row.last else None
    return {
        "key": key,
        "name": name,
        "on": key in chosen,
        "cells": [
            link,
            *(words.wan(report[name]) if report else "" for name in ("month_yuan", "cum_year_yuan", "cum_yuan")),
            words.wan(before),
            labels.word(labels.STAGES, report["stage"]) if report else "",
            _to_look_at(row),
            telling.state_tag(row.state),
        ],
    }


def _to_look_at(row: ProjectMonth) -> Any:
    asked = [finding for finding in row.findings if finding.severity > terms.Severity.NOTE]
    if not asked:
        return (
            {"text": _("%(n)s photos") % {"n": row.photos}, "muted": True}
            if row.photos
            else {"text": "", "muted": True}
        )
    bit: dict[str, Any] = {"text": labels.said(asked[0]), "warn": True, "small": True}
    if row.report and row.report["reason"]:
        bit["sub"] = row.report["reason"][:80]
    return bit


def _tabs(every: list[ProjectMonth], month: str, office: str, state: str) -> list[dict[str, Any]]:
    href = _href(month, office)
    made = [{"label": _("All"), "href": f"{href}&state=all", "count": len(every), "current": state not in STATES}]
    for code in ("submitted", "verified", "returned", "draft", ""):
        count = sum(row.state == code for row in every)
        made.append(
            {
                "label": labels.word(labels.REPORT_STATES, code),
                "href": f"{href}&state={code}",
                "count": count,
                "current": state == code,
            }
        )
    return made


@door("register.report_verify")
@require_POST
def months_verify(request: Request, month: str) -> HttpResponseBase:
    """The chosen reports of an office verified, or returned with one reason, all or none."""
    telling.require_month(month)
    office, chosen = request.POST.get("office", ""), request.POST.getlist("report")
    reports = [found for found in map(_chosen, chosen) if found]
    words_: dict[str, Any] = {
        "reports": reports,
        "by": request.actor,
        "at": timezone.now(),
        "key": request.POST.get("idempotency_key") or None,
    }
    try:
        if request.POST.get("do") == "return":
            count = actions.return_reports(because=request.POST.get("because", ""), **words_)
            said = ngettext("%(n)s report returned.", "%(n)s reports returned.", count) % {"n": count}
        else:
            count = actions.verify_reports(**words_)
            said = ngettext("%(n)s report verified.", "%(n)s reports verified.", count) % {"n": count}
    except Stale as stale:
        kept = frozenset(key for key in chosen if not _is_named(key, stale.now))
        return _office(request, month, office, error=telling.words_of(stale), chosen=kept, status=409)
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        return _office(
            request, month, office, error=telling.words_of(refusal), chosen=frozenset(chosen), status=refusal.status
        )
    messages.success(request, said)
    return redirect(_href(month, office) if office else reverse("register:months"))


def _chosen(key: str) -> tuple[str, str, int | None] | None:
    no, _bar, rest = key.partition("|")
    month, _bar, version = rest.partition("|")
    return (no, month, int(version)) if version.isascii() and version.isdigit() and len(version) < 10 else None


def _is_named(key: str, now: dict[str, Any]) -> bool:
    found = _chosen(key)
    return found is not None and f"report:{found[0]}/{found[1]}" in now


@door("register.reports_export")
@require_safe
def months_export(request: Request) -> HttpResponseBase:
    """A month's reports of all offices as a sheet."""
    month = telling.month_asked(request, default=queries.months.reporting_month(request.actor, on=telling.today()))
    columns = [
        xlsx.Column(_("Office")),
        xlsx.Column(_("Number")),
        xlsx.Column(_("Project"), width=40),
        xlsx.Column(_("National code"), width=26),
        xlsx.Column(_("Total (10,000 yuan)"), "wan"),
        xlsx.Column(_("Invested this month (10,000 yuan)"), "wan"),
        xlsx.Column(_("Invested this year (10,000 yuan)"), "wan"),
        xlsx.Column(_("Invested in total (10,000 yuan)"), "wan"),
        xlsx.Column(_("Stage")),
        xlsx.Column(_("Progress in words"), width=40),
        xlsx.Column(_("What holds it up"), width=30),
        xlsx.Column(_("Reason"), width=30),
        xlsx.Column(_("State")),
        xlsx.Column(_("Handed in"), "moment"),
        xlsx.Column(_("Verified"), "moment"),
        xlsx.Column(_("Read from"), width=24),
    ]
    rows = (
        (
            r["project__office__name_zh"],
            r["project__no"],
            r["project__name"],
            r["project__national_code"],
            r["project__total_yuan"],
            r["month_yuan"],
            r["cum_year_yuan"],
            r["cum_yuan"],
            labels.word(labels.STAGES, r["stage"]),
            r["progress"],
            r["problem"],
            r["reason"],
            labels.word(labels.REPORT_STATES, r["state"]),
            r["submitted_at"],
            r["verified_at"],
            r["source"],
        )
        for r in queries.reports.export(request.actor, month=month)
    )
    return xlsx.response(_("Monthly reports %(month)s") % {"month": month}, columns, rows, sheet=month)
