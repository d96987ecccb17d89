"""The first batch: workbooks as towns, streets, parks and bureaus send them. All names are made up (演示…, 测试…)."""

# tables of cells and keys stand a row a line
# fmt: off
import datetime as dt

from leitai.workbooks.tests.exam.writing import Case, Saved, Sheet, Shown, excel, found, may, old_excel, row, separated

CASES = []
N = None


def add(*arguments, **more):
    """Adds a case to the batch."""
    CASES.append(Case(*arguments, **more))


# -- 1: three levels of headings, the total on top, an empty first column, begin and end in one column
S = "Sheet1"
add(
    "蒋峪镇2024年5月份重点项目建设进度表.xlsx",
    excel(
        Sheet(
            S,
            [
                [],
                [N, "蒋峪镇2024年5月份重点项目建设进度表"],
                [N, "填报单位（盖章）：蒋峪镇人民政府", N, N, N, N, N, N, N, N, N, "单位：万元"],
                [N, "序号", "建设项目", "建设规模及内容", "投资额", "投资完成情况", N, N, N, "计划开竣工时间", "形象进度及存在问题", "包靠领导", "责任单位"],
                [N, N, N, N, N, "年度计划投资", "2024年", N, "开工以来累计"],
                [N, N, N, N, N, N, "当月完成", "自年初累计"],
                [N, N, "合计", N, "=SUM(E8:E11)", "=SUM(F8:F11)", "=SUM(G8:G11)", "=SUM(H8:H11)", "=SUM(I8:I11)"],
                [N, 1, "演示金银花深加工项目", "新建车间2座", 12000, 5000, 600, 2400, 6400, "2023.3-2024.12", "车间主体施工，资金拨付慢", "甲某", "镇农业办"],
                [N, 2, "演示冷链物流园项目", "冷库1.2万吨", 8600, 4000, 450, 1800, 1800, "2024年2月至2025年6月", "基础施工", "乙某", "镇经贸办"],
                [N, 3, "演示石材尾矿综合利用项目", "年处理30万吨", 23000, 9000, 1200, 1100, 1100, "2024年4月-2025年10月", "桩基施工", "丙某", "镇经贸办"],
                [N, 4, "演示农光互补项目（二期）", "20MW", 15000, 6000, 0, 2600, 14800, "2022.6—2024.6", "并网调试", "丁某", "镇自然资源所"],
                [],
                [N, "注：1.以上数据截至5月31日；2.总投资不含土地费用。"],
                [N, "填表人：某某", N, N, N, N, N, N, N, N, "审核人：某某"],
            ],
            merges=("B2:M2", "B4:B6", "C4:C6", "D4:D6", "E4:E6", "F4:I4", "F5:F6", "G5:H5", "I5:I6", "J4:J6", "K4:K6", "L4:L6", "M4:M6", "B13:M13"),
        )
    ),
    "蒋峪镇",
    "2024-05",
    [
        row(
            S,
            8,
            "演示金银花深加工项目",
            seq=1,
            total_wan=12000,
            annual_plan_wan=5000,
            month_wan=600,
            cum_year_wan=2400,
            cum_wan=6400,
            start="2023-03",
            finish="2024-12",
            status="车间主体施工，资金拨付慢",
        ),
        row(S, 9, "演示冷链物流园项目", seq=2, total_wan=8600, annual_plan_wan=4000, month_wan=450, cum_year_wan=1800, cum_wan=1800, start="2024-02", finish="2025-06", status="基础施工"),
        row(S, 10, "演示石材尾矿综合利用项目", seq=3, total_wan=23000, annual_plan_wan=9000, month_wan=1200, cum_year_wan=1100, cum_wan=1100, start="2024-04", finish="2025-10", status="桩基施工"),
        row(S, 11, "演示农光互补项目（二期）", seq=4, total_wan=15000, annual_plan_wan=6000, month_wan=0, cum_year_wan=2600, cum_wan=14800, start="2022-06", finish="2024-06", status="并网调试"),
    ],
    [found("CODE_MISSING", S), found("FORMULA_NO_CACHE", S, "E7:I7"), found("MONTH_GT_CUM", S, "G10:I10"), found("ZERO_MONTH", S, "G11")],
)

# -- 2: the old format; percentages in four ways, a hidden row, a malformed code
S = "6月"
add(
    "五井镇2024年6月重点项目情况.xls",
    old_excel(
        Sheet(
            S,
            [
                ["五井镇重点项目建设情况统计表（2024年6月）"],
                ["填报单位：五井镇", N, N, N, N, N, N, N, N, N, N, "单位：万元"],
                ["序号", "项目名称", "项目代码", "建设单位", "总投资", "2024年计划", "本月完成投资", "1-6月完成投资", "占年度计划%", "开工时间", "计划竣工时间", "目前进展"],
                [1, "演示山楂果酒加工项目", "2403-370724-04-01-100001", "演示果酒公司", 5200, 3000, 300, 1500, "50%", dt.date(2024, 3, 1), "2024.12", "设备采购"],
                [2, "演示乡村文旅综合体", "2211-370724-04-05-100002", "演示文旅公司", 18000, 6000, 700, 3300, 0.55, 44880, "2025年底", "主体施工"],
                [3, "演示石灰岩加工提升项目", "2312370724040110003", "演示建材公司", 9000, 4000, 400, 1800, 45, "2023-12-5", "2024-10-31", "厂房封顶"],
                [4, "演示作废项目", "2312-370724-04-01-100009", "演示作废公司", 1000, 500, 20, 60, 12, "2024.1", "2024.9", "停建"],
                [5, "演示养老服务中心", N, "演示养老公司", 2600, 1200, "—", 500, Shown(0.417, "0.0%"), "2024年6月上旬", "待定", "未开工"],
                ["合计", N, N, N, 34800, 14200, 1400, 7100],
            ],
            hidden_rows=(7,),
        )
    ),
    "五井镇",
    "2024-06",
    [
        row(
            S,
            4,
            "演示山楂果酒加工项目",
            seq=1,
            code="2403-370724-04-01-100001",
            investor="演示果酒公司",
            total_wan=5200,
            annual_plan_wan=3000,
            month_wan=300,
            cum_year_wan=1500,
            pct_of_plan=50.0,
            start="2024-03-01",
            finish="2024-12",
            status="设备采购",
        ),
        row(
            S,
            5,
            "演示乡村文旅综合体",
            seq=2,
            code="2211-370724-04-05-100002",
            investor="演示文旅公司",
            total_wan=18000,
            annual_plan_wan=6000,
            month_wan=700,
            cum_year_wan=3300,
            pct_of_plan=55.0,
            start="2022-11-15",
            finish="2025-12",
            status="主体施工",
        ),
        row(
            S,
            6,
            "演示石灰岩加工提升项目",
            seq=3,
            code="2312370724040110003",
            investor="演示建材公司",
            total_wan=9000,
            annual_plan_wan=4000,
            month_wan=400,
            cum_year_wan=1800,
            pct_of_plan=45.0,
            start="2023-12-05",
            finish="2024-10-31",
            status="厂房封顶",
        ),
        row(
            S,
            8,
            "演示养老服务中心",
            seq=5,
            code=None,
            investor="演示养老公司",
            total_wan=2600,
            annual_plan_wan=1200,
            month_wan=None,
            cum_year_wan=500,
            pct_of_plan=41.7,
            start="2024-06",
            finish=None,
            status="未开工",
        ),
    ],
    [
        found("CODE_FORMAT", S, "C6"),
        found("CODE_MISSING", S, "C8"),
        found("HIDDEN_ROW", S, "row7"),
        found("PERCENT_FORMAT_MIXED", S, "I4:I8"),
        found("DATE_SERIAL", S, "J5"),
        found("DATE_FUZZY", S, "K5"),
        found("NONNUMERIC", S, "G8"),
        found("DATE_FUZZY", S, "J8"),
        found("NONNUMERIC", S, "K8"),
        found("STATUS_CONFLICT", S, "L8"),
    ],
)

# -- 3: two tables side by side, each with its unit
S = "调度"
add(
    "东城街道7月项目调度(2024).xlsx",
    excel(
        Sheet(
            S,
            [
                ["东城街道2024年7月项目调度情况"],
                ["一、续建项目（单位：万元）", N, N, N, N, N, N, "二、新开工项目（单位：亿元）"],
                ["序号", "项目名称", "总投资", "本月完成", "累计完成", "备注", N, "序号", "项目名称", "总投资", "本月完成", "累计完成", "开工时间"],
                [1, "演示新能源汽车零部件", 16000, 500, 9800, N, N, 1, "演示智能仓储", 1.2, 0.05, 0.11, "2024.5.10"],
                [2, "演示医疗器械", 7800, "３２０", 4100, N, N, 2, "演示精密铸造", "2亿元", 0.1, 0.3, "2024年3月"],
                [3, "演示包装材料", 5400, 260, 5650, "含前期费"],
                ["合计", N, 29200, 1080, 19550, N, N, "合计", N, 3.2, 0.15, 0.41],
            ],
            merges=("A1:M1", "A2:F2", "H2:M2"),
        )
    ),
    "东城街道",
    "2024-07",
    [
        row(S, 4, "演示新能源汽车零部件", seq=1, total_wan=16000, month_wan=500, cum_wan=9800),
        row(S, 5, "演示医疗器械", seq=2, total_wan=7800, month_wan=320, cum_wan=4100),
        row(S, 6, "演示包装材料", seq=3, total_wan=5400, month_wan=260, cum_wan=5650),
        row(S, 4, "演示智能仓储", seq=1, total_wan=12000, month_wan=500, cum_wan=1100, start="2024-05-10"),
        row(S, 5, "演示精密铸造", seq=2, total_wan=20000, month_wan=1000, cum_wan=3000, start="2024-03"),
    ],
    [found("FULLWIDTH_DIGITS", S, "D5"), found("UNIT_IN_CELL", S, "J5"), found("CUM_GT_TOTAL", S, "E6"), found("CODE_MISSING", S), may("SECOND_HEADER", S, "H3")],
)

