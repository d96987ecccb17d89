"""The third batch: what the first two left out. All names are made up."""

# tables of cells and keys stand a row a line
# fmt: off
import datetime as dt

from leitai.workbooks.tests.exam.writing import Case, Saved, Sheet, excel, found, may, old_excel, row, separated

CASES = []
N = None


def add(*arguments, **more):
    """Adds a case to the batch."""
    CASES.append(Case(*arguments, **more))


# -- 1: amounts in yuan and thousands of yuan, the unit under the table, headings with odd spaces and brackets
S = "Sheet1"
add(
    "辛寨街道办事处2024年4月重点项目.xlsx",
    excel(
        Sheet(
            S,
            [
                ["辛寨街道办事处", N, N, N, N, N, N],
                ["2024年4月份重点建设项目进展统计"],
                ["No.", "项 目 名 称", "投 资 主 体", "计划\n总投资\n【元】", "2024年\n计划\n【元】", "当月\n完成\n（千元）", "年初至今\n累计完成\n（千元）"],
                [1, "演示食用菌智能工厂", "演示菌业公司", 42000000, 18000000, 1300, 6200],
                [2, "演示  饲料添加剂", "演示饲料公司", 25600000, 9000000, 700, "3,300"],
                [3, "演示屋顶光伏", N, "3800万元", 30000000, 2500, 9900],
                ["合 计", N, N, 105600000, 57000000, 4500, 19400],
                ["制表：某某  审核：某某"],
            ],
            merges=("A1:G1", "A2:G2", "A8:G8"),
        )
    ),
    "辛寨街道",
    "2024-04",
    [
        row(S, 4, "演示食用菌智能工厂", seq=1, investor="演示菌业公司", total_wan=4200, annual_plan_wan=1800, month_wan=130, cum_year_wan=620),
        row(S, 5, "演示饲料添加剂", seq=2, investor="演示饲料公司", total_wan=2560, annual_plan_wan=900, month_wan=70, cum_year_wan=330),
        row(S, 6, "演示屋顶光伏", seq=3, investor=None, total_wan=3800, annual_plan_wan=3000, month_wan=250, cum_year_wan=990),
    ],
    [
        found("COLUMN_UNITS_DIFFER", S, "D3:G3"),
        found("NAME_WHITESPACE", S, "B5"),
        found("TEXT_NUMBER", S, "G5"),
        found("UNIT_MIXED", S, "D6"),
        found("CODE_MISSING", S),
    ],
)

# -- 2: the old format with a hidden earlier sheet, a hidden column and percent formats
S, T = "4月", "3月"
HEAD = ["项目名称", "内部编号", "总投资(亿元)", "本月(万元)", "本年累计(万元)", "开工日期", "工程进度"]
add(
    "寺头镇2024年4月月报.xls",
    old_excel(
        Sheet(S, [["寺头镇2024年4月重点项目月报"], HEAD,
            ["演示蜜薯分拣中心", "A1", 0.42, 260, 1100, dt.date(2023, 10, 8), "基础"],
            ["演示香椿芽罐头", "A2", 0.9, 300, 1600, "2024年正月", "主体"],
            ["演示林下药材", "A3", 0.15, 0, 480, "2024-02-29", "完工"],
            ["合计", N, 1.47, 560, 3180]], hidden_columns=()),
        Sheet(T, [["寺头镇2024年3月重点项目月报"], HEAD,
            ["演示蜜薯分拣中心", "A1", 0.42, 240, 840, dt.date(2023, 10, 8), "基础"],
            ["演示香椿芽罐头", "A2", 0.9, 300, 1200, "2024年1月", "基础"],
            ["演示林下药材", "A3", 0.15, 60, 480, "2024-02-29", "收尾"]], hidden=True),
    ),
    "寺头镇",
    "2024-04",
    [
        row(S, 3, "演示蜜薯分拣中心", total_wan=4200, month_wan=260, cum_year_wan=1100, start="2023-10-08", status="基础"),
        row(S, 4, "演示香椿芽罐头", total_wan=9000, month_wan=300, cum_year_wan=1600, status="主体"),
        row(S, 5, "演示林下药材", total_wan=1500, month_wan=0, cum_year_wan=480, start="2024-02-29", status="完工"),
    ],
    [
        found("HIDDEN_SHEET", T),
        found("COLUMN_UNITS_DIFFER", S, "C2:E2"),
        found("MONTH_NE_CUM_DELTA", S, "E4"),
        found("ZERO_MONTH", S, "D5"),
        may("*", S, "F4") | {"accept": {"code": ["*"]}},
        found("CODE_MISSING", S),
    ],
)

