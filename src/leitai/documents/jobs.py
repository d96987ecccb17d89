"""What the timetable does with files."""

from datetime import datetime, timedelta

from django.utils import timezone

from leitai.accounts import queries as accounts
from leitai.documents import files, queries
from leitai.store import county

ORPHAN_AFTER = timedelta(hours=24)


def sweep_orphans(*, at: datetime) -> int:
    """Removes files of the county in force that no row speaks of, older than a day; says how many. Changes no table."""
    return files.sweep(queries.known_hashes(), before=at - ORPHAN_AFTER)


def sweep() -> int:
    """The same in every county, as of now. Run it every hour; returns how many were removed."""
    removed = 0
    for code in accounts.county_codes():
        with county.within(code):
            removed += sweep_orphans(at=timezone.now())
    return removed
