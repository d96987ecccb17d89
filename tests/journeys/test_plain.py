"""Without script, by keys alone, two at once, back after sign-out, and hostile words: the pages hold."""

from collections.abc import Callable
from typing import Any

from . import errands
from .person import Person

Come = Callable[..., Person]
PLAIN = "<b onmouseover=alert(1)>“'\"{{7*7}}{% now %}${7*7}</b><script>alert(1)</script>"
HOSTILE = "<b onmouseover=alert(1)>“'\"{{7*7}}{% now %}${7*7}\u202egnp.exe</b><script>alert(1)</script>"


def test_a_month_is_reported_and_filtered_without_script(come: Come) -> None:
    office = come("office")
    month = errands.open_month(office)
    number = errands.send_back(office, "dongcheng", month)[0]
    town = come("reporter", "zh", 390, script=False)
    town.open(f"/month/?month={month}&no={number}")
    for summary in town.page.locator("main details:not([open]) > summary").all():
        summary.click()
    town.fill("month_yuan", "100")
    town.fill("cum_year_yuan", "")
    town.fill("cum_yuan", "")
    town.fill("reason", "按合同支付")
    town.press(town.page.locator("button[name=do][value=submit]"))
    assert "已报" in town.text() or "交" in town.text()
    town.open("/projects/")
    town.page.locator("select[name=light]").select_option("red")
    town.press("Filter")
    assert "light=red" in town.page.url


def test_signing_in_and_verifying_with_keys_alone(come: Come) -> None:
    office = come("office")
    month = errands.open_month(office)
    number = errands.send_back(office, "dongcheng", month)[0]
    town = come("reporter")
    town.open(f"/month/?month={month}&no={number}")
    town.fill("month_yuan", "90")
    town.fill("cum_year_yuan", "")
    town.fill("cum_yuan", "")
    town.fill("reason", "按合同支付")
    town.press(town.page.locator("button[name=do][value=submit]"))

    keys = come()
    keys.open("/sign-in/")
    _tab_to(keys, "document.activeElement.matches('button.entrance')")
    with keys.page.expect_navigation():
        keys.page.keyboard.press("Enter")
    keys.look()
    keys.page.keyboard.press("/")
    assert keys.page.evaluate("document.activeElement.matches('[data-search]')")
    keys.open(f"/reports/{number}/{month}/")
    keys.page.keyboard.press("Tab")
    assert keys.page.evaluate("document.activeElement.matches('.skip')")
    keys.page.keyboard.press("Enter")
    _tab_to(keys, f"document.activeElement.closest('form')?.action.endsWith('{number}/{month}/verify/')")
    with keys.page.expect_navigation():
        keys.page.keyboard.press("Enter")
    keys.look()
    assert keys.says("Verified")


def _tab_to(one: Person, where: str) -> None:
    for _ in range(80):
        one.page.keyboard.press("Tab")
        if one.page.evaluate(where):
            return
    raise AssertionError(f"no way by keys to {where}")


def test_the_second_of_two_who_verify_is_told_in_words(come: Come) -> None:
    office = come("office")
    month = errands.open_month(office)
    number = errands.send_back(office, "xinzhai", month)[0]
    office.open(f"/reports/{number}/{month}/")
    # the returned report waits for its town; a verified one of the same town is returned by two at once
    office.open(f"/months/{month}/?office=xinzhai&state=verified")
    chosen = (office.page.locator("tbody input[name=report]").first.get_attribute("value") or "").split("|")[0]
    first, second = come("office"), come("office")
    for one in (first, second):
        one.open(f"/reports/{chosen}/{month}/")
        one.fill("because", "数字对不上")
    first.press("Return it to the town")
    second.press("Return it to the town", status=409)
    assert second.page.locator("main .note.late, main [role=alert]").first.is_visible()


def test_back_after_sign_out_shows_nothing(come: Come) -> None:
    office = come("office")
    office.open("/projects/P25-0027/")
    office.page.locator(".who summary").click()
    office.press("Sign out")
    office.allowed.add(401)
    office.page.go_back()
    office.page.wait_for_load_state()
    assert "35,310" not in office.page.content()
    assert office.page.locator("input[type=password]").count() == 1


def test_hostile_words_come_out_as_words(come: Come) -> None:
    office = come("office")
    for language in ("zh", "en"):
        one = office if language == "zh" else come("office", "en", 390)
        one.open("/projects/new/")
        one.fill("name", f"{HOSTILE[:90]}{language}")
        one.fill("office", "sitou")
        for field in ("investor", "contents", "sponsor", "source"):
            one.fill(field, HOSTILE)
        one.press(
            one.page.locator("main button[type=submit]"), status=422
        )  # letters that turn the line round are refused
        assert one.page.locator("[name=contents]").input_value() == HOSTILE  # and what was typed is kept
        _nothing_ran(one)
        one.fill("name", f"{PLAIN[:90]}{language}")
        for field in ("investor", "contents", "sponsor", "source"):
            one.fill(field, PLAIN[:60])
        one.press(one.page.locator("main button[type=submit]"))
        assert one.title() == f"{PLAIN[:90]}{language}"
        _nothing_ran(one)
    office.open("/projects/?q=" + "%3Cscript%3Ealert(1)%3C/script%3E{{7*7}}")
    _nothing_ran(office)
    office.open("/search/?q=%E2%80%AE%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E")
    _nothing_ran(office)
    office.open("/bottlenecks/new/")
    office.page.locator("select[name=project]").select_option(index=1)
    office.fill("title", PLAIN[:100])
    office.page.locator("[name=detail]").evaluate("one => one.removeAttribute('maxlength')")
    office.fill("detail", "长" * 10_000)
    office.press("Raise it", status=422)
    assert office.page.locator("[name=detail]").input_value() == "长" * 10_000  # too long, and kept
    office.fill("detail", PLAIN)
    office.press("Raise it")
    _nothing_ran(office)
    auditor = come("auditor")
    auditor.open("/history/")
    _nothing_ran(auditor)


def _nothing_ran(one: Person) -> None:
    assert one.page.locator("main b[onmouseover], main script, main img[src=x]").count() == 0
    assert "{{49}}" not in one.page.content()
    assert not [said for said in one.complaints if "alert" in said]


def test_strangers_get_the_sign_in_page_and_unknown_pages_are_said_plainly(come: Come) -> None:
    stranger: Any = come()
    stranger.open("/projects/")
    assert stranger.page.locator("input[type=password]").count() == 1
    town = come("reporter", "en", 390)
    town.open("/projects/P99-9999/", status=404)
    assert town.page.locator("h1").count() == 1
