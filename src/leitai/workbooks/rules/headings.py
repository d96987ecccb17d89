"""What a column's heading means: the field it holds, its unit, the month or year it speaks of."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from leitai.workbooks.rules import amounts, towns
from leitai.workbooks.rules import text as texts

MONEY = {
    "total_wan", "phase1_wan", "annual_plan_wan", "month_wan", "months_wan", "cum_by_month_wan", "cum_year_wan",
    "cum_wan", "prev_cum_year_wan", "prev_cum_wan", "prev_year_wan", "prev", "month_n", "cum_n", "range_n", "plan",
    "done", "money_other",
}  # fmt: skip
PERCENT = {"yoy_pct", "pct_of_plan", "pct_other"}
DATES = {"start", "finish", "signed", "start_finish", "date_other", "phase1_finish"}
KEY = {"name", *MONEY, *DATES, "town", "investor", "code", "status", "seq", "time", "place"}


@dataclass(frozen=True, slots=True)
class Meaning:
    """`field` of the row (or a word for columns known but not extracted), unit scale, month, year, first month."""

    field: str | None
    scale: float | None = None
    month: int | None = None
    year: int | None = None
    text: str = ""


@cache
def vocabulary() -> dict[str, list[list[str]]]:
    """Rules of data/headings.json: lists of [field, pattern], tried in order."""
    whole: dict[str, list[list[str]]] = json.loads((towns.DATA / "headings.json").read_text(encoding="utf-8"))
    return whole


@cache
def compiled(part: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern)) for name, pattern in vocabulary()[part])


@lru_cache(maxsize=4096)
def cleaned(level: str) -> str:
    """A heading's level as flat text: lower case, without money units, numbering and footnote marks."""
    plain = texts.with_years(texts.flat(level)).lower()
    unit = amounts.UNIT
    plain = re.sub(
        rf"[(【\[](?:[^()]*?(?:单位|金额)[:：]?)?(?:人民币)?(?:{unit})(?:人民币)?(?:[,，、;；/][^()]*)?[)】\]]",
        "",
        plain,
    )
    plain = re.sub(rf"(?<=[(【\[])([^()]*?)[,，、;；](?:单位[:：]?)?(?:{unit})(?=[)】\]])", r"\1", plain)
    plain = re.sub(r"[,，:：/、]?(?:(?:千|百|十)?万元|亿元|千元|百元)$|[,，:：/](?:万|亿|元)$", "", plain)
    plain = re.sub(r"^(?:\d{1,2}[.、]|\(\d{1,2}\)|\([一二三四五六七八九十]\)|[一二三四五六七八九十]、)", "", plain)
    return plain.strip("*#※★☆:：,，。")


def without_brackets(plain: str) -> str:
    return re.sub(r"\([^()]*\)|【[^】]*】|\[[^\]]*\]", "", plain) or plain


def first_match(part: str, plain: str) -> str | None:
    for name, pattern in compiled(part):
        if pattern.search(plain):
            return name
    return None


def meaning(path: Sequence[str]) -> Meaning:
    """What a heading of one or more levels means, from the whole to the part: ('投资（万元）', '计划', '年度')."""
    return _meaning(tuple(path))


@lru_cache(maxsize=4096)
def _meaning(path: tuple[str, ...]) -> Meaning:
    levels = [c for c in (cleaned(p) for p in path) if c]
    if not levels:
        return Meaning(None, text="".join(path))
    scale = next((s for s in (amounts.unit_in(p) or amounts.unit_word(p) for p in reversed(path)) if s), None)
    leaf, joined = levels[-1], "".join(dict.fromkeys(levels))
    field = named(leaf, joined)
    month, year = month_of(leaf, joined, field), year_of(joined)
    return Meaning(field, scale, month, year, joined)


def named(leaf: str, joined: str) -> str | None:
    short = without_brackets(leaf)
    if leaf != joined and (monthly := of_months(short, joined)):
        return monthly
    if leaf != joined and first_match("vague", short):
        order = [
            ("money", joined),
            ("plain", leaf),
            ("plain", joined),
            ("money", leaf),
            ("late", joined),
            ("late", leaf),
        ]
    else:
        order = [(part, text) for part in ("plain", "money", "late") for text in (short, leaf)]
        order += [("money", joined), ("plain", joined), ("late", joined)]
    return next((found for part, text in order if (found := first_match(part, text))), None)


def of_months(leaf: str, joined: str) -> str | None:
    """What a bare month or 1-N月 below a group means: the group says whether planned, cumulative or of last year."""
    single = re.fullmatch(r"(?:\d{1,2}|十?[一二三四五六七八九十])月份?", leaf)
    ranged = re.fullmatch(r"(?:1|一)月?[-~—–－至到]+(?:\d{1,2}|[一二三四五六七八九十]{1,3})月份?", leaf)
    if not single and not ranged:
        return None
    if re.search("同期|上年|去年", joined):
        return "prev_year_wan" if ranged else "money_other"
    if re.search("计划|目标|任务", joined) and not re.search("完成|实际", joined):
        return "money_other"
    if re.search("开工|竣工|投产|签约", joined) and not re.search("投资|完成", joined):
        return None
    return "range_n" if ranged else "cum_n" if "累计" in joined else "month_n"


def month_of(leaf: str, joined: str, field: str | None) -> int | None:
    """The month a heading speaks of; the last one of 1-N月."""
    if field in DATES or field is None:
        return None
    for text in (leaf, joined):
        if m := re.search(r"(?:1|一|元)月?份?(?:[-~—–－至到]+)(\d{1,2}|[一二三四五六七八九十]{1,3})月", text):
            return texts.small_number(m[1])
        if m := re.search(r"年初(?:至|到|-)(\d{1,2}|[一二三四五六七八九十]{1,2})月", text):
            return texts.small_number(m[1])
        if m := re.search(r"(?<![\d.])(\d{1,2}|十?[一二三四五六七八九十])月", text):
            n = texts.small_number(m[1])
            return n if n and 1 <= n <= 12 else None
    return None


def year_of(joined: str) -> int | None:
    m = re.search(r"(?<!\d)(20\d{2}|[12]\d(?=年))年?", joined)
    if not m:
        return None
    n = int(m[1])
    return n if n > 100 else 2000 + n


@cache
def morphemes() -> re.Pattern[str]:
    words = [w for line in vocabulary()["words"] for w in line]
    return re.compile(
        "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r"|\d+|[()（）\[\]/、,:：%.\-~—–－*#※★·&_+]"
    )


@lru_cache(maxsize=8192)
def is_heading(text: str) -> bool:
    """Whether a cell reads as a heading: known, short, and made of headings' words only."""
    plain = texts.flat(text).lower()
    if (
        not plain
        or len(plain) > 30
        or (plain[0].isdigit() and not re.match(r"\d{1,4}(?:年|月|[-~至—–－]\d{1,2}月)|\d{1,2}[.、]", plain))
    ):
        return False
    if re.match(r"[(（]?(?:单位|金额单位|计量单位)[:：(（]", plain):
        return False
    rest = morphemes().sub("", plain)
    if len(rest) > (1 if len(plain) > 4 else 0):
        return False
    return meaning((text,)).field is not None or first_match("group", without_brackets(cleaned(text))) is not None
