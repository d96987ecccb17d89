"""A bottleneck from hand to hand: a town raises it, the office gives it to a department, that answers, the town closes it."""

from collections.abc import Callable

import pytest

from .person import Person

Come = Callable[..., Person]


@pytest.mark.parametrize(("language", "width"), [("zh", 1440), ("en", 390)])
def test_a_bottleneck_is_raised_given_answered_and_closed(come: Come, language: str, width: int) -> None:
    title = f"地块内有一处管线待迁（{language}）"
    town = come("reporter", language, width)
    town.press("What is stuck")
    town.press("Raise a bottleneck")
    town.page.locator("select[name=project]").select_option(index=1)
    town.fill("title", title)
    town.fill("detail", "影响设备进场")
    town.press("Raise it")
    assert title in town.title()
    address = town.page.url

    office = come("office", language, width)
    office.open(address)
    owner = office.page.locator("[name=owner] option", has_text={"zh": "自然资源", "en": "Natural Resources"}[language])
    office.fill("owner", owner.first.get_attribute("value") or "")
    office.press("Give it to them")

    department = come("department", language, width)
    department.press("Bottlenecks") if width > 500 else department.open("/bottlenecks/")
    department.press(department.page.locator("main a", has_text=title))
    department.press("Answer it", status=422)  # an answer without words is none
    department.fill("answer", "已会同燃气公司现场踏勘，本月 20 日前迁完。")
    department.press("Answer it")
    assert "现场踏勘" in department.text()

    town.open(address)
    assert "现场踏勘" in town.text()
    town.page.locator("#close_remark").fill("已迁完")
    town.press("Close it: it is solved")
    assert town.says("Closed")
