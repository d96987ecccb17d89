"""The rows of a workbook become projects and reports of the register."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from leitai.audit import actions as audit
from leitai.kernel.actor import Actor
from leitai.kernel.refusal import N_, Refusal, Refusals
from leitai.register import access as register_access
from leitai.register import actions as register
from leitai.register import naming
from leitai.register import terms as register_terms
from leitai.store.action import action
from leitai.workbooks import access, queries
from leitai.workbooks.intake.words import OPEN, Row, State
from leitai.workbooks.models import Entered, Memory, Upload
from leitai.workbooks.queries.pictures import Picture


@action
def submit_workbook(
    *, no: str, version: int | None, only_good: bool = False, by: Actor, at: datetime, key: str | None = None
) -> Upload:
    """Enters a workbook's rows into the register as reports, all or none; new projects are entered with them.

    Args:   only_good: enter the rows about which nothing is open, and keep the rest here. Without it one open doubt holds up all.
    Raises: Gone, Forbidden, Stale; Refusal 409: closed, doubts open (`data["open"]`), nothing to enter; Refusals: the register's
            own, each with sheet and row in its `field` (`rows.SHEET!5`).
    """
    upload = access.upload_for(by, no, to="workbooks.submit", lock=True)
    if upload.state not in OPEN:
        text = N_("Not entered: this workbook was entered, returned or withdrawn meanwhile. Nothing was done twice.")
        raise Refusal("workbook.closed", text, status=409)
    access.same_version(upload, version)
    picture = queries.pictures.picture(upload, by, access.writer(by), on=timezone.localdate(at))
    rows = _to_enter(picture, only_good)
    made = _enter_new(rows, picture, by, at)
    _replace(rows, picture, by, at)
    _enter_reports(rows, picture, by, at)
    entered = [
        Entered(upload=upload, sheet=r.key[0][:60], row=r.row, project=r.project, month=picture.whole.month, at=at)
        for r in rows
    ]
    Entered.objects.bulk_create(entered)
    remembered = _remember(picture, rows, by, at)
    left = [r for r in picture.whole.standing("open") if r not in rows]
    upload.state = (State.PARTLY if left else State.SUBMITTED).value
    upload.entered_count += len(rows)
    upload.month, upload.version = picture.whole.month, upload.version + 1
    upload.doubts_open = len(picture.whole.open) if left else 0
    upload.ended_by, upload.ended_at = by.code, at
    upload.save()
    audit.append(
        "workbook.submitted", about=f"workbook:{no}", by=by, at=at,
        also=[f"office:{upload.office}", f"month:{picture.whole.month}"],
        after={"month": picture.whole.month, "count": len(rows), "left": len(left), "projects": [p.no for p in made]},
        rows=[upload, *Entered.objects.filter(upload=upload), *remembered],
    )  # fmt: skip
    return upload


def _to_enter(picture: Picture, only_good: bool) -> list[Row]:
    whole = picture.whole
    if not whole.is_entered:
        text = N_("Not entered: a table of this kind is read and kept; the register has no place for its rows yet.")
        raise Refusal("workbook.kind", text, status=409)
    ready = whole.standing("ready")
    if whole.open and not only_good:
        text = N_("Not entered: %(open)s doubts are still to be settled. What you settled is kept.")
        raise Refusal("workbook.open", text, status=409, open=len(whole.open))
    if not whole.month or any(d.is_open and not d.rows for d in whole.open):
        text = N_(
            "Not entered: a doubt that concerns the whole table is still to be settled. What you settled is kept."
        )
        raise Refusal("workbook.open", text, status=409, open=len(whole.open))
    if not ready and (whole.standing("open") or not whole.standing("out", "duplicate", "entered")):
        raise Refusal("workbook.empty", N_("Not entered: no row of this table is ready to be entered."), status=409)
    return ready


def _enter_new(rows: Sequence[Row], picture: Picture, by: Actor, at: datetime) -> list[Any]:
    made = []
    for row in rows:
        if row.project:
            continue
        try:
            project = register.create_project(
                office=row.new_office, facts=_facts(row, picture), first_month=picture.whole.month, made_up=picture.upload.made_up,
                by=by, at=at,
            )  # fmt: skip
        except Refusals as several:
            raise Refusals([_at_row(part, row) for part in several.parts]) from None
        except Refusal as refusal:
            raise _at_row(refusal, row) from None
        row.project = project.no
        made.append(project)
        _plan(row, picture, by, at)
        _started(row, by, at)
    return made


def _facts(row: Row, picture: Picture) -> register_terms.ProjectFacts:
    fields, total = row.fields, row.yuan.get("total_wan")
    is_renovation = picture.whole.reading.kind == "technical_renovation"
    kinds = register_terms.ProjectKind
    return register_terms.ProjectFacts(
        name=row.name, national_code=fields.get("code") or None, investor=fields.get("investor") or "", total_yuan=total,
        kind=(kinds.RENOVATION if is_renovation else kinds.NEW).value,
        total_at_least=bool(total is not None and fields.get("total_at_least")),
        total_approx=bool(total is not None and fields.get("total_approx")),
        land_mu=None if fields.get("land_mu") is None else Decimal(str(fields["land_mu"])).quantize(Decimal("0.01")),
        chemical=fields.get("chemical"), source=f"{picture.upload.no} {row.sheet or ''}!{row.cell('name')}",
    )  # fmt: skip


def _plan(row: Row, picture: Picture, by: Actor, at: datetime) -> None:
    """A new project's plan as the table says it, where the seat may set plans; a town's stays with the project office."""
    planned = row.yuan.get("annual_plan_wan")
    if planned and register_access.may(by, "register.plan_set", office=row.new_office):
        register.set_year_plan(no=row.project, year=int(picture.whole.month[:4]), planned_yuan=planned, by=by, at=at)


def _started(row: Row, by: Actor, at: datetime) -> None:
    """A new project's start, done where its day is past, else planned."""
    said = row.fields.get("start") or {}
    on = _day(said)
    if on is None or not register_access.may(by, "register.milestone_set", office=row.new_office):
        return
    name = "done" if on <= timezone.localdate(at) else "planned"
    when: dict[str, Any] = {f"{name}_on": on, f"{name}_precision": said["precision"]}
    register.set_milestone(no=row.project, kind=register_terms.Milestone.STARTED.value, by=by, at=at, **when)


