"""Non-interference: what an actor may not see changes no byte of what the actor is told.

Every address that can be read is asked twice by the same actor; in between comes a whole county next door, and for those who
see their own office alone, other offices' projects, reports and bottlenecks. Found: counts, orders, pages, completions.
"""

import io
import re
import zipfile
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from leitai.accounts import matrix
from leitai.accounts.terms import Role, Scope
from leitai.accounts.tests import make
from leitai.audit import actions as audit
from leitai.documents.tests import make as documents
from leitai.enterprises import actions as enterprises
from leitai.kernel.actor import machine
from leitai.register.models import Photo
from leitai.register.tests import make as register
from tests.house import test_matrix as house

pytestmark = pytest.mark.django_db
ROLES = [r.value for r in Role if r is not Role.MACHINE]
QUERIES = {
    "register:search": [{"q": "泰来"}, {"q": "P24"}, {"q": "用电"}],
    "register:projects": [{}, {"q": "泰来"}, {"sort": "-total"}, {"size": "100"}, {"unit": "wangfu"}, {"tab": "red"}],
    "register:bottlenecks": [{}, {"tab": "all"}, {"q": "用电"}],
    "register:months": [{}, {"month": "2024-03"}, {"office": "wangfu", "month": "2024-03"}],
    "audit:history": [{}, {"q": "泰来"}, {"kind": "project.created"}],
    "accounts:people": [{}, {"q": "测试"}],
    "cockpit:county": [{}, {"month": "2024-03"}, {"view": "office"}, {"view": "industry"}, {"view": "owner"}],
}


@contextmanager
def standing_clock():
    """The same moment for both questions; nothing else differs but the rows."""
    now = timezone.now()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: now)
        yield


def body(answer) -> bytes:
    """What an answer says, without tokens and keys made for it alone."""
    said = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if said[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(said)) as book:
            return b"".join(book.read(n) for n in sorted(book.namelist()) if n != "docProps/core.xml")
    return re.sub(rb'(name="(?:csrfmiddlewaretoken|idempotency_key|key)" value=")[^"]*', rb"\1", said)


def told(client, routes) -> dict[str, tuple]:
    """Status, tag and body by address."""
    found = {}
    for name, words in routes:
        for query in QUERIES.get(name, [{}]):
            answer = client.get(reverse(name, kwargs=dict(words)), query)
            found[f"{name} {dict(words)} {query}"] = (answer.status_code, answer.get("ETag"), body(answer))
    return found


def readable(by, examples, *, least=Scope.NONE):
    """The addresses an actor can read, each with an object within reach; only doors of the reach `least` where one is given."""
    for route in house.guarded():
        door = matrix.DOORS[route.door]
        scope = Scope.SELF if door.public else door.scopes.get(Role(by.role), Scope.NONE)
        if scope is Scope.NONE or (least is not Scope.NONE and scope > least):
            continue
        example = examples.get(route.name)
        if not route.parameters:
            yield route.name, {}
        elif example is not None:
            yield route.name, example.own


def more(within: str, office: str) -> None:
    """An office's life: projects, reports in every state, photos, bottlenecks, people."""
    make.person("reporter", make.office(office, "street", within=within))
    for number, state in enumerate(("submitted", "verified", "returned", "draft")):
        project = register.project(f"泰来{office}{number}", office=office, within=within, total_yuan=9_000_000_000)
        register.plan(project, wan=90_000)
        report = register.report(project, "2024-03", wan=7_000, state=state)
        register.report(project, "2024-02", wan=5_000, state="verified")
        register.milestone(project, "started", planned="2024-01-10")
        small = documents.stored(f"\xff\xd8\xff {office}{number}".encode("latin-1"), within=within)
        Photo.everywhere.create(county=within, report=report, document=small)
        register.bottleneck(project, "用电增容")


def a_county_next_door() -> None:
    """Everything of it has a history; its lists bear the same years and levels as ours."""
    code = make.QINGZHOU
    with make.inside(code):
        more(code, "wangfu")
        more(code, "dongcheng")
        for role in ROLES:
            make.person(role, within=code)
        for level in ("province", "city", "county"):
            register.key_list(level, 2024, "泰来", "洋林", within=code)
        enterprises.register_enterprise(name="山东泰来新材料有限公司", by=machine(code), at=make.AT)
        audit.sequence_entries()
        audit.sign_checkpoint(code=code, at=make.AT + timedelta(days=1))


@pytest.mark.parametrize("role", ROLES)
def test_a_county_next_door_changes_no_byte(county, role):
    client = make.client_for(role)
    examples = house.examples(client.actor)
    register.report(register.project("泰来", office="dongcheng"), "2024-03", state="verified")
    routes = list(readable(client.actor, examples))
    with standing_clock():
        told(client, routes)  # what is kept from a first asking is there for both
        before = told(client, routes)
        a_county_next_door()
        after = told(client, routes)
    assert [where for where in before if before[where] != after[where]] == []
    assert len(before) > 10


def test_other_offices_change_no_byte_of_what_is_a_reporters_own(county):
    client = make.client_for("reporter")
    examples = house.examples(client.actor)
    # Doors that open on the whole county (the cockpit) show sums of all offices by intention.
    routes = list(readable(client.actor, examples, least=Scope.OFFICE))
    with standing_clock():
        told(client, routes)
        before = told(client, routes)
        more(make.LINQU, "wujing")
        after = told(client, routes)
    assert [where for where in before if before[where] != after[where]] == []
    assert any("register:projects " in where for where in before)


def test_the_comparison_sees_a_row_that_is_visible(county):
    client = make.client_for("reporter")
    with standing_clock():
        before = told(client, [("register:projects", {})])
        register.project("看得见的", office="dongcheng")
        assert told(client, [("register:projects", {})]) != before
