"""Makes counties, offices, people and signed-in clients for the tests of all slices; writes tables directly, no history."""

import itertools
import re
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from django.conf import settings
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from leitai.accounts import middleware, queries
from leitai.accounts.models import County, Office, Person, Seat
from leitai.accounts.terms import OfficeKind, Role
from leitai.kernel.actor import Actor, machine
from leitai.store import county as counties

LINQU, QINGZHOU = "370724", "370781"
AT = datetime(2024, 4, 8, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Monday
SINCE = date(2020, 1, 1)
NAMES = {LINQU: ("临朐县", "Linqu County"), QINGZHOU: ("青州市", "Qingzhou City")}
# Where a role sits when a test doesn't say: (office code, its kind, its name)
DESKS: dict[str, tuple[str, str, str]] = {
    Role.OFFICE: ("project-office", OfficeKind.COUNTY, "县重大项目服务中心"),
    Role.REPORTER: ("dongcheng", OfficeKind.STREET, "东城街道"),
    Role.APPROVER: ("natural-resources", OfficeKind.DEPARTMENT, "县自然资源和规划局"),
    Role.LEADER: ("county", OfficeKind.COUNTY, "县委县政府"),
    Role.AUDITOR: ("audit-office", OfficeKind.DEPARTMENT, "县审计局"),
    Role.ADMINISTRATOR: ("data-bureau", OfficeKind.DEPARTMENT, "县大数据局"),
}
KNOWN = {code: (kind, name) for code, kind, name in DESKS.values()} | {
    "chengguan": (OfficeKind.STREET, "城关街道"),
    "wujing": (OfficeKind.TOWN, "五井镇"),
    "longshan-chemical": (OfficeKind.PARK, "临朐龙山化工园"),
}
_numbers = itertools.count(1)


def county(code: str = LINQU, *, demonstration: bool = False, **more: Any) -> County:
    """A county; the same one when made again."""
    zh, en = NAMES.get(code, (f"县{code}", f"County {code}"))
    defaults = {"name_zh": zh, "name_en": en, "city_zh": "潍坊市", "city_en": "Weifang", "demonstration": demonstration}
    return County.objects.get_or_create(code=code, defaults=defaults | more)[0]


def office(code: str = "dongcheng", kind: str | None = None, *, within: str = LINQU, **more: Any) -> Office:
    """An office of a county (made with it); the same one when made again. A known code brings its kind and name."""
    county(within)
    known_kind, name = KNOWN.get(code, (OfficeKind.DEPARTMENT, more.get("name_zh", code)))
    defaults: dict[str, Any] = {
        "kind": kind or known_kind,
        "name_zh": name,
        "short_zh": name,
        "name_en": code.replace("-", " ").capitalize(),
    }
    return Office.everywhere.get_or_create(county=within, code=code, defaults=defaults | more)[0]


def person(
    role: str = Role.OFFICE, office: Office | None = None, *, within: str = LINQU, username: str = "", **more: Any
) -> Person:
    """Somebody with one valid seat of this role, in the role's usual office if none is given. No usable password."""
    place = office or _desk(role, within)
    number = next(_numbers)
    somebody = Person(
        username=username or f"{role}-{number}", name=more.pop("name", f"测试{number}"), created_at=AT, **more
    )
    somebody.set_unusable_password()
    somebody.save()
    seat(somebody, role, place)
    return somebody


def seat(somebody: Person, role: str, place: Office, **more: Any) -> Seat:
    """One more seat for somebody."""
    return Seat.everywhere.create(
        county=place.county, person=somebody, office=place, role=role, **({"since_on": SINCE} | more)
    )


def actor(role: str = Role.OFFICE, office: Office | None = None, *, within: str = LINQU) -> Actor:
    """A new person's actor; `machine` gives the machine of the county."""
    if role == Role.MACHINE:
        county(within)
        return machine(within)
    somebody = person(role, office, within=within)
    return queries.actor_of(Seat.everywhere.select_related("person", "office", "section").get(person=somebody))


def client_for(who: str | Person = Role.OFFICE, office: Office | None = None, *, within: str = LINQU) -> Client:
    """A test client in which a person (or a new one of a role) has just signed in; `client.actor` is who acts."""
    somebody = who if isinstance(who, Person) else person(who, office, within=within)
    client = Client()
    client.force_login(somebody, "django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[middleware.SINCE] = session[middleware.SEEN] = int(timezone.now().timestamp())
    session.save()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    first = (
        Seat.everywhere.select_related("person", "office", "section")
        .filter(person=somebody)
        .order_by("since_on", "pk")
        .first()
    )
    client.actor = queries.actor_of(first)  # type: ignore[attr-defined]  # for the tests' convenience
    return client


def masked(response: Any, *names: object) -> bytes:
    """What a page says, without what may differ between two requests: tokens, nonces, and the names given (codes, ids)."""
    body = re.sub(rb'(csrfmiddlewaretoken" value=")[^"]+', rb"\1", response.content)
    body = re.sub(rb'nonce="[^"]*"', b"", body)
    for name in sorted((str(n) for n in names if n not in {"", None}), key=len, reverse=True):
        for form in {name, quote(name), escape(name)}:
            body = body.replace(form.encode(), b"*")
    return body


def moment(text: str) -> datetime:
    """`2024-04-08 09:30` in the county's time."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)


def inside(code: str = LINQU) -> Any:
    """Puts a county in force for a `with` block."""
    return counties.within(code)


def _desk(role: str, within: str) -> Office:
    code, kind, _name = DESKS[role]
    return office(code, kind, within=within)
