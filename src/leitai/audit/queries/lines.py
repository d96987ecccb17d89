"""An entry in the reader's words: its sentence, what changed, who did it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from leitai.audit import sentences, terms
from leitai.audit.models import Entry, Text
from leitai.web import phrases, words

EDGES = {terms.Tone.GOOD: "ok", terms.Tone.WARN: "warn", terms.Tone.LATE: "late", terms.Tone.PLAIN: ""}
BEFORE = ".before"
LONGEST_KEY = 24  # letters of an object's key that a line has room for
MACHINE = "machine"  # the office of timetables and set-up


@dataclass(frozen=True, slots=True)
class Change:
    """One field that changed, written for people; `before` is None for what is new."""

    label: str
    before: str | None
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as pages show it; takes the place of an entry in the component `history`."""

    position: int | None
    at: datetime
    recorded_at: datetime
    kind: str
    about: str
    tone: str  # ok, warn, late or ""
    said: str
    when: str
    office: str
    actor: str
    changes: Sequence[Change] = field(default_factory=list)
    objects: Sequence[Mapping[str, str]] = field(default_factory=list)  # label, href of each object it is about
    with_link: bool = True
    with_object: bool = False
    current: bool = False

    @property
    def text(self) -> Mapping[str, Any]:
        """The sentence, strong, as a bit of the component."""
        return {"text": self.said, "strong": True}

    @property
    def href(self) -> str:
        """The page of the entry; empty while it has no position, or where the reader may not open it."""
        return reverse("audit:entry", args=[self.position]) if self.position and self.with_link else ""

    @property
    def number(self) -> str:
        """第 48,216 条."""
        if self.position is None:
            return _("being numbered")
        return _("Entry %(number)s") % {"number": words.count(self.position)}

    @property
    def who(self) -> Sequence[Any]:
        """Office, person and number, as bits of the component."""
        number: Any = {"text": self.number, "href": self.href} if self.href else self.number
        objects = [{"text": o["label"], "href": o["href"]} if o["href"] else o["label"] for o in self.objects[:1]]
        return [part for part in (*(objects if self.with_object else ()), self.office, self.actor, number) if part]


def lines(
    entries: Sequence[Entry], *, with_link: bool = True, brief: bool = False, current: int | None = None
) -> list[Line]:
    """Entries in words. Three statements for any number: their texts, the names of people and of offices.

    Args: brief: for lists of many objects: names the object, and shows only changes that replaced something.
    """
    texts = _texts(entries)
    people = sentences.people({e.actor for e in entries})
    offices = {MACHINE: _("the system"), **sentences.offices({e.office for e in entries})}
    year = timezone.localdate().year
    made = []
    for entry in entries:
        body = json.loads(bytes(entry.body))
        values = _values(body, texts.get(entry.pk, {}))
        told = sentences.sentence(entry.kind)
        made.append(Line(
            position=entry.position, at=entry.at, recorded_at=entry.recorded_at, kind=entry.kind, about=entry.about,
            tone=EDGES[terms.Tone(told.tone)], said=_sentence(entry, told, values),
            when=words.moment(entry.at, this_year=year), office=offices.get(entry.office, entry.office),
            actor=people.get(entry.actor, ""), changes=_changes(entry.kind, told, values, brief=brief),
            objects=[_object(about) for about in [entry.about, *body["see"]]], with_link=with_link, with_object=brief,
            current=current is not None and entry.position == current,
        ))  # fmt: skip
    return made


def _texts(entries: Sequence[Entry]) -> dict[int, dict[str, str | None]]:
    found: dict[int, dict[str, str | None]] = {}
    rows = Text.objects.filter(entry__in=[e.pk for e in entries]).values_list("entry_id", "field", "value")
    for entry_id, name, value in rows:
        found.setdefault(entry_id, {})[name] = value
    return found


@dataclass(frozen=True, slots=True)
class _Values:
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    erased: frozenset[str]


