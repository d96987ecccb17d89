"""One consistent set of projects rendered in many ways: synonyms, order, levels, units, direction, notation.

The data raise no doubt of their own, so whatever a reader reports is either named by `expected` or false.
"""

from __future__ import annotations

import random
from typing import Any

from leitai.workbooks import terms

SYNONYMS = {
    "seq": ["序号", "编号", "序 号", "No.", "顺序号"],
    "name": ["项目名称", "工程名称", "项目", "项 目 名 称", "项目全称", "建设项目名称", "项目（工程）名称", "重点项目名称", "工程项目名称"],
    "code": ["项目代码", "统一代码", "项目赋码", "在线平台项目代码", "投资项目代码", "项目统一编码"],
    "town": ["镇街", "所属镇街", "镇（街道）", "所在镇街（园区）", "属地镇街", "乡镇（街道）", "镇街园区"],
    "investor": ["建设单位", "投资主体", "项目业主", "投资方", "企业名称", "项目单位", "建设主体", "实施主体", "项目法人单位", "业主单位", "投资企业"],
    "category": ["项目类别", "类别", "项目类型", "项目级别"],
    "industry": ["所属行业", "行业类别", "产业类别", "行业"],
    "total_wan": ["总投资", "计划总投资", "投资总额", "总投资额", "项目总投资", "概算总投资", "投资总规模"],
    "annual_plan_wan": ["年度计划投资", "2024年计划投资", "本年计划", "年度投资计划", "本年度计划投资", "2024年度投资任务", "全年计划", "当年计划完成投资", "年度投资目标", "今年计划投资"],
    "month_wan": ["本月完成", "5月完成投资", "当月完成投资", "本月完成投资", "5月份完成", "本月投资", "当月投资额", "本期完成"],
    "cum_year_wan": ["1-5月完成", "本年累计完成", "年初累计", "1—5月累计完成投资", "今年以来完成投资", "年内累计完成", "本年度累计", "1至5月份完成投资", "2024年累计完成投资", "年初至今完成投资"],
    "cum_wan": ["自开工累计完成", "开工以来累计", "累计完成投资", "自开工累计完成投资", "开工至今累计完成投资", "项目开工以来累计完成投资", "总累计完成"],
    "prev_cum_year_wan": ["上月累计", "1-4月完成", "截至上月累计", "上月底累计完成", "上期累计"],
    "prev_year_wan": ["上年同期", "去年同期", "上年同期完成", "去年同期完成投资", "2023年同期"],
    "yoy_pct": ["同比增长%", "同比（%）", "同比增速", "同比增幅", "同比±%"],
    "pct_of_plan": ["完成年度计划%", "年度计划完成率", "占年度计划比例", "投资完成率", "完成率（%）", "占年度计划百分比"],
    "start": ["开工时间", "开工日期", "实际开工时间", "开工年月", "动工时间"],
    "finish": ["竣工时间", "计划竣工时间", "预计竣工日期", "拟竣工时间", "竣工（投产）时间", "计划完工时间", "预计投产时间"],
    "status": ["形象进度", "工程进展", "目前进展", "项目进展情况", "建设进度", "工程形象进度", "推进情况", "当前状态"],
    "land_mu": ["用地（亩）", "占地面积（亩）", "用地面积(亩)", "占地（亩）"],
    "chemical": ["是否化工项目", "是否化工", "是否属化工项目"],
}  # fmt: skip
SPARE = [
    "联系人",
    "联系电话",
    "包靠领导",
    "责任单位",
    "存在问题",
    "备注",
    "建设内容",
    "是否入统",
    "下步打算",
    "项目负责人",
    "设备投资",
]
AMOUNTS = ["total_wan", "annual_plan_wan", "prev_cum_year_wan", "month_wan", "cum_year_wan", "cum_wan", "prev_year_wan"]
TOWNS = ["城关街道", "东城街道", "五井镇", "寺头镇", "九山镇", "山旺镇", "柳山镇", "蒋峪镇"]
NAMES = [
    "高端铝材深加工", "智能装备制造园", "生物医药中间体", "冷链仓储物流中心", "绿色建材生产基地", "葡萄酒庄", "陶瓷膜组件", "饲料添加剂扩产", "农产品交易市场",
    "轴承套圈生产线", "红丝砚文化园", "光伏组件二期", "地热供暖", "数据中心", "新能源客车零部件", "沥青混凝土搅拌站", "养老公寓", "矿山修复", "汽车拆解", "屠宰加工",
]  # fmt: skip
FIRMS = ["华瑞重工", "金沂铝业", "盛源科技", "伟丰食品", "鼎新建材", "博远生物", "昌泰物流", "德润农业"]


