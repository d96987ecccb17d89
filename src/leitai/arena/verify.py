#!/usr/bin/env python3
"""Recompute a contest from its result.json and name the first difference. Needs Python 3.10 or later and nothing else.

    python verify.py RESULT.json        exit 0: everything follows from the ballots and the locked rules
                                        exit 1: the first thing that doesn't    exit 2: bad usage

This module shares no line with the program that made the result: it reads the locked rules, the ballots under
pseudonyms, the evidence and the draw, computes every score, place, range and award again and compares. The format is
described in docs/reference/result-json.md. What it can't tell: whether the ballots are those the judges cast (each judge
can look up the own ones), and whether the evidence is true.
"""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import math
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from operator import mul
from statistics import NormalDist
from typing import Any

Doc = dict[str, Any]
BYTES, DEPTH, WORK = 64_000_000, 40, 300_000_000
MANY = 100
ZERO = Fraction(0)
NUMBER = re.compile(r"-?\d{1,40}(?:/\d{1,40})?")
WRITTEN = re.compile(r"([+-]?\d{1,18}(?:\.\d{1,12})?)(?:/(\d{1,18}))?(%?)")
VERSIONS = {"mean": 1, "trimmed": 1, "median": 1, "grouped": 1, "severity": 1, "pairs": 1, "indicators": 1}
NORMAL = NormalDist()


class Differs(Exception):
    """The first thing in the file that doesn't hold."""


# --- the file -------------------------------------------------------------------------------------------------------


def read(data: bytes) -> Doc:
    """The document in the bytes, which must be its one canonical form. Raises: Differs."""
    if len(data) > BYTES:
        raise Differs(f"the file is larger than {BYTES // 1_000_000} MB")
    try:
        text = data.decode("utf-8")
        document = json.loads(
            text, object_pairs_hook=_no_twins, parse_float=_no_number, parse_constant=_no_number, parse_int=_integer
        )
        _depth(document)
        form = canonical(document) + b"\n"
    except Differs:
        raise
    except (ValueError, RecursionError) as error:
        raise Differs(f"the file isn't canonical JSON: {str(error)[:200] or 'nested too deeply'}") from None
    if not isinstance(document, dict):
        raise Differs("the file isn't a result: it should be one object")
    if form != data:
        at = next((i for i, (a, b) in enumerate(zip(form, data, strict=False)) if a != b), min(len(form), len(data)))
        raise Differs(f"the file isn't in its canonical form; byte {at} is the first that differs")
    if not unicodedata.is_normalized("NFC", text):
        raise Differs("the file isn't in its canonical form: its text isn't NFC")
    return document


def _no_twins(pairs: list[tuple[str, Any]]) -> Doc:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Differs("the file holds a key twice in one object")
    return found


def _no_number(written: str) -> Any:
    raise Differs(f"the file holds the number {written[:30]}; only whole numbers are allowed")


def _integer(written: str) -> int:
    if len(written) > 40 or written == "-0":
        raise Differs("the file holds a whole number of more than 39 digits, or -0")
    return int(written)


def _depth(value: Any) -> None:
    level = [value]
    for _ in range(DEPTH):
        level = [c for v in level if isinstance(v, (dict, list)) for c in (v.values() if isinstance(v, dict) else v)]
        if not level:
            return
    raise Differs("the file is nested too deeply")


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("utf-8")


def digest(value: Any) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()


def same(where: str, found: Any, wanted: Any) -> None:
    """Raises Differs at the first place, in reading order, where the file departs from what was recomputed."""
    if isinstance(found, dict) and isinstance(wanted, dict):
        for key in sorted(set(found) | set(wanted)):
            if key not in found or key not in wanted:
                raise Differs(f"{where}.{key} {'is missing' if key not in found else 'does not belong there'}")
            same(f"{where}.{key}", found[key], wanted[key])
    elif isinstance(found, list) and isinstance(wanted, list):
        if len(found) != len(wanted):
            raise Differs(f"{where} has {len(found)} items, recomputed: {len(wanted)}")
        for at, (one, other) in enumerate(zip(found, wanted, strict=False)):
            names = (
                [one[k] for k in ("judge", "entry", "award") if isinstance(one.get(k), str)]
                if isinstance(one, dict)
                else []
            )
            same(f"{where}[{' > '.join(names) or at}]", one, other)
    elif type(found) is not type(wanted) or found != wanted:
        raise Differs(f"{where} is {_short(found)}, recomputed: {_short(wanted)}")


def _short(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)[:120]


# --- numbers --------------------------------------------------------------------------------------------------------


def fraction(text: Any) -> Fraction:
    """A fraction from its text, which must be in lowest terms."""
    if not isinstance(text, str) or not NUMBER.fullmatch(text):
        raise Differs(f"{_short(text)} isn't an exact number")
    value = Fraction(text)
    if str(value) != text:
        raise Differs(f"{_short(text)} isn't in lowest terms")
    return value


def written(text: str) -> Fraction | None:
    """The number in a cell of a project's row, or None."""
    found = WRITTEN.fullmatch(text.strip()) if text.isascii() else None
    if not found or (found.group(2) and int(found.group(2)) == 0):
        return None
    return Fraction(found.group(1)) / int(found.group(2) or 1) / (100 if found.group(3) else 1)


def rounded(value: Fraction, decimals: int = 3) -> int:
    """Thousandths, half away from zero at the last of `decimals` places."""
    step: int = 10 ** (3 - decimals)
    size = math.floor(abs(value) * 1000 / step + Fraction(1, 2)) * step
    return size if value >= 0 else -size


def six(value: float) -> Fraction:
    return Fraction(round(value * 10**6), 10**6)


# --- what the rules say ---------------------------------------------------------------------------------------------


def leaf_criteria(tree: Iterable[Doc], above: Fraction = Fraction(1)) -> list[tuple[Doc, Fraction]]:
    found: list[tuple[Doc, Fraction]] = []
    for node in tree:
        weight = above * fraction(node["weight"])
        found += leaf_criteria(node["children"], weight) if node["children"] else [(node, weight)]
    return found


def on_scale(scale: Doc, mark: int) -> bool:
    if scale["grades"]:
        return mark in [value for _, value in scale["grades"]]
    inside = scale["low_milli"] <= mark <= scale["high_milli"]
    return bool(inside and (mark - scale["low_milli"]) % scale["step_milli"] == 0)