def _values(body: Mapping[str, Any], texts: Mapping[str, str | None]) -> _Values:
    """Codes and texts of both sides together; a text that isn't there any more counts as erased."""
    before, after = dict(body["what"]["before"]), dict(body["what"]["after"])
    for name in body["texts"]:
        side, plain = (before, name.removesuffix(BEFORE)) if name.endswith(BEFORE) else (after, name)
        side[plain] = texts.get(name)
    erased = frozenset(n.removesuffix(BEFORE) for n in body["texts"] if texts.get(n) is None)
    return _Values(before, after, erased)


class _Placeholders(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return words.MISSING


def _sentence(entry: Entry, told: terms.Sentence, values: _Values) -> str:
    filled = _Placeholders(key=entry.about.partition(":")[2], about=entry.about)
    for name, value in {**values.before, **values.after}.items():
        filled[name] = written(sentences.field(entry.kind, name), value)
    return _(told.text) % filled


def _changes(kind: str, told: terms.Sentence, values: _Values, *, brief: bool) -> list[Change]:
    """What changed; a new value that the sentence says already is not said twice."""
    changes = []
    for name in dict.fromkeys([*values.after, *values.before]):
        had, has = name in values.before, name in values.after
        if had and has and values.before[name] == values.after[name] and name not in values.erased:
            continue
        is_nothing = values.after.get(name) in (None, "") and name not in values.erased
        if not had and (brief or is_nothing or f"%({name})s" in told.text):
            continue
        spec = sentences.field(kind, name)
        before, after = (
            _side(side.get(name), spec, erased=name in values.erased) for side in (values.before, values.after)
        )
        label = _(spec.label) if spec else name
        changes.append(Change(label, before if had else None, after if has else words.MISSING))
    return changes


def _side(value: Any, spec: terms.Field | None, *, erased: bool) -> str:
    unit = f" {_(spec.unit)}" if spec and spec.unit else ""
    return (_("erased") if erased and value is None else written(spec, value)) + unit


def _object(about: str) -> dict[str, str]:
    word, _colon, key = about.partition(":")
    noun = sentences.noun(word)
    shown = key if len(key) <= LONGEST_KEY else f"{key[:12]}…"  # a fingerprint of a file says enough by its beginning
    label = f"{_(noun.label)} {shown}" if noun else about
    href = ""
    if noun and noun.page:
        try:
            href = reverse(noun.page, args=[key])
        except NoReverseMatch:
            href = ""
    return {"label": label, "href": href, "about": about}


def written(spec: terms.Field | None, value: Any) -> str:
    """A value of the history as people read it."""
    if value is None or value == "":
        return words.MISSING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return _(", ").join(written(spec, v) for v in value)
    if isinstance(value, dict):
        return _(", ").join(f"{k}: {written(None, v)}" for k, v in value.items())
    try:
        return str(_SHOWN[terms.Shown(spec.shown if spec else terms.Shown.TEXT)](spec, value))
    except ValueError:
        return str(value)  # an older entry may hold another form: shown as it stands


def _yuan(yuan: int) -> str:
    """An exact amount: a correction by some thousand yuan must not vanish in rounding."""
    if words.english():
        return f"¥{words.count(yuan)}"
    exact = f"{Decimal(yuan) / 10_000:,.4f}".rstrip("0").rstrip(".")
    return f"{exact.replace('-', words.MINUS)} {phrases.WAN_YUAN}"


_SHOWN: dict[terms.Shown, Any] = {
    terms.Shown.TEXT: lambda spec, v: words.count(v) if isinstance(v, int) else str(v),
    terms.Shown.COUNT: lambda spec, v: words.count(int(v)),
    terms.Shown.YUAN: lambda spec, v: _yuan(int(v)),
    terms.Shown.DAY: lambda spec, v: words.day(date.fromisoformat(str(v))),
    terms.Shown.MONTH: lambda spec, v: words.month(str(v)),
    terms.Shown.MOMENT: lambda spec, v: words.moment(datetime.fromisoformat(str(v))),
    terms.Shown.CODE: lambda spec, v: _(spec.codes[v]) if v in spec.codes else str(v),
}
