"""Files of separated values (.csv): encoding, separator and quoted line breaks found out, records counted from 1."""

from __future__ import annotations

import csv
import io

from leitai.workbooks import terms

RECORDS = 1_048_576
FIELDS = 16_384


def sheet(data: bytes) -> terms.Sheet:
    """The one sheet (without name) of a separated file; all values are text, empty ones None."""
    text = decoded(data)
    csv.field_size_limit(1 << 20)
    out = terms.Sheet(None, is_csv=True)
    first, _, rest = text.partition("\n")
    stated = first.strip().lower().startswith("sep=")
    mark = first.strip()[4:5] if stated and len(first.strip()) > 4 else separator(text)
    try:
        for n, record in enumerate(csv.reader(io.StringIO(rest if stated else text, newline=""), delimiter=mark), 1):
            if n > RECORDS:
                raise terms.Unreadable("too-large", "文件行数过多，未予读取。", "The file has too many rows.")
            if len(record) > FIELDS:
                zh = "一行的列数过多，不是可读的表，请用 Excel 或 WPS 另存为 .xlsx 再报。"
                raise terms.Unreadable("malformed", zh, "A row has more columns than any table; save it as .xlsx.")
            if any(record):
                out.rows[n] = [v if v.strip() else None for v in record]
    except csv.Error as reason:
        zh = "文件不是规范的 CSV，请用 Excel 或 WPS 另存为 .xlsx 再报。"
        raise terms.Unreadable("malformed", zh, "The file is not well-formed CSV; save it as .xlsx.") from reason
    return out


def decoded(data: bytes) -> str:
    for bom, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(bom):
            return data.decode(encoding, "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("gb18030", "replace")


def separator(text: str) -> str:
    """The mark that splits the most lines into the same, largest number of fields."""
    head = [line for line in text[:20_000].splitlines()[:60] if line.strip()]
    best = (0, 0)
    found = ","
    for mark in ",\t;|，；":
        counts = [n for line in head if (n := fields_of(line, mark)) > 0]
        if counts:
            common = max(set(counts), key=lambda n: (counts.count(n) * n, n))
            score = (counts.count(common) * common, common)
            if score > best:
                best, found = score, mark
    return found


def fields_of(line: str, mark: str) -> int:
    """Separators outside quotes in a line."""
    quoted = count = 0
    for c in line:
        if c == '"':
            quoted ^= 1
        elif c == mark and not quoted:
            count += 1
    return count
