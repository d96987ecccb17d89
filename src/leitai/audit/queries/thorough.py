"""The check that opens every entry: objects and texts it names, and the domain rows as the last entry recorded them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models

from leitai.audit import rows as row_digests
from leitai.audit import rules
from leitai.audit.models import Entry, Log, Mention, Text
from leitai.audit.queries.checking import Finding

CHUNK = 2000
ERASED = "texts.erased"


@dataclass(frozen=True, slots=True)
class Recorded:
    """How an entry recorded a row: `digest` is None for a deletion, `salt` None once it was erased."""

    county: str
    recorded_at: str
    position: int
    digest: str | None
    salt: bytes | None
    hash_name: str


@dataclass(slots=True)
class Rows:
    """What all logs together say about domain rows: the last entry that recorded a row decides."""

    last: dict[str, Recorded] = field(default_factory=dict)

    def add(self, key: str, recorded: Recorded) -> None:
        """Takes a recording; entries of one log come in order, those of several are told apart by their time."""
        known = self.last.get(key)
        if known is None or known.county == recorded.county or known.recorded_at <= recorded.recorded_at:
            self.last[key] = recorded


def open_entries(log: Log, rows: Rows) -> list[Finding]:
    """Opens every entry of a log: its mentions and texts must be those its bytes name. Fills `rows`. First finding only."""
    erased: set[tuple[int, str]] = set()
    pending: dict[tuple[int, str], int] = {}
    first: Finding | None = None
    for entry, mentions, texts in _entries(log):
        body = json.loads(bytes(entry.body))
        for key, digest in body["rows"].items():
            salt = bytes(entry.row_salt) if entry.row_salt else None
            rows.add(key, Recorded(log.county, body["recorded_at"], entry.position, digest, salt, log.hash_name))
        if entry.kind == ERASED:
            erased |= {(position, name) for position, name in body["what"]["after"].get("texts", [])}
        if first is None and mentions != {body["about"], *body["see"]}:
            first = Finding("mention", entry.position)
        for name in body["texts"]:
            if name not in texts or texts[name] is not None:
                pending[entry.position, name] = entry.position
    bare = sorted(key for key in pending if key not in erased)
    missing = Finding("text_missing", bare[0][0], {"field": bare[0][1]}) if bare else None
    return [f for f in (first, missing) if f]


def _entries(log: Log) -> Iterator[tuple[Any, set[str], Mapping[str, Any]]]:
    last = 0
    while True:
        part = list(
            Entry.everywhere.filter(county=log.county, position__gt=last)
            .order_by("position")
            .only("position", "kind", "body", "row_salt")[:CHUNK]
        )
        if not part:
            return
        ids = [e.pk for e in part]
        mentions: dict[int, set[str]] = {}
        for entry_id, about in Mention.everywhere.filter(entry__in=ids).values_list("entry_id", "about"):
            mentions.setdefault(entry_id, set()).add(about)
        texts: dict[int, dict[str, Any]] = {}
        for entry_id, name, at in Text.everywhere.filter(entry__in=ids).values_list("entry_id", "field", "erased_at"):
            texts.setdefault(entry_id, {})[name] = at
        for entry in part:
            yield entry, mentions.get(entry.pk, set()), texts.get(entry.pk, {})
        last = part[-1].position or last


def compare_rows(rows: Rows) -> tuple[list[tuple[str, Finding]], dict[str, int]]:
    """Domain rows that aren't as the last entry recorded them: [(county, finding)] by position, and counts."""
    by_table: dict[str, dict[str, Recorded]] = {}
    for key, recorded in rows.last.items():
        label, _colon, pk = key.partition(":")
        by_table.setdefault(label, {})[pk] = recorded
    found: list[tuple[str, Finding]] = []
    counts = {"rows": 0, "rows_not_checkable": 0}
    for label, table in sorted(by_table.items()):
        try:
            model = apps.get_model(label)
        except LookupError:
            counts["rows_not_checkable"] += len(table)  # the table went away with a later version
            continue
        found += _compare_table(model, table, counts)
    found += _unknown_rows(by_table, counts)
    return sorted(found, key=lambda f: (f[0], f[1].position or 0)), counts


def _compare_table(
    model: type[models.Model], recorded: Mapping[str, Recorded], counts: dict[str, int]
) -> Iterator[tuple[str, Finding]]:
    keys = list(recorded)
    for start in range(0, len(keys), CHUNK // 4):
        part = keys[start : start + CHUNK // 4]
        there = {str(row.pk): row for row in model._base_manager.filter(pk__in=part)}
        for pk in part:
            counts["rows"] += 1
            said = _compare_row(recorded[pk], there.get(pk), counts)
            if said:
                name = f"{model._meta.label_lower}:{pk}"
                yield recorded[pk].county, Finding(said, recorded[pk].position, {"row": name})


def _compare_row(recorded: Recorded, row: models.Model | None, counts: dict[str, int]) -> str | None:
    if recorded.digest is None:
        return "row_back" if row is not None else None
    if row is None:
        return "row_missing"
    if recorded.salt is None:
        counts["rows_not_checkable"] += 1
        return None
    same = row_digests.digest(rules.hash_of(recorded.hash_name), recorded.salt, row) == recorded.digest
    return None if same else "row_changed"


def _unknown_rows(
    by_table: Mapping[str, Mapping[str, Recorded]], counts: dict[str, int]
) -> Iterator[tuple[str, Finding]]:
    for label in sorted(row_digests.complete_tables()):
        known = by_table.get(label, {})
        model = apps.get_model(label)
        columns = ("pk", "county") if any(f.name == "county" for f in model._meta.fields) else ("pk",)
        for pk, *county in model._base_manager.order_by("pk").values_list(*columns).iterator(chunk_size=CHUNK):
            if str(pk) not in known:
                yield (county[0] if county else ""), Finding("row_unknown", None, {"row": f"{label}:{pk}"})
