"""The whole picture of an upload: doubts in order, rows with office, project and standing."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from leitai.kernel.refusal import N_
from leitai.workbooks import terms
from leitai.workbooks.intake import amounts, doubts, matching
from leitai.workbooks.intake import rows as row_rules
from leitai.workbooks.intake.words import (
    ENTERED_KINDS,
    REPORTED,
    Choice,
    Doubt,
    Known,
    Row,
    RowKey,
    Settled,
    Words,
)

ENTERED_MONEY = ("total_wan", "annual_plan_wan", *REPORTED)


@dataclass(slots=True)
class Whole:
    """What the page shows and submitting does. `month`: the month reported, "" where it isn't known."""

    reading: terms.Reading
    month: str
    is_entered: bool  # its kind becomes reports
    rows: dict[RowKey, Row]
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def open(self) -> list[Doubt]:
        """What must still be settled."""
        return [d for d in self.doubts if d.is_open]

    @property
    def to_settle(self) -> list[Doubt]:
        """What has or had to be settled."""
        return [d for d in self.doubts if d.kind == "settle"]

    @property
    def to_confirm(self) -> list[Doubt]:
        """What somebody should confirm."""
        return [d for d in self.doubts if d.kind == "confirm"]

    def doubt(self, key: str) -> Doubt | None:
        """The doubt of that name."""
        return next((d for d in self.doubts if d.key == key), None)

    def standing(self, *names: str) -> list[Row]:
        """The rows that stand so."""
        return [row for row in self.rows.values() if row.standing in names]


def assemble(
    reading: terms.Reading, settled: Mapping[str, Settled], known: Known, *, entered: Mapping[RowKey, str] | None = None
) -> Whole:
    """Doubts and rows, as far as the register's own checks aren't needed (`add_checks` follows).

    Args: settled: answers by the doubts' names. entered: rows that were entered before -> number of their project.
    """
    found = doubts.of_reading(reading, settled, known)
    rows = row_rules.of_reading(reading)
    whole = Whole(reading, "", reading.kind in ENTERED_KINDS, rows)
    whole.month = _month(reading, found, settled)
    found += _period_doubts(whole, found, settled, known)
    whole.month = _month(reading, found, settled)
    if whole.is_entered:
        found += _broken(whole, settled)
    _rule_remembered_doubles(rows, found)
    row_rules.put_right(rows, found, known)
    row_rules.put_offices(rows, reading, found, known)
    for key, no in (entered or {}).items():
        if key in rows:
            rows[key].standing, rows[key].project, rows[key].entered_no = "entered", no, no
    if whole.is_entered:
        found += _offices(whole, settled, known)
        row_rules.put_right(rows, [d for d in found if d.code in {"OFFICE_OTHER", "ROW_OTHER_OFFICE"}], known)
        found += _projects(whole, settled, known)
    whole.doubts = found
    return whole


def add_checks(whole: Whole, checked: Iterable[tuple[Row, Any]], settled: Mapping[str, Settled]) -> None:
    """Adds what the register asks about the rows that have a project: pairs of a row and its `register` Checked."""
    found: list[Doubt] = []
    for row, each in checked:
        if each.facts is not None:
            found += _register_doubts(whole, row, each, settled)
    row_rules.put_right(whole.rows, found, _NOBODY)
    whole.doubts += found


def finish(whole: Whole, *, only_home: bool = False) -> None:
    """Says how each row stands; doubts of rows that are not entered need nobody. Errors first, then what to confirm.

    Args: only_home: whoever asks is the town itself, which can't return its table to anybody but put it right.
    """
    kept = [
        dataclasses.replace(d, kind="noted", choices=()) if d.settled is None and _is_idle(whole, d) else d
        for d in (_without_return(d) if only_home else d for d in whole.doubts)
    ]
    order = {"settle": 0, "confirm": 1, "noted": 2}
    whole.doubts = sorted(kept, key=lambda d: (order[d.kind], d.group))
    is_held = any(d.is_open and not d.rows for d in whole.doubts)
    held = {key for d in whole.doubts if d.is_open for key in d.rows}
    for row in whole.rows.values():
        if row.standing == "open" and not is_held and row.key not in held and (row.project or row.new_office):
            row.standing = "ready"


