"""People of a county with their seats, for the administrator's and the auditor's lists."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from leitai.accounts.models import Person, Seat
from leitai.accounts.queries import seats as seat_queries
from leitai.store import county

PAGE = 50


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat as it is listed."""

    key: int
    role: str
    office: str
    office_zh: str
    office_en: str
    section_zh: str
    section_en: str
    since_on: date
    until_on: date | None
    valid: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as listed, with the seats in this county, those that hold first."""

    code: str
    name: str
    username: str
    is_active: bool
    has_password: bool
    last_at: datetime | None
    seats: tuple[SeatRow, ...]


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """A page of people; `first` and `last` count from 1."""

    rows: list[PersonRow]
    total: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for: a text in the name, a role, an office (code), a state (active, disabled)."""

    text: str = ""
    role: str = ""
    office: str = ""
    state: str = ""


def people(asked: Filter, *, on: date, page: int = 1, size: int = PAGE) -> PeoplePage:
    """People who have, or had, a seat in the county in force, by name for sign-in. Three statements for any number."""
    found = _found(asked).order_by("username")
    total = found.count()
    start = max(page - 1, 0) * size
    rows = _with_seats(list(found[start : start + size]), on)
    return PeoplePage(rows, total, start + 1 if rows else 0, start + len(rows))


def all_people(asked: Filter, *, on: date) -> list[PersonRow]:
    """The same people without pages, for a sheet. Two statements."""
    return _with_seats(list(_found(asked).order_by("username")), on)


def person(code: str, *, on: date) -> PersonRow | None:
    """One person who has, or had, a seat in the county in force. Two statements."""
    rows = _with_seats(list(_found(Filter()).filter(code=code)), on)
    return rows[0] if rows else None


def _found(asked: Filter):  # type: ignore[no-untyped-def]  # People is a manager without a generic query set of its own
    here = Seat.objects.all()
    if asked.role:
        here = here.filter(role=asked.role)
    if asked.office:
        here = here.filter(office__code=asked.office)
    rows = Person.objects.filter(pk__in=here.values("person"))
    if asked.text:
        rows = rows.filter(Q(name__icontains=asked.text) | Q(username__icontains=asked.text))
    if asked.state in {"active", "disabled"}:
        rows = rows.filter(is_active=asked.state == "active")
    return rows


def _with_seats(found: list[Person], on: date) -> list[PersonRow]:
    by_person: dict[int, list[SeatRow]] = {}
    seats = (
        Seat.objects.filter(person__in=[p.pk for p in found])
        .select_related("office", "section")
        .order_by("since_on", "pk")
    )
    for seat in seats:
        by_person.setdefault(seat.person_id, []).append(_seat_row(seat, on))
    return [
        PersonRow(
            code=p.code, name=p.name, username=p.username, is_active=p.is_active, has_password=p.has_usable_password(),
            last_at=p.last_login, seats=tuple(sorted(by_person.get(p.pk, ()), key=lambda s: not s.valid)),
        )
        for p in found
    ]  # fmt: skip


def _seat_row(seat: Seat, on: date) -> SeatRow:
    section = seat.section
    return SeatRow(
        key=seat.pk, role=seat.role, office=seat.office.code, office_zh=seat.office.name_zh, office_en=seat.office.name_en,
        section_zh=section.name_zh if section else "", section_en=section.name_en if section else "",
        since_on=seat.since_on, until_on=seat.until_on, valid=seat_queries.is_valid(seat, on),
    )  # fmt: skip


def names_of(codes: set[str]) -> dict[str, str]:
    """Names of persons of the county in force by their codes, for lists that show who did something. One statement."""
    here = Seat.everywhere.filter(county=county.in_force()).values("person")
    return dict(Person.objects.filter(code__in=codes, pk__in=here).values_list("code", "name"))


def seat_holder(seat: int) -> str | None:
    """The code of the person who holds, or held, a seat of the county in force. One statement."""
    return Seat.objects.filter(pk=seat).values_list("person__code", flat=True).first()
