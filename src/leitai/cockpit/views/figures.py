"""The band of numbers, and the four on the wall."""

from typing import Any

from django.utils.translation import gettext as _

from leitai.cockpit import wording
from leitai.cockpit.published import Published
from leitai.cockpit.queries.county import County
from leitai.cockpit.views.telling import Page
from leitai.web import phrases, words


def band(found: County, page: Page) -> list[dict[str, Any]]:
    """All numbers of the band, each with definition, completeness, source and the way to its rows."""
    rows = [_projects(found), _invested(found), _share(found), _started(found), _red(found), *_published(found)]
    return [_defined(row, found, page) for row in rows]


def _defined(row: dict[str, Any], found: County, page: Page) -> dict[str, Any]:
    code = row.pop("code")
    told = {
        "label": wording.name(code),
        "definition": wording.definition(code, wording.complete(*found.complete), found.total.projects),
    }
    if "tag" not in row:
        told["href"] = page.rows_of(code)
        if found.made_up:
            told["tag"] = {"tag": "made", "text": str(phrases.DEMONSTRATION)}
    return told | row


def _projects(found: County) -> dict[str, Any]:
    total = found.total
    sign = "≥ " if total.total_is_floor else ""
    note = _("planned in all %(total)s") % {"total": sign + words.money(total.total_yuan)}
    return {"code": "projects", "value": total.projects, "unit": str(phrases.PROJECTS), "note": note}


def _invested(found: County) -> dict[str, Any]:
    note = wording.growth(found.growth(), found.month)
    return {
        "code": "invested",
        "value": wording.yi(found.total.invested_year_yuan),
        "unit": wording.unit_yi(),
        "note": note,
        "spark": found.last_months(),
    }


def _share(found: County) -> dict[str, Any]:
    total = found.total
    share, expected = total.done_share, total.expected_share
    value = None if share is None else words.count(share * 100, 1)
    note = (
        _("plan by now %(share)s") % {"share": words.percent(expected)}
        if expected is not None
        else _("no plan to compare with")
    )
    return {"code": "share", "value": value, "unit": "%", "note": note, "share": share, "plan": expected}


def _started(found: County) -> dict[str, Any]:
    signed, started = found.signed_and_started()
    value = words.count(100 * started / signed, 1) if signed else None
    late = found.not_started
    note: list[Any] = [_("%(started)s of %(signed)s") % {"started": started, "signed": signed}]
    if late:
        note.append({"text": _("%(n)s should have started") % {"n": late}, "warn": True})
    return {"code": "started", "value": value, "unit": "%", "note": note}


def _red(found: County) -> dict[str, Any]:
    lights, late = found.total.lights, len(found.overdue)
    note: list[Any] = [_("%(n)s yellow") % {"n": lights.get("yellow", 0)}]
    if late:
        note.append({"text": _("%(n)s bottlenecks overdue") % {"n": late}, "late": True})
    return {"code": "red", "value": lights.get("red", 0), "unit": str(phrases.PROJECTS), "note": note}


def _published(found: County) -> list[dict[str, Any]]:
    """Published figures; they are never mixed with the register's, and floors stay floors."""
    rows = []
    intents, amount = found.published.get("INV06"), found.published.get("INV07")
    if intents:
        note = _("planned %(amount)s") % {"amount": _floor(amount) + words.money(amount.value_yuan)} if amount else ""
        rows.append(_of(intents, "intents", note))
    listed, place = found.published.get("KEY01"), found.published.get("KEY02")
    if listed:
        said = _("number %(n)s in the city, %(period)s") % {"n": place.value, "period": place.period} if place else ""
        rows.append(_of(listed, "province", said))
    return rows


def _of(figure: Published, code: str, note: str) -> dict[str, Any]:
    period = wording.named(figure.period_zh, figure.period_en) or figure.period
    value = int(figure.value) if figure.value is not None and figure.value == int(figure.value) else figure.value
    return {
        "code": code,
        "value": value,
        "unit": str(phrases.PROJECTS),
        "note": note,
        "floor": figure.at_least,
        "tag": {"tag": "line", "text": f"{phrases.PUBLISHED} {period}"},
    }


def _floor(figure: Published) -> str:
    return "≥ " if figure.at_least else ""


def wall(found: County) -> list[dict[str, Any]]:
    """The four numbers of the big screen."""
    total, growth = found.total, wording.growth(found.growth(), found.month)
    signed, started = found.signed_and_started()
    told = found.told()
    plan = _("year's plan %(yi)s") % {"yi": wording.yi(total.planned_yuan)}
    return [
        {
            "label": wording.name("invested"),
            "value": wording.yi(total.invested_year_yuan),
            "unit": wording.unit_yi(),
            "note": [plan, *(growth or [])],
        },
        {
            "label": wording.name("share"),
            "value": "—" if total.done_share is None else words.count(total.done_share * 100, 1),
            "unit": "%",
            "note": [_("plan by now %(share)s") % {"share": words.percent(total.expected_share)}],
        },
        {
            "label": _("Started"),
            "value": started,
            "unit": str(phrases.PROJECTS),
            "note": [_("%(started)s of %(signed)s") % {"started": started, "signed": signed}],
        },
        {
            "label": wording.name("overdue"),
            "value": told.overdue,
            "unit": "",
            "note": [
                _("%(n)s open, %(owner)s without owner")
                % {"n": len(found.bottlenecks), "owner": sum(row.owner is None for row in found.bottlenecks)}
            ],
        },
    ]
