"""Joining the ballots of one entry into one exact number, with each ballot's pull on it for standard errors.

Beside the exact value every function here gives *pulls*: one float per ballot such that the squares of an entry's pulls
sum to the squared standard error of its score, and the products of two entries' pulls, judge by judge, to the covariance.
A judge's strictness moves all the entries he or she marked alike and so falls out of differences. None: too few ballots.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from leitai.arena import terms

Z_995 = 2.5758293035489004  # 99.5 % point of the normal distribution, for the median's interval


@dataclass(frozen=True, slots=True)
class Joined:
    value: Fraction
    pulls: tuple[float, ...] | None


def trimmed_count(ballots: int, drop: int, keep: int) -> int:
    """How many are dropped at each end: k' = min(k, floor((n - m)/2)), never below 0."""
    return max(0, min(drop, (ballots - keep) // 2))


def mean(marks: Sequence[Fraction]) -> Joined:
    """The mean. Raises: ZeroDivisionError without marks, as do all here."""
    return trimmed(marks, 0, 1)


def trimmed(marks: Sequence[Fraction], drop: int, keep: int) -> Joined:
    """The mean without the `drop` highest and lowest, as long as `keep` are left; pulls after Tukey and McLaughlin."""
    ordered, count = sorted(marks), len(marks)
    cut = trimmed_count(count, drop, keep)
    kept = ordered[cut : count - cut]
    value = sum(kept, Fraction(0)) / len(kept)
    if len(kept) < 2:
        return Joined(value, None)
    low, high = float(kept[0]), float(kept[-1])
    pulled_in = [min(max(float(mark), low), high) for mark in marks]
    middle = math.fsum(pulled_in) / count
    scale = math.sqrt(len(kept) * (len(kept) - 1))
    return Joined(value, tuple((mark - middle) / scale for mark in pulled_in))


def median(marks: Sequence[Fraction]) -> Joined:
    """The middle mark, or the mean of the middle two; standard error after McKean and Schrader."""
    ordered, count = sorted(marks), len(marks)
    value = (ordered[(count - 1) // 2] + ordered[count // 2]) / 2
    if count < 2:
        return Joined(value, None)
    inward = max(1, math.floor((count + 1) / 2 - Z_995 * math.sqrt(count / 4) + 0.5))
    error = float(ordered[count - inward] - ordered[inward - 1]) / (2 * Z_995)
    sides = [(mark > value) - (mark < value) for mark in marks]
    spread = math.sqrt(sum(map(abs, sides)))
    return Joined(value, tuple(error * side / spread if spread else 0.0 for side in sides))


def within(method: terms.Method, kind: str, marks: Sequence[Fraction]) -> Joined:
    """Joins by `kind`: mean, trimmed or median, with the method's own `drop` and `keep`."""
    if kind == "trimmed":
        return trimmed(marks, method.drop, method.keep)
    return median(marks) if kind == "median" else mean(marks)


def grouped(rules: terms.Rules, marks: Sequence[tuple[str, Fraction]]) -> Joined | None:
    """Sum of group weight x the group's mean (or trimmed mean, median); marks are (group, points).

    The weights are taken as shares of their sum. A group without a mark makes the score None, or with
    `empty_group: renormalise` leaves its share to the others. Groups of weight 0 are heard, not counted.
    """
    by_group: dict[str, list[int]] = {}
    for at, (group, _) in enumerate(marks):
        by_group.setdefault(group, []).append(at)
    heard = [g for g in rules.groups if g.weight > 0 and g.code in by_group]
    wanted = [g for g in rules.groups if g.weight > 0]
    if not heard or (len(heard) < len(wanted) and rules.empty_group != "renormalise"):
        return None
    whole = sum((g.weight for g in heard), Fraction(0))
    value, pulls, known = Fraction(0), [0.0] * len(marks), True
    for one in heard:
        places, share = by_group[one.code], one.weight / whole
        joined = within(rules.method, rules.method.within, [marks[at][1] for at in places])
        value += share * joined.value
        known = known and joined.pulls is not None
        for at, pull in zip(places, joined.pulls or (), strict=False):
            pulls[at] = float(share) * pull
    return Joined(value, tuple(pulls) if known else None)
