"""Exact numbers: fractions to and from text, rounding once at the end, one canonical byte form for hashing."""

from __future__ import annotations

import hashlib
import json
import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

NUMBER = re.compile(r"([+-]?\d{1,18}(?:\.\d{1,12})?)(?:/(\d{1,18}))?(%?)")
MICRO = 10**6


def exact(value: object) -> Fraction | None:
    """The exact value of 3, Decimal("0.25"), "1/3" or "25%"; None when it isn't a plain number of sane size."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, Fraction):
        return value
    if isinstance(value, int):
        return Fraction(value) if abs(value) < 10**18 else None
    if isinstance(value, Decimal):
        value = format(value, "f") if value.is_finite() and abs(value.adjusted()) < 18 else "?"
    found = NUMBER.fullmatch(value.strip()) if isinstance(value, str) and value.isascii() else None
    if found is None or found[2] == "0" * len(found[2] or "x"):
        return None
    return Fraction(found[1]) / int(found[2] or 1) / (100 if found[3] else 1)


def text(value: Fraction) -> str:
    """A fraction as "7" or "1/3", in lowest terms: the form in result.json."""
    return str(value)


def milli(value: Fraction, decimals: int = 3) -> int:
    """Thousandths of `value` after rounding half away from zero to `decimals` (0-3) places: the only rounding there is."""
    step: int = 10 ** (3 - decimals)
    scaled = abs(value) * 1000 / step
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator) * step
    return whole if value >= 0 else -whole


def steadied(value: float) -> Fraction:
    """A model's float as a multiple of 1e-6, so that the last bits of two machines can't make two scores."""
    return Fraction(round(value * MICRO), MICRO)


def milli_of_float(value: float) -> int:
    """Thousandths of a model's float, by way of `steadied`."""
    return milli(steadied(value))


def shown(value_milli: int, decimals: int = 3) -> str:
    """Thousandths as people read them: 88125 -> "88.125", with 1 decimal "88.1"."""
    sign, rest = ("-" if value_milli < 0 else ""), abs(value_milli)
    tail = f"{rest % 1000:03d}"[:decimals]
    return f"{sign}{rest // 1000}.{tail}" if decimals else f"{sign}{rest // 1000}"


def canonical(value: Any) -> bytes:
    """The one byte form of a JSON value: keys sorted, no spaces, UTF-8 as it is, integers only."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def digest(value: Any) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()
