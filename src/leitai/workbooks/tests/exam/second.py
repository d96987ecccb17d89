"""The second batch: other ideas than the first, for a measure taken before anything was mended. All names are made up."""

# tables of cells and keys stand a row a line
# fmt: off
import datetime as dt

from leitai.workbooks.tests.exam.writing import Case, Sheet, Shown, excel, found, may, row, separated

CASES = []
N = None


def add(*arguments, **more):
    """Adds a case to the batch."""
    CASES.append(Case(*arguments, **more))


# -- 1: a bureau's table of thirty columns behind a cover and instructions
S = "明细"
UPPER = [
    "序号", "项目名称", "项目代码", "建设地点", "项目单位", "建设性质", "建设内容及规模", "起止年限", "总投资", "其中：设备投资",
    "2024年计划投资", "本月计划", "本月完成", "1-9月完成", "完成年度计划比例", "自开工累计完成投资",
    "项目进展", "存在问题", "下步打算",
    "下月计划投资", "手续办理情况", N, N, N, N, "包保领导", "联系人", "联系电话", "备注",
]  # fmt: skip
LOWER = [N] * 20 + ["立项", "规划", "用地", "环评", "施工许可"]


def wide(seq, name, code, town, owner, years, money, share, status, remark=N):
    total, machines, plan, month_plan, month, year, cum = money
    return [
        seq, name, code, town, owner, "新建", "建设厂房及配套", years, total, machines, plan, month_plan, month, year,
        Shown(share, "0.0%"), cum, status, "无", "加快推进", 300, "已办", "已办", "未办", "已办", "未办", "县领导甲", "某某",
        "0536-0000000", remark,
    ]  # fmt: skip


add(
    "县发改局2024年9月省市县重点项目推进情况.xlsx",
    excel(
        Sheet("封面", [[], ["省市县重点项目推进情况"], [], ["二〇二四年九月"], ["县发展和改革局"]]),
        Sheet("填表说明", [["填表说明"], ["1.总投资：按备案证填写，单位为万元；"], ["2.起止年限：填写开工至竣工年月，如2023.5-2025.6；"], ["3.项目代码：18位以上，按在线平台赋码填写。"]]),
        Sheet(
            S,
            [
                ["2024年9月省市县重点项目推进情况表"],
                [*[N] * 27, "单位：万元"],
                UPPER,
                LOWER,
                wide(1, "演示光电薄膜项目", "2304-370724-04-01-600001", "东城街道", "演示光电公司", "2023.5-2025.6", (36000, 12000, 15000, 1200, 1300, 10500, 21000), 0.7, "设备安装"),
                wide(2, "演示预制菜产业园", "2401-370724-04-01-600002", "五井", "演示食品公司", "2024年2月-2025年12月", (18000, 5000, 8000, 700, 650, 5600, 5600), 0.7, "主体施工"),
                wide(3, "演示硅砂精深加工", "2209-370724-04-01-600003", "冶源街道", "演示硅业公司", "2022-2024", (9000, 3500, 2500, 200, 210, 2000, 8800), 0.8, "收尾"),
                wide(4, "演示县域充电网络", "", "城关街道", "演示能源公司", "2024.4-2024.12", (4200, 3000, 4000, 500, 480, 3300, 3400), 0.825, "安装调试", "多县联建"),
                ["合计", N, N, N, N, N, N, N, 67200, 23500, 29500, 2600, 2640, 21400, N, 38800],
            ],
            merges=("A1:AC1", "U3:Y3", "A3:A4", "B3:B4", "I3:I4"),
        ),
    ),
    "县发改局",
    "2024-09",
    [
        row(
            S,
            5,
            "演示光电薄膜项目",
            seq=1,
            code="2304-370724-04-01-600001",
            town="东城街道",
            investor="演示光电公司",
            start="2023-05",
            finish="2025-06",
            total_wan=36000,
            annual_plan_wan=15000,
            month_wan=1300,
            cum_year_wan=10500,
            pct_of_plan=70.0,
            cum_wan=21000,
            status="设备安装",
        ),
        row(
            S,
            6,
            "演示预制菜产业园",
            seq=2,
            code="2401-370724-04-01-600002",
            town="五井镇",
            investor="演示食品公司",
            start="2024-02",
            finish="2025-12",
            total_wan=18000,
            annual_plan_wan=8000,
            month_wan=650,
            cum_year_wan=5600,
            pct_of_plan=70.0,
            cum_wan=5600,
            status="主体施工",
        ),
        row(
            S,
            7,
            "演示硅砂精深加工",
            seq=3,
            code="2209-370724-04-01-600003",
            town="冶源街道",
            investor="演示硅业公司",
            start="2022",
            finish="2024",
            total_wan=9000,
            annual_plan_wan=2500,
            month_wan=210,
            cum_year_wan=2000,
            pct_of_plan=80.0,
            cum_wan=8800,
            status="收尾",
        ),
        row(
            S,
            8,
            "演示县域充电网络",
            seq=4,
            code=None,
            town="城关街道",
            investor="演示能源公司",
            start="2024-04",
            finish="2024-12",
            total_wan=4200,
            annual_plan_wan=4000,
            month_wan=480,
            cum_year_wan=3300,
            pct_of_plan=82.5,
            cum_wan=3400,
            status="安装调试",
        ),
    ],
    [found("TOWN_ALIAS", S, "D6"), found("CODE_MISSING", S, "C8"), may("REPORTING_UNIT_UNKNOWN", "*")],
    more={"optional_fields": ["reporting_unit"]},
)

