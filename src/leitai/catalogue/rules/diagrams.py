"""Decision diagrams: whole truth tables of conditions, in little space.

A node asks one fact and has one child for each kind of answer; equal nodes are one node, and a node whose children are all
the same is left out. So two conditions mean the same exactly if they are the same node, and a fact matters exactly if a
node asks it. Source: R. E. Bryant, Graph-based algorithms for Boolean function manipulation, 1986, with several values.
"""

import itertools
from collections.abc import Callable, Iterable, Sequence

from leitai.catalogue import terms
from leitai.catalogue.rules import cel, truth

Node = int
NO, YES = 0, 1
CEILING = 200_000
"""Nodes at which a question is given up rather than answered slowly."""


class TooLarge(ValueError):
    """The conditions together have too many different cases."""


class Diagrams:
    """The nodes over some facts, each with a finite list of answers that stand for all of its answers."""

    def __init__(self, domains: dict[str, Sequence[terms.Value]]) -> None:
        """Args: domains: fact -> answers, in the order in which the nodes ask. None among them means "not yet known"."""
        self.domains = {fact: tuple(answers) for fact, answers in domains.items()}
        self._level = {fact: level for level, fact in enumerate(self.domains)}
        self._facts = list(self.domains)
        self._nodes: list[tuple[int, tuple[Node, ...]]] = [(len(domains), ()), (len(domains), ())]
        self._known: dict[tuple[int, tuple[Node, ...]], Node] = {}
        self._memo: dict[tuple[object, ...], Node] = {}

    def node(self, level: int, children: tuple[Node, ...]) -> Node:
        """The one node that asks fact number `level` and goes on to `children`."""
        if children.count(children[0]) == len(children):
            return children[0]
        key = (level, children)
        if key not in self._known:
            if len(self._nodes) >= CEILING:
                raise TooLarge(f"more than {CEILING} cases")
            self._known[key] = len(self._nodes)
            self._nodes.append(key)
        return self._known[key]

    def both(self, left: Node, right: Node) -> Node:
        """left and right."""
        return self._combined("&", left, right, NO)

    def either(self, left: Node, right: Node) -> Node:
        """left or right."""
        return self._combined("|", left, right, YES)

    def _combined(self, sign: str, left: Node, right: Node, decided: Node) -> Node:
        if decided in (left, right):
            return decided
        if left <= YES or left == right:
            return right
        if right <= YES:
            return left
        key = (sign, min(left, right), max(left, right))
        if key not in self._memo:
            level = min(self._nodes[left][0], self._nodes[right][0])
            pairs = zip(self._children(left, level), self._children(right, level), strict=True)
            self._memo[key] = self.node(level, tuple(self._combined(sign, a, b, decided) for a, b in pairs))
        return self._memo[key]

    def _children(self, node: Node, level: int) -> tuple[Node, ...]:
        own, children = self._nodes[node]
        return children if own == level else (node,) * len(self.domains[self._facts[level]])

    def opposite(self, node: Node) -> Node:
        """not node."""
        if node <= YES:
            return YES - node
        key = ("!", node)
        if key not in self._memo:
            level, children = self._nodes[node]
            self._memo[key] = self.node(level, tuple(self.opposite(child) for child in children))
        return self._memo[key]

    def of(self, tree: cel.Tree) -> Node:
        """The diagram of "the condition is certainly true" (with None in the domains: by Kleene's logic)."""
        return self._of(tree, truth.TRUE)

    def of_false(self, tree: cel.Tree) -> Node:
        """The diagram of "the condition is certainly false"."""
        return self._of(tree, truth.FALSE)

    def _of(self, tree: cel.Tree, wanted: int) -> Node:
        if isinstance(tree, cel.Logic):
            is_both = (tree.sign == "&&") == (wanted == truth.TRUE)
            combine = self.both if is_both else self.either
            return combine(self._of(tree.left, wanted), self._of(tree.right, wanted))
        if isinstance(tree, cel.Not):
            return self._of(tree.operand, truth.FALSE if wanted == truth.TRUE else truth.TRUE)
        return self._table(tree, wanted)

    def _table(self, atom: cel.Tree, wanted: int) -> Node:
        facts = sorted(cel.facts_of(atom), key=self._level.__getitem__)

        def below(number: int, values: dict[str, terms.Value]) -> Node:
            if number == len(facts):
                return YES if truth.value_of(atom, values) == wanted else NO
            fact = facts[number]
            children = (below(number + 1, {**values, fact: answer}) for answer in self.domains[fact])
            return self.node(self._level[fact], tuple(children))

        return below(0, {})

    def for_all_unknown(self, node: Node) -> Node:
        """Where the last answer of each domain is None: true there exactly if the node is true for all other answers."""
        if node <= YES:
            return node
        key = ("all", node)
        if key not in self._memo:
            level, children = self._nodes[node]
            known = [self.for_all_unknown(child) for child in children[:-1]]
            together = YES
            for child in known:
                together = self.both(together, child)
            self._memo[key] = self.node(level, (*known, together))
        return self._memo[key]

    def facts_in(self, node: Node) -> tuple[str, ...]:
        """The facts on which the node depends, in the order of the domains."""
        seen: set[Node] = set()
        waiting = [node]
        while waiting:
            one = waiting.pop()
            if one > YES and one not in seen:
                seen.add(one)
                waiting.extend(self._nodes[one][1])
        levels = {self._nodes[one][0] for one in seen}
        return tuple(fact for level, fact in enumerate(self._facts) if level in levels)

    def case_of(self, node: Node) -> dict[str, terms.Value]:
        """Answers for which the node is true; facts that do not matter are left out. The node must not be NO."""
        case: dict[str, terms.Value] = {}
        while node > YES:
            level, children = self._nodes[node]
            number = next(number for number, child in enumerate(children) if child != NO)
            case[self._facts[level]] = self.domains[self._facts[level]][number]
            node = children[number]
        return case


