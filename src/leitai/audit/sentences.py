"""What entries say in the reader's language. Each slice declares its own sentences as plain data and registers them once.

In the slice's `terms.py` (plain Python; `N_` only marks for translation, the words stand in the slice's own .po file):

    from leitai.audit.terms import Field, Noun, Sentence, Shown, Tone
    from leitai.kernel.refusal import N_

    HISTORY = {
        "report.submitted": N_("Reported %(month)s: %(month_yuan)s this month"),      # plain: no coloured edge
        "report.verified": Sentence(N_("Verified the report of %(month)s"), tone=Tone.GOOD),
        "report.returned": Sentence(N_("Returned the report of %(month)s: %(reason)s"), tone=Tone.WARN),
    }
    HISTORY_FIELDS = {
        "month": Field(N_("Month"), shown=Shown.MONTH),
        "month_yuan": Field(N_("Invested this month"), shown=Shown.YUAN),             # exact: 万元 in Chinese, ¥ in English
        "state": Field(N_("State"), shown=Shown.CODE, codes={"submitted": N_("submitted"), "verified": N_("verified")}),
        "reason": Field(N_("Reason")),
    }
    HISTORY_NOUNS = {"project": Noun(N_("Project"), page="register:project")}         # page: url name that takes the key

In its `AppConfig.ready`:

    from leitai.audit import sentences
    from leitai.register import terms
    sentences.register(terms.HISTORY, fields=terms.HISTORY_FIELDS, nouns=terms.HISTORY_NOUNS)

`%(field)s` takes the value from the entry's texts, then after, then before, written as its Field says; a value that isn't
there or was erased reads as a dash. Also there: `%(key)s`, the key of the object the entry is about. A kind without a sentence
reads as its own code, so nothing is ever hidden. To write: `audit.append("report.submitted", about="report:12",
also=["project:P24-0031", "office:dongcheng"], after={"month": "2024-03", "month_yuan": 52000000}, ...)`.
"""

import re
from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from leitai.audit.terms import Field, Noun, Sentence, Tone

Names = Callable[[set[str]], Mapping[str, str]]

_sentences: dict[str, Sentence] = {}
_fields: dict[tuple[str, str], Field] = {}
_nouns: dict[str, Noun] = {}
_names: dict[str, Names] = {}


def register(
    kinds: Mapping[str, Sentence | str],
    *,
    fields: Mapping[str, Field] | None = None,
    nouns: Mapping[str, Noun] | None = None,
) -> None:
    """Takes a slice's sentences by kind, its fields and its nouns. A field counts for the kinds registered with it.

    Raises: ValueError where a kind was registered with another sentence before, or a tone is unknown.
    """
    for kind, given in kinds.items():
        sentence = given if isinstance(given, Sentence) else Sentence(given)
        Tone(sentence.tone)
        if _sentences.setdefault(kind, sentence) != sentence:
            raise ValueError(f"{kind} has a sentence already")
        for name, field in (fields or {}).items():
            _fields[kind, name] = field
    _nouns.update(nouns or {})


def sentence(kind: str) -> Sentence:
    """The sentence of a kind; one that nobody registered is its own code."""
    return _sentences.get(kind) or Sentence(kind.replace("%", "%%"))


def title(kind: str) -> str:
    """A kind in a list of choices: its sentence, the places for values left out."""
    return re.sub(r"[\s:：,，]*%\(\w+\)s", " …", _(sentence(kind).text)).replace("%%", "%").strip(" …") or kind


def field(kind: str, name: str) -> Field | None:
    """How a field of that kind is labelled and written."""
    return _fields.get((kind, name))


def noun(word: str) -> Noun | None:
    """The kind of object that `about` begins with."""
    return _nouns.get(word)


def nouns() -> Mapping[str, Noun]:
    """All kinds of objects by their word."""
    return _nouns


def kinds() -> list[str]:
    """All kinds with a sentence, in alphabetical order."""
    return sorted(_sentences)


def names(*, people: Names, offices: Names) -> None:
    """Tells who gives names to codes: functions from a set of codes to {code: name} in one statement. `accounts` calls it."""
    _names.update(people=people, offices=offices)


def people(codes: set[str]) -> Mapping[str, str]:
    """Names of people by code; a forgotten person has none."""
    return _named("people", codes)


def offices(codes: set[str]) -> Mapping[str, str]:
    """Names of offices by code, in the reader's language."""
    return _named("offices", codes)


def _named(what: str, codes: set[str]) -> Mapping[str, str]:
    return _names[what](codes) if codes and what in _names else {}