# -- 2: names that look like totals, notes and nil returns; amounts of odd notation
S = "Sheet1"
add(
    "寺头镇2024年6月项目.xlsx",
    excel(
        Sheet(
            S,
            [
                ["寺头镇2024年6月重点项目情况表"],
                ["序号", "项目名称", "总投资\n(万元)", "本 月 完 成\n(万元)", "自开工累计\n(万元)", "备注"],
                [1, "演示总部经济大厦", "12 000", 300, 4000],
                [2, "无人机演示产业园", "12，000", 200, 3000],
                [3, "小计量器具演示生产线", 5600, "-120", 900, "核减"],
                [4, "合计产能提升演示项目", 3200, 150, 1500],
                [5, "2023年演示老旧小区改造工程", "1.5 亿", 600, 9800],
                [6, "计划外演示仓库", 900, "０", 700],
                [7, "注塑件演示车间", 680, 20, 100],
                [8, "本月无忧演示餐厅", 450, 30, 300, "餐厅名"],
                ["总 计", N, 49830, 1180, 20300],
            ],
        )
    ),
    "寺头镇",
    "2024-06",
    [
        row(S, 3, "演示总部经济大厦", seq=1, total_wan=12000, month_wan=300, cum_wan=4000),
        row(S, 4, "无人机演示产业园", seq=2, total_wan=12000, month_wan=200, cum_wan=3000),
        row(S, 5, "小计量器具演示生产线", seq=3, total_wan=5600, month_wan=-120, cum_wan=900),
        row(S, 6, "合计产能提升演示项目", seq=4, total_wan=3200, month_wan=150, cum_wan=1500),
        row(S, 7, "2023年演示老旧小区改造工程", seq=5, total_wan=15000, month_wan=600, cum_wan=9800),
        row(S, 8, "计划外演示仓库", seq=6, total_wan=900, month_wan=0, cum_wan=700),
        row(S, 9, "注塑件演示车间", seq=7, total_wan=680, month_wan=20, cum_wan=100),
        row(S, 10, "本月无忧演示餐厅", seq=8, total_wan=450, month_wan=30, cum_wan=300),
    ],
    [
        found("TEXT_NUMBER", S, "C3"),
        found("TEXT_NUMBER", S, "C4"),
        found("NEGATIVE_MONTH", S, "D5"),
        may("TEXT_NUMBER", S, "D5"),
        found("UNIT_MIXED", S, "C7"),
        found("FULLWIDTH_DIGITS", S, "D8"),
        found("ZERO_MONTH", S, "D8"),
        found("CODE_MISSING", S),
    ],
)

