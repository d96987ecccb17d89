"""Workbooks of the .xlsx family: values with what lies behind them (formulas, notes, formats, merges, hidden parts).

Small sheets are read cell by cell from their XML; sheets above LARGE go to calamine for values, and their XML is only
searched for the rest.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.parsers import expat

from leitai.workbooks import terms

LARGE = 4 << 20
CELLS = 3_000_000
PERCENT, DATE = "percent", "date"
DATE_IDS = {14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)}


@dataclass(slots=True)
class Context:
    """What sheets share: the string table, the kinds of cell formats, the calendar's beginning."""

    strings: list[str] = field(default_factory=list)
    formats: list[str | None] = field(default_factory=list)
    from_1904: bool = False


def book(archive: zipfile.ZipFile, data: bytes, name: str) -> terms.Book:
    """The workbook of an opened archive. Raises terms.Unreadable where it is none."""
    names = {n.lower(): n for n in archive.namelist()}
    main = workbook_part(archive, names)
    related = relations(archive, names, main)
    meta = parse(read(archive, names, main), WorkbookParts())
    if not meta.sheets:
        raise malformed("no sheets")
    context = Context(from_1904=meta.from_1904)
    parts = [
        (n, state, related.get(rid, ("", ""))[1])
        for n, state, rid in meta.sheets
        if "worksheet" in related.get(rid, ("", ""))[0]
    ]
    large = {p for _, _, p in parts if p.lower() in names and archive.getinfo(names[p.lower()]).file_size > LARGE}
    for kind, target in related.values():
        if kind == "styles" and target.lower() in names:
            context.formats = parse(read(archive, names, target), Styles()).kinds()
        if kind == "sharedStrings" and target.lower() in names and len(large) < len(parts):
            context.strings = parse(read(archive, names, target), Strings()).texts
    out = terms.Book(name, [], warnings(names))
    opened = calamine(data) if large else None
    for sheet_name, state, part in parts:
        if part.lower() not in names:
            raise malformed("missing sheet part")
        if part in large:
            from leitai.workbooks.rules import bulk

            sheet = bulk.sheet(archive, names[part.lower()], opened, sheet_name, state, context)
        else:
            sheet = careful(read(archive, names, part), sheet_name, state, context)
        for kind, target in relations(archive, names, part).values():
            if kind == "comments" and target.lower() in names:
                sheet.notes = parse(read(archive, names, target), Notes()).notes
        out.sheets.append(sheet)
    return out


def calamine(data: bytes) -> Any:
    """The workbook opened by calamine, which reads large sheets an order faster than we could."""
    import io

    import python_calamine

    try:
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (python_calamine.CalamineError, ValueError, OSError) as reason:
        raise malformed("calamine") from reason


def warnings(names: dict[str, str]) -> list[str]:
    found = []
    if any(n.endswith("vbaproject.bin") for n in names):
        found.append("macros")
    if any("/externallinks/" in n for n in names):
        found.append("external-links")
    if any("/embeddings/" in n or "/activex/" in n for n in names):
        found.append("embedded-objects")
    return found


def workbook_part(archive: zipfile.ZipFile, names: dict[str, str]) -> str:
    for kind, target in relations(archive, names, "").values():
        if kind == "officeDocument" and target.lower() in names:
            if target.lower().endswith(".bin"):
                zh = "这是 .xlsb 二进制工作簿，请另存为 .xlsx 再报。"
                raise terms.Unreadable("not-a-workbook", zh, "This is a binary workbook (.xlsb); save it as .xlsx.")
            if "xl/" in target.lower() or "workbook" in target.lower():
                return target
    zh = "这不是可读的工作簿，请报送 .xlsx、.xls 或 .csv 文件。"
    raise terms.Unreadable("not-a-workbook", zh, "This is not a workbook; send an .xlsx, .xls or .csv file.")


