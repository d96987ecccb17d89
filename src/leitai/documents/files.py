"""The file store: bytes under their own hash, each county in a folder of its own.

A file is written whole, flushed and named before any row speaks of it, so that no row is ever without its file. What no
row speaks of is swept after a while.
"""

import hashlib
import os
import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from leitai.documents import rules, terms
from leitai.kernel.refusal import N_, Refusal
from leitai.store import county

CHUNK = 64 * 1024


def root() -> Path:
    """The folder of the county in force."""
    return Path(settings.MEDIA_ROOT) / county.in_force()


def path(sha256: str) -> Path:
    """Where the bytes with this hash lie, or would lie."""
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise ValueError("a file is named by 64 hexadecimal digits")
    return root() / sha256[:2] / sha256


def opened(sha256: str) -> BinaryIO:
    """The stored bytes, open for reading. Raises: FileNotFoundError."""
    return path(sha256).open("rb")


def chunks(file: BinaryIO) -> Iterator[bytes]:
    """A file's bytes in pieces, from where it stands."""
    while piece := file.read(CHUNK):
        yield piece


@contextmanager
def received(pieces: Iterable[bytes], *, most_bytes: int | None = None) -> Iterator[terms.Received]:
    """Streams bytes aside for a block; `place` keeps them, else they are gone after it. Memory stays at one piece.

    Raises: Refusal 413 at `file`: more than `most_bytes` (default: the setting); 422: no bytes. Nothing is left behind.
    """
    limit = settings.LEITAI_UPLOAD_MAX_BYTES if most_bytes is None else most_bytes
    folder = root() / "incoming"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(handle, "w+b") as file:
            digest, size = _copied(pieces, file, limit)
            kind = rules.kind(file)
        yield terms.Received(digest, size, kind, temporary)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _copied(pieces: Iterable[bytes], file: BinaryIO, limit: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for piece in pieces:
        size += len(piece)
        if size > limit:
            text = N_("Not taken: the file is larger than %(limit)s MB. Nothing else was lost.")
            raise Refusal("file.too_large", text, field="file", status=413, limit=limit // 1_000_000)
        digest.update(piece)
        file.write(piece)
    if not size:
        raise Refusal("file.empty", N_("Not taken: the file is empty. Choose it again."), field="file")
    file.flush()
    os.fsync(file.fileno())
    return digest.hexdigest(), size


def place(taken: terms.Received) -> None:
    """Gives taken bytes their lasting place, before the row that speaks of them is committed.

    Also where the same bytes lie there already: they become young again, so that no sweep takes them meanwhile.
    """
    target = path(taken.sha256)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.replace(taken.temporary, target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def sweep(known: Collection[str], *, before: datetime) -> int:
    """Removes files of the county in force that no row speaks of and that are older than `before`; says how many."""
    removed = 0
    for found in root().glob("*/*"):
        is_orphan = found.parent.name == "incoming" or found.name not in known
        if is_orphan and found.stat().st_mtime < before.timestamp():
            found.unlink(missing_ok=True)
            removed += 1
    return removed
