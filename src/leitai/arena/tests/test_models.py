"""The severity model and paired comparison: against oracles, on degenerate input, and whether they find the better entry."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitai.arena import terms
from leitai.arena.rules import pairs, severity, standing
from leitai.arena.tests import making


def computed(contest: terms.Contest, method: str) -> terms.MethodResult:
    return standing.compute(contest, seed="s", method=method).declared


def severity_of(marks: dict[str, dict[str, float | None]]) -> terms.MethodResult:
    return computed(making.contest(marks), "severity")


def test_strict_and_mild_judges_of_different_entries_are_put_on_one_scale():
    """J1 is 20 points milder than J2; A and C are the better of each pair, and both judges saw M."""
    marks = {"J1": {"A": 90.0, "B": 80.0, "M": 85.0}, "J2": {"C": 70.0, "D": 60.0, "M": 65.0}}
    found = severity_of(marks)
    score = {s.entry: float(s.judging or 0) for s in found.scores}
    assert score["A"] == pytest.approx(score["C"], abs=1e-4)
    assert score["A"] > score["M"] > score["B"]
    judge = {m.judge: m for m in found.judges}
    assert judge["J1"].strictness - judge["J2"].strictness == pytest.approx(20, abs=1e-4)


def test_a_noisy_judge_weighs_less_and_nobody_more_than_three_times_the_median():
    chance = np.random.default_rng(1)
    merit = chance.normal(size=12)
    noise = [0.01, 2, 2, 2, 2, 9]
    marks = {
        f"J{j}": {f"E{i:02d}": round(60 + 8 * m + chance.normal() * n, 1) for i, m in enumerate(merit)}
        for j, n in enumerate(noise)
    }
    weight = {m.judge: m.weight for m in severity_of(marks).judges}
    assert weight["J5"] < 0.4
    assert 1.2 < weight["J0"] <= 3
    assert max(weight.values()) == weight["J0"]


@pytest.mark.parametrize(
    ("marks", "why"),
    [
        ({"J1": {"A": 80, "B": 70}}, "one judge"),
        ({"J1": {"A": 80, "B": 80}, "J2": {"A": 80, "B": 80}}, "everyone gave everyone the same"),
        ({"J1": {"A": 80, "B": 80}, "J2": {"A": 60, "B": 60}}, "each judge gave one number"),
        ({"J1": {"A": 80}, "J2": {"A": 60}}, "one entry"),
        ({"J1": {"A": 80, "B": 60}, "J2": {"A": 60, "B": 80}}, "the judges cancel out"),
    ],
)
def test_with_nothing_to_correct_the_corrected_score_is_the_mean(marks, why):
    corrected, plain = severity_of(marks), computed(making.contest(marks), "mean")
    assert [s.total_milli for s in corrected.scores] == [s.total_milli for s in plain.scores], why
    assert [s.place for s in corrected.scores] == [s.place for s in plain.scores]


def test_two_islands_are_named_and_not_ranked_across():
    marks = {"J1": {"A": 90, "B": 80}, "J2": {"C": 70, "D": 60}, "J3": {"A": 80, "B": 85}}
    found = severity_of(marks)
    assert found.islands == (("A", "B"), ("C", "D"))
    assert {(s.place, s.reason) for s in found.scores} == {(None, "islands")}
    plain = computed(making.contest(marks), "mean")
    assert plain.islands == (("A", "B"), ("C", "D"))
    assert [s.place for s in plain.scores] == [1, 2, 3, 4]


def simulated_round(chance: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Merit of 7 entries and the marks of 7 judges, as whole tenths; judge k belongs to the office of entry k."""
    merit = chance.normal(size=7)
    strict, spread = chance.normal(0, 4, 7), chance.lognormal(math.log(5), 0.35, 7)
    noise = chance.lognormal(math.log(3), 0.4, 7)
    marks = 75 + strict[:, None] + spread[:, None] * merit + noise[:, None] * chance.normal(size=(7, 7))
    return merit, np.round(np.clip(marks, 0, 100), 1)


def right_winners(rounds: int, seed: int) -> tuple[int, int]:
    """How often the raw mean's and the corrected winner are the truly best of 7 x 7 with recusal."""
    chance = np.random.default_rng(seed)
    who, what = np.nonzero(~np.eye(7, dtype=bool))
    raw_right = corrected_right = 0
    for _ in range(rounds):
        merit, marks = simulated_round(chance)
        seen = marks[who, what]
        raw = np.bincount(what, seen) / 6
        fitted = severity.fit(who, what, seen, 7, 7)
        raw_right += int(raw.argmax() == merit.argmax())
        corrected_right += int(fitted is not None and fitted.scores.argmax() == merit.argmax())
    return raw_right, corrected_right


def test_the_corrected_winner_is_right_more_often_under_recusal():
    raw, corrected = right_winners(600, 7)
    assert corrected >= raw + 9


@pytest.mark.slow
def test_the_corrected_winner_is_right_at_least_one_and_a_half_points_more_often():
    raw, corrected = right_winners(10_000, 2024)
    assert corrected - raw >= 150


@given(st.integers(0, 10**6))
@settings(max_examples=30, deadline=None)
def test_moving_one_judges_marks_up_or_stretching_them_moves_no_corrected_place(seed):
    chance = np.random.default_rng(seed)
    judges, entries = 5, 6
    who, what = np.nonzero(np.ones((judges, entries)))
    marks = chance.normal(size=judges * entries) * 5 + what
    one = severity.fit(who, what, marks, judges, entries)
    moved = severity.fit(who, what, marks + 7.0 * (who == 2), judges, entries)
    assert one is not None
    assert moved is not None
    assert np.allclose(one.scores - one.scores.mean(), moved.scores - moved.scores.mean(), atol=1e-7)


