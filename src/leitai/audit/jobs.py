"""What the timetable does for the history."""

import time

from django.utils import timezone

from leitai.audit import actions, queries
from leitai.kernel.refusal import Refusal

HEADS_EVERY_SECONDS = 1.0
_last = {"heads": float("-inf")}


def sequence() -> int:
    """Numbers waiting entries (PostgreSQL) and, about once a second, renews the heads outside of the database.

    Run it every 0.2 s. Returns how many entries were numbered.
    """
    count = actions.sequence_entries()
    now = time.monotonic()
    if now - _last["heads"] >= HEADS_EVERY_SECONDS:
        _last["heads"] = now
        actions.refresh_heads()
    return count


def sign_daily() -> int:
    """Signs a checkpoint for every county that has none of today (the county's day). Run it every hour; returns how many."""
    now, made = timezone.now(), 0
    for code, at in queries.last_checkpoints():
        if at is None or timezone.localdate(at) < timezone.localdate(now):
            try:
                actions.sign_checkpoint(code=code, at=now)
            except Refusal:
                continue
            made += 1
    return made
