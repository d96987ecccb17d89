"""The history: a million entries verified from the database and from the exported file, and entries appended.

Peers read the same table or write a table of the same shape: without any hash (what reading and writing cost alone), and
with a plain hash chain (what most audit logs do; it proves no single entry and no older state without reading all).

    python tests/bench/run.py --only history
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from harness import Bench

SIZE = int(os.environ.get("LEITAI_BENCH_ENTRIES", "1000000"))
APPENDED = 2_000
COUNTY, ACTORS, CHUNK = "370724", 500, 8192
START = datetime(2024, 1, 1, tzinfo=UTC)
NOTE = "年产20万吨重型钢构智能制造项目"


@dataclass(frozen=True)
class Work:
    """A database (or an exported file) with SIZE entries and the root that they must give."""

    folder: Path
    database: Path
    hash_name: str
    root: bytes


def _setup(folder: Path, hash_name: str) -> None:
    """Django over a database in this folder; each side runs in a process of its own, so this happens once."""
    os.environ |= {
        "LEITAI_DATA": str(folder),
        "LEITAI_HASH": hash_name,
        "DJANGO_SETTINGS_MODULE": "leitai.config.settings",
    }
    os.environ.pop("LEITAI_DATABASE", None)
    import django

    django.setup()
    if not (folder / "leitai.sqlite3").exists():
        from django.core.management import call_command

        call_command("migrate", verbosity=0, run_syncdb=True)


def _bodies(seed: int, size: int) -> Iterator[tuple[Any, ...]]:
    """(body, kind, about, actor, office, at) of entries of 250 to 400 bytes; the text of the bytes is checked once below."""
    dice = random.Random(seed)
    actors = [f"{dice.getrandbits(64):016x}" for _ in range(ACTORS)]
    kinds = ("report.submitted", "report.verified", "report.returned", "milestone.set", "bottleneck.raised")
    for n in range(size):
        actor, kind, yuan = actors[dice.randrange(ACTORS)], kinds[dice.randrange(5)], dice.randrange(10**9)
        at, about, project = START + timedelta(seconds=n * 20), f"report:{n // 3}", dice.randrange(3000)
        moment = at.strftime("%Y-%m-%dT%H:%M:%S.000000Z")
        text = (
            f'{{"about":"{about}","actor":"{actor}","at":"{moment}","county":"{COUNTY}","kind":"{kind}","office":"dongcheng",'
            f'"recorded_at":"{moment}","rows":{{}},"see":["project:P24-{project:04}"],"texts":{{}},"v":1,'
            f'"what":{{"after":{{"month":"2024-03","month_yuan":{yuan},"name":"{NOTE}"}},"before":{{}}}}}}'
        )
        yield text.encode(), kind, about, actor, "dongcheng", at


def _fill(database: Path, hash_name: str, seed: int, size: int) -> bytes:
    """Writes the entries in bulk, as the application would have one by one; returns the root, computed by plain recursion."""
    from leitai.audit import rules
    from leitai.kernel import canonical

    hash_ = rules.hash_of(hash_name)
    edge: list[bytes] = []
    link, leaves = b"", []
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("BEGIN")

    def rows() -> Iterator[tuple[Any, ...]]:
        nonlocal edge, link
        for n, (body, kind, about, actor, office, at) in enumerate(_bodies(seed, size)):
            if n == 0 and canonical.dump(json.loads(body)) != body:
                raise AssertionError("the made bodies aren't canonical")
            leaf = hash_(b"\x00" + body)
            edge, nodes = rules.grow(hash_, n, edge, leaf)
            link = hash_(link + leaf)
            leaves.append(leaf)
            moment = at.strftime("%Y-%m-%d %H:%M:%S")
            yield COUNTY, n + 1, kind, about, actor, office, moment, moment, body, b"".join(nodes), link

    connection.executemany(
        "INSERT INTO audit_entry (county, position, kind, about, actor, office, at, recorded_at, body, nodes, link) "
        "VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        rows(),
    )
    connection.execute(
        "INSERT INTO audit_log (county, uid, hash_name, origin, size, edge, link, born_at) VALUES (?,?,?,?,?,?,?,?)",
        (COUNTY, "bench", hash_name, f"leitai/{COUNTY}/bench", size, b"".join(edge), link, "2024-01-01 00:00:00"),
    )
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return _root(leaves, hash_name)


def _root(hashes: list[bytes], hash_name: str) -> bytes:
    """RFC 9162 in its own words, apart from the product's code."""
    while len(hashes) > 1:
        pairs = [
            hashlib.new(hash_name, b"\x01" + a + b).digest() for a, b in zip(hashes[::2], hashes[1::2], strict=False)
        ]
        hashes = pairs + hashes[len(hashes) - len(hashes) % 2 :]
    return hashes[0]


