"""YAML from strangers."""

import contextlib
import io

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from leitai.catalogue.rules import plainyaml
from leitai.catalogue.tests import make


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\na: 2", "a: {b: 1, b: 2}", "a: &x [1]\nb: *x", "&a [*a]", "<<: {a: 1}", "!!python/name:os.system x",
        "!!python/object/apply:os.system [ls]", "!mine {a: 1}", "--- 1\n--- 2", "? [1]\n: 2", "a: [", "a: 2024-02-30",
        "a: !!int word", "a: !!float word", "a: !!timestamp word", "a: !!bool 7", "a: " + "9" * 5000,
        "a: " + ":".join(["59"] * 400_000), "[" * 10_000, "{a: " * 200, "a: \x00", "'",
    ],
)  # fmt: skip
def test_refused_in_one_line(text):
    with pytest.raises(plainyaml.Unreadable) as caught:
        plainyaml.value_of(text.encode(), plainyaml.Limits(bytes=5_000_000))
    assert "\n" not in str(caught.value)


def test_limits():
    for content in (b"a: " + b"x" * 100, b"[[[1]]]", b"[1, 2, 3, 4, 5, 6]", b"\xff\xfe1"):
        with pytest.raises(plainyaml.Unreadable):
            plainyaml.value_of(content, plainyaml.Limits(bytes=100, depth=2, nodes=5))


def test_nothing_is_none():
    assert plainyaml.value_of(b"# only a comment\n") is None


def test_the_shipped_files_read_as_pyyaml_reads_them():
    for path in sorted(make.DATA.iterdir()):
        if path.name.endswith(".yaml"):
            assert plainyaml.value_of(path.read_bytes()) == yaml.safe_load(path.read_text(encoding="utf-8"))


words = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=8
)  # PyYAML writes others wrongly
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.floats(allow_nan=False) | st.dates() | words,
    lambda part: st.lists(part, max_size=4) | st.dictionaries(words, part, max_size=4),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None)
@given(plain)
def test_plain_values_come_back(value):
    stream = io.StringIO()
    dumper = yaml.SafeDumper(stream, allow_unicode=True)
    dumper.ignore_aliases = lambda _: True
    dumper.open()
    dumper.represent(value)
    dumper.close()
    assert plainyaml.value_of(stream.getvalue().encode()) == value


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60) | st.text("[]{}:,-&*!?'\"<>|#\n ab1.", max_size=40).map(str.encode))
def test_no_bytes_lead_to_a_trace(content):
    with contextlib.suppress(plainyaml.Unreadable):
        plainyaml.value_of(content)
