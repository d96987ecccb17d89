"""The register's part of the desk: what waits for each role, what others owe, the month's strip, views often looked at."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitai.kernel.actor import Actor
from leitai.kernel.workdays import Calendar
from leitai.register import labels, queries
from leitai.register.queries.months import MonthView, OfficeMonth
from leitai.register.queries.waiting import Moving, Returned, ToVerify
from leitai.register.terms import BottleneckState as S
from leitai.register.terms import Rung
from leitai.web import words
from leitai.web.desk import Awaited, Desk, Shortcut, Strip, Task

VERIFY_WORKDAYS, OWNER_WORKDAYS, CLOSE_WORKDAYS = 3, 2, 5
"""Working days for verifying what was handed in, for naming an owner, for closing what was answered. Assumed values."""
REMIND_DAYS = 2  # how long before the deadline a silent office comes onto the project office's desk


def desk(by: Actor, now: datetime) -> Desk:
    """What the register puts on a desk. At most six statements."""
    on = timezone.localdate(now)
    made = {"office": _office, "reporter": _reporter, "approver": _approver, "leader": _leader}.get(by.role)
    return made(by, on) if made else Desk()


# the project office


def _office(by: Actor, on: date) -> Desk:
    month = queries.months.reporting_month(by, on=on)
    view = queries.months.overview(by, month=month, on=on, calendar=Calendar.published())
    waiting, moving = queries.waiting.to_verify(by), queries.waiting.moving(by, on=on)
    tasks = [*map(_verify, waiting), *_remind(view), *_of_office(moving, by), *_to_close(moving, by)]
    return Desk(tasks, [*_missing(view), *_answers(moving)], list(_shortcuts()), [_strip(view)] if view.offices else [])


def _verify(row: ToVerify) -> Task:
    office, month = labels.named(row.office_zh, row.office_en), words.month(row.month)
    title = ngettext(
        "Verify %(office)s: %(n)s report of %(month)s", "Verify %(office)s: %(n)s reports of %(month)s", row.reports
    )
    since = timezone.localdate(row.since) if row.since else None
    why = _("Handed in on %(day)s; it counts once it is verified.") % {"day": words.day(since)} if since else ""
    return Task(
        title % {"office": office, "n": row.reports, "month": month}, _month(row.month, row.office, "submitted"), _("Verify"), why,
        Calendar.published().add(since, VERIFY_WORKDAYS) if since else None,
    )  # fmt: skip


def _month(month: str, office: str, state: str = "") -> str:
    return reverse("register:months_of", args=[month]) + f"?office={office}" + (f"&state={state}" if state else "")


def _remind(view: MonthView) -> Iterator[Task]:
    """Offices that are silent, once the deadline is near or past, in one row."""
    silent = [office for office in view.offices if office.missing]
    if not silent or view.days_left > REMIND_DAYS:
        return
    month = words.month(view.month)
    title = ngettext("Remind %(n)s unit to report %(month)s", "Remind %(n)s units to report %(month)s", len(silent))
    missing = [_("%(office)s %(n)s") % {"office": _named(office), "n": office.missing} for office in silent]
    why = _("Projects missing: %(which)s.") % {"which": _(", ").join(missing)}
    href = reverse("register:months_of", args=[view.month])
    yield Task(title % {"n": len(silent), "month": month}, href, _("See who"), why, view.due_on)


def _named(office: OfficeMonth) -> str:
    return labels.named(office.name_zh, office.name_en)


def _of_office(moving: Iterable[Moving], by: Actor) -> Iterator[Task]:
    """Bottlenecks nobody owns, and overdue ones that climbed to the project office."""
    for row in moving:
        if row.state == S.RAISED:
            raised = timezone.localdate(row.raised_at)
            why = _("%(office)s raised it on %(day)s; nobody owns it yet.") % {
                "office": labels.named(row.raised_zh, row.raised_en), "day": words.day(raised),
            }  # fmt: skip
            due = Calendar.published().add(raised, OWNER_WORKDAYS)
            yield Task(
                _("Name an owner: %(title)s") % {"title": _titled(row)}, _bottleneck(row), _("Name the owner"), why, due
            )
        elif row.state == S.ASSIGNED and row.days_late and row.owner == by.office:
            yield _answer(row)
        elif row.state == S.ASSIGNED and row.escalated_to in {Rung.OFFICE, Rung.LEADER}:
            owner = labels.named(row.owner_zh or "", row.owner_en or "")
            why = ngettext("%(owner)s is %(n)s day late.", "%(owner)s is %(n)s days late.", row.days_late)
            yield Task(
                _("Chase: %(title)s") % {"title": _titled(row)}, _bottleneck(row), _("Chase"),
                why % {"owner": owner, "n": row.days_late}, row.due_on,
            )  # fmt: skip


def _titled(row: Moving) -> str:
    return f"{labels.named(row.project_name, row.project_name_en)} — {row.title}"


def _bottleneck(row: Moving) -> str:
    return reverse("register:bottleneck", args=[row.no])


def _to_close(moving: Iterable[Moving], by: Actor) -> Iterator[Task]:
    """What I raised and somebody answered: closed by nobody else."""
    for row in moving:
        if row.state == S.ANSWERED and row.raised_by == by.code:
            answered = timezone.localdate(row.answered_at) if row.answered_at else None
            owner = labels.named(row.owner_zh or "", row.owner_en or "")
            yield Task(
                _("Read the answer: %(title)s") % {"title": _titled(row)}, _bottleneck(row), _("Close or open again"),
                _("%(owner)s answered; only you can close it.") % {"owner": owner},
                Calendar.published().add(answered, CLOSE_WORKDAYS) if answered else None,
            )  # fmt: skip


def _missing(view: MonthView) -> Iterator[Awaited]:
    what = _("report of %(month)s") % {"month": words.month(view.month)}
    for office in view.offices:
        if office.returned:
            corrected = _("correction of %(month)s") % {"month": words.month(view.month)}
            yield Awaited(_named(office), corrected, _month(view.month, office.code, "returned"), view.due_on)
        elif office.missing:
            yield Awaited(_named(office), what, _month(view.month, office.code), view.due_on)


def _answers(moving: Iterable[Moving]) -> Iterator[Awaited]:
    for row in moving:
        if row.state == S.ASSIGNED:
            yield Awaited(labels.named(row.owner_zh or "", row.owner_en or ""), row.title, _bottleneck(row), row.due_on)


def _shortcuts() -> Iterator[Shortcut]:
    lists = reverse("register:projects")
    yield Shortcut(_("Projects with a red light"), f"{lists}?tab=red")
    yield Shortcut(_("Should have started and have not"), f"{lists}?tab=not_started")
    yield Shortcut(_("Provincial key projects"), f"{lists}?list=province")


_TONES = {"verified": "ok", "waiting": "accent", "returned": "warn", "missing": "late", "open": ""}


def _strip(view: MonthView) -> Strip:
    """All offices in cells, and how many stand how."""
    is_past = view.days_left < 0
    states = [_state(office, is_past=is_past) for office in view.offices]
    said = {
        "verified": _("verified"), "waiting": _("to verify"), "returned": _("returned"), "missing": _("not reported"),
        "open": _("still to come"),
    }  # fmt: skip
    rows = [
        {"name": _named(office), "state": said[state], "tone": _TONES[state], "href": _month(view.month, office.code)}
        for office, state in zip(view.offices, states, strict=True)
    ]  # fmt: skip
    counts = "\u2003".join(f"{said[state]} {states.count(state)}" for state in said if state in states)
    title = ngettext("%(month)s: %(n)s unit", "%(month)s: %(n)s units", len(rows))
    return Strip(
        title % {"month": words.month(view.month), "n": len(rows)}, counts,
        reverse("register:months_of", args=[view.month]), rows,
    )  # fmt: skip


def _state(office: OfficeMonth, *, is_past: bool) -> str:
    if office.returned:
        return "returned"
    if office.missing:
        return "missing" if is_past or not office.reported else "open"
    return "waiting" if office.submitted else "verified"


# a town, street, park or zone


def _reporter(by: Actor, on: date) -> Desk:
    month = queries.months.reporting_month(by, on=on)
    view = queries.months.overview(by, month=month, on=on, calendar=Calendar.published())
    moving = queries.waiting.moving(by, on=on)
    back = queries.waiting.returned(by)
    tasks = [*_report(view, back), *map(_correct, back), *_to_close(moving, by)]
    mine = [Shortcut(_("Our projects with a red light"), reverse("register:projects") + "?tab=red")]
    return Desk(tasks, list(_answers(moving)), mine)


def _report(view: MonthView, back: list[Returned]) -> Iterator[Task]:
    """The month to be reported, less what came back, which has rows of its own."""
    missing = view.total.missing - sum(row.month == view.month for row in back)
    if missing > 0:
        title = ngettext("Report %(month)s: %(n)s project", "Report %(month)s: %(n)s projects", missing)
        why = _("Send the workbook, or fill in the form; what is handed in can be taken back until it is verified.")
        yield Task(
            title % {"month": words.month(view.month), "n": missing}, reverse("register:month"), _("Report the month"), why,
            view.due_on, _("by 18:00"),
        )  # fmt: skip


def _correct(row: Returned) -> Task:
    name = labels.named(row.name, row.name_en)
    title = _("Correct %(month)s of %(name)s") % {"month": words.month(row.month), "name": name}
    due = max(
        queries.months.due_on(row.month),
        timezone.localdate(row.returned_at) + timedelta(days=2) if row.returned_at else date.min,
    )
    why = _("Returned: %(because)s") % {"because": row.because}
    return Task(title, reverse("register:report", args=[f"{row.no}/{row.month}"]), _("Correct"), why, due)


# a department, a leader


def _approver(by: Actor, on: date) -> Desk:
    moving = queries.waiting.moving(by, on=on)
    mine = [_answer(row) for row in moving if row.state == S.ASSIGNED and row.owner == by.office]
    shortcut = Shortcut(_("All bottlenecks of ours"), reverse("register:bottlenecks") + "?tab=mine")
    others = [row for row in moving if row.owner != by.office and row.raised_by == by.code]
    return Desk([*mine, *_to_close(moving, by)], list(_answers(others)), [shortcut])


def _answer(row: Moving) -> Task:
    why = _("%(office)s raised it on %(day)s.") % {
        "office": labels.named(row.raised_zh, row.raised_en), "day": words.day(timezone.localdate(row.raised_at)),
    }  # fmt: skip
    return Task(_("Answer: %(title)s") % {"title": _titled(row)}, _bottleneck(row), _("Answer"), why, row.due_on)


def _leader(by: Actor, on: date) -> Desk:
    moving = queries.waiting.moving(by, on=on)
    climbed = [row for row in moving if row.state == S.ASSIGNED and row.escalated_to == Rung.LEADER]
    tasks = [_decide(row) for row in climbed] + list(_to_close(moving, by))
    others = [row for row in moving if row not in climbed and row.days_late]
    return Desk(tasks, list(_answers(others)), list(_shortcuts()))


def _decide(row: Moving) -> Task:
    owner: Any = labels.named(row.owner_zh or "", row.owner_en or "")
    why = ngettext(
        "%(owner)s is %(n)s day late; it has climbed to you.",
        "%(owner)s is %(n)s days late; it has climbed to you.",
        row.days_late,
    )
    return Task(
        _("Step in: %(title)s") % {"title": _titled(row)},
        _bottleneck(row),
        _("Look at it"),
        why % {"owner": owner, "n": row.days_late},
        row.due_on,
    )
