"""Small books for tests, built without a file: rows as lists, the rest by name."""

from __future__ import annotations

from typing import Any

from leitai.workbooks import terms
from leitai.workbooks.rules import answering

FILE = "城关街道2024年3月重点项目.xlsx"
TITLE = "城关街道2024年3月重点项目进展情况（单位：万元）"
HEAD = [
    "序号", "项目名称", "项目代码", "总投资", "年度计划", "上月累计", "本月完成", "本年累计", "累计完成投资",
    "开工时间", "竣工时间", "形象进度", "备注",
]  # fmt: skip
CODE = "2312-370724-04-01-00000{}"
ROW = [1, "甲厂扩建", CODE.format(1), 20000, 8000, 900, 300, 1200, 5000, "2023.5", "2025.6", "主体施工", None]
COLUMN = {
    "name": 2,
    "code": 3,
    "total": 4,
    "plan": 5,
    "prev": 6,
    "month": 7,
    "year": 8,
    "cum": 9,
    "start": 10,
    "finish": 11,
    "status": 12,
    "remark": 13,
}


def sheet(name: str | None, rows: list[list[Any]], **more: Any) -> terms.Sheet:
    return terms.Sheet(name, rows={n: list(r) for n, r in enumerate(rows, 1) if any(v is not None for v in r)}, **more)


def book(*sheets: terms.Sheet, file: str = FILE) -> terms.Book:
    return terms.Book(file, list(sheets))


def read(*sheets: terms.Sheet, file: str = FILE, hints: terms.Hints | None = None) -> dict[str, Any]:
    return answering.reading_of(book(*sheets, file=file), hints or terms.Hints(), views=False).answer()


def row(**changes: Any) -> list[Any]:
    """The usual project with some cells changed; the row is believable as it stands."""
    out = list(ROW)
    for name, value in changes.items():
        out[COLUMN[name] - 1] = value
    return out


OTHER = [2, "乙园建设", CODE.format(2), 9000, 3000, 500, 100, 600, 2600, "2024年1月", "2025年底", "基础", None]


def usual(*rows: list[Any], title: str = TITLE, head: list[Any] | None = None, **more: Any) -> terms.Sheet:
    """A sheet with title, heading and the given rows; headings are in row 2, projects from row 3."""
    return sheet("3月", [[title], head or HEAD, *rows], **more)


def places(answer: dict[str, Any], code: str) -> list[str | None]:
    return [p["cell"] for p in answer["problems"] if p["code"] == code]


def codes(answer: dict[str, Any]) -> set[str]:
    return {p["code"] for p in answer["problems"]}