# -- 4: two tables one below the other, the second with its own columns and unit and with its headings repeated
S = "8月"
add(
    "柳山镇2024年8月项目进度.xlsx",
    excel(
        Sheet(
            S,
            [
                ["柳山镇2024年8月项目进度汇总"],
                ["一、省市重点项目（单位：万元）"],
                ["序号", "项目名称", "投资主体", "总投资", "年度计划投资", "本月完成", "本年累计", "进展情况"],
                [1, "演示薰衣草精油提取", "演示香料公司", 6200, 3000, 280, 2100, "正常施工"],
                [2, "演示丝绸家纺扩建", "演示家纺公司", "8,400", 4000, 400, 3100, "设备调试"],
                [3, "演示粮食烘干中心", N, 2600, 2000, 150, 2350, "装修"],
                ["小计", N, N, 17200, 9000, 830, 7550],
                [],
                ["二、镇级项目（单位：亿元）"],
                ["序号", "项目名称", "总投资", "本年累计", "本月完成", "开工时间", "竣工时间"],
                [1, "演示零碳园区配套", 1.8, 0.62, 0.08, "2024.2", "2025.12"],
                [2, "演示乡道改造", 0.35, 0.2, "500万", "2024.4.1", "2024年11月底"],
                ["序号", "项目名称", "总投资", "本年累计", "本月完成", "开工时间", "竣工时间"],
                [3, "演示污水处理站提标", 0.5, 0.12, 0.02, "24.3.15", "25.6"],
                ["小计", N, 2.65, 0.94, 0.15],
                ["合计：项目6个"],
            ],
            merges=("A1:H1", "A2:H2", "A9:G9"),
        )
    ),
    "柳山镇",
    "2024-08",
    [
        row(S, 4, "演示薰衣草精油提取", seq=1, investor="演示香料公司", total_wan=6200, annual_plan_wan=3000, month_wan=280, cum_year_wan=2100, status="正常施工"),
        row(S, 5, "演示丝绸家纺扩建", seq=2, investor="演示家纺公司", total_wan=8400, annual_plan_wan=4000, month_wan=400, cum_year_wan=3100, status="设备调试"),
        row(S, 6, "演示粮食烘干中心", seq=3, investor=None, total_wan=2600, annual_plan_wan=2000, month_wan=150, cum_year_wan=2350, status="装修"),
        row(S, 11, "演示零碳园区配套", seq=1, total_wan=18000, month_wan=800, cum_year_wan=6200, start="2024-02", finish="2025-12"),
        row(S, 12, "演示乡道改造", seq=2, total_wan=3500, month_wan=500, cum_year_wan=2000, start="2024-04-01", finish="2024-11"),
        row(S, 14, "演示污水处理站提标", seq=3, total_wan=5000, month_wan=200, cum_year_wan=1200, start="2024-03-15", finish="2025-06"),
    ],
    [found("TEXT_NUMBER", S, "D5"), found("CUM_GT_PLAN", S, "G6"), found("SECOND_HEADER", S, "row10"), found("UNIT_MIXED", S, "E12"), found("DATE_FUZZY", S, "G12"), found("CODE_MISSING", S)],
)

# -- 5: cumulative by month, under two kinds of headings
S, T = "续建", "新建"
add(
    "山旺镇2024年1-4月重点项目完成投资.xlsx",
    excel(
        Sheet(
            S,
            [
                ["山旺镇重点项目投资完成情况（2024年1-4月）"],
                ["单位：万元"],
                ["序号", "项目名称", "计划总投资", "年度计划", "1月", "1-2月", "1-3月", "1-4月", "备注"],
                [1, "演示化石科普馆", 9800, 4200, 300, 650, 620, 900, N],
                [2, "演示生物发酵项目", 16000, 7000, 500, 1100, "—", 2300, N],
                [3, "演示蔬菜工厂", 4500, 2000, 100, 260, 400, 610, "年内竣工"],
            ],
        ),
        Sheet(
            T,
            [
                ["山旺镇新建项目（单位：万元）"],
                ["序号", "项目名称", "计划总投资", "累计完成投资", N, N, N, "拟竣工时间"],
                [N, N, N, "1月", "2月", "3月", "4月"],
                [1, "演示农机装备产业园", 22000, 0, 200, 900, 1700, "2025.10"],
                [2, "演示加油加气站", 1800, 40, 120, 260, 420, "年底"],
            ],
            merges=("A2:A3", "B2:B3", "C2:C3", "D2:G2", "H2:H3"),
        ),
    ),
    "山旺镇",
    "2024-04",
    [
        row(S, 4, "演示化石科普馆", seq=1, total_wan=9800, annual_plan_wan=4200, cum_by_month_wan=[300, 650, 620, 900], cum_year_wan=900),
        row(S, 5, "演示生物发酵项目", seq=2, total_wan=16000, annual_plan_wan=7000, cum_by_month_wan=[500, 1100, None, 2300], cum_year_wan=2300),
        row(S, 6, "演示蔬菜工厂", seq=3, total_wan=4500, annual_plan_wan=2000, cum_by_month_wan=[100, 260, 400, 610], cum_year_wan=610),
        row(T, 4, "演示农机装备产业园", seq=1, total_wan=22000, cum_by_month_wan=[0, 200, 900, 1700], cum_year_wan=1700, finish="2025-10"),
        row(T, 5, "演示加油加气站", seq=2, total_wan=1800, cum_by_month_wan=[40, 120, 260, 420], cum_year_wan=420, finish="2024-12"),
    ],
    [found("CUM_DECREASED", S, "G4"), found("NONNUMERIC", S, "G5"), found("CODE_MISSING", S), found("CODE_MISSING", T), found("DATE_FUZZY", T, "H5"), found("DATE_NO_YEAR", T, "H5")],
)

# -- 6: transposed, with a unit column and a total column
S = "横表"
add(
    "龙山产业园2024年9月在建项目.xlsx",
    excel(
        Sheet(
            S,
            [
                ["龙山产业园2024年9月在建项目情况表"],
                ["指标名称", "计量单位", "项目一", "项目二", "项目三", "合计"],
                ["项目名称", "—", "测试环保涂料项目", "测试特种橡胶助剂", "测试再生塑料", N],
                ["投资方", N, "测试涂料公司", "测试助剂公司", N, N],
                ["项目总投资", "亿元", 2.4, 1.1, 0.9, 4.4],
                ["年度计划投资", "万元", 9000, 5000, 3600, 17600],
                ["当月投资", "万元", 800, 450, "4OO", 1650],
                ["自年初累计完成投资", "万元", 6100, 3900, 2700, 12700],
                ["开工以来累计", "亿元", 1.5, 0.39, 0.27, 2.16],
                ["开工时间", N, "2023.8.1", "2024.2", "2024年3月初", N],
                ["计划竣工", N, "2025.6", "2024.12.31", "2025年", N],
                ["是否化工", N, "是", "是", "否", N],
                ["用地面积", "亩", 88, 60, 45.5, 193.5],
                ["形象进度", N, "主体完工", "设备安装", "基础施工", N],
            ],
            merges=("A1:F1",),
        )
    ),
    "龙山高新技术产业园",
    "2024-09",
    [
        row(
            S,
            "col C",
            "测试环保涂料项目",
            investor="测试涂料公司",
            total_wan=24000,
            annual_plan_wan=9000,
            month_wan=800,
            cum_year_wan=6100,
            cum_wan=15000,
            start="2023-08-01",
            finish="2025-06",
            chemical=True,
            land_mu=88,
            status="主体完工",
        ),
        row(
            S,
            "col D",
            "测试特种橡胶助剂",
            investor="测试助剂公司",
            total_wan=11000,
            annual_plan_wan=5000,
            month_wan=450,
            cum_year_wan=3900,
            cum_wan=3900,
            start="2024-02",
            finish="2024-12-31",
            chemical=True,
            land_mu=60,
            status="设备安装",
        ),
        row(
            S,
            "col E",
            "测试再生塑料",
            investor=None,
            total_wan=9000,
            annual_plan_wan=3600,
            month_wan=400,
            cum_year_wan=2700,
            cum_wan=2700,
            start="2024-03",
            finish="2025",
            chemical=False,
            land_mu=45.5,
            status="基础施工",
        ),
    ],
    [found("TOWN_ALIAS", S, "A1"), found("COLUMN_UNITS_DIFFER", S, "A5:B9"), found("LETTER_O_FOR_ZERO", S, "E7"), found("DATE_FUZZY", S, "E10"), found("CODE_MISSING", S)],
)