# -- 3: text as Excel saves it: UTF-16 with tabs, line breaks in the headings
add(
    "柳山镇2024年4月重点项目.csv",
    separated(
        [
            ["柳山镇重点项目月报", N, N, N, N, N, N],
            ["序号", "项目\n名称", "建设\n单位", "总投资\n（亿元）", "4月完成\n（万元）", "1-4月\n累计（万元）", "开、竣工\n时间"],
            [1, "演示粮油储备库", "演示粮储公司", "0.68", 210, 800, "2023.12-2024.11"],
            [2, "演示芝麻香型白酒扩产", "演示酒业公司", "约1.2", "—", "1,560", "2023年8月～2025年4月"],
            [3, "演示中药材大棚", N, "3600", 90, 330, "2024.2"],
            ["合计", N, N, N, 300, 2690, N],
        ],
        by="\t",
        encoding="utf-16",
    ),
    "柳山镇",
    "2024-04",
    [
        row(N, 3, "演示粮油储备库", seq=1, investor="演示粮储公司", total_wan=6800, month_wan=210, cum_year_wan=800, start="2023-12", finish="2024-11"),
        row(N, 4, "演示芝麻香型白酒扩产", seq=2, investor="演示酒业公司", total_wan=12000, total_approx=True, month_wan=None, cum_year_wan=1560, start="2023-08", finish="2025-04"),
        row(N, 5, "演示中药材大棚", seq=3, investor=None, total_wan=3600, month_wan=90, cum_year_wan=330, start="2024-02"),
    ],
    [found("COLUMN_UNITS_DIFFER", N, "D2:F2"), found("APPROX_VALUE", N, "D4"), found("NONNUMERIC", N, "E4"), found("TEXT_NUMBER", N, "F4"), found("UNIT_SUSPECT", N, "D5"), found("CODE_MISSING", N)],
)

# -- 4: a lying table whose labels stand in two columns
S = "情况卡"
add(
    "五井镇2024年5月重大项目情况卡.xlsx",
    excel(
        Sheet(
            S,
            [
                ["五井镇2024年5月重大项目情况卡"],
                ["项目名称", N, "演示石灰窑改造", "演示崖柏文创园", "演示 高山滑雪场"],
                ["建设单位", N, "演示建材公司", "演示文创公司", "演示体育公司"],
                ["投资情况（万元）", "总投资", 8000, 4600, "2.1亿元"],
                [N, "年度计划", 3000, 2000, 9000],
                [N, "本月完成", 260, 0, 700],
                [N, "开工累计", 2900, 1800, 6200],
                ["时间节点", "开工时间", "2023.6", "2023.9", "2023年11月"],
                [N, "竣工时间", "2024.12", "2024年底", "2025.11"],
                ["形象进度", N, "窑体砌筑", "停工", "索道基础"],
                ["备注", N, N, "资金未到位", N],
            ],
            merges=("A1:E1", "A2:B2", "A3:B3", "A4:A7", "A8:A9", "A10:B10", "A11:B11"),
        )
    ),
    "五井镇",
    "2024-05",
    [
        row(S, "col C", "演示石灰窑改造", investor="演示建材公司", total_wan=8000, annual_plan_wan=3000, month_wan=260, cum_wan=2900, start="2023-06", finish="2024-12", status="窑体砌筑"),
        row(S, "col D", "演示崖柏文创园", investor="演示文创公司", total_wan=4600, annual_plan_wan=2000, month_wan=0, cum_wan=1800, start="2023-09", finish="2024-12", status="停工"),
        row(S, "col E", "演示高山滑雪场", investor="演示体育公司", total_wan=21000, annual_plan_wan=9000, month_wan=700, cum_wan=6200, start="2023-11", finish="2025-11", status="索道基础"),
    ],
    [found("NAME_WHITESPACE", S, "E2"), found("UNIT_MIXED", S, "E4"), found("ZERO_MONTH", S, "D6"), found("DATE_FUZZY", S, "D9"), found("CODE_MISSING", S)],
)

