"""What a file is, and what it may be called: by its bytes and letters alone."""

import io
import unicodedata
import zipfile
from typing import BinaryIO

from leitai.documents.terms import Kind
from leitai.kernel.refusal import N_, Refusal

HEAD_BYTES = 4096
LONGEST_NAME = 200
# Marks that turn the direction of writing can make `exe.xslx` out of `xslx.exe`.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MARKUP = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script", b"<head", b"<body")
_MAGIC = (
    (b"%PDF-", Kind.PDF),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLE2),
)


def kind(file: BinaryIO) -> Kind:
    """What a file is, from its content; the file is read from its beginning and left anywhere."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    for magic, found in _MAGIC:
        if head.startswith(magic):
            return found
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head.startswith(b"PK\x03\x04"):
        return _office(file)
    return Kind.TEXT if _is_text(head) else Kind.OTHER


def _office(file: BinaryIO) -> Kind:
    """Which Office file a zip is. Only its table of contents is read; nothing is unpacked."""
    try:
        with zipfile.ZipFile(file) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return Kind.OTHER
    if "[Content_Types].xml" not in names:
        return Kind.OTHER
    if "xl/vbaProject.bin" in names:
        return Kind.XLSM
    if any(name.startswith("xl/") for name in names):
        return Kind.XLSX
    return Kind.DOCX if any(name.startswith("word/") for name in names) else Kind.OTHER


def _is_text(head: bytes) -> bool:
    if not head or any(byte < 32 and byte not in (9, 10, 12, 13) for byte in head.removeprefix(b"\xef\xbb\xbf")):
        return False
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        return False
    return _decodes(head, "utf-8") or _decodes(head, "gb18030")


def _decodes(head: bytes, encoding: str) -> bool:
    try:
        head.decode(encoding)
    except UnicodeDecodeError as error:
        return (
            error.start >= len(head) - 4 and len(head) == HEAD_BYTES
        )  # a letter cut in two at the end of what was read
    return True


def clean_name(name: str) -> str:
    """The name of a file as it is stored: without folders, composed, at most 200 letters with its ending kept.

    Raises: Refusal at `file`: control letters, or marks that turn the direction of writing.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1].strip()
    if any(unicodedata.category(sign) in {"Cc", "Cs"} or sign in _TURNING for sign in last):
        text = N_("Not taken: the file's name has hidden control characters. Rename the file and send it again.")
        raise Refusal("file.name", text, field="file")
    if last in {"", ".", ".."}:
        return "file"
    if len(last) <= LONGEST_NAME:
        return last
    stem, dot, ending = last.rpartition(".")
    keep = f".{ending}" if dot and len(ending) <= 10 else ""
    return (stem if keep else last)[: LONGEST_NAME - len(keep)] + keep


def kind_of_bytes(content: bytes) -> Kind:
    """As `kind`, for bytes in memory."""
    return kind(io.BytesIO(content))
