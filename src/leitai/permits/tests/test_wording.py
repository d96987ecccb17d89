"""The answer, field by field: against a second roadmap written apart, and against the worked numbers."""

import json
import typing
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitai.kernel import refusal
from leitai.permits import terms
from leitai.permits.tests import make


def both_answers(facts, start, works_days, held):
    """(ours, the slow one's); a contradiction's id where it is refused."""
    slowly = make.twin().roadmap(facts, start, works_days, held)
    try:
        ours = make.words().roadmap(make.request(facts, start, works_days, held), with_why_not=True)
    except refusal.Refusal as error:
        return error.data["id"], slowly
    assert ours["catalogue"].pop("hash") == make.ready().catalogue.hash
    return ours, slowly


@pytest.mark.parametrize("name", ["heavy_steel", "aluminium_panel", "fine_chemical"])
@pytest.mark.parametrize("works_days", [0, 300])
def test_worked_examples_equal_the_second_roadmap(name, works_days):
    ours, slowly = both_answers(make.examples()[name]["facts"], make.START, works_days, ())
    assert ours == slowly


@settings(max_examples=40, deadline=None)
@given(make.projects(), make.starts(), st.sampled_from([0, 0, 1, 90, 300]), make.held())
def test_any_project_equals_the_second_roadmap(facts, start, works_days, held):
    ours, slowly = both_answers(facts, start, works_days, held)
    assert ours == slowly


NUMBERS = {
    "heavy_steel": {
        "sizes": (56, 56, 257, 95, 49, 14, 0), "ends": ("2024-10-17", "2025-07-16"),
        "milestones": ("2024-09-11", "2024-10-17", "2024-09-11", "2024-09-06"),
        "before": (128, 257, 1005, 414), "after": (7, 49, 132, 317), "bundles": 10,
        "critical": {"land_conversion", "land_list", "land_auction", "land_contract", "land_planning_permit",
                     "civil_defence_review", "works_planning_permit", "construction_permit", "soil_water_acceptance"},
        "late": ("2025-08-07", "2026-05-18", 1100, 541, 333, 523),
    },
    "aluminium_panel": {
        "sizes": (40, 40, 192, 84, 47, 14, 5), "ends": ("2024-07-11", "2025-01-08"),
        "milestones": ("2024-05-28", "2024-07-11", "2024-05-11", None),
        "before": (101, 192, 863, 373), "after": (7, 47, 66, 190), "bundles": 9,
        "critical": {"eia_book", "pollutant_permit_issue", "environment_acceptance"},
        "late": ("2025-04-24", "2025-11-10", 990, 514, 261, 396),
    },
    "fine_chemical": {
        "sizes": (70, 70, 331, 124, 65, 17, 0), "ends": ("2024-10-18", "2025-08-18"),
        "milestones": ("2024-07-23", "2024-10-18", "2024-07-23", "2024-07-09"),
        "before": (165, 331, 1255, 534), "after": (7, 65, 133, 340), "bundles": 13,
        "critical": {"trial_production", "environment_acceptance"},
        "late": ("2025-08-11", "2026-06-23", 1335, 648, 335, 548),
    },
}  # fmt: skip
PATHS = {
    "heavy_steel": "land_conversion > land_list > land_auction > land_contract > land_planning_permit > scheme_review > "
    "works_planning_permit > construction_permit > (start_of_works) soil_water_acceptance",
    "aluminium_panel": "eia_book > pollutant_permit_issue > environment_acceptance",
    "fine_chemical": "heritage_permit > land_list > land_auction > land_contract > land_planning_permit > scheme_review > "
    "works_planning_permit > fire_design_review > construction_permit > (start_of_works) fire_acceptance > "
    "trial_production > environment_acceptance",
}


@pytest.mark.parametrize("name", NUMBERS)
def test_worked_examples_have_the_published_numbers(name):
    wanted = NUMBERS[name]
    got = make.roadmap(make.examples()[name]["facts"])
    papers = got["documents"]
    assert {line["id"] for line in got["procedures"]} == set(make.examples()[name]["expected"])
    assert wanted["sizes"] == (
        len(got["procedures"]), len(papers["issued"]), papers["uses"], papers["distinct"], len(papers["to_bring"]),
        len(papers["forms"]), len(papers["held"]),
    )  # fmt: skip
    assert wanted["ends"] == (got["finish"], got["statutory_finish"])
    assert wanted["milestones"] == tuple(got["milestones"].values())
    assert wanted["before"] == tuple(got["before"].values())
    assert wanted["after"] == tuple(got["after"].values())
    assert wanted["bundles"] == len(got["bundles"])
    assert wanted["critical"] == {line["id"] for line in got["procedures"] if line["critical"]}
    steps = (("(start_of_works) " if one["via"] == "start_of_works" else "") + one["id"] for one in got["path"])
    assert " > ".join(steps) == PATHS[name]


@pytest.mark.parametrize("name", NUMBERS)
def test_three_hundred_days_of_works_move_what_waits_for_works(name):
    got = make.roadmap(make.examples()[name]["facts"], works_days=300)
    before, after = got["before"], got["after"]
    assert NUMBERS[name]["late"] == (
        got["finish"], got["statutory_finish"], before["working_days"], before["working_days_promised"],
        after["working_days"], after["working_days_statutory"],
    )  # fmt: skip


