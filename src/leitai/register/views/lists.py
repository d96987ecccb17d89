"""Lists of key projects: counts by year and level, a list with its editions, publishing and correcting one. And the search box."""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitai.accounts.asking import Request
from leitai.accounts.door import door
from leitai.kernel.refusal import Gone, Refusal
from leitai.register import access, actions, forms, labels, queries, terms
from leitai.register.queries.lists import Edition
from leitai.register.views import telling
from leitai.web import words, xlsx

_NUMBER = re.compile(r"P[0-9]{2}-[0-9]{4,6}", re.ASCII)
_MARKS = {
    "-": terms.ListChange.WITHDRAWN,
    "−": terms.ListChange.WITHDRAWN,
    "+": terms.ListChange.ADDED,
    "*": terms.ListChange.CORRECTED,
}


@door("register.lists")
@require_safe
def lists(request: Request) -> HttpResponseBase:
    """How many projects the county has on each level's list, year by year, and its place."""
    counts = queries.lists.overview(request.actor)
    years = sorted({count.year for count in counts}, reverse=True)
    rows = [_year_row(year, [count for count in counts if count.year == year]) for year in years]
    columns = [
        {"label": _("Year"), "head": True},
        *({"label": labels.word(labels.LEVELS, level.value)} for level in terms.ListLevel),
    ]
    values = {
        "rows": rows,
        "columns": columns,
        "title": _title(counts),
        "may_write": access.may_anywhere(request.actor, "register.list_write"),
        "export": reverse("register:lists_export"),
        "series": _series(counts, sorted(years)),
        "empty": {
            "title": _("No list has been published yet"),
            "text": _("Publish one with its projects, or only with its number."),
            "actions": [],
        },
    }
    return render(request, "register/lists.html", values)


def _title(counts: queries.lists.Counts) -> str:
    ranked = sorted(
        (c for c in counts if c.city_rank),
        key=lambda c: (-c.year, list(terms.ListLevel).index(terms.ListLevel(c.level))),
    )
    if not ranked:
        return _("Lists of key projects")
    newest, run = ranked[0], 0
    for count in (c for c in ranked if c.level == newest.level):
        if count.city_rank != newest.city_rank or count.year != newest.year - run:
            break
        run += 1
    data = {
        "year": newest.year,
        "n": words.count(_number(newest)),
        "level": labels.word(labels.LEVELS, newest.level),
        "rank": newest.city_rank,
        "run": run,
    }
    if run > 1 and newest.city_rank == 1:
        return _("%(year)s: %(n)s projects on the list (%(level)s), first in the city for %(run)s years running") % data
    return _("%(year)s: %(n)s projects on the list (%(level)s), place %(rank)s in the city") % data


def _number(count: queries.figures.ListCount) -> int | None:
    """The published number, else what is known by name; None where neither is known: that is not 0."""
    return count.published if count.published is not None else count.counted or None


def _year_row(year: int, counts: list[queries.figures.ListCount]) -> list[Any]:
    by_level = {count.level: count for count in counts}
    return [str(year), *(_count_bit(by_level.get(level.value)) for level in terms.ListLevel)]


def _count_bit(count: queries.figures.ListCount | None) -> Any:
    if count is None:
        return {"text": "—", "muted": True}
    notes = [_("edition %(n)s") % {"n": count.edition}]
    if count.published is not None and count.published != count.counted:
        notes.append(_("%(n)s known by name") % {"n": count.counted})
    if count.city_rank:
        notes.append(_("place %(n)s in the city") % {"n": count.city_rank})
    number = _number(count)
    text = _("number not published") if number is None else _("%(n)s projects") % {"n": words.count(number)}
    return {
        "text": text,
        "href": reverse("register:list", args=[f"{count.level}-{count.year}"]),
        "sub": ", ".join(notes),
    }


def _series(counts: queries.lists.Counts, years: list[int]) -> dict[str, Any] | None:
    """Bars year by year for the level with the longest row of years; nothing to compare with fewer than two."""
    if len(years) < 2:
        return None
    series = []
    for level in terms.ListLevel:
        by_year = {count.year: _number(count) for count in counts if count.level == level}
        if by_year:
            series.append(
                {"name": labels.word(labels.LEVELS, level.value), "values": [by_year.get(year) for year in years]}
            )
    return {
        "label": _("Projects on the lists, year by year"),
        "labels": [str(year) for year in years],
        "series": series,
    }


def _split(about: str) -> tuple[str, int]:
    level, _dash, year = about.partition("-")
    return level, int(year)


@door("register.lists")
@require_safe
def one_list(request: Request, about: str) -> HttpResponseBase:
    """A list: what stands on it, and what each edition changed."""
    return _list_page(request, about)


