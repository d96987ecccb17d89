"""Check digits and forms of official codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitai.kernel import codes

first_17 = st.builds(
    lambda authority, kind, organisation: f"{authority}{kind}370724{organisation}",
    st.sampled_from("123456789ANY"),
    st.sampled_from("1239"),
    st.text(codes.CREDIT_SIGNS, min_size=8, max_size=8).map(lambda text: text + codes.organisation_check_digit(text)),
)


@pytest.mark.parametrize(
    "code",
    [
        "91350100M000100Y43",  # the example of GB 32100-2015
        "91110000802100433B",
        "9144030071526726XG",
        "91440300708461136T",
    ],
)
def test_real_credit_codes_have_no_fault(code):
    assert codes.credit_code_fault(code) is None


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("", "code.length"),
        ("91350100M000100Y4", "code.length"),
        ("91350100M000100Y433", "code.length"),
        ("91350100M000100O43", "code.signs"),
        ("91350100m000100Y43", "code.signs"),
        ("９1350100M000100Y43", "code.signs"),
        ("B1350100M000100Y43", "code.authority"),
        ("91990100M000100Y43", "code.region"),
        ("91350100M000100Y44", "code.check_digit"),
        ("91530100M000100Y43", "code.check_digit"),
        ("91350100M00010Y043", "code.check_digit"),
    ],
)
def test_a_wrong_credit_code_says_what_is_wrong(code, fault):
    assert codes.credit_code_fault(code) == fault


def test_a_credit_code_whose_organisation_part_fails_is_told_apart():
    body = "91370724MA3ABCDE0"
    wrong = body[:16] + ("1" if codes.organisation_check_digit(body[8:16]) != "1" else "2")
    assert codes.credit_code_fault(wrong + codes.credit_check_digit(wrong)) == "code.organisation"


@given(first_17)
def test_a_code_made_with_its_check_digit_has_no_fault(body):
    assert codes.credit_code_fault(body + codes.credit_check_digit(body)) is None


@given(first_17, st.integers(8, 17), st.sampled_from(codes.CREDIT_SIGNS))
def test_every_single_slip_is_found(body, place, sign):
    code = body + codes.credit_check_digit(body)
    slip = code[:place] + sign + code[place + 1 :]
    assert (codes.credit_code_fault(slip) is None) == (slip == code)


@given(first_17, st.integers(8, 16))
def test_every_swap_of_neighbours_is_found(body, place):
    code = body + codes.credit_check_digit(body)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert (codes.credit_code_fault(swapped) is None) == (swapped == code)


@given(st.text(max_size=20))
def test_any_text_gets_an_answer(text):
    assert codes.credit_code_fault(text) is None or codes.credit_code_fault(text).startswith("code.")
    assert codes.project_code_fault(text) is None or codes.project_code_fault(text).startswith("code.")


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("D21435690", "code.check_digit"),
        ("D2143569X", None),  # the example of GB 11714
        ("802100433", None),
        ("D2143569", "code.length"),
        ("D2143569x", "code.signs"),
    ],
)
def test_organisation_codes(code, fault):
    assert codes.organisation_code_fault(code) == fault


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("2312-370724-04-01-000004", None),
        ("2107-370983-04-01-000106", None),
        ("2018-370724-30-03-012345", None),  # as given out before November 2020
        ("2305370785040100", "code.form"),
        ("2312-370724-04-01-00004", "code.form"),
        ("2312-370724-04-01-00000A", "code.form"),
        ("2312—370724-04-01-000004", "code.form"),
        ("２３12-370724-04-01-000004", "code.form"),
        ("2312-370724-04-01-000004\n", "code.form"),
        ("2313-370724-04-01-000004", "code.time"),
        ("2300-370724-04-01-000004", "code.time"),
        ("1512-370724-04-01-000004", "code.time"),
        ("2021-370724-04-01-000004", "code.time"),
        ("2312-990724-04-01-000004", "code.region"),
        ("2312-370024-04-01-000004", "code.region"),
    ],
)
def test_project_codes(code, fault):
    assert codes.project_code_fault(code) == fault


def test_a_project_code_is_taken_apart():
    assert codes.project_code("2312-370724-04-01-000004") == codes.ProjectCode(2023, 12, "370724", "04", "01", "000004")
    assert codes.project_code("2018-370724-30-03-012345").month is None
    with pytest.raises(ValueError, match=r"code\.time"):
        codes.project_code("2313-370724-04-01-000004")


def test_clean_gives_the_code_a_person_meant():
    assert codes.clean(" ９1350100m000100y43 ") == "91350100M000100Y43"
    assert codes.clean("２３１２—370724－04-01-000004") == "2312-370724-04-01-000004"
