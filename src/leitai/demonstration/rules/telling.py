"""The whole story of the demonstration as a list of events in the order of time: a pure function of data, seed and moment."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from leitai.demonstration.rules import chance, lives, money, reporting
from leitai.demonstration.terms import Career, Event, Held, Month, Sown
from leitai.register.rules import deadlines, months
from leitai.register.terms import Milestone as M


@dataclass(frozen=True, slots=True)
class Setting:
    """What the story is told from. `skip`: (project key, month) that a town's workbook reports instead."""

    sown: Sequence[Sown]
    offices: Sequence[str]
    held: Mapping[str, Sequence[Held]]
    closed: Sequence[Sequence[str]]
    lists: Mapping[str, Any]
    since: str
    now: datetime
    seed: int
    add: reporting.Add
    skip: frozenset[tuple[str, str]] = frozenset()

    @property
    def today(self) -> date:
        """The county's day."""
        return self.now.astimezone(reporting.ZONE).date()

    @property
    def open_month(self) -> str:
        """The month being reported."""
        return deadlines.open_month(self.today)

    @property
    def start(self) -> datetime:
        """When the register began to be kept."""
        return reporting.at(months.first_day(self.since) + timedelta(days=2), 9)


FOLLOWED_MONTHS = 4  # so long a project is still reported after full capacity
LAST_DAY_TO_ENTER = 20
# How offices stand in the open month. The others report by their habit and are verified.
SILENT = ("liushan",)
DRAFTING = ("jiushan",)
HELD_BACK = ("yeyuan", "longshan-chemical")  # handed in, not verified yet
RETURNED = {"yishan": 1, "dongcheng": 1, "longshan-chemical": 1}
UNREPORTED = {"dongcheng": 2}  # so many projects still to be reported, the rest is in
RETURN_WORDS = (
    "累计数与上月对不上，请核对后重报。",
    "本月完成投资缺少付款凭证，请补充说明。",
    "形象进度没有变化而投资较大，请说明原因。",
)


def story(setting: Setting) -> list[Event]:
    """All events up to the setting's moment, in the order of time; the same for the same setting."""
    careers = [career for sown in setting.sown if (career := _career(sown, setting))]
    events = [
        *_beginnings(careers, setting), *_plans(careers, setting), *_steps(careers, setting), *_reports(careers, setting),
        *_ends(careers, setting), *_bottlenecks(careers, setting), *_published_lists(careers, setting),
        *_county_lists(careers, setting),
    ]  # fmt: skip
    return sorted((event for event in events if event.at <= setting.now), key=lambda event: event.at)


def _career(sown: Sown, setting: Setting) -> Career | None:
    steps = lives.steps(sown, seed=setting.seed, on=setting.today)
    signed = steps[M.SIGNED].done_on
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


def _last(sown: Sown, steps: Mapping[M, Any], setting: Setting) -> tuple[str, str]:
    """The last month reported, and how it ends ("" = goes on)."""
    if sown.pace == "withdrawn":
        gone = months.shifted(setting.open_month, -6)
        return (max(gone, setting.since), "withdrawn")
    full = steps[M.FULL].done_on
    last = months.shifted(months.month_of(full), FOLLOWED_MONTHS) if full else ""
    if last and last >= setting.since and last < months.shifted(setting.open_month, -1):
        return last, "finished"
    return (max(last, setting.since), "finished") if last and last < setting.since else (setting.open_month, "")


def _stopped(sown: Sown, setting: Setting) -> str:
    if sown.pace != "stuck":
        return ""
    return months.shifted(setting.open_month, -chance.whole(1, 7, setting.seed, sown.key, "stopped"))


def _born(career: Career, setting: Setting) -> datetime:
    """When the project is entered: at the start, or some days after it was signed."""
    signed = career.steps[M.SIGNED].done_on
    assert signed is not None  # _career left the others out
    return max(setting.start, reporting.at(signed + timedelta(days=3), 10))


def _beginnings(careers: Iterable[Career], setting: Setting) -> Iterator[Event]:
    for place, career in enumerate(careers):
        born = reporting.later(_born(career, setting), minutes=place % 240)
        yield Event(born, "project", {"career": career})
        for name in career.sown.other_names:
            yield Event(born, "other_name", {"key": career.sown.key, "name": name})


def _plans(careers: Iterable[Career], setting: Setting) -> Iterator[Event]:
    for career in careers:
        for year, sums in career.plans.items():
            if career.last_month and months.year(career.last_month) < year:
                continue
            moment = max(reporting.at(date(year, 1, 12), 15), reporting.later(_born(career, setting), minutes=300))
            yield Event(moment, "plan", {"key": career.sown.key, "year": year, "sums": tuple(sums)})


