import pytest
from django.template import Context, Template

from leitai.web import parts
from leitai.web.tests import inspect


def drawn(source, **values):
    return inspect.part(Template("{% load web %}" + source).render(Context({"csrf_token": "t", **values})))


def test_a_component_may_have_a_value_of_any_name():
    page = drawn('{% part "upload" name="paper" limits="PDF" %}')
    assert next(page.root.all("input")).attrs["name"] == "paper"


def test_a_frame_goes_around_its_content_and_may_stand_in_another():
    page = drawn(
        '{% frame "panel" title="钱" %}{% frame "note" tone="late" %}<b>{{ word }}</b>{% endframe %}{% endframe %}',
        word="<x>",
    )
    section = next(page.root.all("section"))
    assert section.text == "钱 <x>"
    assert [one.attrs["class"] for one in section.all("div")] == ["head", "note late"]


def test_a_component_knows_the_token_of_the_page_and_nothing_else_of_it():
    page = drawn(
        '{% part "confirm" title="锁定？" button="锁定" action="/x" %}', text="of the page", more="of the page"
    )
    assert next(page.root.all("input")).attrs["value"] == "t"
    assert "of the page" not in page.root.text


def test_a_key_a_row_lacks_draws_an_empty_bar_without_a_tick():
    page = drawn("{% bar row.share row.plan %}", row={"share": 0.5})
    assert [one.attrs["class"] for one in page.root.all("path")] == ["b0", "b1"]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ 1234|count }} {{ none|count }} {{ 0.219|percent }} {{ 75000000|wan }}", "1,234 — 21.9% 7,500"),
        ('{{ "2024-04"|partial_day }} {{ "2024-04"|month }} {{ none|day }}', "2024年4月 2024年4月 —"),
    ],
)
def test_filters_write_figures_as_the_house_does(source, text):
    assert drawn(source, none=None).root.text == text


@pytest.mark.parametrize("name", parts.names())
def test_every_value_a_component_names_can_be_given_in_a_template(name):
    given = " ".join(f"{key}=nothing" for key in parts.examples(name)["values"] if key != "body")
    Template(f'{{% load web %}}{{% part "{name}" {given} %}}')
