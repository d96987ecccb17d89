"""From the plain values a page gives to what a component's template draws: one function per component that needs it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.forms.boundfield import BoundField
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from leitai.web import bits, charts, fields, maps

Values = dict[str, Any]


def table(values: Values) -> Values:
    """Rows as finished markup: the same cell opening is written once per column, since tables have thousands of cells."""
    columns = values["columns"] or []
    cells = [_cell_frame(column) for column in columns]
    rows = [_row(row, cells, values["select"]) for row in values["rows"] or ()]
    total = _row({"cells": values["sum"]}, cells, values["select"], foot=True) if values["sum"] else ""
    return {**values, "rows": rows, "sum": total, "cards": values["cards"] is not False, "width": len(columns)}


def _cell_frame(column: Mapping[str, Any]) -> tuple[SafeString, SafeString]:
    if column.get("head"):
        return SafeString('<th scope="row">'), SafeString("</th>")
    kinds = ["n"] if column.get("number") else []
    kinds += {"hide": ["hide-s"], "wide": ["wide-s"]}.get(column.get("phone", ""), [])
    css = format_html(' class="{}"', " ".join(kinds)) if kinds else ""
    return format_html('<td{} data-k="{}">', css, column.get("short") or column["label"]), SafeString("</td>")


def _row(row: Any, cells: Sequence[tuple[SafeString, SafeString]], select: Any, *, foot: bool = False) -> SafeString:
    row = row if isinstance(row, Mapping) else {"cells": row}
    parts = [
        "<tr",
        ' class="on"' if row.get("on") else "",
        format_html(' id="{}"', row["id"]) if row.get("id") else "",
        ">",
    ]
    if select and foot:
        parts.append('<td class="hide-s"></td>')
    elif select:
        checked = SafeString(" checked") if row.get("on") else ""
        parts.append(format_html(
            '<td class="hide-s"><input type="checkbox" name="{}" value="{}" aria-label="{}"{}></td>',
            select["name"], row.get("key", ""), row.get("name", ""), checked))  # fmt: skip
    for (opening, closing), cell in zip(cells, row["cells"], strict=True):
        # in a row of sums an empty text is a column without a sum, not a missing figure
        parts += (opening, "" if foot and cell == "" else bits.render(cell), closing)
    parts.append("</tr>")
    return SafeString("".join(parts))


def field(values: Values) -> Values:
    """One field of a form, from a bound field of Django or from plain values (name, label, value, options, error, ...)."""
    bound = values["field"]
    return fields.shown(bound, values) if isinstance(bound, BoundField) else fields.plain(values)


def error_summary(values: Values) -> Values:
    """All errors of a form with the ids to jump to; errors of no field come first, without a link."""
    form = values["form"]
    if form is None:
        return {**values, "errors": values["errors"] or []}
    found = [{"text": text, "href": ""} for text in form.non_field_errors()]
    for bound in form:
        found += [{"text": text, "href": f"#{fields.first_id(bound)}", "label": bound.label} for text in bound.errors]
    return {**values, "errors": found}


def pager(values: Values) -> Values:
    """Whether there is anything to turn, and the range in words."""
    total, first, last = values["total"] or 0, values["first"] or 0, values["last"] or 0
    said = _("Rows %(first)s–%(last)s of %(total)s") % {
        "first": f"{first:,}",
        "last": f"{last:,}",
        "total": f"{total:,}",
    }
    return {**values, "said": said if total else _("No rows")}


def line_chart(values: Values) -> Values:
    """Curves, plan and forecast band, with the table behind."""
    drawing = charts.line(
        values["labels"], values["series"], plan=values["plan"] or (), band=values["band"], unit=values["unit"] or "",
        plan_text=values["plan_text"] or "", from_zero=bool(values["from_zero"]), height=values["height"] or 384,
    )  # fmt: skip
    return {**values, "drawing": drawing, "behind": _behind(values), "legend": _legend(values)}


def bar_chart(values: Values) -> Values:
    """Bars with the plan behind, with the table behind."""
    drawing = charts.bars(
        values["labels"], values["series"], plan=values["plan"] or (), unit=values["unit"] or "", texts=values["texts"],
        scale=values["scale"] is not False, width=values["width"] or 880, height=values["height"] or 280,
    )  # fmt: skip
    return {**values, "drawing": drawing, "behind": _behind(values), "legend": _legend(values)}


def dot_chart(values: Values) -> Values:
    """Every case a dot, two medians."""
    drawing = charts.dots(values["values"] or (), before=values["before"], unit=values["unit"] or "")
    return {**values, "drawing": drawing}


def milestones(values: Values) -> Values:
    """The line of milestones, and the same as a list for readers of text."""
    return {**values, "drawing": charts.milestones(values["steps"], values["speeds"] or ())}


def county_map(values: Values) -> Values:
    """Outline and places in one view box."""
    width, height = values["width"] or 520, values["height"] or 400
    drawing = maps.draw(values["outline"], values["places"] or (), width=width, height=height)
    # a drawing with links is a group of them; one without is a picture
    return {**values, "drawing": drawing, "linked": any(place.href for place in drawing.places)}


def sheet_reader(values: Values) -> Values:
    """Cells by address with their marks and doubts; a cell's own number wins over its colour."""
    doubts = {doubt["cell"]: doubt for doubt in values["doubts"] or ()}
    rows = [{**row, "cells": [_sheet_cell(cell, doubts) for cell in row["cells"]]} for row in values["rows"] or ()]
    settle = [doubt for doubt in values["doubts"] or () if doubt["kind"] == "settle"]
    confirm = [doubt for doubt in values["doubts"] or () if doubt["kind"] == "confirm"]
    settled = sum(1 for doubt in settle if any(answer.get("chosen") for answer in doubt["answers"]))
    return {**values, "rows": rows, "settle": settle, "confirm": confirm, "settled": settled}


def _sheet_cell(cell: Mapping[str, Any], doubts: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    doubt = doubts.get(cell.get("at", ""))
    kinds = [
        {"settle": "m-err", "confirm": "m-warn"}[doubt["kind"]] if doubt else "m-info" if cell.get("handled") else ""
    ]
    kinds += ["hd" if cell.get("head") else "", "r" if cell.get("number") else ""]
    return {**cell, "css": " ".join(filter(None, kinds)), "doubt": doubt}


def _behind(values: Values) -> Values:
    """The table behind a chart: a row per label, a column per series, plan last."""
    columns = [str(one["name"]) for one in values["series"]] + ([_("Plan")] if values["plan"] else [])
    rows = []
    for i, label in enumerate(values["labels"]):
        found = [one["values"][i] if i < len(one["values"]) else None for one in values["series"]]
        if values["plan"]:
            found.append(values["plan"][i] if i < len(values["plan"]) else None)
        rows.append({"label": label, "cells": [bits.render(value) for value in found]})
    unit = conditional_escape(values["unit"] or "")
    return {"columns": columns, "rows": rows, "unit": unit}


def _legend(values: Values) -> list[tuple[str, str]]:
    """(class of the swatch, word), only where there is more than one thing to tell apart."""
    entries = [("" if i == 0 else f"k{i + 1}", str(one["name"])) for i, one in enumerate(values["series"])]
    if values["plan"]:
        entries.append(("plan" if "band" in values else "off", _("Plan")))
    if values.get("band"):
        entries.append(("soft", values["band"].get("name") or _("Forecast range")))
    return entries if len(entries) > 1 else []
