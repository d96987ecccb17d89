"""The working-day calendar against a day-by-day loop, the notices' own sentences, and itself."""

import csv
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitai.kernel import workdays
from leitai.kernel.workdays import DayRow, Notice, OutOfRange

CALENDAR = workdays.Calendar.published()
DAY = timedelta(days=1)

days = st.dates(date(2018, 6, 1), date(2029, 12, 31))


def loop_add(on: date, count: int) -> date:
    """The n-th working day as a clerk finds it: finger on the calendar, one day at a time."""
    if count == 0:
        while not CALENDAR.is_workday(on):
            on += DAY
        return on
    step = DAY if count > 0 else -DAY
    left = abs(count)
    while left:
        on += step
        left -= CALENDAR.is_workday(on)
    return on


def loop_between(a: date, b: date) -> int:
    if b < a:
        return -loop_between(b, a)
    return sum(CALENDAR.is_workday(a + DAY * n) for n in range(1, (b - a).days + 1))


@given(days, st.integers(-150, 150))
def test_add_is_the_day_by_day_loop(on, count):
    assert CALENDAR.add(on, count) == loop_add(on, count)


@given(days, days)
def test_between_is_the_day_by_day_loop(a, b):
    assert CALENDAR.between(a, b) == loop_between(a, b)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 2000))
def test_counting_back_gives_what_was_added_anywhere_in_the_range(on, count):
    end = CALENDAR.add(on, count)
    assert CALENDAR.is_workday(end)
    assert CALENDAR.between(on, end) == count
    assert CALENDAR.add(end, -count) <= on < CALENDAR.add(end, -count + 1) or count == 1


@given(st.lists(st.tuples(days, st.integers(-150, 150)), max_size=40))
def test_arrays_agree_with_single_dates(pairs):
    starts = np.array([on for on, _ in pairs], dtype="datetime64[D]")
    counts = np.array([count for _, count in pairs], dtype=np.int64)
    ends = CALENDAR.add_many(starts, counts)
    assert ends.tolist() == [CALENDAR.add(on, count) for on, count in pairs]
    expected = [CALENDAR.between(on, end) for (on, _), end in zip(pairs, ends.tolist(), strict=True)]
    assert CALENDAR.count_many(starts, ends).tolist() == expected


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2024-04-03", 1, "2024-04-07"),  # Tomb-sweeping Day, then a Sunday at work
        ("2024-04-05", 1, "2024-04-07"),  # the first contest's day is a holiday
        ("2024-04-05", 0, "2024-04-07"),
        ("2024-04-07", 0, "2024-04-07"),
        ("2024-04-08", -1, "2024-04-07"),
        ("2024-04-05", -1, "2024-04-03"),
        ("2024-02-09", 1, "2024-02-18"),  # Spring Festival; New Year's Eve itself was a working day
        ("2020-01-23", 1, "2020-02-03"),  # holiday extended to 2 February
        ("2019-04-26", 2, "2019-04-29"),
        ("2018-12-28", 1, "2018-12-29"),  # moved by the notice for 2019
        ("2026-09-30", 1, "2026-10-08"),
    ],
)
def test_add_on_days_the_notices_name(start, count, end):
    assert CALENDAR.add(date.fromisoformat(start), count) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("year", "workdays_in_year"),
    [(2019, 250), (2020, 249), (2021, 250), (2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)],
)
def test_every_announced_year_has_its_number_of_working_days(year, workdays_in_year):
    assert CALENDAR.between(date(year - 1, 12, 31), date(year, 12, 31)) == workdays_in_year


def test_make_up_days_fall_on_weekends_and_every_year_with_days_has_its_notice():
    makeup = [row for row in CALENDAR.rows if row.kind == "workday"]
    assert {row.on.weekday() for row in makeup} == {5, 6}
    assert {row.on.year for row in CALENDAR.rows} - {2018} == CALENDAR.years
    assert all(
        notice.number in {f"国办发明电〔{notice.dated.year}〕{n}号" for n in range(1, 40)}
        for notice in CALENDAR.notices
    )


def test_shipped_days_stand_once_and_in_order():
    lines = (Path(workdays.__file__).with_name("data") / "holidays.csv").read_text(encoding="utf-8").splitlines()
    dates = [row["date"] for row in csv.DictReader(lines)]
    assert dates == sorted(set(dates))


def test_name_of_a_day_is_the_notices_word():
    assert CALENDAR.name_of(date(2024, 4, 5)) == DayRow(date(2024, 4, 5), "holiday", "清明节", "Tomb-sweeping Day")
    assert CALENDAR.name_of(date(2024, 4, 8)) is None


def test_results_beyond_the_published_years_are_provisional():
    assert CALENDAR.add_marked(date(2026, 12, 31), 1) == workdays.MarkedDay(date(2027, 1, 1), True)
    assert CALENDAR.add_marked(date(2026, 12, 30), 1) == workdays.MarkedDay(date(2026, 12, 31), False)
    assert CALENDAR.add_marked(date(2018, 12, 31), 2).is_provisional
    assert CALENDAR.between_marked(date(2026, 1, 1), date(2027, 1, 1)).is_provisional
    assert CALENDAR.between_marked(date(2027, 1, 1), date(2026, 1, 1)).is_provisional
    assert not CALENDAR.between_marked(date(2019, 1, 1), date(2026, 12, 31)).is_provisional


def test_a_gap_of_unannounced_years_is_provisional_although_both_ends_are_announced():
    calendar = workdays.Calendar.from_rows([], years=[2024, 2026])
    assert calendar.is_provisional_between(date(2024, 5, 1), date(2026, 5, 1))
    assert not calendar.is_provisional_between(date(2024, 5, 1), date(2024, 6, 1))


