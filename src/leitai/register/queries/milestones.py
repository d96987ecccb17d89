"""Milestones and the four speeds: one project's, and distributions by office, industry and kind."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from leitai.kernel.actor import Actor
from leitai.register import rules, terms
from leitai.register.models import Milestone
from leitai.register.queries import reach
from leitai.register.rules.speeds import Distribution, Done, Interval


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone of a project as a page shows it."""

    kind: str
    planned_on: date | None
    planned_precision: str
    done_on: date | None
    done_precision: str
    evidence: str
    days_late: int
    version: int


def steps(project: int, *, on: date) -> list[Step]:
    """All eight milestones of a project in their order; those nobody spoke of are empty. One statement."""
    columns = ("kind", "planned_on", "planned_precision", "done_on", "done_precision", "evidence", "version")
    known = {row[0]: row for row in Milestone.objects.filter(project_id=project).values_list(*columns)}
    return [_step(kind, known.get(kind.value), on) for kind in terms.Milestone]


def _step(
    kind: terms.Milestone, row: tuple[str, date | None, str, date | None, str, str, int] | None, on: date
) -> Step:
    if row is None:
        return Step(kind.value, None, "day", None, "day", "", 0, 0)
    _, planned_on, planned_precision, done_on, done_precision, evidence, version = row
    late = rules.lights.days_late(planned_on, done_on, on)
    if planned_on and done_on and done_on > planned_on:
        late = (done_on - planned_on).days
    return Step(kind.value, planned_on, planned_precision, done_on, done_precision, evidence, late, version)


@dataclass(frozen=True, slots=True)
class Life:
    """What is done of a project, with what it is grouped by."""

    no: str
    name: str
    office: str
    office_zh: str
    office_en: str
    industry: str
    done: dict[str, Done]


def lives(by: Actor, *, on: date) -> list[Life]:
    """The milestones done up to a day of every project that `by` sees. One statement."""
    columns = (
        "project_id", "kind", "done_on", "done_precision", "project__no", "project__name", "project__office__code",
        "project__office__name_zh", "project__office__name_en", "project__industry",
    )  # fmt: skip
    path = reach.reports(by, "register.projects")  # the same path: milestone -> project -> office
    found = Milestone.objects.filter(path, done_on__lte=on).order_by("project_id").values_list(*columns)
    by_key: dict[int, Life] = {}
    for key, kind, done_on, precision, no, name, office, zh, en, industry in found:
        by_key.setdefault(key, Life(no, name, office, zh, en, industry, {})).done[kind] = Done(done_on, precision)
    return list(by_key.values())


def speeds(
    lives_: Sequence[Life], *, on: date, group: Callable[[Life], str] | None = None
) -> dict[str, dict[terms.Speed, Distribution]]:
    """The distribution of each of the four speeds, by group ("" without one); calendar days, open ones apart.

    Formula: see `rules.speeds`; groups: `lambda life: life.office` or `life.industry[:2]`.
    """
    every: dict[str, dict[terms.Speed, list[Interval]]] = defaultdict(lambda: defaultdict(list))
    for life in lives_:
        for speed, interval in rules.speeds.intervals(life.done, on).items():
            every[group(life) if group else ""][speed].append(interval)
    return {
        name: {speed: rules.speeds.distribution(by_speed.get(speed, ())) for speed in terms.Speed}
        for name, by_speed in every.items()
    }
