"""Roadmaps: one plan with its reasons, the whole answer, and plans by columns, beside a bare pipeline of public parts.

Work A, which peers can do too: a random catalogue of the shipped one's size (106 procedures, 180 kinds of papers, some 280
edges), 1,000 different projects. The bare pipeline answers the rules with common-expression-language and walks a networkx
graph forward; it gives earliest finishes and nothing else: no slack, no lawful dates, no waits, no unknown facts. To be
fair the peers get each procedure's clock as ready tables of ranks. Work B: the shipped catalogue and its worked projects
changed at random; each fact is unknown with .15 for us, and by its default for the peers, who know no unknown facts.
"""

from __future__ import annotations

import functools
import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import cel
import networkx as nx
import numpy as np
import yaml
from harness import Bench

from leitai.catalogue.rules import answers, order, reading, truth
from leitai.catalogue.rules import cel as rule_reader
from leitai.kernel import refusal, workdays
from leitai.permits import terms
from leitai.permits.rules import columns, masks, planning, prepared, wording

PATH = "roadmap"
SINGLE = 1_000
MANY = 20_000
FIRST = date(2019, 1, 1)


@dataclass
class Work:
    """Requests for the single plans, columns for the batch, contexts for the peers; all made before the clock starts."""

    ready: prepared.Prepared
    words: wording.Wording
    requests: list[terms.Request]
    values: list[dict[str, Any]]
    """For the peers: every fact known."""
    columns: dict[str, masks.Column]
    starts: Any
    code: str


# ------------------------------------------------------------------ work A


def _names(text: str) -> dict[str, str]:
    return {"name_zh": text, "name_en": text}


def _fact(name: str, kind: str, default: Any, **more: Any) -> dict[str, Any]:
    texts = dict.fromkeys(("question_zh", "question_en", "help_zh", "help_en"), name)
    return {"id": name, "group": "g", "type": kind, "default": default, "stage": "s", **texts, **more}


WORDS = ["c0", "c1", "c2", "c3", "c4"]


def _facts() -> list[dict[str, Any]]:
    labels = {"choices": WORDS, "choices_zh": WORDS, "choices_en": WORDS}
    return (
        [_fact(f"b{n}", "bool", False) for n in range(20)]
        + [_fact(f"n{n}", "number", 0.0, unit="u", unit_en="u") for n in range(15)]
        + [_fact(f"e{n}", "enum", "c0", **labels) for n in range(10)]
    )


def _atom(r: np.random.Generator) -> str:
    kind = r.integers(45)
    if kind < 20:
        return f"b{kind}" if r.random() < 0.7 else f"!b{kind}"
    if kind < 35:
        return f"n{kind - 20} {'>=' if r.random() < 0.5 else '<'} {float(r.integers(20, 81))}"
    return f'e{kind - 35} {"==" if r.random() < 0.6 else "!="} "c{r.integers(5)}"'


def _rule(r: np.random.Generator) -> str:
    conjunctions = [
        " && ".join(dict.fromkeys(_atom(r) for _ in range(r.integers(1, 3)))) for _ in range(1 + (r.random() < 0.2))
    ]
    return " || ".join(f"({one})" for one in dict.fromkeys(conjunctions))


def _procedure(r: np.random.Generator, number: int) -> dict[str, Any]:
    brought = r.choice(74, r.integers(2, 6), replace=False)
    earlier = range(max(0, number - 40), number)
    issued = r.choice(earlier, min(len(earlier), r.integers(0, 6)), replace=False) if number else []
    promised = int(r.integers(1, 16))
    steps = []
    if r.random() < 0.3:
        days = int(r.integers(3, 31))
        steps = [{**_names("step"), "days": days, "day_unit": "calendar", "suspends_clock": True}]
    return {
        "id": f"p{number}", **_names(f"p{number}"), "department": f"d{r.integers(31)}", "level": "county", "stage": "s",
        "kind": "approval", "applies_when": _rule(r), "inputs": [f"m{n}" for n in brought] + [f"r{n}" for n in issued],
        "outputs": [f"r{number}"], "statutory_days": 2 * promised, "promised_days": promised, "day_unit": "working",
        "special_steps": steps, "commitment_allowed": False, "fee": False, "needed_before": None, "basis": [], "source": None,
        "confidence": "low", "checked": None, "before": {"counter_zh": "窗", "visits_before": 1, "assumption": True},
    }  # fmt: skip


