"""The reader against its keys: the eight workbooks, unseen ones, the same projects in hundreds of layouts, large tables."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from leitai.workbooks import files, terms
from leitai.workbooks.rules import answering, tables, wholesale
from leitai.workbooks.tests import make, shuffled, unseen

DATA = Path(__file__).parent / "data"
FREE = set(json.loads((DATA / "expected.json").read_text(encoding="utf-8"))["optional_codes"])


@pytest.fixture(scope="module")
def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", DATA / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def differences(score: ModuleType, folder: Path, key: Path) -> list[str]:
    """Every row, field and problem that is missing or false."""
    whole = json.loads(key.read_text(encoding="utf-8"))
    notes: list[str] = []
    for entry in whole["workbooks"]:
        path = folder / entry["file"]
        got = files.read_here(path.read_bytes(), path.name, views=False).answer()
        got = json.loads(json.dumps(got, ensure_ascii=False))
        n = score.score(
            entry, got, lambda note, file=entry["file"]: notes.append(f"{file} {note}"), set(whole["optional_codes"])
        )
        assert n["rows"]
    return notes


def test_the_eight_workbooks(score: ModuleType) -> None:
    assert differences(score, DATA, DATA / "expected.json") == []


def test_unseen_workbooks(score: ModuleType, tmp_path: Path) -> None:
    assert differences(score, tmp_path, unseen.make(tmp_path)) == []


@pytest.mark.parametrize("seed", range(120))
def test_the_same_projects_in_any_layout(seed: int) -> None:
    made, expected, codes = shuffled.rendered(seed)
    answer = answering.reading_of(made, terms.Hints(), views=False).answer()
    assert (answer["reporting_unit"], answer["period"]) == ("五井镇", "2024-05")
    assert len(answer["rows"]) == len(expected)
    found = {str(r["row"]): r for r in answer["rows"]}
    for want in expected:
        got = found[str(want["row"])]
        assert {k: got.get(k) for k in want} == {
            k: pytest.approx(v) if isinstance(v, (int, float)) else v for k, v in want.items()
        }
    assert make.codes(answer) - FREE == codes


# ------------------------------------------------------------------------------------------------------ large tables
def large(count: int) -> terms.Sheet:
    """A table large enough for the way by columns, with odd cells strewn in."""
    rows: list[list[Any]] = []
    for n in range(count):
        line = make.row(name=f"第{n:05d}号厂房", code=f"2312-370724-04-01-{n:06d}")
        line[0] = n + 1
        rows.append(line)
    rows[10][3] = "2亿元"
    rows[20][3] = "２００００"
    rows[30][9] = "2023年底"
    rows[40][1] = "第00040号 厂房"
    rows[50][6] = None
    rows[60][2] = "坏代码"
    rows[70][11] = "未开工"
    rows[80][10] = "一期2024年6月；二期2026年"
    rows[90][3] = 2
    rows[100] = make.HEAD
    rows[110] = ["小计", None, None, 1]
    rows[120][8] = 30000
    rows[130][1:3] = [rows[5][1], "2312-370724-04-01-900000"]
    rows[140][12] = "总投资单位为亿元"
    rows[150][4] = terms.ErrorValue("#N/A")
    return make.usual(*rows)


def test_large_tables_read_as_small_ones_do(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = make.read(large(2600))
    monkeypatch.setattr(wholesale, "LARGE", 10**9)
    monkeypatch.setattr(tables, "MANY", 10**9)
    slow = make.read(large(2600))
    assert fast["rows"] == slow["rows"]
    assert {(p["code"], p["cell"]) for p in fast["problems"]} == {(p["code"], p["cell"]) for p in slow["problems"]}
    assert len(fast["rows"]) == 2598


# ----------------------------------------------------------------------------------------------- the other face, hints
def test_reading_survives_storing() -> None:
    path = sorted(DATA.glob("*.xlsx"))[0]
    reading = files.reading(path)
    stored = json.loads(json.dumps(reading.to_json(), ensure_ascii=False))
    assert terms.Reading.from_json(stored) == reading
    assert reading.answer() == files.read(path)
    first = reading.rows[0]
    assert (first.cells["total_wan"], first.cells["status"]) == ("D5", "J5")
    assert reading.sheets[0].grid[4][1] == "华建铝业绿色低碳铝基新材料智能制造项目"
    doubled = next(p for p in reading.problems if p.code == "DUP_NAME_VARIANT")
    assert [a.code for a in doubled.answers] == ["same_names", "different_names"]


def test_a_long_sheet_is_shown_in_part() -> None:
    reading = answering.reading_of(make.book(large(2600)), terms.Hints())
    assert len(reading.sheets[0].grid) == terms.GRID_ROWS
    assert reading.sheets[0].rows_not_shown == 2602 - terms.GRID_ROWS


def test_hints_settle_what_was_asked_before() -> None:
    head = ["镇街", "项目名称", "项目代码", "总投资", "累计投入额度"]
    rows = [["沂山镇", "甲厂", make.CODE.format(1), 1.5, 0.2]]
    made = make.usual(*rows, head=head, title="3月重点项目")
    asked = make.read(made, file="汇总.xlsx")
    assert {"PERIOD_NO_YEAR", "REPORTING_UNIT_UNKNOWN", "TOWN_UNKNOWN", "UNIT_MISSING"} <= make.codes(asked)
    hints = terms.Hints(
        reporting_unit="县发改局", year=2024, town_aliases={"沂山镇": "蒋峪镇"}, header_fields={"累计投入额度": "cum_wan"},
        column_units={"总投资": "亿元", "累计投入额度": "亿元"},
    )  # fmt: skip
    again = terms.Hints.from_json(json.loads(json.dumps(hints.to_json())) | {"later": 1})
    assert again == hints
    settled = make.read(made, file="汇总.xlsx", hints=hints)
    assert (settled["reporting_unit"], settled["period"]) == ("县发改局", "2024-03")
    assert {k: settled["rows"][0][k] for k in ("town", "total_wan", "cum_wan")} == {
        "town": "蒋峪镇",
        "total_wan": 15000,
        "cum_wan": 2000,
    }
    assert settled["problems"] == []


def test_names_ruled_one_or_two() -> None:
    again = [2, "甲厂扩建项目", *make.row(code=make.CODE.format(2))[2:]]
    two = terms.Hints(different_names=(("甲厂扩建", "甲厂扩建项目"),))
    assert "DUP_NAME_VARIANT" not in make.codes(make.read(make.usual(make.row(), again), hints=two))
    one = terms.Hints(same_names=(("甲厂扩建", "丙"),))
    other = [2, "丙", *make.OTHER[2:]]
    assert make.read(make.usual(make.row(), other), hints=one)["rows"][1]["duplicate_of"] == 3
