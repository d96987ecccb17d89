"""Dates as people write them, with how exactly they are meant and the doubts they raise."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from leitai.workbooks import terms
from leitai.workbooks.rules import text as texts
from leitai.workbooks.rules import xlsx

Value = dict[str, str]

NUM = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3}|元(?=月))"
PART = r"上旬|中旬|下旬|月初|月中|月底|月末|初|中(?!下旬)|底|末|前后|左右|前|以前|之前"
PATTERNS = [
    ("ymd", r"(?P<y>\d{4}|'?\d{2})(?P<s>[.\-/])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d)日?"),
    ("ymd", rf"(?P<y>\d{{4}}|\d{{2}}|[〇零一二三四五六七八九]{{4}})年(?P<m>{NUM})月(?P<d>{NUM})[日号]?(?!\d)"),
    ("ymd", r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<m>0[1-9]|1[0-2])(?P<d>\d{2})(?!\d)"),
    ("rel", rf"(?P<r>今年|本年|当年|年内|明年|次年|去年|上年)度?(?P<m>{NUM})月(?:(?P<d>{NUM})[日号])?"),
    ("rely", r"(?P<r>今|本|当|明|次|去|上)(?P<e>年底|年末|年初|年中|年终|年内)"),
    ("rely", r"(?P<r>今年|本年|当年|明年|次年|去年|上年)?(?P<e>年底|年末|年终|年中|年初|上半年|下半年|年前|年内)"),
    ("yq", r"(?P<y>\d{4})年?第?(?P<q>[一二三四1-4])季度(?P<e>末|底)?"),
    ("yh", r"(?P<y>\d{4})年?(?P<h>上半年|下半年)"),
    ("ye", r"(?P<y>\d{4}|(?<!\d)\d{2})年?(?:年?(?P<e>底|末|初|中(?!旬)|终))"),
    ("ym", rf"(?P<y>\d{{4}}|(?<!\d)\d{{2}}|[〇零一二三四五六七八九]{{4}})年(?P<m>{NUM})月份?"),
    ("ym", r"(?<![\d.])(?P<y>\d{4})[.\-/](?P<m>\d{1,2})(?!\d)月?"),
    ("ym", r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<m>0[1-9]|1[0-2])(?!\d)"),
    ("y", r"(?<!\d)(?P<y>(?:19|20)\d{2})(?!\d)年?度?"),
    ("y", r"(?<!\d)(?P<y>\d{2})年"),
    ("md", rf"(?P<m>{NUM})月(?P<d>{NUM})[日号]?(?!月)"),
    ("m", rf"(?P<m>{NUM})月份?"),
    ("md", r"(?<![\d.])(?P<m>\d{1,2})[./](?P<d>\d{1,2})(?![\d.])日?"),
    ("d", rf"(?P<d>{NUM})[日号]"),
]  # fmt: skip
COMPILED = [(kind, re.compile(p)) for kind, p in PATTERNS]
AFTER = re.compile(rf"(?:的)?(?P<part>{PART})")
SERIAL = re.compile(r"^[2-6]\d{4}(?:\.\d+)?$")


@dataclass(slots=True)
class Found:
    """One date found in a text; `year` None where it states none. `phase` the words before it."""

    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int
    fuzzy: bool = False
    relative: bool = False
    short: bool = False
    bad: bool = False

    def valid(self) -> bool:
        if self.month is not None and not 1 <= self.month <= 12:
            return False
        return self.day is None or 1 <= self.day <= calendar.monthrange(self.year or 2024, self.month or 1)[1]

    def value(self) -> Value:
        return make(self.year or 0, self.month, self.day)


@dataclass(slots=True)
class Read:
    """Dates of one cell in order of writing; `codes` what is to be reported."""

    dates: list[Found] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    text: str = ""

    @property
    def good(self) -> list[Found]:
        """Those that are real dates with a known year."""
        return [f for f in self.dates if f.year is not None and not f.bad]


def make(year: int, month: int | None = None, day: int | None = None) -> Value:
    if month is None:
        return {"value": f"{year:04d}", "precision": "year"}
    if day is None:
        return {"value": f"{year:04d}-{month:02d}", "precision": "month"}
    return {"value": f"{year:04d}-{month:02d}-{day:02d}", "precision": "day"}


def of_day(day: date) -> Value:
    return make(day.year, day.month, day.day)


def read(value: Any, year: int | None = None, in_csv: bool = False) -> Read:
    """Any cell value as dates; `year` is the period's, for dates that state none."""
    if value is None or isinstance(value, bool):
        return Read()
    if isinstance(value, terms.ErrorValue):
        return Read(codes=["FORMULA_ERROR"])
    if isinstance(value, date):
        return Read([Found(value.year, value.month, value.day, 0, 0)])
    if isinstance(value, (int, float)):
        return from_number(value, "DATE_SERIAL")
    return written(str(value), year, in_csv)


