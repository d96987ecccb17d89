"""The words of a roadmap. The answer's shapes are plain mappings, so that page, API and command line show the same."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NotRequired, TypedDict

from leitai.catalogue import terms as catalogue_terms

Day = str
"""A date as 2024-04-08."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: a project's answers, when it would begin, what it already has.

    `values`: the answer to each fact, in the catalogue's order. `held`: names of papers it has (document or
    document:edition). `works_days`: calendar days that construction takes.
    """

    values: tuple[catalogue_terms.Value, ...]
    start_on: date
    works_days: int = 0
    held: frozenset[str] = frozenset()


class Edition(TypedDict):
    """Which catalogue a roadmap was made with."""

    id: str
    version: str
    county: str
    effective_from: str
    hash: str


class Milestones(TypedDict):
    """Days an investor asks for; null where the project has no such procedure."""

    start_of_works: Day | None
    production: Day | None
    construction_permit: Day | None
    land_title: Day | None


class Step(TypedDict):
    """A notice, draw or review in force."""

    name_zh: str
    name_en: str
    days: int
    day_unit: str
    kind: str
    sometimes: bool


class Wait(TypedDict):
    """A result that a procedure needs, and who issues it. `from` is a word of Python, so the mapping is typed loosely."""

    document: str
    may_follow_later: NotRequired[bool]


class Because(TypedDict):
    """Why a procedure applies."""

    rule: str
    facts: dict[str, catalogue_terms.Value]
    basis: list[str]


class Line(TypedDict):
    """One procedure that surely applies."""

    id: str
    department: str
    level: str
    stage: str
    start: Day
    filed: Day
    own_finish: Day
    finish: Day
    statutory_finish: Day
    statutory_limit: Day
    days: int
    day_unit: str
    steps: list[Step]
    critical: bool
    slack_days: int
    waits_for: list[dict[str, Any]]
    available_after: str | None
    provisional: list[str]
    because: Because


class PathStep(TypedDict):
    """One link of the driving chain and the document (or milestone) through which it hangs on the one before."""

    id: str
    via: str | None


class Perhaps(TypedDict):
    """A procedure that the answers leave open."""

    id: str
    department: str
    unknown: list[str]
    because: dict[str, str]


class Question(TypedDict):
    """An open fact and how many procedures wait for its answer."""

    fact: str
    decides: int


class BundleLine(TypedDict):
    """A joint package with at least two members in this project."""

    id: str
    procedures: list[str]
    promised_days: int
    start: Day
    finish: Day


class ToBring(TypedDict):
    """A paper that the applicant brings once."""

    id: str
    edition: str | None
    kind: str
    used_by: list[str]
    may_follow_later: bool
    needed_on: Day
    begin_by: Day | None
    now: bool


class Held(TypedDict):
    """A paper that is there already: stated, or taken so because no procedure of this project issues it."""

    id: str
    edition: str | None
    stated: bool


class Documents(TypedDict):
    """All papers of a roadmap."""

    to_bring: list[ToBring]
    forms: list[str]
    held: list[Held]
    issued: list[str]
    perhaps: list[str]
    uses: int
    distinct: int


class Before(TypedDict):
    """One counter after another."""

    visits: int
    copies: int
    working_days: int
    working_days_promised: int


class After(TypedDict):
    """One window."""

    visits: int
    copies: int
    working_days: int
    working_days_statutory: int


class Warned(TypedDict):
    """Answers that should be looked at again."""

    id: str
    zh: str
    en: str


class WhyNot(TypedDict):
    """A procedure that certainly does not apply."""

    id: str
    rule: str
    facts: dict[str, catalogue_terms.Value]


class Roadmap(TypedDict):
    """The whole answer."""

    catalogue: Edition
    start: Day
    requested_start: Day
    works_days: int
    finish: Day
    statutory_finish: Day
    forecast: None
    milestones: Milestones
    procedures: list[Line]
    path: list[PathStep]
    perhaps: list[Perhaps]
    questions: list[Question]
    done: list[str]
    bundles: list[BundleLine]
    documents: Documents
    before: Before
    after: After
    provisional: list[str]
    warnings: list[Warned]
    why_not: NotRequired[list[WhyNot]]
