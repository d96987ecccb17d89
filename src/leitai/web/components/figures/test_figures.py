from leitai.web import parts
from leitai.web.tests import inspect


def figures(**row):
    return inspect.part(parts.render("figures", {"rows": [{"label": "计划投资", **row}]}))


def test_a_floor_is_marked_and_a_missing_figure_has_no_unit():
    assert figures(value=40, unit="亿元", floor=True).root.text == "计划投资 ≥40亿元"
    assert figures(value=None, unit="亿元").root.text == "计划投资 —"
    assert figures(value=0, unit="个").root.text == "计划投资 0个"


def test_definition_opens_without_script():
    page = figures(value=1, definition={"meaning": "口径", "source": "月报"})
    assert next(page.root.all("summary")).text == "计划投资"
    assert [one.text for one in next(page.root.all("details")).all("dd")] == ["口径", "月报"]


def test_a_figure_with_an_address_opens():
    assert figures(value=7500, href="#evidence").links() == {"7,500": "#evidence"}
