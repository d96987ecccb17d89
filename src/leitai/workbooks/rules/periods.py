"""Which month, quarter and year a workbook reports, by what its titles, headings, sheet names and file name say."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from leitai.workbooks.rules import body as bodies
from leitai.workbooks.rules import tables
from leitai.workbooks.rules import text as texts

CN = "一二三四五六七八九十"
FILED = re.compile(
    r"(?:填[报表写]|报送|上报|制表|编制|打印|审核|报告)?(?:时间|日期|日)[:：]?\s*(?:20)?\d{2}[年./-]\d{1,2}[月./-]\d{1,2}日?"
    r"|(?:填[报表写]|报送|上报|制表|编制|打印|审核)(?:时间|日期|日)[:：]?\s*(?:20)?\d{2}[年./-]\d{1,2}月?"
)
EVERY = re.compile(
    "一月一(?:报|调度|通报|更新|统计|次)|一季度?一(?:报|调度|通报|更新|统计|次)"
)  # how often, not which month
RANGE = re.compile(
    rf"(?:(20\d{{2}}|(?<!\d)\d{{2}}(?=年))年?)?(?:1|一|元)月?份?[-~—–―－至到]+(\d{{1,2}}|[{CN}]{{1,3}})月"
)
MONTH = re.compile(rf"(?:(20\d{{2}}|(?<!\d)\d{{2}}(?=年))(?:年|[./\-]|年度))?(?<![\d.])(\d{{1,2}}|十?[{CN}])月")
DOTTED = re.compile(r"(?<!\d)(20\d{2})[./\-_](0?[1-9]|1[0-2])(?:[./\-_](\d{1,2}))?(?!\d)")
SOLID = re.compile(r"(?<!\d)(20\d{2})(0[1-9]|1[0-2])(\d{2})?(?!\d)")
QUARTER = re.compile(r"第?([一二三四1-4])季度")
YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)|(?<!\d)(\d{2})年")
LONE = re.compile(
    r"[(（]?(?:20\d{2}年(?:度)?)?(?:第?[一二三四1-4]季度|(?:1[-~—至])?\d{1,2}月(?:份|底|\d{1,2}日)?)?[)）]?|[(（]?20\d{2}[./-]\d{1,2}(?:[./-]\d{1,2})?[)）]?"
)
FILING = re.compile(
    r"(?:填[报表写]|报送|上报|制表|编制|打印)(?:时间|日期|日)[:：]?(20\d{2}|(?<!\d)\d{2})[年./-](\d{1,2})"
)
SAYS = re.compile(r"截[至止]|本表|统计|报告期|数据|所属|期间|口径|月份|报表期")
TITLE = re.compile(r"[表况总账单录报]|项目|进度|进展|完成|统计|情况")


@dataclass(frozen=True, slots=True)
class Said:
    """What one text says; `dated`: a full date, as people put the day of filing into file names."""

    year: int | None = None
    month: int | None = None
    quarter: int | None = None
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Vote:
    place: str
    said: Said
    sheet: str | None
    cell: str | None


@dataclass(slots=True)
class Period:
    """`month` and `year` by majority; `odd` the places that say otherwise. `end` = last month covered."""

    year: int | None = None
    month: int | None = None
    quarter: int | None = None
    odd: list[Vote] = field(default_factory=list)

    @property
    def text(self) -> str | None:
        if self.year is None:
            return None
        if self.quarter:
            return f"{self.year}-Q{self.quarter}"
        return f"{self.year}-{self.month:02d}" if self.month else None

    @property
    def end(self) -> int | None:
        return self.quarter * 3 if self.quarter else self.month

    @property
    def begin(self) -> int | None:
        return self.quarter * 3 - 2 if self.quarter else self.month


def year_number(text: str | None) -> int | None:
    return None if not text else int(text) if len(text) == 4 else 2000 + int(text)


def said(text: str) -> Said:
    """Year, month and quarter a title, note or name speaks of; days of filing left aside."""
    plain = EVERY.sub("", FILED.sub("", texts.with_years(texts.flat(text))))
    quarter = QUARTER.search(plain)
    for pattern in (RANGE, MONTH):
        if m := pattern.search(plain):
            month = texts.small_number(m[2])
            if month and 1 <= month <= 12:
                after = re.match(r"\d{1,2}日", plain[m.end() :])
                year = year_number(m[1]) or any_year(plain)
                return Said(year, month, None, bool(after and pattern is MONTH and "截" not in plain))
    if m := DOTTED.search(plain) or SOLID.search(plain):
        return Said(int(m[1]), int(m[2]), None, bool(m[3]) and "截" not in plain)
    if "上半年" in plain:
        return Said(any_year(plain), 6)
    if quarter:
        return Said(any_year(plain), None, texts.small_number(quarter[1]))
    return Said(any_year(plain))


def any_year(plain: str) -> int | None:
    m = YEAR.search(plain)
    return year_number(m[1] or m[2]) if m else None


def file_said(name: str) -> Said:
    stem = re.sub(r"\.[A-Za-z]{3,4}$", "", name)
    stem = re.sub(r"^\d{1,2}[_\-、.\s](?!\d)", "", stem)
    return said(re.sub(r"[（(]\d[)）]$", "", stem))


def title_lines(layout: tables.Layout) -> list[tables.Line]:
    """Texts of a sheet that read as titles, above or below the tables."""
    return [line for line in all_lines(layout) if is_title(line.text)]


def all_lines(layout: tables.Layout) -> list[tables.Line]:
    """Texts outside the tables, with the note rows inside their bodies."""
    out = list(layout.lines)
    for table in layout.tables:
        if table.sheet.flipped:
            continue
        some = table.rows if len(table.rows) <= tables.MANY else [*table.rows[:60], *table.rows[-60:]]
        for r in some:
            filled = table.grid.filled(r)
            if 1 <= len(filled) <= 3 and r not in table.sheet.hidden_rows:
                for c in filled:
                    v = table.grid.own(r, c)
                    if isinstance(v, str) and (
                        bodies.FOOTER.match(texts.flat(v))
                        or tables.NOTE.match(texts.flat(v))
                        or (len(filled) == 1 and (table.grid.spans(r, c) > 2 or is_title(v)))
                    ):
                        out.append(tables.Line(r, c, v))
    return out


def is_title(text: str) -> bool:
    plain = texts.flat(text)
    if bodies.FOOTER.match(plain) or tables.NOTE.match(plain):
        return False
    return len(plain) >= 4 and TITLE.search(plain) is not None


def sheet_votes(layout: tables.Layout) -> list[Vote]:
    sheet = layout.sheet
    votes = []
    for line in all_lines(layout):
        cell = sheet.addr(line.row, line.column)
        plain = texts.flat(line.text)
        if m := FILING.search(plain):
            votes.append(Vote("filed", Said(year_number(m[1]), int(m[2]), None, True), sheet.name, cell))
        if is_title(line.text):
            votes.append(Vote("title", said(line.text), sheet.name, cell))
        elif LONE.fullmatch(texts.with_years(plain)) or (
            (SAYS.search(FILED.sub("", plain)) and not re.match(r"(?:填|报送|上报|制表)[^:：]*[:：]", plain))
            or re.search(r"截[至止]", plain)
        ):
            votes.append(Vote("note", said(line.text), sheet.name, cell))
    for table in layout.tables:
        votes.extend(heading_votes(table))
    if sheet.name:
        name = re.sub(r"[(（]\d[)）]$", "", sheet.name.strip())
        votes.append(Vote("sheet", said(name), sheet.name, None))
    return [v for v in votes if v.said.year or v.said.month or v.said.quarter]


def heading_votes(table: tables.Table) -> list[Vote]:
    """The month of 1-N月 or of the last filled month column, the year of the plan's heading."""
    votes = []
    meant = [(c, c.meaning.field, c.meaning.month) for c in table.columns]
    monthly = [(m, c) for c, f, m in meant if f in ("month_n", "range_n", "cum_n") and m]
    if monthly:
        months = sorted({m for m, _ in monthly})
        filled = [
            m
            for m, c in monthly
            if any(table.grid.own(r, c.at) is not None or (r, c.at) in table.sheet.formulas for r in table.rows[:80])
        ]
        last = max(filled) if filled and len(months) > 3 else max(months)
        column = next(c for m, c in monthly if m == last)
        loose = any(f in ("cum_wan", "cum_year_wan") for _, f, _ in meant) and all(
            f == "range_n" for _, f, m in meant if m
        )
        if not loose:
            votes.append(Vote("header", Said(None, last), table.sheet.name, table.sheet.addr(*column.head)))
    for c, f, _ in meant:
        if f in ("annual_plan_wan", "cum_year_wan", "month_n", "range_n", "month_wan") and c.meaning.year:
            votes.append(Vote("header", Said(c.meaning.year), table.sheet.name, table.sheet.addr(*c.head)))
    return votes


