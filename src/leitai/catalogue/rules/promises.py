"""Whether the days a catalogue promises can be kept."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from leitai.catalogue import terms
from leitai.catalogue.rules import order
from leitai.kernel import workdays

_YEARS = 3  # announced years over which promises must hold


def _after(calendar: workdays.Calendar, day: date, count: int, unit: str) -> date:
    return calendar.add(day, count) if unit == "working" else day + timedelta(days=count)


def _rolled(calendar: workdays.Calendar, day: date) -> date:
    return day if calendar.is_workday(day) else calendar.add(day, 1)


def _tried_days(calendar: workdays.Calendar, years: int) -> list[date]:
    last = max(calendar.years, default=2026)
    first = date(last - years + 1, 1, 1)
    days = (first + timedelta(days=number) for number in range((date(last, 12, 31) - first).days + 1))
    return [day for day in days if calendar.is_workday(day)]


def broken_promises(catalogue: terms.Catalogue, calendar: workdays.Calendar) -> Iterator[terms.Finding]:
    """Promises above the law, and promises that end before the steps inside them do, from any open day of three years."""
    tried = _tried_days(calendar, _YEARS)
    for row in catalogue.procedures:
        if row.promised_days > row.statutory_days:
            text = f"procedure {row.id}: {row.promised_days} days promised, the law allows {row.statutory_days}"
            yield terms.Finding("promise_above_law", (row.id,), text)
        inside = [step for step in row.steps if step.kind == "inside"]
        late = [day for day in tried if _is_late(row, inside, day, calendar)] if inside else []
        if late:
            text = (
                f"procedure {row.id}: its steps inside the clock end after the promised {row.promised_days} days "
                f"on {len(late)} starts, the first {late[0]}"
            )
            yield terms.Finding("promise_below_steps", (row.id,), text)


def _is_late(row: terms.Procedure, inside: Sequence[terms.Step], day: date, calendar: workdays.Calendar) -> bool:
    end = day
    for step in inside:
        end = _after(calendar, end, step.days, step.day_unit)
    return end > _rolled(calendar, _after(calendar, day, row.promised_days, row.day_unit))


def short_bundles(catalogue: terms.Catalogue, calendar: workdays.Calendar) -> Iterator[terms.Finding]:
    """Bundles that promise less than their members need one after another, whatever day they start (severity warn)."""
    tried = _tried_days(calendar, 1)
    procedures = {procedure.id: procedure for procedure in catalogue.procedures}
    givers = order.givers_of(catalogue)
    for bundle in catalogue.bundles:
        members = [procedures[name] for name in bundle.procedures if name in procedures]
        shortest = min(_chain_workdays(members, givers, day, calendar) for day in tried)
        if bundle.promised_days < shortest:
            text = (
                f"bundle {bundle.id}: {bundle.promised_days} working days promised, "
                f"its members' own chain takes {shortest} at best"
            )
            yield terms.Finding("bundle_promise", (bundle.id,), text, "warn")


def _chain_workdays(
    members: Sequence[terms.Procedure], givers: Mapping[str, tuple[str, ...]], start: date, calendar: workdays.Calendar
) -> int:
    """Working days until the last member ends when members wait for each other alone, papers that may follow apart."""
    waits = {
        row.id: {name for given in row.inputs if not given.may_follow_later for name in givers.get(given.document, ())}
        & {member.id for member in members} - {row.id}
        for row in members
    }
    by_id = {row.id: row for row in members}
    finish: dict[str, date] = {}
    for name in order.order_of(waits):
        begin = max((finish[one] for one in waits[name]), default=start)
        finish[name] = _promised_finish(by_id[name], begin, calendar)
    return calendar.between(start, max(finish.values(), default=start))


def _promised_finish(row: terms.Procedure, start: date, calendar: workdays.Calendar) -> date:
    """The promised end with the steps that always come."""
    day = start
    for kind in ("before_filing", "suspends"):
        for step in row.steps:
            if step.kind == kind and step.when is None and not step.sometimes:
                day = _after(calendar, day, step.days, step.day_unit)
        day = _rolled(calendar, day) if kind == "before_filing" else day
    return _rolled(calendar, _after(calendar, day, row.promised_days, row.day_unit))
