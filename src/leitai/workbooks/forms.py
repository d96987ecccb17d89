"""Shapes of what is typed at the intake; whether it may be done is decided by the actions."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitai.kernel import dates, money


class Returning(forms.Form):
    """Why a workbook goes back."""

    use_required_attribute = False
    idempotency_key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, min_value=0, max_value=10**9, widget=forms.HiddenInput)
    because = forms.CharField(
        label=_("Why it goes back"), max_length=500, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What is to be put right; the town reads this above the doubts."),
    )  # fmt: skip


def typed(asks: str, text: str) -> Any:
    """What an answer asks for, from what was typed: {"yuan"}, {"value", "precision"} or text; None where it can't be read."""
    text = unicodedata.normalize("NFKC", text).strip()
    if asks == "amount":
        reading = money.parse(text)
        return {"yuan": reading.yuan} if reading.yuan is not None and not reading.error else None
    if asks == "day":
        found = dates.parse(text).date
        return {"value": found.value, "precision": found.precision} if found else None
    return text or None