def _make(hash_name: str, size: int = SIZE) -> Any:
    def make(folder: Path, seed: int) -> Work:
        _setup(folder, hash_name)
        database, noted = folder / "leitai.sqlite3", folder / "root"
        if not noted.exists():
            noted.write_bytes(_fill(database, hash_name, seed, size))
        work = Work(folder, database, hash_name, noted.read_bytes())
        _read_only(work)  # the file is in the system's cache for every side alike
        return work

    return make


def _make_file(folder: Path, seed: int) -> Work:
    work = _make("sha256")(folder, seed)
    if not (folder / "history.jsonl").exists():
        from leitai.audit import commands

        if commands.audit(["export", str(folder / "history.jsonl"), "--json"]):
            raise RuntimeError("the export failed")
    return work


def _rows(work: Work) -> Iterator[list[tuple[Any, ...]]]:
    connection, last = sqlite3.connect(work.database), 0
    sql = "SELECT position, body, nodes FROM audit_entry WHERE county = ? AND position > ? ORDER BY position LIMIT ?"
    while rows := connection.execute(sql, (COUNTY, last, CHUNK)).fetchall():
        yield rows
        last = rows[-1][0]
    connection.close()


def _read_only(work: Work) -> bytes:
    """Reads every entry and hashes nothing."""
    count = sum(len(rows) for rows in _rows(work))
    return work.root if count == SIZE else b""


def _chain(work: Work) -> bytes:
    """A hash chain over the same rows: one hash an entry."""
    new, link = hashlib.new, b""
    for rows in _rows(work):
        for _position, body, _nodes in rows:
            link = new(work.hash_name, link + body).digest()
    return work.root if link else b""


def _chain_file(work: Work) -> bytes:
    new, link = hashlib.sha256, b""
    with (work.folder / "history.jsonl").open("rb") as file:
        for line in file:
            link = new(link + line).digest()
    return work.root if link else b""


def _verify(work: Work) -> Any:
    from leitai.audit.queries import checking

    (log,) = checking.logs(COUNTY)
    return checking.check(log, [])


def _verify_file(work: Work) -> Any:
    from leitai.audit import queries

    with (work.folder / "history.jsonl").open("rb") as file:
        return queries.verify_export(file)


def _check(work: Work, answer: Any) -> str:
    """The root by plain recursion; and of our side, that one changed byte is named."""
    if isinstance(answer, bytes):
        return "right" if answer == work.root else "the rows are not all there"
    if not answer.is_sound or answer.root != work.root:
        return f"another root, or not sound: {answer.findings[:1]}"
    return "right"


