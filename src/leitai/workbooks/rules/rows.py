"""The rows of a table as read: each column's cells turned into fields, doubts about notation reported on the way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from leitai.workbooks import terms
from leitai.workbooks.rules import amounts, columns, dates, doubts, formulas, periods, tables, towns
from leitai.workbooks.rules import text as texts
from leitai.workbooks.rules.calculating import Calculator

Cell = tuple[int, int]

REQUIRED = ("total_wan", "annual_plan_wan", "month_wan", "cum_year_wan", "cum_wan")
TEXT_FIELDS = ("investor", "category", "industry", "status")
CODE = re.compile(r"\d{4}-\d{6}-\d{2}-\d{2}-\d{6}")
NOT_BEGUN = re.compile(
    r"未开工|尚未开工|未动工|未启动|未建设|未开始|待开工|拟开工|即将开工|准备开工|计划开工|筹备开工|没有开工|还没开工|暂未开工|未实质性?开工|未进场|待建"
)
NOTATION = (
    "APPROX_VALUE",
    "LOWER_BOUND",
    "RANGE_VALUE",
    "EXPRESSION_TEXT",
    "NONNUMERIC",
    "LETTER_O_FOR_ZERO",
    "CHINESE_NUMERAL",
    "FORMULA_ERROR",
)


NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(slots=True)
class Row:
    """One project: `fields` as answered; `odd` the amounts whose notation forbids comparing.

    `moved` holds the cells of fields that don't stand in this row or in their own column (filled down, last month).
    """

    table: tables.Table
    row: int
    fields: dict[str, Any] = field(default_factory=dict)
    odd: Mapping[str, amounts.Amount] = NOTHING
    moved: Mapping[str, Cell] = NOTHING
    remark: str = ""
    duplicate_of: Row | None = None
    replaced: frozenset[str] = frozenset()

    @property
    def sheet(self) -> terms.Sheet:
        return self.table.sheet

    @property
    def place(self) -> int | str:
        return self.sheet.place(self.row)

    def cell(self, name: str) -> Cell | None:
        """Where a field stands; None where the table has no such column."""
        if name in self.moved:
            return self.moved[name]
        column = self.table.at_field.get(name)
        return None if column is None else (self.row, column)

    def stands(self, name: str, at: Cell) -> None:
        if at != self.cell(name):
            self.moved = {**self.moved, name: at}

    def wan(self, column: tables.Column) -> float | None:
        """The amount read of a money column."""
        value = self.fields.get(column.field or "")
        return value[self.table.order[column.at]] if isinstance(value, list) else value

    def where(self, name: str) -> str:
        return self.sheet.addr(*(self.cell(name) or (self.row, self.table.columns[0].at)))

    def amount(self, name: str) -> float | None:
        """A comparable amount: none where the cell holds a bound, a range or an expression."""
        value = self.fields.get(name)
        return None if name in self.odd or value is None else value


@dataclass(slots=True)
class Context:
    """What reading a table's rows needs to know."""

    collector: doubts.Collector
    calculator: Calculator
    period: periods.Period
    units: columns.Units
    hints: terms.Hints
    sheet_town: str | None = None
    sheet_town_said: str | None = None
    silent: bool = False
    intents: bool = False
    titles: str = ""

    def report(self, table: tables.Table, code: str, at: Cell, **words: Any) -> None:
        if not self.silent:
            self.collector.add(code, table.sheet.name, table.sheet.addr(*at), **words)


def cell_value(ctx: Context, table: tables.Table, row: int, column: int) -> tuple[Any, Cell]:
    """(value, its true place in the table's sheet) of a cell: merged cells filled down, formulas worked out."""
    at = table.grid.top(row, column)
    if at[1] != column or (at[0] != row and at[0] <= table.bottom):
        return None, (row, column)
    if at in table.sheet.uncached:
        true = (at[1], at[0]) if table.sheet.flipped else at
        return ctx.calculator.value(table.sheet.name, *true, True), at
    value = table.sheet.get(*at)
    return (None if isinstance(value, str) and not value.strip() else value), at


