import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from leitai.web import sheets

pytestmark = pytest.mark.urls("leitai.web.tests.urls")
HERE = sheets.HERE


@pytest.fixture(autouse=True)
def fresh():
    sheets.forget()
    yield
    sheets.forget()


def test_every_style_and_script_of_the_slice_is_joined_in():
    styles = {*HERE.glob("static/web/css/*.css"), *HERE.glob("components/*/style.css")}
    assert {HERE / path for path in sheets.STYLES} == styles
    assert {HERE / path for path in sheets.SCRIPTS} == set(HERE.glob("static/web/js/*.js"))


@pytest.mark.parametrize("name", sheets.NAMES)
def test_a_sheet_is_served_for_a_year_under_its_hash(client, name):
    digest = sheets.sheet(name).digest
    response = client.get(f"/sheets/{digest}/{name}")
    assert response.content == sheets.sheet(name).body
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Cookie" not in response.get("Vary", "")


def test_an_old_hash_gets_today_s_sheet_but_is_not_kept(client):
    response = client.get("/sheets/0000/leitai.css")
    assert response.content == sheets.sheet("leitai.css").body
    assert response["Cache-Control"] == "public, max-age=60"


def test_a_packed_sheet_unpacks_to_the_same(client):
    response = client.get("/sheets/0/leitai.css", headers={"accept-encoding": "gzip, br"})
    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content) == sheets.sheet("leitai.css").body


def test_unknown_sheets_are_missing(client, db):
    assert client.get("/sheets/0/../settings.py").status_code == 404
    assert client.get("/sheets/0/other.css").status_code == 404


@pytest.mark.parametrize("name", ["leitai.css", "faces.css"])
def test_everything_a_sheet_asks_for_is_there(name):
    text = sheets.sheet(name).body.decode()
    asked = re.findall(r'url\("?([^")]+)"?\)', text)
    assert asked
    for address in asked:
        if address.startswith("#"):
            continue
        assert finders.find(address.removeprefix("/static/")), address


def test_sheets_load_nothing_from_elsewhere_and_hold_no_data():
    text = "".join(sheets.sheet(name).body.decode() for name in sheets.NAMES)
    assert not re.search(r"https?://|@import|data:", text)


def test_only_the_tokens_name_colours():
    found = {}
    for path in sheets.STYLES:
        text = re.sub(r"/\*.*?\*/", "", (HERE / path).read_text("utf-8"), flags=re.DOTALL)
        hexes = set(re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{}]*[;}])", text)) - {"#fff", "#000"}
        if hexes and not path.endswith("tokens.css"):
            found[Path(path).parts[-1] if "css" in Path(path).parts else Path(path).parts[1]] = hexes
    assert {name: sorted(values) for name, values in found.items()} == {
        # grounds of the drawn hills, the demonstration strip's stripes, the official red of GB/T 9704
        "shell.css": ["#dbe8ea", "#fdf0c8", "#fff7df"],
        "charts.css": ["#0b1820", "#24404d"],
        "clock": ["#f8f6fc"],
        "sheet_reader": ["#fafbfb"],
        "public.css": ["#dbe8ea"],
        "sheets.css": ["#c9d1d5", "#d00000"],
    }


def test_public_faces_leave_out_the_working_face():
    text = sheets.sheet("faces-public.css").body.decode()
    assert "Leitai Song" in text
    assert "Leitai Sans" not in text


def test_every_character_of_gb2312_has_a_slice_in_every_chinese_face():
    wanted = set()
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            wanted.update(ord(c) for c in bytes([high, low]).decode("gb2312", "ignore"))
    rules = re.findall(
        r'font-family:"([^"]+)";font-weight:([^;]+);.*?unicode-range:([^}]+)}', sheets.sheet("faces.css").body.decode()
    )
    covered: dict[tuple[str, str], set[int]] = {}
    for family, weight, ranges in rules:
        for one in ranges.split(","):
            first, _, last = one.removeprefix("U+").partition("-")
            covered.setdefault((family, weight), set()).update(range(int(first, 16), int(last or first, 16) + 1))
    assert {face: len(wanted - found) for face, found in covered.items()} == {
        ("Leitai Sans", "400"): 0, ("Leitai Sans", "600 700"): 0, ("Leitai Song", "600 700"): 0, ("Leitai Song Text", "400"): 0,
    }  # fmt: skip