# -- 5: groups that state their number, a grand total on top by SUBTOTAL, shares by formula
S = "8月"
add(
    "2024年8月重点项目调度.xlsx",
    excel(
        Sheet(
            S,
            [
                ["2024年8月份全县重点项目调度表（单位：万元）"],
                ["序号", "项目名称", "所在镇街", "总投资", "年度计划", "本月", "1-8月", "完成年计划%"],
                ["全县合计（6个）", N, N, "=SUBTOTAL(9,D5:D12)", "=SUBTOTAL(9,E5:E12)", "=SUBTOTAL(9,F5:F12)", "=SUBTOTAL(9,G5:G12)"],
                ["一、省重点项目（2个）"],
                [1, "演示抽蓄配套道路", "九山镇", 26000, 9000, 800, 6300, "=G5/E5"],
                [2, "演示生物基材料", "东城街道", 31000, 12000, 900, 6000, "=G6/E6"],
                ["二、市重点项目（3个）"],
                [3, "演示弥河治理", "城关街道", 7400, 3000, 260, 1800, "=G8/E8"],
                [4, "演示菌包工厂", "辛寨街道办事处", 5600, 2500, 240, 1500, "=G9/E9"],
                ["三、县重点项目（2个）"],
                [5, "演示文化馆迁建", "临朐县城关街道", 3900, 1600, 100, 960, "=G11/E11"],
                [6, "演示禽肉熟食", "蒋峪镇", 6800, 2500, 300, 2600, "=G12/E12"],
            ],
            merges=("A1:H1", "A3:C3", "A4:H4", "A7:H7", "A10:H10"),
        )
    ),
    None,
    "2024-08",
    [
        row(S, 5, "演示抽蓄配套道路", seq=1, town="九山镇", total_wan=26000, annual_plan_wan=9000, month_wan=800, cum_year_wan=6300, pct_of_plan=70.0),
        row(S, 6, "演示生物基材料", seq=2, town="东城街道", total_wan=31000, annual_plan_wan=12000, month_wan=900, cum_year_wan=6000, pct_of_plan=50.0),
        row(S, 8, "演示弥河治理", seq=3, town="城关街道", total_wan=7400, annual_plan_wan=3000, month_wan=260, cum_year_wan=1800, pct_of_plan=60.0),
        row(S, 9, "演示菌包工厂", seq=4, town="辛寨街道", total_wan=5600, annual_plan_wan=2500, month_wan=240, cum_year_wan=1500, pct_of_plan=60.0),
        row(S, 11, "演示文化馆迁建", seq=5, town="城关街道", total_wan=3900, annual_plan_wan=1600, month_wan=100, cum_year_wan=960, pct_of_plan=60.0),
        row(S, 12, "演示禽肉熟食", seq=6, town="蒋峪镇", total_wan=6800, annual_plan_wan=2500, month_wan=300, cum_year_wan=2600, pct_of_plan=104.0),
    ],
    [
        found("REPORTING_UNIT_UNKNOWN", "*"),
        found("FORMULA_NO_CACHE", S, "D3:G3,H5:H12"),
        found("COUNT_MISMATCH", S, "A7"),
        found("CUM_GT_PLAN", S, "G12"),
        may("TOWN_ALIAS", S, "C9:C11"),
        found("CODE_MISSING", S),
    ],
)

