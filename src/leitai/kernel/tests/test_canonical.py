"""Canonical JSON: RFC 8785's own examples, what is refused, and that spelling never matters."""

import enum
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitai.kernel import canonical

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
integers = st.integers(-canonical.LARGEST_INTEGER, canonical.LARGEST_INTEGER)
values = st.recursive(
    st.none() | st.booleans() | integers | words,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(words.map(lambda w: unicodedata.normalize("NFC", w)), inner, max_size=4)
    ),
    max_leaves=20,
)


def nfc(value):
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [nfc(item) for item in value]
    return {nfc(name): nfc(item) for name, item in value.items()} if isinstance(value, dict) else value


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"b": 1, "a": [None, True, False]}, '{"a":[null,true,false],"b":1}'),
        ('€$\u000f\nA\'B"\\\\"/', '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'),  # RFC 8785, 3.2.2
        ("\b\t\n\f\r\x1f\x7f", '"\\b\\t\\n\\f\\r\\u001f\x7f"'),
        ("e\u0301", '"é"'),
        ((1, 2), "[1,2]"),
        ({}, "{}"),
        (2**53 - 1, "9007199254740991"),
    ],
)
def test_canonical_bytes(value, expected):
    assert canonical.dump(value) == expected.encode()


def test_keys_are_sorted_by_utf16_code_units_as_in_rfc_8785():
    keys = ["€", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "ö"]
    in_order = ["\r", "1", "\u0080", "ö", "€", "\U0001f600", "\ufb33"]
    # NFC takes the Hebrew letter of the RFC's example apart; its first half still sorts as expected here.
    in_order[-1] = unicodedata.normalize("NFC", "\ufb33")
    in_order.sort(key=lambda key: key.encode("utf-16-be"))
    assert list(json.loads(canonical.dump(dict.fromkeys(keys, 0)))) == in_order
    astral = {"\uff5e": 1, "\U0001f600": 2}  # by code point the other way round
    assert canonical.dump(astral) == '{"\U0001f600":2,"\uff5e":1}'.encode()


def test_codes_of_enums_are_their_text():
    class Kind(enum.StrEnum):
        NEW = "new"

    assert canonical.dump({"kind": Kind.NEW}) == b'{"kind":"new"}'


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (1.0, "json.float"),
        (float("nan"), "json.float"),
        (2**53, "json.integer_range"),
        (-(2**53), "json.integer_range"),
        ({1: 2}, "json.key_type"),
        ({"é": 1, "e\u0301": 2}, "json.twin_key"),
        ("\ud800", "json.surrogate"),
        ({"\udc00": 1}, "json.surrogate"),
        (b"x", "json.type"),
        ({1, 2}, "json.type"),
    ],
)
def test_what_has_no_canonical_form_is_refused(value, code):
    with pytest.raises(canonical.CanonicalError) as caught:
        canonical.dump(value)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"a":1,"a":1}', "json.twin_key"),
        ('{"a":1,"\\u0061":1}', "json.twin_key"),
        ("\ufeff{}", "json.bom"),
        (b"\xef\xbb\xbf{}", "json.bom"),
        (b"\xff", "json.utf8"),
        (b'"\xed\xa0\x80"', "json.utf8"),
        ('"\\ud800"', "json.surrogate"),
        ('{"\\udc00":1}', "json.surrogate"),
        ('["\ud800"]', "json.surrogate"),
        ("1.0", "json.float"),
        ("1e2", "json.float"),
        ("NaN", "json.float"),
        ("-Infinity", "json.float"),
        ("-0", "json.minus_zero"),
        ("9007199254740992", "json.integer_range"),
        ("9" * 5000, "json.integer_range"),
        ("", "json.syntax"),
        ("{} {}", "json.syntax"),
        ("01", "json.syntax"),
        ('"\n"', "json.syntax"),
        ("[" * 101 + "]" * 101, "json.depth"),
        ("[" * 100_000, "json.depth"),
        ('{"a":' * 101 + "1" + "}" * 101, "json.depth"),
    ],
)
def test_texts_with_two_meanings_are_refused(text, code):
    with pytest.raises(canonical.CanonicalError) as caught:
        canonical.parse_strict(text)
    assert caught.value.code == code


def test_depth_counts_levels_not_brackets_in_strings_or_side_by_side():
    assert canonical.parse_strict("[" * 100 + "]" * 100)
    assert canonical.parse_strict(json.dumps(["[" * 500, '\\"{{{{' * 50])) == ["[" * 500, '\\"{{{{' * 50]
    assert len(canonical.parse_strict("[" + "[]," * 500 + "[]]")) == 501
    deep: list = []
    for _ in range(99):
        deep = [deep]
    assert canonical.parse_strict(canonical.dump(deep)) == deep
    with pytest.raises(canonical.CanonicalError):
        canonical.dump([deep])


def test_surrogate_pairs_are_one_sign():
    assert canonical.parse_strict('"\\ud83d\\ude00"') == "\U0001f600"


@given(values)
def test_what_was_written_is_read_back_and_is_canonical(value):
    written = canonical.dump(value)
    assert canonical.parse_strict(written) == nfc(value)
    assert canonical.is_canonical(written)


@given(values)
def test_spelling_does_not_matter(value):
    for spelling in (json.dumps(value, indent=2), json.dumps(value, ensure_ascii=False, sort_keys=True)):
        assert canonical.dump(canonical.parse_strict(spelling)) == canonical.dump(value)


@given(st.dictionaries(words, integers, min_size=2, max_size=6))
def test_the_order_of_keys_does_not_matter(value):
    value = nfc(value)
    assert canonical.dump(dict(reversed(value.items()))) == canonical.dump(value)


@given(st.text(max_size=40) | st.text('{}[]:,"\\\\u0e19- aNé', max_size=12))
def test_any_text_is_read_or_refused(text):
    try:
        canonical.parse_strict(text)
    except canonical.CanonicalError:
        return
    assert json.loads(text) == canonical.parse_strict(text)


def test_a_number_of_five_thousand_digits_is_refused():
    with pytest.raises(canonical.CanonicalError, match=r"json\.integer_range"):
        canonical.dump(10**5000)


def test_spaces_and_other_orders_are_not_canonical():
    assert not canonical.is_canonical(b'{"a": 1}')
    assert not canonical.is_canonical(b'{"b":1,"a":2}')
    assert not canonical.is_canonical(b'"\\u0041"')
    assert not canonical.is_canonical(b"x")
    assert canonical.is_canonical(b'{"a":2,"b":1}')
