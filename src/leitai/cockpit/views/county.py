"""The county on one page, on the big screen and as sheets; the state of the page is in its address."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitai.accounts.asking import Request
from leitai.accounts.door import door
from leitai.cockpit import queries, wording
from leitai.cockpit.queries.county import County
from leitai.cockpit.terms import View
from leitai.cockpit.views import drawing, figures, stuck, tables, telling
from leitai.register import rules as register_rules
from leitai.web import words, xlsx

MOST_STUCK = 200  # the register's own list has all


def _asked(request: Request) -> tuple[County, telling.Page]:
    """The county in the month of the address, and how the page is looked at."""
    month = request.GET.get("month", "")
    months = register_rules.months
    today = timezone.localdate()
    known = months.is_month(month) and month <= months.month_of(today)
    found = queries.county.county(request.actor, asked=month if known else "", today=today)
    return found, telling.page(request, found, is_asked=known)


@door("cockpit.county")
@require_safe
def county(request: Request) -> HttpResponseBase:
    """What moves, what is stuck, who is ahead; by county, office, industry or department."""
    found, page = _asked(request)
    values = _common(found, page) | _PARTS[page.view](found, page)
    return render(request, "cockpit/county.html", values)


def _common(found: County, page: telling.Page) -> dict[str, Any]:
    done, due = found.complete
    tone = "yellow" if done < due else "none"
    meta: list[Any] = [words.month(found.month)]
    if due:
        meta.append({"light": tone, "text": wording.complete(done, due)} if done < due else wording.complete(done, due))
    meta.append(
        _("as of %(moment)s") % {"moment": words.moment(timezone.now())}
        if page.is_now
        else _("as seen on %(day)s") % {"day": words.day(found.on)}
    )
    return {
        "page": page,
        "view": page.view.value,
        "month": found.month,
        "meta": meta,
        "views": page.views(),
        "months": page.months(found),
        "sentence": wording.sentence(found.told(), page.link_in_sentence),
        "figures": figures.band(found, page),
        "export": page.address("county_export") if page.may_export else "",
        "screen": page.address("screen", view=""),
    }


def _whole(found: County, page: telling.Page) -> dict[str, Any]:
    return {
        "course": drawing.course(found),
        "map": drawing.county_map(found, page),
        "speeds": drawing.speeds(found, page),
        "ranking": tables.offices(found, page),
        "stuck": stuck.table(found, page, most=6),
        "pipeline": drawing.pipeline(found),
        "industries": tables.industries(found, page, most=8),
    }


def _by_office(found: County, page: telling.Page) -> dict[str, Any]:
    return {"ranking": tables.offices(found, page, is_wide=True), "map": drawing.county_map(found, page)}


def _by_industry(found: County, page: telling.Page) -> dict[str, Any]:
    return {"industries": tables.industries(found, page)}


def _by_owner(found: County, page: telling.Page) -> dict[str, Any]:
    return {"owners": tables.owners(found, page), "stuck": stuck.table(found, page, most=MOST_STUCK)}


_PARTS = {View.COUNTY: _whole, View.OFFICE: _by_office, View.INDUSTRY: _by_industry, View.OWNER: _by_owner}


@door("cockpit.county")
@require_safe
def screen(request: Request) -> HttpResponseBase:
    """The same for the wall: one sentence, four numbers, one map, what is stuck."""
    found, page = _asked(request)
    done, due = found.complete
    values = {
        "sentence": wording.sentence_for_the_wall(found.told(), telling.marked),
        "numbers": figures.wall(found),
        "map": drawing.county_map(found, page, is_wall=True),
        "stuck": stuck.rows(found, page, 4),
        "stuck_count": stuck.count(found),
        "speeds": drawing.speeds_wall(found),
        "now": timezone.localtime(),
        "said": _("%(month)s: %(done)s of %(due)s reported")
        % {"month": words.month(found.month), "done": done, "due": due},
    }
    return render(request, "cockpit/screen.html", values)


@door("cockpit.export")
@require_safe
def county_export(request: Request) -> HttpResponseBase:
    """The table of the view as a sheet."""
    found, page = _asked(request)
    columns, rows, name = tables.sheet(found, page)
    note = _("Made up for the demonstration.") if found.made_up else ""
    done, due = found.complete
    told = f"{wording.complete(done, due)}. {_('Verified figures alone.')} {note}"
    return xlsx.response(f"{name} {found.month}", columns, rows, sheet=found.month, note=told.strip())
