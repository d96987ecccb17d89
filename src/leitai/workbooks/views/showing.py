"""An upload's picture as plain values for its page: title, sheets with marked cells, doubts with answers, rows as read."""

import re
from collections import defaultdict
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitai.accounts import queries as accounts
from leitai.kernel.actor import Actor
from leitai.register.rules import months
from leitai.web import phrases, words
from leitai.workbooks import access, labels, terms
from leitai.workbooks.intake import amounts, cells
from leitai.workbooks.intake.words import DATES, MONEY, Choice, Doubt, Known, Row
from leitai.workbooks.queries.pictures import Picture
from leitai.workbooks.views import telling

Values = dict[str, Any]
_NUMBER = re.compile(r"[-−]?[\d０-９][\d０-９,，.．]*%?")
_FIGURES = re.compile(r"=.*|[\d０-９年月日,，.．/—–~-]*", re.DOTALL)
MONTHS_OFFERED = 36
ROWS_SHOWN = 400  # of one sheet, as of the sheet itself
LONG_TEXT, LONG_FORMULA = 9, 16
COLUMNS = (
    "town",
    "category",
    "total_wan",
    "phase1_wan",
    "annual_plan_wan",
    "months_wan",
    "cum_by_month_wan",
    "month_wan",
    "prev_cum_year_wan",
    "cum_year_wan",
    "prev_cum_wan",
    "cum_wan",
    "prev_year_wan",
    "yoy_pct",
    "pct_of_plan",
    "start",
    "phase1_finish",
    "finish",
    "signed",
    "status",
    "code",
    "investor",
    "industry",
    "land_mu",
    "chemical",
)
LISTS = ("months_wan", "cum_by_month_wan")
PERCENTS = ("yoy_pct", "pct_of_plan")


def crumbs(upload: Any, last: str = "") -> list[dict[str, str]]:
    """Where the page is."""
    made = [{"label": _("Workbooks"), "href": reverse("workbooks:uploads")}]
    if upload.month:
        made.append({"label": words.month(upload.month), "href": reverse("register:months_of", args=[upload.month])})
    made.append({"label": upload.no, "href": reverse("workbooks:reader", args=[upload.no]) if last else ""})
    return [*made, {"label": last, "href": ""}] if last else made


def unread(upload: Any, by: Actor) -> Values:
    """The page of an upload that is being read, or can't be."""
    is_unreadable = upload.state == "unreadable"
    href = reverse("workbooks:reader", args=[upload.no])
    said = {"waiting": _("waiting its turn"), "reading": _("being read")}.get(upload.state, "")
    if is_unreadable:
        title = _("Not read: %(name)s") % {"name": upload.name}
    elif upload.state == "withdrawn":
        title = _("Withdrawn: %(name)s") % {"name": upload.name}
    else:
        title = _("Reading %(name)s") % {"name": upload.name}
    return {
        "upload": upload,
        "title": title,
        "crumbs": crumbs(upload),
        "said": said,
        "is_unreadable": is_unreadable,
        "is_reading": upload.state in {"waiting", "reading"},
        "done": {"waiting": 0, "reading": 1}.get(upload.state, 2),
        "reason": upload.refusal_en if words.english() else upload.refusal_zh,
        "watch": f"{href}?part=work",
        "key": telling.new_key(),
        "may_withdraw": access.may(by, "workbooks.upload", office=upload.office) and upload.state != "withdrawn",
        "may_original": access.may(by, "workbooks.original", office=upload.office),
        "meta": _received(upload),
    }


def _received(upload: Any) -> list[Any]:
    return [upload.name, _("received %(at)s, the original is kept") % {"at": words.moment(upload.handed_in_at)}]