# -- 3: three tables on a sheet, the second beside the third, totals in between and a title in the middle
S = "项目"
add(
    "东城街道2024年11月汇总.xlsx",
    excel(
        Sheet(
            S,
            [
                ["东城街道2024年11月在建项目（万元）"],
                ["序号", "项目名称", "总投资", "本月", "累计", "进展"],
                [1, "演示铝模板", 6000, 300, 4100, "主体"],
                [2, "演示系统门窗", 9000, 450, 5200, "安装"],
                ["合计", N, 15000, 750, 9300],
                [],
                ["东城街道2024年11月拟开工项目（万元）", N, N, N, "东城街道2024年11月竣工项目（万元）"],
                ["序号", "项目名称", "总投资", N, "序号", "项目名称", "总投资", "累计", "竣工时间"],
                [1, "演示铝灰处理", 2600, N, 1, "演示断桥铝", 3200, 3150, "2024.11.6"],
                [2, "演示木饰面", 1800, N, 2, "演示五金件", 2100, 2400, "2024年10月"],
                ["合计", N, 4400, N, "合计", N, 5300, 5550],
                ["注：拟开工项目均已完成备案。"],
            ],
            merges=("A1:F1", "A7:C7", "E7:I7"),
        )
    ),
    "东城街道",
    "2024-11",
    [
        row(S, 3, "演示铝模板", seq=1, total_wan=6000, month_wan=300, cum_wan=4100, status="主体"),
        row(S, 4, "演示系统门窗", seq=2, total_wan=9000, month_wan=450, cum_wan=5200, status="安装"),
        row(S, 9, "演示铝灰处理", seq=1, total_wan=2600),
        row(S, 10, "演示木饰面", seq=2, total_wan=1800),
        row(S, 9, "演示断桥铝", seq=1, total_wan=3200, cum_wan=3150, finish="2024-11-06"),
        row(S, 10, "演示五金件", seq=2, total_wan=2100, cum_wan=2400, finish="2024-10"),
    ],
    [
        found("SECOND_HEADER", S, "row8"),
        found("CUM_GT_TOTAL", S, "H10"),
        found("CODE_MISSING", S),
    ],
)

# -- 4: a park with phases in one cell, chemical marks, land, units in the labels, and the period only in the headings
S = "表1"
add(
    "龙山高新技术产业园项目表.xlsx",
    excel(
        Sheet(
            S,
            [
                ["龙山高新技术产业园在建项目"],
                ["序号", "项目名称", "投资方", "总投资\n（亿元）", "其中一期\n（亿元）", "2024年计划\n（亿元）", "截至2024年9月底累计完成\n（亿元）", "9月完成\n（万元）", "占地\n（亩）", "是否化工", "开工", "竣工"],
                [1, "测试光引发剂", "测试助剂公司", 5.2, 2, 1.6, 3.1, 1200, 120, "√", "2022.10", "一期2023年12月，二期2025年6月"],
                [2, "测试膜材料", "测试膜业公司", "≥3", 1, 0.9, 1.4, 700, "约60", "否", "2023.3.15", "一期：2024.8；二期：2026"],
                [3, "测试溶剂回收", "测试环保公司", 0.8, N, 0.5, 0.42, "九百", 25, "×", "2024-1", "2024.12"],
            ],
        )
    ),
    "龙山高新技术产业园",
    "2024-09",
    [
        row(S, 3, "测试光引发剂", seq=1, investor="测试助剂公司", total_wan=52000, phase1_wan=20000, annual_plan_wan=16000, cum_wan=31000, month_wan=1200, land_mu=120, start="2022-10", phase1_finish="2023-12", finish="2025-06", chemical=True, optional_fields=["chemical"]),
        row(S, 4, "测试膜材料", seq=2, investor="测试膜业公司", total_wan=30000, total_at_least=True, phase1_wan=10000, annual_plan_wan=9000, cum_wan=14000, month_wan=700, chemical=False, start="2023-03-15", phase1_finish="2024-08", finish="2026"),
        row(S, 5, "测试溶剂回收", seq=3, investor="测试环保公司", total_wan=8000, phase1_wan=None, annual_plan_wan=5000, cum_wan=4200, month_wan=900, land_mu=25, start="2024-01", finish="2024-12"),
    ],
    [
        found("COLUMN_UNITS_DIFFER", S, "D2:H2"),
        found("MULTI_DATE", S, "L3"),
        found("MULTI_DATE", S, "L4"),
        found("LOWER_BOUND", S, "D4"),
        may("APPROX_VALUE", S, "I4"),
        may("TEXT_NUMBER", S, "H5"),
        may("TEXT_NUMBER", S, "I4"),
        found("CODE_MISSING", S),
    ],
)

