"""A catalogue made ready for planning: everything that is the same for every project, worked out once."""

import operator
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from leitai.catalogue import terms
from leitai.catalogue.rules import cel, diagrams, order, reading, truth
from leitai.kernel import workdays
from leitai.permits.rules import days

Mask = int
"""A set of slots: bit k is slot number k."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One paper: a document in one edition."""

    name: str
    document: terms.Document
    edition: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """One input of one procedure and one procedure that may issue it."""

    bit: Mask
    giver: int
    may_follow_later: bool
    output_when: int
    """Number of the output's condition; 0 is "always"."""
    document: str


Walked = tuple[Mask, int, bool, int, Link]
"""(the paper, 0 if it is always asked for; giver; may follow later; output's condition; the link): flat, since a plan
spends most of its time here."""


@dataclass(frozen=True, slots=True)
class Clock:
    """What a procedure with certain steps in force makes of a start."""

    steps: tuple[terms.Step, ...]
    filed: days.Filings
    promised: days.Finishes
    lawful: days.Finishes
    latest: days.LatestStarts


@dataclass(frozen=True, slots=True)
class Ready:
    """One procedure. Conditions are numbers in `Prepared.trees`."""

    number: int
    row: terms.Procedure
    rule: int
    facts: tuple[tuple[str, int], ...]
    """(fact, its number) for each fact of the rule, by name."""
    asks: Mask
    asks_if: tuple[tuple[int, Mask], ...]
    gives: Mask
    gives_if: tuple[tuple[int, Mask], ...]
    follows: Mask
    """The inputs that may follow later."""
    links: tuple[Walked, ...]
    step_whens: tuple[int, ...]
    is_gate: bool
    is_production: bool