def page(picture: Picture, by: Actor, *, sheet: int | None) -> Values:
    """Everything the reader's page shows."""
    upload, whole = picture.upload, picture.whole
    numbers = {d.key: n for n, d in enumerate((d for d in whole.doubts if d.kind != "noted"), start=1)}
    at = _sheet(picture, sheet)
    may_settle = picture.is_open and access.may(by, "workbooks.settle", office=upload.office)
    many = len(whole.reading.sheets) > 1
    shown = [_doubt(d, numbers, picture, many) for d in whole.doubts if d.kind != "noted"]
    projects = [d for d in shown if d["group"] == "project"]
    settle = [d for d in shown if d["kind"] == "settle" and d["group"] != "project"]
    new = [d for d in projects if not d["settled"] and not d["near"]]
    ready, left = whole.standing("ready"), whole.standing("open")
    office = accounts.office_names({upload.office}).get(upload.office, upload.office)
    return {
        "upload": upload,
        "no": upload.no,
        "title": _title(picture),
        "crumbs": crumbs(upload),
        "meta": [*_received(upload), office],
        "tabs": _tabs(picture, at, numbers),
        "sheet_at": at,
        "grid": _grid(picture, at, numbers),
        "legend": _legend(picture),
        "settle": settle,
        "projects": projects,
        "confirm": [d for d in shown if d["kind"] == "confirm"],
        "gone": [_gone(one) for one in picture.gone],
        "may_settle": may_settle,
        "to_confirm": sum(d.settled is None for d in whole.to_confirm),
        "all_new": sum(bool(d["can_new"]) for d in new),
        "all_out": len(new),
        "settled_count": sum(not d.is_open for d in whole.to_settle) + len(picture.gone),
        "settle_count": len(whole.to_settle) + len(picture.gone),
        "open_count": len(whole.open),
        "columns": _columns(whole.rows.values(), whole.reading.sheets[at].name),
        "rows": _rows(picture, at),
        "rows_left": max(0, sum(r.sheet == whole.reading.sheets[at].name for r in whole.rows.values()) - ROWS_SHOWN),
        "count": len(ready) + len(left),
        "ready": len(ready),
        "is_held": any(not d.rows for d in whole.open),
        "is_entered": whole.is_entered,
        "is_open": picture.is_open,
        "may_submit": picture.is_open and access.may(by, "workbooks.submit", office=upload.office),
        "may_return": picture.is_open and access.may(by, "workbooks.return", office=upload.office),
        "may_withdraw": upload.state == "read" and access.may(by, "workbooks.upload", office=upload.office),
        "may_original": access.may(by, "workbooks.original", office=upload.office),
        "trips": _trips(whole.reading, whole.reading.sheets[at].name),
        "warnings": _warnings(whole.reading),
        "entered": _entered(picture),
        "offices": [{"value": p.code, "label": p.name} for p in picture.known.places],
        "months": _months(picture.known),
    }


def _title(picture: Picture) -> str:
    upload, whole = picture.upload, picture.whole
    rows, open_ = labels.rows_counted(len(whole.rows)), len(whole.open)
    if upload.state == "submitted":
        return _("%(month)s: %(rows)s entered") % {
            "month": words.month(upload.month),
            "rows": labels.rows_counted(upload.entered_count),
        }
    if upload.state == "returned":
        return _("Returned: %(name)s") % {"name": upload.name}
    if upload.state == "withdrawn":
        return _("Withdrawn: %(name)s") % {"name": upload.name}
    if not whole.is_entered:
        return _("Read %(rows)s; kept as read, not entered") % {"rows": rows}
    if upload.state == "partly":
        entered = labels.rows_counted(upload.entered_count)
        return _("%(entered)s entered, %(n)s still to be settled") % {"entered": entered, "n": open_}
    if open_:
        said = ngettext(
            "Read %(rows)s, %(n)s place is for you to settle",
            "Read %(rows)s, %(n)s places are for you to settle",
            open_,
        )
        return said % {"rows": rows, "n": open_}
    return _("Read %(rows)s, nothing is left to settle") % {"rows": rows}


def place(doubt: Doubt) -> str:
    """Where a doubt is, in a word: B12, or the whole table."""
    cell = doubt.cell or ""
    if cell.startswith("row"):
        return _("row %(n)s") % {"n": cell[3:]}
    return cell or _("the whole table")


def kind_word(doubt: Doubt) -> str:
    """What a doubt asks for."""
    return _("to settle") if doubt.kind == "settle" else _("to confirm")


def _doubt(doubt: Doubt, numbers: dict[str, int], picture: Picture, many: bool) -> Values:
    chosen = doubt.chosen
    choices = [_choice(c, doubt, picture) for c in doubt.choices if c.code != "confirm"]
    named = next((i for i, s in enumerate(picture.whole.reading.sheets) if s.name == doubt.sheet), None)
    first = cells.first(doubt.cell)
    return {
        "key": doubt.key,
        "number": numbers[doubt.key],
        "kind": doubt.kind,
        "group": doubt.group,
        "place": place(doubt),
        "cell": first,
        "sheet": doubt.sheet if many and doubt.sheet and doubt.sheet != "*" else "",
        "sheet_at": named,
        "text": labels.said(doubt.words),
        "settled": bool(doubt.settled) and not doubt.is_open,
        "is_back": bool(doubt.settled and doubt.settled.answer == "return"),
        "seen": doubt.settled.version if doubt.settled else 0,
        "plain": [c for c in choices if not c["asks"]],
        "asking": [c for c in choices if c["asks"]],
        "is_open_more": _is_wide(choices),
        "can_confirm": any(c.code == "confirm" for c in doubt.choices),
        "chosen": labels.said(chosen.words) if chosen else "",
        "near": doubt.more.get("near", 0),
        "can_new": any(c.code == "new" and not c.asks for c in doubt.choices),
        "says": _given(doubt, picture) if chosen and chosen.asks else "",
    }


