"""Amounts as people write them: value, own unit, and the doubts the notation raises. Money is reckoned in 万元."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from leitai.workbooks import terms
from leitai.workbooks.rules import text as texts

# 万元 in one unit of the name
SCALES = {
    "亿元": 1e4, "亿": 1e4, "千万元": 1e3, "千万": 1e3, "百万元": 1e2, "百万": 1e2, "十万元": 10.0, "十万": 10.0,
    "万元": 1.0, "万": 1.0, "千元": 0.1, "百元": 0.01, "元": 1e-4,
}  # fmt: skip
UNIT = "|".join(sorted(SCALES, key=len, reverse=True))
NAMES = {1e4: "亿元", 1e3: "千万元", 1e2: "百万元", 10.0: "十万元", 1.0: "万元", 0.1: "千元", 0.01: "百元", 1e-4: "元"}

LARGEST = 1e250  # beyond any amount, and far from what still has a neighbour in floating point

DASHES = re.compile(r"^[-‐‑‒–—―－−_/\\|.。·…~～*×\s]+$")
ABOUT = re.compile(
    r"大约|约为|约合|约|左右|上下|接近|将近|近|大概|估计|预计|估算|估|暂定|暂估|暂|±|以内|以下|不超过|不足|[<≤≦]"
)
ABOVE = re.compile(
    r"及?以上|不低于|不少于|不小于|至少|超过|突破|超|逾|[>≥≧]=?|余(?=[万亿千百元]|$)|(?<=\d)多(?=[万亿千百元]|$)|起步|\+$"
)
NUMBER = r"[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d{1,2})?"
RANGE = re.compile(rf"^({NUMBER})({UNIT})?(?:-|–|—|－|~|～|至|到|─){{1,2}}({NUMBER})({UNIT})?$")
EXPRESSION = re.compile(rf"^=?\(?\d[\d.]*(?:{UNIT})?\)?(?:[-+*×x/÷]\(?\d[\d.]*(?:{UNIT})?\)?)+=?$|^=")
PIECE = re.compile(rf"(\d+(?:\.\d+)?|\.\d+|[{texts.NUMERALS}]+)((?:{UNIT}|千|百|十)?)")


@dataclass(frozen=True, slots=True)
class Amount:
    """`number` in the unit `scale` (万元 in one; None: not stated in the cell), or `low`/`high` of a range."""

    number: float | None = None
    scale: float | None = None
    low: float | None = None
    high: float | None = None
    approx: bool = False
    at_least: bool = False
    codes: tuple[str, ...] = field(default=())

    def wan(self, scale: float) -> float | None:
        """万元, where the cell states no unit of its own reckoned at `scale`."""
        return None if self.number is None else neat(self.number * (self.scale or scale))


def neat(value: float) -> float | int:
    """A product freed of binary dust, whole numbers as int."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def read(value: Any) -> Amount:
    """Any cell value as an amount; `codes` name what is to be reported of its notation."""
    if value is None:
        return Amount()
    if isinstance(value, bool):
        return Amount(codes=("NONNUMERIC",))
    if isinstance(value, (int, float)):
        return Amount(number=value) if abs(value) < LARGEST else Amount(codes=("NONNUMERIC",))
    if isinstance(value, terms.ErrorValue):
        return Amount(codes=("FORMULA_ERROR",))
    if isinstance(value, date):
        return Amount(codes=("NONNUMERIC",))
    return written(str(value))


@lru_cache(maxsize=65536)
def written(raw: str) -> Amount:
    """An amount stored as text."""
    if raw.strip().upper() in ERRORS:
        return Amount(codes=("FORMULA_ERROR",))
    plain = tidy(raw)
    if not plain:
        return Amount() if not raw.strip() else Amount(codes=("NONNUMERIC",))
    if DASHES.match(plain):
        return Amount(codes=("NONNUMERIC",))
    if EXPRESSION.match(plain) and not RANGE.match(plain):
        return Amount(codes=("EXPRESSION_TEXT",))
    codes = []
    if texts.WIDE.search(raw):
        codes.append("FULLWIDTH_DIGITS")
    found = ABOVE.search(plain)
    about = ABOUT.search(plain)
    core = ABOUT.sub("", ABOVE.sub("", plain))
    core = re.sub(r"^(?:为|共|计|合计|共计|人民币|总投资|投资)+(?=[\d.])", "", core)
    if m := RANGE.match(core):
        return interval(m, codes)
    core, zero = letter_o(core)
    if zero:
        codes.append("LETTER_O_FOR_ZERO")
    number, scale, chinese = compound(core)
    if number is None or not abs(number) < LARGEST:
        return Amount(codes=("NONNUMERIC",))
    if about:
        codes.append("APPROX_VALUE")
    if found:
        codes.append("LOWER_BOUND")
    if chinese:
        codes.append("CHINESE_NUMERAL")
    return Amount(number, scale, approx=bool(about), at_least=bool(found), codes=tuple(codes or ("TEXT_NUMBER",)))


