"""A whole contest computed: every method's scores, places and place ranges, the declared one first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from leitai.arena import terms
from leitai.arena.rules import aggregation, awards, ballots, indicators, numbers, pairs, places, ranking, severity

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class _Judged:
    """One method before ranking: per entry the judging score or the reason it has none; pulls as (row, value)."""

    counts: Mapping[str, int]
    scores: Mapping[str, Fraction]
    reasons: Mapping[str, str]
    pulls: Mapping[str, Mapping[str, float]]
    islands: tuple[tuple[str, ...], ...] = ()
    judges: tuple[terms.JudgeModel, ...] = ()


@dataclass(frozen=True, slots=True)
class _Facts:
    """What all methods share."""

    contest: terms.Contest
    own: Mapping[str, Sequence[terms.Ballot]]
    by_entry: Mapping[str, Sequence[tuple[str, Fraction]]]
    pairs: Sequence[terms.Pair]
    indicator_points: Mapping[str, Mapping[str, Fraction | None]]
    extra: Mapping[str, Fraction]
    rows: Mapping[str, str]
    seed: str


def compute(contest: terms.Contest, *, seed: str, method: str = "") -> terms.Outcome:
    """Everything that follows from a contest: statuses, points, scores, places, ranges, awards, season points.

    Args: seed: text that fixes the draws of the place ranges, normally the hash of the locked rules.
          method: another method than the declared one to be put first.
    """
    statuses, pair_statuses = ballots.statuses(contest), ballots.pair_statuses(contest)
    points = {i.code: indicators.points(i, contest.entries) for i in contest.rules.indicators}
    bonus = {e.code: indicators.bonus_total(contest.rules, e) for e in contest.entries}
    counted = [b for b, s in zip(contest.ballots, statuses, strict=True) if s == "counted"]
    by_entry: dict[str, list[tuple[str, Fraction]]] = {e.code: [] for e in contest.entries}
    own: dict[str, list[terms.Ballot]] = {e.code: [] for e in contest.entries}
    for ballot in counted:
        own[ballot.entry].append(ballot)
        mark = ballots.score(contest.rules, ballot.marks_milli)
        by_entry[ballot.entry].append((ballot.judge, mark if mark is not None else ZERO))
    extra = {
        e.code: bonus[e.code] + sum((points[i.code][e.code] or ZERO for i in contest.rules.indicators), ZERO)
        for e in contest.entries
    }
    by_entry = {e: sorted(m) for e, m in by_entry.items()}
    heard = [p for p, s in zip(contest.pairs, pair_statuses, strict=True) if s == "counted"]
    facts = _Facts(contest, own, by_entry, heard, points, extra, _rows(contest, by_entry), seed)
    first = method or contest.rules.method.kind
    declared = _ranked(facts, first)
    return terms.Outcome(
        declared=declared,
        beside=tuple(_ranked(facts, kind) for kind in applicable(contest) if kind != first),
        statuses=statuses,
        pair_statuses=pair_statuses,
        indicator_points=points,
        bonus_points=bonus,
        grants=awards.grants(contest.rules, contest.entries, declared.scores),
        season_points=awards.season_points(contest.rules.season_points, declared.scores),
    )


def _rows(contest: terms.Contest, by_entry: Mapping[str, Sequence[tuple[str, Fraction]]]) -> dict[str, str]:
    """A label for each judge from what the judge marked, not from the name: pseudonyms must change no draw."""
    given: dict[str, list[tuple[str, Fraction]]] = {j.code: [] for j in contest.judges}
    for entry, marks in sorted(by_entry.items()):
        for judge, mark in marks:
            given[judge].append((entry, mark))
    ordered = sorted(contest.judges, key=lambda j: (j.group, given[j.code]))
    return {judge.code: f"{at:05d}" for at, judge in enumerate(ordered)}


def applicable(contest: terms.Contest) -> list[str]:
    """The methods that this contest's ballots allow, in the usual order; the declared one always."""
    declared = contest.rules.method.kind
    found = ["mean", "trimmed", "median"] if contest.rules.criteria else []
    found += ["grouped"] if contest.rules.criteria and any(g.weight > 0 for g in contest.rules.groups) else []
    found += ["severity"] if contest.rules.criteria else []
    found += ["pairs"] if contest.pairs else []
    return found if declared in found else [*found, declared]


