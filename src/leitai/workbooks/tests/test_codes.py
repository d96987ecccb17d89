"""Each problem code of the reading conventions: a small table that raises it, and a near miss that doesn't."""

from __future__ import annotations

from typing import Any

import pytest

from leitai.workbooks import terms
from leitai.workbooks.tests import make
from leitai.workbooks.tests.make import CODE, OTHER, places, read, row, sheet, usual

Rows = list[list[Any]]
LATER = [2, "乙园建设", CODE.format(2), 9000, 3000, 500, 100, 600, 2600, "2024年1月", "2025年12月", "基础", None]
TOTAL = ["合计", None, None, 29000, 11000, 1400, 400, 1800, 7600]

# code, rows that raise it, where, rows that don't
CELLS: list[tuple[str, Rows, str, Rows]] = [
    ("NAME_WHITESPACE", [row(name="甲厂 扩建")], "B3", [row(name="甲厂扩建")]),
    ("NAME_LINEBREAK", [row(name="甲厂\n扩建")], "B3", [row(name="甲厂　扩建")]),
    ("CODE_MISSING", [row(code=None)], "C3", [row()]),
    ("CODE_FORMAT", [row(code="2312-370724-04-01-1")], "C3", [row(code=" 2312-370724-04-01-000001")]),
    ("CODE_DUPLICATED", [row(), [*LATER[:2], CODE.format(1), *LATER[3:]]], "C3:C4", [row(), LATER]),
    ("DUP_NAME_VARIANT", [row(), [2, "甲厂扩建项目", *row(code=CODE.format(2))[2:]]], "B4", [row(), [2, "甲厂扩建二期", *row(code=CODE.format(2))[2:]]]),
    ("FULLWIDTH_DIGITS", [row(total="２００００")], "D3", [row(total="20000")]),
    ("TEXT_NUMBER", [row(total="20,000")], "D3", [row(total="２００００")]),
    ("LETTER_O_FOR_ZERO", [row(total="2OOOO")], "D3", [row(total="20000")]),
    ("EXPRESSION_TEXT", [row(total="15000+5000")], "D3", [row(total="15000-20000")]),
    ("RANGE_VALUE", [row(total="15000-20000")], "D3", [row(total=-20)]),
    ("APPROX_VALUE", [row(total="约20000")], "D3", [row(total="20000以上")]),
    ("LOWER_BOUND", [row(total="不少于20000")], "D3", [row(total="20000左右")]),
    ("NONNUMERIC", [row(total="待定")], "D3", [row(total=None)]),
    ("MISSING_VALUE", [row(total=None)], "D3", [row(total="—")]),
    ("UNIT_MIXED", [row(total="2亿元")], "D3", [row(total="20000万")]),
    ("UNIT_IN_CELL", [row(total="20000万元")], "D3", [row(total="2亿")]),
    ("UNIT_SUSPECT", [row(total=2, plan=8000)], "D3", [row(total=5000, plan=3000)]),
    ("DATE_SERIAL", [row(start=45352)], "J3", [row(start=2023)]),
    ("DATE_SERIAL_TEXT", [row(start="45352")], "J3", [row(start="20230501")]),
    ("DATE_FUZZY", [row(finish="2025年底")], "K3", [row(finish="2025年12月")]),
    ("DATE_NO_YEAR", [row(finish="12月")], "K3", [row(finish="2024.12")]),
    ("DATE_INVALID", [row(start="2023/2/30")], "J3", [row(start="2024/2/29")]),
    ("DATE_ORDER", [row(start="2025.7")], "J3:K3", [row(start="2025.6.20", finish="2025.6")]),
    ("MULTI_DATE", [row(finish="一期2024年6月；二期2026年")], "K3", [row(finish="2024年6月30日")]),
    ("START_AFTER_PERIOD", [row(start="2024.4.1")], "J3", [row(start="2024.3.31")]),
    ("MONTH_NE_CUM_DELTA", [row(year=1300)], "H3", [row(year=1200)]),
    ("CUM_DECREASED", [row(year=800, month=20)], "H3", [row(prev=900, month=-100, year=800)]),
    ("MONTH_GT_CUM", [row(prev=None, month=1500)], "G3", [row(prev=None, month=1200)]),
    ("CUM_GT_TOTAL", [row(cum=20001)], "I3", [row(cum=20000)]),
    ("CUM_GT_PLAN", [row(prev=7900, year=8200)], "H3", [row(prev=7700, year=8000)]),
    ("ZERO_MONTH", [row(month=0, year=900)], "G3", [row(month=0, year=900, cum=20000)]),
    ("NEGATIVE_MONTH", [row(month=-100, year=800)], "G3", [row(month=0, year=900, cum=20000)]),
    ("STATUS_CONFLICT", [row(status="尚未开工")], "L3", [row(status="已开工")]),
    ("SUM_MISMATCH", [row(), LATER, ["合计", None, None, 29001]], "D5", [row(), LATER, TOTAL]),
    ("SUBTOTAL_MISMATCH", [row(), LATER, ["小计", None, None, 28000]], "D5", [row(), LATER, ["小计", *TOTAL[1:]]]),
    ("COUNT_MISMATCH", [row(), LATER, ["合计", "3个"]], "B5", [row(), LATER, ["合计", "2个"]]),
    ("NIL_RETURN", [[None, "本月无"]], "B3", [row(name="无锡支援中心")]),
    ("TOWN_CONFLICT", [row(name="五井镇污水厂")], "B3", [row(name="城关街道污水厂")]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "bad", "where", "good"), CELLS, ids=[c[0] for c in CELLS])
