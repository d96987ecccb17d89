"""Entries of an object and of a county, paged by position: the cost doesn't grow with the depth of the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from leitai.audit import sentences
from leitai.audit.models import Entry, Log, Mention
from leitai.audit.queries import lines as in_words
from leitai.audit.queries.lines import Line
from leitai.store import county

COUNTED_TO = 10_000


@dataclass(frozen=True, slots=True)
class Page:
    """Lines, newest first, and the marks of the neighbouring pages (None: there is none)."""

    lines: Sequence[Line]
    older: int | None = None
    newer: int | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions on entries; an empty one asks nothing. Days are the county's, both included."""

    kinds: Sequence[str] = ()
    office: str = ""
    about: str = ""  # `project:P24-0031`, or a key alone
    from_on: date | None = None
    to_on: date | None = None
    actor: str = ""


def log() -> Log | None:
    """The log of the county in force."""
    return Log.objects.first()


def size() -> int:
    """Numbered entries of the county in force. One statement."""
    return Log.objects.values_list("size", flat=True).first() or 0


def entries_about(
    *objects: str, before: int | None = None, limit: int = 20, with_link: bool = True, current: int | None = None
) -> Page:  # fmt: skip
    """The history of an object (`project:P24-0031`), or of several together, newest first. Four statements.

    Args: before: the `older` of the page before. with_link: whether the reader may open an entry's page.
        current: the position to mark.
    """
    marks = Mention.objects.filter(about__in=objects)
    if before is not None:
        marks = marks.filter(entry__lt=before)
    ids = list(marks.order_by("-entry").values_list("entry", flat=True).distinct()[: limit + 1])
    entries = list(Entry.objects.filter(pk__in=ids[:limit]).order_by("-pk"))
    older = entries[-1].pk if len(ids) > limit else None
    return Page(lines=in_words.lines(entries, with_link=with_link, current=current), older=older)


def entries_of_county(
    asked: Filter, *, before: int | None = None, after: int | None = None, limit: int = 50
) -> Page:  # fmt: skip
    """Numbered entries of the county in force that meet the conditions, newest first. Five statements at most.

    Args: before, after: a position; the page older or newer than it.
    """
    rows = _matching(asked)
    if after is not None:
        entries = list(reversed(rows.filter(position__gt=after).order_by("position")[: limit + 1]))
        more, entries = len(entries) > limit, entries[-limit:]
        newer, older = (entries[0].position if more else None), (entries[-1].position if entries else None)
    else:
        bounded = rows.filter(position__lt=before) if before is not None else rows
        entries = list(bounded.order_by("-position")[: limit + 1])
        more, entries = len(entries) > limit, entries[:limit]
        older, newer = (entries[-1].position if more else None), (entries[0].position if before and entries else None)
    return Page(lines=in_words.lines(entries, brief=True), older=older, newer=newer)


def found(asked: Filter) -> int:
    """How many entries meet the conditions, counted up to COUNTED_TO + 1."""
    return _matching(asked)[: COUNTED_TO + 1].count()


def _matching(asked: Filter) -> "QuerySet[Entry]":
    rows = Entry.objects.filter(position__isnull=False)
    if asked.kinds:
        rows = rows.filter(kind__in=asked.kinds)
    if asked.office:
        rows = rows.filter(office=asked.office)
    if asked.actor:
        rows = rows.filter(actor=asked.actor)
    if asked.about:
        rows = rows.filter(pk__in=Mention.objects.filter(about__in=objects_named(asked.about)).values("entry"))
    if asked.from_on:
        rows = rows.filter(at__gte=_start(asked.from_on))
    if asked.to_on:
        rows = rows.filter(at__lt=_start(asked.to_on + timedelta(days=1)))
    return rows


def objects_named(text: str) -> list[str]:
    """The objects somebody may mean who typed this: as it is, or the key of any kind of object."""
    text = text.strip()
    return [text] if ":" in text else [f"{word}:{text}" for word in sentences.nouns()]


def _start(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time.min))


def entry_at(position: int) -> tuple[Entry, Line] | None:
    """The entry at a position of the county in force, with its line; None where there is none."""
    entry = Entry.objects.filter(position=position).first()
    return (entry, in_words.lines([entry])[0]) if entry else None


def kinds_used() -> Sequence[str]:
    """Kinds that stand in the county's history."""
    return _distinct("kind")


def offices_used() -> Sequence[tuple[str, str]]:
    """Offices that stand in the county's history, (code, name)."""
    codes = _distinct("office")
    named = sentences.offices(set(codes))
    return [(code, named.get(code, code)) for code in codes]


def _distinct(column: str) -> list[str]:
    """The values of an indexed column, jumping from one to the next: a DISTINCT would read a million entries."""
    table = Entry._meta.db_table
    sql = (
        f"WITH RECURSIVE found(v) AS (SELECT min({column}) FROM {table} WHERE county = %s UNION ALL "  # noqa: S608 - names of ours
        f"SELECT (SELECT min({column}) FROM {table} WHERE county = %s AND {column} > found.v) FROM found "
        "WHERE found.v IS NOT NULL) SELECT v FROM found WHERE v IS NOT NULL"
    )
    code = county.in_force()
    with connection.cursor() as cursor:
        cursor.execute(sql, [code, code])
        return [row[0] for row in cursor.fetchall()]


def lines_of(asked: Filter, *, chunk: int = 1000) -> Iterator[Line]:
    """All matching entries in words, oldest first, read a chunk at a time."""
    rows = _matching(asked).order_by("position").iterator(chunk_size=chunk)
    while part := list(islice(rows, chunk)):
        yield from in_words.lines(part)
