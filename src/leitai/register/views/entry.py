"""The reporter's month: what is to be reported, what came back, one project after the other."""

from datetime import datetime
from typing import Any, BinaryIO, cast

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitai.accounts.asking import Request
from leitai.accounts.door import door
from leitai.documents import pictures
from leitai.kernel.refusal import Refusal, Stale
from leitai.register import access, actions, forms, labels, queries, rules, terms
from leitai.register.queries.months import ProjectMonth
from leitai.register.views import telling
from leitai.web import words

TO_REPORT = ("returned", "", "draft")
SHOWN = 12


@door("register.report_write")
@require_http_methods(["GET", "HEAD", "POST"])
def month(request: Request) -> HttpResponseBase:
    """The page of the month: a form for one project, the others beside it."""
    by = request.actor
    asked = telling.month_asked(request, default=queries.months.reporting_month(by, on=telling.today()))
    rows = queries.months.projects(by, month=asked, office=by.office)
    todo = sorted((row for row in rows if row.state in TO_REPORT), key=lambda row: TO_REPORT.index(row.state))
    wanted = request.POST.get("no") or request.GET.get("no", "")
    current = next((row for row in rows if row.no == wanted), None) or next(iter(todo), None)
    if wanted and (current is None or current.no != wanted):
        access.project_for(
            by, wanted, to="register.report_write"
        )  # foreign: gone; followed no longer: shown without a form
        current = next(iter(todo), None)
    if request.method == "POST" and current is not None:
        return _taken(request, asked, current, rows, todo)
    form = _blank(current, copied=bool(request.GET.get("copy"))) if current else None
    return _page(request, asked, current, rows, todo, form)


def _blank(row: ProjectMonth, *, copied: bool) -> forms.Report:
    """The form as it stands: the report's own words, or last month's picture to be changed."""
    initial: dict[str, Any] = {"idempotency_key": telling.new_key()}
    if row.report:
        names = ("month_yuan", "cum_year_yuan", "cum_yuan", "stage", "progress", "problem", "reason", "version")
        derived = row.report["derived"].split(",")
        initial |= {name: row.report[name] for name in names if name not in derived}
    if copied:
        last = queries.reports.words_before(row.key, row.report["month"] if row.report else "")
        initial |= {name: value for name, value in last.items() if value and not initial.get(name)}
    return forms.Report(initial=initial)


def _taken(
    request: Request, asked: str, row: ProjectMonth, rows: list[ProjectMonth], todo: list[ProjectMonth]
) -> HttpResponseBase:
    """What was typed, kept as a draft or handed in; a photo goes with either."""
    form, at = forms.Report(request.POST), timezone.now()
    if not form.is_valid():
        return _page(request, asked, row, rows, todo, form, status=422)
    is_draft = request.POST.get("do") == "draft"
    line, key = form.line(row.no, asked), form.cleaned_data["idempotency_key"] or None
    try:
        photos = [pictures.prepared(cast(BinaryIO, file)) for file in request.FILES.getlist("photo")[:12]]
        if is_draft:
            actions.save_report_draft(line=line, by=request.actor, at=at, key=key)
        else:
            actions.submit_report(line=line, by=request.actor, at=at, key=key)
        _add_photos(request, photos, row.no, asked, at)
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        if refusal.field != "photo":
            telling.at_fields(form, refusal)
        if isinstance(refusal, Stale):
            data = request.POST.copy()
            data["version"] = str(refusal.now.get("version", ""))
            form.data = data
        return _page(
            request,
            asked,
            row,
            rows,
            todo,
            form,
            status=refusal.status,
            photo_error=telling.words_of(refusal) if refusal.field == "photo" else "",
        )
    said = _("Kept as a draft: %(name)s.") if is_draft else _("Handed in: %(name)s.")
    messages.success(request, said % {"name": labels.named(row.name, row.name_en)})
    return redirect(telling.address("month", month=asked, no=row.no if is_draft else ""))


def _add_photos(request: Request, photos: list[pictures.Picture], no: str, asked: str, at: datetime) -> None:
    names = [file.name or "photo" for file in request.FILES.getlist("photo")]
    for picture, name in zip(photos, names, strict=False):
        actions.add_photo(no=no, month=asked, picture=picture, name=name, by=request.actor, at=at)


def _page(
    request: Request,
    asked: str,
    row: ProjectMonth | None,
    rows: list[ProjectMonth],
    todo: list[ProjectMonth],
    form: forms.Report | None,
    *,
    status: int = 200,
    photo_error: str = "",
) -> HttpResponseBase:
    done = [each for each in rows if each.state in terms.COUNTED]
    due = queries.months.due_on(asked)
    if form is not None:
        # Handing in needs the amount, keeping a draft doesn't: the form says so and the action asks for it.
        form.fields["month_yuan"].required = True
    values = {
        "month": asked,
        "title": _title(asked, rows, todo),
        "meta": [
            telling.deadline(due, telling.today()),
            _("due %(day)s, 18:00") % {"day": words.day(due, this_year=telling.today().year)},
        ],
        "row": row,
        "name": labels.named(row.name, row.name_en) if row else "",
        "form": form,
        "todo": [_beside(each, asked) for each in todo],
        "done": [_beside(each, asked) for each in done[:SHOWN]],
        "done_count": len(done),
        "all_count": len(rows),
        "place": todo.index(row) + 1 if row in todo else 0,
        "todo_count": len(todo),
        "sums": _sums(rows, done),
        "photos": queries.reports.photos(row.report["id"]) if row and row.report else [],
        "open_reason": bool(form and (form.errors or form["reason"].value())) or bool(row and row.unchanged_before),
        "photo_error": photo_error,
        "workbook": _workbook(),
        "figures": _figures(row, form),
        "returned": row.report if row and row.state == "returned" else None,
        "can_write": row is not None and row.state in TO_REPORT,
        "history": reverse("register:report", args=[f"{row.no}/{asked}"]) if row and row.report else "",
    }
    return render(request, "register/month.html", values, status=status)


