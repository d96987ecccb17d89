"""Files from plain lines: the list in words as a workbook, a checkpoint as a QR code."""

import tempfile
from collections.abc import Iterable
from typing import IO

import segno
import xlsxwriter
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from leitai.audit.queries import Line

MOST_ROWS = 200_000
QUIET = 2  # cells of white around a code


def workbook(lines: Iterable[Line]) -> IO[bytes]:
    """A workbook of entries in words, rewound; what people wrote stays text, never a formula or a link."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer that sends it closes it
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "in_memory": False,
    }  # fmt: skip
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(_("History"))
        head, moment = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        titles = (
            _("Entry"), _("Happened"), _("Recorded"), _("What was done"), _("What changed"), _("Who"), _("Person"),
            _("About"), _("Kind"),
        )  # fmt: skip
        for column, title in enumerate(titles):
            sheet.write_string(0, column, title, head)
        for row, line in enumerate(lines, 1):
            if row > MOST_ROWS:
                sheet.write_string(row, 0, _("Further entries were left out: narrow the conditions."))
                break
            sheet.write_number(row, 0, line.position or 0)
            for column, at in ((1, line.at), (2, line.recorded_at)):
                sheet.write_datetime(row, column, timezone.localtime(at).replace(tzinfo=None), moment)
            about = _(", ").join(o["label"] for o in line.objects)
            for column, text in enumerate((line.said, changed(line), line.office, line.actor, about, line.kind), 3):
                sheet.write_string(row, column, text)
        sheet.set_column(1, 2, 19)
        sheet.set_column(3, 4, 50)
        sheet.freeze_panes(1, 0)
    file.seek(0)
    return file


def changed(line: Line) -> str:
    """The changes of an entry in one cell."""
    parts = (f"{c.label}: {c.before} → {c.after}" if c.before is not None else f"{c.label}: {c.after}" for c in line.changes)
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
