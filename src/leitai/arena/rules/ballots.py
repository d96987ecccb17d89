"""Which ballots count, and the exact score of one: recusal, scales, criteria not seen, revisions, late ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from leitai.arena import terms


def leaves(
    tree: tuple[terms.Criterion, ...], above: Fraction = Fraction(1)
) -> Iterator[tuple[terms.Criterion, Fraction]]:
    """Every criterion that takes marks, with its weight multiplied down the tree, in the order of the file."""
    for node in tree:
        if node.children:
            yield from leaves(node.children, above * node.weight)
        else:
            yield node, above * node.weight


def fits(scale: terms.Scale, mark_milli: int) -> bool:
    """Whether a mark stands on the scale: within its ends, on a step, or one of its grades."""
    if scale.grades:
        return any(mark_milli == value for _, value in scale.grades)
    inside = scale.low_milli <= mark_milli <= scale.high_milli
    return inside and (mark_milli - scale.low_milli) % scale.step_milli == 0


def is_recused(judge: terms.Judge, entry: terms.Entry) -> bool:
    """Whether the judge must not mark the entry: the own office's, or one of the declared interests."""
    return (bool(judge.office) and judge.office == entry.office) or bool(
        {entry.code, entry.office} & set(judge.interests)
    )


def score(rules: terms.Rules, marks_milli: Mapping[str, int | None]) -> Fraction | None:
    """The points of one ballot, sum of weight x mark; None when nothing that counts was seen.

    With `partial: renormalise` the weights of unseen criteria are spread over the seen ones in proportion to what
    each could earn at most; with `leave_out` a ballot that misses one criterion isn't counted.
    """
    total = seen_most = most = Fraction(0)
    for node, weight in leaves(rules.criteria):
        mark = marks_milli.get(node.code)
        high = Fraction(node.scale.high_milli, 1000) * weight if node.scale else Fraction(0)
        most += high
        if mark is not None:
            total += weight * Fraction(mark, 1000)
            seen_most += high
    if seen_most == most:
        return total if most else None
    return total * most / seen_most if rules.partial == "renormalise" and seen_most else None


def statuses(contest: terms.Contest) -> tuple[str, ...]:
    """For each ballot: counted, or why not (recused, late, off_scale, not_seen, incomplete, replaced)."""
    judges = {j.code: j for j in contest.judges}
    entries = {e.code: e for e in contest.entries}
    scales = {node.code: node.scale for node, _ in leaves(contest.rules.criteria)}
    found = [_status(contest.rules, b, judges[b.judge], entries[b.entry], scales) for b in contest.ballots]
    last: dict[tuple[str, str], int] = {}
    for at, ballot in enumerate(contest.ballots):
        if found[at] == "late":
            continue
        key = (ballot.judge, ballot.entry)
        if key in last and contest.ballots[last[key]].revision < ballot.revision:
            found[last[key]] = "replaced"
        if key not in last or contest.ballots[last[key]].revision < ballot.revision:
            last[key] = at
        else:
            found[at] = "replaced"
    return tuple(found)


def _status(
    rules: terms.Rules,
    ballot: terms.Ballot,
    judge: terms.Judge,
    entry: terms.Entry,
    scales: Mapping[str, terms.Scale | None],
) -> str:
    if is_recused(judge, entry):
        return "recused"
    if ballot.late and rules.late != "count":
        return "late"
    seen = {code: mark for code, mark in ballot.marks_milli.items() if mark is not None}
    for code, mark in seen.items():
        scale = scales.get(code)
        if scale is None or not fits(scale, mark):
            return "off_scale"
    if not seen:
        return "not_seen"
    return "counted" if score(rules, ballot.marks_milli) is not None else "incomplete"


def pair_statuses(contest: terms.Contest) -> tuple[str, ...]:
    """For each comparison: counted, recused or late."""
    judges = {j.code: j for j in contest.judges}
    entries = {e.code: e for e in contest.entries}
    found = []
    for pair in contest.pairs:
        judge = judges[pair.judge]
        if is_recused(judge, entries[pair.first]) or is_recused(judge, entries[pair.second]):
            found.append("recused")
        else:
            found.append("late" if pair.late and contest.rules.late != "count" else "counted")
    return tuple(found)
