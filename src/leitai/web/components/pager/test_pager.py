from leitai.web import parts
from leitai.web.tests import inspect


def pager(**values):
    return inspect.part(parts.render("pager", values))


def test_says_which_rows_of_how_many():
    assert pager(first=51, last=100, total=1284).root.text == "第 51–100 行，共 1,284 行"
    assert pager(total=0).root.text == "没有行"


def test_links_only_to_pages_that_are_there():
    assert pager(first=1, last=50, total=60, next="?page=2").links() == {"下一页": "?page=2"}