def projects(r: random.Random, count: int) -> list[dict[str, Any]]:
    """Believable projects: every figure agrees with the others."""
    out = []
    for n, name in enumerate(r.sample(NAMES, count), 1):
        total = r.randrange(40, 400) * 100
        plan = int(total * r.uniform(0.3, 0.6) / 10) * 10
        month = int(plan * r.uniform(0.03, 0.12) / 10) * 10 + 10
        prev = int(plan * r.uniform(0.1, 0.5) / 10) * 10
        year = prev + month
        base = int(year / r.uniform(1.05, 1.9)) // 10 * 10 + 10
        begun = (r.randrange(2021, 2024), r.randrange(1, 13), r.randrange(1, 28))
        out.append({
            "seq": n, "name": name, "code": f"24{r.randrange(1, 5):02d}-370724-04-01-{100000 + n * 37 + r.randrange(30)}", "town": r.choice(TOWNS), "investor": f"{r.choice(FIRMS)}{n}厂",
            "category": r.choice(["省重点", "市重点"]), "industry": r.choice(["制造业", "服务业"]), "total_wan": total, "annual_plan_wan": plan, "prev_cum_year_wan": prev, "month_wan": month,
            "cum_year_wan": year, "cum_wan": year + int(total * 0.2) // 10 * 10, "prev_year_wan": base, "yoy_pct": round((year - base) / base * 100, 1), "pct_of_plan": round(year / plan * 100, 1),
            "start": begun, "finish": (2025, r.randrange(6, 13), r.randrange(1, 28)), "status": r.choice(["主体施工", "设备安装", "基础施工", "装修"]), "land_mu": r.randrange(10, 200), "chemical": r.random() < 0.3,
        })  # fmt: skip
    return out


def written_date(r: random.Random, ymd: tuple[int, int, int]) -> tuple[Any, dict[str, str]]:
    y, m, d = ymd
    day = {"value": f"{y}-{m:02d}-{d:02d}", "precision": "day"}
    month = {"value": f"{y}-{m:02d}", "precision": "month"}
    import datetime

    return r.choice([
        (f"{y}.{m}.{d}", day), (f"{y}-{m:02d}-{d:02d}", day), (f"{y}年{m}月{d}日", day), (f"{y}/{m}/{d}", day), (datetime.date(y, m, d), day),
        (f"{y}年{m}月", month), (f"{y}.{m}", month), (f"{y}-{m:02d}", month), (str(y), {"value": str(y), "precision": "year"}),
    ])  # fmt: skip


