"""Queries: what they say, and that they cost the same for any number of rows."""

from datetime import date
from typing import Any

import pytest

from leitai.accounts.tests import make as accounts
from leitai.kernel.refusal import Forbidden, Gone
from leitai.kernel.workdays import Calendar
from leitai.register import access, queries, terms
from leitai.register.models import ListEntry, Report
from leitai.register.queries.projects import Filters
from leitai.register.tests import make

pytestmark = pytest.mark.usefixtures("county")
WAN = make.WAN
ON = date(2024, 4, 9)  # the day after the deadline of March


@pytest.fixture
def office() -> Any:
    return accounts.actor("office")


@pytest.fixture
def reporter() -> Any:
    return accounts.actor("reporter")


def shot(by: Any, month: str = "2024-03", on: date = ON) -> queries.snapshots.Snapshot:
    return queries.snapshots.snapshot(by, month=month, on=on, calendar=Calendar.published())


def full(name: str = "", office: str = "dongcheng", **more: Any) -> Any:
    """A project with everything that hangs on it."""
    project = make.project(name, office, **more)
    make.plan(project)
    make.report(project, "2024-02", state="verified")
    make.report(project, "2024-03", state="verified")
    make.milestone(project, "signed", done="2024-01-02")
    make.milestone(project, "started", planned="2024-03-01")
    make.bottleneck(project, owner="natural-resources", due_on=date(2024, 4, 1))
    ListEntry.objects.create(
        key_list=make.key_list("city", 2000 + int(project.no[-4:])), project=project, name=project.name
    )
    return project


# snapshot and list


@pytest.mark.parametrize("rows", [1, 3])
def test_a_snapshot_costs_the_same_for_any_number_of_projects(
    office: Any, rows: int, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        full()
    with django_assert_num_queries(4):
        assert len(shot(office).rows) == rows


def test_a_snapshot_knows_plan_reports_lists_and_light(office: Any) -> None:
    project = full("华建铝业")
    ListEntry.objects.create(key_list=make.key_list("province"), project=project, name="华建铝业")
    row = shot(office).rows[0]
    assert (row.planned_yuan, row.reported.month, row.verified.cum_year_yuan) == (1_200 * WAN, "2024-03", 300 * WAN)
    assert (row.levels, row.bottleneck_days, row.late_milestones) == ({"province"}, 8, [("started", 39)])
    assert (row.light, [reason.code for reason in row.verdict.reasons]) == (terms.Light.YELLOW, ["late", "stuck"])


def test_silence_after_the_deadline_is_grey_and_before_it_is_not(office: Any) -> None:
    project = make.project()
    make.plan(project)
    make.report(project, "2024-02", state="verified")
    assert shot(office, on=date(2024, 4, 8)).rows[0].light is terms.Light.GREEN
    assert shot(office, on=ON).rows[0].light is terms.Light.NONE


def test_what_was_verified_longer_ago_still_counts_for_the_year(office: Any) -> None:
    project = make.project()
    make.plan(project)
    make.report(project, "2024-01", state="verified")
    found = shot(office, "2024-05", date(2024, 6, 11))
    assert queries.figures.county(found).invested_year_yuan == 100 * WAN


def test_a_reporter_sees_the_own_office_and_nothing_of_the_county_next_door(reporter: Any, office: Any) -> None:
    mine = make.project()
    make.project(office="chengguan")
    make.project(within=accounts.QINGZHOU)
    assert [row.no for row in shot(reporter).rows] == [mine.no]
    assert len(shot(office).rows) == 2


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({}, ["秦池酱酒", "天科重工", "华建铝业"]),
        ({"text": "hj"}, ["华建铝业"]),
        ({"text": "酱酒"}, ["秦池酱酒"]),
        ({"text": "2312-370724"}, ["华建铝业"]),
        ({"offices": ("chengguan",)}, ["秦池酱酒", "天科重工"]),
        ({"industry": "33"}, ["华建铝业"]),
        ({"light": "none"}, ["秦池酱酒", "天科重工"]),
        ({"tab": "silent"}, ["秦池酱酒", "天科重工"]),
        ({"sort": "total"}, ["秦池酱酒", "华建铝业", "天科重工"]),
        ({"sort": "total", "is_falling": True}, ["华建铝业", "秦池酱酒", "天科重工"]),
        ({"sort": "name"}, ["华建铝业", "秦池酱酒", "天科重工"]),
        ({"text": "hj", "light": "red"}, []),
    ],
)
def test_the_list_is_filtered_and_sorted(office: Any, filters: dict[str, Any], names: list[str]) -> None:
    one = make.project("华建铝业", industry="3311", national_code="2312-370724-04-01-000004", total_yuan=500 * WAN)
    make.plan(one)
    make.report(one, state="verified")
    make.project("秦池酱酒", "chengguan", total_yuan=400 * WAN)
    make.project("天科重工", "chengguan", total_yuan=None)
    found = queries.projects.listing(shot(office), Filters(**filters))
    assert [row.name for row in found.rows] == names


