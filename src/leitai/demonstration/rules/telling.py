"""The whole story of the demonstration as a list of events in the order of time: a pure function of data, seed and moment."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from leitai.demonstration.rules import chance, listing, lives, money, reporting, settings, stuck
from leitai.demonstration.terms import Career, Event, Month, Sown
from leitai.register.rules import months
from leitai.register.terms import Milestone

FOLLOWED_MONTHS = 4  # so long a project is still reported after full capacity
LAST_DAY_TO_ENTER = 20
# How offices stand in the open month. The others report by their habit and are verified.
SILENT = ("liushan",)
DRAFTING = ("jiushan",)
HELD_BACK = ("yeyuan", "longshan-chemical")  # handed in, not verified yet
RETURNED = {"yishan": 1, "dongcheng": 1, "longshan-chemical": 1}
LATE = ("liushan",)  # still unsettled from the month before, in the first days of a new one
RETURNED_LATE = ("dongcheng",)
UNREPORTED = {"dongcheng": 2}  # so many projects still to be reported, the rest is in
RETURN_WORDS = (
    "累计数与上月对不上，请核对后重报。",
    "本月完成投资缺少付款凭证，请补充说明。",
    "形象进度没有变化而投资较大，请说明原因。",
)


def story(setting: settings.Setting) -> list[Event]:
    """All events up to the setting's moment, in the order of time; the same for the same setting."""
    careers = [career for sown in setting.sown if (career := _career(sown, setting))]
    events = [
        *_beginnings(careers, setting), *_plans(careers, setting), *_steps(careers, setting), *_reports(careers, setting),
        *_ends(careers, setting), *stuck.bottlenecks(careers, setting), *listing.published(careers, setting),
        *listing.of_county(careers, setting),
    ]  # fmt: skip
    return sorted((event for event in events if event.at <= setting.now), key=lambda event: event.at)


def _career(sown: Sown, setting: settings.Setting) -> Career | None:
    steps = lives.steps(sown, seed=setting.seed, on=setting.today)
    signed = steps[Milestone.SIGNED].done_on
    first = max(setting.since, _first_month(signed)) if signed else ""
    if not first or first > setting.open_month:
        return None
    life = lives.expected(sown, seed=setting.seed)
    last, ends = _last(sown, steps, setting)
    paid = money.told(sown, life, first=first, last=last, stopped=_stopped(sown, setting), seed=setting.seed)
    return Career(sown, steps, paid.plans, paid.months, first, ends, last if ends else "")


def _first_month(signed: date) -> str:
    """The first month a project is reported for: signed in the last days of a month, it waits for the next."""
    month = months.month_of(signed)
    return month if signed.day <= LAST_DAY_TO_ENTER else months.shifted(month, 1)


def _last(sown: Sown, steps: Mapping[Milestone, Any], setting: settings.Setting) -> tuple[str, str]:
    """The last month reported, and how it ends ("" = goes on)."""
    if sown.pace == "withdrawn":
        gone = months.shifted(setting.open_month, -6)
        return (max(gone, setting.since), "withdrawn")
    full = steps[Milestone.FULL].done_on
    last = months.shifted(months.month_of(full), FOLLOWED_MONTHS) if full else ""
    if last and last >= setting.since and last < months.shifted(setting.open_month, -1):
        return last, "finished"
    return (max(last, setting.since), "finished") if last and last < setting.since else (setting.open_month, "")


def _stopped(sown: Sown, setting: settings.Setting) -> str:
    if sown.pace != "stuck":
        return ""
    return months.shifted(setting.open_month, -chance.whole(1, 7, setting.seed, sown.key, "stopped"))


def _beginnings(careers: Iterable[Career], setting: settings.Setting) -> Iterator[Event]:
    for place, career in enumerate(careers):
        born = reporting.later(settings.born(career, setting), minutes=place % 240)
        yield Event(born, "project", {"career": career})
        for name in career.sown.other_names:
            yield Event(born, "other_name", {"key": career.sown.key, "name": name})


def _plans(careers: Iterable[Career], setting: settings.Setting) -> Iterator[Event]:
    for career in careers:
        for year, sums in career.plans.items():
            if career.last_month and months.year(career.last_month) < year:
                continue
            moment = max(
                reporting.at(date(year, 1, 12), 15), reporting.later(settings.born(career, setting), minutes=300)
            )
            yield Event(moment, "plan", {"key": career.sown.key, "year": year, "sums": tuple(sums)})


def _steps(careers: Iterable[Career], setting: settings.Setting) -> Iterator[Event]:
    """Planned when the project is entered, done when it was done; what was done over a year ago is entered once, to save time."""
    long_ago = setting.now - timedelta(days=365)
    for career in careers:
        born = reporting.later(settings.born(career, setting), minutes=310)
        for kind, step in career.steps.items():
            said = {"key": career.sown.key, "kind": kind.value}
            known = reporting.at(step.done_on + timedelta(days=1), 10) if step.done_on else None
            if known is None or known > max(born, long_ago):
                yield Event(born, "milestone", {**said, "step": replace(step, done_on=None)})
            if known is not None:
                yield Event(max(known, born), "milestone", {**said, "step": step})


