"""Tables of many shapes, each read to the figures it holds."""

from __future__ import annotations

from typing import Any

from leitai.workbooks.rules import amounts, dates, headings
from leitai.workbooks.tests.make import CODE, codes, places, read, sheet

FILE = "五井镇2024年3月.xlsx"
HEAD = ["项目名称", "总投资（万元）", "本月完成（万元）", "累计完成（万元）"]
A = ["甲", 100, 5, 20]


def of(*rows: list[Any], **more: Any) -> dict[str, Any]:
    return read(sheet("s", list(rows), **more), file=FILE)


def test_three_levels_without_merges() -> None:
    answer = of(
        ["序号", "项目名称", "投资（万元）", None, None, None, "备注"],
        [None, None, "计划", None, "完成", None, None],
        [None, None, "总投资", "年度", "本月", "累计", None],
        [1, *["甲", 100, 50, 5, 20]],
    )
    row = answer["rows"][0]
    assert [row[n] for n in ("total_wan", "annual_plan_wan", "month_wan", "cum_wan")] == [100, 50, 5, 20]


def test_months_with_plan_and_performance() -> None:
    merges = [(1, 3, 1, 4), (1, 5, 1, 6), (1, 1, 2, 1), (1, 2, 2, 2)]
    answer = of(
        ["项目名称", "总投资（万元）", "2月", None, "3月", None],
        [None, None, "计划", "完成", "计划", "完成"],
        ["甲", 100, 6, 5, 7, 6],
        merges=merges,
    )
    assert answer["rows"][0]["months_wan"] == [5, 6]
    assert answer["rows"][0]["month_wan"] == 6


def test_months_as_bare_numbers_below_a_group() -> None:
    merges = [(1, 3, 1, 5), (1, 1, 2, 1), (1, 2, 2, 2)]
    answer = of(
        ["项目名称", "总投资（万元）", "2024年各月完成投资（万元）", None, None],
        [None, None, 1, 2, 3],
        ["甲", 100, 5, 4, 6],
        merges=merges,
    )
    assert answer["rows"][0]["months_wan"] == [5, 4, 6]


def test_totals_above_their_rows() -> None:
    rows = [["甲", 100, 5, 20], ["乙", 200, 10, 20]]
    assert "SUM_MISMATCH" not in codes(of(HEAD, ["合计（2个）", 300, 15, 40], *rows))
    wrong = of(HEAD, ["合计（3个）", 310, 15, 40], *rows)
    assert (places(wrong, "SUM_MISMATCH"), places(wrong, "COUNT_MISMATCH")) == (["B2"], ["A2"])


def test_a_total_column_of_a_lying_table_is_no_project() -> None:
    rows = [
        ["项目名称", "甲", "乙", "小计"],
        ["总投资（万元）", 100, 200, 310],
        ["本月", 5, 6, 11],
        ["累计", 20, 30, 50],
        ["进展", "a", "b", None],
    ]
    answer = of(*rows)
    assert [r["row"] for r in answer["rows"]] == ["col B", "col C"]
    assert places(answer, "SUBTOTAL_MISMATCH") == ["D2"]


def test_what_is_no_project() -> None:
    odd = [
        ["—", "—", "—", "—"],
        [None, 5, 5, 5],
        ["其中：一期", 40, 5, 20],
        HEAD,
        ["1", "2", "3", "4"],
        ["填表人：甲"],
        ["2024年3月重点项目进度表"],
    ]
    assert [r["name"] for r in of(HEAD, A, *odd)["rows"]] == ["甲"]


def test_a_unit_row_and_a_note_for_single_amounts() -> None:
    assert of(["项目名称", "总投资"], [None, "亿元"], ["甲", 2])["rows"][0]["total_wan"] == 20000
    noted = of(["注：总投资单位为亿元，其余为万元"], ["项目名称", "总投资", "本月完成"], ["甲", 2, 300])
    assert (noted["rows"][0]["total_wan"], noted["rows"][0]["month_wan"]) == (20000, 300)
    assert "COLUMN_UNITS_DIFFER" in codes(noted)
    below = of(["项目名称", "总投资"], ["甲", 2], ["说明：金额单位为亿元"])
    assert below["rows"][0]["total_wan"] == 20000


