"""Contests for the tests: small ones by hand, random ones with everything that the rules know."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from fractions import Fraction

from leitai.arena import terms
from leitai.arena.rules import draw

HUNDRED = terms.Scale(0, 100_000, 100)


def name(text: str) -> terms.Name:
    return terms.Name(text, text)


def contest(
    marks: Mapping[str, Mapping[str, float | None]],
    *,
    kind: str = "mean",
    offices: Mapping[str, str] | None = None,
    groups: Mapping[str, str] | None = None,
    pairs: Sequence[tuple[str, str, str, str]] = (),
    **rules: object,
) -> terms.Contest:
    """Judge -> entry -> mark from 0 to 100 (None: not seen); one criterion 'all' of weight 1. Offices by judge or entry."""
    entries = sorted({e for row in marks.values() for e in row} | {e for p in pairs for e in p[1:3]})
    judges = sorted(marks.keys() | {p[0] for p in pairs})
    offices, groups = offices or {}, groups or {}
    return terms.Contest(
        round=terms.Round("r1", name("round")),
        rules=terms.Rules(
            **{
                "method": terms.Method(kind),
                "criteria": (terms.Criterion("all", name("all"), Fraction(1), HUNDRED),),
                "draws": 100,
                **rules,
            }  # type: ignore[arg-type]  # the tests pass what Rules takes
        ),
        entries=tuple(terms.Entry(e, f"project {e}", offices.get(e, f"office {e}")) for e in entries),
        judges=tuple(terms.Judge(j, office=offices.get(j, ""), group=groups.get(j, "")) for j in judges),
        ballots=tuple(
            terms.Ballot(j, e, {"all": None if m is None else round(m * 1000)})
            for j, row in marks.items()
            for e, m in row.items()
        ),
        pairs=tuple(terms.Pair(*p) for p in pairs),
    )


def random_contest(chance: random.Random) -> terms.Contest:
    """A contest in which anything may happen: recusal, gaps, late ballots, revisions, ties, all kinds of indicators."""
    rules = _rules(chance)
    offices = [f"office {k}" for k in range(chance.randint(1, 5))]
    entries = tuple(_entry(chance, f"E{k}", rules, offices) for k in range(chance.randint(1, 6)))
    groups = [g.code for g in rules.groups] or [""]
    judges = tuple(
        terms.Judge(
            f"judge {k}",
            group=chance.choice(groups),
            office=chance.choice([*offices, "", ""]),
            interests=tuple(chance.sample([e.code for e in entries], chance.choice([0, 0, 0, 1]))),
        )
        for k in range(chance.randint(1, 7))
    )
    ballots = tuple(_ballots(chance, rules, entries, judges))
    pairs = tuple(_pairs(chance, entries, judges)) if rules.method.kind == "pairs" or chance.random() < 0.3 else ()
    drawn = _draw(chance) if chance.random() < 0.3 else None
    return terms.Contest(terms.Round("r", name("round")), rules, entries, judges, ballots, pairs, drawn)


def _rules(chance: random.Random) -> terms.Rules:
    kind = chance.choice(terms.METHODS)
    groups = tuple(
        terms.Group(f"g{k}", name(f"g{k}"), Fraction(chance.randint(0, 4), 10)) for k in range(chance.choice([0, 2, 3]))
    )
    if kind == "grouped" or (groups and not any(g.weight for g in groups)):
        groups = (terms.Group("g0", name("g0"), Fraction(3, 5)), terms.Group("g1", name("g1"), Fraction(2, 5)))
    criteria = _criteria(chance)
    indicators = tuple(_indicator(chance, k) for k in range(chance.choice([0, 0, 1, 2, 3])))
    ties = [
        terms.TieRule("top_marks"),
        terms.TieRule("judging"),
        terms.TieRule("top_marks", "c0", chance.choice([None, 2000])),
    ]
    ties.append(terms.TieRule("criterion", "c0", higher=chance.random() < 0.7))
    ties += [terms.TieRule("indicator", i.code) for i in indicators]
    ties += [terms.TieRule("group", g.code) for g in groups]
    return terms.Rules(
        method=terms.Method(kind, chance.randint(0, 2), chance.randint(1, 4), chance.choice(terms.WITHIN)),
        criteria=criteria,
        groups=groups,
        judging_weight=chance.choice([Fraction(1), Fraction(3, 5), Fraction(1, 3)]),
        fewest_ballots=chance.choice([0, 1, 1, 2, 3]),
        partial=chance.choice(["leave_out", "renormalise"]),
        empty_group=chance.choice(["refuse", "renormalise"]),
        late=chance.choice(["leave_out", "count"]),
        decimals=chance.choice([0, 1, 2, 3]),
        ties=tuple(chance.sample(ties, chance.randint(0, 3))),
        indicators=indicators,
        bonus_cap=chance.choice([None, Fraction(3)]),
        event_cap=chance.choice([None, 1]),
        awards=(
            terms.Award("first", name("first"), "places", 1, 2),
            terms.Award("star", name("star"), "score", at_least_milli=40_000, stars=1),
            terms.Award("flag", name("flag"), "flag", at_least_milli=10_000),
        ),
        season_points=terms.PointsTable(
            (Fraction(5), Fraction(3), Fraction(2)), chance.choice(["same", "mean", "lowest"])
        ),
        level_percent=chance.choice([90, 95]),
        draws=chance.choice([50, 100]),
    )


def _criteria(chance: random.Random) -> tuple[terms.Criterion, ...]:
    grades = terms.Scale(1000, 3000, 1, (("好", 3000), ("较好", 2000), ("一般", 1000)))
    scales = [grades, terms.Scale(0, 3000, 1000), terms.Scale(0, 25_000, 500), HUNDRED]
    leaves = [
        terms.Criterion(
            f"c{k}", name(f"c{k}"), Fraction(chance.randint(1, 5), chance.choice([1, 3])), chance.choice(scales)
        )
        for k in range(chance.randint(1, 3))
    ]
    if len(leaves) > 1 and chance.random() < 0.4:
        return (leaves[0], terms.Criterion("inner", name("inner"), Fraction(1, 2), None, tuple(leaves[1:])))
    return tuple(leaves)


def _indicator(chance: random.Random, number: int) -> terms.Indicator:
    some = (Fraction(0), Fraction(1)), (Fraction(1, 2), Fraction(4)), (Fraction(3), Fraction(9))
    function = chance.choice(
        [
            terms.Function("ratio", points=Fraction(20), target=Fraction(3, 2), cap=Fraction(6, 5)),
            terms.Function("bands", bands=some),
            terms.Function("linear", knots=some),
            terms.Function("rank_points", points=Fraction(10), higher=chance.random() < 0.5),
            terms.Function("place_table", table=(Fraction(8), Fraction(5), Fraction(1))),
            terms.Function("per_project", terms=_terms(), most=chance.choice([None, Fraction(40)])),
        ]
    )
    per = chance.choice(["", "people"])
    shrink = chance.choice([None, terms.Shrink(Fraction(1), Fraction(2), 2)])
    return terms.Indicator(f"i{number}", name("i"), "%", function, per, Fraction(10), shrink)


def _terms() -> tuple[terms.Term, ...]:
    return (
        terms.Term("table", "state", table=(("start", Fraction(5)), ("carried", Fraction(2)))),
        terms.Term("bands", "plan", bands=((Fraction(0), Fraction(3)), (Fraction(5), Fraction(10)))),
        terms.Term("ratio", "done", Fraction(60), "plan", Fraction(1)),
        terms.Term("flag", "listed", Fraction(20)),
        terms.Term("count", "events", Fraction(30), cap=Fraction(4)),
    )


def _entry(chance: random.Random, code: str, rules: terms.Rules, offices: Sequence[str]) -> terms.Entry:
    figures = {}
    for indicator in rules.indicators:
        if indicator.function.kind == "per_project":
            rows = tuple(
                {
                    "state": chance.choice(["start", "carried", "?"]),
                    "plan": f"{chance.randint(0, 12)}",
                    "done": f"{chance.randint(0, 40) / 4}",
                    "listed": chance.choice(["yes", "no"]),
                    "events": str(chance.randint(0, 3)),
                }
                for _ in range(chance.randint(0, 3))
            )
            figures[indicator.code] = terms.Figure(rows=rows)
        elif chance.random() < 0.5:
            figures[indicator.code] = terms.Figure(
                part=(Fraction(chance.randint(0, 3)), Fraction(chance.randint(3, 5)))
            )
        elif chance.random() < 0.9:
            evidence = (terms.Evidence({"source": "report", "sum": "3.5"}),)
            figures[indicator.code] = terms.Figure(Fraction(chance.randint(-2, 8), 3), evidence=evidence)
    bonuses = tuple(
        terms.Bonus(
            Fraction(chance.randint(-4, 4), 2), "why", chance.choice(["", "fair"]), (terms.Evidence({"no": "1"}),)
        )
        for _ in range(chance.choice([0, 0, 1, 3]))
    )
    bases = {"people": Fraction(chance.randint(1, 9))} if chance.random() < 0.8 else {}
    return terms.Entry(
        code,
        f"project {code}",
        chance.choice(offices),
        kind=chance.choice(["town", "park"]),
        bases=bases,
        figures=figures,
        bonuses=bonuses,
    )


def _ballots(
    chance: random.Random, rules: terms.Rules, entries: Sequence[terms.Entry], judges: Sequence[terms.Judge]
) -> list[terms.Ballot]:
    from leitai.arena.rules import ballots as ballot_rules

    scales = [(c.code, c.scale) for c, _ in ballot_rules.leaves(rules.criteria)]
    seen, coarse = chance.choice([0.3, 0.9, 1.0]), chance.random() < 0.4
    found = []
    for judge in judges:
        for entry in entries:
            for revision in range(1, chance.choice([1, 1, 1, 2]) + 1):
                if chance.random() < seen:
                    marks = {code: _mark(chance, scale, coarse) for code, scale in scales}
                    found.append(terms.Ballot(judge.code, entry.code, marks, revision, chance.random() < 0.05))
    chance.shuffle(found)
    return found


def _mark(chance: random.Random, scale: terms.Scale | None, coarse: bool) -> int | None:
    if chance.random() < 0.04 or scale is None:
        return None
    if chance.random() < 0.01:
        return scale.high_milli + 7
    if scale.grades:
        return chance.choice(scale.grades)[1]
    steps = (scale.high_milli - scale.low_milli) // scale.step_milli
    return scale.low_milli + scale.step_milli * (
        chance.choice([steps // 2, steps]) if coarse else chance.randint(0, steps)
    )


def _pairs(chance: random.Random, entries: Sequence[terms.Entry], judges: Sequence[terms.Judge]) -> list[terms.Pair]:
    if len(entries) < 2:
        return []
    ties = chance.choice([0.0, 0.2, 1.0])
    found = []
    for _ in range(chance.randint(1, 25)):
        first, second = chance.sample([e.code for e in entries], 2)
        outcome = "tie" if chance.random() < ties else chance.choice(["first", "second"])
        found.append(terms.Pair(chance.choice(judges).code, first, second, outcome, chance.random() < 0.05))
    return found


def _draw(chance: random.Random) -> terms.Draw:
    nonces = [f"{chance.getrandbits(64):016x}" for _ in range(3)]
    parties = tuple(terms.DrawParty(f"party {k}", draw.commitment(n), n) for k, n in enumerate(nonces))
    return terms.Draw(parties, "lottery of the evening", str(chance.randint(1, 10**6)))
