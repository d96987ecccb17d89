"""What each row of a table's body is: a project, a total, the heading of a group, a note, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise, repeat
from operator import itemgetter
from typing import Any

from leitai.workbooks.rules import amounts, columns, tables, towns
from leitai.workbooks.rules import text as texts

TOTAL = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十]+[)）]?[、.]?)?(?:(?:[\u4e00-\u9fffA-Za-z0-9、]{0,14}?)(?:小计|合计|总计|共计|总和|汇总数?|累计数?|计)|合|总|总数|计|total|subtotal|sum)"
    r"(?:[(（:：].*|\d*|[共]?\d+[个家项].*)?$",
    re.IGNORECASE,
)
NOT_TOTAL = re.compile(r"设计|会计|统计|审计|计算|计量|钟表|仪器|项目$|工程$|生产线$|基地$|中心$|产业园$")
NIL = re.compile(
    r"^(?:[(（]?(?:本月|本期|本季度|当月|该月|目前|\d+月份?)?(?:暂|均|尚)?(?:无|没有|未有|零报告|零报送|0报告|零申报|空表)(?:新增|在建|新开工|签约|符合条件的?|招商|上报|重点|此类|相关|活动|外出)*(?:项目|情况|内容|数据|企业|活动)?(?:上报|报送)?[)）]?[。.]?)$"
    r"|^(?:/|—|－|-)?(?:零报送|零报告)$"
)
FOOTER = re.compile(
    r"^(?:填[报表制写](?:人|单位|时间|日期)?|制表人?|制表|编制人?"
    r"|审核人?|审批|复核|审签|联系人?|联系电话|联系方式|电话|负责人|单位负责人|主要负责人|主管领导|分管领导"
    r"|签[字章发]|盖章|经办人?|统计人?|报送(?:人|单位|时间|日期)|日期|备注|注|说明|填表说明|附注|附)[\w（）()]{0,8}[:：]"
    r"|^(?:注|说明|备注)[\d一1]?[:：.、 ]"
)
CLASSES = (
    "(?:续建|新建|新开工|在建|拟建|拟开工|储备|前期|竣工|投产|签约|招商|工业|农业|服务业|文旅|制造业|基础设施|民生|社会事业|技改"
    "|省级?|市级?|县级?|重点|重大|产业|类|未开工|已开工|意向|其他|其它|交通|水利|能源|教育|医疗|房地产|商贸|物流|生态|环保)"
)
GROUP = re.compile(
    rf"^(?:[(（]?[一二三四五六七八九十]+[)）]?[、.．:：]?)?(?:[ⅠⅡⅢⅣ]+[、.])?{CLASSES}+(?:类)?(?:项目|工程)?(?:[(（]?共?\d*[个项]?(?:项目)?[)）]?)?[:：]?$"
)
CAPTION = re.compile(
    r"(?:20\d\d|[〇零一二三四五六七八九]{4})年.*(?:表|情况|统计|汇总|台账|一览|清单|月报|报表|通报)(?:[(（].*[)）])?$"
    r"|(?:统计表|情况表|汇总表|调度表|进度表|一览表|明细表|台账|报表)(?:[(（].*[)）])?$"
)
NUMBERED = re.compile(r"^[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?$")


@dataclass(slots=True)
class Item:
    """A row of the body. `kind`: project, total, subtotal, group, nil, note, hidden, empty, repeat, numbers."""

    row: int
    kind: str
    cell: tuple[int, int] | None = None
    text: str = ""
    why: str = ""


@dataclass(slots=True)
class Body:
    items: list[Item] = field(default_factory=list)

    def of(self, *kinds: str) -> list[Item]:
        return [i for i in self.items if i.kind in kinds]


def body(table: tables.Table) -> Body:
    """The rows of a table's body, each with what it is."""
    name = table.first("name") or table.first("time")
    lead = [c for c in table.columns if c.at <= (name.at if name else table.left)]
    texts_of = [c for c in table.columns if c.field in ("town", "investor", "name", "seq", "category", "code")]
    looked = sorted({c.at for c in (*lead, *texts_of)})
    name_at = name.at if name else table.left
    odd = odd_rows(table, name_at, looked)
    if odd is None:
        return Body([classified(table, r, name_at, looked) for r in table.rows])
    items = list(map(Item, table.rows, repeat("project"), zip(table.rows, repeat(name_at))))
    for n, r in enumerate(table.rows):
        if r in odd:
            items[n] = classified(table, r, name_at, looked)
    return Body(items)


