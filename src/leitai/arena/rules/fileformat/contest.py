"""A whole contest from its plain tree: entries, judges, marks, comparisons, draw, and that they fit one another."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from leitai.arena import terms
from leitai.arena.rules import ballots, draw, numbers
from leitai.arena.rules.fileformat import rules_part
from leitai.arena.rules.fileformat.tree import VALUE_LIMIT, Faults, Node, Path

FORMAT = "leitai-contest/1"
TOP_KEYS = ("format", "round", "rules", "entries", "judges", "marks", "pairs", "draw", "note")
SIGNS = {">": "first", "<": "second", "=": "tie"}
NOT_SEEN = ("not seen", "未看", "-", "")
ENTRY_LIMIT, JUDGE_LIMIT, BALLOT_LIMIT = 5_000, 1_000, 300_000


def contest(tree: Any, wheres: Mapping[Path, str] | None = None) -> terms.Contest:
    """The contest that a plain tree describes. Raises: ContestRefused with every fault, by line or cell from `wheres`."""
    faults = Faults(wheres or {})
    top = Node(tree, (), faults).mapping(*TOP_KEYS)
    if top.get("format").text("") != FORMAT:
        top.get("format").fault(f"should be {FORMAT}")
    rules = rules_part.rules(top.get("rules"))
    entries = top.get("entries").tuple_of(lambda n: _entry(n, rules), ENTRY_LIMIT)
    judges = top.get("judges").tuple_of(lambda n: _judge(n, rules), JUDGE_LIMIT)
    read = terms.Contest(
        round=_round(top.get("round")),
        rules=rules,
        entries=entries,
        judges=judges,
        ballots=tuple(_ballots(top.get("marks"), rules, {j.code for j in judges}, {e.code for e in entries})),
        pairs=tuple(_pairs(top.get("pairs"), {j.code for j in judges}, {e.code for e in entries})),
        draw=_draw(top.get("draw")),
    )
    _check(top, read)
    faults.refuse_if_any()
    return read


def _round(node: Node) -> terms.Round:
    node.mapping("code", "name_zh", "name_en", "kind", "season", "county", "held_on", "cutoff_on", "note")
    return terms.Round(
        code=node.get("code").text(),
        name=rules_part.name(node),
        kind=node.get("kind").one_of(terms.ROUND_KINDS, "projects"),
        **{key: node.get(key).text("") for key in ("season", "county", "held_on", "cutoff_on", "note")},
    )


def _entry(node: Node, rules: terms.Rules) -> terms.Entry:
    node.mapping("code", "project", "office", "presenter", "kind", "order", "bases", "indicators", "bonuses", "note")
    order = node.get("order")
    known = {i.code: i for i in rules.indicators}
    figures = {}
    for code, figure in node.get("indicators").items():
        if code not in known:
            figure.fault("isn't an indicator of these rules")
        else:
            figures[code] = _figure(figure, known[code])
    return terms.Entry(
        code=node.get("code").text(),
        project=node.get("project").text(""),
        office=node.get("office").text(""),
        presenter=node.get("presenter").text(""),
        kind=node.get("kind").text(""),
        order=None if order.value is None else order.whole(1, 1, ENTRY_LIMIT),
        bases={key: value.number(limit=VALUE_LIMIT) for key, value in node.get("bases").items()},
        figures=figures,
        bonuses=node.get("bonuses").tuple_of(_bonus, 100),
        note=node.get("note").text(""),
    )


def _figure(node: Node, indicator: terms.Indicator) -> terms.Figure:
    """A number, or {value, of: [k, n], rows, evidence}; empty is not known, which is not 0."""
    if not isinstance(node.value, Mapping):
        return terms.Figure(None if node.value is None else node.number(limit=VALUE_LIMIT))
    node.mapping("value", "of", "rows", "evidence")
    part, rows = node.get("of"), node.get("rows")
    of = None
    if part.value is not None:
        both = part.tuple_of(lambda n: n.number(limit=VALUE_LIMIT), 2)
        if len(both) != 2 or not 0 <= both[0] <= both[1]:
            part.fault("should be [k, n] with 0 <= k <= n")
        else:
            of = (both[0], both[1])
    if (indicator.function.kind == "per_project") != (rows.value is not None) and node.value:
        node.fault("'rows' go with an indicator per project, and only with it")
    return terms.Figure(
        value=None if node.get("value").value is None else node.get("value").number(limit=VALUE_LIMIT),
        part=of,
        rows=None if rows.value is None else rows.tuple_of(_row, 2000),
        evidence=_evidence(node.get("evidence")),
    )


def _row(node: Node) -> Mapping[str, str]:
    written = {}
    for key, value in node.items():
        boolean = isinstance(value.value, bool)
        written[key] = ("yes" if value.value else "no") if boolean else value.text("")
    return written


def _evidence(node: Node) -> tuple[terms.Evidence, ...]:
    return tuple(terms.Evidence(_row(line)) for line in node.list(2000))


def _bonus(node: Node) -> terms.Bonus:
    node.mapping("points", "reason", "event", "evidence")
    evidence = _evidence(node.get("evidence"))
    if not evidence:
        node.fault("a bonus or deduction needs its evidence")
    return terms.Bonus(node.get("points").number(), node.get("reason").text(), node.get("event").text(""), evidence)


def _judge(node: Node, rules: terms.Rules) -> terms.Judge:
    node.mapping("code", "name", "group", "office", "interests")
    group = node.get("group").text("")
    if rules.groups and group not in [g.code for g in rules.groups]:
        node.get("group").fault(f"'{group}' isn't a group of these rules")
    return terms.Judge(
        code=node.get("code").text(),
        name=node.get("name").text(""),
        group=group,
        office=node.get("office").text(""),
        interests=node.get("interests").tuple_of(lambda n: n.text(), 1000),
    )


def _ballots(node: Node, rules: terms.Rules, judges: set[str], entries: set[str]) -> list[terms.Ballot]:
    """`marks` as judge > entry > marks, or as a list of single ballots with revision and late."""
    found: list[terms.Ballot] = []
    taken: dict[tuple[str, str, int], bool] = {}
    criteria = {c.code: c.scale for c, _ in ballots.leaves(rules.criteria)}

    def take(place: Node, judge: str, entry: str, marks: Node, revision: int = 1, late: bool = False) -> None:
        if judge not in judges:
            place.fault(f"there is no judge '{judge}'")
        elif entry not in entries:
            place.fault(f"there is no entry '{entry}'")
        elif (judge, entry, revision) in taken:
            place.fault(f"judge '{judge}' marks '{entry}' a second time; give a later ballot a higher 'revision'")
        else:
            taken[judge, entry, revision] = True
            found.append(terms.Ballot(judge, entry, _marks(marks, criteria), revision, late))

    if isinstance(node.value, list):
        for line in node.list(BALLOT_LIMIT):
            line.mapping("judge", "entry", "marks", "revision", "late")
            revision, late = line.get("revision").whole(1, 1, 1000), line.get("late").yes()
            take(line, line.get("judge").text(), line.get("entry").text(), line.get("marks"), revision, late)
        return found
    for judge, row in node.items():
        for entry, marks in row.items():
            take(marks, judge, entry, marks)
    return found


def _marks(node: Node, criteria: Mapping[str, terms.Scale | None]) -> dict[str, int | None]:
    if isinstance(node.value, Mapping):
        for code in node.value:
            if code not in criteria:
                node.fault(f"'{code}' isn't a criterion that takes marks; these do: {', '.join(criteria)}")
        return {code: _mark(node.get(code), scale) for code, scale in criteria.items()}
    if node.value is None or node.value in NOT_SEEN:
        return dict.fromkeys(criteria)
    if len(criteria) != 1:
        node.fault("with several criteria a ballot is {criterion: mark, …}")
        return dict.fromkeys(criteria)
    return {code: _mark(node, scale) for code, scale in criteria.items()}


def _mark(node: Node, scale: terms.Scale | None) -> int | None:
    if node.value is None or node.value in NOT_SEEN or scale is None:
        return None
    grades = dict(scale.grades)
    if isinstance(node.value, str) and node.value.strip() in grades:
        return grades[node.value.strip()]
    if grades and numbers.exact(node.value) is None:
        node.fault(f"'{node.value}' isn't a grade: {_scale_words(scale)}")
        return None
    mark = node.milli()
    if not ballots.fits(scale, mark):
        node.fault(f"{node.value} is not on the scale: {_scale_words(scale)}")
    return mark


def _scale_words(scale: terms.Scale) -> str:
    if scale.grades:
        return ", ".join(f"{word} ({Fraction(value, 1000)})" for word, value in scale.grades)
    low, high, step = (float(Fraction(v, 1000)) for v in (scale.low_milli, scale.high_milli, scale.step_milli))
    return f"{low:g} to {high:g} in steps of {step:g}"


def _pairs(node: Node, judges: set[str], entries: set[str]) -> list[terms.Pair]:
    """`pairs`: lines [judge, entry, ">", entry], with "<" or "=" alike."""
    found = []
    for line in node.list(BALLOT_LIMIT):
        if not isinstance(line.value, list) or len(line.value) != 4:
            line.fault('should be [judge, entry, ">", entry]; the sign may be > < or =')
            continue
        judge, first, sign, second = (line.at(at, part).text() for at, part in enumerate(line.value))
        if judge not in judges or not {first, second} <= entries or first == second or sign not in SIGNS:
            line.fault("should name a judge, two different entries, and > < or = between them")
            continue
        found.append(terms.Pair(judge, first, second, SIGNS[sign]))
    return found


def _draw(node: Node) -> terms.Draw | None:
    if node.value is None:
        return None
    node.mapping("parties", "source", "number")

    def party(line: Node) -> terms.DrawParty:
        line.mapping("name", "commitment", "nonce")
        return terms.DrawParty(*(line.get(key).text() for key in ("name", "commitment", "nonce")))

    return terms.Draw(node.get("parties").tuple_of(party, 20), node.get("source").text(), node.get("number").text())


def _check(top: Node, read: terms.Contest) -> None:
    """Codes used once, an order that numbers the entries 1 to n or not at all, judges the round knows."""
    if not read.entries:
        top.get("entries").fault("there is no entry")
    for key, codes in {"entries": [e.code for e in read.entries], "judges": [j.code for j in read.judges]}.items():
        seen: set[str] = set()
        for at, code in enumerate(codes):
            if code in seen:
                top.get(key).at(at, None).fault(f"the code '{code}' is used twice")
            seen.add(code)
    orders = [e.order for e in read.entries if e.order is not None]
    if orders and sorted(orders) != list(range(1, len(read.entries) + 1)):
        top.get("entries").fault("'order' must number the entries 1, 2, 3 … without gap or twin, or be left out")
    for party in draw.broken_parties(read.draw) if read.draw else ():
        top.get("draw").fault(f"the nonce of '{party}' doesn't open its commitment")
    if read.rules.method.kind == "pairs" and not read.pairs:
        top.get("pairs").fault("the method 'pairs' needs comparisons")
