"""The whole picture of one upload: what was read, what is doubtful, which project each row is, what the register asks."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from leitai.accounts import queries as accounts
from leitai.kernel.actor import Actor
from leitai.register import rules as register_rules
from leitai.register import terms as register_terms
from leitai.register.queries import checks, names
from leitai.workbooks import terms
from leitai.workbooks.intake import assembling, doubts
from leitai.workbooks.intake.words import OPEN, Known, Place, Row, Settled
from leitai.workbooks.models import Entered, Settlement, Upload
from leitai.workbooks.queries import memory


@dataclass(slots=True)
class Picture:
    """An upload with its whole. `gone`: answers to doubts that the second reading no longer has, newest first."""

    upload: Upload
    whole: assembling.Whole
    settlements: Mapping[str, dict[str, Any]]
    known: Known
    gone: list[dict[str, Any]]

    @property
    def is_open(self) -> bool:
        """Whether doubts can be settled and rows entered."""
        return self.upload.state in OPEN


def reading_of(upload: Upload) -> terms.Reading:
    """What was read of an upload. Raises: ValueError where nothing was."""
    return terms.Reading.from_json(json.loads(upload.reading))


def picture(upload: Upload, by: Actor, writer: Actor, *, on: date, opened: bool = False) -> Picture:
    """The picture of an upload as `by` sees it. Ten statements, whatever the number of rows.

    Args: writer: as whom rows are entered (see `access.writer`). on: the day, for the newest month that can be reported.
          opened: as if it were open already (while its reading is being kept).
    """
    settlements = _settlements(upload)
    settled = {key: Settled(s["answer"], s["value"], s["by"], s["version"]) for key, s in settlements.items()}
    entered = {
        (sheet, row): no
        for sheet, row, no in Entered.objects.filter(upload=upload).values_list("sheet", "row", "project")
    }
    reading = reading_of(upload)
    known = known_around(upload, by, reading, on=on)
    whole = assembling.assemble(reading, settled, known, entered=entered)
    if upload.state in OPEN or opened:
        _check(whole, writer, upload, settled)
    assembling.finish(whole, only_home=known.only_home)
    here = {d.key for d in whole.doubts}
    gone = [s for key, s in settlements.items() if key not in here and s["code"] in doubts.REREAD]
    return Picture(upload, whole, settlements, known, gone)


def _settlements(upload: Upload) -> dict[str, dict[str, Any]]:
    columns = ("doubt", "code", "sheet", "cell", "answer", "value", "about", "by", "at", "version")
    return {row["doubt"]: row for row in Settlement.objects.filter(upload=upload).order_by("pk").values(*columns)}


def known_around(upload: Upload, by: Actor, reading: terms.Reading, *, on: date) -> Known:
    """Offices, projects and what is remembered, as far as `by` may know of them. Five statements."""
    book = accounts.office_book()
    places = [Place(o.code, o.name_zh, o.reports) for o in book.rows if o.reports]
    by_code = {o.code: o for o in book.rows}
    said = {t for r in reading.rows if (t := r.fields.get("town"))} | {reading.reporting_unit or ""}
    offices: dict[str, Place | None] = {}
    for text in said - {""}:
        office = book.find(text)
        offices[text] = Place(office.code, office.name_zh, office.reports) if office else None
    home = by_code.get(upload.office)
    remembered = memory.of_office(upload.office, but=upload.no)
    return Known(
        offices=offices, places=places, projects=names.known(by), remembered=remembered.projects,
        home=home.code if home and home.reports else "", newest=register_rules.deadlines.open_month(on),
        only_home=by.role == "reporter", same=frozenset(frozenset(pair) for pair in remembered.same),
    )  # fmt: skip


def line(row: Row, whole: assembling.Whole, upload: Upload) -> register_terms.Line:
    """A row as it is handed in to the register."""
    cell = row.cell("month_wan", "cum_year_wan", "cum_wan", "name") or row.row
    return register_terms.Line(
        no=row.project, month=whole.month, month_yuan=row.yuan.get("month_wan"), cum_year_yuan=row.yuan.get("cum_year_wan"),
        cum_yuan=row.yuan.get("cum_wan"), progress=str(row.fields.get("status") or ""), reason=row.reason,
        source=f"{upload.no}/{row.sheet or ''}!{cell}"[:120], made_up=upload.made_up,
    )  # fmt: skip


def _check(whole: assembling.Whole, writer: Actor, upload: Upload, settled: Mapping[str, Settled]) -> None:
    """The register's questions about each row; a new project is asked about as if it stood there already."""
    open_ = [r for r in whole.rows.values() if r.standing == "open"]
    rows, new = [r for r in open_ if r.project], [r for r in open_ if r.new_office]
    if not whole.month:
        return
    checked = checks.checked(writer, [line(r, whole, upload) for r in rows]) if rows else []
    pairs = [*zip(rows, checked, strict=True), *((r, _as_new(r, line(r, whole, upload))) for r in new)]
    assembling.add_checks(whole, pairs, settled)


def _as_new(row: Row, as_line: register_terms.Line) -> checks.Checked:
    total, planned = row.yuan.get("total_wan"), row.yuan.get("annual_plan_wan")
    facts = checks.Facts(0, "", row.name, row.new_office, total, as_line.month, "")
    figures, derived = register_rules.checks.filled(as_line.figures, None)
    found = register_rules.checks.findings(figures, (), total_yuan=total, planned_yuan=planned)
    return checks.Checked(as_line, facts, figures, derived, planned_yuan=planned, findings=found)
