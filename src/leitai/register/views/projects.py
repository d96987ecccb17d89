"""The list of projects and its sheet; one project; entering, correcting and ending one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from leitai.accounts import queries as accounts
from leitai.accounts.asking import Request
from leitai.accounts.door import door
from leitai.enterprises import queries as enterprises
from leitai.kernel.refusal import Gone, Refusal
from leitai.register import access, actions, forms, labels, queries, rules, terms
from leitai.register.queries.projects import SIZES, SORTS, TABS, Filters
from leitai.register.queries.snapshots import Row
from leitai.register.views import telling
from leitai.store import action
from leitai.web import phrases, words, xlsx


def _filters(request: Request) -> Filters:
    """The conditions in the address; whatever is not on a list of known values is passed over."""
    get = request.GET.get
    sort = get("sort", "office")
    offices = tuple(code for part in request.GET.getlist("unit") for code in part.split(",") if code)[:20]
    size = telling.page_number(get("size", ""))
    return Filters(
        text=get("q", "").strip()[:60],
        offices=offices,
        industry=get("industry", "")[:4],
        light=_known(get("light", ""), terms.Light),
        level=_known(get("list", ""), terms.ListLevel),
        kind=_known(get("kind", ""), terms.ProjectKind),
        tab=get("tab", "all") if get("tab") in TABS else "all",
        sort=sort.lstrip("-") if sort.lstrip("-") in SORTS else "office",
        is_falling=sort.startswith("-"),
        page=telling.page_number(get("page", "1")),
        size=size if size in SIZES else SIZES[0],
        nos=tuple(request.GET.getlist("no"))[:5000],
    )


def _known(value: str, words_: Any) -> str:
    return value if value in set(words_) else ""


def _query(filters: Filters, month: str, **more: Any) -> dict[str, Any]:
    """The conditions as they stand in an address; `more` replaces some. What is the default is left out."""
    query = {
        "q": filters.text,
        "unit": ",".join(filters.offices),
        "industry": filters.industry,
        "light": filters.light,
        "list": filters.level,
        "kind": filters.kind,
        "tab": "" if filters.tab == "all" else filters.tab,
        "month": month,
        "page": "",
        "sort": ""
        if filters.sort == "office" and not filters.is_falling
        else ("-" if filters.is_falling else "") + filters.sort,
        "size": "" if filters.size == SIZES[0] else filters.size,
    }
    return query | more


@door("register.projects")
@require_safe
def projects(request: Request) -> HttpResponseBase:
    """The register: tabs, filters, sums, lights."""
    by, filters = request.actor, _filters(request)
    month = telling.month_asked(request)
    if request.GET.get("format") == "xlsx":
        return redirect(telling.address("projects_export", **_query(filters, month)))
    found = queries.projects.listing(telling.snapshot(by, month), filters)
    may_create = access.may_anywhere(by, "register.project_create")
    values = {
        "found": found, "month": month, "filters": filters, "rows": [_cells(row, month) for row in found.rows],
        "columns": _columns(filters, month), "tabs": _tabs(found, filters, month), "fields": _fields(found, filters, month),
        "chips": _chips(found, filters, month), "clear": telling.address("projects", month=month), "sum": _sum_row(found),
        "export": telling.address("projects_export", **_query(filters, month)), "may_create": may_create,
        "pager": _pager(found, filters, month), "empty": _empty(found, filters, month, may_create=may_create),
        "select": {"name": "no"}, "title": _title(by, found), "meta": _meta(found),
    }  # fmt: skip
    return render(request, "register/projects.html", values)


def _title(by: Any, found: queries.projects.Listing) -> str:
    if by.role == "reporter":
        return ngettext("%(n)s project of ours", "%(n)s projects of ours", found.every) % {
            "n": words.count(found.every)
        }
    return ngettext("%(n)s project", "%(n)s projects", found.every) % {"n": words.count(found.every)}


def _meta(found: queries.projects.Listing) -> list[Any]:
    data = {"n": words.count(found.found), "total": words.money(found.total_yuan)}
    said = _("%(n)s chosen, planned total investment %(total)s") % data
    return (
        [said, {"tag": "made", "text": str(phrases.DEMONSTRATION)}]
        if any(row.made_up for row in found.rows)
        else [said]
    )


def _columns(filters: Filters, month: str) -> list[dict[str, Any]]:
    year = rules.months.year(month)
    made: list[dict[str, Any]] = [
        {"label": _("Project"), "head": True, "sort": "name"},
        {"label": _("Office"), "sort": "office"},
        {"label": _("Light"), "sort": "light"},
        {"label": _("Stage")},
        {"label": _("Total"), "unit": telling.WAN, "number": True, "sort": "total"},
        {"label": _("Plan %(year)s") % {"year": year}, "unit": telling.WAN, "number": True, "sort": "plan"},
        {"label": _("Invested this year"), "unit": telling.WAN, "number": True, "sort": "invested"},
        {"label": _("Invested / plan"), "sort": "share", "phone": "hide"},
    ]
    for column in made:
        key = column.pop("sort", "")
        if key:
            falls = filters.sort == key and not filters.is_falling
            column["sort_href"] = telling.address(
                "projects", **_query(filters, month, sort=("-" if falls else "") + key)
            )
        if key and filters.sort == key:
            column["sort"] = "descending" if filters.is_falling else "ascending"
    return made


def _cells(row: Row, month: str) -> dict[str, Any]:
    reported = row.reported
    # What is no longer to be reported is not missing.
    invested: Any = (
        {"tag": "warn", "text": str(phrases.NOT_REPORTED)}
        if row.is_expected
        else {"text": words.MISSING, "muted": True}
    )
    if reported is not None and reported.month[:4] == month[:4]:
        invested = words.wan(reported.cum_year_yuan)
        if reported.month != month:
            invested = {
                "text": invested,
                "sub": {"text": _("to %(month)s") % {"month": words.month(reported.month)}, "muted": True},
            }
    total = words.wan(row.total_yuan)
    stage = labels.word(labels.STAGES, reported.stage) if reported else ""
    code = {"text": row.national_code or row.no, "mono": True}
    return {
        "key": row.no, "name": row.name,
        "cells": [
            telling.link_project(row.no, labels.named(row.name, row.name_en), sub=code),
            labels.named(row.office_zh, row.office_en), telling.light(row), stage or {"text": "—", "muted": True},
            f"≥ {total}" if row.total_at_least and row.total_yuan is not None else total,
            words.wan(row.planned_yuan), invested,
            {
                "share": queries.projects.share(row, month), "plan": queries.projects.expected_share(row, month),
                "tone": "r" if row.light is terms.Light.RED else "", "label": words.percent(queries.projects.share(row, month)),
            },
        ],
    }  # fmt: skip


def _sum_row(found: queries.projects.Listing) -> list[Any]:
    total = words.wan(found.total_yuan)
    floor = f"≥ {total}" if found.total_is_floor else total
    share = found.invested_yuan / found.planned_yuan if found.planned_yuan else None
    return [
        _("Sum of %(n)s") % {"n": words.count(found.found)},
        "",
        "",
        "",
        floor,
        words.wan(found.planned_yuan),
        words.wan(found.invested_yuan),
        {"share": share},
    ]


def _tab_word(tab: str) -> str:
    said: dict[str, str] = {
        "all": _("All"), "red": _("Red"), "province": _("Provincial key projects"), "not_started": _("Should have started"),
        "silent": _("Not reported"),
    }  # fmt: skip
    return said[tab]


def _tabs(found: queries.projects.Listing, filters: Filters, month: str) -> list[dict[str, Any]]:
    return [
        {
            "label": _tab_word(tab), "count": found.tabs[tab], "current": filters.tab == tab,
            "href": telling.address("projects", **_query(filters, month, tab="" if tab == "all" else tab)),
        }
        for tab in TABS
    ]  # fmt: skip


def _fields(found: queries.projects.Listing, filters: Filters, month: str) -> list[dict[str, Any]]:
    everything = ("", _("all"))
    units = [everything, *((code, f"{labels.named(zh, en)} {n}") for code, zh, en, n in found.offices)]
    if len(filters.offices) > 1:
        many = ",".join(filters.offices)
        units.insert(1, (many, _("%(n)s offices") % {"n": len(filters.offices)}))
    industries = [everything, *((code, f"{_industry(code)} {n}") for code, n in found.industries)]
    lights = [everything, *((light.value, labels.word(labels.LIGHTS, light.value)) for light in terms.Light)]
    lists = [everything, *((level.value, labels.word(labels.LEVELS, level.value)) for level in terms.ListLevel)]
    made: list[dict[str, Any]] = [
        {
            "name": "q",
            "label": _("Find"),
            "value": filters.text,
            "grow": True,
            "placeholder": _("Name, pinyin initials, code"),
        },
        {"name": "unit", "label": _("Office"), "options": telling.options(units, ",".join(filters.offices))},
        {"name": "industry", "label": _("Industry"), "options": telling.options(industries, filters.industry)},
        {"name": "light", "label": _("Light"), "options": telling.options(lights, filters.light)},
        {"name": "list", "label": _("Key list"), "options": telling.options(lists, filters.level)},
        {"name": "month", "label": _("Month"), "options": telling.month_options(found.first_month, month)},
    ]
    kept = {"tab": filters.tab if filters.tab != "all" else "", "sort": _query(filters, month)["sort"]}
    return made + [{"kind": "hidden", "name": name, "value": value} for name, value in kept.items() if value]


def _industry(code: str) -> str:
    found = enterprises.industry(code)
    return str(found.name_zh) if found and not words.english() else code


def _chips(found: queries.projects.Listing, filters: Filters, month: str) -> list[dict[str, str]]:
    names = {code: labels.named(zh, en) for code, zh, en, _n in found.offices}
    made = [(f"“{filters.text}”", {"q": ""})] if filters.text else []
    for code in filters.offices:
        made.append((names.get(code, code), {"unit": ",".join(other for other in filters.offices if other != code)}))
    for value, label, gone in (
        (filters.industry, _industry(filters.industry), "industry"),
        (filters.light, labels.word(labels.LIGHTS, filters.light), "light"),
        (filters.level, labels.word(labels.LEVELS, filters.level), "list"),
        (filters.kind, labels.word(labels.KINDS, filters.kind), "kind"),
    ):
        if value:
            made.append((label, {gone: ""}))
    return [
        {"label": label, "href": telling.address("projects", **_query(filters, month, **gone))} for label, gone in made
    ]


def _pager(found: queries.projects.Listing, filters: Filters, month: str) -> dict[str, Any]:
    first = (found.page - 1) * filters.size

    def to(page: int) -> str:
        return telling.address("projects", **_query(filters, month, page=page))

    sizes = [
        {
            "label": str(size),
            "current": size == filters.size,
            "href": telling.address("projects", **_query(filters, month, size=size)),
        }
        for size in SIZES
    ]
    return {
        "first": first + 1 if found.rows else 0, "last": first + len(found.rows), "total": found.found, "sizes": sizes,
        "previous": to(found.page - 1) if found.page > 1 else "", "next": to(found.page + 1) if found.page < found.pages else "",
    }  # fmt: skip


def _empty(found: queries.projects.Listing, filters: Filters, month: str, *, may_create: bool) -> dict[str, Any]:
    if not found.every:
        actions_ = (
            [{"label": _("Enter a project"), "href": reverse("register:project_new"), "tone": "go"}]
            if may_create
            else []
        )
        return {
            "title": _("There is no project yet"),
            "text": _("Send in last year's monthly report, or enter one by hand."),
            "actions": actions_,
        }
    names = {
        "text": f"“{filters.text}”",
        "offices": _("the office"),
        "industry": _("the industry"),
        "tab": _tab_word(filters.tab),
        "light": labels.word(labels.LIGHTS, filters.light),
        "level": _("the key list"),
        "kind": labels.word(labels.KINDS, filters.kind),
    }
    said = [_("Without %(what)s there are %(n)s.") % {"what": names[name], "n": n} for name, n in found.without.items()]
    everything = {"label": _("Remove all conditions"), "href": telling.address("projects", month=month)}
    return {
        "title": _("No project meets all conditions"),
        "text": " ".join(said) or _("Remove the conditions one by one."),
        "actions": [everything],
    }


@door("register.projects_export")
@require_safe
def projects_export(request: Request) -> HttpResponseBase:
    """The same projects as the list, or the chosen ones, as a sheet."""
    by, filters = request.actor, _filters(request)
    month = telling.month_asked(request)
    everything = Filters(
        **{name: getattr(filters, name) for name in Filters.__dataclass_fields__}
        | {"page": 1, "size": 1_000_000, "nos": filters.nos}
    )
    found = queries.projects.listing(telling.snapshot(by, month, door="register.projects_export"), everything)
    columns = [
        xlsx.Column(_("Number")),
        xlsx.Column(_("Project"), width=40),
        xlsx.Column(_("National code"), width=26),
        xlsx.Column(_("Office")),
        xlsx.Column(_("Investor"), width=30),
        xlsx.Column(_("Industry")),
        xlsx.Column(_("Kind of project")),
        xlsx.Column(_("Light")),
        xlsx.Column(_("Why"), width=40),
        xlsx.Column(_("Total (10,000 yuan)"), "wan"),
        xlsx.Column(_("Plan (10,000 yuan)"), "wan"),
        xlsx.Column(_("Invested this month (10,000 yuan)"), "wan"),
        xlsx.Column(_("Invested this year (10,000 yuan)"), "wan"),
        xlsx.Column(_("Invested in total (10,000 yuan)"), "wan"),
        xlsx.Column(_("Share of the plan"), "percent"),
        xlsx.Column(_("Newest report")),
        xlsx.Column(_("State")),
        xlsx.Column(_("Stage")),
    ]
    name = _("Projects %(month)s") % {"month": month}
    note = (
        _("Made up for the demonstration where marked so on the pages.")
        if any(row.made_up for row in found.rows)
        else ""
    )
    return xlsx.response(name, columns, (_sheet_row(row, month) for row in found.rows), sheet=month, note=note)


def _sheet_row(row: Row, month: str) -> tuple[Any, ...]:
    reported = row.reported
    now = reported if reported and reported.month == month else None
    return (
        row.no,
        row.name,
        row.national_code,
        row.office_zh,
        row.investor,
        row.industry,
        labels.word(labels.KINDS, row.kind),
        labels.word(labels.LIGHTS, row.light.value),
        "; ".join(labels.said(reason) for reason in row.verdict.reasons),
        row.total_yuan,
        row.planned_yuan,
        now.month_yuan if now else None,
        queries.snapshots.reported_year_yuan(row, month),
        reported.cum_yuan if reported else None,
        queries.projects.share(row, month),
        reported.month if reported else "",
        labels.word(labels.REPORT_STATES, reported.state if reported else ""),
        labels.word(labels.STAGES, reported.stage) if reported else "",
    )


@door("register.project_create")
@require_http_methods(["GET", "HEAD", "POST"])
def project_new(request: Request) -> HttpResponseBase:
    """A new project; a name that is there already is shown before it is entered twice."""
    by = request.actor
    initial = {"kind": terms.ProjectKind.NEW.value, "idempotency_key": telling.new_key(), "office": by.office}
    form = forms.Project(request.POST if request.method == "POST" else None, offices=_offices(request), initial=initial)
    alike: list[tuple[str, str, str]] = []
    if form.is_valid():
        given = form.cleaned_data
        alike = queries.projects.names_alike(given["name"], by) if not request.POST.get("anyway") else []
        if alike and action.is_done(by, given["idempotency_key"]):
            alike = []  # the one alike is the one this very form has made
        if not alike:
            try:
                made = actions.create_project(
                    office=given["office"],
                    facts=form.facts(),
                    first_month=given["first_month"] or None,
                    by=by,
                    at=timezone.now(),
                    key=given["idempotency_key"] or None,
                )
            except Refusal as refusal:
                telling.at_fields(form, refusal)
            else:
                messages.success(request, _("Entered as %(no)s.") % {"no": made.no})
                return redirect("register:project", made.no)
    values = {
        "form": form,
        "alike": alike,
        "title": _("Enter a project"),
        "button": _("Enter the project"),
        "back": reverse("register:projects"),
    }
    return render(request, "register/project_form.html", values, status=422 if form.errors or alike else 200)


@door("register.project_edit")
@require_http_methods(["GET", "HEAD", "POST"])
def project_edit(request: Request, no: str) -> HttpResponseBase:
    """Correct a project's facts."""
    project = access.project_for(request.actor, no, to="register.project_edit")
    initial = {name: getattr(project, name) for name in terms.ProjectFacts.__dataclass_fields__ if name != "enterprise"}
    initial |= {
        "office": project.office.code,
        "first_month": project.first_month,
        "version": project.version,
        "idempotency_key": telling.new_key(),
    }
    form = forms.Project(request.POST if request.method == "POST" else None, offices=_offices(request), initial=initial)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.edit_project(
                no=no,
                version=given["version"],
                facts=form.facts(),
                office=given["office"],
                first_month=given["first_month"] or None,
                by=request.actor,
                at=timezone.now(),
                key=given["idempotency_key"] or None,
            )
        except Gone:
            raise
        except Refusal as refusal:
            telling.at_fields(form, refusal)
        else:
            messages.success(request, _("Corrected."))
            return redirect("register:project", no)
    values = {
        "form": form,
        "project": project,
        "title": _("Correct %(name)s") % {"name": project.name},
        "button": _("Save the corrections"),
        "back": reverse("register:project", args=[no]),
    }
    return render(request, "register/project_form.html", values, status=422 if form.errors else 200)


