"""The check of a history: is what stands in the database what was written, in the order in which it was written?

First everything is hashed as fast as it can be read. Only where something doesn't fit, a second, slower walk along `link`
names the first position. The tree alone decides whether all is well; `link` only finds the place.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from leitai.audit import rules
from leitai.audit.models import Checkpoint, Entry, Log, Text
from leitai.kernel import merkle
from leitai.kernel.refusal import N_

CHUNK = 8192  # a power of two: a chunk is one complete subtree, hashed level by level
Raw = tuple[int, bytes, bytes]  # position, body, nodes

SAID = {
    "missing": N_("Entry %(position)s is missing."),
    "edited": N_("Entry %(position)s was changed: its bytes don't give the hash that was written with them."),
    "order": N_("Entry %(position)s doesn't follow the one before it: entries were inserted, removed or exchanged here."),
    "nodes": N_("Entry %(position)s: hashes of the tree that stand with it don't fit."),
    "surplus": N_("Entry %(position)s was never counted: the history says it has %(size)s entries."),
    "shorter": N_("The history says it has %(size)s entries, the last that is there is %(position)s."),
    "edge": N_("The right edge of the tree doesn't fit its %(size)s entries; the entries themselves fit each other."),
    "column": N_("Entry %(position)s: what the table shows is not what its bytes say."),
    "text": N_("Entry %(position)s: the text “%(field)s” is not the one that was recorded."),
    "text_missing": N_("Entry %(position)s: the text “%(field)s” is not there, and nothing says that it was erased."),
    "mention": N_("Entry %(position)s: the objects on whose pages it shows are not those that its bytes name."),
    "unnumbered": N_("%(count)s entries have no position; they were not written by an action."),
    "no_log": N_("Entries of county %(county)s are there but not the row that says where its history stands."),
    "row_changed": N_("%(row)s was changed past the history; entry %(position)s was the last to record it."),
    "row_missing": N_("%(row)s was deleted past the history; entry %(position)s was the last to record it."),
    "row_back": N_("%(row)s is there although entry %(position)s recorded its deletion."),
    "row_unknown": N_("%(row)s is there but no entry recorded it."),
    "checkpoint": N_("Rewritten: the first %(size)s entries are not those that were signed. They fit up to entry %(good)s."),
    "head_shorter": N_("The end is missing: a checkpoint outside of the database knows %(size)s entries, here are %(here)s."),
    "checkpoint_row": N_("Checkpoint %(number)s in the table is not what was signed."),
    "head_strange": N_("%(file)s belongs to another history of this county: the database was exchanged."),
    "head_other": N_("The checkpoint is of another history: %(origin)s."),
    "head_unsigned": N_("The checkpoint isn't signed by a key of this installation."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that doesn't fit. `position` is the first entry concerned, None where it is no entry's."""

    what: str
    position: int | None
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentence in the source language, filled in."""
        return SAID[self.what] % {"position": self.position, **self.data}


@dataclass(slots=True)
class Result:
    """What a check found. `counts` says how many things were looked at."""

    county: str
    origin: str
    hash_name: str
    size: int
    root: bytes = b""
    findings: list[Finding] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def is_sound(self) -> bool:
        """True where everything fits."""
        return not self.findings

    @property
    def first(self) -> int | None:
        """The first position that doesn't fit."""
        return min((f.position for f in self.findings if f.position is not None), default=None)


@dataclass(frozen=True, slots=True)
class Claim:
    """A signed statement about the past: the first `size` entries have this root."""

    size: int
    root: bytes
    source: str


