"""Writing the history. `append` is called inside an action of any slice; nothing else writes an entry."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.utils import timezone

from leitai.audit import rows as row_digests
from leitai.audit import rules
from leitai.audit.models import Entry, Log, Mention, Text
from leitai.kernel.actor import Actor
from leitai.store import action, county

SALT_BYTES = 32


class OutsideAction(RuntimeError):
    """The history was written outside of a transaction of its county: a fault of the program."""


def append(
    kind: str,
    *,
    about: str,
    by: Actor,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    texts: Mapping[str, str] | None = None,
    rows: Iterable[models.Model] = (),
    deleted: Iterable[models.Model] = (),
    office: str | None = None,
    also: Iterable[str] = (),
) -> Entry:
    """Writes one entry into the history of the county in force, in the transaction of the action that calls it.

    Args:
        kind: `noun.past_participle`, as registered with `audit.sentences`.
        about: the object, `noun:key`; `also` are further objects on whose pages the entry shows (`office:dongcheng`).
        before, after: plain values of what changed: whole numbers, codes, dates, lists, dicts. No floats, no free text.
        texts: free text and personal data by field name; stored beside the chain, erasable. For a changed text give the
            old one as `field.before`.
        rows: rows as they now stand in the database (saved before); `deleted`: rows that are about to be deleted.
        office: whose office acted, where it isn't the actor's own.
    Raises: OutsideAction. TypeError, ValueError: the entry can't be written in one byte form.
    """
    if not connection.in_atomic_block:
        raise OutsideAction(kind)
    log = _log(at)
    hash_ = rules.hash_of(log.hash_name)
    also, rows, deleted = list(also), list(rows), list(deleted)
    commitments, kept = _texts(hash_, texts or {})
    salt = secrets.token_bytes(SALT_BYTES) if rows else None
    entry = Entry(
        county=log.county, kind=kind, about=about, actor=by.code, office=office or by.office, at=at,
        recorded_at=timezone.now(), row_salt=salt,
    )  # fmt: skip
    entry.body = rules.body(
        county=entry.county, kind=kind, about=about, actor=entry.actor, office=entry.office, at=at,
        recorded_at=entry.recorded_at, see=also, texts=commitments,
        what={"after": rules.plain(after or {}), "before": rules.plain(before or {})},
        rows={row_digests.key(r): row_digests.digest(hash_, salt or b"", r) for r in rows}
        | {row_digests.key(r): None for r in deleted},
    )  # fmt: skip
    if connection.vendor == "sqlite":
        # An action holds the write lock from its start here, so the order of appending is the order of committing.
        _number(log, hash_, entry)
    entry.save(force_insert=True)
    Mention.everywhere.bulk_create(
        [Mention(county=log.county, entry=entry, about=a) for a in dict.fromkeys([about, *also])]
    )
    Text.everywhere.bulk_create([Text(county=log.county, entry=entry, **text) for text in kept])
    action.recorded()
    return entry


def _log(at: datetime) -> Log:
    code = county.in_force()
    log = Log.everywhere.filter(county=code).first()
    if log is None:
        log, _ = Log.everywhere.get_or_create(
            county=code,
            defaults={"hash_name": hash_setting(), "origin": f"leitai/{code}", "born_at": at},
        )
    return log


def hash_setting() -> str:
    """The hash that logs born now use. Raises: ValueError for a name that is none."""
    name = getattr(settings, "LEITAI_HASH", "sha256")
    rules.hash_of(name)
    return str(name)


def _texts(hash_: rules.Hash, texts: Mapping[str, str]) -> tuple[dict[str, str], list[dict[str, Any]]]:
    commitments, kept = {}, []
    for field, value in texts.items():
        if not rules.FIELD.fullmatch(field):
            raise ValueError(f"{field!r} is no name of a field")
        salt = secrets.token_bytes(SALT_BYTES)
        commitments[field] = rules.commitment(hash_, salt, field, value)
        kept.append({"field": field, "value": value, "salt": salt})
    return commitments, kept


def _number(log: Log, hash_: rules.Hash, entry: Entry) -> None:
    leaf = hash_(b"\x00" + entry.body)
    edge, nodes = rules.grow(hash_, log.size, rules.cut(bytes(log.edge)), leaf)
    log.size, log.edge, log.link = log.size + 1, b"".join(edge), hash_(bytes(log.link) + leaf)
    log.save(update_fields=["size", "edge", "link"])
    entry.position, entry.nodes, entry.link = log.size, b"".join(nodes), log.link