def random_comparisons(seed: int, entries: int, count: int, tie_share: float) -> list[tuple[str, str, int]]:
    chance = np.random.default_rng(seed)
    strength = chance.normal(size=entries)
    found = []
    for _ in range(count):
        one, other = chance.choice(entries, 2, replace=False)
        if chance.random() < tie_share:
            outcome = 0
        else:
            outcome = 1 if chance.random() < 1 / (1 + math.exp(strength[other] - strength[one])) else -1
        found.append((f"E{one:02d}", f"E{other:02d}", outcome))
    return found


def oracle(entries: int, comparisons: list[tuple[str, str, int]]) -> np.ndarray:
    """The maximum of the stated objective by SciPy, written from the formula pair by pair."""
    from scipy import optimize

    names = sorted({n for c in comparisons for n in c[:2]})
    at = {n: k for k, n in enumerate(names)}
    ties = any(o == 0 for *_, o in comparisons)

    def loss(x: np.ndarray) -> float:
        total = 0.05 * float(x @ x)
        for first, second, outcome in comparisons:
            half = (x[at[first]] - x[at[second]]) / 2
            tie = x[-1] if ties else -np.inf
            total += np.logaddexp(np.logaddexp(half, -half), tie) - (outcome * half if outcome else tie)
        return total

    best = optimize.minimize(loss, np.zeros(len(names) + ties), method="BFGS", options={"gtol": 1e-9, "maxiter": 2000})
    return best.x


@pytest.mark.parametrize("tie_share", [0.0, 0.3])
def test_strengths_are_those_of_a_general_optimiser(tie_share):
    comparisons = random_comparisons(4, 8, 120, tie_share)
    names, tallied, found = pairs.fit_comparisons(comparisons)
    assert tallied is not None
    assert found is not None
    wanted = oracle(8, comparisons)
    assert np.abs(found.strength - wanted[: len(names)]).max() < 1e-5
    assert (found.log_tie is None) == (tie_share == 0)
    assert found.gradient < 1e-9


def test_the_slow_textbook_iteration_ends_at_the_same_strengths_when_the_penalty_hardly_matters():
    """Davidson's own iteration (minorise, maximise) without a penalty, on many comparisons."""
    comparisons = random_comparisons(9, 4, 40_000, 0.2)
    names, tallied, found = pairs.fit_comparisons(comparisons)
    assert tallied is not None
    assert found is not None
    power, tie = np.ones(4), 1.0
    wins = np.zeros(4)
    both = np.zeros((4, 4))
    for first, second, outcome in comparisons:
        one, other = names.index(first), names.index(second)
        both[one, other] += 1
        both[other, one] += 1
        wins[one] += (outcome + 1) / 2
        wins[other] += (1 - outcome) / 2
    tied = sum(o == 0 for *_, o in comparisons)
    for _ in range(3000):
        root = np.sqrt(power[:, None] * power)
        under = power[:, None] + power + tie * root
        power = wins / (both * (1 + tie / 2 * np.sqrt(power / power[:, None])) / under).sum(axis=1)
        power /= np.exp(np.log(power).mean())
        root = np.sqrt(power[:, None] * power)
        tie = tied / ((both * root / (power[:, None] + power + tie * root)).sum() / 2)
    assert np.abs(np.log(power) - found.strength).max() < 2e-3
    assert math.log(tie) == pytest.approx(found.log_tie, abs=2e-3)


def test_an_entry_that_won_everything_stays_finite_and_first():
    wins = [("J1", "A", e, "first") for e in "BCD"] + [("J1", "B", "C", "first"), ("J1", "C", "D", "tie")]
    found = computed(making.contest({}, kind="pairs", pairs=wins), "pairs")
    assert {s.entry: s.place for s in found.scores} == {"A": 1, "B": 2, "D": 3, "C": 4}
    assert 50 < float(found.scores[0].judging or 0) < 100


def test_all_ties_share_the_first_place():
    ties = [("J1", a, b, "tie") for a, b in itertools.combinations("ABC", 2)]
    found = computed(making.contest({}, kind="pairs", pairs=ties), "pairs")
    assert [(s.place, s.total_milli) for s in found.scores] == [(1, 50_000)] * 3


def test_comparisons_in_two_islands_rank_nobody():
    found = computed(
        making.contest({}, kind="pairs", pairs=[("J", "A", "B", "first"), ("J", "C", "D", "first")]), "pairs"
    )
    assert found.islands == (("A", "B"), ("C", "D"))
    assert [s.place for s in found.scores] == [None] * 4


def test_the_order_of_comparisons_changes_no_bit():
    comparisons = random_comparisons(2, 12, 300, 0.2)
    one, two = pairs.fit_comparisons(comparisons)[2], pairs.fit_comparisons(comparisons[::-1])[2]
    assert one is not None
    assert two is not None
    assert one.strength.tolist() == two.strength.tolist()


def test_many_entries_take_the_sparse_way_to_the_same_maximum(monkeypatch):
    comparisons = random_comparisons(6, 40, 900, 0.2)
    dense = pairs.fit_comparisons(comparisons)[2]
    monkeypatch.setattr(pairs, "DENSE_ENTRIES", 10)
    sparse = pairs.fit_comparisons(comparisons)[2]
    assert dense is not None
    assert sparse is not None
    assert np.abs(dense.strength - sparse.strength).max() < 1e-9
