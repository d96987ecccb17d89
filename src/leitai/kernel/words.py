"""Names as search compares them: one spelling for all widths and spaces, and the initials people type in pinyin."""

from __future__ import annotations

import unicodedata


def normalised(text: str) -> str:
    """The name for comparing and searching: NFKC (half-width), no spaces of any kind, no invisible signs, lower case."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = (sign for sign in folded if not sign.isspace() and unicodedata.category(sign) not in ("Cc", "Cf"))
    return unicodedata.normalize("NFKC", "".join(kept))


def initials(text: str) -> str:
    """Pinyin initials of a name, lower case: `临朐县` -> `lqx`; letters and digits stay, other signs fall away.

    One reading for each character, by the phrases pypinyin knows (重庆 -> cq).
    """
    # Its dictionaries take a tenth of a second to load; only search needs them.
    import pypinyin

    parts: list[str] = pypinyin.lazy_pinyin(normalised(text), style=pypinyin.Style.FIRST_LETTER)
    return "".join(sign for part in parts for sign in part if sign.isalnum()).lower()