def from_number(value: float, code: str) -> Read:
    """A number in a date cell: 2026 a year, 2024.5 a month, 202405, 20240508, else a serial number."""
    if isinstance(value, int) or value.is_integer():
        whole = int(value)
        if 1950 <= whole <= 2100:
            return Read([Found(whole, None, None, 0, 0)])
        if 190001 <= whole <= 210012 or 19500101 <= whole <= 21001231:
            return written(str(whole), None)
    elif 1950 < value < 2101 and round(value * 100, 6).is_integer():
        return written(f"{value:.10g}", None)
    if 20000 <= value < 80000 and (day := xlsx.serial_date(value)):
        return Read([Found(day.year, day.month, day.day, 0, 0)], [code])
    return Read(codes=["DATE_INVALID"])


def written(raw: str, year: int | None, in_csv: bool = False) -> Read:
    """Dates in a text."""
    plain = texts.with_years(texts.flat(raw)).replace("．", ".").replace("。", ".").strip("'`")
    plain = re.sub(r"[T ]?\d{1,2}:\d{2}(:\d{2})?(\.\d+)?$", "", plain) if ":" in plain else plain
    if m := re.fullmatch(r"(\d{4}-\d\d-\d\d)00:00:00", plain):
        plain = m[1]
    if not plain:
        return Read()
    if re.fullmatch(r"[-—–－/\\.…~～*×]+|无", plain):
        return Read(codes=["DASH"])
    if plain.upper() in ("#DIV/0!", "#N/A", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"):
        return Read(codes=["FORMULA_ERROR"])
    if SERIAL.match(plain):
        return from_number(float(plain), "DATE_SERIAL" if in_csv else "DATE_SERIAL_TEXT")
    plain = re.sub(r"(?<=\d)[－—–―─~～](?=\d)", lambda m: "-" if iso_like(plain) else "~", plain)
    plain = re.sub(r"[－—–―─～]+", "~", plain)
    plain = (
        re.sub(r"(?<=\d)[、,](?=\d{1,2}[、,.]?\d{0,2}$)", ".", plain)
        if re.fullmatch(r"\d{4}[、,]\d{1,2}([、,]\d{1,2})?", plain)
        else plain
    )
    dates = tokens(plain)
    out = Read(dates, text=plain)
    if not dates:
        out.codes.append("DATE_INVALID" if re.fullmatch(r"[\d./年月日-]{4,}", plain) else "NONNUMERIC")
        return out
    finish(out, year)
    return out


def iso_like(plain: str) -> bool:
    return re.fullmatch(r"\d{4}[－—–―─-]\d{1,2}([－—–―─-]\d{1,2})?", plain) is not None


def finish(out: Read, year: int | None) -> None:
    """Fills in years left out, checks the calendar, names the doubts."""
    for n, found in enumerate(out.dates):
        if found.year is None or found.relative:
            inherited = out.dates[n - 1].year if n and not found.relative else None
            if inherited:
                found.year = inherited
            else:
                out.codes.append("DATE_NO_YEAR")
                found.year = None if year is None else year + (found.year or 0 if found.relative else 0)
        if found.month is None and found.day is not None and n:
            found.month = out.dates[n - 1].month
        if found.fuzzy:
            out.codes.append("DATE_FUZZY")
        if found.short:
            out.codes.append("DATE_TWO_DIGIT_YEAR")
    if any(not f.valid() for f in out.dates):
        for f in out.dates:
            f.bad = not f.valid()
        out.codes = [c for c in out.codes if c not in ("DATE_NO_YEAR",)] + ["DATE_INVALID"]
    out.codes = list(dict.fromkeys(out.codes))


def tokens(plain: str) -> list[Found]:
    """All dates in a text from left to right; each place in the text is used once."""
    out: list[Found] = []
    at = 0
    while at < len(plain):
        best: tuple[int, int, str, re.Match[str]] | None = None
        for order, (kind, pattern) in enumerate(COMPILED):
            m = pattern.search(plain, at)
            if m and (best is None or (m.start(), order) < best[:2]):
                best = (m.start(), order, kind, m)
        if best is None:
            break
        found = token(best[2], best[3])
        at = best[3].end()
        if after := AFTER.match(plain, at):
            if after["part"] not in ("前",) or found.day is None:
                found.fuzzy = True
            at = after.end()
        if found.day is not None and best[2] == "d" and not out:
            continue
        found.end = at
        out.append(found)
    return out


def token(kind: str, m: re.Match[str]) -> Found:
    g = m.groupdict()
    year = year_of(g.get("y"))
    short = bool(g.get("y")) and len((g["y"] or "").strip("'")) == 2
    month = 1 if g.get("m") == "元" else texts.small_number(g["m"]) if g.get("m") else None
    day = texts.small_number(g["d"]) if g.get("d") else None
    found = Found(year, month, day, m.start(), m.end(), short=short)
    if kind in ("rel", "rely"):
        word = g.get("r") or ""
        found.relative = True
        found.year = 1 if word[:1] in ("明", "次") else -1 if word[:1] in ("去", "上") else 0
    if kind in ("rely", "ye"):
        found.fuzzy = True
        end = g.get("e") or ""
        found.month = 12 if end[-1:] in "底末终" else 1 if end.endswith("初") else 6 if end.endswith("中") else None
    if kind == "yq":
        found.fuzzy = True
        found.month = texts.small_number(g["q"] or "1") * 3 if g.get("e") else None  # type: ignore[operator]  # the pattern lets digits through alone
    if kind == "yh":
        found.fuzzy = True
    if kind == "md" and month is not None and month > 12 and day is not None and day <= 12:
        found.year, found.month, found.day, found.short = 2000 + month, day, None, True
    return found


def year_of(text: str | None) -> int | None:
    if not text:
        return None
    digits = "".join(str(texts.DIGITS.get(c, c)) for c in text.strip("'"))
    return int(digits) + (2000 if len(digits) == 2 else 0)


def key(value: Value | None, last: bool = False) -> tuple[int, int, int] | None:
    """A date for comparing: its first day, or its `last` one."""
    if value is None:
        return None
    parts = [int(p) for p in value["value"].split("-")]
    if len(parts) == 1:
        return (parts[0], 12, 31) if last else (parts[0], 1, 1)
    if len(parts) == 2:
        return (*parts, 31 if last else 1)  # type: ignore[return-value]  # parts are a year and a month here
    return (parts[0], parts[1], parts[2])


def is_range(out: Read) -> bool:
    """Whether two dates are joined as from-to."""
    if len(out.dates) != 2:
        return False
    between = out.text[out.dates[0].end : out.dates[1].start]
    return re.fullmatch(r"(?:起)?(?:-|~|至|到|—|–)+", between) is not None