def test_provisional_many_agrees_with_single_dates():
    some = np.array(["2018-12-31", "2019-01-01", "2026-12-31", "2027-01-01"], dtype="datetime64[D]")
    assert CALENDAR.provisional_many(some).tolist() == [True, False, False, True]


def test_a_county_enters_the_next_notice_and_gets_a_new_edition():
    notice = Notice(2027, "国办发明电〔2026〕1号", date(2026, 11, 1), "假设的通知")
    rows = [
        DayRow(date(2027, 1, 1), "holiday"),
        DayRow(date(2027, 1, 2), "workday"),
        DayRow(date(2026, 12, 31), "holiday"),
    ]
    calendar = CALENDAR.with_year(2027, rows, notice=notice)
    assert calendar.add_marked(date(2026, 12, 30), 1) == workdays.MarkedDay(date(2027, 1, 2), False)
    assert calendar.notices[-1] == notice
    assert CALENDAR.add(date(2026, 12, 30), 1) == date(2026, 12, 31)
    assert calendar.add(date(2024, 4, 3), 1) == date(2024, 4, 7)


def test_from_rows_takes_the_years_that_have_holidays_as_announced():
    calendar = workdays.Calendar.from_rows([DayRow(date(2030, 1, 1), "holiday"), DayRow(date(2029, 12, 29), "workday")])
    assert calendar.years == {2030}
    assert calendar.is_workday(date(2029, 12, 29))


def test_a_day_given_twice_must_be_of_one_kind():
    twice = [DayRow(date(2030, 1, 1), "holiday"), DayRow(date(2030, 1, 1), "workday")]
    with pytest.raises(ValueError, match="both as a holiday and as a working day"):
        workdays.Calendar.from_rows(twice)


@pytest.mark.parametrize(
    ("on", "count"),
    [
        (date(1969, 12, 31), 1),
        (date(2101, 1, 1), 1),
        (date(2100, 12, 30), 30),
        (date(1970, 1, 5), -10),
        (date(1970, 1, 1), -1),
        (date(2100, 12, 31), 10**9),
        (datetime(2024, 4, 5), 1),  # a moment is not a date: its zone was not asked
    ],
)
def test_dates_outside_the_range_are_refused_never_guessed(on, count):
    with pytest.raises(OutOfRange):
        CALENDAR.add(on, count)


def test_every_other_question_refuses_dates_outside_the_range_too():
    with pytest.raises(OutOfRange):
        CALENDAR.is_workday(date(1969, 12, 31))
    with pytest.raises(OutOfRange):
        CALENDAR.between(date(2024, 1, 1), date(2101, 1, 1))
    with pytest.raises(OutOfRange):
        workdays.Calendar.from_rows([DayRow(date(2101, 1, 1), "holiday")])


def test_the_first_and_last_days_of_the_range_work():
    assert CALENDAR.add(date(1970, 1, 1), 0) == date(1970, 1, 1)
    assert CALENDAR.add(date(1970, 1, 2), -1) == date(1970, 1, 1)
    assert CALENDAR.next_workday(date(2100, 12, 30)) == date(2100, 12, 31)
    last = np.array(["2100-12-30"], dtype="datetime64[D]")
    assert CALENDAR.add_many(last, 1).tolist() == [date(2100, 12, 31)]


@pytest.mark.parametrize(
    ("starts", "count"),
    [
        (["NaT"], 1),
        (["1969-12-31"], 1),
        (["2101-01-01"], 1),
        (["2100-12-31"], 1),
        (["1970-01-01"], -1),
        (["2024-01-01"], 2**62),
    ],
)
def test_arrays_refuse_what_single_dates_refuse(starts, count):
    with pytest.raises(OutOfRange):
        CALENDAR.add_many(np.array(starts, dtype="datetime64[D]"), count)


def test_arrays_of_other_types_are_refused():
    with pytest.raises(TypeError):
        CALENDAR.add_many(np.array(["2024-01-01"], dtype="datetime64[s]"), 1)
    with pytest.raises(TypeError):
        CALENDAR.add_many(np.array(["2024-01-01"], dtype="datetime64[D]"), np.array([1.5]))


def test_arrays_keep_their_shape_and_may_be_empty_or_strided():
    grid = np.arange("2024-01-01", "2024-01-13", dtype="datetime64[D]").reshape(3, 4)
    assert CALENDAR.add_many(grid, 3).shape == (3, 4)
    assert CALENDAR.add_many(grid[:, ::2], 3).tolist() == CALENDAR.add_many(grid, 3)[:, ::2].tolist()
    assert CALENDAR.count_many(grid, grid + np.timedelta64(7, "D")).shape == (3, 4)
    assert CALENDAR.add_many(grid[:0], 3).shape == (0, 4)


def test_an_array_longer_than_one_pass_is_whole():
    rng = np.random.default_rng(1)
    starts = np.datetime64("2019-01-01") + rng.integers(0, 2000, 50_001)
    counts = rng.integers(1, 61, 50_001)
    ends = CALENDAR.add_many(starts, counts)
    assert (CALENDAR.count_many(starts, ends) == counts).all()
    assert ends[-1].tolist() == CALENDAR.add(starts[-1].tolist(), int(counts[-1]))


def test_importing_the_calendar_loads_no_numpy():
    load = "import sys; from leitai.kernel import workdays; workdays.Calendar.published()"
    script = f"{load}; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0  # noqa: S603 - our own interpreter
