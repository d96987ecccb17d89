"""Words of the history: how a sentence and a field of it are declared by the slice that writes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from leitai.kernel.refusal import N_

TIME = "%Y-%m-%dT%H:%M:%S.%fZ"  # UTC with microseconds: one way to write a moment


class Tone(StrEnum):
    """The coloured edge of an entry: only what is good, warns or is late has one."""

    PLAIN = "plain"
    GOOD = "good"
    WARN = "warn"
    LATE = "late"


class Shown(StrEnum):
    """How a value of the history is written for people."""

    TEXT = "text"
    COUNT = "count"  # a whole number with separators
    YUAN = "yuan"  # whole yuan, shown in 万元 / ten thousand yuan
    DAY = "day"  # an ISO date
    MONTH = "month"  # YYYY-MM
    MOMENT = "moment"
    CODE = "code"  # a stored code; `codes` gives its words


@dataclass(frozen=True, slots=True)
class Sentence:
    """What an entry of a kind says. `text` may hold `%(field)s` for any field of the entry's after, before or texts."""

    text: str
    tone: Tone | str = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Field:
    """A field of entries: its label and how its value is written. A field without one is shown under its stored name."""

    label: str
    shown: Shown | str = Shown.TEXT
    codes: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Noun:
    """A kind of object, the part of `about` before the colon: its word, and the page of one (a url name taking the key)."""

    label: str
    page: str = ""


HISTORY = {
    "texts.erased": Sentence(N_("Erased texts from the history of %(about)s: %(reason)s"), tone=Tone.WARN),
    "history.resumed": Sentence(
        N_(
            "Went on at entry %(kept)s after an older state was restored; entry %(known)s was known outside: %(reason)s"
        ),
        tone=Tone.LATE,
    ),
    "key.replaced": Sentence(N_("Replaced the key that signs checkpoints by %(key)s"), tone=Tone.WARN),
}
HISTORY_FIELDS = {
    "reason": Field(N_("Reason")),
    "kept": Field(N_("Entries kept"), shown=Shown.COUNT),
    "known": Field(N_("Entries known outside"), shown=Shown.COUNT),
    "known_root": Field(N_("Root known outside")),
    "key": Field(N_("Key")),
    "texts": Field(N_("Texts erased")),
}
HISTORY_NOUNS = {"county": Noun(N_("County"))}
