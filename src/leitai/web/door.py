"""Joined sheets are answered before session, language and sign-in: they are the same for everybody and need none of it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from leitai.web import sheets, views


class SheetMiddleware:
    """Answers /sheets/HASH/NAME; stands right behind WhiteNoise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        parts = request.path_info.split("/")
        if len(parts) == 4 and parts[1] == "sheets" and parts[3] in sheets.NAMES:
            return views.sheet(request, parts[2], parts[3])
        return self.get_response(request)
