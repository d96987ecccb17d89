"""Official codes: what is wrong with one, in a word. None means that nothing is wrong with its form.

A right check digit doesn't prove that the code was ever given out.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""GB 32100-2015, table 4: digits and capitals without I, O, S, V, Z; a sign's place is its value."""

_CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_ORGANISATION_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_AUTHORITIES = "123456789ANY"
_REGION = re.compile(r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])[0-9]{4}")
_PROJECT = re.compile(r"([0-9]{4})-([0-9]{6})-([0-9]{2})-([0-9]{2})-([0-9]{6})")


@dataclass(frozen=True, slots=True)
class ProjectCode:
    """The groups of a project code; `month` is None in the older form, whose first group is the year (2016 to 2020)."""

    year: int
    month: int | None
    region: str
    authority: str
    kind: str
    serial: str


def clean(code: str) -> str:
    """The code as a person meant it: half-width capitals without spaces; the hyphens of a project code stay."""
    plain = "".join(unicodedata.normalize("NFKC", code).split()).upper()
    return re.sub("[‐‑‒–—−]", "-", plain)


def credit_code_fault(code: str) -> str | None:
    """What is wrong with a unified social credit code of 18 signs, the first fault in this order.

    Returns: "code.length", "code.signs" (I, O, S, V, Z or none of the alphabet), "code.authority" (first sign),
             "code.region" (signs 3 to 8 no GB/T 2260 form), "code.check_digit", "code.organisation" (signs 9 to 17 fail
             GB 11714), or None. The code is judged as it stands: `clean` it first.
    Source:  GB 32100-2015; GB 11714-1997.
    """
    if len(code) != 18:
        return "code.length"
    if any(sign not in CREDIT_SIGNS for sign in code):
        return "code.signs"
    if code[0] not in _AUTHORITIES:
        return "code.authority"
    if region_fault(code[2:8]) and code[2:8] != "100000":  # 100000: registered with the State's own offices
        return "code.region"
    if credit_check_digit(code[:17]) != code[17]:
        return "code.check_digit"
    return "code.organisation" if organisation_code_fault(code[8:17]) else None


def credit_check_digit(first_17: str) -> str:
    """The 18th sign: 31 minus the sum of values times 3^place, modulo 31. Raises: ValueError: other signs or length.

    Source: GB 32100-2015, 4.6.
    """
    if len(first_17) != 17 or any(sign not in CREDIT_SIGNS for sign in first_17):
        raise ValueError("seventeen signs of GB 32100-2015 come before the check digit")
    values = (CREDIT_SIGNS.index(sign) for sign in first_17)
    total = sum(value * weight for value, weight in zip(values, _CREDIT_WEIGHTS, strict=True))
    return CREDIT_SIGNS[-total % 31]


def organisation_code_fault(code: str) -> str | None:
    """What is wrong with an organisation code of nine signs: "code.length", "code.signs", "code.check_digit", or None.

    A hyphen before the last sign is left out beforehand. Source: GB 11714-1997.
    """
    if len(code) != 9:
        return "code.length"
    if any(sign not in _ORGANISATION_SIGNS for sign in code):
        return "code.signs"
    return None if organisation_check_digit(code[:8]) == code[8] else "code.check_digit"


def organisation_check_digit(first_8: str) -> str:
    """The ninth sign: 11 minus the weighted sum modulo 11, where 10 is X and 11 is 0. Raises: ValueError.

    Source: GB 11714-1997.
    """
    if len(first_8) != 8 or any(sign not in _ORGANISATION_SIGNS for sign in first_8):
        raise ValueError("eight digits or capitals come before the check digit")
    values = (_ORGANISATION_SIGNS.index(sign) for sign in first_8)
    total = sum(value * weight for value, weight in zip(values, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]


def project_code_fault(code: str) -> str | None:
    """What is wrong with the form of a national investment project code such as `2312-370724-04-01-000004`.

    Groups: time (YYMM, from 2016 on; or the year alone, 2016 to 2020, as the platform gave out before November 2020),
    region, guiding department or industry, kind of project, five random digits with a check digit. The check digit isn't
    judged: its formula stands in the standard's text only, and older codes have a serial number there.

    Returns: "code.form" (groups, digits, hyphens), "code.time", "code.region", or None. `clean` the code first.
    Source:  固定资产投资项目代码管理规范 (发改投资〔2020〕1439号); GB/T 40058-2021.
    """
    found = _PROJECT.fullmatch(code)
    if not found:
        return "code.form"
    if _time(found.group(1)) is None:
        return "code.time"
    return region_fault(found.group(2))


def project_code(code: str) -> ProjectCode:
    """The groups of a code whose form is right. Raises: ValueError with the reason of `project_code_fault`."""
    fault = project_code_fault(code)
    found = _PROJECT.fullmatch(code)
    if fault or not found:
        raise ValueError(fault)
    time, region, authority, kind, serial = found.groups()
    year, month = _time(time) or (0, None)
    return ProjectCode(year, month, region, authority, kind, serial)


def region_fault(code: str) -> str | None:
    """ "code.region" unless the six digits have the form of GB/T 2260, which has no check digit; else None."""
    is_orphan = code[2:4] == "00" and code[4:] != "00"  # without a city there is no county below it
    return None if _REGION.fullmatch(code) and not is_orphan else "code.region"


def _time(group: str) -> tuple[int, int | None] | None:
    if "2016" <= group <= "2020":
        return int(group), None
    year, month = 2000 + int(group[:2]), int(group[2:])
    return (year, month) if year >= 2016 and 1 <= month <= 12 else None
