"""Wrong sign-ins of the last quarter of an hour, as django-axes counts them: by name there, by network and in total here."""

from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum

MINUTES = 15


def is_network_closed(network: str | None, at: datetime) -> bool:
    """Whether one network, or everybody together, guessed wrong too often: one password tried over many names. Two statements."""
    recent = AccessAttempt.objects.filter(attempt_time__gte=at - timedelta(minutes=MINUTES))
    if _failures(recent) >= settings.LEITAI_FAILURES_IN_TOTAL:
        return True
    return _failures(recent.filter(ip_address=network)) >= settings.LEITAI_FAILURES_PER_NETWORK


def _failures(rows) -> int:  # type: ignore[no-untyped-def]  # axes has no types
    return rows.aggregate(n=Sum("failures_since_start"))["n"] or 0
