from leitai.web import parts
from leitai.web.tests import inspect


def chart(**values):
    values = {
        "label": "各月投资",
        "labels": ["1月", "2月"],
        "series": [{"name": "完成", "values": [800, None]}],
        **values,
    }
    return inspect.part(parts.render("bar_chart", values))


def test_the_table_behind_says_the_same_with_gaps_as_dashes():
    assert chart(plan=[900, 2100]).rows() == [["1月", "800", "900"], ["2月", "—", "2,100"]]


def test_bars_carry_their_figure_and_the_picture_its_name():
    page = chart()
    svg = next(page.root.all("svg"))
    assert (svg.attrs["role"], svg.attrs["aria-label"]) == ("img", "各月投资")
    assert [one.text for one in svg.all("title")] == ["800"]


def test_a_legend_only_where_there_is_something_to_tell_apart():
    def legends(page):
        return [one for one in page.root.all("div") if one.attrs.get("class") == "legend"]

    assert legends(chart()) == []
    assert legends(chart(plan=[1, 2]))[0].text == "完成计划"
