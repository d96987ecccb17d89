"""Whatever stands in an address, a form or a cookie: an answer in words, never a fault of ours; on both databases."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from leitai.accounts.tests import make
from leitai.register.models import Bottleneck, Project, Report
from leitai.register.tests import make as register

pytestmark = pytest.mark.django_db

KEYS = [
    "q",
    "unit",
    "industry",
    "light",
    "list",
    "kind",
    "tab",
    "sort",
    "month",
    "page",
    "size",
    "no",
    "office",
    "owner",
    "state",
    "view",
    "county",
    "until",
    "since",
    "at",
    "position",
    "root",
    "actor",
    "next",
    "project",
    "year",
    "small",
    "about",
    "day",
    "from",
    "to",
    "document",
]
TEXTS = {
    "nul": "a\0b", "quotes": "'\"><b>", "figures": "9" * 30, "endless figures": "9" * 5000, "negative": "-1", "nan": "NaN",
    "infinite": "1e400", "full width": "９９", "no day": "2024-02-31", "no year": "0000-01", "no month": "2024-13",
    "far": "9999-12", "look-up": "office__members__password__gt", "operator": 'NEAR("', "percent": "%_\\", "long": "长" * 3000,
    "line": "a\r\nX-A: b", "beyond": str(2**63), "below": str(-(2**63) - 1), "override": "\u202e\u2066", "byte": "\ufeff",
}  # fmt: skip
READ = [
    "register:projects", "register:projects_export", "register:month", "register:months", "register:months_export",
    "register:bottlenecks", "register:bottlenecks_export", "register:lists", "register:search", "cockpit:desk",
    "cockpit:county", "cockpit:county_export", "cockpit:screen", "audit:history", "audit:export_sheet", "audit:checks",
    "accounts:people", "accounts:people_export", "accounts:offices", "workbooks:uploads", "workbooks:template",
]  # fmt: skip
POLITE = {200, 302, 303, 400, 403, 404, 405, 409, 413, 415, 422, 429}


def polite(answer) -> bool:
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code in POLITE


@pytest.mark.parametrize("name", READ)
def test_no_query_breaks_a_page(name):
    for role in ("office", "reporter", "auditor", "administrator"):
        client = make.client_for(role)
        if client.get(reverse(name)).status_code == 403:
            continue
        for text in TEXTS.values():
            assert polite(client.get(reverse(name), dict.fromkeys(KEYS, text)))


@pytest.mark.parametrize("place", ["photos/{}/", "history/{}/", "history/{}/proof.json"])
@pytest.mark.parametrize("number", [0, 2**31, 2**63 - 1, 2**63, 10**40])
def test_a_number_that_no_table_holds_is_gone(place, number):
    client = make.client_for("auditor")
    assert client.get("/" + place.format(number)).status_code == 404


def things():
    """One of everything a form can be sent about, and its addresses."""
    project = register.project("泰来")
    register.report(project, "2024-03")
    stuck = register.bottleneck(project, owner="natural-resources")
    register.key_list("county", 2019, "甲")
    about = f"/reports/{project.no}/2024-03/"
    return {
        "office": [
            "/projects/new/", f"/projects/{project.no}/edit/", f"/projects/{project.no}/end/",
            f"/projects/{project.no}/milestones/land/", f"/projects/{project.no}/plan/2024/", "/bottlenecks/new/",
            f"/bottlenecks/{stuck.no}/assign/", "/lists/new/", "/lists/county-2019/correct/", f"{about}return/",
            f"{about}verify/", "/months/2024-03/verify/", "/account/password/", "/account/seat/",
        ],
        "reporter": ["/month/?month=2024-03", f"{about}withdraw/", "/projects/new/", "/bottlenecks/new/"],
        "approver": [f"/bottlenecks/{stuck.no}/answer/"],
        "administrator": ["/people/add/", "/offices/add/", "/offices/dongcheng/"],
    }  # fmt: skip


FIELDS = {
    "name": "新", "name_en": "x", "office": "dongcheng", "kind": "new", "total_yuan": "1", "investor": "i", "industry": "26",
    "national_code": "", "land_mu": "1", "contents": "c", "jobs": "1", "sponsor": "s", "source": "s", "first_month": "2024-01",
    "version": "0", "idempotency_key": "k", "because": "b", "standing": "done", "last_month": "2024-03", "planned_year": "2024",
    "planned_month": "4", "planned_day": "1", "done_year": "", "evidence": "e", "planned_yuan": "12", "month_1": "1",
    "project": "", "title": "t", "detail": "d", "owner": "natural-resources", "due_on": "2030-01-01", "level": "city",
    "year": "2024", "name_zh": "n", "published_on": "2024-01-01", "county_count": "1", "city_rank": "1", "entries": "甲",
    "report": "x", "do": "verify", "no": "", "month_yuan": "1", "cum_year_yuan": "1", "cum_yuan": "1", "reason": "r",
    "stage": "", "progress": "p", "problem": "", "answer": "a", "remark": "r", "old": "o", "new": "n", "seat": "1",
    "username": "u", "role": "office", "section": "", "since_on": "2024-01-01", "code": "abc", "parent": "", "mark": "m",
    "short_zh": "s", "other_names": "o",
}  # fmt: skip


ROLES = ["office", "reporter", "approver", "administrator"]
RAW = {
    "version",
    "idempotency_key",
    "because",
    "owner",
    "due_on",
    "answer",
    "remark",
    "report",
    "do",
}  # of forms without a page


def fields_of(client, address):
    """The fields that stand on the page of an address, or those of the small forms that have no page of their own."""
    page = client.get(address)
    found = set(re.findall(r'name="(\w+)"', page.content.decode())) & set(FIELDS) if page.status_code == 200 else RAW
    return sorted(found)


@pytest.mark.parametrize("role", ROLES)
def test_no_text_in_a_form_is_a_fault_of_ours(county, role):
    client = make.client_for(role)
    for address in things()[role]:
        for text in TEXTS.values():
            assert polite(client.post(address, dict.fromkeys(FIELDS, text)))
        for field in fields_of(client, address):
            for text in ("nul", "beyond", "long"):
                assert polite(client.post(address, FIELDS | {field: TEXTS[text]}))


def test_repeated_and_unknown_fields_decide_nothing(county):
    client = make.client_for("reporter")
    sent = FIELDS | {"county": make.QINGZHOU, "state": "verified", "verified_by": "me", "id": "1", "made_up": "1"}
    client.post("/projects/new/", sent | {"name": ["甲", "乙"]})
    made = Project.objects.get()
    assert (made.county, made.name, made.office.code) == (make.LINQU, "乙", "dongcheng")
    assert not Report.objects.exists()
    assert not Bottleneck.objects.exists()


def test_too_many_fields_are_not_read(frozen):
    client = make.client_for("office")
    with frozen():
        assert client.post("/projects/new/", {f"a{n}": "1" for n in range(10_001)}).status_code == 400


def test_a_form_larger_than_any_of_ours_is_not_read(frozen):
    client = make.client_for("office")
    with frozen():
        sent = client.post("/projects/new/", "contents=" + "a" * 3_000_000, "application/x-www-form-urlencoded")
    assert sent.status_code in {400, 413}


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "application/xml", ""])
def test_a_body_of_another_kind_is_no_form(kind, frozen):
    client = make.client_for("office")
    with frozen():
        assert client.post("/projects/new/", '{"name": "x"}', kind).status_code in {403, 415, 422}


@pytest.mark.parametrize("value", ['"\\000aaaaaaaaaaaa"', "x" * 200, '"\\377\\376aaaaaaaa"', "../../etc/passwd"])
def test_no_cookie_is_a_fault_of_ours(value):
    for name in ("leitai", "leitai-csrf", "leitai_language"):
        answer = Client().get("/desk/", headers={"cookie": f"{name}={value}"})
        assert answer.status_code == 302