# -- 5: corrections in notes, saved formulas, error values, a manual column total that is wrong
S = "2024.10"
add(
    "柳山镇重点项目.xlsx",
    excel(
        Sheet(
            S,
            [
                ["柳山镇重点项目进展"],
                ["单位：万元"],
                ["序号", "项目名称", "项目代码", "总投资", "上月累计完成", "本月完成", "累计完成", "完成总投资比例", "备注"],
                [1, "演示粉丝加工扩建", "2403-370724-04-01-810001", 3000, 1200, 150, Saved("=E4+F4", 1350), Saved("=G4/D4", 0.45), N],
                [2, "演示粮食产后服务", "2403-370724-04-01-81002", 1800, 700, 90, Saved("=E5+F5", 790), Saved("=G5/D5", 0.4389), N],
                [3, "演示民俗博物馆", "待批", 2400, Saved("=VLOOKUP(B6,X!A:B,2,0)", "#N/A"), 110, Saved("=E6+F6", "#N/A"), Saved("=G6/D6", "#N/A"), N],
                [4, "演示乡村会客厅", "2403-370724-04-01-810001", 900, 300, 60, 350, 0.389, N],
                ["合计", N, N, 8100, N, Saved("=SUM(F4:F6)", 350), N, N, N],
            ],
            notes={"D4": "核实后总投资为3200万元", "F5": "已与企业核对", "F7": "发改局：改为50"},
        )
    ),
    "柳山镇",
    "2024-10",
    [
        row(S, 4, "演示粉丝加工扩建", seq=1, code="2403-370724-04-01-810001", total_wan=3000, prev_cum_wan=1200, month_wan=150, cum_wan=1350),
        row(S, 5, "演示粮食产后服务", seq=2, code="2403-370724-04-01-81002", total_wan=1800, prev_cum_wan=700, month_wan=90, cum_wan=790),
        row(S, 6, "演示民俗博物馆", seq=3, code="待批", total_wan=2400, prev_cum_wan=None, month_wan=110, cum_wan=None),
        row(S, 7, "演示乡村会客厅", seq=4, code="2403-370724-04-01-810001", total_wan=900, prev_cum_wan=300, month_wan=60, cum_wan=350),
    ],
    [
        found("COMMENT_CORRECTION", S, "D4"),
        found("CODE_FORMAT", S, "C5"),
        {"code": "CODE_FORMAT", "sheet": S, "cell": "C6", "accept": {"code": ["CODE_MISSING"]}},
        found("FORMULA_ERROR", S, "E6"),
        found("FORMULA_ERROR", S, "G6"),
        may("FORMULA_ERROR", S, "H6"),
        found("CODE_DUPLICATED", S, "C4,C7"),
        found("COMMENT_CORRECTION", S, "F7"),
        found("MONTH_NE_CUM_DELTA", S, "G7"),
        found("SUM_MISMATCH", S, "F8"),
    ],
)

