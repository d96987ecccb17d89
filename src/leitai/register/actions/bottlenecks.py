"""Bottlenecks: raised by anyone, owned by one department, answered, closed by whoever raised them, carried upward when late."""

from datetime import date, datetime

from django.utils import timezone

from leitai.audit import actions as audit
from leitai.kernel.actor import Actor
from leitai.kernel.refusal import N_, Refusal
from leitai.kernel.workdays import Calendar
from leitai.register import access, numbering, rules, terms
from leitai.register.models import Bottleneck
from leitai.store.action import action


@action
def raise_bottleneck(
    *,
    project: str,
    title: str,
    by: Actor,
    at: datetime,
    detail: str = "",
    owner: str = "",
    due_on: date | None = None,
    made_up: bool = False,
    key: str | None = None,
) -> Bottleneck:
    """A new bottleneck of a project (number `B24-0001`); with `owner` (code of an office) it is assigned at once.

    Raises: Gone, Forbidden; Refusal at `title`, `owner`, `due_on`.
    """
    found = access.project_for(by, project, to="register.bottleneck_raise")
    said = rules.texts.clean(title, field="title", most=120, needed=True)
    more = rules.texts.clean(detail, field="detail")
    place = access.office_named(owner, field="owner") if owner else None
    due = _due(due_on, at) if place else None
    state = (
        rules.flow.next_bottleneck_state(rules.flow.next_bottleneck_state(None, "raise"), "assign")
        if place
        else terms.BottleneckState.RAISED
    )
    raised_office = found.office_id if by.is_machine else access.office_named(by.office).key
    row: Bottleneck = numbering.with_number(
        "B", timezone.localdate(at).year,
        lambda no: Bottleneck.objects.create(
            no=no, project=found, title=said, detail=more, state=state, raised_by=by.code, raised_office_id=raised_office,
            raised_at=at, owner_id=place.key if place else None, due_on=due, made_up=made_up,
        ),
    )  # fmt: skip
    _append("bottleneck.raised", row, by, at, texts={"title": said, **({"detail": more} if more else {})})
    return row


@action
def assign_bottleneck(
    *,
    no: str,
    owner: str,
    by: Actor,
    at: datetime,
    due_on: date | None = None,
    version: int | None = None,
    key: str | None = None,
) -> Bottleneck:
    """Gives a bottleneck to one office with a day for the answer (default: ten working days). Raises: Stale, Refusal, Gone."""
    row = access.bottleneck_for(by, no, to="register.bottleneck_assign", lock=True)
    access.same_version(row, version, state=row.state)
    row.state = rules.flow.next_bottleneck_state(row.state, "assign")
    row.owner_id, row.due_on = access.office_named(owner, field="owner").key, _due(due_on, at)
    row.escalated_to, row.escalated_at = terms.Rung.NOBODY, None
    _save(row, "state", "owner", "due_on", "escalated_to", "escalated_at")
    _append("bottleneck.assigned", row, by, at)
    return row


@action
def answer_bottleneck(
    *, no: str, answer: str, by: Actor, at: datetime, version: int | None = None, key: str | None = None
) -> Bottleneck:
    """The owner's answer; whoever raised it decides whether it will do. Raises: Stale, Refusal at `answer`, Gone, Forbidden."""
    row = access.bottleneck_for(by, no, to="register.bottleneck_answer", lock=True)
    access.same_version(row, version, state=row.state)
    row.state = rules.flow.next_bottleneck_state(row.state, "answer")
    row.answer = rules.texts.clean(answer, field="answer", needed=True)
    row.answered_by, row.answered_at = by.code, at
    _save(row, "state", "answer", "answered_by", "answered_at")
    _append("bottleneck.answered", row, by, at, texts={"answer": row.answer})
    return row


@action
def close_bottleneck(
    *, no: str, by: Actor, at: datetime, remark: str = "", version: int | None = None, key: str | None = None
) -> Bottleneck:
    """Closes a bottleneck: only whoever raised it may. Raises: Stale, Refusal 409, Gone, Forbidden."""
    row = access.bottleneck_for(by, no, to="register.bottleneck_close", lock=True)
    access.same_version(row, version, state=row.state)
    row.state = rules.flow.next_bottleneck_state(row.state, "close")
    row.remark, row.closed_at = rules.texts.clean(remark, field="remark"), at
    _save(row, "state", "remark", "closed_at")
    _append("bottleneck.closed", row, by, at, texts={"remark": row.remark} if row.remark else {})
    return row


@action
def reopen_bottleneck(
    *,
    no: str,
    remark: str,
    by: Actor,
    at: datetime,
    due_on: date | None = None,
    version: int | None = None,
    key: str | None = None,
) -> Bottleneck:
    """Sends a bottleneck back to its owner because the answer didn't do, or it is stuck again; only whoever raised it may.

    Raises: Stale, Refusal 409 or at `remark`, Gone, Forbidden.
    """
    row = access.bottleneck_for(by, no, to="register.bottleneck_close", lock=True)
    access.same_version(row, version, state=row.state)
    row.state = rules.flow.next_bottleneck_state(row.state, "reopen") if row.owner else terms.BottleneckState.RAISED
    row.remark = rules.texts.clean(remark, field="remark", needed=True)
    row.due_on, row.closed_at = (_due(due_on, at) if row.owner else None), None
    row.escalated_to, row.escalated_at = terms.Rung.NOBODY, None
    _save(row, "state", "remark", "due_on", "closed_at", "escalated_to", "escalated_at")
    _append("bottleneck.reopened", row, by, at, texts={"remark": row.remark})
    return row


@action
def escalate_bottleneck(*, no: str, rung: str, by: Actor, at: datetime) -> Bottleneck:
    """Carries one bottleneck up by a step. Raises: Refusal 409: it stands there already or isn't late enough."""
    row = access.bottleneck_for(by, no, to="register.bottleneck_assign", lock=True)
    if terms.Rung(rung) not in rules.bottlenecks.rungs_to_climb(row.escalated_to, row.due_on, timezone.localdate(at)):
        raise Refusal(
            "bottleneck.rung",
            N_("Not done: this bottleneck stands as high as it should. Nothing was changed."),
            status=409,
        )
    row.escalated_to, row.escalated_at = rung, at
    _save(row, "escalated_to", "escalated_at")
    _append("bottleneck.escalated", row, by, at)
    return row


def _due(due_on: date | None, at: datetime) -> date:
    today = timezone.localdate(at)
    if due_on is None:
        return Calendar.published().add(today, rules.bottlenecks.DAYS.answer_workdays)
    if due_on < today:
        raise Refusal("due.past", N_("The day for an answer can't lie in the past."), field="due_on")
    return due_on


def _save(row: Bottleneck, *fields: str) -> None:
    row.version += 1
    row.save(update_fields=[*fields, "version"])


def _append(kind: str, row: Bottleneck, by: Actor, at: datetime, *, texts: dict[str, str] | None = None) -> None:
    owner = row.owner.code if row.owner else ""
    also = [f"project:{row.project.no}", *([f"office:{owner}"] if owner else [])]
    after = {
        "project": row.project.no,
        "state": row.state,
        "owner": owner,
        "due_on": row.due_on,
        "escalated_to": row.escalated_to,
    }
    kept = {name: value for name, value in after.items() if value not in ("", None)}
    said = {"owner_name": row.owner.name_zh, **(texts or {})} if row.owner else texts or {}
    audit.append(kind, about=f"bottleneck:{row.no}", also=also, by=by, at=at, after=kept, texts=said, rows=[row])
