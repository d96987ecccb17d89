"""万元 as a workbook has them, exactly into whole yuan."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

WAN = 10_000


def exact(wan: Any) -> Decimal | None:
    """Yuan of an amount in 万元, with what is left of a yuan; None where it is no number.

    A binary number counts as the 15 digits that a spreadsheet keeps of it, so 1234.56 is 12,345,600 and nothing else.
    """
    if isinstance(wan, bool) or not isinstance(wan, int | float | Decimal):
        return None
    try:
        value = Decimal(f"{wan:.15g}") if isinstance(wan, float) else Decimal(wan)
    except InvalidOperation:
        return None
    return value * WAN if value.is_finite() else None


def whole(wan: Any) -> int | None:
    """Whole yuan, or None: no number, or a part of a yuan is left."""
    yuan = exact(wan)
    return int(yuan) if yuan is not None and yuan == yuan.to_integral_value() else None


def is_broken(wan: Any) -> bool:
    """Whether a part of a yuan is left."""
    yuan = exact(wan)
    return yuan is not None and yuan != yuan.to_integral_value()


def rounded(wan: Any) -> int | None:
    """Whole yuan, half upwards."""
    yuan = exact(wan)
    return None if yuan is None else int(yuan.to_integral_value(ROUND_HALF_UP))