def _ranked(facts: _Facts, kind: str) -> terms.MethodResult:
    judged = _judge(facts, kind)
    contest, rules = facts.contest, facts.contest.rules
    totals = {e: rules.judging_weight * score + facts.extra[e] for e, score in judged.scores.items()}
    milli = {e: numbers.milli(total, rules.decimals) for e, total in totals.items()}
    ties = {
        e: ranking.tie_values(contest, e, facts.own[e], score, facts.indicator_points)
        for e, score in judged.scores.items()
    }
    ranked = {e: ranking.sort_key(rules, milli[e], ties[e]) for e in totals if not judged.reasons.get(e)}
    at = ranking.competition_places(ranked)
    scores = [
        terms.EntryScore(
            entry=e.code,
            ballots=judged.counts.get(e.code, 0),
            judging=judged.scores.get(e.code),
            se=_length(judged.pulls.get(e.code)),
            total_milli=milli.get(e.code),
            place=at.get(e.code),
            reason=judged.reasons.get(e.code, ""),
            tie_values=ties.get(e.code, ()),
        )
        for e in contest.entries
    ]
    return terms.MethodResult(kind, _with_ranges(facts, kind, judged, totals, scores), judged.islands, judged.judges)


def _length(pulls: Mapping[str, float] | None) -> float | None:
    return None if pulls is None else sum(p * p for p in pulls.values()) ** 0.5


def _with_ranges(
    facts: _Facts, kind: str, judged: _Judged, totals: Mapping[str, Fraction], scores: list[terms.EntryScore]
) -> tuple[terms.EntryScore, ...]:
    placed = [s.entry for s in scores if s.place is not None]
    if kind == "indicators" or not placed:
        return tuple(scores)
    known = [e for e in placed if e in judged.pulls]
    rules, weight = facts.contest.rules, float(facts.contest.rules.judging_weight)
    found = places.ranges(
        [float(totals[e]) for e in known],
        _matrix([judged.pulls[e] for e in known]) * weight,
        seed=facts.seed,
        level_percent=rules.level_percent,
        draws=rules.draws,
    )
    unsure = len(placed) - len(known)  # an entry with one ballot could stand anywhere, also ahead of or behind others
    by_entry = {e: (low, high + unsure) for e, (low, high) in zip(known, found, strict=True)}
    whole = (1, len(placed))
    return tuple(
        s if s.place is None else replace(s, low=by_entry.get(s.entry, whole)[0], high=by_entry.get(s.entry, whole)[1])
        for s in scores
    )


def _matrix(columns: Sequence[Mapping[str, float]]) -> NDArray[np.float64]:
    import numpy as np

    rows = {name: at for at, name in enumerate(sorted({name for column in columns for name in column}))}
    matrix = np.zeros((len(rows), len(columns)))
    for at, column in enumerate(columns):
        for name, value in column.items():
            matrix[rows[name], at] = value
    return matrix


def _judge(facts: _Facts, kind: str) -> _Judged:
    if kind == "indicators":
        return _Judged({}, {e.code: ZERO for e in facts.contest.entries}, {}, {})
    if kind == "pairs":
        return _by_pairs(facts)
    fewest = max(1, facts.contest.rules.fewest_ballots)
    counts = {e: len(marks) for e, marks in facts.by_entry.items()}
    reasons = {e: "too_few_ballots" if n else "no_ballots" for e, n in counts.items() if n < fewest}
    heard = {e: marks for e, marks in facts.by_entry.items() if e not in reasons}
    links = ((f"judge {judge}", f"entry {e}") for e, marks in heard.items() for judge, _ in marks)
    islands = _entry_islands(severity.islands(links))
    if kind == "severity":
        return _by_severity(facts, heard, counts, reasons, islands)
    scores, pulls = {}, {}
    groups = {j.code: j.group for j in facts.contest.judges}
    for entry, marks in heard.items():
        joined = _joined(facts.contest.rules, kind, marks, groups)
        if joined is None:
            reasons[entry] = "empty_group"
            continue
        scores[entry] = joined.value
        if joined.pulls is not None:
            pulls[entry] = {facts.rows[judge]: pull for (judge, _), pull in zip(marks, joined.pulls, strict=True)}
    return _Judged(counts, scores, reasons, pulls, islands)