@functools.cache
def random_catalogue(seed: int = 2024) -> prepared.Prepared:
    r = np.random.default_rng(seed)
    papers = [{"id": f"m{n}", **_names(f"m{n}"), "kind": "applicant"} for n in range(74)]
    papers += [{"id": f"r{n}", **_names(f"r{n}"), "kind": "result"} for n in range(106)]
    head = {"id": "random", **_names("random"), "county": "000000", "version": "1", "effective_from": "2026-01-01"}
    raw = {
        "catalogue": {"catalogue": head},
        "departments": {"departments": [{"id": f"d{n}", **_names(f"d{n}"), "kind": "office"} for n in range(31)]},
        "facts": {"groups": [{"id": "g", **_names("g")}], "facts": _facts(), "contradictions": []},
        "documents": {"documents": papers},
        "procedures": {"stages": [{"id": "s", **_names("s")}], "procedures": [_procedure(r, n) for n in range(106)]},
        "bundles": {"bundles": []},
    }  # fmt: skip
    return prepared.Prepared(reading.catalogue_from(raw), workdays.Calendar.published())


def work(seed: int = 7, size: int = SINGLE) -> Work:
    """Work A. Facts: true with .35, numbers uniform 0 to 100, choices uniform; starts 1,100 to 1,299 days after 2019-01-01."""
    ready = random_catalogue()
    r = np.random.default_rng(seed)
    bools, numbers, choices = r.random((size, 20)) < 0.35, r.uniform(0, 100, (size, 15)), r.integers(0, 5, (size, 10))
    offsets = np.random.default_rng(3).integers(1100, 1300, size)
    rows = [
        (*map(bool, b), *map(float, n), *(WORDS[c] for c in e)) for b, n, e in zip(bools, numbers, choices, strict=True)
    ]  # fmt: skip
    made = {f"b{n}": masks.Column(bools[:, n].copy()) for n in range(20)}
    made |= {f"n{n}": masks.Column(numbers[:, n].copy()) for n in range(15)}
    made |= {f"e{n}": masks.Column(choices[:, n].astype(np.intp), None, tuple(WORDS)) for n in range(10)}
    return _work(ready, rows, rows, offsets, made)


def _work(
    ready: prepared.Prepared, rows: list[Any], known: list[Any], offsets: Any, made: dict[str, masks.Column]
) -> Work:
    starts = [FIRST + timedelta(days=int(day)) for day in offsets]
    requests = [terms.Request(values, on) for values, on in zip(rows, starts, strict=True)]
    text = json.dumps([ready.catalogue.hash, rows, [str(on) for on in starts]])
    numbers = offsets + (FIRST - ready.days.FIRST).days
    values = [dict(zip(ready.facts, row, strict=True)) for row in known]
    return Work(
        ready, wording.Wording(ready), requests, values, made, numbers, hashlib.sha256(text.encode()).hexdigest()[:16]
    )


# ------------------------------------------------------------------ work B


@functools.cache
def _shipped() -> prepared.Prepared:
    return prepared.Prepared(reading.shipped(), workdays.Calendar.published())


def shipped_work(seed: int = 7, size: int = SINGLE) -> Work:
    """Work B: the worked examples, each fact changed with .2 and unknown with .15; contradictory projects are drawn anew."""
    ready = _shipped()
    r = np.random.default_rng(seed)
    text = (resources.files("leitai.catalogue") / "data" / "examples.yaml").read_text(encoding="utf-8")
    bases = [row["facts"] for row in yaml.safe_load(text)["examples"]]
    rows: list[Any] = []
    known: list[Any] = []
    while len(rows) < size:
        facts = dict(bases[r.integers(3)])
        facts |= {name: _drawn(fact, r) for name, fact in ready.facts.items() if r.random() < 0.2}
        full = answers.answers_from(facts, ready.facts)
        row = tuple(None if r.random() < 0.15 else value for value in full)
        try:
            planning.plan_for(ready, terms.Request(row, FIRST))
            planning.plan_for(ready, terms.Request(full, FIRST))
        except refusal.Refusal:
            continue
        rows.append(row)
        known.append(full)
    offsets = np.random.default_rng(3).integers(1100, 1300, size)
    return _work(ready, rows, known, offsets, {})


def _drawn(fact: Any, r: np.random.Generator) -> Any:
    if fact.kind == "bool":
        return bool(r.random() < 0.35)
    if fact.kind == "number":
        return float(fact.default * r.uniform(0, 3))
    return fact.codes[r.integers(len(fact.codes))] if fact.kind == "enum" else "2662"


# ------------------------------------------------------------------ ours


def ours_plans(w: Work) -> list[int]:
    """Plans with their reasons: three values, waits, both dates, slack."""
    plan_for, ready = planning.plan_for, w.ready
    sums = []
    for request in w.requests:
        plan = plan_for(ready, request)
        finish = plan.finish
        sums.append(sum([finish[number] for number in plan.order]))
    return sums


def ours_answers(w: Work) -> list[int]:
    """The whole answer as the API gives it, every reason worded."""
    roadmap = w.words.roadmap
    return [len(roadmap(request)["procedures"]) for request in w.requests]


