"""Answering with a stored file: never as a page of ours, never with a type guessed by the browser."""

from django.http import FileResponse, HttpRequest, HttpResponseBase, HttpResponseNotModified

from leitai.documents import files, queries, terms
from leitai.kernel.refusal import Gone

SHOWN_IN_PLACE = {terms.MEDIA_TYPES[kind] for kind in terms.PICTURES}


def answer(request: HttpRequest, file: queries.File | None, *, name: str = "") -> HttpResponseBase:
    """The bytes of a file that the asker may see (asking that is the caller's duty). Raises: Gone without one.

    Pictures show in place, everything else is saved by the browser; scripts in it can do nothing (sandbox).
    """
    if file is None:
        raise Gone
    tag = f'"{file.sha256}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    try:
        stream = files.opened(file.sha256)
    except FileNotFoundError:
        raise Gone from None
    in_place = file.media_type in SHOWN_IN_PLACE
    response = FileResponse(
        stream, as_attachment=not in_place, filename=name or file.name, content_type=file.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    response["Cache-Control"] = "private, no-cache" if in_place else "private, no-store"
    response["ETag"] = tag
    return response