ERRORS = {"#DIV/0!", "#N/A", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA"}


def tidy(raw: str) -> str:
    """Half width, without spaces, currency marks, separators of thousands and bracketed remarks."""
    plain = texts.SPACE.sub("", unicodedata.normalize("NFKC", raw)).replace("，", ",").strip("'‘’`\"")
    plain = re.sub(r"^(?:人民币|RMB|CNY)|[¥￥]|(?:人民币|RMB)$", "", plain, flags=re.IGNORECASE)
    plain = re.sub(r"(?<=\d)[,、'’](?=\d{3,4}(?!\d))", "", plain)
    if m := re.fullmatch(rf"\(({NUMBER})\)", plain):
        return "-" + m[1].lstrip("+")
    return re.sub(r"(?<=[\d万亿元])\([^()\d]*\)$", "", plain).rstrip("。;；,")


def letter_o(core: str) -> tuple[str, bool]:
    """Letter O between or beside digits read as zero."""
    if not re.search("[Oo○Ο]", core) or not re.fullmatch(rf"-?[\dOo○Ο.,]+(?:{UNIT})?", core):
        return core, False
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", re.sub("[Oo○Ο]", "0", core)), True


def interval(m: re.Match[str], codes: list[str]) -> Amount:
    first, own_first, last, own_last = m.groups()
    low, high = float(first), float(last)
    scale = SCALES.get(own_last or own_first or "")
    low_wan = low * (SCALES[own_first] / scale) if own_first and scale else low
    if low_wan >= high or not high < LARGEST:
        return Amount(codes=("EXPRESSION_TEXT",))
    return Amount(scale=scale, low=low_wan, high=high, codes=(*codes, "RANGE_VALUE"))


def compound(core: str) -> tuple[float | None, float | None, bool]:
    """(number, scale of the first unit or None, Chinese numerals?) of 3.6亿, 1亿2百万, 八千万, -40; Nones: unreadable."""
    if re.fullmatch(NUMBER, core):
        number = float(core)
        return (int(number) if number.is_integer() and abs(number) < 1e15 else number), None, False
    sign = -1.0 if core.startswith("-") else 1.0
    core = core.lstrip("+-")
    if m := re.fullmatch(rf"({NUMBER})({UNIT})", core):
        return sign * float(m[1]), SCALES[m[2]], False
    pieces = split_pieces(core)
    if pieces is None:
        return None, None, False
    chinese = any(c in texts.DIGITS or c in texts.TENS for c in core)
    with_unit = [scale for _, scale in pieces if scale]
    if not with_unit:
        return sign * sum(n for n, _ in pieces), None, chinese
    lead = with_unit[0]
    total = sum(n * (scale or 1e-4) for n, scale in pieces)
    return sign * total / lead, lead, chinese


def split_pieces(core: str) -> list[tuple[float, float | None]] | None:
    """[(number, scale or None)] of each piece of a written sum; None where something is left over."""
    out: list[tuple[float, float | None]] = []
    rest = core.removesuffix("整")
    while rest:
        m = re.match(
            rf"((?:\d+(?:\.\d+)?|\.\d+|[{texts.NUMERALS}]+?)(?:[千百十])?)(亿元|万元|亿|万|元|千元|百元|$)", rest
        )
        if not m or not m[1]:
            return None
        number = piece(m[1])
        if number is None:
            return None
        rest = rest[m.end() :]
        out.append((number, SCALES.get(m[2])))
    if len(out) > 1 and any(a[1] is None for a in out[:-1]):
        return None
    return closed(out) or None


def piece(written_number: str) -> float | None:
    """5 -> 5, 2百 -> 200, 三千二百 -> 3200."""
    if m := re.fullmatch(r"(\d+(?:\.\d+)?|\.\d+)([千百十]?)", written_number):
        return float(m[1]) * {"": 1, "十": 10, "百": 100, "千": 1000}[m[2]]
    return texts.chinese_number(written_number)


def closed(pieces: list[tuple[float, float | None]]) -> list[tuple[float, float | None]]:
    """A last piece without unit after 亿 or 万 counts 元 (1万2千) or, as a bare digit, a tenth of the unit (1亿2)."""
    if len(pieces) > 1 and pieces[-1][1] is None and pieces[-1][0] < 10:
        before = pieces[-2][1] or 1.0
        return [*pieces[:-1], (pieces[-1][0], before / 10)]
    return pieces


def unit_in(text: str) -> float | None:
    """Scale of the unit a header states, in brackets or at its end; None where it states none."""
    plain = texts.flat(text).replace("(章)", "")
    if m := re.search(
        rf"[(【\[](?:[^()]*?(?:单位|金额)[:：]?)?(?:人民币)?({UNIT})(?:人民币)?(?:[,，、;；/].*?)?[)】\]]", plain
    ):
        return SCALES[m[1]]
    if m := re.search(rf"[(【\[][^()]*?[,，、;；](?:单位[:：]?)?({UNIT})[)】\]]", plain):
        return SCALES[m[1]]
    if m := re.search(r"(?:[,，:：/、]|\d|[^\d\W])((?:千|百|十)?万元|亿元|千元|百元)$", plain):
        return SCALES[m[1]]
    if m := re.search(r"[,，:：/](万|亿|元)$", plain):
        return SCALES[m[1]]
    return None


def unit_stated(text: str) -> float | None:
    """Scale of the unit a title or note states for all amounts; amounts such as 1.2亿元 state none."""
    plain = texts.flat(text)
    if m := re.search(rf"单位(?:均|都|统一)?[:：为是用]*(?:人民币)?({UNIT})(?![\u4e00-\u9fff]{{2}})", plain):
        return SCALES[m[1]]
    if m := re.search(rf"(?:以|按|用)(?:人民币)?({UNIT})(?:为单位|计|填)", plain):
        return SCALES[m[1]]
    if m := re.search(rf"[(【\[](?:人民币)?({UNIT})[)】\]]", plain):
        return SCALES[m[1]]
    if m := re.search(
        rf"(?:金额|投资|数额|资金|数据)[^\d,，;；。]{{0,6}}?(?:均为|为|是|:|：)({UNIT})(?:$|[,，;；。)）])", plain
    ):
        return SCALES[m[1]]
    return None


NAMED = (
    ("total_wan", r"总投资|投资总额|投资额"), ("annual_plan_wan", r"计划|目标|任务"), ("month_wan", r"本月|当月|月度|各月|分月"),
    ("prev", r"上月|上期"), ("prev_year_wan", r"同期"), ("cum", r"累计|完成(?!.{0,2}计划)"), ("phase1_wan", r"一期"),
)  # fmt: skip


def units_by_name(text: str) -> dict[str, float]:
    """Units that a note gives to single amounts (总投资单位为亿元，其余为万元): beginning of the field -> scale, "" the rest."""
    out: dict[str, float] = {}
    for clause in re.split(r"[,，;；。、]|(?<=元)\s", texts.flat(text).partition("注:")[2] or texts.flat(text)):
        m = re.search(rf"(?<![\d.])({UNIT})(?!\d|以上)", clause)
        if not m or not re.search(r"单位|为|按|以|计|[:：]", clause):
            continue
        rest = re.search(r"其余|其它|其他", clause)
        named = [name for name, words in NAMED if re.search(words, clause)]
        for name in [""] if rest else named:
            out[name] = SCALES[m[1]]
    return out if any(out) else {}


def unit_name(scale: float) -> str:
    return NAMES.get(scale, "万元")


def unit_word(value: Any) -> float | None:
    """Scale where the whole cell is a unit's name."""
    plain = texts.bare(value).strip("()")
    plain = re.sub(r"^(?:单位[:：]?|人民币)", "", plain)
    return SCALES.get(plain)
