"""A refusal raised by a view becomes words on the page: the right status, the sentence in the reader's language.

Views that can show a refusal at its field catch it themselves; what they let pass is shown here. For htmx the same as a
part of a page. A refusal "gone" is the page every missing address gets, byte for byte.
"""

import re
from collections.abc import Callable
from typing import Any

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from leitai.kernel.refusal import Refusal
from leitai.web import views


class RefusalMiddleware:
    """Turns refusals of views into pages."""

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        self.get_response = get_response
        if iscoroutinefunction(get_response):
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> Any:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """The page of a refusal, or of text that the database can't hold; every other exception goes on."""
        if isinstance(
            exception, DataError
        ):  # NUL and numbers beyond a column, on PostgreSQL: the transaction is undone
            return views.bad_request(request)
        return answer(request, exception) if isinstance(exception, Refusal) else None


def answer(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The response of a refusal, whole or as a part for htmx; nothing of it is cached."""
    if refusal.status == 404:
        return views.missing(request)
    said = words(refusal)
    head, rest = _first_sentence(said)
    values = {
        "said": said, "head": head, "rest": rest, "code": refusal.code,
        "parts": [words(one) for one in getattr(refusal, "parts", [])],
        "now": getattr(refusal, "now", None), "back": _back(request), "error_page": True,
    }  # fmt: skip
    template = "refusal_part" if getattr(request, "htmx", False) else "refusal"
    response = render(request, f"web/errors/{template}.html", values, status=refusal.status)
    patch_vary_headers(response, ["HX-Request"])
    response["Cache-Control"] = "no-store"
    return response


def words(refusal: Refusal) -> str:
    """The sentence of a refusal in the language of the page, its placeholders filled."""
    text = gettext(refusal.text)
    return text % refusal.data if refusal.data else text


def _first_sentence(text: str) -> tuple[str, str]:
    """What happened, apart from what is kept and what to do: the title of the page and its text."""
    found = re.match(r"(.+?[。.])\s*(.+)", text, re.DOTALL)
    return (found[1].rstrip("。."), found[2]) if found else (text.rstrip("。."), "")


def _back(request: HttpRequest) -> str:
    referer = request.headers.get("Referer", "")
    return (
        referer
        if url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure())
        else ""
    )
