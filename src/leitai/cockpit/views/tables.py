"""Tables of the cockpit and the same as sheets: offices, industries, departments."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from leitai.cockpit import rules, terms, wording
from leitai.cockpit.queries.county import County
from leitai.cockpit.terms import View
from leitai.cockpit.views.telling import Page
from leitai.enterprises import queries as enterprises
from leitai.register.queries.county import OpenBottleneck
from leitai.register.queries.figures import Group
from leitai.web import phrases, words, xlsx


@dataclass(frozen=True, slots=True)
class Ranked:
    """A group with its place and colour."""

    group: Group
    standing: terms.Standing


def _ranked(groups: Sequence[Group]) -> list[Ranked]:
    found = rules.places.standings([g.done_share for g in groups], [g.expected_share for g in groups])
    return [Ranked(group, standing) for group, standing in zip(groups, found, strict=True)]


_KEYS: dict[str, Callable[[Ranked], Any]] = {
    "place": lambda row: (row.standing.place is None, row.standing.place or 0),
    "name": lambda row: wording.named(row.group.name_zh, row.group.name_en),
    "projects": lambda row: row.group.projects,
    "planned": lambda row: row.group.planned_yuan,
    "done": lambda row: row.group.invested_year_yuan,
    "share": lambda row: -1.0 if row.group.done_share is None else row.group.done_share,
    "yellow": lambda row: row.group.lights.get("yellow", 0),
    "red": lambda row: row.group.lights.get("red", 0),
}


def _sorted(rows: list[Ranked], page: Page) -> list[Ranked]:
    """By what the address asks; ties keep the offices' own order."""
    return sorted(rows, key=_KEYS[page.sort], reverse=page.is_falling)


def offices(found: County, page: Page, *, is_wide: bool = False) -> dict[str, Any]:
    """Who is ahead: towns, streets, parks and zones."""
    rows = [_row(row, _office_name(row.group, page), is_wide=is_wide) for row in _sorted(_ranked(found.offices), page)]
    return {
        "caption": _("Towns and parks by share of the plan done"),
        "columns": _columns(page, _("Unit"), is_wide=is_wide),
        "rows": rows,
        "sum": _sum(found.total, is_wide=is_wide),
        "empty": _empty(),
    }


def industries(found: County, page: Page, *, most: int | None = None) -> dict[str, Any]:
    """Where the money goes, by division of GB/T 4754."""
    every = _ranked(found.industries)
    chosen = every[:most] if most else _sorted(every, page) if page.sort != "place" else every
    rows = [_row(row, _industry_name(row.group, page), is_wide=not most) for row in chosen]
    return {
        "caption": _("Industries by investment this year"),
        "columns": _columns(page, _("Industry"), is_wide=not most, is_sorted=not most),
        "rows": rows,
        "sum": None if most and len(every) > most else _sum(found.total, is_wide=not most),
        "more": max(0, len(every) - len(rows)),
        "empty": _empty(),
    }


def _columns(page: Page, first: str, *, is_wide: bool, is_sorted: bool = True) -> list[dict[str, Any]]:
    yi = wording.unit_yi()
    made: list[dict[str, Any]] = [
        {"label": "#", "number": True, "sort": "place", "phone": "hide"},
        {"label": first, "head": True, "sort": "name"},
        {"label": _("Projects"), "number": True, "sort": "projects"},
        {"label": _("Plan"), "unit": yi, "number": True, "sort": "planned"},
        {"label": _("Done"), "unit": yi, "number": True, "sort": "done"},
        {"label": _("Tick: plan by now"), "phone": "wide"},
        {"label": _("Share"), "number": True, "sort": "share"},
        {"label": _("Yellow"), "number": True, "sort": "yellow"},
        {"label": _("Red"), "number": True, "sort": "red"},
    ]
    if is_wide:
        made += [{"label": _("This month"), "unit": yi, "number": True}, {"label": _("Reports"), "number": True}]
    for column in made:
        key = column.pop("sort", "")
        if key and is_sorted:
            _make_sortable(column, key, page)
    return made


