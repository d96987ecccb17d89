"""Reading the history: lines for pages, proofs, the check, the stand-alone export."""

from leitai.audit.models import Checkpoint, Entry, Log
from leitai.audit.queries.checking import Finding, Result, logs
from leitai.audit.queries.entries import (
    COUNTED_TO,
    Filter,
    Page,
    entries_about,
    entries_of_county,
    entry_at,
    found,
    kinds_used,
    lines_of,
    log,
    offices_used,
    size,
)
from leitai.audit.queries.export import export_head, export_lines, verify_export
from leitai.audit.queries.lines import Change, Line
from leitai.audit.queries.proofs import (
    Compared,
    checkpoints,
    compared,
    consistency_path,
    inclusion_path,
    last_checkpoints,
    root_at,
)
from leitai.audit.queries.verifying import verify

__all__ = [
    "COUNTED_TO",
    "Change",
    "Checkpoint",
    "Compared",
    "Entry",
    "Filter",
    "Finding",
    "Line",
    "Log",
    "Page",
    "Result",
    "checkpoints",
    "compared",
    "consistency_path",
    "entries_about",
    "entries_of_county",
    "entry_at",
    "export_head",
    "export_lines",
    "found",
    "inclusion_path",
    "kinds_used",
    "last_checkpoints",
    "lines_of",
    "log",
    "logs",
    "offices_used",
    "root_at",
    "size",
    "verify",
    "verify_export",
]
