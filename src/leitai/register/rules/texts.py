"""Free text as it is kept: trimmed, without letters that no page can show."""

import re
import unicodedata

from leitai.kernel.refusal import N_, Refusal

LONG = 2_000
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MARKS_IN_A_ROW = 8
_MARKS = re.compile(r"[^\w\s\u0000-\u02ff\u2000-\u206f\u3000-\u303f\uff00-\uffef]{9}")


def clean(text: str, *, field: str, most: int = LONG, needed: bool = False) -> str:
    """The text composed (NFC) and trimmed; line breaks and tabs stay.

    Raises: Refusal at `field`: control letters, halves of letters, marks that turn the direction of writing or pile up;
    longer than `most`; empty though it is needed.
    """
    if text.isprintable() and text.isascii() and text.strip() == text and (text or not needed) and len(text) <= most:
        return text
    if len(text) > most * 4:
        raise _too_long(field, len(text), most)
    kept = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    # What is printable in Python's sense has no control letters; only the rest is looked at letter by letter.
    if (not kept.isprintable() and any(_is_hidden(sign) for sign in kept)) or (_MARKS.search(kept) and _piles_up(kept)):
        said = N_("This text has hidden characters that no page can show. Type it again instead of pasting it.")
        raise Refusal("text.hidden", said, field=field)
    if len(kept) > most:
        raise _too_long(field, len(kept), most)
    if needed and not kept:
        raise Refusal("text.needed", N_("Write this; it is needed."), field=field)
    return kept


def _is_hidden(sign: str) -> bool:
    return sign in _TURNING or (unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\n\t")


def _piles_up(text: str) -> bool:
    row = 0
    for sign in text:
        row = row + 1 if unicodedata.combining(sign) else 0
        if row > _MARKS_IN_A_ROW:
            return True
    return False


def _too_long(field: str, length: int, most: int) -> Refusal:
    text = N_("This text has %(length)s characters; at most %(most)s are kept. Shorten it.")
    return Refusal("text.too_long", text, field=field, length=length, most=most)
