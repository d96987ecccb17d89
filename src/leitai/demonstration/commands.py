"""`leitai demonstration`: loads the demonstration county where there is none yet."""

import sys
import time
from collections.abc import Callable, Sequence

from django.utils import timezone

from leitai.demonstration import build
from leitai.store import jobs as store

USAGE = "leitai demonstration: loads the demonstration county into an installation without a county; takes no words\n"


def load_if_empty(*, say: Callable[[str], None]) -> None:
    """What `leitai up` does: loads the county, goes on after an interruption, does nothing where there is a county."""
    if build.load(now=timezone.now(), say=say):
        store.checkpoint()  # the log of so many rows would otherwise be read again by every connection until the timetable comes


def demonstration(argv: Sequence[str]) -> int:
    """Runs the command. Returns 0; 2 for bad usage."""
    if argv:
        sys.stderr.write(USAGE)
        return 2
    began = time.monotonic()
    if build.load(now=timezone.now(), say=print):
        print(f"loaded in {time.monotonic() - began:.1f} s")
    else:
        print("nothing to do: there is a county already")
    return 0