def read_rows(ctx: Context, table: tables.Table, numbers: list[int], groups: dict[int, str | None]) -> list[Row]:
    """The project rows of a table. `groups`: row -> town given by the heading of its group."""
    out = [Row(table, n) for n in numbers]
    remarks = [c for c in table.columns if c.field in ("remark", "issue", "remark_other", "issue_other")]
    for row in out:
        row.remark = "；".join(texts.shown(v) for c in remarks if (v := table.grid.value(row.row, c.at)) is not None)
    unit_column = table.first("unit")
    for c in table.columns:
        if c.field in columns.FIELDS_OF_MONEY:
            for row in out:
                read_money(ctx, row, c, unit_column)
        elif c.field is not None:
            for row in out:
                read_other(ctx, row, c)
    for row in out:
        gather_months(ctx, row)
        late_fields(ctx, row, groups.get(row.row))
        report_row(ctx, row)
    read_percents(ctx, table, out)
    return out


# ------------------------------------------------------------------------------------------------------------- money
def unit_of(ctx: Context, row: Row, column: tables.Column, unit_column: tables.Column | None) -> tuple[float, bool]:
    """(scale for a bare number, whether it comes from a remark): remark, unit column, heading, note, others, 万元."""
    said = remark_unit(row.remark, column.field or "")
    if said:
        return said, True
    if unit_column is not None:
        own = amounts.unit_word(row.table.grid.value(row.row, unit_column.at))
        if own:
            return own, False
        if column.meaning.scale is None and ctx.units.note is None:
            ctx.report(row.table, "UNIT_MISSING", (row.row, unit_column.at))
    return ctx.units.scale.get(column.at, 1.0), False


WORDS = (
    ("total_wan", r"总投资|投资总|投资额"), ("annual_plan_wan", r"计划"), ("month_wan", r"本月|当月|月完成"),
    ("cum", r"累计|完成(?!.*计划)"), ("phase1_wan", r"一期"), ("prev", r"上月|同期"),
)  # fmt: skip


def remark_unit(remark: str, name: str) -> float | None:
    """The unit a remark gives to an amount (总投资单位为亿元); amounts named in it (含二期1.2亿) give none."""
    if not remark or ("元" not in remark and "亿" not in remark and "万" not in remark):
        return None
    for clause in re.split(r"[，,;；。\n]", texts.flat(remark)):
        m = re.search(
            rf"(?<![\d.〇零一二三四五六七八九十百千余多])({amounts.UNIT})(?!以上|级|项目|企业|[\d\u4e00-\u9fff]{{3}})",
            clause,
        )
        if not m or not re.search(
            r"单位|为|按|以|计|是|均|填|[:：]|投资|累计|计划|本月|金额", clause[: m.start()] + clause[m.end() :]
        ):
            continue
        named = [field_name for field_name, words in WORDS if re.search(words, clause)]
        if not named or any(name.startswith(n) or (n == "month_wan" and name == "months_wan") for n in named):
            return amounts.SCALES[m[1]]
    return None


def read_money(ctx: Context, row: Row, column: tables.Column, unit_column: tables.Column | None) -> None:
    table, name = row.table, column.field or ""
    value, at = cell_value(ctx, table, row.row, column.at)
    fresh = at[0] == row.row
    row.stands(name, at)
    amount = amounts.read(value)
    scale, by_remark = unit_of(ctx, row, column, unit_column)
    wan = amount.wan(scale)
    if name not in ("months_wan", "cum_by_month_wan"):
        row.fields[name] = wan
        keep_marks(row, name, amount, scale)
    else:
        row.fields.setdefault(name, []).append(wan)
        if unfit(amount):
            row.odd = {**row.odd, name: amount}
    if not fresh:
        return
    if amount.codes or amount.scale or by_remark:
        report_amount(ctx, row, column, at, value, amount, scale, by_remark)
    if value is None and at not in table.sheet.uncached and reported(table, column):
        ctx.report(table, "MISSING_VALUE", at, label=doubts.label(name))


