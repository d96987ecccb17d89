"""What the timetable does in the register."""

from datetime import datetime

from django.utils import timezone

from leitai.accounts import queries as accounts
from leitai.kernel.actor import Actor, machine
from leitai.register import access, actions, queries, rules, terms
from leitai.store import county


def escalate_bottlenecks(*, by: Actor, at: datetime) -> list[tuple[str, terms.Rung]]:
    """Carries every overdue bottleneck of a county up to where it should stand, one action a step; says the steps taken.

    Running it again on the same day takes no step.
    """
    on = timezone.localdate(at)
    steps: list[tuple[str, terms.Rung]] = []
    for no in queries.bottlenecks.overdue(by, on=on):
        row = access.bottleneck_for(by, no)
        for rung in rules.bottlenecks.rungs_to_climb(row.escalated_to, row.due_on, on):
            actions.escalate_bottleneck(no=no, rung=rung, by=by, at=at)
            steps.append((no, rung))
    return steps


def escalate() -> int:
    """The same in every county, as of now. Run it every hour; returns how many steps were taken."""
    steps = 0
    for code in accounts.county_codes():
        with county.within(code):
            steps += len(escalate_bottlenecks(by=machine(code), at=timezone.now()))
    return steps