def _list_page(
    request: Request, about: str, *, form: forms.KeyList | None = None, status: int = 200
) -> HttpResponseBase:
    level, year = _split(about)
    editions = queries.lists.editions(level, year)
    if not editions:
        raise Gone
    newest = editions[-1].key_list
    may_write = access.may_anywhere(request.actor, "register.list_write")
    values = {
        "list": newest,
        "title": labels.named(newest.name_zh, newest.name_en),
        "editions": [_edition(e) for e in reversed(editions)],
        "about": about,
        "standing": [_standing(entry, n) for n, entry in enumerate(queries.lists.standing(level, year), 1)],
        "columns": _columns(),
        "facts": _facts(editions),
        "may_write": may_write,
        "crumbs": [{"label": _("Lists of key projects"), "href": reverse("register:lists")}],
        "export": reverse("register:list_export", args=[about]),
        "form": form or (forms.KeyList(initial=_initial(newest), is_correction=True) if may_write else None),
        "empty": {
            "title": _("Only the number is known"),
            "text": _("The names on this list were not published."),
            "actions": [],
        },
    }
    return render(request, "register/list.html", values, status=status)


def _initial(newest: Any) -> dict[str, Any]:
    return {
        "version": newest.edition,
        "idempotency_key": telling.new_key(),
        "county_count": newest.county_count,
        "city_rank": newest.city_rank,
    }


def _columns() -> list[dict[str, Any]]:
    return [
        {"label": _("No."), "number": True},
        {"label": _("Project"), "head": True},
        {"label": _("Office")},
        {"label": _("Note")},
    ]


def _standing(entry: dict[str, Any], number: int) -> list[Any]:
    return [
        number,
        _entry_link(entry),
        labels.named(entry["project__office__name_zh"] or "", entry["project__office__name_en"] or ""),
        entry["note"],
    ]


def _entry_link(entry: dict[str, Any]) -> Any:
    if entry["project__no"]:
        return telling.link_project(entry["project__no"], entry["name"])
    return {"text": entry["name"], "sub": {"text": _("not on the register"), "muted": True}}


def _edition(edition: Edition) -> dict[str, Any]:
    row = edition.key_list
    shown = [
        {
            "tag": {"withdrawn": "late", "added": "ok", "corrected": "warn"}.get(e["change"], ""),
            "text": labels.word(labels.CHANGES, e["change"]),
            "name": _entry_link(e),
        }
        for e in edition.entries
        if e["change"] != terms.ListChange.LISTED
    ]
    return {
        "title": _("Edition %(n)s") % {"n": row.edition},
        "published": words.day(row.published_on) if row.published_on else "",
        "source": row.source,
        "said": _("%(n)s projects stand on it") % {"n": edition.standing},
        "changes": shown,
    }


def _facts(editions: list[Edition]) -> list[dict[str, Any]]:
    newest = editions[-1].key_list
    rows: list[tuple[str, Any]] = [
        (_("Level"), labels.word(labels.LEVELS, newest.level)),
        (_("Year"), str(newest.year)),
        (
            _("Projects of the county, as published"),
            {"text": words.count(newest.county_count), "sub": ""} if newest.county_count is not None else "",
        ),
        (_("Known by name"), words.count(editions[-1].standing)),
        (_("Place in the city"), words.count(newest.city_rank) if newest.city_rank else ""),
        (_("Last day for candidates"), words.day(newest.apply_until_on) if newest.apply_until_on else ""),
        (_("Source"), newest.source),
    ]
    return [{"label": label, "value": value} for label, value in rows if value != ""]


def _listed(text: str, *, change: str) -> list[terms.Listed]:
    """The lines of the field as entries: `- name` withdraws, `+ name` adds, `* name` corrects; a number names a project."""
    entries = []
    for line in text.splitlines():
        rest = line.strip()
        kind = _MARKS.get(rest[:1])
        rest = rest[1:].strip() if kind else rest
        if not rest:
            continue
        found = _NUMBER.search(rest)
        no = found.group() if found else ""
        name = rest.replace(no, "").strip(" ,，、\t") if no else rest
        entries.append(terms.Listed(name=name or queries.projects.name_of(no) or no, no=no, change=kind or change))
    return entries