def _rule_remembered_doubles(rows: dict[RowKey, Row], found: Iterable[Doubt]) -> None:
    """Doubles about which the reader doesn't ask were ruled in an earlier month."""
    asked = {key for d in found if d.code == "DUP_NAME_VARIANT" and d.kind != "noted" for key, _ in d.spots}
    for row in rows.values():
        if row.duplicate_of and row.key not in asked:
            row.standing = "duplicate"


def _without_return(doubt: Doubt) -> Doubt:
    choices = tuple(c for c in doubt.choices if c.code != "return")
    settled = doubt.settled if doubt.settled and doubt.settled.answer != "return" else None
    return dataclasses.replace(doubt, choices=choices, settled=settled)


def _is_idle(whole: Whole, doubt: Doubt) -> bool:
    """Whether all rows of a doubt are left out or entered already."""
    rows = [whole.rows[key] for key in doubt.rows]
    return bool(rows) and all(not row.is_counted or row.entered_no for row in rows)


_NOBODY = Known(offices={}, places=[], projects=[], remembered={}, home="", newest="", only_home=False)


def _new(
    code: str, sheet: str | None, cell: str | None, words: Words, choices: tuple[Choice, ...], settled: Mapping[str, Settled],
    kind: str = "settle", **more: Any,
) -> Doubt:  # fmt: skip
    name = doubts.key(code, sheet, cell)
    return Doubt(
        name, code, sheet, cell, kind, words, choices, settled=doubts.valid(settled.get(name), choices), **more
    )


def _month(reading: terms.Reading, found: Iterable[Doubt], settled: Mapping[str, Settled]) -> str:
    """The month as settled, else as read; a quarter is none."""
    period = reading.period or ""
    month = period if len(period) == 7 and period[5] != "Q" else ""
    for doubt in found:
        choice = doubt.chosen
        if choice is not None and doubt.settled is not None:
            if choice.code == "month":
                month = str(doubt.settled.value)
            elif choice.code.startswith("year-"):
                month = f"{choice.value}-{doubt.more['month']:02d}"
    # A year that was ruled is in force also after the file was read again with it, when nothing asks for it any more.
    ruled = settled.get(doubts.key("PERIOD_NEEDED", "*", None))
    return str(ruled.value) if ruled and ruled.answer == "month" else month


def _period_doubts(whole: Whole, found: list[Doubt], settled: Mapping[str, Settled], known: Known) -> list[Doubt]:
    asked = any(d.code == "PERIOD_NO_YEAR" for d in found)
    if not whole.is_entered:
        return []
    another = Choice("month", Words(N_("It is the report of")), asks="month")
    if (not whole.month and not asked) or doubts.key("PERIOD_NEEDED", "*", None) in settled:
        words = Words(N_("The table does not say of which month it is; reports are entered month by month"))
        return [_new("PERIOD_NEEDED", "*", None, words, (another, doubts.RETURN), settled)]
    future = doubts.key("PERIOD_FUTURE", "*", None)
    if whole.month > known.newest or future in settled:
        read = whole.reading.period or ""
        words = Words(
            N_("%(month)s can't be reported yet; the newest month is %(newest)s"),
            {"month": read, "newest": known.newest},
        )
        return [_new("PERIOD_FUTURE", "*", None, words, (another, doubts.RETURN), settled)]
    return []


