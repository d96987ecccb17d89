"""A workbook comes in, is read, goes back or is withdrawn."""

import json
from datetime import datetime

from django.utils import timezone

from leitai.accounts import access as accounts
from leitai.audit import actions as audit
from leitai.documents import actions as documents
from leitai.documents import terms as documents_terms
from leitai.kernel.actor import Actor
from leitai.kernel.refusal import N_, Forbidden, Refusal
from leitai.register import access as register
from leitai.register import rules as register_rules
from leitai.store.action import action
from leitai.workbooks import access, numbering, originals, queries, terms
from leitai.workbooks.intake.words import BEFORE, OPEN, State
from leitai.workbooks.models import Upload


@action
def hand_in_workbook(
    *, received: documents_terms.Received, name: str, by: Actor, at: datetime, office: str | None = None, made_up: bool = False,
    queued: bool = True, key: str | None = None,
) -> Upload:  # fmt: skip
    """Takes a workbook whose bytes `documents.files.received` holds; it is read by a job that waits in the same transaction.

    Args:   office: code of the office whose workbook it is, where it isn't the actor's own (project office). queued: False
            where the caller reads it itself, see `jobs.read_now`.
    Raises: Forbidden: for another office. Refusal at `file`: 415 no workbook; 409 `workbook.twice` the same file is here
            already, `data["no"]` says as which upload; 429.
    """
    accounts.require(by, "workbooks.upload")
    place = register.office_named(office or by.office)
    if not accounts.covers(by, "workbooks.upload", office=place.code):
        raise Forbidden
    same = queries.uploads.same_file(place.code, received.sha256)
    if same is not None:
        text = N_("Not taken again: this very file is here already as %(no)s. Go on there, or withdraw it first.")
        raise Refusal("workbook.twice", text, field="file", status=409, no=same.no)
    document = documents.hand_in(received=received, name=name, accept=documents_terms.WORKBOOKS, by=by, at=at)
    upload: Upload = numbering.with_number(
        at.year,
        lambda no: Upload.objects.create(
            no=no, office=place.code, document=document.sha256, name=_name(name, document.name), made_up=made_up,
            handed_in_by=by.code, handed_in_at=at,
        ),
    )  # fmt: skip
    audit.append(
        "workbook.handed_in", about=f"workbook:{upload.no}", by=by, at=at,
        also=[f"office:{place.code}", f"document:{document.sha256}"],
        after={"document": document.sha256, "office": place.code}, texts={"name": upload.name}, rows=[upload],
    )  # fmt: skip
    if queued:
        originals.queue(upload.no)
    return upload


def _name(sent: str, stored: str) -> str:
    """The name as sent this time: the same bytes may have come under another one before, and the name says the month."""
    from leitai.documents import rules

    return rules.clean_name(sent) if sent else stored


@action
def begin_reading(*, no: str, by: Actor, at: datetime, key: str | None = None) -> Upload:
    """Marks that a workbook is being read; after a killed worker it is begun again. Raises: Refusal 409: it is read."""
    upload = access.upload_for(by, no, to="workbooks.upload", lock=True)
    if upload.state not in BEFORE:
        raise _read_already()
    upload.state, upload.tries = State.READING.value, upload.tries + 1
    upload.version += 1
    upload.save(update_fields=["state", "tries", "version"])
    audit.append("workbook.begun", about=f"workbook:{no}", by=by, at=at, rows=[upload])
    return upload