def ours_counts(w: Work) -> list[int]:
    """Work B's plans with their reasons."""
    return [len(planning.plan_for(w.ready, request).sure) for request in w.requests]


def ours_columns(w: Work) -> list[int]:
    """As much as the bare pipeline does: earliest finishes."""
    return (
        columns.plans_for(w.ready, w.columns, w.starts, with_lawful=False, with_slack=False).finish.sum(axis=0).tolist()
    )


def ours_columns_slack(w: Work) -> list[int]:
    """With lawful ends and slack."""
    return columns.plans_for(w.ready, w.columns, w.starts, with_slack=True).finish.sum(axis=0).tolist()


# ------------------------------------------------------------------ peers


@dataclass
class Pipeline:
    """What a peer may prepare once: programs, graph, clocks as tables."""

    programs: list[Any]
    together: Any
    graph: Any
    edges: list[tuple[int, int]]
    clocks: list[list[int]]


def pipeline(ready: prepared.Prepared) -> Pipeline:
    rules = [row.applies_when for row in ready.catalogue.procedures]
    waits = order.waits_of(ready.catalogue)
    numbers = ready.number_of
    edges = [(numbers[giver], numbers[name]) for name, givers in waits.items() for giver in givers]
    graph = nx.DiGraph(edges)
    graph.add_nodes_from(range(len(rules)))
    first = ready.days.rank[(FIRST - ready.days.FIRST).days]
    spans = [ready.clock(one.number, (True,) * len(one.step_whens)).promised for one in ready.ready]
    clocks = [[0] * first + [finishes[rank] for rank in range(first, first + 4000)] for finishes in spans]
    together = cel.compile("[" + ", ".join(f"({rule})" for rule in rules) + "]")
    return Pipeline([cel.compile(rule) for rule in rules], together, graph, edges, clocks)


def _bare(
    w: Work, rules: Callable[[Pipeline, dict[str, Any]], list[bool]], graph_of: Callable[[Pipeline, list[bool]], Any],
    *, only_count: bool = False,
) -> list[int]:  # fmt: skip
    p = _pipeline_for(w)
    clocks = p.clocks
    sums = []
    for values, request in zip(w.values, w.requests, strict=True):
        applies = rules(p, values)
        graph = graph_of(p, applies)
        begin = w.ready.days.rolled((request.start_on - w.ready.days.FIRST).days)
        finish: dict[int, int] = {}
        for number in nx.topological_sort(graph):
            start = max((finish[giver] for giver in graph.pred[number]), default=begin)
            finish[number] = clocks[number][start]
        sums.append(len(finish) if only_count else sum(finish.values()))
    return sums


_PIPELINES: dict[int, Pipeline] = {}


def _pipeline_for(w: Work) -> Pipeline:
    if id(w.ready) not in _PIPELINES:
        _PIPELINES[id(w.ready)] = pipeline(w.ready)
    return _PIPELINES[id(w.ready)]


def _each_program(p: Pipeline, values: dict[str, Any]) -> list[bool]:
    context = cel.Context(variables=values)
    return [program.execute(context) for program in p.programs]


def _one_program(p: Pipeline, values: dict[str, Any]) -> list[bool]:
    return list(p.together.execute(cel.Context(variables=values)))


def _view(p: Pipeline, applies: list[bool]) -> Any:
    return p.graph.subgraph([number for number, here in enumerate(applies) if here])


def _fresh(p: Pipeline, applies: list[bool]) -> Any:
    graph = nx.DiGraph()
    graph.add_nodes_from(number for number, here in enumerate(applies) if here)
    graph.add_edges_from((a, b) for a, b in p.edges if applies[a] and applies[b])
    return graph


_FORMS: dict[str, tuple[Any, Any]] = {
    "networkx fresh graph + CEL, a program each": (_each_program, _fresh),
    "networkx fresh graph + CEL, one program": (_one_program, _fresh),
    "networkx view + CEL, a program each": (_each_program, _view),
}


def _peer(rules: Any, graph_of: Any, only_count: bool) -> Callable[[Work], list[int]]:
    return lambda w: _bare(w, rules, graph_of, only_count=only_count)


peers = {name: _peer(rules, graph_of, False) for name, (rules, graph_of) in _FORMS.items()}
COUNTING = {name: _peer(rules, graph_of, True) for name, (rules, graph_of) in _FORMS.items()}
BEST = "networkx fresh graph + CEL, a program each"
MANY_PEERS = {BEST: peers[BEST], "ours, one by one": ours_plans}


# ------------------------------------------------------------------ oracle


