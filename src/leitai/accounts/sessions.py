"""Sessions in the database, asked only for keys that could be one of ours: a cookie may hold anything, also NUL."""

from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    """Django's own, with a look at the key before the database gets it."""

    def _validate_session_key(self, key: str | None) -> bool:
        return bool(key) and str(key).isascii() and str(key).isalnum() and 8 <= len(str(key)) <= 40
