"""What an entry's bytes are, and how they hang in the tree: pure functions.

Leaf = H(00 ‖ bytes), node = H(01 ‖ left ‖ right): RFC 9162, section 2.1. Positions count from 1, the tree's indices from 0.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from leitai.audit import terms
from leitai.kernel import canonical, merkle

WIDTH = merkle.HASH_BYTES
HASH_NAMES = {"sha256": "SHA-256", "sm3": "SM3"}
KIND = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
ABOUT = re.compile(r"[a-z][a-z_]*:[^\s\"\\\x00-\x1f]{1,100}")
WORD = re.compile(r"[A-Za-z0-9_.:-]{1,40}")
FIELD = re.compile(r"[A-Za-z0-9_.-]{1,60}")
LONGEST_CODE = 120

Hash = Callable[[bytes], bytes]


def hash_of(name: str) -> Hash:
    """The hash function of a log. Raises: ValueError for a name that is none."""
    if name != "sm3":
        return merkle.digest(name)
    try:
        start = hashlib.new("sm3")
    except ValueError:
        return merkle.digest(name)

    def sm3(data: bytes) -> bytes:
        state = start.copy()  # cheaper than looking the name up each time
        state.update(data)
        return state.digest()

    return sm3


def plain(value: Any) -> Any:
    """A value as the history may hold it: dates become ISO text, exact decimals text. Raises: ValueError for free text."""
    if isinstance(value, str):
        text = unicodedata.normalize("NFC", str(value))
        if len(text) > LONGEST_CODE or any(ord(c) < 32 for c in text):
            raise ValueError("free text and personal data belong into `texts`, not into before and after")
        return text
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        items = sorted(value) if isinstance(value, set | frozenset) else value
        return [plain(v) for v in items]
    return value


def moment(at: datetime) -> str:
    """A moment in its one form: UTC, microseconds. Raises: ValueError for one without zone."""
    if at.tzinfo is None:
        raise ValueError("a moment of the history has a zone")
    return at.astimezone(UTC).strftime(terms.TIME)


def body(
    *, county: str, kind: str, about: str, actor: str, office: str, at: datetime, recorded_at: datetime,
    what: Mapping[str, Any], see: Sequence[str], rows: Mapping[str, str | None], texts: Mapping[str, str],
) -> bytes:  # fmt: skip
    """The bytes of an entry, which are what is hashed.

    Its columns come first in alphabetical order and need no escaping, so a database can compare them by itself.
    Raises: ValueError for a kind, an object or a code that isn't written as one.
    """
    for pattern, value in ((KIND, kind), (ABOUT, about), (WORD, actor), (WORD, office), *((ABOUT, s) for s in see)):
        if not pattern.fullmatch(value):
            raise ValueError(f"{value!r} can't stand in the history; it must match {pattern.pattern}")
    return canonical.dump({
        "about": about, "actor": actor, "at": moment(at), "county": county, "kind": kind, "office": office,
        "recorded_at": moment(recorded_at), "rows": dict(rows), "see": sorted({*see} - {about}), "texts": dict(texts), "v": 1,
        "what": dict(what),
    })  # fmt: skip


def commitment(hash_: Hash, salt: bytes, field: str, value: str) -> str:
    """What the chain holds of a text: hex of H(salt ‖ field ‖ 00 ‖ value)."""
    return hash_(salt + field.encode() + b"\0" + value.encode()).hex()


def grow(hash_: Hash, size: int, edge: Sequence[bytes], leaf: bytes) -> tuple[list[bytes], list[bytes]]:
    """Hangs a leaf on a tree of `size` leaves: its new right edge, and the nodes that the leaf completes (leaf first)."""
    edge, nodes = list(edge), [leaf]
    while size & 1:
        nodes.append(hash_(b"\x01" + edge.pop() + nodes[-1]))
        size >>= 1
    edge.append(nodes[-1])
    return edge, nodes


def cut(data: bytes) -> list[bytes]:
    """Hashes that were stored one after the other."""
    return [data[i : i + WIDTH] for i in range(0, len(data), WIDTH)]


def spaced(digits: str) -> str:
    """Hexadecimal digits in fours, for reading aloud from paper."""
    return " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))


def short(digits: str) -> str:
    """The ends of a hash, enough to recognise it: 9a4c…e210."""
    return f"{digits[:4]}…{digits[-4:]}"