def _steps(careers: Iterable[Career], setting: Setting) -> Iterator[Event]:
    for career in careers:
        born = reporting.later(_born(career, setting), minutes=310)
        for kind, step in career.steps.items():
            said = {"key": career.sown.key, "kind": kind.value}
            known = reporting.at(step.done_on + timedelta(days=1), 10) if step.done_on else None
            if known is not None and known <= born:
                yield Event(born, "milestone", {**said, "step": step})
                continue
            yield Event(born, "milestone", {**said, "step": replace(step, done_on=None)})
            if known is not None:
                yield Event(known, "milestone", {**said, "step": step})


def _reports(careers: Sequence[Career], setting: Setting) -> Iterator[Event]:
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
        held = HELD_BACK if is_open else ()
        for moment in reporting.verifying_moments(month, setting.add, until=setting.now if is_open else None):
            yield Event(moment, "verify", {"month": month, "held": held})


def _lines(career: Career, month: str, setting: Setting) -> list[tuple[str, Month]]:
    if (career.sown.key, month) in setting.skip:
        return []
    place = months.steps(career.first_month, month)
    return [(career.sown.key, career.months[place])] if 0 <= place < len(career.months) else []


def _past_month(office: str, month: str, lines: list[tuple[str, Month]], setting: Setting) -> Iterator[Event]:
    """Handed in by habit; now and then a report comes back and is handed in again, or one is never sent."""
    seed = setting.seed
    moment = reporting.handed_in_at(office, setting.offices, month, setting.add, seed=seed)
    kept = [line for line in lines if not money.is_forgotten(line[0], month, seed)]
    if not kept:
        return
    back = next((line for line in kept if chance.share(seed, line[0], month, "back") < 0.015), None)
    if back is not None:
        yield from _back_and_again(back, moment, month, setting)
    yield Event(moment, "submit", {"office": office, "month": month, "lines": tuple(kept)})
    yield from _photos(kept, moment, month, setting)


def _back_and_again(line: tuple[str, Month], moment: datetime, month: str, setting: Setting) -> Iterator[Event]:
    words = chance.pick(RETURN_WORDS, setting.seed, line[0], month)
    back = reporting.at(setting.add(moment.date(), 1), 9, 30)
    yield Event(back, "return", {"key": line[0], "month": month, "because": words})
    yield Event(reporting.at(setting.add(back.date(), 1), 14), "submit_again", {"key": line[0], "row": line[1]})


def _open_month(office: str, month: str, lines: list[tuple[str, Month]], setting: Setting) -> Iterator[Event]:
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
        words = chance.pick(RETURN_WORDS, setting.seed, key, month)
        yield Event(max(reporting.later(moment, minutes=180), yesterday), "return", {"key": key, "month": month, "because": words})


def _photos(lines: Iterable[tuple[str, Month]], moment: datetime, month: str, setting: Setting) -> Iterator[Event]:
    """Drawings that stand for photos, for about every fifth report of the last months."""
    if months.steps(month, setting.open_month) > 2:
        return
    for key, row in lines:
        if chance.share(setting.seed, key, "camera") < 0.2:
            yield Event(reporting.later(moment, minutes=12), "photo", {"key": key, "month": month, "stage": row.stage})


def _ends(careers: Iterable[Career], setting: Setting) -> Iterator[Event]:
    for career in careers:
        if career.ends:
            after = months.last_day(months.shifted(career.last_month, 1))
            yield Event(
                reporting.at(after, 16), "end",
                {"key": career.sown.key, "standing": career.ends, "last_month": career.last_month},
            )  # fmt: skip


def _bottlenecks(careers: Sequence[Career], setting: Setting) -> Iterator[Event]:
    offices = {career.sown.key: career.sown.office for career in careers}
    for held in setting.held["open"]:
        if held.project in offices:
            yield from _chain(held, reporting.at(setting.today - timedelta(days=held.days), 10), setting)
    for held in setting.held["answered"]:
        if held.project in offices:
            raised = reporting.at(setting.today - timedelta(days=held.days), 10)
            yield from _chain(held, raised, setting)
            answered = reporting.at(setting.today - timedelta(days=held.answered_days), 11)
            yield Event(answered, "answer", {"key": held.project, "title": held.title, "owner": held.owner, "answer": held.answer})
    yield from _closed(careers, setting)


def _closed(careers: Sequence[Career], setting: Setting) -> Iterator[Event]:
    """One or two a month that were raised, answered (some of them late) and closed; a project has the same one only once."""
    used: set[tuple[str, str]] = set()
    for month in months.run(months.shifted(setting.since, 1), months.shifted(setting.open_month, -2)):
        alive = [c for c in careers if c.first_month < month and (not c.last_month or c.last_month > months.shifted(month, 2))]
        for number in range(chance.whole(1, 2, setting.seed, month, "stuck") if alive else 0):
            career = chance.pick(alive, setting.seed, month, number, "whose")
            title, owner, answer = chance.pick(setting.closed, setting.seed, month, number, "what")
            if (career.sown.key, title) not in used:
                used.add((career.sown.key, title))
                yield from _solved(Held(career.sown.key, title, "", owner, 0, 10, answer), month, number, setting)


