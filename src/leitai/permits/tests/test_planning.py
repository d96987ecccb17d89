"""Plans: order from papers, exact slack, days counted one by one, and what unknown facts may and may not change."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from leitai.catalogue.rules import reading
from leitai.catalogue.tests import make as make_catalogue
from leitai.kernel import refusal, workdays
from leitai.permits.rules import days, planning, prepared, wording
from leitai.permits.tests import make, slow


def planned(facts, **rest):
    try:
        return make.roadmap(facts, **rest)
    except refusal.Refusal:
        return None


@settings(max_examples=80, deadline=None)
@given(make.projects(), st.sampled_from([0, 200]))
def test_what_issues_a_paper_ends_before_what_needs_it_begins(facts, works_days):
    got = planned(facts, works_days=works_days)
    assume(got is not None)
    lines = {line["id"]: line for line in got["procedures"]}
    for line in lines.values():
        for wait in line["waits_for"]:
            giver = lines[wait["from"]]
            limit = line["finish"] if wait.get("may_follow_later") else line["start"]
            assert giver["finish"] <= limit
            assert giver["statutory_finish"] <= line["statutory_finish"]
        assert line["start"] <= line["filed"] <= line["own_finish"] <= line["finish"] <= got["finish"]
        assert line["own_finish"] <= line["statutory_limit"]
    bound = [one["id"] for one in got["path"]]
    assert [lines[name]["finish"] for name in bound] == sorted(lines[name]["finish"] for name in bound)


@settings(max_examples=80, deadline=None)
@given(make.projects(), st.randoms(use_true_random=False))
def test_a_definite_answer_survives_every_completion(facts, chance):
    got = planned(facts)
    assume(got is not None and got["perhaps"])
    rows = {row["id"]: row for row in make.raw()["facts"]["facts"]}
    completed = {fact: _any_answer(rows[fact], chance) if value is None else value for fact, value in facts.items()}
    later = planned(completed)
    assume(later is not None)
    sure, perhaps = {line["id"] for line in got["procedures"]}, {one["id"] for one in got["perhaps"]}
    applies = {line["id"] for line in later["procedures"]}
    assert sure <= applies <= sure | perhaps


def _any_answer(row, chance):
    return {
        "bool": lambda: chance.random() < 0.5, "enum": lambda: chance.choice(row.get("choices")),
        "number": lambda: chance.choice([0.0, 10.0, 1e4, 1e8]), "industry_code": lambda: chance.choice(["2662", "4415", "0111"]),
    }[row["type"]]()  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(make.projects())
def test_answering_the_asked_questions_closes_everything(facts):
    got = planned(facts)
    assume(got is not None and got["questions"])
    rows = {row["id"]: row for row in make.raw()["facts"]["facts"]}
    chance = random.Random(1)
    open_facts = {fact for fact, value in facts.items() if value is None}
    for _ in range(len(open_facts)):
        if not got["questions"]:
            break
        facts = {**facts, got["questions"][0]["fact"]: _any_answer(rows[got["questions"][0]["fact"]], chance)}
        got = planned(facts)
        assume(got is not None)
    assert got["perhaps"] == []


def test_slack_by_trying_every_day():
    """The largest delay that leaves the end where it is, tried one day after another on a plan made anew."""
    twin = make.twin()
    facts = make.examples()["aluminium_panel"]["facts"]
    slowly = twin.roadmap(facts, make.START, 30)
    end = date.fromisoformat(slowly["finish"])
    for line in make.roadmap(facts, works_days=30)["procedures"]:
        delay = 0
        while twin.end(twin._plan("promised_days", line["id"], delay + 1)) == end:
            delay += 1
        assert line["slack_days"] == delay, line["id"]


SPANS = st.lists(st.tuples(st.integers(1, 60), st.booleans()), max_size=3).map(tuple)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2000), SPANS, SPANS, st.integers(1, 60), st.booleans())
def test_one_procedure_against_days_counted_one_by_one(offset, before, beside, count, is_working):
    table = make.ready().days
    calendar = slow.Calendar(workdays.Calendar.published())
    start = calendar.roll(date(2020, 1, 1) + timedelta(days=offset))
    day = start
    for number, is_open in before:
        day = calendar.after(day, number, "working" if is_open else "calendar")
    filed = day = calendar.roll(day)
    for number, is_open in (*beside, (count, is_working)):
        day = calendar.after(day, number, "working" if is_open else "calendar")
    rank = table.rolled(table.day(start))
    assert table.iso[days.Filings(table, before)[rank]] == filed.isoformat()
    finishes = days.Finishes(table, before, (*beside, (count, is_working)))
    assert table.iso[finishes[rank]] == calendar.roll(day).isoformat()
    latest = days.LatestStarts(table, before, (*beside, (count, is_working)))[finishes[rank]]
    assert finishes[latest] == finishes[rank] < finishes[latest + 1]


@pytest.mark.parametrize(
    ("start", "before", "beside", "finish"),
    [
        ("2024-04-03", (), ((1, True),), "2024-04-07"),
        ("2024-04-12", (), ((8, False),), "2024-04-22"),
        ("2024-04-26", (), ((7, False), (7, True)), "2024-05-13"),
        ("2024-04-12", (), ((20, False), (10, False), (3, True)), "2024-05-15"),
        ("2024-04-12", (), ((1, True),), "2024-04-15"),
        ("2024-04-12", (), ((15, True), (1, True)), "2024-05-08"),
    ],
)
def test_the_published_examples_of_days(start, before, beside, finish):
    table = make.ready().days
    rank = table.rolled(table.day(date.fromisoformat(start)))
    assert table.iso[days.Finishes(table, before, beside)[rank]] == finish


def shuffled(values, chance):
    """The same catalogue with the keys of every row, and its papers' rows, in another order."""

    def turned(value):
        if isinstance(value, dict):
            items = list(value.items())
            chance.shuffle(items)
            return {key: turned(item) for key, item in items}
        return [turned(item) for item in value] if isinstance(value, list) else value

    return {name: turned(content) for name, content in values.items()}


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_keys_changes_nothing(seed):
    catalogue = reading.catalogue_from(shuffled(make_catalogue.raw(), random.Random(seed)))
    other = wording.Wording(prepared.Prepared(catalogue, workdays.Calendar.published()))
    facts = {**make.examples()["fine_chemical"]["facts"], "eia_class": None}
    # An edition's place among its document's editions is content: "then of the document's editions" (section 10).
    ours, others = make.roadmap(facts), other.roadmap(make.request(facts))
    for answer in (ours, others):
        answer["documents"]["to_bring"].sort(key=lambda paper: (paper["id"], str(paper["edition"])))
    assert ours == others


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_procedures_moves_no_date(seed):
    values = make_catalogue.raw()
    random.Random(seed).shuffle(values["procedures"]["procedures"])
    other = wording.Wording(prepared.Prepared(reading.catalogue_from(values), workdays.Calendar.published()))
    facts = make.examples()["heavy_steel"]["facts"]
    ours, others = (
        {line["id"]: line for line in one["procedures"]}
        for one in (make.roadmap(facts), other.roadmap(make.request(facts)))
    )
    assert ours == others


