"""The contest file as a workbook: one sheet a table, first row the keys; becomes the same tree as YAML.

A workbook is a zip of XML and may lie: sizes are bounded before anything is unpacked, document types (entities) are
refused, rows and columns are read only so far as a contest can need. Formulas count with the value last stored.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from leitai.arena import terms
from leitai.arena.rules.fileformat import contest as contest_part
from leitai.arena.rules.fileformat import yaml_text
from leitai.arena.rules.fileformat.tree import Path

UNPACKED, PARTS, ROWS, COLUMNS = 30_000_000, 500, 100_000, 130
SHEETS: Mapping[str, str] = {
    "round": "场次", "criteria": "评分项", "groups": "评委组", "judges": "评委", "entries": "参赛", "marks": "打分",
    "pairs": "两两比较", "ties": "同分规则", "indicators": "硬指标", "values": "指标值", "bonuses": "加减分",
    "awards": "奖项", "points": "赛季积分", "draw": "抽签",
}  # fmt: skip
HEADS: Mapping[str, str] = {
    "代码": "code", "名称": "name_zh", "英文名称": "name_en", "权重": "weight", "最低": "from", "最高": "to",
    "步长": "step", "等次": "grades", "上级": "parent", "评委": "judge", "参赛": "entry", "组别": "group", "单位": "office",
    "利害关系": "interests", "项目": "project", "汇报人": "presenter", "类别": "kind", "次序": "order", "备注": "note",
    "指标": "indicator", "数值": "value", "完成数": "done", "总数": "of", "依据": "evidence", "分值": "points", "事由": "reason",
    "事件": "event", "函数": "function", "甲": "first", "结果": "sign", "乙": "second", "版次": "revision", "迟交": "late",
    "姓名": "name", "键": "key", "值": "value", "名次": "place",
}  # fmt: skip
ROUND_KEYS = ("code", "name_zh", "name_en", "kind", "season", "county", "held_on", "cutoff_on", "note")
METHOD_KEYS = ("drop", "keep", "within")
PLACE_KEYS = ("level_percent", "draws")
ENTRY_KEYS = ("code", "project", "office", "presenter", "kind", "order", "note")

Line = dict[str, Any]


def read(data: bytes) -> tuple[Any, dict[Path, str]]:
    """The tree of a workbook, and the cell of each path. Raises: ContestRefused."""
    _check_zip(data)
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = {_sheet_key(s.title): s for s in book.worksheets}
        return _Tree({key: list(_lines(sheets[key], key)) for key in SHEETS if key in sheets}).build()
    except terms.ContestRefused:
        raise
    except Exception as error:  # a broken workbook can raise anything inside the reader; it is one refusal to people
        raise _refusal(
            "file", f"can't be read as a workbook ({type(error).__name__}); save it again as .xlsx"
        ) from None


def _refusal(where: str, what: str) -> terms.ContestRefused:
    return terms.ContestRefused((terms.Problem(where, what),))


def _check_zip(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > PARTS or sum(p.file_size for p in parts) > UNPACKED:
                raise _refusal("file", "unpacks to more than a contest can need")
            for part in parts:
                if b"<!DOCTYPE" in archive.read(part):
                    raise _refusal("file", "holds a document type, which a workbook never needs")
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError):
        raise _refusal("file", "isn't an .xlsx workbook without a password") from None


def _sheet_key(title: str) -> str:
    return {zh: key for key, zh in SHEETS.items()}.get(title.strip(), title.strip().lower())


def _lines(sheet: Any, key: str) -> Iterator[tuple[int, Line, dict[str, str]]]:
    """Row number, values by key and the cell of each key, for every row that isn't empty."""
    from openpyxl.utils import get_column_letter

    rows = sheet.iter_rows(max_row=ROWS + 1, max_col=COLUMNS, values_only=True)
    head = [HEADS.get(str(cell).strip(), str(cell).strip()) if cell is not None else "" for cell in next(rows, ())]
    named = [h for h in head if h]
    if len(set(named)) < len(named):
        raise _refusal(f"{key}!1", "a column heading stands twice")
    for at, row in enumerate(rows, 2):
        line = {h: _value(v) for h, v in zip(head, row, strict=False) if h}
        if any(v is not None for v in line.values()):
            if at > ROWS:
                raise _refusal(f"{key}!{at}", f"only {ROWS} rows are read")
            cells = {h: f"{key}!{get_column_letter(c)}{at}" for c, h in enumerate(head, 1) if h}
            yield at, {h: v for h, v in line.items() if v is not None}, cells


