"""`@door("slice.what")`: the only way a view is reached. It names its row in the permission matrix and asks it."""

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from leitai.accounts import access, matrix


def door(name: str) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Lets a request through where the matrix says so; asks strangers to sign in; refuses others like a missing page."""
    row = matrix.DOORS[name]  # a door that is not in the matrix fails when the program starts

    def mark(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @functools.wraps(view)
        def opened(request: HttpRequest, *args: Any, **words: Any) -> HttpResponseBase:
            if row.public:
                return view(request, *args, **words)
            actor = getattr(request, "actor", None)
            if actor is None:
                return _ask_to_sign_in(request)
            access.require(actor, name)
            return view(request, *args, **words)

        opened.door = name  # type: ignore[attr-defined]  # read by the matrix test
        return opened

    return mark


def _ask_to_sign_in(request: HttpRequest) -> HttpResponseBase:
    if getattr(request, "htmx", False):
        return HttpResponse(status=401, headers={"HX-Refresh": "true"})
    return redirect_to_login(request.get_full_path())
