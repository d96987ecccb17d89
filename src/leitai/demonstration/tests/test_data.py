"""What is real and what is made up must stay apart: names, marks, sources."""

import json
import re

import pytest
import yaml

from leitai.accounts import queries as accounts
from leitai.accounts.terms import OfficeKind, Role
from leitai.cockpit import published
from leitai.demonstration import reading, workbooks
from leitai.enterprises import queries as enterprises
from leitai.register.terms import Milestone

PROJECTS = reading.table("projects")
NAMED, MADE = PROJECTS["named"], PROJECTS["made"]
OFFICES = reading.table("offices")
CODES = {row["code"] for kind in OFFICES for row in OFFICES[kind]}
FACTS = {
    row["id"]: row for row in yaml.safe_load((reading.folder().parent / "tests/data/facts.yaml").read_text("utf-8"))
}
FIRST_CONTEST = {"EVT06": "tailai", "EVT07": "yanglin", "EVT08": "qiyue"}


@pytest.mark.parametrize("row", NAMED, ids=lambda row: row["key"])
def test_a_named_project_tells_where_its_name_is_from(row):
    assert re.search(r"https?://", row["source"])
    assert not row["name"].startswith("演示")


def test_every_other_project_is_called_a_demonstration():
    assert all(
        sown.name.startswith("演示") and sown.source == "演示编写"
        for sown in reading.projects("2026-10")
        if not sown.is_named
    )
    assert sum(not sown.is_named for sown in reading.projects("2026-10")) == len(MADE)


def test_the_sentence_of_the_source_names_what_is_published():
    by_key = {sown.key: sown for sown in reading.projects("2026-10")}
    assert by_key["qinchi"].source.startswith("名称、总投资、所在镇街已公布：")
    assert by_key["tailai"].source.startswith("名称已公布：")
    assert all(
        sown.source.endswith("其余为演示编写") for sown in by_key.values() if sown.is_named and len(sown.source) < 200
    )


def test_only_the_three_named_projects_of_the_first_contest_are_there():
    told = [row["key"] for row in NAMED if "打擂台" in row.get("contents", "")]
    assert sorted(told) == sorted(FIRST_CONTEST.values())
    assert len(told) + FACTS["EVT09"]["value"] == FACTS["EVT04"]["value"]


@pytest.mark.parametrize("key", FIRST_CONTEST.values())
def test_nothing_is_claimed_of_them_that_was_not_published(key):
    row = next(row for row in NAMED if row["key"] == key)
    assert not {"total", "town_public", "investor", "milestones"} & set(row)


def test_names_are_all_different_and_no_second_name_is_anothers():
    names = [name for sown in reading.projects("2026-10") for name in (sown.name, *sown.other_names)]
    assert len(names) == len(set(names))


def test_the_county_has_projects_in_every_town_and_park():
    assert {sown.office for sown in reading.projects("2026-10")} == set(reading.reporting_offices())
    assert 60 <= len(reading.projects("2026-10")) <= 100


def test_industries_stand_in_the_standard_and_milestones_in_the_register():
    assert [sown.key for sown in reading.projects("2026-10") if enterprises.industry(sown.industry) is None] == []
    kinds = {kind for sown in reading.projects("2026-10") for kind in (*sown.published, *sown.planned)}
    assert kinds <= {milestone.value for milestone in Milestone}


def test_towns_are_those_of_the_divisions():
    rows = {row["division"]: row["zh"] for row in OFFICES["places"] if "division" in row}
    assert rows == {division.code: division.name_zh for division in accounts.divisions_of("370724")}


def test_contestants_are_of_four_kinds():
    assert {row["kind"] for row in OFFICES["places"]} == {"town", "street", "park", "zone"}  # EVT20


def test_signs_on_the_map_lie_inside_the_county():
    ring = json.loads((reading.folder().parent / "tests/data/outline.json").read_text("utf-8"))
    outside = [row["code"] for row in OFFICES["places"] if not _is_inside(ring, *row["at"])]
    assert outside == []


