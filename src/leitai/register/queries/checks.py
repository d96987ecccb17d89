"""What stands beside reports that are about to be handed in: project, plan, months before; and the questions they raise."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from leitai.kernel.actor import Actor
from leitai.register import rules, terms
from leitai.register.models import Project, Report, YearPlan
from leitai.register.queries import reach
from leitai.register.terms import Figures, Finding, Line

BEFORE_MONTHS = 6
MANY = 900


@dataclass(frozen=True, slots=True)
class Facts:
    """What a report's project is."""

    key: int
    no: str
    name: str
    office: str
    total_yuan: int | None
    first_month: str
    last_month: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A line with what was worked out and found. `facts` is None where the actor knows no such project."""

    line: Line
    facts: Facts | None
    figures: Figures
    derived: tuple[str, ...] = ()
    unchanged_months: int = 0
    planned_yuan: int | None = None
    before: tuple[Figures, ...] = ()
    findings: tuple[Finding, ...] = ()
    state: str | None = None  # of the report that stands there already
    version: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether something is still to be settled before it can be handed in."""
        return rules.checks.is_open(self.findings, self.line.reason)


def checked(by: Actor, lines: Sequence[Line], *, door: str = "register.report_write") -> list[Checked]:
    """Each line with its project, what follows from the months before, and the findings; in the order given. Three statements.

    Several months of one project may come together: the earlier lines are the later ones' months before.
    """
    facts = _facts(by, {line.no for line in lines}, door)
    keys = {f.key for f in facts.values()}
    plans = _plans(keys, {rules.months.year(line.month) for line in lines})
    past = _past(keys, [line.month for line in lines])
    found: dict[int, Checked] = {}
    for place in sorted(range(len(lines)), key=lambda i: lines[i].month):
        line = lines[place]
        fact = facts.get(line.no)
        found[place] = _one(line, fact, plans, past[fact.key]) if fact else Checked(line, None, line.figures)
    return [found[i] for i in range(len(lines))]


@dataclass(slots=True)
class _Stood:
    """A report as it stands, or as an earlier line of the same call would leave it."""

    figures: Figures
    counts: bool
    unchanged: int
    state: str | None
    version: int | None


def _one(line: Line, fact: Facts, plans: dict[tuple[int, int], int], past: dict[str, _Stood]) -> Checked:
    there = past.get(line.month)
    counted = [past[m] for m in sorted(past) if m < line.month and past[m].counts][-BEFORE_MONTHS:]
    before = tuple(stood.figures for stood in counted)
    figures, derived = rules.checks.filled(line.figures, before[-1] if before else None)
    follows = bool(before) and rules.months.steps(before[-1].month, line.month) == 1
    unchanged = rules.checks.unchanged_months(figures, counted[-1].unchanged if follows else 0)
    planned = plans.get((fact.key, rules.months.year(line.month)))
    found = rules.checks.findings(
        figures, before, total_yuan=fact.total_yuan, planned_yuan=planned, unchanged=unchanged
    )
    past[line.month] = _Stood(
        figures, True, unchanged, there.state if there else None, there.version if there else None
    )
    return Checked(
        line, fact, figures, derived, unchanged, planned, before, found, there.state if there else None,
        there.version if there else None,
    )  # fmt: skip


def _facts(by: Actor, nos: set[str], door: str) -> dict[str, Facts]:
    found = Project.objects.filter(reach.projects(by, door))
    if len(nos) <= MANY:
        found = found.filter(no__in=nos)
    columns = ("id", "no", "name", "office__code", "total_yuan", "first_month", "last_month")
    return {row[1]: Facts(*row) for row in found.values_list(*columns) if row[1] in nos}


def _plans(keys: set[int], years: Iterable[int]) -> dict[tuple[int, int], int]:
    found = YearPlan.objects.filter(year__in=set(years))
    if len(keys) <= MANY:
        found = found.filter(project_id__in=keys)
    return {
        (key, year): yuan for key, year, yuan in found.values_list("project_id", "year", "planned_yuan") if key in keys
    }


def _past(keys: set[int], wanted: Sequence[str]) -> dict[int, dict[str, _Stood]]:
    """The reports from half a year before the earliest line on, by project and month."""
    past: dict[int, dict[str, _Stood]] = defaultdict(dict)
    if not wanted:
        return past
    found = Report.objects.filter(month__gte=rules.months.shifted(min(wanted), -BEFORE_MONTHS), month__lte=max(wanted))
    if len(keys) <= MANY:
        found = found.filter(project_id__in=keys)
    columns = ("project_id", "month", "month_yuan", "cum_year_yuan", "cum_yuan", "unchanged_months", "state", "version")
    for key, month, yuan, year_yuan, all_yuan, unchanged, state, version in found.values_list(*columns):
        if key in keys:
            counts = state in terms.COUNTED
            past[key][month] = _Stood(Figures(month, yuan, year_yuan, all_yuan), counts, unchanged, state, version)
    return past
