"""The only door to one upload for a person: found, allowed, locked."""

import dataclasses
import re

from leitai.accounts import access
from leitai.accounts.terms import Role
from leitai.kernel.actor import Actor
from leitai.kernel.refusal import Forbidden, Gone, Stale
from leitai.workbooks.models import Upload
from leitai.workbooks.queries import uploads

_NUMBER = re.compile(r"U[0-9]{2}-[0-9]{4,6}", re.ASCII)


def upload_for(by: Actor, no: str, *, to: str = "workbooks.uploads", lock: bool = False) -> Upload:
    """The upload `no`, for doing what door `to` names. What somebody may not see is Gone. Raises: Gone, Forbidden."""
    if not _NUMBER.fullmatch(no):
        raise Gone
    door = to if by.is_machine else "workbooks.uploads"
    rows = Upload.objects.filter(uploads.reach(by, door), no=no)
    found: Upload | None = (rows.select_for_update() if lock else rows).first()
    if found is None:
        raise Gone
    if not access.covers(by, to, office=found.office):
        raise Forbidden
    return found


def may(by: Actor, to: str, *, office: str) -> bool:
    """Whether a button for door `to` is shown to `by` on an upload of an office."""
    return access.covers(by, to, office=office)


def same_version(upload: Upload, version: int | None) -> None:
    """Refuses what was decided on an older state. None: nothing was read before. Raises: Stale."""
    if version is not None and upload.version != version:
        raise Stale(version=upload.version, state=upload.state)


def writer(by: Actor) -> Actor:
    """As whom the rows of a workbook are entered.

    A town enters its own rows by its own right. The project office has the right to submit workbooks for all towns
    (`workbooks.submit`), and no form of its own to report a month: there the intake enters the rows, in the name of the person.
    """
    return dataclasses.replace(by, role=Role.MACHINE.value) if by.role == Role.OFFICE else by
