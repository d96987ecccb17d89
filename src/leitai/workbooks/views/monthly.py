"""The month's table to fill in: known figures are there already, and it comes back in without a question."""

import io
from typing import Any

import xlsxwriter
from django.http import FileResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitai.accounts import queries as accounts
from leitai.accounts.asking import Request
from leitai.accounts.door import door
from leitai.kernel.refusal import Gone, Refusal
from leitai.register.queries import months as register_months
from leitai.register.queries import names
from leitai.register.queries.months import ProjectMonth
from leitai.register.rules import deadlines, months
from leitai.web import xlsx
from leitai.workbooks.views import telling

WAN = 10_000
HEADS = (
    "序号",
    "项目名称",
    "项目代码",
    "总投资（万元）",
    "年度计划投资（万元）",
    "上月累计完成投资（万元）",
    "本月完成投资（万元）",
    "累计完成投资（万元）",
    "形象进度",
    "备注",
)
"""The table is the county's paper and speaks Chinese in every language of the page, so that it can be handed on."""
WIDTHS = (6, 44, 27, 14, 16, 18, 16, 16, 24, 24)
FILLED = (6, 8, 9)  # columns that the town writes: month, progress, remark
FIRST = 4


@door("workbooks.template")
@require_safe
def template(request: Request) -> HttpResponseBase:
    """The table of the month in the query, else of the month that is open."""
    asked = request.GET.get("month", "")
    return _answer(request, asked if months.is_month(asked) else deadlines.open_month(telling.today()))


@door("workbooks.template")
@require_safe
def template_of(request: Request, month: str) -> HttpResponseBase:
    """The table of a month."""
    return _answer(request, month)


def _answer(request: Request, month: str) -> HttpResponseBase:
    if month > months.shifted(months.month_of(telling.today()), 12):
        raise Gone
    by = request.actor
    code = by.office if by.role == "reporter" else request.GET.get("office", "")
    office = accounts.office(code) if code else None
    if office is None or not office.reports:
        raise Refusal(
            "office.unknown", _("There is no such office in the county. Choose one from the list."), field="office"
        )
    rows = register_months.projects(by, month=month, office=office.code)
    codes = {k.no: k.national_code or "" for k in names.known(by)}
    spool = io.BytesIO()
    write(spool, office.name_zh, month, [(row, codes.get(row.no, "")) for row in rows])
    spool.seek(0)
    name = f"{office.name_zh}{months.year(month)}年{months.number(month)}月重点项目进展情况表.xlsx"
    answer = FileResponse(spool, as_attachment=True, filename=name, content_type=xlsx.MEDIA_TYPE)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def write(target: Any, office: str, month: str, rows: list[tuple[ProjectMonth, str]]) -> None:
    """Writes the table: known cells locked, amounts in 万元 checked as they are typed, the sum worked out by the sheet."""
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        page = book.add_worksheet(f"{months.number(month)}月")
        form = _formats(book)
        title = f"{office}{months.year(month)}年{months.number(month)}月重点项目进展情况表"
        page.merge_range(0, 0, 0, len(HEADS) - 1, title, form["title"])
        page.merge_range(
            1,
            0,
            1,
            len(HEADS) - 1,
            f"填报单位：{office}　　黄格由填报单位填写，其余由系统带出　　单位：万元",
            form["note"],
        )
        for at, (head, width) in enumerate(zip(HEADS, WIDTHS, strict=True)):
            page.set_column(at, at, width)
            page.write_string(2, at, head, form["head"])
        for place, (row, code) in enumerate(rows):
            _row(page, form, FIRST - 1 + place, place + 1, row, code)
        last = FIRST - 2 + max(len(rows), 1)
        page.data_validation(
            FIRST - 1,
            6,
            last,
            6,
            {
                "validate": "decimal",
                "criteria": "between",
                "minimum": 0,
                "maximum": 10_000_000,
                "ignore_blank": True,
                "error_title": "本月完成投资",
                "error_message": "请填数字，单位万元；没有投资填 0。",
            },
        )
        page.protect("", {"format_columns": True, "format_rows": True})
        page.freeze_panes(3, 2)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(2)


def _formats(book: Any) -> dict[str, Any]:
    base = {"border": 1, "valign": "vcenter", "border_color": "#9AA7AE"}
    return {
        "title": book.add_format({"bold": True, "font_size": 15, "align": "center", "valign": "vcenter"}),
        "note": book.add_format({"font_color": "#4A5960", "valign": "vcenter"}),
        "head": book.add_format({**base, "bold": True, "bg_color": "#E8EEF1", "text_wrap": True, "align": "center"}),
        "text": book.add_format({**base, "text_wrap": True, "num_format": "@"}),
        "count": book.add_format({**base, "num_format": "0"}),
        "wan": book.add_format({**base, "num_format": "#,##0.####"}),
        "fill": book.add_format({**base, "num_format": "#,##0.####", "bg_color": "#FFF8DF", "locked": False}),
        "write": book.add_format({**base, "text_wrap": True, "bg_color": "#FFF8DF", "locked": False}),
    }


def _row(page: Any, form: dict[str, Any], at: int, number: int, row: ProjectMonth, code: str) -> None:
    page.write_number(at, 0, number, form["count"])
    page.write_string(at, 1, row.name, form["text"])
    page.write_string(at, 2, code, form["text"])
    before = row.last.cum_yuan if row.last else None
    now = row.report or {}
    for column, yuan in ((3, row.total_yuan), (4, row.planned_yuan), (5, before)):
        _amount(page, at, column, yuan, form["wan"])
    _amount(page, at, 6, now.get("month_yuan"), form["fill"])
    if before is not None:
        cell = f"{at + 1}"
        page.write_formula(at, 7, f"=F{cell}+G{cell}", form["wan"], (before + (now.get("month_yuan") or 0)) / WAN)
    else:
        _amount(page, at, 7, now.get("cum_yuan"), form["fill"])
    page.write_string(at, 8, str(now.get("progress") or ""), form["write"])
    page.write_blank(at, 9, None, form["write"])


def _amount(page: Any, at: int, column: int, yuan: int | None, form: Any) -> None:
    if yuan is None:
        page.write_blank(at, column, None, form)
    else:
        page.write_number(at, column, yuan / WAN, form)
