"""The original of an upload, read in the limited child; and the job that waits to do so."""

from django.utils.module_loading import import_string

from leitai.documents import files as stored
from leitai.store import county
from leitai.workbooks import files, terms

# By name, like the timetable's entries: jobs stand above actions. The job is a row of the transaction that queues it.
READ = "leitai.workbooks.jobs.read"


def queue(no: str) -> None:
    """Has the upload `no` of the county in force read by the next free worker."""
    import_string(READ).enqueue(county.in_force(), no)


def read(document: str, name: str, hints: terms.Hints) -> tuple[terms.Reading | None, terms.Unreadable | None]:
    """What was read of a stored file of the county in force, or why it can't be: one of the two."""
    try:
        return files.reading(stored.path(document), name=name, hints=hints), None
    except terms.Unreadable as reason:
        return None, reason