def _solved(held: Held, month: str, number: int, setting: Setting) -> Iterator[Event]:
    seed, add, said = setting.seed, setting.add, {"key": held.project, "title": held.title}
    raised = reporting.at(add(months.first_day(month), chance.whole(2, 14, seed, held.project, month)), 10, number)
    answered = reporting.at(add(raised.date(), chance.whole(3, 19, seed, held.title, held.project)), 15, number)
    yield from _chain(held, raised, setting, until=answered)
    yield Event(answered, "answer", {**said, "owner": held.owner, "answer": held.answer})
    closed = reporting.at(add(answered.date(), chance.whole(1, 3, seed, held.title, held.project, "closed")), 9, number)
    yield Event(closed, "close", said)


def _chain(held: Held, raised: datetime, setting: Setting, until: datetime | None = None) -> Iterator[Event]:
    """Raised, given to its owner on the next working day, carried up when it is late."""
    yield Event(raised, "raise", {"key": held.project, "title": held.title, "detail": held.detail})
    if not held.owner:
        return
    given = reporting.at(setting.add(raised.date(), 1), 9)
    due = setting.add(given.date(), held.due_workdays)
    yield Event(given, "assign", {"key": held.project, "title": held.title, "owner": held.owner, "due_on": due})
    for days in (1, 5, 15):
        late = reporting.at(due + timedelta(days=days), 8, 30)
        if until is None or late < until:
            yield Event(late, "escalate", {})


def _published_lists(careers: Sequence[Career], setting: Setting) -> Iterator[Event]:
    known = {career.sown.key: career for career in careers}
    for row in setting.lists["published"]:
        moment = max(reporting.at(date(row["year"], 2, 20), 9), reporting.later(setting.start, minutes=700))
        entries = [
            {**entry, "name": known[entry["project"]].sown.name, "region": "临朐县"}
            for entry in row["entries"] if entry["project"] in known and _born(known[entry["project"]], setting) < moment
        ]  # fmt: skip
        yield Event(moment, "list", {**row, "entries": entries})
        for edition in row.get("editions", ()):
            at = max(moment + timedelta(minutes=5), reporting.at(edition["published_on"], 9))
            yield Event(at, "edition", {"level": row["level"], "year": row["year"], **edition})


def _county_lists(careers: Sequence[Career], setting: Setting) -> Iterator[Event]:
    """The county's own list of each year: in January, what changed in July, a correction in October."""
    for year in range(months.year(setting.since), setting.today.year + 1):
        january = max(reporting.at(date(year, 1, 18), 9), reporting.later(setting.start, minutes=720))
        july, october = reporting.at(date(year, 7, 15), 9), reporting.at(date(year, 10, 20), 9)
        listed = [c for c in careers if _belongs(c, year, january, setting)]
        if not listed:
            continue
        published = setting.lists["county"]["published"].get(year, {})
        yield Event(january, "list", {
            "level": "county", "year": year, "zh": f"{year}年县级重点项目名单（演示）", "en": f"County key projects {year} (demonstration)",
            "count": published.get("count"), "entries": [{"project": c.sown.key, "name": c.sown.name} for c in listed],
            "source": published.get("source", setting.lists["county"]["source"]), "published_on": january.date(),
            "apply_until_on": date(year - 1, 12, 15),
        })  # fmt: skip
        changes = _changes(careers, listed, year, july, setting)
        if changes:
            yield Event(july, "edition", _edition(year, july, changes, setting))
        corrected = {"project": listed[0].sown.key, "name": listed[0].sown.name, "change": "corrected", "note": "建设内容更正（演示）"}
        yield Event(october, "edition", _edition(year, october, [corrected], setting))


def _edition(year: int, moment: datetime, entries: Sequence[Mapping[str, Any]], setting: Setting) -> dict[str, Any]:
    source = setting.lists["county"]["source"]
    return {"level": "county", "year": year, "published_on": moment.date(), "source": source, "entries": entries}


def _belongs(career: Career, year: int, moment: datetime, setting: Setting) -> bool:
    least = setting.lists["county"]["least_wan"] * money.WAN
    return _born(career, setting) < moment and year in career.plans and (career.sown.total_yuan or 0) >= least


def _changes(
    careers: Sequence[Career], listed: Sequence[Career], year: int, moment: datetime, setting: Setting
) -> list[dict[str, Any]]:
    before = {career.sown.key for career in listed}
    added = [c for c in careers if c.sown.key not in before and _belongs(c, year, moment, setting)]
    gone = [c for c in listed if c.ends and c.last_month < f"{year}-07"]
    rows = [(c, "added", "年中增补（演示）") for c in added] + [(c, "withdrawn", "年中调出（演示）") for c in gone]
    return [{"project": c.sown.key, "name": c.sown.name, "change": change, "note": note} for c, change, note in rows]
