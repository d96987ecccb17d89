"""The `rules` part of a contest file: criteria, groups, method, ties, indicators, awards."""

from __future__ import annotations

import itertools
from fractions import Fraction

from leitai.arena import terms
from leitai.arena.rules import ballots
from leitai.arena.rules.fileformat.tree import VALUE_LIMIT, Node

RULE_KEYS = (
    "criteria", "groups", "method", "judging_weight", "fewest_ballots", "partial", "empty_group", "late", "decimals",
    "ties", "indicators", "bonuses", "awards", "season_points", "places",
)  # fmt: skip


def name(node: Node) -> terms.Name:
    """`name_zh` and `name_en`; one stands in for the other, the code for both."""
    code = node.get("code").text("")
    zh = node.get("name_zh").text(node.get("name_en").text(code))
    return terms.Name(zh, node.get("name_en").text(zh))


def rules(node: Node) -> terms.Rules:
    """The rules of a round; what isn't written has the default that the reference page names."""
    node.mapping(*RULE_KEYS)
    bonuses = node.get("bonuses")
    event_cap = bonuses.get("event_cap")
    places = node.get("places")
    read = terms.Rules(
        method=_method(node.get("method")),
        criteria=node.get("criteria").tuple_of(lambda n: _criterion(n, 1), 100),
        groups=node.get("groups").tuple_of(_group, 50),
        judging_weight=node.get("judging_weight").number(1),
        fewest_ballots=node.get("fewest_ballots").whole(1, 0, 1000),
        partial=node.get("partial").one_of(("leave_out", "renormalise"), "leave_out"),
        empty_group=node.get("empty_group").one_of(("refuse", "renormalise"), "refuse"),
        late=node.get("late").one_of(("leave_out", "count"), "leave_out"),
        decimals=node.get("decimals").whole(3, 0, 3),
        ties=node.get("ties").tuple_of(_tie, 20),
        indicators=node.get("indicators").tuple_of(_indicator, 100),
        bonus_cap=None if bonuses.get("cap").value is None else bonuses.get("cap").number(),
        event_cap=None if event_cap.value is None else event_cap.whole(1, 0, 1000),
        awards=node.get("awards").tuple_of(_award, 50),
        season_points=_season_points(node.get("season_points")),
        level_percent=places.get("level_percent").whole(95, 50, 99),
        draws=places.get("draws").whole(1000, 50, 2000),
    )
    _check(node, read)
    return read


def _method(node: Node) -> terms.Method:
    if isinstance(node.value, str):
        return terms.Method(node.one_of(terms.METHODS))
    node.mapping("kind", "drop", "keep", "within")
    return terms.Method(
        kind=node.get("kind").one_of(terms.METHODS),
        drop=node.get("drop").whole(1, 0, 100),
        keep=node.get("keep").whole(3, 1, 1000),
        within=node.get("within").one_of(terms.WITHIN, "mean"),
    )


def _criterion(node: Node, depth: int) -> terms.Criterion:
    node.mapping("code", "name_zh", "name_en", "weight", "scale", "children")
    children = node.get("children")
    if depth > 5:
        node.fault("criteria go at most five levels deep")
        return terms.Criterion("?", terms.Name("?", "?"), Fraction(1))
    weight = node.get("weight").number(1)
    if weight < 0:
        node.get("weight").fault("may not be below 0")
    below = children.tuple_of(lambda n: _criterion(n, depth + 1), 100)
    scale = None if below else _scale(node.get("scale"))
    return terms.Criterion(node.get("code").text(), name(node), weight, scale, below)


def _scale(node: Node) -> terms.Scale:
    node.mapping("from", "to", "step", "grades")
    grades = tuple((word, value.milli()) for word, value in node.get("grades").items())
    if grades:
        values = [value for _, value in grades]
        if max(values) <= 0:
            node.fault("the best grade must be above 0")
        return terms.Scale(min(values), max(values), 1, grades)
    low, high, step = node.get("from").milli(0), node.get("to").milli(), node.get("step").milli(1000)
    if not (low < high and step > 0 and high > 0):
        node.fault("needs from < to, with to and step above 0")
        return terms.Scale(0, 1000, 1000)
    return terms.Scale(low, high, step)


def _group(node: Node) -> terms.Group:
    node.mapping("code", "name_zh", "name_en", "weight")
    weight = node.get("weight").number(1)
    if weight < 0:
        node.get("weight").fault("may not be below 0")
    return terms.Group(node.get("code").text(), name(node), weight)


def _tie(node: Node) -> terms.TieRule:
    node.mapping("kind", "code", "at_least", "higher")
    bar = node.get("at_least")
    return terms.TieRule(
        kind=node.get("kind").one_of(terms.TIE_KINDS),
        code=node.get("code").text(""),
        at_least_milli=None if bar.value is None else bar.milli(),
        higher=node.get("higher").yes(True),
    )


def _indicator(node: Node) -> terms.Indicator:
    node.mapping("code", "name_zh", "name_en", "unit", "function", "per", "per_unit", "shrink")
    shrink = node.get("shrink")
    parsed = None
    if shrink.value is not None:
        shrink.mapping("alpha", "beta", "fewest")
        alpha, beta = shrink.get("alpha").number(0), shrink.get("beta").number(0)
        if alpha < 0 or beta < 0:
            shrink.fault("alpha and beta may not be below 0")
        parsed = terms.Shrink(alpha, beta, shrink.get("fewest").whole(0, 0, 1_000_000))
    return terms.Indicator(
        code=node.get("code").text(),
        name=name(node),
        unit=node.get("unit").text(""),
        function=_function(node.get("function")),
        per=node.get("per").text(""),
        per_unit=node.get("per_unit").number(1, limit=VALUE_LIMIT),
        shrink=parsed,
    )


