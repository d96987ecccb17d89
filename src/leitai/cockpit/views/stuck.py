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


def rows(found: County, page: Page, most: int | None = None) -> list[Stuck]:
    """First what a department holds up, then red lights, the longest first; a project isn't listed twice. At most `most`."""
    held, red = _chosen(found)
    made = [_bottleneck(row, page) for row in held[:most]]
    left = None if most is None else most - len(made)
    return made + [_red(row, page) for row in red[:left]]


def count(found: County) -> int:
    """How many there are altogether."""
    held, red = _chosen(found)
    return len(held) + len(red)


def _chosen(found: County) -> tuple[list[OpenBottleneck], list[Row]]:
    """Overdue bottlenecks, and red projects without one; words are made for the few that are shown alone."""
    held = found.overdue
    there = {row.project for row in held}
    red = [row for row in found.reds if row.no not in there]
    return held, sorted(red, key=lambda row: -(_days(row) or 0))


def _days(row: Row) -> int | None:
    """For how long a red project is late, where its first reason has a day."""
    reasons = row.verdict.reasons
    if not reasons or reasons[0].code not in {"late", "stuck"}:
        return None
    return max([row.bottleneck_days, *(late for _kind, late in row.late_milestones)], default=0) or None


def _bottleneck(row: OpenBottleneck, page: Page) -> Stuck:
    holder = wording.named(row.owner_zh or "", row.owner_en or "") if row.owner else _("nobody yet")
    href = reverse("register:bottleneck", args=[row.no]) if page.sees(row.office) else ""
    name = wording.named(row.project_name, row.project_name_en)
    return Stuck(row.project, name, href, row.title, holder, row.days_late, is_typed=True)


def _red(row: Row, page: Page) -> Stuck:
    why = labels.said(row.verdict.reasons[0]) if row.verdict.reasons else ""
    href = reverse("register:project", args=[row.no]) if page.sees(row.office) else ""
    name, holder = wording.named(row.name, row.name_en), wording.named(row.office_zh, row.office_en)
    return Stuck(row.no, name, href, why, holder, _days(row))


def _why(one: Stuck) -> dict[str, str]:
    return {"text": one.why, "lang": "zh-Hans"} if one.is_typed and words.english() else {"text": one.why}


def table(found: County, page: Page, *, most: int | None = None) -> dict[str, Any]:
    """The list as a table, and how many there are altogether."""
    made = [
        [
            {"text": one.name, "href": one.href, "sub": _why(one)},
            one.holder,
            {"light": "red", "text": one.since},
        ]
        for one in rows(found, page, most)
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
    return {"caption": _("What is stuck"), "columns": columns, "rows": made, "empty": empty, "count": count(found)}
