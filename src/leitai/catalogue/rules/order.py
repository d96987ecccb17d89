"""The order of procedures: never written down, always what the papers say."""

from collections.abc import Iterable, Iterator, Mapping

from leitai.catalogue import terms

GATE = "start_of_works"
"""The one milestone that papers can wait for."""


def givers_of(catalogue: terms.Catalogue) -> Mapping[str, tuple[str, ...]]:
    """document -> the procedures that issue it under some condition, in the order of the catalogue."""
    givers: dict[str, tuple[str, ...]] = {}
    for procedure in catalogue.procedures:
        for output in procedure.outputs:
            givers[output.document] = (*givers.get(output.document, ()), procedure.id)
    return givers


def waits_of(catalogue: terms.Catalogue) -> Mapping[str, tuple[str, ...]]:
    """procedure -> what it would wait for with every rule on, milestones counted; catalogue order."""
    givers = givers_of(catalogue)
    documents = catalogue.document_by_id
    gate = [procedure.id for procedure in catalogue.procedures if procedure.needed_before == GATE]
    order = {procedure.id: number for number, procedure in enumerate(catalogue.procedures)}
    waits: dict[str, tuple[str, ...]] = {}
    for procedure in catalogue.procedures:
        before = {giver for given in procedure.inputs for giver in givers.get(given.document, ())} - {procedure.id}
        if any(documents[given.document].available_after == GATE for given in procedure.inputs):
            before.update(gate)
        waits[procedure.id] = tuple(sorted(before, key=order.__getitem__))
    return waits


def order_of(waits: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The names in an order in which each stands behind all that it waits for; those in or behind a cycle are left out."""
    left = {name: set(before) for name, before in waits.items()}
    order: list[str] = []
    while ready := [name for name, before in left.items() if not before]:
        order += ready
        for name in ready:
            del left[name]
        for before in left.values():
            before.difference_update(ready)
    return tuple(order)


def cycles(catalogue: terms.Catalogue) -> Iterator[terms.Finding]:
    """Each circle of procedures that wait for each other, with every rule on."""
    waits = waits_of(catalogue)
    left = set(waits) - set(order_of(waits))
    while left:
        ring = _ring(waits, left)
        text = " waits for ".join([*ring, ring[0]])
        yield terms.Finding("cycle", tuple(ring), f"a circle of procedures: {text}")
        left -= set(ring)
        left = set(waits) & left - set(order_of({name: [one for one in waits[name] if one in left] for name in left}))


def _ring(waits: Mapping[str, tuple[str, ...]], left: set[str]) -> list[str]:
    """One cycle: from any name left, always on to something that it waits for and that is left too."""
    walked = [next(name for name in waits if name in left)]
    while True:
        on = next(name for name in waits[walked[-1]] if name in left)
        if on in walked:
            return walked[walked.index(on) :]
        walked.append(on)
