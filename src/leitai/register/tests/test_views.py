"""The pages, walked by each role in both languages: whole, inspected, and doing what they say."""

import io
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from leitai.accounts.tests import make as accounts
from leitai.register.models import Bottleneck, KeyList, ListEntry, Photo, Project, Report, YearPlan
from leitai.register.tests import make
from leitai.web.tests import inspect

pytestmark = pytest.mark.usefixtures("county")
WAN = make.WAN


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages think it is 8 April 2024, the last day for March."""
    from leitai.register.views import telling

    monkeypatch.setattr(telling, "today", lambda: date(2024, 4, 8))


@pytest.fixture(params=["zh-hans", "en"])
def language(request: Any) -> str:
    return str(request.param)


def client(role: str, language: str = "zh-hans") -> Any:
    made = accounts.client_for(role)
    made.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return made


def walk(response: Any, language: str = "zh-hans", status: int = 200) -> Any:
    assert response.status_code == status, response.content.decode()[:3000]
    return inspect.inspect(response.content.decode(), "en" if language == "en" else "zh-Hans")


def everything() -> Any:
    """A project with all that a page can show."""
    project = make.project(
        "华建铝业绿色低碳铝基新材料智能制造项目",
        industry="3252",
        national_code="2312-370724-04-01-000004",
        investor="华建铝业",
        made_up=True,
        total_at_least=True,
        contents="<b>年产</b>",
        land_mu=260,
        jobs=380,
    )
    make.plan(project)
    make.report(project, "2024-01", state="verified", stage="foundation")
    make.report(project, "2024-02", state="verified", stage="structure")
    make.report(
        project,
        "2024-03",
        480,
        stage="structure",
        progress="主体封顶",
        problem="缺电",
        reason="集中支付",
        source="U24-0001/3月!F5",
    )
    make.milestone(project, "signed", done="2023-09-12")
    make.milestone(project, "started", done="2024-01-08")
    make.milestone(project, "land", planned="2024-03-15", planned_precision="month")
    make.bottleneck(project, owner="natural-resources", due_on=date(2024, 4, 1))
    ListEntry.objects.create(
        key_list=make.key_list("province", 2024, "泰来", county_count=15, city_rank=1),
        project=project,
        name=project.name,
    )
    return project


PAGES = (
    "/projects/",
    "/projects/?q=hj&light=yellow&sort=-total&unit=dongcheng&month=2024-03",
    "/projects/?q=nothing&light=red",
    "/projects/{no}/",
    "/reports/{no}/2024-03/",
    "/months/",
    "/months/2024-03/",
    "/months/2024-03/?office=dongcheng",
    "/bottlenecks/",
    "/bottlenecks/?tab=all&q=x",
    "/bottlenecks/{stuck}/",
    "/lists/",
    "/lists/province-2024/",
    "/search/?q=华建&x=1",
    "/search/?q=",
)


@pytest.mark.parametrize("role", ["office", "reporter", "approver", "leader", "auditor"])
def test_everybody_reads_the_register_in_both_languages(role: str, language: str) -> None:
    project, browser = everything(), client(role, language)
    stuck = Bottleneck.objects.get().no
    for address in PAGES:
        response = browser.get(address.format(no=project.no, stuck=stuck))
        if response.status_code == 302:  # a search with one hit
            continue
        walk(response, language)


WRITING = {
    "office": (
        "/projects/new/",
        "/projects/{no}/edit/",
        "/projects/{no}/end/",
        "/projects/{no}/milestones/land/",
        "/projects/{no}/plan/2024/",
        "/bottlenecks/new/?project={no}",
        "/lists/new/",
    ),
    "reporter": (
        "/projects/new/",
        "/month/",
        "/month/?month=2024-03&no={no}",
        "/projects/{no}/milestones/land/",
        "/bottlenecks/new/",
    ),
}


@pytest.mark.parametrize("role", WRITING)
def test_forms_are_whole_in_both_languages(role: str, language: str) -> None:
    project, browser = everything(), client(role, language)
    for address in WRITING[role]:
        walk(browser.get(address.format(no=project.no)), language)


def test_empty_pages_say_what_to_do(language: str) -> None:
    for role in ("office", "reporter"):
        browser = client(role, language)
        for address in (
            "/projects/",
            "/months/",
            "/bottlenecks/",
            "/lists/",
            *(("/month/",) if role == "reporter" else ()),
        ):
            walk(browser.get(address), language)


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_at_most_twelve_statements(rows: int, django_assert_max_num_queries: Any) -> None:
    for _ in range(rows):
        project = make.project()
        make.plan(project)
        make.report(project)
        make.bottleneck(project)
    browser = client("office")
    for address in ("/projects/?month=2024-03", "/months/2024-03/", "/bottlenecks/"):
        with django_assert_max_num_queries(12):
            browser.get(address)


def test_foreign_projects_are_the_missing_page_byte_for_byte(other_county: Any) -> None:
    foreign, other = make.project(office="chengguan"), make.project(within=accounts.QINGZHOU)
    make.report(foreign)
    browser = client("reporter")
    never = {
        "/projects/P99-9999/": (f"/projects/{foreign.no}/", f"/projects/{other.no}/"),
        "/reports/P99-9999/2024-03/": (f"/reports/{foreign.no}/2024-03/",),
        "/month/?no=P99-9999": (f"/month/?no={foreign.no}", f"/month/?no={other.no}"),
    }
    for missing, addresses in never.items():
        wanted = browser.get(missing)
        assert wanted.status_code == 404
        for address in addresses:
            response = browser.get(address)
            assert (response.status_code, _plain(response.content)) == (404, _plain(wanted.content))


def _plain(page: bytes) -> bytes:
    """The page without what differs on every page: token, own address."""
    import re

    return re.sub(rb'(csrfmiddlewaretoken" value|name="next" value)="[^"]*"', b"", page)


def test_the_sheet_of_projects_holds_the_same_rows_and_no_formula() -> None:
    import openpyxl

    everything()
    make.project("=1+1", office="chengguan")
    browser = client("reporter")
    response = browser.get("/projects.xlsx?month=2024-03")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    names = [row[1].value for row in sheet.iter_rows(min_row=2) if row[1].value]
    assert names == ["华建铝业绿色低碳铝基新材料智能制造项目"]
    office = client("office").get("/projects.xlsx?month=2024-03")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(office.streaming_content))).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"} == {"s"}


@pytest.mark.parametrize(
    "address", ["/months.xlsx?month=2024-03", "/bottlenecks.xlsx", "/lists.xlsx", "/lists/province-2024/list.xlsx"]
)
def test_every_list_goes_out_as_a_sheet(address: str) -> None:
    everything()
    response = client("office").get(address)
    assert response["Content-Type"].endswith("spreadsheetml.sheet")


def test_an_unknown_key_of_a_filter_is_passed_over() -> None:
    make.project()
    page = client("office").get("/projects/?office__members__password__gt=1&sort=secret&page=x&size=9&tab=zz")
    assert page.status_code == 200


# entering


def test_a_project_is_entered_once_and_a_likely_double_is_asked_about(language: str) -> None:
    accounts.office()
    browser = client("office", language)
    values = {"name": "新项目", "office": "dongcheng", "kind": "new", "total_yuan": "２亿元", "idempotency_key": "k1"}
    first = browser.post("/projects/new/", values)
    assert first.status_code == 302
    assert browser.post("/projects/new/", values)["Location"] == first["Location"]  # a double click
    assert Project.objects.get().total_yuan == 20_000 * WAN
    page = walk(browser.post("/projects/new/", values | {"idempotency_key": "k2"}), language, 422)
    assert "新项目" in page.text
    browser.post("/projects/new/", values | {"idempotency_key": "k2", "anyway": "1"})
    assert Project.objects.count() == 2


def test_what_was_typed_wrong_comes_back_filled_in(language: str) -> None:
    accounts.office()
    browser = client("office", language)
    values = {"name": "新项目", "office": "dongcheng", "kind": "new", "total_yuan": "很多", "national_code": "12"}
    response = browser.post("/projects/new/", values)
    walk(response, language, 422)
    assert b'value="\xe5\xbe\x88\xe5\xa4\x9a"' in response.content
    assert not Project.objects.exists()


def test_an_edit_from_an_older_page_is_refused_with_the_words_kept() -> None:
    project = make.project("甲")
    browser = client("office")
    values = {"name": "乙", "office": "dongcheng", "kind": "new", "version": "1"}
    Project.objects.update(version=2)
    response = browser.post(f"/projects/{project.no}/edit/", values)
    walk(response, status=422)
    assert "乙" in response.content.decode()
    assert Project.objects.get().name == "甲"


def test_a_milestone_and_a_plan_are_saved() -> None:
    project, browser = make.project(), client("office")
    milestone, plan = f"/projects/{project.no}/milestones/land/", f"/projects/{project.no}/plan/2024/"
    assert browser.post(milestone, {"planned_year": "2024", "planned_month": "5"}).status_code == 302
    assert project.milestones.get().planned_on == date(2024, 5, 31)
    walk(browser.post(milestone, {"done_year": "2099", "done_month": "4", "done_day": "9"}), status=422)
    assert browser.post(plan, {"planned_yuan": "1200", "month_1": "200", "month_12": "1000"}).status_code == 302
    assert YearPlan.objects.get().by_month_yuan[:2] == [200 * WAN, 200 * WAN]
    walk(browser.post(plan, {"planned_yuan": "1200", "month_1": "1"}), status=422)


# the month


def test_a_reporter_hands_in_one_project_and_comes_to_the_next(language: str) -> None:
    one, two = make.project("甲"), make.project("乙")
    browser = client("reporter", language)
    page = browser.get("/month/").content.decode()
    assert "甲" in page
    response = browser.post(
        "/month/?month=2024-03",
        {"no": one.no, "month_yuan": "５，２００", "stage": "structure", "do": "submit", "idempotency_key": "a"},
    )
    assert (response.status_code, response["Location"]) == (302, "/month/?month=2024-03")
    assert Report.objects.get().month_yuan == 5_200 * WAN
    page = walk(browser.get("/month/?month=2024-03"), language)
    assert "乙" in page.text
    assert two.no


def test_an_unusual_figure_comes_back_with_the_question_at_its_field(language: str) -> None:
    project = make.project()
    for month in ("2023-12", "2024-01", "2024-02"):
        make.report(project, month, 100, "verified")
    browser = client("reporter", language)
    response = browser.post("/month/?month=2024-03", {"no": project.no, "month_yuan": "480", "do": "submit"})
    page = walk(response, language, 422)
    assert "4.8" in page.text
    assert b'value="480"' in response.content
    assert (
        browser.post(
            "/month/?month=2024-03", {"no": project.no, "month_yuan": "480", "reason": "设备款", "do": "submit"}
        ).status_code
        == 302
    )


def test_a_draft_with_a_photo_is_kept_and_the_photo_shown_to_the_right_people() -> None:
    project = make.project()
    browser = client("reporter")
    file = io.BytesIO()
    Image.new("RGB", (80, 60), "blue").save(file, "PNG")
    photo = SimpleUploadedFile("现场.png", file.getvalue(), "image/png")
    response = browser.post(
        "/month/?month=2024-03", {"no": project.no, "progress": "写了一半", "do": "draft", "photo": photo}
    )
    assert response.status_code == 302
    assert Report.objects.get().state == "draft"
    kept = Photo.objects.get()
    for address in (f"/photos/{kept.pk}/", f"/photos/{kept.pk}/?small"):
        shown = browser.get(address)
        assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
        assert "sandbox" in shown["Content-Security-Policy"]
    other = accounts.client_for("reporter", accounts.office("chengguan"))
    assert other.get(f"/photos/{kept.pk}/").status_code == 404
    assert other.get(f"/photos/{kept.pk}/", headers={"If-None-Match": f'"{kept.document}"'}).status_code == 404
    walk(browser.get("/month/?month=2024-03"))


def test_a_file_that_is_no_photo_is_refused_at_its_place_and_the_words_are_kept(frozen: Any) -> None:
    project = make.project()
    browser = client("reporter")
    photo = SimpleUploadedFile("a.jpg", b"MZ\x90 not a photo", "image/jpeg")
    with frozen():
        response = browser.post(
            "/month/?month=2024-03",
            {"no": project.no, "month_yuan": "5", "progress": "别丢", "do": "submit", "photo": photo},
        )
    walk(response, status=415)
    assert "别丢" in response.content.decode()


def test_a_reporter_takes_a_report_back() -> None:
    project = make.project()
    make.report(project)
    browser = client("reporter")
    assert browser.post(f"/reports/{project.no}/2024-03/withdraw/", {"version": "1"}).status_code == 302
    assert Report.objects.get().state == "draft"
    walk(browser.get(f"/reports/{project.no}/2024-03/"))


def test_the_office_verifies_and_returns_one_by_one() -> None:
    project = make.project()
    make.report(project)
    browser = client("office")
    walk(browser.post(f"/reports/{project.no}/2024-03/return/", {"version": "1", "because": ""}), status=422)
    assert (
        browser.post(f"/reports/{project.no}/2024-03/return/", {"version": "1", "because": "请说明"}).status_code == 302
    )
    assert Report.objects.get().state == "returned"
    walk(browser.post(f"/reports/{project.no}/2024-03/verify/", {"version": "1"}), status=409)
    reporter = client("reporter")
    assert "请说明" in reporter.get("/month/?month=2024-03").content.decode()
    assert reporter.post(f"/reports/{project.no}/2024-03/verify/", {"version": "2"}).status_code == 403


def test_the_office_verifies_many_and_is_told_which_one_changed() -> None:
    one, two = make.project(), make.project()
    make.report(one)
    make.report(two)
    browser = client("office")
    values = {"office": "dongcheng", "do": "verify", "report": [f"{one.no}|2024-03|1", f"{two.no}|2024-03|7"]}
    walk(browser.post("/months/2024-03/verify/", values), status=409)
    assert set(Report.objects.values_list("state", flat=True)) == {"submitted"}
    values["report"] = [f"{one.no}|2024-03|1", f"{two.no}|2024-03|1"]
    assert browser.post("/months/2024-03/verify/", values).status_code == 302
    assert set(Report.objects.values_list("state", flat=True)) == {"verified"}
    walk(browser.post("/months/2024-03/verify/", {"office": "dongcheng", "do": "verify"}), status=422)


def test_the_office_returns_many_with_one_reason() -> None:
    project = make.project()
    make.report(project)
    browser = client("office")
    values = {"office": "dongcheng", "do": "return", "because": "附照片", "report": [f"{project.no}|2024-03|1"]}
    assert browser.post("/months/2024-03/verify/", values).status_code == 302
    assert Report.objects.get().returned_because == "附照片"


# bottlenecks and lists


def test_the_whole_life_of_a_bottleneck_in_the_browser() -> None:
    project = make.project()
    accounts.office("natural-resources")
    reporter, office, approver = client("reporter"), client("office"), client("approver")
    assert reporter.post("/bottlenecks/new/", {"project": project.no, "title": "图未齐"}).status_code == 302
    no = Bottleneck.objects.get().no
    walk(office.get(f"/bottlenecks/{no}/"))
    assert office.post(f"/bottlenecks/{no}/assign/", {"owner": "natural-resources", "version": "1"}).status_code == 302
    walk(approver.post(f"/bottlenecks/{no}/answer/", {"answer": "", "version": "2"}), status=422)
    assert approver.post(f"/bottlenecks/{no}/answer/", {"answer": "已补", "version": "2"}).status_code == 302
    assert office.post(f"/bottlenecks/{no}/close/", {"version": "3"}).status_code == 403
    walk(reporter.get(f"/bottlenecks/{no}/"))
    assert reporter.post(f"/bottlenecks/{no}/reopen/", {"remark": "还差一张", "version": "3"}).status_code == 302
    walk(reporter.post(f"/bottlenecks/{no}/close/", {"version": "3"}), status=409)
    assert reporter.post(f"/bottlenecks/{no}/close/", {"version": "4"}).status_code == 302
    assert Bottleneck.objects.get().state == "closed"


def test_a_list_is_published_and_corrected_in_the_browser() -> None:
    project = make.project("泰来")
    browser = client("office")
    values = {
        "level": "province",
        "year": "2024",
        "name_zh": "2024年省重点",
        "county_count": "15",
        "entries": f"{project.no}\n洋林\n\n",
    }
    assert browser.post("/lists/new/", values).status_code == 302
    assert list(ListEntry.objects.values_list("name", "project__no")) == [("泰来", project.no), ("洋林", None)]
    walk(browser.post("/lists/new/", values), status=422)
    assert (
        browser.post("/lists/province-2024/correct/", {"entries": "- 洋林\n+ 祺月", "version": "1"}).status_code == 302
    )
    assert list(ListEntry.objects.filter(key_list__edition=2).values_list("name", "change")) == [
        ("洋林", "withdrawn"),
        ("祺月", "added"),
    ]
    page = walk(browser.get("/lists/province-2024/"))
    assert "祺月" in page.text
    walk(browser.post("/lists/province-2024/correct/", {"entries": "- 泰来", "version": "1"}), status=409)
    assert KeyList.objects.count() == 2
    assert browser.get("/lists/city-1999/").status_code == 404


def test_user_text_is_only_ever_text() -> None:
    canary = "<script>alert(1)</script>{{7*7}}\"'"
    project = make.project(canary, contents=canary)
    make.report(project, progress=canary, problem=canary)
    make.bottleneck(project, canary)
    browser = client("office")
    for address in (
        "/projects/",
        f"/projects/{project.no}/",
        f"/reports/{project.no}/2024-03/",
        "/bottlenecks/",
        "/months/2024-03/?office=dongcheng",
    ):
        assert "<script>alert" not in browser.get(address).content.decode()


@pytest.mark.parametrize(
    "address", ["/projects/", "/months/", "/bottlenecks/", "/lists/", "/month/", "/photos/1/", "/search/"]
)
def test_strangers_are_asked_to_sign_in(address: str, client: Any) -> None:
    assert client.get(address).status_code == 302


def test_reading_changes_nothing(frozen: Any) -> None:
    project = everything()
    browser = client("office")
    with frozen():
        for address in (*PAGES, *WRITING["office"]):
            browser.get(address.format(no=project.no, stuck="B24-0001"))


def test_a_leader_sees_a_report_and_has_no_button_that_changes_it() -> None:
    project = make.project()
    make.report(project)
    browser = client("leader")
    assert "/verify/" not in browser.get(f"/reports/{project.no}/2024-03/").content.decode()
    assert browser.post(f"/reports/{project.no}/2024-03/verify/", {"version": "1"}).status_code == 403


def test_an_office_that_reported_nothing_shows_no_nought() -> None:
    """Missing is a dash in the overview of a month, and never 0."""
    make.plan(make.project("报了的项目", first_month="2024-03"))
    make.plan(make.project("没报的项目", "chengguan", first_month="2024-03"))
    make.report(make.project("另一个", first_month="2024-03"), "2024-03", 480)
    page = client("office", "zh-hans").get("/months/?month=2024-03").content.decode()
    silent = page[page.index("城关街道</a></th>") :].partition("</tr>")[0]
    assert silent.count("—") == 4  # the month, the year, their share, when
    assert "480" in page[page.index("东城街道</a></th>") :].partition("</tr>")[0]
