"""From the bytes of a file to a Book: what kind of file it is, and the door to its loader."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable

from leitai.workbooks import terms
from leitai.workbooks.rules import legacy, separated, xlsx

ENTRIES = 2_000
INFLATED = 768 << 20
RATIO = 300  # of entries above RATIO_FROM; sheets of empty rows reach 250
RATIO_FROM = 64 << 20
FILE_SIZE = 100 << 20


def book(data: bytes, name: str) -> terms.Book:
    """The workbook in `data`, called `name`. Raises terms.Unreadable with a sentence for the sender."""
    if not data.strip(b"\0 \r\n\t"):
        raise terms.Unreadable("empty-file", "文件是空的，请重新导出后再报。", "The file is empty; export it again.")
    if len(data) > FILE_SIZE:
        raise too_large()
    if data[:4] == b"PK\x03\x04":
        return xlsx.book(packed(data), data, name)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return legacy.book(data, name)
    if looks_like_text(data, name):
        return terms.Book(name, [separated.sheet(data)])
    raise not_a_workbook()


def looks_like_text(data: bytes, name: str) -> bool:
    head = data[:4096]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    if head[:5].lower() in (b"%pdf-", b"{\\rtf") or re.match(rb"\s*<(!doctype|html|\?xml|table)", head, re.IGNORECASE):
        return False
    named = name.lower().endswith((".csv", ".tsv", ".txt"))
    return b"\0" not in head and named


def not_a_workbook() -> terms.Unreadable:
    zh = "这不是可读的工作簿，请报送 .xlsx、.xls 或 .csv 文件。"
    return terms.Unreadable("not-a-workbook", zh, "This is not a workbook; send an .xlsx, .xls or .csv file.")


def too_large() -> terms.Unreadable:
    zh = "文件展开后过大，未予读取；请只保留要报的工作表和行列后重新保存。"
    return terms.Unreadable("too-large", zh, "The file is too large once unpacked; keep only the cells to report.")


def malformed(detail: str) -> terms.Unreadable:
    zh = "文件已损坏或内部结构不合规范，请用 Excel 或 WPS 打开后另存为 .xlsx 再报。"
    return terms.Unreadable("malformed", zh, f"The file is damaged or not built as a workbook is ({detail}).")


def packed(data: bytes) -> zipfile.ZipFile:
    """The zip directory of `data`, judged by what it declares before anything is unpacked."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as reason:
        raise malformed("zip directory") from reason
    judge(archive.infolist())
    return archive


def judge(entries: Iterable[zipfile.ZipInfo]) -> None:
    entries = list(entries)
    if len(entries) > ENTRIES or sum(e.file_size for e in entries) > INFLATED:
        raise too_large()
    seen = set()
    for e in entries:
        if e.file_size > RATIO_FROM and e.file_size > RATIO * max(e.compress_size, 1):
            raise too_large()
        odd = e.filename.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", e.filename) or ":" in e.filename
        if odd or (e.external_attr >> 28) == 0xA or e.filename.lower() in seen:
            raise malformed("entry names")
        if e.flag_bits & 1:
            raise encrypted()
        seen.add(e.filename.lower())
    overlapping(entries)


def overlapping(entries: list[zipfile.ZipInfo]) -> None:
    """Refuses entries that share bytes of the file, by which a small file unpacks into a huge one."""
    end = 0
    for e in sorted(entries, key=lambda e: e.header_offset):
        if e.header_offset < end:
            raise malformed("overlapping entries")
        end = e.header_offset + 30 + len(e.filename.encode()) + e.compress_size


def encrypted() -> terms.Unreadable:
    zh = "文件设有打开密码，请取消密码后重新报送。"
    return terms.Unreadable("encrypted", zh, "The file is protected by a password; remove it and send the file again.")
