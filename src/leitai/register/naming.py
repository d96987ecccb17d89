"""Names as they are found and compared: a key without spaces and marks, the initials of the pinyin."""

import re
from functools import lru_cache

from leitai.kernel import words

_MARKS = re.compile(r"[\W_]+")


def name_key(name: str) -> str:
    """The name in one form for comparing: half-width, lower case, without spaces, brackets and other marks, at most 120."""
    return _MARKS.sub("", words.normalised(name))[:120]


@lru_cache(maxsize=20_000)
def initials(name: str) -> str:
    """The first letters of a name's pinyin, `华建铝业` -> `hjly`; letters and digits stay. At most 120."""
    return words.initials(name)[:120]


def is_found(text: str, key: str, initials: str, *others: str) -> bool:
    """Whether what somebody types finds a row: part of the name, the initials, or a code, whatever marks and case."""
    wanted = name_key(text)
    if not wanted:
        return True
    return wanted in key or wanted in initials or any(wanted in name_key(other) for other in others if other)
