"""Which project of the register a row is: by code, by a name it goes by, by what was ruled before, or whom it resembles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from leitai.kernel.refusal import N_
from leitai.register import naming
from leitai.workbooks.intake.words import Row
from leitai.workbooks.rules import duplicates

MOST_CANDIDATES = 3
ALIKE = 0.7
LEAST_RUN = 3

REASONS = {
    "same_name": N_("the same name"),
    "name": N_("a similar name"),
    "investor": N_("the same investor"),
    "total": N_("the same total investment"),
    "office": N_("another office's project"),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A project that a row may be, and what speaks for it (codes of REASONS)."""

    no: str
    name: str
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Book:
    """The projects to be recognised, by code and by every name."""

    projects: Sequence[Any]
    remembered: Mapping[str, str]
    by_no: dict[str, Any] = field(default_factory=dict)
    by_code: dict[str, Any] = field(default_factory=dict)
    by_key: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    by_gram: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for place, each in enumerate(self.projects):
            self.by_no[each.no] = each
            if each.national_code:
                self.by_code[each.national_code] = each
            for key in set(each.keys):
                self.by_key[key].append(each)
            for gram in {g for name in (each.name, *each.other_names) for g in _grams(name)}:
                self.by_gram[gram].append(place)

    def find(self, row: Row) -> tuple[str, str]:
        """(number of the project, how it was found: code, name, remembered), or ("", "")."""
        code = row.fields.get("code")
        if code and code in self.by_code:
            return self.by_code[code].no, "code"
        key = naming.name_key(row.name)
        named = self.by_key.get(key, [])
        here = [each for each in named if each.office == row.office]
        if len(here) == 1 or (len(named) == 1 and not row.office):
            return (here or named)[0].no, "name"
        if self.remembered.get(key) in self.by_no:
            return self.remembered[key], "remembered"
        return "", ""

    def candidates(self, row: Row) -> list[Candidate]:
        """Whom the row resembles, likeliest first, at most three. Other phases and capacities are other projects."""
        name = duplicates.name_of(row.name)
        shared = Counter(place for gram in _grams(row.name) for place in self.by_gram.get(gram, ()))
        found = []
        for place, count in shared.most_common(40):
            each = self.projects[place]
            if count < 2 and len(name.core) > LEAST_RUN:
                break
            likeness = max(_likeness(name, other) for other in (each.name, *each.other_names))
            if likeness:
                found.append((likeness, Candidate(each.no, each.name, _reasons(row, each))))
        found.sort(key=lambda pair: (-len(pair[1].reasons), -pair[0], pair[1].no))
        return [candidate for _, candidate in found[:MOST_CANDIDATES]]


def _grams(name: str) -> set[str]:
    core = duplicates.name_of(name).core
    return {core[i : i + 2] for i in range(len(core) - 1)}


def _likeness(name: duplicates.Name, other: str) -> float:
    """0 where the names are of two projects."""
    there = duplicates.name_of(other)
    if name.phases != there.phases and ((name.phases and there.phases) or (name.phases | there.phases) - {1}):
        return 0.0
    units = {u for _, u in name.quantities} & {u for _, u in there.quantities}
    if any({q for q in name.quantities if q[1] == u} != {q for q in there.quantities if q[1] == u} for u in units):
        return 0.0
    likeness = duplicates.alike(name, there)
    run = duplicates.common_run(name.core, there.core)
    return likeness if likeness >= ALIKE and run >= min(LEAST_RUN, len(name.core), len(there.core)) else 0.0


def _reasons(row: Row, project: Any) -> tuple[str, ...]:
    found = ["same_name" if naming.name_key(row.name) in project.keys else "name"]
    investor = row.fields.get("investor") or ""
    if investor and project.investor and duplicates.same_investor(investor, project.investor):
        found.append("investor")
    if row.yuan.get("total_wan") and row.yuan["total_wan"] == project.total_yuan:
        found.append("total")
    if row.office and project.office != row.office:
        found.append("office")
    return tuple(found)
