"""Makes projects, plans, reports for the tests of this and of later slices; writes tables directly, no history."""

import itertools
from datetime import date
from typing import Any

from leitai.accounts.tests import make as accounts
from leitai.register import naming, terms
from leitai.register.models import Bottleneck, KeyList, ListEntry, Milestone, Project, Report, YearPlan

WAN = 10_000
_numbers = itertools.count(1)


def project(name: str = "", office: str = "dongcheng", *, within: str = accounts.LINQU, **more: Any) -> Project:
    """A project of an office, reported from January 2024 on."""
    number = next(_numbers)
    name = name or f"测试项目{number}"
    place = accounts.office(office, within=within)
    values: dict[str, Any] = {
        "no": f"P24-{number:04d}", "total_yuan": 10_000 * WAN, "first_month": "2024-01", "created_at": accounts.AT,
        "name_key": naming.name_key(name), "initials": naming.initials(name),
    }  # fmt: skip
    return Project.everywhere.create(county=within, office=place, name=name, **(values | more))


def plan(of: Project, wan: int = 1_200, year: int = 2024, **more: Any) -> YearPlan:
    """A year's plan in 万元."""
    return YearPlan.everywhere.create(county=of.county, project=of, year=year, planned_yuan=wan * WAN, **more)


def report(of: Project, month: str = "2024-03", wan: int | None = 100, state: str = "submitted", **more: Any) -> Report:
    """A month's report; sums are the month's number times the amount unless given."""
    number = int(month[5:])
    values: dict[str, Any] = {
        "month_yuan": None if wan is None else wan * WAN, "cum_year_yuan": None if wan is None else wan * number * WAN,
        "cum_yuan": None if wan is None else wan * number * WAN,
    }  # fmt: skip
    return Report.everywhere.create(county=of.county, project=of, month=month, state=state, **(values | more))


def milestone(of: Project, kind: str, *, planned: str = "", done: str = "", **more: Any) -> Milestone:
    """A milestone with its dates as text."""
    planned_on = date.fromisoformat(planned) if planned else None
    done_on = date.fromisoformat(done) if done else None
    return Milestone.everywhere.create(
        county=of.county, project=of, kind=kind, planned_on=planned_on, done_on=done_on, **more
    )


def bottleneck(
    of: Project, title: str = "用电增容等了二十天", *, raised_by: str = "somebody", owner: str = "", **more: Any
) -> Bottleneck:
    """A bottleneck raised by the project's office; assigned where an owner is named."""
    values: dict[str, Any] = {"no": f"B24-{next(_numbers):04d}", "raised_at": accounts.AT}
    if owner:
        values |= {"owner": accounts.office(owner, within=of.county), "state": "assigned", "due_on": date(2024, 4, 20)}
    return Bottleneck.everywhere.create(
        county=of.county, project=of, title=title, raised_by=raised_by, raised_office=of.office, **(values | more)
    )


def key_list(
    level: str = "province", year: int = 2024, *names: str, within: str = accounts.LINQU, **more: Any
) -> KeyList:
    """The first edition of a list with some names."""
    row = KeyList.everywhere.create(county=within, level=level, year=year, name_zh=f"{year}年名单", **more)
    ListEntry.everywhere.bulk_create(ListEntry(county=within, key_list=row, name=name) for name in names)
    return row


def line(of: Project, month: str = "2024-03", wan: int | None = 100, **more: Any) -> terms.Line:
    """What somebody hands in for a month."""
    return terms.Line(no=of.no, month=month, month_yuan=None if wan is None else wan * WAN, **more)
