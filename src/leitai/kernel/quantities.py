"""Capacities in project names: `20万吨` is 200,000 t, `年加工200万平方米` 2,000,000 m² a year.

Two names that differ only here are two projects, so the amounts must be compared as amounts: 20万千瓦 is 200MW.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Context, Decimal

_UNITS: dict[str, tuple[str, str]] = {
    "公斤": ("吨", "0.001"),
    "千克": ("吨", "0.001"),
    "kg": ("吨", "0.001"),
    "吨": ("吨", "1"),
    "t": ("吨", "1"),
    "平方千米": ("平方米", "1000000"),
    "平方公里": ("平方米", "1000000"),
    "km2": ("平方米", "1000000"),
    "平方米": ("平方米", "1"),
    "平米": ("平方米", "1"),
    "m2": ("平方米", "1"),
    "立方米": ("立方米", "1"),
    "m3": ("立方米", "1"),
    "公顷": ("平方米", "10000"),
    "亩": ("亩", "1"),
    "公里": ("米", "1000"),
    "千米": ("米", "1000"),
    "km": ("米", "1000"),
    "米": ("米", "1"),
    "千瓦时": ("千瓦时", "1"),
    "千瓦": ("千瓦", "1"),
    "兆瓦时": ("千瓦时", "1000"),
    "兆瓦": ("千瓦", "1000"),
    "gwh": ("千瓦时", "1000000"),
    "mwh": ("千瓦时", "1000"),
    "kwh": ("千瓦时", "1"),
    "gw": ("千瓦", "1000000"),
    "mw": ("千瓦", "1000"),
    "kw": ("千瓦", "1"),
    "台套": ("台套", "1"),
    "台": ("台", "1"),
    "套": ("套", "1"),
    "件": ("件", "1"),
    "只": ("只", "1"),
    "支": ("支", "1"),
    "头": ("头", "1"),
    "辆": ("辆", "1"),
    "樘": ("樘", "1"),
    "张": ("张", "1"),
    "片": ("片", "1"),
    "块": ("块", "1"),
    "羽": ("羽", "1"),
    "株": ("株", "1"),
    "床": ("床", "1"),
    "户": ("户", "1"),
    "标箱": ("标箱", "1"),
    "箱": ("箱", "1"),
    "瓶": ("瓶", "1"),
    "升": ("升", "1"),
}
_TIMES = {"": 1, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_BEFORE = re.compile(r"(?:年|每年)(?:产|加工|处理|生产|产能|新增|[^\d年,，。;；()]{0,6})$")
_FOUND = re.compile(
    r"(?<![\d.])(?P<number>\d{1,12}(?:\.\d{1,6})?)(?P<times>亿|[十百千]?万|[百千](?!瓦|克|米))?"
    rf"(?P<unit>{'|'.join(sorted(map(re.escape, _UNITS), key=len, reverse=True))})(?![a-z])(?P<after>/年|每年|/a(?![a-z]))?"
)
_EXACT = Context(prec=60)


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount in its base unit: 吨, 平方米, 立方米, 亩, 米, 千瓦, 千瓦时, or what is counted (台, 套, 只 …)."""

    amount: Decimal
    unit: str
    is_per_year: bool
    text: str


def find(name: str) -> list[Quantity]:
    """Every capacity in a name, in its order; numbers without a known unit (years, phases, road numbers) are none.

    `is_per_year` where 年产, 年加工 and the like stand before it or /年 behind it.
    """
    plain = "".join(unicodedata.normalize("NFKC", name[:500]).lower().split())
    plain = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", plain)
    return [_quantity(plain, found) for found in _FOUND.finditer(plain)]


def do_differ(one: str, other: str) -> bool:
    """True when both names state amounts of one unit and no amount of that unit is common to both."""
    mine, theirs = _by_unit(find(one)), _by_unit(find(other))
    return any(not mine[unit] & theirs[unit] for unit in mine.keys() & theirs.keys())


def _quantity(plain: str, found: re.Match[str]) -> Quantity:
    unit, factor = _UNITS[found["unit"]]
    times = Decimal(_TIMES[found["times"] or ""])
    amount = _EXACT.multiply(_EXACT.multiply(Decimal(found["number"]), times), Decimal(factor))
    is_per_year = bool(found["after"] or _BEFORE.search(plain[: found.start()]))
    exact = amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount.normalize()
    return Quantity(exact, unit, is_per_year, found.group())


def _by_unit(quantities: list[Quantity]) -> dict[str, set[Decimal]]:
    amounts: dict[str, set[Decimal]] = {}
    for quantity in quantities:
        amounts.setdefault(quantity.unit, set()).add(quantity.amount)
    return amounts
