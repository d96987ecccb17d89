"""Enters the county, its offices and its people: the first part of the demonstration."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from leitai.accounts import actions as accounts
from leitai.accounts.terms import OfficeKind
from leitai.demonstration import reading
from leitai.demonstration.terms import COUNTY
from leitai.kernel.actor import Actor

SINCE_ON = date(2020, 1, 1)  # of the seats: before anything that the story tells


def enter_county(*, by: Actor, at: datetime) -> None:
    """The county, marked as a demonstration."""
    accounts.create_county(
        code=COUNTY, name_zh="临朐县", name_en="Linqu County", city_zh="潍坊市", city_en="Weifang City", demonstration=True,
        by=by, at=at,
    )  # fmt: skip


def enter_offices(*, by: Actor, at: datetime) -> None:
    """County bodies, towns, streets, parks and zones, departments, and some sections."""
    data = reading.table("offices")
    rows = [
        *data["bodies"], *data["places"],
        *({"kind": OfficeKind.DEPARTMENT.value} | row for row in data["departments"]),
        *({"kind": OfficeKind.SECTION.value} | row for row in data["sections"]),
    ]  # fmt: skip
    for order, row in enumerate(rows, 1):
        _enter_office(row, order, by, at)


def _enter_office(row: Mapping[str, Any], order: int, by: Actor, at: datetime) -> None:
    longitude, latitude = row.get("at", (None, None))
    accounts.create_office(
        code=row["code"], kind=row["kind"], name_zh=row["zh"], short_zh=row["short"], name_en=row["en"], parent=row.get("parent"),
        division_code=row.get("division", ""), other_names=row.get("other", ()), longitude=longitude, latitude=latitude,
        order=order, by=by, at=at,
    )  # fmt: skip


def enter_people(*, by: Actor, at: datetime) -> None:
    """One account for each errand, entered by a click, and people without a password in the other offices."""
    for row in reading.table("people")["people"]:
        accounts.create_person(
            username=row["username"], name=row["name"], role=row["role"], office=row["office"], section=row.get("section"),
            since_on=SINCE_ON, demonstration=row.get("click", False), by=by, at=at,
        )  # fmt: skip
