"""Amounts about ten thousand times off: 万元 taken for 亿元 or the other way round, shown by their neighbours."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from leitai.workbooks.rules import amounts
from leitai.workbooks.rules import rows as reading

TEN_THOUSAND = 1e4
COMPARED = ("total_wan", "phase1_wan", "annual_plan_wan", "month_wan", "cum_year_wan", "cum_wan", "prev_cum_year_wan", "prev_cum_wan")
BELOW = {  # field -> fields it can hardly exceed
    "month_wan": ("cum_year_wan", "cum_wan", "total_wan"),
    "cum_year_wan": ("cum_wan", "total_wan"),
    "prev_cum_year_wan": ("cum_year_wan", "cum_wan", "total_wan"),
    "prev_cum_wan": ("cum_wan", "total_wan"),
    "cum_wan": ("total_wan",),
    "annual_plan_wan": ("total_wan",),
    "phase1_wan": ("total_wan",),
}
GROSS = 100.0


@dataclass(frozen=True, slots=True)
class Suspect:
    """`name` of `row` should read `value`; `evidence` says by what, in both languages."""

    row: reading.Row
    name: str
    value: float
    evidence: tuple[str, str]


def find(rows: Sequence[reading.Row], earlier: dict[int, reading.Row]) -> list[Suspect]:
    """Suspect amounts of a table's rows. `earlier`: id of a row -> the same project on an earlier sheet."""
    out = []
    for row in rows:
        values = {n: v for n in COMPARED if (v := row.amount(n))}
        found = by_earlier(row, values, earlier.get(id(row))) or by_order(row, values, rows) or by_size(row, values, rows)
        if found:
            out.append(found)
    return out


def by_earlier(row: reading.Row, values: dict[str, float], before: reading.Row | None) -> Suspect | None:
    if before is None:
        return None
    for name in ("total_wan", "annual_plan_wan", "cum_year_wan", "cum_wan"):
        was = before.amount(name)
        if not was or name not in values:
            continue
        for factor in (1 / TEN_THOUSAND, TEN_THOUSAND):
            if 0.5 <= values[name] * factor / was <= 2:
                return Suspect(row, name, amounts.neat(values[name] * factor), ("上期表同一项目", "an earlier sheet"))
    return None


def violations(values: dict[str, float]) -> int:
    """How many pairs of amounts stand in an order that is off by a hundred times or more."""
    return sum(
        values[low] >= GROSS * values[high]
        for low, highs in BELOW.items()
        if low in values
        for high in highs
        if high in values and values[low] > 0
    )


def by_order(row: reading.Row, values: dict[str, float], rows: Sequence[reading.Row]) -> Suspect | None:
    """An amount whose correction clears all gross disorder of its row (a total below its own cumulative)."""
    bad = violations(values)
    if not bad:
        return None
    best: tuple[float, str, float] | None = None
    for name, value in values.items():
        for factor in (1 / TEN_THOUSAND, TEN_THOUSAND):
            mended = {**values, name: value * factor}
            if violations(mended) == 0 and fits(mended):
                distance = from_column(rows, row, name, mended[name]) - from_column(rows, row, name, value)
                if best is None or distance < best[0]:
                    best = (distance, name, mended[name])
    if best is None:
        return None
    return Suspect(row, best[1], amounts.neat(best[2]), ("本行其他金额", "other amounts of the row"))


def fits(values: dict[str, float]) -> bool:
    """Whether amounts stand in a believable order: nothing above its total by more than half."""
    total = values.get("total_wan")
    if total and any(v > 1.5 * total for n, v in values.items() if n != "total_wan"):
        return False
    return not any(values[low] > 1.5 * values[high] for low, highs in BELOW.items() if low in values for high in highs if high in values)


def from_column(rows: Sequence[reading.Row], row: reading.Row, name: str, value: float) -> float:
    """How many times a value lies off the middle of its column."""
    others = [v for r in rows if r is not row and (v := r.amount(name)) and v > 0]
    if not others or value <= 0:
        return 1.0
    middle = statistics.median(others)
    return max(value / middle, middle / value)


def by_size(row: reading.Row, values: dict[str, float], rows: Sequence[reading.Row]) -> Suspect | None:
    """A total thousands of times above all that is planned and done, and above the other totals."""
    for name in ("total_wan", "annual_plan_wan"):
        total = values.get(name)
        judged = ("annual_plan_wan", "cum_wan", "cum_year_wan", "phase1_wan") if name == "total_wan" else ("cum_year_wan", "month_wan")
        others = [values[n] for n in judged if n in values]
        if not total or not others or total < 1000 * max(others):
            continue
        mended = total / TEN_THOUSAND
        if mended < 0.6 * max(others) or not fits({**values, name: mended}):
            continue
        peers = [v for r in rows if r is not row and (v := r.amount(name)) and v > 0]
        usual = [v for v in peers if v < 0.01 * total]
        if peers and len(usual) < 0.5 * len(peers) and not all(v >= 1e6 for v in (total, *peers)):
            continue
        return Suspect(row, name, amounts.neat(mended), ("本行其他金额", "other amounts of the row"))
    return None
