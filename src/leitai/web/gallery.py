"""The gallery of components and the page of their reference, both from `examples.toml` beside each component."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from leitai.web import fields, parts

GEOJSON = {
    "type": "Polygon",
    "coordinates": [[
        [118.24, 36.40], [118.36, 36.52], [118.44, 36.64], [118.60, 36.70], [118.74, 36.66], [118.80, 36.52],
        [118.72, 36.36], [118.66, 36.18], [118.52, 36.08], [118.40, 36.14], [118.30, 36.26], [118.24, 36.40],
    ]],
}  # fmt: skip


class SampleForm(forms.Form):
    """A form with one field of each kind, for the gallery and its tests."""

    credit_code = forms.CharField(label="统一社会信用代码", help_text="18 位，营业执照右上角", max_length=18)
    invested_yuan = fields.YuanField(label="本月完成投资")
    started_on = fields.PartialDayField(label="开工日期", help_text="只知道月份就只填到月", required=False)
    stage = forms.ChoiceField(
        label="形象进度", widget=forms.RadioSelect,
        choices=[("land", "场地平整"), ("frame", "主体施工"), ("machines", "设备安装")],
    )  # fmt: skip
    town = forms.ChoiceField(label="单位", choices=[("a", "东城街道"), ("b", "城关街道")])
    reason = forms.CharField(label="原因", widget=forms.Textarea({"rows": 2}), required=False)
    agreed = forms.BooleanField(label="所填属实", help_text="由填报人负责", required=False)


WRONG = {
    "credit_code": "91370724MA00000000", "invested_yuan": "五千多吧", "started_on_year": "2024", "started_on_month": "13",
    "stage": "frame", "town": "a",
}  # fmt: skip


def shown() -> Iterator[dict[str, Any]]:
    """Every component with its examples rendered, in the language of the page."""
    for name in parts.names():
        about = parts.examples(name)
        examples = [
            {
                "title": _said(example.get("title", "")),
                "html": _lower(rendered(name, example)),
                "room": example.get("room"),
            }
            for example in about["example"]
        ]
        yield {"name": name, "about": _said(about["about"]), "examples": examples}


def rendered(name: str, example: dict[str, Any]) -> SafeString:
    """One example as markup. `body` is markup; a text "@form.x" stands for a field of the sample form, "@wrong.x" with errors."""
    values = {key: _value(value) for key, value in example.get("values", {}).items()}
    if "body" in example:
        values["body"] = SafeString(_said(example["body"]))
    return parts.render(name, values)


def _lower(html: SafeString) -> SafeString:
    """The title of a page is an ordinary heading where several are shown on one page."""
    return SafeString(html.replace("<h1>", "<h3>").replace("</h1>", "</h3>"))


def reference() -> str:
    """The text of docs/reference/components.md."""
    lines = [Path(__file__).with_name("components").joinpath("README.md").read_text("utf-8").rstrip(), ""]
    for name in parts.names():
        about = parts.examples(name)
        call = f'{{% frame "{name}" … %}}…{{% endframe %}}' if "body" in about["values"] else f'{{% part "{name}" … %}}'
        lines += [f"### {name}", "", f"{about['about']['en']}  `{call}`", ""]
        lines += [f"* `{key}`: {meaning}" for key, meaning in about["values"].items()]
        lines.append("")
    return "\n".join(lines)


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        if set(value) == {"en", "zh"}:
            return _said(value)
        return {key: _value(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_value(one) for one in value]
    if isinstance(value, str) and value.startswith("@"):
        return _sample(value)
    return None if value == "~" else value  # TOML knows no missing value


def _sample(text: str) -> Any:
    kind, _, name = text[1:].partition(".")
    if kind == "outline":
        return GEOJSON
    # ids and names of their own, so that a page can show both forms
    data = {f"wrong-{key}": typed for key, typed in WRONG.items()} if kind == "wrong" else None
    form = SampleForm(data, prefix=kind, auto_id=f"{kind}-%s")
    return form[name] if name else form


def _said(text: str | dict[str, str]) -> str:
    if isinstance(text, str):
        return text
    return text["en" if (get_language() or "").startswith("en") else "zh"]