def reported(table: tables.Table, column: tables.Column) -> bool:
    """Whether an empty cell of this column is worth asking about: the total, the plan, the month, the cumulative."""
    if column.field in ("months_wan", "cum_by_month_wan"):
        same = [c for c in table.columns if c.field == column.field]
        return column is last_filled(table, same) and not (column.field == "months_wan" and table.first("month_wan"))
    return column.field in REQUIRED


def last_filled(table: tables.Table, same: list[tables.Column]) -> tables.Column:
    for c in reversed(same):
        if any(table.grid.own(r, c.at) is not None or (r, c.at) in table.sheet.formulas for r in table.rows[:200]):
            return c
    return same[-1]


def unfit(amount: amounts.Amount) -> bool:
    """Whether an amount may not be compared: ranges, bounds, about-values, expressions."""
    return amount.low is not None or amount.at_least or "EXPRESSION_TEXT" in amount.codes


def keep_marks(row: Row, name: str, amount: amounts.Amount, scale: float) -> None:
    if unfit(amount):
        row.odd = {**row.odd, name: amount}
    if name != "total_wan":
        return
    if amount.low is not None and amount.high is not None:
        own = amount.scale or scale
        row.fields["total_range_wan"] = [amounts.neat(amount.low * own), amounts.neat(amount.high * own)]
    if amount.approx:
        row.fields["total_approx"] = True
    if amount.at_least:
        row.fields["total_at_least"] = True


def report_amount(
    ctx: Context,
    row: Row,
    column: tables.Column,
    at: Cell,
    value: Any,
    amount: amounts.Amount,
    scale: float,
    by_remark: bool,
) -> None:
    table, said = row.table, texts.shown(value)
    codes = [c for c in amount.codes if c in NOTATION]
    for code in codes:
        if code == "FORMULA_ERROR" and not said:
            continue
        ctx.report(table, code, at, text=said, value=amount.number)
    own = amount.scale
    base = ctx.units.scale.get(column.at, 1.0)
    if own is not None:
        same = abs(own - scale) < 1e-9 or (own in (1e3, 1e2, 10.0) and scale == 1.0)
        if same:
            ctx.report(table, "UNIT_IN_CELL", at, text=said)
        else:
            unit = (amounts.unit_name(scale), amounts.unit_name(scale))
            ctx.report(table, "UNIT_MIXED", at, text=said, unit=unit, value=row.wan(column))
    elif by_remark and amount.number is not None and abs(scale - base) > 1e-9:
        unit = (amounts.unit_name(base), amounts.unit_name(base))
        ctx.report(table, "UNIT_MIXED", at, text=row.remark, unit=unit, value=row.wan(column))
    plain = amount.codes == ("TEXT_NUMBER",) and own is None and isinstance(value, str)
    if plain and (not table.sheet.is_csv or re.search(r"[,，￥¥'’、]|\d\s+\d", said.strip())):
        ctx.report(table, "TEXT_NUMBER", at, text=said)


def gather_months(ctx: Context, row: Row) -> None:
    """The reported month and the cumulative from month columns."""
    for name, target in (("months_wan", "month_wan"), ("cum_by_month_wan", "cum_year_wan")):
        if name in row.fields:
            same = [c for c in row.table.columns if c.field == name]
            chosen = last_filled(row.table, same)
            if name == "months_wan" and (exact := [c for c in same if c.meaning.month == ctx.period.month]):
                chosen = exact[0]
            if target not in row.fields:
                row.fields[target] = row.wan(chosen)
                row.moved = {**row.moved, target: (row.row, chosen.at)}


