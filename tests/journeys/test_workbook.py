"""A town sends its workbook as it is, settles what is doubtful with clicks, and its rows stand in the month."""

import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import expect

from . import errands
from .person import Person

Come = Callable[..., Person]
HEAD = ("序号", "项目名称", "总投资", "本月完成投资", "形象进度", "备注")


@pytest.mark.parametrize(("language", "width"), [("zh", 1440), ("en", 390)])
def test_a_workbook_is_sent_settled_and_entered(come: Come, tmp_path: Path, language: str, width: int) -> None:
    office = come("office")
    month = errands.open_month(office)
    names = errands.named(office, errands.send_back(office, "longshan-hightech", month))
    town = come("reporter", language, width, at=None)
    sender = come("office", language, width)
    _send(sender, _book(tmp_path, "龙山高新技术产业园", month, names), "longshan-hightech")
    assert sender.page.locator("table.sheet").is_visible()
    sender.look()
    town.open(sender.page.url, status=404)  # another town's workbook is nobody else's
    _settle(sender)
    sender.press(sender.page.locator("#intake form[action$='/submit/'] button.go"))
    assert sender.says("%(n)s row is entered") or sender.page.locator("details.note.ok").is_visible()
    # a second time the same file is not taken
    sender.open("/workbooks/new/")
    sender.page.set_input_files("input[type=file]", str(tmp_path / "表.xlsx"))
    sender.fill("office", "longshan-hightech")
    sender.press("Hand in and read", status=409)


def test_a_doubt_is_settled_without_script(come: Come, tmp_path: Path) -> None:
    office = come("office")
    month = errands.open_month(office)
    names = errands.named(office, errands.send_back(office, "chengguan", month))
    sender = come("office", "zh", 390, script=False)
    sender.open("/workbooks/new/")
    sender.page.set_input_files("input[type=file]", str(_book(tmp_path, "城关街道", month, names)))
    sender.press("Hand in and read")
    sender.page.locator("#intake").wait_for()  # the page asks again by itself every three seconds
    before = sender.page.locator(".doubt:not(.settled) form").count()
    doubt = sender.page.locator(".doubt:not(.warn, .settled)").first
    doubt.locator("input[name=answer]").first.check()
    sender.press(doubt.locator("noscript button, button").first)
    assert sender.page.locator(".doubt:not(.settled) form").count() < before


def test_what_is_no_workbook_is_told_in_words(come: Come, tmp_path: Path) -> None:
    town = come("reporter")
    town.open("/workbooks/new/")
    bad = tmp_path / "报表.xlsx"
    bad.write_bytes(b"this is not a workbook at all")
    town.page.set_input_files("input[type=file]", str(bad))
    town.allowed.add(422)
    with town.page.expect_navigation():
        town.find("Hand in and read").click()
    town.page.locator(".note.late").wait_for(timeout=30_000)
    town.look()


def test_the_months_table_comes_filled_in_and_goes_back(come: Come) -> None:
    town = come("reporter")
    town.open("/month/")
    book = openpyxl.load_workbook(town.download("Get the month's table"))
    assert any(
        "东城街道" in str(cell) for row in book.worksheets[0].iter_rows(values_only=True) for cell in row if cell
    )


def test_a_reading_that_was_killed_is_finished_after_the_next_start(
    come: Come, installation: Any, loaded: Path, tmp_path: Path
) -> None:
    other = installation(copy_of=loaded)
    other.start()
    sender = come("office", at=other)
    names = [f"演示批量项目{number}" for number in range(300)]
    sender.open("/workbooks/new/")
    sender.page.set_input_files("input[type=file]", str(_book(tmp_path, "东城街道", "2026-10", names)))
    sender.press("Hand in and read")
    address = sender.page.url
    sender.page.goto("about:blank")
    other.stop(signal.SIGKILL)
    other.start()
    sender.open(address)
    expect(sender.page.locator("#intake")).to_be_visible(timeout=60_000)
    assert sender.page.locator(".doubt").count() > 0


def _send(one: Person, book: Path, office: str) -> None:
    """Hands the file in and waits for the reading; the page moves on by itself."""
    one.open("/workbooks/new/")
    one.page.set_input_files("input[type=file]", str(book))
    if one.page.locator("select[name=office]").count():
        one.fill("office", office)
    one.press("Hand in and read")
    one.page.locator("#intake").wait_for(timeout=30_000)


def _settle(one: Person) -> None:
    """Takes the first ready answer of each doubt, as a click does; where words are asked for, gives them."""
    for _ in range(40):
        enter = one.page.locator("#intake form[action$='/submit/'] button.go")
        if enter.count():
            return
        doubt = one.page.locator(".doubt:not(.warn, .settled):has(form)").first
        with one.page.expect_response(lambda answer: "/settle/" in answer.url):
            if doubt.locator("fieldset input[type=radio]").count():
                doubt.locator("fieldset label:has(input[type=radio])").first.click()
            else:
                doubt.locator("input.control").first.fill("按合同支付")
                doubt.locator("button:not(.link)").first.click()
        one.page.wait_for_function("() => !document.querySelector('.htmx-request, .htmx-swapping')")
    raise AssertionError("there are still doubts: " + one.text("#intake aside")[:800])


def _book(folder: Path, town: str, month: str, names: list[str]) -> Path:
    """A table as towns send it: a title, units in a corner, full-width figures, a sum that does not add up."""
    book = openpyxl.Workbook()
    sheet = book.active
    year, number = month.split("-")
    sheet.append([f"{town}{year}年{int(number)}月重点项目进展情况表"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEAD))
    sheet.append([f"填报单位：{town}", None, None, None, None, "单位：万元"])
    sheet.append(HEAD)
    for place, name in enumerate(names, 1):
        sheet.append([place, name, None, "１２０", "主体施工", None])
    sheet.append(["合计", None, None, 120 * len(names) + 7, None, None])
    path = folder / "表.xlsx"
    book.save(path)
    return path
