"""The pages of the intake, walked by town and project office in both languages: whole, inspected, and doing what they say."""

import io
import re
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from leitai.accounts.tests import make as accounts
from leitai.config import waiting
from leitai.register.models import Report
from leitai.web.tests import inspect
from leitai.workbooks.models import Settlement, Upload
from leitai.workbooks.tests import making

pytestmark = pytest.mark.usefixtures("county")
WAN, AT = making.WAN, making.AT


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch, county: Any) -> None:
    """The pages think it is 8 April 2024."""
    from leitai.workbooks.views import telling

    monkeypatch.setattr(telling, "now", lambda: AT)
    making.places()


@pytest.fixture(params=["zh-hans", "en"])
def language(request: Any) -> str:
    return str(request.param)


def client(role: str, language: str = "zh-hans") -> Any:
    made = accounts.client_for(role)
    made.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return made


def walk(response: Any, language: str = "zh-hans", status: int = 200) -> Any:
    assert response.status_code == status, response.content.decode()[:3000]
    return inspect.inspect(response.content.decode(), "en" if language == "en" else "zh-Hans")


def send(who: Any, *files: tuple[bytes, str], **more: str) -> Any:
    sent = [SimpleUploadedFile(name, content) for content, name in files]
    return who.post("/workbooks/new/", {"workbook": sent, **more})


def eight(number: str) -> tuple[bytes, str]:
    return making.FILES[number].read_bytes(), making.FILES[number].name


def read(who: Any, number: str, **more: str) -> str:
    """A workbook sent through the page and read by the job that waits; its number."""
    answer = send(who, eight(number), **more)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    no = re.search(r"U\d\d-\d+", answer["Location"])[0]  # type: ignore[index]  # the page of the upload
    while waiting.run_one():
        pass
    return no


def settle(who: Any, no: str, code: str, answer: str, value: str = "", *, cell: str = "", htmx: bool = True) -> Any:
    found = next(
        d for d in making.picture(no, who.actor).whole.doubts if d.code == code and (not cell or d.cell == cell)
    )
    asks = next((c.asks for c in found.choices if c.code == answer), "")
    words = {"doubt": found.key, "answer": answer, "seen": str(found.settled.version if found.settled else 0)}
    if asks:
        words |= {f"asks-{answer}": asks, f"value-{answer}": value}
    return who.post(f"/workbooks/{no}/settle/", words, headers={"HX-Request": "true"} if htmx else {})


def test_dongcheng_sends_settles_and_enters_through_the_pages(language):
    who = client("reporter", language)
    walk(who.get("/workbooks/new/"), language)
    no = read(who, "01")
    page = walk(who.get(f"/workbooks/{no}/"), language)
    assert page.title
    settle(who, no, "DUP_NAME_VARIANT", "first")
    for code in ("SUBTOTAL_MISMATCH", "SUM_MISMATCH", "TOTAL_DOUBLE_COUNT"):
        settle(who, no, code, "rows")
    assert who.post(f"/workbooks/{no}/match/", {"to": "new"}).status_code == 302
    assert who.post(f"/workbooks/{no}/confirm/").status_code == 302
    walk(who.get(f"/workbooks/{no}/"), language)
    words = {"version": making.again(no).version, "idempotency_key": "one"}
    for _ in range(2):  # a double click
        assert who.post(f"/workbooks/{no}/submit/", words).status_code == 302
    assert {r.project.name: r.cum_yuan for r in Report.objects.select_related("project")}[
        "中欧节能门窗产业园"
    ] == 36200 * WAN
    assert Report.objects.count() == 5
    walk(who.get(f"/workbooks/{no}/"), language)
    walk(who.get("/workbooks/?tab=entered"), language)


@pytest.mark.parametrize("number", sorted(making.FILES))
def test_each_of_the_eight_is_shown_whole_in_both_languages(number, language):
    who = client("office", language)
    no = read(who, number)
    page = walk(who.get(f"/workbooks/{no}/"), language)
    assert making.again(no).state == "read"
    for tab in range(len(making.picture(no, who.actor).whole.reading.sheets)):
        walk(who.get(f"/workbooks/{no}/?sheet={tab}"), language)
    assert page.h1
