"""The county's figures: what counts, what doesn't, and the same as a plain loop over the rows."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitai.accounts.tests import make as accounts
from leitai.cockpit import queries
from leitai.kernel.workdays import Calendar
from leitai.register import queries as register
from leitai.register.queries.snapshots import Reported, Row, Snapshot
from leitai.register.terms import Light, Verdict
from leitai.register.tests import make

WAN, TODAY = make.WAN, date(2024, 4, 8)


def county(role="leader", asked="", today=TODAY):
    return queries.county.county(accounts.actor(role), asked=asked, today=today)


@pytest.mark.usefixtures("county")
def test_drafts_and_returned_reports_do_not_count():
    for state, wan in (("verified", 100), ("returned", 1000), ("draft", 10_000), ("submitted", 100_000)):
        make.report(make.project(), "2024-03", wan, state)
    found = county()
    assert found.total.invested_year_yuan == 300 * WAN
    assert found.total.invested_month_yuan == 100 * WAN
    assert (found.months["2024-03"].verified_yuan, found.months["2024-03"].submitted) == (100 * WAN, 1)


@pytest.mark.usefixtures("county")
def test_the_newest_month_with_anything_handed_in_is_shown_and_an_earlier_one_when_asked():
    project = make.project()
    make.report(project, "2024-02", 100, "verified")
    make.report(project, "2024-03", 50, "submitted")
    assert county().month == "2024-03"
    before = county(asked="2024-02")
    assert (before.month, before.total.invested_year_yuan, before.on) == ("2024-02", 200 * WAN, date(2024, 3, 31))


@pytest.mark.usefixtures("county")
def test_an_empty_county_has_no_figures_and_no_noughts():
    found = county()
    assert (found.month, found.total.done_share, found.told().course) == ("2024-03", None, "no_data")
    assert [speed.median for speed in found.speeds()] == [None] * 4


@pytest.mark.usefixtures("county")
def test_everybody_with_the_door_sees_the_whole_county():
    for office in ("dongcheng", "wujing"):
        make.report(make.project(office=office), "2024-03", 100, "verified")
    for role in ("leader", "office", "reporter", "approver", "auditor"):
        assert county(role).total.invested_year_yuan == 600 * WAN
    assert county("administrator").total.projects == 0


@pytest.mark.usefixtures("county")
def test_another_county_is_not_seen(other_county):
    with accounts.inside(accounts.QINGZHOU):
        make.report(make.project(within=accounts.QINGZHOU), "2024-03", 100, "verified")
    assert county().total.projects == 0


@pytest.mark.usefixtures("county")
def test_intervals_count_in_the_year_in_which_they_were_closed():
    first, second, third = make.project(), make.project(), make.project()
    make.milestone(first, "signed", done="2023-10-01")
    make.milestone(first, "started", done="2024-01-09")
    make.milestone(second, "signed", done="2023-01-01")
    make.milestone(second, "started", done="2023-03-02")
    make.milestone(third, "signed", done="2024-02-01")
    start = county().speeds()[0]
    assert (start.now, start.before) == ([100], [60])
    assert county().signed_and_started() == (3, 2)
    assert county().pipeline() | {"signed": 0, "started": 0} == dict.fromkeys(
        ("signed", "filed", "land", "started", "equipment", "trial", "producing", "full"), 0
    )
    assert (county().pipeline()["signed"], county().pipeline()["started"]) == (1, 2)


@pytest.mark.usefixtures("county")
def test_what_is_stuck_names_its_holder_and_its_days():
    stuck = make.bottleneck(make.project("甲项目"), owner="natural-resources", due_on=date(2024, 4, 1))
    make.bottleneck(make.project(), owner="natural-resources", due_on=date(2024, 4, 30))
    found = county()
    assert [(row.no, row.owner, row.days_late) for row in found.overdue] == [(stuck.no, "natural-resources", 7)]
    assert len(found.bottlenecks) == 2


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize("rows", [1, 3])
def test_the_county_costs_six_statements_for_any_length(rows, django_assert_num_queries):
    for _ in range(rows):
        project = make.project()
        make.plan(project)
        make.report(project, "2023-09", 100, "verified")
        make.bottleneck(project, owner="natural-resources")
        make.milestone(project, "signed", done="2024-01-01")
    by = accounts.actor("leader")
    with django_assert_num_queries(6):
        found = queries.county.county(by, asked="2024-03", today=TODAY)
    assert found.total.projects == rows


money = st.integers(0, 10**11)
reports = st.one_of(
    st.none(),
    st.builds(
        Reported, st.sampled_from(["2023-12", "2024-02", "2024-03"]), st.sampled_from(["submitted", "verified"]),
        st.one_of(st.none(), money), st.one_of(st.none(), money), st.one_of(st.none(), money), st.just(0), st.just(""),
    ),
)  # fmt: skip


@st.composite
def rows(draw):
    reported, planned = draw(reports), draw(st.one_of(st.none(), money))
    office = draw(st.sampled_from("abc"))
    profile = sorted(draw(st.lists(money, min_size=11, max_size=11))) if planned and draw(st.booleans()) else None
    return Row(
        key=1, no="P24-0001", national_code=None, name="", name_en="", initials="", name_key="", investor="",
        industry=draw(st.sampled_from(["3311", "3312", "", "26"])), kind="new", office=office, office_zh=office, office_en=office,
        office_order=1, office_short_zh=office, office_lon=None, office_lat=None, total_yuan=draw(st.one_of(st.none(), money)),
        total_at_least=draw(st.booleans()), total_approx=False, standing="active", first_month="2024-01", last_month="",
        made_up=False, planned_yuan=planned,
        by_month_yuan=[min(v, planned) for v in profile] + [planned] if profile else None, reported=reported,
        verified=reported if reported and reported.state == "verified" else None, is_expected=draw(st.booleans()),
        verdict=Verdict(draw(st.sampled_from(list(Light))), ()),
    )  # fmt: skip


@settings(max_examples=150)
@given(st.lists(rows(), max_size=12))
def test_sums_are_those_of_a_plain_loop(every):
    shot = Snapshot("2024-03", TODAY, True, every)
    total = register.figures.merged(register.figures.by_office(shot))
    verified = [row.verified for row in every if row.verified]
    assert total.projects == len(every)
    assert total.invested_year_yuan == sum(r.cum_year_yuan or 0 for r in verified if r.month[:4] == "2024")
    assert total.invested_month_yuan == sum(r.month_yuan or 0 for r in verified if r.month == "2024-03")
    assert total.invested_yuan == sum(r.cum_yuan or 0 for r in verified)
    assert total.planned_yuan == sum(row.planned_yuan or 0 for row in every)
    assert total.total_yuan == sum(row.total_yuan or 0 for row in every)
    assert total.total_is_floor == any(row.total_at_least and row.total_yuan is not None for row in every)
    assert total.lights.get("red", 0) == sum(row.light is Light.RED for row in every)
    assert total.completeness.expected == sum(row.is_expected for row in every)
    assert register.figures.county(shot).expected_yuan == total.expected_yuan
    by_industry = register.figures.merged(register.figures.by_industry(shot))
    assert (by_industry.invested_year_yuan, by_industry.projects) == (total.invested_year_yuan, total.projects)


@settings(max_examples=150)
@given(st.lists(rows(), max_size=12))
def test_plans_by_month_are_those_of_a_plain_loop(every):
    from leitai.register import rules

    plain = [0] * 12
    for row in every:
        if row.planned_yuan:
            for i, part in enumerate(rules.plans.by_month(row.planned_yuan, row.by_month_yuan)):
                plain[i] += part
    assert register.figures.planned_by_month(Snapshot("2024-03", TODAY, True, every)) == plain


def test_published_figures_keep_their_floors_and_are_not_the_register_s():
    from leitai.cockpit.published import published

    amount = published()["INV07"]
    assert (amount.value_yuan, amount.at_least) == (4_000_000_000, True)


@pytest.mark.usefixtures("county")
def test_the_calendar_decides_when_silence_counts():
    make.project()
    assert Calendar.published().add(date(2024, 3, 31), 5) == date(2024, 4, 8)  # a Sunday was worked
    assert [row.verdict.reasons[0].code for row in county(today=date(2024, 4, 9), asked="2024-03").shot.rows] == [
        "silent"
    ]
