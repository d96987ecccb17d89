"""What the timetable does for the tables themselves."""

from django.db import connection


def checkpoint() -> None:
    """Moves the write-ahead log into the database file (SQLite alone).

    No connection does this on its own (`wal_autocheckpoint=0`): in SQLite before 3.51.3 an automatic checkpoint that meets a
    writer can damage the file. TRUNCATE takes the write lock first, so it never meets one; a busy database is left for the
    next time.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout=1000")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.fetchone()
        cursor.execute("PRAGMA busy_timeout=20000")


def learn() -> None:
    """Lets the database look at samples of its indexes, so that it knows which one leads to few rows (SQLite alone).

    Without, it guesses: a county's silent projects were looked up by reading a whole year. PostgreSQL does this by itself.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA analysis_limit=1000")
        cursor.execute("ANALYZE")
