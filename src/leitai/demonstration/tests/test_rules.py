from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitai.demonstration import build, terms
from leitai.demonstration.rules import chance, lives, money, reporting, settings, telling
from leitai.kernel.workdays import Calendar
from leitai.register.rules import checks, months
from leitai.register.terms import Figures, Milestone

ZONE = ZoneInfo("Asia/Shanghai")
SOWN = terms.Sown(
    key="a",
    name="演示甲",
    name_en="A",
    office="dongcheng",
    industry="33",
    signed="2024-02",
    pace="steady",
    total_yuan=10**9,
)
ADD = Calendar.published().add


@given(st.integers(), st.text())
def test_chance_lies_between_0_and_1_and_answers_alike(seed, word):
    assert 0 <= chance.share(seed, word) < 1
    assert chance.share(seed, word) == chance.share(seed, word)


def test_chance_differs_by_seed_and_by_word():
    assert len({chance.share(seed, word) for seed in range(20) for word in "abc"}) == 60
    assert chance.share(1, "ab", "c") != chance.share(1, "a", "bc")


def test_whole_numbers_reach_both_ends():
    assert {chance.whole(1, 3, 1, number) for number in range(100)} == {1, 2, 3}


@pytest.mark.parametrize("pace", list(lives.SHIFTS))
@pytest.mark.parametrize("seed", range(5))
def test_milestones_are_done_in_their_order_and_never_after_the_day(pace, seed):
    on = date(2026, 1, 1)
    done = list(lives.done_days(lives.steps(replace(SOWN, pace=pace), seed=seed, on=on)).values())
    assert done == sorted(done)
    assert done
    assert max(done) <= on


def test_a_stuck_project_stops_two_months_before_the_day_at_the_latest():
    on = date(2025, 1, 1)
    for seed in range(10):
        done = lives.done_days(lives.steps(replace(SOWN, pace="stuck"), seed=seed, on=on))
        assert max(done.values()) <= on - timedelta(days=60)


@pytest.mark.parametrize(
    ("said", "on", "precision"), [("2024-09-06", date(2024, 9, 6), "day"), ("2024-09", date(2024, 9, 1), "month")]
)
def test_a_published_day_is_kept_with_its_precision_and_source(said, on, precision):
    sown = replace(SOWN, published={"started": said}, source="某报")
    step = lives.steps(sown, seed=1, on=date(2026, 1, 1))[Milestone.STARTED]
    assert (step.done_on, step.done_precision, step.evidence) == (on, precision, "公开报道：某报")


def test_a_published_day_to_come_is_not_done():
    sown = replace(SOWN, published={"started": "2024-09-06"})
    assert lives.steps(sown, seed=1, on=date(2024, 9, 5))[Milestone.STARTED].done_on is None


def test_made_up_milestones_say_so():
    assert {step.evidence for step in lives.steps(SOWN, seed=1, on=date(2026, 1, 1)).values()} == {"演示编写"}


@pytest.mark.parametrize("pace", list(money.PACES))
@pytest.mark.parametrize("seed", range(4))
def test_reported_months_add_up_and_need_no_further_reason(pace, seed):
    sown = replace(SOWN, pace=pace)
    paid = money.told(
        sown, lives.expected(sown, seed=seed), first="2024-01", last="2026-06", stopped="2026-02", seed=seed
    )
    past: list[Figures] = []
    still = 0
    for row in paid.months:
        now = Figures(row.month, row.month_yuan, row.cum_year_yuan, row.cum_yuan)
        still = still + 1 if row.month_yuan == 0 else 0
        plan = paid.plans.get(months.year(row.month))
        found = checks.findings(
            now, past[-6:], total_yuan=sown.total_yuan, planned_yuan=plan[-1] if plan else None, unchanged=still
        )
        assert not checks.is_open(found, row.reason)
        if not money.is_forgotten(sown.key, row.month, seed):
            past.append(now)
    assert paid.months[-1].cum_yuan == sum(row.month_yuan for row in paid.months)
    assert paid.months[-1].cum_yuan <= sown.total_yuan * 1.12


def test_plans_are_profiles_that_the_register_takes():
    from leitai.register.rules import plans

    paid = money.told(SOWN, lives.expected(SOWN, seed=3), first="2024-02", last="2026-06", seed=3)
    assert set(paid.plans) <= {2024, 2025, 2026}
    assert all(plans.is_profile(sums, sums[-1]) for sums in paid.plans.values())


