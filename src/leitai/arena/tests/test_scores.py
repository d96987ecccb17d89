"""Ballots, indicators and exact aggregation: tables of the rules, and properties that hold for any ballots."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from statistics import median as plain_median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitai.arena import terms
from leitai.arena.rules import aggregation, ballots, indicators, numbers, standing
from leitai.arena.tests import making

MARKS = st.lists(st.integers(0, 1000).map(lambda n: Fraction(n, 10)), min_size=1, max_size=15)
NAMES = making.name


def scores(contest: terms.Contest, method: str = "") -> dict[str, terms.EntryScore]:
    return {s.entry: s for s in standing.compute(contest, seed="t", method=method).declared.scores}


def totals(contest: terms.Contest, method: str = "") -> dict[str, int | None]:
    return {e: s.total_milli for e, s in scores(contest, method).items()}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0.25", Fraction(1, 4)), ("1/3", Fraction(1, 3)), ("25%", Fraction(1, 4)), (7, Fraction(7)), ("-1.50", Fraction(-3, 2)),
        ("1e5", None), ("nan", None), ("1/0", None), ("９", None), (True, None), ("1" * 19, None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_exact_numbers_are_read_as_written_or_not_at_all(written, value):
    assert numbers.exact(written) == value


@pytest.mark.parametrize(
    ("value", "decimals", "milli"),
    [("1/3", 3, 333), ("2/3", 3, 667), ("0.0005", 3, 1), ("-0.0005", 3, -1), ("88.25", 1, 88_300), ("88.5", 0, 89_000)],
)
def test_rounding_happens_half_away_from_zero(value, decimals, milli):
    assert numbers.milli(Fraction(value), decimals) == milli


@pytest.mark.parametrize(
    ("milli", "decimals", "text"), [(88125, 3, "88.125"), (-50, 3, "-0.050"), (88100, 1, "88.1"), (88000, 0, "88")]
)
def test_thousandths_are_shown_as_people_read_them(milli, decimals, text):
    assert numbers.shown(milli, decimals) == text


@pytest.mark.parametrize(
    ("ballots_given", "drop", "keep", "dropped"),
    [(7, 1, 3, 1), (7, 2, 3, 2), (7, 3, 3, 2), (4, 1, 3, 0), (2, 5, 3, 0), (9, 2, 1, 2)],
)
def test_trimming_keeps_the_locked_minimum(ballots_given, drop, keep, dropped):
    assert aggregation.trimmed_count(ballots_given, drop, keep) == dropped


@given(MARKS, st.integers(0, 4), st.integers(1, 5))
def test_a_trimmed_mean_lies_between_the_marks_it_keeps(marks, drop, keep):
    found = aggregation.trimmed(marks, drop, keep).value
    cut = aggregation.trimmed_count(len(marks), drop, keep)
    kept = sorted(marks)[cut : len(marks) - cut]
    assert kept[0] <= found <= kept[-1]
    assert found == sum(kept) / len(kept)


@given(MARKS)
def test_the_median_is_the_plain_one_and_pulls_square_to_the_error(marks):
    assert aggregation.median(marks).value == plain_median(marks)
    pulls = aggregation.mean(marks).pulls
    if len(marks) > 1:
        middle = sum(marks) / len(marks)
        variance = float(sum((m - middle) ** 2 for m in marks)) / (len(marks) - 1)
        assert sum(p * p for p in pulls) == pytest.approx(variance / len(marks))
    else:
        assert pulls is None


@given(st.randoms(use_true_random=False), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_ballots_entries_and_judges_changes_nothing(chance, other):
    contest = making.random_contest(chance)
    mixed = replace(
        contest,
        ballots=tuple(other.sample(contest.ballots, len(contest.ballots))),
        entries=tuple(other.sample(contest.entries, len(contest.entries))),
        judges=tuple(other.sample(contest.judges, len(contest.judges))),
        pairs=tuple(other.sample(contest.pairs, len(contest.pairs))),
    )
    one, two = (standing.compute(c, seed="s") for c in (contest, mixed))
    for left, right in zip((one.declared, *one.beside), (two.declared, *two.beside), strict=True):
        assert {s.entry: s for s in left.scores} == {s.entry: s for s in right.scores}


def test_the_exact_methods_on_one_small_panel():
    marks = {"J1": {"A": 90, "B": 80}, "J2": {"A": 70, "B": 81}, "J3": {"A": 71, "B": 82}, "J4": {"A": 72, "B": 40.5}}
    contest = making.contest(marks, groups={"J1": "x", "J2": "x", "J3": "y", "J4": "y"})
    groups = (terms.Group("x", NAMES("x"), Fraction(3)), terms.Group("y", NAMES("y"), Fraction(1)))
    contest = replace(contest, rules=replace(contest.rules, groups=groups, method=terms.Method("mean", 1, 2)))
    assert totals(contest) == {"A": 75_750, "B": 70_875}
    assert totals(contest, "trimmed") == {"A": 71_500, "B": 80_500}
    assert totals(contest, "median") == {"A": 71_500, "B": 80_500}
    assert totals(contest, "grouped") == {"A": 77_875, "B": 75_688}


def test_not_seen_is_not_zero():
    assert totals(making.contest({"J1": {"A": 80, "B": 60}, "J2": {"A": None, "B": 70}})) == {"A": 80_000, "B": 65_000}


def test_a_judge_never_counts_for_the_own_office_or_an_interest():
    contest = making.contest({"J1": {"A": 100, "B": 50}, "J2": {"A": 60, "B": 60}}, offices={"J1": "office A"})
    assert totals(contest) == {"A": 60_000, "B": 55_000}
    interested = replace(contest.judges[1], interests=("B",))
    contest = replace(contest, judges=(contest.judges[0], interested))
    assert ballots.statuses(contest) == ("recused", "counted", "counted", "recused")


def test_the_last_ballot_counts_and_a_late_one_follows_the_locked_rule():
    base = making.contest({"J1": {"A": 50}})
    later = terms.Ballot("J1", "A", {"all": 60_000}, revision=2)
    late = terms.Ballot("J1", "A", {"all": 70_000}, revision=3, late=True)
    contest = replace(base, ballots=(later, *base.ballots, late))
    assert ballots.statuses(contest) == ("counted", "replaced", "late")
    counting = replace(contest, rules=replace(contest.rules, late="count"))
    assert ballots.statuses(counting) == ("replaced", "replaced", "counted")


def test_a_mark_off_the_scale_is_listed_and_not_counted():
    contest = making.contest({"J1": {"A": 101}, "J2": {"A": 90}, "J3": {"A": 90.05}})
    assert ballots.statuses(contest) == ("off_scale", "counted", "off_scale")
    assert totals(contest) == {"A": 90_000}


def test_a_ballot_with_a_gap_is_left_out_or_renormalised_as_locked():
    two = tuple(terms.Criterion(c, NAMES(c), Fraction(w), making.HUNDRED) for c, w in (("a", "3/4"), ("b", "1/4")))
    rules = terms.Rules(terms.Method("mean"), two)
    assert ballots.score(rules, {"a": 80_000, "b": None}) is None
    assert ballots.score(replace(rules, partial="renormalise"), {"a": 80_000, "b": None}) == 80
    assert ballots.score(rules, {"a": 80_000, "b": 40_000}) == 70


def test_weights_multiply_down_the_tree():
    leaf = terms.Criterion("leaf", NAMES("leaf"), Fraction(1, 3), making.HUNDRED)
    tree = (terms.Criterion("top", NAMES("top"), Fraction(1, 2), None, (leaf,)),)
    assert [(n.code, w) for n, w in ballots.leaves(tree)] == [("leaf", Fraction(1, 6))]


def test_an_entry_without_ballots_has_no_place_and_takes_none():
    contest = making.contest(
        {"J1": {"A": 80, "B": 70, "C": None}, "J2": {"A": 90, "B": None, "C": None}}, fewest_ballots=2
    )
    found = scores(contest)
    assert [(found[e].place, found[e].reason) for e in "ABC"] == [
        (1, ""),
        (None, "too_few_ballots"),
        (None, "no_ballots"),
    ]


def test_an_empty_group_is_refused_or_shared_out_as_locked():
    groups = (terms.Group("x", NAMES("x"), Fraction(1, 2)), terms.Group("y", NAMES("y"), Fraction(1, 2)))
    contest = making.contest({"J1": {"A": 80}}, kind="grouped", groups={"J1": "x"})
    contest = replace(contest, rules=replace(contest.rules, groups=groups))
    assert scores(contest)["A"].reason == "empty_group"
    shared = replace(contest, rules=replace(contest.rules, empty_group="renormalise"))
    assert totals(shared) == {"A": 80_000}


RATIO = terms.Function("ratio", points=Fraction(20), target=Fraction(50), cap=Fraction(6, 5))
BANDS = terms.Function("bands", bands=((Fraction(0), Fraction(1)), (Fraction(5), Fraction(4))))
LINE = terms.Function("linear", knots=((Fraction(1, 2), Fraction(0)), (Fraction(1), Fraction(10))))
FALLING = terms.Function("linear", knots=((Fraction(0), Fraction(10)), (Fraction(30), Fraction(0))))


@pytest.mark.parametrize(
    ("function", "value", "points"),
    [
        (RATIO, "25", "10"), (RATIO, "60", "24"), (RATIO, "500", "24"), (RATIO, "-3", "0"),
        (BANDS, "-1", "0"), (BANDS, "0", "1"), (BANDS, "4.999", "1"), (BANDS, "5", "4"),
        (LINE, "0.75", "5"), (LINE, "0.2", "0"), (LINE, "2", "10"), (FALLING, "15", "5"), (FALLING, "99", "0"),
    ],
)  # fmt: skip
def test_scoring_functions(function, value, points):
    assert indicators.curve(function, Fraction(value)) == Fraction(points)


@given(st.sampled_from([RATIO, BANDS, LINE]), st.fractions(0, 24, max_denominator=50))
def test_an_inverse_is_the_least_value_that_earns_the_points(function, wanted):
    value = indicators.inverse(function, wanted)
    if value is None:
        assert indicators.curve(function, Fraction(10**6)) < wanted
    else:
        assert indicators.curve(function, value) >= wanted
        assert value == 0 or indicators.curve(function, value - Fraction(1, 1000)) < wanted or function.kind == "linear"


def test_a_gap_says_how_far_or_that_it_cannot_be_closed():
    indicator = terms.Indicator("i", NAMES("i"), "", RATIO)
    entry = terms.Entry("A", "", "", figures={"i": terms.Figure(Fraction(25))})
    assert indicators.gap(indicator, entry, Fraction(4)) == 10
    assert indicators.gap(indicator, entry, Fraction(15)) is None


def test_rank_points_share_places_and_the_unknown_earn_nothing():
    indicator = terms.Indicator("i", NAMES("i"), "", terms.Function("rank_points", points=Fraction(10)))
    values = {"A": 3, "B": 3, "C": 1, "D": None}
    entries = [
        terms.Entry(e, "", "", figures={"i": terms.Figure(None if v is None else Fraction(v))})
        for e, v in values.items()
    ]
    assert indicators.points(indicator, entries) == {"A": 10, "B": 10, "C": 0, "D": None}


def test_a_small_office_with_one_project_does_not_lead_by_its_rate():
    shrink = terms.Shrink(Fraction(1), Fraction(1), 2)
    indicator = terms.Indicator("i", NAMES("i"), "%", LINE, shrink=shrink)
    one = terms.Entry("A", "", "", figures={"i": terms.Figure(part=(Fraction(1), Fraction(1)))})
    ten = terms.Entry("B", "", "", figures={"i": terms.Figure(part=(Fraction(9), Fraction(10)))})
    assert indicators.base_value(indicator, one) is None
    assert indicators.base_value(indicator, ten) == Fraction(10, 12)


def test_a_figure_is_divided_by_the_offices_base():
    indicator = terms.Indicator("i", NAMES("i"), "", RATIO, per="people", per_unit=Fraction(10_000))
    entry = terms.Entry("A", "", "", bases={"people": Fraction(40_000)}, figures={"i": terms.Figure(Fraction(100))})
    assert indicators.base_value(indicator, entry) == 25
    assert indicators.base_value(indicator, replace(entry, bases={})) is None


def test_yanans_points_by_size_and_kind():
    """Yan'an 2017: start 5; year plan 5-10 亿 = 10; industry 15; 60 x done/plan; provincial list 20; joint start 30, 4 a year."""
    function = terms.Function(
        "per_project",
        terms=(
            terms.Term("table", "state", table=(("start", Fraction(5)), ("carried", Fraction(2)))),
            terms.Term(
                "bands", "plan", bands=tuple((Fraction(a), Fraction(p)) for a, p in ((0, 3), (1, 6), (5, 10), (10, 20)))
            ),
            terms.Term("table", "kind", table=(("industry", Fraction(15)), ("livelihood", Fraction(8)))),
            terms.Term("ratio", "done", Fraction(60), "plan", Fraction(1)),
            terms.Term("flag", "provincial", Fraction(20)),
            terms.Term("count", "joint", Fraction(30), cap=Fraction(4)),
        ),
    )
    rows = (
        {"state": "start", "plan": "6", "kind": "industry", "done": "3", "provincial": "yes", "joint": "3"},
        {"state": "carried", "plan": "0.5", "kind": "livelihood", "done": "0.6", "joint": "2"},
    )
    assert (
        indicators.project_points(function, terms.Figure(rows=rows)) == (5 + 10 + 15 + 30 + 20) + (2 + 3 + 8 + 60) + 120
    )
    assert indicators.project_points(function, terms.Figure()) is None


def test_events_and_gains_are_capped_and_deductions_are_not():
    rules = terms.Rules(terms.Method("indicators"), bonus_cap=Fraction(8), event_cap=2)
    bonus = [terms.Bonus(Fraction(p), "r", e) for p, e in ((3, "fair"), (3, "fair"), (3, "fair"), (4, ""), (-5, ""))]
    assert indicators.bonus_total(rules, terms.Entry("A", "", "", bonuses=tuple(bonus))) == 3
