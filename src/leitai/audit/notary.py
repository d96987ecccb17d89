"""What lies outside of the database: the signing key, the keys known so far, and the head of each log.

Folder `history` in the data folder:
    signing-key        Ed25519, readable by its owner alone; made when first needed
    keys               one line a key, oldest first: `name+id+key` (C2SP signed-note), then for a retired one the sizes up
                       to which its statements count: ` origin=size …`
    COUNTY-UID.head    the latest signed checkpoint of a log, flushed to the disk

A head is written at checkpoints and, while entries come, about once a second by the timetable, never by an append: a flush
costs several times what the entry costs. The price: of a log that was cut, up to a second of its end can go unnoticed.
"""

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from leitai.kernel import checkpoint as notes
from leitai.kernel.checkpoint import Checkpoint, NoteError, Signer, Verifier

KEY_NAME = "leitai"


def folder() -> Path:
    """Where all this lies: LEITAI_HISTORY, or `history` in the data folder."""
    return Path(getattr(settings, "LEITAI_HISTORY", None) or settings.DATA / "history")


def is_kept_outside() -> bool:
    """False for a database in memory, which has no outside (unless a folder is named): heads are neither kept nor asked."""
    in_memory = connection.vendor == "sqlite" and connection.is_in_memory_db()  # type: ignore[attr-defined]  # SQLite's own
    return not in_memory or bool(getattr(settings, "LEITAI_HISTORY", None))


def sign(origin: str, size: int, root: bytes, hash_name: str) -> str:
    """A signed checkpoint as text. One that isn't hashed with SHA-256 says so in a further line."""
    more = () if hash_name == "sha256" else (hash_name,)
    return notes.sign(Checkpoint(origin, size, root, more).text(), [_signer()])


def read(text: str) -> Checkpoint:
    """The checkpoint in a note that a key of this installation signed, while it was in use. Raises: NoteError."""
    for verifier, limits in _keys():
        try:
            found = notes.open_checkpoint(text, verifier)
        except NoteError:
            continue
        if limits is not None and found.size > limits.get(found.origin, 0):
            raise NoteError("this key was retired before that size was reached")
        return found
    raise NoteError("no known key signed this note")


def public_key() -> str:
    """The key that signs now, as `name+id+key`."""
    return _signer().verifier.text()


def replace_key(sizes: Mapping[str, int]) -> str:
    """Makes a new key; statements of the one before count up to these sizes of the logs. Returns the new public key."""
    with _alone():
        new = Signer.generate(KEY_NAME)
        _retire_all(sizes)
        _write(folder() / "signing-key", new.text() + "\n", mode=0o600)
        _append_key(new.verifier.text())
    return new.verifier.text()


def head(county: str, uid: str) -> Checkpoint | None:
    """What the head file of a log knows; None without one. Raises: NoteError for one that nobody here signed."""
    if not is_kept_outside():
        return None
    path = _head_path(county, uid)
    return read(path.read_text("utf-8")) if path.exists() else None


def write_head(county: str, uid: str, text: str) -> None:
    """Replaces the head file by a newer one; an older one never replaces it."""
    if not is_kept_outside():
        return
    with _alone():
        known = head(county, uid)
        if known is None or read(text).size > known.size:
            _write(_head_path(county, uid), text)


def put_aside(county: str, uid: str) -> None:
    """Renames a head that knows more than the database, once somebody decided to go on; it stays as evidence."""
    path = _head_path(county, uid)
    number = len(list(folder().glob(f"{path.name}.*"))) + 1
    path.rename(path.with_name(f"{path.name}.{number}"))


def strange_heads(county: str, uids: set[str]) -> list[str]:
    """Heads of logs of a county that are not in the database: its history was exchanged for another."""
    if not is_kept_outside() or not folder().is_dir():
        return []
    return sorted(p.name for p in folder().glob(f"{county}-*.head") if p.stem.partition("-")[2] not in uids)


def _head_path(county: str, uid: str) -> Path:
    return folder() / f"{county}-{uid}.head"


def _signer() -> Signer:
    path = folder() / "signing-key"
    if not path.exists():
        with _alone():
            if not path.exists():
                new = Signer.generate(KEY_NAME)
                _write(path, new.text() + "\n", mode=0o600)
                _append_key(new.verifier.text())
    return Signer.parse(path.read_text("ascii").strip())


def _keys() -> list[tuple[Verifier, Mapping[str, int] | None]]:
    path = folder() / "keys"
    if not path.exists():
        return []
    found: list[tuple[Verifier, Mapping[str, int] | None]] = []
    for line in path.read_text("utf-8").splitlines():
        key, *limits = line.split()
        sizes = {origin: int(size) for origin, _, size in (limit.rpartition("=") for limit in limits if "=" in limit)}
        found.append((Verifier.parse(key), sizes if limits else None))
    return found


def _retire_all(sizes: Mapping[str, int]) -> None:
    limits = " ".join(["retired", *(f"{origin}={size}" for origin, size in sorted(sizes.items()))])
    path = folder() / "keys"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    _write(path, "".join(f"{line}\n" if " " in line else f"{line} {limits}\n" for line in lines))


def _append_key(key: str) -> None:
    path = folder() / "keys"
    _write(path, (path.read_text("utf-8") if path.exists() else "") + key + "\n")


def _write(path: Path, text: str, *, mode: int = 0o644) -> None:
    """Whole or not at all, and on the disk before it counts."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(path.name + ".part")
    fd = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(fd, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    above = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(above)
    finally:
        os.close(above)


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time writes in the folder."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder() / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