def _is_wide(choices: list[Values]) -> bool:
    """Whether the answers that ask for something stand open: one was given, or there is no other way but to return it."""
    asking = [c for c in choices if c["asks"]]
    ready = [c for c in choices if not c["asks"] and c["code"] not in {"return", "out", "missing"}]
    return any(c["chosen"] for c in asking) or (bool(asking) and not ready)


def _choice(choice: Choice, doubt: Doubt, picture: Picture) -> Values:
    is_chosen = bool(doubt.settled and doubt.settled.answer == choice.code)
    return {
        "code": choice.code,
        "label": labels.said(choice.words),
        "note": labels.reasons(choice.words),
        "asks": choice.asks,
        "chosen": is_chosen,
        "given": _given(doubt, picture) if is_chosen and choice.asks else "",
        "value": doubt.settled.value if doubt.settled and is_chosen else "",
    }


def _given(doubt: Doubt, picture: Picture) -> str:
    """What was given with the answer, as it is typed."""
    value = doubt.settled.value if doubt.settled else None
    if isinstance(value, dict) and "yuan" in value:
        return words.wan(value["yuan"])
    if isinstance(value, dict):
        return str(value.get("value", ""))
    return str(value or "")


def _gone(settled: Values) -> Values:
    about = settled["about"]
    data = {k: words.partial_day(v) if k == "month" else v for k, v in about.get("label_data", {}).items()}
    label = labels.word({about["label"]: about["label"]}, about["label"]) % data if about.get("label") else ""
    said = about.get("office_name") or (words.partial_day(settled["value"]) if settled["answer"] == "month" else "")
    return {
        "key": settled["doubt"],
        "text": about.get("en") if words.english() else about.get("zh"),
        "answer": f"{label} {said}".strip(),
    }


# sheets


def _sheet(picture: Picture, asked: int | None) -> int:
    """The sheet shown: the one asked for, else the first with a doubt to settle, else with a row, else the first visible."""
    sheets = picture.whole.reading.sheets
    if asked is not None and asked < len(sheets):
        return asked
    names = [s.name for s in sheets]
    for wanted in (
        [d.sheet for d in picture.whole.open if d.sheet in names and d.group != "project"],
        [r.sheet for r in picture.whole.rows.values()],
        [s.name for s in sheets if s.state == "visible"],
    ):
        if wanted:
            return names.index(wanted[0])
    return 0


def _tabs(picture: Picture, at: int, numbers: dict[str, int]) -> list[Values]:
    if len(picture.whole.reading.sheets) < 2:
        return []
    counts: dict[str | None, int] = defaultdict(int)
    for doubt in picture.whole.open:
        counts[doubt.sheet] += 1
    href = reverse("workbooks:reader", args=[picture.upload.no])
    return [
        {
            "label": f"{s.name}{_(' (hidden)') if s.state != 'visible' else ''}",
            "href": f"{href}?sheet={i}",
            "count": counts[s.name] or None,
            "current": i == at,
        }
        for i, s in enumerate(picture.whole.reading.sheets)
    ]


def _legend(picture: Picture) -> Values:
    whole = picture.whole
    codes = sum(d.code == "CODE_MISSING" for d in whole.doubts)
    return {
        "settle": len(whole.open),
        "confirm": sum(d.settled is None for d in whole.to_confirm),
        "handled": sum(d.kind == "noted" and d.code != "CODE_MISSING" for d in whole.doubts),
        "codes": codes,
    }


