"""The pages, walked by each role in both languages, and what they cost."""

import html
import io
import re
from datetime import date, timedelta

import openpyxl
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from leitai.accounts.tests import make as accounts
from leitai.register.tests import make
from leitai.web.tests.inspect import inspect

pytestmark = pytest.mark.usefixtures("county")
ROLES = ("office", "reporter", "approver", "leader", "auditor")
VIEWS = (
    "",
    "?view=office&sort=-red",
    "?view=industry&sort=name",
    "?view=owner",
    "?month=2024-03",
    "?month=1999-13&view=x&sort=x",
)
MOST_STATEMENTS = 12


def client(role, language="zh-hans"):
    made = accounts.client_for(role)
    made.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return made


def whole(rows=2):
    """A county in which something of everything is there."""
    project = None
    for office in ("dongcheng", "wujing"):
        place = accounts.office(office)
        place.longitude, place.latitude = 118.5, 36.4 if office == "wujing" else 36.5
        place.save()
        for _ in range(rows):
            project = make.project(office=office, industry="3311")
            make.plan(project)
            make.report(project, "2023-03", 90, "verified")
            make.report(project, "2024-02", 100, "verified")
            make.report(
                project, "2024-03", 10, "verified" if office == "dongcheng" else "submitted", unchanged_months=7
            )
            make.milestone(project, "signed", done="2023-06-01")
            make.milestone(project, "started", done="2024-02-01")
            make.milestone(project, "trial", planned="2024-03-01")
            make.bottleneck(project, owner="natural-resources")
            make.bottleneck(project)
    return project


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("view", VIEWS)
def test_the_county_is_a_whole_page_in_both_languages(language, view):
    whole()
    page = client("leader", language).get(f"/county/{view}")
    assert page.status_code == 200
    inspect(page.content, "en" if language == "en" else "zh-Hans")


@pytest.mark.parametrize("role", ROLES)
def test_every_role_of_the_county_sees_it(role):
    whole()
    page = client(role).get("/county/?month=2024-03")
    inspect(page.content)
    assert "占年度计划的" in page.content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("role", [*ROLES, "administrator"])
def test_the_desk_is_a_whole_page_for_every_role(role, language):
    whole()
    page = client(role, language).get("/desk/")
    assert page.status_code == 200
    inspect(page.content, "en" if language == "en" else "zh-Hans")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_an_empty_county_still_says_something(language):
    for role in ("leader", "office"):
        for path in ("/county/", "/desk/", "/screen/"):
            page = client(role, language).get(path)
            assert page.status_code == 200
            if path != "/screen/":
                inspect(page.content, "en" if language == "en" else "zh-Hans")


def statements(role, path):
    who = client(role)
    who.get(path)  # what is read once per process
    with CaptureQueriesContext(connection) as seen:
        assert who.get(path).status_code == 200
    return len(seen.captured_queries)


@pytest.mark.parametrize("role", ROLES)
def test_the_whole_page_costs_the_same_for_one_row_and_for_three(role):
    whole(1)
    one = statements(role, "/county/?month=2024-03")
    whole(2)
    assert statements(role, "/county/?month=2024-03") == one
    assert one <= MOST_STATEMENTS


@pytest.mark.parametrize("role", [*ROLES, "administrator"])
def test_the_desk_costs_the_same_for_one_row_and_for_three(role):
    whole(1)
    one = statements(role, "/desk/")
    whole(2)
    assert statements(role, "/desk/") == one
    assert one <= 20


def test_every_figure_leads_to_rows_that_are_there():
    whole()
    office = client("office")
    page = office.get("/county/?month=2024-03").content.decode()
    figures = page.split('<dl class="figures">')[1].split("</dl></section>")[0]
    found = {html.unescape(one) for one in re.findall('<a href="([^"]+)"', figures)}
    assert len(found) >= 5
    for href in found:
        assert office.get(href).status_code == 200