def _reports(careers: Sequence[Career], setting: settings.Setting) -> Iterator[Event]:
    by_office: dict[str, list[Career]] = defaultdict(list)
    for career in careers:
        by_office[career.sown.office].append(career)
    for month in months.run(setting.since, setting.open_month):
        is_open = month == setting.open_month
        for office in setting.offices:
            lines = [line for career in by_office[office] for line in _lines(career, month, setting)]
            if lines and is_open:
                yield from _open_month(office, month, lines, setting)
            elif lines:
                yield from _past_month(office, month, lines, setting)
        held = HELD_BACK if is_open else LATE if _is_lingering(month, setting) else ()
        for moment in reporting.verifying_moments(month, setting.add, until=setting.now if is_open else None):
            yield Event(moment, "verify", {"month": month, "held": held})


def _is_lingering(month: str, setting: settings.Setting) -> bool:
    """The month before the open one, while the open one can still be reported in time: some of it is still unsettled."""
    is_before = month == months.shifted(setting.open_month, -1)
    return is_before and setting.today <= reporting.due_on(setting.open_month, setting.add)


def _lines(career: Career, month: str, setting: settings.Setting) -> list[tuple[str, Month]]:
    place = months.steps(career.first_month, month)
    return [(career.sown.key, career.months[place])] if 0 <= place < len(career.months) else []


def _past_month(office: str, month: str, lines: list[tuple[str, Month]], setting: settings.Setting) -> Iterator[Event]:
    """Handed in by habit; now and then a report comes back and is handed in again, or one is never sent."""
    seed = setting.seed
    moment = reporting.handed_in_at(office, setting.offices, month, setting.add, seed=seed)
    if month == money.ANCHOR_MONTH:  # after the workbooks of the month: what they report is left out
        moment = reporting.at(reporting.due_on(month, setting.add), 15, setting.offices.index(office))
    kept = [line for line in lines if not money.is_forgotten(line[0], month, seed)]
    if not kept:
        return
    if _is_lingering(month, setting):
        yesterday = reporting.workday_before(setting.now, 1, setting.add, hour=14)
        if office in LATE:
            yield Event(yesterday, "submit", {"office": office, "month": month, "lines": tuple(kept)})
            return
        if office in RETURNED_LATE:
            yield _returned(kept[-1][0], month, yesterday, setting)
    back = next((line for line in kept if chance.share(seed, line[0], month, "back") < 0.015), None)
    if back is not None:
        yield from _back_and_again(back, moment, month, setting)
    yield Event(moment, "submit", {"office": office, "month": month, "lines": tuple(kept)})
    yield from _photos(kept, moment, month, setting)


def _back_and_again(
    line: tuple[str, Month], moment: datetime, month: str, setting: settings.Setting
) -> Iterator[Event]:
    words = chance.pick(RETURN_WORDS, setting.seed, line[0], month)
    back = reporting.at(setting.add(moment.date(), 1), 9, 30)
    yield Event(back, "return", {"key": line[0], "month": month, "because": words})
    yield Event(reporting.at(setting.add(back.date(), 1), 14), "submit_again", {"key": line[0], "row": line[1]})


def _open_month(office: str, month: str, lines: list[tuple[str, Month]], setting: settings.Setting) -> Iterator[Event]:
    """The month being reported: most by habit, some offices silent, late, at a draft, or with a report that came back."""
    yesterday = reporting.workday_before(setting.now, 1, setting.add, hour=15)
    opened = reporting.at(reporting.opens_on(month), 9)
    if office in SILENT:
        return
    if office in DRAFTING:
        yield Event(max(opened, yesterday), "draft", {"row": lines[0][1], "key": lines[0][0]})
        return
    moment = reporting.handed_in_at(office, setting.offices, month, setting.add, seed=setting.seed)
    if office in HELD_BACK:
        moment = max(moment, reporting.workday_before(setting.now, 1, setting.add, hour=10))
    kept = lines[UNREPORTED.get(office, 0) :]
    yield Event(moment, "submit", {"office": office, "month": month, "lines": tuple(kept)})
    yield from _photos(kept, moment, month, setting)
    for key, _row in kept[-RETURNED.get(office, 0) :] if office in RETURNED else ():
        yield _returned(key, month, max(reporting.later(moment, minutes=180), yesterday), setting)


def _returned(key: str, month: str, moment: datetime, setting: settings.Setting) -> Event:
    words = chance.pick(RETURN_WORDS, setting.seed, key, month)
    return Event(moment, "return", {"key": key, "month": month, "because": words})


def _photos(
    lines: Iterable[tuple[str, Month]], moment: datetime, month: str, setting: settings.Setting
) -> Iterator[Event]:
    """Drawings that stand for photos, for about every fifth report of the last months."""
    if months.steps(month, setting.open_month) > 2:
        return
    for key, row in lines:
        if chance.share(setting.seed, key, "camera") < 0.08:
            yield Event(reporting.later(moment, minutes=12), "photo", {"key": key, "month": month, "stage": row.stage})


def _ends(careers: Iterable[Career], setting: settings.Setting) -> Iterator[Event]:
    for career in careers:
        if career.ends:
            after = months.last_day(months.shifted(career.last_month, 1))
            yield Event(
                reporting.at(after, 16), "end",
                {"key": career.sown.key, "standing": career.ends, "last_month": career.last_month},
            )  # fmt: skip