def test_an_empty_list_says_which_condition_to_drop(office: Any) -> None:
    make.project("华建铝业")
    found = queries.projects.listing(shot(office), Filters(text="华建", light="red"))
    assert (found.rows, found.without) == ([], {"light": 1})


def test_pages_and_sums(office: Any) -> None:
    for wan in range(1, 8):
        make.project(total_yuan=wan * WAN)
    found = queries.projects.listing(shot(office), Filters(sort="total", size=3, page=3))
    assert ([row.total_yuan for row in found.rows], found.pages, found.total_yuan) == ([7 * WAN], 3, 28 * WAN)
    assert queries.projects.listing(shot(office), Filters(size=3, page=99)).page == 3


# figures


def test_figures_are_sums_of_verified_reports_and_say_how_complete_they_are(office: Any) -> None:
    one, two, three = (make.project(industry=code) for code in ("3311", "3312", "1310"))
    for project in (one, two):
        make.plan(project)
    make.report(one, state="verified")
    make.report(two, state="submitted")
    found = shot(office)
    total = queries.figures.county(found)
    assert (total.projects, total.planned_yuan, total.expected_yuan) == (3, 2_400 * WAN, 600 * WAN)
    assert (total.invested_year_yuan, total.invested_month_yuan, total.done_share) == (300 * WAN, 100 * WAN, 0.125)
    assert (total.completeness.expected, total.completeness.reported, total.completeness.verified) == (3, 2, 1)
    assert [(g.code, g.projects) for g in queries.figures.by_industry(found)] == [("33", 2), ("13", 1)]
    assert three.no in {row.no for row in found.rows}


def test_months_are_summed_and_a_month_without_reports_is_no_zero(office: Any, django_assert_num_queries: Any) -> None:
    project = make.project()
    make.report(project, "2024-01", 100, "verified")
    make.report(project, "2024-03", 50, "verified")
    with django_assert_num_queries(1):
        sums = queries.figures.by_month(office, "2024-01", "2024-03")
    assert [(m.invested_yuan, m.reports) for m in sums] == [(100 * WAN, 1), (None, 0), (50 * WAN, 1)]


def test_start_rate_and_speeds(office: Any) -> None:
    one, two = make.project(), make.project()
    make.milestone(one, "signed", done="2024-01-01")
    make.milestone(one, "started", done="2024-01-31")
    make.milestone(two, "signed", done="2024-02-01")
    make.milestone(two, "started", planned="2024-03-01")
    lives = queries.milestones.lives(office, on=ON)
    rate = queries.figures.start_rate(lives, shot(office))
    assert (rate.signed, rate.started, rate.overdue, rate.share) == (2, 1, 1, 0.5)
    spread = queries.milestones.speeds(lives, on=ON)[""][terms.Speed.START]
    assert (spread.n, spread.open, spread.median) == (1, 1, 30)


