"""What is stuck: the list by deadline, one bottleneck, and each step of its life."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leitai.accounts import queries as accounts
from leitai.accounts.asking import Request
from leitai.accounts.door import door
from leitai.accounts.terms import OfficeKind
from leitai.kernel.actor import Actor
from leitai.kernel.refusal import Refusal
from leitai.register import access, actions, forms, labels, queries, rules, terms
from leitai.register.queries.bottlenecks import SORTS, TABS, Filters
from leitai.register.views import telling
from leitai.web import phrases, words, xlsx


def _filters(request: Request) -> Filters:
    get, sort = request.GET.get, request.GET.get("sort", "due")
    return Filters(
        tab=get("tab", "open") if get("tab") in TABS else "open", text=get("q", "").strip()[:60], office=get("unit", "")[:40],
        owner=get("owner", "")[:40], sort=sort.lstrip("-") if sort.lstrip("-") in SORTS else "due", is_falling=sort.startswith("-"),
        page=telling.page_number(get("page", "1")),
    )  # fmt: skip


def _query(filters: Filters, **more: Any) -> dict[str, Any]:
    sort = ("-" if filters.is_falling else "") + filters.sort
    query = {
        "tab": "" if filters.tab == "open" else filters.tab,
        "q": filters.text,
        "unit": filters.office,
        "owner": filters.owner,
    }
    return query | {"sort": "" if sort == "due" else sort, "page": ""} | more


@door("register.bottlenecks")
@require_safe
def bottlenecks(request: Request) -> HttpResponseBase:
    """What is stuck and with whom, earliest deadline first."""
    by, filters = request.actor, _filters(request)
    if request.GET.get("format") == "xlsx":
        return redirect(telling.address("bottlenecks_export", **_query(filters)))
    found = queries.bottlenecks.listing(by, filters, on=telling.today())
    first = (found.page - 1) * filters.size
    values = {
        "found": found,
        "title": _title(found),
        "columns": _columns(filters),
        "rows": [_cells(row) for row in found.rows],
        "tabs": _tabs(found, filters),
        "fields": _fields(found, filters),
        "chips": _chips(found, filters),
        "clear": telling.address("bottlenecks"),
        "may_raise": access.may_anywhere(by, "register.bottleneck_raise"),
        "export": telling.address("bottlenecks_export", **_query(filters)),
        "pager": {
            "first": first + 1 if found.rows else 0,
            "last": first + len(found.rows),
            "total": found.found,
            "previous": telling.address("bottlenecks", **_query(filters, page=found.page - 1))
            if found.page > 1
            else "",
            "next": telling.address("bottlenecks", **_query(filters, page=found.page + 1))
            if found.page < found.pages
            else "",
        },
        "empty": _empty(found),
    }
    return render(request, "register/bottlenecks.html", values)


def _title(found: queries.bottlenecks.Listing) -> str:
    if not found.tabs["open"]:
        return _("Nothing is stuck")
    if found.tabs["overdue"]:
        return _("%(n)s bottlenecks are open, %(late)s of them overdue") % {
            "n": found.tabs["open"],
            "late": found.tabs["overdue"],
        }
    return _("%(n)s bottlenecks are open, none of them overdue") % {"n": found.tabs["open"]}


def _empty(found: queries.bottlenecks.Listing) -> dict[str, Any]:
    everything = {"label": _("Show all"), "href": telling.address("bottlenecks", tab="all")}
    if not found.tabs["all"]:
        return {
            "title": _("Nobody has raised a bottleneck yet"),
            "text": _("Towns raise them with their monthly report, everybody else on a project's page."),
            "actions": [],
        }
    return {
        "title": _("No bottleneck stands like this"),
        "text": _("There are %(n)s altogether.") % {"n": found.tabs["all"]},
        "actions": [everything],
    }


def _columns(filters: Filters) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = [
        {"label": _("What holds it up"), "head": True},
        {"label": _("Project"), "sort": "project"},
        {"label": _("In whose hands"), "sort": "owner"},
        {"label": _("Raised"), "sort": "raised"},
        {"label": _("Due"), "sort": "due"},
        {"label": _("State")},
    ]
    for column in made:
        key = column.pop("sort", "")
        if key:
            column["sort_href"] = telling.address(
                "bottlenecks",
                **_query(filters, sort=("-" if filters.sort == key and not filters.is_falling else "") + key),
            )
        if key and key == filters.sort:
            column["sort"] = "descending" if filters.is_falling else "ascending"
    return made


def _cells(row: dict[str, Any]) -> list[Any]:
    owner = labels.named(row["owner__name_zh"] or "", row["owner__name_en"] or "")
    office = labels.named(row["project__office__name_zh"], row["project__office__name_en"])
    state = [
        {
            "tag": "" if row["state"] != terms.BottleneckState.RAISED else "warn",
            "text": labels.word(labels.BOTTLENECK_STATES, row["state"]),
        }
    ]
    if row["escalated_to"]:
        state.append(
            {"tag": "late", "text": _("with %(whom)s") % {"whom": labels.word(labels.RUNGS, row["escalated_to"])}}
        )
    return [
        {"text": row["title"], "href": reverse("register:bottleneck", args=[row["no"]]), "sub": {"text": row["no"], "mono": True}},
        telling.link_project(row["project__no"], labels.named(row["project__name"], row["project__name_en"]), sub=office),
        owner or {"text": _("nobody yet"), "warn": True}, words.day_in_table(row["raised_at"]), _due(row), state,
    ]  # fmt: skip


def _due(row: dict[str, Any]) -> Any:
    if row["due_on"] is None or row["state"] == terms.BottleneckState.CLOSED:
        return {"text": "—", "muted": True}
    if row["state"] == terms.BottleneckState.ANSWERED:
        return {"light": "green", "text": words.day_in_table(row["due_on"])}
    return telling.deadline(row["due_on"], telling.today()) | {"sub": words.day_in_table(row["due_on"])}


def _tabs(found: queries.bottlenecks.Listing, filters: Filters) -> list[dict[str, Any]]:
    said = {
        "open": _("Open"),
        "mine": _("Mine to move"),
        "overdue": _("Overdue"),
        "answered": _("Answered"),
        "closed": _("Closed"),
        "all": _("All"),
    }
    return [
        {
            "label": said[tab],
            "count": found.tabs[tab],
            "current": tab == filters.tab,
            "href": telling.address("bottlenecks", **_query(filters, tab=tab)),
        }
        for tab in TABS
    ]


def _fields(found: queries.bottlenecks.Listing, filters: Filters) -> list[dict[str, Any]]:
    units = [("", _("all")), *((code, labels.named(zh, en)) for code, zh, en in found.offices)]
    owners = [("", _("all")), *((code, labels.named(zh, en)) for code, zh, en in found.owners)]
    return [
        {
            "name": "q",
            "label": _("Find"),
            "value": filters.text,
            "grow": True,
            "placeholder": _("What is stuck, project, number"),
        },
        {"name": "unit", "label": _("Office"), "options": telling.options(units, filters.office)},
        {"name": "owner", "label": _("In whose hands"), "options": telling.options(owners, filters.owner)},
        {"kind": "hidden", "name": "tab", "value": filters.tab},
    ]


def _chips(found: queries.bottlenecks.Listing, filters: Filters) -> list[dict[str, str]]:
    names = {code: labels.named(zh, en) for code, zh, en in (*found.offices, *found.owners)}
    made = [(f"“{filters.text}”", {"q": ""})] if filters.text else []
    made += [
        (names.get(code, code), {gone: ""})
        for code, gone in ((filters.office, "unit"), (filters.owner, "owner"))
        if code
    ]
    return [{"label": label, "href": telling.address("bottlenecks", **_query(filters, **gone))} for label, gone in made]


@door("register.bottlenecks_export")
@require_safe
def bottlenecks_export(request: Request) -> HttpResponseBase:
    """The same bottlenecks as the list, as a sheet."""
    filters = _filters(request)
    everything = Filters(
        **{name: getattr(filters, name) for name in Filters.__dataclass_fields__} | {"page": 1, "size": 100_000}
    )
    found = queries.bottlenecks.listing(request.actor, everything, on=telling.today())
    columns = [
        xlsx.Column(_("Number")),
        xlsx.Column(_("What holds it up"), width=40),
        xlsx.Column(_("More"), width=40),
        xlsx.Column(_("Project"), width=40),
        xlsx.Column(_("Office")),
        xlsx.Column(_("In whose hands")),
        xlsx.Column(_("Raised"), "moment"),
        xlsx.Column(_("Due"), "day"),
        xlsx.Column(_("Days late"), "count"),
        xlsx.Column(_("State")),
    ]
    rows = (
        (
            r["no"],
            r["title"],
            r["detail"],
            r["project__name"],
            r["project__office__name_zh"],
            r["owner__name_zh"] or "",
            r["raised_at"],
            r["due_on"],
            r["days_late"],
            labels.word(labels.BOTTLENECK_STATES, r["state"]),
        )
        for r in found.rows
    )
    return xlsx.response(_("Bottlenecks"), columns, rows, sheet=_("Bottlenecks"))


@door("register.bottleneck_raise")
@require_http_methods(["GET", "HEAD", "POST"])
def bottleneck_new(request: Request) -> HttpResponseBase:
    """Raise a bottleneck; the project office may name the owner at once."""
    by = request.actor
    owners = _owners(empty=True) if access.may_anywhere(by, "register.bottleneck_assign") else []
    initial = {"project": request.GET.get("project", ""), "idempotency_key": telling.new_key()}
    projects = [("", _("Choose")), *queries.projects.choices(by, "register.bottleneck_raise")]
    form = forms.Bottleneck(
        request.POST if request.method == "POST" else None, projects=projects, owners=owners, initial=initial
    )
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.raise_bottleneck(
                project=given["project"],
                title=given["title"],
                detail=given["detail"],
                owner=given.get("owner", ""),
                due_on=given.get("due_on"),
                by=by,
                at=timezone.now(),
                key=given["idempotency_key"] or None,
            )
        except Refusal as refusal:
            telling.at_fields(form, refusal)
        else:
            messages.success(request, _("Raised as %(no)s.") % {"no": made.no})
            return redirect("register:bottleneck", made.no)
    values = {
        "form": form,
        "title": _("Raise a bottleneck"),
        "button": _("Raise it"),
        "back": reverse("register:bottlenecks"),
    }
    return render(request, "register/simple_form.html", values, status=422 if form.errors else 200)


def _owners(*, empty: bool) -> list[tuple[str, str]]:
    kinds = [OfficeKind.DEPARTMENT, OfficeKind.COUNTY]
    found = [(row.code, labels.named(row.name_zh, row.name_en)) for row in accounts.offices(kinds=kinds)]
    return [("", _("decide later")), *found] if empty else found


@door("register.bottlenecks")
@require_safe
def bottleneck(request: Request, no: str) -> HttpResponseBase:
    """One bottleneck, and what this person can do about it."""
    return _page(request, no)


def _page(
    request: Request, no: str, *, bound: dict[str, forms.Keyed] | None = None, error: str = "", status: int = 200
) -> HttpResponseBase:
    by, bound = request.actor, bound or {}
    row = access.bottleneck_for(by, no)
    people = accounts.names_of({row.raised_by, row.answered_by} - {""})
    initial = {
        "version": row.version,
        "idempotency_key": telling.new_key(),
        "owner": row.owner.code if row.owner else "",
        "due_on": row.due_on,
    }
    may = _may(by, row)
    values = {
        "row": row,
        "title": row.title,
        "meta": _meta(row),
        "facts": _facts(row, people),
        "error": error,
        "may": may,
        "crumbs": [
            {"label": _("Bottlenecks"), "href": reverse("register:bottlenecks")},
            {
                "label": labels.named(row.project.name, row.project.name_en),
                "href": reverse("register:project", args=[row.project.no]),
            },
        ],
        "assigning": bound.get("assign")
        or (
            forms.Assigning(initial=initial, owners=_owners(empty=False), auto_id="assign_%s")
            if may["assign"]
            else None
        ),
        "answering": bound.get("answer") or forms.Answer(initial=initial, auto_id="answer_%s"),
        "closing": bound.get("close") or forms.Remark(initial=initial, auto_id="close_%s"),
        "reopening": bound.get("reopen") or forms.Remark(initial=initial, auto_id="reopen_%s"),
        "history": telling.history(f"bottleneck:{no}", limit=20),
    }
    return render(request, "register/bottleneck.html", values, status=status)


def _may(by: Actor, row: Any) -> dict[str, bool]:
    """Which steps this person can take now."""
    office, can = row.project.office.code, rules.flow.can_bottleneck
    raiser = access.may(by, "register.bottleneck_close", office=office, person=row.raised_by)
    return {
        "assign": access.may(by, "register.bottleneck_assign", office=office) and can(row.state, "assign"),
        "answer": access.may(by, "register.bottleneck_answer", office=row.owner.code if row.owner else "")
        and can(row.state, "answer"),
        "close": raiser and can(row.state, "close"),
        "reopen": raiser and can(row.state, "reopen"),
    }


def _meta(row: Any) -> list[Any]:
    made: list[Any] = [_light(row), {"tag": "", "text": labels.word(labels.BOTTLENECK_STATES, row.state)}]
    if row.escalated_to:
        made.append({"tag": "late", "text": _("with %(whom)s") % {"whom": labels.word(labels.RUNGS, row.escalated_to)}})
    return [*made, {"tag": "made", "text": str(phrases.DEMONSTRATION)}] if row.made_up else made


def _light(row: Any) -> dict[str, str]:
    if row.state in (terms.BottleneckState.RAISED, terms.BottleneckState.ASSIGNED) and row.due_on:
        return telling.deadline(row.due_on, telling.today())
    tones = {"closed": "none", "answered": "green"}
    return {"light": tones.get(row.state, "yellow"), "text": labels.word(labels.BOTTLENECK_STATES, row.state)}


def _facts(row: Any, people: dict[str, str]) -> list[dict[str, Any]]:
    office, raiser = row.project.office, labels.named(row.raised_office.name_zh, row.raised_office.name_en)
    rows: list[tuple[str, Any]] = [
        (
            _("Project"),
            {
                "text": labels.named(row.project.name, row.project.name_en),
                "href": reverse("register:project", args=[row.project.no]),
            },
        ),
        (_("Office"), labels.named(office.name_zh, office.name_en)),
        (_("More"), row.detail),
        (
            _("Raised"),
            " ".join((words.moment(row.raised_at), raiser, people.get(row.raised_by, ""))),
        ),
        (_("In whose hands"), labels.named(row.owner.name_zh, row.owner.name_en) if row.owner else _("nobody yet")),
        (_("Due"), words.day(row.due_on) if row.due_on else ""),
        (_("Carried up to"), labels.word(labels.RUNGS, row.escalated_to)),
        (_("Answer"), row.answer),
        (
            _("Answered"),
            f"{words.moment(row.answered_at)} {people.get(row.answered_by, '')}" if row.answered_at else "",
        ),
        (_("Remark"), row.remark),
        (_("Closed"), words.moment(row.closed_at) if row.closed_at else ""),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def _step(
    request: Request, no: str, step: str, form: forms.Keyed, function: Any, names: tuple[str, ...]
) -> HttpResponseBase:
    """Takes a step, or shows the page again with what was typed."""
    if form.is_valid():
        given = form.cleaned_data
        try:
            function(
                no=no,
                version=given["version"],
                by=request.actor,
                at=timezone.now(),
                key=given["idempotency_key"] or None,
                **{name: given[name] for name in names},
            )
        except Refusal as refusal:
            if refusal.status in (403, 404):
                raise
            if refusal.field in form.fields:
                telling.at_fields(form, refusal)
                return _page(request, no, bound={step: form}, status=refusal.status)
            return _page(request, no, bound={step: form}, error=telling.words_of(refusal), status=refusal.status)
        return redirect("register:bottleneck", no)
    return _page(request, no, bound={step: form}, status=422)


@door("register.bottleneck_assign")
@require_POST
def bottleneck_assign(request: Request, no: str) -> HttpResponseBase:
    """Name who has to answer, and until when."""
    form = forms.Assigning(request.POST, owners=_owners(empty=False), auto_id="assign_%s")
    return _step(request, no, "assign", form, actions.assign_bottleneck, ("owner", "due_on"))


@door("register.bottleneck_answer")
@require_POST
def bottleneck_answer(request: Request, no: str) -> HttpResponseBase:
    """The owner's answer."""
    return _step(
        request, no, "answer", forms.Answer(request.POST, auto_id="answer_%s"), actions.answer_bottleneck, ("answer",)
    )


@door("register.bottleneck_close")
@require_POST
def bottleneck_close(request: Request, no: str) -> HttpResponseBase:
    """Closed by whoever raised it."""
    return _step(
        request, no, "close", forms.Remark(request.POST, auto_id="close_%s"), actions.close_bottleneck, ("remark",)
    )


@door("register.bottleneck_close")
@require_POST
def bottleneck_reopen(request: Request, no: str) -> HttpResponseBase:
    """Back to the owner: the answer didn't do."""
    return _step(
        request, no, "reopen", forms.Remark(request.POST, auto_id="reopen_%s"), actions.reopen_bottleneck, ("remark",)
    )
