"""What the rows of a catalogue's files look like, and a reader that names every misfit."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from leitai.catalogue import terms

Leaf = Callable[[Any], str | None]
"""None if the value fits, else what is wanted."""
Shape = Leaf | Mapping[str, Any] | list[Any]
"""A leaf; a mapping key -> shape, with `?` behind keys that may be left out; a list with the shape of its items."""


def text(value: Any) -> str | None:
    """A string with something in it."""
    return None if isinstance(value, str) and value.strip() else "a text"


def slug(value: Any) -> str | None:
    """An identifier."""
    fits = isinstance(value, str) and len(value) <= 80 and re.fullmatch("[a-z][a-z0-9_]*", value)
    return None if fits else "an identifier of a-z, 0-9 and _"


def truth(value: Any) -> str | None:
    """true or false."""
    return None if isinstance(value, bool) else "true or false"


def only_true(value: Any) -> str | None:
    """true; the other case is said by leaving the key out."""
    return None if value is True else "true, or the key left out"


def whole(low: int, high: int) -> Leaf:
    """A whole number from `low` to `high`."""

    def fits(value: Any) -> str | None:
        good = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
        return None if good else f"a whole number from {low} to {high}"

    return fits


def one_of(*words: str | None) -> Leaf:
    """One of some words."""

    def fits(value: Any) -> str | None:
        return None if value in words else "one of " + ", ".join(str(word or "null") for word in words)

    return fits


def like(pattern: str, wanted: str) -> Leaf:
    """A string of a pattern."""

    def fits(value: Any) -> str | None:
        return None if isinstance(value, str) and re.fullmatch(pattern, value, re.ASCII) else wanted

    return fits


def text_or_null(value: Any) -> str | None:
    """A string or null."""
    return None if value is None else text(value)


def anything(value: Any) -> str | None:
    """Looked at elsewhere."""
    return None


def days_range(value: Any) -> str | None:
    """[low, high] in days."""
    fits = (
        isinstance(value, list)
        and len(value) == 2
        and all(isinstance(one, int) and not isinstance(one, bool) for one in value)
        and 0 < value[0] <= value[1] <= 366
    )
    return None if fits else "[low, high] in whole days from 1 to 366"


_NAMES: dict[str, Any] = {"name_zh": text, "name_en": text}
_INPUT = {"id": slug, "when?": text, "may_follow_later?": only_true, "edition?": slug}
_OUTPUT = {"id": slug, "when": text}
_STEP = _NAMES | {
    "days": whole(1, 366), "day_unit": one_of("working", "calendar"), "suspends_clock": truth,
    "before_filing?": only_true, "sometimes?": only_true, "when?": text,
}  # fmt: skip
_BEFORE = {"counter_zh": text, "visits_before": whole(1, 100), "assumption": only_true}
_DATE = like(r"\d{4}-\d{2}-\d{2}", 'a date in quotes such as "2026-11-24"')


def paper(mapping: Shape) -> tuple[Leaf, Shape]:
    """Either a document's bare id or a mapping."""
    return slug, mapping


FILES: dict[str, Mapping[str, Any]] = {
    "catalogue": {
        "catalogue": {
            "id": slug, **_NAMES, "county": like(r"\d{6}", "six digits in quotes"), "version": text,
            "effective_from": _DATE, "supersedes?": text,
        }
    },
    "departments": {"departments": [{"id": slug, **_NAMES, "kind": slug}]},
    "facts": {
        "groups": [{"id": slug, **_NAMES}],
        "facts": [
            {
                "id": slug, "group": slug, "type": one_of("bool", "enum", "number", "industry_code"), "question_zh": text,
                "question_en": text, "help_zh": text, "help_en": text, "default": anything, "stage": slug,
                "choices?": [slug], "choices_zh?": [text], "choices_en?": [text], "unit?": text, "unit_en?": text,
            }
        ],
        "contradictions": [{"id": slug, "severity": one_of("refuse", "warn"), "when": text, "zh": text, "en": text}],
    },
    "documents": {
        "documents": [
            {
                "id": slug, **_NAMES, "kind": one_of("applicant", "form", "report", "result"), "typical_days?": days_range,
                "available_after?": one_of("start_of_works"), "editions?": anything, "alternates?": [slug],
                "final?": only_true,
            }
        ]
    },
    "procedures": {
        "stages": [{"id": slug, **_NAMES}],
        "procedures": [
            {
                "id": slug, **_NAMES, "department": slug, "level": one_of("county", "city", "province"), "stage": slug,
                "kind": one_of("approval", "verification", "filing", "confirmation", "public_service"),
                "applies_when": text, "inputs": [paper(_INPUT)], "outputs": [paper(_OUTPUT)],
                "statutory_days": whole(1, 366), "promised_days": whole(1, 366), "day_unit": one_of("working", "calendar"),
                "special_steps": [_STEP], "commitment_allowed": truth, "fee": truth,
                "needed_before": one_of(None, "start_of_works", "production"), "basis": [text], "source": text_or_null,
                "confidence": one_of("high", "medium", "low"), "checked": text_or_null, "before": _BEFORE,
            }
        ],
    },
    "bundles": {
        "bundles": [
            {
                "id": slug, **_NAMES, "basis": text_or_null, "joint_form": slug, "procedures": [slug],
                "promised_days": whole(1, 366),
            }
        ]
    },
}  # fmt: skip


def misfits(value: Any, shape: Any, where: str) -> Iterator[terms.Finding]:
    """A finding for every place where `value` does not have `shape`; `where` names the value."""
    if isinstance(shape, tuple):
        shape = shape[1] if isinstance(value, dict) else shape[0]
    if isinstance(shape, Mapping):
        yield from _mapping_misfits(value, shape, where)
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield _misfit(where, "a list")
            return
        for number, item in enumerate(value):
            yield from misfits(item, shape[0], _item_name(where, number, item))
    elif (wanted := shape(value)) is not None:
        yield _misfit(where, f"{wanted}, not {value!r:.60}")


def _mapping_misfits(value: Any, shape: Mapping[str, Any], where: str) -> Iterator[terms.Finding]:
    if not isinstance(value, dict):
        yield _misfit(where, "a mapping")
        return
    optional = {key.removesuffix("?") for key in shape if key.endswith("?")}
    required = [key for key in shape if not key.endswith("?")]
    for key in required:
        if key not in value:
            yield terms.Finding("missing_key", (where,), f"{where}: {key} is missing")
    for key, item in value.items():
        name = key if key in shape else f"{key}?"
        if name in shape and (key in optional or key in required):
            yield from misfits(item, shape[name], f"{where}.{key}")
        else:
            yield terms.Finding("unknown_key", (where,), f"{where}: the key {key!s:.60} is unknown")


def _misfit(where: str, wanted: str) -> terms.Finding:
    return terms.Finding("malformed", (where,), f"{where} must be {wanted}")


def _item_name(where: str, number: int, item: Any) -> str:
    name = item.get("id") if isinstance(item, dict) else None
    return f"{where}[{name if isinstance(name, str) else number + 1}]"