def _joined(
    rules: terms.Rules, kind: str, marks: Sequence[tuple[str, Fraction]], groups: Mapping[str, str]
) -> aggregation.Joined | None:
    if kind == "grouped":
        return aggregation.grouped(rules, [(groups[judge], mark) for judge, mark in marks])
    return aggregation.within(rules.method, kind, [mark for _, mark in marks])


def _entry_islands(found: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """The islands' entries, where there is more than one island."""
    named = [tuple(n.removeprefix("entry ") for n in names if n.startswith("entry ")) for names in found]
    return tuple(sorted(named)) if len(named) > 1 else ()


def _by_severity(
    facts: _Facts,
    heard: Mapping[str, Sequence[tuple[str, Fraction]]],
    counts: Mapping[str, int],
    reasons: dict[str, str],
    islands: tuple[tuple[str, ...], ...],
) -> _Judged:
    if islands:
        plain = {e: aggregation.mean([m for _, m in marks]).value for e, marks in heard.items()}
        return _Judged(counts, plain, {**reasons, **dict.fromkeys(heard, "islands")}, {}, islands)
    rows = facts.rows
    judges, entries, fit = severity.fit_ballots([(rows[j], e, float(m)) for e, ms in heard.items() for j, m in ms])
    if fit is None:  # one judge, or everyone gave everyone the same: nothing to correct
        plain = {e: aggregation.mean([m for _, m in marks]).value for e, marks in heard.items()}
        return _Judged(counts, plain, reasons, {})
    codes = {row: code for code, row in rows.items()}
    models = tuple(
        terms.JudgeModel(codes[judge], *(float(v[at]) for v in (fit.strictness, fit.spread, fit.noise, fit.weight)))
        for at, judge in enumerate(judges)
    )
    scores = {e: numbers.steadied(float(fit.scores[at])) for at, e in enumerate(entries)}
    pulls = {e: {e: float(fit.errors[at])} for at, e in enumerate(entries)}
    return _Judged(counts, scores, reasons, pulls, (), models)


def _by_pairs(facts: _Facts) -> _Judged:
    counts = {e.code: 0 for e in facts.contest.entries}
    for pair in facts.pairs:
        counts[pair.first] += 1
        counts[pair.second] += 1
    fewest = max(1, facts.contest.rules.fewest_ballots)
    reasons = {e: "too_few_ballots" if n else "no_ballots" for e, n in counts.items() if n < fewest}
    signs = {"first": 1, "second": -1, "tie": 0}
    kept = [(p.first, p.second, signs[p.outcome]) for p in facts.pairs if not {p.first, p.second} & reasons.keys()]
    names, tallied, fitted = pairs.fit_comparisons(kept)
    reasons |= {e: "too_few_ballots" for e in counts if e not in names and e not in reasons}
    if tallied is None or fitted is None:
        return _Judged(counts, {}, reasons, {})
    islands = severity.islands((a, b) for a, b, _ in kept)
    shares = [pairs.win_share(float(s), fitted.log_tie) for s in fitted.strength]
    scores = {e: numbers.steadied(share) for e, (share, _) in zip(names, shares, strict=True)}
    if len(islands) > 1:
        return _Judged(counts, scores, {**reasons, **dict.fromkeys(names, "islands")}, {}, islands)
    pulls: dict[str, dict[str, float]] = {}
    if len(names) <= pairs.DENSE_ENTRIES:
        rows = pairs.errors(tallied, fitted)
        for at, (entry, (_, slope)) in enumerate(zip(names, shares, strict=True)):
            pulls[entry] = {f"{row:04d}": float(value) * slope for row, value in enumerate(rows[:, at])}
    return _Judged(counts, scores, reasons, pulls, islands if len(islands) > 1 else ())