def test_contradictions_refuse_with_text_and_id():
    with pytest.raises(refusal.Refusal) as caught:
        make.roadmap({"chemical_park": True})
    assert str(caught.value) == (
        "These answers cannot be true together: In a chemical park, yet not in any park / "
        "位于化工园区内，却不在产业园区内 (chemical_park_outside_park)."
    )


def test_an_unknown_fact_contradicts_nothing():
    assert make.roadmap({"chemical_park": True, "in_park": None})["procedures"]


@pytest.mark.parametrize("start", [date(1969, 12, 31), date(2100, 6, 1), date(9999, 12, 31)])
def test_a_start_beyond_the_calendar_is_refused(start):
    with pytest.raises(refusal.Refusal) as caught:
        make.roadmap({}, start=start)
    assert caught.value.code == "start.out_of_range"


def test_a_plan_behind_the_notices_is_provisional():
    got = make.roadmap({}, start=date(2026, 12, 1))
    assert got["provisional"] == ["calendar"]
    assert any(not line["provisional"] for line in make.roadmap({}, start=date(2026, 3, 2))["procedures"])


def test_works_without_anything_before_them_start_with_the_project():
    values = make_catalogue.raw()
    for row in values["procedures"]["procedures"]:
        row["needed_before"] = None if row["needed_before"] == "start_of_works" else row["needed_before"]
    ready = prepared.Prepared(reading.catalogue_from(values), workdays.Calendar.published())
    facts = make.examples()["aluminium_panel"]["facts"]
    got = wording.Wording(ready).roadmap(make.request(facts, works_days=100))
    twin = slow.Slow(values, workdays.Calendar.published()).roadmap(facts, make.START, 100)
    assert got["milestones"]["start_of_works"] is None
    assert got["milestones"] == twin["milestones"]
    assert (got["procedures"], got["path"], got["before"]) == (twin["procedures"], twin["path"], twin["before"])


def test_a_procedure_that_issues_nothing_here_is_not_done():
    """All of its outputs ruled out: nothing is stated for it, so it still runs."""
    values = make_catalogue.raw()
    row = make_catalogue.procedure(values, "radiation_licence")
    row["outputs"] = [{"id": row["outputs"][0], "when": "in_park"}]
    ready = prepared.Prepared(reading.catalogue_from(values), workdays.Calendar.published())
    facts = {"radiation": True, "in_park": False}
    plan = planning.plan_for(ready, make.request(facts, held=["business_license"]))
    assert ready.number_of["radiation_licence"] in plan.sure


@pytest.mark.parametrize("kept", [["company_registration"], []])
def test_the_smallest_catalogues(kept):
    values = make_catalogue.raw()
    rows = values["procedures"]["procedures"]
    rows[:] = [row for row in rows if row["id"] in kept]
    values["bundles"]["bundles"] = []
    got = wording.Wording(prepared.Prepared(reading.catalogue_from(values), workdays.Calendar.published())).roadmap(
        make.request({})
    )
    assert [line["id"] for line in got["procedures"]] == kept
