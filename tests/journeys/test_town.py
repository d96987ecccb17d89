"""A town reports its month: one by one on a phone or at a desk, with a question that wants a reason, a photo, a draft."""

from collections.abc import Callable

import pytest

from . import errands
from .person import Person

Come = Callable[..., Person]


@pytest.mark.parametrize(("language", "width"), [("zh", 390), ("en", 1440)])
def test_a_town_reports_a_project(come: Come, language: str, width: int) -> None:
    office = come("office")
    month = errands.open_month(office)
    number = errands.send_back(office, "dongcheng", month)[0]
    town = come("reporter", language, width)
    town.press("Report the month")
    town.open(f"/month/?month={month}&no={number}")
    assert town.says("The project office returned it:")
    # ten times as much as usual is asked about, at its field, with all that was typed kept
    town.fill("month_yuan", "9.9亿元")
    town.fill("cum_year_yuan", "")
    town.fill("cum_yuan", "")
    town.fill("progress", "设备到货")
    town.fill("reason", "")
    town.press(town.page.locator("button[name=do][value=submit]"), status=422)
    assert town.page.locator("[data-errors]").is_visible()
    assert town.page.locator("[name=progress]").input_value() == "设备到货"
    # the usual amount, with a reason and a photo: first kept, then handed in
    town.fill("month_yuan", "120")
    town.fill("reason", "设备款集中支付")
    town.page.set_input_files("input[name=photo]", errands.photo())  # type: ignore[arg-type]  # a file of bytes
    town.press(town.page.locator("button[name=do][value=draft]"))
    assert town.says("Kept as a draft: %(name)s.")
    assert town.page.locator(".shots img").count() == 1
    assert town.page.locator("[name=reason]").input_value() == "设备款集中支付"
    town.press(town.page.locator("button[name=do][value=submit]"))
    assert town.says("Handed in: %(name)s.")
    town.open(f"/reports/{number}/{month}/")
    assert town.says("Handed in")
    assert "120" in town.text()
    # as long as nobody verified it, it can be taken back
    town.press("Take it back")
    town.press("Go on writing")
    town.press(town.page.locator("button[name=do][value=submit]"))
    assert town.says("Handed in: %(name)s.")
    errands.verify(office, number, month)


def test_what_is_typed_survives_a_lost_page(come: Come) -> None:
    office = come("office")
    month = errands.open_month(office)
    number = errands.send_back(office, "dongcheng", month)[0]
    town = come("reporter", "zh", 390)
    town.open(f"/month/?month={month}&no={number}")
    town.fill("problem", "供电增容，等了 20 天")
    town.page.close(run_before_unload=False)
    town.page = town.context.new_page()
    town.open(f"/month/?month={month}&no={number}")
    assert town.page.locator("[name=problem]").input_value() == "供电增容，等了 20 天"


def test_a_second_click_hands_in_once(come: Come) -> None:
    office = come("office")
    month = errands.open_month(office)
    number = errands.send_back(office, "dongcheng", month)[0]
    town = come("reporter")
    town.open(f"/month/?month={month}&no={number}")
    town.fill("month_yuan", "120")
    town.fill("cum_year_yuan", "")
    town.fill("cum_yuan", "")
    town.fill("reason", "按新合同支付")
    town.page.evaluate(
        "() => { const b = document.querySelector('button[name=do][value=submit]'); b.click(); b.click(); }"
    )
    town.page.wait_for_url(lambda url: "no=" not in url)
    town.look()
    assert town.page.locator(".message").count() == 1
    errands.verify(office, number, month)
    said = office.page.locator("main aside").inner_text()
    assert said.count("报送") == 2  # when the month was first reported, and once now