def _is_inside(ring: list[list[float]], x: float, y: float) -> bool:
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def test_departments_are_more_than_thirty_and_sections_stand_in_three_of_them():
    assert len(OFFICES["departments"]) > FACTS["SVC03"]["value"]
    assert len({row["parent"] for row in OFFICES["sections"]}) >= 3  # SVC05
    assert all(row["made_up"] for row in OFFICES["sections"])


def test_every_office_has_a_name_in_both_languages():
    rows = [row for kind in OFFICES for row in OFFICES[kind]]
    assert all(re.search(r"[\u4e00-\u9fff]", row["zh"]) and row["en"].isascii() for row in rows)


def test_names_of_people_are_plainly_made_up_and_one_is_clicked_for_each_errand():
    people = reading.table("people")["people"]
    assert all(row["name"].startswith("演示·") for row in people)
    assert [row["role"] for row in people if row.get("click")] == [
        "office", "reporter", "reporter", "approver", "leader", "auditor", "administrator",
    ]  # fmt: skip
    assert {row["role"] for row in people} <= {role.value for role in Role}
    assert {row["office"] for row in people if row["role"] == "reporter"} == set(reading.reporting_offices())


def test_whoever_must_answer_a_bottleneck_has_a_seat():
    seats = {row["office"] for row in reading.table("people")["people"] if row["role"] == "approver"}
    data = reading.table("bottlenecks")
    owners = {row["owner"] for kind in ("open", "answered") for row in data[kind] if row["owner"]} | {
        row[1] for row in data["closed"]
    }
    assert owners <= seats
    assert owners <= CODES


PUBLISHED = published.published()


@pytest.mark.parametrize(
    ("fact", "is_floor"),
    [("IND05", False), ("IND04", True), ("INV03", False), ("INV06", False), ("INV07", True), ("PRK04", False), ("SVC02", False),
     ("SVC03", True), ("SVC08", True), ("KEY01", False), ("KEY02", False), ("EVT05", False)],
)  # fmt: skip
def test_a_published_figure_is_as_the_article_has_it(fact, is_floor):
    figure = PUBLISHED[fact]
    value = figure.value_yuan if figure.value_yuan is not None else float(figure.value)
    assert value == FACTS[fact]["value"]
    assert figure.at_least is is_floor
    assert figure.source


def test_a_figure_whose_period_is_not_stated_has_none():
    assert PUBLISHED["IND05"].period == ""
    assert PUBLISHED["IND04"].period == ""
    assert PUBLISHED["IND05"].period_zh


def test_money_and_other_figures_never_mix():
    assert all((figure.value_yuan is None) != (figure.value is None) for figure in PUBLISHED.values())
    assert OfficeKind.PARK.reports


def test_the_eight_workbooks_lie_ready_and_each_comes_from_an_office_that_exists():
    files = sorted(path.name for path in (reading.folder() / "workbooks").glob("*.xlsx"))
    assert sorted(arrival.file for arrival in workbooks.ARRIVALS) == files
    assert len(files) == 8
    assert {arrival.office for arrival in workbooks.ARRIVALS} - {""} <= set(reading.reporting_offices())
    assert [arrival.at for arrival in workbooks.ARRIVALS] == sorted(arrival.at for arrival in workbooks.ARRIVALS)


def test_towns_of_the_workbooks_projects_agree_with_what_is_published():
    anchored = {sown.key: sown for sown in reading.projects("2026-10") if sown.anchor}
    assert {sown.office for sown in anchored.values() if sown.anchor.file == "01"} == {"dongcheng"}
    assert {sown.office for sown in anchored.values() if sown.anchor.file == "02"} == {"chengguan"}


def test_projects_with_real_names_get_no_made_up_bad_news():
    named = {row["key"] for row in NAMED} | {row["name"] for row in NAMED}
    held = [row["project"] for kind in ("open", "answered") for row in reading.table("bottlenecks")[kind]]
    assert not named & set(held)
    assert set(held) <= {row[0] for row in MADE}
    assert {row["pace"] for row in NAMED} <= {"steady", "fast"}
