"""The pages that belong to nobody's errand: joined sheets, the language page, the gallery of components, errors."""

import sys
from http import HTTPStatus

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template import loader
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import i18n
from django.views.decorators.http import require_http_methods, require_safe

from leitai.web import gallery, phrases, sheets

A_YEAR = 365 * 24 * 3600
RETRY_AFTER_SECONDS = 10


@require_safe
def sheet(request: HttpRequest, digest: str, name: str) -> HttpResponse:
    """A joined style sheet or script; for a year when the hash is today's, for a minute to pages from before an update."""
    if name not in sheets.NAMES:
        raise Http404
    found = sheets.sheet(name)
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(found.packed if packed else found.body, content_type=found.content_type)
    if packed:
        response["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    current = digest == found.digest
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable" if current else "public, max-age=60"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def language(request: HttpRequest) -> HttpResponseBase:
    """Choose the language: a page with the two buttons for pages that carry no form, and the door they post to."""
    if request.method == "POST":
        return i18n.set_language(request)
    return render(request, "web/language.html", {"next": _way_back(request), "languages": settings.LANGUAGES})


def _way_back(request: HttpRequest) -> str:
    asked = request.GET.get("next", "/")
    allowed = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if allowed else "/"


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What the pages promise to everybody, and the keys."""
    return render(request, "web/accessibility.html")


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state, from its examples."""
    return render(request, "web/gallery.html", {"components": list(gallery.shown())})


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent can't be read."""
    return error(request, HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the seat does not allow it."""
    return error(request, HTTPStatus.FORBIDDEN)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, for what isn't there and for what the asker may not know of."""
    return error(request, HTTPStatus.NOT_FOUND)


def failed(request: HttpRequest) -> HttpResponse:
    """500: our fault; says so. 503 where the database is what failed (full, locked, away): the transaction is undone."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        response = error(request, HTTPStatus.SERVICE_UNAVAILABLE, template="storage", said=phrases.STORAGE)
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response
    return error(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without a valid token: name it in settings as CSRF_FAILURE_VIEW."""
    return error(request, HTTPStatus.FORBIDDEN, template="csrf")


def error(request: HttpRequest, status: int, *, template: str = "", **more: object) -> HttpResponse:
    """The page for a status code; `more` reaches its template. For htmx the same in one line.

    Faults of ours (500 and above) are told without the page's usual context, which may be what is broken.
    """
    path = f"web/errors/{template or int(status)}.html"
    if getattr(request, "htmx", False):
        said = more.get("said") or phrases.ERRORS.get(int(status), phrases.ERRORS[HTTPStatus.INTERNAL_SERVER_ERROR])
        response = render(request, "web/errors/refusal_part.html", {"said": said, "code": int(status)}, status=status)
    elif status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        page = loader.render_to_string(path, {"error_page": True, "public": True, **more})
        response = HttpResponse(page, status=status)
    else:
        response = render(request, path, {"error_page": True, **more}, status=status)
    patch_vary_headers(response, ["HX-Request"])
    response["Cache-Control"] = "no-store"
    return response
