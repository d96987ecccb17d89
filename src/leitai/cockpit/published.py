"""Published figures about the county, shown with the tag 已公布: read once from this slice's data, never from the register."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Published:
    """A published figure. Money is `value_yuan` (whole yuan), everything else `value` in `unit`; `at_least`: a floor.

    `period`: a year, month, day or quarter as published; "" where the source states none, then `period_zh`, `period_en` say so.
    """

    id: str
    zh: str
    en: str
    value_yuan: int | None
    value: Decimal | None
    unit: str
    at_least: bool
    period: str
    period_zh: str
    period_en: str
    source: str
    note_zh: str
    note_en: str


@functools.cache
def published() -> Mapping[str, Published]:
    """All published figures by id (`KEY01`), in the order of the file."""
    text = (resources.files("leitai.cockpit") / "data" / "published.yaml").read_text("utf-8")
    return {row["id"]: _figure(row) for row in yaml.safe_load(text)}


def _figure(row: Mapping[str, Any]) -> Published:
    value, period = row.get("value"), row["period"] or ""
    return Published(
        id=row["id"], zh=row["zh"], en=row["en"], value_yuan=row.get("value_yuan"),
        value=None if value is None else Decimal(str(value)), unit=row["unit"], at_least=row["at_least"], period=period,
        period_zh=row.get("period_zh", period), period_en=row.get("period_en", period), source=row["source"],
        note_zh=row.get("note_zh", ""), note_en=row.get("note_en", ""),
    )  # fmt: skip
