"""The project office: from the month of all units to one figure's file, projects and their plans, bottlenecks given to somebody."""

import re
from collections.abc import Callable

import openpyxl
import pytest

from . import errands
from .person import Person

Come = Callable[..., Person]


def test_a_month_is_verified_and_returned_at_the_desk(come: Come) -> None:
    office = come("office")
    month = errands.open_month(office)
    office.press(office.page.locator("main tbody a", has_text="冶源街道"))
    boxes = office.page.locator("tbody input[name=report]")
    waiting = boxes.count()
    assert waiting >= 3
    # one is returned, with words that the town will read
    returned = (boxes.nth(0).get_attribute("value") or "").split("|")[0]
    boxes.nth(0).check()
    office.press("Return the chosen ones", status=422)  # without a reason nothing goes back
    assert office.page.locator("tbody input[name=report]:checked").count() == 1
    office.fill("because", "缺现场照片")
    office.press("Return the chosen ones")
    assert office.says("%(n)s reports returned.")
    # one is looked at and verified alone
    office.press(office.page.locator("main tbody th a, main tbody td a").first)
    office.press("Verify")
    assert office.says("Verified")
    # the rest together
    office.open(f"/months/{month}/?office=yeyuan")
    rest = office.page.locator("tbody input[name=report]")
    assert rest.count() == waiting - 2
    for place in range(rest.count()):
        rest.nth(place).check()
    office.press("Verify the chosen ones")
    assert office.says("%(n)s reports verified.")
    office.open(f"/reports/{returned}/{month}/")
    assert "缺现场照片" in office.text()


def test_a_report_is_verified_on_a_phone(come: Come) -> None:
    office = come("office", "en", 390)
    month = errands.open_month(office)
    office.open(f"/months/{month}/?office=longshan-chemical")
    office.press(office.page.locator("main tbody a").first)
    office.press("Verify")
    assert office.says("Verified")


@pytest.mark.parametrize(("language", "width"), [("zh", 1440), ("en", 390)])
def test_a_figure_leads_to_its_report_in_two_clicks(come: Come, language: str, width: int) -> None:
    office = come("office", language, width)
    office.open("/projects/?tab=red")
    office.press(office.page.locator("main tbody th a").first)
    office.page.locator('main a[href="#evidence"]').first.click()
    drawer = office.page.locator("#evidence")
    drawer.wait_for(state="visible")
    office.look()
    office.press(drawer.locator("a[href^='/reports/']").first)
    assert office.says("What was reported, and by whom")


def test_projects_are_filtered_sorted_and_taken_away_as_a_sheet(come: Come) -> None:
    office = come("office")
    office.open("/projects/")
    office.page.locator("select[name=unit]").select_option("dongcheng")
    office.press("Filter")
    assert "unit=dongcheng" in office.page.url
    shown = office.page.locator("main tbody tr").count()
    assert shown
    assert office.page.locator("main tbody tr", has_text="东城街道").count() == shown
    office.press(office.page.locator("thead a", has_text="总投资"))
    office.press(office.page.locator("thead a", has_text="总投资"))
    column = office.page.locator("thead th").all_inner_texts()
    place = next(i for i, text in enumerate(column) if "总投资" in text)
    rows = office.page.locator("main tbody tr")
    totals = [errands.amounts(rows.nth(i).locator("th, td").nth(place).inner_text()) for i in range(rows.count())]
    known = [one[0] for one in totals if one]
    assert known == sorted(known, reverse=True)
    book = openpyxl.load_workbook(office.download("As Excel"))
    sheet = book.worksheets[0]
    assert sheet.max_row >= shown + 1
    offices = {row[1] for row in sheet.iter_rows(min_row=2, values_only=True)} | {
        cell for row in sheet.iter_rows(values_only=True) for cell in row if cell == "东城街道"
    }
    assert "东城街道" in offices
    office.page.go_back()
    office.press(office.page.locator(".chips .chip").first)
    assert "unit=" not in office.page.url


def test_every_list_goes_out_as_excel(come: Come) -> None:
    office = come("office")
    for path in ("/months/", "/projects/", "/bottlenecks/", "/lists/", "/lists/county-2026/"):
        office.open(path)
        book = openpyxl.load_workbook(office.download("As Excel"))
        assert book.worksheets[0].max_row > 1, path


@pytest.mark.parametrize(("language", "width"), [("zh", 390), ("en", 1440)])
def test_a_project_is_entered_planned_and_started(come: Come, language: str, width: int) -> None:
    name = {"zh": "演示丹河湿地监测装备项目", "en": "演示弥河水处理设备项目"}[language]
    office = come("office", language, width)
    office.open("/projects/")
    office.press("Enter a project")
    office.press(office.page.locator("main button[type=submit]"), status=422)
    assert office.page.locator("[data-errors]").is_visible()
    office.fill("name", name)
    office.fill("office", "wujing")
    office.fill("total_yuan", "１．２亿元")
    office.press(office.page.locator("main button[type=submit]"))
    assert name in office.title()
    assert "12,000" in office.text()
    address = office.page.url
    office.press("Enter the plan")
    office.fill("planned_yuan", "6000")
    office.press("Save the plan")
    assert "6,000" in office.text()
    office.press(office.page.locator("a[href$='/milestones/signed/']"))
    for part, value in zip(
        office.page.locator("main .join").nth(1).locator("input").all(), ("2026", "3", ""), strict=True
    ):
        part.fill(value)
    office.press("Save the dates")
    office.open(address)
    assert re.search(r"2026-03|2026年3月|Mar 2026", office.page.content())
    # the same name once more is asked about, and nothing is entered
    office.open("/projects/new/")
    office.fill("name", name)
    office.fill("office", "wujing")
    office.press(office.page.locator("main button[type=submit]"), status=422)
    assert office.says("There is a project with this name already.")


def test_a_list_is_published_and_corrected(come: Come) -> None:
    office = come("office")
    office.open("/lists/")
    office.press("Publish a list")
    office.fill("level", "city")
    office.fill("year", "2026")
    office.fill("name_zh", "2026年市级重点项目名单（演示）")
    office.fill("county_count", "12")
    office.fill("entries", "P25-0027")
    office.press(office.page.locator("main button[type=submit]"))
    assert "12" in office.text()
    office.fill("entries", "-P25-0027")
    office.press("Publish the edition")
    assert "第 2 版" in office.text()