class Contest:
    """The inputs of the file, and what all methods share: which ballots count, points of ballots and indicators."""

    def __init__(self, document: Doc) -> None:
        self.doc, self.rules = document, document["rules"]
        self.entries = [e["code"] for e in document["entries"]]
        self.judges = {j["judge"]: j for j in document["judges"]}
        self.leaves = leaf_criteria(self.rules["criteria"])
        if len(set(self.entries)) < len(self.entries) or len(self.judges) < len(document["judges"]):
            raise Differs("an entry or a judge stands in the file twice")
        self.known = set(self.entries)
        self.most = sum((w * Fraction(n["scale"]["high_milli"], 1000) for n, w in self.leaves), ZERO)
        self.statuses = self._statuses()
        self.counted = [b for b, s in zip(document["ballots"], self.statuses, strict=False) if s == "counted"]
        self.marks: dict[str, list[tuple[str, Fraction]]] = {e: [] for e in self.entries}
        self.own: dict[str, list[Doc]] = {e: [] for e in self.entries}
        for ballot in self.counted:
            self.own[ballot["entry"]].append(ballot)
            self.marks[ballot["entry"]].append((ballot["judge"], self.ballot_points(ballot["marks_milli"]) or ZERO))
        self.pair_statuses = [self._pair_status(p) for p in document["pairs"]]
        self.pairs = [p for p, s in zip(document["pairs"], self.pair_statuses, strict=False) if s == "counted"]
        self.by_code = {e["code"]: e for e in document["entries"]}
        self.indicator_points = {i["code"]: self._indicator(i) for i in self.rules["indicators"]}
        self.bonus = {e["code"]: self._bonus(e) for e in document["entries"]}
        self.rows = self._rows()

    def beside_ballots(self, entry: str) -> Fraction:
        return self.bonus[entry] + sum((points[entry] or ZERO for points in self.indicator_points.values()), ZERO)

    def ballot_points(self, marks: Doc) -> Fraction | None:
        seen = [(n, w, marks[n["code"]]) for n, w in self.leaves if marks.get(n["code"]) is not None]
        total = sum((w * Fraction(mark, 1000) for _, w, mark in seen), ZERO)
        reach = sum((w * Fraction(n["scale"]["high_milli"], 1000) for n, w, _ in seen), ZERO)
        if not self.most:
            return None
        if reach == self.most:
            return total
        return total * self.most / reach if self.rules["partial"] == "renormalise" and reach else None

    def _statuses(self) -> list[str]:
        ballots = self.doc["ballots"]
        found = [self._status(b) for b in ballots]
        best: dict[tuple[str, str], int] = {}
        for at, ballot in enumerate(ballots):
            key = (ballot["judge"], ballot["entry"])
            if found[at] == "late":
                continue
            if key not in best:
                best[key] = at
            elif ballots[best[key]]["revision"] < ballot["revision"]:
                found[best[key]], best[key] = "replaced", at
            else:
                found[at] = "replaced"
        return found

    def _status(self, ballot: Doc) -> str:
        if ballot["entry"] not in self.known:
            raise Differs(f"a ballot names the entry {_short(ballot['entry'])}, which isn't in the contest")
        if ballot["entry"] in self.judges[ballot["judge"]]["recused"]:
            return "recused"
        if ballot["late"] and self.rules["late"] != "count":
            return "late"
        scales = {n["code"]: n["scale"] for n, _ in self.leaves}
        seen = {code: mark for code, mark in ballot["marks_milli"].items() if mark is not None}
        if any(code not in scales or not on_scale(scales[code], mark) for code, mark in seen.items()):
            return "off_scale"
        if not seen:
            return "not_seen"
        return "incomplete" if self.ballot_points(ballot["marks_milli"]) is None else "counted"

    def _pair_status(self, pair: Doc) -> str:
        if not {pair["first"], pair["second"]} <= self.known or pair["first"] == pair["second"]:
            raise Differs("a comparison names an entry that isn't in the contest")
        if {pair["first"], pair["second"]} & set(self.judges[pair["judge"]]["recused"]):
            return "recused"
        return "late" if pair["late"] and self.rules["late"] != "count" else "counted"

    def _rows(self) -> dict[str, str]:
        given: dict[str, list[tuple[str, Fraction]]] = {j: [] for j in self.judges}
        for entry in sorted(self.marks):
            for judge, mark in self.marks[entry]:
                given[judge].append((entry, mark))
        order = sorted(self.judges, key=lambda j: (self.judges[j]["group"], given[j]))
        return {judge: f"{at:05d}" for at, judge in enumerate(order)}

    # indicators and bonuses

    def _indicator(self, indicator: Doc) -> dict[str, Fraction | None]:
        function = indicator["function"]
        if function["kind"] == "per_project":
            return {e: per_project(function, self.by_code[e]["figures"].get(indicator["code"])) for e in self.entries}
        values = {e: figure_value(indicator, self.by_code[e]) for e in self.entries}
        known = [v for v in values.values() if v is not None]
        return {e: None if v is None else curve(function, v, known) for e, v in values.items()}

    def _bonus(self, entry: Doc) -> Fraction:
        gained = lost = ZERO
        times: dict[str, int] = {}
        cap, event_cap = self.rules["bonus_cap"], self.rules["event_cap"]
        for bonus in entry["bonuses"]:
            points, event = fraction(bonus["points"]), bonus["event"]
            if points < 0:
                lost += points
            else:
                times[event] = times.get(event, 0) + 1
                if not event or event_cap is None or times[event] <= event_cap:
                    gained += points
        return (gained if cap is None else min(gained, fraction(cap))) + lost


def figure_value(indicator: Doc, entry: Doc) -> Fraction | None:
    figure = entry["figures"].get(indicator["code"])
    if figure is None:
        return None
    value = None if figure["value"] is None else fraction(figure["value"])
    if figure["part"] is not None:
        done, of = map(fraction, figure["part"])
        shrink = indicator["shrink"] or {"alpha": "0", "beta": "0", "fewest": 0}
        alpha, beta = fraction(shrink["alpha"]), fraction(shrink["beta"])
        value = None if of < shrink["fewest"] or of + alpha + beta == 0 else (done + alpha) / (of + alpha + beta)
    if value is None or not indicator["per"]:
        return value
    base = fraction(entry["bases"].get(indicator["per"], "0"))
    return value * fraction(indicator["per_unit"]) / base if base > 0 else None


