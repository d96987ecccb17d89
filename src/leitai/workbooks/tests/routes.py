"""Examples for the matrix test: a workbook that was read here, in another office, and in another county."""

import json

from leitai.accounts.tests import make as accounts
from leitai.accounts.tests.routes import Example, Words
from leitai.kernel.actor import Actor
from leitai.workbooks.models import Upload
from leitai.workbooks.tests import making

READING = {
    "file": "表.xlsx", "reporting_unit": None, "period": "2024-03", "kind": "progress", "rows": [], "problems": [], "ignored": [],
    "sheets": [
        {"name": "3月", "state": "visible", "grid": [["表"]], "merges": [], "hidden_rows": [], "hidden_columns": [], "notes": {},
         "rows_total": 1, "columns_total": 1}
    ],
    "trips": None, "trip_count_in_period": None, "applied": [], "warnings": [],
}  # fmt: skip


def _upload(no: str, office: str, *, within: str = accounts.LINQU) -> Words:
    """The number of an upload whose original is stored; rows are written directly, without history."""
    from leitai.documents import files
    from leitai.documents.models import Document
    from leitai.store import county

    accounts.office(office, within=within)
    with county.within(within), files.received([making.FILES["01"].read_bytes()]) as received:
        files.place(received)
        Document.objects.get_or_create(
            sha256=received.sha256,
            defaults={
                "name": "表.xlsx", "media_type": "application/octet-stream", "size_bytes": received.size_bytes, "office": office,
                "handed_in_by": "somebody", "handed_in_at": accounts.AT,
            },
        )  # fmt: skip
        Upload.objects.create(
            no=no, office=office, document=received.sha256, name="表.xlsx", state="read", kind="progress", month="2024-03",
            reading=json.dumps(READING), handed_in_by="somebody", handed_in_at=accounts.AT,
        )  # fmt: skip
    return {"no": no}


def examples(by: Actor) -> dict[str, Example]:
    """By url name."""
    accounts.county(accounts.QINGZHOU)
    own = _upload("U24-0001", by.office if by.role == "reporter" else "dongcheng")
    other = _upload("U24-0002", "chengguan")
    foreign = _upload("U24-0003", "wangfu", within=accounts.QINGZHOU)
    one = Example(own, other, foreign, {"no": "U99-9999"})
    names = (
        "reader", "original", "doubts_export", "settle", "confirm_all", "match_all", "submit", "return", "withdraw", "again",
    )  # fmt: skip
    office = {"office": "dongcheng"}
    return {
        **{f"workbooks:{name}": one for name in names},
        "workbooks:template": Example(query=office),
        "workbooks:template_of": Example({"month": "2024-03"}, None, None, {"month": "2190-01"}, query=office),
    }
