"""Where a page of the cockpit leads: addresses that keep its state, and links from every figure to its rows."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from leitai.accounts import access
from leitai.accounts.asking import Request
from leitai.accounts.terms import Scope
from leitai.cockpit.queries.county import County
from leitai.cockpit.terms import View
from leitai.kernel.actor import Actor
from leitai.register import rules as register_rules
from leitai.web import words

SORTS = ("place", "name", "projects", "planned", "done", "share", "yellow", "red")


@dataclass(frozen=True, slots=True)
class Page:
    """How the page is looked at."""

    by: Actor
    view: View
    month: str  # as it stands in the address; "" for the newest one
    shown: str  # the month shown
    sort: str
    is_falling: bool
    is_now: bool  # seen from today, not from the end of an earlier month's reporting

    @property
    def may_export(self) -> bool:
        """Whether the sheet's door opens."""
        return access.reach(self.by, "cockpit.export") is not Scope.NONE

    def address(self, name: str = "county", **changed: str) -> str:
        """An address of the cockpit that keeps view, month and sorting, less what is changed; empty values are left out."""
        state = {
            "view": "" if self.view is View.COUNTY else self.view.value,
            "month": self.month,
            "sort": ""
            if (self.sort, self.is_falling) == ("place", False)
            else ("-" if self.is_falling else "") + self.sort,
        }
        told = {key: value for key, value in (state | changed).items() if value}
        return reverse(f"cockpit:{name}") + (f"?{urlencode(told)}" if told else "")

    def views(self) -> list[dict[str, Any]]:
        """The levels to look at."""
        said = {
            View.COUNTY: _("County"),
            View.OFFICE: _("Towns and parks"),
            View.INDUSTRY: _("Industries"),
            View.OWNER: _("Departments"),
        }
        return [
            {
                "label": label,
                "href": self.address(view="" if view is View.COUNTY else view.value, sort=""),
                "current": view is self.view,
            }
            for view, label in said.items()
        ]

    def months(self, found: County) -> list[dict[str, Any]]:
        """The months to look back at, newest first."""
        every = sorted({*found.months, self.shown}, reverse=True)[:60]
        return [{"value": month, "label": words.month(month), "selected": month == self.shown} for month in every]

    def sees(self, office: str) -> bool:
        """Whether the reader may open projects of an office."""
        return access.covers(self.by, "register.projects", office=office)

    def projects(self, **query: str) -> str:
        """The register's list with the filter that gives a figure's rows."""
        told = {key: value for key, value in ({"month": self.month} | query).items() if value}
        return reverse("register:projects") + (f"?{urlencode(told)}" if told else "")

    def rows_of(self, code: str) -> str:
        """Where the rows of a figure are."""
        if code in {"overdue", "stuck"}:
            return reverse("register:bottlenecks") + ("?tab=overdue" if code == "overdue" else "")
        if code == "complete":
            return reverse("register:months_of", args=[self.shown])
        tabs = {"red": "red", "not_started": "not_started"}
        sorts = {"invested": "-invested", "share": "-share", "gap": "share", "planned": "-plan", "total": "-total"}
        return self.projects(tab=tabs.get(code, ""), sort=sorts.get(code, ""))

    def link_in_sentence(self, code: str, text: str, is_late: bool) -> Any:
        """A number of the sentence as a link to its rows."""
        css = format_html(' class="{}"', "late") if is_late else ""
        return format_html('<a href="{}"{}>{}</a>', self.rows_of(code), css, text)


def marked(code: str, text: str, is_late: bool) -> Any:
    """A number of the sentence on the wall, where nothing can be clicked."""
    return format_html('<span class="late">{}</span>', text) if is_late or code in {"red", "overdue"} else text


def page(request: Request, found: County, *, is_asked: bool) -> Page:
    """How the address says the page is looked at; what is not known is passed over."""
    get = request.GET.get
    view = get("view", "")
    sort = get("sort", "")
    name = sort.removeprefix("-")
    return Page(
        by=request.actor,
        view=View(view) if view in set(View) else View.COUNTY,
        month=found.month if is_asked else "",
        shown=found.month,
        sort=name if name in SORTS else "place",
        is_falling=name in SORTS and sort.startswith("-"),
        is_now=found.on == timezone.localdate()
        or found.month >= register_rules.deadlines.open_month(timezone.localdate()),
    )
