"""Plans by columns are the plans made one by one."""

from datetime import date, timedelta

import numpy as np
import pytest

from leitai.kernel import refusal
from leitai.permits import terms
from leitai.permits.rules import columns, planning
from leitai.permits.tests import make


def random_rows(seed, count, unknown):
    """Facts near the worked examples: each changed with .3, unknown with `unknown`."""
    chance = np.random.default_rng(seed)
    rows = []
    bases = [{}, *(row["facts"] for row in make.examples().values())]
    for _ in range(count):
        facts = dict(bases[chance.integers(len(bases))])
        for fact in make.raw()["facts"]["facts"]:
            if chance.random() < 0.3:
                facts[fact["id"]] = _value(fact, chance)
            if chance.random() < unknown:
                facts[fact["id"]] = None
        rows.append(make.request(facts).values)
    return rows


def _value(fact, chance):
    if fact["type"] == "bool":
        return bool(chance.random() < 0.5)
    if fact["type"] == "enum":
        return fact["choices"][chance.integers(len(fact["choices"]))]
    if fact["type"] == "industry_code":
        return ["3311", "2511", "4415", "6110", "9011"][chance.integers(5)]
    return float(chance.choice([0.0, 0.5, 7.5, 30.0, 51.0, 301.0, 1000.0, 5e4, 1e7]))


@pytest.mark.parametrize(("unknown", "works_days"), [(0.0, 0), (0.15, 0), (0.15, 200)])
def test_columns_are_the_single_plans(unknown, works_days, monkeypatch):
    monkeypatch.setattr(columns, "TILE", 150)  # so that a thousand rows need several tiles, the last one partly filled
    ready = make.ready()
    rows = random_rows(7, 1000, unknown)
    starts = [
        date(2021, 1, 1) + timedelta(days=int(day)) for day in np.random.default_rng(3).integers(0, 2000, len(rows))
    ]
    numbers = np.array([(on - ready.days.FIRST).days for on in starts])
    made = columns.plans_for(ready, columns.columns_of(ready, rows), numbers, works_days=works_days)
    compared = 0
    for place, (values, start) in enumerate(zip(rows, starts, strict=True)):
        try:
            plan = planning.plan_for(ready, terms.Request(values, start, works_days))
        except refusal.Refusal:
            assert made.refused[place]
            continue
        compared += 1
        sure = np.array([code == 3 for code in plan.truth])
        assert not made.refused[place]
        assert (made.sure[:, place] == sure).all()
        assert np.flatnonzero(made.perhaps[:, place]).tolist() == plan.perhaps
        assert (made.begin[place], made.end[place], made.lawful_end[place]) == (plan.begin, plan.end, plan.lawful_end)
        assert (made.finish[:, place] == np.where(sure, plan.finish, 0)).all()
        slack = np.array(plan.latest) - np.array(plan.own_finish)
        assert (made.slack[:, place] == np.where(sure, slack, -1)).all()
    assert compared > 100