def _grid(picture: Picture, at: int, numbers: dict[str, int]) -> Values:
    sheet = picture.whole.reading.sheets[at]
    marks = _marks(picture, sheet, numbers)
    read = {int(r.row) for r in picture.whole.rows.values() if r.sheet == sheet.name and r.row.isdigit()}
    across = any(r.sheet == sheet.name and not r.row.isdigit() for r in picture.whole.rows.values())
    ignored = {
        i["row"]
        for i in picture.whole.reading.ignored
        if i.get("sheet") == sheet.name and isinstance(i.get("row"), int)
    }
    spans, covered = _merges(sheet)
    width = max((len(line) for line in sheet.grid), default=0)
    rows = []
    for number, line in enumerate(sheet.grid, start=1):
        is_head = not across and bool(read) and number < min(read)
        is_skipped = not across and not is_head and number not in read and bool(read or ignored)
        rows.append(
            {
                "number": number,
                "hidden": number in sheet.hidden_rows,
                "skipped": is_skipped,
                "doubts": marks["rows"].get(number, []),
                "cells": [
                    _cell(line[c] if c < len(line) else "", number, c + 1, marks, spans, is_head)
                    for c in range(width)
                    if (number, c + 1) not in covered
                ],
            }
        )
    return {
        "rows": rows,
        "letters": [
            {"text": terms.letters(c), "hidden": terms.letters(c) in sheet.hidden_columns} for c in range(1, width + 1)
        ],
        "not_shown": max(0, sheet.rows_total - len(sheet.grid)),
        "columns_not_shown": max(0, sheet.columns_total - width),
        "name": sheet.name,
        "hidden": sheet.state != "visible",
        "notes": [{"at": a, "text": t} for a, t in list(sheet.notes.items())[:40]],
    }


def _cell(
    text: str, row: int, column: int, marks: Values, spans: dict[tuple[int, int], tuple[int, int]], is_head: bool
) -> Values:
    at = terms.address(row, column)
    kind, doubts = marks["cells"].get((row, column), ("", []))
    css = [{"settle": "m-err", "confirm": "m-warn", "noted": "m-info", "": ""}[kind], "hd" if is_head else ""]
    if len(text) > LONG_TEXT and not _FIGURES.fullmatch(text):
        css.append("long")
    if not is_head and _NUMBER.fullmatch(text.strip()):
        css.append("r")
    across, down = spans.get((row, column), (1, 1))
    return {
        "at": at,
        "text": _short_formula(text),
        "full": text if text.startswith("=") else "",
        "css": " ".join(filter(None, css)),
        "doubts": doubts,
        "across": across if across > 1 else "",
        "down": down if down > 1 else "",
        "formula": text.startswith("="),
    }


def _short_formula(text: str) -> str:
    """`=D8+D10+D11+D12` as `=D8+…+D12`: a column is not made wide by what nobody reads."""
    found = re.fullmatch(r"(=[A-Z]+\d+\+).{4,}(\+[A-Z]+\d+)", text)
    return (
        f"{found[1]}…{found[2]}"
        if found
        else text
        if len(text) < LONG_FORMULA or not text.startswith("=")
        else f"{text[:12]}…"
    )


