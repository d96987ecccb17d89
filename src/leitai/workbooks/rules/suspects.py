"""Amounts about ten thousand times off: 万元 taken for 亿元 or the other way round, shown by their neighbours."""

from __future__ import annotations

import bisect
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from leitai.workbooks.rules import amounts
from leitai.workbooks.rules import rows as reading

TEN_THOUSAND = 1e4
COMPARED = (
    "total_wan",
    "phase1_wan",
    "annual_plan_wan",
    "month_wan",
    "cum_year_wan",
    "cum_wan",
    "prev_cum_year_wan",
    "prev_cum_wan",
)
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


class Peers:
    """The amounts of a table by column, sorted, for telling how far one lies off the others."""

    def __init__(self, rows: Sequence[reading.Row]) -> None:
        self.rows = rows
        self.sorted: dict[str, list[float]] = {}

    def of(self, name: str, value: float) -> list[float]:
        """The positive amounts of a column in order, one of `value` left out."""
        if name not in self.sorted:
            self.sorted[name] = sorted(v for r in self.rows if (v := r.amount(name)) and v > 0)
        found = self.sorted[name]
        n = bisect.bisect_left(found, value)
        return found[:n] + found[n + 1 :] if n < len(found) and found[n] == value and len(found) < MANY else found

    def off(self, row: reading.Row, name: str, value: float) -> float:
        """How many times a value lies off the middle of its column without its own row."""
        others = self.of(name, row.amount(name) or 0.0)
        if not others or value <= 0:
            return 1.0
        middle = statistics.median(others) if len(others) < MANY else others[len(others) // 2]
        return max(value / middle, middle / value)

    def worth_looking(self, earlier: dict[int, reading.Row]) -> Sequence[reading.Row]:
        """Rows that may hold a suspect: all of few, else those with gross disorder or an earlier sheet."""
        if len(self.rows) < MANY:
            return self.rows
        have = [n for n in COMPARED if any(n in r.fields for r in self.rows[:50])]
        columns = {n: [r.fields.get(n) or 0.0 for r in self.rows] for n in have}
        hits = {n for n, r in enumerate(self.rows) if id(r) in earlier} if earlier else set()
        for low, highs in BELOW.items():
            for high in (h for h in highs if low in columns and h in columns):
                pairs = zip(columns[low], columns[high], strict=True)
                hits |= {
                    n
                    for n, (a, b) in enumerate(pairs)
                    if b and (a >= GROSS * b or (high == "total_wan" and b >= 1000 * a > 0))
                }
        return [self.rows[n] for n in sorted(hits)]


MANY = 2000


def find(rows: Sequence[reading.Row], earlier: dict[int, reading.Row]) -> list[Suspect]:
    """Suspect amounts of a table's rows. `earlier`: id of a row -> the same project on an earlier sheet."""
    out = []
    peers = Peers(rows)
    for row in peers.worth_looking(earlier):
        values = {n: v for n in COMPARED if (v := row.amount(n))}
        found = (
            by_earlier(row, values, earlier.get(id(row)))
            or by_delta(row, values, earlier.get(id(row)))
            or by_order(row, values, peers)
            or by_size(row, values, peers)
        )
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


def by_delta(row: reading.Row, values: dict[str, float], before: reading.Row | None) -> Suspect | None:
    """A month or cumulative that leads from the previous figure to the next once moved by ten thousand."""
    month = values.get("month_wan")
    for cum_name, was_name in (("cum_year_wan", "prev_cum_year_wan"), ("cum_wan", "prev_cum_wan")):
        cum = values.get(cum_name)
        was = values.get(was_name) or (
            before.amount(cum_name) if before is not None and was_name not in row.fields else None
        )
        if not (month and cum and was) or reading.close(was + month, cum):
            continue
        for factor in (TEN_THOUSAND, 1 / TEN_THOUSAND):
            for name, mended in (("month_wan", (was, month * factor, cum)), (cum_name, (was, month, cum * factor))):
                if reading.close(mended[0] + mended[1], mended[2]) and mended[1] > 1e-3 * mended[2]:
                    return Suspect(row, name, amounts.neat(values[name] * factor), ("上月累计", "the previous month"))
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


def by_order(row: reading.Row, values: dict[str, float], peers: Peers) -> Suspect | None:
    """An amount whose correction clears all gross disorder of its row (a total below its own cumulative)."""
    bad = violations(values)
    if not bad:
        return None
    best: tuple[float, str, float] | None = None
    for name, value in values.items():
        for factor in (1 / TEN_THOUSAND, TEN_THOUSAND):
            mended = {**values, name: value * factor}
            if violations(mended) == 0 and fits(mended):
                distance = peers.off(row, name, mended[name]) - peers.off(row, name, value)
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
    return not any(
        values[low] > 1.5 * values[high]
        for low, highs in BELOW.items()
        if low in values
        for high in highs
        if high in values
    )


def by_size(row: reading.Row, values: dict[str, float], peers: Peers) -> Suspect | None:
    """A total thousands of times above all that is planned and done, and above the other totals."""
    for name in ("total_wan", "annual_plan_wan"):
        total = values.get(name)
        judged = (
            ("annual_plan_wan", "cum_wan", "cum_year_wan", "phase1_wan")
            if name == "total_wan"
            else ("cum_year_wan", "month_wan")
        )
        others = [values[n] for n in judged if n in values]
        if not total or not others or total < 1000 * max(others):
            continue
        mended = total / TEN_THOUSAND
        if mended < 0.6 * max(others) or not fits({**values, name: mended}):
            continue
        others_of_column = peers.of(name, total)
        usual = bisect.bisect_left(others_of_column, 0.01 * total)
        if others_of_column and usual < 0.5 * len(others_of_column) and not min(total, others_of_column[0]) >= 1e6:
            continue
        return Suspect(row, name, amounts.neat(mended), ("本行其他金额", "other amounts of the row"))
    return None
