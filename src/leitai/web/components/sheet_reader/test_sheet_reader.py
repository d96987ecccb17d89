from leitai.web import parts
from leitai.web.tests import inspect

ROWS = [
    {"number": 5, "cells": [{"at": "A5", "text": "<甲>"}, {"at": "B5", "text": "4亿元", "number": True}]},
    {"number": 8, "skipped": True, "cells": [{"at": "A8", "text": "小计", "across": 2}]},
]
ANSWERS = [{"value": "sum", "label": "按行之和", "chosen": True}, {"value": "back", "label": "退回"}]
DOUBTS = [
    {"number": 1, "cell": "A8", "kind": "settle", "name": "doubt_1", "text": "不符", "answers": ANSWERS},
    {"number": 2, "cell": "B5", "kind": "confirm", "name": "doubt_2", "text": "读作 40000", "answers": []},
]


def reader(**values):
    return inspect.part(parts.render("sheet_reader", {"letters": ["A", "B"], "rows": ROWS, "doubts": DOUBTS, **values}))


def cell(page, at):
    return next(one for one in page.root.all("td") if one.attrs.get("id") == f"cell-{at}")


def test_each_doubt_and_its_cell_lead_to_each_other():
    page = reader()
    assert [one.attrs["href"] for one in cell(page, "A8").all("a")] == ["#doubt-1"]
    doubts = [one for one in page.root.all("div") if one.attrs.get("id", "").startswith("doubt-")]
    assert [(one.attrs["id"], next(one.all("a")).attrs["href"]) for one in doubts] == [
        ("doubt-1", "#cell-A8"),
        ("doubt-2", "#cell-B5"),
    ]


def test_cells_to_settle_and_to_confirm_look_different():
    page = reader()
    assert cell(page, "A8").attrs["class"] == "m-err"
    assert cell(page, "B5").attrs["class"] == "m-warn r"
    assert "class" not in cell(page, "A5").attrs


def test_answers_keep_what_was_settled_and_the_count_says_it():
    page = reader()
    assert [(one.attrs["value"], "checked" in one.attrs) for one in page.root.all("input")] == [
        ("sum", True),
        ("back", False),
    ]
    assert "已定 1 / 1" in page.root.text


def test_a_sheet_without_doubts_says_so():
    assert "没有疑点" in reader(doubts=[]).root.text