def _merges(sheet: terms.SheetView) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """(first cell -> columns and rows it spans, cells that are covered)."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    last, width = len(sheet.grid), max((len(line) for line in sheet.grid), default=0)
    for merge in sheet.merges:
        inside = [(r, c) for r, c in cells.named(merge) if r and c and r <= last and c <= width]
        if len(inside) > 1:
            rows, columns = {r for r, _c in inside}, {c for _r, c in inside}
            spans[inside[0]] = (len(columns), len(rows))
            covered.update(inside[1:])
    return spans, covered


RANK = {"settle": 0, "confirm": 1, "noted": 2}


def _marks(picture: Picture, sheet: terms.SheetView, numbers: dict[str, int]) -> Values:
    found: dict[tuple[int, int], tuple[str, list[Values]]] = {}
    by_row: dict[int, list[Values]] = defaultdict(list)
    for doubt in picture.whole.doubts:
        if doubt.sheet != sheet.name or not doubt.cell or doubt.group == "project":
            continue
        kind = "noted" if doubt.settled and not doubt.is_open else doubt.kind
        number = [{"number": numbers[doubt.key], "key": doubt.key}] if doubt.key in numbers else []
        for place_, (row, column) in enumerate(cells.named(doubt.cell)):
            if row and column:
                before, doubts = found.get((row, column), ("noted", []))
                worst = min(before, kind, key=RANK.__getitem__)
                found[row, column] = (worst, doubts + (number if place_ == 0 else []))
            elif row and number:
                by_row[row] += number
    return {"cells": found, "rows": by_row}


# read as


def _columns(rows: Any, sheet: str | None) -> list[Values]:
    there = {name for row in rows if row.sheet == sheet for name in row.fields}
    made: list[Values] = [{"label": _("Row")}, {"label": _("Project"), "head": True}]
    for name in COLUMNS:
        if name in there or (name == "town" and "town_as_reported" in there):
            column: Values = {"label": labels.word(labels.FIELDS, name)}
            if name in MONEY or name in PERCENTS or name == "land_mu":
                column["number"] = True
            if (name in MONEY or name in LISTS) and not any("unit" in one for one in made):
                column["unit"] = str(phrases.WAN_YUAN)  # once: all amounts of the table have it
            made.append(column)
    return made


def _rows(picture: Picture, at: int) -> list[Values]:
    sheet = picture.whole.reading.sheets[at].name
    rows = [r for r in picture.whole.rows.values() if r.sheet == sheet][:ROWS_SHOWN]
    there = {name for row in rows for name in row.fields}
    shown = [n for n in COLUMNS if n in there or (n == "town" and "town_as_reported" in there)]
    return [
        {
            "cells": [r.row.removeprefix("col "), _name(r), *(_value(r, n) for n in shown)],
            "on": bool(r.duplicate_of) and r.standing == "open",
        }
        for r in rows
    ]


def _name(row: Row) -> Any:
    bit: Values = {"text": row.name}
    no = row.entered_no or row.project
    if no:
        bit["href"] = reverse("register:project", args=[no])
    tag = ""
    if row.standing == "duplicate":
        tag = _("same as row %(row)s, not counted") % {"row": row.duplicate_of.removeprefix("col ")}
    elif row.standing in {"out", "entered"}:
        tag = labels.word(labels.STANDINGS, row.standing)
    elif row.duplicate_of:
        tag = _("perhaps the same as row %(row)s, not counted yet") % {"row": row.duplicate_of.removeprefix("col ")}
    elif row.how == "new":
        tag = labels.word(labels.STANDINGS, "new")
    tone = {"duplicate": "", "out": "", "entered": "ok"}.get(row.standing, "late" if row.duplicate_of else "accent")
    return [bit, {"tag": tone, "text": tag}] if tag else bit


def _value(row: Row, name: str) -> Any:
    value = row.fields.get(name)
    if name in MONEY:
        return _amount(row, name)
    if name == "town":
        return value or {"text": row.fields.get("town_as_reported") or "—", "warn": True}
    if value is None:
        return None
    if name in LISTS:
        return " / ".join("—" if one is None else words.count(one) for one in value)
    if name in PERCENTS:
        return f"{words.count(value)}%"
    if name in DATES:
        return _date(value)
    if name == "chemical":
        return _("yes") if value else _("no")
    return value if isinstance(value, str | int | float) else str(value)


def _amount(row: Row, name: str) -> Any:
    yuan, read = row.yuan.get(name), row.fields.get(name)
    if name == "total_wan" and row.fields.get("total_range_wan") and yuan is None:
        return "–".join(words.count(one) for one in row.fields["total_range_wan"])
    text = (
        words.wan(yuan)
        if yuan is not None
        else (None if read is None or amounts.exact(read) is None else words.count(read))
    )
    if name == "total_wan" and text and row.fields.get("total_at_least"):
        return f"≥{text}"
    if name == "total_wan" and text and row.fields.get("total_approx"):
        return _("about %(amount)s") % {"amount": text}
    return text


def _date(value: Values) -> str:
    precision = value.get("precision")
    return str(value["value"]) if precision == "day" else words.partial_day(str(value["value"]))


def _trips(reading: terms.Reading, sheet: str | None) -> Values | None:
    here = [trip for trip in reading.trips or () if trip.get("sheet") == sheet]
    if not here:
        return None
    rows = []
    for trip in here:
        note = (
            _("outside the period")
            if trip.get("outside_period")
            else _("runs over its end")
            if trip.get("crosses_period")
            else ""
        )
        days = [_date(trip[n]) if isinstance(trip.get(n), dict) else trip.get(n) for n in ("start", "end")]
        rows.append(
            [
                str(trip.get("row", "")),
                *days,
                labels.words_list([str(p) for p in trip.get("place") or []]),
                note or None,
            ]
        )
    columns = [
        {"label": _("Row")},
        {"label": _("From")},
        {"label": _("Until")},
        {"label": _("Where"), "head": True},
        {"label": _("Note")},
    ]
    return {"rows": rows, "columns": columns, "count": reading.trip_count_in_period}


def _warnings(reading: terms.Reading) -> list[str]:
    said = {
        "macros": _("The file carries macros. They were not run; only the values were read."),
        "external": _("The file points to other files. They were not opened; only the saved values were read."),
    }
    return [said.get("macros" if "macro" in w else "external", w) for w in reading.warnings]


def _entered(picture: Picture) -> list[Values]:
    rows = picture.whole.standing("entered")
    return [
        {
            "name": r.name,
            "href": reverse("register:report", args=[f"{r.entered_no}/{picture.upload.month}"]),
            "no": r.entered_no,
        }
        for r in rows
    ]


def _months(known: Known) -> list[Values]:
    every = months.run(months.shifted(known.newest, -MONTHS_OFFERED + 1), known.newest)[::-1]
    return [{"value": m, "label": words.month(m)} for m in every]
