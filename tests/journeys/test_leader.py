"""The leader: the county in a sentence, an earlier month, a town's project in two clicks, the wall."""

from collections.abc import Callable

import pytest

from .person import Person

Come = Callable[..., Person]


@pytest.mark.parametrize(("language", "width"), [("zh", 1440), ("en", 390)])
def test_the_county_is_read_down_to_a_project(come: Come, language: str, width: int) -> None:
    leader = come("leader", language, width)
    assert leader.page.url.endswith("/county/")
    sentence = leader.text(".lead")
    assert any(sign.isdigit() for sign in sentence)
    # an office's row, then its project: two clicks
    leader.press(leader.page.locator("#ranking tbody a").first)
    leader.press(leader.page.locator("main tbody th a").first)
    assert "/projects/P" in leader.page.url
    # looking back says another sentence
    leader.open("/county/")
    options = leader.page.locator("select[name=month] option")
    leader.page.locator("select[name=month]").select_option(index=min(6, options.count() - 1))
    leader.press("Look back")
    assert leader.text(".lead") != sentence
    assert leader.page.locator("main svg").count() >= 2


def test_each_figure_of_the_county_opens(come: Come) -> None:
    leader = come("leader")
    addresses = leader.page.locator("main .figures a, .lead a").evaluate_all(
        "links => [...new Set(links.map((one) => one.getAttribute('href')))]"
    )
    assert len(addresses) >= 3
    for address in addresses:
        if address.startswith("/"):
            leader.open(address)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_wall_shows_one_sentence_and_nothing_to_click(come: Come, language: str) -> None:
    leader = come("leader", language, 1920)
    leader.open("/screen/")
    assert leader.page.locator(".say").count() == 1
    assert leader.page.locator("main a, main button").count() == 0
    assert leader.page.evaluate("document.documentElement.scrollHeight <= innerHeight + 1")