def curve(function: Doc, value: Fraction, everyone: Sequence[Fraction]) -> Fraction:
    kind, points = function["kind"], fraction(function["points"])
    if kind == "ratio":
        return max(ZERO, min(fraction(function["cap"]), value / fraction(function["target"]))) * points
    if kind == "bands":
        return stepped(function["bands"], value)
    if kind == "linear":
        knots = [(fraction(x), fraction(p)) for x, p in function["knots"]]
        if value <= knots[0][0]:
            return knots[0][1]
        for (x0, p0), (x1, p1) in itertools.pairwise(knots):
            if value <= x1:
                return p0 + (p1 - p0) * (value - x0) / (x1 - x0)
        return knots[-1][1]
    ahead = sum(other > value if function["higher"] else other < value for other in everyone)
    if kind == "rank_points":
        return points if len(everyone) < 2 else points * (1 - Fraction(ahead, len(everyone) - 1))
    if kind == "place_table":
        return fraction(function["table"][ahead]) if ahead < len(function["table"]) else ZERO
    raise Differs(f"the scoring function {_short(kind)} isn't known")


def stepped(bands: Sequence[Sequence[str]], value: Fraction) -> Fraction:
    reached = [fraction(points) for start, points in bands if value >= fraction(start)]
    return reached[-1] if reached else ZERO


def per_project(function: Doc, figure: Doc | None) -> Fraction | None:
    if figure is None or figure["rows"] is None:
        return None
    total = ZERO
    for term in function["terms"]:
        points, cap = fraction(term["points"]), None if term["cap"] is None else fraction(term["cap"])
        if term["kind"] == "count":
            count = sum((max(ZERO, written(row.get(term["field"], "0")) or ZERO) for row in figure["rows"]), ZERO)
            total += points * (count if cap is None else min(count, cap))
            continue
        for row in figure["rows"]:
            total += _row_points(term, points, Fraction(1) if cap is None else cap, row)
    return total if function["most"] is None else min(total, fraction(function["most"]))


def _row_points(term: Doc, points: Fraction, cap: Fraction, row: Doc) -> Fraction:
    cell = row.get(term["field"], "")
    if term["kind"] == "table":
        return {key: fraction(value) for key, value in term["table"]}.get(cell, ZERO)
    if term["kind"] == "flag":
        return points if cell == "yes" else ZERO
    value = written(cell)
    if value is None:
        return ZERO
    if term["kind"] == "bands":
        return stepped(term["bands"], value)
    target = written(row.get(term["target_field"], ""))
    return points * max(ZERO, min(cap, value / target)) if target is not None and target > 0 else ZERO


# --- joining ballots ------------------------------------------------------------------------------------------------

Pulls = list[float] | None