# -- 7: a unit column, merged and with a gap; a value 10,000 times off
S = "10月"
add(
    "冶源街道10月份重点项目（2024年）.xlsx",
    excel(
        Sheet(
            S,
            [
                ["冶源街道重点项目10月份进展"],
                ["序号", "项目名称", "项目代码", "计量单位", "计划投资总额", "本年计划投资", "10月份", "1-10月", "开工日期", "竣工日期", "工程进展"],
                [1, "演示老龙湾康养项目", "2401-370724-04-01-300001", "亿元", 3.2, 1.1, 0.09, 0.98, "2024.1.15", "2026.12", "装修"],
                [2, "演示竹编非遗工坊", "2402-370724-04-01-300002", N, 0.12, 0.1, 0.01, 0.07, "2024.2.28", "2024.11.30", "装修"],
                [3, "演示水产养殖基地", "2305-370724-04-01-300003", "万元", 3.2, 12000, 500, 6000, "2023.5", "2025.5", "池体施工"],
                [4, "演示泵站改造", "2406-370724-04-01-300004", N, 1500, 900, 120, 700, "2024.6.1", "2024.12", "安装"],
                [5, "演示加工车间", "2407-370724-04-01-300005", "万元", 4200, "2000万元", 300, 1100, "2024.7.3", "2024.5.1", "主体"],
            ],
            merges=("A1:K1", "D3:D4"),
        )
    ),
    "冶源街道",
    "2024-10",
    [
        row(
            S,
            3,
            "演示老龙湾康养项目",
            seq=1,
            code="2401-370724-04-01-300001",
            total_wan=32000,
            annual_plan_wan=11000,
            month_wan=900,
            cum_year_wan=9800,
            start="2024-01-15",
            finish="2026-12",
            status="装修",
        ),
        row(
            S,
            4,
            "演示竹编非遗工坊",
            seq=2,
            code="2402-370724-04-01-300002",
            total_wan=1200,
            annual_plan_wan=1000,
            month_wan=100,
            cum_year_wan=700,
            start="2024-02-28",
            finish="2024-11-30",
            status="装修",
        ),
        row(
            S,
            5,
            "演示水产养殖基地",
            seq=3,
            code="2305-370724-04-01-300003",
            total_wan=32000,
            annual_plan_wan=12000,
            month_wan=500,
            cum_year_wan=6000,
            start="2023-05",
            finish="2025-05",
            status="池体施工",
        ),
        row(S, 6, "演示泵站改造", seq=4, code="2406-370724-04-01-300004", total_wan=1500, annual_plan_wan=900, month_wan=120, cum_year_wan=700, start="2024-06-01", finish="2024-12", status="安装"),
        row(
            S, 7, "演示加工车间", seq=5, code="2407-370724-04-01-300005", total_wan=4200, annual_plan_wan=2000, month_wan=300, cum_year_wan=1100, start="2024-07-03", finish="2024-05-01", status="主体"
        ),
    ],
    [found("UNIT_SUSPECT", S, "E5"), found("UNIT_MISSING", S, "D6"), found("UNIT_IN_CELL", S, "F7"), found("DATE_ORDER", S, "I7:J7")],
)

# -- 8: a .csv in GBK with quotes, line breaks, separators and an expression
add(
    "寺头镇2024年11月项目进度.csv",
    separated(
        [
            ["寺头镇2024年11月项目进度", N, N, N, N, N, N, N, N, N],
            ["单位：万元", N, N, N, N, N, N, N, N, N],
            ["序号", "项目名称", "建设单位", "总投资", "年度计划", "本月完成", "本年累计", "开工时间", "竣工时间", "形象进度"],
            [1, "演示香椿酱\n生产线", "演示食品公司", "6,800", 3000, 260, 2400, "2024/3/1", "2025/5/31", "主体封顶,设备进场"],
            [2, "演示山区民宿集群", "演示民宿公司", "￥4500", 2000, 180, 1650, "2024年4月", "2024-12", "装修"],
            [3, '演示"小香椿"保鲜库', N, "1500+200", 800, 60, 800, "2023.11", "2024.9", "完工"],
            [N] * 10,
            ["合计", N, N, N, 5800, 500, 4850, N, N, N],
        ],
        encoding="gbk",
    ),
    "寺头镇",
    "2024-11",
    [
        row(
            N,
            4,
            "演示香椿酱生产线",
            seq=1,
            investor="演示食品公司",
            total_wan=6800,
            annual_plan_wan=3000,
            month_wan=260,
            cum_year_wan=2400,
            start="2024-03-01",
            finish="2025-05-31",
            status="主体封顶,设备进场",
        ),
        row(N, 5, "演示山区民宿集群", seq=2, investor="演示民宿公司", total_wan=4500, annual_plan_wan=2000, month_wan=180, cum_year_wan=1650, start="2024-04", finish="2024-12", status="装修"),
        row(N, 6, '演示"小香椿"保鲜库', seq=3, investor=None, total_wan=None, annual_plan_wan=800, month_wan=60, cum_year_wan=800, start="2023-11", finish="2024-09", status="完工"),
    ],
    [found("NAME_LINEBREAK", N, "B4"), found("TEXT_NUMBER", N, "D4"), found("TEXT_NUMBER", N, "D5"), found("EXPRESSION_TEXT", N, "D6"), found("CODE_MISSING", N)],
)

# -- 9: a .csv with semicolons, no title, the year only in a heading
add(
    "蒋峪 12月.csv",
    separated(
        [
            ["序号", "项目名称", "镇街", "项目代码", "总投资(亿元)", "2024年计划(万元)", "12月完成(万元)", "1-12月累计(万元)", "开工时间", "竣工时间"],
            [1, "演示风电场技改升级", "蒋峪镇", "2305-370724-04-02-200001", 2.6, 8000, 700, 7600, "2023.6.1", "2024.12.30"],
            [2, " 演示 花岗岩废料制砖", "蒋峪", "2308-370724-04-01-200002", 0.95, 4200, "约350", "3,900", "2023年9月", "2025年3月中旬"],
            [3, "演示柳山镇中心幼儿园", "蒋峪镇", "2308-370724-04-01-200002", 0.12, 900, 80, 920, "2024.2.30", "2024.12"],
        ],
        by=";",
    ),
    "蒋峪镇",
    "2024-12",
    [
        row(
            N,
            2,
            "演示风电场技改升级",
            seq=1,
            town="蒋峪镇",
            code="2305-370724-04-02-200001",
            total_wan=26000,
            annual_plan_wan=8000,
            month_wan=700,
            cum_year_wan=7600,
            start="2023-06-01",
            finish="2024-12-30",
        ),
        row(
            N, 3, "演示花岗岩废料制砖", seq=2, town="蒋峪镇", code="2308-370724-04-01-200002", total_wan=9500, annual_plan_wan=4200, month_wan=350, cum_year_wan=3900, start="2023-09", finish="2025-03"
        ),
        row(N, 4, "演示柳山镇中心幼儿园", seq=3, town="蒋峪镇", code="2308-370724-04-01-200002", total_wan=1200, annual_plan_wan=900, month_wan=80, cum_year_wan=920, start=None, finish="2024-12"),
    ],
    [
        found("COLUMN_UNITS_DIFFER", N, "E1:H1"),
        found("NAME_WHITESPACE", N, "B3"),
        found("TOWN_ALIAS", N, "C3"),
        found("APPROX_VALUE", N, "G3"),
        found("TEXT_NUMBER", N, "H3"),
        found("DATE_FUZZY", N, "J3"),
        found("CODE_DUPLICATED", N, "D3:D4"),
        found("TOWN_CONFLICT", N, "B4"),
        found("CUM_GT_PLAN", N, "H4"),
        found("DATE_INVALID", N, "I4"),
    ],
)

# -- 10: last month's hidden sheet, a hidden column
S, T = "9月", "8月"
HEAD = ["序号", "项目名称", "总投资", "年度计划", "本月完成", "本年累计", "累计完成", "备注", "内部核减"]
add(
    "辛寨街道重点项目月报2024年9月.xlsx",
    excel(
        Sheet(
            S,
            [
                ["辛寨街道2024年9月重点项目月报"],
                ["单位：万元"],
                HEAD,
                [1, "演示甲泵业扩建", 20000, 8000, 700, 5200, 12700, N, 10],
                [2, "演示乙食用菌基地", 1.6, 5000, 400, 3600, 9000, N, 20],
                [3, "演示丙塑编包装", 9000, 4000, 300, 2500, 5200, N, N],
                [4, "演示丁轴承加工", 6000, 2500, 200, 1500, 3000],
                [5, "演示戊饲料加工", 7000, 3000, 250, N, 4000],
                [6, "演示己仓储中心", 5000, 2000, -60, 1240, 2240, "上月多报"],
                [7, "演示庚光伏车棚", 3000, 1500, 150, 150, 150, "新增"],
                ["合计", N, 66000, 26000, 1940, 14190, 36290],
            ],
            hidden_columns=("I",),
        ),
        Sheet(
            T,
            [
                ["辛寨街道2024年8月重点项目月报"],
                ["单位：万元"],
                HEAD,
                [1, "演示甲泵业扩建", 20000, 8000, 600, 4500, 12000],
                [2, "演示乙食用菌基地", 16000, 5000, 500, 3200, 8600],
                [3, "演示丙塑编包装", 9000, 4000, 350, 2300, 4900],
                [4, "演示丁轴承加工", 6000, 2500, 200, 1700, 2800],
                [5, "演示戊饲料加工", 7000, 3000, 250, 1800, 3750],
                [6, "演示己仓储中心", 5000, 2000, 300, 1300, 2300],
                [7, "演示辛旧项目", 800, 800, 0, 800, 800],
            ],
            hidden=True,
        ),
    ),
    "辛寨街道",
    "2024-09",
    [
        row(S, 4, "演示甲泵业扩建", seq=1, total_wan=20000, annual_plan_wan=8000, month_wan=700, cum_year_wan=5200, cum_wan=12700),
        row(S, 5, "演示乙食用菌基地", seq=2, total_wan=16000, annual_plan_wan=5000, month_wan=400, cum_year_wan=3600, cum_wan=9000),
        row(S, 6, "演示丙塑编包装", seq=3, total_wan=9000, annual_plan_wan=4000, month_wan=300, cum_year_wan=2500, cum_wan=5200),
        row(S, 7, "演示丁轴承加工", seq=4, total_wan=6000, annual_plan_wan=2500, month_wan=200, cum_year_wan=1500, cum_wan=3000),
        row(S, 8, "演示戊饲料加工", seq=5, total_wan=7000, annual_plan_wan=3000, month_wan=250, cum_year_wan=None, cum_wan=4000),
        row(S, 9, "演示己仓储中心", seq=6, total_wan=5000, annual_plan_wan=2000, month_wan=-60, cum_year_wan=1240, cum_wan=2240),
        row(S, 10, "演示庚光伏车棚", seq=7, total_wan=3000, annual_plan_wan=1500, month_wan=150, cum_year_wan=150, cum_wan=150),
    ],
    [
        found("HIDDEN_SHEET", T),
        found("HIDDEN_COLUMN", S, "I"),
        found("UNIT_SUSPECT", S, "C5"),
        found("MONTH_NE_CUM_DELTA", S, "F6"),
        found("CUM_DECREASED", S, "F7"),
        found("MISSING_VALUE", S, "F8"),
        found("PREV_KNOWN", S, "F8"),
        found("NEGATIVE_MONTH", S, "E9"),
        found("CODE_MISSING", S),
    ],
)

