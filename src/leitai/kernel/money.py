"""Money: whole yuan, exact, read from what people write and written as people read it.

Reading guesses nothing silently: whatever has two meanings is refused with a code, whatever was mended (a letter O, full-
width digits) is flagged. Binary floats never take part; a workbook's number is read as the decimal that Excel shows.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal

WAN = 10_000
YI = 100_000_000
LARGEST_YUAN = 10**15
"""More than seven times the country's yearly product: anything above is a slip. Nine thousand such amounts still add up
within 64 bits."""

LONGEST = 64
"""Characters of an amount as written; whatever is longer is no amount."""

UNITS: dict[str, int] = {
    "元": 1,
    "千元": 1000,
    "万元": WAN,
    "百万元": 100 * WAN,
    "千万元": 1000 * WAN,
    "亿元": YI,
    "万亿元": WAN * YI,
}

ERRORS = frozenset(
    {
        "money.empty",
        "money.too_long",
        "money.unreadable",
        "money.grouping",
        "money.exponent",
        "money.not_finite",
        "money.minus_zero",
        "money.fraction",
        "money.too_large",
        "money.expression",
        "money.ambiguous",
        "money.currency",
        "money.range_reversed",
    }
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What an amount says. `yuan` is None where `error` says why, and for a range, which has `low` and `high` instead.

    approx: 约, 左右, 近. at_least: 以上, 超, 余. at_most: 以下, 不超过. unit_in_text: the unit the text itself names, the
    largest of 万亿元, 亿元, 万元, 千元, 元 (八千万 names 万元).
    fullwidth: full-width digits or signs. letter_o: a letter O was read as zero. separators: thousands separators, spaces
    or a currency sign. chinese: Chinese numerals took part.
    """

    text: str
    yuan: int | None = None
    error: str | None = None
    low: int | None = None
    high: int | None = None
    approx: bool = False
    at_least: bool = False
    at_most: bool = False
    unit_in_text: str | None = None
    fullwidth: bool = False
    letter_o: bool = False
    separators: bool = False
    chinese: bool = False

    @property
    def is_range(self) -> bool:
        """True for `2-2.5亿`: both ends are known, the amount is not."""
        return self.low is not None


