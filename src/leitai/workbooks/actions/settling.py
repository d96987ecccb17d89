"""Doubts are settled, one by one or all confirmations at once; rows are ruled to be projects."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from leitai.audit import actions as audit
from leitai.kernel.actor import Actor
from leitai.kernel.refusal import N_, Gone, Refusal, Stale
from leitai.register import rules as register_rules
from leitai.store.action import action
from leitai.workbooks import access, queries
from leitai.workbooks.intake import doubts
from leitai.workbooks.intake.words import OPEN, Choice, Doubt
from leitai.workbooks.models import Settlement, Upload
from leitai.workbooks.queries.pictures import Picture

MOST_TEXT = 300


@action
def settle_doubt(
    *,
    no: str,
    doubt: str,
    answer: str,
    value: Any = None,
    seen: int | None = None,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Settlement:
    """Settles one doubt of an upload with one of its ready answers; another answer replaces the first.

    Args:   doubt: its name (`Doubt.key`). answer: code of the choice. value: what the choice asks for: {"yuan"} for an amount,
            {"value", "precision"} for a day, a month, a text or reason, the code of an office, the number of a project.
            seen: version of the answer that was read (0: none yet); somebody else's newer one is not overwritten.
    Raises: Gone, Forbidden; Stale; Refusal 409: nothing can be settled any more; at `value`; `answer.unknown`.
    """
    upload = _open(no, by)
    picture = _picture(upload, by, at)
    asked = picture.whole.doubt(doubt)
    choice = next((c for c in asked.choices if c.code == answer), None) if asked else None
    if asked is None or choice is None:
        raise Refusal(
            "answer.unknown", N_("Not settled: this doubt is no longer there. Look at the page once more."), status=409
        )
    row = Settlement.objects.filter(upload=upload, doubt=doubt).first()
    if seen is not None and (row.version if row else 0) != seen:
        raise Stale(answer=row.answer if row else "")
    kept = _kept_value(choice, value, picture)
    settled = row or Settlement(upload=upload, doubt=doubt, version=0)
    _put(settled, asked, choice, kept, picture, by, at)
    settled.save()
    _count(upload, by, at)
    audit.append(
        "workbook.settled", about=f"workbook:{no}", by=by, at=at, after={"code": asked.code, "answer": answer},
        rows=[settled, upload], texts={"cell": _place(asked)},
    )  # fmt: skip
    return settled


@action
def unsettle_doubt(*, no: str, doubt: str, by: Actor, at: datetime, key: str | None = None) -> Upload:
    """Takes an answer back: the doubt is open again. Raises: Gone, Forbidden; Refusal 409."""
    upload = _open(no, by)
    row = Settlement.objects.filter(upload=upload, doubt=doubt).first()
    if row is None:
        raise Gone
    code, place = row.code, f"{row.sheet}!{row.cell}".strip("!")
    audit_row = [row]
    _drop(row)
    _count(upload, by, at)
    audit.append(
        "workbook.unsettled", about=f"workbook:{no}", by=by, at=at, after={"code": code}, rows=[upload], deleted=audit_row,
        texts={"cell": place},
    )  # fmt: skip
    return upload


def _drop(row: Settlement) -> None:
    key = row.pk
    row.delete()
    row.pk = key  # the history names the row that went


@action
def settle_all_confirmations(*, no: str, by: Actor, at: datetime, key: str | None = None) -> int:
    """Confirms everything that was only to be confirmed; says how many. Raises: Gone, Forbidden; Refusal 409."""
    upload = _open(no, by)
    picture = _picture(upload, by, at)
    open_ = [d for d in picture.whole.to_confirm if d.settled is None and doubts.CONFIRM in d.choices]
    return _settle_many(upload, picture, [(d, doubts.CONFIRM, None) for d in open_], "workbook.confirmed", by, at)


@action
def match_row(
    *, no: str, sheet: str | None, row: str, to: str, office: str = "", by: Actor, at: datetime, key: str | None = None
) -> int:
    """Rules which project a row is. `to`: number of a project, "new" (of `office`, where the table doesn't say), or "out".

    Raises: Gone, Forbidden; Refusal 409: the row asks for no ruling; at `value`.
    """
    upload = _open(no, by)
    picture = _picture(upload, by, at)
    asked = next(
        (d for d in picture.whole.doubts if d.code == "PROJECT" and d.rows == ((sheet or "", str(row)),)), None
    )
    if asked is None:
        raise Refusal(
            "row.unknown", N_("Not settled: this row asks for no ruling. Look at the page once more."), status=409
        )
    wanted = {"new": "new", "out": "out"}.get(to, f"same-{to}")
    choice = next((c for c in asked.choices if c.code == wanted), None)
    choice = choice or next(c for c in asked.choices if c.code == "project")
    value = office if choice.code == "new" else to if choice.code == "project" else None
    return _settle_many(upload, picture, [(asked, choice, value)], "workbook.matched", by, at)


@action
def match_rows(*, no: str, to: str, by: Actor, at: datetime, key: str | None = None) -> int:
    """Rules all rows at once that resemble nothing on the register: `to` "new" or "out". Says how many.

    Rows whose office isn't known can't become new projects this way; they are left to be ruled one by one.
    """
    upload = _open(no, by)
    picture = _picture(upload, by, at)
    many: list[tuple[Doubt, Choice, Any]] = []
    for asked in picture.whole.doubts:
        choice = next((c for c in asked.choices if c.code == to), None) if asked.code == "PROJECT" else None
        if choice and asked.settled is None and not asked.more.get("near") and not choice.asks:
            many.append((asked, choice, None))
    return _settle_many(upload, picture, many, "workbook.matched", by, at)


def _open(no: str, by: Actor) -> Upload:
    upload = access.upload_for(by, no, to="workbooks.settle", lock=True)
    if upload.state not in OPEN:
        raise Refusal(
            "workbook.closed", N_("Not settled: this workbook is closed, nothing can be settled in it."), status=409
        )
    return upload


def _picture(upload: Upload, by: Actor, at: datetime) -> Picture:
    return queries.pictures.picture(upload, by, access.writer(by), on=timezone.localdate(at))


def _settle_many(
    upload: Upload, picture: Picture, many: Sequence[tuple[Doubt, Choice, Any]], kind: str, by: Actor, at: datetime
) -> int:
    if not many:
        raise Refusal("settle.none", N_("Nothing to do: all of it is settled already."), status=409)
    rows = []
    for asked, choice, value in many:
        row = Settlement.objects.filter(upload=upload, doubt=asked.key).first() or Settlement(
            upload=upload, doubt=asked.key, version=0
        )
        _put(row, asked, choice, _kept_value(choice, value, picture), picture, by, at)
        row.save()
        rows.append(row)
    _count(upload, by, at)
    answers = sorted({choice.code for _, choice, _ in many})
    after = {"count": len(many), "answer": ",".join(answers)[:200]}
    audit.append(kind, about=f"workbook:{upload.no}", by=by, at=at, after=after, rows=[*rows, upload])
    return len(rows)


def _put(row: Settlement, asked: Doubt, choice: Choice, value: Any, picture: Picture, by: Actor, at: datetime) -> None:
    row.code, row.sheet, row.cell = asked.code, (asked.sheet or "")[:60], (asked.cell or "")[:200]
    row.answer, row.value, row.by, row.at = choice.code, value, by.code, at
    row.about = _about(asked, choice, value, picture)
    row.version += 1


def _about(asked: Doubt, choice: Choice, value: Any, picture: Picture) -> dict[str, Any]:
    """What is kept of the question: its sentence, and what the next month may learn from the answer."""
    about: dict[str, Any] = {
        "zh": asked.words.zh,
        "en": asked.words.en,
        "label": choice.words.text,
        "label_data": dict(choice.words.data),
    }
    rows = [picture.whole.rows[key] for key in asked.rows if key in picture.whole.rows]
    if asked.code == "TOWN_UNKNOWN":
        about["said"] = sorted({said for r in rows if (said := r.fields.get("town_as_reported"))})
    if choice.code == "office":
        code = choice.value or value
        about["office_name"] = next((p.name for p in picture.known.places if p.code == code), "")
    if asked.code == "DUP_NAME_VARIANT" and rows:
        first = picture.whole.rows.get((rows[0].key[0], str(rows[0].fields.get("duplicate_of"))))
        about["pair"] = [first.fields.get("name"), rows[0].fields.get("name")] if first else []
    if asked.code == "PROJECT" and rows:
        about["name"] = rows[0].fields.get("name")
    about["label_data"].pop("reasons", None)
    return about


def _kept_value(choice: Choice, value: Any, picture: Picture) -> Any:
    """What was given with an answer, if it is what the answer asks for. Raises: Refusal at `value`."""
    fault: str = N_("Not settled: give what this answer asks for.")
    if choice.asks == "":
        return choice.value if choice.code == "new" else None
    if choice.asks == "amount" and isinstance(value, dict) and isinstance(value.get("yuan"), int):
        if 0 <= value["yuan"] <= register_rules.checks.LIMITS.most_yuan:
            return {"yuan": value["yuan"]}
        fault = N_("This amount is not possible. Amounts are 0 or more.")
    elif choice.asks == "day" and isinstance(value, dict) and {"value", "precision"} <= set(value):
        return {"value": str(value["value"])[:10], "precision": str(value["precision"])[:5]}
    elif choice.asks in {"text", "reason"} and isinstance(value, str):
        return register_rules.texts.clean(value, field="value", most=MOST_TEXT, needed=True)
    elif choice.asks == "office":
        if value in {p.code for p in picture.known.places}:
            return value
        fault = N_("There is no such office in the county. Choose one from the list.")
    elif choice.asks == "month":
        if isinstance(value, str) and register_rules.months.is_month(value) and value <= picture.known.newest:
            return value
        fault = N_("Not settled: choose a month that can be reported.")
    elif choice.asks == "project":
        if value in {p.no for p in picture.known.projects}:
            return value
        fault = N_("Not settled: the register has no such project. Give its number, like P24-0001.")
    raise Refusal("value.wrong", fault, field="value")


def _place(asked: Doubt) -> str:
    return "!".join(part for part in (asked.sheet or "", asked.cell or "") if part and part != "*")


def _count(upload: Upload, by: Actor, at: datetime) -> None:
    """Keeps how many doubts are open now, for lists and the desk."""
    whole = _picture(upload, by, at).whole
    upload.doubts_open, upload.month = len(whole.open), whole.month
    upload.version += 1
    upload.save(update_fields=["doubts_open", "month", "version"])
