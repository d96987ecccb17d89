"""Where an upload ends: entered, returned, withdrawn; and reading begun again."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from leitai.accounts.asking import Request
from leitai.accounts.door import door
from leitai.kernel.refusal import Refusal
from leitai.web import words
from leitai.workbooks import access, actions, forms, labels, originals, queries
from leitai.workbooks.intake.words import BEFORE, OPEN
from leitai.workbooks.views import reader, showing, telling


@door("workbooks.submit")
@require_POST
def submit(request: Request, no: str) -> HttpResponseBase:
    """Enters the rows into the register, all or the good ones."""
    by, post = request.actor, request.POST
    before = access.upload_for(by, no, to="workbooks.submit").entered_count
    try:
        upload = actions.submit_workbook(
            no=no,
            version=telling.version(post.get("version", "")),
            only_good=post.get("only") == "good",
            by=by,
            at=telling.now(),
            key=telling.key_of(request),
        )
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        return reader.page(request, no, error=telling.words_of(refusal), status=refusal.status)
    count = upload.entered_count - before
    said = ngettext("%(n)s row of %(month)s is entered.", "%(n)s rows of %(month)s are entered.", count)
    messages.success(request, said % {"n": count, "month": words.month(upload.month)})
    return telling.back(no)


@door("workbooks.return")
@require_http_methods(["GET", "HEAD", "POST"])
def return_(request: Request, no: str) -> HttpResponseBase:
    """Asks why, then sends the workbook back with its doubts."""
    by = request.actor
    upload = access.upload_for(by, no, to="workbooks.return")
    form = forms.Returning(request.POST) if request.method == "POST" else None
    status = 200
    if form is not None and form.is_valid():
        try:
            actions.return_workbook(
                no=no,
                because=form.cleaned_data["because"],
                version=form.cleaned_data["version"],
                by=by,
                at=telling.now(),
                key=form.cleaned_data["idempotency_key"] or None,
            )
            messages.success(request, _("Returned: %(name)s.") % {"name": upload.name})
            return telling.back(no)
        except Refusal as refusal:
            status = refusal.status
            form.add_error("because" if refusal.field == "because" else None, telling.words_of(refusal))
    elif form is not None:
        status = 422
    first = {"because": _doubts(request, upload), "version": upload.version, "idempotency_key": telling.new_key()}
    values = {
        "form": form or forms.Returning(initial=first),
        "upload": upload,
        "crumbs": showing.crumbs(upload, _("Return")),
        "may": upload.state in OPEN,
    }
    return render(request, "workbooks/return.html", values, status=status)


def _doubts(request: Request, upload: object) -> str:
    """The open doubts as lines, to be sent along or shortened."""
    by = request.actor
    if not getattr(upload, "reading", ""):
        return ""
    picture = queries.pictures.picture(upload, by, access.writer(by), on=telling.today())  # type: ignore[arg-type]  # an Upload
    lines = [f"{showing.place(d)} {labels.said(d.words)}".strip() for d in picture.whole.open if d.group != "project"]
    text = "\n".join(lines)
    return text if len(text) <= 480 else text[:479] + "…"


@door("workbooks.upload")
@require_POST
def withdraw(request: Request, no: str) -> HttpResponseBase:
    """Takes the workbook back."""
    try:
        actions.withdraw_workbook(
            no=no,
            version=telling.version(request.POST.get("version", "")),
            by=request.actor,
            at=telling.now(),
            key=telling.key_of(request),
        )
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        return reader.page(request, no, error=telling.words_of(refusal), status=refusal.status)
    messages.success(request, _("Withdrawn. Nothing of it is entered; the file itself is kept."))
    return redirect(reverse("workbooks:uploads"))


@door("workbooks.upload")
@require_POST
def again(request: Request, no: str) -> HttpResponseBase:
    """Has a workbook read whose reading doesn't come to an end."""
    upload = access.upload_for(request.actor, no, to="workbooks.upload")
    if upload.state in BEFORE:
        originals.queue(no)
    return telling.back(no)