# -- 6: towns across the columns' first field with names in many forms, in a .csv of semicolons inside quotes
add(
    "2024年9月底各镇街.csv",
    separated(
        [
            ["临朐县重点项目完成情况（2024年1-9月）"],
            ["镇（街道、园区）", "序", "工程名称", "总投资（万元）", "1-9月份实际完成（万元）", "进度；备注"],
            ["城关街道办事处", 1, "演示书城", "8600", "3100", "正常"],
            ["", 2, "演示体育公园", "5200", "2600", "正常；绿化"],
            ["嵩山管委会", 1, "演示栈道", "900", "450", "正常"],
            ["九山", 1, "演示黑山羊养殖", "１２００", "６００", "正常"],
            ["杨善镇", 1, "演示烟叶烘烤房", "760", "-", "未动工"],
            ["合计", "", "", "16660", "6750", ""],
        ],
        by=";",
        encoding="gb18030",
    ),
    "临朐县",
    "2024-09",
    [
        row(N, 3, "演示书城", town="城关街道", seq=1, total_wan=8600, cum_year_wan=3100),
        row(N, 4, "演示体育公园", seq=2, total_wan=5200, cum_year_wan=2600),
        row(N, 5, "演示栈道", seq=1, town="嵩山生态旅游区", total_wan=900, cum_year_wan=450),
        row(N, 6, "演示黑山羊养殖", seq=1, town="九山镇", total_wan=1200, cum_year_wan=600),
        row(N, 7, "演示烟叶烘烤房", seq=1, town=None, town_as_reported="杨善镇", total_wan=760, cum_year_wan=None),
    ],
    [
        found("TOWN_ALIAS", N, "A5:A6"),
        found("FULLWIDTH_DIGITS", N, "D6:E6"),
        found("TOWN_UNKNOWN", N, "A7"),
        found("NONNUMERIC", N, "E7"),
        found("CODE_MISSING", N),
        may("TOWN_UNKNOWN", N, "A4"),
        may("REPORTING_UNIT_UNKNOWN", "*"),
    ],
    more={"optional_fields": ["reporting_unit"]},
)

# -- 7: a table with numbered columns, a heading of four levels, months of two kinds and a blank row after each project
S = "进度"
add(
    "冶源街道二〇二四年六月项目进度.xlsx",
    excel(
        Sheet(
            S,
            [
                ["冶源街道项目进度表"],
                ["单位：亿元"],
                ["序号", "项目名称", "投资计划与完成", N, N, N, N, N, "开工年月"],
                [N, N, "总投资", "2024年", N, N, N, "自开工累计"],
                [N, N, N, "年度计划", "完成", N, N],
                [N, N, N, N, "5月", "6月", "1-6月累计"],
                ["甲", "乙", 1, 2, 3, 4, 5, 6, 7],
                [1, "演示温泉酒店", 4.2, 1.5, 0.11, 0.13, 0.72, 2.6, "2022.9"],
                [],
                [2, "演示鲟鱼养殖", 0.75, 0.4, 0.03, 0.04, 0.22, 0.22, "24.1"],
                [],
                [3, "演示竹韵街区", 1.1, 0.6, 0.05, 0.06, "0.29亿", 0.31, "2023年冬"],
                [],
                ["合计", N, 6.05, 2.5, 0.19, 0.23, 1.23, 3.13],
            ],
            merges=("A3:A6", "B3:B6", "C3:H3", "C4:C6", "D4:G4", "D5:D6", "E5:G5", "H4:H6", "I3:I6"),
        )
    ),
    "冶源街道",
    "2024-06",
    [
        row(S, 8, "演示温泉酒店", seq=1, total_wan=42000, annual_plan_wan=15000, month_wan=1300, cum_year_wan=7200, cum_wan=26000, start="2022-09"),
        row(S, 10, "演示鲟鱼养殖", seq=2, total_wan=7500, annual_plan_wan=4000, month_wan=400, cum_year_wan=2200, cum_wan=2200, start="2024-01"),
        row(S, 12, "演示竹韵街区", seq=3, total_wan=11000, annual_plan_wan=6000, month_wan=600, cum_year_wan=2900, cum_wan=3100),
    ],
    [
        found("UNIT_IN_CELL", S, "G12"),
        may("*", S, "I12") | {"accept": {"code": ["*"]}},
        found("CODE_MISSING", S),
    ],
)

