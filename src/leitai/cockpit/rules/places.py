"""Who is ahead: places by share of the plan done, and the colour of a share."""

from collections.abc import Sequence

from leitai.cockpit.terms import Standing

YELLOW, RED = 0.9, 0.7  # of what the plan expected by the month. Assumed values.


def tone(share: float | None, expected: float | None) -> str:
    """The colour of a share done against the expected one: "" on plan, "y" below nine tenths of it, "r" below seven."""
    if share is None or not expected:
        return ""
    ratio = share / expected
    return "r" if ratio < RED else "y" if ratio < YELLOW else ""


def standings(shares: Sequence[float | None], expected: Sequence[float | None]) -> list[Standing]:
    """Places 1, 2, 2, 4 by share done, largest first, in the order given; the same share has the same place."""
    ranked = sorted((share for share in shares if share is not None), reverse=True)
    return [
        Standing(None if share is None else ranked.index(share) + 1, tone(share, due))
        for share, due in zip(shares, expected, strict=True)
    ]


def median(values: Sequence[int]) -> float | None:
    """The middle value, between the two middle ones for an even count; None without values."""
    ordered, half = sorted(values), len(values) // 2
    if not ordered:
        return None
    return float(ordered[half]) if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def thinned(values: Sequence[int], most: int) -> list[int]:
    """At most so many of the values, spread evenly over their order from least to most, both ends kept."""
    ordered = sorted(values)
    if len(ordered) <= most:
        return ordered
    return [ordered[round(i * (len(ordered) - 1) / (most - 1))] for i in range(most)]
