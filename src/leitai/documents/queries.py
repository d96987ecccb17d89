"""Reading what is known of files."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from leitai.documents.models import Document


@dataclass(frozen=True, slots=True)
class File:
    """A stored file as pages and downloads need it."""

    sha256: str
    name: str
    media_type: str
    size_bytes: int
    office: str
    handed_in_by: str
    handed_in_at: datetime


_FIELDS = ("sha256", "name", "media_type", "size_bytes", "office", "handed_in_by", "handed_in_at")


def file(sha256: str) -> File | None:
    """The file with this hash in the county in force, or None. One statement."""
    row = Document.objects.filter(sha256=sha256).values_list(*_FIELDS).first()
    return File(*row) if row else None


def files(hashes: Iterable[str]) -> dict[str, File]:
    """Files by hash; unknown ones are left out. One statement."""
    rows = Document.objects.filter(sha256__in=set(hashes)).values_list(*_FIELDS)
    return {row[0]: File(*row) for row in rows}


def known_hashes() -> set[str]:
    """The hashes of all files of the county in force."""
    return set(Document.objects.values_list("sha256", flat=True))


def count_since(office: str, since: datetime) -> int:
    """How many files an office handed in since a moment."""
    return Document.objects.filter(office=office, handed_in_at__gte=since).count()
