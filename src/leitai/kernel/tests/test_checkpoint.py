"""Checkpoints and signed notes: the published vector of the note format, and what must not hold."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitai.kernel import checkpoint
from leitai.kernel.checkpoint import Checkpoint, NoteError, Signer, Verifier

# Test vector of the signed-note format (golang.org/x/mod/sumdb/note).
PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
SIGNED = TEXT + (
    "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)

SIGNER = Signer("linqu.example/history", bytes(range(32)))
OTHER = Signer("linqu.example/history", bytes(32))
WITNESS = Signer("qingzhou.example", bytes(range(1, 33)))
CLAIM = Checkpoint("linqu.example/history", 20_852_163, b"\x07" * 32)


def test_the_published_vector_is_signed_and_opened():
    signer = Signer.parse(PRIVATE)
    assert signer.verifier.text() == PUBLIC
    assert signer.text() == PRIVATE
    assert checkpoint.sign(TEXT, [signer]) == SIGNED
    assert checkpoint.open_note(SIGNED, [Verifier.parse(PUBLIC)]) == (TEXT, ["PeterNeumann"])


def test_a_checkpoint_is_three_lines():
    root = base64.b64encode(b"\x07" * 32).decode()
    assert CLAIM.text() == f"linqu.example/history\n20852163\n{root}\n"
    assert Checkpoint.parse(CLAIM.text()) == CLAIM


def test_a_signed_checkpoint_is_opened_by_its_key_beside_other_signatures():
    note = checkpoint.sign(CLAIM.text(), [WITNESS, SIGNER])
    assert checkpoint.open_checkpoint(note, SIGNER.verifier, origin=CLAIM.origin) == CLAIM
    text, names = checkpoint.open_note(note, [SIGNER.verifier, WITNESS.verifier])
    assert (text, names) == (CLAIM.text(), ["qingzhou.example", "linqu.example/history"])


def test_another_key_of_the_same_name_proves_nothing():
    with pytest.raises(NoteError, match="no known key"):
        checkpoint.open_checkpoint(checkpoint.sign(CLAIM.text(), [OTHER]), SIGNER.verifier)


def test_a_checkpoint_of_another_log_is_refused():
    note = checkpoint.sign(CLAIM.text(), [SIGNER])
    with pytest.raises(NoteError, match="not of"):
        checkpoint.open_checkpoint(note, SIGNER.verifier, origin="other.example")


@given(st.integers(0, 400), st.integers(1, 255))
def test_no_changed_byte_goes_unnoticed(place, change):
    note = checkpoint.sign(CLAIM.text(), [SIGNER]).encode()
    changed = bytearray(note)
    changed[place % len(note)] ^= change
    try:
        opened = checkpoint.open_checkpoint(changed.decode("utf-8", "surrogateescape"), SIGNER.verifier)
    except NoteError:
        return
    assert opened == CLAIM


@given(
    st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=30),
    st.integers(0, 2**63 - 1),
    st.binary(min_size=32, max_size=32),
    st.lists(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=20), max_size=3),
)
def test_every_checkpoint_is_read_back(origin, size, root, extensions):
    claim = Checkpoint(origin, size, root, tuple(extensions))
    assert checkpoint.open_checkpoint(checkpoint.sign(claim.text(), [SIGNER]), SIGNER.verifier) == claim


@given(st.text(max_size=60))
def test_any_text_is_opened_or_refused(text):
    for read in (Checkpoint.parse, Verifier.parse, Signer.parse):
        with pytest.raises(NoteError):
            read(text)
    with pytest.raises(NoteError):
        checkpoint.open_note(text, [SIGNER.verifier])


@pytest.mark.parametrize(
    "text",
    [
        "a\n1\n",
        "a\n01\nAAAA\n",
        "a\n-1\nAAAA\n",
        "a\n1\nAAAA",
        "a\n1\n????\n",
        "\n1\nAAAA\n",
        "a\n1\nAAAA\n\nb\n",
        "a\n1\nAAB=\n",
    ],
)
def test_a_malformed_checkpoint_is_refused(text):
    with pytest.raises(NoteError):
        Checkpoint.parse(text)


@pytest.mark.parametrize(
    "claim", [Checkpoint("", 1, b"x"), Checkpoint("a\nb", 1, b"x"), Checkpoint("a", -1, b"x"), Checkpoint("a", 1, b"")]
)
def test_a_checkpoint_that_could_not_be_read_back_is_not_written(claim):
    with pytest.raises(NoteError):
        claim.text()


@pytest.mark.parametrize(
    "text",
    [
        PUBLIC.replace("c74f20a3", "c74f20a4"),
        PUBLIC.replace("PeterNeumann", "Peter Neumann"),
        PUBLIC.replace("+ARpc", "+BRpc"),
        PUBLIC[:-4],
        PUBLIC.upper(),
    ],
)
def test_a_mangled_key_is_refused(text):
    with pytest.raises(NoteError):
        Verifier.parse(text)


def test_names_of_keys_and_texts_of_notes_have_their_limits():
    with pytest.raises(NoteError):
        Signer.generate("with space")
    with pytest.raises(NoteError):
        checkpoint.sign("no line feed", [SIGNER])
    with pytest.raises(NoteError):
        checkpoint.open_note("x\n" * 60_000 + "\n— a AAAAAAA=\n", [SIGNER.verifier])


def test_a_private_key_is_not_shown():
    assert SIGNER.seed.hex() not in repr(SIGNER)
    assert "seed" not in repr(SIGNER)
    assert Signer.generate("a").seed != Signer.generate("a").seed