def test_a_reporter_s_page_links_only_what_the_reporter_may_open():
    whole()
    page = client("reporter").get("/county/?month=2024-03").content.decode()
    assert "unit=dongcheng" in page
    assert "unit=wujing" not in page


def test_the_table_goes_out_as_a_sheet_with_exact_amounts():
    whole()
    for view, rows in (("", 2), ("industry", 1), ("owner", 8)):
        answer = client("leader").get(f"/county.xlsx?month=2024-03&view={view}")
        sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
        values = list(sheet.iter_rows(min_row=2, max_row=1 + rows, values_only=True))
        assert all(row[1] for row in values)
    assert client("reporter").get("/county.xlsx").status_code == 403


def test_the_sentence_links_its_numbers():
    whole()
    page = client("leader").get("/county/?month=2024-03").content.decode()
    lead = page.split('<p class="lead">')[1].split("</p>")[0]
    assert lead.startswith("一季度完成投资 <a href=")
    assert lead.count("<a ") == 5


def test_the_root_leads_to_sign_in_or_to_the_desk():
    assert Client().get("/").headers["Location"] == "/sign-in/?next=/desk/"
    assert client("leader").get("/").headers["Location"] == "/county/"
    assert client("office").get("/").headers["Location"] == "/desk/"


def test_the_service_says_that_it_lives_and_is_ready():
    for path in ("/healthz", "/readyz"):
        answer = Client().get(path)
        assert (answer.status_code, answer.content, answer.headers["Cache-Control"]) == (200, b"ok\n", "no-store")


def titles(role):
    page = client(role).get("/desk/").content.decode()
    return [part.split(">", 1)[1].split("<")[0] for part in page.split("<h3><a ")[1:]]


def test_the_office_verifies_names_owners_and_chases():
    today = timezone.localdate()
    month = f"{today.year}-{today.month:02d}"
    project = make.project("甲项目")
    make.report(project, month, 10, "submitted", submitted_at=timezone.now())
    make.bottleneck(project, "缺土地")
    make.bottleneck(project, "缺电", owner="natural-resources", due_on=today - timedelta(days=9), escalated_to="office")
    found = titles("office")
    assert "催办：甲项目 — 缺电" in found
    assert any(one.startswith("核实东城街道") for one in found)
    assert "定责任单位：甲项目 — 缺土地" in found


def test_the_reporter_reports_and_corrects():
    make.report(make.project("甲项目"), "2024-03", 10, "returned", returned_because="累计数不对")
    make.report(make.project("乙项目"), "2024-03", 10, "verified")
    page = client("reporter").get("/desk/").content.decode()
    assert "更正“甲项目”2024年3月月报" in page
    assert "退回原因：累计数不对" in page


def test_the_department_answers_and_whoever_raised_it_closes():
    project = make.project("甲项目")
    make.bottleneck(project, "缺电", owner="natural-resources", due_on=date(2024, 4, 20))
    assert titles("approver") == ["答复堵点：甲项目 — 缺电"]
    reporter = accounts.client_for("reporter")
    make.bottleneck(
        project,
        "缺水",
        owner="natural-resources",
        state="answered",
        raised_by=reporter.actor.code,
        answered_at=timezone.now(),
    )
    reporter.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    assert "看答复：甲项目 — 缺水" in reporter.get("/desk/").content.decode()


def test_the_leader_is_asked_only_for_what_climbed_up():
    project = make.project("甲项目")
    for title, rung in (("缺电", "leader"), ("缺水", "head")):
        make.bottleneck(project, title, owner="natural-resources", due_on=date(2024, 4, 1), escalated_to=rung)
    assert titles("leader") == ["请您过问：甲项目 — 缺电"]


def test_the_administrator_sees_who_has_no_seat():
    somebody = accounts.person("reporter")
    somebody.seats.update(until_on=date(2021, 1, 1))
    assert any(one.startswith("给") for one in titles("administrator"))
