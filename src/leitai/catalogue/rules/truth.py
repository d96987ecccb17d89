"""Conditions with three values: true, unknown, false.

An answer is one of three small numbers whose two bits mean "certainly true" and "possibly true": FALSE 0, UNKNOWN 1,
TRUE 3. So `&` and `|` of Python are Kleene's and and or, and `NOT[x]` is his not. All conditions of a catalogue become one
Python function, built from the checked trees (never from their text): atoms of one fact are looked up or compared once.
"""

import ast
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from leitai.catalogue import terms
from leitai.catalogue.rules import cel

FALSE, UNKNOWN, TRUE = 0, 1, 3
NOT = (TRUE, UNKNOWN, UNKNOWN, FALSE)
"""Kleene's not, by index; 2 never occurs."""

COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_SIGNS: Mapping[str, type[ast.cmpop]] = {
    "==": ast.Eq, "!=": ast.NotEq, "<": ast.Lt, "<=": ast.LtE, ">": ast.Gt, ">=": ast.GtE,
}  # fmt: skip
Values = Mapping[str, terms.Value]
Evaluator = Callable[[Sequence[terms.Value]], tuple[int, ...]]
Atom = cel.Name | cel.Comparison | cel.StartsWith


def value_of(tree: cel.Tree, values: Values) -> int:
    """TRUE, UNKNOWN or FALSE: the condition read node by node. The plain twin of `evaluator`.

    Args: values: fact -> answer; None or absent = not yet known.
    """
    if isinstance(tree, cel.Logic):
        left, right = value_of(tree.left, values), value_of(tree.right, values)
        return left & right if tree.sign == "&&" else left | right
    if isinstance(tree, cel.Not):
        return NOT[value_of(tree.operand, values)]
    result = term_of(tree, values)
    return UNKNOWN if result is None else TRUE if result else FALSE


def term_of(tree: cel.Tree, values: Values) -> terms.Value:
    """The value of an atom or of an arithmetic term; None when a fact in it is not known."""
    if isinstance(tree, cel.Constant):
        return tree.value
    if isinstance(tree, cel.Name):
        return values.get(tree.fact)
    if isinstance(tree, cel.StartsWith):
        value = values.get(tree.fact)
        return None if value is None else str(value).startswith(tree.prefix)
    if isinstance(tree, cel.Comparison | cel.Arithmetic):
        left, right = term_of(tree.left, values), term_of(tree.right, values)
        if left is None or right is None:
            return None
        if isinstance(tree, cel.Comparison):
            return COMPARE[tree.sign](left, right)
        return float(left) + float(right) if tree.sign == "+" else float(left) * float(right)
    raise TypeError(f"{tree!r} is no atom")


def atoms_of(tree: cel.Tree) -> tuple[Atom, ...]:
    """The yes-or-no questions about facts of which a condition is made, each once, in the order of reading."""
    return tuple(dict.fromkeys(_atoms(tree)))


def _atoms(tree: cel.Tree) -> Iterable[Atom]:
    if isinstance(tree, cel.Logic):
        yield from _atoms(tree.left)
        yield from _atoms(tree.right)
    elif isinstance(tree, cel.Not):
        yield from _atoms(tree.operand)
    elif isinstance(tree, cel.Name | cel.Comparison | cel.StartsWith):
        yield tree


def evaluator(trees: Sequence[cel.Tree], facts: Sequence[terms.Fact]) -> Evaluator:
    """One function for many conditions.

    Args:    facts: in the order in which the function gets their values.
    Returns: function: values (None = not yet known) -> TRUE, UNKNOWN or FALSE for each tree, in order.
    """
    return _Writer(trees, facts).function()


