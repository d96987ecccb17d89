"""What the tests of roadmaps share: the shipped catalogue in every form, the worked examples, random projects."""

import functools
from datetime import date, timedelta
from importlib import resources

import yaml
from hypothesis import strategies as st

from leitai.catalogue.rules import answers, reading
from leitai.kernel import workdays
from leitai.permits import terms
from leitai.permits.rules import prepared, wording
from leitai.permits.tests import slow

START = date(2024, 4, 8)
DATA = resources.files("leitai.catalogue") / "data"


@functools.cache
def raw():
    """The shipped files as PyYAML reads them, apart from our own reader."""
    return {name: yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8")) for name in reading.FILES}


@functools.cache
def examples():
    rows = yaml.safe_load((DATA / "examples.yaml").read_text(encoding="utf-8"))["examples"]
    return {row["id"]: row for row in rows}


@functools.cache
def ready():
    return prepared.Prepared(reading.shipped(), workdays.Calendar.published())


@functools.cache
def words():
    return wording.Wording(ready())


def twin():
    return slow.Slow(raw(), workdays.Calendar.published())


def request(facts, start=START, works_days=0, held=()):
    return terms.Request(answers.answers_from(facts, ready().facts), start, works_days, frozenset(held))


def roadmap(facts, **rest):
    return words().roadmap(request(facts, **rest))


def values_of(fact):
    """Answers of one fact, those at the rules' limits often, and not yet known."""
    known = {
        "bool": st.booleans(),
        "enum": st.sampled_from(fact["choices"]) if "choices" in fact else st.nothing(),
        "number": st.sampled_from([0.0, 0.4, 0.5, 5.0, 7.5, 30.0, 31.0, 50.0, 51.0, 75.0, 300.0, 301.0, 500.0, 1000.0, 2000.0,
                                   50000.0, 8140000.0]),
        "industry_code": st.sampled_from(["3311", "2511", "2662", "4415", "4416", "6110", "5211", "7861", "9011", "0111"]),
    }[fact["type"]]  # fmt: skip
    return st.none() | known


def projects():
    """Facts near a worked example (or near none), some of them open."""
    facts = {row["id"]: row for row in raw()["facts"]["facts"]}
    changes = st.dictionaries(st.sampled_from(sorted(facts)), st.none(), max_size=12).flatmap(
        lambda names: st.fixed_dictionaries({name: values_of(facts[name]) for name in names})
    )
    bases = [{}, *(row["facts"] for row in examples().values())]
    return st.builds(lambda base, change: {**base, **change}, st.sampled_from(bases), changes)


def starts():
    return st.integers(0, 3200).map(lambda days: date(2019, 3, 1) + timedelta(days=days))


def held():
    """Papers a project may state, sometimes all of one procedure's results."""
    return st.lists(st.sampled_from(sorted(ready().askable)), max_size=6)
