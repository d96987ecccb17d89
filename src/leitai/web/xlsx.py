"""Any list as a workbook: one sheet, one header row, values typed; what users wrote is always text and never a formula."""

import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import FileResponse
from django.utils import timezone

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SPOOL_BYTES = 2_000_000  # larger sheets go to a temporary file, so memory stays flat
LONGEST_CELL = 32_767  # what Excel can hold
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
FORMATS: Mapping[str, Mapping[str, Any]] = {
    "text": {"num_format": "@", "text_wrap": True, "valign": "top"},
    "count": {"num_format": "#,##0", "valign": "top"},
    "wan": {"num_format": "#,##0.####", "valign": "top"},
    "number": {"num_format": "General", "valign": "top"},
    "percent": {"num_format": "0.0%", "valign": "top"},
    "day": {"num_format": "yyyy-mm-dd", "valign": "top"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm", "valign": "top"},
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, what it holds and how wide it is in characters.

    `kind`: text, count (whole number), wan (whole yuan, written in 万元), number, percent (a share of one), day, moment.
    Say the unit in the label.
    """

    label: str
    kind: str = "text"
    width: int = 16


def response(
    filename: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]], *, sheet: str = "", note: str = ""
) -> FileResponse:
    """The workbook as a download, streamed from a spool. `rows`: one value for each column; None leaves the cell empty.

    `sheet` names the sheet; `note` is a line below the table (source, date, made-up data), so that row 1 stays the header.
    """
    spool = tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES)  # noqa: SIM115 - the response closes it
    write(spool, columns, rows, sheet=sheet, note=note)
    spool.seek(0)
    name = filename if filename.endswith(".xlsx") else f"{filename}.xlsx"
    answer = FileResponse(spool, as_attachment=True, filename=name, content_type=MEDIA_TYPE)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def write(
    target: Any, columns: Sequence[Column], rows: Iterable[Sequence[Any]], *, sheet: str = "", note: str = ""
) -> None:
    """Writes the workbook into a path or an open binary file, row by row. Raises: ValueError for a row of another length."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        formats = {kind: book.add_format(dict(form)) for kind, form in FORMATS.items()}
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF1"})
        page = book.add_worksheet(_sheet_name(sheet))
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        for at, column in enumerate(columns):
            page.set_column(at, at, column.width)
            page.write_string(0, at, _text(column.label), head)
        line = 0
        for line, row in enumerate(rows, start=1):
            for at, (column, value) in enumerate(zip(columns, row, strict=True)):
                _write_cell(page, line, at, column, value, formats)
        if note:
            page.write_string(line + 2, 0, _text(note))


def _write_cell(page: Any, line: int, at: int, column: Column, value: Any, formats: Mapping[str, Any]) -> None:
    if value is None or value == "":
        return
    form = formats[column.kind]
    if isinstance(value, bool | str) or column.kind == "text":
        page.write_string(line, at, _text(value), formats["text"])
    elif isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        page.write_datetime(line, at, local.replace(tzinfo=None), form)
    elif isinstance(value, date):
        page.write_datetime(line, at, value, form)
    else:
        page.write_number(line, at, value / Decimal(10_000) if column.kind == "wan" else value, form)


def _text(value: Any) -> str:
    """Text that a cell can hold: no control characters, not longer than Excel reads."""
    return CONTROL.sub("", str(value))[:LONGEST_CELL]


def _sheet_name(text: str) -> str | None:
    """A sheet's name without what Excel refuses; None lets the writer choose."""
    return re.sub(r"[\[\]:*?/\\']", "", CONTROL.sub("", text))[:31] or None
