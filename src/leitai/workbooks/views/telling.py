"""What the pages of the intake share."""

import secrets
from datetime import date, datetime

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from leitai.accounts.asking import Request
from leitai.kernel.refusal import Refusal, Refusals
from leitai.register import labels as register
from leitai.register import terms as register_terms
from leitai.web import refusals, words

VERSION_MOST = 10**9


def now() -> datetime:
    """The moment."""
    return timezone.now()


def today() -> date:
    """The day in the county."""
    return timezone.localdate(now())


def new_key() -> str:
    """A key for one form, so that sending it twice does the thing once."""
    return secrets.token_hex(12)


def version(text: str) -> int | None:
    """The version a form was made from; None where it is none."""
    return int(text) if text.isascii() and text.isdigit() and int(text) < VERSION_MOST else None


def words_of(refusal: Refusal) -> str:
    """The sentence of a refusal, each part of several after the other with the row it is about."""
    if isinstance(refusal, Refusals):
        return " ".join(f"{_row(part)}{words_of(part)}" for part in refusal.parts[:10])
    if refusal.code.startswith("finding."):
        return register.said(register_terms.Sentence(refusal.code, refusal.text, refusal.data))
    return refusals.words(refusal)


def _row(part: Refusal) -> str:
    place = (part.field or "").removeprefix("rows.")
    return f"{place.strip('!')}: " if place and words.english() else f"{place.strip('!')}：" if place else ""


def back(no: str, sheet: str = "") -> HttpResponseBase:
    """To the page of the upload, at the sheet that was looked at."""
    return redirect(reverse("workbooks:reader", args=[no]) + (f"?sheet={sheet}" if sheet.isdigit() else ""))


def key_of(request: Request) -> str | None:
    """The form's key."""
    return request.POST.get("idempotency_key", "")[:64] or None