def _name(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def _set(names: Sequence[str], value: ast.expr) -> ast.Assign:
    targets: list[ast.expr] = [ast.Name(name, ast.Store()) for name in names]
    return ast.Assign([targets[0] if len(targets) == 1 else ast.Tuple(targets, ast.Store())], value)


def _is_none(names: Sequence[str]) -> ast.expr:
    tests: list[ast.expr] = [ast.Compare(_name(name), [ast.Is()], [ast.Constant(None)]) for name in names]
    return tests[0] if len(tests) == 1 else ast.BoolOp(ast.Or(), tests)


def _either(test: ast.expr, then: object, otherwise: ast.expr) -> ast.expr:
    return ast.IfExp(test, ast.Constant(then), otherwise)  # type: ignore[arg-type] # only ints and None come here


class _Writer:
    """Writes the function: first the facts, then their atoms, then the conditions."""

    def __init__(self, trees: Sequence[cel.Tree], facts: Sequence[terms.Fact]) -> None:
        self._trees = trees
        self._facts = {fact.id: (number, fact) for number, fact in enumerate(facts)}
        atoms = dict.fromkeys(atom for tree in trees for atom in atoms_of(tree))
        self._local = {atom: f"a{number}" for number, atom in enumerate(atoms)}
        self._given: dict[str, object] = {"NOT": NOT}
        self._body: list[ast.stmt] = []

    def function(self) -> Evaluator:
        self._write_facts()
        self._write_atoms()
        results: list[ast.expr] = [self._expression(tree) for tree in self._trees]
        self._body.append(ast.Return(ast.Tuple(results, ast.Load())))
        arguments = ast.arguments([], [ast.arg("values")], None, [], [], None, [])
        function = ast.FunctionDef("conditions", arguments, self._body, [], type_params=[])
        module = ast.fix_missing_locations(ast.Module([function], []))
        # Built node by node from trees that the reader has checked; constants enter as values, not as text.
        exec(compile(module, "<conditions>", "exec"), self._given)  # noqa: S102 - built from checked trees, see above
        made: Evaluator = self._given["conditions"]  # type: ignore[assignment] # what exec just defined
        return made

    def _write_facts(self) -> None:
        used = dict.fromkeys(fact for atom in self._local for fact in cel.facts_of(atom))
        for fact in used:
            value = ast.Subscript(_name("values"), ast.Constant(self._facts[fact][0]), ast.Load())
            self._body.append(_set([self._fact_local(fact)], value))

    def _fact_local(self, fact: str) -> str:
        return f"f{self._facts[fact][0]}"

    def _write_atoms(self) -> None:
        alone: dict[str, list[Atom]] = {}
        for atom in self._local:
            names = cel.facts_of(atom)
            if len(names) == 1 and self._facts[names[0]][1].kind != "number":
                alone.setdefault(names[0], []).append(atom)
            else:
                self._write_comparison(atom, names)
        for fact, atoms in alone.items():
            self._write_look_up(fact, atoms)

    def _write_look_up(self, fact: str, atoms: list[Atom]) -> None:
        """All atoms of a yes-or-no, choice or code fact at once, by its value."""
        table = f"T{self._facts[fact][0]}"
        self._given[table] = _Answers(fact, atoms)
        value = ast.Subscript(_name(table), _name(self._fact_local(fact)), ast.Load())
        targets: list[ast.expr] = [ast.Name(self._local[atom], ast.Store()) for atom in atoms]
        self._body.append(ast.Assign([ast.Tuple(targets, ast.Store())], value))

    def _write_comparison(self, atom: Atom, names: Sequence[str]) -> None:
        answer = ast.IfExp(self._term(atom), ast.Constant(TRUE), ast.Constant(FALSE))
        locals_ = [self._fact_local(name) for name in names]
        whole = _either(_is_none(locals_), UNKNOWN, answer) if names else answer
        self._body.append(_set([self._local[atom]], whole))

    def _term(self, tree: cel.Tree) -> ast.expr:
        if isinstance(tree, cel.Name):
            return _name(self._fact_local(tree.fact))
        if isinstance(tree, cel.Constant):
            return ast.Constant(tree.value)
        if isinstance(tree, cel.Comparison):
            return ast.Compare(self._term(tree.left), [_SIGNS[tree.sign]()], [self._term(tree.right)])
        if isinstance(tree, cel.Arithmetic):
            sign = ast.Add() if tree.sign == "+" else ast.Mult()
            return ast.BinOp(self._term(tree.left), sign, self._term(tree.right))
        raise TypeError(f"{tree!r} is no comparison of terms")

    def _expression(self, tree: cel.Tree) -> ast.expr:
        if isinstance(tree, cel.Logic):
            sign = ast.BitAnd() if tree.sign == "&&" else ast.BitOr()
            return ast.BinOp(self._expression(tree.left), sign, self._expression(tree.right))
        if isinstance(tree, cel.Not):
            return ast.Subscript(_name("NOT"), self._expression(tree.operand), ast.Load())
        if isinstance(tree, cel.Constant):
            return ast.Constant(TRUE if tree.value else FALSE)
        if isinstance(tree, cel.Name | cel.Comparison | cel.StartsWith):
            return _name(self._local[tree])
        raise TypeError(f"{tree!r} is no condition")


class _Answers(dict[terms.Value, tuple[int, ...]]):
    """value -> the answers of all atoms of one fact; at most 10,000 codes, each worked out when first met."""

    def __init__(self, fact: str, atoms: Sequence[Atom]) -> None:
        super().__init__()
        self._fact = fact
        self._atoms = tuple(atoms)

    def __missing__(self, value: terms.Value) -> tuple[int, ...]:
        answers = tuple(value_of(atom, {self._fact: value}) for atom in self._atoms)
        self[value] = answers
        return answers


def simplified(tree: cel.Tree, known: Values) -> cel.Tree:
    """What is left of a condition when some facts are known: a smaller one over the others, or the constant true or false.

    Args: known: fact -> answer; None or absent = not yet known.
    """
    if isinstance(tree, cel.Logic):
        left, right = simplified(tree.left, known), simplified(tree.right, known)
        decided = tree.sign == "||"  # the constant that decides alone
        for one, other in ((left, right), (right, left)):
            if isinstance(one, cel.Constant):
                return one if one.value is decided else other
        return cel.Logic(tree.sign, left, right)
    if isinstance(tree, cel.Not):
        operand = simplified(tree.operand, known)
        return cel.Constant(not operand.value, "bool") if isinstance(operand, cel.Constant) else cel.Not(operand)
    value = term_of(tree, known)
    if value is not None:
        return cel.Constant(bool(value), "bool")
    return _with_terms(tree, known)


def _with_terms(tree: cel.Tree, known: Values) -> cel.Tree:
    """An undecided atom in which the known facts of a sum are replaced by their values."""
    if isinstance(tree, cel.Name):
        value = known.get(tree.fact)
        return tree if value is None else cel.Constant(value, tree.kind)
    if isinstance(tree, cel.Comparison):
        return cel.Comparison(tree.sign, _with_terms(tree.left, known), _with_terms(tree.right, known))
    if isinstance(tree, cel.Arithmetic):
        return cel.Arithmetic(tree.sign, _with_terms(tree.left, known), _with_terms(tree.right, known))
    return tree
