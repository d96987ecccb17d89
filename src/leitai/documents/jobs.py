"""What the timetable does with files."""

from datetime import datetime, timedelta

from leitai.documents import files, queries

ORPHAN_AFTER = timedelta(hours=24)


def sweep_orphans(*, at: datetime) -> int:
    """Removes files of the county in force that no row speaks of, older than a day; says how many. Changes no table."""
    return files.sweep(queries.known_hashes(), before=at - ORPHAN_AFTER)