# -- 6: last month hidden, in another unit and order, under slightly other names; a filtered row
S, T = "本月", "上月"
add(
    "东城街道2024年10月项目进展.xlsx",
    excel(
        Sheet(
            S,
            [
                ["东城街道2024年10月项目进展（单位：万元）"],
                ["序号", "项目名称", "总投资", "本月完成", "本年累计", "自开工累计", "进展"],
                [1, "演示精密轴承项目", 9000, 500, 4600, 6600, "厂房封顶"],
                [2, "演示铝幕墙智能车间", 7000, 300, 3900, 4800, "设备安装"],
                [3, "演示金属表面处理", 4000, 120, "—", 2300, "试生产"],
                [4, "演示旧厂房（停）", 800, 0, 0, 100, "停工"],
                [5, "演示涂料仓库", 2600, 200, 1500, 1500, "主体"],
                ["合计", N, 22600, 1120, 10000, 15200],
            ],
            hidden_rows=(6,),
        ),
        Sheet(
            T,
            [
                ["东城街道2024年9月项目进展（单位：亿元）"],
                ["项目名称", "自开工累计", "总投资", "本年累计", "进展"],
                ["演示精密轴承", 0.61, 0.9, 0.41, "主体"],
                ["演示铝幕墙智能化车间", 0.45, 0.7, 0.35, "设备采购"],
                ["演示金属表面处理项目", 0.218, 0.4, 0.16, "调试"],
                ["演示涂料仓库", 0.16, 0.26, 0.14, "基础"],
            ],
            hidden=True,
        ),
    ),
    "东城街道",
    "2024-10",
    [
        row(S, 3, "演示精密轴承项目", seq=1, total_wan=9000, month_wan=500, cum_year_wan=4600, cum_wan=6600, status="厂房封顶"),
        row(S, 4, "演示铝幕墙智能车间", seq=2, total_wan=7000, month_wan=300, cum_year_wan=3900, cum_wan=4800, status="设备安装"),
        row(S, 5, "演示金属表面处理", seq=3, total_wan=4000, month_wan=120, cum_year_wan=None, cum_wan=2300, status="试生产"),
        row(S, 7, "演示涂料仓库", seq=5, total_wan=2600, month_wan=200, cum_year_wan=1500, cum_wan=1500, status="主体"),
    ],
    [
        found("HIDDEN_SHEET", T),
        found("HIDDEN_ROW", S, "row6"),
        found("MONTH_NE_CUM_DELTA", S, "E4"),
        found("NONNUMERIC", S, "E5"),
        found("PREV_KNOWN", S, "E5"),
        found("MONTH_NE_CUM_DELTA", S, "E7"),
        found("CUM_DECREASED", S, "F7"),
        found("CODE_MISSING", S),
    ],
)

# -- 7: nil returns in several wordings, one town with a project
HEAD = ["序号", "项目名称", "项目代码", "总投资（万元）", "本月完成（万元）", "开工时间"]
add(
    "山旺镇、柳山镇、寺头镇、九山镇2024年3月新开工项目.xlsx",
    excel(
        Sheet("山旺镇", [["山旺镇2024年3月新开工项目"], HEAD, [N, "零报送"]]),
        Sheet("柳山镇", [["柳山镇2024年3月新开工项目"], HEAD, ["本月无新开工项目"]]),
        Sheet("寺头镇", [["寺头镇2024年3月新开工项目"], HEAD, [1, "演示香椿交易市场", "2402-370724-04-01-700001", 2300, 60, "3.18"], [2], [3]]),
        Sheet("九山镇", [["九山镇2024年3月新开工项目"], HEAD, ["无"]]),
    ),
    "山旺镇、柳山镇、寺头镇、九山镇",
    "2024-03",
    [row("寺头镇", 3, "演示香椿交易市场", town="寺头镇", seq=1, code="2402-370724-04-01-700001", total_wan=2300, month_wan=60, start="2024-03-18")],
    [found("NIL_RETURN", "山旺镇", "B3"), found("NIL_RETURN", "柳山镇", "A3"), found("NIL_RETURN", "九山镇", "A3"), found("DATE_NO_YEAR", "寺头镇", "F3")],
)

