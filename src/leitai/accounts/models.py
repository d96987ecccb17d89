"""Tables of the county, its offices, people and seats."""

import secrets
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from leitai.accounts import terms
from leitai.store.county import CountyRow


def random_code() -> str:
    """A key without meaning for a person: the history holds it instead of the name."""
    return secrets.token_hex(8)


class County(models.Model):
    """A county that this installation serves."""

    code = models.CharField(max_length=6, primary_key=True)  # GB/T 2260
    name_zh = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80)
    city_zh = models.CharField(max_length=40)
    city_en = models.CharField(max_length=80)
    demonstration = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name_zh


class Office(CountyRow):
    """An office of a county, or a section of one."""

    code = models.SlugField(max_length=40)  # in addresses and in the history: `dongcheng`, `natural-resources`
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in terms.OfficeKind])
    name_zh = models.CharField(max_length=60)
    short_zh = models.CharField(max_length=30)
    name_en = models.CharField(max_length=120)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    division_code = models.CharField(max_length=12, default="")
    other_names = models.JSONField(default=list)  # former and other names, as they appear in what is sent
    longitude = models.FloatField(null=True)  # a sign on the map, not a surveyed place
    latitude = models.FloatField(null=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["county", "code"], name="office_code_in_county"),)

    def __str__(self) -> str:
        return self.name_zh


class People(BaseUserManager["Person"]):
    """Finds a person by the name used at sign-in."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(username=username)


class Person(AbstractBaseUser):
    """Somebody who signs in. Names and telephone stand here alone, so that a person can be forgotten."""

    code = models.CharField(max_length=16, unique=True, default=random_code)
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=10, default="")  # chosen; empty: what the browser asks for
    demonstration = models.BooleanField(default=False)  # entered by a click, in a demonstration county only
    created_at = models.DateTimeField()

    # Django writes the last sign-in by itself, without an action; the history has an entry of its own for each.
    audit_ignores = frozenset({"last_login"})

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = People()

    def __str__(self) -> str:
        return self.username


class Seat(CountyRow):
    """What a person is in an office: the role decides what the seat allows."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="seats")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    section = models.ForeignKey(Office, null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16, choices=[(r.value, r.value) for r in terms.Role])
    since_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "office", "role"], name="seat_once"),)


class OneTimeCode(models.Model):
    """A code that was shown once: it lets the first administrator set up, or a person choose a password. Hashed at rest."""

    purpose = models.CharField(max_length=8, choices=[(p.value, p.value) for p in terms.CodePurpose])
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)  # SHA-256; the code itself has 100 bits of chance
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
