"""One-time codes: made, shown once, kept as a digest."""

import hashlib
import secrets

# Without I, L, O, 0, 1: a code is read aloud and typed. 20 of 31 characters: 99 bits.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH = 20


def new() -> tuple[str, str]:
    """A one-time code as it is shown (`ABCDE-FGHJK-MNPQR-STUVW`) and its digest as it is kept."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return "-".join(letters[i : i + 5] for i in range(0, LENGTH, 5)), digest_of(letters)


def digest_of(code: str) -> str:
    """SHA-256 of a code however it was typed: with or without dashes and spaces, in either case."""
    plain = "".join(c for c in code.upper() if c in LETTERS)
    return hashlib.sha256(f"leitai one-time code {plain}".encode()).hexdigest()
