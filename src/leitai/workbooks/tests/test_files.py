"""Hostile and broken files end in one clear refusal, whatever they do to the reader."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from leitai.workbooks import commands, files, terms

DATA = Path(__file__).parent / "data"
FIRST = sorted(DATA.glob("*.xlsx"))[0]
SHEET = "xl/worksheets/sheet1.xml"
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def refused(path: Path) -> terms.Unreadable:
    with pytest.raises(terms.Unreadable) as caught:
        files.read(path)
    assert caught.value.zh.endswith("。")
    assert caught.value.en.endswith(".")
    return caught.value


def remade(tmp_path: Path, changes: dict[str, bytes | None], extra: list[tuple[str, bytes]] | None = None) -> Path:
    """The first test workbook with some entries replaced (None: left out) or added."""
    path = tmp_path / "报表.xlsx"
    with zipfile.ZipFile(FIRST) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = changes.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in extra or []:
            new.writestr(name, content)
    return path


def cells(inner: str) -> bytes:
    return f"<worksheet {NS}><sheetData>{inner}</sheetData></worksheet>".encode()


def test_not_a_workbook(tmp_path: Path) -> None:
    for content in (b"%PDF-1.7 ...", b"hello", b"<html><table></table></html>", b"\x89PNG\r\n\x1a\n" + b"\0" * 50):
        path = tmp_path / "表.xlsx"
        path.write_bytes(content)
        assert refused(path).code == "not-a-workbook"


def test_empty_and_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"")
    assert refused(path).code == "empty-file"
    path.write_bytes(FIRST.read_bytes()[:2000])
    assert refused(path).code == "malformed"


def test_zip_that_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    with zipfile.ZipFile(path, "w") as z:
        z.writestr("word/document.xml", "<w/>")
    assert refused(path).code == "not-a-workbook"


def test_protected_by_a_password(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    )
    assert refused(path).code == "encrypted"


def test_old_format_that_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "表.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 3000)
    assert refused(path).code == "not-a-workbook"


def test_bomb_is_refused_by_what_it_declares(tmp_path: Path) -> None:
    path = remade(tmp_path, {SHEET: b"<worksheet>" + b" " * (100 << 20) + b"</worksheet>"})
    assert path.stat().st_size < 1 << 20
    assert refused(path).code == "too-large"


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "xl/../../x.xml", "C:\\x.xml"])
def test_traversal_names(tmp_path: Path, name: str) -> None:
    assert refused(remade(tmp_path, {}, [(name, b"x")])).code == "malformed"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_same_name_twice(tmp_path: Path) -> None:
    assert refused(remade(tmp_path, {}, [(SHEET, b"<worksheet/>")])).code == "malformed"


def test_far_too_many_entries(tmp_path: Path) -> None:
    assert refused(remade(tmp_path, {}, [(f"x/{n}.xml", b"") for n in range(3000)])).code == "too-large"


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY a "b">]>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "http://127.0.0.1:1/">]>',
    ],
)
def test_entities_and_document_types(tmp_path: Path, doctype: str) -> None:
    sheet = doctype.encode() + cells('<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>')
    assert refused(remade(tmp_path, {SHEET: sheet})).code == "entities"


def test_far_cell_costs_nothing(tmp_path: Path) -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    answer = files.read(remade(tmp_path, {SHEET: cells(far)}))
    assert answer["rows"] == []


def test_far_cell_in_a_large_sheet_is_survived(tmp_path: Path) -> None:
    many = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{"x" * 60}{n}</t></is></c></row>' for n in range(1, 60_000)
    )
    far = many + '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    assert refused(remade(tmp_path, {SHEET: cells(far)})).code in ("too-large", "too-slow")


def test_a_million_empty_rows_are_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(FIRST) as z:
        kept = z.read(SHEET).decode()
    empty = "".join(f'<row r="{n}"/>' for n in range(15, 1_048_577))
    answer = files.read(remade(tmp_path, {SHEET: kept.replace("</sheetData>", empty + "</sheetData>").encode()}))
    assert len(answer["rows"]) == 6


def test_macros_and_external_links_leave_values_and_a_warning(tmp_path: Path) -> None:
    path = remade(tmp_path, {}, [("xl/vbaProject.bin", b"x"), ("xl/externalLinks/externalLink1.xml", b"<x/>")])
    reading = files.reading(path)
    assert len(reading.rows) == 6
    assert set(reading.warnings) == {"macros", "external-links"}


def test_no_such_file(tmp_path: Path) -> None:
    assert refused(tmp_path / "没有.xlsx").code == "no-such-file"


def test_missing_string_is_malformed(tmp_path: Path) -> None:
    assert (
        refused(remade(tmp_path, {SHEET: cells('<row r="1"><c r="A1" t="s"><v>99</v></c></row>')})).code == "malformed"
    )


# ------------------------------------------------------------------------------------------------------ command line
def test_command_prints_one_json_document(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert commands.workbook([str(FIRST), "--json"]) == 0
    out, err = capfdbinary.readouterr()
    assert json.loads(out)["reporting_unit"] == "东城街道"
    assert err == b""


def test_command_summary_names_place_and_severity(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.workbook([str(FIRST)]) == 0
    out = capsys.readouterr().out
    assert "须先处理" in out
    assert "3月份!D13" in out


@pytest.mark.parametrize(("words", "code"), [([], 2), (["a", "b"], 2), (["--odd"], 2), (["/没有/这个.xlsx"], 1)])
def test_command_refuses_in_one_line(words: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.workbook(words) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.strip().splitlines()) == 1


def test_whole_book_by_openpyxl_without_cell_references(tmp_path: Path) -> None:
    wb = openpyxl.Workbook()
    wb.active.append(["项目名称", "总投资（万元）", "本月（万元）", "累计（万元）"])
    wb.active.append(["甲厂", 100, 5, 10])
    held = io.BytesIO()
    wb.save(held)
    assert files.read_here(held.getvalue(), "五井镇2024年3月.xlsx").answer()["rows"][0]["total_wan"] == 100


# --------------------------------------------------------------------------------------- faults, and files of bad will
def test_a_fault_of_our_own_is_not_laid_on_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken = (
        "import sys; sys.path[:0] = {paths}; from leitai.workbooks.rules import answering; del answering.reading_of;"
    )
    monkeypatch.setattr(files, "CHILD", broken + " from leitai.workbooks import child; raise SystemExit(child.main())")
    assert refused(FIRST).code == "internal"
    assert "reading_of" in caplog.text


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert refused(tmp_path).code == "not-a-file"


def test_a_size_that_lies_unpacks_no_more_than_it_says(tmp_path: Path) -> None:
    path = remade(tmp_path, {SHEET: cells(" " * (1 << 20))})
    whole = bytearray(path.read_bytes())
    at = whole.rfind(SHEET.encode()) - 46
    whole[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    path.write_bytes(whole)
    assert refused(path).code == "malformed"


def test_merges_without_end_cost_little(tmp_path: Path) -> None:
    merges = "".join(f'<mergeCell ref="A{n}:GR{n + 5000}"/>' for n in range(1, 2000))
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="9000"><c r="A9000"><v>1</v></c></row>'
    sheet = f"<worksheet {NS}><sheetData>{far}</sheetData><mergeCells>{merges}</mergeCells></worksheet>"
    assert files.read(remade(tmp_path, {SHEET: sheet.encode()}))["rows"] == []


def test_powers_without_end_are_an_error_value(tmp_path: Path) -> None:
    wb = openpyxl.Workbook()
    wb.active.append(["项目名称", "总投资（万元）", "本月（万元）"])
    wb.active.append(["甲厂", "=99999999^99999999", 5])
    wb.active.append(["乙厂", "=9^9^9^9", 5])
    held = tmp_path / "五井镇2024年3月.xlsx"
    wb.save(held)
    assert [r["total_wan"] for r in files.read(held)["rows"]] == [None, None]


def test_a_row_of_far_too_many_columns(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text(",".join(["项目名称"] * 20_000) + "\n1\n", encoding="utf-8")
    assert refused(path).code == "malformed"
