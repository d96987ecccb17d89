"""One report: figures, questions, evidence, earlier editions; verify, return, take back. And its photos."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from leitai.accounts import queries as accounts
from leitai.accounts.asking import Request
from leitai.accounts.door import door
from leitai.documents import queries as documents
from leitai.documents import serving
from leitai.kernel.actor import Actor
from leitai.kernel.refusal import Refusal
from leitai.register import access, actions, forms, labels, queries, rules, terms
from leitai.register.views import telling
from leitai.web import phrases, words

TONES = {terms.Severity.ERROR: "late", terms.Severity.REASON: "warn", terms.Severity.NOTE: ""}


def _split(about: str) -> tuple[str, str]:
    no, _slash, month = about.partition("/")
    return no, month


@door("register.reports")
@require_safe
def report(request: Request, about: str) -> HttpResponseBase:
    """A report with everything that is known of it."""
    return _page(request, about)


def _page(
    request: Request, about: str, *, form: forms.Returning | None = None, error: str = "", status: int = 200
) -> HttpResponseBase:
    by, (no, month) = request.actor, _split(about)
    found = access.report_for(by, no, month)
    page = queries.reports.page(found)
    people = accounts.names_of(
        {found.submitted_by, found.verified_by, found.returned_by, *(old.submitted_by for old in page.superseded)}
        - {""}
    )
    office = found.project.office.code
    may_verify = access.may(by, "register.report_verify", office=office)
    may_write = access.may(by, "register.report_write", office=office)
    values = {
        "report": found,
        "page": page,
        "month": month,
        "no": no,
        "title": _title(found),
        "meta": _meta(found),
        "crumbs": _crumbs(found),
        "findings": [_finding(f) for f in page.month.findings],
        "figures": _figures(page),
        "facts": _facts(page, people),
        "earlier": [_earlier(old, people) for old in page.superseded],
        "earlier_columns": _earlier_columns(),
        "photos": page.photos,
        "history": telling.history(f"report:{about}", limit=12),
        "error": error,
        "may_verify": may_verify and rules.flow.can(found.state, "verify"),
        "may_return": may_verify and rules.flow.can(found.state, "return"),
        "may_withdraw": may_write and rules.flow.can(found.state, "withdraw"),
        "may_write": may_write and rules.flow.can(found.state, "submit"),
        "form": form or forms.Returning(initial={"version": found.version, "idempotency_key": telling.new_key()}),
        "key": telling.new_key(),
        "about": about,
        "next_report": _next(by, found) if may_verify else "",
    }
    return render(request, "register/report.html", values, status=status)


def _title(found: Any) -> str:
    return _("%(month)s: %(name)s") % {
        "month": words.month(found.month),
        "name": labels.named(found.project.name, found.project.name_en),
    }


def _meta(found: Any) -> list[Any]:
    made: list[Any] = [telling.state_tag(found.state)]
    return [*made, {"tag": "made", "text": str(phrases.DEMONSTRATION)}] if found.made_up else made


def _crumbs(found: Any) -> list[dict[str, str]]:
    office = found.project.office
    return [
        {"label": _("Monthly reports"), "href": reverse("register:months_of", args=[found.month])},
        {
            "label": labels.named(office.name_zh, office.name_en),
            "href": reverse("register:months_of", args=[found.month]) + f"?office={office.code}",
        },
        {"label": found.project.no, "href": reverse("register:project", args=[found.project.no])},
    ]


def _finding(finding: terms.Finding) -> dict[str, str]:
    return {
        "tone": TONES[finding.severity],
        "text": labels.said(finding),
        "what": labels.word(labels.SEVERITIES, int(finding.severity)),
    }


def _figures(page: queries.reports.Page) -> list[dict[str, Any]]:
    row, report = page.month, page.month.report or {}
    derived = report.get("derived", "").split(",")
    last = row.last

    def worked_out(name: str) -> Any:
        return {"text": _("worked out from the month before"), "muted": True} if name in derived else ""

    before = _("month before %(amount)s") % {"amount": words.wan(last.month_yuan)} if last else ""
    expected = (
        _("expected %(amount)s") % {"amount": words.wan(page.expected_yuan)} if page.expected_yuan is not None else ""
    )
    invested = report.get("cum_year_yuan")
    share = invested / row.planned_yuan if row.planned_yuan and invested is not None else None
    return [
        {
            "label": _("Invested this month"),
            "value": words.wan(report.get("month_yuan")),
            "unit": telling.WAN,
            "note": worked_out("month_yuan") or before,
        },
        {
            "label": _("Since January"),
            "value": words.wan(report.get("cum_year_yuan")),
            "unit": telling.WAN,
            "note": worked_out("cum_year_yuan") or expected,
        },
        {
            "label": _("Since the start"),
            "value": words.wan(report.get("cum_yuan")),
            "unit": telling.WAN,
            "note": worked_out("cum_yuan"),
        },
        {
            "label": _("Of the year's plan"),
            "value": words.percent(share),
            "note": _("plan %(amount)s") % {"amount": words.wan(row.planned_yuan)} if row.planned_yuan else "",
        },
    ]


def _facts(page: queries.reports.Page, people: dict[str, str]) -> list[dict[str, Any]]:
    report = page.month.report or {}
    rows: list[tuple[str, Any]] = [
        (_("Stage"), labels.word(labels.STAGES, report["stage"])),
        (_("Progress in words"), report["progress"]),
        (_("What holds it up"), report["problem"]),
        (_("Reason"), report["reason"]),
        (_("Read from"), report["source"] or _("typed in on the page of the month")),
        (_("Handed in"), _when(report["submitted_at"], report["submitted_by"], people)),
        (_("Verified"), _when(report["verified_at"], report["verified_by"], people)),
        (_("Returned"), _when(report["returned_at"], report["returned_by"], people)),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def _when(at: Any, code: str, people: dict[str, str]) -> str:
    return f"{words.moment(at)} {people.get(code, '')}".strip() if at else ""


def _earlier_columns() -> list[dict[str, Any]]:
    return [
        {"label": _("Edition"), "head": True},
        {"label": _("This month"), "unit": telling.WAN, "number": True},
        {"label": _("Since January"), "unit": telling.WAN, "number": True},
        {"label": _("In total"), "unit": telling.WAN, "number": True},
        {"label": _("Handed in")},
        {"label": _("Why it went back")},
    ]


def _earlier(old: Any, people: dict[str, str]) -> list[Any]:
    return [
        str(old.version), words.wan(old.month_yuan), words.wan(old.cum_year_yuan), words.wan(old.cum_yuan),
        {"text": words.moment(old.submitted_at), "sub": people.get(old.submitted_by, "")}, old.returned_because,
    ]  # fmt: skip


def _next(by: Actor, found: Any) -> str:
    """The next report of the month that waits to be verified."""
    waiting = queries.reports.to_verify(by, month=found.month)
    following = [no for no, _month, _version in waiting if no != found.project.no]
    after = [no for no in following if no > found.project.no] or following
    return reverse("register:report", args=[f"{after[0]}/{found.month}"]) if after else ""


def _version(request: Request) -> int | None:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _done(request: Request, about: str, function: Any, said: str, **more: Any) -> HttpResponseBase:
    no, month = _split(about)
    try:
        function(
            no=no,
            month=month,
            version=_version(request),
            by=request.actor,
            at=timezone.now(),
            key=request.POST.get("idempotency_key") or None,
            **more,
        )
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        form = forms.Returning(request.POST) if more else None
        if form is not None and refusal.field == "because":
            form.is_valid()
            if not form.errors:
                telling.at_fields(form, refusal)
        return _page(
            request, about, form=form, error="" if refusal.field else telling.words_of(refusal), status=refusal.status
        )
    messages.success(request, said)
    return redirect("register:report", about)


@door("register.report_verify")
@require_POST
def report_verify(request: Request, about: str) -> HttpResponseBase:
    """Verify, then on to the next one that waits."""
    return _done(request, about, actions.verify_report, _("Verified."))


@door("register.report_verify")
@require_POST
def report_return(request: Request, about: str) -> HttpResponseBase:
    """Send back with a reason."""
    return _done(
        request, about, actions.return_report, _("Returned to the town."), because=request.POST.get("because", "")
    )


@door("register.report_write")
@require_POST
def report_withdraw(request: Request, about: str) -> HttpResponseBase:
    """Take back what nobody verified yet."""
    return _done(request, about, actions.withdraw_report, _("Taken back; it is a draft again."))


@door("register.photo")
@require_safe
def photo(request: Request, photo: int) -> HttpResponseBase:
    """A photo, or with ?small its small one."""
    found = access.photo_for(request.actor, photo)
    sha256 = found.thumbnail if "small" in request.GET and found.thumbnail else found.document
    return serving.answer(request, documents.file(sha256), name=f"{found.report.project.no}-{found.report.month}.jpg")