class _Unreadable(Exception):
    """Inside this module only: why reading stopped."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


_EXACT = Context(prec=200)
_APPROX = re.compile(r"^(?:大约|约合|约为|约|将近|近|大概)|(?:左右|上下)$")
_AT_LEAST = re.compile(r"^(?:不少于|不低于|不小于|超过|至少|最少|大于|高于|超|逾|>=|≥|>)|(?:以上|\+|多|余|起)$")
_AT_MOST = re.compile(r"^(?:不超过|不多于|不高于|至多|最多|小于|低于|不足|<=|≤|<)|(?:以下|以内|之内)$")
_INNER_MORE = re.compile(r"(?<=[0-9十百千万亿])[多余+](?=[十百千万亿]*元?$)")
_SIGN = re.compile(r"^(?:人民币|RMB|CNY|¥)|(?:人民币|RMB|CNY)$", re.IGNORECASE)
_FOREIGN = re.compile(r"美元|美金|欧元|日元|港元|港币|英镑|韩元|卢布|USD|EUR|JPY|HKD|GBP|[$€£₩]", re.IGNORECASE)
_RANGE = re.compile(r"^([^~–—至到-]+)(?:-|~|–|—+|至|到)([^~–—至到-]+)$")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_DIGITS = "零一二三四五六七八九"
_TO_ARABIC = str.maketrans(_DIGITS, "0123456789")
_ONE_FIGURE = re.compile(r"[0-9.,]+|[零一二三四五六七八九](?:点[零一二三四五六七八九]+)?")
_FIGURE_AND_UNIT = re.compile(rf"(?:{_ONE_FIGURE.pattern})([十百千万亿]*元?)")
_STEPS = (("亿", YI), ("万", WAN), ("千", 1000), ("百", 100), ("十", 10))
_FORMAL = str.maketrans(
    "〇○两兩壹贰叁肆伍陆柒捌玖貳參陸拾佰仟萬億圆圓塊块點", "零零二二一二三四五六七八九二三六十百千万亿元元元元点"
)
_LETTERS_O = re.compile(r"(?<![A-Za-z])[0-9.,]*[0-9OoОо][0-9OoОо.,]*(?![A-Za-z])")
_O_FOR_ZERO = str.maketrans("OoОо", "0000")


def parse(text: str, default_unit: str = "万元") -> Reading:
    """An amount as people write it: `4亿元`, `３２００`, `八千万`, `约3.2亿`, `1亿2百万`, `2-2.5亿`, `￥9 800`.

    Args:    text: one cell or field. default_unit: a key of UNITS, for texts that name none.
    Returns: a Reading; never raises for bad text: `error` is one of ERRORS. Amounts in 万元 have at most four decimals,
             in 亿元 eight: a fraction of a yuan is refused.
    Raises:  KeyError: an unknown `default_unit`.
    """
    factor = UNITS[default_unit]
    if len(text) > LONGEST and len(text.strip()) > LONGEST:
        return Reading(text[:LONGEST], error="money.too_long")
    try:
        return _parse(text, factor)
    except _Unreadable as problem:
        return replace(_flags(text)[0], error=problem.code)


def from_number(number: int | float | Decimal, unit: str = "万元") -> Reading:
    """An amount from a workbook's number cell. A float is read as the 15 digits that Excel shows, so 0.1+0.2 is 0.3.

    Returns: a Reading, with `error` as in `parse`. Raises: KeyError: an unknown unit. TypeError: a bool.
    """
    if isinstance(number, bool):
        raise TypeError("a yes or no is not an amount")
    factor = UNITS[unit]
    if isinstance(number, int) and abs(number) > LARGEST_YUAN:
        return Reading("", error="money.too_large")
    written = f"{number:.15g}" if isinstance(number, float) else str(number)
    value = Decimal(written)
    written = written[:LONGEST]
    if not value.is_finite():
        return Reading(written, error="money.not_finite")
    try:
        return Reading(written, yuan=_whole_yuan(value, factor))
    except _Unreadable as problem:
        return Reading(written, error=problem.code)


def _flags(text: str) -> tuple[Reading, str]:
    """The reading with its notation flags, and the text without any notation: half-width, no spaces, no letter O."""
    plain = unicodedata.normalize("NFKC", text)
    tight = "".join(plain.split()).replace("−", "-").translate(_FORMAL)
    mended = _LETTERS_O.sub(lambda found: _mend(found.group()), tight)
    reading = Reading(
        text,
        fullwidth=any("０" <= sign <= "９" for sign in text),
        letter_o=mended != tight,
        separators=bool(_SIGN.search(tight) or re.search(r"[0-9],[0-9]", mended) or re.search(r"[0-9]\s+[0-9]", plain)),
        chinese=any(sign in _DIGITS for sign in mended),
    )
    return reading, mended


def _mend(run: str) -> str:
    return run.translate(_O_FOR_ZERO) if any(sign.isdigit() for sign in run) else run


def _spaces_group(text: str) -> bool:
    """False where a space stands between digits without parting thousands: two numbers may have run together."""
    plain = unicodedata.normalize("NFKC", text)
    runs: list[str] = re.findall(r"[0-9][0-9\s]*[0-9](?:\.[0-9]+)?", plain)
    return all(re.fullmatch(r"[0-9]{1,3}(?:\s[0-9]{3})+(?:\.[0-9]+)?|\S+", run) for run in runs)


def _parse(written: str, default: int) -> Reading:
    reading, text = _flags(written)
    if not text:
        raise _Unreadable("money.empty")
    if not _spaces_group(written):
        raise _Unreadable("money.grouping")
    if _FOREIGN.search(text):
        raise _Unreadable("money.currency")
    reading, text = _bounds(reading, text)
    found = _RANGE.match(text)
    if found:
        return _range(reading, found.group(1), found.group(2), default)
    yuan, unit = _amount(text, default)
    return replace(reading, yuan=yuan, unit_in_text=unit)


def _bounds(reading: Reading, text: str) -> tuple[Reading, str]:
    """Takes 约, 以上, ￥ and the like from both ends, in whatever order they stand."""
    before = None
    while before != text:
        before = text
        text = _SIGN.sub("", text)
        if _APPROX.search(text):
            reading, text = replace(reading, approx=True), _APPROX.sub("", text)
        if _AT_MOST.search(text):
            reading, text = replace(reading, at_most=True), _AT_MOST.sub("", text)
        if _AT_LEAST.search(text) or _INNER_MORE.search(text):
            reading, text = replace(reading, at_least=True), _INNER_MORE.sub("", _AT_LEAST.sub("", text))
    if reading.at_least and reading.at_most:
        raise _Unreadable("money.ambiguous")
    return reading, text.removesuffix("整").replace("个亿", "亿").replace("个万", "万")


def _range(reading: Reading, low_text: str, high_text: str, default: int) -> Reading:
    """`2-2.5亿`, `2-3千万`: the first end takes the unit of the second. The other way round has two meanings."""
    high, unit = _amount(high_text, default)
    low, low_unit = _amount(low_text, default)
    is_bare = _ONE_FIGURE.fullmatch(low_text)
    shared = _FIGURE_AND_UNIT.fullmatch(high_text)
    if is_bare and shared:
        low = _amount(low_text + shared.group(1), default)[0]
    elif (unit is None) != (low_unit is None):
        raise _Unreadable("money.ambiguous")
    if low > high:
        raise _Unreadable("money.range_reversed")
    return replace(reading, low=low, high=high, unit_in_text=unit)


def _amount(text: str, default: int) -> tuple[int, str | None]:
    """One amount without bounds -> whole yuan and the unit the text names."""
    is_negative = text.startswith(("-", "负"))
    body = text[1:] if text.startswith(("-", "负", "+")) else text
    _refuse_other_notations(body)
    value, unit = _value_and_unit(body)
    if is_negative and value == 0:
        raise _Unreadable("money.minus_zero")
    yuan = _whole_yuan(value, default if unit is None else 1)
    return (-yuan if is_negative else yuan), unit


def _refuse_other_notations(body: str) -> None:
    if re.fullmatch(r"[+-]?(?:nan|inf|infinity|∞)", body, re.IGNORECASE):
        raise _Unreadable("money.not_finite")
    if re.fullmatch(r"[0-9.]+[eE][+-]?[0-9]+", body):
        raise _Unreadable("money.exponent")
    if re.search(r"[0-9][+*/×÷=-]|^=", body):
        raise _Unreadable("money.expression")


def _value_and_unit(body: str) -> tuple[Decimal, str | None]:
    """A number with its units. With a unit the value is in yuan; without, in whatever unit the caller assumes."""
    has_yuan = body.endswith("元")
    core = body.removesuffix("元")
    value = _numeral(core, has_yuan)
    for sign in ("万亿", "亿", "万"):
        if sign in core:
            return value, f"{sign}元"
    if not has_yuan:
        return value, None
    return value, "千元" if core.endswith("千") else "元"


def _numeral(core: str, is_explicit: bool) -> Decimal:
    """`1亿2百万`, `八千万`, `3.2亿`, `1.2万亿`, `二百五十` as a number; `is_explicit` where 元 stands behind it."""
    return _over_steps(core, _STEPS, is_explicit)


def _over_steps(core: str, steps: tuple[tuple[str, int], ...], is_explicit: bool) -> Decimal:
    """Parts the text at its largest unit: what stands before is multiplied, what stands behind is added."""
    for place, (sign, unit) in enumerate(steps):
        if sign in core:
            before, _, behind = core.rpartition(sign)
            smaller = steps[place + 1 :]
            is_bare_ten = not before and sign == "十"
            times = Decimal(1) if is_bare_ten else _over_steps(before, smaller, is_explicit)
            rest = _behind(behind, unit, smaller, is_explicit)
            if behind and times != int(times):
                raise _Unreadable("money.ambiguous")
            return _EXACT.add(_EXACT.multiply(times, Decimal(unit)), rest)
    return _figure(core)


def _behind(text: str, unit: int, smaller: tuple[tuple[str, int], ...], is_explicit: bool) -> Decimal:
    """What follows a unit. A bare figure there has two meanings (二百五 is 250, 一亿二 is 1.2亿): refused, unless 零
    stands before it, or 元 behind a figure that fills the next place."""
    if not text:
        return Decimal(0)
    value = _over_steps(text.lstrip("零") if len(text) > 1 else text, smaller, is_explicit)
    if value >= unit:
        raise _Unreadable("money.unreadable")
    is_named = any(sign in text for sign, _ in smaller) and (unit != YI or "万" in text or is_explicit)
    fills = is_explicit and value * 10 >= unit
    if not (text.startswith("零") or is_named or fills or unit == 10):
        raise _Unreadable("money.ambiguous")
    return value


def _figure(text: str) -> Decimal:
    if "点" in text or len(text) == 1:
        text = text.replace("点", ".", 1).translate(_TO_ARABIC)
    if _NUMBER.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if re.fullmatch(r"[0-9][0-9,]*(?:\.[0-9,]*)?", text) and "," in text:
        raise _Unreadable("money.grouping")
    raise _Unreadable("money.unreadable")


def _whole_yuan(value: Decimal, factor: int) -> int:
    if value == 0:
        return 0
    if value.adjusted() > 30:
        raise _Unreadable("money.too_large")
    if value.adjusted() < -30:
        raise _Unreadable("money.fraction")
    yuan = _EXACT.multiply(value, Decimal(factor))
    if abs(yuan) > LARGEST_YUAN:
        raise _Unreadable("money.too_large")
    if yuan != yuan.to_integral_value():
        raise _Unreadable("money.fraction")
    return int(yuan)


def wan(yuan: int) -> str:
    """The figure in 万元 without decimals, rounded half up (away from zero), thousands grouped: 75,000,000 -> `7,500`."""
    return _shown(_rounded(yuan, WAN, 0), 0)


def yi(yuan: int) -> str:
    """The figure in 亿元 with one decimal, rounded half up (away from zero): 4,614,000,000 -> `46.1`."""
    return _shown(_rounded(yuan, YI, 1), 1)


def for_text(yuan: int, lang: str = "zh-hans") -> str:
    """An amount inside a sentence.

    Chinese: 亿元 with one decimal from 1亿, else 万元 without (`46.1 亿元`, `7,500 万元`), below 1万 whole yuan.
    English (`lang` starts with "en"): `¥4.61 bn`, `¥75 m`, one decimal below ten million, below one million whole yuan.
    Rounded half up, away from zero; an amount that rounds up to the next unit is shown in it. Minus is U+2212.
    """
    return _english(yuan) if lang.lower().startswith("en") else _chinese(yuan)


def wan_decimal(yuan: int) -> str:
    """The exact figure in 万元 for workbooks and exports, plain digits, no more decimals than needed: `461400.5`."""
    return _exact(yuan, WAN)


def yi_decimal(yuan: int) -> str:
    """The exact figure in 亿元, as `wan_decimal`."""
    return _exact(yuan, YI)


def _chinese(yuan: int) -> str:
    if abs(_rounded(yuan, WAN, 0)) >= WAN:
        return f"{yi(yuan)} 亿元"
    if abs(yuan) >= WAN or yuan == 0:
        return f"{wan(yuan)} 万元"
    return f"{_shown(Decimal(yuan), 0)} 元"


def _english(yuan: int) -> str:
    sign, size = ("−" if yuan < 0 else ""), abs(yuan)
    if _rounded(size, 10**6, 0) >= 1000:
        return f"{sign}¥{_shown(_rounded(size, 10**9, 2), 2)} bn"
    if size < 10**6:
        return f"{sign}¥{size:,}"
    places = 0 if _rounded(size, 10**6, 1) >= 10 or size % 10**6 == 0 else 1
    return f"{sign}¥{_shown(_rounded(size, 10**6, places), places)} m"


def _rounded(yuan: int, unit: int, places: int) -> Decimal:
    step = Decimal(1).scaleb(-places)
    return _EXACT.divide(Decimal(yuan), Decimal(unit)).quantize(step, rounding=ROUND_HALF_UP, context=_EXACT)


def _shown(value: Decimal, places: int) -> str:
    return f"{abs(value):,.{places}f}" if value >= 0 else f"−{abs(value):,.{places}f}"


def _exact(yuan: int, unit: int) -> str:
    whole, rest = divmod(abs(yuan), unit)
    decimals = f"{rest:0{len(str(unit)) - 1}d}".rstrip("0")
    return f"{'-' if yuan < 0 else ''}{whole}{'.' if decimals else ''}{decimals}"
