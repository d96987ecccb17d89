"""What the loader of .xls leaves out: hidden rows and columns and percent formats, from the records themselves.

Source: [MS-CFB] for the container, [MS-XLS] for the records (BoundSheet8, Row, ColInfo, XF, Format and the cells).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

END = 0xFFFFFFFA  # sector numbers from here on are marks, not sectors
BOUND_SHEET, ROW, COLUMN, FORMAT, XF, EOF = 0x85, 0x208, 0x7D, 0x41E, 0xE0, 0x0A
SINGLE = {0x203, 0x27E, 0x06}  # Number, RK, Formula
MANY = 0xBD  # MulRk
PERCENT = {9, 10}  # built-in formats 0% and 0.00%


class Broken(Exception):
    """A container or records that can't be followed."""


@dataclass(slots=True)
class Marks:
    """Of one sheet, counted from 1: hidden rows and columns, cells under a percent format."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    percents: set[tuple[int, int]] = field(default_factory=set)


def marks(data: bytes) -> list[Marks]:
    """The marks of each sheet in the order of the book; [] where the container can't be followed."""
    try:
        stream = workbook(data)
        starts, percent = globals_of(stream)
        return [of_sheet(stream, at, percent) for at in starts]
    except (Broken, struct.error, IndexError, UnicodeDecodeError):
        return []


# --------------------------------------------------------------------------------------------------------- container
def workbook(data: bytes) -> bytes:
    """The stream Workbook (or Book). Raises Broken."""
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    if shift not in (9, 12) or mini_shift > shift:
        raise Broken
    size = 1 << shift
    (first_directory,) = struct.unpack_from("<I", data, 48)
    cutoff, first_mini = struct.unpack_from("<II", data, 56)
    table = allocation(data, size)

    def chain(first: int) -> bytes:
        return b"".join(data[(n + 1) * size : (n + 2) * size] for n in follow(table, first))

    entries = chain(first_directory)
    root = b""
    for at in range(0, len(entries) - 127, 128):
        (length,) = struct.unpack_from("<H", entries, at + 64)
        name = entries[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        first, total = struct.unpack_from("<II", entries, at + 116)
        if entries[at + 66] == 5:
            root = chain(first)
        elif name in ("Workbook", "Book"):
            if total >= cutoff:
                return chain(first)[:total]
            small = struct.unpack(f"<{len(c := chain(first_mini)) // 4}I", c[: len(c) // 4 * 4])
            step = 1 << mini_shift
            return b"".join(root[n * step : (n + 1) * step] for n in follow(small, first))[:total]
    raise Broken


def allocation(data: bytes, size: int) -> tuple[int, ...]:
    """The sector allocation table: for each sector the next one."""
    first, count = struct.unpack_from("<II", data, 68)
    sectors = [n for n in struct.unpack_from("<109I", data, 76) if n < END]
    for _ in range(min(count, len(data) // size)):
        if first >= END:
            break
        block = struct.unpack_from(f"<{size // 4}I", data, (first + 1) * size)
        sectors += [n for n in block[:-1] if n < END]
        first = block[-1]
    out: list[int] = []
    for n in sectors[: len(data) // size + 1]:
        out += struct.unpack_from(f"<{size // 4}I", data, (n + 1) * size)
    return tuple(out)


def follow(table: tuple[int, ...], first: int) -> Iterator[int]:
    """Sector numbers of a chain. Raises Broken where it runs in a circle."""
    left = len(table) + 1
    while first < END:
        left -= 1
        if left < 0:
            raise Broken
        yield first
        first = table[first]


# ----------------------------------------------------------------------------------------------------------- records
def records(stream: bytes, at: int = 0) -> Iterator[tuple[int, bytes]]:
    """(type, content) from a place on to the end of the part."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        if kind == EOF:
            return
        at += 4 + length


def globals_of(stream: bytes) -> tuple[list[int], set[int]]:
    """(where each sheet begins, the cell styles that show per cent)."""
    starts: list[int] = []
    shown: list[int] = []
    percent = set(PERCENT)
    for kind, body in records(stream):
        if kind == BOUND_SHEET:
            starts.append(struct.unpack_from("<I", body)[0])
        elif kind == XF:
            shown.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == FORMAT and b"%" in body[2:]:
            percent.add(struct.unpack_from("<H", body)[0])
    return starts, {n for n, look in enumerate(shown) if look in percent}


def of_sheet(stream: bytes, at: int, percent: set[int]) -> Marks:
    out = Marks()
    for kind, body in records(stream, at):
        if kind == ROW and struct.unpack_from("<H", body, 12)[0] & 0x20:
            out.rows.add(struct.unpack_from("<H", body)[0] + 1)
        elif kind == COLUMN:
            first, last, _, _, options = struct.unpack_from("<5H", body)
            if options & 1:
                out.columns.update(range(first + 1, min(last, 255) + 2))
        elif kind in SINGLE:
            row, column, style = struct.unpack_from("<3H", body)
            if style in percent:
                out.percents.add((row + 1, column + 1))
        elif kind == MANY:
            row, first = struct.unpack_from("<2H", body)
            for n in range((len(body) - 6) // 6):
                if struct.unpack_from("<H", body, 4 + 6 * n)[0] in percent:
                    out.percents.add((row + 1, first + n + 1))
    return out
