"""What would close the gap to the next place: trying it out must close it, and a little less must not."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import pytest

from leitai.arena import terms
from leitai.arena.rules import catching_up, standing
from leitai.arena.tests import making


def contest(figures: dict[str, terms.Figure], *indicators: terms.Indicator, **bonus: int) -> terms.Contest:
    given = tuple(
        terms.Entry(
            e,
            e,
            e,
            bases={"people": Fraction(20_000)},
            figures={i.code: f for i in indicators},
            bonuses=(terms.Bonus(Fraction(bonus.get(e, 0)), "b"),),
        )
        for e, f in figures.items()
    )
    rules = terms.Rules(terms.Method("indicators"), indicators=indicators)
    return terms.Contest(terms.Round("r", making.name("r")), rules, given)


def indicator(kind: str, per: str = "", shrink: terms.Shrink | None = None, **more: object) -> terms.Indicator:
    function = terms.Function(kind, **more)  # type: ignore[arg-type]  # the tests pass what Function takes
    return terms.Indicator(kind, making.name(kind), "", function, per, Fraction(10_000), shrink)


def ways(made: terms.Contest) -> dict[str, list[Fraction | None]]:
    declared = standing.compute(made, seed="s").declared
    return {g.entry: [w.change for w in g.ways] for g in catching_up.gaps(made, declared)}


def figure(value: float) -> terms.Figure:
    return terms.Figure(Fraction(value))


def test_a_ratio_says_how_much_more_or_that_the_cap_forbids_it():
    ratio = indicator("ratio", points=Fraction(10), target=Fraction(100), cap=Fraction(1))
    made = contest({"A": figure(80), "B": figure(50), "C": figure(90)}, ratio, A=5)
    assert ways(made) == {"C": [None], "B": [Fraction(40)]}


def test_a_change_is_told_in_the_figures_own_unit():
    ratio = indicator("ratio", per="people", points=Fraction(10), target=Fraction(100))
    assert ways(contest({"A": figure(100), "B": figure(40)}, ratio)) == {"B": [Fraction(60)]}


def test_a_rate_asks_for_whole_cases_and_no_more_than_there_are():
    line = indicator("linear", knots=((Fraction(0), Fraction(0)), (Fraction(1), Fraction(10))))
    three, one = (terms.Figure(part=(Fraction(k), Fraction(4))) for k in (3, 1))
    assert ways(contest({"A": three, "B": one}, line, A=0)) == {"B": [Fraction(2)]}
    assert ways(contest({"A": three, "B": one}, line, A=5)) == {"B": [None]}


def test_rank_points_are_searched_over_places_where_the_one_ahead_may_lose_too():
    rank = indicator("rank_points", points=Fraction(10))
    made = contest({"A": figure(9), "B": figure(5), "C": figure(1)}, rank)
    assert ways(made) == {"B": [Fraction(4)], "C": [Fraction(4)]}


@pytest.mark.parametrize("seed", range(60))
def test_the_way_told_closes_the_gap_when_tried(seed):
    made = making.random_contest(random.Random(seed))
    made = replace(made, rules=replace(made.rules, decimals=3, judging_weight=Fraction(1)))
    declared = standing.compute(made, seed="s").declared
    for gap in catching_up.gaps(made, declared):
        for way in gap.ways:
            if way.change is None:
                continue
            tried = catching_up.with_change(made, gap.entry, way.indicator, way.change)
            total = {s.entry: s.total_milli or 0 for s in standing.compute(tried, seed="s").declared.scores}
            assert total[gap.entry] >= total[gap.ahead] - 1, way  # one thousandth: both totals were rounded before
