"""Words of documents: kinds of files, told by their content."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a file is by its first bytes, whatever its name says."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    XLSX = "xlsx"
    XLSM = "xlsm"  # with macros: read for its values only
    OLE2 = "ole2"  # .xls of old, and every password-protected Office file
    DOCX = "docx"
    TEXT = "text"  # .csv and other plain text
    OTHER = "other"


PICTURES = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP})
WORKBOOKS = frozenset({Kind.XLSX, Kind.XLSM, Kind.OLE2, Kind.TEXT})

MEDIA_TYPES: dict[Kind, str] = {
    Kind.PDF: "application/pdf",
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.WEBP: "image/webp",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.XLSM: "application/vnd.ms-excel.sheet.macroEnabled.12",
    Kind.OLE2: "application/vnd.ms-excel",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.TEXT: "text/plain",
    Kind.OTHER: "application/octet-stream",
}


@dataclass(frozen=True, slots=True)
class Received:
    """Bytes that were taken and lie aside until an action gives them their row and their place."""

    sha256: str
    size_bytes: int
    kind: Kind
    temporary: str

    def __str__(self) -> str:
        return self.sha256  # an action's key compares content, not places
