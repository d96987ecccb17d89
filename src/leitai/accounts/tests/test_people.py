"""The administrator's pages: people, seats, offices, their sheets."""

from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from leitai.accounts.models import Office, Person
from leitai.accounts.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(county):
    return make.client_for("administrator")


def sheet_of(response):
    assert response["Content-Type"].startswith("application/vnd.openxmlformats")
    page = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content))).active
    return [[c.value for c in row] for row in page.iter_rows()]


def test_the_list_says_how_many_and_where_they_sit(admin):
    make.person("reporter", name="张三", username="zhang-3")
    page = admin.get("/people/")
    assert page.context["page"].total == 2
    assert "2 人" in page.content.decode()
    assert "东城街道 · 镇街园区报送员" in page.content.decode()


@pytest.mark.parametrize("n", [2, 20])
def test_the_list_costs_the_same_for_any_length(admin, n, django_assert_num_queries):
    for _ in range(n):
        make.person("reporter")
    # session, person, seat; list: count, people, seats; offices of the filter; size of the history
    with django_assert_num_queries(8):
        admin.get("/people/")


def test_the_sheet_holds_the_same_people_as_the_list(admin):
    make.person("reporter", name="=1+1", username="zhang-3")
    make.person("office", name="李四")
    rows = sheet_of(admin.get("/people.xlsx?role=reporter"))
    assert len(rows) == 2
    assert rows[1][:4] == ["=1+1", "zhang-3", "镇街园区报送员", "东城街道"]


def test_a_person_is_entered_and_the_code_is_shown_once(admin):
    make.office("dongcheng")
    asked = {
        "name": "张三",
        "username": "zhang-3",
        "role": "reporter",
        "office": "dongcheng",
        "section": "",
        "since_on": "2024-04-08",
    }
    page = admin.post("/people/add/", asked)
    code = page.context["code"]
    assert code in page.content.decode()
    person = Person.objects.get(username="zhang-3")
    assert code not in admin.get(f"/people/{person.code}/").content.decode()
    asked = {"username": "zhang-3", "code": code, "new": "山上的松树和云都很好看呀"}
    assert Client().post("/welcome/", asked).status_code == 302


def test_a_refused_person_comes_back_filled_in(admin, frozen):
    make.office("natural-resources")
    asked = {
        "name": "张三",
        "username": "z",
        "role": "reporter",
        "office": "natural-resources",
        "section": "",
        "since_on": "",
    }
    with frozen():
        page = admin.post("/people/add/", asked)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["office"])
    assert 'value="张三"' in page.content.decode()


def test_seats_are_given_and_taken_away(admin):
    somebody = make.person("reporter")
    make.office("wujing")
    asked = {"role": "reporter", "office": "wujing", "section": "", "since_on": "", "until_on": ""}
    assert admin.post(f"/people/{somebody.code}/seats/", asked).status_code == 302
    seat = somebody.seats.get(office__code="wujing")
    assert admin.post(f"/people/{somebody.code}/seats/{seat.pk}/take/").status_code == 302
    page = admin.get(f"/people/{somebody.code}/")
    assert [s["valid"] for s in page.context["seats"]] == [True, False]


def test_a_seat_under_somebody_elses_address_is_not_there(admin, frozen):
    a, b = make.person("reporter"), make.person("reporter")
    with frozen():
        assert admin.post(f"/people/{a.code}/seats/{b.seats.get().pk}/take/").status_code == 404


def test_a_closed_account_is_out_at_the_next_click_and_can_come_back(admin):
    somebody = make.person("reporter")
    client = make.client_for(somebody)
    admin.post(f"/people/{somebody.code}/state/", {"to": "closed"})
    assert client.get("/account/").status_code == 302
    admin.post(f"/people/{somebody.code}/state/", {"to": "open"})
    assert Person.objects.get(pk=somebody.pk).is_active


def test_ones_own_page_offers_nothing_and_takes_nothing(admin, frozen):
    code = admin.actor.code
    page = admin.get(f"/people/{code}/")
    assert (page.context["own"], page.context["writes"]) == (True, False)
    make.office("project-office")
    with frozen():
        asked = {"role": "office", "office": "project-office", "section": "", "since_on": "", "until_on": ""}
        assert admin.post(f"/people/{code}/seats/", asked).status_code == 422
        admin.post(f"/people/{code}/state/", {"to": "closed"})
        assert admin.post(f"/people/{code}/code/").status_code == 403
    assert Person.objects.get(code=code).is_active


def test_the_auditor_reads_and_changes_nothing(county, frozen):
    somebody = make.person("reporter")
    auditor = make.client_for("auditor")
    assert auditor.get(f"/people/{somebody.code}/").context["writes"] is False
    with frozen():
        assert auditor.post(f"/people/{somebody.code}/state/", {"to": "closed"}).status_code == 403
        assert auditor.get("/people/add/").status_code == 403


def test_somebody_of_another_county_looks_like_nobody(admin, other_county):
    stranger = make.person("office", within=make.QINGZHOU)
    foreign, missing = admin.get(f"/people/{stranger.code}/"), admin.get("/people/0123456789abcdef/")
    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert make.masked(foreign, stranger.code) == make.masked(missing, "0123456789abcdef")


def test_offices_are_entered_renamed_and_listed(admin):
    asked = {
        "code": "wujing",
        "kind": "town",
        "parent": "",
        "name_zh": "五井镇",
        "short_zh": "",
        "name_en": "Wujing",
        "other_names": "五井\n\n",
    }
    assert admin.post("/offices/add/", asked).status_code == 302
    assert Office.objects.get(code="wujing").other_names == ["五井"]
    assert admin.post("/offices/add/", asked).status_code == 422
    mark = admin.get("/offices/wujing/").context["mark"]
    admin.post("/offices/wujing/", asked | {"name_zh": "五井街道", "mark": mark})
    assert Office.objects.get(code="wujing").other_names == ["五井", "五井镇"]
    assert "五井街道" in admin.get("/offices/?q=五井镇").content.decode()
    assert ["wujing", "镇", "五井街道"] in [row[:3] for row in sheet_of(admin.get("/offices.xlsx"))]


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999", "９"])
def test_a_page_that_is_none_breaks_nothing(admin, page):
    assert admin.get("/people/", {"page": page, "role": "king", "state": "?", "office": "'"}).status_code == 200


def test_two_people_who_rename_an_office_at_once_do_not_overwrite_each_other(admin, frozen):
    make.office("wujing")
    asked = {"name_zh": "五井镇", "short_zh": "五井", "name_en": "Wujing", "other_names": ""}
    mark = admin.get("/offices/wujing/").context["mark"]
    assert admin.post("/offices/wujing/", asked | {"name_zh": "五井街道", "mark": mark}).status_code == 302
    with frozen():
        late = admin.post("/offices/wujing/", asked | {"name_zh": "大五井镇", "mark": mark})
    page = late.content.decode()
    assert late.status_code == 409
    assert "五井街道" in page
    assert 'value="大五井镇"' in page
    assert (
        admin.post("/offices/wujing/", asked | {"name_zh": "大五井镇", "mark": late.context["mark"]}).status_code == 302
    )
