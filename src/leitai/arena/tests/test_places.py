"""Places, ties, ranges, awards, the draw, and who leans where; Linyi's published ranking comes out of ballots."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from leitai.arena import terms
from leitai.arena.rules import awards, bias, draw, places, ranking, result, standing, words
from leitai.arena.tests import making

PRECEDENTS = yaml.safe_load((Path(__file__).parent / "precedents.yaml").read_text("utf-8"))["precedents"]
LINYI = next(p for p in PRECEDENTS if p["place"] == "临沂市")
GRADES = terms.Scale(1000, 3000, 1, (("好", 3000), ("较好", 2000), ("一般", 1000)))
VOTERS = 30


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [([9, 8, 8, 7], [1, 2, 2, 4]), ([5, 5, 5], [1, 1, 1]), ([1, 2, 3], [3, 2, 1]), ([4], [1]), ([], [])],
)
def test_places_are_those_of_standard_competition(keys, wanted):
    named = {str(at): (key,) for at, key in enumerate(keys)}
    found = ranking.competition_places(named)
    assert [found[name] for name in named] == wanted


def linyi(tie_rules: tuple[terms.TieRule, ...]) -> terms.Contest:
    """Votes made up so that the published order, its tie and one tie broken by the count of 好 must follow.

    Published are the places alone. Here each place scores less than the one before; the two sixths got the same
    votes; first and second got the same sum with more 好 for the first.
    """
    tallies, good = {}, 26
    for place, _, project in LINYI["good_projects"]:
        tallies[project] = (good - 2 * place, 2, VOTERS - (good - 2 * place) - 2)
    first, second = (p[2] for p in LINYI["good_projects"][:2])
    tallies[first], tallies[second] = (24, 0, 6), (22, 4, 4)
    marks: dict[str, dict[str, int]] = {f"V{k:02d}": {} for k in range(VOTERS)}
    for at, (project, (top, middle, low)) in enumerate(sorted(tallies.items())):
        votes = [3000] * top + [2000] * middle + [1000] * low
        random.Random(at).shuffle(votes)
        for judge, vote in zip(marks, votes, strict=True):
            marks[judge][project] = vote
    rules = terms.Rules(
        terms.Method("mean"),
        (terms.Criterion("vote", making.name("评价"), Fraction(1), GRADES),),
        ties=tie_rules,
        draws=100,
    )
    offices = {p[2]: p[1] for p in LINYI["good_projects"]}
    return terms.Contest(
        round=terms.Round("linyi-2022", terms.Name(LINYI["event"], "")),
        rules=rules,
        entries=tuple(terms.Entry(p, p, office) for p, office in offices.items()),
        judges=tuple(terms.Judge(j) for j in marks),
        ballots=tuple(terms.Ballot(j, p, {"vote": vote}) for j, row in marks.items() for p, vote in row.items()),
    )


def test_linyis_published_ranking_comes_out_with_its_two_sixths_and_an_eighth():
    outcome = standing.compute(linyi((terms.TieRule("top_marks"),)), seed="l")
    found = sorted((s.place, s.entry) for s in outcome.declared.scores)
    assert found == sorted((place, project) for place, _, project in LINYI["good_projects"])
    assert [place for place, _ in found] == [1, 2, 3, 4, 5, 6, 6, 8, 9, 10]


def test_without_the_tie_rule_linyis_first_two_would_share_their_place():
    outcome = standing.compute(linyi(()), seed="l")
    assert sorted(s.place or 0 for s in outcome.declared.scores)[:3] == [1, 1, 3]


def test_linyis_fifteen_units_are_ranked_as_announced():
    scores = {unit: (100 - at,) for at, unit in enumerate(LINYI["unit_ranking"])}
    assert ranking.competition_places(scores) == {unit: at for at, unit in enumerate(LINYI["unit_ranking"], 1)}


@pytest.mark.parametrize(
    ("rule", "winner"),
    [
        (terms.TieRule("top_marks"), "A"),
        (terms.TieRule("top_marks", at_least_milli=70_000), "B"),
        (terms.TieRule("indicator", "i"), "B"),
        (terms.TieRule("indicator", "i", higher=False), "A"),
        (terms.TieRule("group", "x"), "A"),
    ],
)
def test_each_tie_rule_decides(rule, winner):
    contest = making.contest({"J1": {"A": 100, "B": 70}, "J2": {"A": 40, "B": 70}}, groups={"J1": "x", "J2": "y"})
    known = terms.Indicator("i", making.name("i"), "", terms.Function("ratio", points=Fraction(0)))
    entries = (contest.entries[0], contest.entries[1])
    contest = replace(contest, rules=replace(contest.rules, ties=(rule,), indicators=(known,)), entries=entries)
    values = {"i": {"A": Fraction(1), "B": Fraction(2)}}
    keys = {
        e: ranking.sort_key(
            contest.rules,
            70_000,
            ranking.tie_values(contest, e, [b for b in contest.ballots if b.entry == e], Fraction(70), values),
        )
        for e in "AB"
    }
    assert max(keys, key=lambda e: keys[e]) == winner
    assert ranking.competition_places(keys)[winner] == 1


def test_ties_to_the_last_rule_share_the_place():
    contest = making.contest(
        {"J1": {"A": 70, "B": 70, "C": 60}}, ties=(terms.TieRule("top_marks"), terms.TieRule("judging"))
    )
    assert [s.place for s in standing.compute(contest, seed="s").declared.scores] == [1, 1, 3]


def test_what_rounds_to_the_same_published_score_shares_the_place():
    contest = making.contest({"J1": {"A": 70.1, "B": 70}, "J2": {"A": 70, "B": 70}}, decimals=1)
    found = standing.compute(contest, seed="s").declared.scores
    assert [(s.total_milli, s.place) for s in found] == [(70_100, 1), (70_000, 2)]
    whole = replace(contest, rules=replace(contest.rules, decimals=0))
    assert [s.place for s in standing.compute(whole, seed="s").declared.scores] == [1, 1]


def test_one_judge_settles_no_place():
    found = standing.compute(making.contest({"J1": {"A": 90, "B": 10}}), seed="s").declared.scores
    assert [(s.place, s.low, s.high, s.se) for s in found] == [(1, 1, 2, None), (2, 1, 2, None)]


def test_judges_who_agree_to_the_point_settle_every_place():
    marks = {f"J{k}": {"A": 90 + k, "B": 80 + k, "C": 80 + k} for k in range(4)}
    found = standing.compute(making.contest(marks), seed="s").declared.scores
    assert [(s.place, s.low, s.high) for s in found] == [(1, 1, 1), (2, 2, 3), (2, 2, 3)]


@given(st.integers(0, 10**6), st.integers(2, 8), st.integers(2, 9))
def test_a_range_holds_the_place_itself(seed, entries, judges):
    chance = np.random.default_rng(seed)
    marks = chance.normal(size=(judges, entries)) + chance.normal(size=entries)
    means = marks.mean(axis=0)
    found = places.ranges(list(means), (marks - means) / np.sqrt(judges * (judges - 1)), seed=str(seed), draws=60)
    ranks = (-means).argsort().argsort() + 1
    assert all(low <= rank <= high for rank, (low, high) in zip(ranks, found, strict=True))


def test_many_entries_get_ranges_without_draws():
    pulls = np.eye(150)
    found = places.ranges([float(k) for k in range(150)], pulls, seed="s")
    assert found[149] == (1, 7)
    assert found[0] == (144, 150)


def test_normal_draws_are_normal_and_repeatable():
    drawn = np.array(places.normal_draws("seed", 20_000))
    assert abs(drawn.mean()) < 0.03
    assert abs(drawn.std() - 1) < 0.02
    assert places.normal_draws("seed", 3) == tuple(drawn[:3])


def test_place_ranges_cover_the_truth_and_step_down_narrows_them():
    """60 panels of 7 judges: all true places inside in at least 95 % (measured 96.5 % of 400 panels)."""
    chance, inside, width, plain_width = np.random.default_rng(5), 0, 0.0, 0.0
    for panel in range(60):
        merit = chance.normal(size=7)
        spread, noise = chance.lognormal(np.log(5), 0.35, 7), chance.lognormal(np.log(3), 0.4, 7)
        marks = spread[:, None] * merit + noise[:, None] * chance.normal(size=(7, 7))
        means = marks.mean(axis=0)
        pulls = (marks - means) / np.sqrt(42)
        found = places.ranges(list(means), pulls, seed=str(panel), draws=300)
        truth = (-merit).argsort().argsort() + 1
        inside += all(low <= place <= high for place, (low, high) in zip(truth, found, strict=True))
        width += sum(high - low + 1 for low, high in found)
        one_step = places._step_down
        try:
            places._step_down = lambda s, c, level: s > np.sort(c.max(axis=1))[int(np.ceil(level * len(c) / 100)) - 1]
            plain_width += sum(h - w + 1 for w, h in places.ranges(list(means), pulls, seed=str(panel), draws=300))
        finally:
            places._step_down = one_step
    assert inside >= 57
    assert width < plain_width


def test_the_sentence_says_what_the_marks_settle():
    settled = standing.compute(making.contest({f"J{k}": {"A": 90 + k, "B": 80 + k} for k in range(4)}), seed="s")
    assert words.overall(settled.declared, 95)[1] == "At 95 % confidence the first place is settled."
    unsure = standing.compute(making.contest({"J1": {"A": 90, "B": 10}, "J2": {"A": 10, "B": 80}}), seed="s")
    assert words.overall(unsure.declared, 95)[0] == "在95%的把握下，2个参赛者中有2个都可能是第一名，评分分不出高下。"
    assert words.place_range(unsure.declared.scores[0])[1] == "place 1; the marks can't tell places 1 to 2 apart"


def test_shared_places_share_awards_and_season_points():
    contest = making.contest({"J1": {"A": 90, "B": 90, "C": 80, "D": 70}})
    award = (
        terms.Award("first", making.name("1"), "places", 1, 1),
        terms.Award("star", making.name("s"), "score", at_least_milli=80_000),
        terms.Award("flag", making.name("f"), "flag"),
    )
    kinds = dict(zip("ABCD", ("town", "town", "town", "park"), strict=True))
    entries = tuple(replace(e, kind=kinds[e.code]) for e in contest.entries)
    table = tuple(map(Fraction, (10, 7, 5)))
    found = {}
    for shared in ("same", "mean", "lowest"):
        rules = replace(contest.rules, awards=award, season_points=terms.PointsTable(table, shared))
        outcome = standing.compute(replace(contest, entries=entries, rules=rules), seed="s")
        assert [g.entries for g in outcome.grants] == [("A", "B"), ("A", "B", "C"), ("A", "B", "D")]
        found[shared] = [outcome.season_points[e] for e in "ABCD"]
    assert found == {"same": [10, 10, 5, 0], "mean": [Fraction(17, 2), Fraction(17, 2), 5, 0], "lowest": [7, 7, 5, 0]}


def test_a_season_counts_the_best_rounds():
    rounds = [(Fraction(1), {"x": Fraction(10), "y": Fraction(8)}), (Fraction(2), {"x": Fraction(1), "y": Fraction(5)})]
    found = awards.season_table(rounds, best=1, star_bars=[Fraction(9), Fraction(10)])
    assert [(h.office, h.points, h.rounds, h.stars) for h in found] == [("x", 10, 2, 2), ("y", 10, 2, 2)]


def test_a_draw_can_be_replayed_and_any_change_changes_it():
    nonces = ["aa", "bb", "cc"]
    given_draw = terms.Draw(tuple(terms.DrawParty(n, draw.commitment(n), n) for n in nonces), "lottery", "12345")
    names = [f"E{k}" for k in range(9)]
    order = draw.drawn_order(given_draw, "rules", names)
    assert sorted(order) == names
    assert draw.drawn_order(given_draw, "rules", names[::-1]) == order
    assert draw.drawn_order(replace(given_draw, number="12346"), "rules", names) != order
    assert draw.drawn_order(given_draw, "other rules", names) != order
    assert draw.broken_parties(given_draw) == []
    wrong = replace(given_draw, parties=(replace(given_draw.parties[0], nonce="xx"), *given_draw.parties[1:]))
    assert draw.broken_parties(wrong) == ["aa"]


def test_every_order_is_drawn_about_equally_often():
    counts: dict[tuple[str, ...], int] = {}
    for key in range(6000):
        order = tuple(draw.shuffled("ABC", key.to_bytes(4), "order"))
        counts[order] = counts.get(order, 0) + 1
    assert len(counts) == 6
    assert max(abs(n - 1000) for n in counts.values()) < 120


def test_an_order_that_is_not_the_drawn_one_is_refused():
    contest = making.contest({"J1": {"A": 1, "B": 2, "C": 3}})
    contest = replace(contest, draw=making._draw(random.Random(1)))
    numbered = result.ordered(contest)
    assert sorted(e.order or 0 for e in numbered.entries) == [1, 2, 3]
    assert result.ordered(numbered) == numbered
    swapped = tuple(replace(e, order=4 - (e.order or 0)) for e in numbered.entries)
    with pytest.raises(terms.ContestRefused, match="the draw gives"):
        result.ordered(replace(contest, entries=swapped))


def test_favouritism_shows_over_a_season():
    """Nine judges, eight rounds of seven offices; one adds 2 noise units for the own side."""
    chance = random.Random(3)
    residuals = [
        bias.Residual(f"J{j}", f"O{o}", chance.gauss(2.0 if j == o == 0 else 0.0, 1.0))
        for _ in range(8) for j in range(9) for o in range(7)
    ]  # fmt: skip
    found = bias.leans(residuals)
    assert (found[0].judge, found[0].office, found[0].reported) == ("J0", "O0", True)
    assert sum(lean.reported for lean in found) == 1
    assert found[0].power > 0.9
    fair = [bias.Residual(r.judge, r.office, chance.gauss(0, 1)) for r in residuals]
    assert sum(lean.reported for lean in bias.leans(fair)) == 0


def test_the_running_order_effect_is_a_slope_with_its_error():
    slope, error = bias.position_effect([1, 2, 3, 4, 5], [70, 71, 72, 73, 74])
    assert slope == pytest.approx(1)
    assert error == pytest.approx(0, abs=1e-9)
    assert bias.position_effect([1, 2, 3], [1, 2, 3]) is None
