"""Every page of every role, in both languages at desk and phone: nothing scrolls to the side, nothing is untranslated."""

from collections.abc import Callable

import pytest

from .person import Person

PAGES = {
    "office": ("/months/", "/projects/", "/bottlenecks/", "/lists/", "/projects/new/", "/bottlenecks/new/", "/lists/new/",
               "/search/?q=P24", "/account/", "/workbooks/", "/projects/P25-0027/"),
    "reporter": ("/month/", "/projects/", "/bottlenecks/", "/workbooks/", "/workbooks/new/"),
    "department": ("/bottlenecks/", "/projects/"),
    "leader": ("/county/?view=office", "/county/?view=industry", "/county/?view=owner", "/screen/", "/projects/", "/bottlenecks/", "/lists/", "/history/"),
    "auditor": ("/history/", "/history/checks/", "/months/"),
    "administrator": ("/people/", "/offices/", "/people/add/", "/offices/add/"),
}  # fmt: skip


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("role", list(PAGES))
def test_a_roles_pages_stand_what_every_page_must(
    come: Callable[..., Person], role: str, language: str, width: int
) -> None:
    one = come(role, language, width)
    for path in PAGES[role]:
        one.open(path)
    menu = one.page.locator(".nav a").evaluate_all("links => links.map((one) => one.getAttribute('href'))")
    for path in menu:
        if path not in PAGES[role]:
            one.open(path)
