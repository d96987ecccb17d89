"""The sheet reader: the sheet as sent beside its doubts, each settled with a click."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from leitai.accounts.asking import Request
from leitai.accounts.door import door
from leitai.documents import queries as documents
from leitai.documents import serving
from leitai.kernel.refusal import Gone, Refusal, Stale
from leitai.web import xlsx
from leitai.workbooks import access, actions, forms, labels, queries
from leitai.workbooks.intake import doubts
from leitai.workbooks.intake.words import BEFORE
from leitai.workbooks.views import rereading, showing, telling

NOTHING_READ = (*BEFORE, "unreadable")


@door("workbooks.uploads")
@require_safe
def reader(request: Request, no: str) -> HttpResponseBase:
    """An upload: being read, unreadable, or read with its doubts."""
    return page(request, no)


def page(
    request: Request, no: str, *, error: str = "", wrong: dict[str, str] | None = None, status: int = 200
) -> HttpResponseBase:
    """The page of an upload, whole or, for htmx, the part that changes."""
    by = request.actor
    upload = access.upload_for(by, no)
    is_part = bool(getattr(request, "htmx", False))
    if upload.state in NOTHING_READ or not upload.reading:
        if is_part and request.GET.get("part") == "work":
            return _progress(request, upload)
        return render(request, "workbooks/unread.html", showing.unread(upload, by), status=status)
    if is_part and request.GET.get("part") == "work":
        return HttpResponse(headers={"HX-Refresh": "true"})
    picture = queries.pictures.picture(upload, by, access.writer(by), on=telling.today())
    asked = request.POST.get("sheet", "") or request.GET.get("sheet", "")
    values = showing.page(
        picture, by, sheet=int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else None
    )
    values |= {"error": error, "wrong": wrong or {}, "key": telling.new_key()}
    response = render(request, "workbooks/intake.html" if is_part else "workbooks/reader.html", values, status=status)
    response["Vary"] = "HX-Request"
    response["Cache-Control"] = "no-store"
    return response


def _progress(request: Request, upload: Any) -> HttpResponseBase:
    if upload.state == "unreadable":
        return HttpResponse(headers={"HX-Refresh": "true"})
    response = render(request, "workbooks/work.html", showing.unread(upload, request.actor))
    response["Vary"] = "HX-Request"
    return response


@door("workbooks.settle")
@require_POST
def settle(request: Request, no: str) -> HttpResponseBase:
    """Settles one doubt, or takes its answer back."""
    by, post, at = request.actor, request.POST, telling.now()
    name, answer = post.get("doubt", "")[:60], post.get("answer", "")[:40]
    code = name.rsplit("-", 1)[0].upper()
    try:
        before = access.upload_for(by, no, to="workbooks.settle")
        if answer == "":
            actions.unsettle_doubt(no=no, doubt=name, by=by, at=at)
        else:
            value = _value(post.get("asks", "") or post.get(f"asks-{answer}", ""), post.get(f"value-{answer}", ""))
            actions.settle_doubt(
                no=no, doubt=name, answer=answer, value=value, seen=telling.version(post.get("seen", "")), by=by, at=at
            )
        if code in doubts.REREAD and before.reading:
            rereading.read_again(no, by=by, at=at)
    except Gone:
        access.upload_for(by, no)  # another's upload stays a missing page; a doubt that is gone is told on the page
        return page(
            request, no, error=_("Not settled: this doubt is no longer there. Look at the page once more."), status=409
        )
    except Refusal as refusal:
        return _told(request, no, name, refusal)
    return page(request, no) if getattr(request, "htmx", False) else telling.back(no, post.get("sheet", ""))


def _value(asks: str, text: str) -> Any:
    return forms.typed(asks, text[:400]) if asks else None


def _told(request: Request, no: str, name: str, refusal: Refusal) -> HttpResponseBase:
    if refusal.status in {403, 404}:
        raise refusal
    if refusal.field == "value":
        return page(request, no, wrong={name: telling.words_of(refusal)}, status=refusal.status)
    said = telling.words_of(refusal)
    if isinstance(refusal, Stale):
        said = _("Not settled: somebody settled this a moment ago. Look at their answer; you can still change it.")
    return page(request, no, error=said, status=refusal.status)


@door("workbooks.settle")
@require_POST
def confirm_all(request: Request, no: str) -> HttpResponseBase:
    """Confirms everything that is only to be confirmed."""
    try:
        actions.settle_all_confirmations(no=no, by=request.actor, at=telling.now())
    except Refusal as refusal:
        return _told(request, no, "", refusal)
    return page(request, no) if getattr(request, "htmx", False) else telling.back(no, request.POST.get("sheet", ""))


@door("workbooks.settle")
@require_POST
def match_all(request: Request, no: str) -> HttpResponseBase:
    """Rules all rows that resemble nothing at once: all new, or all left out."""
    to = request.POST.get("to", "")
    try:
        actions.match_rows(no=no, to=to if to in {"new", "out"} else "new", by=request.actor, at=telling.now())
    except Refusal as refusal:
        return _told(request, no, "", refusal)
    return page(request, no) if getattr(request, "htmx", False) else telling.back(no, request.POST.get("sheet", ""))


@door("workbooks.original")
@require_safe
def original(request: Request, no: str) -> HttpResponseBase:
    """The workbook as it was sent."""
    upload = access.upload_for(request.actor, no, to="workbooks.original")
    return serving.answer(request, documents.file(upload.document), name=upload.name)


@door("workbooks.uploads")
@require_safe
def doubts_export(request: Request, no: str) -> HttpResponseBase:
    """The doubts as a sheet, to be sent to whoever must put them right."""
    by = request.actor
    upload = access.upload_for(by, no)
    columns = [
        xlsx.Column(_("Sheet"), width=18),
        xlsx.Column(_("Cell")),
        xlsx.Column(_("Kind of doubt")),
        xlsx.Column(_("Doubt"), width=72),
        xlsx.Column(_("Settled as"), width=40),
    ]
    if not upload.reading:
        return xlsx.response(f"{no} {_('Doubts')}", columns, [], sheet=_("Doubts"), note=upload.name)
    picture = queries.pictures.picture(upload, by, access.writer(by), on=telling.today())
    rows = [
        (
            d.sheet or "",
            d.cell or "",
            showing.kind_word(d),
            labels.said(d.words),
            labels.said(d.chosen.words) if d.chosen else "",
        )
        for d in picture.whole.doubts
        if d.kind != "noted"
    ]
    return xlsx.response(f"{no} {_('Doubts')}", columns, rows, sheet=_("Doubts"), note=upload.name)