def _title(asked: str, rows: list[ProjectMonth], todo: list[ProjectMonth]) -> str:
    """The page's news in a sentence."""
    month_ = words.month(asked)
    returned = sum(row.state == "returned" for row in todo)
    missing = len(todo) - returned
    data = {"month": month_, "n": len(rows), "returned": returned, "missing": missing}
    if not rows:
        return _("%(month)s: nothing is to be reported") % data
    if not todo:
        return _("%(month)s: all %(n)s projects are reported") % data
    if returned and missing:
        return _("%(month)s: %(n)s projects, %(returned)s came back, %(missing)s not reported yet") % data
    if returned:
        return _("%(month)s: %(n)s projects, %(returned)s came back") % data
    return _("%(month)s: %(n)s projects, %(missing)s not reported yet") % data


def _beside(row: ProjectMonth, asked: str) -> dict[str, Any]:
    """A project in the lists at the side: its state, and one line why or how much."""
    lights = {"returned": ("red", _("came back")), "": ("yellow", _("not reported")), "draft": ("yellow", _("draft"))}
    if row.state in lights:
        tone, text = lights[row.state]
        state: Any = {"light": tone, "text": text}
    else:
        amount = row.report["month_yuan"] if row.report else None
        state = {"text": words.money(amount), "nowrap": True}
    return {
        "name": labels.named(row.name, row.name_en),
        "href": telling.address("month", month=asked, no=row.no)
        if row.state in TO_REPORT
        else reverse("register:report", args=[f"{row.no}/{asked}"]),
        "state": state,
        "note": _note(row),
    }


def _note(row: ProjectMonth) -> str:
    if row.state == "returned" and row.report:
        return str(row.report["returned_because"])[:60]
    if row.state in terms.COUNTED:
        return labels.word(labels.REPORT_STATES, row.state)
    if row.unchanged_before + 1 >= rules.checks.LIMITS.unchanged_months and row.unchanged_before:
        return _("no change for %(n)s months, please write a sentence") % {"n": row.unchanged_before}
    if row.last is None or row.last.month_yuan is None:
        return _("nothing reported before")
    return _("last month %(amount)s") % {"amount": words.money(row.last.month_yuan)}


def _figures(row: ProjectMonth | None, form: forms.Report | None) -> list[dict[str, Any]]:
    """What follows from the amount, as far as it is known: the new sum and the share of the year's plan."""
    if row is None:
        return []
    typed = (
        form.cleaned_data.get("month_yuan")
        if form is not None and form.is_bound and hasattr(form, "cleaned_data")
        else None
    )
    month_yuan = typed if typed is not None else (row.report["month_yuan"] if row.report else None)
    last = row.last
    base, year = (last.cum_yuan, last.cum_year_yuan) if last else (None, None)
    label = _("Sum, added by itself")
    if base is None and year is not None:  # what was invested before the first report was never said
        base, label = year, _("Since January, added by itself")
    total = base + (month_yuan or 0) if base is not None else None
    share = (year + (month_yuan or 0)) / row.planned_yuan if year is not None and row.planned_yuan else None
    before = (
        _("last month %(amount)s") % {"amount": words.wan(base)} if base is not None else _("nothing reported before")
    )
    plan = _("plan %(amount)s") % {"amount": words.wan(row.planned_yuan)} if row.planned_yuan else _("no plan yet")
    return [
        {"label": label, "value": words.wan(total), "unit": telling.WAN, "note": before},
        {"label": _("Of the year's plan"), "value": words.percent(share), "unit": "", "note": plan},
    ]


def _sums(rows: list[ProjectMonth], done: list[ProjectMonth]) -> list[dict[str, Any]]:
    month_yuan = sum(row.report["month_yuan"] or 0 for row in done if row.report)
    year_yuan = sum(row.report["cum_year_yuan"] or 0 for row in done if row.report)
    planned = sum(row.planned_yuan or 0 for row in done)
    share = f", {words.percent(year_yuan / planned)}" if planned else ""
    return [
        {
            "label": _("This month"),
            "value": _("%(amount)s, %(done)s of %(all)s")
            % {"amount": words.money(month_yuan), "done": len(done), "all": len(rows)},
        },
        {"label": _("Since January"), "value": f"{words.money(year_yuan)}{share}"},
    ]


def _workbook() -> dict[str, str]:
    """Where a workbook is sent in and the month's template comes from, once that slice is there."""
    found = {}
    for name, address in (("upload", "workbooks:upload"), ("template", "workbooks:template")):
        try:
            found[name] = reverse(address)
        except NoReverseMatch:
            found[name] = ""
    return found
