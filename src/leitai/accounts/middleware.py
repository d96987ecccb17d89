"""Who is asking: from the session to a person, a seat that is valid today, the actor and the county in force."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone, translation

from leitai.accounts import queries
from leitai.store import county

SEAT, SINCE, SEEN = "seat", "signed_in_at", "seen_at"  # words of the session; moments as whole seconds
SEEN_EVERY_SECONDS = 60  # the moment last seen is written at most once a minute, so that reading stays reading


class ActorMiddleware:
    """Sets `request.actor` and `request.sitting` (None for strangers); a request runs within the county of the seat."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        sitting = _sitting(request, timezone.now())
        request.sitting = sitting  # type: ignore[attr-defined]  # ours, read by context and by the accounts' own pages
        request.actor = sitting.actor if sitting else None  # type: ignore[attr-defined]  # ours, read by doors and views
        if sitting is None:
            return self.get_response(request)
        if sitting.language and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            translation.activate(sitting.language)
            request.LANGUAGE_CODE = translation.get_language()
        with county.within(sitting.actor.county):
            response = self.get_response(request)
        # What belongs to somebody is kept by nobody in between, nor shown by the back button after signing out.
        response.headers.setdefault("Cache-Control", "no-store, private")
        if (
            isinstance(response, StreamingHttpResponse)
            and not isinstance(response, FileResponse)
            and not response.is_async
        ):
            response.streaming_content = _within(sitting.actor.county, iter(response))
        return response


def _sitting(request: HttpRequest, now: datetime) -> queries.Sitting | None:
    """The seat somebody sits in; a session that is too old, or whose seat is gone, ends here."""
    session = request.session
    if auth.SESSION_KEY not in session:
        return None
    if _is_too_old(session, int(now.timestamp())) or not request.user.is_authenticated:
        _end(request)
        return None
    sitting = queries.sitting(person=request.user.pk, seat=session.get(SEAT), on=timezone.localdate(now))
    if sitting is None:
        _end(request)
    return sitting


def _is_too_old(session: Any, now: int) -> bool:
    seen, since = session.get(SEEN, 0), session.get(SINCE, 0)
    if now - seen > settings.LEITAI_IDLE_SECONDS or now - since > settings.SESSION_COOKIE_AGE:
        return True
    return now - seen >= SEEN_EVERY_SECONDS and not _is_kept_awake(session, now)


def _is_kept_awake(session: Any, now: int) -> bool:
    """Writes the moment last seen; False where the session was ended meanwhile.

    A database that takes nothing just now (full, locked) must not keep anybody from reading: then the moment stays unwritten.
    """
    session[SEEN] = now
    try:
        session.save()
    except UpdateError as error:
        if not isinstance(error.__context__, OperationalError):
            return False
        logging.getLogger("leitai.accounts").warning("the session was not kept awake: the database takes nothing")
    session.modified = False  # saved, or not to be tried again at the end of the request
    return True


def _end(request: HttpRequest) -> None:
    request.session.flush()
    auth.logout(request)


def _within(code: str, parts: Iterator[Any]) -> Iterator[Any]:
    """A streamed answer is read after the middleware has returned: each part is made within the county again."""
    while True:
        with county.within(code):
            try:
                part = next(parts)
            except StopIteration:
                return
        yield part
