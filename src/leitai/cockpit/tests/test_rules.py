"""What the cockpit decides: values in, values out."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitai.cockpit import rules
from leitai.cockpit.terms import Course

YI = 100_000_000


def told(**changed):
    values = {
        "month": "2024-03", "invested_yuan": 46 * YI, "compared_yuan": 46 * YI, "expected_yuan": 50 * YI, "planned_yuan": 200 * YI,
        "reports": 12, "red": 0, "overdue": 0, "missing": 0, "offices": 14,
    }  # fmt: skip
    return rules.saying.told(**(values | changed))


@pytest.mark.parametrize(
    ("changed", "course", "points"),
    [
        ({}, Course.BEHIND, 2.0),
        ({"compared_yuan": 54 * YI}, Course.AHEAD, 2.0),
        ({"compared_yuan": 50 * YI}, Course.LEVEL, 0.0),
        ({"compared_yuan": 50 * YI - 9_000_000}, Course.LEVEL, 0.0),
        ({"planned_yuan": 0, "expected_yuan": 0}, Course.NO_PLAN, 0.0),
        ({"reports": 0}, Course.NO_DATA, 2.0),
        ({"reports": 0, "planned_yuan": 0}, Course.NO_DATA, 0.0),
    ],
)
def test_the_sentence_says_how_it_stands_against_the_plan(changed, course, points):
    found = told(**changed)
    assert (found.course, found.points) == (course, points)


def test_a_share_without_a_plan_is_none_and_never_nought():
    assert told(planned_yuan=0).share is None
    assert told().share == 0.23


@pytest.mark.parametrize(
    ("share", "expected", "tone"),
    [
        (0.24, 0.24, ""),
        (0.216, 0.24, ""),
        (0.2, 0.24, "y"),
        (0.168, 0.24, "y"),
        (0.16, 0.24, "r"),
        (None, 0.24, ""),
        (0.1, None, ""),
    ],
)
def test_colour_of_a_share_follows_what_was_expected(share, expected, tone):
    assert rules.places.tone(share, expected) == tone


def test_equal_shares_have_the_same_place_and_nothing_to_compare_has_none():
    found = rules.places.standings([0.2, 0.3, None, 0.3], [0.25] * 4)
    assert [one.place for one in found] == [3, 1, None, 1]


@pytest.mark.parametrize(("values", "middle"), [([], None), ([7], 7.0), ([9, 1], 5.0), ([3, 1, 2], 2.0)])
def test_median(values, middle):
    assert rules.places.median(values) == middle


@given(st.lists(st.integers(0, 900), max_size=400))
def test_thinned_values_keep_their_ends_and_their_spread(values):
    found = rules.places.thinned(values, 50)
    assert len(found) == min(len(values), 50)
    assert found == sorted(found)
    assert not values or (found[0], found[-1]) == (min(values), max(values))


def test_the_course_ends_on_the_figure_that_stands_on_the_page():
    assert rules.courses.done({1: 10, 2: None, 3: 30}, last=3, invested_yuan=100) == [70, 70, 100] + [None] * 9


def test_the_course_is_never_below_nought():
    assert rules.courses.done({2: 500}, last=2, invested_yuan=100)[:2] == [0, 100]


@given(st.lists(st.integers(0, 10**12), min_size=12, max_size=12))
def test_cumulative_sums_end_on_the_whole(parts):
    assert rules.courses.summed(parts)[-1] == sum(parts)


def test_growth_compares_the_same_months():
    months = {"2023-01": 100, "2023-02": 100, "2023-03": 100, "2024-01": 110, "2024-02": 130, "2024-03": 30}
    found = rules.growth.against_last_year(months, month="2024-02")
    assert (found.through, found.now_yuan, found.before_yuan, round(found.rate, 9)) == ("2024-02", 240, 200, 0.2)


def test_growth_stops_at_the_newest_month_with_anything_verified():
    months = {"2023-01": 100, "2023-02": 100, "2024-01": 150, "2024-02": None}
    found = rules.growth.against_last_year(months, month="2024-02")
    assert (found.through, found.rate) == ("2024-01", 0.5)


@pytest.mark.parametrize(
    "months",
    [
        {},
        {"2024-01": 5},
        {"2023-01": 0, "2024-01": 5},
        {"2023-01": -3, "2024-01": 5},
        {"2023-02": 8, "2024-01": 1, "2024-02": 5},
        {"2023-01": 8},
    ],
)
def test_no_rate_without_a_whole_last_year(months):
    assert rules.growth.against_last_year(months, month="2024-02").rate is None


def even(part):
    return dict.fromkeys(range(1, 13), part)


def test_the_outlook_spans_how_earlier_years_went_on():
    late = even(10) | {12: 130}
    early = even(10) | {1: 130}
    found = rules.outlook.outlook([even(10), late, early], last=6, invested_yuan=600)
    assert (found.years, found.low[11], found.middle[11], found.high[11]) == (3, 800, 1200, 2400)
    assert found.low[:5] == (None,) * 5
    assert (found.low[5], found.high[5]) == (600, 600)


@pytest.mark.parametrize(
    ("years", "last"),
    [([even(10)] * 2, 6), ([even(10)] * 3, 12), ([even(10), even(10), even(10) | {4: None}], 6), ([even(0)] * 3, 6)],
)
def test_nothing_is_foreseen_with_fewer_than_three_whole_years(years, last):
    assert rules.outlook.outlook(years, last=last, invested_yuan=600) is None


@given(
    st.lists(st.lists(st.integers(1, 10**9), min_size=12, max_size=12), min_size=3, max_size=6),
    st.integers(1, 11), st.integers(1, 10**11),
)  # fmt: skip
def test_the_outlook_never_falls_and_is_never_less_than_what_is_done(years, last, invested):
    found = rules.outlook.outlook([dict(enumerate(year, 1)) for year in years], last=last, invested_yuan=invested)
    ahead = list(zip(found.low[last - 1 :], found.middle[last - 1 :], found.high[last - 1 :], strict=True))
    assert all(invested <= low <= middle <= high for low, middle, high in ahead)
    assert [low for low, _m, _h in ahead] == sorted(low for low, _m, _h in ahead)


@pytest.mark.parametrize(
    ("due", "group"),
    [
        (date(2024, 4, 9), "late"), (date(2024, 4, 10), "today"), (date(2024, 4, 11), "week"), (date(2024, 4, 14), "week"),
        (date(2024, 4, 15), "later"), (None, "later"),
    ],
)  # fmt: skip
def test_a_deadline_falls_into_its_group(due, group):
    assert rules.days.group(due, date(2024, 4, 10)) == group
