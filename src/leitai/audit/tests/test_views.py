"""The pages of the history: read by those who may, in both languages, whole without script."""

import hashlib
import json
import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.urls import reverse

from leitai.audit import actions, sentences
from leitai.audit.terms import Field, Noun, Sentence, Shown, Tone
from leitai.kernel import checkpoint as notes
from leitai.kernel import merkle
from leitai.store import action

AT = datetime(2024, 4, 8, 1, 14, tzinfo=UTC)
PAGES = ("", "?kind=tale.told&office=dongcheng&about=tale:1&begin=2024-04-01&end=2024-04-30", "checks/", "1/", "9/")

sentences.register(
    {
        "tale.told": Sentence("Told %(month)s: %(month_yuan)s", tone=Tone.GOOD),
        "tale.corrected": Sentence("Corrected %(month)s", tone=Tone.WARN),
    },
    fields={
        "month": Field("Month", shown=Shown.MONTH),
        "month_yuan": Field("This month", shown=Shown.YUAN),
        "reason": Field("Reason"),
    },
    nouns={"tale": Noun("Tale")},
)


@action.action
def tell(*, by, at, key_no=1, kind="tale.told", before=None, yuan=52_000_000, reason="有一张发票属于 4 月"):
    actions.append(
        kind, about=f"tale:{key_no}", by=by, at=at, before=before, after={"month": "2024-03", "month_yuan": yuan},
        texts={"reason": reason},
    )  # fmt: skip


@pytest.fixture(autouse=True)
def outside(tmp_path, settings):
    settings.LEITAI_HISTORY = tmp_path / "history"
    actions.writing._trusted.clear()


@pytest.fixture
def told(county, make):
    by = make.actor("reporter")
    for number in range(8):
        tell(by=by, at=AT, key_no=number % 3)
    tell(by=by, at=AT, key_no=1, kind="tale.corrected", before={"month_yuan": 52_000_000}, yuan=51_500_000)
    actions.sequence_entries()
    actions.sign_checkpoint(code="370724", at=AT)
    return by


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_whole_in_both_languages(told, client_for, page, language, settings):
    client = client_for("auditor")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response = client.get(reverse("audit:history") + page)
    assert response.status_code == 200
    html = response.content.decode()
    assert len(re.findall("<h1", html)) == 1
    assert ('lang="en"' in html.split("<head>")[0]) == (language == "en")
    assert re.findall(r"\sstyle=|<script(?![^>]*src=)|\son\w+=", html) == []
    for box in re.findall(r"<input(?![^>]*type=\"hidden\")[^>]*>", html):
        assert "aria-label" in box or "id=" in box or "class=" in box


def test_one_entry_shows_old_and_new_and_its_proof(told, client_for):
    html = client_for("auditor").get("/history/9/").content.decode()
    assert "<del>5,200 万元</del> → <ins>5,150 万元</ins>" in html
    assert "这一条没有被改过" in html


def test_a_small_correction_of_a_large_amount_is_not_rounded_away(told, client_for, settings):
    tell(by=told, at=AT, kind="tale.corrected", before={"month_yuan": 1_234_567_800}, yuan=1_234_567_900)
    actions.sequence_entries()
    client = client_for("auditor")
    assert "<del>123,456.78 万元</del> → <ins>123,456.79 万元</ins>" in client.get("/history/10/").content.decode()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "<del>¥1,234,567,800</del> → <ins>¥1,234,567,900</ins>" in client.get("/history/10/").content.decode()


@pytest.mark.parametrize("position", range(1, 10))
def test_the_drawing_carries_each_hash_of_the_proof(told, client_for, position):
    html = client_for("auditor").get(f"/history/{position}/").content.decode()
    above = re.search(r"再往上 (\d+) 步", html)
    assert html.count('class="f-warn"') + int(above[1] if above else 0) == len(merkle.inclusion_ranges(position - 1, 9))


