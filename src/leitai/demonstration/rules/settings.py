"""What the story is told from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from leitai.demonstration.rules import reporting
from leitai.demonstration.terms import Career, Held, Sown
from leitai.register.rules import deadlines, months
from leitai.register.terms import Milestone


@dataclass(frozen=True, slots=True)
class Setting:
    """What the story is told from."""

    sown: Sequence[Sown]
    offices: Sequence[str]
    held: Mapping[str, Sequence[Held]]
    closed: Sequence[Sequence[str]]
    lists: Mapping[str, Any]
    since: str
    now: datetime
    seed: int
    add: reporting.Add

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


def born(career: Career, setting: Setting) -> datetime:
    """When the project is entered: at the start, or some days after it was signed."""
    signed = career.steps[Milestone.SIGNED].done_on
    assert signed is not None  # a career begins with it
    return max(setting.start, reporting.at(signed + timedelta(days=3), 10))
