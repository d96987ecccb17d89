"""Workbooks the reader was not written for, each with its own key by READING's conventions: other words, other layouts.

`make(folder)` writes them and `expected.json` in the form that data/score.py takes.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment

Sheet = Any
MAKERS: list[Callable[[Path], dict[str, Any]]] = []


def maker(function: Callable[[Path], dict[str, Any]]) -> Callable[[Path], dict[str, Any]]:
    MAKERS.append(function)
    return function


def d(text: str | None) -> dict[str, str] | None:
    return text and {"value": text, "precision": {4: "year", 7: "month", 10: "day"}[len(text)]}


def book(*names: str) -> tuple[Any, list[Sheet]]:
    wb = openpyxl.Workbook()
    wb.active.title = names[0]
    return wb, [wb.active, *(wb.create_sheet(n) for n in names[1:])]


def put(ws: Sheet, top: int, rows: list[list[Any]], left: int = 1) -> None:
    for r, row in enumerate(rows, top):
        for c, v in enumerate(row, left):
            if v is not None:
                cell = ws.cell(r, c)
                cell.value = v
                if isinstance(v, str) and v.startswith("#"):
                    cell.data_type = "e"


def p(code: str, sheet: str | None, cell: str | None, **more: Any) -> dict[str, Any]:
    return {"code": code, "sheet": sheet, "cell": cell, "severity": "", "zh": "", **more}


def entry(
    file: str,
    unit: str | None,
    period: str | None,
    kind: str,
    rows: list[dict[str, Any]],
    problems: list[dict[str, Any]],
    **more: Any,
) -> dict[str, Any]:
    for r in rows:
        for name in ("start", "finish", "signed", "phase1_finish"):
            if name in r:
                r[name] = d(r[name])
    return {
        "file": file,
        "reporting_unit": unit,
        "period": period,
        "kind": kind,
        "rows": rows,
        "problems": problems,
        **more,
    }


@maker
def bottom_title_cumulative(folder: Path) -> dict[str, Any]:
    file = "九山镇在建工程（2024年5月）.xlsx"
    wb, (ws,) = book("进度")
    put(
        ws,
        1,
        [
            [
                "编号",
                "工程名称",
                "业主单位",
                "投资总额",
                "2024年度投资目标",
                "1月累计",
                "1-2月累计",
                "1-3月累计",
                "1-4月累计",
                "1-5月累计",
                "动工日期",
                "完工日期",
                "工程形象进度",
                "说明",
            ]
        ],
    )
    put(
        ws,
        2,
        [
            [
                1,
                "黑山片区供水提升工程",
                "九山水务",
                3800,
                2000,
                100,
                260,
                420,
                700,
                980,
                "2023年11月",
                "2024年10月底",
                "管网铺设",
                None,
            ],
            [2, "淹子岭景区改造", "沂蒙文旅公司", "1.5亿", 6000, 0, 0, 300, 250, 800, "2024/3/1", 46022, "土建", None],
            [
                3,
                "宋王庄冷链物流园",
                None,
                "五千六百万",
                1500,
                None,
                50,
                120,
                120,
                120,
                "去年10月",
                "2025年",
                "停工",
                "资金紧张",
            ],
            ["合　计", None, None, 24400, 9500, 100, 310, 840, 1070, 1900],
        ],
    )
    ws.merge_cells("A5:B5")
    put(ws, 7, [["九山镇2024年在建工程投资进度表（单位：万元）"], ["填报人：王某　　审核：李某　　2024年6月3日"]])
    ws.merge_cells("A7:N7")
    wb.save(folder / file)
    s = "进度"
    rows = [
        dict(
            sheet=s,
            row=2,
            name="黑山片区供水提升工程",
            seq=1,
            investor="九山水务",
            total_wan=3800,
            annual_plan_wan=2000,
            cum_by_month_wan=[100, 260, 420, 700, 980],
            cum_year_wan=980,
            start="2023-11",
            finish="2024-10",
            status="管网铺设",
        ),
        dict(
            sheet=s,
            row=3,
            name="淹子岭景区改造",
            seq=2,
            investor="沂蒙文旅公司",
            total_wan=15000,
            annual_plan_wan=6000,
            cum_by_month_wan=[0, 0, 300, 250, 800],
            cum_year_wan=800,
            start="2024-03-01",
            finish="2025-12-31",
            status="土建",
        ),
        dict(
            sheet=s,
            row=4,
            name="宋王庄冷链物流园",
            seq=3,
            investor=None,
            total_wan=5600,
            annual_plan_wan=1500,
            cum_by_month_wan=[None, 50, 120, 120, 120],
            cum_year_wan=120,
            finish="2025",
            status="停工",
        ),
    ]
    problems = [
        p("UNIT_MIXED", s, "D3"),
        p("CUM_DECREASED", s, "I3"),
        p("DATE_SERIAL", s, "L3"),
        p("DATE_FUZZY", s, "L2"),
        p("UNIT_IN_CELL", s, "D4"),
        p("DATE_NO_YEAR", s, "K4"),
        p("CODE_MISSING", s, None),
    ]
    return entry(file, "九山镇", "2024-05", "progress", rows, problems)


@maker
def side_by_side(folder: Path) -> dict[str, Any]:
    file = "柳山镇6月项目表.xlsx"
    wb, (ws,) = book("Sheet1")
    put(
        ws,
        1,
        [
            ["柳山镇2024年6月份重点项目推进情况"],
            ["报送单位：柳山镇人民政府", None, None, None, None, None, None, None, "单位：万元"],
        ],
    )
    ws.merge_cells("A1:K1")
    put(ws, 3, [["续建项目", None, None, None, None, None, "新开工项目"]])
    ws.merge_cells("A3:E3")
    ws.merge_cells("G3:K3")
    put(
        ws,
        4,
        [
            [
                "序号",
                "项目名称",
                "总投资",
                "本月完成投资",
                "累计完成投资",
                None,
                "序号",
                "项目名称",
                "总投资",
                "本月完成投资",
                "累计完成投资",
            ]
        ],
    )
    put(
        ws,
        5,
        [
            [1, "老龙湾酒业扩建", 9000, 300, 5200, None, 1, "丹河湿地公园", 4200, 200, 200],
            [2, "柳山石材园区", 12000, "1２0", 11000, None, 2, "光伏发电 一期", 6800, 0, 900],
            [3, "朱封粮仓", 2600, -20, 2000, None, 3, "富硒苹果基地", "2600-3000", 60, 60],
            ["合计", "3个", 23600, 400, 18200, None, "合计", "4个", 13600, 260, 1160],
        ],
    )
    wb.save(folder / file)
    s = "Sheet1"
    rows = [
        dict(sheet=s, row=5, name="老龙湾酒业扩建", seq=1, total_wan=9000, month_wan=300, cum_wan=5200),
        dict(sheet=s, row=6, name="柳山石材园区", seq=2, total_wan=12000, month_wan=120, cum_wan=11000),
        dict(sheet=s, row=7, name="朱封粮仓", seq=3, total_wan=2600, month_wan=-20, cum_wan=2000),
        dict(sheet=s, row=5, name="丹河湿地公园", seq=1, total_wan=4200, month_wan=200, cum_wan=200),
        dict(sheet=s, row=6, name="光伏发电一期", seq=2, total_wan=6800, month_wan=0, cum_wan=900),
        dict(
            sheet=s,
            row=7,
            name="富硒苹果基地",
            seq=3,
            total_wan=None,
            total_range_wan=[2600, 3000],
            month_wan=60,
            cum_wan=60,
        ),
    ]
    problems = [
        p("FULLWIDTH_DIGITS", s, "D6"),
        p("NEGATIVE_MONTH", s, "D7"),
        p("NAME_WHITESPACE", s, "H6"),
        p("ZERO_MONTH", s, "J6"),
        p("RANGE_VALUE", s, "I7"),
        p("COUNT_MISMATCH", s, "H8"),
        p("CODE_MISSING", s, None),
    ]
    return entry(file, "柳山镇", "2024-06", "progress", rows, problems)


@maker
def unit_per_row(folder: Path) -> dict[str, Any]:
    file = "辛寨2024年4月.xlsx"
    wb, (ws,) = book("4月")
    put(ws, 1, [["辛寨街道在建项目调度"]])
    ws.merge_cells("A1:J1")
    put(
        ws,
        2,
        [
            [
                "序",
                "项目全称",
                "项目赋码",
                "金额单位",
                "计划总投资",
                "当年计划",
                "4月份完成",
                "年初至今完成",
                "完成年度计划%",
                "备注",
            ],
            [1, "新型建材\n生产线", "2403-370724-04-01-123456", "亿元", 1.2, 0.5, 0.08, 0.2, 0.4, None],
            [2, "弥河生态廊道", "2403-370724-04-01-12345", "万元", 8600, 3000, 500, 1500, "50%", None],
            [3, "农机装备产业园", None, None, 20000, 9000, 1000, 2700, 30, "总投资单位为亿元"],
            [4, "辛寨敬老院", "2403-370724-04-01-123456", "万元", 900, 300, 40, 330, None, None],
            [5, "数字乡村", "2401-370724-04-01-000009", "万元", "待批", "300元", "—", "约80", "#DIV/0!", None],
        ],
    )
    wb.save(folder / file)
    s = "4月"
    rows = [
        dict(
            sheet=s,
            row=3,
            name="新型建材生产线",
            seq=1,
            code="2403-370724-04-01-123456",
            total_wan=12000,
            annual_plan_wan=5000,
            month_wan=800,
            cum_year_wan=2000,
            pct_of_plan=40.0,
        ),
        dict(
            sheet=s,
            row=4,
            name="弥河生态廊道",
            seq=2,
            code="2403-370724-04-01-12345",
            total_wan=8600,
            annual_plan_wan=3000,
            month_wan=500,
            cum_year_wan=1500,
            pct_of_plan=50.0,
        ),
        dict(
            sheet=s,
            row=5,
            name="农机装备产业园",
            seq=3,
            code=None,
            annual_plan_wan=9000,
            month_wan=1000,
            cum_year_wan=2700,
            pct_of_plan=30.0,
            optional_fields=["total_wan"],
        ),
        dict(
            sheet=s,
            row=6,
            name="辛寨敬老院",
            seq=4,
            code="2403-370724-04-01-123456",
            total_wan=900,
            annual_plan_wan=300,
            month_wan=40,
            cum_year_wan=330,
            pct_of_plan=None,
        ),
        dict(
            sheet=s,
            row=7,
            name="数字乡村",
            seq=5,
            code="2401-370724-04-01-000009",
            total_wan=None,
            annual_plan_wan=0.03,
            month_wan=None,
            cum_year_wan=80,
            pct_of_plan=None,
        ),
    ]
    problems = [
        p("NAME_LINEBREAK", s, "B3"),
        p("CODE_FORMAT", s, "C4"),
        p("CODE_MISSING", s, "C5"),
        p("UNIT_MISSING", s, "D5"),
        p("UNIT_MIXED", s, "E5", accept={"code": ["UNIT_SUSPECT"]}),
        p("CODE_DUPLICATED", s, "C3,C6"),
        p("PERCENT_FORMAT_MIXED", s, "I3:I7"),
        p("CUM_GT_PLAN", s, "H6"),
        p("NONNUMERIC", s, "E7"),
        p("NONNUMERIC", s, "G7"),
        p("APPROX_VALUE", s, "H7"),
        p("UNIT_MIXED", s, "F7"),
        p("FORMULA_ERROR", s, "I7"),
        p("UNIT_SUSPECT", s, "E5", optional=True),
        p("UNIT_SUSPECT", s, "F7", optional=True),
        p("CUM_GT_PLAN", s, "H7"),
    ]
    return entry(file, "辛寨街道", "2024-04", "progress", rows, problems)


@maker
def lying_three_levels(folder: Path) -> dict[str, Any]:
    file = "嵩山生态旅游区项目卡.xlsx"
    wb, (ws,) = book("项目卡")
    put(ws, 1, [["嵩山生态旅游区重大项目一览（截止2024年2月底）"]])
    put(
        ws,
        2,
        [
            ["基本情况", "工程名称", "抽蓄电站进场道路", "云顶民宿集群", "地质博物馆", "合计"],
            [None, "建设主体", "国网新源", "云顶文旅", "国网新源"],
            ["投资\n（亿元）", "概算", 1.1, "１．３", 0.45, 2.85],
            [None, "2024年目标", 0.6, 0.5, 0.2, 1.3],
            ["完成\n（万元）", "当月", 400, 0, 120, 520],
            [None, "1-2月", 900, 600, "100", 1600],
            ["时间", "开工日期", "2022年10月", "2023.7.1-2024.12.31", "45292"],
            [None, "完工日期", "2024年年底", None, "2023年6月"],
            ["占地（亩）", None, 35, 80.5, 12],
            ["形象进度", None, "路基施工", "主体封顶", "尚未开工"],
        ],
    )
    for a in ("A2:A3", "A4:A5", "A6:A7", "A8:A9", "A10:B10", "A11:B11", "A1:F1"):
        ws.merge_cells(a)
    wb.save(folder / file)
    s = "项目卡"
    rows = [
        dict(
            sheet=s,
            row="col C",
            name="抽蓄电站进场道路",
            investor="国网新源",
            total_wan=11000,
            annual_plan_wan=6000,
            month_wan=400,
            cum_year_wan=900,
            start="2022-10",
            finish="2024-12",
            land_mu=35,
            status="路基施工",
        ),
        dict(
            sheet=s,
            row="col D",
            name="云顶民宿集群",
            investor="云顶文旅",
            total_wan=13000,
            annual_plan_wan=5000,
            month_wan=0,
            cum_year_wan=600,
            start="2023-07-01",
            finish="2024-12-31",
            land_mu=80.5,
            status="主体封顶",
        ),
        dict(
            sheet=s,
            row="col E",
            name="地质博物馆",
            investor="国网新源",
            total_wan=4500,
            annual_plan_wan=2000,
            month_wan=120,
            cum_year_wan=100,
            start="2024-01-01",
            finish="2023-06",
            land_mu=12,
            status="尚未开工",
        ),
    ]
    problems = [
        p("FULLWIDTH_DIGITS", s, "D4"),
        p("ZERO_MONTH", s, "D6"),
        p("TEXT_NUMBER", s, "E7"),
        p("MONTH_GT_CUM", s, "E6", accept={"cell": ["E7"]}),
        p("DATE_SERIAL_TEXT", s, "E8"),
        p("DATE_FUZZY", s, "C9"),
        p("DATE_ORDER", s, "E8:E9"),
        p("MULTI_DATE", s, "D8"),
        p("STATUS_CONFLICT", s, "E11"),
        p("COLUMN_UNITS_DIFFER", s, "A4:A7"),
        p("CODE_MISSING", s, None),
    ]
    return entry(file, "嵩山生态旅游区", "2024-02", "progress", rows, problems)


@maker
def semicolons(folder: Path) -> dict[str, Any]:
    file = "蒋峪镇_2024年7月_项目月报.csv"
    lines = [
        "蒋峪镇重点项目月报;;;;;;;",
        "单位：万元;;;;;;;",
        "序号;项目名称;项目代码;总投资;年度计划;本月;本年累计;开工时间",
        '1;"沂山民宿\n改造";2311-370724-04-01-000777;3,200;1500;210;990;2024-03-05',
        "2;蒋峪花卉大棚;;￥1800;900;0;450;2023年9月",
        "3;马站河治理;2311-370724-04-01-000778;007;5;;3;",
        "合计;;;5007;2405;210;1443;",
    ]
    (folder / file).write_bytes("\r\n".join(lines).encode("gb18030"))
    rows = [
        dict(
            sheet=None,
            row=4,
            name="沂山民宿改造",
            seq=1,
            code="2311-370724-04-01-000777",
            total_wan=3200,
            annual_plan_wan=1500,
            month_wan=210,
            cum_year_wan=990,
            start="2024-03-05",
        ),
        dict(
            sheet=None,
            row=5,
            name="蒋峪花卉大棚",
            seq=2,
            code=None,
            total_wan=1800,
            annual_plan_wan=900,
            month_wan=0,
            cum_year_wan=450,
            start="2023-09",
        ),
        dict(
            sheet=None,
            row=6,
            name="马站河治理",
            seq=3,
            code="2311-370724-04-01-000778",
            total_wan=7,
            annual_plan_wan=5,
            month_wan=None,
            cum_year_wan=3,
            start=None,
        ),
    ]
    problems = [
        p("NAME_LINEBREAK", None, "B4"),
        p("TEXT_NUMBER", None, "D4"),
        p("TEXT_NUMBER", None, "D5"),
        p("CODE_MISSING", None, "C5"),
        p("ZERO_MONTH", None, "F5"),
        p("MISSING_VALUE", None, "F6"),
    ]
    return entry(file, "蒋峪镇", "2024-07", "progress", rows, problems)


@maker
def hidden_and_notes(folder: Path) -> dict[str, Any]:
    file = "冶源街道8月重点项目.xlsx"
    wb, (ws, old) = book("8月", "7月")
    put(
        ws,
        1,
        [["2024年8月冶源街道重点项目进展"], ["填报单位：冶源", None, None, None, None, None, None, "金额单位：万元"]],
    )
    ws.merge_cells("A1:I1")
    put(
        ws,
        3,
        [
            ["序号", "项目名称", "负责人", "总投资", "内部口径", "8月完成", "累计", "计划竣工时间", "进展"],
            [1, "老龙湾提升", "甲", 6000, 5500, 300, 2600, "2025.6", "装修"],
            [2, "平安峪光伏", "乙", 8000, 7000, 500, 3900, "二○二五年三月", "安装"],
            [3, "宠物食品厂", "丙", 3, 3, 260, 1500, "12月", "主体"],
            [4, "旧厂改造", "丁", 1000, 900, 10, 700, "长期", "收尾"],
            [5, "冷库扩建", "戊", 2000, 2000, 100, None, "2024年8月中旬", "主体"],
            [6, "老龙湾景区提升项目", "甲", 6000, 5500, 300, 2600, "2025.6", "装修"],
            ["总计", None, None, 23003, None, 1470, 11300],
        ],
    )
    ws.column_dimensions["E"].hidden = True
    ws.row_dimensions[7].hidden = True
    ws["D5"].comment = Comment("审核:\n应为 9000", "审核")
    ws["F4"].comment = Comment("已与财务核对，300", "审核")
    put(
        old,
        1,
        [
            ["2024年7月冶源街道重点项目进展（万元）"],
            ["序号", "项目名称", "总投资", "累计"],
            [1, "老龙湾提升", 6000, 2300],
            [2, "平安峪光伏项目", 8000, 3300],
            [3, "宠物食品厂", 30000, 1240],
            [4, "冷库扩建", 2000, 640],
        ],
    )
    old.sheet_state = "hidden"
    wb.save(folder / file)
    s = "8月"
    rows = [
        dict(
            sheet=s,
            row=4,
            name="老龙湾提升",
            seq=1,
            total_wan=6000,
            month_wan=300,
            cum_wan=2600,
            finish="2025-06",
            status="装修",
        ),
        dict(
            sheet=s,
            row=5,
            name="平安峪光伏",
            seq=2,
            total_wan=8000,
            month_wan=500,
            cum_wan=3900,
            finish="2025-03",
            status="安装",
        ),
        dict(
            sheet=s,
            row=6,
            name="宠物食品厂",
            seq=3,
            total_wan=30000,
            month_wan=260,
            cum_wan=1500,
            finish="2024-12",
            status="主体",
        ),
        dict(
            sheet=s,
            row=8,
            name="冷库扩建",
            seq=5,
            total_wan=2000,
            month_wan=100,
            cum_wan=None,
            finish="2024-08",
            status="主体",
        ),
        dict(
            sheet=s,
            row=9,
            name="老龙湾景区提升项目",
            seq=6,
            total_wan=6000,
            month_wan=300,
            cum_wan=2600,
            finish="2025-06",
            status="装修",
            duplicate_of=4,
        ),
    ]
    problems = [
        p("HIDDEN_COLUMN", s, "E"),
        p("HIDDEN_ROW", s, "row7"),
        p("HIDDEN_SHEET", "7月", None),
        p("COMMENT_CORRECTION", s, "D5"),
        p("MONTH_NE_CUM_DELTA", s, "G5"),
        p("UNIT_SUSPECT", s, "D6"),
        p("DATE_NO_YEAR", s, "H6"),
        p("MISSING_VALUE", s, "G8"),
        p("PREV_KNOWN", s, "G8"),
        p("DATE_FUZZY", s, "H8"),
        p("DUP_NAME_VARIANT", s, "B9"),
        p("CODE_MISSING", s, None),
        p("SUM_MISMATCH", s, "D10"),
        p("TOTAL_DOUBLE_COUNT", s, "F10", optional=True),
    ]
    return entry(file, "冶源街道", "2024-08", "progress", rows, problems)


@maker
def trips_and_intents(folder: Path) -> dict[str, Any]:
    file = "城关街道二季度招商情况.xlsx"
    wb, (trips, deals) = book("赴外招商", "洽谈项目")
    put(trips, 1, [["城关街道2024年第二季度外出招商活动情况"]])
    put(
        trips,
        2,
        [
            ["序号", "出发日期", "返回日期", "目的地", "带队领导", "拜访企业", "备注"],
            [1, "4.8", "4.10", "深圳、东莞", "略", "略", None],
            [2, "2024年5月20日", "5月22日", "杭州", "略", "略", None],
            [3, "5月底", None, "南京", "略", "略", None],
            [4, "６月28日", "7月2日", "合肥/芜湖", "略", "略", None],
            [5, "3月30日", "3月31日", "天津", "略", "略", None],
            ["合计", "6次"],
        ],
    )
    put(deals, 1, [["在谈及签约项目情况", None, None, None, None, None, "单位：亿元"]])
    put(
        deals,
        2,
        [
            ["序号", "项目", "投资商", "拟投资额", "签订时间", "洽谈进展", "行业"],
            [1, "新能源汽车配件", "宁波某公司", "不低于5", "2024年6月", "正式合同", "汽车"],
            [2, "生物饲料", "正大", "1.2-1.5", "待定", "意向", "农业"],
            [3, "食品包装", "苏州华源", "八千万", "5月中旬", "框架", None],
            [4, "本地项目", None, None, None, "在谈", None],
            ["合计", "4个"],
        ],
    )
    wb.save(folder / file)
    t, s = "赴外招商", "洽谈项目"
    rows = [
        dict(
            sheet=s,
            row=3,
            name="新能源汽车配件",
            seq=1,
            investor="宁波某公司",
            total_wan=50000,
            total_at_least=True,
            signed="2024-06",
            status="正式合同",
            industry="汽车",
        ),
        dict(
            sheet=s,
            row=4,
            name="生物饲料",
            seq=2,
            investor="正大",
            total_wan=None,
            total_range_wan=[12000, 15000],
            signed=None,
            status="意向",
            industry="农业",
        ),
        dict(
            sheet=s,
            row=5,
            name="食品包装",
            seq=3,
            investor="苏州华源",
            total_wan=8000,
            signed="2024-05",
            status="框架",
            industry=None,
        ),
        dict(
            sheet=s,
            row=6,
            name="本地项目",
            seq=4,
            investor=None,
            total_wan=None,
            signed=None,
            status="在谈",
            industry=None,
        ),
    ]
    trip = [
        dict(sheet=t, row=3, start=d("2024-04-08"), end=d("2024-04-10"), place=["深圳", "东莞"]),
        dict(sheet=t, row=4, start=d("2024-05-20"), end=d("2024-05-22"), place=["杭州"]),
        dict(sheet=t, row=5, start=d("2024-05"), end=d("2024-05"), place=["南京"]),
        dict(sheet=t, row=6, start=d("2024-06-28"), end=d("2024-07-02"), place=["合肥", "芜湖"], crosses_period=True),
        dict(sheet=t, row=7, start=d("2024-03-30"), end=d("2024-03-31"), place=["天津"], outside_period=True),
    ]
    problems = [
        p("DATE_NO_YEAR", t, "B3:C3"),
        p("DATE_NO_YEAR", t, "C4"),
        p("DATE_NO_YEAR", t, "B5"),
        p("DATE_FUZZY", t, "B5"),
        p("DATE_NO_YEAR", t, "B6:C6"),
        p("DATE_NO_YEAR", t, "B7:C7"),
        p("FULLWIDTH_DIGITS", t, "B6"),
        p("PERIOD_CROSS", t, "B6"),
        p("PERIOD_OUTSIDE", t, "B7"),
        p("COUNT_MISMATCH", t, "B8"),
        p("LOWER_BOUND", s, "D3"),
        p("RANGE_VALUE", s, "D4"),
        p("NONNUMERIC", s, "E4"),
        p("UNIT_MIXED", s, "D5"),
        p("DATE_NO_YEAR", s, "E5"),
        p("DATE_FUZZY", s, "E5"),
        p("MISSING_VALUE", s, "D6"),
    ]
    return entry(
        file, "城关街道", "2024-Q2", "investment_promotion", rows, problems, trips=trip, trip_count_in_period=4
    )


@maker
def towns_by_group(folder: Path) -> dict[str, Any]:
    file = "全县重点项目2024年9月.xlsx"
    wb, (ws, _empty) = book("汇总表", "Sheet2")
    put(ws, 1, [["全县重点项目2024年9月份进度汇总表"], ["单位：万元"]])
    ws.merge_cells("A1:I1")
    ws.merge_cells("A2:I2")
    put(
        ws,
        3,
        [
            ["序号", "所属镇街", "项目名称", "投资", None, None, "工期", None, "备注"],
            [None, None, None, "总投资", "今年计划", "自开工累计", "开工", "竣工"],
            ["1", "2", "3", "4", "5", "6", "7", "8", "9"],
        ],
    )
    for a in ("A3:A4", "B3:B4", "C3:C4", "D3:F3", "G3:H3", "I3:I4"):
        ws.merge_cells(a)
    put(
        ws,
        6,
        [
            ["合计", None, "6个", 66200, 27500, 25500],
            ["一、工业项目", None, None, 37000, 15000, 13900],
            [1, "东城街道", "铝型材深加工", 20000, 8000, 7000, "2023.3.1", "2024.11.30", None],
            [2, None, "轻合金压铸", 12000, 5000, 4900, "2024.2", "2025.2", None],
            [3, "五井", "石灰岩综合利用", 5000, 2000, 2000, "2023.5", "2024.5", None],
            ["二、服务业项目", None, None, 29200, 12500, 11600],
            [4, "沂山景区", "沂山索道更新", 9200, 4500, 3600, "2024年1月", "2024年12月", None],
            [5, "九山", "红色旅游基地", 8000, 3000, 3000, "2023年", "2025年", "含二期"],
            [6, "石家河镇", "生态研学营地", 12000, 5000, 5000, "2025.1", "2026.1", None],
        ],
    )
    ws.merge_cells("B8:B9")
    wb.save(folder / file)
    s = "汇总表"
    rows = [
        dict(
            sheet=s,
            row=8,
            name="铝型材深加工",
            seq=1,
            town="东城街道",
            total_wan=20000,
            annual_plan_wan=8000,
            cum_wan=7000,
            start="2023-03-01",
            finish="2024-11-30",
        ),
        dict(
            sheet=s,
            row=9,
            name="轻合金压铸",
            seq=2,
            town="东城街道",
            total_wan=12000,
            annual_plan_wan=5000,
            cum_wan=4900,
            start="2024-02",
            finish="2025-02",
        ),
        dict(
            sheet=s,
            row=10,
            name="石灰岩综合利用",
            seq=3,
            town="五井镇",
            total_wan=5000,
            annual_plan_wan=2000,
            cum_wan=2000,
            start="2023-05",
            finish="2024-05",
        ),
        dict(
            sheet=s,
            row=12,
            name="沂山索道更新",
            seq=4,
            total_wan=9200,
            annual_plan_wan=4500,
            cum_wan=3600,
            start="2024-01",
            finish="2024-12",
        ),
        dict(
            sheet=s,
            row=13,
            name="红色旅游基地",
            seq=5,
            town="九山镇",
            total_wan=8000,
            annual_plan_wan=3000,
            cum_wan=3000,
            start="2023",
            finish="2025",
        ),
        dict(
            sheet=s,
            row=14,
            name="生态研学营地",
            seq=6,
            town=None,
            town_as_reported="石家河镇",
            total_wan=12000,
            annual_plan_wan=5000,
            cum_wan=5000,
            start="2025-01",
            finish="2026-01",
        ),
    ]
    problems = [
        p("TOWN_ALIAS", s, "B10"),
        p("TOWN_UNKNOWN", s, "B12", optional=True),
        p("TOWN_UNKNOWN", s, "B14"),
        p("START_AFTER_PERIOD", s, "G14"),
        p("CODE_MISSING", s, None),
        p("EMPTY_SHEET", "Sheet2", None),
        p("REPORTING_UNIT_UNKNOWN", "*", None),
    ]
    return entry(file, None, "2024-09", "progress", rows, problems)


@maker
def formulas_and_percent(folder: Path) -> dict[str, Any]:
    file = "技术改造项目2024年6月（发改）.xlsx"
    wb, (ws, aux) = book("技改", "参数")
    put(
        ws,
        1,
        [
            ["县发改局技术改造项目进度表"],
            [
                "企业",
                "技改项目名称",
                "项目代码",
                "投资总额(万元)",
                "年度计划(万元)",
                "1-5月完成",
                "6月完成",
                "1-6月完成",
                "去年同期",
                "同比(%)",
                "完成率",
            ],
        ],
    )
    put(
        ws,
        3,
        [
            [
                "甲公司",
                "注塑机更新",
                "2405-370724-07-02-000101",
                1200,
                800,
                300,
                100,
                "=F3+G3",
                320,
                "=(H3-I3)/I3",
                "=H3/E3",
            ],
            [
                "乙公司",
                "喷涂线升级",
                "2405-370724-07-02-000102",
                "=300*4",
                600,
                200,
                "=50+30",
                "=F4+G4+20",
                250,
                20,
                "50%",
            ],
            [
                "丙公司",
                "锅炉节能改造",
                "2405-370724-07-02-000103",
                900,
                500,
                "3O0",
                40,
                "=SUM(F5:G5)",
                0,
                "=(H5-I5)/I5",
                0.68,
            ],
            ["丁公司", "仓储自动化", "2405-370724-07-02-000104", "=参数!B1", 400, 100, 0, 100, 80, 0.25, "一半"],
            [
                "合计",
                None,
                None,
                "=SUM(D3:D6)",
                "=SUM(E3:E6)",
                "=SUM(F3:F6)",
                "=SUM(G3:G6)",
                "=SUM(H3:H6)",
                "=SUM(I3:I6)",
            ],
        ],
    )
    put(aux, 1, [["仓储", 700]])
    ws["J6"].number_format = "0.0%"
    wb.save(folder / file)
    s = "技改"
    rows = [
        dict(
            sheet=s,
            row=3,
            name="注塑机更新",
            investor="甲公司",
            code="2405-370724-07-02-000101",
            total_wan=1200,
            annual_plan_wan=800,
            prev_cum_year_wan=300,
            month_wan=100,
            cum_year_wan=400,
            prev_year_wan=320,
            yoy_pct=25.0,
            pct_of_plan=50.0,
        ),
        dict(
            sheet=s,
            row=4,
            name="喷涂线升级",
            investor="乙公司",
            code="2405-370724-07-02-000102",
            total_wan=1200,
            annual_plan_wan=600,
            prev_cum_year_wan=200,
            month_wan=80,
            cum_year_wan=300,
            prev_year_wan=250,
            yoy_pct=20.0,
            pct_of_plan=50.0,
        ),
        dict(
            sheet=s,
            row=5,
            name="锅炉节能改造",
            investor="丙公司",
            code="2405-370724-07-02-000103",
            total_wan=900,
            annual_plan_wan=500,
            prev_cum_year_wan=300,
            month_wan=40,
            cum_year_wan=340,
            prev_year_wan=0,
            yoy_pct=None,
            pct_of_plan=68.0,
        ),
        dict(
            sheet=s,
            row=6,
            name="仓储自动化",
            investor="丁公司",
            code="2405-370724-07-02-000104",
            total_wan=700,
            annual_plan_wan=400,
            prev_cum_year_wan=100,
            month_wan=0,
            cum_year_wan=100,
            prev_year_wan=80,
            yoy_pct=25.0,
            pct_of_plan=None,
        ),
    ]
    problems = [
        p("FORMULA_NO_CACHE", s, None),
        p("FORMULA_IN_DATA", s, "D4"),
        p("FORMULA_IN_DATA", s, "G4"),
        p("FORMULA_HARDCODED", s, "H4"),
        p("MONTH_NE_CUM_DELTA", s, "H4"),
        p("LETTER_O_FOR_ZERO", s, "F5"),
        p("FORMULA_ERROR", s, "J5"),
        p("SUM_MISMATCH", s, "F7,H7"),
        p("ZERO_MONTH", s, "G6"),
        p("NONNUMERIC", s, "K6"),
        p("PERCENT_FORMAT_MIXED", s, "J3:J6"),
        p("PERCENT_FORMAT_MIXED", s, "K3:K6"),
    ]
    return entry(file, "县发改局", "2024-06", "technical_renovation", rows, problems)


@maker
def conflicting_periods(folder: Path) -> dict[str, Any]:
    file = "五井镇2024年11月项目进展.xlsx"
    wb, (ws,) = book("11月")
    put(
        ws,
        1,
        [
            ["五井镇2024年10月份重点项目进展情况"],
            ["填报单位（盖章）：五井镇", None, None, None, "填报日期：2024年12月2日"],
            [
                "项目名称",
                "总投资（万元）",
                "11月完成投资（万元）",
                "1-11月完成投资（万元）",
                "建设起止年限",
                "当前状态",
            ],
            ["西井村光伏", 3000, 200, 1800, "2024.1-2024.12", "在建"],
            ["隐士小镇提升", "4000万元", 100, 4300, "2022年3月至2024年底", "在建"],
            ["花生加工厂", "1000-", 50, 500, "2025年", "未动工"],
            ["本月无新开工项目"],
        ],
    )
    wb.save(folder / file)
    s = "11月"
    rows = [
        dict(
            sheet=s,
            row=4,
            name="西井村光伏",
            total_wan=3000,
            month_wan=200,
            cum_year_wan=1800,
            start="2024-01",
            finish="2024-12",
            status="在建",
        ),
        dict(
            sheet=s,
            row=5,
            name="隐士小镇提升",
            total_wan=4000,
            month_wan=100,
            cum_year_wan=4300,
            start="2022-03",
            finish="2024-12",
            status="在建",
        ),
        dict(
            sheet=s,
            row=6,
            name="花生加工厂",
            month_wan=50,
            cum_year_wan=500,
            start="2025",
            status="未动工",
            optional_fields=["total_wan"],
        ),
    ]
    problems = [
        p("PERIOD_CONFLICT", s, "A1"),
        p("UNIT_IN_CELL", s, "B5"),
        p("CUM_GT_TOTAL", s, "D5"),
        p("DATE_FUZZY", s, "E5"),
        p("START_AFTER_PERIOD", s, "E6"),
        p("STATUS_CONFLICT", s, "F6"),
        p("CODE_MISSING", s, None),
        p("NIL_RETURN", s, "A7", optional=True),
        p("NONNUMERIC", s, "B6", optional=True),
        p("*", s, "B6", optional=True, accept={"code": ["*"]}),
    ]
    return entry(file, "五井镇", "2024-11", "progress", rows, problems)


@maker
def repeated_headings(folder: Path) -> dict[str, Any]:
    file = "寺头镇.xlsx"
    wb, (ws,) = book("三月")
    head = [
        "序号",
        "镇街",
        "项目名称",
        "项目编码",
        "总投资（万元）",
        "年内计划（万元）",
        "本月（万元）",
        "年内累计（万元）",
        "开竣工时间",
    ]
    put(ws, 2, [["寺头镇二〇二四年三月份项目报表"]], left=3)
    put(
        ws,
        3,
        [
            head,
            [1, "寺头镇", "香椿产业园", "2301-370724-04-05-000001", 5000, 2000, 200, 600, "2023-05-01至2024-12-31"],
            [2, "寺头", "石门坊改造", "2301-370724-04-05-000002", 3000, 1000, 0, 0, "2024年下半年"],
            ["小计", None, None, None, 8000, 3000, 200, 500, None],
            head,
            [3, "冶源街道", "寺头镇卫生院", "2301－370724－04－05－000003", 2000, 1500, 100, 300, "2024.2—"],
            [4, "寺头镇", "山楂深加工", "2301-370724-04-05-00000４", 4000, 1500, "", 300, "2024.2.30-2025.1.1"],
            [5, None, None, None, None, None, None, None, None],
            ["小计", None, None, None, 6000, 3000, 100, 600, None],
            ["总计", None, None, None, 14000, 6000, 300, 1200, None],
        ],
    )
    put(ws, 14, [["制表：某某", None, "联系电话：0536-1234567"]])
    wb.save(folder / file)
    s = "三月"
    rows = [
        dict(
            sheet=s,
            row=4,
            name="香椿产业园",
            seq=1,
            town="寺头镇",
            code="2301-370724-04-05-000001",
            total_wan=5000,
            annual_plan_wan=2000,
            month_wan=200,
            cum_year_wan=600,
            start="2023-05-01",
            finish="2024-12-31",
        ),
        dict(
            sheet=s,
            row=5,
            name="石门坊改造",
            seq=2,
            town="寺头镇",
            code="2301-370724-04-05-000002",
            total_wan=3000,
            annual_plan_wan=1000,
            month_wan=0,
            cum_year_wan=0,
            optional_fields=["start", "finish"],
        ),
        dict(
            sheet=s,
            row=8,
            name="寺头镇卫生院",
            seq=3,
            town="冶源街道",
            code="2301-370724-04-05-000003",
            total_wan=2000,
            annual_plan_wan=1500,
            month_wan=100,
            cum_year_wan=300,
            start="2024-02",
        ),
        dict(
            sheet=s,
            row=9,
            name="山楂深加工",
            seq=4,
            town="寺头镇",
            code="2301-370724-04-05-000004",
            total_wan=4000,
            annual_plan_wan=1500,
            month_wan=None,
            cum_year_wan=300,
            start=None,
            optional_fields=["finish"],
        ),
    ]
    problems = [
        p("SUBTOTAL_MISMATCH", s, "H6"),
        p("TOWN_CONFLICT", s, "C8"),
        p("FULLWIDTH_DIGITS", s, "D9"),
        p("MISSING_VALUE", s, "G9"),
        p("DATE_INVALID", s, "I9"),
        p("DATE_FUZZY", s, "I5"),
        p("CODE_FORMAT", s, "D8:D9", optional=True),
        p("TOTAL_CHECK", s, None, optional=True),
    ]
    return entry(file, "寺头镇", "2024-03", "progress", rows, problems)


@maker
def two_tables_below(folder: Path) -> dict[str, Any]:
    file = "东城街道4月报表.xlsx"
    wb, (ws,) = book("报表")
    put(
        ws,
        1,
        [
            ["东城街道2024年4月项目报表"],
            [None],
            ["表一 续建（单位：亿元）"],
            ["项目名称", "投资主体", "总投资", "其中：一期", "2024年计划", "4月", "累计"],
            ["轮胎模具", "东城模具", 2, 1.2, 0.5, 0.05, 1.6],
            ["轮胎模具二期", "东城模具", 2, None, 0.5, 0.05, 1.6],
            ["电子元件", "华芯", 3, None, "4000万", "0.02亿", 2.1],
            [None],
            ["表二 新建（单位：万元）"],
            ["项目名称", "投资主体", "2024年计划", "总投资", "4月", "累计"],
            ["城市书房", "街道办", 300, 900, 30, 30],
            ["东铝仓储", "东铝", 2000, 8000, 400, 90000],
            ["合计", None, 2300, 8900, 430, 90030],
        ],
    )
    ws.merge_cells("A1:G1")
    wb.save(folder / file)
    s = "报表"
    rows = [
        dict(
            sheet=s,
            row=5,
            name="轮胎模具",
            investor="东城模具",
            total_wan=20000,
            phase1_wan=12000,
            annual_plan_wan=5000,
            month_wan=500,
            cum_wan=16000,
        ),
        dict(
            sheet=s,
            row=6,
            name="轮胎模具二期",
            investor="东城模具",
            total_wan=20000,
            phase1_wan=None,
            annual_plan_wan=5000,
            month_wan=500,
            cum_wan=16000,
        ),
        dict(
            sheet=s,
            row=7,
            name="电子元件",
            investor="华芯",
            total_wan=30000,
            annual_plan_wan=4000,
            month_wan=200,
            cum_wan=21000,
        ),
        dict(
            sheet=s,
            row=11,
            name="城市书房",
            investor="街道办",
            total_wan=900,
            annual_plan_wan=300,
            month_wan=30,
            cum_wan=30,
        ),
        dict(
            sheet=s,
            row=12,
            name="东铝仓储",
            investor="东铝",
            total_wan=8000,
            annual_plan_wan=2000,
            month_wan=400,
            cum_wan=90000,
        ),
    ]
    problems = [
        p("SECOND_HEADER", s, "row10"),
        p("UNIT_MIXED", s, "E7"),
        p("UNIT_IN_CELL", s, "F7"),
        p("CUM_GT_TOTAL", s, "F12"),
        p("CODE_MISSING", s, None),
    ]
    return entry(file, "东城街道", "2024-04", "progress", rows, problems)


@maker
def wide_with_two_levels(folder: Path) -> dict[str, Any]:
    file = "县重点项目分月调度表.xlsx"
    wb, (ws,) = book("2024")
    put(ws, 1, [["2024年重点工业项目分月投资完成情况表（1-4月）"]])
    ws.merge_cells("A1:N1")
    put(
        ws,
        2,
        [
            [
                "序号",
                "项目名称",
                "建设主体",
                "总投资\n(亿元)",
                "2024年（万元）",
                None,
                None,
                None,
                None,
                None,
                "开工以来累计完成（亿元）",
                "建设期限",
                None,
                "备 注",
            ],
            [None, None, None, None, "投资计划", "1月", "2月", "3月", "4月", "1-4月合计", None, "起", "止"],
            [1, "碳纤维复合材料", "中材", 5.2, 12000, 800, 600, "９００", 1000, 3300, 1.63, "2022年6月", "2025年6月"],
            [2, "数控机床", "华机", "3.0亿元", 9000, 700, None, "12OO", 800, 2700, 0.9, 2023, "2024年四季度"],
            [3, "生物基尼龙", "金宇", "1亿5千万", 6000, 500, 500, 500, 0, 1500, 0.15, "22.9", "2024/12/31"],
            [4, "水性涂料", None, 0.8, "三千", 200, 300, -50, 100, 550, 0.9, "2023年3月", "2024-11-31", None],
            ["总  计", "4 项", None, 10.5, 30000, 2200, 1400, 1350, 1900, 8050, 3.58],
        ],
    )
    for a in ("A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:J2", "K2:K3", "L2:M2", "N2:N3"):
        ws.merge_cells(a)
    wb.save(folder / file)
    s = "2024"
    rows = [
        dict(
            sheet=s,
            row=4,
            name="碳纤维复合材料",
            seq=1,
            investor="中材",
            total_wan=52000,
            annual_plan_wan=12000,
            months_wan=[800, 600, 900, 1000],
            month_wan=1000,
            cum_year_wan=3300,
            cum_wan=16300,
            start="2022-06",
            finish="2025-06",
        ),
        dict(
            sheet=s,
            row=5,
            name="数控机床",
            seq=2,
            investor="华机",
            total_wan=30000,
            annual_plan_wan=9000,
            months_wan=[700, None, 1200, 800],
            month_wan=800,
            cum_year_wan=2700,
            cum_wan=9000,
            start="2023",
            optional_fields=["finish"],
        ),
        dict(
            sheet=s,
            row=6,
            name="生物基尼龙",
            seq=3,
            investor="金宇",
            total_wan=15000,
            annual_plan_wan=6000,
            months_wan=[500, 500, 500, 0],
            month_wan=0,
            cum_year_wan=1500,
            cum_wan=1500,
            start="2022-09",
            finish="2024-12-31",
        ),
        dict(
            sheet=s,
            row=7,
            name="水性涂料",
            seq=4,
            investor=None,
            total_wan=8000,
            annual_plan_wan=3000,
            months_wan=[200, 300, -50, 100],
            month_wan=100,
            cum_year_wan=550,
            cum_wan=9000,
            start="2023-03",
            finish=None,
        ),
    ]
    problems = [
        p("FULLWIDTH_DIGITS", s, "H4"),
        p("UNIT_IN_CELL", s, "D5"),
        p("LETTER_O_FOR_ZERO", s, "H5"),
        p("DATE_FUZZY", s, "M5"),
        p("ZERO_MONTH", s, "I6"),
        p("NEGATIVE_MONTH", s, "H7"),
        p("CUM_GT_TOTAL", s, "K7"),
        p("DATE_INVALID", s, "M7"),
        p("SUM_MISMATCH", s, "H8", optional=True),
        p("COLUMN_UNITS_DIFFER", s, "D2:K3"),
        p("CODE_MISSING", s, None),
        p("REPORTING_UNIT_UNKNOWN", "*", None),
        p("UNIT_IN_CELL", s, "D6", optional=True),
    ]
    problems[8] = p("SUM_MISMATCH", s, "H8")
    return entry(file, None, "2024-04", "progress", rows, problems)


@maker
def towns_each_sheet(folder: Path) -> dict[str, Any]:
    file = "2024年5月各镇街进展.xlsx"
    wb, (a, b, c, e, h) = book("东城", "冶源街道", "柳山", "封面", "东城4月")
    put(e, 1, [["2024年5月重点项目进展汇编"]])
    put(
        a,
        1,
        [
            ["东城街道项目进展表", None, None, None, None, "单位:万元"],
            ["项目名称", "计划总投资", "上期累计", "当月完成", "累计完成"],
            ["智能家居产业园", 15000, 5000, 600, 5600],
            ["智能家居产业园项目", 15000, 5000, 600, 5600],
            ["冶源街道水厂", 4000, 1000, 100, 1200],
            ["合计", 34000, 11000, 1300, 12400],
        ],
    )
    put(
        b,
        1,
        [
            ["单位：亿元"],
            ["项目名称", "计划总投资", "累计完成", "上期累计", "当月完成"],
            ["红丝砚文创园", 0.8, 0.35, 0.3, 0.05],
            ["葫芦山风电", "4-5", 1.2, 1.1, "0.1"],
            ["小计", 0.8, 1.55, 1.4, 0.05],
        ],
    )
    put(c, 1, [["项目名称", "计划总投资(万元)", "累计完成(万元)", "上期累计(万元)", "当月完成(万元)"], ["无"]])
    put(
        h,
        1,
        [
            ["东城街道2024年4月", None],
            ["项目名称", "计划总投资(万元)", "累计完成(万元)"],
            ["智能家居产业园", 15000, 5000],
            ["冶源街道水厂", 4000, 1150],
        ],
    )
    h.sheet_state = "veryHidden"
    wb.save(folder / file)
    rows = [
        dict(
            sheet="东城",
            row=3,
            name="智能家居产业园",
            town="东城街道",
            total_wan=15000,
            prev_cum_wan=5000,
            month_wan=600,
            cum_wan=5600,
        ),
        dict(
            sheet="东城",
            row=4,
            name="智能家居产业园项目",
            town="东城街道",
            total_wan=15000,
            prev_cum_wan=5000,
            month_wan=600,
            cum_wan=5600,
            duplicate_of=3,
        ),
        dict(
            sheet="东城",
            row=5,
            name="冶源街道水厂",
            town="东城街道",
            total_wan=4000,
            prev_cum_wan=1000,
            month_wan=100,
            cum_wan=1200,
        ),
        dict(
            sheet="冶源街道",
            row=3,
            name="红丝砚文创园",
            town="冶源街道",
            total_wan=8000,
            prev_cum_wan=3000,
            month_wan=500,
            cum_wan=3500,
        ),
        dict(
            sheet="冶源街道",
            row=4,
            name="葫芦山风电",
            town="冶源街道",
            total_wan=None,
            total_range_wan=[40000, 50000],
            prev_cum_wan=11000,
            month_wan=1000,
            cum_wan=12000,
        ),
    ]
    problems = [
        p("HIDDEN_SHEET", "东城4月", None),
        p("DUP_NAME_VARIANT", "东城", "A4"),
        p("MONTH_NE_CUM_DELTA", "东城", "E5"),
        p("TOWN_CONFLICT", "东城", "A5"),
        p("TOTAL_DOUBLE_COUNT", "东城", "B6:E6"),
        p("RANGE_VALUE", "冶源街道", "B4"),
        p("TEXT_NUMBER", "冶源街道", "E4"),
        p("SUBTOTAL_MISMATCH", "冶源街道", "E5"),
        p("NIL_RETURN", "柳山", "A2"),
        p("CODE_MISSING", "东城", None),
        p("CODE_MISSING", "冶源街道", None),
        p("REPORTING_UNIT_UNKNOWN", "*", None),
        p("TOWN_ALIAS", "东城", None, optional=True),
        p("EMPTY_SHEET", "封面", None, optional=True),
    ]
    return entry(file, None, "2024-05", "progress", rows, problems)


@maker
def no_year_ledger(folder: Path) -> dict[str, Any]:
    file = "重点项目台账10月.xlsx"
    wb, (ws,) = book("Sheet1")
    put(
        ws,
        1,
        [["城关街道市县重点项目管理台账"], ["填报单位", "城关街道", None, None, "截止到10月底", None, "单位：万元"]],
    )
    put(
        ws,
        3,
        [
            ["项目类别", "序号", "项目名称", "统一代码", "计划", None, "完成", None, None, "节点"],
            [None, None, None, None, "总投资", "本年度", "10月", "截至上月", "本年度累计", "拟开工", "拟竣工"],
            [
                "市重点",
                1,
                "华艺雕塑产业园",
                "2401-370724-04-01-111111",
                18000,
                6000,
                500,
                4000,
                4500,
                "今年3月",
                "明年6月底",
            ],
            [
                None,
                2,
                "康养综合体（一期）",
                "2401-370724-04-01-111112",
                26000,
                9000,
                1000,
                8200,
                9200,
                "去年9月",
                "12月",
            ],
            [
                None,
                3,
                "康养综合体（二期）",
                "2401-370724-04-01-111113",
                26000,
                9000,
                1000,
                8200,
                9200,
                "去年9月",
                "2025年12月",
            ],
            ["县重点", 4, "华艺雕塑园", "2401-370724-04-01-111111", 18000, 6000, 500, 4000, 4500, "3月", "明年6月"],
            [None, 5, "老旧小区改造", "24010137072404", 3000, 3000, 200, 1500, 1600, "４月", "11月中旬"],
            ["合计", None, None, None, 91000, 33000, 3200, 25900, 29000, None, None],
        ],
    )
    for a in ("A5:A7", "A8:A9", "E3:F3", "G3:I3", "J3:K3"):
        ws.merge_cells(a)
    wb.save(folder / file)
    s = "Sheet1"
    rows = [
        dict(
            sheet=s,
            row=5,
            name="华艺雕塑产业园",
            seq=1,
            category="市重点",
            code="2401-370724-04-01-111111",
            total_wan=18000,
            annual_plan_wan=6000,
            month_wan=500,
            prev_cum_year_wan=4000,
            cum_year_wan=4500,
        ),
        dict(
            sheet=s,
            row=6,
            name="康养综合体（一期）",
            seq=2,
            category="市重点",
            code="2401-370724-04-01-111112",
            total_wan=26000,
            annual_plan_wan=9000,
            month_wan=1000,
            prev_cum_year_wan=8200,
            cum_year_wan=9200,
        ),
        dict(
            sheet=s,
            row=7,
            name="康养综合体（二期）",
            seq=3,
            category="市重点",
            code="2401-370724-04-01-111113",
            total_wan=26000,
            annual_plan_wan=9000,
            month_wan=1000,
            prev_cum_year_wan=8200,
            cum_year_wan=9200,
            finish="2025-12",
        ),
        dict(
            sheet=s,
            row=8,
            name="华艺雕塑园",
            seq=4,
            category="县重点",
            code="2401-370724-04-01-111111",
            total_wan=18000,
            annual_plan_wan=6000,
            month_wan=500,
            prev_cum_year_wan=4000,
            cum_year_wan=4500,
            duplicate_of=5,
        ),
        dict(
            sheet=s,
            row=9,
            name="老旧小区改造",
            seq=5,
            category="县重点",
            code="24010137072404",
            total_wan=3000,
            annual_plan_wan=3000,
            month_wan=200,
            prev_cum_year_wan=1500,
            cum_year_wan=1600,
        ),
    ]
    problems = [
        p("PERIOD_NO_YEAR", s, None),
        p("CUM_GT_PLAN", s, "I6"),
        p("CUM_GT_PLAN", s, "I7"),
        p("DUP_NAME_VARIANT", s, "C8"),
        p("CODE_FORMAT", s, "D9"),
        p("MONTH_NE_CUM_DELTA", s, "I9"),
        p("FULLWIDTH_DIGITS", s, "J9"),
        p("TOTAL_DOUBLE_COUNT", s, "E10:I10"),
        p("DATE_NO_YEAR", s, "J5:K5"),
        p("DATE_FUZZY", s, "K5"),
        p("DATE_NO_YEAR", s, "J6:K6"),
        p("DATE_NO_YEAR", s, "J7"),
        p("DATE_NO_YEAR", s, "J8:K8"),
        p("DATE_NO_YEAR", s, "J9:K9"),
        p("DATE_FUZZY", s, "K9"),
    ]
    return entry(file, "城关街道", None, "key_project_ledger", rows, problems)


@maker
def shared_table_tabs(folder: Path) -> dict[str, Any]:
    file = "沂山风景区管委会2024年12月固投.csv"
    text = "\n".join(
        [
            "沂山风景区管委会2024年1—12月固定资产投资项目",
            "项目\t建设单位\t总投资(亿元)\t全年计划(万元)\t12月(万元)\t全年累计完成(万元)\t竣工投产时间\t是否属于化工项目",
            "法云寺修缮\t沂山文旅\t0.3\t1,000\t80\t960\t2024年底\t否",
            "玉皇顶索道\t沂山文旅\t约2.2\t5000\t-\t4800\t2025年上半年\tN",
            "精细化工中间体\t鲁药\t1.5亿\t3000\t３００\t3100\t已竣工\t√",
            "合　　计\t\t4.0\t9000\t380\t8860\t\t",
        ]
    )
    (folder / file).write_bytes(b"\xef\xbb\xbf" + text.encode("utf-8"))
    rows = [
        dict(
            sheet=None,
            row=3,
            name="法云寺修缮",
            investor="沂山文旅",
            total_wan=3000,
            annual_plan_wan=1000,
            month_wan=80,
            cum_year_wan=960,
            finish="2024-12",
            chemical=False,
        ),
        dict(
            sheet=None,
            row=4,
            name="玉皇顶索道",
            investor="沂山文旅",
            total_wan=22000,
            total_approx=True,
            annual_plan_wan=5000,
            month_wan=None,
            cum_year_wan=4800,
            chemical=False,
            optional_fields=["finish"],
        ),
        dict(
            sheet=None,
            row=5,
            name="精细化工中间体",
            investor="鲁药",
            total_wan=15000,
            annual_plan_wan=3000,
            month_wan=300,
            cum_year_wan=3100,
            finish=None,
            chemical=True,
        ),
    ]
    problems = [
        p("COLUMN_UNITS_DIFFER", None, "C2:F2"),
        p("TEXT_NUMBER", None, "D3"),
        p("DATE_FUZZY", None, "G3"),
        p("APPROX_VALUE", None, "C4"),
        p("NONNUMERIC", None, "E4"),
        p("DATE_FUZZY", None, "G4"),
        p("UNIT_IN_CELL", None, "C5"),
        p("FULLWIDTH_DIGITS", None, "E5"),
        p("NONNUMERIC", None, "G5"),
        p("CUM_GT_PLAN", None, "F5"),
        p("CODE_MISSING", None, None),
    ]
    return entry(file, "沂山风景区管委会", "2024-12", "progress", rows, problems)


@maker
def merged_amounts(folder: Path) -> dict[str, Any]:
    file = "山旺镇重点项目（2024.2.29）.xlsx"
    wb, (ws,) = book("2月份")
    put(ws, 1, [["山旺镇重点建设项目情况统计表"], ["编报单位：山旺镇人民政府　　　　报送时间：2024年3月1日"]])
    put(
        ws,
        3,
        [
            ["镇（街）", "工程项目", "投资方", "投资额", "本年投资计划", "本月", "本年累计", "备注"],
            ["山旺镇", "化石公园提升", "山旺文旅", 8000, 3000, 150, 280, None],
            [None, "硅藻土深加工", "山旺硅藻土公司", 12000, 4000, 300, 500, "与第7行重复"],
            [None, "农机合作社", "联合社", None, 500, 30, 60, None],
            [None, "硅藻土综合深加工项目", "山旺硅藻土公司", 12500, 4000, 300, 500, None],
            [None, "储粮仓", "粮站", 900, 900, 1000, 40, None],
            [None, "酿酒厂", "酒业", 2000, 800, 60, 500000, None],
            ["共计", None, None, 35400, 13200, 1840, 501380, None],
        ],
    )
    ws.merge_cells("A4:A9")
    ws.merge_cells("D5:D6")
    wb.save(folder / file)
    s = "2月份"
    rows = [
        dict(
            sheet=s,
            row=4,
            name="化石公园提升",
            town="山旺镇",
            investor="山旺文旅",
            total_wan=8000,
            annual_plan_wan=3000,
            month_wan=150,
            cum_year_wan=280,
        ),
        dict(
            sheet=s,
            row=5,
            name="硅藻土深加工",
            town="山旺镇",
            investor="山旺硅藻土公司",
            total_wan=12000,
            annual_plan_wan=4000,
            month_wan=300,
            cum_year_wan=500,
        ),
        dict(
            sheet=s,
            row=6,
            name="农机合作社",
            town="山旺镇",
            investor="联合社",
            total_wan=12000,
            annual_plan_wan=500,
            month_wan=30,
            cum_year_wan=60,
        ),
        dict(
            sheet=s,
            row=7,
            name="硅藻土综合深加工项目",
            town="山旺镇",
            investor="山旺硅藻土公司",
            total_wan=12500,
            annual_plan_wan=4000,
            month_wan=300,
            cum_year_wan=500,
            duplicate_of=5,
        ),
        dict(
            sheet=s,
            row=8,
            name="储粮仓",
            town="山旺镇",
            investor="粮站",
            total_wan=900,
            annual_plan_wan=900,
            month_wan=1000,
            cum_year_wan=40,
        ),
        dict(
            sheet=s,
            row=9,
            name="酿酒厂",
            town="山旺镇",
            investor="酒业",
            total_wan=2000,
            annual_plan_wan=800,
            month_wan=60,
            cum_year_wan=50,
        ),
    ]
    problems = [
        p("UNIT_MISSING", s, "D3:G3"),
        p("DUP_NAME_VARIANT", s, "B7"),
        p("MONTH_GT_CUM", s, "F8"),
        p("UNIT_SUSPECT", s, "G9"),
        p("MONTH_GT_CUM", s, "F9"),
        p("SUM_MISMATCH", s, "G10"),
        p("TOTAL_DOUBLE_COUNT", s, "D10:F10"),
        p("CODE_MISSING", s, None),
    ]
    return entry(file, "山旺镇", "2024-02", "progress", rows, problems)


@maker
def promised_only(folder: Path) -> dict[str, Any]:
    file = "附件1：龙山产业园1季度签约项目汇总.xlsx"
    wb, (ws,) = book("签约")
    put(
        ws,
        1,
        [
            ["附件1"],
            ["龙山高新技术产业园2024年第一季度签约项目汇总表"],
            [
                "序号",
                "项目名称",
                "投资企业名称",
                "产业类别",
                "协议投资额（亿元）",
                "签约日期",
                "用地需求（亩）",
                "项目状态",
                "推介单位联系人",
            ],
        ],
    )
    put(
        ws,
        4,
        [
            [1, "高端轴承", "瓦轴集团", "装备", 6.5, "1月18日", 120, "已签约", "张三 13800000000"],
            [2, "氢能储罐", "中集", "新能源", "10亿元以上", "2024.02.30", "约80", "洽谈", None],
            [3, "预制菜", "惠发", None, "3800万", 45366, None, "已签约", None],
            [4, "氢能储罐（中集）", "中集集团", "新能源", "10亿", "三月上旬", 80, "洽谈", "同上一项"],
            ["合计", "4", None, None, 26.88],
        ],
    )
    wb.save(folder / file)
    s = "签约"
    rows = [
        dict(
            sheet=s,
            row=4,
            name="高端轴承",
            seq=1,
            investor="瓦轴集团",
            industry="装备",
            total_wan=65000,
            signed="2024-01-18",
            land_mu=120,
            status="已签约",
        ),
        dict(
            sheet=s,
            row=5,
            name="氢能储罐",
            seq=2,
            investor="中集",
            industry="新能源",
            total_wan=100000,
            total_at_least=True,
            signed=None,
            land_mu=80,
            status="洽谈",
        ),
        dict(
            sheet=s,
            row=6,
            name="预制菜",
            seq=3,
            investor="惠发",
            total_wan=3800,
            signed="2024-03-15",
            land_mu=None,
            status="已签约",
        ),
        dict(
            sheet=s,
            row=7,
            name="氢能储罐（中集）",
            seq=4,
            investor="中集集团",
            industry="新能源",
            total_wan=100000,
            signed="2024-03",
            land_mu=80,
            status="洽谈",
            duplicate_of=5,
        ),
    ]
    problems = [
        p("DATE_NO_YEAR", s, "F4"),
        p("LOWER_BOUND", s, "E5"),
        p("UNIT_IN_CELL", s, "E5"),
        p("DATE_INVALID", s, "F5"),
        p("UNIT_MIXED", s, "E6"),
        p("DATE_SERIAL", s, "F6"),
        p("UNIT_IN_CELL", s, "E7"),
        p("DATE_NO_YEAR", s, "F7"),
        p("DATE_FUZZY", s, "F7"),
        p("DUP_NAME_VARIANT", s, "B7"),
        p("APPROX_VALUE", s, "G5", optional=True),
    ]
    return entry(file, "龙山高新技术产业园", "2024-Q1", "investment_promotion", rows, problems)


def make(folder: Path) -> Path:
    """Writes all workbooks and their key into a folder; the key's path."""
    free = json.loads((Path(__file__).parent / "data" / "expected.json").read_text(encoding="utf-8"))["optional_codes"]
    key = folder / "expected.json"
    books = [m(folder) for m in MAKERS]
    key.write_text(
        json.dumps({"workbooks": books, "optional_codes": free}, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    return key