def _value(cell: Any) -> Any:
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < 1e15 else Decimal(repr(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        return cell.strip() or None
    return cell if isinstance(cell, int) else None if cell is None else str(cell)


class _Tree:
    """Puts the sheets together as the tree that `contest.contest` reads."""

    def __init__(self, sheets: Mapping[str, list[tuple[int, Line, dict[str, str]]]]) -> None:
        self.sheets = sheets
        self.wheres: dict[Path, str] = {}

    def build(self) -> tuple[Any, dict[Path, str]]:
        settings = {str(line.get("key", "")): line.get("value") for _, line, _ in self.sheets.get("round", [])}
        method = {"kind": settings.pop("method", None), **_taken(settings, METHOD_KEYS)}
        tree: Line = {
            "format": contest_part.FORMAT,
            "round": _taken(settings, ROUND_KEYS),
            "entries": self._table("entries", _entry),
            "judges": self._table("judges", _judge),
            "marks": self._table("marks", _ballot, deep="marks"),
            "pairs": self._table("pairs", _pair),
        }
        rules: Line = {
            "method": method,
            "criteria": self._criteria(),
            "bonuses": {short: settings.pop(key) for short, key in CAPS.items() if key in settings},
            "places": _taken(settings, PLACE_KEYS),
            **{key: self._table(key, dict, ("rules", key)) for key in ("groups", "ties", "awards")},
            "indicators": self._table("indicators", _indicator, ("rules", "indicators")),
            "season_points": self._points(settings.pop("shared", None)),
        }
        tree["rules"] = {**rules, **settings}  # what is left are the rules' simple keys, or unknown and told so
        self._values(tree["entries"])
        self._bonuses(tree["entries"])
        if self.sheets.get("draw"):
            tree["draw"] = self._draw()
        return tree, self.wheres

    def _table(self, key: str, make: Callable[[Line], Any], path: Path = (), deep: str = "") -> list[Any]:
        found = []
        for at, (number, line, cells) in enumerate(self.sheets.get(key, [])):
            here = (*(path or (key,)), at)
            self.wheres[here] = f"{key}!{number}"
            for head, cell in cells.items():
                self.wheres[(*here, head)] = cell
                self.wheres[(*here, deep, head)] = cell
            found.append(make(line))
        return found

    def _criteria(self) -> list[Line]:
        tops: list[Line] = []
        by_code: dict[str, Line] = {}
        for number, line, _ in self.sheets.get("criteria", []):
            node = _criterion(line)
            by_code[str(node.get("code"))] = node
            parent = line.get("parent")
            if parent is not None and str(parent) not in by_code:
                raise _refusal(f"criteria!{number}", f"the parent '{parent}' must stand above its children")
            (by_code[str(parent)].setdefault("children", []) if parent is not None else tops).append(node)
        for node in by_code.values():
            if "children" in node:
                node.pop("scale", None)
        return tops

    def _points(self, shared: Any) -> Line | None:
        points = [line.get("points") for _, line, _ in self.sheets.get("points", [])]
        return {"points": points, **({} if shared is None else {"shared": shared})} if points else None

    def _values(self, entries: list[Line]) -> None:
        by_code = {str(e.get("code")): e for e in entries}
        for number, line, cells in self.sheets.get("values", []):
            entry = by_code.get(str(line.get("entry")))
            if entry is None:
                raise _refusal(cells.get("entry", f"values!{number}"), f"there is no entry '{line.get('entry')}'")
            figures = entry.setdefault("indicators", {})
            code = str(line.get("indicator"))
            if "project" in line:  # a row of a project: every other column is a field of the row
                row = {h: v for h, v in line.items() if h not in ("entry", "indicator")}
                figures.setdefault(code, {"rows": []})["rows"].append(row)
                continue
            figure: Line = {} if "value" not in line else {"value": line["value"]}
            if "of" in line:
                figure["of"] = [line.get("done"), line["of"]]
            if "evidence" in line:
                figure["evidence"] = [{"text": line["evidence"]}]
            figures[code] = figure

    def _bonuses(self, entries: list[Line]) -> None:
        by_code = {str(e.get("code")): e for e in entries}
        for number, line, cells in self.sheets.get("bonuses", []):
            entry = by_code.get(str(line.get("entry")))
            if entry is None:
                raise _refusal(cells.get("entry", f"bonuses!{number}"), f"there is no entry '{line.get('entry')}'")
            bonus = _taken(dict(line), ("points", "reason", "event"))
            bonus["evidence"] = [{"text": line["evidence"]}] if "evidence" in line else []
            entry.setdefault("bonuses", []).append(bonus)

    def _draw(self) -> Line:
        lines = [line for _, line, _ in self.sheets["draw"]]
        public = next((line for line in lines if "number" in line), {})
        parties = [_taken(dict(line), ("name", "commitment", "nonce")) for line in lines if "nonce" in line]
        return {"parties": parties, "source": public.get("source"), "number": public.get("number")}


CAPS = {"cap": "bonus_cap", "event_cap": "event_cap"}


def _taken(line: Line, keys: tuple[str, ...]) -> Line:
    """The values under these keys, taken out of `line`."""
    return {key: line.pop(key) for key in keys if key in line}


def _criterion(line: Line) -> Line:
    line = {h: v for h, v in line.items() if h != "parent"}
    scale = _taken(line, ("from", "to", "step"))
    if "grades" in line:
        pairs = [part.partition("=") for part in str(line.pop("grades")).replace("；", ";").split(";") if part.strip()]
        scale = {"grades": {word.strip(): value.strip() for word, _, value in pairs}}
    return {**line, "scale": scale} if scale else line


def _entry(line: Line) -> Line:
    """Columns beyond the known ones named `base:…` are the office's bases (people, area)."""
    entry = _taken(line, ENTRY_KEYS)
    bases = {head.removeprefix("base:"): value for head, value in line.items() if head.startswith("base:")}
    rest = {head: value for head, value in line.items() if not head.startswith("base:")}
    return {**entry, **rest, **({"bases": bases} if bases else {})}


def _judge(line: Line) -> Line:
    if "interests" in line:
        line["interests"] = [p.strip() for p in str(line["interests"]).replace("；", ";").split(";") if p.strip()]
    return line


def _ballot(line: Line) -> Line:
    """Judge, entry, revision, late; every other column is a criterion. A row without marks was not seen."""
    ballot = _taken(line, ("judge", "entry", "revision", "late"))
    return {**ballot, "marks": line}


def _pair(line: Line) -> list[Any]:
    return [line.get(key) for key in ("judge", "first", "sign", "second")]


def _indicator(line: Line) -> Line:
    """The cells `function` and `shrink` hold YAML, as in the YAML file."""
    for key in ("function", "shrink"):
        if isinstance(line.get(key), str):
            line[key] = yaml_text.read(line[key].encode())[0]
    return line
