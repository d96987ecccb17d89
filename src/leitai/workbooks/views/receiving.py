"""The list of workbooks, and the page where they are handed in."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from leitai.accounts import queries as accounts
from leitai.accounts.asking import Request
from leitai.accounts.door import door
from leitai.documents import files as stored
from leitai.kernel.refusal import Refusal
from leitai.web import words, xlsx
from leitai.workbooks import access, actions, labels, queries
from leitai.workbooks.queries.uploads import SIZE, TABS, Row
from leitai.workbooks.views import telling

MOST_FILES = 20
ACCEPT = ".xlsx,.xls,.xlsm,.csv"


@door("workbooks.uploads")
@require_safe
def uploads(request: Request) -> HttpResponseBase:
    """The workbooks that were handed in, newest first."""
    by, tab = request.actor, _tab(request)
    page = request.GET.get("page", "1")
    found = queries.uploads.listing(
        by, tab=tab, page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
    )
    names, people = _names(found.rows)
    address = reverse("workbooks:uploads")
    first = (found.page - 1) * SIZE
    values = {
        "title": _title(found.tabs["open"]),
        "tabs": _tabs(found.tabs, tab, address),
        "columns": _columns(),
        "rows": [_cells(row, names, people) for row in found.rows],
        "export": f"{reverse('workbooks:uploads_export')}?tab={tab}",
        "may_upload": access.may(by, "workbooks.upload", office=by.office),
        "empty": _empty(found.tabs),
        "pager": {
            "first": first + 1 if found.rows else 0,
            "last": first + len(found.rows),
            "total": found.found,
            "previous": f"{address}?tab={tab}&page={found.page - 1}" if found.page > 1 else "",
            "next": f"{address}?tab={tab}&page={found.page + 1}" if first + SIZE < found.found else "",
        },
    }
    return render(request, "workbooks/uploads.html", values)


def _tab(request: Request) -> str:
    asked = request.GET.get("tab", "open")
    return asked if asked in TABS else "open"


def _title(count: int) -> str:
    if not count:
        return _("No workbook is waiting")
    return ngettext("%(n)s workbook is waiting to be entered", "%(n)s workbooks are waiting to be entered", count) % {
        "n": count
    }


def _tabs(counts: dict[str, int], tab: str, address: str) -> list[dict[str, Any]]:
    said = {"open": _("To do"), "entered": _("Entered"), "back": _("Returned or withdrawn"), "all": _("All of them")}
    return [{"label": said[t], "href": f"{address}?tab={t}", "count": counts[t], "current": t == tab} for t in TABS]


def _empty(counts: dict[str, int]) -> dict[str, Any]:
    if counts["all"]:
        text = _("There are %(n)s altogether.") % {"n": counts["all"]}
        return {
            "title": _("None stands like this"),
            "text": text,
            "actions": [{"label": _("Show all"), "href": "?tab=all"}],
        }
    text = _(
        "Send a monthly table as it is: .xlsx, .xls or .csv. What is doubtful is asked before anything is entered."
    )
    return {"title": _("No workbook has been handed in yet"), "text": text, "actions": []}


def _names(rows: list[Row]) -> tuple[dict[str, str], dict[str, str]]:
    return accounts.office_names({r.office for r in rows}), accounts.names_of({r.handed_in_by for r in rows})


def _columns() -> list[dict[str, Any]]:
    return [
        {"label": _("Workbook"), "head": True},
        {"label": _("Office")},
        {"label": _("Month")},
        {"label": _("State")},
        {"label": _("Rows"), "number": True},
        {"label": _("To settle"), "number": True},
        {"label": _("Entered"), "number": True},
        {"label": _("Received")},
    ]


def _cells(row: Row, names: dict[str, str], people: dict[str, str]) -> list[Any]:
    state = {"tag": labels.TONES[row.state], "text": labels.word(labels.STATES, row.state)}
    doubts = (
        {"text": str(row.doubts_open), "strong": True}
        if row.doubts_open and row.state in {"read", "partly"}
        else {"text": "0", "muted": True}
    )
    kind = labels.word(labels.KINDS, row.kind) if row.kind else ""
    return [
        {"text": row.name, "href": reverse("workbooks:reader", args=[row.no]), "sub": f"{row.no} {kind}".strip()},
        _office(row, names),
        words.month(row.month) if row.month else None,
        state,
        row.rows_count,
        doubts,
        row.entered_count,
        {"text": words.moment(row.handed_in_at), "sub": people.get(row.handed_in_by, "")},
    ]


def _office(row: Row, names: dict[str, str]) -> Any:
    """Whose workbook it is; where the project office sent it, also who reports by the table's own words."""
    name = names.get(row.office, row.office)
    return {"text": name, "sub": row.unit} if row.unit and row.unit != name and not words.english() else name