def test_code_is_raised_there_and_not_by_its_near_miss(code: str, bad: Rows, where: str, good: Rows) -> None:
    assert places(read(usual(*bad)), code) == [where]
    assert code not in make.codes(read(usual(*good)))


def test_a_month_in_the_wrong_unit_is_shown_by_what_it_leads_to() -> None:
    answer = read(usual(row(prev=9000, month=0.05, year=9500, plan=12000, cum=9900)))
    assert places(answer, "UNIT_SUSPECT") == ["G3"]
    assert answer["rows"][0]["month_wan"] == 500
    assert "MONTH_NE_CUM_DELTA" not in make.codes(answer)


def test_an_amount_in_the_wrong_unit_is_shown_by_the_total() -> None:
    rows = [["甲", 100, 20], ["乙", 2, 10], ["合计", 20100, 30]]
    answer = read(usual(*rows, head=["项目名称", "总投资", "累计完成"]))
    assert places(answer, "UNIT_SUSPECT") == ["B4"]
    assert [r["total_wan"] for r in answer["rows"]] == [100, 20000]


def test_a_believable_report_raises_nothing() -> None:
    answer = read(usual(row(), LATER, TOTAL))
    assert answer["problems"] == []
    assert (answer["reporting_unit"], answer["period"], answer["kind"]) == ("城关街道", "2024-03", "progress")


def test_total_that_counts_a_duplicate() -> None:
    again = [2, "甲厂扩建项目", *row(code=CODE.format(2))[2:]]
    answer = read(usual(row(), again, ["合计", None, None, 40000]))
    assert places(answer, "TOTAL_DOUBLE_COUNT") == ["D5"]
    assert "SUM_MISMATCH" not in make.codes(answer)
    without = read(usual(row(), again, ["合计", None, None, 20000]))
    assert not {"TOTAL_DOUBLE_COUNT", "SUM_MISMATCH"} & make.codes(without)


def test_alike_names_need_two_figures_or_a_remark() -> None:
    far = [2, "甲厂扩建项目", CODE.format(2), 500, 100, 5, 5, 10, 10, "2024.1", "2024.12", None, None]
    assert "DUP_NAME_VARIANT" not in make.codes(read(usual(row(), far)))
    far[-1] = "与上一行重复"
    assert "DUP_NAME_VARIANT" in make.codes(read(usual(row(), far)))


@pytest.mark.parametrize(
    ("first", "second"),
    [("储能电站300MW", "储能电站660MW"), ("甲厂一期", "甲厂二期"), ("华能有限公司锂电材料", "联泓有限公司锂电材料")],
)
def test_other_phase_capacity_or_investor_is_another_project(first: str, second: str) -> None:
    rows = [row(name=first), [2, second, *row(code=CODE.format(2))[2:]]]
    assert "DUP_NAME_VARIANT" not in make.codes(read(usual(*rows)))


# ------------------------------------------------------------------------------------------------------ whole tables
def test_unit_missing_and_stated() -> None:
    bare = "城关街道2024年3月重点项目进展情况"
    assert places(read(usual(row(), title=bare)), "UNIT_MISSING") == ["D2:I2"]
    assert "UNIT_MISSING" not in make.codes(read(usual(row(), ["单位：万元"], title=bare)))
    agreed = [*make.HEAD]
    agreed[3] = "总投资（万元）"
    assert "UNIT_MISSING" not in make.codes(read(usual(row(), title=bare, head=agreed)))