# ------------------------------------------------------------------------------------------------------------- other
def read_other(ctx: Context, row: Row, column: tables.Column) -> None:
    name = column.field or ""
    table = row.table
    value, at = cell_value(ctx, table, row.row, column.at)
    fresh = at[0] == row.row
    if name == "name":
        row.stands("name", at)
        row.fields["name"] = re.sub(r"[\s\u200b\ufeff\u3000]+", "", texts.shown(value))
        if fresh and isinstance(value, str):
            report_name(ctx, row, at, value)
    elif name == "seq":
        number = amounts.read(value).number
        row.fields["seq"] = int(number) if number is not None and float(number).is_integer() else None
        row.stands("seq", at)
    elif name == "code":
        read_code(ctx, row, at, value)
    elif name == "town":
        read_town(ctx, row, column, at, value, fresh)
    elif name in TEXT_FIELDS:
        row.fields[name] = texts.shown(value).strip() or None
        row.stands(name, at)
    elif name == "land":
        row.fields["land_mu"] = land(value, column.meaning.text)
        row.stands("land_mu", at)
    elif name == "chemical":
        row.fields["chemical"] = yes_no(value)
        row.stands("chemical", at)
    elif name in ("start", "finish", "signed", "start_finish"):
        read_dates(ctx, row, name, at, value, fresh)


def report_name(ctx: Context, row: Row, at: Cell, value: str) -> None:
    if re.search(r"[ \t\xa0\u3000\u2000-\u200b\ufeff]", value):
        ctx.report(row.table, "NAME_WHITESPACE", at)
    if re.search(r"[\r\n]", value):
        ctx.report(row.table, "NAME_LINEBREAK", at)


def read_code(ctx: Context, row: Row, at: Cell, value: Any) -> None:
    row.stands("code", at)
    written = texts.shown(value).strip() if not isinstance(value, float) else f"{value:.0f}"
    plain = texts.flat(written)
    none = not plain or amounts.DASHES.match(plain) is not None or plain in ("无", "暂无", "没有")
    row.fields["code"] = None if none else written
    if none:
        if not ctx.intents:
            ctx.report(row.table, "CODE_MISSING", at)
    elif not CODE.fullmatch(plain):
        ctx.report(row.table, "CODE_FORMAT", at, text=written)


def read_town(ctx: Context, row: Row, column: tables.Column, at: Cell, value: Any, fresh: bool) -> None:
    row.stands("town", at)
    plain = texts.bare(value)
    if not plain:
        row.fields["town"] = None
        return
    if plain in ctx.hints.town_aliases:
        row.fields["town"] = ctx.hints.town_aliases[plain]
        return
    found = towns.find(plain)
    row.fields["town"] = found.name if found else None
    if found is None:
        row.fields["town_as_reported"] = plain
        if fresh and not (columns.WEAK_TOWN.search(column.meaning.text) and not towns.TOWN_LIKE.fullmatch(plain)):
            ctx.report(row.table, "TOWN_UNKNOWN", at, answers=town_answers(plain), text=plain)
    elif found.short and fresh and not ctx.silent and found.name not in ctx.titles:
        key = ("TOWN_ALIAS", row.sheet.name, f"column {column.at}")
        if key not in ctx.collector.seen:
            ctx.collector.seen.add(key)
            ctx.report(row.table, "TOWN_ALIAS", at, text=plain, full=found.name)


def town_answers(said: str) -> list[terms.Answer]:
    """The towns, streets and parks of the county that share a character with what was said, the likeliest first."""
    known = {towns.full_names()[d.name] for d in towns.divisions() if d.in_county and d.level != "industrial_park"}
    near = sorted(
        (n for n in known if set(n) & set(said) - set("镇街道乡县区园")), key=lambda n: (-len(set(n) & set(said)), n)
    )
    return [terms.Answer("town_aliases", f"“{said}”即{n}", f"{said} is {n}", {said: n}) for n in near[:4]]


def land(value: Any, heading: str) -> float | int | None:
    plain = re.sub(r"亩$", "", texts.flat(value)) if isinstance(value, str) else value
    factor = 1.0
    for word, mu in (("公顷", 15.0), ("平方米", 0.0015), ("㎡", 0.0015)):
        if word in heading or (isinstance(plain, str) and plain.endswith(word)):
            factor = mu
            plain = plain.removesuffix(word) if isinstance(plain, str) else plain
    number = amounts.read(plain).number
    return None if number is None else amounts.neat(number * factor)


