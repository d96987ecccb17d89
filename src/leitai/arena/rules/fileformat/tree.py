"""Walking a plain tree of mappings, lists, numbers and texts, collecting faults with the place they stand at."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from leitai.arena import terms
from leitai.arena.rules import numbers

TEXT_LIMIT = 2000
PROBLEM_LIMIT = 50
POINTS_LIMIT, VALUE_LIMIT = 10**6, 10**15  # of points and weights; of figures, such as yuan

Path = tuple[str | int, ...]


@dataclass(slots=True)
class Faults:
    """Faults found so far; `wheres` names the line or cell of a path, or of the nearest one above it."""

    wheres: Mapping[Path, str] = field(default_factory=dict)
    found: list[terms.Problem] = field(default_factory=list)

    def add(self, path: Path, what: str) -> None:
        if len(self.found) >= PROBLEM_LIMIT:
            raise terms.ContestRefused(tuple(self.found))
        named = " > ".join(str(part + 1 if isinstance(part, int) else part) for part in path) or "file"
        near = next((self.wheres[path[:cut]] for cut in range(len(path), -1, -1) if path[:cut] in self.wheres), "")
        self.found.append(terms.Problem(f"{near}, {named}" if near else named, what))

    def refuse_if_any(self) -> None:
        if self.found:
            raise terms.ContestRefused(tuple(self.found))


@dataclass(frozen=True, slots=True)
class Node:
    """A value with its path; each reader returns a usable value and notes a fault where the file has none."""

    value: Any
    path: Path
    faults: Faults

    def fault(self, what: str) -> None:
        self.faults.add(self.path, what)

    def at(self, key: str | int, value: Any) -> Node:
        return Node(value, (*self.path, key), self.faults)

    def get(self, key: str) -> Node:
        return self.at(key, self.value.get(key) if isinstance(self.value, Mapping) else None)

    def mapping(self, *known: str) -> Node:
        """Itself, after noting that it isn't a mapping, or keys that mean nothing here."""
        if not isinstance(self.value, Mapping):
            self.fault("should be keys with values (key: value)")
            return Node({}, self.path, self.faults)
        for key in self.value:
            if known and key not in known:
                self.at(str(key), None).fault(f"isn't known here; known are: {', '.join(known)}")
        return self

    def items(self) -> Iterator[tuple[str, Node]]:
        if self.value is None:
            return
        if not isinstance(self.value, Mapping):
            self.fault("should be keys with values (key: value)")
            return
        for key, value in self.value.items():
            yield unicodedata.normalize("NFC", str(key)), self.at(str(key), value)

    def list(self, limit: int = 10_000) -> Iterator[Node]:
        if self.value is None:
            return
        if not isinstance(self.value, list):
            self.fault("should be a list (lines starting with -)")
            return
        if len(self.value) > limit:
            self.fault(f"has {len(self.value)} lines; at most {limit} are read")
            return
        for at, value in enumerate(self.value):
            yield self.at(at, value)

    def text(self, default: str | None = None) -> str:
        """Text, NFC, trimmed; numbers are taken as written. Without `default` it must be there."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal | None):
            self.fault("should be text")
            return default or "?"
        written = unicodedata.normalize("NFC", "" if value is None else str(value)).strip()
        if any(unicodedata.category(c) in ("Cc", "Cs") for c in written):
            self.fault("holds a control character; take it out")
        if len(written) > TEXT_LIMIT:
            self.fault(f"is longer than {TEXT_LIMIT} characters")
            return written[:TEXT_LIMIT]
        if not written and default is None:
            self.fault("is missing")
            return "?"
        return written or (default or "")

    def one_of(self, known: tuple[str, ...], default: str | None = None) -> str:
        written = self.text(default)
        if written not in known:
            self.fault(f"'{written}' isn't one of: {', '.join(known)}")
            return known[0]
        return written

    def number(self, default: Fraction | int | None = None, *, limit: int = POINTS_LIMIT) -> Fraction:
        """An exact number: 3, 0.25, 1/3, 25%. Without `default` it must be there. Noted: one beyond +-`limit`."""
        if self.value is None and default is not None:
            return Fraction(default)
        found = numbers.exact(self.value)
        if found is None:
            self.fault("should be a plain number, such as 3, 0.25, 1/3 or 25%")
            return Fraction(default if default is not None else 1)
        if abs(found) > limit:
            self.fault(f"is beyond {limit:,}")
            return Fraction(1)
        return found

    def milli(self, default: int | None = None) -> int:
        """A number in thousandths. Noted: a finer one."""
        found = self.number(None if default is None else Fraction(default, 1000)) * 1000
        if found.denominator != 1:
            self.fault("has more than three decimals")
        return int(found)

    def whole(self, default: int, low: int, high: int) -> int:
        found = self.number(default)
        if found.denominator != 1 or not low <= found <= high:
            self.fault(f"should be a whole number from {low} to {high}")
            return default
        return int(found)

    def yes(self, default: bool = False) -> bool:
        if self.value is None:
            return default
        if not isinstance(self.value, bool):
            self.fault("should be true or false")
        return self.value is True

    def tuple_of[T](self, read: Callable[[Node], T], limit: int = 10_000) -> tuple[T, ...]:
        return tuple(read(node) for node in self.list(limit))
