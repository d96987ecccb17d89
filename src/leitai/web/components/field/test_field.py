import pytest
from django import forms

from leitai.web import fields, parts
from leitai.web.tests import inspect


class Form(forms.Form):
    name = forms.CharField(label="名称", help_text="照执照写")
    started_on = fields.PartialDayField(label="开工日期", required=False)
    kind = forms.ChoiceField(label="性质", widget=forms.RadioSelect, choices=[("new", "新建"), ("more", "扩建")])
    agreed = forms.BooleanField(label="属实", required=False)


def field(name, data=None, **values):
    return inspect.part(parts.render("field", {"field": Form(data)[name], **values}))


def test_error_stands_between_hint_and_control_and_both_describe_it():
    page = field("name", {})
    order = [one.tag for one in page.root.all("label", "p", "input")]
    control = next(page.root.all("input"))
    assert order == ["label", "p", "p", "input"]
    assert control.attrs["aria-describedby"] == "id_name_helptext id_name_error"
    assert control.attrs["aria-invalid"] == "true"


def test_field_without_error_is_not_marked():
    page = field("name")
    assert "aria-invalid" not in next(page.root.all("input")).attrs
    assert page.errors() == []


def test_choices_stand_in_a_fieldset_with_their_notes_and_what_was_chosen():
    page = field("kind", {"kind": "more"}, notes={"new": "从头建"}, effects={"more": "加 2 项"})
    assert next(page.root.all("legend")).text == "性质"
    assert [label.text for label in page.root.all("label")] == ["新建从头建", "扩建加 2 项"]
    assert ["checked" in box.attrs for box in page.root.all("input")] == [False, True]


def test_a_field_that_may_stay_empty_says_so():
    assert "可不填" in field("started_on").root.text
    assert "可不填" not in field("name").root.text


def test_parts_of_a_date_are_named_and_keep_what_was_typed():
    page = field("started_on", {"started_on_year": "2024", "started_on_month": "x<"})
    assert [(one.attrs["aria-label"], one.attrs["value"]) for one in page.root.all("input")] == [
        ("年", "2024"),
        ("月", "x<"),
        ("日", ""),
    ]


@pytest.mark.parametrize("kind", ["text", "select", "long", None])
def test_plain_values_draw_the_same_field(kind):
    options = [{"value": "a", "label": "甲", "selected": True}] if kind == "select" else None
    html = parts.render(
        "field", {"name": "x", "label": "标签", "value": '"<', "kind": kind, "options": options, "error": "错"}
    )
    page = inspect.part(html)
    control = next(page.root.all("input", "select", "textarea"))
    assert (control.attrs["id"], control.attrs["aria-invalid"]) == ("id_x", "true")
    assert page.errors() == ["错"]


def test_plain_options_are_radios():
    options = [{"value": "a", "label": "甲", "chosen": True}, {"value": "b", "label": "不知道", "unsure": True}]
    page = inspect.part(parts.render("field", {"name": "x", "label": "问", "options": options}))
    assert [(one.attrs["value"], "checked" in one.attrs) for one in page.root.all("input")] == [
        ("a", True),
        ("b", False),
    ]
    assert next(page.root.all("legend")).text == "问"
