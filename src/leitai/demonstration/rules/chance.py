"""Chance that answers alike: a number between 0 and 1 for a seed and some words, whatever was asked before."""

import hashlib
from collections.abc import Sequence


def share(seed: int, *words: object) -> float:
    """A number from 0 up to 1, the same for the same seed and words."""
    text = "\x1f".join(str(word) for word in (seed, *words))
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=7).digest()) / 2**56


def between(low: float, high: float, seed: int, *words: object) -> float:
    """A number from `low` up to `high`."""
    return low + (high - low) * share(seed, *words)


def whole(low: int, high: int, seed: int, *words: object) -> int:
    """A whole number from `low` to `high`, both included."""
    return low + int(share(seed, *words) * (high - low + 1))


def pick[T](choices: Sequence[T], seed: int, *words: object) -> T:
    """One of the choices."""
    return choices[int(share(seed, *words) * len(choices))]