def test_lists_are_counted_by_folding_their_editions(office: Any) -> None:
    first = make.key_list("province", 2024, "泰来", "洋林", county_count=2)
    second = make.key_list("province", 2024, edition=2, county_count=15, city_rank=1)
    ListEntry.objects.create(key_list=second, name="洋林", change="withdrawn")
    assert first.edition == 1
    (count,) = queries.figures.list_counts(office)
    assert (count.edition, count.published, count.counted, count.city_rank) == (2, 15, 1, 1)
    assert [entry["name"] for entry in queries.lists.standing("province", 2024)] == ["泰来"]
    assert [(e.standing, e.changes) for e in queries.lists.editions("province", 2024)] == [
        (2, {"listed": 2}),
        (1, {"withdrawn": 1}),
    ]


# months


@pytest.mark.parametrize("rows", [1, 3])
def test_a_month_over_all_offices_costs_three_statements(
    office: Any, rows: int, django_assert_num_queries: Any
) -> None:
    for place in ("dongcheng", "chengguan", "wujing")[:rows]:
        make.report(make.project(office=place))
    with django_assert_num_queries(3):
        view = queries.months.overview(office, month="2024-03", on=ON, calendar=Calendar.published())
    assert (len(view.offices), view.due_on, view.days_left) == (rows, date(2024, 4, 8), -1)


def test_a_month_over_all_offices_counts_states(office: Any) -> None:
    for state in ("submitted", "verified", "returned", "draft"):
        make.report(make.project(), state=state)
    make.project()
    make.project(first_month="2024-04")
    make.project(last_month="2024-02")
    total = queries.months.overview(office, month="2024-03", on=ON, calendar=Calendar.published()).total
    assert (total.expected, total.submitted, total.verified, total.returned, total.draft, total.missing) == (
        5,
        1,
        1,
        1,
        1,
        3,
    )
    assert total.month_yuan == 200 * WAN


@pytest.mark.parametrize("rows", [1, 3])
def test_an_offices_month_costs_four_statements(reporter: Any, rows: int, django_assert_num_queries: Any) -> None:
    for _ in range(rows):
        full()
    with django_assert_num_queries(4):
        found = queries.months.projects(reporter, month="2024-03", office="dongcheng")
    assert [row.state for row in found] == ["verified"] * rows


def test_an_offices_month_brings_what_was_before_and_what_is_asked(reporter: Any) -> None:
    project = make.project()
    for month in ("2023-12", "2024-01", "2024-02"):
        make.report(project, month, 100, "verified")
    make.report(project, "2024-03", 480, cum_year_yuan=680 * WAN, cum_yuan=680 * WAN)
    (row,) = queries.months.projects(reporter, month="2024-03")
    assert (row.last.month_yuan, [f.code for f in row.findings]) == (100 * WAN, ["high"])


def test_what_waits(office: Any, reporter: Any) -> None:
    make.report(make.project())
    make.report(make.project(), state="returned")
    make.project()
    assert queries.months.waiting(office, on=ON) == 1
    assert queries.months.waiting(reporter, on=ON) == 2


# checks before handing in


@pytest.mark.parametrize("rows", [1, 3])
def test_checking_many_lines_costs_three_statements(reporter: Any, rows: int, django_assert_num_queries: Any) -> None:
    lines = [make.line(full(), "2024-04") for _ in range(rows)]
    with django_assert_num_queries(3):
        found = queries.checks.checked(reporter, lines)
    assert [each.figures.cum_year_yuan for each in found] == [400 * WAN] * rows


def test_several_months_of_a_project_are_checked_one_after_the_other(reporter: Any) -> None:
    project = make.project()
    found = queries.checks.checked(
        reporter, [make.line(project, "2024-02", 20), make.line(project, "2024-01", 10), make.line(project, wan=0)]
    )
    assert [(each.figures.cum_year_yuan, each.unchanged_months) for each in found] == [
        (30 * WAN, 0),
        (10 * WAN, 0),
        (30 * WAN, 1),
    ]
    assert queries.checks.checked(reporter, [terms.Line(no="P24-9999", month="2024-01")])[0].facts is None


