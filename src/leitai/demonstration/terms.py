"""Words of the demonstration: what stands in its data, and the story that is told from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from leitai.audit.terms import Field, Sentence, Shown
from leitai.kernel.refusal import N_
from leitai.register.terms import Milestone

COUNTY = "370724"
SEED = 20240405
SINCE = "2024-01"  # the first month of the series
MADE = "演示"  # how made-up names begin
MADE_UP = "演示编写"


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a town's workbook says of a project in March 2024, whole yuan."""

    file: str
    plan_yuan: int
    month_yuan: int
    cum_yuan: int
    cum_year_yuan: int


@dataclass(frozen=True, slots=True)
class Sown:
    """A project as the data has it. `signed`: `2023-06`; `published`: milestone -> day or month, from its source."""

    key: str
    name: str
    name_en: str
    office: str
    industry: str
    signed: str
    pace: str
    total_yuan: int | None
    kind: str = "new"
    investor: str = ""
    contents: str = ""
    source: str = ""
    other_names: tuple[str, ...] = ()
    at_least: bool = False
    output_yuan: int | None = None
    jobs: int | None = None
    chemical: bool | None = None
    published: Mapping[str, str] = field(default_factory=dict)
    planned: Mapping[str, str] = field(default_factory=dict)
    anchor: Anchor | None = None
    is_named: bool = True
    stretch: float = 1.0  # how much longer than usual the building takes


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone of a made-up life: planned and done (None: not yet)."""

    planned_on: date
    planned_precision: str
    done_on: date | None
    done_precision: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Month:
    """A project's month as its town reports it, whole yuan."""

    month: str
    month_yuan: int
    cum_year_yuan: int
    cum_yuan: int
    stage: str
    progress: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Career:
    """All that happens to a project: its life, plans by year, months, the end."""

    sown: Sown
    steps: Mapping[Milestone, Step]
    plans: Mapping[int, Sequence[int]]  # year -> twelve cumulative amounts
    months: Sequence[Month]
    first_month: str
    ends: str = ""  # finished, withdrawn
    last_month: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that somebody does at a moment. `do` names the doing (see `acting`), `what` its particulars."""

    at: datetime
    do: str
    what: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Held:
    """A bottleneck of the data: who owns it, how long ago it was raised, what was answered."""

    project: str
    title: str
    detail: str
    owner: str
    days: int
    due_workdays: int
    answer: str = ""
    answered_days: int = 0


HISTORY: Mapping[str, Sentence | str] = {
    "demonstration.begun": N_("Began to load the demonstration county"),
    "demonstration.told": N_("Loaded the demonstration up to %(part)s"),
    "demonstration.loaded": N_(
        "Loaded the demonstration county: figures marked as made up say nothing about real projects"
    ),
}
HISTORY_FIELDS: Mapping[str, Field] = {
    "seed": Field(N_("Seed"), shown=Shown.COUNT),
    "told_at": Field(N_("Told up to"), shown=Shown.MOMENT),
    "part": Field(N_("Part")),
}