# -- 8: a bureau's intents by town with trips on another sheet, dates of several kinds, an investor repeated
S, T = "外出考察", "在谈项目"
add(
    "招商引资周期报表2024年3月（九山镇）.xlsx",
    excel(
        Sheet(S, [["九山镇2024年3月外出考察招商情况"], ["序号", "考察时间", "考察地点", "带队领导", "考察企业"],
            [1, "3月4日至6日", "济南、青岛、烟台", "镇领导甲", "略"],
            [2, dt.date(2024, 3, 12), "郑州", "镇领导乙", "略"],
            [3, "2024/3/18-2024/3/20", "无锡、常州", "镇领导甲", "略"],
            [4, "2月28日", "临沂", "镇领导乙", "略"]]),
        Sheet(T, [["九山镇在谈招商项目（2024年3月）"], ["序号", "项目名称", "客商企业", "意向投资（万元）", "洽谈进展", "备注"],
            [1, "演示核桃乳加工", "演示乳业公司", "5000-8000", "初步接触", N],
            [2, "演示山泉水灌装", "演示饮料公司", 3600, "实地考察", N],
            [3, "演示露营基地", "演示文旅公司", "约１５００", "框架协议", N],
            [4, "演示山泉水灌装项目", "演示饮料公司", 3600, "实地考察", "同第2项"],
            [5, "演示玉石加工", "演示工艺品公司", "2000万", "商务谈判", N]]),
    ),
    "九山镇",
    "2024-03",
    [
        row(T, 3, "演示核桃乳加工", seq=1, investor="演示乳业公司", total_wan=None, total_range_wan=[5000, 8000], status="初步接触"),
        row(T, 4, "演示山泉水灌装", seq=2, investor="演示饮料公司", total_wan=3600, status="实地考察"),
        row(T, 5, "演示露营基地", seq=3, investor="演示文旅公司", total_wan=1500, total_approx=True, status="框架协议"),
        row(T, 6, "演示山泉水灌装项目", seq=4, investor="演示饮料公司", total_wan=3600, status="实地考察", duplicate_of=4),
        row(T, 7, "演示玉石加工", seq=5, investor="演示工艺品公司", total_wan=2000, status="商务谈判"),
    ],
    [
        found("DATE_NO_YEAR", S, "B3"),
        found("DATE_NO_YEAR", S, "B6"),
        found("PERIOD_OUTSIDE", S, "B6"),
        found("RANGE_VALUE", T, "D3"),
        found("APPROX_VALUE", T, "D5"),
        found("FULLWIDTH_DIGITS", T, "D5"),
        found("DUP_NAME_VARIANT", T, "B6"),
        found("UNIT_IN_CELL", T, "D7"),
    ],
    "investment_promotion",
    {
        "trips": [
            {"sheet": S, "row": r, "start": {"value": a, "precision": "day"}, "end": {"value": b, "precision": "day"}, "place": p, **m}
            for r, a, b, p, m in (
                (3, "2024-03-04", "2024-03-06", ["济南", "青岛", "烟台"], {}),
                (4, "2024-03-12", "2024-03-12", ["郑州"], {}),
                (5, "2024-03-18", "2024-03-20", ["无锡", "常州"], {}),
                (6, "2024-02-28", "2024-02-28", ["临沂"], {"outside_period": True}),
            )
        ],
        "trip_count_in_period": 3,
    },
)

# -- 9: cards: a sheet for each project, labels and values in pairs of columns
HEAD = ["序号", "项目名称", "投资额", "今年任务", "截至上月底累计", "本月新增", "截至本月底累计", "目前状态"]
S = "一月一报"
add(
    "山旺镇项目一月一报 2024.2.xlsx",
    excel(
        Sheet(
            S,
            [
                ["山旺镇项目一月一报"],
                ["（2024年2月）　单位：万元"],
                HEAD,
                [1, "演示硅藻土助滤剂", 7200, 3000, 180, 160, 340, "设备基础"],
                [2, "演示葡萄酒庄", 5100, 2000, 90, 0, 90, "未开工"],
                [3, "演示宠物食品", 3900, 2400, 210, 330, 440, "主体"],
                [4, "演示净菜加工", 2300, 1800, "/", 120, 120, "开工"],
                ["小  计", "4个", 18500, 9200, 480, 610, 990, N],
            ],
        )
    ),
    "山旺镇",
    "2024-02",
    [
        row(S, 4, "演示硅藻土助滤剂", seq=1, total_wan=7200, annual_plan_wan=3000, prev_cum_wan=180, month_wan=160, cum_wan=340, status="设备基础"),
        row(S, 5, "演示葡萄酒庄", seq=2, total_wan=5100, annual_plan_wan=2000, prev_cum_wan=90, month_wan=0, cum_wan=90, status="未开工"),
        row(S, 6, "演示宠物食品", seq=3, total_wan=3900, annual_plan_wan=2400, prev_cum_wan=210, month_wan=330, cum_wan=440, status="主体"),
        row(S, 7, "演示净菜加工", seq=4, total_wan=2300, annual_plan_wan=1800, prev_cum_wan=None, month_wan=120, cum_wan=120, status="开工"),
    ],
    [
        found("ZERO_MONTH", S, "F5"),
        found("STATUS_CONFLICT", S, "H5"),
        found("MONTH_NE_CUM_DELTA", S, "G6"),
        found("NONNUMERIC", S, "E7"),
        found("CODE_MISSING", S),
    ],
)
