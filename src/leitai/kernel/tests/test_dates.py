"""Dates as people write them, with the precision they have; and months."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitai.kernel import dates
from leitai.kernel.dates import Month, PartDate

PERIOD = Month(2024, 3)
months = st.builds(Month, st.integers(1949, 2100), st.integers(1, 12))


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("2024.1.8", "2024-01-08", "day"),
        ("2024-1-8", "2024-01-08", "day"),
        ("2024/01/08", "2024-01-08", "day"),
        ("2024年1月8日", "2024-01-08", "day"),
        ("２０２４年１月８日", "2024-01-08", "day"),
        ("2024年 1月 8号", "2024-01-08", "day"),
        ("2024-01-08 00:00:00", "2024-01-08", "day"),
        ("20240108", "2024-01-08", "day"),
        ("2024年5月", "2024-05", "month"),
        ("2024年5月份", "2024-05", "month"),
        ("2024.5", "2024-05", "month"),
        ("2024-05", "2024-05", "month"),
        ("202405", "2024-05", "month"),
        ("2024年十二月", "2024-12", "month"),
        ("2024年十月", "2024-10", "month"),
        ("2024年九月", "2024-09", "month"),
        ("2026", "2026", "year"),
        ("2026年", "2026", "year"),
        ("2026年度", "2026", "year"),
    ],
)
def test_dates_as_written_keep_their_precision(text, value, precision):
    assert dates.parse(text) == dates.Reading(text, PartDate(value, precision))


@pytest.mark.parametrize(
    ("text", "value", "flags"),
    [
        ("2024年底", "2024-12", {"fuzzy"}),
        ("2024年年底", "2024-12", {"fuzzy"}),
        ("2024年初", "2024-01", {"fuzzy"}),
        ("2024年上半年", "2024-06", {"fuzzy"}),
        ("2024年第三季度", "2024-09", {"fuzzy"}),
        ("2024年5月上旬", "2024-05", {"fuzzy"}),
        ("2024年5月底", "2024-05", {"fuzzy"}),
        ("2024年5月底前", "2024-05", {"fuzzy"}),
        ("预计2024年6月", "2024-06", {"fuzzy"}),
        ("2024.6左右", "2024-06", {"fuzzy"}),
        ("年底", "2024-12", {"fuzzy", "no_year"}),
        ("5月上旬", "2024-05", {"fuzzy", "no_year"}),
        ("6月", "2024-06", {"no_year"}),
        ("6月15日", "2024-06-15", {"no_year"}),
        ("6.30", "2024-06-30", {"no_year"}),
        ("明年6月", "2025-06", {"relative"}),
        ("去年12月8日", "2023-12-08", {"relative"}),
        ("明年", "2025", {"relative"}),
        ("明年底", "2025-12", {"relative", "fuzzy"}),
        ("明年年底", "2025-12", {"relative", "fuzzy"}),
        ("下月", "2024-04", {"relative"}),
        ("24.3.5", "2024-03-05", {"two_digit_year"}),
        ("24年3月", "2024-03", {"two_digit_year"}),
        ("24.3", "2024-03", {"two_digit_year"}),
        ("45299", "2024-01-08", {"serial"}),
    ],
)
def test_what_was_understood_beyond_the_words_is_flagged(text, value, flags):
    reading = dates.parse(text, PERIOD)
    assert str(reading.date) == value
    names = ("fuzzy", "no_year", "relative", "two_digit_year", "serial")
    assert {name for name in names if getattr(reading, name)} == flags


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "date.empty"),
        ("待定", "date.unreadable"),
        ("—", "date.unreadable"),
        ("2024/2/30", "date.impossible"),
        ("2024年13月", "date.impossible"),
        ("2024.0", "date.impossible"),
        ("2023.2.29", "date.impossible"),
        ("24", "date.unreadable"),
        ("202.3.5", "date.unreadable"),
        ("1900.1.1", "date.year_range"),
        ("9999", "date.year_range"),
        ("99999", "date.year_range"),
        ("2024-05/06", "date.unreadable"),
        ("2" * 5000, "date.too_long"),
    ],
)
def test_what_is_no_date_is_refused_with_its_code(text, error):
    assert dates.parse(text, PERIOD) == dates.Reading(text[: dates.LONGEST], error=error)
    assert error in dates.ERRORS


@pytest.mark.parametrize("text", ["6月", "6.30", "明年6月", "年底", "本月", "下月"])
def test_without_a_period_no_year_is_made_up(text):
    assert dates.parse(text).error == "date.no_year"


@given(st.text(max_size=50), st.none() | st.just(PERIOD))
def test_any_text_gets_a_reading_and_never_an_exception(text, period):
    reading = dates.parse(text, period)
    assert (reading.error is None) == (reading.date is not None)
    assert reading.error is None or reading.error in dates.ERRORS


@given(st.text(alphabet="0123456789.-/年月日初底中旬上下半季度第一二十今明去前 ", max_size=12))
def test_any_mixture_of_figures_and_date_words_gets_a_reading(text):
    reading = dates.parse(text, PERIOD)
    assert (reading.error is None) == (reading.date is not None)


@given(st.dates(date(1949, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read_back_from_every_way_to_write_it(on):
    part = PartDate.from_date(on)
    for written in (str(part), dates.text(part), f"{on.year}.{on.month}.{on.day}", f"{on:%Y%m%d}"):
        assert dates.parse(written).date == part
    assert part.earliest == part.latest == on


def test_a_part_date_spans_the_days_it_can_mean():
    assert (PartDate("2024-02", "month").earliest, PartDate("2024-02", "month").latest) == (
        date(2024, 2, 1),
        date(2024, 2, 29),
    )
    assert PartDate("2024", "year").latest == date(2024, 12, 31)
    assert PartDate("2024-02", "month").may_be(date(2024, 2, 29))
    assert not PartDate("2024-02", "month").may_be(date(2024, 3, 1))


def test_order_is_wrong_only_when_it_is_wrong_for_every_meaning():
    assert PartDate("2023-12", "month").is_surely_before(PartDate("2024", "year"))
    assert not PartDate("2024-12", "month").is_surely_before(PartDate("2024", "year"))
    assert PartDate("2023", "year").is_surely_before(date(2024, 1, 1))
    assert not PartDate("2024", "year").is_surely_before(date(2024, 1, 1))


@pytest.mark.parametrize(
    ("value", "precision"), [("2024-02-30", "day"), ("2024-13", "month"), ("2024-05", "day"), ("24", "year")]
)
def test_a_part_date_that_does_not_exist_is_refused(value, precision):
    with pytest.raises(ValueError, match=r".+"):
        PartDate(value, precision)


@pytest.mark.parametrize(
    ("value", "precision", "chinese", "english"),
    [
        ("2024-04-08", "day", "2024年4月8日", "8 Apr 2024"),
        ("2024-04", "month", "2024年4月", "Apr 2024"),
        ("2024", "year", "2024年", "2024"),
    ],
)
def test_dates_for_people(value, precision, chinese, english):
    part = PartDate(value, precision)
    assert (dates.text(part), dates.text(part, "en")) == (chinese, english)


def test_in_the_same_year_a_day_drops_the_year_and_a_month_keeps_it():
    assert dates.text(date(2024, 4, 8), this_year=2024) == "4月8日"
    assert dates.text(date(2024, 4, 8), "en", this_year=2024) == "8 Apr"
    assert dates.text(PartDate("2024-04", "month"), this_year=2024) == "2024年4月"
    assert dates.month_text(Month(2024, 4), "en") == "Apr 2024"


@pytest.mark.parametrize("number", [0, 17_999, 73_051, float("nan"), float("inf"), -1])
def test_numbers_that_are_no_day_are_refused(number):
    assert dates.from_serial(number).error == "date.year_range"


@given(months, st.integers(-500, 500))
def test_months_add_and_subtract(month, count):
    later = month.plus(count)
    assert later.months_since(month) == count
    assert later.plus(-count) == month
    assert (later > month) == (count > 0)


@given(months)
def test_a_month_is_its_days(month):
    assert Month.parse(str(month)) == month == Month.of(month.first_day) == Month.of(month.last_day)
    assert month.plus(1).first_day.toordinal() - month.last_day.toordinal() == 1
    assert month.contains(month.last_day)
    assert not month.contains(month.plus(1).first_day)
    assert month.quarter == {1: 1, 2: 1, 3: 1, 4: 2, 5: 2, 6: 2, 7: 3, 8: 3, 9: 3, 10: 4, 11: 4, 12: 4}[month.month]


def test_through_counts_both_ends():
    assert [str(month) for month in Month(2023, 12).through(Month(2024, 2))] == ["2023-12", "2024-01", "2024-02"]
    assert list(Month(2024, 2).through(Month(2024, 1))) == []


@pytest.mark.parametrize("text", ["2024-3", "2024-13", "2024-00", "２０２４-03", "2024-03-01", ""])
def test_a_month_that_is_not_one_is_refused(text):
    with pytest.raises(ValueError, match="month"):
        Month.parse(text)
