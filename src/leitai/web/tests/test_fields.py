import pytest
from django import forms
from django.utils import translation

from leitai.web import fields, gallery, parts
from leitai.web.tests import inspect


class Form(forms.Form):
    amount = fields.YuanField(required=False)
    on = fields.PartialDayField(required=False)


def typed(**values):
    return Form(values)


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("5200", 52_000_000),
        ("５，２００万元", 52_000_000),
        ("5,200.5", 52_005_000),
        ("0.52亿", 52_000_000),
        ("  ", None),
        ("￥9 800", 98_000_000),
        ("0", 0),
        ("9000元", 9000),
    ],
)
def test_amounts_are_understood_as_people_paste_them(text, yuan):
    form = typed(amount=text)
    assert form.is_valid()
    assert form.cleaned_data["amount"] == yuan


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("五千多吧", "unreadable"),
        ("NaN", "unreadable"),
        ("1e400", "unreadable"),
        ("-3", "negative"),
        ("0.00001", "fraction"),
        ("9" * 30, "too_large"),
        ("300美元", "currency"),
        ("2-2.5亿", "range"),
        ("5" * 5000, "unreadable"),
        ("=1+1", "unreadable"),
    ],
)
def test_what_is_no_amount_is_refused_with_its_reason(text, code):
    assert [error.code for error in typed(amount=text).errors.as_data()["amount"]] == [code]


def test_a_refused_amount_stays_in_the_field_with_words_about_it():
    form = typed(amount="<五千多>")
    with translation.override("zh-hans"):
        page = inspect.part(parts.render("field", {"field": form["amount"], "unit": "万元", "number": True}))
    control = next(page.root.all("input"))
    assert control.attrs["value"] == "<五千多>"
    assert control.attrs["aria-invalid"] == "true"
    assert page.errors() == ["“<五千多>”不是金额。请写成 5200 或 5,200.5 这样的数字，单位已在右边。"]


def test_a_stored_amount_is_shown_in_the_field_s_unit():
    form = Form(initial={"amount": 52_005_000})
    assert form["amount"].value() == "5200.5"
    assert 'value="5200.5"' in str(form["amount"])


@pytest.mark.parametrize(
    ("year", "month", "day", "known"),
    [("2024", "4", "8", "2024-04-08"), ("２０２４", "４", "", "2024-04"), ("2024", "", "", "2024"), ("", "", "", None)],
)
def test_a_date_is_taken_as_far_as_it_is_known(year, month, day, known):
    form = typed(on_year=year, on_month=month, on_day=day)
    assert form.is_valid(), form.errors
    found = form.cleaned_data["on"]
    assert (found and str(found)) == known


@pytest.mark.parametrize(
    ("year", "month", "day", "code"),
    [
        ("2024", "", "8", "gap"),
        ("", "4", "", "gap"),
        ("2024", "2", "31", "no_day"),
        ("0", "1", "1", "no_day"),
        ("24", "1", "", "no_day"),
        ("x", "", "", "no_day"),
        ("2024", "13", "", "no_day"),
        ("²", "", "", "no_day"),
    ],
)
def test_days_that_are_none_are_refused(year, month, day, code):
    errors = typed(on_year=year, on_month=month, on_day=day).errors.as_data()
    assert [error.code for error in errors["on"]] == [code]


def test_a_stored_date_fills_its_three_boxes():
    form = Form(initial={"on": "2024-04"})
    page = inspect.part(parts.render("field", {"field": form["on"]}))
    assert [box.attrs["value"] for box in page.root.all("input")] == ["2024", "4", ""]


def test_error_summary_leads_to_the_first_control_of_each_field():
    form = gallery.SampleForm({})
    html = parts.render("error_summary", {"form": form})
    rest = "".join(parts.render("field", {"field": bound}) for bound in form)
    page = inspect.part(html + rest)
    ids = {one.attrs.get("id") for one in page.root.all("input", "select", "textarea")}
    targets = {address[1:] for address in page.links().values()}
    assert len(targets) == 4
    assert targets <= ids
