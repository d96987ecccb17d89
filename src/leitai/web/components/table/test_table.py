import pytest

from leitai.web import parts
from leitai.web.tests import inspect

COLUMNS = [
    {"label": "项目", "head": True, "sort": "ascending", "sort_href": "?sort=-name"},
    {"label": "总投资", "short": "投资", "unit": "万元", "number": True, "sort_href": "?sort=total"},
    {"label": "进度", "phone": "hide"},
]
ROW = [{"text": "甲<项目>", "href": "/p/1"}, 15000, None]


def table(**values):
    return inspect.part(parts.render("table", {"caption": "项目，1 行", "columns": COLUMNS, "rows": [ROW], **values}))


def test_sorted_column_says_so_and_links_to_the_other_way():
    heads = list(table().root.all("th"))
    assert heads[0].attrs["aria-sort"] == "ascending"
    assert "aria-sort" not in heads[1].attrs
    assert table().links()["项目 ↑"] == "?sort=-name"


def test_unit_stands_in_the_header_and_not_in_the_cells():
    page = table()
    assert [one.text for one in page.root.all("small")] == ["万元"]
    assert page.rows() == [["甲<项目>", "15,000", "—"]]


def test_row_title_is_its_header_and_cells_carry_their_labels_for_phones():
    body = next(table().root.all("tbody"))
    title = next(body.all("th"))
    cells = list(body.all("td"))
    assert title.attrs["scope"] == "row"
    assert [cell.attrs["data-k"] for cell in cells] == ["投资", "进度"]
    assert [cell.attrs.get("class") for cell in cells] == ["n", "hide-s"]


def test_sum_row_leaves_columns_without_a_sum_blank():
    foot = next(table(sum=["合计", 15000, ""]).root.all("tfoot"))
    assert [cell.text for cell in foot.all("th", "td")] == ["合计", "15,000", ""]


def test_boxes_name_their_row_and_keep_what_was_chosen():
    rows = [{"cells": ROW, "key": "p1", "name": "甲", "on": True}, {"cells": ROW, "key": "p2", "name": "乙"}]
    page = table(rows=rows, select={"name": "chosen"}, sum=["合计", 1, ""])
    boxes = list(page.root.all("input"))
    assert [
        (box.attrs["name"], box.attrs["value"], box.attrs["aria-label"], "checked" in box.attrs) for box in boxes
    ] == [
        ("chosen", "p1", "甲", True),
        ("chosen", "p2", "乙", False),
    ]
    assert len(list(next(page.root.all("tfoot")).all("td", "th"))) == 4


def test_empty_table_says_what_to_drop_instead():
    page = table(
        rows=[],
        empty={
            "title": "没有符合条件的项目",
            "text": "去掉“红灯”，有 4 个。",
            "actions": [{"label": "全部", "href": "?"}],
        },
    )
    assert not list(page.root.all("table"))
    assert "去掉“红灯”，有 4 个。" in page.root.text
    assert page.links() == {"全部": "?"}


def test_a_row_of_the_wrong_length_is_an_error_and_no_shifted_figure():
    with pytest.raises(ValueError, match="zip"):
        table(rows=[["甲", 1]])
