"""A catalogue from its six files."""

import functools
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

from leitai.catalogue import terms
from leitai.catalogue.rules import plainyaml, shapes

FILES = tuple(shapes.FILES)
_LIMITS = plainyaml.Limits(bytes=4_000_000)


class Unreadable(ValueError):
    """The files are no catalogue; `findings` names everything that is wrong with their shape."""

    def __init__(self, findings: Sequence[terms.Finding]) -> None:
        self.findings = tuple(findings)
        more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
        super().__init__(findings[0].text + more)


def catalogue_in(folder: Path) -> terms.Catalogue:
    """The catalogue in a directory. Raises: Unreadable."""
    contents: dict[str, bytes] = {}
    findings: list[terms.Finding] = []
    for name in FILES:
        path = folder / f"{name}.yaml"
        try:
            with path.open("rb") as handle:
                contents[name] = handle.read(_LIMITS.bytes + 1)
        except OSError as error:
            findings.append(_unreadable(name, f"cannot be read: {error.strerror or error}"))
    if findings:
        raise Unreadable(findings)
    return catalogue_of(contents)


@functools.cache
def shipped() -> terms.Catalogue:
    """The catalogue that comes with the product (`catalogue/data`), read once a process."""
    data = resources.files("leitai.catalogue") / "data"
    return catalogue_of({name: (data / f"{name}.yaml").read_bytes() for name in FILES})


@functools.cache
def industry_codes() -> frozenset[str]:
    """The four-digit classes of GB/T 4754-2017. Source: `data/industries.csv`."""
    text = (resources.files("leitai.catalogue") / "data" / "industries.csv").read_text(encoding="utf-8")
    return frozenset(line.split(",", 1)[0] for line in text.splitlines() if re.match(r"\d{4},", line))


def catalogue_of(contents: Mapping[str, bytes]) -> terms.Catalogue:
    """The catalogue written in the bytes of its files (name without `.yaml` -> bytes). Raises: Unreadable."""
    raw: dict[str, Any] = {}
    findings: list[terms.Finding] = []
    for name in FILES:
        try:
            raw[name] = plainyaml.value_of(contents[name], _LIMITS)
        except plainyaml.Unreadable as error:
            findings.append(_unreadable(name, str(error)))
    if findings:
        raise Unreadable(findings)
    return catalogue_from(raw)


def catalogue_from(raw: Mapping[str, Any]) -> terms.Catalogue:
    """The catalogue in plain values, file name -> the file's whole content. Raises: Unreadable."""
    findings = [found for name in FILES for found in shapes.misfits(raw[name], shapes.FILES[name], name)]
    findings = findings or list(_row_misfits(raw))
    if findings:
        raise Unreadable(findings)
    head = raw["catalogue"]["catalogue"]
    return terms.Catalogue(
        **{key: head[key] for key in ("id", "name_zh", "name_en", "county", "version", "effective_from")},
        supersedes=head.get("supersedes"),
        hash=content_hash(raw),
        departments=tuple(terms.Department(**row) for row in raw["departments"]["departments"]),
        groups=tuple(terms.Named(**row) for row in raw["facts"]["groups"]),
        facts=tuple(_fact(row) for row in raw["facts"]["facts"]),
        contradictions=tuple(terms.Contradiction(**row) for row in raw["facts"]["contradictions"]),
        documents=tuple(_document(row) for row in raw["documents"]["documents"]),
        stages=tuple(terms.Named(**row) for row in raw["procedures"]["stages"]),
        procedures=tuple(_procedure(row) for row in raw["procedures"]["procedures"]),
        bundles=tuple(
            terms.Bundle(**{**row, "procedures": tuple(row["procedures"])}) for row in raw["bundles"]["bundles"]
        ),
    )