def yes_no(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    plain = texts.bare(value).lower()
    if re.match(r"^(?:否|非|不|n|×|x|0|无|f)", plain):
        return False
    return True if re.match(r"^(?:是|y|√|✓|✔|1|化工|t|对)", plain) else None


# ------------------------------------------------------------------------------------------------------------- dates
def read_dates(ctx: Context, row: Row, name: str, at: Cell, value: Any, fresh: bool) -> None:
    found = dates.read(value, ctx.period.year, row.sheet.is_csv)
    lasts = name == "start_finish" and re.search(r"个月|年$|天", texts.bare(value))
    if lasts and not found.dates and "DATE_INVALID" not in found.codes:
        found.codes = []  # a length of time (24个月), no dates
    known = found.good
    if fresh:
        report_dates(ctx, row, at, value, found)
        if len(found.dates) > 1 and name != "start_finish":
            ctx.report(row.table, "MULTI_DATE", at, text=texts.shown(value))
    set_dates(row, name, at, found, known)


def set_dates(row: Row, name: str, at: Cell, found: dates.Read, known: list[dates.Found]) -> None:
    fields = row.fields
    if name in ("start", "start_finish"):
        first = found.dates[0] if found.dates else None
        fields["start"] = first.value() if first in known and first else None
        row.stands("start", at)
        if name == "start_finish":
            row.stands("finish", at)
            fields["finish"] = known[-1].value() if len(found.dates) > 1 and known and known[-1] is not first else None
        elif len(found.dates) > 1 and known and known[-1] is not first:
            fields["_finish"] = known[-1].value()
        return
    row.stands(name, at)
    begun = [f for f in known if phase_of(found, f) == 1] if name == "finish" else []
    rest = [f for f in known if f not in begun]
    if name == "finish" and begun:
        fields["phase1_finish"] = begun[-1].value()
    fields[name] = rest[-1].value() if rest else None


def phase_of(found: dates.Read, one: dates.Found) -> int | None:
    """1 where the words around a date speak of the first phase."""
    if not found.text:
        return None
    n = found.dates.index(one)
    before = found.text[found.dates[n - 1].end if n else 0 : one.start]
    after = found.text[one.end : found.dates[n + 1].start if n + 1 < len(found.dates) else len(found.text)]
    near = re.split(r"[;；,，、。\n]", before)[-1]
    if re.search(r"一期|首期|1期|i期", near.lower()):
        return 1
    bracket = re.match(r"[(（]?(?:一期|首期|1期)", re.split(r"[;；,，、。\n]", after)[0])
    return 1 if bracket and not re.search(r"[二三2]期", near) else None


def report_dates(ctx: Context, row: Row, at: Cell, value: Any, found: dates.Read) -> None:
    said = texts.shown(value)
    shown = "、".join(f.value()["value"] for f in found.good)
    for code in found.codes:
        if code != "DASH" and not (code == "FORMULA_ERROR" and not said):
            ctx.report(row.table, code, at, text=said, value=shown)


# ----------------------------------------------------------------------------------------------------------- per row
def late_fields(ctx: Context, row: Row, group_town: str | None) -> None:
    """Fields that hang on others: the finish of a range in a start cell, the town of the sheet or group."""
    spare = row.fields.pop("_finish", None)
    if spare is not None and row.fields.get("finish") is None:
        row.fields["finish"] = spare
        row.moved = {**row.moved, "finish": row.cell("start") or (row.row, 1)}
    if "town" not in row.fields:
        if group_town:
            row.fields["town"] = group_town
        elif ctx.sheet_town or ctx.sheet_town_said:
            row.fields["town"] = ctx.sheet_town
            if not ctx.sheet_town and ctx.sheet_town_said:
                row.fields["town_as_reported"] = ctx.sheet_town_said


def report_row(ctx: Context, row: Row) -> None:
    """Doubts that any cell of a row can raise: full-width digits, formulas, notes."""
    if ctx.silent:
        return
    table, sheet = row.table, row.sheet
    wide = []
    for c in range(table.left, table.right + 1):
        at = (row.row, c)
        value = sheet.get(*at)
        if isinstance(value, str) and texts.WIDE.search(value) and c not in sheet.hidden_columns:
            wide.append(at)
        if at in sheet.formulas:
            report_formula(ctx, row, at)
        if at in sheet.notes:
            report_note(ctx, row, at)
    for at in wide:
        ctx.report(table, "FULLWIDTH_DIGITS", at)


def report_formula(ctx: Context, row: Row, at: Cell) -> None:
    text = row.sheet.formulas[at]
    formula = "=" + text.lstrip("=")
    if formulas.only_constants(text):
        ctx.report(row.table, "FORMULA_IN_DATA", at, text=formula)
        return
    if formulas.hard_numbers(text):
        ctx.report(row.table, "FORMULA_HARDCODED", at, text=formula)
    if any(r[0] is not None for r in formulas.references(text)):
        ctx.report(row.table, "FORMULA_OTHER_SHEET", at, text=formula)


SAYS = (
    r"应为|应是|应该是|应|改为|更正为?|实为|实际[为是]?"
    r"|修正为?|调整为?|正确[值数]?[为是]?|误[^\d]{0,6}|不是|核实为?|核定为?|核为|确认为"
)


def report_note(ctx: Context, row: Row, at: Cell) -> None:
    """COMMENT_CORRECTION where a note gives another value than its cell; COMMENT for any other note."""
    note = row.sheet.notes[at]
    column = next((c for c in row.table.columns if c.at == at[1]), None)
    said = re.sub(r"^[^:：\n]{1,12}[:：]\s*\n?", "", note.strip())
    code = "COMMENT_CORRECTION" if column and gives_other(ctx, row, column, said or note) else "COMMENT"
    ctx.report(row.table, code, at, text=said or note)


def gives_other(ctx: Context, row: Row, column: tables.Column, note: str) -> bool:
    plain = texts.flat(note)
    if column.field in columns.FIELDS_OF_MONEY or column.field in ("money_other", "land", "yoy_pct", "pct_of_plan"):
        return other_number(ctx, row, column, plain)
    if column.field in ("start", "finish", "signed", "start_finish"):
        mine = [f.value() for f in dates.read(row.sheet.get(row.row, column.at), ctx.period.year).good]
        theirs = [f.value() for f in dates.written(plain, ctx.period.year).good]
        return bool(theirs) and not all(t in mine for t in theirs)
    return re.search(r"应为|应是|应该是|改为|更正为|实为|更名为", plain) is not None


def other_number(ctx: Context, row: Row, column: tables.Column, plain: str) -> bool:
    scale = ctx.units.scale.get(column.at, 1.0)
    own = row.wan(column)
    if own is None and column.field not in columns.FIELDS_OF_MONEY:
        own = amounts.read(row.sheet.get(row.row, column.at)).number
        scale = 1.0
    return gives_other_amount(own, scale, plain)


def gives_other_amount(own: float | None, scale: float, plain: str) -> bool:
    """Whether a note (flat text) names an amount other than `own`; bare numbers stand in `scale`."""
    undated = re.sub(
        r"\d{4}[年.\-/]\d{1,2}([月.\-/]\d{1,2}日?)?|\d{1,2}月\d{0,2}日?|\d{4}年"
        r"|第\d+|附件?\d+|\d+[个家号期]",
        " ",
        plain,
    )
    number = r"-?\d[\d,]*(?:\.\d+)?"
    told = re.findall(rf"(?:{SAYS})[^\d\-]{{0,8}}({number})({amounts.UNIT})?", undated)
    free = re.findall(rf"({number})({amounts.UNIT})?", undated)
    for found, sure in ((told, True), (free, False)):
        wans = [(float(n.replace(",", "")) * (amounts.SCALES[u] if u else scale), bool(u)) for n, u in found]
        if not wans:
            continue
        if own is None:
            return sure or any(u for _, u in wans)
        if sure:
            return not any(close(w, own) for w, _ in wans[-1:])
        if any(close(w, own) for w, _ in wans):
            return False
        return any(u or 0.01 <= abs(w) / max(abs(own), 1e-9) <= 100 for w, u in wans)
    return False


def close(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-6 * max(abs(a), abs(b), 1e-9)


# ---------------------------------------------------------------------------------------------------------- per cent
def read_percents(ctx: Context, table: tables.Table, rows: list[Row]) -> None:
    for c in table.columns:
        if c.field in ("yoy_pct", "pct_of_plan"):
            kinds: set[str] = set()
            used = []
            for row in rows:
                value, at = cell_value(ctx, table, row.row, c.at)
                row.fields[c.field], kind = percent(ctx, row, c, at, value)
                row.stands(c.field, at)
                used += [at] if value is not None else []
                kinds |= {kind} if kind else set()
            if len(kinds) > 1 and not ctx.silent:
                whole = terms.cell_list([(r, c.at) for r in range(used[0][0], used[-1][0] + 1)], table.sheet.flipped)
                ctx.collector.add("PERCENT_FORMAT_MIXED", table.sheet.name, whole)


def percent(ctx: Context, row: Row, column: tables.Column, at: Cell, value: Any) -> tuple[float | None, str | None]:
    """(per cent, how it was written: sign, fraction, bare) of a cell."""
    if value is None:
        return None, None
    said = texts.shown(value)
    if isinstance(value, terms.ErrorValue) or said.strip().upper() in amounts.ERRORS:
        if said:
            ctx.report(row.table, "FORMULA_ERROR", at, text=said)
        return None, None
    if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < amounts.LARGEST:
        if at in row.sheet.percents:
            return round(value * 100, 6), "sign"
        return bare_percent(row, column.field or "", value)
    plain = texts.flat(said)
    if amounts.DASHES.match(plain):
        return None, None
    m = re.fullmatch(
        r"(?:约|近|增长|同比|上升|增|[↑+])*(-|下降|减少|降|负增长|↓|−|－)?(\d[\d,]*(?:\.\d+)?|\.\d+)(%|个百分点)?(左右|以上)?",
        plain,
    )
    if not m or m[3] == "个百分点" or len(m[2]) > 20:
        ctx.report(row.table, "NONNUMERIC", at, text=said)
        return None, None
    number = float(m[2].replace(",", "")) * (-1 if m[1] else 1)
    if re.search("约|近|左右", plain):
        ctx.report(row.table, "APPROX_VALUE", at, text=said)
    if m[4] == "以上":
        ctx.report(row.table, "LOWER_BOUND", at, text=said)
    return (number, "sign") if m[3] else bare_percent(row, column.field or "", number)


def bare_percent(row: Row, name: str, number: float) -> tuple[float, str | None]:
    """A number without per-cent sign: what the row's own amounts confirm, else a fraction up to 1.5."""
    if number == 0:
        return 0.0, None
    for expected in expectations(row, name):
        as_written, as_fraction = abs(number - expected), abs(number * 100 - expected)
        if min(as_written, as_fraction) <= max(0.6, 0.02 * abs(expected)):
            return (number, "bare") if as_written <= as_fraction else (round(number * 100, 6), "fraction")
    return (round(number * 100, 6), "fraction") if abs(number) <= 1.5 else (number, "bare")


def expectations(row: Row, name: str) -> list[float]:
    """What the percentage should be by the amounts of its row."""
    f = row.fields
    done = [v for v in (f.get("cum_year_wan"), f.get("cum_wan"), f.get("month_wan")) if v is not None]
    months = f.get("months_wan")
    if months and all(m is not None for m in months):
        done.insert(1, sum(months))
    base = f.get("prev_year_wan") if name == "yoy_pct" else f.get("annual_plan_wan")
    if not base:
        return []
    return [(d - base) / base * 100 if name == "yoy_pct" else d / base * 100 for d in done]