def _day(said: Any) -> date | None:
    """The first day of a date as precisely as it is known."""
    if not isinstance(said, dict) or not said.get("value"):
        return None
    parts = [int(p) for p in str(said["value"]).split("-")]
    return date(*[*parts, 1, 1][:3])


def _replace(rows: Sequence[Row], picture: Picture, by: Actor, at: datetime) -> None:
    for row in rows:
        if row.replaces:
            register.withdraw_report(
                no=row.project, month=picture.whole.month, version=None, by=access.writer(by), at=at
            )


def _enter_reports(rows: Sequence[Row], picture: Picture, by: Actor, at: datetime) -> None:
    if not rows:
        return
    lines = [queries.pictures.line(row, picture.whole, picture.upload) for row in rows]
    try:
        register.submit_reports(lines=lines, source=picture.upload.no, by=access.writer(by), at=at)
    except Refusals as several:
        raise Refusals([_at_row(part, rows[_place(part)]) for part in several.parts]) from None


def _place(part: Refusal) -> int:
    """The place of the line in a refusal's field, `lines.3.cum_yuan`."""
    return int((part.field or "lines.0.").split(".")[1])


def _at_row(refusal: Refusal, row: Row) -> Refusal:
    refusal.field = f"rows.{row.key[0]}!{row.row}"
    return refusal


def _remember(picture: Picture, rows: Sequence[Row], by: Actor, at: datetime) -> list[Memory]:
    """What the next workbook of this office need not ask again; other names go to the register where the seat may give them."""
    learnt: dict[tuple[str, str], Any] = {}
    for row in rows:
        if row.how in {"ruled", "new", "remembered"}:
            learnt["project", naming.name_key(row.name)] = row.project
    for settled in picture.settlements.values():
        about, answer = settled["about"], settled["answer"]
        if settled["code"] == "TOWN_UNKNOWN" and answer == "office":
            learnt.update({("town", said): about.get("office_name", "") for said in about.get("said", ())})
        elif (
            settled["code"] == "DUP_NAME_VARIANT"
            and answer in {"first", "different"}
            and len(about.get("pair", ())) == 2
        ):
            kind = "same" if answer == "first" else "different"
            learnt[kind, "\n".join(naming.name_key(n) for n in about["pair"])] = about["pair"]
    _name(rows, by, at)
    return [_kept(picture.upload, kind, name, value, at) for (kind, name), value in learnt.items()]


def _kept(upload: Upload, kind: str, name: str, value: Any, at: datetime) -> Memory:
    row, _new = Memory.objects.update_or_create(
        office=upload.office, kind=kind, key=name[:250], defaults={"value": value, "upload": upload.no, "at": at}
    )
    return row  # type: ignore[no-any-return]  # CountyManager has no generic query set of its own


def _name(rows: Sequence[Row], by: Actor, at: datetime) -> None:
    for row in rows:
        if row.how == "ruled" and register_access.may_anywhere(by, "register.project_edit"):
            try:
                register.add_other_name(no=row.project, name=row.name, by=by, at=at)
            except Refusal as refusal:
                if refusal.code != "name.taken":  # another project's name: the ruling holds for this table alone
                    raise