def check(w: Work, answer: list[int]) -> str:
    """The oracle of work A: rule by rule with the CEL package and day by day with the calendar on the first 200."""
    if len(answer) != len(w.requests):
        return f"{len(answer)} answers to {len(w.requests)} questions"
    programs = [cel.compile(row.applies_when) for row in w.ready.catalogue.procedures]
    for place, (values, request) in enumerate(zip(w.values[:200], w.requests[:200], strict=True)):
        applies = [program.execute(cel.Context(variables=values)) for program in programs]
        expected = _day_by_day(w.ready, applies, request.start_on)
        if answer[place] != expected:
            return f"project {place}: {answer[place]}, day by day {expected}"
    return "right"


def _day_by_day(ready: prepared.Prepared, applies: list[bool], start: date) -> int:
    calendar, one_day = ready.days.calendar, timedelta(days=1)
    waits = order.waits_of(ready.catalogue)
    rows = {row.id: row for row, here in zip(ready.catalogue.procedures, applies, strict=True) if here}
    finish: dict[str, date] = {}

    def rolled(day: date) -> date:
        while not calendar.is_workday(day):
            day += one_day
        return day

    def ended(name: str) -> date:
        if name not in finish:
            day = max((ended(giver) for giver in waits[name] if giver in rows), default=rolled(start))
            for step in rows[name].steps:
                day += timedelta(days=step.days)
            left = rows[name].promised_days
            while left:
                day += one_day
                left -= calendar.is_workday(day)
            finish[name] = day
        return finish[name]

    return sum(ready.days.rolled((ended(name) - ready.days.FIRST).days) for name in rows)


def check_counts(w: Work, answer: list[int]) -> str:
    """The oracle of work B, whose dates peers cannot give: the numbers of procedures that apply.

    Ours: what each rule, read node by node, is sure of with the facts that are known. Peers: what the CEL package says
    with every fact known. (Every field of the whole answer is held against a second roadmap in the tests.)
    """
    trees = {
        row.applies_when: rule_reader.tree_of(row.applies_when, w.ready.facts) for row in w.ready.catalogue.procedures
    }
    rules = [row.applies_when for row in w.ready.catalogue.procedures]
    programs = [cel.compile(rule) for rule in rules]
    for place, (values, request) in enumerate(zip(w.values[:200], w.requests[:200], strict=True)):
        known = dict(zip(w.ready.facts, request.values, strict=True))
        certain = sum(truth.value_of(trees[rule], known) == truth.TRUE for rule in rules)
        context = cel.Context(variables=values)
        if answer[place] not in (certain, sum(program.execute(context) for program in programs)):
            return f"project {place}: {answer[place]} procedures, by the rules {certain}"
    return "right" if len(answer) == len(w.requests) else "answers are missing"


def p95_ms(w: Work) -> float:
    """Processor time of one whole answer at the 95th percentile: wall time would count what else the machine does."""
    times = []
    for request in w.requests:
        began = time.process_time()
        w.words.roadmap(request)
        times.append(time.process_time() - began)
    return float(np.percentile(times, 95)) * 1000


def _facts_of(judge: Any, w: Work, _: Any) -> dict[str, Any]:
    note = {"note": f"whole answer p95 {p95_ms(w):.2f} ms of processor time"} if judge is check_counts else {}
    return {"work_hash": w.code, **note}


def _made(make: Callable[..., Work], size: int, _: Path, seed: int) -> Work:
    return make(seed, size)


def _bench(
    name: str, goal: str, make: Callable[[Path, int], Work], side: Any, others: Any, judge: Any, repeat: int
) -> Bench:
    return Bench(
        PATH,
        name,
        "bench_roadmap",
        goal,
        make,
        side,
        others,
        judge,
        7,
        3,
        repeat,
        1,
        functools.partial(_facts_of, judge),
    )


_CASES: list[tuple[str, str, Callable[..., Work], int, Any, dict[str, Any], Any, int]] = [
    ("A, 1,000 plans with reasons", ">= 3x the bare pipeline, stretch 5x", work, SINGLE, ours_plans, peers, check, 3),
    ("A, 20,000 plans in columns", ">= 200x the bare pipeline", work, MANY, ours_columns, MANY_PEERS, check, 1),
    ("A, 20,000 plans in columns, lawful ends and slack", "none stated", work, MANY, ours_columns_slack,
     {"ours, one by one": ours_plans}, check, 1),
    ("B, 1,000 whole answers, .15 unknown", "p95 <= 1 ms", shipped_work, SINGLE, ours_answers, COUNTING, check_counts, 3),
    ("B, 1,000 plans with reasons, .15 unknown", ">= 3x the bare pipeline without reasons", shipped_work, SINGLE, ours_counts,
     COUNTING, check_counts, 3),
]  # fmt: skip
BENCHES = [
    _bench(f"roadmap {name}", goal, functools.partial(_made, make, size), side, others, judge, repeat)
    for name, goal, make, size, side, others, judge, repeat in _CASES
]
