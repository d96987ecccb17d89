"""Checkpoints: a log's name, size and root as a signed note that people can print, mail and keep.

Text of a checkpoint (C2SP tlog-checkpoint): origin, size, root in base64, further lines; then an empty line and one line
for each signature (C2SP signed-note). Keys are Ed25519 in the form of signed notes, so that other witnesses read them.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ed25519

_ED25519 = b"\x01"
_SIGNATURE = re.compile(r"— (?P<name>[^\s+]+) (?P<base64>[A-Za-z0-9+/]+={0,2})")
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_LONGEST = 100_000
_MOST_SIGNATURES = 100


class NoteError(ValueError):
    """A note, key or checkpoint that can't be read or whose signatures don't hold."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log claims: `size` entries with this `root`. `extensions` are further lines of the text, none empty."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def text(self) -> str:
        """The text that is signed, ending in a line feed. Raises: NoteError: a line that wouldn't be read back."""
        lines = [self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.extensions]
        if not self.root or any(not line or "\n" in line for line in lines) or not _SIZE.fullmatch(lines[1]):
            raise NoteError("a checkpoint has an origin, a size from 0, a root, and no empty or broken line")
        return "\n".join(lines) + "\n"

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """From the signed text alone. Raises: NoteError."""
        lines = text.removesuffix("\n").split("\n")
        if not text.endswith("\n") or len(lines) < 3 or not all(lines) or not _SIZE.fullmatch(lines[1]):
            raise NoteError("a checkpoint is three lines or more: origin, size, root")
        return cls(lines[0], int(lines[1]), _from_base64(lines[2]), tuple(lines[3:]))


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key with its name; `text()` is the form to publish: name+key id+base64."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """Four bytes that tell keys of one name apart: the head of SHA-256(name, line feed, 01, key)."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def text(self) -> str:
        """`name+key id in hexadecimal+base64 of 01 and the key`."""
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(_ED25519 + self.public).decode()}"

    @classmethod
    def parse(cls, text: str) -> Verifier:
        """From `text()`. Raises: NoteError: another form or kind of key, or a key id that doesn't fit."""
        name, key_id, key = _key_parts(text)
        verifier = cls(name, key)
        if verifier.key_id.hex() != key_id:
            raise NoteError("the key id doesn't fit the name and key")
        return verifier

    def holds(self, text: str, signature: bytes) -> bool:
        """True when the 64 bytes are this key's signature of the text."""
        try:
            ed25519.Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text.encode())
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True, repr=False)
class Signer:
    """A private key with its name; it is never shown in a trace or a log."""

    name: str
    seed: bytes

    def __post_init__(self) -> None:
        _check_name(self.name)

    @classmethod
    def generate(cls, name: str) -> Signer:
        """A new key from the operating system's randomness. Raises: NoteError: a name with spaces or a plus."""
        return cls(name, ed25519.Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def verifier(self) -> Verifier:
        """The public half."""
        return Verifier(self.name, self._key.public_key().public_bytes_raw())

    @property
    def _key(self) -> ed25519.Ed25519PrivateKey:
        return ed25519.Ed25519PrivateKey.from_private_bytes(self.seed)

    def text(self) -> str:
        """The form to store in a file only its owner may read: `PRIVATE+KEY+name+key id+base64`."""
        key = base64.b64encode(_ED25519 + self.seed).decode()
        return f"PRIVATE+KEY+{self.name}+{self.verifier.key_id.hex()}+{key}"

    @classmethod
    def parse(cls, text: str) -> Signer:
        """From `text()`. Raises: NoteError."""
        if not text.startswith("PRIVATE+KEY+"):
            raise NoteError("a private key starts with PRIVATE+KEY+")
        name, key_id, seed = _key_parts(text.removeprefix("PRIVATE+KEY+"))
        signer = cls(name, seed)
        if signer.verifier.key_id.hex() != key_id:
            raise NoteError("the key id doesn't fit the name and key")
        return signer

    def line(self, text: str) -> str:
        """The signature line for a text: `— name base64(key id, signature)`."""
        signature = self.verifier.key_id + self._key.sign(text.encode())
        return f"— {self.name} {base64.b64encode(signature).decode()}"


def sign(text: str, signers: Iterable[Signer]) -> str:
    """The signed note: text, empty line, a line for each signature. Raises: NoteError: a text that isn't whole lines."""
    if not text.endswith("\n") or re.search(r"[\x00-\x09\x0b-\x1f]", text):
        raise NoteError("a note is whole lines of printable text")
    return f"{text}\n" + "".join(f"{signer.line(text)}\n" for signer in signers)


def open_note(note: str, verifiers: Iterable[Verifier]) -> tuple[str, list[str]]:
    """The text of a signed note and the names of the known keys that signed it, in the note's order.

    Signatures of unknown keys are passed over. Raises: NoteError: no note, a known key whose signature fails, or no
    signature of a known key.
    """
    text, lines = _split(note)
    known = {(verifier.name, verifier.key_id): verifier for verifier in verifiers}
    names: list[str] = []
    for line in lines:
        found = _SIGNATURE.fullmatch(line)
        signature = _from_base64(found["base64"]) if found else b""
        if not found or len(signature) < 5:
            raise NoteError("a signature line isn't readable")
        verifier = known.get((found["name"], signature[:4]))
        if verifier is None or verifier.name in names:
            continue
        if not verifier.holds(text, signature[4:]):
            raise NoteError(f"the signature of {verifier.name} doesn't hold")
        names.append(verifier.name)
    if not names:
        raise NoteError("no known key signed this note")
    return text, names


def open_checkpoint(note: str, verifier: Verifier, *, origin: str | None = None) -> Checkpoint:
    """The checkpoint in a note signed by this key. Raises: NoteError, also when the origin is another log's."""
    text, _ = open_note(note, [verifier])
    checkpoint = Checkpoint.parse(text)
    if origin is not None and checkpoint.origin != origin:
        raise NoteError(f"this is a checkpoint of {checkpoint.origin}, not of {origin}")
    return checkpoint


def _split(note: str) -> tuple[str, list[str]]:
    text, separator, signatures = note.rpartition("\n\n")
    lines = signatures.removesuffix("\n").split("\n")
    is_note = separator and signatures.endswith("\n") and len(note) <= _LONGEST and len(lines) <= _MOST_SIGNATURES
    if not is_note or re.search(r"[\x00-\x09\x0b-\x1f\ud800-\udfff]", note):
        raise NoteError("this is not a signed note")
    return text + "\n", lines


def _key_parts(text: str) -> tuple[str, str, bytes]:
    parts = text.split("+", 2)
    if len(parts) != 3 or not re.fullmatch(r"[0-9a-f]{8}", parts[1]):
        raise NoteError("a key is name+key id+base64")
    _check_name(parts[0])
    key = _from_base64(parts[2])
    if len(key) != 33 or not key.startswith(_ED25519):
        raise NoteError("only Ed25519 keys are used here")
    return parts[0], parts[1], key[1:]


def _check_name(name: str) -> None:
    if not name or "+" in name or any(sign.isspace() for sign in name):
        raise NoteError("the name of a key has no spaces and no plus")


def _from_base64(text: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteError("base64 was expected") from None
    if base64.b64encode(raw).decode() != text:
        raise NoteError("base64 has another spelling here")
    return raw
