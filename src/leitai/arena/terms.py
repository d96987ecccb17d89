"""Words of the arena: a contest's rules, entries, judges, ballots, and the results computed from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from leitai.kernel import refusal

METHODS = ("mean", "trimmed", "median", "grouped", "severity", "pairs", "indicators")
METHOD_VERSIONS: Mapping[str, int] = dict.fromkeys(METHODS, 1)
WITHIN = ("mean", "trimmed", "median")
TIE_KINDS = ("top_marks", "criterion", "indicator", "judging", "group")
FUNCTION_KINDS = ("ratio", "bands", "linear", "rank_points", "place_table", "per_project")
TERM_KINDS = ("table", "bands", "ratio", "flag", "count")
OUTCOMES = ("first", "second", "tie")
ROUND_KINDS = ("projects", "offices", "departments")
AWARD_KINDS = ("places", "score", "flag")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a contest file: `where` is a line, a cell or a path; `what` says what to do."""

    where: str
    what: str


class ContestRefused(refusal.Refusal):
    """The contest can't be read or ranked as it stands; `problems` lists every fault found, nothing was computed."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        text = refusal.N_("The contest can't be used as it stands; %(count)s to put right. Nothing was changed.")
        super().__init__("contest-refused", text, count=len(problems))

    def __str__(self) -> str:
        return "; ".join(f"{p.where}: {p.what}" for p in self.problems)


@dataclass(frozen=True, slots=True)
class Name:
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Marks a criterion takes, in thousandths; `grades` gives marks a word (好, 较好, 一般) when it isn't empty."""

    low_milli: int
    high_milli: int
    step_milli: int
    grades: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Criterion:
    """A node of the criteria tree: a leaf has a scale, an inner node has children; weights multiply downward."""

    code: str
    name: Name
    weight: Fraction
    scale: Scale | None = None
    children: tuple[Criterion, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    code: str
    name: Name
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Method:
    """The declared way to join ballots; `drop` and `keep` serve trimmed means, `within` the groups."""

    kind: str
    drop: int = 1
    keep: int = 3
    within: str = "mean"


@dataclass(frozen=True, slots=True)
class TieRule:
    """One locked tie-break; `code` names a criterion, indicator or group, `at_least_milli` the mark that counts."""

    kind: str
    code: str = ""
    at_least_milli: int | None = None
    higher: bool = True


@dataclass(frozen=True, slots=True)
class Term:
    """Points of one project row from one field of it (Yan'an's formula is five of these)."""

    kind: str
    field: str
    points: Fraction = Fraction(0)
    target_field: str = ""
    cap: Fraction | None = None
    table: tuple[tuple[str, Fraction], ...] = ()
    bands: tuple[tuple[Fraction, Fraction], ...] = ()


@dataclass(frozen=True, slots=True)
class Function:
    """A scoring function as data; which fields count depends on `kind` (docs/reference/contest-file.md)."""

    kind: str
    points: Fraction = Fraction(0)
    target: Fraction = Fraction(1)
    cap: Fraction = Fraction(1)
    higher: bool = True
    bands: tuple[tuple[Fraction, Fraction], ...] = ()
    knots: tuple[tuple[Fraction, Fraction], ...] = ()
    table: tuple[Fraction, ...] = ()
    terms: tuple[Term, ...] = ()
    most: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Shrink:
    """A rate of k out of n is judged as (k + alpha)/(n + alpha + beta); below `fewest` cases it earns nothing."""

    alpha: Fraction
    beta: Fraction
    fewest: int = 0


@dataclass(frozen=True, slots=True)
class Indicator:
    code: str
    name: Name
    unit: str
    function: Function
    per: str = ""
    per_unit: Fraction = Fraction(1)
    shrink: Shrink | None = None


Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A row behind a figure, as text; its hash goes into the result."""

    row: Row


@dataclass(frozen=True, slots=True)
class Figure:
    """An entry's value of an indicator: a number, k out of n, or rows of projects; None is not known, and not 0."""

    value: Fraction | None = None
    part: tuple[Fraction, Fraction] | None = None
    rows: tuple[Row, ...] | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Bonus:
    points: Fraction
    reason: str
    event: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Award:
    """What is given: to `places` from-to, to every score from `at_least_milli`, or a flag to the top of each class."""

    code: str
    name: Name
    kind: str
    first: int = 1
    last: int = 1
    at_least_milli: int = 0
    stars: int = 0


@dataclass(frozen=True, slots=True)
class PointsTable:
    """Season points of a place; entries that share a place get `shared`: same, mean or lowest of the places taken."""

    points: tuple[Fraction, ...] = ()
    shared: str = "same"


@dataclass(frozen=True, slots=True)
class Rules:
    method: Method
    criteria: tuple[Criterion, ...] = ()
    groups: tuple[Group, ...] = ()
    judging_weight: Fraction = Fraction(1)
    fewest_ballots: int = 1
    partial: str = "leave_out"
    empty_group: str = "refuse"
    late: str = "leave_out"
    decimals: int = 3
    ties: tuple[TieRule, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    bonus_cap: Fraction | None = None
    event_cap: int | None = None
    awards: tuple[Award, ...] = ()
    season_points: PointsTable = PointsTable()
    level_percent: int = 95
    draws: int = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    code: str
    project: str
    office: str
    presenter: str = ""
    kind: str = ""
    order: int | None = None
    bases: Mapping[str, Fraction] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    bonuses: tuple[Bonus, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Judge:
    """A judge; `interests` are codes of entries or names of offices the judge must not mark."""

    code: str
    name: str = ""
    group: str = ""
    office: str = ""
    interests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ballot:
    """One judge's marks of one entry in thousandths; a criterion not seen is None. `revision`: the highest counts."""

    judge: str
    entry: str
    marks_milli: Mapping[str, int | None]
    revision: int = 1
    late: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """One judge's comparison of two entries: the `first` is better, the `second` is, or a `tie`."""

    judge: str
    first: str
    second: str
    outcome: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class DrawParty:
    name: str
    commitment: str
    nonce: str


@dataclass(frozen=True, slots=True)
class Draw:
    """How the order was drawn: parties' nonces and a public number of a moment named beforehand."""

    parties: tuple[DrawParty, ...]
    source: str
    number: str


@dataclass(frozen=True, slots=True)
class Round:
    code: str
    name: Name
    kind: str = "projects"
    season: str = ""
    county: str = ""
    held_on: str = ""
    cutoff_on: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Contest:
    round: Round
    rules: Rules
    entries: tuple[Entry, ...]
    judges: tuple[Judge, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    pairs: tuple[Pair, ...] = ()
    draw: Draw | None = None


@dataclass(frozen=True, slots=True)
class JudgeModel:
    """How one judge marks, by the severity model: points above the panel, points per unit of merit, noise, weight."""

    judge: str
    strictness: float
    spread: float
    noise: float
    weight: float


@dataclass(frozen=True, slots=True)
class EntryScore:
    """An entry under one method; `place` is None with a `reason`: no_ballots, too_few_ballots, empty_group, islands."""

    entry: str
    ballots: int
    judging: Fraction | None
    se: float | None
    total_milli: int | None
    place: int | None
    reason: str = ""
    tie_values: tuple[Fraction | None, ...] = ()
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class MethodResult:
    kind: str
    scores: tuple[EntryScore, ...]
    islands: tuple[tuple[str, ...], ...] = ()
    judges: tuple[JudgeModel, ...] = ()


@dataclass(frozen=True, slots=True)
class Grant:
    award: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A whole contest computed: the declared method first, the others beside it, awards, points for the season."""

    declared: MethodResult
    beside: tuple[MethodResult, ...]
    statuses: tuple[str, ...]
    pair_statuses: tuple[str, ...]
    indicator_points: Mapping[str, Mapping[str, Fraction | None]]
    bonus_points: Mapping[str, Fraction]
    grants: tuple[Grant, ...]
    season_points: Mapping[str, Fraction]
