"""Whether the service lives, and whether it can answer; for whoever watches it, without a sign-in and without a secret."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from leitai.accounts.door import door
from leitai.cockpit.queries import living


@door("web.public")
@require_safe
def healthz(request: HttpRequest) -> HttpResponseBase:
    """The process answers; nothing else is asked."""
    return _said("ok")


@door("web.public")
@require_safe
def readyz(request: HttpRequest) -> HttpResponseBase:
    """The database answers and has the tables of this version; 503 where it does not."""
    wrong = living.not_ready()
    return _said(wrong or "ok", 503 if wrong else 200)


def _said(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(
        f"{text}\n", status=status, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"}
    )