def test_an_amount_named_in_a_remark_gives_no_unit() -> None:
    head = [*HEAD, "备注"]
    assert of(head, [*A, "含二期1.2亿"])["rows"][0]["total_wan"] == 100
    answer = of(head, [2, 2, 5, 20, "x"], ["甲", 2, 5, 20, "总投资单位为亿元"])
    assert answer["rows"][-1]["total_wan"] == 20000
    assert "UNIT_MIXED" in codes(answer)


def test_months_of_several_visible_sheets_are_compared() -> None:
    old = sheet("2月", [["五井镇2024年2月"], HEAD, ["甲", 100, 5, 15]])
    answer = read(old, sheet("3月", [["五井镇2024年3月"], HEAD, ["甲", 100, 5, 21]]), file=FILE)
    assert answer["period"] == "2024-03"
    assert places(answer, "MONTH_NE_CUM_DELTA") == ["D3"]
    assert not {"DUP_NAME_VARIANT", "PERIOD_CONFLICT"} & codes(answer)


def test_sheets_named_after_towns_give_the_town() -> None:
    answer = read(sheet("寺头镇", [HEAD, A]), sheet("五井", [HEAD, ["乙", 100, 5, 20]]), file="2024年3月汇总.xlsx")
    assert [r["town"] for r in answer["rows"]] == ["寺头镇", "五井镇"]
    assert answer["reporting_unit"] is None
    assert [p["sheet"] for p in answer["problems"] if p["code"] == "TOWN_ALIAS"] == ["五井"]


def test_values_in_files_of_separated_text_are_no_text_numbers() -> None:
    made = sheet(None, [HEAD, ["甲", "1,000", "5", "20"], ["乙", "200", "—", "30"]], is_csv=True)
    answer = read(made, file="五井镇2024年3月.csv")
    assert places(answer, "TEXT_NUMBER") == ["B2"]
    assert [r["total_wan"] for r in answer["rows"]] == [1000, 200]


def test_amounts_as_written() -> None:
    for text, wan in {
        "1亿2百万": 10200,
        "八千万": 8000,
        "￥9 800": 9800,
        "１７８００": 17800,
        "2OO": 200,
        "-40": -40,
        "3亿5000万元": 35000,
        "(40)": -40,
    }.items():
        assert amounts.read(text).wan(1.0) == wan
    for text in ("1500+300", "待定", "—", "三成", "40%"):
        assert amounts.read(text).wan(1.0) is None


def test_dates_as_written() -> None:
    for text, value in {
        "2024.1.8": "2024-01-08", "2024年5月": "2024-05", "2026": "2026", "2024年底": "2024-12", "5月上旬": "2024-05", "43927": "2020-04-06",
        "24.3.5": "2024-03-05", "二〇二四年五月": "2024-05", "去年底": "2023-12", "20240305": "2024-03-05",
    }.items():  # fmt: skip
        assert [f.value()["value"] for f in dates.read(text, 2024).good] == [value]
    for text in ("2024/2/30", "待定", "2024年13月"):
        assert dates.read(text, 2024).good == []


def test_headings() -> None:
    for path, field in {
        ("建设起止时间", "计划竣工"): "finish", ("投资（万元）", "计划", "年度"): "annual_plan_wan", ("上年同期", "1-3月"): "prev_year_wan",
        ("本月形象进度",): "status", ("截至本月累计",): "cum_wan", ("各月累计完成", "2月"): "cum_n", ("计划用地",): "land",
    }.items():  # fmt: skip
        assert headings.meaning(path).field == field
    assert not headings.is_heading("主体施工")
    assert CODE