@door("workbooks.uploads")
@require_safe
def uploads_export(request: Request) -> HttpResponseBase:
    """The list as a sheet."""
    rows = list(queries.uploads.every(request.actor, tab=_tab(request)))
    names, people = _names(rows)
    columns = [
        xlsx.Column(_("Number")),
        xlsx.Column(_("Workbook"), width=48),
        xlsx.Column(_("Office"), width=20),
        xlsx.Column(_("Month")),
        xlsx.Column(_("State")),
        xlsx.Column(_("Rows"), "count"),
        xlsx.Column(_("To settle"), "count"),
        xlsx.Column(_("Entered"), "count"),
        xlsx.Column(_("Received"), "moment", 18),
        xlsx.Column(_("By")),
        xlsx.Column(_("Why it went back"), width=48),
    ]
    lines = (
        (
            r.no,
            r.name,
            names.get(r.office, r.office),
            r.month,
            labels.word(labels.STATES, r.state),
            r.rows_count,
            r.doubts_open,
            r.entered_count,
            r.handed_in_at,
            people.get(r.handed_in_by, ""),
            r.because,
        )
        for r in rows
    )
    return xlsx.response(_("Workbooks"), columns, lines, sheet=_("Workbooks"))


@door("workbooks.upload")
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: Request) -> HttpResponseBase:
    """Hands in one or several workbooks; each becomes an upload of its own."""
    if request.method != "POST":
        return _form(request)
    sent = request.FILES.getlist("workbook")
    if not sent:
        return _form(request, [{"text": _("Choose at least one file.")}], status=422)
    taken: list[str] = []
    refused: list[dict[str, str]] = []
    status = 422
    for place, file in enumerate(sent[:MOST_FILES]):
        try:
            with stored.received(file.chunks()) as received:
                made = actions.hand_in_workbook(
                    received=received,
                    name=file.name or "",
                    office=request.POST.get("office", "")[:40] or None,
                    by=request.actor,
                    at=telling.now(),
                    key=_key(request, place),
                )
            taken.append(made.no)
        except Refusal as refusal:
            status = refusal.status
            refused.append(_refused(refusal, file.name or "", several=len(sent) > 1))
    if len(sent) > MOST_FILES:
        refused.append(
            {"text": _("Only %(most)s files are taken at once; send the others again.") % {"most": MOST_FILES}}
        )
    if refused:
        return _form(request, refused, taken=taken, status=status)
    if len(taken) == 1:
        return telling.back(taken[0])
    messages.success(
        request, ngettext("%(n)s workbook was taken.", "%(n)s workbooks were taken.", len(taken)) % {"n": len(taken)}
    )
    return redirect("workbooks:uploads")


def _key(request: Request, place: int) -> str | None:
    key = telling.key_of(request)
    return f"{key}-{place}"[:64] if key else None


def _refused(refusal: Refusal, name: str, *, several: bool) -> dict[str, str]:
    said = telling.words_of(refusal)
    made = {"text": f"{name}: {said}" if several else said}
    if refusal.code == "workbook.twice":
        no = refusal.data["no"]
        made |= {"href": reverse("workbooks:reader", args=[no]), "link": _("Open %(no)s") % {"no": no}}
    return made


def _form(
    request: Request, refused: list[dict[str, str]] | None = None, *, taken: list[str] | None = None, status: int = 200
) -> HttpResponseBase:
    by = request.actor
    megabytes = settings.LEITAI_UPLOAD_MAX_BYTES // 1_000_000
    limits = _(
        "Excel or WPS (.xlsx, .xls) or .csv, up to %(size)s MB each, %(most)s files at once. Without a password to open them."
    )
    values = {
        "refused": refused or [],
        "taken": [{"no": no, "href": reverse("workbooks:reader", args=[no])} for no in taken or []],
        "accept": ACCEPT,
        "limits": limits % {"size": megabytes, "most": MOST_FILES},
        "key": telling.new_key(),
        "offices": _offices(request) if by.role == "office" else [],
        "crumbs": [{"label": _("Workbooks"), "href": reverse("workbooks:uploads")}, {"label": _("Hand in")}],
        "template": reverse("workbooks:template") if by.role == "reporter" else "",
        "chosen": request.POST.get("office", ""),
    }
    return render(request, "workbooks/upload.html", values, status=status)


def _offices(request: Request) -> list[dict[str, Any]]:
    chosen = request.POST.get("office", "") or request.GET.get("office", "")
    return [
        {
            "value": o.code,
            "label": o.name_en if words.english() and o.name_en else o.name_zh,
            "selected": o.code == chosen,
        }
        for o in accounts.towns()
    ]
