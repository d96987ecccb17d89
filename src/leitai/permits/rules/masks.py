"""Conditions over columns: a pair of masks, certainly true and possibly true, for each project at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leitai.catalogue.rules import cel

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Column:
    """A fact's answers. `values`: bool, float64, or for choices and codes their number in `words`; `known`: None = all."""

    values: NDArray[Any]
    known: Bools | None = None
    words: tuple[str, ...] = ()


class Program:
    """The distinct parts of all conditions, each behind its own parts; made once a catalogue."""

    def __init__(self, trees: Sequence[cel.Tree]) -> None:
        self.parts: list[tuple[cel.Tree, tuple[int, ...]]] = []
        self._number: dict[cel.Tree, int] = {}
        self.results = [self._placed(tree) for tree in trees]

    def _placed(self, tree: cel.Tree) -> int:
        if tree not in self._number:
            inner: tuple[cel.Tree, ...] = ()
            if isinstance(tree, cel.Logic):
                inner = (tree.left, tree.right)
            elif isinstance(tree, cel.Not):
                inner = (tree.operand,)
            numbers = tuple(self._placed(part) for part in inner)
            self._number[tree] = len(self.parts)
            self.parts.append((tree, numbers))
        return self._number[tree]


class Conditions:
    """(certainly, possibly) of each condition; the same array twice where nothing is unknown."""

    def __init__(self, program: Program, facts: Mapping[str, Column], count: int) -> None:
        self.facts = facts
        self.count = count
        parts: list[tuple[Bools, Bools]] = []
        for tree, numbers in program.parts:
            parts.append(self._of(tree, [parts[number] for number in numbers]))
        self._results = [parts[number] for number in program.results]

    def of(self, condition: int) -> tuple[Bools, Bools]:
        return self._results[condition]

    def _of(self, tree: cel.Tree, parts: Sequence[tuple[Bools, Bools]]) -> tuple[Bools, Bools]:
        if isinstance(tree, cel.Logic):
            (left, left_maybe), (right, right_maybe) = parts
            combine = np.logical_and if tree.sign == "&&" else np.logical_or
            sure = combine(left, right)
            both_known = left is left_maybe and right is right_maybe
            return sure, sure if both_known else combine(left_maybe, right_maybe)
        if isinstance(tree, cel.Not):
            sure, maybe = parts[0]
            opposite = ~maybe
            return opposite, opposite if sure is maybe else ~sure
        if isinstance(tree, cel.Constant):
            same = np.full(self.count, bool(tree.value))
            return same, same
        return self._with_unknown(self._atom(tree), cel.facts_of(tree))

    def _with_unknown(self, answer: Bools, facts: Sequence[str]) -> tuple[Bools, Bools]:
        gaps = [known for fact in facts if (known := self.facts[fact].known) is not None]
        if not gaps:
            return answer, answer
        known = np.logical_and.reduce(gaps)
        return answer & known, answer | ~known

    def _atom(self, tree: cel.Tree) -> Bools:
        if isinstance(tree, cel.Name):
            return self.facts[tree.fact].values
        if isinstance(tree, cel.StartsWith):
            return _by_word(self.facts[tree.fact], lambda word: word.startswith(tree.prefix))
        if isinstance(tree, cel.Comparison):
            if tree.left.kind == "string":
                return self._compared_words(tree)
            compared: Bools = _COMPARE[tree.sign](self._number(tree.left), self._number(tree.right))
            return np.broadcast_to(compared, (self.count,))
        raise TypeError(f"{tree!r} is no atom")

    def _compared_words(self, tree: cel.Comparison) -> Bools:
        compare = _COMPARE[tree.sign]
        left, right = self._words(tree.left), self._words(tree.right)
        if isinstance(left, Column) and isinstance(right, str):
            return _by_word(left, lambda word: compare(word, right))
        if isinstance(right, Column) and isinstance(left, str):
            return _by_word(right, lambda word: compare(word, left))
        texts = [
            np.array(side.words)[side.values] if isinstance(side, Column) else np.array(side) for side in (left, right)
        ]
        return np.broadcast_to(np.asarray(compare(texts[0], texts[1]), dtype=np.bool_), (self.count,))

    def _words(self, tree: cel.Tree) -> Column | str:
        return self.facts[tree.fact] if isinstance(tree, cel.Name) else str(getattr(tree, "value", ""))

    def _number(self, tree: cel.Tree) -> Any:
        if isinstance(tree, cel.Name):
            return self.facts[tree.fact].values
        if isinstance(tree, cel.Arithmetic):
            left, right = self._number(tree.left), self._number(tree.right)
            return left + right if tree.sign == "+" else left * right
        return float(getattr(tree, "value", 0.0))


def _by_word(column: Column, test: Callable[[str], bool]) -> Bools:
    """A test of each word, looked up by the rows."""
    table = np.array([test(word) for word in column.words], dtype=np.bool_)
    return table.take(column.values)


_COMPARE: Mapping[str, Any] = {
    "==": lambda a, b: a == b, "!=": lambda a, b: a != b, "<": lambda a, b: a < b, "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
}  # fmt: skip
