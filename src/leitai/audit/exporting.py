"""Files from plain lines: the list in words as a workbook, a checkpoint as a QR code."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import segno
from django.http import FileResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from leitai.audit.queries import Line
from leitai.web import xlsx

MOST_ROWS = 200_000
QUIET = 2  # cells of white around a code


def workbook(lines: Iterable[Line]) -> FileResponse:
    """Entries in words as a workbook, MOST_ROWS at most; the last line says when more were left out."""
    columns = [
        xlsx.Column(_("Entry"), "count", 10),
        xlsx.Column(_("Happened"), "moment", 18),
        xlsx.Column(_("Recorded"), "moment", 18),
        xlsx.Column(_("What was done"), width=50),
        xlsx.Column(_("What changed"), width=50),
        xlsx.Column(_("Who")),
        xlsx.Column(_("Person")),
        xlsx.Column(_("About"), width=24),
        xlsx.Column(_("Kind")),
    ]
    return xlsx.response(_("history"), columns, _rows(lines), sheet=_("History"))


def _rows(lines: Iterable[Line]) -> Iterator[list[Any]]:
    rest = iter(lines)
    for line in islice(rest, MOST_ROWS):
        about = _(", ").join(o["label"] for o in line.objects)
        yield [
            line.position, line.at, line.recorded_at, line.said, changed(line), line.office, line.actor, about, line.kind,
        ]  # fmt: skip
    if next(rest, None) is not None:
        yield [None, None, None, _("Further entries were left out: narrow the conditions."), *[None] * 5]


def changed(line: Line) -> str:
    """The changes of an entry in one cell."""
    parts = (
        f"{c.label}: {c.before} → {c.after}" if c.before is not None else f"{c.label}: {c.after}" for c in line.changes
    )
    return "; ".join(parts)


def qr(text: str) -> SafeString:
    """A QR code as one path, without style or script."""
    code = segno.make(text, error="l", micro=False)
    size = code.symbol_size(border=QUIET)[0]
    runs = []
    for y, row in enumerate(code.matrix):
        x = 0
        while x < len(row):
            end = x
            while end < len(row) and row[end]:
                end += 1
            if end > x:
                runs.append(f"M{x + QUIET} {y + QUIET + 0.5}h{end - x}")
            x = end + 1
    return format_html(
        '<svg viewBox="0 0 {0} {0}" role="img" aria-label="{1}"><path d="{2}"/></svg>',
        size, _("QR code of the checkpoint"), "".join(runs),
    )  # fmt: skip