def test_column_units_differ() -> None:
    head = [*make.HEAD]
    head[3] = "总投资（亿元）"
    answer = read(usual(row(total=2), head=head))
    assert places(answer, "COLUMN_UNITS_DIFFER") == ["D2:I2,A1"]
    assert answer["rows"][0]["total_wan"] == 20000
    head[3] = "总投资（万元）"
    assert "COLUMN_UNITS_DIFFER" not in make.codes(read(usual(row(), head=head)))


def test_second_header_only_where_order_or_units_change() -> None:
    moved = [*make.HEAD[:3], make.HEAD[4], make.HEAD[3], *make.HEAD[5:]]
    answer = read(usual(row(), moved, [*LATER[:3], LATER[4], LATER[3], *LATER[5:]]))
    assert places(answer, "SECOND_HEADER") == ["row4"]
    assert [r["total_wan"] for r in answer["rows"]] == [20000, 9000]
    assert "SECOND_HEADER" not in make.codes(read(usual(row(), make.HEAD, LATER)))


def test_no_code_column_is_said_once_and_not_of_intents() -> None:
    head = ["项目名称", "总投资", "本月", "累计"]
    assert places(read(usual(["甲厂", 100, 1, 2], ["乙厂", 300, 1, 2], head=head)), "CODE_MISSING") == [None]
    intents = usual(
        ["甲厂", 100, "2024.3", "意向"],
        head=["项目名称", "拟投资额", "签约时间", "状态"],
        title="城关街道2024年3月签约项目（万元）",
    )
    assert "CODE_MISSING" not in make.codes(read(intents))


def test_percent_notations() -> None:
    head = ["项目名称", "项目代码", "本年累计", "上年同期", "同比增长%"]
    rows = [
        ["甲", CODE.format(1), 125, 100, "25%"],
        ["乙", CODE.format(2), 150, 100, 0.5],
        ["丙", CODE.format(3), 111.1, 100, 11.1],
    ]
    answer = read(usual(*rows, head=head))
    assert [r["yoy_pct"] for r in answer["rows"]] == [25.0, 50.0, 11.1]
    assert places(answer, "PERCENT_FORMAT_MIXED") == ["E3:E5"]
    assert "PERCENT_FORMAT_MIXED" not in make.codes(read(usual(*rows[:1], head=head)))
    low = read(usual(["甲", CODE.format(1), 101.2, 100, 1.2], head=head))
    assert low["rows"][0]["yoy_pct"] == 1.2  # what the amounts confirm, though it might be a fraction


def test_formulas() -> None:
    rows = [row(), [*LATER[:6], None, None, None, *LATER[9:]], ["合计"]]
    made = usual(*rows)
    made.formulas = {(4, 7): "60+40", (4, 8): "F4+G4", (4, 9): "2500+H4-500", (5, 4): "SUM(D3:D4)", (5, 7): "G3/0"}
    made.uncached = set(made.formulas)
    answer = read(made)
    assert [answer["rows"][1][n] for n in ("month_wan", "cum_year_wan", "cum_wan")] == [100, 600, 2600]
    assert places(answer, "FORMULA_NO_CACHE") == ["D5,G4:I4,G5"] or set(
        places(answer, "FORMULA_NO_CACHE")[0].split(",")
    ) == {"G4:I4", "D5", "G5"}
    assert places(answer, "FORMULA_IN_DATA") == ["G4"]
    assert places(answer, "FORMULA_HARDCODED") == ["I4"]
    broken = usual(row(total=terms.ErrorValue("#REF!")))
    assert places(read(broken), "FORMULA_ERROR") == ["D3"]
    assert read(broken)["rows"][0]["total_wan"] is None


def test_notes_that_correct_and_notes_that_agree() -> None:
    made = usual(row())
    made.notes = {(3, 4): "张三:\n应为 26000 万元", (3, 5): "已核，8000"}
    answer = read(made)
    assert places(answer, "COMMENT_CORRECTION") == ["D3"]
    assert answer["rows"][0]["total_wan"] == 20000


def test_hidden_parts_are_named_and_not_read() -> None:
    made = usual(row(), OTHER, hidden_rows={4}, hidden_columns={12})
    answer = read(made, sheet("2月", [["x"]], state="hidden"), sheet("空", []))
    assert [r["row"] for r in answer["rows"]] == [3]
    assert "status" not in answer["rows"][0]
    assert (places(answer, "HIDDEN_ROW"), places(answer, "HIDDEN_COLUMN")) == (["row4"], ["L"])
    assert [p["sheet"] for p in answer["problems"] if p["code"] in ("HIDDEN_SHEET", "EMPTY_SHEET")] == ["2月", "空"]


