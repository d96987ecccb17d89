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


def test_settling_swaps_the_part_and_the_whole_page_without_script():
    who = client("reporter")
    no = read(who, "01")
    part = settle(who, no, "DUP_NAME_VARIANT", "first")
    assert part.status_code == 200
    assert part.content.decode().lstrip().startswith('<div id="intake"')
    assert settle(who, no, "SUBTOTAL_MISMATCH", "rows", htmx=False)["Location"].startswith(f"/workbooks/{no}/")
    assert Settlement.objects.count() == 2


def test_what_is_typed_is_understood_or_told_at_its_doubt():
    who = client("office")
    no = read(who, "02", office="chengguan")
    wrong = settle(who, no, "CUM_DECREASED", "typed", "很多")
    assert (wrong.status_code, Settlement.objects.count()) == (422, 0)
    assert "没有定" in wrong.content.decode()
    assert settle(who, no, "CUM_DECREASED", "typed", "１，４８０万元").status_code == 200
    assert Settlement.objects.get().value == {"yuan": 1480 * WAN}
    assert settle(who, no, "DATE_INVALID", "typed", "2024年2月").status_code == 200
    assert Settlement.objects.get(code="DATE_INVALID").value == {"value": "2024-02", "precision": "month"}


def test_a_year_is_settled_and_the_answer_stays_on_the_page(language):
    who = client("office", language)
    no = read(who, "05")
    settle(who, no, "PERIOD_NO_YEAR", "year-2024")
    page = walk(who.get(f"/workbooks/{no}/"), language)
    assert making.again(no).month == "2024-03"
    assert ("2024年3月" if language == "zh-hans" else "Mar 2024") in page.root.text


def test_a_doubt_settled_by_two_is_told_to_the_second():
    first, second = client("reporter"), client("office")
    no = read(first, "01")
    doubt = next(d.key for d in making.picture(no, first.actor).whole.open)
    words = {"doubt": doubt, "answer": "first", "seen": "0"}
    assert first.post(f"/workbooks/{no}/settle/", words).status_code == 302
    refused = second.post(f"/workbooks/{no}/settle/", {**words, "answer": "different"})
    assert (refused.status_code, Settlement.objects.get().answer) == (409, "first")
    walk(refused, status=409)


def test_submitting_with_open_doubts_says_how_many_and_keeps_everything():
    who = client("reporter")
    no = read(who, "01")
    refused = who.post(f"/workbooks/{no}/submit/", {})
    walk(refused, status=409)
    assert "还有 9 处疑点" in refused.content.decode()
    assert Report.objects.count() == 0


def test_the_same_file_twice_leads_to_the_first_one():
    who = client("reporter")
    no = read(who, "01")
    page = walk(send(who, eight("01")), status=409)
    assert f"/workbooks/{no}/" in [a.attrs["href"] for a in page.root.all("a") if "href" in a.attrs]
    assert Upload.objects.count() == 1


def test_several_files_become_an_upload_each_and_a_bad_one_stops_no_other():
    who = client("office")
    answer = send(who, eight("01"), eight("02"), (b"%PDF-1.7", "通知.xlsx"))
    walk(answer, status=415)
    assert Upload.objects.count() == 2
    assert send(who, eight("04"), eight("05"))["Location"] == "/workbooks/"


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (80 << 20))
    return out.getvalue()


def far() -> bytes:
    book = openpyxl.Workbook()
    book.active["XFD1048576"] = 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_macros() -> bytes:
    out = io.BytesIO(making.FILES["01"].read_bytes())
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"macros")
    return out.getvalue()


PASSWORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)


@pytest.mark.parametrize(
    ("content", "name"),
    [(bomb(), "大.xlsx"), (PASSWORD, "密.xlsx"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9), "坏.xls")],
)
def test_what_cannot_be_read_is_told_with_what_to_do(content, name, language):
    who = client("reporter", language)
    no = re.search(r"U\d\d-\d+", send(who, (content, name))["Location"])[0]  # type: ignore[index]  # the page of the upload
    walk(who.get(f"/workbooks/{no}/"), language)  # still being read
    while waiting.run_one():
        pass
    upload = making.again(no)
    page = walk(who.get(f"/workbooks/{no}/"), language)
    assert upload.state == "unreadable"
    assert (upload.refusal_en if language == "en" else upload.refusal_zh) in page.root.text
    assert who.post(f"/workbooks/{no}/submit/", {}).status_code == 409


@pytest.mark.parametrize(("content", "name"), [(far(), "远.xlsx"), (with_macros(), "宏.xlsm")])
def test_a_far_cell_and_macros_end_in_an_answer_and_harm_nothing(content, name):
    who = client("reporter")
    no = re.search(r"U\d\d-\d+", send(who, (content, name))["Location"])[0]  # type: ignore[index]  # the page of the upload
    while waiting.run_one():
        pass
    assert making.again(no).state in {"read", "unreadable"}
    walk(who.get(f"/workbooks/{no}/"))


def test_too_large_a_file_is_told_before_anything_is_read(settings):
    settings.LEITAI_UPLOAD_MAX_BYTES = 1000
    walk(send(client("reporter"), eight("01")), status=413)
    assert Upload.objects.count() == 0