def test_a_number_typed_into_the_search_opens_that_entry(told, client_for):
    response = client_for("auditor").get("/history/", {"about": "7"})
    assert response.headers["Location"] == "/history/7/"


def test_a_key_alone_finds_the_object(told, client_for):
    html = client_for("auditor").get("/history/", {"about": "tale:2"}).content.decode()
    assert re.findall(r"第 (\d+) 条</a>", html) == ["6", "3"]


def test_wrong_conditions_are_said_and_nothing_breaks(told, client_for):
    client = client_for("auditor")
    for query in (
        "?begin=2024-02-31",
        "?before=0",
        "?before=9" + "9" * 40,
        "?kind=" + "x" * 200,
        "?about=%00",
        "?office=a b",
    ):
        assert client.get("/history/" + query).status_code == 200


@pytest.mark.parametrize(
    "address", ["/history/10/", "/history/0/", "/history/99999999999999999999999/", "/history/10/proof.json"]
)
def test_an_entry_that_is_not_there_is_gone(told, client_for, address):
    assert client_for("auditor").get(address).status_code == 404


def test_the_downloaded_proof_can_be_checked_without_us(told, client_for):
    proof = json.loads(client_for("auditor").get("/history/4/proof.json").content)
    signed = notes.open_checkpoint(proof["checkpoint"], notes.Verifier.parse(proof["key"]))
    leaf = hashlib.sha256(b"\0" + proof["entry"].encode()).digest()
    path = [bytes.fromhex(h) for h in proof["path"]]
    assert merkle.verify_inclusion(leaf=leaf, index=3, size=signed.size, proof=path, root=signed.root)


@pytest.mark.parametrize(
    ("root", "said"),
    [("{root}", "对得上"), ("{spaced}", "对得上"), ("{text}", "对得上"), ("ffffffff", "没有"), ("xyz", "读不出")],
)
def test_a_root_from_paper_is_compared(told, client_for, root, said):
    made = actions.sign_checkpoint(code="370724", at=AT)
    digits = bytes(made.root).hex()
    asked = root.format(root=digits, spaced=digits[:8].upper() + " " + digits[8:16], text=made.text)
    html = client_for("auditor").get("/history/checks/", {"root": asked}).content.decode()
    assert said in re.search(r'role="status">(.*?)</div>', html, re.DOTALL)[1]


def test_the_workbook_keeps_formulas_as_text(told, client_for):
    tell(by=told, at=AT, reason="=1+1")
    actions.sequence_entries()
    response = client_for("auditor").get("/history/export.xlsx", {"kind": "tale.told"})
    book = zipfile.ZipFile(BytesIO(b"".join(response.streaming_content)))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row ") == 10
    assert "<f>" not in sheet


@pytest.mark.parametrize("role", ["office", "leader", "reporter", "approver", "administrator"])
def test_exports_are_the_auditors(told, client_for, role):
    client = client_for(role)
    assert [client.get(f"/history/export.{kind}").status_code for kind in ("xlsx", "jsonl")] in ([403, 403], [404, 404])


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_length(county, make, client_for, rows, django_assert_num_queries, told):
    client = client_for("auditor")
    client.get("/history/")
    with django_assert_num_queries(13):
        client.get("/history/", {"about": "tale:0"} if rows == 3 else {"kind": "tale.corrected"})


def test_reading_changes_nothing(told, client_for, frozen):
    client = client_for("auditor")
    client.get("/history/")
    with frozen():
        for page in (*PAGES, "1/proof.json", "1/entry.json", "export.xlsx", "export.jsonl", "checkpoint.txt"):
            client.get("/history/" + page)
            client.head("/history/" + page)


def test_another_countys_entries_are_not_there(told, other_county, make, client_for):
    assert client_for("auditor").get("/history/1/").status_code == 200
    stranger = client_for("auditor", within="370781")
    assert stranger.get("/history/1/").status_code == 404
