"""Writing entries and numbering them. `append` is called inside an action of any slice; nothing else writes an entry."""

# SQLite: an action holds the write lock from its start, so the entry is numbered and hung into the tree at once.
# PostgreSQL: that would let one action commit at a time. The entry is inserted without a number, and one sequencer numbers
# what it can see, by key: no gaps, and per object the order of the actions, because its row is locked before the insert.

import os
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone

from leitai.audit import notary, rules
from leitai.audit import rows as row_digests
from leitai.audit.models import Entry, Log, Mention, Text, random_id
from leitai.kernel.actor import Actor
from leitai.kernel.refusal import N_, Refusal
from leitai.store import action, county

SALT_BYTES = 32
SEQUENCED_AT_ONCE = 5_000
LOCK = 7207  # of the sequencer, among PostgreSQL's advisory locks
_trusted: set[str] = set()  # logs of which this process has seen that they reach their outside head


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
    Raises: OutsideAction. ValueError: the entry can't be written in one byte form. Refusal (history.behind): the database
        is older than what is known outside of it; writing on would make a second past.
    """
    if not connection.in_atomic_block:
        raise OutsideAction(kind)
    rules.moment(at)  # a moment without zone is refused before anything is asked
    log = _log(at)
    _stop_if_behind(log)
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
        _number(log, hash_, entry)
    _insert(entry, dict.fromkeys([about, *also]), kept)
    action.recorded()
    return entry


# Written by hand: every action passes here, an entry may name ten thousand objects, and through models it would cost four
# times as much as all the rest together (measured).
_INSERT_ENTRY = f"""
    INSERT INTO {Entry._meta.db_table}
    (county, position, kind, about, actor, office, at, recorded_at, body, nodes, link, row_salt)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id"""  # noqa: S608 - a name of ours
_INSERT_MENTION = f"INSERT INTO {Mention._meta.db_table} (county, entry_id, about) VALUES (%s, %s, %s)"  # noqa: S608 - a name of ours
_INSERT_TEXT = f"INSERT INTO {Text._meta.db_table} (county, entry_id, field, value, salt) VALUES (%s, %s, %s, %s, %s)"  # noqa: S608 - a name of ours
_SELECT_LOG = f"SELECT id, county, uid, hash_name, origin, size, edge, link FROM {Log._meta.db_table} WHERE county = %s"  # noqa: S608 - a name of ours
_UPDATE_LOG = f"UPDATE {Log._meta.db_table} SET size = %s, edge = %s, link = %s WHERE id = %s"  # noqa: S608 - a name of ours


def _insert(entry: Entry, abouts: Iterable[str], texts: Iterable[tuple[str, str, bytes]]) -> None:
    moment = connection.ops.adapt_datetimefield_value
    salt = None if entry.row_salt is None else bytes(entry.row_salt)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT_ENTRY, [
            entry.county, entry.position, entry.kind, entry.about, entry.actor, entry.office, moment(entry.at),
            moment(entry.recorded_at), bytes(entry.body), bytes(entry.nodes), bytes(entry.link), salt,
        ])  # fmt: skip
        entry.pk = cursor.fetchone()[0]
        entry._state.adding, entry._state.db = False, connection.alias
        cursor.executemany(_INSERT_MENTION, [(entry.county, entry.pk, about) for about in abouts])
        held = [(entry.county, entry.pk, *text) for text in texts]
        if held:
            cursor.executemany(_INSERT_TEXT, held)


def _log(at: datetime) -> Log:
    code = county.in_force()
    with connection.cursor() as cursor:
        cursor.execute(_SELECT_LOG, [code])
        row = cursor.fetchone()
    if row is not None:
        names = ("id", "county", "uid", "hash_name", "origin", "size", "edge", "link")
        log = Log.from_db(connection.alias, names, row)
    else:
        log, _ = Log.everywhere.get_or_create(
            county=code,
            defaults={
                "hash_name": hash_setting(),
                "uid": (uid := random_id()),
                "origin": f"leitai/{code}/{uid}",
                "born_at": at,
            },
        )
    return log


def _stop_if_behind(log: Log) -> None:
    """Asked once in a process: a database that was put back or lost its end must not grow a second past."""
    if log.uid in _trusted:
        return
    if notary.is_kept_outside():
        known = notary.head(log.county, log.uid)
        if known is not None and known.size > log.size + unnumbered(log.county):
            raise Refusal(
                "history.behind",
                N_(
                    "Not done: the history here ends before entry %(size)s, which is known outside of the database. "
                    "Nothing was changed. An administrator must run `leitai audit verify`."
                ),
                status=503,
                size=known.size,
            )
    _trusted.add(log.uid)


def trust(uid: str) -> None:
    """Lets a log grow although its outside head knows more: after somebody decided so."""
    _trusted.add(uid)


def unnumbered(code: str) -> int:
    """Entries of a county that wait for the sequencer."""
    return Entry.everywhere.filter(county=code, position__isnull=True).count()


def hash_setting() -> str:
    """The hash that logs born now use. Raises: ValueError for a name that is none."""
    name = getattr(settings, "LEITAI_HASH", None) or os.environ.get("LEITAI_HASH") or "sha256"
    rules.hash_of(name)
    return str(name)


def _texts(hash_: rules.Hash, texts: Mapping[str, str]) -> tuple[dict[str, str], list[tuple[str, str, bytes]]]:
    commitments, kept = {}, []
    for field, value in texts.items():
        if not rules.FIELD.fullmatch(field):
            raise ValueError(f"{field!r} is no name of a field")
        salt = secrets.token_bytes(SALT_BYTES)
        commitments[field] = rules.commitment(hash_, salt, field, value)
        kept.append((field, value, salt))
    return commitments, kept


def sequence_entries(*, wait: bool = False) -> int:
    """Numbers the entries of all counties that wait for it (PostgreSQL); returns how many.

    One sequencer works at a time: another call returns at once, or with `wait` when the one at work is done.
    """
    if connection.vendor == "sqlite":
        return 0
    return sum(
        _sequence(code, wait=wait) for code in Log.everywhere.order_by("county").values_list("county", flat=True)
    )


def _sequence(code: str, *, wait: bool) -> int:
    count = 0
    while True:
        with transaction.atomic():
            if not _take_turn(code, wait=wait):
                return count
            waiting = Entry.everywhere.filter(county=code, position__isnull=True).order_by("pk")[:SEQUENCED_AT_ONCE]
            entries = list(waiting)
            if entries:
                log = Log.everywhere.get(county=code)
                _number_all(log, entries)
        count += len(entries)
        if len(entries) < SEQUENCED_AT_ONCE:
            return count


def _take_turn(code: str, *, wait: bool) -> bool:
    """An advisory lock until the transaction ends; the first number says that it is the history's."""
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, int(code)])
            return True
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCK, int(code)])
        return bool(cursor.fetchone()[0])


def _number_all(log: Log, entries: list[Entry]) -> None:
    hash_ = rules.hash_of(log.hash_name)
    for entry in entries:
        _hang_up(log, hash_, entry)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {Entry._meta.db_table} SET position = %s, nodes = %s, link = %s WHERE id = %s",  # noqa: S608 - a name of ours
            [(e.position, bytes(e.nodes), bytes(e.link), e.pk) for e in entries],
        )
    log.save(update_fields=["size", "edge", "link"])


def _number(log: Log, hash_: rules.Hash, entry: Entry) -> None:
    _hang_up(log, hash_, entry)
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE_LOG, [log.size, bytes(log.edge), bytes(log.link), log.pk])


def _hang_up(log: Log, hash_: rules.Hash, entry: Entry) -> None:
    leaf = hash_(b"\x00" + bytes(entry.body))
    edge, nodes = rules.grow(hash_, log.size, rules.cut(bytes(log.edge)), leaf)
    log.size, log.edge, log.link = log.size + 1, b"".join(edge), hash_(bytes(log.link) + leaf)
    entry.position, entry.nodes, entry.link = log.size, b"".join(nodes), log.link