def test_another_towns_upload_is_a_missing_page():
    no = read(client("office"), "02", office="chengguan")
    who = client("reporter")
    for address in ("", "original", "doubts.xlsx"):
        assert who.get(f"/workbooks/{no}/{address}").status_code == 404
    assert who.post(f"/workbooks/{no}/settle/", {"doubt": "x", "answer": "y"}).status_code == 404


def test_the_original_comes_back_byte_for_byte():
    who = client("reporter")
    no = read(who, "01")
    answer = who.get(f"/workbooks/{no}/original")
    assert b"".join(answer.streaming_content) == making.FILES["01"].read_bytes()
    assert answer["Content-Disposition"].startswith("attachment")


def test_returning_asks_why_and_the_town_reads_it_on_its_page_and_desk(language):
    town, office = client("reporter", language), client("office", language)
    no = read(town, "01")
    form = walk(office.get(f"/workbooks/{no}/return/"), language)
    assert any("B12" in area.text for area in form.root.all("textarea"))
    walk(office.post(f"/workbooks/{no}/return/", {"because": ""}), language, status=422)
    assert office.post(f"/workbooks/{no}/return/", {"because": "第 12 行重复"}).status_code == 302
    assert "第 12 行重复" in walk(town.get(f"/workbooks/{no}/"), language).root.text
    assert town.get(f"/workbooks/{no}/doubts.xlsx").status_code == 200
    from leitai.workbooks import waiting as desk

    assert [task.href for task in desk.desk(town.actor, AT).tasks] == [f"/workbooks/{no}/"]


def test_the_desk_names_what_waits_and_forgets_what_is_done():
    who = client("office")
    no = read(who, "06")
    from leitai.workbooks import waiting as desk

    assert [task.href for task in desk.desk(who.actor, AT).tasks] == [f"/workbooks/{no}/"]
    settle(who, no, "COUNT_MISMATCH", "rows")
    assert desk.desk(who.actor, AT).tasks == []


def test_the_months_table_comes_back_in_without_a_question():
    for name, code in (("中欧节能门窗产业园", "2312-370724-04-01-000001"), ("恒彩光学膜", "2312-370724-04-01-000002")):
        project = making.project(name, total_yuan=35000 * WAN, national_code=code)
        making.plan(project, 6000)
        making.report(project, "2024-02", 900, state="verified", cum_yuan=2000 * WAN, cum_year_yuan=None)
    who = client("reporter")
    answer = who.get("/workbooks/template/2024-03.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    page = book.active
    assert (page["B4"].value, page["F4"].value, page["H4"].value, page.protection.sheet) == (
        "中欧节能门窗产业园",
        2000,
        "=F4+G4",
        True,
    )
    assert (page["G4"].protection.locked, page["B4"].protection.locked) == (False, True)
    for row, wan in ((4, 120.5), (5, 0.0001)):
        page[f"G{row}"], page[f"I{row}"] = wan, "主体施工"
    out = io.BytesIO()
    book.save(out)
    no = re.search(r"U\d\d-\d+", send(who, (out.getvalue(), "回来.xlsx"))["Location"])[0]  # type: ignore[index]  # the page of the upload
    while waiting.run_one():
        pass
    whole = making.picture(no, who.actor).whole
    assert [(d.code, d.cell, d.words.zh) for d in whole.doubts if d.kind != "noted"] == []
    assert who.post(f"/workbooks/{no}/submit/", {}).status_code == 302
    got = {
        r.project.name: (r.month_yuan, r.cum_yuan)
        for r in Report.objects.filter(month="2024-03").select_related("project")
    }
    assert got == {"中欧节能门窗产业园": (1_205_000, 21_205_000), "恒彩光学膜": (1, 20_000_001)}


def test_a_names_formula_stays_text_in_the_table_and_in_the_list():
    project = making.project("=1+1")
    making.report(project, "2024-02")
    who = client("reporter")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(who.get("/workbooks/template/2024-03.xlsx").streaming_content)))
    assert (book.active["B4"].value, book.active["B4"].data_type) == ("=1+1", "s")


@pytest.mark.parametrize("rows", [1, 3])
def test_list_and_reader_cost_the_same_for_any_length(rows, django_assert_max_num_queries):
    who = client("office")
    head = "东城街道2024年3月重点项目进展\n单位：万元\n序号,项目名称,总投资,本月完成\n"
    no = ""
    for copy in range(rows):
        body = "".join(f"{i},项目甲乙{copy}{i},1000,12\n" for i in range(1, rows + 1))
        no = making.hand_in((head + body).encode(), who.actor, name="东城街道2024年3月.csv", office="dongcheng").no
    with django_assert_max_num_queries(12):
        who.get("/workbooks/")
    with django_assert_max_num_queries(19):
        who.get(f"/workbooks/{no}/")


def test_addresses_have_names():
    assert reverse("workbooks:upload") == "/workbooks/new/"
    assert reverse("workbooks:template") == "/workbooks/template.xlsx"
    assert date(2024, 4, 8) == AT.date()
