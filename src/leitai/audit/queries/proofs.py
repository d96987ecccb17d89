"""Proofs that an entry stands in the tree, and that an older tree is the beginning of it (RFC 9162, 2.1.3 and 2.1.4).

The node over leaves [j * 2^level, (j + 1) * 2^level) is stored with its last leaf's entry, so a proof reads one row for each.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from leitai.audit import notary, rules
from leitai.audit.models import Checkpoint, Entry, Log
from leitai.kernel import checkpoint as notes
from leitai.kernel import merkle

LOOKED_AT = 2000  # checkpoints: more than five years of daily ones


def root_at(hash_name: str, size: int) -> bytes:
    """The root when the log of the county in force had `size` entries. One statement. Raises: LookupError."""
    return _hashes(hash_name, [(0, size)])[0] if size else merkle.empty_root(hash_name)


def inclusion_path(hash_name: str, position: int, size: int) -> list[bytes]:
    """The hashes beside the way from an entry (counted from 1) to the root of the tree of `size`. One statement."""
    return _hashes(hash_name, merkle.inclusion_ranges(position - 1, size))


def consistency_path(hash_name: str, older: int, size: int) -> list[bytes]:
    """The hashes that show the tree of `older` leaves to be the beginning of the tree of `size`. One statement."""
    return _hashes(hash_name, merkle.consistency_ranges(older, size))


def checkpoints(*, limit: int = 10) -> Sequence[Checkpoint]:
    """The latest checkpoints of the county in force, newest first."""
    return list(Checkpoint.objects.order_by("-number")[:limit])


def last_checkpoints() -> Sequence[tuple[str, datetime | None]]:
    """Every county with a history, and when its last checkpoint was signed."""
    last = Checkpoint.everywhere.filter(county=OuterRef("county")).order_by("-number").values("at")[:1]
    return list(Log.everywhere.filter(size__gt=0).annotate(signed_at=Subquery(last)).values_list("county", "signed_at"))


def _hashes(hash_name: str, ranges: Sequence[tuple[int, int]]) -> list[bytes]:
    parts = [merkle.range_nodes(start, end) for start, end in ranges]
    wanted = {_holder(node) for part in parts for node in part}
    stored = {
        position: bytes(nodes)
        for position, nodes in Entry.objects.filter(position__in=wanted).values_list("position", "nodes")
    }
    if len(stored) < len(wanted):
        raise LookupError("entries are missing; run `leitai audit verify`")
    return [merkle.fold([rules.cut(stored[_holder(n)])[n[0]] for n in part], hash_name) for part in parts]


def _holder(node: tuple[int, int]) -> int:
    """The position of the entry that completed a node: its last leaf."""
    level, index = node
    return (index + 1) << level


@dataclass(frozen=True, slots=True)
class Compared:
    """What became of a root from paper. `verdict`: same, other, unknown, unreadable, foreign, ahead."""

    verdict: str
    size: int = 0
    number: int | None = None
    at: datetime | None = None


def compared(log: Log, text: str) -> Compared:
    """Holds a root from paper, or the whole text of a checkpoint, against the history of the county in force."""
    if "\n" in text.strip():
        return _compared_note(log, text.replace("\r\n", "\n").strip() + "\n")
    digits = re.sub(r"[\s…·.-]", "", text).lower()
    if not re.fullmatch(r"[0-9a-f]{8,64}", digits):
        return Compared("unreadable")
    for made in Checkpoint.objects.order_by("-number")[:LOOKED_AT]:
        if bytes(made.root).hex().startswith(digits):
            same = root_at(log.hash_name, made.size) == bytes(made.root)
            return Compared("same" if same else "other", made.size, made.number, made.at)
    return Compared("unknown")


def _compared_note(log: Log, text: str) -> Compared:
    try:
        note = notary.read(text)
    except notes.NoteError:
        return Compared("unreadable")
    if note.origin != log.origin:
        return Compared("foreign")
    if note.size > log.size:
        return Compared("ahead", note.size)
    known = Checkpoint.objects.filter(size=note.size).order_by("-number").first()
    same = root_at(log.hash_name, note.size) == note.root
    return Compared(
        "same" if same else "other", note.size, known.number if known else None, known.at if known else None
    )
