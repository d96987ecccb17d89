"""Writes a workbook of the exam and the key it must be read by; the key is set down by hand, never taken from a reader."""

import csv
import dataclasses
import datetime as dt
import io
import json
from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment

OPTIONAL_CODES = {
    "CATEGORY_TERMS", "CHINESE_NUMERAL", "COMMENT", "CROSS_REPORT_DUP", "DATE_MONTH_ONLY",
    "DATE_TWO_DIGIT_YEAR", "DUP_WITH_REGISTER", "EMPTY_ROW", "FORMULA_OTHER_SHEET", "MERGED_FILL_DOWN",
    "MERGED_HEADER", "NOT_DUPLICATE", "PARK_ELIGIBILITY", "PERIOD_ANACHRONISM", "REGION_OUTSIDE",
    "STATUS_TERMS", "TITLE_AT_BOTTOM", "TOTAL_CHECK", "TOTAL_OVERLAP", "TOWN_NOT_DIVISION", "TRANSPOSED",
    "UNIT_PER_ROW",
}  # fmt: skip
DATES = ("start", "finish", "signed", "phase1_finish", "end")


@dataclasses.dataclass(frozen=True)
class Saved:
    """A formula with the result that was saved beside it."""

    formula: str
    value: object


@dataclasses.dataclass(frozen=True)
class Shown:
    """A number under a number format."""

    value: object
    look: str


@dataclasses.dataclass
class Sheet:
    """One sheet: rows of cells from A1, and what is done to it afterwards."""

    title: str
    rows: list
    merges: tuple = ()
    hidden: bool = False
    hidden_rows: tuple = ()
    hidden_columns: tuple = ()
    notes: dict = dataclasses.field(default_factory=dict)


def excel(*sheets):
    """The writer of an .xlsx of these sheets; saved formula results need the second library."""
    saved = any(isinstance(c, Saved) for s in sheets for row in s.rows for c in row)
    return (lambda path: _with_results(path, sheets)) if saved else (lambda path: _plain(path, sheets))


def _plain(path, sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.title)
        for r, row in enumerate(sheet.rows, 1):
            for c, value in enumerate(row, 1):
                if value is None:
                    continue
                look = value.look if isinstance(value, Shown) else None
                cell = page.cell(r, c, value.value if isinstance(value, Shown) else value)
                if look:
                    cell.number_format = look
        for area in sheet.merges:
            page.merge_cells(area)
        for row in sheet.hidden_rows:
            page.row_dimensions[row].hidden = True
        for column in sheet.hidden_columns:
            page.column_dimensions[column].hidden = True
        for cell, text in sheet.notes.items():
            page[cell].comment = Comment(text, "审核")
        if sheet.hidden:
            page.sheet_state = "hidden"
    book.save(path)


def _with_results(path, sheets):
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.title)
            for area in sheet.merges:
                page.merge_range(area, None)
            for r, row in enumerate(sheet.rows):
                for c, value in enumerate(row):
                    _write(book, page, r, c, value, day)
            for row in sheet.hidden_rows:
                page.set_row(row - 1, None, None, {"hidden": True})
            for column in sheet.hidden_columns:
                page.set_column(f"{column}:{column}", None, None, {"hidden": True})
            for cell, text in sheet.notes.items():
                page.write_comment(cell, text)
            if sheet.hidden:
                page.hide()


def _write(book, page, r, c, value, day):
    if value is None:
        return
    if isinstance(value, Saved):
        page.write_formula(r, c, value.formula, None, value.value)
    elif isinstance(value, Shown):
        page.write_number(r, c, value.value, book.add_format({"num_format": value.look}))
    elif isinstance(value, dt.date):
        page.write_datetime(r, c, value, day)
    elif isinstance(value, str) and value.startswith("="):
        raise ValueError("a formula beside saved ones needs a result of its own")
    elif isinstance(value, str):
        page.write_string(r, c, value)
    else:
        page.write_number(r, c, value)


def old_excel(*sheets):
    """The writer of an .xls of these sheets."""

    def write(path):
        import xlwt

        book = xlwt.Workbook(encoding="utf-8")
        for sheet in sheets:
            page = book.add_sheet(sheet.title, cell_overwrite_ok=True)
            for r, row in enumerate(sheet.rows):
                for c, value in enumerate(row):
                    if isinstance(value, Shown):
                        page.write(r, c, value.value, xlwt.easyxf(num_format_str=value.look))
                    elif isinstance(value, dt.date):
                        page.write(r, c, value, xlwt.easyxf(num_format_str="yyyy-mm-dd"))
                    elif value is not None:
                        page.write(r, c, value)
            for row in sheet.hidden_rows:
                page.row(row - 1).hidden = True
            if sheet.hidden:
                page.visibility = 1
        book.save(str(path))

    return write


def separated(rows, *, by=",", encoding="utf-8-sig"):
    """The writer of a .csv."""

    def write(path):
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=by).writerows([["" if c is None else c for c in row] for row in rows])
        path.write_bytes(text.getvalue().encode(encoding))

    return write


# ------------------------------------------------------------------------------------------------------------- the key
def day(text):
    """{value, precision} of an ISO date; the precision is its length."""
    return text and {"value": text, "precision": {4: "year", 7: "month", 10: "day"}[len(text)]}


def row(sheet, at, name, /, **fields):
    """A row of the key; dates are given as ISO texts."""
    return {
        "sheet": sheet,
        "row": at,
        "name": name,
        **{k: day(v) if k in DATES else v for k, v in fields.items()},
    }


def found(code, sheet, cell=None, **more):
    """A problem that must be reported."""
    return {"code": code, "sheet": sheet, "cell": cell, **more}


def may(code, sheet, cell=None):
    """A problem that may be reported and need not be."""
    return {"code": code, "sheet": sheet, "cell": cell, "optional": True}


@dataclasses.dataclass
class Case:
    """One workbook, its writer and its key."""

    file: str
    write: object
    unit: object
    period: object
    rows: list
    problems: list
    kind: str = "progress"
    more: dict = dataclasses.field(default_factory=dict)

    def key(self):
        """The entry of `workbooks`."""
        return {
            "file": self.file,
            "reporting_unit": self.unit,
            "period": self.period,
            "kind": self.kind,
            "rows": self.rows,
            "problems": self.problems,
            **self.more,
        }


def write_all(cases: "list[Case]", folder: "str | Path") -> Path:
    """Writes the workbooks and expected.json into the folder; gives the path of the key."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for case in cases:
        case.write(folder / case.file)
    key = {"workbooks": [c.key() for c in cases], "optional_codes": sorted(OPTIONAL_CODES)}
    path = folder / "expected.json"
    path.write_text(json.dumps(key, ensure_ascii=False, indent=1), encoding="utf-8")
    return path