# -- 8: trips and signed projects one below the other on one sheet
S = "招商"
add(
    "2024年8月招商引资情况（寺头镇）.xlsx",
    excel(
        Sheet(
            S,
            [
                ["寺头镇2024年8月招商引资工作情况"],
                ["一、外出招商情况"],
                ["序号", "外出日期", "地点", "带队人", "对接企业"],
                [1, "8.2-8.4", "烟台、威海", "镇领导甲", "略"],
                [2, "8/12", "济南", "镇领导乙", "略"],
                [3, 45530, "上海", "镇领导甲", "略"],
                [4, "8月30日-9月1日", "合肥", "镇领导乙", "略"],
                [],
                ["二、签约项目情况"],
                ["序号", "项目名称", "投资方", "协议投资额（万元）", "签约时间"],
                [1, "演示山楂酵素项目", "演示生物公司", 3000, "2024.8.6"],
                [2, "演示民宿集聚区", "演示文旅公司", "1.2亿", "8月20日"],
                [3, "演示光储一体化", "演示能源公司", "正在洽谈", "2024.8.28"],
            ],
            merges=("A1:E1", "A2:E2", "A9:E9"),
        )
    ),
    "寺头镇",
    "2024-08",
    [
        row(S, 11, "演示山楂酵素项目", seq=1, investor="演示生物公司", total_wan=3000, signed="2024-08-06"),
        row(S, 12, "演示民宿集聚区", seq=2, investor="演示文旅公司", total_wan=12000, signed="2024-08-20"),
        row(S, 13, "演示光储一体化", seq=3, investor="演示能源公司", total_wan=None, signed="2024-08-28"),
    ],
    [
        found("DATE_NO_YEAR", S, "B4:B5"),
        found("DATE_SERIAL", S, "B6"),
        found("DATE_NO_YEAR", S, "B7"),
        found("PERIOD_CROSS", S, "B7"),
        found("UNIT_MIXED", S, "D12"),
        found("DATE_NO_YEAR", S, "E12"),
        found("NONNUMERIC", S, "D13"),
        may("SECOND_HEADER", S, "row10"),
    ],
    "investment_promotion",
    {
        "trips": [
            {"sheet": S, "row": r, "start": {"value": a, "precision": "day"}, "end": {"value": b, "precision": "day"}, "place": p, **m}
            for r, a, b, p, m in (
                (4, "2024-08-02", "2024-08-04", ["烟台", "威海"], {}),
                (5, "2024-08-12", "2024-08-12", ["济南"], {}),
                (6, "2024-08-26", "2024-08-26", ["上海"], {}),
                (7, "2024-08-30", "2024-09-01", ["合肥"], {"crosses_period": True}),
            )
        ],
        "trip_count_in_period": 4,
    },
)

# -- 9: months as date cells in the headings, growth as bare fractions
S = "技改"
MONTHS = [Shown(dt.date(2024, m, 1), 'm"月"') for m in (1, 2, 3)]
add(
    "技改项目2024年一季度.xlsx",
    excel(
        Sheet(
            S,
            [
                ["企业技术改造项目2024年一季度投资完成情况"],
                ["实施企业", "技改项目", "计划总投资（万元）", "完成投资（万元）", N, N, "一季度合计（万元）", "去年同期（万元）", "同比"],
                [N, N, N, *MONTHS],
                ["测试汽配公司", "测试冲压线自动化", 4200, 200, 180, 320, 700, 560, 0.25],
                ["测试造纸公司", "测试白水回收", 2600, 90, 110, 160, 360, 400, -0.1],
                ["测试乳业公司", "测试灌装线升级", 5200, 300, 260, 340, 900, 450, 1],
                ["合计", N, 12000, 590, 550, 820, 1960, 1410, N],
            ],
            merges=("A2:A3", "B2:B3", "C2:C3", "D2:F2", "G2:G3", "H2:H3", "I2:I3"),
        )
    ),
    None,
    "2024-Q1",
    [
        row(S, 4, "测试冲压线自动化", investor="测试汽配公司", total_wan=4200, months_wan=[200, 180, 320], month_wan=320, cum_year_wan=700, prev_year_wan=560, yoy_pct=25.0),
        row(S, 5, "测试白水回收", investor="测试造纸公司", total_wan=2600, months_wan=[90, 110, 160], month_wan=160, cum_year_wan=360, prev_year_wan=400, yoy_pct=-10.0),
        row(S, 6, "测试灌装线升级", investor="测试乳业公司", total_wan=5200, months_wan=[300, 260, 340], month_wan=340, cum_year_wan=900, prev_year_wan=450, yoy_pct=100.0),
    ],
    [found("REPORTING_UNIT_UNKNOWN", "*"), found("CODE_MISSING", S)],
    "technical_renovation",
)

