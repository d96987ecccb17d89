"""A file read once more with what was settled on it, while somebody waits: it takes as long as reading its first time."""

from datetime import datetime

from leitai.kernel.actor import Actor
from leitai.workbooks import access, actions, originals, queries


def read_again(no: str, *, by: Actor, at: datetime) -> None:
    """Reads an upload once more: a year or a town changes how the rest is understood. Answers keep their doubts."""
    upload = access.upload_for(by, no, to="workbooks.settle")
    reading, unreadable = originals.read(upload.document, upload.name, queries.memory.hints(upload))
    if unreadable is None:
        actions.keep_reading(no=no, reading=reading, unreadable=None, by=by, at=at, again=True)