def _make_sortable(column: dict[str, Any], key: str, page: Page) -> None:
    """A header is a link; numbers begin with the largest, places and names with the first."""
    rises_first = key in {"place", "name"}
    is_current = page.sort == key
    falls_next = not page.is_falling if is_current else not rises_first
    asked = ("-" if falls_next else "") + key
    column["sort_href"] = page.address(sort="" if asked == "place" else asked)
    if is_current:
        column["sort"] = "descending" if page.is_falling else "ascending"


def _row(row: Ranked, name: Any, *, is_wide: bool) -> list[Any]:
    group, standing = row.group, row.standing
    share = group.done_share
    cells: list[Any] = [
        {"text": standing.place or "—", "muted": True},
        name,
        group.projects,
        wording.yi(group.planned_yuan, 2),
        wording.yi(group.invested_year_yuan, 2),
        {"share": share, "plan": group.expected_share, "tone": standing.tone, "label": words.percent(share)},
        {"text": words.percent(share), "strong": True},
        *_lights(group),
    ]
    return [*cells, *_more(group)] if is_wide else cells


def _more(group: Group) -> list[Any]:
    there = group.completeness
    return [wording.yi(group.invested_month_yuan, 2), f"{there.reported} / {there.expected}"]


def _lights(group: Group) -> list[Any]:
    """Counts of yellow and red; none is a grey dash, in order is silent."""
    yellow, red = group.lights.get("yellow", 0), group.lights.get("red", 0)
    none = {"text": "–", "muted": True}
    return [yellow or none, {"text": red, "late": True, "strong": True} if red else none]


def _office_name(group: Group, page: Page) -> Any:
    name: dict[str, Any] = {"text": wording.named(group.name_zh, group.name_en)}
    if page.sees(group.code):
        name["href"] = page.projects(unit=group.code)
    there = group.completeness
    if there.expected and not there.reported:
        return [name, {"tag": "warn", "text": str(phrases.NOT_REPORTED)}]
    if there.reported < there.expected:
        return [
            name,
            {"tag": "warn", "text": _("%(done)s of %(due)s") % {"done": there.reported, "due": there.expected}},
        ]
    return name


def _industry_name(group: Group, page: Page) -> Any:
    return {"text": industry(group.code), "href": page.projects(industry=group.code)}


def industry(code: str) -> str:
    """The name of a division; the standard has Chinese names only, so English says its code."""
    if not code:
        return _("industry not stated")
    found = enterprises.industry(code)
    if words.english() or found is None:
        return _("Division %(code)s") % {"code": code}
    return found.name_zh


def _sum(total: Group, *, is_wide: bool) -> list[Any]:
    share = total.done_share
    cells: list[Any] = [
        "",
        _("County"),
        total.projects,
        wording.yi(total.planned_yuan, 2),
        wording.yi(total.invested_year_yuan, 2),
        {"share": share, "plan": total.expected_share, "label": words.percent(share)},
        words.percent(share),
        total.lights.get("yellow", 0),
        total.lights.get("red", 0),
    ]
    return [*cells, *_more(total)] if is_wide else cells


def _empty() -> dict[str, Any]:
    text = _("As soon as a project is entered and its first month is reported, it counts here.")
    return {"title": _("No project is on the register for this month"), "text": text, "actions": []}


@dataclass(slots=True)
class Held:
    """What one department holds up."""

    code: str
    name: str
    rows: list[OpenBottleneck] = field(default_factory=list)

    @property
    def late(self) -> list[OpenBottleneck]:
        """Those past their day, longest first."""
        return [row for row in self.rows if row.days_late]


def held(found: County) -> list[Held]:
    """Open bottlenecks by who holds them, most overdue first; nobody's come first."""
    by_owner: dict[str, Held] = {}
    for row in found.bottlenecks:
        code = row.owner or ""
        name = wording.named(row.owner_zh or "", row.owner_en or "") if row.owner else _("nobody yet")
        by_owner.setdefault(code, Held(code, name)).rows.append(row)
    return sorted(by_owner.values(), key=lambda one: (one.code != "", -len(one.late), -len(one.rows), one.code))


