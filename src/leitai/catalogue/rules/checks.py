"""Whether a catalogue may be published: every finding named, none left to the day somebody plans with it."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from leitai.catalogue import terms
from leitai.catalogue.rules import cel, diagrams, order, promises, reading, truth
from leitai.kernel import workdays


@dataclass(frozen=True, slots=True)
class _Read:
    """A catalogue with its conditions read; a condition that could not be read is missing."""

    catalogue: terms.Catalogue
    trees: Mapping[str, cel.Tree]

    def known(self, *conditions: str | None) -> bool:
        return all(condition is None or condition in self.trees for condition in conditions)


def findings_of(catalogue: terms.Catalogue, calendar: workdays.Calendar) -> tuple[terms.Finding, ...]:
    """Everything that stands against publishing a catalogue, and what its editors should look at (severity warn).

    Args:    calendar: its last three announced years are those in which promises are tried.
    Returns: findings in the order of the checks; publishable if none has severity refuse.
    Source:  SEMANTICS of the catalogue, section 11.
    """
    trees: dict[str, cel.Tree] = {}
    unread = list(_conditions(catalogue, trees))
    read = _Read(catalogue, trees)
    names = list(_names(catalogue))
    found = (
        unread
        + names
        + list(_papers(catalogue))
        + list(promises.broken_promises(catalogue, calendar))
        + list(_unused(read))
    )
    if not any(finding.severity == "refuse" for finding in unread):
        found += _defaults(read)
        found += _three_valued(read)
        found += _two_givers(read)
    if not any(finding.severity == "refuse" for finding in names):
        found += order.cycles(catalogue)
        found += promises.short_bundles(catalogue, calendar)
    return tuple(found)


def is_publishable(findings: Iterable[terms.Finding]) -> bool:
    """True if nothing but warnings was found."""
    return all(finding.severity != "refuse" for finding in findings)


def _refuse(code: str, items: Sequence[str], text: str) -> terms.Finding:
    return terms.Finding(code, tuple(items), text)


def _warn(code: str, items: Sequence[str], text: str) -> terms.Finding:
    return terms.Finding(code, tuple(items), text, "warn")


# ------------------------------------------------------------------ conditions


def _conditions(catalogue: terms.Catalogue, trees: dict[str, cel.Tree]) -> Iterator[terms.Finding]:
    facts = catalogue.fact_by_id
    stated = [(f"procedure {row.id}", *pair) for row in catalogue.procedures for pair in reading.conditions_of(row)]
    stated += [(f"contradiction {row.id}", "when", row.when) for row in catalogue.contradictions]
    for owner, place, text in stated:
        try:
            trees[text] = cel.tree_of(text, facts)
        except cel.NotTaken as error:
            yield _refuse(f"rule_{error.code}", [owner.split()[1]], f"{owner}, {place}: {error} in {text!r:.200}")


def _defaults(read: _Read) -> Iterator[terms.Finding]:
    values = {fact.id: fact.default for fact in read.catalogue.facts}
    for row in read.catalogue.contradictions:
        if row.severity == "refuse" and truth.value_of(read.trees[row.when], values) == truth.TRUE:
            yield _refuse(
                "defaults_contradict", [row.id], f"contradiction {row.id}: the defaults contradict each other"
            )


def _three_valued(read: _Read) -> Iterator[terms.Finding]:
    """Rules whose three-valued answer is weaker than what all completions of the unknown facts agree on."""
    for procedure in read.catalogue.procedures:
        for place, text in reading.conditions_of(procedure):
            case = _weaker_case(read.trees[text], read.catalogue.facts)
            if case is not None:
                yield _refuse(
                    "three_valued", [procedure.id],
                    f"procedure {procedure.id}, {place}: with {_shown(case)} all completions agree, but the rule stays "
                    f"unknown; write it so that it decides",
                )  # fmt: skip


def _weaker_case(tree: cel.Tree, facts: Sequence[terms.Fact]) -> dict[str, terms.Value] | None:
    made = diagrams.diagrams_for([tree], facts, with_unknown=True)
    for node in (made.of(tree), made.of_false(tree)):
        missed = made.both(made.for_all_unknown(node), made.opposite(node))
        if missed != diagrams.NO:
            return made.case_of(missed)
    return None


def _shown(case: Mapping[str, terms.Value]) -> str:
    return ", ".join(f"{fact} {_word(value)}" for fact, value in case.items()) or "any facts"


def _word(value: terms.Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "unknown" if value is None else str(value)


# ------------------------------------------------------------------ names


def _names(catalogue: terms.Catalogue) -> Iterator[terms.Finding]:
    yield from _fact_names(catalogue)
    yield from _procedure_names(catalogue)
    documents = catalogue.document_by_id
    procedures = {procedure.id for procedure in catalogue.procedures}
    for bundle in catalogue.bundles:
        form = documents.get(bundle.joint_form)
        if form is None or form.kind != "form":
            yield _refuse("unknown_document", [bundle.id], f"bundle {bundle.id}: {bundle.joint_form} is no form")
        for name in bundle.procedures:
            if name not in procedures:
                yield _refuse(
                    "unknown_procedure", [bundle.id, name], f"bundle {bundle.id}: there is no procedure {name}"
                )
        if len(bundle.procedures) < 2:
            yield _refuse("small_bundle", [bundle.id], f"bundle {bundle.id}: it needs two procedures")


def _fact_names(catalogue: terms.Catalogue) -> Iterator[terms.Finding]:
    groups = [group.id for group in catalogue.groups]
    stages = {stage.id for stage in catalogue.stages}
    for fact in catalogue.facts:
        if fact.group not in groups:
            yield _refuse("unknown_group", [fact.id], f"fact {fact.id}: there is no group {fact.group}")
        if fact.stage not in stages:
            yield _refuse("unknown_stage", [fact.id], f"fact {fact.id}: there is no stage {fact.stage}")
    asked = [group for group, _ in itertools.groupby(fact.group for fact in catalogue.facts)]
    if asked != [group for group in groups if group in asked]:
        yield _refuse("group_order", asked, "the facts do not follow the order of their groups")


def _procedure_names(catalogue: terms.Catalogue) -> Iterator[terms.Finding]:
    departments = {department.id for department in catalogue.departments}
    stages = {stage.id for stage in catalogue.stages}
    documents = catalogue.document_by_id
    for row in catalogue.procedures:
        where = f"procedure {row.id}"
        if row.department not in departments:
            yield _refuse("unknown_department", [row.id], f"{where}: there is no department {row.department}")
        if row.stage not in stages:
            yield _refuse("unknown_stage", [row.id], f"{where}: there is no stage {row.stage}")
        for given in row.inputs:
            yield from _input_names(where, row.id, given, documents)
        for output in row.outputs:
            yield from _output_names(where, row, output, documents)


def _input_names(
    where: str, owner: str, given: terms.Input, documents: Mapping[str, terms.Document]
) -> Iterator[terms.Finding]:
    document = documents.get(given.document)
    if document is None:
        yield _refuse("unknown_document", [owner, given.document], f"{where}: there is no document {given.document}")
        return
    editions = [edition.id for edition in document.editions]
    if (given.edition is None and editions) or (given.edition is not None and given.edition not in editions):
        has = f"it has {', '.join(editions)}" if editions else "it has none"
        said = given.edition or "no edition"
        yield _refuse(
            "unknown_edition", [owner, given.document], f"{where}: {said} of {given.document} is asked for; {has}"
        )


def _output_names(
    where: str, row: terms.Procedure, output: terms.Output, documents: Mapping[str, terms.Document]
) -> Iterator[terms.Finding]:
    document = documents.get(output.document)
    if document is None:
        yield _refuse("unknown_document", [row.id, output.document], f"{where}: there is no document {output.document}")
    elif document.kind != "result":
        yield _refuse(
            "not_a_result", [row.id, output.document], f"{where}: it issues {output.document}, which is no result"
        )
    if output.document in {given.document for given in row.inputs}:
        yield _refuse("own_output", [row.id, output.document], f"{where}: it needs its own output {output.document}")


# ------------------------------------------------------------------ papers


def _papers(catalogue: terms.Catalogue) -> Iterator[terms.Finding]:
    givers = order.givers_of(catalogue)
    asked = {given.document for procedure in catalogue.procedures for given in procedure.inputs}
    by_bundle = {bundle.joint_form for bundle in catalogue.bundles}
    editions = {(given.document, given.edition) for row in catalogue.procedures for given in row.inputs}
    for document in catalogue.documents:
        name = document.id
        if document.kind == "result" and name not in givers:
            yield _refuse("nobody_issues", [name], f"document {name}: no procedure issues it")
        if name not in asked and not document.final and not (document.kind == "form" and name in by_bundle):
            yield _refuse("nobody_asks", [name], f"document {name}: no procedure asks for it")
        if document.final and name in asked:
            yield _refuse(
                "final_but_asked", [name], f"document {name}: it is marked final, yet a procedure asks for it"
            )
        for edition in document.editions:
            if (name, edition.id) not in editions:
                yield _refuse(
                    "nobody_asks", [f"{name}:{edition.id}"], f"document {name}:{edition.id}: nobody asks for it"
                )
        issued_by = givers.get(name, ())
        if (len(issued_by) > 1 or document.alternates) and sorted(issued_by) != sorted(document.alternates):
            said = ", ".join(document.alternates) or "none"
            yield _refuse(
                "alternates",
                [name, *issued_by],
                f"document {name}: issued by {', '.join(issued_by)}; alternates says {said}",
            )


def _two_givers(read: _Read) -> Iterator[terms.Finding]:
    """Pairs of procedures whose rules can be true together although both issue the same document."""
    by_document: dict[str, list[tuple[str, list[cel.Tree]]]] = {}
    for procedure in read.catalogue.procedures:
        for output in procedure.outputs:
            whens = [read.trees[text] for text in (procedure.applies_when, output.when) if text is not None]
            by_document.setdefault(output.document, []).append((procedure.id, whens))
    refused = [read.trees[row.when] for row in read.catalogue.contradictions if row.severity == "refuse"]
    for document, givers in by_document.items():
        for (first, its), (second, others) in itertools.combinations(givers, 2):
            try:
                case = _common_case([*its, *others], refused, read.catalogue.facts)
            except diagrams.TooLarge:
                case = {}
            if case is not None:
                yield _refuse(
                    "two_givers", [document, first, second],
                    f"document {document}: both {first} and {second} issue it with {_shown(case)}",
                )  # fmt: skip


def _common_case(
    wanted: Sequence[cel.Tree], refused: Sequence[cel.Tree], facts: Sequence[terms.Fact]
) -> dict[str, terms.Value] | None:
    made = diagrams.diagrams_for([*wanted, *refused], facts)
    node = diagrams.YES
    for tree in wanted:
        node = made.both(node, made.of(tree))
    for tree in refused:
        if node == diagrams.NO:
            return None
        node = made.both(node, made.of_false(tree))
    return None if node == diagrams.NO else made.case_of(node)


def _unused(read: _Read) -> Iterator[terms.Finding]:
    texts = [text for row in read.catalogue.procedures for _, text in reading.conditions_of(row)]
    if not read.known(*texts):
        return
    used = {fact for text in texts for fact in cel.facts_of(read.trees[text])}
    for fact in read.catalogue.facts:
        if fact.id not in used:
            yield _warn("unused_fact", [fact.id], f"fact {fact.id}: it decides nothing")
    busy = {procedure.department for procedure in read.catalogue.procedures}
    for department in read.catalogue.departments:
        if department.id not in busy:
            yield _warn("unused_department", [department.id], f"department {department.id}: it handles no procedure")