@door("register.project_edit")
@require_http_methods(["GET", "HEAD", "POST"])
def project_end(request: Request, no: str) -> HttpResponseBase:
    """No longer report a project, or follow it again."""
    project = access.project_for(request.actor, no, to="register.project_edit")
    standing = terms.Standing.FINISHED if project.standing == terms.Standing.ACTIVE else terms.Standing.ACTIVE
    month = queries.months.shown_month(request.actor, on=telling.today())
    initial = {
        "standing": standing.value,
        "last_month": month,
        "version": project.version,
        "idempotency_key": telling.new_key(),
    }
    form = forms.Ending(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.end_project(
                no=no,
                version=given["version"],
                standing=given["standing"],
                last_month=given["last_month"],
                because=given["because"],
                by=request.actor,
                at=timezone.now(),
                key=given["idempotency_key"] or None,
            )
        except Refusal as refusal:
            telling.at_fields(form, refusal)
        else:
            return redirect("register:project", no)
    values = {
        "form": form, "title": _("Still report %(name)s?") % {"name": project.name}, "button": _("Save this"),
        "back": reverse("register:project", args=[no]),
    }  # fmt: skip
    return render(request, "register/simple_form.html", values, status=422 if form.errors else 200)


def _offices(request: Request) -> list[tuple[str, str]]:
    """The offices a project can belong to; a reporter's own alone."""
    towns = accounts.towns()
    if not access.may(request.actor, "register.project_create", office=""):
        towns = [town for town in towns if town.code == request.actor.office]
    return [(town.code, labels.named(town.name_zh, town.name_en)) for town in towns]
