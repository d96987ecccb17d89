"""Files in the old compound format: .xls through calamine, encrypted ones refused."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import Any

from leitai.workbooks import terms
from leitai.workbooks.rules import biff


def book(data: bytes, name: str) -> terms.Book:
    """The .xls workbook in `data`: values, merges, hidden things, percent formats; no formulas or notes."""
    if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
        zh = "文件设有打开密码，请取消密码后重新报送。"
        raise terms.Unreadable("encrypted", zh, "The file is protected by a password; remove it and send it again.")
    import python_calamine

    try:
        opened = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        marks = dict(enumerate(biff.marks(data)))
        metas = enumerate(opened.sheets_metadata)
        return terms.Book(name, [sheet(opened, meta, marks.get(n)) for n, meta in metas if is_sheet(meta)])
    except python_calamine.PasswordError as reason:
        zh = "文件设有打开密码，请取消密码后重新报送。"
        raise terms.Unreadable("encrypted", zh, "The file is protected by a password; remove it.") from reason
    except (python_calamine.CalamineError, ValueError, OSError) as reason:
        zh = "这不是可读的工作簿，请用 Excel 或 WPS 另存为 .xlsx 再报。"
        raise terms.Unreadable("not-a-workbook", zh, "This is not a readable workbook; save it as .xlsx.") from reason


def is_sheet(meta: Any) -> bool:
    return str(meta.typ).endswith("WorkSheet")


def sheet(opened: Any, meta: Any, marks: biff.Marks | None) -> terms.Sheet:
    visible = str(meta.visible).endswith("Visible")
    out = terms.Sheet(meta.name, "visible" if visible else "hidden")
    table = opened.get_sheet_by_name(meta.name)
    start = table.start or (0, 0)
    fill(out, table.to_python(skip_empty_area=True), start[0] + 1, start[1])
    for (r1, c1), (r2, c2) in table.merged_cell_ranges or ():
        out.merges.append((r1 + 1, c1 + 1, r2 + 1, c2 + 1))
    if marks:
        out.hidden_rows, out.hidden_columns, out.percents = marks.rows, marks.columns, marks.percents
    return out


def fill(out: terms.Sheet, values: list[list[Any]], first: int, left: int) -> None:
    """Puts calamine's rows into a sheet; empty text becomes None, whole floats become int."""
    for n, line in enumerate(values, first):
        row = [tidied(v) for v in line]
        if any(v is not None for v in row):
            out.rows[n] = [None] * left + row


def tidied(value: Any) -> Any:
    if value == "" and isinstance(value, str):
        return None
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, str) and value.startswith("#") and value.rstrip("!?").isupper():
        return terms.ErrorValue(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    return value
