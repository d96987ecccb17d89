"""Decisions of enterprises: when two names of a firm are the same."""

import re
import unicodedata

_NOISE = re.compile(r"[\s·.,，。、'\"“”‘’\-—_/（）()【】\[\]]")
_FORMS = re.compile(r"(股份有限公司|有限责任公司|有限公司|集团公司|公司)$")


def name_key(name: str) -> str:
    """The form in which names of firms are compared: NFKC, without signs and spaces, without the legal form at the end.

    `山东华建铝业集团有限公司` and `山东华建铝业集团 有限责任公司` have the same key; a branch (分公司) keeps its own.
    """
    plain = _NOISE.sub("", unicodedata.normalize("NFKC", name)).casefold()
    if plain.endswith("分公司"):
        return plain[:120]
    return (_FORMS.sub("", plain) or plain)[:120]