def trimmed(marks: Sequence[Fraction], drop: int, keep: int) -> tuple[Fraction, Pulls]:
    ordered = sorted(marks)
    cut = max(0, min(drop, (len(marks) - keep) // 2))
    kept = ordered[cut : len(ordered) - cut]
    value = sum(kept, ZERO) / len(kept)
    if len(kept) < 2:
        return value, None
    inside = [min(max(float(m), float(kept[0])), float(kept[-1])) for m in marks]
    centre, scale = math.fsum(inside) / len(inside), math.sqrt(len(kept) * (len(kept) - 1))
    return value, [(m - centre) / scale for m in inside]


def median(marks: Sequence[Fraction]) -> tuple[Fraction, Pulls]:
    ordered, n = sorted(marks), len(marks)
    value = (ordered[(n - 1) // 2] + ordered[n // 2]) / 2
    if n < 2:
        return value, None
    z = 2.5758293035489004
    k = max(1, math.floor((n + 1) / 2 - z * math.sqrt(n / 4) + 0.5))
    error = float(ordered[n - k] - ordered[k - 1]) / (2 * z)
    sides = [(m > value) - (m < value) for m in marks]
    apart = math.sqrt(sum(s * s for s in sides))
    return value, [error * s / apart if apart else 0.0 for s in sides]


def joined(rules: Doc, kind: str, marks: Sequence[Fraction]) -> tuple[Fraction, Pulls]:
    if kind == "median":
        return median(marks)
    method = rules["method"]
    return trimmed(marks, method["drop"], method["keep"]) if kind == "trimmed" else trimmed(marks, 0, 1)


def grouped(rules: Doc, groups: Sequence[str], marks: Sequence[Fraction]) -> tuple[Fraction, Pulls] | None:
    weights = {g["code"]: fraction(g["weight"]) for g in rules["groups"] if fraction(g["weight"]) > 0}
    heard = {g: w for g, w in weights.items() if g in groups}
    if not heard or (len(heard) < len(weights) and rules["empty_group"] != "renormalise"):
        return None
    whole, value = sum(heard.values(), ZERO), ZERO
    pulls: Pulls = [0.0] * len(marks)
    for group, weight in heard.items():
        at = [k for k, g in enumerate(groups) if g == group]
        part, own = joined(rules, rules["method"]["within"], [marks[k] for k in at])
        value += weight / whole * part
        if own is None:
            pulls = None
        elif pulls is not None:
            for k, pull in zip(at, own, strict=False):
                pulls[k] = float(weight / whole) * pull
    return value, pulls


# --- the severity model ---------------------------------------------------------------------------------------------


def severity(ballots: list[tuple[str, str, float]]) -> tuple[dict[str, float], dict[str, float], dict[str, Any]] | None:
    """Scores and errors by entry, (strictness, spread, noise, weight) by judge; None where nothing can be estimated."""
    ballots = sorted(ballots)
    judges, entries = sorted({b[0] for b in ballots}), sorted({b[1] for b in ballots})
    if len(judges) < 2 or len(entries) < 2:
        return None
    own: dict[str, list[tuple[str, float]]] = {j: [] for j in judges}
    for judge, entry, mark in ballots:
        own[judge].append((entry, mark))
    average = {j: math.fsum(m for _, m in own[j]) / len(own[j]) for j in judges}
    centred = {j: [(e, m - average[j]) for e, m in own[j]] for j in judges}
    squares = {j: math.fsum(c * c for _, c in centred[j]) for j in judges}
    if not max(squares.values()) > 1e-12:
        return None
    total, count = dict.fromkeys(entries, 0.0), dict.fromkeys(entries, 0)
    for judge in judges:
        for entry, c in centred[judge]:
            total[entry] += c
            count[entry] += 1
    merit = {e: total[e] / count[e] for e in entries}
    middle = math.fsum(merit.values()) / len(merit)
    size = math.sqrt(math.fsum((m - middle) ** 2 for m in merit.values()) / len(merit))
    if not size > 1e-9:
        return None
    merit = {e: (m - middle) / size for e, m in merit.items()}
    variance = dict.fromkeys(entries, 0.0)
    for _ in range(12):
        model, pooled = _judge_models(judges, centred, squares, merit, variance)
        merit, variance = _merits(entries, judges, centred, model)
    level = math.fsum(average[j] - model[j][0] * model[j][1] for j in judges) / len(judges)
    scores = {e: level + pooled * merit[e] for e in entries}
    errors = {e: 1.1 * pooled * math.sqrt(variance[e]) for e in entries}
    usual = middle_of([1 / model[j][2] for j in judges])
    figures = {
        j: (average[j] - slope * offset - level, slope, math.sqrt(noise), weight / usual)
        for j, (slope, offset, noise, weight) in model.items()
    }
    return scores, errors, figures


def middle_of(values: list[float]) -> float:
    ordered = sorted(values)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def _judge_models(judges: list[str], centred: Any, squares: Any, merit: Any, variance: Any) -> tuple[Any, float]:
    sums = {}
    for judge in judges:
        seen, n = [merit[e] for e, _ in centred[judge]], len(centred[judge])
        offset = sum(seen) / n
        spread = sum(map(mul, seen, seen)) + sum(variance[e] for e, _ in centred[judge]) - offset * offset * n
        sums[judge] = (n, offset, spread, sum(merit[e] * c for e, c in centred[judge]))
    pooled = max(sum(s[3] for s in sums.values()) / sum(s[2] for s in sums.values()), 1e-9)
    model, rests = {}, {}
    for judge, (n, offset, spread, cross) in sums.items():
        slope = max((cross + 3 * pooled) / (spread + 3), 0.2 * pooled)
        if n < 3 or squares[judge] <= 1e-12:
            slope = pooled
        rests[judge] = max(squares[judge] - 2 * slope * cross + slope * slope * spread, 0.0)
        model[judge] = (slope, offset)
    shared = max(sum(rests.values()) / sum(s[0] for s in sums.values()), 1e-6)
    noise = {j: (rests[j] + 3 * shared) / (sums[j][0] + 1) for j in judges}
    cap = 3 * middle_of([1 / v for v in noise.values()])
    return {j: (*model[j], noise[j], min(1 / noise[j], cap)) for j in judges}, pooled


def _merits(entries: list[str], judges: list[str], centred: Any, model: Any) -> tuple[Any, Any]:
    told, pulled = dict.fromkeys(entries, 1.0), dict.fromkeys(entries, 0.0)
    for judge in judges:
        slope, offset, _, weight = model[judge]
        pull = weight * slope
        strength = pull * slope
        for entry, c in centred[judge]:
            told[entry] += strength
            pulled[entry] += pull * c + strength * offset
    merit = {e: pulled[e] / told[e] for e in entries}
    middle = math.fsum(merit.values()) / len(merit)
    merit = {e: m - middle for e, m in merit.items()}
    size = math.sqrt(math.fsum(m * m + 1 / told[e] for e, m in merit.items()) / len(merit))
    return {e: m / size for e, m in merit.items()}, {e: 1 / told[e] / (size * size) for e in entries}


# --- paired comparison ----------------------------------------------------------------------------------------------


class Davidson:
    """The maximum of log-likelihood - 0.05 x (strengths^2 + (log t)^2); see the reference page."""

    def __init__(self, comparisons: Iterable[tuple[str, str, str]]) -> None:
        table: dict[tuple[str, str], list[int]] = {}
        for first, second, outcome in comparisons:
            low, high = min(first, second), max(first, second)
            cell = table.setdefault((low, high), [0, 0, 0])
            cell[2 if outcome == "tie" else int((outcome == "first") != (first == low))] += 1
        self.names = sorted({n for key in table for n in key})
        at = {n: k for k, n in enumerate(self.names)}
        self.cells: list[tuple[int, int, int, int, int]] = []
        for (a, b), (wins, losses, tied) in sorted(table.items()):
            self.cells.append((at[a], at[b], wins, losses, tied))
        self.ties = sum(c[4] for c in self.cells)
        self.size = len(self.names) + (1 if self.ties else 0)
        self.at = [0.0] * self.size
        self._climb()

    def _climb(self) -> None:
        enough = 1e-10 * max(1, sum(c[2] + c[3] + c[4] for c in self.cells))
        value = self._value(self.at)
        for _ in range(100):
            slope = self._bend()
            if max(map(abs, slope)) <= enough:
                break
            step, factor = self._solve(slope), 1.0
            towards = sum(map(mul, slope, step))
            while True:
                tried = [a + factor * s for a, s in zip(self.at, step, strict=False)]
                better = self._value(tried)
                if better >= value + 1e-4 * factor * towards or factor <= 1e-6:
                    break
                factor /= 2
            if factor <= 1e-6:
                break
            self.at, value = tried, better
        self.at = [a + s for a, s in zip(self.at, self._solve(self._bend()), strict=False)]
        self._bend()

    def log_tie(self) -> float | None:
        return float(self.at[-1]) if self.ties else None

    def _value(self, at: list[float]) -> float:
        tie = at[-1] if self.ties else -math.inf
        gain: float = -0.05 * sum(map(mul, at, at)) + (tie * self.ties if self.ties else 0.0)
        for low, high, wins, losses, tied in self.cells:
            half = (at[low] - at[high]) / 2
            top = max(half, -half, tie)
            under = math.exp(half - top) + math.exp(-half - top) + (math.exp(tie - top) if self.ties else 0.0)
            gain += (wins - losses) * half - (wins + losses + tied) * (top + math.log(under))
        return gain

    def _bend(self) -> list[float]:
        """The gradient; keeps the second derivatives (per pair, across to the tie, of the tie) for `_solve`."""
        slope = [-0.1 * a for a in self.at]
        tie = math.exp(self.at[-1]) if self.ties else 0.0
        self.diagonal, self.weights, self.cross = [0.1] * self.size, [], [0.0] * self.size
        for low, high, wins, losses, tied in self.cells:
            half, n = (self.at[low] - self.at[high]) / 2, wins + losses + tied
            up, down = math.exp(half), math.exp(-half)
            under = up + down + tie
            ahead, even = (up - down) / under, tie / under
            pull, weight = (wins - losses - n * ahead) / 2, n / 4 * (1 - even - ahead * ahead)
            slope[low] += pull
            slope[high] -= pull
            self.diagonal[low] += weight
            self.diagonal[high] += weight
            self.weights.append(weight)
            if self.ties:
                slope[-1] += tied - n * even
                self.diagonal[-1] += n * even * (1 - even)
                self.cross[low] -= n * even * ahead / 2
                self.cross[high] += n * even * ahead / 2
        return slope

    def _times(self, x: list[float]) -> list[float]:
        out = [0.1 * v for v in x]
        for (low, high, *_), weight in zip(self.cells, self.weights, strict=False):
            flow = weight * (x[low] - x[high])
            out[low] += flow
            out[high] -= flow
        if self.ties:
            last = x[-1]
            across = sum(map(mul, self.cross, x))
            out = [o + c * last for o, c in zip(out, self.cross, strict=False)]
            out[-1] = self.diagonal[-1] * last + across
        return out

    def _solve(self, right: list[float]) -> list[float]:
        x, rest = [0.0] * self.size, list(right)
        ready = [r / d for r, d in zip(rest, self.diagonal, strict=False)]
        way, size = list(ready), sum(map(mul, rest, ready))
        enough = math.sqrt(sum(map(mul, right, right))) * 1e-8
        for _ in range(20 * self.size):
            if math.sqrt(sum(map(mul, rest, rest))) <= enough or size <= 0:
                break
            along = self._times(way)
            step = size / sum(map(mul, way, along))
            x = [a + step * w for a, w in zip(x, way, strict=False)]
            rest = [r - step * a for r, a in zip(rest, along, strict=False)]
            ready = [r / d for r, d in zip(rest, self.diagonal, strict=False)]
            grown = sum(map(mul, rest, ready))
            way, size = [r + grown / size * w for r, w in zip(ready, way, strict=False)], grown
        return x

    def pulls(self) -> list[list[float]]:
        """The inverse of the Cholesky factor of the second derivatives: one list per row."""
        n = self.size
        matrix = [[0.0] * n for _ in range(n)]
        for k in range(n):
            matrix[k][k] = self.diagonal[k]
        for (low, high, *_), weight in zip(self.cells, self.weights, strict=False):
            matrix[high][low] -= weight
        if self.ties:
            for k in range(n - 1):
                matrix[-1][k] += self.cross[k]
        lower = [[0.0] * n for _ in range(n)]
        for i in range(n):
            for j in range(i + 1):
                left = matrix[i][j] - sum(map(mul, lower[i][:j], lower[j][:j]))
                lower[i][j] = math.sqrt(left) if i == j else left / lower[j][j]
        inverse = [[0.0] * n for _ in range(n)]
        for column in range(n):
            for i in range(column, n):
                left = (1.0 if i == column else 0.0) - sum(lower[i][k] * inverse[k][column] for k in range(column, i))
                inverse[i][column] = left / lower[i][i]
        return inverse


def win_share(strength: float, log_tie: float | None) -> tuple[float, float]:
    up, down = math.exp(strength / 2), math.exp(-strength / 2)
    tie = 0.0 if log_tie is None else math.exp(log_tie)
    under, top = up + down + tie, up + tie / 2
    return 100 * top / under, 100 * (up / 2 * under - top * (up - down) / 2) / (under * under)


# --- places and ranges ----------------------------------------------------------------------------------------------


def islands(links: Iterable[tuple[str, str]]) -> list[list[str]]:
    near: dict[str, list[str]] = {}
    for one, other in links:
        near.setdefault(one, []).append(other)
        near.setdefault(other, []).append(one)
    found, seen = [], set()
    for name in sorted(near):
        if name in seen:
            continue
        part, waiting = [], [name]
        seen.add(name)
        while waiting:
            here = waiting.pop()
            part.append(here)
            for other in near[here]:
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        found.append(sorted(part))
    return sorted(found)


def normal_draws(seed: str, count: int) -> list[float]:
    found: list[float] = []
    block = 0
    while len(found) < count:
        raw = hashlib.sha256(f"{seed}/{block}".encode()).digest()
        block += 1
        for at in (0, 8, 16, 24):
            found.append(NORMAL.inv_cdf(((int.from_bytes(raw[at : at + 8], "big") >> 11) + 0.5) / 2**53))
    return found[:count]


def ranges(
    totals: list[float], pulls: list[dict[str, float]], seed: str, level: int, draws: int
) -> list[tuple[int, int]]:
    """The places each entry may hold: step-down bound on the largest studentised difference."""
    count = len(totals)
    labels = sorted({label for p in pulls for label in p})
    if draws * len(labels) * min(count, MANY) > WORK or count > 10_000:
        raise Differs("the place ranges ask for more draws than any contest needs")
    ahead, behind = [0] * count, [0] * count

    def told(i: int, j: int) -> None:
        first, last = (i, j) if totals[i] > totals[j] else (j, i)
        ahead[last] += 1
        behind[first] += 1

    own, shared = _covariances(labels, pulls)
    tiny, pairs = 1e-12 * max([1e-12, *own]), []
    for i in range(count):
        for j in range(i + 1, count):
            spread2, gap = own[i] + own[j] - 2 * shared[i].get(j, 0.0), abs(totals[i] - totals[j])
            if spread2 > tiny:
                pairs.append((i, j, gap / math.sqrt(spread2), 1 / math.sqrt(spread2)))
            elif gap > 1e-9:
                told(i, j)
    if count > MANY:
        bound = NORMAL.inv_cdf(1 - (100 - level) / 100 / (count * (count - 1)))
        for i, j, scaled, _ in pairs:
            if scaled > bound:
                told(i, j)
    else:
        for i, j in _step_down(labels, pulls, pairs, normal_draws(seed, draws * len(labels)), -(-level * draws // 100)):
            told(i, j)
    return [(1 + a, count - b) for a, b in zip(ahead, behind, strict=False)]


def _covariances(labels: list[str], pulls: list[dict[str, float]]) -> tuple[list[float], list[dict[int, float]]]:
    """Each entry's variance, and the covariances of the pairs that share a label, under the lower number."""
    shared: list[dict[int, float]] = [{} for _ in pulls]
    holders: dict[str, list[tuple[int, float]]] = {label: [] for label in labels}
    for i, row in enumerate(pulls):
        for label, pull in row.items():
            holders[label].append((i, pull))
    for held in holders.values():
        for k, (i, pull) in enumerate(held):
            mine = shared[i]
            for j, other in held[k + 1 :]:
                mine[j] = mine.get(j, 0.0) + pull * other
    return [sum(p * p for p in row.values()) for row in pulls], shared


def _step_down(
    labels: list[str], pulls: list[dict[str, float]], pairs: list[Any], noise: list[float], rank: int
) -> list[tuple[int, int]]:
    """Pairs (i, j, scaled gap, 1/spread) further apart than the drawn bound, drawn again for the rest until none is."""
    if not pairs:
        return []
    draws = [noise[k : k + len(labels)] for k in range(0, len(noise), len(labels))]
    columns = [[row.get(label, 0.0) for label in labels] for row in pulls]
    values = [[sum(map(mul, draw, column)) for draw in draws] for column in columns]
    left = [(i, j, gap, [abs(a - b) * f for a, b in zip(values[i], values[j], strict=False)]) for i, j, gap, f in pairs]
    found = []
    while left:
        chances = [chance for _, _, _, chance in left]
        bound = sorted(map(max, *chances) if len(chances) > 1 else chances[0])[rank - 1]
        fresh = [(i, j) for i, j, gap, _ in left if gap > bound]
        if not fresh:
            break
        found += fresh
        left = [p for p in left if p[2] <= bound]
    return found


# --- one method -----------------------------------------------------------------------------------------------------


class Judged:
    """What one method makes of the ballots."""

    def __init__(self, counts: dict[str, int]) -> None:
        self.counts = counts
        self.scores: dict[str, Fraction] = {}
        self.reasons: dict[str, str] = {}
        self.pulls: dict[str, dict[str, float]] = {}
        self.islands: list[list[str]] = []
        self.models: list[Doc] = []


def judge(contest: Contest, kind: str) -> Judged:
    if kind == "indicators":
        out = Judged(dict.fromkeys(contest.entries, 0))
        out.scores = dict.fromkeys(contest.entries, ZERO)
        return out
    if kind == "pairs":
        return judge_pairs(contest)
    out = Judged({e: len(m) for e, m in contest.marks.items()})
    fewest = max(1, contest.rules["fewest_ballots"])
    out.reasons = {e: "too_few_ballots" if n else "no_ballots" for e, n in out.counts.items() if n < fewest}
    heard = {e: m for e, m in contest.marks.items() if e not in out.reasons}
    parts = islands((f"j{judge_}", f"e{e}") for e, m in heard.items() for judge_, _ in m)
    if len(parts) > 1:
        out.islands = sorted([n[1:] for n in part if n[0] == "e"] for part in parts)
    if kind == "severity":
        _judge_severity(contest, out, heard)
        return out
    for entry, marks in heard.items():
        points = [m for _, m in marks]
        if kind == "grouped":
            groups = [contest.judges[j]["group"] for j, _ in marks]
            found = grouped(contest.rules, groups, points)
        else:
            found = joined(contest.rules, kind, points)
        if found is None:
            out.reasons[entry] = "empty_group"
            continue
        out.scores[entry] = found[0]
        if found[1] is not None:
            out.pulls[entry] = {contest.rows[j]: pull for (j, _), pull in zip(marks, found[1], strict=False)}
    return out


def _judge_severity(contest: Contest, out: Judged, heard: dict[str, list[tuple[str, Fraction]]]) -> None:
    ballots = [(contest.rows[j], e, float(m)) for e, marks in heard.items() for j, m in marks]
    fit = None if out.islands else severity(ballots)
    if out.islands:
        out.reasons.update(dict.fromkeys(heard, "islands"))
    if fit is None:
        out.scores = {e: joined(contest.rules, "mean", [m for _, m in marks])[0] for e, marks in heard.items()}
        return
    scores, errors, models = fit
    out.scores = {e: six(s) for e, s in scores.items()}
    out.pulls = {e: {e: error} for e, error in errors.items()}
    names = {row: j for j, row in contest.rows.items()}
    keys = ("strictness_milli", "spread_milli", "noise_milli", "weight_milli")
    listed = [
        {"judge": names[row], **{k: rounded(six(v)) for k, v in zip(keys, m, strict=False)}}
        for row, m in models.items()
    ]
    out.models = sorted(listed, key=lambda m: m["judge"])


def judge_pairs(contest: Contest) -> Judged:
    out = Judged(dict.fromkeys(contest.entries, 0))
    for pair in contest.pairs:
        out.counts[pair["first"]] += 1
        out.counts[pair["second"]] += 1
    fewest = max(1, contest.rules["fewest_ballots"])
    out.reasons = {e: "too_few_ballots" if n else "no_ballots" for e, n in out.counts.items() if n < fewest}
    kept = [p for p in contest.pairs if p["first"] not in out.reasons and p["second"] not in out.reasons]
    named = {p[k] for p in kept for k in ("first", "second")}
    out.reasons.update({e: "too_few_ballots" for e in contest.entries if e not in named and e not in out.reasons})
    if not kept:
        return out
    model = Davidson((p["first"], p["second"], p["outcome"]) for p in kept)
    shares = [win_share(model.at[k], model.log_tie()) for k in range(len(model.names))]
    out.scores = {e: six(share) for e, (share, _) in zip(model.names, shares, strict=False)}
    parts = islands((p["first"], p["second"]) for p in kept)
    if len(parts) > 1:
        out.islands = parts
        out.reasons.update(dict.fromkeys(model.names, "islands"))
    elif len(model.names) <= 300:
        rows = model.pulls()
        for k, (entry, (_, slope)) in enumerate(zip(model.names, shares, strict=False)):
            out.pulls[entry] = {f"{r:04d}": row[k] * slope for r, row in enumerate(rows)}
    return out


def tie_values(contest: Contest, entry: str, judging: Fraction) -> list[Fraction | None]:
    mine = contest.own[entry]
    found: list[Fraction | None] = []
    for rule in contest.rules["ties"]:
        kind, code = rule["kind"], rule["code"]
        if kind == "top_marks":
            found.append(Fraction(_top_marks(contest, rule, mine)))
        elif kind == "criterion":
            marks = [b["marks_milli"].get(code) for b in mine]
            seen = [m for m in marks if m is not None]
            found.append(Fraction(sum(seen), 1000 * len(seen)) if seen else None)
        elif kind == "group":
            points = [m for j, m in contest.marks[entry] if contest.judges[j]["group"] == code]
            found.append(sum(points, ZERO) / len(points) if points else None)
        elif kind == "indicator":
            found.append(contest.indicator_points[code][entry])
        else:
            found.append(judging)
    return found


def _top_marks(contest: Contest, rule: Doc, mine: list[Doc]) -> int:
    count = 0
    for node, _ in contest.leaves:
        if rule["code"] in ("", node["code"]):
            bar = node["scale"]["high_milli"] if rule["at_least_milli"] is None else rule["at_least_milli"]
            marks = [b["marks_milli"].get(node["code"]) for b in mine]
            count += len([m for m in marks if m is not None and m >= bar])
    return count


def method(contest: Contest, kind: str, with_ranges: bool) -> Doc:
    """One method's part of the document, recomputed."""
    rules, judged = contest.rules, judge(contest, kind)
    weight = fraction(rules["judging_weight"])
    totals = {e: weight * s + contest.beside_ballots(e) for e, s in judged.scores.items()}
    milli = {e: rounded(t, rules["decimals"]) for e, t in totals.items()}
    ties = {e: tie_values(contest, e, s) for e, s in judged.scores.items()}
    keys = {e: _sort_key(rules["ties"], milli[e], ties[e]) for e in totals if e not in judged.reasons}
    places: dict[str, int] = {}
    first_at: dict[tuple[Any, ...], int] = {}
    for at, entry in enumerate(sorted(keys, key=lambda e: keys[e], reverse=True), 1):
        places[entry] = first_at.setdefault(keys[entry], at)
    scores = []
    for entry in sorted(contest.entries):
        pulls, score = judged.pulls.get(entry), judged.scores.get(entry)
        error = None if pulls is None else math.sqrt(sum(p * p for p in pulls.values()))
        scores.append(
            {
                "entry": entry,
                "ballots": judged.counts[entry],
                "judging_milli": None if score is None else rounded(score),
                "se_milli": None if error is None else rounded(six(error)),
                "total_milli": milli.get(entry),
                "ties": [None if t is None else str(t) for t in ties.get(entry, [])],
                "place": places.get(entry),
                "reason": judged.reasons.get(entry, ""),
            }
        )
    if with_ranges:
        for score_ in scores:
            score_["low"] = score_["high"] = None
        if kind != "indicators":
            _add_ranges(contest, judged, totals, float(weight), scores)
    return {"method": kind, "scores": scores, "islands": judged.islands, "judges": judged.models}


def _sort_key(rules: list[Doc], milli: int, ties: list[Fraction | None]) -> tuple[Any, ...]:
    key: list[Any] = [milli]
    for rule, value in zip(rules, ties, strict=False):
        key += [0, 0] if value is None else [1, value if rule["higher"] else -value]
    return tuple(key)


def _add_ranges(
    contest: Contest, judged: Judged, totals: dict[str, Fraction], weight: float, scores: list[Doc]
) -> None:
    placed = [s for s in scores if s["place"] is not None]
    known = [s for s in placed if s["entry"] in judged.pulls]
    pulls = [{k: weight * p for k, p in judged.pulls[s["entry"]].items()} for s in known]
    found = ranges(
        [float(totals[s["entry"]]) for s in known],
        pulls,
        contest.doc["locked_hash"],
        contest.rules["level_percent"],
        contest.rules["draws"],
    )
    for score in placed:
        score["low"], score["high"] = 1, len(placed)
    for score, (low, high) in zip(known, found, strict=False):
        score["low"], score["high"] = low, high + len(placed) - len(known)


# --- awards, words, draw, history -----------------------------------------------------------------------------------


def awards(contest: Contest, scores: list[Doc]) -> list[Doc]:
    placed = sorted((s for s in scores if s["place"] is not None), key=lambda s: (s["place"], s["entry"]))
    kinds = {e["code"]: e["kind"] for e in contest.doc["entries"]}
    best: dict[str, int] = {}
    for score in placed:
        best.setdefault(kinds[score["entry"]], score["place"])
    found = []
    for award in contest.rules["awards"]:
        bar = award["at_least_milli"]
        if award["kind"] == "places":
            got = [s for s in placed if award["first"] <= s["place"] <= award["last"]]
        elif award["kind"] == "score":
            got = [s for s in placed if s["total_milli"] >= bar]
        else:
            got = [s for s in placed if s["place"] == best[kinds[s["entry"]]] and s["total_milli"] >= bar]
        found.append({"award": award["code"], "entries": [s["entry"] for s in got]})
    return found


def season_points(contest: Contest, scores: list[Doc]) -> Doc:
    table = [fraction(p) for p in contest.rules["season_points"]["points"]]
    shared = contest.rules["season_points"]["shared"]
    places = [s["place"] for s in scores if s["place"] is not None]
    found = {}
    for score in scores:
        place = score["place"]
        if place is None:
            continue
        taken = [table[k - 1] if k <= len(table) else ZERO for k in range(place, place + places.count(place))]
        mean = sum(taken, ZERO) / len(taken)
        found[score["entry"]] = str({"same": taken[0], "mean": mean, "lowest": min(taken)}[shared])
    return found


def sentence(declared: Doc, level: int) -> Doc:
    parts = len(declared["islands"])
    if parts:
        return {
            "zh": f"评委与参赛者分成互不相连的{parts}部分，各部分之间不能比较。",
            "en": f"Judges and entries fall into {parts} unconnected parts, which can't be compared with one another.",
        }
    placed = [s for s in declared["scores"] if s["place"] is not None]
    known = [s for s in placed if s["low"] is not None]
    firsts = len([s for s in known if s["low"] == 1])
    if not known:
        return {
            "zh": "本名次不依赖评分抽样，不给名次区间。",
            "en": "These places rest on no sample of marks; no ranges are given.",
        }
    if firsts == 1:
        return {
            "zh": f"在{level}%的把握下，第一名可以确定。",
            "en": f"At {level} % confidence the first place is settled.",
        }
    return {
        "zh": f"在{level}%的把握下，{len(placed)}个参赛者中有{firsts}个都可能是第一名，评分分不出高下。",
        "en": f"At {level} % confidence {firsts} of {len(placed)} entries may be first; the marks can't tell them apart.",
    }


def check_draw(document: Doc) -> None:
    """The order of entries follows from the nonces, the public number and the locked rules."""
    draw = document["draw"]
    if draw is None:
        return
    for party in draw["parties"]:
        if hashlib.sha256(f"leitai-draw/{party['nonce']}".encode()).hexdigest() != party["commitment"]:
            raise Differs(f"draw: the nonce of {_short(party['name'])} doesn't open its commitment")
    nonces = sorted(p["nonce"] for p in draw["parties"])
    seed = hashlib.sha256("\n".join([document["locked_hash"], *nonces, draw["number"]]).encode()).digest()
    order, counter = sorted(e["code"] for e in document["entries"]), 0
    for last in range(len(order) - 1, 0, -1):
        while True:
            number = int.from_bytes(hmac.new(seed, f"order/{counter}".encode(), "sha256").digest()[:8], "big")
            counter += 1
            if number < 2**64 - 2**64 % (last + 1):
                break
        at = number % (last + 1)
        order[last], order[at] = order[at], order[last]
    for entry in document["entries"]:
        place = order.index(entry["code"]) + 1
        if entry["order"] != place:
            raise Differs(f"entries[{entry['code']}].order is {_short(entry['order'])}, the draw gives {place}")


def check_evidence(document: Doc) -> None:
    """Every row of evidence has the hash beside it."""
    for entry in document["entries"]:
        listed = [(f"figures.{code}", f["evidence"]) for code, f in entry["figures"].items()]
        listed += [(f"bonuses[{at}]", b["evidence"]) for at, b in enumerate(entry["bonuses"])]
        for where, evidence in listed:
            for at, row in enumerate(evidence):
                same(f"entries[{entry['code']}].{where}.evidence[{at}].hash", row["hash"], digest(row["row"]))


def check_history(document: Doc) -> None:
    """The history's entry names this content's hash and stands in the tree under the root given (RFC 9162, 2.1.3.2)."""
    history = document["history"]
    if history is None:
        return
    if document["content_hash"] not in history["entry"]:
        raise Differs("history: the entry doesn't name this result's content_hash")
    make: Callable[[bytes], Any] = lambda data: hashlib.new(history["algorithm"], data)  # noqa: E731 - read by eye once
    if history["algorithm"] not in ("sha256", "sm3"):
        raise Differs("history: the algorithm should be sha256 or sm3")
    index, size = history["position"], history["size"]
    if not 0 <= index < size:
        raise Differs("history: the position lies outside the tree")
    node, last = make(b"\x00" + history["entry"].encode()).digest(), size - 1
    for text in history["proof"]:
        other = bytes.fromhex(text)
        if last == 0:
            raise Differs("history: the proof is too long")
        if index % 2 or index == last:
            node = make(b"\x01" + other + node).digest()
            while index % 2 == 0 and index:
                index, last = index >> 1, last >> 1
        else:
            node = make(b"\x01" + node + other).digest()
        index, last = index >> 1, last >> 1
    if last or node.hex() != history["root"]:
        raise Differs("history: the proof doesn't lead to the root")


# --- everything -----------------------------------------------------------------------------------------------------


def recomputed(document: Doc) -> Doc:
    """All parts of the document that follow from the others."""
    contest = Contest(document)
    rules = contest.rules
    first = rules["method"]["kind"]
    kinds = ["mean", "trimmed", "median"] if rules["criteria"] else []
    if rules["criteria"] and any(fraction(g["weight"]) > 0 for g in rules["groups"]):
        kinds.append("grouped")
    kinds += ["severity"] if rules["criteria"] else []
    kinds += ["pairs"] if document["pairs"] else []
    kinds += [] if first in kinds else [first]
    declared = method(contest, first, with_ranges=True)
    return {
        "ballots": [{**b, "status": s} for b, s in zip(document["ballots"], contest.statuses, strict=False)],
        "pairs": [{**p, "status": s} for p, s in zip(document["pairs"], contest.pair_statuses, strict=False)],
        "method_versions": {k: VERSIONS[k] for k in kinds},
        "indicator_points": {
            code: {e: None if p is None else str(p) for e, p in points.items()}
            for code, points in contest.indicator_points.items()
        },
        "bonus_points": {e: str(p) for e, p in contest.bonus.items()},
        "declared": declared,
        "beside": [method(contest, kind, with_ranges=False) for kind in kinds if kind != first],
        "awards": awards(contest, declared["scores"]),
        "season_points": season_points(contest, declared["scores"]),
        "sentence": sentence(declared, rules["level_percent"]),
    }


INPUTS = ("format", "round", "rules", "locked_hash", "entries", "judges", "draw", "content_hash", "history", "hash")


def check(document: Doc) -> None:
    """Raises Differs at the first thing that doesn't hold."""
    if document.get("format") != "leitai-result/1":
        raise Differs("format should be leitai-result/1; a later format needs a later verify.py")
    content = {k: v for k, v in document.items() if k not in ("content_hash", "hash", "history")}
    codes = sorted(e["code"] for e in document["entries"])
    locked = {"round": document["round"], "rules": document["rules"], "entries": codes}
    same("locked_hash", document["locked_hash"], digest(locked))
    check_evidence(document)
    check_draw(document)
    again = recomputed(document)
    for key in ("ballots", "pairs", "method_versions", "indicator_points", "bonus_points", "declared", "beside"):
        same(key, document[key], again[key])
    for key in ("awards", "season_points", "sentence"):
        same(key, document[key], again[key])
    for key in document:
        if key not in again and key not in INPUTS:
            raise Differs(f"{key} does not belong there")
    same("content_hash", document["content_hash"], digest(content))
    check_history(document)
    same("hash", document["hash"], digest({k: v for k, v in document.items() if k != "hash"}))


def first_difference(data: bytes) -> str | None:
    """What doesn't hold in the file, in one sentence; None when everything does."""
    try:
        check(read(data))
    except Differs as found:
        return str(found)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, ArithmeticError, RecursionError) as error:
        return f"the file hasn't the shape of a result: {type(error).__name__} {str(error)[:100]}"
    except MemoryError:
        return "the file asks for more memory than there is"
    return None


def main(argv: Sequence[str]) -> int:
    if len(argv) != 1 or argv[0].startswith("-"):
        sys.stderr.write("verify: give one file: python verify.py RESULT.json\n")
        return 2
    try:
        with open(argv[0], "rb") as file:
            data = file.read(BYTES + 1)
    except OSError as error:
        sys.stderr.write(f"verify: {argv[0]} can't be read: {error.strerror}\n")
        return 2
    difference = first_difference(data)
    if difference is not None:
        sys.stdout.write(f"{argv[0]}: NOT as published. First difference: {difference}\n")
        return 1
    document = json.loads(data)
    sys.stdout.write(f"{argv[0]}: everything follows from the ballots. Hash {document['hash']}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