LINES = {
    ("heavy_steel", "drawing_review"): "04-08 04-08 04-22 09-10 2025-03-06 99",
    ("heavy_steel", "scheme_review"): "07-29 07-29 08-14 09-05 2024-12-05 16",
    ("heavy_steel", "environment_acceptance"): "09-11 10-15 10-16 10-16 2025-05-22 1",
    ("aluminium_panel", "soil_water_acceptance"): "05-28 06-26 06-28 06-28 2024-11-14 9",
    ("fine_chemical", "heritage_permit"): "04-08 05-08 05-21 05-21 2024-06-04 1",
    ("fine_chemical", "pollutant_permit_issue"): "05-29 06-05 06-20 06-20 2024-09-05 61",
}


@pytest.mark.parametrize(("example", "name"), LINES)
def test_published_lines(example, name):
    got = make.roadmap(make.examples()[example]["facts"])
    line = next(line for line in got["procedures"] if line["id"] == name)
    days = [line[key].removeprefix("2024-") for key in ("start", "filed", "own_finish", "finish")]
    assert LINES[example, name] == " ".join([*days, line["statutory_finish"], str(line["slack_days"])])


def test_a_start_on_a_rest_day_waits_for_the_make_up_day():
    got = make.roadmap(make.examples()["heavy_steel"]["facts"], start=date(2024, 4, 5))
    assert (got["requested_start"], got["start"]) == ("2024-04-05", "2024-04-07")
    assert (got["finish"], got["statutory_finish"], got["after"]["working_days"]) == ("2024-10-14", "2025-07-16", 130)


def test_an_open_question_leaves_its_procedures_open():
    got = make.roadmap({**make.examples()["heavy_steel"]["facts"], "eia_class": None})
    papers = got["documents"]
    assert len(got["procedures"]) == 54
    assert [one["id"] for one in got["perhaps"]] == ["eia_book", "eia_table", "eia_register", "environment_acceptance"]
    assert (papers["uses"], papers["distinct"], len(papers["to_bring"])) == (247, 91, 47)
    marked = {line["id"]: line["provisional"] for line in got["procedures"] if line["provisional"]}
    assert marked == {"environment_emergency_plan": ["input"], "pollutant_permit_issue": ["input"]}
    assert papers["perhaps"] == [
        "public_participation_statement", "form_eia_register", "eia_book_report", "eia_table_report",
        "environment_acceptance_report", "eia_approval",
    ]  # fmt: skip
    assert got["questions"] == [{"fact": "eia_class", "decides": 4}]
    assert got["provisional"] == ["input", "perhaps"]


def test_stated_results_take_their_procedures_out():
    held = ["business_license", "seal_record"]
    got = make.roadmap(make.examples()["heavy_steel"]["facts"], held=held)
    papers = got["documents"]
    assert (len(got["procedures"]), got["done"]) == (54, ["company_registration", "seal_engraving"])
    assert (papers["uses"], papers["distinct"], len(papers["to_bring"])) == (249, 93, 47)
    assert tuple(got["before"].values()) == (125, 249, 1000, 412)


def test_no_facts_take_their_defaults():
    got = make.roadmap({})
    papers = got["documents"]
    assert (len(got["procedures"]), papers["uses"], papers["distinct"], len(papers["to_bring"])) == (19, 73, 29, 12)
    assert got["finish"] == "2024-05-28"


def test_closing_a_company():
    got = make.roadmap({"new_company": False, "life_event": "general_closure", "project_route": "none"})
    lines = [
        (line["id"], line["start"], line["filed"], line["finish"], line["slack_days"]) for line in got["procedures"]
    ]
    assert lines == [
        ("tax_clearance", "2024-04-08", "2024-04-08", "2024-04-09", 0),
        ("social_insurance_cancellation", "2024-04-08", "2024-04-08", "2024-04-09", 33),
        ("general_closure", "2024-04-09", "2024-05-24", "2024-05-27", 0),
    ]
    assert (got["statutory_finish"], len(got["documents"]["to_bring"])) == ("2024-06-27", 4)
    assert tuple(got["before"].values()) == (8, 14, 66, 35)
    assert tuple(got["after"].values()) == (1, 4, 34, 56)


def test_nothing_applies_is_a_roadmap_too():
    got = make.roadmap({"new_company": False, "project_route": "none"})
    assert (got["procedures"], got["path"], got["finish"]) == ([], [], got["start"])
    assert set(got["milestones"].values()) == {None}


def test_equal_input_gives_equal_bytes():
    facts = {**make.examples()["fine_chemical"]["facts"], "eia_class": None}
    backwards = dict(reversed(facts.items()))
    first, second = (json.dumps(make.roadmap(one), sort_keys=True) for one in (facts, backwards))
    assert first == second


def fits(value, kind):
    """Whether a value has a TypedDict's shape, key by key."""
    if typing.is_typeddict(kind):
        hints = typing.get_type_hints(kind)
        assert kind.__required_keys__ <= set(value) <= set(hints), (kind, set(value) ^ set(hints))
        return all(fits(value[key], hints[key]) for key in value)
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin is list:
        return isinstance(value, list) and all(fits(item, parts[0]) for item in value)
    if origin is dict:
        return isinstance(value, dict) and all(
            fits(key, parts[0]) and fits(item, parts[1]) for key, item in value.items()
        )
    if parts:
        return any(fits(value, part) for part in parts)
    return kind is typing.Any or (value is None if kind in (None, type(None)) else type(value) is kind)


@settings(max_examples=30, deadline=None)
@given(make.projects())
def test_every_field_has_its_type(facts):
    try:
        got = make.words().roadmap(make.request(facts), with_why_not=True)
    except refusal.Refusal:
        return
    assert fits(json.loads(json.dumps(got)), terms.Roadmap)
