"""The step in which the towns' eight workbooks of March 2024 come in through the same door as everybody's.

Until the door is there (`workbooks.actions`), nothing is handed in, and the months that the workbooks report are entered as
the made-up series has them (its March 2024 already agrees with the workbooks, see `workbook:` in data/projects.yaml).
"""

import importlib.util
from datetime import datetime

from leitai.demonstration.rules.settings import Setting
from leitai.demonstration.terms import Event

MONTH = "2024-03"


def is_open() -> bool:
    """Whether workbooks can be handed in."""
    return importlib.util.find_spec("leitai.workbooks.actions") is not None


def reported_by_workbook() -> frozenset[tuple[str, str]]:
    """(project key, month) that a workbook reports instead of the series; empty while none can be handed in."""
    return frozenset()


def events(setting: Setting) -> list[Event]:
    """The workbooks' arrivals in April 2024; none while the door is not there."""
    return []


def arrives_at(file: str) -> datetime | None:
    """When a workbook came in; None for one that is not of the demonstration."""
    return None
