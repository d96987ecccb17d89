"""A whole workbook read as a careful clerk would: tables, rows, totals, the months compared, and all that is doubtful."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from leitai.workbooks import terms
from leitai.workbooks.rules import (
    amounts,
    checks,
    columns,
    doubts,
    duplicates,
    periods,
    reporting,
    suspects,
    tables,
    totals,
    towns,
    trips,
    wholesale,
)  # fmt: skip
from leitai.workbooks.rules import body as bodies
from leitai.workbooks.rules import rows as reading
from leitai.workbooks.rules import text as texts
from leitai.workbooks.rules.calculating import Calculator

RENOVATION = re.compile(r"技改|技术改造|百企扩能|扩能|设备更新")
PROMOTION = re.compile(r"招商|签约|意向|引资|洽谈|招引|在谈")
LEDGER = re.compile(r"台账|台帐")


@dataclass(slots=True)
class Page:
    """A visible sheet with what was found on it."""

    layout: tables.Layout
    town: str | None = None
    town_said: str | None = None
    named: reporting.Named | None = None
    promotion: bool = False
    month: int | None = None
    year: int | None = None
    current: bool = True
    sections: list[totals.Section] = field(default_factory=list)
    rows: list[reading.Row] = field(default_factory=list)

    @property
    def sheet(self) -> terms.Sheet:
        return self.layout.sheet


@dataclass(slots=True)
class Whole:
    """The reading of a book on its way to a terms.Reading."""

    book: terms.Book
    hints: terms.Hints
    collector: doubts.Collector
    calculator: Calculator
    pages: list[Page] = field(default_factory=list)
    earlier: list[Page] = field(default_factory=list)
    period: periods.Period = field(default_factory=periods.Period)
    unit: str | None = None
    kind: str = "progress"
    trips: list[dict[str, Any]] | None = None
    trip_count: int = 0
    ignored: list[dict[str, Any]] = field(default_factory=list)
    applied: list[str] = field(default_factory=list)


def read(book: terms.Book, hints: terms.Hints) -> Whole:
    """Everything read of a book."""
    whole = Whole(book, hints, doubts.Collector(), Calculator(book))
    visible = [s for s in book.sheets if s.state == "visible"]
    whole.pages = [Page(tables.layout(s)) for s in visible]
    whole.earlier = [Page(tables.layout(s), current=False) for s in book.sheets if s.state != "visible"]
    report_sheets(whole)
    decide_period(whole)
    decide_kind(whole)
    decide_units(whole)
    for page in whole.earlier:
        read_page(whole, page, silent=True)
    for page in whole.pages:
        read_page(whole, page, silent=False)
    report_units(
        [p for p in whole.pages if p.rows or any(columns.is_trips(t) for t in p.layout.tables)], whole.collector
    )
    compare(whole)
    report_uncached(whole)
    report_nil(whole)
    return whole


# ------------------------------------------------------------------------------------------------------------ sheets
def report_sheets(whole: Whole) -> None:
    for s in whole.book.sheets:
        if s.state != "visible":
            whole.collector.add("HIDDEN_SHEET", s.name, None)
            whole.ignored.append({"sheet": s.name, "row": "all", "why": "隐藏工作表"})
        elif not any(has_content(line) for line in s.rows.values()):
            whole.collector.add("EMPTY_SHEET", s.name, None)
        else:
            report_hidden(whole, s)


def has_content(line: list[Any]) -> bool:
    return any(v is not None and not (isinstance(v, str) and not v.strip()) for v in line)


def report_hidden(whole: Whole, sheet: terms.Sheet) -> None:
    for r in sorted(sheet.hidden_rows):
        if r in sheet.rows and has_content(sheet.rows[r]):
            whole.collector.add("HIDDEN_ROW", sheet.name, f"row{r}")
            whole.ignored.append({"sheet": sheet.name, "row": r, "why": "隐藏行"})
    width = sheet.width() if sheet.hidden_columns else 0
    for c in sorted(c for c in sheet.hidden_columns if c <= width):
        if any(c <= len(line) and line[c - 1] not in (None, "") for line in sheet.rows.values()):
            whole.collector.add("HIDDEN_COLUMN", sheet.name, terms.letters(c))


def with_tables(whole: Whole) -> list[Page]:
    return [p for p in whole.pages if p.layout.tables]


# ------------------------------------------------------------------------------------------------------------ period
def decide_period(whole: Whole) -> None:
    file = periods.file_said(whole.book.file)
    votes = {id(p): periods.sheet_votes(p.layout) for p in [*whole.pages, *whole.earlier]}
    for p in [*whole.pages, *whole.earlier]:
        mine = periods.decide(votes[id(p)], periods.Said())
        p.month, p.year = mine.end, mine.year
        if p.month is None and p.sheet.name and re.search(r"上月|上期", p.sheet.name):
            p.month = -1
    set_aside_months(whole, file)
    current = [v for p in whole.pages if p.current and p.layout.tables for v in votes[id(p)]]
    whole.period = periods.decide(current, file)
    if whole.period.year is None or whole.period.end is None:
        covers = [v for p in whole.pages if not p.layout.tables for v in votes[id(p)]]
        whole.period = periods.decide([*current, *covers], file)
    apply_period_hint(whole)
    if whole.period.year is None:
        sheet = whole.pages[0].sheet.name if len(with_tables(whole)) == 1 and len(whole.pages) == 1 else "*"
        answers = [terms.Answer("year", "填写年份", "State the year", None)]
        whole.collector.add(
            "PERIOD_NO_YEAR", sheet, None, answers, more={"month": whole.period.end} if whole.period.end else None
        )
    for v in whole.period.odd:
        said = "-".join(str(n) for n in (v.said.year, v.said.month) if n) or f"Q{v.said.quarter}"
        shown = whole.period.text or f"{whole.period.end} 月"
        other = (
            f"{v.said.year or whole.period.year}-{v.said.month:02d}"
            if v.said.month and (v.said.year or whole.period.year)
            else None
        )
        values = [p for p in (whole.period.text, other) if p]
        answers = [terms.Answer("period", f"报告期为 {p}", f"The period is {p}", p) for p in dict.fromkeys(values)]
        whole.collector.add("PERIOD_CONFLICT", v.sheet, v.cell, answers, said=said, period=shown)
    for p in whole.earlier:
        if p.month == -1 and whole.period.month:
            p.month = whole.period.month - 1 or 12


def set_aside_months(whole: Whole, file: periods.Said) -> None:
    """Visible sheets named after earlier months than the report's are read, but don't vote and are compared with."""
    named: dict[int, list[Page]] = {}
    for p in with_tables(whole):
        month = periods.said(p.sheet.name or "").month
        if month and p.month == month:
            named.setdefault(month, []).append(p)
    if len(named) < 2:
        return
    latest = file.month if file.month in named else max(named)
    for month, pages in named.items():
        if month != latest:
            for p in pages:
                p.current = False


def apply_period_hint(whole: Whole) -> None:
    hints, period = whole.hints, whole.period
    if hints.period and (m := re.fullmatch(r"(\d{4})-(?:Q([1-4])|(\d\d))", hints.period)):
        period.year = int(m[1])
        period.quarter, period.month = (int(m[2]), None) if m[2] else (None, int(m[3]))
        period.odd = []
        settled(whole, f"报告期 {hints.period}")
    elif period.year is None and hints.year:
        period.year = hints.year
        settled(whole, f"年份 {hints.year}")


def settled(whole: Whole, text: str) -> None:
    whole.applied.append(text)


# -------------------------------------------------------------------------------------------------------------- kind
def decide_kind(whole: Whole) -> None:
    titles = [texts.flat(line.text) for p in whole.pages for line in periods.title_lines(p.layout)]
    names = [texts.flat(p.sheet.name or "") for p in with_tables(whole)]
    said = " ".join([*titles, texts.flat(whole.book.file), *names])
    for p in whole.pages:
        own = " ".join([texts.flat(p.sheet.name or ""), *(texts.flat(x.text) for x in periods.title_lines(p.layout))])
        fields = {c.meaning.field for t in p.layout.tables for c in t.columns}
        progress = fields & {"month_wan", "cum_wan", "cum_year_wan", "month_n", "range_n", "cum_n", "done"}
        p.promotion = (bool(PROMOTION.search(own)) or "signed" in fields) and not progress
    category = any(c.meaning.field == "category" for p in whole.pages for t in p.layout.tables for c in t.columns)
    if RENOVATION.search(said):
        whole.kind = "technical_renovation"
    elif PROMOTION.search(said) or (
        whole.pages and all(p.promotion for p in with_tables(whole)) and with_tables(whole)
    ):
        whole.kind = "investment_promotion"
    elif LEDGER.search(said) and category:
        whole.kind = "key_project_ledger"
    if whole.kind == "investment_promotion":
        for p in with_tables(whole):
            fields = {c.meaning.field for t in p.layout.tables for c in t.columns}
            p.promotion |= not fields & {
                "month_wan",
                "cum_wan",
                "cum_year_wan",
                "month_n",
                "range_n",
                "cum_n",
                "annual_plan_wan",
            }


# ----------------------------------------------------------------------------------------------------- who and where
def decide_units(whole: Whole) -> None:
    """Reporting unit of the book, and the town of each sheet where sheets stand for towns."""
    pages = with_tables(whole)
    for p in whole.pages:
        p.named = reporting.labelled(p.layout) or reporting.titled(p.layout)
    per_sheet(whole, pages)
    named = [p.named for p in pages if p.named and p.named.units] or [
        p.named for p in whole.pages if p.named and p.named.units
    ]
    different = list(dict.fromkeys(tuple(n.units) for n in named))
    file = reporting.of_file(whole.book.file)
    labels = list(dict.fromkeys(tuple(n.units) for n in named if n.place == "label"))
    if len(different) == 1 and not (
        len(pages) > 1 and any(p.town or p.town_said for p in pages) and len(towns_of(pages)) > 1
    ):
        whole.unit = "、".join(different[0])
    elif len(labels) == 1 and sum(n.place == "label" for n in named) == len(pages):
        whole.unit = "、".join(labels[0])
    elif file:
        whole.unit = "、".join(file.units)
    if whole.unit is None and whole.hints.reporting_unit:
        whole.unit = whole.hints.reporting_unit
        settled(whole, f"填报单位 {whole.unit}")
    if whole.unit is None:
        answers = [terms.Answer("reporting_unit", "选择填报单位", "Choose who reports", None)]
        whole.collector.add("REPORTING_UNIT_UNKNOWN", "*", None, answers)


def towns_of(pages: list[Page]) -> set[str]:
    return {t for p in pages if (t := p.town or p.town_said)}


def per_sheet(whole: Whole, pages: list[Page]) -> None:
    """Towns given by sheet names, or by titles where several sheets name different ones."""
    for p in pages:
        plain = reporting.stripped(p.sheet.name or "")
        plain = re.sub(r"[(（].*", "", plain)
        matches, used = towns.beginning(plain)
        if len(matches) == 1:
            p.town, p.town_said = matches[0].name, plain[:used]
        elif not matches and (unknown := towns.unknown_town(plain)):
            p.town_said = whole.hints.town_aliases.get(unknown, unknown)
            p.town = whole.hints.town_aliases.get(unknown)
    if any(p.town for p in pages):
        for p in pages:  # a zone that no division bears, among sheets that are towns
            if (
                not p.town
                and not p.town_said
                and (unknown := towns.unknown_zone(reporting.stripped(p.sheet.name or "")))
            ):
                p.town = whole.hints.town_aliases.get(unknown)
                p.town_said = unknown
    titled = {tuple(p.named.units) for p in pages if p.named and p.named.units}
    if len(pages) > 1 and len(titled) > 1:
        for p in pages:
            if not p.town and not p.town_said and p.named and len(p.named.units) == 1 and towns.find(p.named.units[0]):
                p.town = p.named.units[0]


def report_units(pages: list[Page], collector: doubts.Collector) -> None:
    """Short and unknown names in titles, labels and sheet names."""
    for p in pages:
        full = titled_in_full(p)
        column = any(c.meaning.field == "town" for t in p.layout.tables for c in t.columns)
        if p.named and p.named.cell and p.named.short and not full and not sheet_in_full(p):
            if not (len(p.named.units) > 1 and column):
                said = "、".join(p.named.units)
                collector.add("TOWN_ALIAS", p.sheet.name, p.named.cell, text=said, full=said)
        elif p.town and p.town_said and p.town_said != p.town and not full and not column:
            collector.add("TOWN_ALIAS", p.sheet.name, None, text=p.town_said, full=p.town)
        if p.town_said and not p.town and not column:
            collector.add("TOWN_UNKNOWN", p.sheet.name, None, text=p.town_said)
        elif p.named and p.named.unknown and not column and not p.town:
            collector.add("TOWN_UNKNOWN", p.sheet.name, p.named.cell, text="、".join(p.named.unknown))


def sheet_in_full(page: Page) -> bool:
    return page.town is not None and page.town_said == page.town


def titled_in_full(page: Page) -> bool:
    """Whether a title of the sheet has the full name of the unit its cells or its name give in short."""
    units = page.named.units if page.named else [page.town] if page.town else []
    return any(u and u in texts.flat(line.text) for line in periods.title_lines(page.layout) for u in units)


# -------------------------------------------------------------------------------------------------------------- page
def read_page(whole: Whole, page: Page, silent: bool) -> None:
    """Rows, totals and notation of one sheet."""
    layout = page.layout
    lines = periods.all_lines(layout)
    titles = " ".join(texts.flat(line.text) for line in periods.title_lines(layout))
    for table in layout.tables:
        columns.resolve(table, page.promotion, page.month or whole.period.month, whole.hints)
    seconds(whole, page, silent)
    for table in layout.tables:
        items = bodies.body(table).items
        note, by_name, note_cell = note_unit(layout, lines, table)
        units = columns.units(table, note, whole.hints, by_name)
        ctx = reading.Context(
            whole.collector,
            whole.calculator,
            whole.period,
            units,
            whole.hints,
            page.town,
            page.town_said,
            silent,
            page.promotion,
            titles,
        )
        register_scales(whole, table, units)
        if columns.is_trips(table):
            if not silent:
                read_trips(whole, ctx, table, items)
            continue
        if table.first("name") is None:
            continue
        read_table(page, ctx, table, items)
        if not silent:
            report_table(whole, ctx, table, items, note_cell)
    if not silent and page.sections:
        finish_page(whole, page, lines)


def read_table(page: Page, ctx: reading.Context, table: tables.Table, items: list[bodies.Item]) -> None:
    numbers = [i.row for i in items if i.kind == "project"]
    rows = wholesale.read_rows(ctx, table, numbers, group_towns(items))
    section = totals.Section(table, items, {r.row: r for r in rows}, ctx.units)
    page.sections.append(section)
    page.rows.extend(rows)


def group_towns(items: list[bodies.Item]) -> dict[int, str | None]:
    """Row -> town named by the heading of its group."""
    out: dict[int, str | None] = {}
    town: str | None = None
    for i in items:
        if i.kind in ("group", "subtotal") and i.why == "分组标题":
            core = re.sub(r"^[(（]?[一二三四五六七八九十]+[)）]?[、.．:：]|[(（].*$", "", i.text)
            found = towns.find(core)
            town = found.name if found else None
        elif i.kind == "project" and town:
            out[i.row] = town
    return out


def report_table(
    whole: Whole, ctx: reading.Context, table: tables.Table, items: list[bodies.Item], note_cell: str | None
) -> None:
    sheet = table.sheet
    for i in [i for i in items if i.kind != "project"]:
        if i.kind == "nil" and i.cell:
            ctx.report(table, "NIL_RETURN", i.cell, text=i.text)
        if i.kind not in ("blank", "hidden"):
            whole.ignored.append({"sheet": sheet.name, "row": sheet.place(i.row), "why": i.why or i.kind})
    money = [c for c in table.columns if c.field in columns.FIELDS_OF_MONEY]
    if not any(i.kind == "project" for i in items) or not money or columns.is_trips(table):
        return
    if ctx.units.differ:
        span = terms.cell_list(box([c.head for c in money]), sheet.flipped)
        by_note = note_cell if note_cell and not all(c.meaning.scale for c in money) else None
        whole.collector.add("COLUMN_UNITS_DIFFER", sheet.name, f"{span},{by_note}" if by_note else span)
    if ctx.units.missing:
        answers = [
            terms.Answer("column_units", f"按{u}", f"In {u}", {texts.flat(c.path[-1]): u for c in money})
            for u in ("万元", "亿元")
        ]
        whole.collector.add(
            "UNIT_MISSING", sheet.name, terms.cell_list([c.head for c in money], sheet.flipped), answers
        )


def box(cells: list[reading.Cell]) -> list[reading.Cell]:
    """All cells of the rectangle around the given ones."""
    rows, cols = [r for r, _ in cells], [c for _, c in cells]
    return [(r, c) for r in range(min(rows), max(rows) + 1) for c in range(min(cols), max(cols) + 1)]


def seconds(whole: Whole, page: Page, silent: bool) -> None:
    """Later headings with another order or other units than the one before, in the same columns."""
    if silent:
        return
    before: dict[int, tables.Table] = {}
    for table in page.layout.tables:
        key = next((k for k in before if abs(k - table.left) <= 1), None)
        if (
            key is not None
            and table.top > before[key].bottom
            and not columns.is_trips(table)
            and not columns.is_trips(before[key])
        ):
            old = before[key]
            if [(c.field, c.meaning.scale) for c in old.columns] != [(c.field, c.meaning.scale) for c in table.columns]:
                place = f"row{table.top}" if not table.sheet.flipped else terms.letters(table.top)
                whole.collector.add("SECOND_HEADER", table.sheet.name, place)
            else:
                whole.ignored.append(
                    {"sheet": table.sheet.name, "row": table.sheet.place(table.top), "why": "表头重复"}
                )
        before[key if key is not None else table.left] = table


def note_unit(
    layout: tables.Layout, lines: list[tables.Line], table: tables.Table
) -> tuple[float | None, dict[str, float], str | None]:
    """(unit for all amounts, units of single ones, the note's cell) by the nearest note above, any note, or the sheet's name."""
    stated = [(line, amounts.unit_stated(line.text), amounts.units_by_name(line.text)) for line in lines]
    stated = [(line, scale, named) for line, scale, named in stated if scale or named]
    if not stated:
        return amounts.unit_stated(layout.sheet.name or ""), {}, None
    above = [x for x in stated if x[0].row < table.top] if not table.sheet.flipped else stated[:1]
    line, scale, named = max(above, key=lambda x: x[0].row) if above else min(stated, key=lambda x: x[0].row)
    later = next((n for x, _, n in stated if n), {})
    return scale, named or later, layout.sheet.addr(line.row, line.column)


def register_scales(whole: Whole, table: tables.Table, units: columns.Units) -> None:
    """Tells the calculator in which unit bare numbers of each money column stand."""
    areas = whole.calculator.scales.setdefault(table.sheet.name, [])
    if not table.rows:
        return
    first, last = table.bottom + 1, max(table.rows)
    for column, scale in units.scale.items():
        area = (column, column, first, last) if table.sheet.flipped else (first, last, column, column)
        areas.append((*area, scale))


def read_trips(whole: Whole, ctx: reading.Context, table: tables.Table, items: list[bodies.Item]) -> None:
    found = trips.read(ctx, table, items)
    whole.trips = [*(whole.trips or []), *found.entries]
    whole.trip_count += found.in_period
    report_table(whole, ctx, table, items, None)


def finish_page(whole: Whole, page: Page, lines: list[tables.Line]) -> None:
    """What concerns a sheet as a whole: missing code column, nil returns outside tables."""
    if page.rows and not page.promotion and not any(t.first("code") for t in page.layout.tables):
        whole.collector.add("CODE_MISSING", page.sheet.name, None)
    if page.sections[0].table.sheet.flipped:
        whole.collector.add("TRANSPOSED", page.sheet.name, None)


# ----------------------------------------------------------------------------------------------------------- compare
def compare(whole: Whole) -> None:
    """Duplicates, unit suspects, arithmetic, totals: all that needs more than one cell."""
    current = [p for p in whole.pages if p.current]
    past = earlier_pages(whole)
    for p in whole.pages:
        for section in p.sections:
            mend_units(whole, p, section, past)
        mend_by_totals(whole, p)
    rows = [r for p in current for r in p.rows]
    mark_duplicates(whole, current)
    for p in whole.pages:
        if not p.current:
            duplicates.mark(p.rows, whole.hints)
    some = context_of(whole, None)
    everything = [r for p in whole.pages for r in p.rows]
    checks.report_duplicates(some, everything)
    checks.check_codes(some, rows)
    for p in whole.pages:
        check_page(whole, p, past)


def mark_duplicates(whole: Whole, current: list[Page]) -> None:
    for promotion in (False, True):
        duplicates.mark([r for p in current if p.promotion == promotion for r in p.rows], whole.hints)


def earlier_pages(whole: Whole) -> list[Page]:
    """Sheets of months before the report's, the latest first."""
    month, year = whole.period.end, whole.period.year
    found = []
    for p in [*whole.earlier, *(q for q in whole.pages if not q.current)]:
        if not p.rows or p.month is None:
            continue
        before = month is None or p.month < month or (p.month > month and month <= 2)
        if year and p.year and p.year < year:
            before = True
        if before:
            found.append(p)
    return sorted(found, key=lambda p: -(p.month or 0))


def context_of(whole: Whole, page: Page | None, section: totals.Section | None = None) -> reading.Context:
    units = section.units if section else columns.Units()
    town = page.town if page else None
    if page and town is None and page.named and len(page.named.units) == 1 and towns.find(page.named.units[0]):
        town = page.named.units[0]
    if page and town is None and whole.unit and towns.find(whole.unit):
        town = whole.unit
    return reading.Context(whole.collector, whole.calculator, whole.period, units, whole.hints, town)


def mend_units(whole: Whole, page: Page, section: totals.Section, past: list[Page]) -> None:
    """Replaces suspect amounts by what their neighbours show, and says so."""
    rows = list(section.rows.values())
    before = checks.earlier_rows(rows, [r for p in past if p is not page for r in p.rows])
    for s in suspects.find(rows, before):
        replace(whole, s.row, s.name, s.value, s.evidence)


def mend_by_totals(whole: Whole, page: Page) -> None:
    for row, column, value in totals.off_by_unit(page.sections, whole.calculator):
        name = column.field or ""
        if name not in row.replaced and name in row.fields and not isinstance(row.fields[name], list):
            replace(whole, row, name, amounts.neat(value), ("合计", "the total"))


def replace(whole: Whole, row: reading.Row, name: str, value: float, evidence: tuple[str, str]) -> None:
    column = row.table.first(name)
    at = row.cell(name)
    if column is None or at is None:
        return
    said = texts.shown(row.sheet.get(*at))
    answers = (
        terms.Answer("value", f"按 {value} 万元", f"{value} wan yuan", value),
        terms.Answer(
            "value", f"按所填 {row.fields[name]} 万元", f"as written, {row.fields[name]} wan yuan", row.fields[name]
        ),
    )
    whole.collector.add(
        "UNIT_SUSPECT",
        row.sheet.name,
        row.sheet.addr(*at),
        answers,
        more={"read": value},
        text=said,
        value=value,
        evidence=evidence,
    )
    row.fields[name] = value
    row.replaced |= {name}


def check_page(whole: Whole, page: Page, past: list[Page]) -> None:
    usable = [p for p in past if p is not page] if page.current else []
    month = whole.period.end
    latest = usable[0] if usable else None
    delta = bool(latest and month and latest.month == (month - 1 or 12))
    before = checks.earlier_rows(page.rows, [r for p in usable for r in p.rows])
    ctx = context_of(whole, page)
    checks.check_rows(ctx, page.rows, before, delta)
    totals.check(page.sections, whole.calculator, ctx)
    totals.check_lines(page.layout.lines, page.sections, ctx)
    for section in page.sections:
        totals.check_groups(section, ctx)


def report_nil(whole: Whole) -> None:
    """Nil returns on sheets without a table or outside it."""
    for p in whole.pages:
        for line in p.layout.lines if not p.rows else ():
            if bodies.NIL.match(texts.flat(line.text)):
                cell = p.sheet.addr(line.row, line.column)
                whole.collector.add("NIL_RETURN", p.sheet.name, cell, text=line.text)


def report_uncached(whole: Whole) -> None:
    for p in whole.pages:
        s = p.sheet
        cells = [at for at in s.uncached if at[0] not in s.hidden_rows and at[1] not in s.hidden_columns]
        if cells:
            whole.collector.add("FORMULA_NO_CACHE", s.name, terms.cell_list(cells))