def test_an_anchored_march_is_what_the_workbook_says():
    anchor = terms.Anchor("01", 600_000_000, 52_000_000, 178_000_000, 135_200_000)
    sown = replace(SOWN, signed="2023-06", anchor=anchor)
    paid = money.told(sown, lives.expected(sown, seed=1), first="2024-01", last="2024-06", seed=1)
    march = paid.months[2]
    assert (march.month, march.month_yuan, march.cum_year_yuan, march.cum_yuan) == (
        "2024-03", 52_000_000, 135_200_000, 178_000_000,
    )  # fmt: skip
    assert paid.plans[2024][-1] == 600_000_000


def test_a_plan_of_a_workbook_that_the_year_will_not_reach_is_not_held_against_a_real_name():
    anchor = terms.Anchor("01", 900_000_000, 2_000_000, 8_000_000, 5_000_000)
    sown = replace(SOWN, signed="2024-01", stretch=3, anchor=anchor, is_named=True)
    paid = money.told(sown, lives.expected(sown, seed=1), first="2024-01", last="2024-12", seed=1)
    assert paid.plans[2024][-1] < 900_000_000
    assert paid.months[-1].cum_year_yuan >= paid.plans[2024][-1] * 0.97


def test_nothing_is_spent_from_the_month_of_the_stop_on():
    paid = money.told(SOWN, lives.expected(SOWN, seed=1), first="2024-02", last="2025-06", stopped="2025-03", seed=1)
    assert [row.month_yuan for row in paid.months if row.month >= "2025-03"] == [0] * 4


@pytest.mark.parametrize("month", months.run("2024-01", "2026-12"))
def test_offices_report_from_the_25th_on_and_at_most_a_working_day_late(month):
    offices = [f"o{number}" for number in range(15)]
    last = reporting.due_on(month, ADD)
    for office in offices:
        moment = reporting.handed_in_at(office, offices, month, ADD, seed=1)
        assert reporting.opens_on(month) <= moment.date() <= ADD(last, 1)


def _setting(now: datetime, seed: int = 1, since: str = "2024-01") -> settings.Setting:
    return build.setting(now=now, seed=seed, since=since)


def test_the_story_is_the_same_for_the_same_seed_and_moment_and_another_for_another_seed():
    now = datetime(2025, 3, 3, 10, tzinfo=ZONE)
    assert telling.story(_setting(now)) == telling.story(_setting(now))
    assert telling.story(_setting(now)) != telling.story(_setting(now, seed=2))


@pytest.mark.parametrize(
    "now",
    [datetime(2026, 11, 24, 9, tzinfo=ZONE), datetime(2026, 11, 25, 10, tzinfo=ZONE), datetime(2026, 11, 30, 9, tzinfo=ZONE),
     datetime(2026, 12, 9, 18, tzinfo=ZONE), datetime(2027, 1, 2, 9, tzinfo=ZONE), datetime(2027, 3, 1, 9, tzinfo=ZONE)],
)  # fmt: skip
def test_the_story_runs_in_time_up_to_its_moment_whatever_the_day(now):
    events = telling.story(_setting(now))
    assert [e.at for e in events] == sorted(e.at for e in events)
    assert events[-1].at <= now
    assert events[-1].at > now - timedelta(days=4)


@pytest.mark.parametrize(
    "day", [date(2024, 2, 21), date(2024, 3, 1), date(2025, 1, 26), date(2026, 11, 24), date(2027, 6, 9)]
)
def test_every_project_is_entered_before_anything_else_happens_to_it(day):
    entered: set[str] = set()
    for event in telling.story(_setting(datetime(day.year, day.month, day.day, 12, tzinfo=ZONE))):
        if event.do == "project":
            entered.add(event.what["career"].sown.key)
        keys = {key for key, _row in event.what.get("lines", ())} | (
            {event.what["key"]} if "key" in event.what else set()
        )
        assert keys <= entered, event
    assert entered


def test_in_the_open_month_some_offices_are_silent_some_wait_and_some_have_reports_back():
    now = datetime(2026, 11, 24, 9, tzinfo=ZONE)
    events = [e for e in telling.story(_setting(now)) if e.what.get("month") == "2026-10"]
    reporting_offices = {e.what["office"] for e in events if e.do == "submit"}
    assert "liushan" not in reporting_offices
    assert {"yeyuan", "longshan-chemical", "dongcheng"} <= reporting_offices
    assert len([e for e in events if e.do == "return"]) == 3
