"""The history of the loading itself; everything else is entered by the actions of the other slices."""

from datetime import datetime

from leitai.accounts import access
from leitai.audit import actions as audit
from leitai.demonstration.models import Loading
from leitai.kernel.actor import Actor
from leitai.store.action import action


@action
def begin_loading(*, seed: int, since: str, told_at: datetime, by: Actor, at: datetime) -> Loading:
    """Notes that the county is being loaded, from which seed and up to which moment."""
    access.require(by, "accounts.county_create")
    row: Loading = Loading.objects.create(seed=seed, since=since, told_at=told_at)
    audit.append(
        "demonstration.begun", about=f"county:{by.county}", by=by, at=at, rows=[row],
        after={"seed": seed, "told_at": told_at},
    )  # fmt: skip
    return row


@action
def finish_part(*, part: str, by: Actor, at: datetime) -> Loading:
    """Notes that a month of the story is told; called in the transaction that told it."""
    return _moved("demonstration.told", by, at, part=part)


@action
def finish_loading(*, by: Actor, at: datetime) -> Loading:
    """Notes that all is told: loading again does nothing from now on."""
    return _moved("demonstration.loaded", by, at, finished_at=at)


def _moved(kind: str, by: Actor, at: datetime, **values: object) -> Loading:
    access.require(by, "accounts.county_create")
    row: Loading = Loading.objects.select_for_update().get()
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    audit.append(kind, about=f"county:{by.county}", by=by, at=at, rows=[row], after={"part": row.part})
    return row
