"""The administrator: people and their seats, a one-time code that becomes a password; and a real installation from nothing."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from .person import Person

Come = Callable[..., Person]
PASSWORD = "弥河水清 correct 8 horses"


@pytest.mark.parametrize(("language", "width"), [("zh", 1440), ("en", 390)])
def test_a_person_gets_a_seat_and_comes_in(come: Come, language: str, width: int) -> None:
    administrator = come("administrator", language, width)
    administrator.open("/people/")
    administrator.press("Enter a person")
    administrator.fill("name", "演示·新人")
    administrator.fill("username", f"new.person.{language}")
    administrator.fill("role", "reporter")
    administrator.fill("office", "wujing")
    administrator.press("Enter the person")
    code = administrator.text(".big-code").strip()
    administrator.open("/people/?q=new.person")
    administrator.press(administrator.page.locator("main tbody a", has_text="新人").first)
    assert administrator.page.locator(".big-code").count() == 0  # shown once

    newcomer = come("", language, width)
    newcomer.open("/sign-in/")
    newcomer.press("I have a one-time code")
    newcomer.fill("username", f"new.person.{language}")
    newcomer.fill("code", code)
    newcomer.fill("new", "123456789012")
    newcomer.press("Keep this password and come in", status=422)
    newcomer.fill("code", code)
    newcomer.fill("new", PASSWORD)
    newcomer.press("Keep this password and come in")
    newcomer.open("/month/")

    # one more seat, taken away again; a closed account is out at the next click
    administrator.press("Close the account")
    newcomer.open("/month/", status=200)
    assert newcomer.page.locator("input[type=password]").count() >= 1


def test_a_real_installation_begins_with_a_code_from_the_command_line(come: Come, installation: Any) -> None:
    empty = installation()
    empty.run("up", "--empty", "--only-prepare")
    empty.start()
    told = json.loads(empty.run("setup", "--json").stdout)
    code = next(value for key, value in told.items() if "code" in key)
    one = come("", "zh", 1440, at=empty)
    one.open("/setup/")
    assert one.page.locator("button.entrance").count() == 0  # no ready accounts outside the demonstration
    one.fill("code", code)
    one.fill("county", "370724")
    one.fill("name", "首位管理员")
    one.fill("username", "first.admin")
    one.fill("new", PASSWORD)
    one.press(one.page.locator("main button[type=submit], main button.go").first)
    one.open("/sign-in/")
    assert one.page.locator(".demo").count() == 0
    one.fill("username", "first.admin")
    one.fill("password", PASSWORD)
    one.press("Sign in")
    one.open("/people/")
    assert one.page.locator("main tbody tr").count() == 1
    one.open("/setup/", status=404)