@action
def keep_reading(
    *, no: str, reading: terms.Reading | None, unreadable: terms.Unreadable | None, by: Actor, at: datetime, again: bool = False,
    key: str | None = None,
) -> Upload:  # fmt: skip
    """Keeps what was read of a workbook, or why it can't be read; once, unless it was read `again` with what was settled.

    Raises: Refusal 409: somebody else's reading was kept before.
    """
    upload = access.upload_for(by, no, to="workbooks.settle" if again else "workbooks.upload", lock=True)
    if upload.state not in (OPEN if again else BEFORE):
        raise _read_already()
    upload.version += 1
    if reading is None:
        return _keep_refusal(upload, unreadable, by, at)
    upload.reading = json.dumps(reading.to_json(), ensure_ascii=False, separators=(",", ":"))
    upload.kind, upload.unit = reading.kind, (reading.reporting_unit or "")[:200]
    upload.month = _month(reading)
    upload.rows_count = len(reading.rows)
    picture = queries.pictures.picture(upload, by, access.writer(by), on=timezone.localdate(at), opened=True)
    upload.doubts_open = len(picture.whole.open)
    if not again:
        upload.state, upload.read_at = State.READ.value, at
    upload.save()
    audit.append(
        "workbook.read", about=f"workbook:{no}", also=[f"office:{upload.office}"], by=by, at=at,
        after={"rows": upload.rows_count, "doubts": upload.doubts_open, "month": upload.month}, rows=[upload],
    )  # fmt: skip
    return upload


def _month(reading: terms.Reading) -> str:
    period = reading.period or ""
    return period if register_rules.months.is_month(period) else ""


def _keep_refusal(upload: Upload, unreadable: terms.Unreadable | None, by: Actor, at: datetime) -> Upload:
    assert unreadable is not None  # one of the two is given
    upload.state, upload.read_at = State.UNREADABLE.value, at
    upload.refusal, upload.refusal_zh, upload.refusal_en = (
        unreadable.code[:24],
        unreadable.zh[:300],
        unreadable.en[:300],
    )
    upload.save(update_fields=["state", "read_at", "refusal", "refusal_zh", "refusal_en", "version"])
    audit.append(
        "workbook.unreadable", about=f"workbook:{upload.no}", also=[f"office:{upload.office}"], by=by, at=at,
        after={"refusal": upload.refusal}, rows=[upload],
    )  # fmt: skip
    return upload


def _read_already() -> Refusal:
    text = N_("Not read again: this workbook was read before, or went back meanwhile. Nothing was changed.")
    return Refusal("workbook.read", text, status=409)


@action
def return_workbook(
    *, no: str, because: str, version: int | None, by: Actor, at: datetime, key: str | None = None
) -> Upload:
    """Sends a workbook back to whoever sent it, with a sentence and its doubts; rows that were entered stay entered.

    Raises: Gone, Forbidden, Stale; Refusal 409: nothing is open; at `because`.
    """
    upload = _ending(no, "workbooks.return", version, by, OPEN)
    upload.because = register_rules.texts.clean(because, field="because", most=500, needed=True)
    upload.state, upload.ended_by, upload.ended_at = State.RETURNED.value, by.code, at
    upload.save(update_fields=["state", "because", "ended_by", "ended_at", "version"])
    audit.append(
        "workbook.returned", about=f"workbook:{no}", also=[f"office:{upload.office}"], by=by, at=at,
        after={"doubts": upload.doubts_open}, texts={"because": upload.because}, rows=[upload],
    )  # fmt: skip
    return upload


@action
def withdraw_workbook(*, no: str, version: int | None, by: Actor, at: datetime, key: str | None = None) -> Upload:
    """Takes a workbook back of which nothing was entered yet. Raises: Gone, Forbidden, Stale, Refusal 409."""
    upload = _ending(no, "workbooks.upload", version, by, (*BEFORE, State.READ, State.UNREADABLE))
    upload.state, upload.ended_by, upload.ended_at = State.WITHDRAWN.value, by.code, at
    upload.save(update_fields=["state", "ended_by", "ended_at", "version"])
    audit.append(
        "workbook.withdrawn", about=f"workbook:{no}", also=[f"office:{upload.office}"], by=by, at=at, after={"state": upload.state},
        rows=[upload],
    )  # fmt: skip
    return upload


def _ending(no: str, door: str, version: int | None, by: Actor, states: tuple[State, ...]) -> Upload:
    upload = access.upload_for(by, no, to=door, lock=True)
    access.same_version(upload, version)
    if upload.state not in states:
        text = N_("Not done: this workbook was entered, returned or withdrawn meanwhile. Nothing was changed.")
        raise Refusal("workbook.ended", text, status=409)
    upload.version += 1
    return upload