class Prepared:
    """The catalogue with the county's calendar. Shared by threads: its tables only ever gain entries.

    Raises: cel.NotTaken, KeyError, ValueError: for a catalogue that publishing would refuse.
    """

    def __init__(self, catalogue: terms.Catalogue, calendar: workdays.Calendar) -> None:
        self.catalogue = catalogue
        self.days = days.Days(calendar)
        self.facts = catalogue.fact_by_id
        self._fact_number = {fact: number for number, fact in enumerate(self.facts)}
        self.trees = self._conditions()
        self._tree_number = {tree: number for number, tree in enumerate(self.trees)}
        self.evaluate = truth.evaluator(self.trees, catalogue.facts)
        self.deciding = diagrams.deciding_facts(catalogue.facts)
        self.contradictions = tuple((self.condition(row.when), row) for row in catalogue.contradictions)
        self.slots = tuple(_slots(catalogue))
        self.slot_number = {slot.name: number for number, slot in enumerate(self.slots)}
        self.kind_masks = {kind: self._mask_of_kind(kind) for kind in ("applicant", "report", "form", "result")}
        self.to_bring_mask = self.kind_masks["applicant"] | self.kind_masks["report"]
        self.gated_mask = self._mask(slot.document.available_after == order.GATE for slot in self.slots)
        self._clocks: dict[tuple[int, tuple[bool, ...]], Clock] = {}
        self.ready = tuple(self._ready(number, row) for number, row in enumerate(catalogue.procedures))
        self.number_of = {row.id: number for number, row in enumerate(catalogue.procedures)}
        self.order = self._order()
        self.rules_of = _picker([one.rule for one in self.ready])
        self.in_order = _picker(self.order)
        self.gates = tuple(one.number for one in self.ready if one.is_gate)
        self.clocks = tuple(None if one.step_whens else self.clock(one.number, ()) for one in self.ready)
        self.askable = self._askable()
        self.users = self._users()
        self.span_days = _span_days(catalogue)

    def condition(self, text: str | None) -> int:
        """The number of a condition; 0 for none, which always holds."""
        return 0 if text is None else self._tree_number[self._read[text]]

    def clock(self, number: int, in_force: tuple[bool, ...]) -> Clock:
        """The clock of a procedure. Args: in_force: for each of its conditional steps, in order."""
        key = (number, in_force)
        if key not in self._clocks:
            # setdefault, so that two threads end with the same object: others keep things by its identity.
            self._clocks.setdefault(key, self._new_clock(self.catalogue.procedures[number], in_force))
        return self._clocks[key]

    def _conditions(self) -> tuple[cel.Tree, ...]:
        texts = [text for row in self.catalogue.procedures for _, text in reading.conditions_of(row)]
        texts += [row.when for row in self.catalogue.contradictions]
        self._read = {text: cel.tree_of(text, self.facts) for text in texts}
        return tuple(dict.fromkeys([cel.Constant(True, "bool"), *self._read.values()]))

    def _mask(self, flags: Iterable[bool]) -> Mask:
        return sum(1 << number for number, flag in enumerate(flags) if flag)

    def _mask_of_kind(self, kind: str) -> Mask:
        return self._mask(slot.document.kind == kind for slot in self.slots)

    def _bit(self, slot: str) -> Mask:
        return 1 << self.slot_number[slot]

    def _ready(self, number: int, row: terms.Procedure) -> Ready:
        tree = self._read[row.applies_when]
        asked = [(self.condition(given.when), self._bit(given.slot)) for given in row.inputs]
        given_out = [(self.condition(output.when), self._bit(output.document)) for output in row.outputs]
        links = tuple(self._links(number, row))
        conditional = sum(bit for when, bit in asked if when)
        return Ready(
            number=number,
            row=row,
            rule=self.condition(row.applies_when),
            facts=tuple((fact, self._fact_number[fact]) for fact in sorted(cel.facts_of(tree))),
            asks=sum(bit for when, bit in asked if not when),
            asks_if=tuple((when, bit) for when, bit in asked if when),
            gives=sum(bit for when, bit in given_out if not when),
            gives_if=tuple((when, bit) for when, bit in given_out if when),
            follows=sum(self._bit(given.slot) for given in row.inputs if given.may_follow_later),
            links=tuple(
                (link.bit & conditional, link.giver, link.may_follow_later, link.output_when, link) for link in links
            ),
            step_whens=tuple(self.condition(step.when) for step in row.steps if step.when is not None),
            is_gate=row.needed_before == order.GATE,
            is_production=row.needed_before == "production",
        )

    def _links(self, number: int, row: terms.Procedure) -> Iterable[Link]:
        for given in row.inputs:
            for giver, other in enumerate(self.catalogue.procedures):
                for output in other.outputs:
                    if output.document == given.document and giver != number:
                        when = self.condition(output.when)
                        yield Link(self._bit(given.slot), giver, given.may_follow_later, when, given.document)

    def _order(self) -> tuple[int, ...]:
        names = order.order_of(order.waits_of(self.catalogue))
        if len(names) != len(self.catalogue.procedures):
            raise ValueError("procedures wait for each other in a circle")
        return tuple(self.number_of[name] for name in names)

    def _new_clock(self, row: terms.Procedure, in_force: tuple[bool, ...]) -> Clock:
        flags = iter(in_force)
        steps = tuple(step for step in row.steps if step.when is None or next(flags))
        before = days.spans_of(steps, "before_filing", with_chance=True)
        is_working = row.day_unit == "working"
        promised = (*days.spans_of(steps, "suspends", with_chance=False), (row.promised_days, is_working))
        lawful = (*days.spans_of(steps, "suspends", with_chance=True), (row.statutory_days, is_working))
        return Clock(
            steps,
            days.Filings(self.days, before),
            days.Finishes(self.days, before, promised),
            days.Finishes(self.days, before, lawful),
            days.LatestStarts(self.days, before, promised),
        )

    def _askable(self) -> frozenset[str]:
        asked = {given.slot for row in self.catalogue.procedures for given in row.inputs}
        return frozenset(asked | {output.document for row in self.catalogue.procedures for output in row.outputs})

    def _users(self) -> tuple[tuple[int, ...], ...]:
        """For each slot the procedures that may ask for it, in the order of the catalogue."""
        users: list[list[int]] = [[] for _ in self.slots]
        for number, row in enumerate(self.catalogue.procedures):
            for given in row.inputs:
                users[self.slot_number[given.slot]].append(number)
        return tuple(tuple(one) for one in users)


def _picker(places: Sequence[int]) -> Callable[[Sequence[int]], tuple[int, ...]]:
    """A function: sequence -> its items at `places`. (`itemgetter` alone gives no tuple for fewer than two.)"""
    if len(places) > 1:
        pick: Callable[[Sequence[int]], tuple[int, ...]] = operator.itemgetter(*places)
        return pick
    return lambda items: tuple(items[place] for place in places)


def _slots(catalogue: terms.Catalogue) -> Iterable[Slot]:
    for document in catalogue.documents:
        if not document.editions:
            yield Slot(document.id, document, None)
        for edition in document.editions:
            yield Slot(f"{document.id}:{edition.id}", document, edition.id)


def _span_days(catalogue: terms.Catalogue) -> int:
    """Calendar days that no plan of this catalogue exceeds, works apart: two for a working day, a month of holidays each."""
    return sum(
        2 * row.statutory_days + sum(2 * step.days for step in row.steps) + 31 for row in catalogue.procedures
    )  # fmt: skip