class Tree:
    """Takes leaves in chunks of CHUNK (the last may be shorter) and gives the roots of the sizes asked for."""

    def __init__(self, hash_name: str, sizes: Sequence[int] = ()) -> None:
        self.hash_name = hash_name
        self.hash_ = rules.hash_of(hash_name)
        self.size = 0
        self.edge: list[bytes] = []
        self.roots: dict[int, bytes] = {0: merkle.empty_root(hash_name)}
        self._sizes = sorted(set(sizes))

    def add(self, leaves: list[bytes]) -> list[list[bytes]]:
        """Hangs up a chunk; returns the nodes it completes by level, leaves first."""
        levels, hash_ = [leaves], self.hash_
        while len(levels[-1]) > 1:
            below = levels[-1]
            levels.append([hash_(b"\x01" + a + b) for a, b in zip(below[::2], below[1::2], strict=False)])
        for size in self._sizes:
            if self.size < size <= self.size + len(leaves):
                self.roots[size] = merkle.fold(self.edge + self._part(levels, size - self.size), self.hash_name)
        if len(leaves) == CHUNK:
            self.edge, above = rules.grow(hash_, self.size // CHUNK, self.edge, levels[-1][0])
            levels += [[node] for node in above[1:]]
        else:
            self.edge = self.edge + self._part(levels, len(leaves))
        self.size += len(leaves)
        return levels

    @staticmethod
    def _part(levels: list[list[bytes]], count: int) -> list[bytes]:
        return [levels[level][index] for level, index in merkle.range_nodes(0, count)]

    def root(self) -> bytes:
        """The root of all leaves so far."""
        return merkle.fold(self.edge, self.hash_name)


def check(log: Log, claims: Sequence[Claim]) -> Result:
    """Checks entries, their order, their columns and their texts against the tree and against older signed statements.

    Reads each entry once, in chunks; memory doesn't grow with the history.
    """
    began = time.perf_counter()
    result = Result(log.county, log.origin, log.hash_name, log.size)
    hash_ = rules.hash_of(log.hash_name)
    tree = Tree(log.hash_name, [c.size for c in claims])
    with _beside(lambda: _columns(log)) as columns:
        if not _walk_fast(log, hash_, tree):
            result.findings += _walk_slow(log, hash_)
        column_findings = columns()
    result.root = tree.root()
    edge = rules.cut(bytes(log.edge))
    if result.is_sound and edge != tree.edge:
        result.findings.append(Finding("edge", None, {"size": log.size}))
    result.findings += column_findings + _texts(log, hash_, result) + _strays(log)
    if result.first is None:
        result.findings += broken_claims(tree, claims)
    result.counts |= {"entries": tree.size, "checkpoints": len(claims)}
    result.seconds = time.perf_counter() - began
    return result


@contextmanager
def _beside(work: Callable[[], list[Finding]]) -> Iterator[Callable[[], list[Finding]]]:
    """Lets the database work on its own core while this one hashes; gives a function that waits for what it found.

    A thread has a connection of its own: that sees nothing of a transaction that is open here, nor a database in memory.
    """
    in_memory = connection.vendor == "sqlite" and connection.is_in_memory_db()  # type: ignore[attr-defined]  # SQLite's own
    if connection.in_atomic_block or in_memory:
        yield work
        return

    def apart() -> list[Finding]:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(apart).result


def _walk_fast(log: Log, hash_: rules.Hash, tree: Tree) -> bool:
    """Hashes everything; False at the first chunk that doesn't fit."""
    for start, rows in chunks(log):
        if [r[0] for r in rows] != list(range(start + 1, start + 1 + len(rows))):
            return False
        stored = [bytes(r[2]) for r in rows]
        levels = tree.add([hash_(b"\x00" + bytes(r[1])) for r in rows])
        for level, made in enumerate(levels):
            at, step = level * rules.WIDTH, 1 << level
            last = stored[step - 1 :: step] or stored[-1:]  # above the chunk's own root only its last entry holds nodes
            if [s[at : at + rules.WIDTH] for s in last] != made:
                return False
        if sum(map(len, stored)) != rules.WIDTH * sum(map(len, levels)):
            return False
    return tree.size == log.size


def _walk_slow(log: Log, hash_: rules.Hash) -> list[Finding]:
    """The first position that doesn't fit, and why."""
    expected, link, edge = 1, b"", list[bytes]()
    links = _links(log)
    for position, body, nodes, stored_link in links:
        if position != expected:
            return [Finding("missing", expected)]
        if position > log.size:
            return [Finding("surplus", position, {"size": log.size})]
        leaf = hash_(b"\x00" + bytes(body))
        if leaf != bytes(nodes)[: rules.WIDTH]:
            return [Finding("edited", position)]
        link = hash_(link + leaf)
        if link != bytes(stored_link):
            return [Finding("order", position)]
        edge, made = rules.grow(hash_, position - 1, edge, leaf)
        if b"".join(made) != bytes(nodes):
            return [Finding("nodes", position)]
        expected += 1
    return [Finding("missing", expected, {"size": log.size})] if expected <= log.size else []


def chunks(log: Log) -> Iterator[tuple[int, list[Raw]]]:
    """Entries in order, (entries before, rows); CHUNK rows each but the last."""
    start = 0
    while True:
        rows = _read("position, body, nodes", log.county, start, CHUNK)
        if rows:
            yield start, rows
        if len(rows) < CHUNK:
            return
        start += CHUNK


def _links(log: Log) -> Iterator[tuple[int, bytes, bytes, bytes]]:
    last = 0
    while rows := _read("position, body, nodes, link", log.county, last, CHUNK):
        yield from rows
        last = rows[-1][0]


def _read(columns: str, county: str, after: int, limit: int) -> list[Any]:
    """Rows after a position, straight from the cursor: model instances would cost more than the hashing."""
    table = Entry._meta.db_table
    sql = f"SELECT {columns} FROM {table} WHERE county = %s AND position > %s ORDER BY position LIMIT %s"  # noqa: S608 - names of ours
    with connection.cursor() as cursor:
        cursor.execute(sql, [county, after, limit])
        return list(cursor.fetchall())


def _columns(log: Log) -> list[Finding]:
    """The first entry whose columns differ from its bytes; the database compares by itself."""
    head = _HEAD_SQLITE if connection.vendor == "sqlite" else _HEAD_POSTGRESQL
    sql = (
        f"SELECT min(position) FROM {Entry._meta.db_table} WHERE county = %s AND position IS NOT NULL AND NOT ({head})"  # noqa: S608 - no input
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [log.county])
        position = cursor.fetchone()[0]
    return [Finding("column", position)] if position is not None else []


# An entry's bytes begin with its columns in alphabetical order (rules.body); none of them needs escaping.
_MOMENT_SQLITE = (
    "replace(substr({0}, 1, 19), ' ', 'T') || CASE length({0}) WHEN 19 THEN '.000000' ELSE substr({0}, 20) END || 'Z'"
)
_MOMENT_POSTGRESQL = """to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
_PARTS = (
    """'{{"about":"' || about || '","actor":"' || actor || '","at":"' || {at} || '","county":"' || county || '","kind":"' """
    """|| kind || '","office":"' || office || '","recorded_at":"' || {recorded_at} || '",'"""
)


def _head(moment: str) -> str:
    return _PARTS.format(at=moment.format("at"), recorded_at=moment.format("recorded_at"))


_HEAD_SQLITE = f"instr(body, CAST({_head(_MOMENT_SQLITE)} AS BLOB)) = 1"  # makes the bytes once, and they begin at once
_BYTES_POSTGRESQL = f"convert_to({_head(_MOMENT_POSTGRESQL)}, 'UTF8')"
_HEAD_POSTGRESQL = f"substring(body from 1 for octet_length({_BYTES_POSTGRESQL})) = {_BYTES_POSTGRESQL}"


def _texts(log: Log, hash_: rules.Hash, result: Result) -> list[Finding]:
    """Texts that are not those recorded; a commitment is looked for in the bytes, which is quicker than parsing them."""
    rows = (
        Text.everywhere.filter(county=log.county, erased_at__isnull=True)
        .order_by("entry_id")
        .values_list("field", "value", "salt", "entry__position", "entry__body")
    )
    count = 0
    for name, value, salt, position, body in rows.iterator(chunk_size=CHUNK):
        count += 1
        if value is None or salt is None:
            return [Finding("text_missing", position, {"field": name})]
        held = f'"{name}":"{rules.commitment(hash_, bytes(salt), name, value)}"'
        if held.encode() not in bytes(body):
            return [Finding("text", position, {"field": name})]
    result.counts["texts"] = count
    return []


def _strays(log: Log) -> list[Finding]:
    """Rows without position, where actions number them at once."""
    if connection.vendor != "sqlite":
        return []
    count = Entry.everywhere.filter(county=log.county, position__isnull=True).count()
    return [Finding("unnumbered", None, {"count": count})] if count else []


def broken_claims(tree: Tree, claims: Sequence[Claim]) -> list[Finding]:
    """The oldest signed statement that today's history contradicts, with the newest older one that it fits."""
    good = 0
    for claim in sorted(claims, key=lambda c: c.size):
        if claim.size > tree.size:
            return [
                Finding("head_shorter", tree.size + 1, {"size": claim.size, "here": tree.size, "source": claim.source})
            ]
        if tree.roots[claim.size] != claim.root:
            return [Finding("checkpoint", good + 1, {"size": claim.size, "good": good, "source": claim.source})]
        good = claim.size
    return []


def logs(code: str | None = None) -> list[Log]:
    """The logs of all counties, or of one."""
    rows = Log.everywhere.order_by("county")
    return list(rows.filter(county=code) if code else rows)


def counties_without_log() -> list[str]:
    """Counties that have entries but no log."""
    known = Log.everywhere.values("county")
    return list(
        Entry.everywhere.exclude(county__in=known).order_by("county").values_list("county", flat=True).distinct()
    )


def signed(log: Log) -> list[Checkpoint]:
    """All checkpoints of a log that the database holds."""
    return list(Checkpoint.everywhere.filter(county=log.county).order_by("number"))
