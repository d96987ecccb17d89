from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from leitai.kernel import dates
from leitai.web import words

MOMENT = datetime(2024, 4, 8, 0, 52, tzinfo=UTC)


@pytest.fixture(params=["zh-hans", "en"])
def lang(request):
    with translation.override(request.param):
        yield request.param


@pytest.mark.parametrize("write", [words.count, words.percent, words.wan, words.money, words.day, words.day_in_table, words.moment,
                                   words.month, words.partial_day])  # fmt: skip
def test_missing_is_a_dash_and_never_zero(lang, write):
    assert write(None) == "—"


def test_zero_is_a_figure():
    assert [words.count(0), words.percent(0), words.wan(0)] == ["0", "0.0%", "0"]


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(1234, None, "1,234"), (1234.5, None, "1,234.5"), (-3, None, "−3"), (2, 1, "2.0"), (1234.567, None, "1,234.57")],
)
def test_count_groups_and_has_a_true_minus(value, digits, text):
    assert words.count(value, digits) == text


def test_money_speaks_the_page_s_language():
    with translation.override("zh-hans"):
        assert [words.money(4_614_000_000), words.money(75_000_000)] == ["46.1 亿元", "7,500 万元"]
    with translation.override("en"):
        assert [words.money(4_614_000_000), words.money(75_000_000)] == ["¥4.61 bn", "¥75 m"]


def test_day_leaves_out_the_year_it_is_told():
    with translation.override("zh-hans"):
        assert words.day(date(2024, 4, 8)) == "2024年4月8日"
        assert words.day(date(2024, 4, 8), this_year=2024) == "4月8日"
        assert words.day(date(2023, 4, 8), this_year=2024) == "2023年4月8日"


def test_moments_are_told_in_the_county_s_own_time():
    with translation.override("zh-hans"):
        assert words.moment(MOMENT) == "2024年4月8日 08:52"
        assert words.day(datetime(2024, 4, 7, 20, 0, tzinfo=UTC)) == "2024年4月8日"
    with translation.override("en"):
        assert words.moment(MOMENT, this_year=2024) == "8 Apr 08:52"


def test_month_takes_dates_months_and_text(lang):
    expected = "Apr 2024" if lang == "en" else "2024年4月"
    assert {words.month(date(2024, 4, 8)), words.month("2024-04"), words.month(dates.Month(2024, 4))} == {expected}


@pytest.mark.parametrize(
    ("value", "text"), [("2024", "2024年"), ("2024-04", "2024年4月"), ("2024-04-08", "2024年4月8日")]
)
def test_partial_day_says_no_more_than_is_known(value, text):
    with translation.override("zh-hans"):
        assert words.partial_day(value) == text
        assert words.day(dates.PartDate(value, ("year", "month", "day")[value.count("-")])) == text
