"""The Merkle tree of the history: roots, proofs and their verification.

RFC 9162: a leaf is H(00 ‖ entry), a node H(01 ‖ left ‖ right), and the left half of a tree is the largest power of two
below its size. The hash is SHA-256 or SM3 (GB/T 32905-2016), fixed for a log at its birth. `checkpoint` signs the roots.

Nothing here stores anything. A log keeps its `Frontier` (at most one hash for each bit of its size) and, if it wants
proofs without reading all its leaves, the inner nodes that `Frontier.append` hands out; `inclusion_ranges` and
`consistency_ranges` say which stretches of leaves a proof needs, `range_nodes` which stored nodes make up a stretch.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

type Digest = Callable[[bytes], bytes]

HASH_NAMES = ("sha256", "sm3")
HASH_BYTES = 32
_FORMAT = b"leitai frontier 1\n"


class Node(NamedTuple):
    """A whole subtree: at `level` it covers 2^level leaves, starting with leaf `place` * 2^level."""

    level: int
    place: int
    hash: bytes


class ProofError(ValueError):
    """A proof that doesn't hold, or numbers for which there is none."""


@functools.cache
def digest(hash_name: str) -> Digest:
    """The hash function of that name, bytes -> 32 bytes. Raises: ValueError: not one of HASH_NAMES."""
    if hash_name == "sha256":
        return lambda data: hashlib.sha256(data).digest()
    if hash_name != "sm3":
        raise ValueError(f"a history is hashed with one of {', '.join(HASH_NAMES)}, not {hash_name!r}")
    try:
        hashlib.new("sm3")
    except ValueError:
        return _sm3_of_cryptography
    return lambda data: hashlib.new("sm3", data).digest()


def _sm3_of_cryptography(data: bytes) -> bytes:
    """For a Python whose OpenSSL was built without SM3."""
    from cryptography.hazmat.primitives import hashes

    running = hashes.Hash(hashes.SM3())
    running.update(data)
    return running.finalize()


def leaf_hash(entry: bytes, hash_name: str = "sha256") -> bytes:
    """H(00 ‖ entry)."""
    return digest(hash_name)(b"\x00" + entry)


def node_hash(left: bytes, right: bytes, hash_name: str = "sha256") -> bytes:
    """H(01 ‖ left ‖ right)."""
    return digest(hash_name)(b"\x01" + left + right)


def empty_root(hash_name: str = "sha256") -> bytes:
    """The root of a log without entries: the hash of nothing."""
    return digest(hash_name)(b"")


class Frontier:
    """The right edge of a growing tree: enough to append and to know the root, two hashes an append on average."""

    __slots__ = ("_edge", "hash_name", "size")

    def __init__(self, hash_name: str = "sha256") -> None:
        digest(hash_name)
        self.hash_name = hash_name
        self.size = 0
        self._edge: list[bytes] = []  # roots of the whole subtrees, largest first: one for each bit set in `size`

    def append(self, leaf: bytes) -> list[Node]:
        """Takes in a leaf hash; returns the leaf and every inner node it completed, lowest first, for whoever stores them."""
        hashed, place, level = digest(self.hash_name), self.size, 0
        nodes = [Node(0, place, leaf)]
        while place & 1:
            leaf = hashed(b"\x01" + self._edge.pop() + leaf)
            place >>= 1
            level += 1
            nodes.append(Node(level, place, leaf))
        self._edge.append(leaf)
        self.size += 1
        return nodes

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Appends many leaf hashes, without handing out nodes."""
        hashed, edge, count = digest(self.hash_name), self._edge, self.size
        for leaf in leaves:
            current, size = leaf, count
            while size & 1:
                current = hashed(b"\x01" + edge.pop() + current)
                size >>= 1
            edge.append(current)
            count += 1
        self.size = count

    def root(self) -> bytes:
        """The root of everything appended so far."""
        return _fold(self._edge, self.hash_name)

    def to_bytes(self) -> bytes:
        """A form to store: a line that names format and hash, the size in eight bytes, the edge."""
        return _FORMAT + f"{self.hash_name}\n".encode() + self.size.to_bytes(8, "big") + b"".join(self._edge)

    @classmethod
    def from_bytes(cls, stored: bytes) -> Frontier:
        """From `to_bytes`. Raises: ValueError: another format, a length that doesn't fit the size."""
        head, _, rest = stored.removeprefix(_FORMAT).partition(b"\n")
        if not stored.startswith(_FORMAT) or len(rest) < 8:
            raise ValueError("this is not a stored frontier")
        frontier = cls(head.decode("ascii", "replace"))
        frontier.size = int.from_bytes(rest[:8], "big")
        edge = rest[8:]
        if len(edge) != HASH_BYTES * frontier.size.bit_count():
            raise ValueError("the stored frontier's length doesn't fit its size")
        frontier._edge = [edge[at : at + HASH_BYTES] for at in range(0, len(edge), HASH_BYTES)]
        return frontier


def root(leaves: Iterable[bytes], hash_name: str = "sha256") -> bytes:
    """The root over leaf hashes, oldest first."""
    frontier = Frontier(hash_name)
    frontier.extend(leaves)
    return frontier.root()