def _broken(whole: Whole, settled: Mapping[str, Settled]) -> list[Doubt]:
    """Amounts with a part of a yuan: nobody rounds them silently."""
    found = []
    for row in whole.rows.values():
        for name in ENTERED_MONEY:
            if amounts.is_broken(row.fields.get(name)):
                words = Words(N_("%(wan)s is not a whole number of yuan"), {"wan": row.fields[name]})
                yuan = amounts.rounded(row.fields[name])
                choices = (
                    Choice("round", Words(N_("Take %(yuan)s yuan"), {"yuan": yuan})), doubts.MISSING, doubts.TYPED["amount"],
                    doubts.RETURN,
                )  # fmt: skip
                spots, cell = ((row.key, name),), row.cells.get(name)
                found.append(
                    _new("YUAN_FRACTION", row.sheet, cell, words, choices, settled, rows=(row.key,), spots=spots)
                )
    return found


def _offices(whole: Whole, settled: Mapping[str, Settled], known: Known) -> list[Doubt]:
    """A town enters its own rows alone: another one's workbook, or another one's row, is asked about."""
    if not known.only_home:
        return []
    found = []
    unit = known.offices.get(whole.reading.reporting_unit or "")
    if whole.reading.reporting_unit and (unit is None or unit.code != known.home):
        words = Words(
            N_("The table says that %(unit)s reports, not your office"), {"unit": whole.reading.reporting_unit}
        )
        ours = Choice("ours", Words(N_("It is our own table; the name in it is wrong")))
        found.append(_new("OFFICE_OTHER", "*", None, words, (ours, doubts.RETURN), settled))
        if found[-1].settled:
            for row in whole.rows.values():
                row.office = row.office if row.fields.get("town") else known.home
    for row in whole.rows.values():
        if row.office and row.office != known.home and row.is_counted and (not found or row.fields.get("town")):
            words = Words(
                N_("This row is of another office: %(town)s"),
                {"town": row.fields.get("town") or whole.reading.reporting_unit},
            )
            ours = Choice("ours", Words(N_("It is our own project; the name is wrong")))
            cell = row.cell("town", "name")
            doubt = _new(
                "ROW_OTHER_OFFICE", row.sheet, cell, words, (doubts.OUT, ours, doubts.RETURN), settled, rows=(row.key,)
            )
            found.append(doubt)
            if doubt.settled and doubt.settled.answer == "ours":
                row.office = known.home
    return found


def _projects(whole: Whole, settled: Mapping[str, Settled], known: Known) -> list[Doubt]:
    """Which project each row is. What is certain isn't asked; whoever resembles is offered; the rest is new or left out."""
    book = matching.Book(known.projects, known.remembered)
    found: list[Doubt] = []
    taken: dict[str, Row] = {}
    for row in whole.rows.values():
        if not row.name or not row.is_counted or row.entered_no or _waits(whole, row):
            continue
        row.project, row.how = book.find(row)
        name = doubts.key("PROJECT", row.sheet, row.cell("name") or row.row)
        if not row.project or name in settled or row.project in taken:
            doubt = _project_doubt(row, book, taken, settled, known)
            found.append(doubt)
            _rule_project(row, doubt, book, known)
        if row.project:
            taken[row.project] = row
    return found


def _waits(whole: Whole, row: Row) -> bool:
    """A row that may be another one's double, or whose town nobody knows, is nobody's until that is ruled."""
    is_lost = bool(row.fields.get("town_as_reported")) and not row.fields.get("town") and not row.office
    return is_lost or (bool(row.duplicate_of) and row.standing == "open")


def _project_doubt(
    row: Row, book: matching.Book, taken: Mapping[str, Row], settled: Mapping[str, Settled], known: Known
) -> Doubt:
    near = [c for c in book.candidates(row) if c.no not in taken]
    choices = [
        Choice(
            f"same-{c.no}",
            Words(N_("It is %(name)s (%(no)s)"), {"name": c.name, "no": c.no, "reasons": c.reasons}),
            value=c.no,
        )
        for c in near
    ]
    own = row.office or (known.home if known.only_home else "")
    choices.append(Choice("new", Words(N_("A new project")), value=own or None, asks="" if own else "office"))
    choices += [Choice("project", Words(N_("A project of the register")), asks="project"), doubts.OUT]
    if row.project in taken:
        words = Words(N_("Row %(row)s is already entered as this project"), {"row": taken[row.project].row})
    elif near:
        words = Words(N_("%(name)s is not on the register under this name; a similar project is"), {"name": row.name})
    else:
        words = Words(N_("%(name)s is not on the register"), {"name": row.name})
    more = {"near": len(near)}
    cell = row.cell("name") or row.row
    return _new("PROJECT", row.sheet, cell, words, tuple(choices), settled, rows=(row.key,), group="project", more=more)


