"""Reading: in a child with limits, outside of every transaction; safe to run again after its process was killed."""

from datetime import datetime

from django.tasks import task
from django.utils import timezone

from leitai.kernel.actor import machine
from leitai.kernel.refusal import Refusal
from leitai.store import county
from leitai.workbooks import access, actions, originals, queries
from leitai.workbooks.intake.words import BEFORE


@task()
def read(code: str, no: str) -> None:
    """Reads the upload `no` of a county, once; one that is read already is left alone."""
    read_now(code, no, at=timezone.now())


def read_now(code: str, no: str, *, at: datetime) -> bool:
    """Reads an upload that waits; says whether it did. A killed reading is begun again, its result is kept once."""
    by = machine(code)
    with county.within(code):
        if access.upload_for(by, no, to="workbooks.upload").state not in BEFORE:
            return False
        try:
            upload = actions.begin_reading(no=no, by=by, at=at)
            reading, unreadable = originals.read(upload.document, upload.name, queries.memory.hints(upload))
            actions.keep_reading(no=no, reading=reading, unreadable=unreadable, by=by, at=at)
        except Refusal as refusal:
            if refusal.status not in {404, 409}:
                raise
            return False  # somebody else's reading was kept, or it was withdrawn meanwhile
    return True
