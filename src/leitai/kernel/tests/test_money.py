"""Amounts as people write them, and as people read them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitai.kernel import money

yuan_amounts = st.integers(-money.LARGEST_YUAN, money.LARGEST_YUAN)


@pytest.mark.parametrize(
    ("text", "yuan", "unit"),
    [
        ("4亿元", 400_000_000, "亿元"),
        ("4 亿元", 400_000_000, "亿元"),
        ("３２００", 32_000_000, None),
        ("3200", 32_000_000, None),
        ("八千万", 80_000_000, "万元"),
        ("1亿2百万", 102_000_000, "亿元"),
        ("1亿2千万元", 120_000_000, "亿元"),
        ("￥9 800", 98_000_000, None),
        ("12,000", 120_000_000, None),
        ("5，２００万元", 52_000_000, "万元"),
        ("0.0001", 1, None),
        ("0", 0, None),
        ("0.00", 0, None),
        ("1.2万亿元", 1_200_000_000_000, "万亿元"),
        ("一亿零五百万", 105_000_000, "亿元"),
        ("叁佰万元整", 3_000_000, "万元"),
        ("十二万", 120_000, "万元"),
        ("二十五", 250_000, None),
        ("二百五十元", 250, "元"),
        ("一个亿", 100_000_000, "亿元"),
        ("两亿", 200_000_000, "亿元"),
        ("三点二亿", 320_000_000, "亿元"),
        ("2.5百万", 2_500_000, "万元"),
        ("320百万元", 320_000_000, "万元"),
        ("3200千元", 3_200_000, "千元"),
        ("1200万5000元", 12_005_000, "万元"),
        ("5000元", 5000, "元"),
        ("5000.00元", 5000, "元"),
        ("-5", -50_000, None),
        ("−5", -50_000, None),
        ("负5", -50_000, None),
        ("+500", 5_000_000, None),
        ("人民币3000万元", 30_000_000, "万元"),
        ("0007", 70_000, None),
    ],
)
def test_amounts_as_written_are_read_exactly(text, yuan, unit):
    reading = money.parse(text)
    assert (reading.yuan, reading.unit_in_text, reading.error) == (yuan, unit, None)


@pytest.mark.parametrize(
    ("text", "yuan", "flag"),
    [
        ("约3.2亿", 320_000_000, "approx"),
        ("3.2亿左右", 320_000_000, "approx"),
        ("近4亿元", 400_000_000, "approx"),
        ("2亿以上", 200_000_000, "at_least"),
        ("超40亿元", 4_000_000_000, "at_least"),
        ("≥2亿", 200_000_000, "at_least"),
        ("40多亿元", 4_000_000_000, "at_least"),
        ("4亿余元", 400_000_000, "at_least"),
        ("40+亿元", 4_000_000_000, "at_least"),
        ("2亿+", 200_000_000, "at_least"),
        ("至少2亿", 200_000_000, "at_least"),
        ("不超过2亿", 200_000_000, "at_most"),
        ("2亿以内", 200_000_000, "at_most"),
        ("３２００", 32_000_000, "fullwidth"),
        ("5OO", 5_000_000, "letter_o"),
        ("1O,OOO", 100_000_000, "letter_o"),
        ("12,000", 120_000_000, "separators"),
        ("9 800", 98_000_000, "separators"),
        ("¥500", 5_000_000, "separators"),
        ("八千万", 80_000_000, "chinese"),
    ],
)
def test_what_was_understood_beyond_the_figure_is_flagged(text, yuan, flag):
    reading = money.parse(text)
    assert reading.yuan == yuan
    assert getattr(reading, flag) is True
    assert getattr(money.parse("500"), flag) is False


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2-2.5亿", 200_000_000, 250_000_000),
        ("2亿-2.5亿", 200_000_000, 250_000_000),
        ("2～3亿元", 200_000_000, 300_000_000),
        ("5000万至1亿", 50_000_000, 100_000_000),
        ("5000-6000", 50_000_000, 60_000_000),
        ("约2到3亿", 200_000_000, 300_000_000),
        ("2—3亿", 200_000_000, 300_000_000),
        ("2-3千万", 20_000_000, 30_000_000),
        ("两到三千万元", 20_000_000, 30_000_000),
        ("2-3千", 20_000_000, 30_000_000),
        ("2000元-3000元", 2000, 3000),
        ("5000-6000元", 5000, 6000),
    ],
)
def test_a_range_has_two_ends_and_no_amount(text, low, high):
    reading = money.parse(text)
    assert (reading.low, reading.high, reading.yuan, reading.error) == (low, high, None, None)
    assert reading.is_range


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "money.empty"),
        ("   ", "money.empty"),
        ("—", "money.unreadable"),
        ("待定", "money.unreadable"),
        ("万元", "money.unreadable"),
        ("5%", "money.unreadable"),
        ("5个", "money.unreadable"),
        ("三五亿", "money.unreadable"),
        ("1亿2亿", "money.unreadable"),
        ("1万20000元", "money.unreadable"),
        ("٣٢٠٠", "money.unreadable"),
        ("12,00", "money.grouping"),
        ("1,2345", "money.grouping"),
        ("98 00", "money.grouping"),
        ("1e400", "money.exponent"),
        ("3.2E4", "money.exponent"),
        ("NaN", "money.not_finite"),
        ("inf", "money.not_finite"),
        ("-Infinity", "money.not_finite"),
        ("-0", "money.minus_zero"),
        ("-0.00", "money.minus_zero"),
        ("0.00001", "money.fraction"),
        ("5000.5元", "money.fraction"),
        ("0.123456789亿", "money.fraction"),
        (str(2**63), "money.too_large"),
        ("9223372036854775808元", "money.too_large"),
        ("1000万亿零1元", "money.too_large"),
        ("9" * 60, "money.too_large"),
        ("9" * 5000, "money.too_long"),
        ("1500+300", "money.expression"),
        ("=60*2", "money.expression"),
        ("2024-05-01", "money.expression"),
        ("二百五", "money.ambiguous"),
        ("一亿二", "money.ambiguous"),
        ("一亿二千", "money.ambiguous"),
        ("1亿2000元", "money.ambiguous"),
        ("3.2亿5千万", "money.ambiguous"),
        ("2亿-2.5", "money.ambiguous"),
        ("2-两千三百万", "money.ambiguous"),
        ("2亿美元", "money.currency"),
        ("$500", "money.currency"),
        ("3-2亿", "money.range_reversed"),
    ],
)
def test_what_has_no_single_meaning_is_refused_with_its_code(text, error):
    reading = money.parse(text)
    assert (reading.error, reading.yuan, reading.low) == (error, None, None)
    assert error in money.ERRORS


@given(st.text(max_size=80))
def test_any_text_gets_a_reading_and_never_an_exception(text):
    reading = money.parse(text)
    assert (reading.error is None) == (reading.yuan is not None or reading.is_range)
    assert reading.error is None or reading.error in money.ERRORS


@given(st.text(alphabet="0123456789.,-+~零一二两十百千万亿元约超多余以上至OoE ￥", max_size=12))
def test_any_mixture_of_figures_and_units_gets_a_reading(text):
    reading = money.parse(text)
    assert reading.error is None or reading.error in money.ERRORS


@given(yuan_amounts)
def test_exact_figures_for_workbooks_read_back_to_the_yuan(yuan):
    assert money.parse(money.wan_decimal(yuan), "万元").yuan == yuan
    assert money.parse(money.yi_decimal(yuan), "亿元").yuan == yuan
    assert Decimal(money.wan_decimal(yuan)) * money.WAN == yuan


@given(yuan_amounts)
def test_shown_figures_are_off_by_at_most_half_of_their_last_place(yuan):
    shown = Decimal(money.wan(yuan).replace(",", "").replace("−", "-")) * money.WAN
    assert abs(shown - yuan) <= money.WAN // 2
    shown = Decimal(money.yi(yuan).replace(",", "").replace("−", "-")) * money.YI
    assert abs(shown - yuan) <= money.YI // 20


@pytest.mark.parametrize(
    ("number", "unit", "yuan", "error"),
    [
        (3200, "万元", 32_000_000, None),
        (0.1 + 0.2, "万元", 3000, None),
        (6.8, "亿元", 680_000_000, None),
        (Decimal("1.0001"), "万元", 10_001, None),
        (-0.0, "万元", 0, None),
        (float("nan"), "万元", None, "money.not_finite"),
        (float("inf"), "万元", None, "money.not_finite"),
        (1e300, "万元", None, "money.too_large"),
        (Decimal("1E+400"), "元", None, "money.too_large"),
        (Decimal("1E-400"), "元", None, "money.fraction"),
        (0.00001, "万元", None, "money.fraction"),
    ],
)
def test_number_cells_are_read_as_the_decimal_that_excel_shows(number, unit, yuan, error):
    reading = money.from_number(number, unit)
    assert (reading.yuan, reading.error) == (yuan, error)


def test_a_number_of_five_thousand_digits_is_refused_without_being_written_out():
    assert money.from_number(10**5000).error == "money.too_large"


def test_a_yes_or_no_cell_is_not_an_amount():
    with pytest.raises(TypeError):
        money.from_number(True)


@pytest.mark.parametrize(
    ("yuan", "chinese", "english"),
    [
        (4_614_000_000, "46.1 亿元", "¥4.61 bn"),
        (75_000_000, "7,500 万元", "¥75 m"),
        (100_000_000, "1.0 亿元", "¥100 m"),
        (99_999_999, "1.0 亿元", "¥100 m"),
        (99_994_999, "9,999 万元", "¥100 m"),
        (999_999_999, "10.0 亿元", "¥1.00 bn"),
        (3_250_000, "325 万元", "¥3.3 m"),
        (5000, "5,000 元", "¥5,000"),
        (0, "0 万元", "¥0"),
        (-75_000_000, "−7,500 万元", "−¥75 m"),
        (15_000, "2 万元", "¥15,000"),
    ],
)
def test_amounts_in_sentences(yuan, chinese, english):
    assert money.for_text(yuan, "zh-hans") == chinese
    assert money.for_text(yuan, "en") == english


@pytest.mark.parametrize(
    ("yuan", "shown"), [(5000, "1"), (4999, "0"), (-5000, "−1"), (-4999, "0"), (75_005_000, "7,501")]
)
def test_rounding_is_half_up_away_from_zero(yuan, shown):
    assert money.wan(yuan) == shown