def relations(archive: zipfile.ZipFile, names: dict[str, str], part: str) -> dict[str, tuple[str, str]]:
    """Relation id -> (last word of its type, path inside the archive) of a part's inner targets."""
    folder, base = posixpath.split(part)
    path = posixpath.join(folder, "_rels", base + ".rels")
    if path.lower() not in names:
        return {}
    out = {}
    for rid, kind, target, mode in parse(read(archive, names, path), Relations()).found:
        if mode != "External":
            inside = (
                target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
            out[rid] = (kind.rsplit("/", 1)[-1], inside)
    return out


def read(archive: zipfile.ZipFile, names: dict[str, str], part: str) -> bytes:
    try:
        entry = archive.getinfo(names[part.lower()])
        with archive.open(entry) as stream:  # never more than was declared and judged, whatever the part holds
            return stream.read(entry.file_size)
    except (zipfile.BadZipFile, KeyError, EOFError, OSError, NotImplementedError, ValueError, RuntimeError) as reason:
        raise malformed("unpacking") from reason
    except Exception as reason:  # zlib.error, without importing zlib for its name alone
        raise malformed("unpacking") from reason


def malformed(detail: str) -> terms.Unreadable:
    zh = "文件已损坏或内部结构不合规范，请用 Excel 或 WPS 打开后另存为 .xlsx 再报。"
    return terms.Unreadable("malformed", zh, f"The file is damaged or not built as a workbook is ({detail}).")


# ------------------------------------------------------------------------------------------------------------ parts
class Part:
    """Receives the elements of one XML part by local name."""

    def start(self, tag: str, attrs: dict[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...

    def text(self, data: str) -> None: ...


def parse[P: Part](data: bytes, part: P) -> P:
    """`part`, having received all of `data`. Document types and entities are refused: no workbook has them."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 1 << 16

    def refuse(*_: object) -> None:
        zh = "文件内含有不允许的外部定义（DTD 或实体），未予读取。"
        raise terms.Unreadable("entities", zh, "The file carries document type definitions or entities; it is refused.")

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = lambda tag, attrs: part.start(tag.rsplit(":", 1)[-1], attrs)
    parser.EndElementHandler = lambda tag: part.end(tag.rsplit(":", 1)[-1])
    parser.CharacterDataHandler = part.text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as reason:
        raise malformed("XML") from reason
    except (ValueError, OverflowError) as reason:
        raise malformed("values") from reason
    return part


class Relations(Part):
    def __init__(self) -> None:
        self.found: list[tuple[str, str, str, str]] = []

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        if tag == "Relationship":
            self.found.append(
                (attrs.get("Id", ""), attrs.get("Type", ""), attrs.get("Target", ""), attrs.get("TargetMode", ""))
            )


class WorkbookParts(Part):
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, str]] = []
        self.from_1904 = False

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        if tag == "sheet":
            rid = next((v for k, v in attrs.items() if k.rsplit(":", 1)[-1] == "id"), "")
            self.sheets.append((attrs.get("name", ""), attrs.get("state", "visible"), rid))
        elif tag == "workbookPr":
            self.from_1904 = attrs.get("date1904") in ("1", "true")


class Styles(Part):
    """Number formats of cell styles, by the order of `cellXfs`."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.used: list[int] = []
        self.inside = False

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        if tag == "numFmt":
            self.codes[int(attrs.get("numFmtId", "0"))] = attrs.get("formatCode", "")
        elif tag == "cellXfs":
            self.inside = True
        elif tag == "xf" and self.inside:
            self.used.append(int(attrs.get("numFmtId", "0")))

    def end(self, tag: str) -> None:
        if tag == "cellXfs":
            self.inside = False

    def kinds(self) -> list[str | None]:
        return [kind_of_format(n, self.codes.get(n)) for n in self.used]


def kind_of_format(number: int, code: str | None) -> str | None:
    """percent, date or None for a number format. Source: ECMA-376 part 1, 18.8.30."""
    if number in (9, 10):
        return PERCENT
    if code is None:
        return DATE if number in DATE_IDS else None
    bare = re.sub(r'"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]|_.', "", code.split(";")[0], flags=re.IGNORECASE)
    if "%" in bare:
        return PERCENT
    lowered = bare.lower().replace("general", "")
    if re.search(r"[#0?]", lowered):
        return None
    month = "m" in lowered and not re.search("[hs]", lowered)  # else m is minutes
    return DATE if month or re.search(r"[yd年月日]|e(?![+-])", lowered) else None


class Strings(Part):
    """The shared string table; phonetic readings are left out."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.held: list[str] = []
        self.inside = self.phonetic = False

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        if tag == "si":
            self.held = []
        elif tag == "t":
            self.inside = not self.phonetic
        elif tag == "rPh":
            self.phonetic = True

    def end(self, tag: str) -> None:
        if tag == "si":
            self.texts.append(unescaped("".join(self.held)))
        elif tag == "t":
            self.inside = False
        elif tag == "rPh":
            self.phonetic = False

    def text(self, data: str) -> None:
        if self.inside:
            self.held.append(data)


class Notes(Part):
    """Cell notes, author prefix and the notice of threaded comments taken off."""

    def __init__(self) -> None:
        self.notes: dict[tuple[int, int], str] = {}
        self.at: tuple[int, int] | None = None
        self.held: list[str] = []
        self.inside = False

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        if tag == "comment":
            self.at, self.held = position(attrs.get("ref", "A1")), []
        elif tag == "t":
            self.inside = True

    def end(self, tag: str) -> None:
        if tag == "t":
            self.inside = False
        elif tag == "comment" and self.at:
            text = "".join(self.held)
            if "[Threaded comment]" in text or "[线程批注]" in text:
                text = re.split(r"Comment:|注释:|批注:", text)[-1]
            self.notes[self.at] = text.strip()

    def text(self, data: str) -> None:
        if self.inside:
            self.held.append(data)


def unescaped(text: str) -> str:
    """`_x000D_` and the like as the characters they stand for."""
    if "_x" not in text:
        return text
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: "" if m[1].upper() == "000D" else chr(int(m[1], 16)), text)


def position(ref: str) -> tuple[int, int]:
    """'C4' -> (4, 3)."""
    m = re.match(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})", ref)
    if not m:
        raise malformed("cell reference")
    return int(m[2]), terms.column_number(m[1])


def area(ref: str) -> tuple[int, int, int, int]:
    first, _, last = ref.partition(":")
    (r1, c1), (r2, c2) = position(first), position(last or first)
    return min(r1, r2), min(c1, c2), max(r1, r2), max(c1, c2)


# ------------------------------------------------------------------------------------------------------------ cells
class Cells(Part):
    """Cells of one sheet as they come; only those with something in them are kept."""

    def __init__(self, sheet: terms.Sheet, context: Context) -> None:
        self.sheet, self.context = sheet, context
        self.row = self.column = self.count = 0
        self.kind = self.style = ""
        self.value: list[str] = []
        self.formula: list[str] | None = None
        self.shared: dict[str, tuple[int, int, str]] = {}
        self.group = ""
        self.sink: list[str] | None = None
        self.phonetic = False

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        if tag == "c":
            if "r" in attrs:
                self.row, self.column = position(attrs["r"])
            else:
                self.column += 1
            self.kind, self.style = attrs.get("t", "n"), attrs.get("s", "")
            self.value, self.formula, self.group = [], None, ""
        elif tag == "v":
            self.sink = self.value
        elif tag == "t":
            self.sink = None if self.phonetic else self.value
        elif tag == "rPh":
            self.phonetic = True
        elif tag == "f":
            self.formula = self.sink = []
            self.group = attrs.get("si", "") if attrs.get("t") == "shared" else ""
        elif tag == "row":
            self.row = int(attrs["r"]) if "r" in attrs else self.row + 1
            self.column = 0
            if attrs.get("hidden") in ("1", "true") or attrs.get("ht") == "0":
                self.sheet.hidden_rows.add(self.row)
        elif tag == "mergeCell":
            self.sheet.merges.append(area(attrs["ref"]))
        elif tag == "col" and (attrs.get("hidden") in ("1", "true") or attrs.get("width") == "0"):
            last = min(int(attrs.get("max", "0")), 16384)
            self.sheet.hidden_columns.update(range(int(attrs.get("min", "1")), last + 1))

    def text(self, data: str) -> None:
        if self.sink is not None:
            self.sink.append(data)

    def end(self, tag: str) -> None:
        if tag in ("v", "t", "f"):
            self.sink = None
        elif tag == "rPh":
            self.phonetic = False
        elif tag == "c":
            self.keep()

    def keep(self) -> None:
        at = (self.row, self.column)
        text = "".join(self.value)
        if self.formula is not None:
            formula = self.written(at)
            if formula:
                self.sheet.formulas[at] = formula
                if not text and self.kind != "str":
                    self.sheet.uncached.add(at)
        if not text:
            return
        self.count += 1
        if self.count > CELLS:
            zh = "文件单元格过多，未予读取。"
            raise terms.Unreadable("too-large", zh, "The file has too many cells.")
        line = self.sheet.rows.setdefault(self.row, [])
        if len(line) < self.column:
            line.extend([None] * (self.column - len(line)))
        line[self.column - 1] = self.converted(at, text)

    def written(self, at: tuple[int, int]) -> str:
        formula = "".join(self.formula or ())
        if self.group:
            if formula:
                self.shared[self.group] = (*at, formula)
            elif self.group in self.shared:
                row, column, formula = self.shared[self.group]
                formula = shifted(formula, at[0] - row, at[1] - column)
        return formula

    def converted(self, at: tuple[int, int], text: str) -> Any:
        if self.kind == "s":
            index = int(text)
            if index >= len(self.context.strings):
                raise malformed("string table")
            return self.context.strings[index] or None
        if self.kind in ("inlineStr", "str"):
            return unescaped(text)
        if self.kind == "b":
            return text == "1"
        if self.kind == "e":
            return terms.ErrorValue(text)
        if self.kind == "d":
            return datetime.fromisoformat(text.rstrip("Z"))
        number = float(text)
        style = int(self.style or 0)
        kind = self.context.formats[style] if style < len(self.context.formats) else None
        if kind == PERCENT:
            self.sheet.percents.add(at)
        elif kind == DATE:
            return serial_date(number, self.context.from_1904) or plain_number(number)
        return plain_number(number)


def plain_number(number: float) -> int | float:
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def serial_date(serial: float, from_1904: bool = False) -> date | datetime | None:
    """The day of an Excel serial number; None outside 1900-2199. The 1900 leap-year error is kept, as Excel has it."""
    if from_1904:
        serial += 1462
    if not 1 <= serial < 109_575:
        return None
    days = int(serial) - (0 if serial >= 60 else -1)
    day = date(1899, 12, 30) + timedelta(days=days)
    seconds = round((serial - int(serial)) * 86_400)
    return datetime.combine(day, time()) + timedelta(seconds=seconds) if seconds else day


def shifted(formula: str, rows: int, columns: int) -> str:
    """A shared formula as it stands `rows` below and `columns` right of the cell that holds its text."""

    def move(m: re.Match[str]) -> str:
        fixed_c, name, fixed_r, number = m.groups()
        column = terms.column_number(name) + (0 if fixed_c else columns)
        row = int(number) + (0 if fixed_r else rows)
        return f"{fixed_c}{terms.letters(max(column, 1))}{fixed_r}{max(row, 1)}"

    return re.sub(r"(?<![A-Za-z_.])(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})(?![0-9(])", move, formula)


def careful(data: bytes, name: str, state: str, context: Context) -> terms.Sheet:
    """One sheet cell by cell; empty rows and far cells cost nothing."""
    sheet = terms.Sheet(name, state)
    cells = Cells(sheet, context)
    try:
        parse(data, cells)
    except IndexError as reason:
        raise malformed("values") from reason
    sheet.rows = {r: sheet.rows[r] for r in sorted(sheet.rows)}
    return sheet
