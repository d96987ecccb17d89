"""Large sheets: values through calamine, and from the XML only what values don't tell, searched for in passing."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time
from typing import Any

from leitai.workbooks import terms
from leitai.workbooks.rules import xlsx

CHUNK = 1 << 18  # stays in the second-level cache while it is searched
CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)>(.*?)</(?:\w+:)?c>", re.DOTALL)
REF = re.compile(rb"""\br=["']([A-Z]{1,3}\d{1,7})["']""")
FORMULA = re.compile(rb"<(?:\w+:)?f\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?f>)", re.DOTALL)
BEGINS = re.compile(rb"[<:]f[ />\s]")
STORED = re.compile(rb"<(?:\w+:)?v>[^<]")
ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
HIDING = (b"hidden=", b' ht="0"', b" ht='0'", b'width="0"', b"width='0'")
HIDDEN_ROW = re.compile(rb"""\bhidden=["'](?:1|true)["']|\bht=["']0["']""")
HIDDEN_COLUMN = re.compile(rb"""\bhidden=["'](?:1|true)["']|\bwidth=["']0["']""")
MERGE = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*\bref=["']([A-Z0-9:]+)["']""")
COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")


def sheet(
    archive: zipfile.ZipFile, part: str, opened: Any, name: str, state: str, context: xlsx.Context
) -> terms.Sheet:
    """One large sheet. Far cells abort calamine, which only the limited child survives."""
    out = terms.Sheet(name, state)
    with ThreadPoolExecutor(1) as beside:  # inflating and calamine both work without the interpreter's lock
        searched = beside.submit(search, archive, part, out, context)
        found = opened.get_sheet_by_name(name)
        searched.result()
    start = found.start or (0, 0)
    lead = [None] * start[1]
    values = found.to_python(skip_empty_area=True)
    first = start[0] + 1
    out.rows = {n: lead + line if lead else line for n, line in enumerate(values, first)}
    tidy_dates(out)
    return out


def tidy_dates(out: terms.Sheet) -> None:
    """Midnight moments become days, as the small way has them."""
    for line in list(out.rows.values())[:50]:
        for c, v in enumerate(line):
            if isinstance(v, datetime) and v.time() == time():
                line[c] = v.date()


def pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    with archive.open(part) as stream:
        while piece := stream.read(CHUNK):
            yield piece


def chunks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The part in pieces that end between cells, so that no cell is torn."""
    held = b""
    for piece in pieces(archive, part):
        held += piece
        cut = max(held.rfind(b"<c "), held.rfind(b"<row"), held.rfind(b":c "))
        if cut > 0:
            yield held[:cut]
            held = held[cut:]
    yield held


def search(archive: zipfile.ZipFile, part: str, out: terms.Sheet, context: xlsx.Context) -> None:
    """Formulas, merges, hidden rows and columns, cells shown as per cent; looked at closely only where there are any."""
    percents = [str(n).encode() for n, kind in enumerate(context.formats) if kind == xlsx.PERCENT]
    try:
        if percents or behind(archive, part, out):
            closely(archive, part, out, percents)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError) as reason:
        raise xlsx.malformed("unpacking") from reason


def behind(archive: zipfile.ZipFile, part: str, out: terms.Sheet) -> bool:
    """Whether anything stands behind the values; reads merges, which come after the last row, on the way."""
    before = b""
    tail: list[bytes] = []
    for n, piece in enumerate(pieces(archive, part)):
        if n == 0:
            prolog(piece)
            if b"<worksheet" not in piece[:4096]:
                return True
        joint = before[-64:] + piece[:64]
        if tells(piece) or tells(joint):
            return True
        if tail:
            tail.append(piece)
        elif (b"m" in piece and b"mergeCells" in piece) or b"mergeCells" in joint:
            tail = [before[-64:], piece]
        before = piece
    out.merges.extend(xlsx.area(m[1].decode()) for m in MERGE.finditer(b"".join(tail)))
    return False


def tells(text: bytes) -> bool:
    """Whether formulas or hidden parts begin in a piece of XML. Single letters are found much faster than words are."""
    if b"f" in text and (b"<f" in text or b":f" in text) and BEGINS.search(text):
        return True
    return b"h" in text and any(m in text for m in HIDING)


def prolog(piece: bytes) -> None:
    """Refuses document types and entities, and sheets that say they are wider than any table."""
    head = piece[:8192]
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        zh = "文件内含有不允许的外部定义（DTD 或实体），未予读取。"
        raise terms.Unreadable("entities", zh, "The file carries document type definitions or entities.")


def closely(archive: zipfile.ZipFile, part: str, out: terms.Sheet, percents: list[bytes]) -> None:
    shared: dict[bytes, tuple[int, int, str]] = {}
    shown = (
        re.compile(
            rb"""<(?:\w+:)?c\b(?=[^>]*\bs=["'](?:""" + b"|".join(percents) + rb""")["'])[^>]*\br=["']([A-Z]+\d+)["']"""
        )
        if percents
        else None
    )
    for n, piece in enumerate(chunks(archive, part)):
        if n == 0:
            prolog(piece)
        if b"<f" in piece or b":f>" in piece or b":f " in piece:
            formulas(piece, out, shared)
        if any(m in piece for m in HIDING):
            hidden(piece, out)
        if b"mergeCell " in piece:
            out.merges.extend(xlsx.area(m[1].decode()) for m in MERGE.finditer(piece))
        if shown:
            out.percents.update(xlsx.position(m[1].decode()) for m in shown.finditer(piece))


def formulas(piece: bytes, out: terms.Sheet, shared: dict[bytes, tuple[int, int, str]]) -> None:
    for m in CELL.finditer(piece):
        found = FORMULA.search(m[2])
        ref = REF.search(m[1])
        if not found or not ref:
            continue
        at = xlsx.position(ref[1].decode())
        text = unescape(found[2] or b"")
        group = re.search(rb"""\bsi=["'](\d+)["']""", found[1])
        if group and text:
            shared[group[1]] = (*at, text)
        elif group and group[1] in shared:
            row, column, text = shared[group[1]]
            text = xlsx.shifted(text, at[0] - row, at[1] - column)
        if text:
            out.formulas[at] = text
            if not STORED.search(m[2]) and not re.search(rb"""\bt=["']str["']""", m[1]):
                out.uncached.add(at)


def unescape(text: bytes) -> str:
    plain = text.decode("utf-8", "replace")
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        plain = plain.replace(entity, character)
    return plain


def hidden(piece: bytes, out: terms.Sheet) -> None:
    for m in ROW.finditer(piece):
        if HIDDEN_ROW.search(m[0]) and (number := re.search(rb"""\br=["'](\d+)["']""", m[0])):
            out.hidden_rows.add(int(number[1]))
    for m in COLUMN.finditer(piece):
        if HIDDEN_COLUMN.search(m[0]):
            low, high = re.search(rb"""\bmin=["'](\d+)["']""", m[0]), re.search(rb"""\bmax=["'](\d+)["']""", m[0])
            if low and high:
                out.hidden_columns.update(range(int(low[1]), min(int(high[1]), 16384) + 1))
