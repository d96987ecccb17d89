"""Reading the county, its offices, people and seats."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, Subquery

from leitai.accounts.models import County, Office, Person, Seat
from leitai.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody in a seat, with what every page says about it."""

    actor: Actor
    seat: int
    username: str
    language: str
    office_zh: str
    office_en: str
    county_zh: str
    county_en: str
    demonstration: bool


def valid_on(on: date) -> Q:
    """The condition for seats that are valid on a day."""
    return Q(since_on__lte=on) & (Q(until_on__isnull=True) | Q(until_on__gte=on))


def sitting(*, person: int, seat: int | None, on: date) -> Sitting | None:
    """The seat with this key if it is the person's and valid on the day; without a key, the oldest valid one. One statement."""
    rows = _sittings(on).filter(person=person)
    row = rows.filter(pk=seat).first() if seat else rows.first()
    return _as_sitting(row) if row else None


def sittings(*, person: int, on: date) -> Sequence[Sitting]:
    """All seats that a person may take on a day, oldest first."""
    return [_as_sitting(row) for row in _sittings(on).filter(person=person)]


def _sittings(on: date):  # type: ignore[no-untyped-def]  # a query set with annotations has no name to give
    home = County.objects.filter(code=OuterRef("county"))
    return (
        Seat.everywhere.filter(valid_on(on), person__is_active=True)
        .select_related("person", "office", "section")
        .annotate(
            county_zh=Subquery(home.values("name_zh")),
            county_en=Subquery(home.values("name_en")),
            demonstration=Subquery(home.values("demonstration")),
        )
        .order_by("since_on", "pk")
    )


def _as_sitting(row: Seat) -> Sitting:
    return Sitting(
        actor=actor_of(row),
        seat=row.pk,
        username=row.person.username,
        language=row.person.language,
        office_zh=row.office.name_zh,
        office_en=row.office.name_en or row.office.name_zh,
        county_zh=row.county_zh or "",
        county_en=row.county_en or "",
        demonstration=bool(row.demonstration),
    )


def actor_of(seat: Seat) -> Actor:
    """The actor who sits in a seat; person, office and section are read if they weren't yet."""
    return Actor(
        county=seat.county,
        code=seat.person.code,
        office=seat.office.code,
        role=seat.role,
        section=seat.section.code if seat.section else None,
        name=seat.person.name,
        office_kind=seat.office.kind,
    )


def home() -> County | None:
    """The county whose name stands on pages before anybody signs in: the only one of this installation, or the first."""
    return County.objects.order_by("code").first()