# -- 11: a sheet per town after a summary of sheets; an alias, an unknown town, a nil return, an empty sheet
HEAD = ["序号", "项目名称", "总投资（万元）", "本月完成（万元）", "开工累计（万元）"]
add(
    "各镇街区2024年2月重点项目汇总.xlsx",
    excel(
        Sheet(
            "汇总",
            [
                ["2024年2月重点项目汇总表"],
                ["镇街", "项目个数", "总投资（万元）", "本月完成（万元）"],
                ["城关街道", 2, "=SUM(城关街道!C3:C4)", "=SUM(城关街道!D3:D4)"],
                ["九山镇", 1, "=九山!C3", "=九山!D3"],
                ["合计", 3, "=C3+C4", "=D3+D4"],
            ],
        ),
        Sheet(
            "城关街道",
            [["城关街道2024年2月重点项目"], HEAD, [1, "演示老旧小区改造", 6600, 300, 2900], [2, "演示商业综合体", 45000, 1500, 20300], ["合计", N, "=SUM(C3:C4)", "=SUM(D3:D4)", "=SUM(E3:E4)"]],
        ),
        Sheet("九山", [["重点项目情况（2月）"], HEAD, [1, "演示桃产业园", "壹仟贰佰万", 80, "560"]]),
        Sheet("弥水新区", [["弥水新区2月重点项目"], HEAD, [1, "演示索道改造", 5200, 0, 5200]]),
        Sheet("寺头镇", [["寺头镇2月重点项目"], HEAD, [N, "无"]]),
        Sheet("Sheet8", []),
    ),
    None,
    "2024-02",
    [
        row("城关街道", 3, "演示老旧小区改造", town="城关街道", seq=1, total_wan=6600, month_wan=300, cum_wan=2900),
        row("城关街道", 4, "演示商业综合体", town="城关街道", seq=2, total_wan=45000, month_wan=1500, cum_wan=20300),
        row("九山", 3, "演示桃产业园", town="九山镇", seq=1, total_wan=1200, month_wan=80, cum_wan=560),
        row("弥水新区", 3, "演示索道改造", town=None, town_as_reported="弥水新区", seq=1, total_wan=5200, month_wan=0, cum_wan=5200),
    ],
    [
        found("FORMULA_NO_CACHE", "汇总", "C3:D5"),
        found("FORMULA_NO_CACHE", "城关街道", "C5:E5"),
        found("TOWN_ALIAS", "九山"),
        found("TOWN_UNKNOWN", "弥水新区"),
        found("TEXT_NUMBER", "九山", "E3"),
        found("NIL_RETURN", "寺头镇", "B3"),
        found("EMPTY_SHEET", "Sheet8"),
        found("REPORTING_UNIT_UNKNOWN", "*"),
        found("CODE_MISSING", "城关街道"),
        found("CODE_MISSING", "九山"),
        found("CODE_MISSING", "弥水新区"),
        found("UNIT_IN_CELL", "九山", "C3"),
    ],
)

# -- 12: trips and signed intents of a quarter
S, T = "外出招商", "签约项目"
add(
    "2024年二季度外出招商及签约项目.xlsx",
    excel(
        Sheet(
            S,
            [
                ["2024年二季度县领导外出招商活动统计表"],
                ["序号", "外出时间", "带队领导", "目的地", "对接企业", "备注"],
                [1, "4月8日-10日", "县领导甲", "深圳、广州", "略", N],
                [2, "4.18", "县领导乙", "南京", "略", N],
                [3, dt.date(2024, 5, 6), "县领导甲", "北京，天津", "略", N],
                [4, "5月15日至5月17日", "县领导丙", "杭州", "略", N],
                [5, "２０２４年６月３日", "县领导乙", "上海", "略", N],
                [6, "2024年6月28日—7月2日", "县领导甲", "西安", "略", "跨季度"],
                [7, "7月3日", "县领导丙", "青岛", "略", N],
            ],
            merges=("A1:F1",),
        ),
        Sheet(
            T,
            [
                ["2024年二季度签约项目一览表"],
                ["序号", "签约项目名称", "投资企业", "拟投资额（亿元）", "项目状态", "签约日期"],
                [1, "演示低空装备产业园", "演示航空公司", "3-5", "框架协议", "2024.4.12"],
                [2, "演示绿色食品加工", "演示食品公司", "1.2亿元", "正式合同", "2024年5月"],
                [3, "演示固态电池材料", "演示能源公司", "约2", "意向", "5.20"],
                [4, "演示中央厨房二期", "演示餐饮公司", "5000万元", "正式合同", "2024-6-18"],
                [5, "演示数字经济产业园", "演示数科公司", "面议", "意向", "待定"],
                [6, "演示智能门窗", "演示门窗公司", "3亿元以上", "意向", "6月底"],
                [7, "绿色食品加工项目（演示）", "演示食品公司", 1.2, "正式合同", "2024年5月"],
                ["合计", "6个"],
            ],
            merges=("A1:F1",),
        ),
    ),
    None,
    "2024-Q2",
    [
        row(T, 3, "演示低空装备产业园", seq=1, investor="演示航空公司", total_wan=None, total_range_wan=[30000, 50000], status="框架协议", signed="2024-04-12"),
        row(T, 4, "演示绿色食品加工", seq=2, investor="演示食品公司", total_wan=12000, status="正式合同", signed="2024-05"),
        row(T, 5, "演示固态电池材料", seq=3, investor="演示能源公司", total_wan=20000, total_approx=True, status="意向", signed="2024-05-20"),
        row(T, 6, "演示中央厨房二期", seq=4, investor="演示餐饮公司", total_wan=5000, status="正式合同", signed="2024-06-18"),
        row(T, 7, "演示数字经济产业园", seq=5, investor="演示数科公司", total_wan=None, status="意向", signed=None),
        row(T, 8, "演示智能门窗", seq=6, investor="演示门窗公司", total_wan=30000, total_at_least=True, status="意向", signed="2024-06"),
        row(T, 9, "绿色食品加工项目（演示）", seq=7, investor="演示食品公司", total_wan=12000, status="正式合同", signed="2024-05", duplicate_of=4),
    ],
    [
        found("REPORTING_UNIT_UNKNOWN", "*"),
        found("DATE_NO_YEAR", S, "B3:B4"),
        found("DATE_NO_YEAR", S, "B6"),
        found("DATE_NO_YEAR", S, "B9"),
        found("FULLWIDTH_DIGITS", S, "B7"),
        found("PERIOD_CROSS", S, "B8"),
        found("PERIOD_OUTSIDE", S, "B9"),
        found("RANGE_VALUE", T, "D3"),
        found("UNIT_IN_CELL", T, "D4"),
        found("APPROX_VALUE", T, "D5"),
        found("DATE_NO_YEAR", T, "F5"),
        found("UNIT_MIXED", T, "D6"),
        found("NONNUMERIC", T, "D7"),
        found("NONNUMERIC", T, "F7"),
        found("LOWER_BOUND", T, "D8"),
        found("UNIT_IN_CELL", T, "D8"),
        found("DATE_FUZZY", T, "F8"),
        found("DATE_NO_YEAR", T, "F8"),
        found("DUP_NAME_VARIANT", T, "B9"),
        may("COUNT_MISMATCH", T, "B10"),
    ],
    "investment_promotion",
    {
        "trips": [
            {"sheet": S, "row": r, "start": {"value": a, "precision": "day"}, "end": {"value": b, "precision": "day"}, "place": p, **m}
            for r, a, b, p, m in (
                (3, "2024-04-08", "2024-04-10", ["深圳", "广州"], {}),
                (4, "2024-04-18", "2024-04-18", ["南京"], {}),
                (5, "2024-05-06", "2024-05-06", ["北京", "天津"], {}),
                (6, "2024-05-15", "2024-05-17", ["杭州"], {}),
                (7, "2024-06-03", "2024-06-03", ["上海"], {}),
                (8, "2024-06-28", "2024-07-02", ["西安"], {"crosses_period": True}),
                (9, "2024-07-03", "2024-07-03", ["青岛"], {"outside_period": True}),
            )
        ],
        "trip_count_in_period": 6,
    },
)