# doors to one row


def test_a_foreign_row_is_gone_and_a_visible_one_may_be_forbidden(reporter: Any, office: Any) -> None:
    mine, foreign, other = make.project(), make.project(office="chengguan"), make.project(within=accounts.QINGZHOU)
    assert access.project_for(reporter, mine.no).pk == mine.pk
    for no in (foreign.no, other.no, "P99-0001", "x", "P24-0001\x00"):
        with pytest.raises(Gone):
            access.project_for(reporter, no)
    with pytest.raises(Forbidden):
        access.project_for(reporter, mine.no, to="register.project_edit")
    make.report(mine)
    with pytest.raises(Forbidden):
        access.report_for(reporter, mine.no, "2024-03", to="register.report_verify")
    with pytest.raises(Gone):
        access.report_for(office, mine.no, "2024-02")


# bottlenecks, names, search


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_bottlenecks_is_one_statement(office: Any, rows: int, django_assert_num_queries: Any) -> None:
    for _ in range(rows):
        make.bottleneck(make.project(), owner="natural-resources", due_on=date(2024, 4, 1))
    with django_assert_num_queries(1):
        found = queries.bottlenecks.listing(office, queries.bottlenecks.Filters(), on=ON)
    assert ([row["days_late"] for row in found.rows], found.tabs["overdue"]) == ([8] * rows, rows)


def test_bottlenecks_by_tab_and_whose_turn_it_is() -> None:
    approver, office = accounts.actor("approver"), accounts.actor("office")
    project = make.project()
    make.bottleneck(project, owner="natural-resources")
    make.bottleneck(project)
    make.bottleneck(project, raised_by=office.code, state="answered")
    tabs = queries.bottlenecks.listing(approver, queries.bottlenecks.Filters(), on=ON).tabs
    assert (tabs["open"], tabs["mine"], tabs["answered"]) == (2, 1, 1)
    assert (queries.bottlenecks.waiting(approver, on=ON), queries.bottlenecks.waiting(office, on=ON)) == (1, 2)


def test_searching_finds_by_name_initials_and_number_within_reach(reporter: Any, office: Any) -> None:
    mine, foreign = make.project("华建铝业"), make.project("华建门窗", "chengguan")
    make.project("华建别县", within=accounts.QINGZHOU)
    assert [hit.no for hit in queries.search.hits(reporter, "hj")] == [mine.no]
    assert {hit.no for hit in queries.search.hits(office, "华 建")} == {mine.no, foreign.no}
    assert [hit.no for hit in queries.search.hits(office, mine.no.lower())] == [mine.no]
    assert queries.search.hits(office, "%") == []


def test_projects_are_found_by_the_keys_of_their_names(reporter: Any) -> None:
    project = make.project("华建铝业（一期）")
    project.other_names.create(county=project.county, name="华建绿色低碳", name_key="华建绿色低碳")
    make.project("别处", "chengguan")
    assert queries.projects.by_name_keys(["华建铝业一期", "华建绿色低碳", "别处"], reporter) == {
        "华建铝业一期": project.no, "华建绿色低碳": project.no,
    }  # fmt: skip


def test_a_number_follows_the_highest_one_of_the_year() -> None:
    make.project(no="P24-9999")
    make.project(no="P24-10000")
    make.project(no="P23-0007")
    assert queries.numbers.next_number("P", 2024) == 10_001
    assert queries.numbers.written("P", 2023, 8) == "P23-0008"


def test_a_reports_page_holds_its_evidence(office: Any) -> None:
    project = full()
    report = Report.objects.select_related("project__office").get(project=project, month="2024-03")
    page = queries.reports.page(report)
    assert (page.expected_yuan, page.month.last.month, page.superseded) == (300 * WAN, "2024-02", [])
    assert queries.reports.to_verify(office) == []