def _function(node: Node) -> terms.Function:
    node.mapping("kind", "points", "target", "cap", "higher", "bands", "knots", "table", "terms", "most")
    kind = node.get("kind").one_of(terms.FUNCTION_KINDS)
    read = terms.Function(
        kind=kind,
        points=node.get("points").number(0),
        target=node.get("target").number(1, limit=VALUE_LIMIT),
        cap=node.get("cap").number(1),
        higher=node.get("higher").yes(True),
        bands=_steps(node.get("bands")),
        knots=_steps(node.get("knots")),
        table=node.get("table").tuple_of(lambda n: n.number(), 1000),
        terms=node.get("terms").tuple_of(_term, 50),
        most=None if node.get("most").value is None else node.get("most").number(),
    )
    if kind == "ratio" and (read.target <= 0 or read.cap <= 0):
        node.fault("a ratio needs a target and a cap above 0")
    needed = {"bands": read.bands, "linear": read.knots, "place_table": read.table, "per_project": read.terms}
    if kind in needed and not needed[kind]:
        node.fault(f"'{kind}' needs its list: bands, knots, table or terms")
        return terms.Function("ratio")
    return read


def _steps(node: Node) -> tuple[tuple[Fraction, Fraction], ...]:
    found: list[tuple[Fraction, Fraction]] = []
    for line in node.list(200):
        if not isinstance(line.value, list) or len(line.value) != 2:
            line.fault("should be a pair [value, points]")
            continue
        start, earned = line.at(0, line.value[0]).number(limit=VALUE_LIMIT), line.at(1, line.value[1]).number()
        if found and start <= found[-1][0]:
            line.fault("values must rise from line to line")
        found.append((start, earned))
    directions = {b[1] > a[1] for a, b in itertools.pairwise(found) if a[1] != b[1]}
    if len(directions) > 1:
        node.fault("points must only rise or only fall")
    return tuple(found)


def _term(node: Node) -> terms.Term:
    node.mapping("kind", "field", "points", "target_field", "cap", "table", "bands")
    return terms.Term(
        kind=node.get("kind").one_of(terms.TERM_KINDS),
        field=node.get("field").text(),
        points=node.get("points").number(0),
        target_field=node.get("target_field").text(""),
        cap=None if node.get("cap").value is None else node.get("cap").number(),
        table=tuple((key, value.number()) for key, value in node.get("table").items()),
        bands=_steps(node.get("bands")),
    )


def _award(node: Node) -> terms.Award:
    node.mapping("code", "name_zh", "name_en", "kind", "first", "last", "at_least", "stars")
    first = node.get("first").whole(1, 1, 10_000)
    return terms.Award(
        code=node.get("code").text(),
        name=name(node),
        kind=node.get("kind").one_of(terms.AWARD_KINDS, "places"),
        first=first,
        last=node.get("last").whole(first, first, 10_000),
        at_least_milli=node.get("at_least").milli(0),
        stars=node.get("stars").whole(0, 0, 100),
    )


def _season_points(node: Node) -> terms.PointsTable:
    if node.value is None:
        return terms.PointsTable()
    node.mapping("points", "shared")
    points = node.get("points").tuple_of(lambda n: n.number(), 1000)
    return terms.PointsTable(points, node.get("shared").one_of(("same", "mean", "lowest"), "same"))


def _check(node: Node, read: terms.Rules) -> None:
    """What only the rules as a whole can tell: codes used once, tie rules that name what exists, a method that can be."""
    criteria = [c.code for c, _ in ballots.leaves(read.criteria)]
    for key, codes in {
        "criteria": criteria,
        "groups": [g.code for g in read.groups],
        "indicators": [i.code for i in read.indicators],
        "awards": [a.code for a in read.awards],
    }.items():
        for code in sorted({c for c in codes if codes.count(c) > 1}):
            node.get(key).fault(f"the code '{code}' is used twice")
    known = {
        "criterion": criteria,
        "top_marks": ["", *criteria],
        "indicator": [i.code for i in read.indicators],
        "group": [g.code for g in read.groups],
        "judging": [""],
    }
    for at, rule in enumerate(read.ties):
        if rule.code not in known[rule.kind]:
            node.get("ties").at(at, None).fault(f"'{rule.code}' isn't the code of a {rule.kind} of these rules")
    if read.method.kind in ("mean", "trimmed", "median", "grouped", "severity") and not read.criteria:
        node.get("criteria").fault(f"the method '{read.method.kind}' needs criteria")
    if read.criteria and not any(c.scale and c.scale.high_milli * w > 0 for c, w in ballots.leaves(read.criteria)):
        node.get("criteria").fault("no criterion can earn a point: give one a weight and a scale that ends above 0")
    if sum(c.scale.high_milli * w for c, w in ballots.leaves(read.criteria) if c.scale) > 10**12:
        node.get("criteria").fault("a ballot could earn more than 1,000,000,000 points")
    if read.method.kind == "grouped" and not any(g.weight > 0 for g in read.groups):
        node.get("groups").fault("the method 'grouped' needs groups with weights")