# -- 13: technical renovation, saved formula results, a bureau that is no town
S = "技改"
HEAD = ["序号", "企业名称", "技术改造项目名称", "总投资", "本年计划", "1月", "2月", "3月", "4月", "5月", "1-5月合计", "去年同期", "增幅（%）", "完成年计划（%）"]
add(
    "2024年5月工业技改项目进度表.xlsx",
    excel(
        Sheet(
            S,
            [
                ["2024年1-5月工业技改投资项目进度表"],
                ["单位：万元"],
                HEAD,
                [1, "测试铝业公司", "测试挤压机更新", 8000, 4000, 300, 200, 400, 350, 450, Saved("=SUM(F4:J4)", 1700), 1360, 25, 42.5],
                [2, "测试石化公司", "测试尾气治理改造", 5200, 2600, 100, 150, 0, 240, 260, Saved("=SUM(F5:J5)", 750), 600, Shown(0.25, "0%"), 28.8],
                [3, "测试家电公司", "测试喷涂线机器人改造", 3000, 2000, 80, "—", 120, 130, 170, Saved("=SUM(F6:J6)", 500), 0, Saved("=(K6-L6)/L6*100", "#DIV/0!"), 25],
                [4, "测试轮胎公司", "测试密炼机节能改造", 6400, 3000, 0, 0, 0, 0, 0, Saved("=SUM(F7:J7)", 0), 900, -100, 0],
                [5, "测试面粉公司", "测试包装线升级", "2,200", 1100, 60, 70, 80, 90, Saved("=50*2", 100), Saved("=F8+G8+H8+I8+100", 400), 320, "25%", "36.4%"],
                ["合计", N, N, Saved("=SUM(D4:D8)", 22600), Saved("=SUM(E4:E8)", 12700), N, N, N, N, N, Saved("=SUM(K4:K8)", 3350), Saved("=SUM(L4:L8)", 3180)],
            ],
        )
    ),
    None,
    "2024-05",
    [
        row(
            S,
            4,
            "测试挤压机更新",
            seq=1,
            investor="测试铝业公司",
            total_wan=8000,
            annual_plan_wan=4000,
            months_wan=[300, 200, 400, 350, 450],
            month_wan=450,
            cum_year_wan=1700,
            prev_year_wan=1360,
            yoy_pct=25.0,
            pct_of_plan=42.5,
        ),
        row(
            S,
            5,
            "测试尾气治理改造",
            seq=2,
            investor="测试石化公司",
            total_wan=5200,
            annual_plan_wan=2600,
            months_wan=[100, 150, 0, 240, 260],
            month_wan=260,
            cum_year_wan=750,
            prev_year_wan=600,
            yoy_pct=25.0,
            pct_of_plan=28.8,
        ),
        row(
            S,
            6,
            "测试喷涂线机器人改造",
            seq=3,
            investor="测试家电公司",
            total_wan=3000,
            annual_plan_wan=2000,
            months_wan=[80, None, 120, 130, 170],
            month_wan=170,
            cum_year_wan=500,
            prev_year_wan=0,
            yoy_pct=None,
            pct_of_plan=25.0,
        ),
        row(
            S,
            7,
            "测试密炼机节能改造",
            seq=4,
            investor="测试轮胎公司",
            total_wan=6400,
            annual_plan_wan=3000,
            months_wan=[0, 0, 0, 0, 0],
            month_wan=0,
            cum_year_wan=0,
            prev_year_wan=900,
            yoy_pct=-100.0,
            pct_of_plan=0.0,
        ),
        row(
            S,
            8,
            "测试包装线升级",
            seq=5,
            investor="测试面粉公司",
            total_wan=2200,
            annual_plan_wan=1100,
            months_wan=[60, 70, 80, 90, 100],
            month_wan=100,
            cum_year_wan=400,
            prev_year_wan=320,
            yoy_pct=25.0,
            pct_of_plan=36.4,
        ),
    ],
    [
        found("REPORTING_UNIT_UNKNOWN", "*"),
        found("CODE_MISSING", S),
        found("NONNUMERIC", S, "G6"),
        found("FORMULA_ERROR", S, "M6"),
        found("TEXT_NUMBER", S, "D8"),
        found("FORMULA_IN_DATA", S, "J8"),
        found("FORMULA_HARDCODED", S, "K8"),
        found("PERCENT_FORMAT_MIXED", S, "M4:M8"),
        found("PERCENT_FORMAT_MIXED", S, "N4:N8"),
        found("SUM_MISMATCH", S, "D9"),
    ],
    "technical_renovation",
)

# -- 14: a ledger with merged categories; phases, capacities and investors that only look alike, and true duplicates
S = "台账"
add(
    "市级重点项目调度台账（截至2024年6月底）.xlsx",
    excel(
        Sheet(
            S,
            [
                ["市级重点项目调度台账"],
                ["类别", "序号", "项目代码", "项目名称", "企业名称", "总投资（亿元）", "年度投资计划（亿元）", "上月累计（亿元）", "本月（亿元）", "本年累计（亿元）", "开工时间", "备注"],
                ["产业类", 1, "2301-370724-04-01-400001", "测试储能电站一期100MW", "测试储能公司", 3.6, 1.5, 0.6, 0.15, 0.75, "2023.10", N],
                [N, 2, "2303-370724-04-01-400002", "测试储能电站二期100MW", "测试储能公司", 3.6, 1.5, 0.6, 0.15, 0.75, "2023.10", N],
                [N, 3, "2305-370724-04-01-400003", "测试年产5万吨铝板带项目", "测试铝业甲公司", 2.1, 1, 0.4, 0.1, 0.5, "2023.12", N],
                [N, 4, "2305-370724-04-01-400004", "测试年产8万吨铝板带项目", "测试铝业甲公司", 2.1, 1, 0.4, 0.1, 0.5, "2023.12", N],
                [N, 5, "2306-370724-04-01-400005", "测试门窗型材智能车间", "测试型材乙公司", 1.4, 0.8, 0.3, 0.05, 0.35, "2024.1", N],
                [N, 6, "2306-370724-04-01-400006", "测试门窗型材智能车间", "测试型材丙公司", 1.4, 0.8, 0.3, 0.05, 0.35, "2024.1", N],
                ["基础设施类", 7, "2307-370724-04-05-400007", "测试县城供热管网改造工程", "测试热力公司", 0.9, 0.5, 0.2, 0.04, 0.24, "2024.2", N],
                [N, 8, "2307-370724-04-05-400007", "县城供热管网改造（测试）", "测试热力公司", 0.92, 0.5, 0.2, 0.04, 0.24, "2024.2", N],
                [N, 9, "2308-370724-04-05-400009", "测试弥河湿地修复", "测试水务公司", 1.1, 0.6, 0.25, 0.05, 0.31, "2024.3", N],
                ["合计", N, N, N, N, 17.12],
            ],
            merges=("A3:A8", "A9:A11"),
        )
    ),
    None,
    "2024-06",
    [
        row(
            S,
            3,
            "测试储能电站一期100MW",
            category="产业类",
            seq=1,
            code="2301-370724-04-01-400001",
            investor="测试储能公司",
            total_wan=36000,
            annual_plan_wan=15000,
            prev_cum_year_wan=6000,
            month_wan=1500,
            cum_year_wan=7500,
            start="2023-10",
        ),
        row(
            S,
            4,
            "测试储能电站二期100MW",
            category="产业类",
            seq=2,
            code="2303-370724-04-01-400002",
            investor="测试储能公司",
            total_wan=36000,
            annual_plan_wan=15000,
            prev_cum_year_wan=6000,
            month_wan=1500,
            cum_year_wan=7500,
            start="2023-10",
        ),
        row(
            S,
            5,
            "测试年产5万吨铝板带项目",
            category="产业类",
            seq=3,
            code="2305-370724-04-01-400003",
            investor="测试铝业甲公司",
            total_wan=21000,
            annual_plan_wan=10000,
            prev_cum_year_wan=4000,
            month_wan=1000,
            cum_year_wan=5000,
            start="2023-12",
        ),
        row(
            S,
            6,
            "测试年产8万吨铝板带项目",
            category="产业类",
            seq=4,
            code="2305-370724-04-01-400004",
            investor="测试铝业甲公司",
            total_wan=21000,
            annual_plan_wan=10000,
            prev_cum_year_wan=4000,
            month_wan=1000,
            cum_year_wan=5000,
            start="2023-12",
        ),
        row(
            S,
            7,
            "测试门窗型材智能车间",
            category="产业类",
            seq=5,
            code="2306-370724-04-01-400005",
            investor="测试型材乙公司",
            total_wan=14000,
            annual_plan_wan=8000,
            prev_cum_year_wan=3000,
            month_wan=500,
            cum_year_wan=3500,
            start="2024-01",
        ),
        row(
            S,
            8,
            "测试门窗型材智能车间",
            category="产业类",
            seq=6,
            code="2306-370724-04-01-400006",
            investor="测试型材丙公司",
            total_wan=14000,
            annual_plan_wan=8000,
            prev_cum_year_wan=3000,
            month_wan=500,
            cum_year_wan=3500,
            start="2024-01",
        ),
        row(
            S,
            9,
            "测试县城供热管网改造工程",
            category="基础设施类",
            seq=7,
            code="2307-370724-04-05-400007",
            investor="测试热力公司",
            total_wan=9000,
            annual_plan_wan=5000,
            prev_cum_year_wan=2000,
            month_wan=400,
            cum_year_wan=2400,
            start="2024-02",
        ),
        row(
            S,
            10,
            "县城供热管网改造（测试）",
            category="基础设施类",
            seq=8,
            code="2307-370724-04-05-400007",
            investor="测试热力公司",
            total_wan=9200,
            annual_plan_wan=5000,
            prev_cum_year_wan=2000,
            month_wan=400,
            cum_year_wan=2400,
            start="2024-02",
            duplicate_of=9,
        ),
        row(
            S,
            11,
            "测试弥河湿地修复",
            category="基础设施类",
            seq=9,
            code="2308-370724-04-05-400009",
            investor="测试水务公司",
            total_wan=11000,
            annual_plan_wan=6000,
            prev_cum_year_wan=2500,
            month_wan=500,
            cum_year_wan=3100,
            start="2024-03",
        ),
    ],
    [found("REPORTING_UNIT_UNKNOWN", "*"), found("DUP_NAME_VARIANT", S, "D10"), found("MONTH_NE_CUM_DELTA", S, "J11"), found("TOTAL_DOUBLE_COUNT", S, "F12")],
    "key_project_ledger",
)

# -- 15: a county's 84 projects by town, with headings on every page, subtotals and a grand total
TOWNS = ["城关街道", "东城街道", "冶源街道", "辛寨街道", "五井镇", "寺头镇", "九山镇", "蒋峪镇", "山旺镇", "柳山镇", "龙山高新技术产业园", "嵩山生态旅游区"]
KINDS = ["食品加工", "智能装备", "新型建材", "农旅融合", "仓储物流", "污水治理", "铝型材深加工"]


