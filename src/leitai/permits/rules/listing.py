"""A roadmap in lines for a terminal."""

import itertools
from collections.abc import Iterator, Mapping
from typing import Literal

from leitai.catalogue import terms as catalogue_terms
from leitai.permits import terms

Language = Literal["zh", "en"]
_Named = catalogue_terms.Department | catalogue_terms.Procedure | catalogue_terms.Document


def lines_of(roadmap: terms.Roadmap, catalogue: catalogue_terms.Catalogue, language: Language) -> Iterator[str]:
    """The roadmap in lines; names in `language`, the words around them in English."""
    names = _names(catalogue, language)
    yield from _head(roadmap)
    yield ""
    yield "start       finish      lawful by   slack  procedure"
    for line in roadmap["procedures"]:
        mark = "*" if line["critical"] else " "
        marks = f"  ({', '.join(line['provisional'])})" if line["provisional"] else ""
        yield (
            f"{line['start']}  {line['finish']}  {line['statutory_limit']}  {line['slack_days']:4}{mark} "
            f" {names[line['id']]} [{names[line['department']]}]{marks}"
        )
    yield from _documents(roadmap, names)
    yield from _open(roadmap, names)


def _head(roadmap: terms.Roadmap) -> Iterator[str]:
    catalogue, before, after = roadmap["catalogue"], roadmap["before"], roadmap["after"]
    yield f"catalogue {catalogue['id']} {catalogue['version']}, {catalogue['hash'][:12]}"
    yield f"{roadmap['start']} to {roadmap['finish']}; the law alone: {roadmap['statutory_finish']}"
    yield f"works: {roadmap['works_days']} days" if roadmap["works_days"] else "works: without construction time"
    for name, day in roadmap["milestones"].items():
        yield f"{name.replace('_', ' ')}: {day or '-'}"
    yield f"visits    {before['visits']} before, {after['visits']} now"
    yield f"papers    {before['copies']} before, {after['copies']} now"
    yield (
        f"workdays  {before['working_days']} before ({before['working_days_promised']} with today's promises), "
        f"{after['working_days']} now ({after['working_days_statutory']} by law)"
    )
    yield f"provisional: {', '.join(roadmap['provisional']) or 'nothing'}"


def _documents(roadmap: terms.Roadmap, names: Mapping[str, str]) -> Iterator[str]:
    documents = roadmap["documents"]
    yield ""
    yield f"to bring: {len(documents['to_bring'])}"
    for paper in documents["to_bring"]:
        edition = f":{paper['edition']}" if paper["edition"] else ""
        begin = f", begin by {paper['begin_by']}" if paper["begin_by"] else ""
        later = ", may follow later" if paper["may_follow_later"] else ""
        yield f"{paper['needed_on']}  {names[paper['id'] + edition]}  x{len(paper['used_by'])}{begin}{later}"
    if documents["held"]:
        yield f"held already: {', '.join(names[_slot(held)] for held in documents['held'])}"


def _slot(held: terms.Held) -> str:
    return f"{held['id']}:{held['edition']}" if held["edition"] else held["id"]


def _open(roadmap: terms.Roadmap, names: Mapping[str, str]) -> Iterator[str]:
    if roadmap["perhaps"]:
        yield ""
        yield "perhaps"
        for one in roadmap["perhaps"]:
            yield f"  {names[one['id']]} (not yet known: {', '.join(one['unknown'])})"
    if roadmap["done"]:
        yield ""
        yield f"done: {', '.join(names[name] for name in roadmap['done'])}"
    if roadmap.get("why_not"):
        yield ""
        yield "does not apply"
        for other in roadmap["why_not"]:
            yield f"  {names[other['id']]}: {other['rule']}"


def _names(catalogue: catalogue_terms.Catalogue, language: Language) -> dict[str, str]:
    rows = itertools.chain[_Named](catalogue.departments, catalogue.procedures, catalogue.documents)
    names = {row.id: row.name_zh if language == "zh" else row.name_en for row in rows}
    for document in catalogue.documents:
        for edition in document.editions:
            names[f"{document.id}:{edition.id}"] = edition.name_zh if language == "zh" else edition.name_en
    return names
