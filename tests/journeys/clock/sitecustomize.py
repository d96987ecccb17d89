"""Puts the served county on one day, whatever the real day is: what waits on a desk depends on the day of the month.

Python imports this by itself in every process whose PYTHONPATH holds this folder.
"""

import datetime
import os

from django.utils import timezone

_shift = datetime.timedelta(seconds=float(os.environ["JOURNEYS_SHIFT_SECONDS"]))
_real = timezone.now


def _now() -> datetime.datetime:
    return _real() + _shift


timezone.now = _now
