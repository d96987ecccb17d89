"""The county in one month: everything the cockpit, the big screen and the sheets show, read once."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from leitai.cockpit import rules, terms
from leitai.cockpit.published import Published, published
from leitai.kernel.actor import Actor
from leitai.kernel.workdays import Calendar
from leitai.register import queries as register
from leitai.register import rules as register_rules
from leitai.register import terms as register_terms
from leitai.register.queries.county import MonthTotal, OpenBottleneck, Steps
from leitai.register.queries.figures import Group
from leitai.register.queries.snapshots import Row, Snapshot

MONTHS = register_rules.months


@dataclass(slots=True)
class Speed:
    """One of the four speeds: this year's intervals and last year's, calendar days."""

    code: str
    now: list[int]
    before: list[int]

    @property
    def median(self) -> float | None:
        """This year's median, days."""
        return rules.places.median(self.now)

    @property
    def median_before(self) -> float | None:
        """Last year's median, days."""
        return rules.places.median(self.before)


@dataclass(slots=True)
class County:
    """One month of the county. Yuan, counts, days; missing is None."""

    month: str
    on: date
    months: dict[str, MonthTotal]
    shot: Snapshot
    offices: list[Group]
    total: Group
    steps: list[Steps]
    bottlenecks: list[OpenBottleneck]
    published: dict[str, Published]

    @property
    def year(self) -> int:
        """The month's year."""
        return MONTHS.year(self.month)

    @property
    def number(self) -> int:
        """1 to 12."""
        return MONTHS.number(self.month)

    @property
    def complete(self) -> tuple[int, int]:
        """(offices that handed in everything, offices that have anything to hand in)."""
        return register.figures.offices_complete(self.offices)

    @property
    def overdue(self) -> list[OpenBottleneck]:
        """Bottlenecks past their day, longest first."""
        return [row for row in self.bottlenecks if row.days_late]

    @property
    def reds(self) -> list[Row]:
        """Projects with a red light, largest first."""
        return register.figures.red_list(self.shot)

    @property
    def not_started(self) -> int:
        """Projects that should have started and have not."""
        return len(register.figures.start_overdue(self.shot))

    @property
    def made_up(self) -> bool:
        """Whether any project's figures were made up for a demonstration."""
        return any(row.made_up for row in self.shot.rows)

    @property
    def industries(self) -> list[Group]:
        """One group for each division of GB/T 4754."""
        return register.figures.by_industry(self.shot)

    def told(self) -> terms.Told:
        """The parts of the sentence on top."""
        total, (done, due) = self.total, self.complete
        reports = sum(
            total.verified
            for month, total in self.months.items()
            if month[:4] == self.month[:4] and month <= self.month
        )
        return rules.saying.told(
            month=self.month, invested_yuan=total.invested_year_yuan, compared_yuan=total.compared_yuan,
            expected_yuan=total.expected_yuan, planned_yuan=total.planned_yuan, reports=reports,
            red=total.lights.get("red", 0), overdue=len(self.overdue),
            missing=due - done, offices=due,
        )  # fmt: skip

    def growth(self) -> terms.Growth:
        """Against last year."""
        return rules.growth.against_last_year({m: t.verified_yuan for m, t in self.months.items()}, month=self.month)

    def planned(self) -> list[int]:
        """The plan since January by the end of each month, yuan."""
        return rules.courses.summed(register.figures.planned_by_month(self.shot))

    def done(self) -> list[int | None]:
        """The investment since January by the end of each month so far, yuan."""
        return rules.courses.done(
            self._of_year(self.year), last=self.number, invested_yuan=self.total.invested_year_yuan
        )

    def outlook(self) -> terms.Outlook | None:
        """Where the year may end; None without three complete years before."""
        years = sorted({MONTHS.year(month) for month in self.months if MONTHS.year(month) < self.year})
        return rules.outlook.outlook(
            [self._of_year(year) for year in years], last=self.number, invested_yuan=self.total.invested_year_yuan
        )

    def last_months(self, count: int = 12) -> list[int | None]:
        """Verified investment of each of the last months, yuan; None where nothing was verified."""
        run = MONTHS.run(MONTHS.shifted(self.month, 1 - count), self.month)
        return [self.months[month].verified_yuan if month in self.months else None for month in run]

    def _of_year(self, year: int) -> dict[int, int | None]:
        return {MONTHS.number(m): t.verified_yuan for m, t in self.months.items() if MONTHS.year(m) == year}

    def speeds(self) -> list[Speed]:
        """The four speeds, this year's up to the day of the month, and last year's."""
        now, before = (register.county.intervals(self.steps, year) for year in (self.year, self.year - 1))
        return [Speed(speed.value, now[speed], before[speed]) for speed in register_terms.Speed]

    def pipeline(self) -> dict[str, int]:
        """Projects by the last milestone done, in the order of a project's life."""
        keys = {row.key for row in self.shot.rows}
        counts = Counter(row.furthest for row in self.steps if row.key in keys)
        return {kind.value: counts[kind.value] for kind in register_terms.Milestone}

    def signed_and_started(self) -> tuple[int, int]:
        """(projects signed, of these started)."""
        order = list(register_terms.Milestone)
        a, b = order.index(register_terms.Milestone.SIGNED), order.index(register_terms.Milestone.STARTED)
        signed = [row for row in self.steps if row.done[a]]
        return len(signed), sum(row.done[b] is not None for row in signed)


DOOR = "cockpit.county"


def county(by: Actor, *, asked: str = "", today: date) -> County:
    """The county in a month that was asked for, else in the newest one with reports. Six statements.

    Seen through the cockpit's own door: whoever may look at the county sees all of it here, whatever lists show.
    """
    months = {total.month: total for total in register.county.months(by, DOOR)}
    month = asked or max(months, default=register_rules.deadlines.open_month(today))
    on = register.snapshots.day_for(month, today)
    shot = register.snapshots.snapshot(
        by, month=month, on=on, calendar=Calendar.published(), door=DOOR, with_levels=False
    )
    offices = register.figures.by_office(shot)
    return County(
        month=month, on=on, months=months, shot=shot, offices=offices, total=register.figures.merged(offices),
        steps=register.county.steps(by, DOOR, on=on), bottlenecks=register.county.open_bottlenecks(by, DOOR, on=on),
        published=dict(published()) if by.county == terms.OUTLINE_OF else {},
    )  # fmt: skip