def odd_rows(table: tables.Table, name_at: int, looked: list[int]) -> set[int] | None:
    """Rows of a large table that may be something else than projects; None where all are to be looked at."""
    grid = table.grid
    if len(table.rows) <= tables.MANY or not grid.by_column() or len(table.rows) < 0.9 * len(grid.sheet.rows):
        return None
    first = grid.first
    out = {*table.rows[:20], *table.rows[-40:], *table.sheet.hidden_rows, *(r for r, _ in grid.anchor)}
    out |= {n + first for n in other_names(grid.by_column()[name_at - 1])}
    for c in looked:
        column = grid.by_column()[c - 1]
        if c != name_at:
            odd = {
                v
                for v in set(column)
                if type(v) is str and ("计" in v or "总" in v or "：" in v or ":" in v or "total" in v.lower())
            }
            out |= {n for n, v in enumerate(column, first) if v in odd} if odd else set()
    money = [c.at for c in table.columns if c.field in columns.FIELDS_OF_MONEY]
    if money:
        out |= {n for n, v in enumerate(grid.by_column()[money[0] - 1], first) if v is None or v == ""}
    return out


def other_names(column: tuple[Any, ...]) -> Iterator[int]:
    """Indexes of names that may be something else than a project's; what a block of them shows is asked first."""
    for begin in range(0, len(column), BLOCK):
        block = column[begin : begin + BLOCK]
        if set(map(type, block)) == {str} and all(block):
            joined = "\n".join(block)
            if (
                min(map(len, block)) > 6
                and not any(s in joined for s in SIGNS)
                and MARKED.isdisjoint(map(itemgetter(0), block))
            ):
                continue
        yield from (n for n, v in enumerate(block, begin) if type(v) is not str or may_be_other(v))


def may_be_other(name: str) -> bool:
    return len(name) <= 6 or name[0] in MARKED or any(s in name for s in SIGNS)


BLOCK = 500
SIGNS = ("计", "总", "：", ":", "无", "零报")
MARKED = frozenset("一二三四五六七八九十（( \n\t")


def classified(table: tables.Table, row: int, name_at: int, looked: list[int]) -> Item:
    grid = table.grid
    filled = [c for c in grid.filled(row) if table.left <= c <= table.right and c not in table.sheet.hidden_columns]
    reach = [
        c
        for c in range(table.left, table.right + 1)
        if grid.top(row, c) in grid.extent and grid.top(row, c) != (row, c)
    ]
    if row in table.sheet.hidden_rows:
        return Item(row, "hidden" if filled else "blank", why="隐藏行")
    if not filled:
        return Item(row, "project" if taken_down(table, row, name_at, reach) else "blank")
    first = filled[0]
    first_text = texts.bare(grid.own(row, first))
    named = texts.bare(grid.value(row, name_at))
    if repeats(table, row, filled):
        return Item(row, "repeat", (row, first), first_text, "表头重复")
    if FOOTER.match(first_text):
        return Item(row, "note", (row, first), str(grid.own(row, first)), "落款或说明")
    total = total_cell(table, row, looked)
    if total:
        word = texts.bare(grid.own(*total))
        return Item(
            row, "subtotal" if "小计" in word else "total", total, word, "小计行" if "小计" in word else "合计行"
        )
    if column_numbers(table, row, filled):
        return Item(row, "numbers", (row, first), why="栏次")
    return told(table, row, name_at, filled, named)


def told(table: tables.Table, row: int, name_at: int, filled: list[int], named: str) -> Item:
    """Rows that are neither totals nor headings: nil returns, groups, notes, numbered empty rows, projects."""
    grid = table.grid
    first = filled[0]
    first_text = texts.bare(grid.own(row, first))
    for c in filled[:4]:
        if NIL.match(texts.bare(grid.own(row, c))) and (c == name_at or len(filled) <= 2) and not has_money(table, row):
            return Item(row, "nil", (row, c), str(grid.own(row, c)), "本月无")
    seq = table.first("seq")
    numbered = seq is not None and NUMBERED.match(texts.bare(grid.own(row, seq.at)))
    if group_heading(table, row, first, filled, named, bool(numbered)):
        return Item(
            row, "group" if not has_money(table, row) else "subtotal", (row, first), named or first_text, "分组标题"
        )
    if len(filled) == 1 and (amounts.unit_stated(first_text) is not None or CAPTION.search(first_text)):
        return Item(row, "note", (row, first), str(grid.own(row, first)), "说明")
    wide = grid.spans(row, first) >= max(3, 0.5 * len(table.columns))
    if len(filled) == 1 and (wide or first != name_at) and not isinstance(grid.own(row, first), (int, float)):
        if named and grid.top(row, name_at) != (row, first):
            return Item(row, "project", (row, name_at))
        return Item(row, "note", (row, first), str(grid.own(row, first)), "说明")
    if re.match(r"其中[:：]?", named) and not re.match(r"其中[:：]?.*(?:项目|工程)$", named):
        return Item(row, "note", (row, name_at), named, "其中项")
    dated = table.first("name") is None  # trips go by their time, which may be a date or a number
    if not named or not (dated or isinstance(grid.value(row, name_at), str)) or amounts.DASHES.match(named):
        return Item(row, "empty", (row, first), first_text, "无项目名称")
    return Item(row, "project", (row, name_at))