# -- 10: the unit in the sheets' names, one project on two sheets
S, T = "龙山产业园（万元）", "嵩山（亿元）"
HEAD = ["序号", "项目名称", "业主单位", "投资总额", "当年计划", "当月完成额", "年内累计完成", "动工时间", "预计投产时间", "推进情况"]
add(
    "龙山产业园、嵩山2024年11月.xlsx",
    excel(
        Sheet(
            S,
            [
                ["重点项目推进表（11月）"],
                HEAD,
                [1, "演示年产2万吨环氧树脂", "演示化工公司", 26000, 9000, 700, 7600, "2023.9.1", "2025.3", "安装"],
                [2, "演示抗氧剂扩建", "演示助剂公司", 8800, 3000, 310, 2700, "2024.1.10", "2024年12月中旬", "调试"],
                [3, "演示游客集散中心", "演示旅游公司", 5000, 2400, 180, 2100, "2023.11", "2025.5", "装修"],
            ],
        ),
        Sheet(
            T,
            [
                ["重点项目推进表（11月）"],
                HEAD,
                [1, "演示嵩山滑道", "演示旅游公司", 0.36, 0.2, 0.02, 0.17, "2024.3", "2025.4", "施工"],
                [2, "游客集散中心（演示）项目", "演示旅游公司", 0.5, 0.24, 0.018, 0.21, "2023.11", "2025.5", "装修"],
                [3, "演示观光索道", "演示索道公司", 1.6, "6000万元", 0.05, 0.48, "2023年10月", "2025年10月", "支架施工"],
                ["合计", N, N, 2.46, 1.04, 0.088, 0.86],
            ],
        ),
    ),
    "龙山高新技术产业园、嵩山生态旅游区",
    "2024-11",
    [
        row(
            S,
            3,
            "演示年产2万吨环氧树脂",
            town="龙山高新技术产业园",
            seq=1,
            investor="演示化工公司",
            total_wan=26000,
            annual_plan_wan=9000,
            month_wan=700,
            cum_year_wan=7600,
            start="2023-09-01",
            finish="2025-03",
            status="安装",
        ),
        row(
            S,
            4,
            "演示抗氧剂扩建",
            town="龙山高新技术产业园",
            seq=2,
            investor="演示助剂公司",
            total_wan=8800,
            annual_plan_wan=3000,
            month_wan=310,
            cum_year_wan=2700,
            start="2024-01-10",
            finish="2024-12",
            status="调试",
        ),
        row(
            S,
            5,
            "演示游客集散中心",
            town="龙山高新技术产业园",
            seq=3,
            investor="演示旅游公司",
            total_wan=5000,
            annual_plan_wan=2400,
            month_wan=180,
            cum_year_wan=2100,
            start="2023-11",
            finish="2025-05",
            status="装修",
        ),
        row(
            T,
            3,
            "演示嵩山滑道",
            town="嵩山生态旅游区",
            seq=1,
            investor="演示旅游公司",
            total_wan=3600,
            annual_plan_wan=2000,
            month_wan=200,
            cum_year_wan=1700,
            start="2024-03",
            finish="2025-04",
            status="施工",
        ),
        row(
            T,
            4,
            "游客集散中心（演示）项目",
            town="嵩山生态旅游区",
            seq=2,
            investor="演示旅游公司",
            total_wan=5000,
            annual_plan_wan=2400,
            month_wan=180,
            cum_year_wan=2100,
            start="2023-11",
            finish="2025-05",
            status="装修",
            duplicate_of=5,
        ),
        row(
            T,
            5,
            "演示观光索道",
            town="嵩山生态旅游区",
            seq=3,
            investor="演示索道公司",
            total_wan=16000,
            annual_plan_wan=6000,
            month_wan=500,
            cum_year_wan=4800,
            start="2023-10",
            finish="2025-10",
            status="支架施工",
        ),
    ],
    [
        found("TOWN_ALIAS", S),
        found("TOWN_ALIAS", T),
        found("DATE_FUZZY", S, "I4"),
        found("DUP_NAME_VARIANT", T, "B4"),
        found("UNIT_MIXED", T, "E5"),
        found("TOTAL_DOUBLE_COUNT", T, "D6:G6"),
        found("CODE_MISSING", S),
        found("CODE_MISSING", T),
    ],
)
