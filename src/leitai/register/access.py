"""The only door to one row of the register for a person: found, allowed, locked.

What somebody may not know of is Gone, like what was never there; what they see but may not change is Forbidden.
"""

import re
from typing import Any

from leitai.accounts import access
from leitai.accounts import queries as accounts
from leitai.accounts.terms import Scope
from leitai.kernel.actor import Actor
from leitai.kernel.refusal import N_, Forbidden, Gone, Refusal, Stale
from leitai.register import rules
from leitai.register.models import Bottleneck, Photo, Project, Report
from leitai.register.queries import reach

_NUMBER = re.compile(r"[A-Z][0-9]{2}-[0-9]{4,6}", re.ASCII)


def project_for(by: Actor, no: str, *, to: str = "register.projects", lock: bool = False) -> Project:
    """The project `no` with its office, for doing what door `to` names. All changes to a project wait for its lock.

    Raises: Gone, Forbidden.
    """
    if not _NUMBER.fullmatch(no):
        raise Gone
    rows = Project.objects.select_related("office", "enterprise").filter(reach.projects(by), no=no)
    found: Project | None = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise Gone
    _allow(by, to, found.office.code)
    return found


def report_for(by: Actor, no: str, month: str, *, to: str = "register.reports", lock: bool = False) -> Report:
    """A project's report of a month, with project and office; with `lock` the project's row is locked. Raises: Gone, Forbidden."""
    if not rules.months.is_month(month):
        raise Gone
    project = project_for(by, no, lock=lock)
    found: Report | None = Report.objects.filter(project=project, month=month).first()
    if found is None:
        raise Gone
    _allow(by, to, project.office.code)
    found.project = project
    return found


def bottleneck_for(by: Actor, no: str, *, to: str = "register.bottlenecks", lock: bool = False) -> Bottleneck:
    """The bottleneck `no` with project, offices and owner. Raises: Gone, Forbidden.

    An answer is the owner's; a close is the person's who raised it.
    """
    if not _NUMBER.fullmatch(no):
        raise Gone
    rows = Bottleneck.objects.select_related("project__office", "raised_office", "owner").filter(
        reach.bottlenecks(by), no=no
    )
    found: Bottleneck | None = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise Gone
    if to == "register.bottlenecks":
        return found
    if to == "register.bottleneck_answer":
        _allow(by, to, found.owner.code if found.owner else "")
    else:
        _allow(by, to, found.project.office.code, person=found.raised_by)
    return found


def photo_for(by: Actor, photo: int, *, to: str = "register.photo") -> Photo:
    """A photo with its report, project and office. Raises: Gone."""
    rows = Photo.objects.select_related("report__project__office").filter(pk=photo)
    found: Photo | None = rows.first()
    if found is None or not access.covers(by, to, office=found.report.project.office.code):
        raise Gone
    return found


def office_named(code: str, *, field: str = "office") -> accounts.OfficeRow:
    """The office of the county in force. Raises: Refusal at `field`."""
    found = accounts.office(code)
    if found is None:
        raise Refusal(
            "office.unknown", N_("There is no such office in the county. Choose one from the list."), field=field
        )
    return found


def same_version(row: Any, version: int | None, **now: Any) -> None:
    """Refuses what was decided on an older state of the row; `now` says what stands there. None: nothing was read before.

    Raises: Stale.
    """
    if version is not None and row.version != version:
        raise Stale(version=row.version, **now)


def may(by: Actor, to: str, *, office: str = "", person: str | None = None) -> bool:
    """Whether a button for door `to` is shown to `by` on a row of an office or person."""
    return access.covers(by, to, office=office, person=person)


def may_anywhere(by: Actor, to: str) -> bool:
    """Whether `by` passes the door for any row at all."""
    return access.reach(by, to) is not Scope.NONE


def _allow(by: Actor, to: str, office: str, *, person: str | None = None) -> None:
    if not access.covers(by, to, office=office, person=person):
        raise Forbidden
