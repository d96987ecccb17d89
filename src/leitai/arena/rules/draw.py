"""The drawn order, replayable from the file: nobody who took part could have chosen it alone.

Each party commits to a nonce (SHA-256 of "leitai-draw/" + nonce) before a public number of a later moment is known; the
seed joins the locked rules' hash, the sorted nonces and the number. Order: Fisher and Yates with a counter under HMAC.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

from leitai.arena import terms


def commitment(nonce: str) -> str:
    """What a party hands in before the draw, in hexadecimal."""
    return hashlib.sha256(f"leitai-draw/{nonce}".encode()).hexdigest()


def broken_parties(draw: terms.Draw) -> list[str]:
    """Names of the parties whose nonce doesn't open their commitment."""
    return [p.name for p in draw.parties if commitment(p.nonce) != p.commitment]


def seed(draw: terms.Draw, rules_hash: str) -> bytes:
    """The 32 bytes every replay starts from."""
    joined = "\n".join([rules_hash, *sorted(p.nonce for p in draw.parties), draw.number])
    return hashlib.sha256(joined.encode()).digest()


def shuffled(names: Sequence[str], key: bytes, purpose: str) -> list[str]:
    """The sorted names in the order that `key` draws; the order they came in has no part in it."""
    order = sorted(names)
    counter = 0
    for last in range(len(order) - 1, 0, -1):
        span = last + 1
        limit = 2**64 - 2**64 % span
        number = limit
        while number >= limit:  # numbers past the last whole multiple would favour the first places
            number = int.from_bytes(hmac.digest(key, f"{purpose}/{counter}".encode(), "sha256")[:8])
            counter += 1
        at = number % span
        order[last], order[at] = order[at], order[last]
    return order


def drawn_order(draw: terms.Draw, rules_hash: str, names: Sequence[str]) -> list[str]:
    """Entries' codes in the order drawn."""
    return shuffled(names, seed(draw, rules_hash), "order")
