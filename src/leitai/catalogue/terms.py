"""The words of a catalogue: what is asked, which procedures there are, which papers pass between them.

A catalogue is a value: read once, never changed, shared by threads. Conditions are kept as written; `rules.truth` gives
them their meaning.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

FactKind = Literal["bool", "enum", "number", "industry_code"]
DocumentKind = Literal["applicant", "form", "report", "result"]
DayUnit = Literal["working", "calendar"]
StepKind = Literal["before_filing", "suspends", "inside"]
Severity = Literal["refuse", "warn"]
Value = bool | float | str | None
"""An answer: bool, choice or industry code, number as double; None = not yet known."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of an enum fact."""

    id: str
    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One question and the kind of its answer."""

    id: str
    group: str
    kind: FactKind
    question_zh: str
    question_en: str
    help_zh: str
    help_en: str
    default: Value
    stage: str
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    unit_en: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """The choices' codes, in order; empty but for an enum."""
        return tuple(choice.id for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Named:
    """A group of questions or a stage: a code with its names."""

    id: str
    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Department:
    """Who decides."""

    id: str
    name_zh: str
    name_en: str
    kind: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Answers that cannot be true together (refuse) or should be looked at again (warn)."""

    id: str
    severity: Severity
    when: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Document:
    """One kind of paper. `editions`: separate papers of that kind, one for each purpose."""

    id: str
    name_zh: str
    name_en: str
    kind: DocumentKind
    typical_days: tuple[int, int] | None = None
    available_after: str | None = None
    editions: tuple[Named, ...] = ()
    alternates: tuple[str, ...] = ()
    final: bool = False


@dataclass(frozen=True, slots=True)
class Input:
    """A paper that a procedure asks for."""

    document: str
    edition: str | None = None
    when: str | None = None
    may_follow_later: bool = False

    @property
    def slot(self) -> str:
        """The paper's name: `document` or `document:edition`."""
        return self.document if self.edition is None else f"{self.document}:{self.edition}"


@dataclass(frozen=True, slots=True)
class Output:
    """A result that a procedure issues."""

    document: str
    when: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A notice, draw, expert review beside, before or inside the clock."""

    name_zh: str
    name_en: str
    days: int
    day_unit: DayUnit
    kind: StepKind
    sometimes: bool = False
    when: str | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """How it was before the reform; every figure is an assumption until a county counts its own."""

    counter_zh: str
    visits_before: int


@dataclass(frozen=True, slots=True)
class Procedure:
    """One procedure of one office."""

    id: str
    name_zh: str
    name_en: str
    department: str
    level: str
    stage: str
    kind: str
    applies_when: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    statutory_days: int
    promised_days: int
    day_unit: DayUnit
    steps: tuple[Step, ...]
    commitment_allowed: bool
    fee: bool
    needed_before: str | None
    basis: tuple[str, ...]
    source: str
    confidence: str
    checked: str | None
    before: Before


@dataclass(frozen=True, slots=True)
class Bundle:
    """Procedures filed with one joint form (高效办成一件事)."""

    id: str
    name_zh: str
    name_en: str
    basis: str
    joint_form: str
    procedures: tuple[str, ...]
    promised_days: int


@dataclass(frozen=True, eq=False)
class Catalogue:
    """One edition of a county's catalogue. `hash`: SHA-256 of the canonical content, so an edition can be named exactly."""

    id: str
    name_zh: str
    name_en: str
    county: str
    version: str
    effective_from: str
    supersedes: str | None
    hash: str
    departments: tuple[Department, ...]
    groups: tuple[Named, ...]
    facts: tuple[Fact, ...]
    contradictions: tuple[Contradiction, ...]
    documents: tuple[Document, ...]
    stages: tuple[Named, ...]
    procedures: tuple[Procedure, ...]
    bundles: tuple[Bundle, ...]

    @property
    def fact_by_id(self) -> Mapping[str, Fact]:
        """The facts by their code, in the order in which they are asked."""
        return {fact.id: fact for fact in self.facts}

    @property
    def document_by_id(self) -> Mapping[str, Document]:
        """The documents by their code, in the order of the file."""
        return {document.id: document for document in self.documents}


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a catalogue: `code` for machines, `items` the things concerned, `text` for people."""

    code: str
    items: tuple[str, ...]
    text: str
    severity: Severity = "refuse"