def answers_for(trees: Iterable[cel.Tree], fact: terms.Fact) -> tuple[terms.Value, ...]:
    """Answers of a fact that stand for all: no condition of `trees` can tell two more apart.

    Both bools; every choice; numbers at and above each constant they are compared with and 0; a code for each set of
    codes that the conditions tell apart. For sums of several facts these are samples.
    """
    if fact.kind == "bool":
        return (False, True)
    if fact.kind == "enum":
        return fact.codes
    atoms = [atom for atom in dict.fromkeys(_atoms_of_all(trees)) if fact.id in cel.facts_of(atom)]
    return _numbers(atoms) if fact.kind == "number" else _codes(atoms, fact.id)


def _atoms_of_all(trees: Iterable[cel.Tree]) -> Iterable[truth.Atom]:
    return itertools.chain.from_iterable(truth.atoms_of(tree) for tree in trees)


def _numbers(atoms: Sequence[truth.Atom]) -> tuple[float, ...]:
    constants = {0.0}
    for atom in atoms:
        constants |= {
            float(node.value) for node in cel.nodes_of(atom) if isinstance(node, cel.Constant) and node.kind == "number"
        }
    ordered = sorted(constants)
    above = [(low + high) / 2 for low, high in itertools.pairwise(ordered)] + [ordered[-1] + 1.0]
    return tuple(number for pair in zip(ordered, above, strict=True) for number in pair)


def _codes(atoms: Sequence[truth.Atom], fact: str) -> tuple[str, ...]:
    if any(len(cel.facts_of(atom)) > 1 for atom in atoms):
        return tuple(f"{number:04}" for number in range(10_000))
    # Behind each code or prefix named, every next digit once: some digit leaves the named ones, if any does.
    named = {node.prefix if isinstance(node, cel.StartsWith) else node.value
             for atom in atoms for node in cel.nodes_of(atom) if isinstance(node, cel.StartsWith | cel.Constant)}  # fmt: skip
    tried = sorted({(str(stem) + digit * 4)[:4] for stem in {"", *named} for digit in "0123456789"})
    seen: dict[tuple[int, ...], str] = {}
    for code in tried:
        seen.setdefault(tuple(truth.value_of(atom, {fact: code}) for atom in atoms), code)
    return tuple(seen.values())


def diagrams_for(trees: Sequence[cel.Tree], facts: Iterable[terms.Fact], *, with_unknown: bool = False) -> Diagrams:
    """Diagrams over the facts that `trees` name; `with_unknown` adds None as the last answer of each."""
    named = {fact for tree in trees for fact in cel.facts_of(tree)}
    domains: dict[str, Sequence[terms.Value]] = {
        fact.id: answers_for(trees, fact) + ((None,) if with_unknown else ()) for fact in facts if fact.id in named
    }
    return Diagrams(domains)


Deciding = Callable[[cel.Tree], tuple[str, ...]]


def deciding_facts(facts: Sequence[terms.Fact]) -> Deciding:
    """A function: condition -> the facts on whose answers it really depends, in the order of `facts`; it remembers."""
    remembered: dict[cel.Tree, tuple[str, ...]] = {}

    def facts_that_matter(tree: cel.Tree) -> tuple[str, ...]:
        if tree not in remembered:
            if len(remembered) > 10_000:
                remembered.clear()
            diagrams = diagrams_for([tree], facts)
            remembered[tree] = diagrams.facts_in(diagrams.of(tree))
        return remembered[tree]

    return facts_that_matter
