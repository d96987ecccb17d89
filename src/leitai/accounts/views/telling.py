"""What the pages of accounts share: a refusal at its field, names in the reader's language."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext

from leitai.kernel.refusal import Refusal
from leitai.web import refusals


def at_field(form: forms.Form, refusal: Refusal) -> None:
    """Puts a refusal at the field it belongs to, or above the form."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, refusals.words(refusal))


def english() -> bool:
    """Whether the page speaks English."""
    return (get_language() or "").startswith("en")


def named(row: Any, what: str = "name") -> str:
    """A stored thing's name in the reader's language: `named(office)`, `named(seat, "office")`."""
    zh, en = str(getattr(row, f"{what}_zh")), str(getattr(row, f"{what}_en"))
    return (en or zh) if english() else zh


def sentences(first: str, second: str) -> str:
    """Two sentences one after the other: with a space between them in English, without one in Chinese."""
    return gettext("%(first)s %(second)s") % {"first": first, "second": second}


def listed(names: list[str]) -> str:
    """Names one after the other, as the language lists them."""
    return gettext(", ").join(names)


def today() -> date:
    """The day in the county."""
    return timezone.localdate()
