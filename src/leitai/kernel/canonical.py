"""Canonical JSON: one value, one sequence of bytes, so that a digest means the value and not its spelling.

RFC 8785 (JSON Canonicalization Scheme), narrowed: strings in Unicode NFC, whole numbers within ±(2^53-1) only. Fractions,
NaN, twin keys and lone surrogates are refused: two readers could understand them differently.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

LARGEST_INTEGER = 2**53 - 1
"""RFC 7493, 2.2: beyond it readers that use floating point lose digits."""

DEEPEST = 100
"""Levels of arrays and objects."""

type Json = bool | int | str | list["Json"] | dict[str, "Json"] | None

_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_SURROGATES = re.compile("[\ud800-\udfff]")


class CanonicalError(ValueError):
    """A value or text that has no canonical form; `code` says why (`json.float`, `json.twin_key`, …)."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code


def dump(value: Any) -> bytes:
    """The canonical bytes: UTF-8, no spaces, keys sorted by UTF-16 code units, strings in NFC.

    Args:   value: None, bool, int, str, and lists, tuples and dicts of these.
    Raises: CanonicalError: json.float, json.integer_range, json.type, json.key_type, json.twin_key (also two keys that
            NFC makes equal), json.surrogate, json.depth.
    """
    ordered = _ordered(value, 0)
    return json.dumps(ordered, ensure_ascii=False, separators=(",", ":"), check_circular=False).encode("utf-8")


def parse_strict(text: bytes | str) -> Json:
    """The value of a JSON text that has only one meaning.

    Raises: CanonicalError: json.utf8, json.bom, json.syntax, json.twin_key, json.float (also 1.0, 1e2, NaN, Infinity),
            json.integer_range, json.minus_zero, json.surrogate, json.depth.
    """
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError as problem:
            raise CanonicalError("json.utf8", str(problem)) from None
    if text.startswith("\ufeff"):
        raise CanonicalError("json.bom")
    if text.count("[") + text.count("{") > DEEPEST and _depth(text) > DEEPEST:
        raise CanonicalError("json.depth")
    try:
        value: Json = json.loads(
            text, object_pairs_hook=_object, parse_float=_no_float, parse_constant=_no_float, parse_int=_integer
        )
    except json.JSONDecodeError as problem:
        raise CanonicalError("json.syntax", str(problem)) from None
    # A lone surrogate enters as it stands or as \\udXXX; without either in the text there is nothing to look for.
    if "\\u" in text or _SURROGATES.search(text):
        _refuse_surrogates(value)
    return value


def is_canonical(text: bytes) -> bool:
    """True when the bytes are exactly the canonical form of their value."""
    try:
        return dump(parse_strict(text)) == text
    except CanonicalError:
        return False


def _ordered(value: Any, depth: int) -> Any:
    """The same value of plain types, keys in order, strings in NFC."""
    if isinstance(value, str):
        return _string(value)
    if value is None or value is True or value is False:
        return value
    if isinstance(value, int):
        if not -LARGEST_INTEGER <= value <= LARGEST_INTEGER:
            raise CanonicalError("json.integer_range", "whole numbers lie within ±(2^53-1)")
        return int(value)
    if depth >= DEEPEST:
        raise CanonicalError("json.depth")
    if isinstance(value, dict):
        return _ordered_object(value, depth + 1)
    if isinstance(value, list | tuple):
        return [_ordered(item, depth + 1) for item in value]
    if isinstance(value, float):
        raise CanonicalError("json.float", "amounts are whole yuan, shares are written as text")
    raise CanonicalError("json.type", type(value).__name__)


def _ordered_object(value: dict[Any, Any], depth: int) -> dict[str, Any]:
    named: dict[str, Any] = {}
    for key, item in value.items():
        if not isinstance(key, str):
            raise CanonicalError("json.key_type", type(key).__name__)
        name = _string(key)
        if name in named:
            raise CanonicalError("json.twin_key", name)
        named[name] = _ordered(item, depth)
    return {name: named[name] for name in sorted(named, key=_utf16)}


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-be")


def _string(text: str) -> str:
    if text.isascii():
        return str(text)
    if _SURROGATES.search(text):
        raise CanonicalError("json.surrogate")
    return unicodedata.normalize("NFC", text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        names = [name for name, _ in pairs]
        raise CanonicalError("json.twin_key", next(name for name in names if names.count(name) > 1))
    return value


def _no_float(written: str) -> Any:
    raise CanonicalError("json.float", written[:20])


def _integer(written: str) -> int:
    if written == "-0":
        raise CanonicalError("json.minus_zero")
    if len(written) > 17 or abs(int(written)) > LARGEST_INTEGER:
        raise CanonicalError("json.integer_range", written[:20])
    return int(written)


def _depth(text: str) -> int:
    deepest = depth = 0
    for sign in re.findall(r"[\[\]{}]", _STRINGS.sub("", text)):
        depth += 1 if sign in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _refuse_surrogates(value: Json) -> None:
    if isinstance(value, str):
        if _SURROGATES.search(value):
            raise CanonicalError("json.surrogate")
    elif isinstance(value, list):
        for item in value:
            _refuse_surrogates(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            _refuse_surrogates(name)
            _refuse_surrogates(item)