def rendered(seed: int) -> tuple[terms.Book, list[dict[str, Any]], set[str]]:
    """(book, expected rows with `row`, codes that must be reported); any other required code is false."""
    r = random.Random(seed)
    data = projects(r, r.randrange(4, 9))
    fields = ["name", *r.sample([f for f in SYNONYMS if f != "name"], r.randrange(6, 16))]
    if "yoy_pct" in fields and not {"prev_year_wan", "cum_year_wan"} <= set(fields):
        fields.remove("yoy_pct")
    if "pct_of_plan" in fields and not {"annual_plan_wan", "cum_year_wan"} <= set(fields):
        fields.remove("pct_of_plan")
    if "prev_cum_year_wan" in fields and "cum_year_wan" not in fields:
        fields.remove("prev_cum_year_wan")
    columns: list[str | None] = ordered(r, fields)
    for spare in r.sample(SPARE, r.randrange(0, 3)):
        columns.insert(r.randrange(1, len(columns) + 1), f"*{spare}")
    codes: set[str] = set() if "code" in fields else {"CODE_MISSING"}
    note, units = unit_plan(r, [c for c in columns if c in AMOUNTS])
    if len({*units.values(), note} - {None}) > 1 and any(u for u in units.values()):
        stated = {units[c] or note for c in units}
        codes |= {"COLUMN_UNITS_DIFFER"} if len(stated) > 1 else set()
    head = headings(r, columns, units)
    table, expected = body(r, data, columns, note, units)
    return placed(r, head, table, expected, note, columns, codes)


def ordered(r: random.Random, fields: list[str]) -> list[str | None]:
    """Usual or shuffled order."""
    order = list(SYNONYMS)
    out: list[str | None] = sorted(fields, key=order.index)
    if r.random() < 0.4:
        r.shuffle(out)
    return out


def unit_plan(r: random.Random, amounts: list[str | None]) -> tuple[str | None, dict[str | None, str | None]]:
    """Unit by note, by each heading, or both, with the heading leading."""
    way = r.choice(["note", "head", "both"])
    note = r.choice(["万元", "亿元", "万元"]) if way != "head" else None
    units: dict[str | None, str | None] = {
        a: (r.choice(["万元", "亿元", "万元"]) if way == "head" else None) for a in amounts
    }
    if way == "both" and amounts:
        units[r.choice(amounts)] = r.choice(["万元", "亿元"])
    return note, units


def headings(
    r: random.Random, columns: list[str | None], units: dict[str | None, str | None]
) -> list[list[str | None]]:
    """One or two heading rows; the upper one groups neighbouring amounts or dates."""
    low: list[str | None] = []
    for c in columns:
        word = c[1:] if c and c.startswith("*") else r.choice(SYNONYMS[c or ""])
        unit = units.get(c)
        style = r.choice(["（{}）", "({})", "\n（{}）", "（单位：{}）"])
        low.append(word + (style.format(unit) if unit else ""))
    if r.random() < 0.5:
        return [low]
    top: list[str | None] = list(low)
    bottom: list[str | None] = [None] * len(low)
    for kinds, words in (
        (AMOUNTS, ["投资情况", "投资完成情况", "投 资"]),
        (["start", "finish"], ["建设起止时间", "时间节点", "工期"]),
    ):
        n = 0
        while n < len(columns):
            m = n
            while m < len(columns) and columns[m] in kinds:
                m += 1
            if m - n >= 2:
                bottom[n:m] = low[n:m]
                top[n:m] = [r.choice(words), *[None] * (m - n - 1)]
            n = max(m, n + 1)
    return [top, bottom] if any(bottom) else [low]


def body(
    r: random.Random,
    data: list[dict[str, Any]],
    columns: list[str | None],
    note: str | None,
    units: dict[str | None, str | None],
) -> tuple[list[list[Any]], list[dict[str, Any]]]:
    rows, expected = [], []
    percent = r.choice(["sign", "bare"])
    for p in data:
        line, want = [], {}
        for c in columns:
            if c is None or c.startswith("*"):
                line.append(r.choice(["张三", None, "无", "县发改局"]) if c != "*设备投资" else 100)
                continue
            want[c] = p[c]
            if c in AMOUNTS:
                line.append(round(p[c] / 10_000, 6) if (units[c] or note) == "亿元" else p[c])
            elif c in ("start", "finish"):
                shown, want[c] = written_date(r, p[c])
                line.append(shown)
            elif c in ("yoy_pct", "pct_of_plan"):
                line.append(f"{p[c]}%" if percent == "sign" else p[c])
            elif c == "chemical":
                line.append("是" if p[c] else "否")
            else:
                line.append(p[c])
        rows.append(line)
        expected.append(want)
    return rows, expected


