"""The bottlenecks of the story: those open today, those answered, and the closed ones of earlier months."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from leitai.demonstration.rules import chance, reporting
from leitai.demonstration.rules.settings import Setting, born
from leitai.demonstration.terms import Career, Event, Held
from leitai.register.rules import months


def bottlenecks(careers: Sequence[Career], setting: Setting) -> Iterator[Event]:
    """All that happens to bottlenecks, in no order."""
    entered = {career.sown.key: born(career, setting) for career in careers}
    for held in [*setting.held["open"], *setting.held["answered"]]:
        raised = reporting.at(setting.today - timedelta(days=held.days), 10)
        if held.project not in entered or entered[held.project] > raised - timedelta(days=1):
            continue
        yield from _chain(held, raised, setting)
        if held.answer:
            answered = reporting.at(setting.today - timedelta(days=held.answered_days), 11)
            said = {"key": held.project, "title": held.title, "owner": held.owner, "answer": held.answer}
            yield Event(answered, "answer", said)
    yield from _closed(careers, setting)


def _closed(careers: Sequence[Career], setting: Setting) -> Iterator[Event]:
    """One or two a month that were raised, answered (some of them late) and closed; a project has the same one only once."""
    used: set[tuple[str, str]] = set()
    for month in months.run(months.shifted(setting.since, 1), months.shifted(setting.open_month, -2)):
        alive = [
            c
            for c in careers
            if not c.sown.is_named
            and c.first_month < month
            and (not c.last_month or c.last_month > months.shifted(month, 2))
        ]
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
