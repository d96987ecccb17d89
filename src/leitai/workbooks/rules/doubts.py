"""Collecting what is doubtful: one entry for each code and place, with its sentences and ready answers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from leitai.workbooks import terms
from leitai.workbooks.rules import towns


@cache
def catalogue() -> dict[str, list[str]]:
    """Code -> [severity, Chinese sentence, English sentence] of data/messages.json."""
    found: dict[str, list[str]] = messages()["codes"]
    return found


@cache
def messages() -> dict[str, Any]:
    whole: dict[str, Any] = json.loads((towns.DATA / "messages.json").read_text(encoding="utf-8"))
    return whole


def label(field: str) -> tuple[str, str]:
    zh, en = messages()["labels"].get(field, (field, field))
    return zh, en


class Collector:
    """Problems in the order found; the same code at the same place is kept once."""

    def __init__(self) -> None:
        self.problems: list[terms.Problem] = []
        self.seen: set[tuple[str, str | None, str | None]] = set()

    def add(
        self,
        code: str,
        sheet: str | None,
        cell: str | None,
        answers: Iterable[terms.Answer] = (),
        more: dict[str, Any] | None = None,
        **words: Any,
    ) -> None:
        if (code, sheet, cell) in self.seen:
            return
        self.seen.add((code, sheet, cell))
        severity, zh, en = catalogue()[code]
        said = {k: shown(v) for k, v in words.items()}
        zh_words = {k: v[0] if isinstance(v, tuple) else v for k, v in said.items()}
        en_words = {k: v[1] if isinstance(v, tuple) else v for k, v in said.items()}
        sentence = zh.format(**zh_words), en.format(**en_words)
        self.problems.append(terms.Problem(code, sheet, cell, severity, *sentence, tuple(answers), more or {}))

    def has(self, code: str, sheet: str | None, cell: str | None) -> bool:
        return (code, sheet, cell) in self.seen


def shown(value: Any) -> Any:
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, str):
        flat = " ".join(value.split())
        return flat if len(flat) <= 80 else flat[:79] + "…"
    return value