def placed(
    r: random.Random,
    head: list[list[str | None]],
    table: list[list[Any]],
    expected: list[dict[str, Any]],
    note: str | None,
    columns: list[str | None],
    codes: set[str],
) -> tuple[terms.Book, list[dict[str, Any]], set[str]]:
    """Puts title, note, heading and rows on a sheet, upright or lying, and notes the place of each row."""
    made = terms.Sheet("5月" if r.random() < 0.5 else "Sheet1")
    lying = r.random() < 0.25
    left = r.choice([1, 1, 2])
    lines: list[tuple[int, int, Any]] = []
    top = r.choice([1, 1, 2])
    title = r.choice(["五井镇2024年5月重点项目进展情况表", "五井镇2024年5月份重点项目调度表"])
    bottom_title = r.random() < 0.15
    if not bottom_title:
        lines.append((top, left, title))
        top += 1
    if note:
        lines.append(
            (top, left, f"单位：{note}")
            if r.random() < 0.5
            else (top, left + len(columns) - 1 if not lying else left + 2, f"（单位：{note}）")
        )
        top += 1
    top += r.choice([0, 0, 1])
    grid: list[list[Any]] = [*head]
    at = {}
    for n, line in enumerate(table):
        at[n] = len(grid)
        grid.append(line)
        if not lying and n == 2 and r.random() < 0.3:
            grid.append(subtotal(columns, table[: n + 1], "小 计"))
        if not lying and n == 3 and r.random() < 0.2:
            grid.extend(head)
    if not lying and r.random() < 0.5:
        grid.append(subtotal(columns, table, r.choice(["合计", "总 计", "合  计"])))
    wide = {(n, c) for n, line in enumerate(head[:-1]) for c, v in enumerate(line) if v}
    for g, line in enumerate(grid):
        for c, v in enumerate(line):
            lines.append((top + c, left + g, v) if lying else (top + g, left + c, v))
    merge_heads(made, head, top, left, lying, r.random() < 0.7, wide)
    end = top + (len(columns) if lying else len(grid))
    if bottom_title:
        lines.append((end + 1, left, title))
    if r.random() < 0.5:
        lines.append((end + 2, left, "填表人：李四    联系电话：0536-3110000"))
    for row, column, v in sorted(lines, key=lambda x: (x[0], x[1])):
        if v is not None:
            line = made.rows.setdefault(row, [])
            line.extend([None] * (column - len(line)))
            line[column - 1] = v
    for n, want in enumerate(expected):
        want["row"] = f"col {terms.letters(left + at[n])}" if lying else top + at[n]
    return terms.Book("五井镇5月报表.xlsx", [made]), expected, codes


def subtotal(columns: list[str | None], rows: list[list[Any]], word: str) -> list[Any]:
    out: list[Any] = []
    label = 0
    for n, c in enumerate(columns):
        if c in AMOUNTS or c == "land_mu":
            out.append(round(sum(line[n] for line in rows), 6))
        else:
            out.append(word if c == "name" else None)
            label += 1
    return out


def merge_heads(
    made: terms.Sheet,
    head: list[list[str | None]],
    top: int,
    left: int,
    lying: bool,
    merged: bool,
    wide: set[tuple[int, int]],
) -> None:
    if len(head) < 2 or not merged:
        return
    low = head[1]
    for c, v in enumerate(head[0]):
        if v is None:
            continue
        if low[c] is None:
            area = (top, left + c, top + 1, left + c) if not lying else (top + c, left, top + c, left + 1)
        else:
            last = c
            while last + 1 < len(low) and head[0][last + 1] is None and low[last + 1] is not None:
                last += 1
            area = (top, left + c, top, left + last) if not lying else (top + c, left, top + last, left)
        if area[:2] != area[2:]:
            made.merges.append(area)
