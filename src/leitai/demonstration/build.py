"""Loads the demonstration county, part by part: each in one transaction with its note in the history, so that a loading
that was killed goes on where it stopped, and loading again does nothing."""

import itertools
from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction

from leitai.accounts import queries as accounts
from leitai.demonstration import acting, actions, places, queries, reading, terms, workbooks
from leitai.demonstration.rules import reporting, settings, telling
from leitai.kernel.actor import machine
from leitai.kernel.workdays import Calendar
from leitai.register.rules import deadlines, months
from leitai.store import county

Say = Callable[[str], None]


def load(*, now: datetime, say: Say, seed: int = terms.SEED, since: str = terms.SINCE) -> bool:
    """Whether anything was loaded. An installation that has another county, or the whole demonstration, is left alone.

    The story is told up to `now`; where an earlier loading was interrupted, up to that one's moment and from its seed.
    """
    with county.within(terms.COUNTY):
        row = queries.loading()
        if row is not None and row.finished_at is not None:
            return False
        if row is None:
            if accounts.home() is not None:
                return False
            row = _begin(now, seed, since, say)
        _tell(row, say)
        _last(row)
    return True


def setting(*, now: datetime, seed: int, since: str) -> settings.Setting:
    """What the story is told from."""
    open_month = deadlines.open_month(now.astimezone(reporting.ZONE).date())
    return settings.Setting(
        sown=reading.projects(open_month), offices=reading.reporting_offices(),
        held={kind: list(reading.held(kind)) for kind in ("open", "answered")},
        closed=reading.table("bottlenecks")["closed"], lists=reading.table("lists"), since=since, now=now, seed=seed,
        add=Calendar.published().add,
    )  # fmt: skip


def _begin(now: datetime, seed: int, since: str, say: Say) -> queries.Loading:
    by, at = machine(terms.COUNTY), reporting.at(months.first_day(since), 9)
    with transaction.atomic():
        places.enter_county(by=by, at=at)
        row = actions.begin_loading(seed=seed, since=since, told_at=now, by=by, at=at)
        places.enter_offices(by=by, at=at)
        places.enter_people(by=by, at=at)
    say("demonstration: county, offices and people")
    return row


def _tell(row: queries.Loading, say: Say) -> None:
    """The parts of the story that are still to be told: one for each month of the calendar."""
    told = setting(now=row.told_at, seed=row.seed, since=row.since)
    events = sorted([*telling.story(told), *workbooks.events(told)], key=lambda event: event.at)
    stage = acting.stage({sown.key: (sown.name, sown.office) for sown in told.sown})
    for part, group in _parts(events):
        if part > row.part:
            _tell_part(part, group, stage)
            if part.endswith("-12"):
                say(f"demonstration: {part[:4]}")
    say("demonstration: loaded")


def _parts(events: Iterable[terms.Event]) -> list[tuple[str, list[terms.Event]]]:
    by_part = itertools.groupby(events, key=lambda event: months.month_of(event.at.astimezone(reporting.ZONE).date()))
    return [(part, list(group)) for part, group in by_part]


def _tell_part(part: str, events: list[terms.Event], stage: acting.Stage) -> None:
    with transaction.atomic():
        for event in events:
            acting.perform(event, stage)
        actions.finish_part(part=part, by=stage.machine, at=events[-1].at)


def _last(row: queries.Loading) -> None:
    actions.finish_loading(by=machine(terms.COUNTY), at=row.told_at)
