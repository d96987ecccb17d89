"""Keeping the history: checkpoints and heads outside of the database, erasing of texts, keys, a new epoch after a restore."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection, models, transaction

from leitai.audit import notary, rules
from leitai.audit.actions import writing
from leitai.audit.actions.writing import append
from leitai.audit.models import Checkpoint, Entry, Log, Text
from leitai.audit.queries import entries as entry_queries
from leitai.audit.queries import proofs
from leitai.kernel import checkpoint, merkle
from leitai.kernel.actor import Actor
from leitai.kernel.refusal import N_, Refusal
from leitai.store import action, county


def sign_checkpoint(*, code: str, at: datetime) -> Checkpoint:
    """The signed statement of where a county's history stands now, kept in the table, in the head file; the last one if
    nothing was written since. It states what is there and changes nothing, so it needs no entry.

    Raises: Refusal (history.empty): there is no entry yet.
    """
    with county.within(code), transaction.atomic():
        log = Log.objects.select_for_update().first()
        if log is None or not log.size:
            raise Refusal("history.empty", N_("There is no history in this county yet."))
        last: Checkpoint | None = Checkpoint.objects.order_by("-number").first()
        if last and last.size == log.size:
            return last
        root = merkle.fold(rules.cut(bytes(log.edge)), log.hash_name)
        made: Checkpoint = Checkpoint.objects.create(
            county=code, number=(last.number if last else 0) + 1, size=log.size, root=root, at=at,
            text=notary.sign(log.origin, log.size, root, log.hash_name),
        )  # fmt: skip
    notary.write_head(log.county, log.uid, made.text)
    return made


def refresh_heads() -> int:
    """Writes the heads of logs that have grown since; returns how many. A head that contradicts the log is left to convict it."""
    written = 0
    for log in Log.everywhere.filter(size__gt=0):
        known = notary.head(log.county, log.uid)
        if known is not None and (known.size >= log.size or not _continues(log, known)):
            continue
        root = merkle.fold(rules.cut(bytes(log.edge)), log.hash_name)
        notary.write_head(log.county, log.uid, notary.sign(log.origin, log.size, root, log.hash_name))
        written += 1
    return written


def _continues(log: Log, known: checkpoint.Checkpoint) -> bool:
    with county.within(log.county):
        try:
            return proofs.root_at(log.hash_name, known.size) == known.root
        except LookupError:
            return False


@action.action
def erase_texts(
    *, about: str, reason: str, by: Actor, at: datetime, positions: Iterable[int] | None = None,
    fields: Iterable[str] | None = None, rows: Sequence[models.Model] = (),
) -> int:  # fmt: skip
    """Erases texts and their salts from entries; all proofs stay valid. Returns how many.

    Args:
        about: the object whose entries they are (`person:4f…`); positions, fields: only these of them.
        rows: the rows that were changed with it (a person's), as they now stand; what earlier entries hold of them becomes
            unguessable: the salts of their digests are erased, so only this entry can still check them.
    Raises: Refusal (history.no_texts): there is nothing to erase.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")  # else the old bytes stay in free pages of the file
    # One that the sequencer has not numbered yet (PostgreSQL) can't be named by its entry; it is there a moment later.
    texts = Text.objects.filter(entry__mentions__about=about, entry__position__isnull=False, erased_at__isnull=True)
    if positions is not None:
        texts = texts.filter(entry__position__in=list(positions))
    if fields is not None:
        texts = texts.filter(field__in=list(fields))
    found = list(texts.order_by("entry_id", "field").values_list("pk", "entry__position", "field").distinct())
    if not found and not rows:
        raise Refusal("history.no_texts", N_("There is nothing to erase there."))
    Text.objects.filter(pk__in=[pk for pk, _position, _field in found]).update(value=None, salt=None, erased_at=at)
    if rows:
        Entry.objects.filter(mentions__about=about).update(row_salt=None)
    append(
        "texts.erased", about=about, by=by, at=at, texts={"reason": reason}, rows=rows,
        after={"texts": [[position, field] for _pk, position, field in found]},
    )  # fmt: skip
    return len(found)


@action.action
def begin_epoch(*, reason: str, by: Actor, at: datetime) -> Entry:
    """Goes on after an older state of the database was put back knowingly: the entry says what was lost, and the head that
    knows more is put aside (kept as evidence; checkpoints from then on read as "shorter" or "rewritten").

    Raises: Refusal (history.not_behind): nothing is missing.
    """
    log = entry_queries.log()
    known = notary.head(log.county, log.uid) if log else None
    if log is None or known is None or known.size <= log.size:
        raise Refusal("history.not_behind", N_("Nothing is missing here: the history is as long as the head outside."))
    writing.trust(log.uid)
    code, uid = log.county, log.uid
    transaction.on_commit(lambda: notary.put_aside(code, uid))
    return append(
        "history.resumed", about=f"county:{log.county}", by=by, at=at, texts={"reason": reason},
        after={"kept": log.size, "known": known.size, "known_root": known.root.hex()},
    )  # fmt: skip


@action.action
def replace_key(*, by: Actor, at: datetime) -> str:
    """Makes a new signing key. Statements of the old one stay valid up to where each history stands now. Returns its name."""
    sizes = {log.origin: log.size for log in Log.everywhere.all()}
    new = notary.replace_key(sizes)
    append("key.replaced", about=f"county:{by.county}", by=by, at=at, after={"key": new.split("+")[1]})
    return new
