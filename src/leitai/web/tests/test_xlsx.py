"""A list as a workbook: typed values, text that stays text."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from leitai.web import xlsx


def read(rows, columns=None, **more):
    file = BytesIO()
    columns = columns or [xlsx.Column("Name")]
    xlsx.write(file, columns, rows, **more)
    return openpyxl.load_workbook(BytesIO(file.getvalue())).active


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "\t=1", "{=1}", "http://a.example/", "0012", "1e5", "=cmd|' /C calc'!A0"],
)
def test_what_users_wrote_is_text_and_comes_back_unchanged(text):
    cell = read([[text]]).cell(2, 1)
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.hyperlink is None


def test_values_keep_their_types():
    columns = [
        xlsx.Column("n", "count"),
        xlsx.Column("万元", "wan"),
        xlsx.Column("%", "percent"),
        xlsx.Column("d", "day"),
        xlsx.Column("m", "moment"),
    ]
    sheet = read([[3, 75_000_001, Decimal("0.25"), date(2024, 4, 8), datetime(2024, 4, 8, 1, 30, tzinfo=UTC)]], columns)
    assert [c.value for c in sheet[2]] == [3, 7500.0001, 0.25, datetime(2024, 4, 8), datetime(2024, 4, 8, 9, 30)]


def test_missing_is_an_empty_cell_and_never_nought():
    assert read([[None]], [xlsx.Column("n", "count")]).cell(2, 1).value is None


def test_control_characters_and_endless_text_break_no_sheet():
    sheet = read([["a\x00b\x1bc"], ["x" * 40_000]])
    assert sheet.cell(2, 1).value == "abc"
    assert len(sheet.cell(3, 1).value) == 32_767


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="shorter"):
        read([["a"]], [xlsx.Column("a"), xlsx.Column("b")])


def test_the_name_of_a_sheet_loses_what_excel_refuses():
    assert read([], sheet="3月/4月:[a]*?" + "长" * 40).title == "3月4月a" + "长" * 26


def test_a_note_stands_below_the_table():
    sheet = read([["a"]], note="made up")
    assert sheet.cell(4, 1).value == "made up"


def test_a_download_carries_its_name_in_any_script():
    answer = xlsx.response("项目清单", [xlsx.Column("a")], [["b"]])
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''%E9%A1%B9%E7%9B%AE%E6%B8%85%E5%8D%95.xlsx"
    assert b"".join(answer.streaming_content)[:2] == b"PK"
