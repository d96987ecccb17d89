"""Seats: who sits where, and what a person already holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from leitai.accounts.models import County, Person, Seat
from leitai.accounts.terms import OfficeKind, Role
from leitai.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody in a seat, with what every page says about it."""

    actor: Actor
    person: int
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


def _sittings(on: date) -> QuerySet[Seat]:
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
        person=row.person_id,
        seat=row.pk,
        username=row.person.username,
        language=row.person.language,
        office_zh=row.office.name_zh,
        office_en=row.office.name_en or row.office.name_zh,
        county_zh=getattr(row, "county_zh", None) or "",
        county_en=getattr(row, "county_en", None) or "",
        demonstration=bool(getattr(row, "demonstration", False)),
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


def actor_of_person(code: str) -> Actor | None:
    """Somebody's actor in the newest seat, valid or not: for what a person does about their own account while signed out."""
    seat = (
        Seat.everywhere.select_related("person", "office", "section")
        .filter(person__code=code)
        .order_by("-since_on", "-pk")
        .first()
    )
    return actor_of(seat) if seat else None


def is_valid(seat: Seat, on: date) -> bool:
    """Whether a seat opens anything on a day."""
    return seat.since_on <= on and (seat.until_on is None or seat.until_on >= on)


def roles_held(person: int, on: date) -> list[str]:
    """The roles of all seats that a person holds on a day or later, in every county."""
    still = Q(until_on__isnull=True) | Q(until_on__gte=on)
    return sorted(set(Seat.everywhere.filter(still, person=person).values_list("role", flat=True)))


def sits_elsewhere(person: int, county: str) -> bool:
    """Whether a person has, or had, a seat in another county."""
    return Seat.everywhere.filter(person=person).exclude(county=county).exists()


def words_around(person: int, county: str) -> set[str]:
    """Names that everybody around a person knows: the county's, the city's, the offices'. No password is made of them."""
    home = County.objects.filter(code=county).values_list("name_zh", "name_en", "city_zh", "city_en").first() or ()
    seats = Seat.everywhere.filter(person=person)
    offices = seats.values_list("office__name_zh", "office__short_zh", "office__name_en", "office__code")
    words = {word for row in offices for word in row} | set(home)
    words |= {word.removesuffix(" County").removesuffix(" City") for word in words}
    words |= {word[:-1] for word in words if word[-1:] in "县市区镇"}
    return {word for word in words if word}


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the demonstration that is entered by a click."""

    code: str
    name: str
    role: str
    office_zh: str
    office_en: str
    kind: str


# One for each role that has an errand, in the order of the stream; towns and parks report apart.
ERRANDS = (
    (Role.OFFICE, None),
    (Role.REPORTER, frozenset({OfficeKind.TOWN, OfficeKind.STREET})),
    (Role.REPORTER, frozenset({OfficeKind.PARK, OfficeKind.ZONE})),
    (Role.APPROVER, None),
    (Role.LEADER, None),
    (Role.AUDITOR, None),
    (Role.ADMINISTRATOR, None),
)


def demonstration_accounts(on: date) -> list[Account]:
    """One account for each errand in the demonstration county; none in a real one. One statement."""
    counties = County.objects.filter(demonstration=True).values("code")
    seats = list(_sittings(on).filter(county__in=counties, person__demonstration=True).order_by("pk"))
    found = []
    for role, kinds in ERRANDS:
        seat = next((s for s in seats if s.role == role and (kinds is None or s.office.kind in kinds)), None)
        if seat is not None:
            found.append(
                Account(
                    seat.person.code,
                    seat.person.name,
                    seat.role,
                    seat.office.name_zh,
                    seat.office.name_en,
                    seat.office.kind,
                )
            )
    return found


def demonstration_person(code: str) -> Person | None:
    """The person who may be entered by a click; None for anybody else, and for everybody of a real county."""
    counties = County.objects.filter(demonstration=True).values("code")
    seats = Seat.everywhere.filter(county__in=counties).values("person")
    return Person.objects.filter(code=code, demonstration=True, is_active=True, pk__in=seats).first()


def whose_name(username: str) -> tuple[str, str]:
    """The county in whose history a name for sign-in is spoken of, and the person's code.

    A name that nobody has is `unknown`, in the history of the installation's (first) county; no county yet: empty.
    """
    seat = (
        Seat.everywhere.filter(person__username=username)
        .order_by("since_on", "pk")
        .values_list("county", "person__code")
        .first()
    )
    if seat:
        return seat
    return County.objects.order_by("code").values_list("code", flat=True).first() or "", "unknown"
