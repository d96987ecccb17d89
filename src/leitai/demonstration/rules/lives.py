"""The milestones of a made-up life: durations and delays by chance, around what is published."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from leitai.demonstration.rules import chance
from leitai.demonstration.terms import MADE_UP, Sown, Step
from leitai.register.rules import months
from leitai.register.terms import Milestone

# After which milestone the planned days count, and how many (least, most).
SPANS: dict[Milestone, tuple[Milestone, int, int]] = {
    Milestone.FILED: (Milestone.SIGNED, 15, 50),
    Milestone.LAND: (Milestone.FILED, 35, 95),
    Milestone.STARTED: (Milestone.LAND, 20, 80),
    Milestone.EQUIPMENT: (Milestone.STARTED, 130, 300),
    Milestone.TRIAL: (Milestone.EQUIPMENT, 60, 170),
    Milestone.PRODUCING: (Milestone.TRIAL, 30, 75),
    Milestone.FULL: (Milestone.PRODUCING, 80, 200),
}
# How a step's done day lies beside its planned one, days: (least, most).
SHIFTS = {
    "fast": (-20, 4),
    "steady": (-9, 11),
    "slow": (2, 26),
    "late": (12, 50),
    "stuck": (-6, 14),
    "withdrawn": (2, 26),
}
EARLY = (Milestone.FILED, Milestone.LAND, Milestone.STARTED)
RENOVATION_SPAN = 0.6  # a renovation is quicker


def steps(sown: Sown, *, seed: int, on: date) -> dict[Milestone, Step]:
    """All eight milestones up to the day `on`; those still to come are planned only.

    A `stuck` project does nothing more from the first milestone on that falls into the last 60 to 190 days.
    """
    planned = _planned(sown, seed)
    halt = on - timedelta(days=chance.whole(60, 190, seed, sown.key, "halt")) if sown.pace == "stuck" else on
    found: dict[Milestone, Step] = {}
    moved, last = 0, None
    for kind, day in planned.items():
        moved += chance.whole(*SHIFTS[sown.pace], seed, sown.key, kind, "shift")
        done = day + timedelta(days=moved)
        if last is not None:
            done = max(done, last + timedelta(days=4))
        found[kind] = _step(sown, kind, day, done if done <= halt else None, seed)
        if kind in sown.published:
            found[kind] = _published(sown, kind, found[kind], on)
            said = found[kind].done_on
            if said is not None:
                moved, done = (said - day).days, said
        last = done
    return found


def expected(sown: Sown, *, seed: int) -> dict[Milestone, date]:
    """The days on which the milestones are or will be done if nothing stops the project: what its money follows."""
    open_ended = steps(replace(sown, pace="steady") if sown.pace == "stuck" else sown, seed=seed, on=date(2099, 12, 31))
    return {kind: step.done_on or step.planned_on for kind, step in open_ended.items()}


def _planned(sown: Sown, seed: int) -> dict[Milestone, date]:
    first = months.first_day(sown.signed) + timedelta(days=chance.whole(2, 25, seed, sown.key, "signed"))
    planned = {Milestone.SIGNED: first}
    for kind, (after, least, most) in SPANS.items():
        days = chance.whole(least, most, seed, sown.key, kind, "span")
        if sown.kind == "renovation":
            days = max(3, int(days * RENOVATION_SPAN))
        if kind not in EARLY:
            days = int(days * sown.stretch)
        planned[kind] = planned[after] + timedelta(days=days)
        if kind in sown.published:
            planned[kind] = _day(sown.published[kind]) + timedelta(days=chance.whole(-15, 3, seed, sown.key, kind))
        if kind in sown.planned:
            planned[kind] = months.last_day(sown.planned[kind])
    return planned


def _step(sown: Sown, kind: Milestone, planned: date, done: date | None, seed: int) -> Step:
    by_month = chance.share(seed, sown.key, kind, "precision") < 0.12 or kind in sown.planned
    if by_month:
        planned = months.last_day(months.month_of(planned))
    rough = done is not None and chance.share(seed, sown.key, kind, "rough") < 0.1
    if done is not None and rough:
        done = done.replace(day=1)
    evidence = f"公开报道：{sown.source}"[:200] if kind in sown.planned else MADE_UP
    return Step(planned, "month" if by_month else "day", done, "month" if rough else "day", evidence)


def _published(sown: Sown, kind: Milestone, step: Step, on: date) -> Step:
    text = sown.published[kind]
    day = _day(text)
    done = day if day <= on else None
    precision = "day" if len(text) == 10 else "month"
    return replace(step, done_on=done, done_precision=precision, evidence=f"公开报道：{sown.source}"[:200])


def _day(text: str) -> date:
    return date.fromisoformat(text) if len(text) == 10 else months.first_day(text)


def done_days(found: Mapping[Milestone, Step]) -> dict[Milestone, date]:
    """The milestones that are done, with their days."""
    return {kind: step.done_on for kind, step in found.items() if step.done_on is not None}
