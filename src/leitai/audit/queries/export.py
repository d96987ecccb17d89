"""The history as one file that a stranger can verify with nothing but a hash function and a checkpoint.

Lines of JSON. The first says hash, origin, size, the signed checkpoint and the public key; each of the next `size` lines is
exactly the bytes of an entry; the last ones hold the first six bytes of every leaf hash, in order, which only help to name
the first entry that doesn't fit.
"""

import base64
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO

from leitai.audit import rules
from leitai.audit.models import Log
from leitai.audit.queries import checking
from leitai.audit.queries.checking import CHUNK, Claim, Finding, Result, Tree
from leitai.kernel import canonical
from leitai.kernel import checkpoint as notes

FORMAT = "leitai-history"
MARKS = b'{"leaves":'
MARK = 6  # bytes of a leaf hash in the last line
LONGEST_LINE = 2_000_000


class NotAnExport(ValueError):
    """The file is not an exported history, or is cut in its first line."""


def export_lines(log: Log, checkpoint: str, key: str) -> Iterator[bytes]:
    """The file, line by line, up to the size that the log had when it was read."""
    head = {"format": FORMAT, "v": 1, "hash": log.hash_name, "origin": log.origin, "size": log.size}
    yield canonical.dump({**head, "checkpoint": checkpoint, "key": key}) + b"\n"
    marks: list[bytes] = []
    for start, rows in checking.chunks(log):
        marks.append(b"".join([bytes(nodes)[:MARK] for _position, _body, nodes in rows[: log.size - start]]))
        for _position, body, _nodes in rows[: log.size - start]:
            yield bytes(body) + b"\n"
        if start + len(rows) >= log.size:
            break
    for part in marks:
        yield canonical.dump({"leaves": base64.b64encode(part).decode()}) + b"\n"


def verify_export(file: BinaryIO, more: Iterable[Claim] = (), *, key: str | None = None) -> Result:
    """Checks an exported file alone, against its own checkpoint and further statements (of one from paper).

    Args: key: the public key that must have signed; without it the file's own, which proves only that it fits itself.
    Raises: NotAnExport.
    """
    began = time.perf_counter()
    head = export_head(file)
    result = Result(head["origin"].split("/")[1], head["origin"], head["hash"], head["size"])
    claims = [*_own_claim(head, key, result), *more]
    tree, marks = Tree(head["hash"], [c.size for c in claims]), bytearray()
    hash_ = rules.hash_of(head["hash"])
    entries, written = _entries(file)
    while part := list(islice(entries, CHUNK)):
        chunk = [hash_(b"\x00" + line) for line in part]
        marks += b"".join([leaf[:MARK] for leaf in chunk])
        tree.add(chunk)
    result.root = tree.root()
    broken = checking.broken_claims(tree, claims)
    if tree.size != head["size"] or broken:
        result.findings += _named(bytes(marks), bytes(written), tree.size, head["size"]) or broken
    result.counts = {"entries": tree.size, "checkpoints": len(claims)}
    result.seconds = time.perf_counter() - began
    return result


def export_head(file: BinaryIO) -> dict[str, Any]:
    """What the first line says. Raises: NotAnExport."""
    line = file.readline(LONGEST_LINE)
    try:
        head = canonical.parse_strict(line)
        if not isinstance(head, dict) or head.get("format") != FORMAT or head.get("v") != 1:
            raise NotAnExport
        rules.hash_of(str(head["hash"]))
        if not isinstance(head["size"], int) or str(head["origin"]).count("/") < 1:
            raise NotAnExport
    except (ValueError, KeyError) as error:
        raise NotAnExport("this is not an exported history") from error
    return head


def _own_claim(head: dict[str, Any], key: str | None, result: Result) -> list[Claim]:
    try:
        verifier = notes.Verifier.parse(key or str(head["key"]))
        found = notes.open_checkpoint(str(head["checkpoint"]), verifier, origin=str(head["origin"]))
    except notes.NoteError:
        result.findings.append(Finding("head_unsigned", None))
        return []
    result.notes.append(verifier.text())
    return [Claim(found.size, found.root, "file")]


def _entries(file: BinaryIO) -> tuple[Iterator[bytes], bytearray]:
    """The lines of entries, and what the lines of marks hold once all are read; an entry never begins like those."""
    written = bytearray()

    def lines() -> Iterator[bytes]:
        while line := file.readline(LONGEST_LINE):
            if line.startswith(MARKS):
                written.extend(_marks(line))
            else:
                yield line.removesuffix(b"\n")

    return lines(), written


def _named(marks: bytes, written: bytes, entries: int, size: int) -> list[Finding]:
    """The first entry whose hash is not the one in the file's last line."""
    for place in range(min(entries, size)):
        part = slice(place * MARK, (place + 1) * MARK)
        if written and marks[part] != written[part]:
            return [Finding("edited", place + 1)]
    if entries < size:
        return [Finding("missing", entries + 1)]
    return [Finding("surplus", size + 1, {"size": size})] if entries > size else []


def _marks(line: bytes) -> bytes:
    try:
        value = canonical.parse_strict(line)
        return base64.b64decode(str(value["leaves"])) if isinstance(value, dict) else b""
    except (ValueError, KeyError):
        return b""
