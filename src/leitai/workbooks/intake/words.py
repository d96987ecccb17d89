"""Words of the intake: states of an upload, doubts with their choices, rows on their way into the register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Json = Any
RowKey = tuple[str, str]  # sheet ("" in a .csv), row as the reader names it: "5" or "col B"


class State(StrEnum):
    """waiting -> reading -> read | unreadable; read -> partly -> submitted; also returned to the town, or withdrawn by it."""

    WAITING = "waiting"
    READING = "reading"
    READ = "read"
    UNREADABLE = "unreadable"
    PARTLY = "partly"  # the good rows are entered, the rest is still here
    SUBMITTED = "submitted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


OPEN = (State.READ, State.PARTLY)
"""States in which doubts can be settled and rows entered."""
BEFORE = (State.WAITING, State.READING)
GONE = (State.RETURNED, State.WITHDRAWN)
"""States after which the same file may come again."""

ENTERED_KINDS = ("progress", "technical_renovation", "key_project_ledger")
"""Kinds of tables whose rows become monthly reports; investment promotion is read and kept."""

MONEY = (
    "total_wan", "phase1_wan", "annual_plan_wan", "month_wan", "cum_year_wan", "cum_wan", "prev_cum_year_wan", "prev_cum_wan",
    "prev_year_wan",
)  # fmt: skip
REPORTED = ("month_wan", "cum_year_wan", "cum_wan")
DATES = ("start", "finish", "signed", "phase1_finish")
TEXTS = ("name", "code", "investor", "status")


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence: the reader's own in both languages, or a source sentence with its data to be translated."""

    text: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A ready answer. `asks`: what has to be given with it: "" nothing, else amount, day, text, office, month, project, reason."""

    code: str
    words: Words
    value: Json = None
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """How a doubt was settled: the answer's code and what was given with it."""

    answer: str
    value: Json
    by: str
    version: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that somebody has to look at. `kind`: settle (before entering), confirm, noted (only marked).

    `key` stays the same when the file is read again. rows: the rows it touches; where there are none it holds up the whole.
    spots: (row, field) that its cell is.
    """

    key: str
    code: str
    sheet: str | None
    cell: str | None
    kind: str
    words: Words
    choices: tuple[Choice, ...] = ()
    rows: tuple[RowKey, ...] = ()
    spots: tuple[tuple[RowKey, str], ...] = ()
    more: Mapping[str, Json] = field(default_factory=dict)
    settled: Settled | None = None
    group: str = ""  # "project": which project a row is

    @property
    def is_open(self) -> bool:
        """Whether it must still be settled before its rows can be entered."""
        return self.kind == "settle" and (self.settled is None or self.settled.answer == "return")

    @property
    def chosen(self) -> Choice | None:
        """The choice that was made, where it is still offered."""
        return next((c for c in self.choices if self.settled and c.code == self.settled.answer), None)


@dataclass(slots=True)
class Row:
    """A row on its way: as read, put right by what was settled, money in whole yuan.

    standing: out (ruled), duplicate, entered, open (something is to be settled), ready.
    """

    key: RowKey
    sheet: str | None
    row: str
    name: str
    fields: dict[str, Json]
    cells: dict[str, str]
    yuan: dict[str, int | None]
    office: str = ""
    project: str = ""  # number on the register
    how: str = ""  # code, name, other_name, remembered, ruled, new
    new_office: str = ""
    reason: str = ""
    duplicate_of: str = ""
    standing: str = "open"
    replaces: bool = False
    entered_no: str = ""

    @property
    def is_counted(self) -> bool:
        """Whether the row is to be entered at all."""
        return self.standing not in {"out", "duplicate"}

    def cell(self, *names: str) -> str:
        """Address of the first of the fields that has one."""
        return next((self.cells[n] for n in names if n in self.cells), "")


@dataclass(frozen=True, slots=True)
class Place:
    """An office that may be named in a table."""

    code: str
    name: str
    reports: bool


@dataclass(slots=True)
class Known:
    """What the intake knows around a reading: offices, projects, what the office settled before, and who asks.

    offices: words as reported -> office, None where unknown. home: code of the office that the upload is of; "" where it is none
    that reports. newest: the newest month that can be reported. only_home: whoever asks enters rows of the home office only.
    """

    offices: Mapping[str, Place | None]
    places: list[Place]
    projects: list[Any]
    remembered: Mapping[str, str]  # key of a name -> number of a project
    home: str
    newest: str
    only_home: bool
    same: frozenset[frozenset[str]] = frozenset()  # pairs of names ruled in an earlier month to be one project