@door("register.list_write")
@require_http_methods(["GET", "HEAD", "POST"])
def list_new(request: Request) -> HttpResponseBase:
    """Publish the first edition of a list."""
    form = forms.KeyList(
        request.POST if request.method == "POST" else None,
        initial={"year": telling.today().year, "idempotency_key": telling.new_key()},
    )
    if form.is_valid():
        given = form.cleaned_data
        names = (
            "level",
            "year",
            "name_zh",
            "name_en",
            "published_on",
            "apply_until_on",
            "county_count",
            "city_rank",
            "source",
        )
        try:
            made = actions.publish_key_list(
                **{name: given[name] for name in names}, entries=_listed(given["entries"], change=terms.ListChange.LISTED),
                by=request.actor, at=timezone.now(), key=given["idempotency_key"] or None,
            )  # fmt: skip
        except Refusal as refusal:
            telling.at_fields(form, refusal)
        else:
            messages.success(request, _("Published."))
            return redirect("register:list", f"{made.level}-{made.year}")
    values = {
        "form": form,
        "title": _("Publish a list"),
        "button": _("Publish the list"),
        "back": reverse("register:lists"),
    }
    return render(request, "register/simple_form.html", values, status=422 if form.errors else 200)


@door("register.list_write")
@require_http_methods(["POST"])
def list_correct(request: Request, about: str) -> HttpResponseBase:
    """A further edition with what changed."""
    level, year = _split(about)
    form = forms.KeyList(request.POST, is_correction=True)
    if not form.is_valid():
        return _list_page(request, about, form=form, status=422)
    given = form.cleaned_data
    try:
        actions.correct_key_list(
            level=level,
            year=year,
            entries=_listed(given["entries"], change=terms.ListChange.ADDED),
            edition=given["version"],
            published_on=given["published_on"],
            county_count=given["county_count"],
            city_rank=given["city_rank"],
            source=given["source"],
            by=request.actor,
            at=timezone.now(),
            key=given["idempotency_key"] or None,
        )
    except Refusal as refusal:
        telling.at_fields(form, refusal)
        return _list_page(request, about, form=form, status=refusal.status)
    messages.success(request, _("Published as a new edition."))
    return redirect("register:list", about)


@door("register.lists_export")
@require_safe
def lists_export(request: Request) -> HttpResponseBase:
    """Counts by level and year as a sheet."""
    columns = [
        xlsx.Column(_("Year"), "number"),
        xlsx.Column(_("Level")),
        xlsx.Column(_("Edition"), "number"),
        xlsx.Column(_("As published"), "count"),
        xlsx.Column(_("Known by name"), "count"),
        xlsx.Column(_("Place in the city"), "number"),
    ]
    rows = [
        (c.year, labels.word(labels.LEVELS, c.level), c.edition, c.published, c.counted, c.city_rank)
        for c in queries.lists.overview(request.actor)
    ]
    return xlsx.response(_("Lists of key projects"), columns, rows, sheet=_("Lists"))


@door("register.lists_export")
@require_safe
def list_export(request: Request, about: str) -> HttpResponseBase:
    """What stands on a list, as a sheet."""
    level, year = _split(about)
    if not queries.lists.newest(level, year):
        raise Gone
    columns = [
        xlsx.Column(_("No."), "number"),
        xlsx.Column(_("Project"), width=50),
        xlsx.Column(_("Number")),
        xlsx.Column(_("Office")),
        xlsx.Column(_("Note"), width=30),
    ]
    rows = [
        (n, e["name"], e["project__no"] or "", e["project__office__name_zh"] or "", e["note"])
        for n, e in enumerate(queries.lists.standing(level, year), 1)
    ]
    return xlsx.response(
        _("List %(year)s %(level)s") % {"year": year, "level": labels.word(labels.LEVELS, level)},
        columns,
        rows,
        sheet=str(year),
    )


@door("register.projects")
@require_safe
def search(request: Request) -> HttpResponseBase:
    """What the `/` box finds; a single exact hit opens at once."""
    text = request.GET.get("q", "").strip()[:60]
    hits = queries.search.hits(request.actor, text)
    if len(hits) == 1:
        return redirect(f"register:{hits[0].what}", hits[0].no)
    rows = [
        [
            {"text": hit.name, "href": reverse(f"register:{hit.what}", args=[hit.no]), "sub": {"text": hit.no, "mono": True}},
            _("Project") if hit.what == "project" else _("Bottleneck"), labels.named(hit.office_zh, hit.office_en),
        ]
        for hit in hits
    ]  # fmt: skip
    values = {
        "text": text,
        "rows": rows,
        "columns": [{"label": _("Found"), "head": True}, {"label": _("What it is")}, {"label": _("Office")}],
        "title": _("%(n)s found for “%(text)s”") % {"n": len(hits), "text": text} if text else _("Find"),
        "empty": {
            "title": _("Nothing found"),
            "text": _("Try a part of the name, the pinyin initials, or a number such as P24-0001."),
            "actions": [],
        },
    }
    return render(request, "register/search.html", values)
