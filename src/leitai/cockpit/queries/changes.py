"""What has just changed in the register, in words."""

from collections.abc import Sequence
from dataclasses import replace

from leitai.accounts import access
from leitai.accounts.terms import Scope
from leitai.audit import queries as audit
from leitai.kernel.actor import Actor
from leitai.register import history

MOST = 6


def newest(by: Actor) -> Sequence[audit.Line]:
    """The newest entries that concern projects: the county's where the actor may read the history, else the own office's.

    Five statements at most.
    """
    if access.reach(by, "audit.history") is not Scope.NONE:
        kinds = () if by.role == "auditor" else tuple(history.KINDS)
        return _briefly(audit.entries_of_county(audit.Filter(kinds=kinds), limit=MOST).lines)
    if access.reach(by, "audit.about") is not Scope.NONE:
        return _briefly(audit.entries_about(f"office:{by.office}", limit=MOST, with_link=False).lines)
    return ()


def _briefly(lines: Sequence[audit.Line]) -> list[audit.Line]:
    """The sentences alone; what changed field by field stands in the history."""
    return [replace(line, changes=()) for line in lines]