def owners(found: County, page: Page) -> dict[str, Any]:
    """Departments and what they hold up."""
    rows = []
    for one in held(found):
        late, longest = one.late, max((row.days_late for row in one.rows), default=0)
        link = reverse("register:bottlenecks") + ("?" + urlencode({"owner": one.code}) if one.code else "")
        rows.append(
            [
                {"text": one.name, "href": link},
                len(one.rows),
                {"text": len(late), "late": True, "strong": True} if late else {"text": "–", "muted": True},
                {"light": "red", "text": _("%(n)s days") % {"n": longest}} if longest else {"text": "–", "muted": True},
            ]
        )
    columns = [
        {"label": _("Department"), "head": True},
        {"label": _("Open"), "number": True},
        {"label": _("Overdue"), "number": True},
        {"label": _("Longest overdue")},
    ]
    empty = {"title": _("Nothing is stuck"), "text": _("No bottleneck waits for an answer."), "actions": []}
    return {"caption": _("Departments and the bottlenecks they hold"), "columns": columns, "rows": rows, "empty": empty}


def sheet(found: County, page: Page) -> tuple[list[xlsx.Column], Iterable[Sequence[Any]], str]:
    """The table of the view as columns and rows of a sheet, and its name."""
    if page.view is View.OWNER:
        columns = [
            xlsx.Column(_("Department"), width=30),
            xlsx.Column(_("Bottleneck")),
            xlsx.Column(_("What is stuck"), width=36),
            xlsx.Column(_("Project"), width=40),
            xlsx.Column(_("Unit"), width=20),
            xlsx.Column(_("Due"), "day"),
            xlsx.Column(_("Days late"), "count"),
        ]
        rows = (
            (
                one.name,
                row.no,
                row.title,
                row.project_name,
                wording.named(row.office_zh, row.office_en),
                row.due_on,
                row.days_late,
            )
            for one in held(found)
            for row in one.rows
        )
        return columns, rows, _("What is stuck, by department")
    if page.view is View.INDUSTRY:
        groups = [(industry(row.group.code), row) for row in _ranked(found.industries)]
        return _sheet_columns(_("Industry")), _sheet_rows(groups), _("The county by industry")
    groups = [
        (wording.named(row.group.name_zh, row.group.name_en), row) for row in _sorted(_ranked(found.offices), page)
    ]
    return _sheet_columns(_("Unit")), _sheet_rows(groups), _("The county by unit")


def _sheet_columns(first: str) -> list[xlsx.Column]:
    return [
        xlsx.Column(pgettext("rank", "Place"), "count", 8),
        xlsx.Column(first, width=30),
        xlsx.Column(_("Projects"), "count"),
        xlsx.Column(_("Plan (10,000 yuan)"), "wan"),
        xlsx.Column(_("Done this year (10,000 yuan)"), "wan"),
        xlsx.Column(_("Done this month (10,000 yuan)"), "wan"),
        xlsx.Column(_("Share of the plan"), "percent"),
        xlsx.Column(_("Plan by now"), "percent"),
        xlsx.Column(_("Yellow"), "count"),
        xlsx.Column(_("Red"), "count"),
        xlsx.Column(_("Reports expected"), "count"),
        xlsx.Column(_("Reports handed in"), "count"),
        xlsx.Column(_("Reports verified"), "count"),
    ]


def _sheet_rows(groups: Iterable[tuple[str, Ranked]]) -> Iterable[Sequence[Any]]:
    for name, row in groups:
        group, there = row.group, row.group.completeness
        yield (
            row.standing.place,
            name,
            group.projects,
            group.planned_yuan,
            group.invested_year_yuan,
            group.invested_month_yuan,
            group.done_share,
            group.expected_share,
            group.lights.get("yellow", 0),
            group.lights.get("red", 0),
            there.expected,
            there.reported,
            there.verified,
        )
