"""The door-keeper: whether an actor passes a door, and how far it lets the actor see."""

from typing import NoReturn

from django.contrib.auth.password_validation import CommonPasswordValidator

from leitai.accounts import matrix, queries, rules
from leitai.accounts.models import Office, Person, Seat
from leitai.accounts.terms import Scope
from leitai.kernel.actor import Actor
from leitai.kernel.refusal import N_, Forbidden, Gone, Refusal
from leitai.store import county


def reach(by: Actor, door: str) -> Scope:
    """How far `by` reaches through the door; Scope.NONE where it does not open."""
    return matrix.reach(door, by.role)


def require(by: Actor, door: str) -> Scope:
    """The reach of `by` through the door. Raises: Forbidden where it does not open."""
    scope = reach(by, door)
    if scope is Scope.NONE:
        raise Forbidden()
    return scope


def covers(by: Actor, door: str, *, office: str, person: str | None = None) -> bool:
    """Whether `by` reaches a row of the given office (code) and person (code) in the county in force."""
    scope = reach(by, door)
    if scope >= Scope.COUNTY:
        return True
    if scope is Scope.OFFICE:
        return by.office == office
    return scope is Scope.SELF and person is not None and by.code == person


def office_for(by: Actor, code: str, *, lock: bool = False) -> Office:
    """The office with this code in the actor's county. Raises: Gone."""
    with county.within(by.county):
        rows = Office.objects.select_for_update() if lock else Office.objects.all()
        found: Office | None = rows.filter(code=code).first()
    return found if found is not None else _gone()


def person_for(by: Actor, code: str, *, lock: bool = False) -> Person:
    """The person with this code who has, or had, a seat in the actor's county. Raises: Gone."""
    with county.within(by.county):
        rows = Person.objects.select_for_update() if lock else Person.objects.all()
        found: Person | None = rows.filter(code=code, pk__in=Seat.objects.values("person")).first()
    return found if found is not None else _gone()


def seat_for(by: Actor, key: int, *, lock: bool = False) -> Seat:
    """The seat with this key in the actor's county, with person and office. Raises: Gone."""
    with county.within(by.county):
        rows = Seat.objects.select_for_update(of=("self",)) if lock else Seat.objects.all()
        found: Seat | None = rows.select_related("person", "office").filter(pk=key).first()
    return found if found is not None else _gone()


def _gone() -> NoReturn:
    raise Gone


WEAK = {
    "short": N_(
        "At least 12 characters, please. A sentence that only you would write is easy to remember, in Chinese too."
    ),
    "repeated": N_("This repeats too few characters. Choose a longer sentence of your own."),
    "row": N_("This follows the keyboard or the alphabet. Choose a sentence of your own."),
    "known": N_("This is little more than a name that everybody here knows. Choose a sentence of your own."),
    "common": N_("This password is on every list of common ones. Choose a sentence of your own."),
}


def require_good_password(password: str, person: Person, home: str) -> None:
    """Lets a password through that is hard to guess for this person. Raises: Refusal `password.<why>` at the field `new`."""
    words = queries.words_around(person.pk, home) | {person.username, person.name, "leitai", "擂台"}
    why = rules.weakness(password, words, CommonPasswordValidator().passwords)
    if why:
        raise Refusal(f"password.{why}", WEAK[why], field="new")