def test_an_earlier_hidden_sheet_is_compared_with() -> None:
    head = ["项目名称", "项目代码", "总投资（万元）", "1-3月累计（万元）"]
    old = sheet(
        "2月",
        [["2024年2月"], [*head[:3], "1-2月累计（万元）"], ["甲厂项目", None, 5000, 900], ["乙厂", None, 800, 300]],
        state="hidden",
    )
    answer = read(usual(["甲厂", CODE.format(1), 5000, 700], ["乙厂", CODE.format(2), 800, None], head=head), old)
    assert places(answer, "CUM_DECREASED") == ["D3"]
    assert places(answer, "PREV_KNOWN") == ["D4"]
    calm = read(usual(["甲厂", CODE.format(1), 5000, 950], ["乙厂", CODE.format(2), 800, 300], head=head), old)
    assert not {"CUM_DECREASED", "PREV_KNOWN"} & make.codes(calm)


# ------------------------------------------------------------------------------------------------ period, unit, towns
def test_period_without_year_and_with_conflict() -> None:
    bare = read(usual(row(finish="2025.6"), title="城关街道3月重点项目（万元）"), file="城关街道3月.xlsx")
    assert bare["period"] is None
    assert "PERIOD_NO_YEAR" in make.codes(bare)
    odd = read(usual(row()), file="城关街道2024年4月.xlsx")
    assert [p["sheet"] for p in odd["problems"] if p["code"] == "PERIOD_CONFLICT"] == ["*"]
    assert odd["period"] == "2024-03"
    filed = usual(row(), ["填报时间：2024年4月2日"])
    assert "PERIOD_CONFLICT" not in make.codes(read(filed, file="城关街道3月（2024.4.2）.xlsx"))


def test_reporting_unit_from_cells_title_file_or_nowhere() -> None:
    named = usual(row(), title="重点项目2024年3月（万元）")
    assert read(named, file="2024年3月.xlsx")["reporting_unit"] is None
    assert "REPORTING_UNIT_UNKNOWN" in make.codes(read(named, file="2024年3月.xlsx"))
    assert read(named, file="嵩山、五井镇2024年3月.xlsx")["reporting_unit"] == "嵩山生态旅游区、五井镇"
    told = usual(row(), ["填报单位：寺头"], title="重点项目2024年3月（万元）")
    answer = read(told, file="2024年3月.xlsx")
    assert answer["reporting_unit"] == "寺头镇"
    assert places(answer, "TOWN_ALIAS") == ["A4"]


def test_towns_known_short_and_unknown() -> None:
    head = ["镇街", "项目名称", "项目代码", "总投资"]
    rows = [
        ["寺头", "甲", CODE.format(1), 1],
        ["寺头", "乙", CODE.format(2), 2],
        ["沂山镇", "丙", CODE.format(3), 3],
        ["九山镇政府", "丁", CODE.format(4), 4],
    ]
    answer = read(usual(*rows, head=head, title="全县2024年3月（万元）"), file="汇总.xlsx")
    assert [r["town"] for r in answer["rows"]] == ["寺头镇", "寺头镇", None, "九山镇"]
    assert answer["rows"][2]["town_as_reported"] == "沂山镇"
    assert (places(answer, "TOWN_ALIAS"), places(answer, "TOWN_UNKNOWN")) == (["A3"], ["A5"])


def test_trips_outside_and_across_the_period() -> None:
    rows = [["1", "1月4日-6日", "北京"], ["2", "3月30日-4月2日", "上海、苏州"], ["3", "4月8日", "青岛"]]
    made = sheet("外出招商", [["2024年一季度外出招商统计"], ["次数", "时间", "地点"], *rows])
    answer = read(made, file="招商.xlsx")
    assert answer["period"] == "2024-Q1"
    assert [t["place"] for t in answer["trips"]] == [["北京"], ["上海", "苏州"], ["青岛"]]
    assert (places(answer, "PERIOD_CROSS"), places(answer, "PERIOD_OUTSIDE")) == (["B4"], ["B5"])
    assert answer["trip_count_in_period"] == 2
    assert places(answer, "DATE_NO_YEAR") == ["B3", "B4", "B5"]


@pytest.mark.parametrize("odd", [1e308, -1e308, float("inf"), float("nan"), "9" * 400])
def test_a_number_beyond_all_amounts_is_none(odd: object) -> None:
    answer = read(sheet("表", [["项目名称", "总投资（亿元）", "本月（万元）"], ["甲厂", odd, 5]]))
    assert answer["rows"][0]["total_wan"] is None
