"""Form fields of the house, and how a field of a form becomes what the `field` component draws.

`PartialDayField` asks year, month, day, each of which may be unknown from the right. `YuanField` takes what people paste
("５，２００万元", "0.52亿", "5200") and gives whole yuan.
"""

import datetime
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from leitai.kernel import dates, money

Values = dict[str, Any]

CLEAR_RADIO = ("radio", "checkbox")


class PartialDayWidget(forms.MultiWidget):
    """Three short inputs: year, month, day."""

    template_name = "django/forms/widgets/multiwidget.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        parts = {"year": 4, "month": 2, "day": 2}
        inputs: dict[str, forms.Widget | type[forms.Widget]] = {
            name: forms.TextInput({"inputmode": "numeric", "maxlength": size, "size": size})
            for name, size in parts.items()
        }
        super().__init__(inputs, attrs)

    def decompress(self, value: str | datetime.date | dates.PartDate | None) -> list[str | None]:
        """ "2024-04" -> ["2024", "4", None]."""
        parts: list[str | None] = [part.lstrip("0") for part in str(value).split("-")] if value else []
        return [*parts, None, None, None][:3]


class PartialDayField(forms.MultiValueField):
    """A date as far as it is known: "2024", "2024-04" or "2024-04-08"; None when left empty."""

    widget = PartialDayWidget
    default_error_messages: ClassVar = {
        "gap": gettext_lazy("Give the year, then the month, then the day; leave out only what comes after."),
        "no_day": gettext_lazy("There is no such day. Year in four digits, month 1–12, and a day that month has."),
        "required": gettext_lazy("Give at least the year."),
    }

    def __init__(self, **kwargs: Any) -> None:
        parts = [forms.CharField(required=False, max_length=8) for _ in range(3)]
        super().__init__(parts, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> dates.PartDate | None:
        """The date as far as it is known. Raises: ValidationError: a gap, or a day that doesn't exist."""
        parts = [unicodedata.normalize("NFKC", part or "").strip() for part in data_list] or ["", "", ""]
        known = [part for part in parts if part]
        if parts[: len(known)] != known:
            raise ValidationError(self.error_messages["gap"], code="gap")
        if not known:
            return None
        try:
            found = dates.PartDate.of(*(int(part) for part in known))
        except ValueError:
            found = None
        if found is None or not dates.FIRST_YEAR <= found.earliest.year <= dates.LAST_YEAR:
            raise ValidationError(self.error_messages["no_day"], code="no_day")
        return found


class YuanField(forms.Field):
    """An amount typed in 万元 (or with its own unit), as whole yuan."""

    widget = forms.TextInput
    default_error_messages: ClassVar = {
        "unreadable": gettext_lazy(
            "“%(typed)s” is no amount. Write figures such as 5200 or 5,200.5; the unit is already there."
        ),
        "ambiguous": gettext_lazy("“%(typed)s” can be read in two ways. Write the amount in figures only."),
        "fraction": gettext_lazy(
            "“%(typed)s” has parts of a yuan. Amounts are whole yuan, so at most four decimals of 万元."
        ),
        "too_large": gettext_lazy("“%(typed)s” is more than any project costs. Check the unit."),
        "currency": gettext_lazy("“%(typed)s” is in another currency. Give the amount in yuan."),
        "range": gettext_lazy("“%(typed)s” names two amounts. Give one."),
        "negative": gettext_lazy("“%(typed)s” is below zero. Give an amount of 0 or more."),
    }
    # what the kernel's reader calls it -> which sentence answers
    SENTENCES: ClassVar = {
        "fraction": "fraction", "too_large": "too_large", "currency": "currency", "ambiguous": "ambiguous",
        "grouping": "ambiguous", "range_reversed": "range",
    }  # fmt: skip

    def __init__(self, *, unit: str = "万元", **kwargs: Any) -> None:
        self.unit = unit
        super().__init__(**kwargs)

    def to_python(self, value: str | int | None) -> int | None:
        """Whole yuan, or None when empty. Raises: ValidationError with what was typed in its words."""
        if value in self.empty_values or not str(value).strip():
            return None
        typed = str(value)
        read = money.parse(typed, self.unit)
        if read.error:
            raise self._refused(self.SENTENCES.get(read.error.removeprefix("money."), "unreadable"), typed)
        if read.yuan is None:
            raise self._refused("range", typed)
        if read.yuan < 0:
            raise self._refused("negative", typed)
        return read.yuan

    def _refused(self, code: str, typed: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params={"typed": typed[:40]})

    def prepare_value(self, value: Any) -> Any:
        """Stored yuan as they are typed: in the field's unit."""
        if isinstance(value, int):
            return f"{(Decimal(value) / money.UNITS[self.unit]).normalize():f}"
        return value


def first_id(bound: BoundField) -> str:
    """The id a link in the error summary jumps to: the first control of the field."""
    if isinstance(bound.field.widget, PartialDayWidget):
        return f"{bound.auto_id}_year"
    if getattr(bound.field.widget, "input_type", "") in CLEAR_RADIO and bound.field.widget.use_fieldset:
        return f"{bound.auto_id}_0"
    return str(bound.id_for_label or bound.auto_id)


def shown(bound: BoundField, values: Values) -> Values:
    """What the component draws for a field of a Django form; given values win over the form's own."""
    widget = bound.field.widget
    group = bool(widget.use_fieldset)
    base = bound.auto_id or bound.html_name
    hint = values["hint"] or bound.help_text
    told = [f"{base}_helptext" if hint else "", f"{base}_error" if bound.errors else ""]
    described = " ".join(filter(None, told))
    drawn = {
        **values, "label": values["label"] or bound.label, "hint": hint, "errors": list(bound.errors), "id": base,
        "hint_id": told[0], "error_id": told[1], "described": described, "group": group, "optional": not bound.field.required,
        "for": bound.id_for_label,
    }  # fmt: skip
    if isinstance(widget, PartialDayWidget):
        return {**drawn, "kind": "day", "control": _day(bound, described)}
    if group:
        return {**drawn, "kind": "choice", "options": _options(bound, values)}
    if getattr(widget, "input_type", "") == "checkbox":
        return {
            **drawn,
            "kind": "check",
            "control": bound.as_widget(attrs={"aria-describedby": described} if described else {}),
        }
    return {**drawn, "kind": "one", "control": bound.as_widget(attrs=_attrs(values, described))}


def plain(values: Values) -> Values:
    """What the component draws for a field given by plain values: id (or name), label, name, value, options, error."""
    base = values["id"] or f"id_{values['name']}"
    errors = [values["error"]] if values["error"] else []
    told = [f"{base}_helptext" if values["hint"] else "", f"{base}_error" if errors else ""]
    described = " ".join(filter(None, told))
    drawn = {
        **values,
        "id": base,
        "hint_id": told[0],
        "error_id": told[1],
        "errors": errors,
        "described": described,
        "for": base,
    }
    if values["options"] and values["kind"] != "select":
        options = [
            {"type": "radio", **option, "name": values["name"], "id": f"{base}_{i}"}
            for i, option in enumerate(values["options"])
        ]
        return {**drawn, "kind": "choice", "group": True, "options": options}
    attrs = {
        "id": base,
        "name": values["name"],
        **_attrs(values, described),
        **({"aria-invalid": "true"} if errors else {}),
    }
    return {**drawn, "kind": "one", "control": _plain_control(values, attrs)}


def _plain_control(values: Values, attrs: Mapping[str, Any]) -> SafeString:
    written = format_html_join("", ' {}="{}"', attrs.items())
    if values["kind"] == "select":
        chosen = [SafeString(" selected") if one.get("selected") else "" for one in values["options"]]
        told = ((one["value"], mark, one["label"]) for one, mark in zip(values["options"], chosen, strict=True))
        options = format_html_join("", '<option value="{}"{}>{}</option>', told)
        return format_html("<select{}>{}</select>", written, options)
    if values["kind"] == "long":
        return format_html("<textarea{}>{}</textarea>", written, values["value"] or "")
    value = "" if values["value"] is None else values["value"]
    return format_html('<input type="{}"{} value="{}">', values["kind"] or "text", written, value)


def _attrs(values: Values, described: str) -> dict[str, Any]:
    css = ["input", "mono" if values["mono"] else "", "num" if values["number"] else ""]
    attrs: dict[str, Any] = {"class": " ".join(filter(None, css))}
    if described:
        attrs["aria-describedby"] = described
    if values["number"]:
        attrs["inputmode"] = "decimal"
    for key in ("rows", "placeholder", "autocomplete"):
        if values[key]:
            attrs[key] = values[key]
    return attrs


def _day(bound: BoundField, described: str) -> SafeString:
    names = {
        "year": pgettext("part of a date", "Year"),
        "month": pgettext("part of a date", "Month"),
        "day": pgettext("part of a date", "Day"),
    }
    typed = bound.value()
    parts = typed if isinstance(typed, list) else bound.field.widget.decompress(typed)
    cells = []
    for (key, name), value in zip(names.items(), parts, strict=True):
        wrong = SafeString(' aria-invalid="true"') if bound.errors else ""
        told = format_html(' aria-describedby="{}"', described) if described else ""
        cells.append((
            bound.auto_id, key, f"{bound.html_name}_{key}", name, "" if value is None else value,
            4 if key == "year" else 2, "" if key == "year" else _("not known"), told, wrong,
        ))  # fmt: skip
    box = (
        '<input class="input" id="{}_{}" name="{}" aria-label="{}" value="{}" maxlength="{}" placeholder="{}"'
        ' inputmode="numeric"{}{}>'
    )
    return format_html_join("", box, cells)


def _options(bound: BoundField, values: Values) -> list[Values]:
    notes, effects = values["notes"] or {}, values["effects"] or {}
    found = []
    for sub in bound.subwidgets:
        data = sub.data
        value = str(data["value"])
        found.append({
            "type": data["type"], "name": data["name"], "value": value, "id": data["attrs"].get("id", ""), "label": data["label"],
            "chosen": data["selected"], "note": notes.get(value, ""), "effect": effects.get(value),
        })  # fmt: skip
    return found
