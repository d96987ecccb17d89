"""The rules of the register, as tables; no database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitai.kernel.refusal import Refusal
from leitai.kernel.workdays import Calendar
from leitai.register import rules, terms
from leitai.register.rules.lights import Picture
from leitai.register.rules.speeds import Done, Interval
from leitai.register.terms import Figures, Light, Severity

WAN = 10_000
months_text = st.builds(lambda y, m: f"{y:04d}-{m:02d}", st.integers(1990, 2150), st.integers(1, 12))


# months and deadlines


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("2024-03", True), ("2024-13", False), ("2024-3", False), ("２０２４-03", False), ("2024-03\n", False)],
)
def test_a_month_is_written_in_one_way(text: str, is_one: bool) -> None:
    assert rules.months.is_month(text) is is_one


@given(months_text, st.integers(-500, 500))
def test_shifting_a_month_there_and_back_is_the_same(month: str, by: int) -> None:
    there = rules.months.shifted(month, by)
    assert rules.months.shifted(there, -by) == month
    assert rules.months.steps(month, there) == by


@pytest.mark.parametrize(
    ("month", "last"), [("2024-02", date(2024, 2, 29)), ("2023-02", date(2023, 2, 28)), ("2024-12", date(2024, 12, 31))]
)
def test_the_last_day_of_a_month(month: str, last: date) -> None:
    assert rules.months.last_day(month) == last


@pytest.mark.parametrize(
    ("on", "month"),
    [
        (date(2024, 3, 24), "2024-02"),
        (date(2024, 3, 25), "2024-03"),
        (date(2024, 4, 8), "2024-03"),
        (date(2024, 1, 3), "2023-12"),
    ],
)
def test_a_month_opens_on_its_25th(on: date, month: str) -> None:
    assert rules.deadlines.open_month(on) == month


@pytest.mark.parametrize(
    ("month", "due"),
    [
        ("2024-03", date(2024, 4, 8)),  # Qingming lies between, Sunday 7 April is a make-up day
        ("2024-09", date(2024, 10, 12)),  # National Day week; Saturday 12 October is a make-up day
        ("2024-05", date(2024, 6, 7)),
    ],
)
def test_the_fifth_working_day_of_the_next_month_is_the_last(month: str, due: date) -> None:
    assert rules.deadlines.due_on(month, Calendar.published().add) == due


def test_neither_the_future_nor_the_distant_past_can_be_reported() -> None:
    on = date(2024, 4, 8)
    assert [rules.deadlines.can_be_reported(m, on) for m in ("2024-04", "2024-03", "2019-03", "2019-02")] == [
        False,
        True,
        True,
        False,
    ]


# plans


@given(st.integers(0, 10**12))
def test_an_even_plan_never_falls_and_ends_with_the_whole(planned: int) -> None:
    sums = [rules.plans.expected_yuan(planned, n) for n in range(1, 13)]
    assert sums == sorted(sums)
    assert sums[-1] == planned
    assert sum(rules.plans.by_month(planned)) == planned


def test_a_given_profile_is_what_is_expected() -> None:
    profile = [0, 0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]
    assert rules.plans.is_profile(profile, 100)
    assert rules.plans.expected_yuan(100, 3, profile) == 10
    assert not rules.plans.is_profile(profile, 101)
    assert not rules.plans.is_profile([5, 4, *profile[2:]], 100)
    assert not rules.plans.is_profile(profile[:11], 90)


# lights


def picture(**more: object) -> Picture:
    plain = {"month": "2024-03", "reported": "2024-03", "earned_yuan": 300 * WAN, "planned_yuan": 1_200 * WAN}
    return Picture(**(plain | more))


@pytest.mark.parametrize(
    ("more", "light", "codes"),
    [
        ({}, Light.GREEN, ["on_plan"]),
        ({"earned_yuan": 181 * WAN}, Light.GREEN, ["on_plan"]),  # 9.9 points behind
        ({"earned_yuan": 180 * WAN}, Light.YELLOW, ["behind"]),  # 10 points
        ({"earned_yuan": 0, "reported": "2024-06", "month": "2024-06"}, Light.RED, ["behind"]),  # 50 points
        ({"milestones": [("land", 29)]}, Light.GREEN, ["on_plan"]),
        ({"milestones": [("land", 30)]}, Light.YELLOW, ["late"]),
        ({"milestones": [("land", 30), ("started", 90)]}, Light.RED, ["late"]),
        ({"bottleneck_days": 1}, Light.YELLOW, ["stuck"]),
        ({"bottleneck_days": 30}, Light.RED, ["stuck"]),
        ({"unchanged_months": 1}, Light.GREEN, ["on_plan"]),
        ({"unchanged_months": 2}, Light.YELLOW, ["unchanged"]),
        ({"unchanged_months": 2, "earned_yuan": 1_200 * WAN}, Light.GREEN, ["on_plan"]),  # the year's plan is done
        ({"earned_yuan": 180 * WAN, "milestones": [("land", 95)]}, Light.RED, ["late", "behind"]),  # the worst first
        ({"reported": "2024-02", "earned_yuan": 200 * WAN}, Light.NONE, ["silent"]),  # never green for want of news
        ({"reported": "2024-02", "earned_yuan": 200 * WAN, "report_is_due": False}, Light.GREEN, ["on_plan"]),
        ({"reported": "", "earned_yuan": None}, Light.NONE, ["silent"]),
        ({"reported": "", "earned_yuan": None, "milestones": [("land", 90)]}, Light.RED, ["late"]),
        ({"planned_yuan": None}, Light.NONE, ["no_plan"]),
        ({"is_followed": False}, Light.NONE, ["not_followed"]),
    ],
)
def test_a_light_and_its_reasons(more: dict[str, object], light: Light, codes: list[str]) -> None:
    verdict = rules.lights.light(picture(**more))
    assert (verdict.light, [reason.code for reason in verdict.reasons]) == (light, codes)


@given(
    st.integers(0, 2_000),
    st.integers(1, 2_000),
    st.integers(0, 400),
    st.integers(0, 400),
    st.integers(0, 24),
    st.sampled_from(["", "2024-02", "2024-03"]),
)
def test_every_light_has_a_reason_that_can_be_said(
    earned: int, planned: int, late: int, stuck: int, same: int, reported: str
) -> None:
    shown = picture(
        earned_yuan=earned * WAN, planned_yuan=planned * WAN, milestones=[("land", late)] if late else [], bottleneck_days=stuck,
        unchanged_months=same, reported=reported,
    )  # fmt: skip
    verdict = rules.lights.light(shown)
    assert verdict.reasons
    assert all(reason.text % reason.data for reason in verdict.reasons)


@given(st.integers(0, 1_200), st.integers(0, 1_200))
def test_more_money_never_makes_a_light_worse(less: int, more: int) -> None:
    order = [Light.RED, Light.YELLOW, Light.GREEN]
    low, high = sorted((less, more))
    lights = [order.index(rules.lights.light(picture(earned_yuan=yuan * WAN)).light) for yuan in (low, high)]
    assert lights[0] <= lights[1]


# checks at entry


def past(*wan: int) -> list[Figures]:
    """Months from January on with these amounts."""
    sums = [sum(wan[: i + 1]) for i in range(len(wan))]
    return [
        Figures(f"2024-{i + 1:02d}", w * WAN, s * WAN, s * WAN) for i, (w, s) in enumerate(zip(wan, sums, strict=True))
    ]


def codes(now: Figures, before: list[Figures], **more: object) -> list[tuple[str, str, Severity]]:
    found = rules.checks.findings(now, before, **more)
    return [(f.code, f.field, f.severity) for f in found]


ERROR, REASON, NOTE = Severity.ERROR, Severity.REASON, Severity.NOTE


@pytest.mark.parametrize(
    ("now", "more", "found"),
    [
        ((120, 420, 420), {}, []),
        ((None, None, None), {}, [("missing", "month_yuan", ERROR)]),
        (
            (-1, 299, 299),
            {},
            [("out_of_range", "month_yuan", ERROR), ("falls", "cum_year_yuan", ERROR), ("falls", "cum_yuan", ERROR)],
        ),
        ((0, 290, 290), {}, [("falls", "cum_year_yuan", ERROR), ("falls", "cum_yuan", ERROR)]),
        ((100, 450, 400), {}, [("part_over_whole", "cum_yuan", ERROR), ("adds_up", "cum_year_yuan", REASON)]),
        ((100, 400, 450), {}, [("adds_up", "cum_yuan", REASON)]),
        ((100, 400, 401), {}, []),  # rounding in 万元
        ((100, 400, 400), {"total_yuan": 399 * WAN}, [("past_total", "cum_yuan", NOTE)]),
        ((100, 400, 400), {"total_yuan": 333 * WAN}, [("over_total", "cum_yuan", REASON)]),
        ((100, 400, 400), {"planned_yuan": 300 * WAN}, [("over_plan", "cum_year_yuan", NOTE)]),
        ((300, 600, 600), {}, [("high", "month_yuan", REASON)]),  # three times the average of three months
        ((299, 599, 599), {}, []),
        ((0, 300, 300), {"unchanged": 1}, []),
        ((0, 300, 300), {"unchanged": 2}, [("unchanged", "month_yuan", REASON)]),
        ((100 * WAN, None, None), {}, [("unit", "month_yuan", REASON)]),  # yuan typed where 万元 was asked
        ((100, 400, 0.04), {}, [("unit", "cum_yuan", ERROR)]),
        ((100, 400, 400), {"total_yuan": 4 * WAN}, [("unit", "cum_year_yuan", ERROR), ("unit", "cum_yuan", ERROR)]),
    ],
)
def test_a_careful_reader_asks(now: tuple[float | None, ...], more: dict[str, object], found: list[object]) -> None:
    figures = Figures("2024-04", *(None if value is None else int(value * WAN) for value in now))
    assert codes(figures, past(100, 100, 100), **more) == found


def test_the_sum_of_the_year_begins_anew_in_january() -> None:
    before = [Figures("2023-12", 100 * WAN, 1_200 * WAN, 5_000 * WAN)]
    assert codes(Figures("2024-01", 50 * WAN, 50 * WAN, 5_050 * WAN), before) == []


def test_what_follows_from_the_month_before_is_worked_out() -> None:
    before = past(100, 100, 100)[-1]
    assert rules.checks.filled(Figures("2024-04", 50 * WAN), before) == (
        Figures("2024-04", 50 * WAN, 350 * WAN, 350 * WAN), ("cum_year_yuan", "cum_yuan"),
    )  # fmt: skip
    assert rules.checks.filled(Figures("2024-04", None, 350 * WAN), before)[0].month_yuan == 50 * WAN
    assert rules.checks.filled(Figures("2024-04", 50 * WAN), None) == (Figures("2024-04", 50 * WAN), ())
    assert rules.checks.filled(Figures("2024-05", 50 * WAN), before) == (
        Figures("2024-05", 50 * WAN),
        (),
    )  # April is missing
    assert rules.checks.filled(Figures("2024-01", 50 * WAN), None)[0].cum_year_yuan == 50 * WAN


amounts = st.one_of(st.none(), st.integers(-(10**15), 10**15))


@given(amounts, amounts, amounts, st.lists(st.integers(0, 10**12), max_size=8), st.integers(0, 30))
def test_checks_never_stumble_and_never_change_what_was_reported(
    month: int | None, year: int | None, total: int | None, earlier: list[int], unchanged: int
) -> None:
    before = past(*earlier[:11])
    now = Figures(f"2024-{len(before) + 1:02d}", month, year, total)
    filled, derived = rules.checks.filled(now, before[-1] if before else None)
    for name in ("month_yuan", "cum_year_yuan", "cum_yuan"):
        assert getattr(filled, name) == getattr(now, name) or (name in derived and getattr(now, name) is None)
    for finding in rules.checks.findings(filled, before, total_yuan=10**9, planned_yuan=10**8, unchanged=unchanged):
        assert finding.text % finding.data


@given(st.lists(st.integers(1, 1_000), min_size=1, max_size=8), st.integers(0, 1_000))
def test_figures_that_add_up_are_never_an_error(earlier: list[int], now: int) -> None:
    before = past(*earlier)
    figures, _ = rules.checks.filled(Figures(f"2024-{len(before) + 1:02d}", now * WAN), before[-1])
    assert [f for f in rules.checks.findings(figures, before) if f.severity is ERROR] == []


def test_a_question_is_settled_by_a_reason_and_an_error_is_not() -> None:
    high = rules.checks.findings(Figures("2024-04", 300 * WAN, 600 * WAN, 600 * WAN), past(100, 100, 100))
    falls = rules.checks.findings(Figures("2024-04", 0, 290 * WAN, 290 * WAN), past(100, 100, 100))
    assert (rules.checks.is_open(high, " "), rules.checks.is_open(high, "设备款集中支付")) == (True, False)
    assert rules.checks.is_open(falls, "设备款集中支付")


# speeds


def test_the_four_speeds_of_a_project() -> None:
    done = {
        "signed": Done(date(2023, 9, 12)), "started": Done(date(2024, 1, 10)), "equipment": Done(date(2024, 3, 1), "month"),
        "trial": Done(date(2024, 5, 1)),
    }  # fmt: skip
    assert rules.speeds.intervals(done, date(2024, 4, 8)) == {
        terms.Speed.START: Interval(120),
        terms.Speed.INVEST: Interval(51, is_about=True),
        terms.Speed.BUILD: Interval(89, is_open=True),
    }


def test_a_distribution_counts_open_intervals_apart() -> None:
    values = [Interval(10), Interval(20), Interval(30), Interval(500, is_open=True)]
    spread = rules.speeds.distribution(values)
    assert (spread.n, spread.open, spread.median, spread.low, spread.high, spread.least, spread.most) == (
        3,
        1,
        20,
        15,
        25,
        10,
        30,
    )
    assert rules.speeds.distribution([Interval(5, is_open=True)]).median is None
    assert rules.speeds.distribution([Interval(7)]).high == 7


@given(st.lists(st.builds(Interval, st.integers(0, 5_000), st.booleans()), max_size=60))
def test_quartiles_stand_in_order(values: list[Interval]) -> None:
    spread = rules.speeds.distribution(values)
    assert spread.n + spread.open == len(values)
    if spread.n:
        assert spread.least <= spread.low <= spread.median <= spread.high <= spread.most


# flow and ladder


@pytest.mark.parametrize(
    ("state", "step", "result"),
    [
        (None, "draft", "draft"),
        ("draft", "draft", "draft"),
        ("returned", "draft", "returned"),
        ("submitted", "draft", 409),
        (None, "submit", "submitted"),
        ("returned", "submit", "submitted"),
        ("submitted", "submit", 409),
        ("verified", "submit", 409),
        ("submitted", "withdraw", "draft"),
        ("verified", "withdraw", 409),
        ("submitted", "verify", "verified"),
        ("verified", "verify", 409),
        ("draft", "verify", 409),
        (None, "verify", 409),
        ("submitted", "return", "returned"),
        ("verified", "return", "returned"),
        ("returned", "return", 409),
    ],
)
def test_the_steps_of_a_report(state: str | None, step: str, result: str | int) -> None:
    if isinstance(result, str):
        assert rules.flow.next_state(state, step) == result
        return
    with pytest.raises(Refusal) as refused:
        rules.flow.next_state(state, step)
    assert refused.value.status == result
    assert not rules.flow.can(state, step)


@pytest.mark.parametrize(
    ("state", "step", "result"),
    [
        ("raised", "assign", "assigned"),
        ("assigned", "answer", "answered"),
        ("answered", "close", "closed"),
        ("answered", "reopen", "assigned"),
        ("closed", "reopen", "assigned"),
        ("closed", "answer", 409),
        ("raised", "answer", 409),
        ("closed", "close", 409),
    ],
)
def test_the_steps_of_a_bottleneck(state: str, step: str, result: str | int) -> None:
    if isinstance(result, str):
        assert rules.flow.next_bottleneck_state(state, step) == result
        return
    with pytest.raises(Refusal):
        rules.flow.next_bottleneck_state(state, step)


@pytest.mark.parametrize(
    ("now", "on", "climbs"),
    [
        ("", date(2024, 4, 8), []),
        ("", date(2024, 4, 9), ["head"]),
        ("head", date(2024, 4, 9), []),
        ("", date(2024, 4, 13), ["head", "office"]),
        ("office", date(2024, 4, 23), ["leader"]),
        ("leader", date(2025, 1, 1), []),
    ],
)
def test_an_overdue_bottleneck_climbs_step_by_step(now: str, on: date, climbs: list[str]) -> None:
    assert rules.bottlenecks.rungs_to_climb(now, date(2024, 4, 8), on) == climbs


# texts


@pytest.mark.parametrize("bad", ["a\x00b", "a\u202eb", "\ud800", "a" + "\u0301" * 20, "x" * 2_001])
def test_text_that_no_page_can_show_is_refused(bad: str) -> None:
    with pytest.raises(Refusal):
        rules.texts.clean(bad, field="progress")


def test_text_is_trimmed_and_keeps_its_lines() -> None:
    assert rules.texts.clean("  主体\r\n封顶 ", field="progress") == "主体\n封顶"