def taken_down(table: tables.Table, row: int, name_at: int, reach: list[int]) -> bool:
    """Whether a row without cells of its own is a project: never, it only continues merged cells."""
    return False


def repeats(table: tables.Table, row: int, filled: list[int]) -> bool:
    """Whether a row repeats a level of the heading."""
    heads = {c.at: {texts.bare(p) for p in c.path} for c in table.columns}
    same = sum(texts.bare(table.grid.own(row, c)) in heads.get(c, ()) for c in filled)
    return same >= 2 and same >= 0.7 * len(filled)


def total_cell(table: tables.Table, row: int, looked: list[int]) -> tuple[int, int] | None:
    grid = table.grid
    seq = table.first("seq")
    for c in looked:
        if c < table.left or grid.top(row, c)[0] != row or not isinstance(grid.own(row, c), str):
            continue
        word = texts.bare(grid.own(row, c))
        if len(word) <= 24 and TOTAL.match(word) and not NOT_TOTAL.search(re.sub(r"[(（].*", "", word)):
            if word.endswith("计") and not re.search("小计|合计|总计|共计", word) and len(word) > 1:
                continue
            if seq and isinstance(grid.own(row, seq.at), (int, float)) and re.fullmatch(r"累计数?|总数|汇总数?", word):
                continue
            return row, c
    return None


def column_numbers(table: tables.Table, row: int, filled: list[int]) -> bool:
    """A row of column numbers (1 2 3 … or 甲 乙 1 2 3) below the heading."""
    if len(filled) < 4 or not (row <= table.bottom + 2 or repeats(table, row - 1, table.grid.filled(row - 1))):
        return False
    words = [texts.bare(table.grid.own(row, c)).strip("()[]") for c in filled]
    numbers = [int(w) for w in words if w.isdigit()]
    rest = [w for w in words if not w.isdigit()]
    steps = all(b == a + 1 for a, b in pairwise(numbers))
    odd = [w for w in rest if not re.fullmatch(r"[甲乙丙丁戊己庚]|栏次|序号|[a-zA-Z]|\d+[=＝].*|[\d()=+\-*/×÷]+", w)]
    return len(numbers) >= 3 and steps and numbers[0] <= 3 and not odd


def has_money(table: tables.Table, row: int) -> bool:
    for c in table.columns:
        if c.field in columns.FIELDS_OF_MONEY or c.field == "money_other":
            v = table.grid.own(row, c.at)
            if (row, c.at) in table.sheet.formulas or amounts.read(v).number is not None:
                return True
    return False


def group_heading(table: tables.Table, row: int, first: int, filled: list[int], named: str, numbered: bool) -> bool:
    word = named or texts.bare(table.grid.own(row, first))
    if word:
        core = re.sub(r"^[(（]?[一二三四五六七八九十]+[)）]?[、.．:：]", "", word)
        marked = core != word or numbered
        stripped = re.sub(r"[(（]?共?\d+[个项家](?:项目)?[)）]?$", "", core).rstrip(":：")
        if GROUP.match(word) and (marked or len(filled) <= 2 or not has_dates(table, row)):
            return not (isinstance(seq_value(table, row), (int, float)) and not marked)
        if (marked or len(filled) == 1) and towns.find(stripped) and word == (named or word):
            return not isinstance(seq_value(table, row), (int, float))
    return False


def has_dates(table: tables.Table, row: int) -> bool:
    dated = [
        c
        for c in table.columns
        if c.field in ("start", "finish", "start_finish", "status", "investor", "code", "signed")
    ]
    return any(table.grid.own(row, c.at) not in (None, "") for c in dated)


def seq_value(table: tables.Table, row: int) -> object:
    seq = table.first("seq")
    return table.grid.own(row, seq.at) if seq else None