def _rule_project(row: Row, doubt: Doubt, book: matching.Book, known: Known) -> None:
    choice, given = doubt.chosen, doubt.settled
    row.project = row.how = ""
    if choice is None or given is None:
        return
    if choice.code == "new":
        row.new_office, row.how = str(choice.value or given.value or ""), "new"
    elif choice.code == "out":
        row.standing = "out"
    elif choice.code == "project" or choice.code.startswith("same-"):
        no = str(choice.value or given.value)
        row.project, row.how = (no, "ruled") if no in book.by_no else ("", "")


FIELDS = {"month_yuan": "month_wan", "cum_year_yuan": "cum_year_wan", "cum_yuan": "cum_wan"}


def _register_doubts(whole: Whole, row: Row, each: Any, settled: Mapping[str, Settled]) -> list[Doubt]:
    found = []
    stands = each.state in {"submitted", "verified"}
    if stands:
        found.append(_stands(whole, row, each, settled))
    else:
        found += [_finding(row, finding, settled) for finding in each.findings if finding.severity > 1]
    for code, name, there in (
        ("REG_TOTAL", "total_wan", each.facts.total_yuan),
        ("REG_PLAN", "annual_plan_wan", each.planned_yuan),
    ):
        here = row.yuan.get(name)
        if here is not None and there is not None and here != there:
            text = {
                "REG_TOTAL": N_(
                    "The register has %(there)s as total investment, the table %(here)s; the register's stays"
                ),
                "REG_PLAN": N_(
                    "The register has %(there)s as the year's plan, the table %(here)s; the register's stays"
                ),
            }[code]
            words = Words(text, {"there": there, "here": here})
            spots, rows = ((row.key, name),), (row.key,)
            found.append(
                _new(
                    code,
                    row.sheet,
                    row.cells.get(name),
                    words,
                    (doubts.CONFIRM,),
                    settled,
                    "confirm",
                    rows=rows,
                    spots=spots,
                )
            )
    return found


def _stands(whole: Whole, row: Row, each: Any, settled: Mapping[str, Settled]) -> Doubt:
    words = Words(
        N_("%(month)s of this project is reported already (%(report_state)s)"),
        {"month": whole.month, "report_state": each.state, "no": each.facts.no},
    )  # fmt: skip
    choices: tuple[Choice, ...] = (doubts.OUT, doubts.RETURN)
    if each.state == "submitted":
        choices = (doubts.OUT, Choice("replace", Words(N_("Take that report back and enter this one"))), doubts.RETURN)
    return _new("REG_STANDS", row.sheet, row.cell("name"), words, choices, settled, rows=(row.key,))


def _finding(row: Row, finding: Any, settled: Mapping[str, Settled]) -> Doubt:
    name = FIELDS.get(finding.field, "month_wan")
    choices = []
    better = finding.data.get("better")
    if better is not None:
        choices.append(Choice("take-better", Words(N_("Take %(amount)s"), {"amount": better}), value={"yuan": better}))
    if finding.severity == 2:
        choices.append(Choice("reason", Words(N_("It is right, because")), asks="reason"))
    if finding.code != "missing":
        choices.append(doubts.MISSING)
    choices += [doubts.TYPED["amount"], doubts.OUT, doubts.RETURN]
    cell = row.cells.get(name) or row.cell(*REPORTED, "name")
    return _new(
        f"REG_{finding.code.upper()}", row.sheet, cell, Words(data={"sentence": finding}), tuple(choices), settled, rows=(row.key,),
        spots=((row.key, name),),
    )  # fmt: skip