def _check_named(work: Work, answer: Any) -> str:
    said = _check(work, answer)
    if said != "right" or isinstance(answer, bytes):
        return said
    place = random.Random(7).randrange(1, SIZE // 10)
    connection = sqlite3.connect(work.database, isolation_level=None)
    (body,) = connection.execute("SELECT body FROM audit_entry WHERE position = ?", (place,)).fetchone()
    change = "UPDATE audit_entry SET body = ? WHERE position = ?"
    connection.execute(change, (body[:-4] + bytes([body[-4] ^ 1]) + body[-3:], place))
    named = _verify(work).first
    connection.execute(change, (body, place))
    connection.close()
    return "right" if named == place else f"a byte changed at {place} was named at {named}"


def _facts(work: Work, answer: Any) -> Mapping[str, Any]:
    return {"note": f"{SIZE:,} entries, {work.hash_name}"}


def _append(work: Work) -> int:
    """Entries through the front door, each in its own transaction, flushed to the disk (synchronous=FULL)."""
    from leitai.audit import actions
    from leitai.kernel.actor import Actor
    from leitai.store import action

    by = Actor(county=COUNTY, code="p1", office="dongcheng", role="reporter")

    @action.action
    def report(*, by: Actor, at: datetime, n: int) -> None:
        actions.append(
            "report.submitted", about=f"report:{n}", also=["project:P24-0031"], by=by, at=at,
            after={"month": "2024-03", "month_yuan": n, "name": NOTE},
        )  # fmt: skip

    for n in range(APPENDED):
        report(by=by, at=START, n=n)
    return APPENDED


def _append_peer(*, chained: bool) -> Any:
    """The same columns and indexes by the same database library and settings; with one hash an entry, or none."""

    def do(work: Work) -> int:
        from django.db import connection, transaction

        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE IF NOT EXISTS peer AS SELECT * FROM audit_entry WHERE 0")
            for n, columns in enumerate(
                ("county, position", "county, kind, position", "county, office, position", "county, at")
            ):
                cursor.execute(f"CREATE INDEX IF NOT EXISTS peer_{n} ON peer ({columns})")
            link = b""
            for n in range(APPENDED):
                body = json.dumps(
                    {"about": f"report:{n}", "after": {"month": "2024-03", "month_yuan": n, "name": NOTE}}
                )
                link = hashlib.sha256(link + body.encode()).digest() if chained else b""
                with transaction.atomic():
                    cursor.execute(
                        "INSERT INTO peer (county, position, kind, about, actor, office, at, recorded_at, body, link) "
                        "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
                        [COUNTY, n, "report.submitted", f"report:{n}", "p1", "dongcheng", START, START, body, link],
                    )
        return APPENDED

    return do


def _check_append(work: Work, answer: Any) -> str:
    """The last entries stand, numbered without a gap, and the tree still fits."""
    result = _verify(work)
    if answer != APPENDED or not result.is_sound:
        return f"not sound after appending: {result.findings[:1]}"
    return "right"


def _facts_append(work: Work, answer: Any) -> Mapping[str, Any]:
    return {"note": f"{APPENDED:,} appended to a history of {SIZE:,}"}


_READ = {"the same rows, no hash": _read_only, "hash chain": _chain}
BENCHES = [
    Bench(
        "history", "verify 1,000,000, SHA-256, from the database", __name__, "<= 5 s, stretch 2.5 s", _make("sha256"), _verify,
        _READ, _check_named, rounds=3, rounds_quick=1, facts=_facts,
    ),
    Bench(
        "history", "verify 1,000,000, SM3, from the database", __name__, "stretch 5 s", _make("sm3"), _verify, _READ, _check_named,
        rounds=3, rounds_quick=1, facts=_facts,
    ),
    Bench(
        "history", "verify 1,000,000, SHA-256, from the exported file", __name__, "<= 5 s", _make_file, _verify_file,
        {"hash chain": _chain_file}, _check, rounds=3, rounds_quick=1, facts=_facts,
    ),
    Bench(
        "history", "append 2,000, each in its own transaction", __name__, "history <= 15 % of an action",
        _make("sha256", SIZE), _append,
        {"the same table, no hash": _append_peer(chained=False), "hash chain": _append_peer(chained=True)}, _check_append,
        rounds=3, rounds_quick=1, facts=_facts_append,
    ),
]  # fmt: skip
