"""Persons, their seats and passwords. Names never enter the history's chain: they are texts beside it."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from leitai.accounts import access, codes, queries, rules
from leitai.accounts.models import Office, OneTimeCode, Person, Seat
from leitai.accounts.terms import CodePurpose, OfficeKind, Role
from leitai.audit import actions as audit
from leitai.kernel.actor import Actor
from leitai.kernel.refusal import N_, Gone, Refusal
from leitai.store.action import action

WELCOME = timedelta(days=7)


@action
def create_person(
    *,
    username: str,
    name: str,
    role: str,
    office: str,
    section: str | None = None,
    since_on: date | None = None,
    language: str = "",
    demonstration: bool = False,
    by: Actor,
    at: datetime,
) -> Person:
    """Somebody with a first seat and no password yet: `invite_person` gives the code to choose one with.

    Raises: Refusal `person.known` (the name for sign-in is taken), `person.demonstration` (in a real county), and what
    `give_seat` raises.
    """
    access.require(by, "accounts.people_write")
    if demonstration and not queries.is_demonstration(by.county):
        raise Refusal("person.demonstration", N_("This county is not a demonstration: nobody may enter it by a click."))
    plain = rules.username(username)
    if Person.objects.filter(username=plain).exists():
        raise Refusal(
            "person.known", N_("This name for sign-in is taken. Choose another one."), field="username", status=409
        )
    person = Person(username=plain, name=name, language=language, demonstration=demonstration, created_at=at)
    person.set_unusable_password()
    person.save()
    audit.append(
        "person.created", about=f"person:{person.code}", by=by, at=at, after={"demonstration": demonstration},
        texts={"name": name, "username": plain}, rows=[person],
    )  # fmt: skip
    _give(person, role=role, office=office, section=section, since_on=since_on, until_on=None, by=by, at=at)
    return person


@action
def give_seat(
    *,
    person: str,
    role: str,
    office: str,
    section: str | None = None,
    since_on: date | None = None,
    until_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Seat:
    """A seat for a person (code) in an office (code), from a day (today) until a day (open).

    Raises: Refusal `seat.own` (nobody raises their own rights), `seat.fits`, `seat.clash` (GB/T 22239: who gives rights
    doesn't check them), `seat.known`, `seat.days`. Gone: no such person, office or section here.
    """
    access.require(by, "accounts.people_write")
    somebody = access.person_for(by, person, lock=True)
    _not_oneself(by, somebody)
    return _give(
        somebody, role=role, office=office, section=section, since_on=since_on, until_on=until_on, by=by, at=at
    )


def _give(
    person: Person,
    *,
    role: str,
    office: str,
    section: str | None,
    since_on: date | None,
    until_on: date | None,
    by: Actor,
    at: datetime,
) -> Seat:
    since = since_on or timezone.localdate(at)
    place = access.office_for(by, office)
    part = access.office_for(by, section) if section else None
    _check_place(Role(role), place, part)
    if until_on and until_on < since:
        raise Refusal("seat.days", N_("The last day is before the first. Correct one of them."), field="until_on")
    _check_clash(person, Role(role), at)
    seat: Seat
    seat, new = Seat.objects.get_or_create(
        person=person, office=place, role=role, defaults={"section": part, "since_on": since, "until_on": until_on}
    )
    if not new:
        if queries.is_valid(seat, timezone.localdate(at)):
            raise Refusal(
                "seat.known", N_("This person already has this seat. Nothing was changed."), field="role", status=409
            )
        seat.section, seat.since_on, seat.until_on = part, since, until_on
        seat.save(update_fields=["section", "since_on", "until_on"])
    audit.append(
        "seat.given", about=f"person:{person.code}", by=by, at=at, also=[f"office:{office}"], rows=[seat],
        after={"role": role, "office": office, "section": section, "since_on": since, "until_on": until_on},
    )  # fmt: skip
    return seat


def _check_place(role: Role, place: Office, part: Office | None) -> None:
    if not rules.fits(role, OfficeKind(place.kind)):
        raise Refusal(
            "seat.fits",
            N_("A seat of this role can't stand in this office. Choose another office or another role."),
            field="office",
        )
    if part is not None and part.parent_id != place.pk:
        raise Refusal(
            "seat.section",
            N_("This section belongs to another office. Choose one of the office's own."),
            field="section",
        )


def _check_clash(person: Person, role: Role, at: datetime) -> None:
    held = [Role(r) for r in queries.roles_held(person.pk, timezone.localdate(at))]
    if rules.clashing(held, role):
        raise Refusal(
            "seat.clash",
            N_(
                "Who audits can't also give rights or do the work. Take the other seat away first, or choose somebody else."
            ),
            field="role",
        )


def _not_oneself(by: Actor, person: Person) -> None:
    if by.code == person.code:
        raise Refusal("seat.own", N_("Nobody changes their own rights. Another administrator can do it."), status=403)


@action
def take_seat(*, seat: int, by: Actor, at: datetime) -> Seat:
    """Ends a seat: from the next request on it opens nothing. Raises: Refusal `seat.own`. Gone."""
    access.require(by, "accounts.people_write")
    row = access.seat_for(by, seat, lock=True)
    _not_oneself(by, row.person)
    row.until_on = timezone.localdate(at) - timedelta(days=1)
    row.save(update_fields=["until_on"])
    audit.append(
        "seat.taken", about=f"person:{row.person.code}", by=by, at=at, also=[f"office:{row.office.code}"], rows=[row],
        after={"role": row.role, "office": row.office.code, "until_on": row.until_on},
    )  # fmt: skip
    return row


@action
def disable_person(*, person: str, by: Actor, at: datetime) -> Person:
    """Nobody signs in as this person any more, and open sessions end at their next request. Seats stay, for the history."""
    return _switch(person, on=False, by=by, at=at)


@action
def enable_person(*, person: str, by: Actor, at: datetime) -> Person:
    """The person may sign in again, with the password and the seats of before."""
    return _switch(person, on=True, by=by, at=at)


def _switch(code: str, *, on: bool, by: Actor, at: datetime) -> Person:
    access.require(by, "accounts.people_write")
    person = access.person_for(by, code, lock=True)
    _not_oneself(by, person)
    _not_elsewhere(by, person)
    person.is_active = on
    person.save(update_fields=["is_active"])
    kind = "person.enabled" if on else "person.disabled"
    audit.append(kind, about=f"person:{code}", by=by, at=at, after={"is_active": on}, rows=[person])
    return person


def _not_elsewhere(by: Actor, person: Person) -> None:
    if queries.sits_elsewhere(person.pk, by.county):
        raise Refusal(
            "person.elsewhere", N_("This person also works for another county. Take the seat away instead."), status=409
        )


@action
def invite_person(*, person: str, by: Actor, at: datetime) -> str:
    """A code, shown once, with which the person chooses a password within seven days; codes from before stop working.

    Call it without a key: a remembered answer would keep the code.
    """
    access.require(by, "accounts.people_write")
    somebody = access.person_for(by, person, lock=True)
    _not_oneself(by, somebody)
    _not_elsewhere(by, somebody)
    OneTimeCode.objects.filter(person=somebody, used_at=None).delete()
    code, digest = codes.new()
    OneTimeCode.objects.create(purpose=CodePurpose.WELCOME, person=somebody, digest=digest, expires_at=at + WELCOME)
    audit.append(
        "person.invited", about=f"person:{person}", by=by, at=at, after={"until_on": timezone.localdate(at + WELCOME)}
    )
    return code


@action
def choose_password(*, person: str, code: str, password: str, by: Actor, at: datetime) -> Person:
    """The password of a person who holds a code; the code is used up, sessions from before end.

    Raises: Gone where name and code don't belong together, or the code is used or too old. Refusal `password.*`.
    """
    found = OneTimeCode.objects.select_for_update().filter(
        purpose=CodePurpose.WELCOME, digest=codes.digest_of(code), person__code=person, used_at=None, expires_at__gte=at
    ).first()  # fmt: skip
    if found is None or found.person is None or by.code != person or not found.person.is_active:
        raise Gone
    access.require_good_password(password, found.person, by.county)
    found.used_at = at
    found.save(update_fields=["used_at"])
    _set_password(found.person, password)
    audit.append("password.chosen", about=f"person:{person}", by=by, at=at)
    return found.person


@action
def change_password(*, old: str, new: str, by: Actor, at: datetime) -> Person:
    """One's own new password; sessions elsewhere end. Raises: Refusal `password.old`, `password.*`. Call it without a key."""
    access.require(by, "accounts.password_change")
    person = Person.objects.select_for_update().get(code=by.code)
    if not person.check_password(old):
        raise Refusal("password.old", N_("This is not your present password. Nothing was changed."), field="old")
    access.require_good_password(new, person, by.county)
    _set_password(person, new)
    audit.append("password.changed", about=f"person:{by.code}", by=by, at=at)
    return person


def _set_password(person: Person, password: str) -> None:
    person.set_password(password)
    person.save(update_fields=["password"])
