"""The desk: what waits, by deadline, one click or one key from doing it."""

from collections.abc import Callable

import pytest

from .person import Person

Come = Callable[..., Person]


@pytest.mark.parametrize(("language", "width"), [("zh", 1440), ("en", 390)])
@pytest.mark.parametrize("role", ["office", "reporter", "department"])
def test_the_first_thing_of_the_desk_opens_where_it_is_done(come: Come, role: str, language: str, width: int) -> None:
    one = come(role, language, width)
    one.open("/desk/")
    rows = one.page.locator("[data-row]")
    assert rows.count() >= 1
    one.press(rows.first.locator("a.btn, h3 a").last)
    assert "/desk/" not in one.page.url


def test_the_desk_is_worked_with_j_k_and_enter(come: Come) -> None:
    office = come("office")
    office.open("/desk/")
    keys = office.page.keyboard
    keys.press("j")
    keys.press("j")
    second = office.page.evaluate("document.activeElement.href")
    keys.press("k")
    first = office.page.evaluate("document.activeElement.href")
    assert first
    assert first != second
    with office.page.expect_navigation():
        keys.press("Enter")
    office.look()
    assert office.page.url == first
