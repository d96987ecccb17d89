"""What is stuck: overdue bottlenecks and red lights in one list, each with its reason, who holds it and for how long."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitai.cockpit import wording
from leitai.cockpit.queries.county import County
from leitai.cockpit.views.telling import Page
from leitai.register import labels
from leitai.register.queries.county import OpenBottleneck
from leitai.register.queries.snapshots import Row
from leitai.web import words


@dataclass(frozen=True, slots=True)
class Stuck:
    """One thing that doesn't move. `days` is None where it is behind its plan and nothing has a day."""

    project: str
    name: str
    href: str
    why: str
    holder: str
    days: int | None
    is_typed: bool = False  # the reason is somebody's own words, in Chinese

    @property
    def since(self) -> str:
        """23 天, or behind the plan."""
        return ngettext("%(n)s day", "%(n)s days", self.days) % {"n": self.days} if self.days else _("behind its plan")


def rows(found: County, page: Page) -> list[Stuck]:
    """First what a department holds up, then red lights, the longest first; a project isn't listed twice."""
    held = [_bottleneck(row, page) for row in found.overdue]
    there = {one.project for one in held}
    red = [_red(row, page) for row in found.reds if row.no not in there]
    return [*held, *sorted(red, key=lambda one: -(one.days or 0))]


def _bottleneck(row: OpenBottleneck, page: Page) -> Stuck:
    holder = wording.named(row.owner_zh or "", row.owner_en or "") if row.owner else _("nobody yet")
    href = reverse("register:bottleneck", args=[row.no]) if page.sees(row.office) else ""
    name = wording.named(row.project_name, row.project_name_en)
    return Stuck(row.project, name, href, row.title, holder, row.days_late, is_typed=True)


def _red(row: Row, page: Page) -> Stuck:
    days = max([row.bottleneck_days, *(late for _kind, late in row.late_milestones)], default=0)
    why = labels.said(row.verdict.reasons[0]) if row.verdict.reasons else ""
    href = reverse("register:project", args=[row.no]) if page.sees(row.office) else ""
    is_dated = bool(row.verdict.reasons) and row.verdict.reasons[0].code in {"late", "stuck"}
    name, holder = wording.named(row.name, row.name_en), wording.named(row.office_zh, row.office_en)
    return Stuck(row.no, name, href, why, holder, days if is_dated and days else None)


def _why(one: Stuck) -> dict[str, str]:
    return {"text": one.why, "lang": "zh-Hans"} if one.is_typed and words.english() else {"text": one.why}


def table(found: County, page: Page, *, most: int | None = None) -> dict[str, Any]:
    """The list as a table, and how many there are altogether."""
    every = rows(found, page)
    made = [
        [
            {"text": one.name, "href": one.href, "sub": _why(one)},
            one.holder,
            {"light": "red", "text": one.since},
        ]
        for one in every[:most]
    ]
    columns = [
        {"label": _("Project and reason"), "head": True},
        {"label": _("Held by")},
        {"label": _("For"), "number": True},
    ]
    empty = {
        "title": _("Nothing is stuck"),
        "text": _("No project is red and no bottleneck is overdue."),
        "actions": [],
    }
    return {"caption": _("What is stuck"), "columns": columns, "rows": made, "empty": empty, "count": len(every)}