def content_hash(raw: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of the canonical JSON of the six files: comments, layout and the order of keys do not change it."""
    content = {name: raw[name] for name in FILES}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _unreadable(name: str, what: str) -> terms.Finding:
    return terms.Finding("unreadable", (f"{name}.yaml",), f"{name}.yaml: {what}")


def _row_misfits(raw: Mapping[str, Any]) -> Iterator[terms.Finding]:
    """What a row's keys say only together."""
    try:
        date.fromisoformat(raw["catalogue"]["catalogue"]["effective_from"])
    except ValueError:
        yield terms.Finding("malformed", ("catalogue",), "catalogue.effective_from is no date")
    for name, key in (("departments", "departments"), ("facts", "groups"), ("facts", "facts"), ("facts", "contradictions"),
                      ("documents", "documents"), ("procedures", "stages"), ("procedures", "procedures"),
                      ("bundles", "bundles")):  # fmt: skip
        yield from _twins(key, [row["id"] for row in raw[name][key]])
    for row in raw["facts"]["facts"]:
        yield from _fact_misfits(row)
    for row in raw["documents"]["documents"]:
        yield from _document_misfits(row)
    for row in raw["procedures"]["procedures"]:
        yield from _procedure_misfits(row)
    for row in raw["bundles"]["bundles"]:
        yield from _twins(f"bundle {row['id']}", row["procedures"])


def _twins(where: str, names: Sequence[str]) -> Iterator[terms.Finding]:
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        yield terms.Finding("twin", (name,), f"{where}: {name} stands there {names.count(name)} times")


def _malformed(where: str, what: str) -> terms.Finding:
    return terms.Finding("malformed", (where,), f"{where}: {what}")


def _fact_misfits(row: Mapping[str, Any]) -> Iterator[terms.Finding]:
    where, kind, default = row["id"], row["type"], row["default"]
    choices = row.get("choices", [])
    if kind == "enum":
        if not choices or not len(choices) == len(row.get("choices_zh", [])) == len(row.get("choices_en", [])):
            yield _malformed(where, "every choice needs a Chinese and an English label")
        yield from _twins(f"fact {where}", choices)
    elif choices:
        yield _malformed(where, "only an enum has choices")
    if kind == "number" and not (row.get("unit") and row.get("unit_en")):
        yield _malformed(where, "a number needs its unit in both languages")
    fits = {
        "bool": isinstance(default, bool),
        "enum": isinstance(default, str) and default in choices,
        "number": isinstance(default, float) and 0 <= default < float("inf"),
        "industry_code": isinstance(default, str) and bool(re.fullmatch("[0-9]{4}", default)),
    }
    if not fits[kind]:
        yield _malformed(where, f"the default {default!r} is no {kind}")


def _document_misfits(row: Mapping[str, Any]) -> Iterator[terms.Finding]:
    where, kind = row["id"], row["kind"]
    is_brought = kind in ("applicant", "report")
    if (kind == "report") != ("typical_days" in row):
        yield _malformed(where, "typical_days belong to reports, and every report has them")
    if ("available_after" in row or "editions" in row) and not is_brought:
        yield _malformed(where, "available_after and editions belong to what the applicant brings")
    if kind != "result" and ("alternates" in row or "final" in row):
        yield _malformed(where, "alternates and final belong to results")
    editions = row.get("editions", {})
    if not isinstance(editions, dict) or ("editions" in row and not editions):
        yield _malformed(where, "editions must be a mapping of identifiers to names")
        return
    for edition, names in editions.items():
        if shapes.slug(edition) is not None:
            yield _malformed(where, f"the edition {edition!r:.60} is no identifier")
        yield from shapes.misfits(
            names, {"name_zh": shapes.text, "name_en": shapes.text}, f"{where}.editions.{edition}"
        )


def _procedure_misfits(row: Mapping[str, Any]) -> Iterator[terms.Finding]:
    where = row["id"]
    if not row["outputs"]:
        yield _malformed(where, "it issues nothing")
    yield from _twins(f"procedure {where}, inputs", [_input(entry).slot for entry in row["inputs"]])
    yield from _twins(f"procedure {where}, outputs", [_output(entry).document for entry in row["outputs"]])
    for step in row["special_steps"]:
        if step.get("before_filing") and (step["suspends_clock"] or step.get("sometimes")):
            yield _malformed(where, f"{step['name_en']}: a step before the filing suspends no clock and is no chance")


def _fact(row: Mapping[str, Any]) -> terms.Fact:
    names = zip(row.get("choices", ()), row.get("choices_zh", ()), row.get("choices_en", ()), strict=True)
    kept = {
        key: row[key] for key in ("id", "group", "question_zh", "question_en", "help_zh", "help_en", "default", "stage")
    }
    choices = tuple(terms.Choice(*three) for three in names)
    return terms.Fact(
        kind=row["type"], choices=choices, unit=row.get("unit", ""), unit_en=row.get("unit_en", ""), **kept
    )


def _document(row: Mapping[str, Any]) -> terms.Document:
    editions = tuple(terms.Named(edition, **names) for edition, names in row.get("editions", {}).items())
    days = row.get("typical_days")
    plain = {key: value for key, value in row.items() if key not in ("editions", "typical_days", "alternates")}
    return terms.Document(
        editions=editions, typical_days=(days[0], days[1]) if days else None, alternates=tuple(row.get("alternates", ())),
        **plain,
    )  # fmt: skip


def _input(entry: Any) -> terms.Input:
    if isinstance(entry, str):
        return terms.Input(entry)
    return terms.Input(entry["id"], entry.get("edition"), entry.get("when"), entry.get("may_follow_later", False))


def _output(entry: Any) -> terms.Output:
    return terms.Output(entry) if isinstance(entry, str) else terms.Output(entry["id"], entry["when"])


def _step(row: Mapping[str, Any]) -> terms.Step:
    kind: terms.StepKind = "inside"
    if row.get("before_filing"):
        kind = "before_filing"
    elif row["suspends_clock"]:
        kind = "suspends"
    return terms.Step(
        row["name_zh"], row["name_en"], row["days"], row["day_unit"], kind, row.get("sometimes", False), row.get("when")
    )


def _procedure(row: Mapping[str, Any]) -> terms.Procedure:
    taken = ("inputs", "outputs", "special_steps", "basis", "before")
    return terms.Procedure(
        inputs=tuple(_input(entry) for entry in row["inputs"]),
        outputs=tuple(_output(entry) for entry in row["outputs"]),
        steps=tuple(_step(step) for step in row["special_steps"]),
        basis=tuple(row["basis"]),
        before=terms.Before(row["before"]["counter_zh"], row["before"]["visits_before"]),
        **{key: value for key, value in row.items() if key not in taken},
    )


def conditions_of(procedure: terms.Procedure) -> Iterable[tuple[str, str]]:
    """(where it stands, condition) of every condition of a procedure."""
    yield "applies_when", procedure.applies_when
    for given in procedure.inputs:
        if given.when is not None:
            yield f"input {given.slot}", given.when
    for output in procedure.outputs:
        if output.when is not None:
            yield f"output {output.document}", output.when
    for step in procedure.steps:
        if step.when is not None:
            yield f"step {step.name_en}", step.when
