"""Places: standard competition ranking (1, 2, 2, 4) on the rounded score and the locked tie-breaks, in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from leitai.arena import terms
from leitai.arena.rules import ballots

Key = tuple[Fraction | int, ...]


def competition_places(keys: Mapping[str, Key]) -> dict[str, int]:
    """The place of each name: one more than the number of names with a greater key; equal keys share a place."""
    places: dict[str, int] = {}
    ordered = sorted(keys, key=lambda name: keys[name], reverse=True)
    for at, name in enumerate(ordered):
        shared = at > 0 and keys[name] == keys[ordered[at - 1]]
        places[name] = places[ordered[at - 1]] if shared else at + 1
    return places


def tie_values(
    contest: terms.Contest,
    entry: str,
    mine: Sequence[terms.Ballot],
    judging: Fraction | None,
    indicator_points: Mapping[str, Mapping[str, Fraction | None]],
) -> tuple[Fraction | None, ...]:
    """The entry's value under each locked tie rule, from its counted ballots; None ranks last."""
    found: list[Fraction | None] = []
    for rule in contest.rules.ties:
        match rule.kind:
            case "top_marks":
                found.append(Fraction(top_marks(contest.rules, rule, mine)))
            case "criterion":
                found.append(_mean([b.marks_milli.get(rule.code) for b in mine]))
            case "group":
                found.append(_group_mean(contest, rule.code, mine))
            case "indicator":
                found.append(indicator_points.get(rule.code, {}).get(entry))
            case _:
                found.append(judging)
    return tuple(found)


def top_marks(rules: terms.Rules, rule: terms.TieRule, mine: Sequence[terms.Ballot]) -> int:
    """How many marks reach the top of the scale (or `at_least`), over all criteria or the one named."""
    count = 0
    for node, _ in ballots.leaves(rules.criteria):
        if node.scale is None or (rule.code and rule.code != node.code):
            continue
        bar = node.scale.high_milli if rule.at_least_milli is None else rule.at_least_milli
        marks = (b.marks_milli.get(node.code) for b in mine)
        count += sum(mark is not None and mark >= bar for mark in marks)
    return count


def _mean(marks_milli: Sequence[int | None]) -> Fraction | None:
    seen = [m for m in marks_milli if m is not None]
    return Fraction(sum(seen), 1000 * len(seen)) if seen else None


def _group_mean(contest: terms.Contest, group: str, mine: Sequence[terms.Ballot]) -> Fraction | None:
    members = {j.code for j in contest.judges if j.group == group}
    points = [ballots.score(contest.rules, b.marks_milli) for b in mine if b.judge in members]
    seen = [p for p in points if p is not None]
    return sum(seen, Fraction(0)) / len(seen) if seen else None


def sort_key(rules: terms.Rules, total_milli: int, values: Sequence[Fraction | None]) -> Key:
    """The greater key stands ahead: the rounded score first, then each tie value, turned round where less is better."""
    key: list[Fraction | int] = [total_milli]
    for rule, value in zip(rules.ties, values, strict=True):
        key += (0, 0) if value is None else (1, value if rule.higher else -value)
    return tuple(key)