def _county():
    """The sheet, the rows of the key and the problems of a county's table."""
    head = ["镇街", "序号", "项目名称", "项目代码", "总投资", "年度计划投资", "本月完成", "本年累计", "开工以来累计完成", "开工时间", "竣工时间", "形象进度"]
    cells = [["2024年7月县重点项目调度表"], [N] * 11 + ["单位：万元"], head]
    rows, problems, merges, totals, seq = [], [], ["A1:L1"], [0] * 5, 0
    for t, town in enumerate(TOWNS):
        first, sums = len(cells) + 1, [0] * 5
        for k, kind in enumerate(KINDS):
            seq += 1
            at = len(cells) + 1
            plan = 1200 + 170 * k + 90 * t
            total, month = plan * 2 + 310 * k, 60 + 7 * k + 3 * t
            year = month * 6 + 11 * t
            cum = year + (200 * k if k % 2 else 0)
            start = (2023, 3 + k) if k % 2 else (2024, 1 + k // 2)
            name, code = f"演示{town[:2]}{kind}项目", f"2401-370724-04-01-{500000 + seq:06d}"
            line = [town if k == 0 else N, seq, name, code, total, plan, month, year, cum, f"{start[0]}.{start[1]}", f"2025年{3 + k}月", "正常推进"]
            want = row(
                "汇总表",
                at,
                name,
                town=town,
                seq=seq,
                code=code,
                total_wan=total,
                annual_plan_wan=plan,
                month_wan=month,
                cum_year_wan=year,
                cum_wan=cum,
                start=f"{start[0]}-{start[1]:02d}",
                finish=f"2025-{3 + k:02d}",
                status="正常推进",
            )
            if seq == 5:
                line[4], line[3] = f"{total:,}", N
                want["code"] = None
                problems += [found("TEXT_NUMBER", "汇总表", f"E{at}"), found("CODE_MISSING", "汇总表", f"D{at}")]
            if seq == 17:
                line[6] = f"{month}万元"
                problems.append(found("UNIT_IN_CELL", "汇总表", f"G{at}"))
            if seq == 33:
                line[9] = "2024.13.5"
                want["start"] = None
                problems.append(found("DATE_INVALID", "汇总表", f"J{at}"))
            if seq == 48:
                line[2], want["name"] = f"演示{town}{TOWNS[0]}联建项目", f"演示{town}{TOWNS[0]}联建项目"
                problems.append(found("TOWN_CONFLICT", "汇总表", f"C{at}"))
            if seq == 60:
                line[4], line[5] = total / 10000, plan
                problems.append(found("UNIT_SUSPECT", "汇总表", f"E{at}"))
            if seq == 71:
                line[11] = want["status"] = "未开工"
                problems.append(found("STATUS_CONFLICT", "汇总表", f"L{at}"))
            cells.append(line)
            rows.append(want)
            sums = [a + b for a, b in zip(sums, (total, plan, month, year, cum), strict=True)]
            if seq % 30 == 0:
                cells.append(list(head))
        if seq % 30 > 7 or seq < 30:
            merges.append(f"A{first}:A{len(cells)}")
        else:
            for r in range(first, len(cells) + 1):
                if cells[r - 1][0] is None:
                    cells[r - 1][0] = town
        shown = list(sums)
        if t == 8:
            shown[2] += 100
            problems.append(found("SUBTOTAL_MISMATCH", "汇总表", f"G{len(cells) + 1}"))
        cells.append(["小计", N, N, N, *shown])
        totals = [a + b for a, b in zip(totals, sums, strict=True)]
    cells.append(["总计", N, N, N, *totals])
    cells += [[], ["备注：数据由各镇街区报送，县发改局汇总。"]]
    return Sheet("汇总表", cells, merges=tuple(merges)), rows, problems


COUNTY, ROWS, PROBLEMS = _county()
add("2024年7月县重点项目调度表.xlsx", excel(COUNTY), None, "2024-07", ROWS, [*PROBLEMS, found("REPORTING_UNIT_UNKNOWN", "*"), may("SUM_MISMATCH", "汇总表", f"G{len(COUNTY.rows) - 2}")])

# -- 16: the title at the bottom, notes between the rows, remarks that name another unit
S = "Sheet1"
add(
    "城关街道4月在建.xlsx",
    excel(
        Sheet(
            S,
            [
                [N, N, "序号", "项 目 名 称", "总投资", "全年计划", "4月完成", "累计完成", "开（复）工时间", "竣工（投产）时间", "备注"],
                [N, N, 1, "演示东关片区更新", 56000, 15000, 1300, 22000, "2022.11", "2025.6", N],
                [N, N, N, "注：上述项目为省重点"],
                [N, N, 2, "演示中医院扩建", 2.4, 0.9, 0.07, 1.1, "2023.5.6", "2024.12", "本行金额单位为亿元"],
                [N, N, 3, "演示 数字广场", 3000, 1800, "二百万", "1,100", "2024年元月", "2024年11月", N],
                [N, N, 4, "演示停车楼", 4200, 2000, N, 600, "2024.3.10", "2025年一季度", "4月数据未报"],
                [N, N, 5, N],
                [N, N, "合  计", N, 87200, 27800, 2200, 34700],
                [],
                [N, N, "城关街道2024年4月在建项目一览表（单位：万元）"],
                [N, N, "填报人：某某      2024年5月3日"],
            ],
            merges=("C10:K10", "C11:K11", "D3:K3"),
        )
    ),
    "城关街道",
    "2024-04",
    [
        row(S, 2, "演示东关片区更新", seq=1, total_wan=56000, annual_plan_wan=15000, month_wan=1300, cum_wan=22000, start="2022-11", finish="2025-06"),
        row(S, 4, "演示中医院扩建", seq=2, total_wan=24000, annual_plan_wan=9000, month_wan=700, cum_wan=11000, start="2023-05-06", finish="2024-12"),
        row(S, 5, "演示数字广场", seq=3, total_wan=3000, annual_plan_wan=1800, month_wan=200, cum_wan=1100, start="2024-01", finish="2024-11"),
        row(S, 6, "演示停车楼", seq=4, total_wan=4200, annual_plan_wan=2000, month_wan=None, cum_wan=600, start="2024-03-10", optional_fields=["finish"]),
    ],
    [
        found("UNIT_MIXED", S, "E4:K4"),
        found("NAME_WHITESPACE", S, "D5"),
        found("UNIT_IN_CELL", S, "G5"),
        found("TEXT_NUMBER", S, "H5"),
        found("MISSING_VALUE", S, "G6"),
        may("DATE_FUZZY", S, "J6"),
        may("NONNUMERIC", S, "J6"),
        found("CODE_MISSING", S),
    ],
)

# -- 17: formulas of many kinds and cell notes
S, T = "5月", "基础数据"
add(
    "九山镇2024年5月项目（公式版）.xlsx",
    excel(
        Sheet(
            S,
            [
                ["九山镇2024年5月重点项目", N, N, N, N, N, N, "单位：万元"],
                ["序号", "项目名称", "总投资", "年度计划", "上月累计", "本月", "累计", "开工时间"],
                [1, "演示核桃油加工", "=8000+1200", 3600, 5100, 300, "=E3+F3", "2023.4"],
                [2, "演示林果交易市场", 5600, "=ROUND(C4*0.5,0)", 1200, "=基础数据!B2", "=E4+F4+50", "2023.9"],
                [3, "演示水肥一体化", "=基础数据!B3*10000", 2000, 800, 150, "=SUM(E5:F5)", "2024.1"],
                [4, "演示山地光伏", 26000, 9000, 4200, 650, "=#REF!+F6", "2024.2"],
                [5, "演示药材种植", 3400, 1500, 900, 110, 1010, "2024.3"],
                ["合计", N, "=SUM(C3:C7)", "=SUM(D3:D6)", "=SUM(E3:E7)", "=SUM(F3:F7)", N],
            ],
            notes={"F6": "经核实应为560", "C7": "已核"},
        ),
        Sheet(T, [["口径", "数值"], ["市场当月", 220], ["水肥总投资", 0.45]]),
    ),
    "九山镇",
    "2024-05",
    [
        row(S, 3, "演示核桃油加工", seq=1, total_wan=9200, annual_plan_wan=3600, prev_cum_wan=5100, month_wan=300, cum_wan=5400, start="2023-04"),
        row(S, 4, "演示林果交易市场", seq=2, total_wan=5600, annual_plan_wan=2800, prev_cum_wan=1200, month_wan=220, cum_wan=1470, start="2023-09"),
        row(S, 5, "演示水肥一体化", seq=3, total_wan=4500, annual_plan_wan=2000, prev_cum_wan=800, month_wan=150, cum_wan=950, start="2024-01"),
        row(S, 6, "演示山地光伏", seq=4, total_wan=26000, annual_plan_wan=9000, prev_cum_wan=4200, month_wan=650, cum_wan=None, start="2024-02"),
        row(S, 7, "演示药材种植", seq=5, total_wan=3400, annual_plan_wan=1500, prev_cum_wan=900, month_wan=110, cum_wan=1010, start="2024-03"),
    ],
    [
        found("FORMULA_IN_DATA", S, "C3"),
        found("FORMULA_HARDCODED", S, "G4"),
        may("FORMULA_HARDCODED", S, "D4"),
        may("FORMULA_HARDCODED", S, "C5"),
        found("MONTH_NE_CUM_DELTA", S, "G4"),
        found("FORMULA_ERROR", S, "G6"),
        found("COMMENT_CORRECTION", S, "F6"),
        found("SUM_MISMATCH", S, "D8"),
        found("FORMULA_NO_CACHE", S, "C3:G8"),
        found("CODE_MISSING", S),
    ],
)

# -- 18: amounts as people write them
S = "Sheet1"
add(
    "东城街道2024年10月重点项目（文字金额）.xlsx",
    excel(
        Sheet(
            S,
            [
                ["东城街道重点项目（截至2024年10月31日）"],
                ["序号", "项目名称", "总投资（万元）", "年度计划投资（万元）", "本月完成投资（万元）", "本年累计完成投资（万元）"],
                [1, "演示一号工程", "一亿二千万", 6000, 400, 4300],
                [2, "演示二号工程", "3千万", "1,800", "一百二十", 1300],
                [3, "演示三号工程", "１．５亿元", 7000, "５００", 5100],
                [4, "演示四号工程", "4500万元左右", 2200, 180, 1600],
                [5, "演示五号工程", "近2亿", "8000余万元", 700, 6600],
                [6, "演示六号工程", "不低于9000", 4000, 300, 3100],
                [7, "演示七号工程", "8000～10000", 4000, 260, 2900],
                [8, "演示八号工程", "2000＋500", 1200, 90, 800],
                [9, "演示九号工程", "6,2OO", 3000, 250, 2400],
                [10, "演示十号工程", "￥9 800", 4500, "无", 3000],
                [11, "演示十一号工程", "5600.50元", 2500, 210, 1900],
                [12, "演示十二号工程", "1亿5千万元", 5000, "/", 3900],
            ],
        )
    ),
    "东城街道",
    "2024-10",
    [
        row(S, 3, "演示一号工程", seq=1, total_wan=12000, annual_plan_wan=6000, month_wan=400, cum_year_wan=4300),
        row(S, 4, "演示二号工程", seq=2, total_wan=3000, annual_plan_wan=1800, month_wan=120, cum_year_wan=1300),
        row(S, 5, "演示三号工程", seq=3, total_wan=15000, annual_plan_wan=7000, month_wan=500, cum_year_wan=5100),
        row(S, 6, "演示四号工程", seq=4, total_wan=4500, total_approx=True, annual_plan_wan=2200, month_wan=180, cum_year_wan=1600),
        row(S, 7, "演示五号工程", seq=5, total_wan=20000, total_approx=True, annual_plan_wan=8000, month_wan=700, cum_year_wan=6600),
        row(S, 8, "演示六号工程", seq=6, total_wan=9000, total_at_least=True, annual_plan_wan=4000, month_wan=300, cum_year_wan=3100),
        row(S, 9, "演示七号工程", seq=7, total_wan=None, total_range_wan=[8000, 10000], annual_plan_wan=4000, month_wan=260, cum_year_wan=2900),
        row(S, 10, "演示八号工程", seq=8, total_wan=None, annual_plan_wan=1200, month_wan=90, cum_year_wan=800),
        row(S, 11, "演示九号工程", seq=9, total_wan=6200, annual_plan_wan=3000, month_wan=250, cum_year_wan=2400),
        row(S, 12, "演示十号工程", seq=10, total_wan=9800, annual_plan_wan=4500, month_wan=None, cum_year_wan=3000),
        row(S, 13, "演示十一号工程", seq=11, total_wan=0.56005, annual_plan_wan=2500, month_wan=210, cum_year_wan=1900, optional_fields=["total_wan"]),
        row(S, 14, "演示十二号工程", seq=12, total_wan=15000, annual_plan_wan=5000, month_wan=None, cum_year_wan=3900),
    ],
    [
        found("UNIT_MIXED", S, "C3"),
        found("UNIT_IN_CELL", S, "C4"),
        found("TEXT_NUMBER", S, "D4"),
        may("TEXT_NUMBER", S, "E4"),
        found("FULLWIDTH_DIGITS", S, "C5"),
        found("UNIT_MIXED", S, "C5"),
        found("FULLWIDTH_DIGITS", S, "E5"),
        found("APPROX_VALUE", S, "C6"),
        found("UNIT_IN_CELL", S, "C6"),
        found("APPROX_VALUE", S, "C7"),
        found("UNIT_MIXED", S, "C7"),
        {"code": "LOWER_BOUND", "sheet": S, "cell": "D7", "accept": {"code": ["APPROX_VALUE"]}},
        found("UNIT_IN_CELL", S, "D7"),
        found("LOWER_BOUND", S, "C8"),
        found("RANGE_VALUE", S, "C9"),
        found("EXPRESSION_TEXT", S, "C10"),
        found("LETTER_O_FOR_ZERO", S, "C11"),
        found("TEXT_NUMBER", S, "C12"),
        found("NONNUMERIC", S, "E12"),
        found("NONNUMERIC", S, "E14"),
        found("UNIT_MIXED", S, "C14"),
        {"code": "*", "sheet": S, "cell": "C13:F13", "optional": True, "accept": {"code": ["*"]}},
        found("CODE_MISSING", S),
    ],
)

# -- 19: dates as people write them
S = "Sheet1"
DATED = [
    ("演示01项目", dt.date(2023, 3, 8), dt.date(2024, 12, 31), "2023-03-08", "2024-12-31", ""),
    ("演示02项目", 45017, "45657", "2023-04-01", "2024-12-31", "C:DATE_SERIAL D:DATE_SERIAL_TEXT"),
    ("演示03项目", "3月12日", "12月底", "2024-03-12", "2024-12", "C:DATE_NO_YEAR D:DATE_NO_YEAR D:DATE_FUZZY"),
    ("演示04项目", "23.5.6", "25年6月", "2023-05-06", "2025-06", ""),
    ("演示05项目", "2024年4月上旬", "2024年年底", "2024-04", "2024-12", "C:DATE_FUZZY D:DATE_FUZZY"),
    ("演示06项目", "2023-11", "一期2024年8月，二期2025年10月", "2023-11", "2025-10", "D:MULTI_DATE"),
    ("演示07项目", "2023.2.29", "2025/6/31", None, None, "C:DATE_INVALID D:DATE_INVALID"),
    ("演示08项目", "20230615", "2024。11。30", "2023-06-15", "2024-11-30", ""),
    ("演示09项目", "２０２３年９月", "2025", "2023-09", "2025", "C:FULLWIDTH_DIGITS"),
    ("演示10项目", "2024年5月—2025年8月", None, "2024-05", "2025-08", ""),
    ("演示11项目", "已开工", "尽快", None, None, "C:NONNUMERIC D:NONNUMERIC"),
    ("演示12项目", "今年2月", "明年6月", "2024-02", "2025-06", "C:DATE_NO_YEAR D:DATE_NO_YEAR"),
    ("演示13项目", "2024-06-20", "2024-05-20", "2024-06-20", "2024-05-20", "D:DATE_ORDER"),
    ("演示14项目", "2024年9月1日", "2025.12", "2024-09-01", "2025-12", "C:START_AFTER_PERIOD"),
    ("演示15项目", "二〇二三年十月", "2024年十二月三十一日", "2023-10", "2024-12-31", ""),
    ("演示16项目", "2023/7/8 00:00:00", "2024-12-01T00:00:00", "2023-07-08", "2024-12-01", ""),
]
add(
    "五井镇2024年7月项目开竣工时间核对表.xlsx",
    excel(
        Sheet(
            S,
            [
                ["五井镇2024年7月项目开竣工时间核对表（单位：万元）"],
                ["序号", "项目名称", "开工时间", "竣工时间", "总投资", "累计完成投资"],
                *[[i, name, a, b, 1000 + 10 * i, 300 + i] for i, (name, a, b, *_) in enumerate(DATED, 1)],
            ],
        )
    ),
    "五井镇",
    "2024-07",
    [row(S, i + 2, name, seq=i, start=a, finish=b, total_wan=1000 + 10 * i, cum_wan=300 + i, **({"phase1_finish": "2024-08"} if i == 6 else {})) for i, (name, _, _, a, b, _) in enumerate(DATED, 1)],
    [
        *[found(c.split(":")[1], S, f"{c[0]}{i + 2}", **({"accept": {"code": ["DATE_FUZZY"]}} if i == 12 else {})) for i, (*_, marks) in enumerate(DATED, 1) for c in marks.split()],
        may("MULTI_DATE", S, "C12"),
        may("DATE_FUZZY", S, "C14"),
        may("DATE_FUZZY", S, "D14"),
        may("TEXT_NUMBER", S, "C10"),
        found("CODE_MISSING", S),
    ],
)

# -- 20: the title names another month than the file, the sheet and the headings
S = "6月份"
add(
    "九山镇2024年6月重点项目.xlsx",
    excel(
        Sheet(
            S,
            [
                ["九山镇2024年5月份重点项目进展情况"],
                ["填报日期：2024年7月2日", N, N, N, N, "单位：亿元"],
                ["序号", "项目名称", "总投资", "今年计划", "1-6月完成", "现状"],
                [1, "演示桃木工艺园", 0.8, 0.3, 0.16, "施工中"],
                [2, "演示玄武岩纤维", 1.5, 0.6, 0.25, "施工中"],
                [3, "演示谷物烘干", 0.05, 0.05, 480, "施工中"],
                ["总计", N, 2.35, 0.95, N],
            ],
        )
    ),
    "九山镇",
    "2024-06",
    [
        row(S, 4, "演示桃木工艺园", seq=1, total_wan=8000, annual_plan_wan=3000, cum_year_wan=1600, status="施工中"),
        row(S, 5, "演示玄武岩纤维", seq=2, total_wan=15000, annual_plan_wan=6000, cum_year_wan=2500, status="施工中"),
        row(S, 6, "演示谷物烘干", seq=3, total_wan=500, annual_plan_wan=500, cum_year_wan=480, status="施工中"),
    ],
    [found("PERIOD_CONFLICT", S, "A1"), found("UNIT_SUSPECT", S, "E6"), found("CODE_MISSING", S)],
)

# -- 21: duplicates under other names, and a total that counts one
S = "汇总"
DOUBLES = [
    ("山东测试重工高端铸件智能制造项目", "测试重工", 12000, 5000, 400, 7000, "2023.5", None, N),
    ("测试重工高端铸件智能制造", "山东测试重工有限公司", 12000, 5000, 400, 7000, "2023.5", 4, N),
    ("演示高端铸件二期项目", "演示铸造", 6000, 2000, 200, 2900, "2023.8", None, N),
    ("演示高端铸件三期项目", "演示铸造", 6000, 2000, 200, 2900, "2023.8", None, N),
    ("演示柳山寨景区提升", "演示文旅", 3500, 1500, 100, 1900, "2024.1", None, N),
    ("演示柳山寨景区提升（重复上报）", "演示文旅", 3500, 1500, 100, 1900, "2024.1", 8, "同上"),
    ("演示年产3000吨菌棒", "演示菌业甲", 900, 500, 40, 600, "2024.2", None, N),
    ("演示年产3000吨菌棒", "演示菌业乙", 900, 500, 40, 600, "2024.2", None, N),
    ("演示净水剂生产线", "演示环保", 2800, 1000, 80, 1200, "2023.11", None, N),
    ("演示 净水剂 生产线 建设项目", "演示环保", 2900, 1000, 80, 1200, "2023.11", 12, N),
]
add(
    "冶源街道2024年8月.xlsx",
    excel(
        Sheet(
            S,
            [
                ["冶源街道2024年8月重点项目"],
                ["单位：万元"],
                ["序号", "项目名称", "建设单位", "总投资", "年度投资计划", "本月完成", "累计完成投资", "开工时间", "备注"],
                *[[i, *d[:7], d[8]] for i, d in enumerate(DOUBLES, 1)],
                ["合计", N, N, sum(d[2] for d in DOUBLES), sum(d[3] for d in DOUBLES), N, N],
            ],
        )
    ),
    "冶源街道",
    "2024-08",
    [
        row(
            S,
            i + 3,
            d[0].replace(" ", ""),
            seq=i,
            investor=d[1],
            total_wan=d[2],
            annual_plan_wan=d[3],
            month_wan=d[4],
            cum_wan=d[5],
            start=f"{d[6][:4]}-{int(d[6][5:]):02d}",
            **({"duplicate_of": d[7]} if d[7] else {}),
        )
        for i, d in enumerate(DOUBLES, 1)
    ],
    [
        found("DUP_NAME_VARIANT", S, "B5"),
        found("DUP_NAME_VARIANT", S, "B9"),
        found("DUP_NAME_VARIANT", S, "B13"),
        found("NAME_WHITESPACE", S, "B13"),
        found("TOTAL_DOUBLE_COUNT", S, "D14:E14"),
        found("CODE_MISSING", S),
        may("TOWN_CONFLICT", S, "B8:B9"),
    ],
)

# -- 22: nothing is known: no unit, no year, no sender
S = "Sheet1"
add(
    "项目进度表(2).xlsx",
    excel(
        Sheet(
            S,
            [
                ["序号", "镇街", "项目", "总投资", "计划", "本月完成", "累计完成"],
                [1, "城关", "演示智慧养老", 4200, 1500, 120, 2000],
                [2, "城关街道", "演示汽车城", 16000, N, 500, 9000],
                [3, "大关镇", "演示页岩砖", 3100, 900, 60, 1200],
                [4, "嵩山生态旅游区", "演示露营基地", N, 400, 30, 100],
                [5, "辛寨街道", "演示标准厂房", 5000, 2000, "#N/A", 1400],
            ],
        )
    ),
    None,
    None,
    [
        row(S, 2, "演示智慧养老", seq=1, town="城关街道", total_wan=4200, annual_plan_wan=1500, month_wan=120, cum_wan=2000, optional_fields=["annual_plan_wan"]),
        row(S, 3, "演示汽车城", seq=2, town="城关街道", total_wan=16000, annual_plan_wan=None, month_wan=500, cum_wan=9000),
        row(S, 4, "演示页岩砖", seq=3, town=None, town_as_reported="大关镇", total_wan=3100, month_wan=60, cum_wan=1200),
        row(S, 5, "演示露营基地", seq=4, town="嵩山生态旅游区", total_wan=None, month_wan=30, cum_wan=100),
        row(S, 6, "演示标准厂房", seq=5, town="辛寨街道", total_wan=5000, month_wan=None, cum_wan=1400),
    ],
    [
        found("PERIOD_NO_YEAR", S),
        found("REPORTING_UNIT_UNKNOWN", "*"),
        found("UNIT_MISSING", S),
        found("TOWN_ALIAS", S, "B2"),
        found("TOWN_UNKNOWN", S, "B4"),
        found("MISSING_VALUE", S, "D5"),
        may("MISSING_VALUE", S, "E3"),
        {"code": "FORMULA_ERROR", "sheet": S, "cell": "F6", "accept": {"code": ["NONNUMERIC"]}},
        found("CODE_MISSING", S),
    ],
)

# -- 23: a quarter's months in a park, with a share of the plan and a year in words
S = "二季度"
add(
    "龙山高新技术产业园二季度项目投资完成表.xlsx",
    excel(
        Sheet(
            S,
            [
                ["龙山高新技术产业园二〇二四年二季度项目投资完成表"],
                ["金额单位：人民币万元"],
                ["序号", "项目（企业）名称", "项目总投资额", "本年度计划完成投资", "4月", "5月", "6月", "截至6月底累计完成投资", "完成率"],
                [1, "测试纳米材料", 20000, 8000, 600, 700, 800, 9000, 0.26],
                [2, "测试功能膜", "15 000", 6000, 500, "400（预计）", 450, 5200, 0.225],
                [3, "测试电解液", 11000, 5000, 300, 350, 0, 3400, 0.13],
            ],
        )
    ),
    "龙山高新技术产业园",
    "2024-Q2",
    [
        row(S, 4, "测试纳米材料", seq=1, total_wan=20000, annual_plan_wan=8000, months_wan=[600, 700, 800], month_wan=800, cum_wan=9000, pct_of_plan=26.0, optional_fields=["pct_of_plan"]),
        row(S, 5, "测试功能膜", seq=2, total_wan=15000, annual_plan_wan=6000, month_wan=450, cum_wan=5200, pct_of_plan=22.5, optional_fields=["pct_of_plan"]),
        row(S, 6, "测试电解液", seq=3, total_wan=11000, annual_plan_wan=5000, months_wan=[300, 350, 0], month_wan=0, cum_wan=3400, pct_of_plan=13.0, optional_fields=["pct_of_plan"]),
    ],
    [found("TEXT_NUMBER", S, "C5"), {"code": "*", "sheet": S, "cell": "F5", "optional": True, "accept": {"code": ["*"]}}, found("ZERO_MONTH", S, "G6"), found("CODE_MISSING", S)],
)

# -- 24: a joint report of streets with repeated names of columns and a section for each town
S = "联合"
add(
    "城关街道、东城街道2024年3月项目联合报送.xlsx",
    excel(
        Sheet(
            S,
            [
                ["2024年3月项目推进情况（万元）"],
                ["属地", "项目名称", "建设主体", "计划总投资", "2024年度计划投资", "3月份完成投资", "1-3月份累计完成投资", "开工（计划）时间", "计划竣工时间", "工程形象进度"],
                ["城关", "演示物流枢纽", "演示物流公司", 30000, 12000, 1000, 2700, "2023年11月", "2025年12月", "土方开挖"],
                [N, "演示文创街区", "演示文创公司", 8000, 3000, 260, 700, "2024年1月", "2024年12月", "外立面改造"],
                ["城关小计", N, N, 38000, 15000, 1260, 3400],
                ["东城", "演示产业大厦", "演示置业公司", 26000, 9000, 800, 2300, "2023年8月", "2025年6月", "主体15层"],
                [N, "演示冷鲜肉加工", "演示肉业公司", 5200, 2600, 240, 650, "2024年2月", "2024年11月", "设备安装"],
                ["东城小计", N, N, 31200, 11600, 1040, 2950],
                ["总  计", N, N, 69200, 26600, 2300, 6500],
            ],
            merges=("A1:J1", "A3:A4", "A6:A7", "A5:C5", "A8:C8", "A9:C9"),
        )
    ),
    "城关街道、东城街道",
    "2024-03",
    [
        row(
            S,
            3,
            "演示物流枢纽",
            town="城关街道",
            investor="演示物流公司",
            total_wan=30000,
            annual_plan_wan=12000,
            month_wan=1000,
            cum_year_wan=2700,
            start="2023-11",
            finish="2025-12",
            status="土方开挖",
        ),
        row(
            S,
            4,
            "演示文创街区",
            town="城关街道",
            investor="演示文创公司",
            total_wan=8000,
            annual_plan_wan=3000,
            month_wan=260,
            cum_year_wan=700,
            start="2024-01",
            finish="2024-12",
            status="外立面改造",
        ),
        row(
            S,
            6,
            "演示产业大厦",
            town="东城街道",
            investor="演示置业公司",
            total_wan=26000,
            annual_plan_wan=9000,
            month_wan=800,
            cum_year_wan=2300,
            start="2023-08",
            finish="2025-06",
            status="主体15层",
        ),
        row(
            S,
            7,
            "演示冷鲜肉加工",
            town="东城街道",
            investor="演示肉业公司",
            total_wan=5200,
            annual_plan_wan=2600,
            month_wan=240,
            cum_year_wan=650,
            start="2024-02",
            finish="2024-11",
            status="设备安装",
        ),
    ],
    [found("TOWN_ALIAS", S, "A3:A7"), found("SUM_MISMATCH", S, "G9"), found("CODE_MISSING", S)],
)
