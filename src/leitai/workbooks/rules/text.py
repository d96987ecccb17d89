"""Text as people type it: widths, spaces, Chinese numerals."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

DIGITS = {
    c: n
    for n, chars in enumerate(("〇零○", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for c in chars
}
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
NUMERALS = "〇零一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟点"
WIDE = re.compile("[０-９]")
SPACE = re.compile(r"[\s\u200b\ufeff\u3000]+")


@lru_cache(maxsize=8192)
def flat(text: str) -> str:
    """Half width (NFKC), without any white space."""
    return SPACE.sub("", unicodedata.normalize("NFKC", text))


def with_years(plain: str) -> str:
    """Years in Chinese numerals as digits: 二〇二四年 -> 2024年."""
    if "二" not in plain and "一九" not in plain:
        return plain
    return YEARS.sub(lambda m: "".join(str(DIGITS[c]) for c in m[0]), plain)


YEARS = re.compile(r"(?:二[〇零○]|一九)[〇零○一二三四五六七八九]{2}(?=年)")


def bare(value: Any) -> str:
    """Any cell value as flat text; '' for nothing."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return flat(value if isinstance(value, str) else str(value))


def shown(value: Any) -> str:
    """A cell value as a person would see it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value)


def chinese_number(text: str) -> float | None:
    """三百二十 -> 320, 一点五 -> 1.5, 二〇二四 -> 2024; None where it is no numeral (万 and 亿 stand outside)."""
    whole, point, part = text.partition("点")
    if not whole or any(c not in DIGITS and c not in TENS for c in whole):
        return None
    if point and (not part or any(c not in DIGITS for c in part)):
        return None
    fraction = float("0." + "".join(str(DIGITS[c]) for c in part)) if part else 0.0
    if not any(c in TENS for c in whole):
        return float("".join(str(DIGITS[c]) for c in whole)) + fraction
    total = held = 0
    unit = 1
    for c in whole:
        if c in DIGITS:
            held = DIGITS[c]
        else:
            unit = TENS[c]
            total += (held or (1 if unit == 10 or not total else 0)) * unit
            held = 0
    last = whole[-1]
    tail = held * (unit // 10 if last in DIGITS and unit >= 100 and "零" not in whole and "〇" not in whole else 1)
    return total + tail + fraction


def small_number(text: str) -> int | None:
    """A whole number in digits or Chinese numerals: '3' -> 3, '三' -> 3, '十二' -> 12."""
    if text.isascii() and text.isdigit():
        return int(text)
    number = chinese_number(text)
    return int(number) if number is not None and float(number).is_integer() else None


def matches(pattern: str, text: str) -> bool:
    return re.search(pattern, text) is not None