def inclusion_ranges(index: int, size: int) -> list[tuple[int, int]]:
    """The stretches [start, end) of leaves whose roots prove leaf `index` in the tree of `size`, lowest first.

    Raises: ProofError: no such leaf. Source: RFC 9162, 2.1.3.1.
    """
    if not 0 <= index < size:
        raise ProofError(f"there is no leaf {index} in a tree of {size}")
    ranges: list[tuple[int, int]] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _left_size(end - start)
        if index < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    return ranges[::-1]


def consistency_ranges(old: int, new: int) -> list[tuple[int, int]]:
    """The stretches of leaves whose roots prove that the tree of `new` begins with the tree of `old`, lowest first.

    Empty where nothing needs proof (old = 0 or old = new). Raises: ProofError: old > new. Source: RFC 9162, 2.1.4.1.
    """
    if not 0 <= old <= new:
        raise ProofError(f"a tree of {new} can't continue one of {old}")
    if old in (0, new):
        return []
    ranges: list[tuple[int, int]] = []
    start, end = 0, new
    while end != old:
        middle = start + _left_size(end - start)
        if old <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    if start:
        ranges.append((start, end))
    return ranges[::-1]


def range_nodes(start: int, end: int) -> list[tuple[int, int]]:
    """The whole subtrees (level, place) that make up a stretch named by a proof, largest first; fold them with `fold`."""
    nodes: list[tuple[int, int]] = []
    while start < end:
        level = (end - start).bit_length() - 1
        nodes.append((level, start >> level))
        start += 1 << level
    return nodes


def fold(hashes: Sequence[bytes], hash_name: str = "sha256") -> bytes:
    """The root over the hashes of `range_nodes`, in their order."""
    return _fold(hashes, hash_name)


def inclusion_proof(
    leaves: Sequence[bytes], index: int, size: int | None = None, hash_name: str = "sha256"
) -> list[bytes]:
    """The audit path of leaf `index` in the tree over the first `size` of these leaf hashes (all without `size`).

    Raises: ProofError: no such leaf. Costs as many hashes as there are leaves; with stored nodes use `inclusion_ranges`.
    """
    size = _checked_size(leaves, size)
    return [root(leaves[start:end], hash_name) for start, end in inclusion_ranges(index, size)]


def consistency_proof(
    leaves: Sequence[bytes], old: int, new: int | None = None, hash_name: str = "sha256"
) -> list[bytes]:
    """The proof that the tree over the first `new` leaf hashes begins with the tree over the first `old`.

    Raises: ProofError: old > new. Costs as many hashes as there are leaves; with stored nodes use `consistency_ranges`.
    """
    new = _checked_size(leaves, new)
    return [root(leaves[start:end], hash_name) for start, end in consistency_ranges(old, new)]


def verify_inclusion(
    *, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes, hash_name: str = "sha256"
) -> bool:
    """True when the proof shows that `leaf` (a leaf hash) is leaf `index` of the tree with that size and root.

    Source: RFC 9162, 2.1.3.2.
    """
    if not 0 <= index < size or not _are_hashes([leaf, root, *proof]):
        return False
    hashed, place, last, current = digest(hash_name), index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            current = hashed(b"\x01" + sibling + current)
            while not place & 1 and place:
                place >>= 1
                last >>= 1
        else:
            current = hashed(b"\x01" + current + sibling)
        place >>= 1
        last >>= 1
    return last == 0 and current == root


def verify_consistency(
    *, old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes], hash_name: str = "sha256"
) -> bool:
    """True when the proof shows that the tree of `new` entries begins with exactly the tree of `old` entries.

    Source: RFC 9162, 2.1.4.2; a tree of nothing is the beginning of every tree, with an empty proof.
    """
    if not 0 <= old <= new or not _are_hashes([old_root, new_root, *proof]):
        return False
    if old == new:
        return not proof and old_root == new_root
    if old == 0:
        return not proof and old_root == empty_root(hash_name)
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    if not path:
        return False
    return _consistent(old - 1, new - 1, path, digest(hash_name)) == (old_root, new_root)


def _consistent(place: int, last: int, path: list[bytes], hashed: Digest) -> tuple[bytes, bytes] | None:
    while place & 1:
        place >>= 1
        last >>= 1
    before = after = path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            before, after = hashed(b"\x01" + sibling + before), hashed(b"\x01" + sibling + after)
            while not place & 1 and place:
                place >>= 1
                last >>= 1
        else:
            after = hashed(b"\x01" + after + sibling)
        place >>= 1
        last >>= 1
    return (before, after) if last == 0 else None


def _left_size(size: int) -> int:
    """The largest power of two below `size`, which is at least 2."""
    return 1 << ((size - 1).bit_length() - 1)


def _fold(hashes: Sequence[bytes], hash_name: str) -> bytes:
    if not hashes:
        return empty_root(hash_name)
    hashed, current = digest(hash_name), hashes[-1]
    for left in reversed(hashes[:-1]):
        current = hashed(b"\x01" + left + current)
    return current


def _are_hashes(hashes: Iterable[bytes]) -> bool:
    return all(len(one) == HASH_BYTES for one in hashes)


def _checked_size(leaves: Sequence[bytes], size: int | None) -> int:
    if size is None:
        return len(leaves)
    if not 0 <= size <= len(leaves):
        raise ProofError(f"there are {len(leaves)} leaves, not {size}")
    return size
