"""Bottlenecks: the list by deadline, one's page, what waits for whom."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q

from leitai.kernel.actor import Actor
from leitai.register import naming, rules, terms
from leitai.register.models import Bottleneck
from leitai.register.queries import reach

S = terms.BottleneckState
TABS = ("open", "mine", "overdue", "answered", "closed", "all")
SORTS = ("due", "raised", "project", "owner")
COLUMNS = (
    "no", "title", "detail", "state", "project__no", "project__name", "project__office__code", "project__office__name_zh",
    "project__office__name_en", "project__name_en", "owner__code", "owner__name_zh", "owner__name_en",
    "raised_by", "raised_office__name_zh", "raised_office__name_en", "raised_at", "due_on", "answered_at", "closed_at",
    "escalated_to", "made_up", "version",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to."""

    tab: str = "open"
    text: str = ""
    office: str = ""
    owner: str = ""
    sort: str = "due"
    is_falling: bool = False
    page: int = 1
    size: int = 50


@dataclass(slots=True)
class Listing:
    """A page of bottlenecks."""

    rows: list[dict[str, Any]]
    found: int
    pages: int
    page: int
    tabs: dict[str, int]
    offices: list[tuple[str, str, str]]
    owners: list[tuple[str, str, str]]


def listing(by: Actor, filters: Filters, *, on: date) -> Listing:
    """The bottlenecks that `by` sees, filtered, sorted, paged; counts per tab. One statement.

    Each row has the columns named above, `days_late` (calendar days) and `light`.
    """
    every = list(
        Bottleneck.objects.filter(reach.bottlenecks(by))
        .order_by(F("due_on").asc(nulls_last=True), "id")
        .values(*COLUMNS)
    )
    for row in every:
        row["days_late"] = (
            rules.bottlenecks.overdue_days(row["due_on"], on) if row["state"] in (S.RAISED, S.ASSIGNED) else 0
        )
        row["light"] = _light(row, on)
    tabs = {tab: sum(_in_tab(row, tab, by) for row in every) for tab in TABS}
    found = [row for row in every if _in_tab(row, filters.tab, by) and _matches(row, filters)]
    if filters.sort != "due" or filters.is_falling:
        found.sort(key=lambda row: _key(row, filters.sort), reverse=filters.is_falling)
    pages = max(1, -(-len(found) // filters.size))
    page = min(max(filters.page, 1), pages)
    return Listing(
        found[(page - 1) * filters.size : page * filters.size], len(found), pages, page, tabs,
        _named(every, "project__office"), _named(every, "owner"),
    )  # fmt: skip


def _light(row: dict[str, Any], on: date) -> str:
    if row["state"] == S.CLOSED:
        return terms.Light.NONE
    if row["state"] == S.ANSWERED:
        return terms.Light.GREEN
    if row["days_late"]:
        return terms.Light.RED
    near = row["due_on"] is None or (row["due_on"] - on).days <= 2
    return terms.Light.YELLOW if near else terms.Light.GREEN


def _in_tab(row: dict[str, Any], tab: str, by: Actor) -> bool:
    state = row["state"]
    tests: dict[str, bool] = {
        "open": state in (S.RAISED, S.ASSIGNED),
        "mine": state != S.CLOSED and (row["owner__code"] == by.office or row["raised_by"] == by.code),
        "overdue": bool(row["days_late"]),
        "answered": state == S.ANSWERED,
        "closed": state == S.CLOSED,
        "all": True,
    }
    return tests[tab]


def _matches(row: dict[str, Any], filters: Filters) -> bool:
    return (
        (not filters.office or row["project__office__code"] == filters.office)
        and (not filters.owner or row["owner__code"] == filters.owner)
        and (
            not filters.text
            or naming.is_found(filters.text, naming.name_key(row["title"] + row["project__name"]), "", row["no"])
        )
    )


def _key(row: dict[str, Any], sort: str) -> Any:
    keys = {
        "due": (row["due_on"] is None, row["due_on"] or date.max),
        "raised": row["raised_at"],
        "project": (row["project__name"], row["no"]),
        "owner": (row["owner__code"] or "", row["no"]),
    }
    return keys[sort]


def _named(rows: list[dict[str, Any]], path: str) -> list[tuple[str, str, str]]:
    found = {
        row[f"{path}__code"]: (row[f"{path}__name_zh"], row[f"{path}__name_en"]) for row in rows if row[f"{path}__code"]
    }
    return sorted((code, zh, en) for code, (zh, en) in found.items())


def of_project(by: Actor, project: int, *, on: date) -> list[dict[str, Any]]:
    """A project's bottlenecks, open ones first. One statement."""
    rows = list(
        Bottleneck.objects.filter(reach.bottlenecks(by), project_id=project)
        .order_by("closed_at", "due_on")
        .values(*COLUMNS)
    )
    for row in rows:
        row["days_late"] = (
            rules.bottlenecks.overdue_days(row["due_on"], on) if row["state"] in (S.RAISED, S.ASSIGNED) else 0
        )
        row["light"] = _light(row, on)
    return sorted(rows, key=lambda row: row["state"] == S.CLOSED)


def waiting(by: Actor, *, on: date) -> int:
    """How many wait for the actor: for an answer (owner), for an owner (project office), for closing (raiser). One statement."""
    mine = Q(state=S.ANSWERED, raised_by=by.code)
    if by.role == "office":
        mine |= Q(state=S.RAISED)
    mine |= Q(state=S.ASSIGNED, owner__code=by.office)
    if by.role == "leader":
        mine |= Q(state__in=[S.RAISED, S.ASSIGNED], escalated_to=terms.Rung.LEADER)
    return Bottleneck.objects.filter(reach.bottlenecks(by)).filter(mine).count()


def overdue(by: Actor, *, on: date) -> list[str]:
    """Numbers of open bottlenecks past their day, oldest first. One statement."""
    found = Bottleneck.objects.filter(reach.bottlenecks(by), state__in=[S.RAISED, S.ASSIGNED], due_on__lt=on)
    return list(found.order_by("due_on", "id").values_list("no", flat=True))


def is_raised(project: int, title: str) -> bool:
    """Whether an open bottleneck with these words hangs on a project already. One statement."""
    return Bottleneck.objects.filter(project_id=project, title=title).exclude(state=S.CLOSED).exists()
