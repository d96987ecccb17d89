"""How an overdue bottleneck climbs: owner's head, project office, leader."""

from dataclasses import dataclass
from datetime import date

from leitai.register.terms import Rung

LADDER = (Rung.NOBODY, Rung.HEAD, Rung.OFFICE, Rung.LEADER)


@dataclass(frozen=True, slots=True)
class Ladder:
    """Days past the due date after which a bottleneck climbs. Assumed values."""

    head_days: int = 1
    office_days: int = 5
    leader_days: int = 15
    answer_workdays: int = 10  # the usual time for an answer when it is assigned


DAYS = Ladder()


def overdue_days(due_on: date | None, on: date) -> int:
    """Calendar days past the due date; 0 on the day itself, before it and without one."""
    return max(0, (on - due_on).days) if due_on else 0


def rung(due_on: date | None, on: date, days: Ladder = DAYS) -> Rung:
    """How high a bottleneck stands on a day."""
    late = overdue_days(due_on, on)
    for step, after in ((Rung.LEADER, days.leader_days), (Rung.OFFICE, days.office_days), (Rung.HEAD, days.head_days)):
        if late >= after:
            return step
    return Rung.NOBODY


def rungs_to_climb(now: str, due_on: date | None, on: date, days: Ladder = DAYS) -> list[Rung]:
    """The steps still to be taken from `now`, lowest first; empty when it stands high enough."""
    target = LADDER.index(rung(due_on, on, days))
    return list(LADDER[LADDER.index(Rung(now)) + 1 : target + 1])
