"""A real installation begins: a one-time code on the terminal, then the county and its first administrator."""

from datetime import datetime, timedelta

from leitai.accounts import access, codes, queries
from leitai.accounts.actions import people, places
from leitai.accounts.models import OneTimeCode, Person
from leitai.accounts.terms import CodePurpose, OfficeKind, Role
from leitai.audit import actions as audit
from leitai.kernel.actor import Actor
from leitai.kernel.refusal import N_, Gone, Refusal
from leitai.store.action import action

MINUTES = 30
OFFICE = "administration"
NO_COUNTY = "000000"


@action
def make_setup_code(*, by: Actor, at: datetime) -> str:
    """A code that opens the set-up page for half an hour; codes from before stop working. Call it without a key.

    There is no county yet: `by` is the machine of `NO_COUNTY`, whose history is that of the installation itself.
    Raises: Refusal `setup.closed` once there is a county.
    """
    access.require(by, "accounts.county_create")
    if queries.home() is not None:
        raise _closed()
    code, digest = codes.new()
    OneTimeCode.objects.filter(purpose=CodePurpose.SETUP).delete()
    OneTimeCode.objects.create(purpose=CodePurpose.SETUP, digest=digest, expires_at=at + timedelta(minutes=MINUTES))
    audit.append("installation.code_made", about="installation:setup", by=by, at=at)
    return code


def _closed() -> Refusal:
    """Set-up was done, or this is the demonstration: both have their county."""
    return Refusal(
        "setup.closed", N_("This installation is already set up. People are added by its administrator."), status=409
    )


@action
def set_up(
    *,
    code: str | None,
    name_zh: str,
    name_en: str,
    city_zh: str,
    city_en: str,
    name: str,
    username: str,
    password: str,
    by: Actor,
    at: datetime,
) -> Person:
    """The county of `by`, its administration and the first administrator, in one go.

    `code` is the one-time code; None where the command line does it, which needs the machine itself.
    Raises: Gone: the code is wrong, used or too old. Refusal `setup.closed`, `password.*`. Call it without a key.
    """
    if queries.home() is not None:
        raise _closed()
    if code is not None:
        _use_up(code, at)
    places.create_county(
        code=by.county, name_zh=name_zh, name_en=name_en, city_zh=city_zh, city_en=city_en, by=by, at=at
    )
    places.create_office(
        code=OFFICE, kind=OfficeKind.COUNTY, name_zh=f"{name_zh}平台管理", name_en="Administration", by=by, at=at
    )
    person = people.create_person(username=username, name=name, role=Role.ADMINISTRATOR, office=OFFICE, by=by, at=at)
    access.require_good_password(password, person, by.county)
    person.set_password(password)
    person.save(update_fields=["password"])
    audit.append("installation.set_up", about=f"county:{by.county}", by=by, at=at, also=[f"person:{person.code}"])
    return person


def _use_up(code: str, at: datetime) -> None:
    found = OneTimeCode.objects.select_for_update().filter(
        purpose=CodePurpose.SETUP, digest=codes.digest_of(code), used_at=None, expires_at__gte=at
    ).first()  # fmt: skip
    if found is None:
        raise Gone
    found.used_at = at
    found.save(update_fields=["used_at"])