def decide(votes: list[Vote], file: Said) -> Period:
    """The period most places speak of; ties go to the earlier kind of place (title, note, sheet, file, heading)."""
    filed = [v for v in votes if v.place == "filed"]
    ballots = [*(v for v in votes if v.place != "filed"), Vote("file", file, "*", None)]
    out = Period()
    titled = [v.said.quarter for v in ballots if v.said.quarter and v.place in ("title", "note")]
    sheets = [v.said.quarter for v in ballots if v.said.quarter]
    months = most(ballots, "month", ["title", "note", "sheet", "file", "header"])
    quarter = (
        titled[0]
        if titled
        else sheets[0]
        if sheets and not any(v.said.month for v in ballots if v.place != "header")
        else None
    )
    out.quarter = quarter
    out.month = None if quarter else months
    out.year = most(ballots, "year", ["title", "note", "header", "sheet", "file"])
    if out.year is None and filed and filed[0].said.year:
        out.year = filed[0].said.year - (1 if filed[0].said.month == 1 and (out.end or 0) >= 11 else 0)
    out.odd = [v for v in ballots if is_odd(v, out)]
    return out


def most(ballots: list[Vote], what: str, order: list[str]) -> int | None:
    named = [(getattr(v.said, what), v) for v in ballots if getattr(v.said, what)]
    firm = [(n, v) for n, v in named if not (what == "month" and v.said.dated)] or named
    places = [(n, v.place, v.sheet) for n, v in firm]
    distinct = set(places)
    if not distinct:
        return None
    counts = Counter(n for n, _, _ in distinct)
    top = max(counts.values())
    best = [n for n, k in counts.items() if k == top]
    first: int = min(best, key=lambda n: min(order.index(p) for m, p, _ in distinct if m == n))
    return first


def is_odd(vote: Vote, period: Period) -> bool:
    s = vote.said
    if s.year and period.year and s.year != period.year:
        following = s.year == period.year + 1 and s.month == 1 and s.dated
        return not following
    if s.month is None:
        return bool(s.quarter and period.end and not (s.quarter * 3 - 2 <= period.end <= s.quarter * 3))
    if period.quarter:
        inside = period.quarter * 3 - 2 <= s.month <= period.quarter * 3
        return not inside and not (s.dated and s.month == period.quarter * 3 + 1)
    if period.month and s.month != period.month:
        return not (s.dated and s.month == period.month % 12 + 1)
    return False
