"""One door for a contest file's bytes, whichever kind it is."""

from __future__ import annotations

from leitai.arena import terms
from leitai.arena.rules.fileformat import contest, xlsx_book, yaml_text


def read(data: bytes) -> terms.Contest:
    """The contest in the bytes of a YAML file or an XLSX workbook. Raises: ContestRefused with every fault found."""
    tree, wheres = xlsx_book.read(data) if data[:4] == b"PK\x03\x04" else yaml_text.read(data)
    return contest.contest(tree, wheres)
