"""Monthly reports: drafted, handed in, withdrawn, verified, returned; one by one and many at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from leitai.accounts import access as accounts
from leitai.audit import actions as audit
from leitai.kernel.actor import Actor
from leitai.kernel.refusal import N_, Gone, Refusal, Refusals, Stale
from leitai.register import access, history, queries, rules, terms
from leitai.register.actions import bottlenecks
from leitai.register.models import Project, Report, Superseded
from leitai.register.queries import reach
from leitai.register.queries.checks import MANY, Checked
from leitai.store.action import action

S = terms.ReportState
MONEY = ("month_yuan", "cum_year_yuan", "cum_yuan")
TEXTS = ("progress", "problem", "reason")
WRITTEN = (
    *MONEY, "state", "derived", "unchanged_months", "stage", *TEXTS, "returned_because", "returned_by", "returned_at", "source",
    "submitted_by", "submitted_at", "made_up", "version",
)  # fmt: skip
MOST_LINES = 50_000


@action
def save_report_draft(*, line: terms.Line, by: Actor, at: datetime, key: str | None = None) -> Report:
    """Keeps what was typed for a month, unfinished; a returned report stays returned. Nothing is worked out or asked.

    Raises: Gone, Forbidden; Refusal: the month isn't open, the report was handed in meanwhile; Stale.
    """
    project = access.project_for(by, line.no, to="register.report_write", lock=True)
    _month_is_open(line.month, project.first_month, by, at)
    found = Report.objects.filter(project=project, month=line.month).first()
    report = found or Report(project=project, month=line.month, version=0)
    _same_version(line, report if found else None)
    report.state = rules.flow.next_state(found.state if found else None, "draft")
    _put(report, line, line.figures)
    report.version += 1
    report.save()
    audit.append(
        "report.drafted", about=history.about_report(line.no, line.month), by=by, at=at, rows=[report],
        after={"month": line.month, **_money(report)}, texts=_texts(report),
    )  # fmt: skip
    return report


@action
def submit_report(*, line: terms.Line, by: Actor, at: datetime, key: str | None = None) -> Report:
    """Hands in one month of a project. What certainly follows from the month before is worked out and marked `derived`.

    A problem becomes a bottleneck (once for the same words). Raises: Gone, Forbidden; Refusals with the findings at their
    fields; Stale; Refusal 409: the report is handed in or verified already.
    """
    access.project_for(by, line.no, to="register.report_write", lock=True)
    checked = queries.checks.checked(by, [line])
    _refuse_open(checked, by, at)
    report = _rows(checked, by, at)[0]
    report.save()
    audit.append(
        "report.submitted", about=history.about_report(line.no, line.month), by=by, at=at, rows=[report],
        also=[f"project:{line.no}", f"office:{_office(checked[0])}"],
        after={"month": line.month, **_money(report), "derived": report.derived, "stage": report.stage, "source": report.source},
        texts=_texts(report),
    )  # fmt: skip
    _raise_problem(report, line, by, at)
    return report


@action
def submit_reports(
    *, lines: Sequence[terms.Line], by: Actor, at: datetime, source: str = "", key: str | None = None
) -> list[int]:
    """Hands in many reports at once, all or none, with one entry in the history that holds every row's digest.

    Args:    lines: at most 50,000, one for each project and month; several months of a project may come together.
             source: what they were read from, for the history (`U24-0012`).
    Returns: keys of the rows, in the order given.
    Raises:  Refusals: one part for each line that can't be taken, its `field` is `lines.N.field`; Forbidden.
    """
    accounts.require(by, "register.report_write")
    if not 0 < len(lines) <= MOST_LINES:
        raise Refusal("lines.count", N_("Hand in between 1 and %(most)s reports at once."), most=MOST_LINES)
    _lock({line.no for line in lines}, by)
    checked = queries.checks.checked(by, lines)
    _refuse_open_lines(checked, by, at)
    rows = _rows(checked, by, at)
    _put_many(rows)
    _append_many("reports.submitted", rows, [c.line.no for c in checked], by, at, source=source)
    return [row.pk for row in rows]


@action
def withdraw_report(
    *, no: str, month: str, version: int | None, by: Actor, at: datetime, key: str | None = None
) -> Report:
    """Takes a report back that nobody verified yet; it is a draft again. Raises: Gone, Forbidden, Stale, Refusal 409."""
    report = access.report_for(by, no, month, to="register.report_write", lock=True)
    _step(report, "withdraw", version)
    report.save(update_fields=["state", "version"])
    _append("report.withdrawn", report, no, by, at)
    return report


@action
def verify_report(
    *, no: str, month: str, version: int | None, by: Actor, at: datetime, key: str | None = None
) -> Report:
    """Confirms a report: from now on its figures count, and only a return can change them.

    Raises: Gone, Forbidden; Stale: it was changed since it was read; Refusal 409: nothing is waiting to be verified.
    """
    report = access.report_for(by, no, month, to="register.report_verify", lock=True)
    _step(report, "verify", version)
    report.verified_by, report.verified_at = by.code, at
    report.save(update_fields=["state", "version", "verified_by", "verified_at"])
    _append("report.verified", report, no, by, at)
    return report


@action
def verify_reports(
    *, reports: Sequence[tuple[str, str, int | None]], by: Actor, at: datetime, key: str | None = None
) -> int:
    """Confirms many reports, (project number, month, version read), all or none, with one entry; says how many.

    Raises: Gone: one isn't there; Stale: `now` names those that changed since they were read; Forbidden.
    """
    accounts.require(by, "register.report_verify")
    wanted = {(no, month): version for no, month, version in reports}
    if not wanted:
        raise Refusal("reports.none", N_("Choose at least one report."))
    _lock({no for no, _ in wanted}, by)
    found = _found(wanted, by)
    if len(found) != len(wanted):
        raise Gone
    moved = {
        history.about_report(no, month): row.state
        for (no, month), row in found.items()
        if _has_moved(row, wanted[no, month])
    }
    if moved:
        raise Stale(**moved)
    rows = list(found.values())
    for row in rows:
        row.state, row.verified_by, row.verified_at = S.VERIFIED.value, by.code, at
        row.version += 1
    for start in range(0, len(rows), MANY):
        part = [row.pk for row in rows[start : start + MANY]]
        values = {"state": S.VERIFIED.value, "verified_by": by.code, "verified_at": at, "version": _next_version()}
        Report.objects.filter(pk__in=part).update(**values)
    _append_many("reports.verified", rows, [no for no, _ in found], by, at)
    return len(rows)


@action
def return_report(
    *, no: str, month: str, version: int | None, because: str, by: Actor, at: datetime, key: str | None = None
) -> Report:
    """Sends a report back with a reason, also one that was verified; what it said is kept as an earlier edition.

    Raises: Gone, Forbidden, Stale, Refusal 409; at `because`: no reason.
    """
    report = access.report_for(by, no, month, to="register.report_verify", lock=True)
    was = report.state
    _step(report, "return", version)
    report.returned_because = rules.texts.clean(because, field="because", most=500, needed=True)
    report.returned_by, report.returned_at = by.code, at
    report.verified_by, report.verified_at = "", None
    earlier = _superseded(report)
    earlier.save()
    report.save(
        update_fields=[
            "state",
            "version",
            "returned_because",
            "returned_by",
            "returned_at",
            "verified_by",
            "verified_at",
        ]
    )
    audit.append(
        "report.returned", about=history.about_report(no, month), by=by, at=at,
        also=[f"project:{no}", f"office:{report.project.office.code}"], before={"state": was},
        after={"month": month, "state": report.state, **_money(report)}, texts={"because": report.returned_because},
        rows=[report, earlier],
    )  # fmt: skip
    return report


@action
def return_reports(
    *, reports: Sequence[tuple[str, str, int | None]], because: str, by: Actor, at: datetime, key: str | None = None
) -> int:
    """Sends several reports back with one reason, all or none; says how many. Raises: as `return_report`."""
    accounts.require(by, "register.report_verify")
    if not reports:
        raise Refusal("reports.none", N_("Choose at least one report."))
    for no, month, version in sorted(reports):
        return_report(no=no, month=month, version=version, because=because, by=by, at=at)
    return len(reports)


def _raise_problem(report: Report, line: terms.Line, by: Actor, at: datetime) -> None:
    if report.problem:
        title = report.problem.splitlines()[0][:120]
        if not queries.bottlenecks.is_raised(report.project_id, title):
            bottlenecks.raise_bottleneck(
                project=line.no, title=title, detail=report.problem, made_up=report.made_up, by=by, at=at
            )


def _month_is_open(month: str, first_month: str, by: Actor, at: datetime, field: str = "month") -> None:
    on = timezone.localdate(at)
    if not rules.months.is_month(month):
        raise Refusal("month.unknown", N_("A month is written as 2024-03."), field=field)
    newest = rules.deadlines.open_month(on)
    if month > newest:
        text = N_("Not taken: %(month)s can't be reported yet. The month open for reporting is %(open)s.")
        raise Refusal("month.future", text, field=field, month=month, open=newest)
    if month < first_month:
        text = N_("Not taken: this project is reported from %(first)s on.")
        raise Refusal("month.before", text, field=field, first=first_month)
    if not by.is_machine and not rules.deadlines.can_be_reported(month, on):
        text = N_("Not taken: %(month)s is too long ago. Ask the project office to enter the correction.")
        raise Refusal("month.past", text, field=field, month=month)


def _wrong(checked: Checked, by: Actor, at: datetime) -> list[Refusal]:
    """Everything that keeps one line from being handed in."""
    if checked.facts is None:
        return [
            Refusal(
                "project.unknown",
                N_("There is no such project of your office: %(no)s."),
                field="no",
                no=checked.line.no,
            )
        ]
    try:
        _month_is_open(checked.line.month, checked.facts.first_month, by, at)
        if checked.line.version is not None and checked.version is not None and checked.version != checked.line.version:
            raise Stale(version=checked.version)
        rules.flow.next_state(checked.state, "submit")
        _texts_are_clean(checked.line)
    except Refusal as refusal:
        return [refusal]
    if not checked.is_open:
        return []
    asked = [f for f in checked.findings if f.severity > terms.Severity.NOTE]
    return [_refused(f) for f in asked]


def _refused(finding: terms.Finding) -> Refusal:
    """A finding as the refusal it becomes when it is left open."""
    refusal = Refusal(f"finding.{finding.code}", finding.text, field=finding.field)
    refusal.data = dict(finding.data)
    return refusal


def _refuse_open(checked: Sequence[Checked], by: Actor, at: datetime) -> None:
    wrong = _wrong(checked[0], by, at)
    if wrong:
        is_finding = wrong[0].code.startswith("finding.")
        raise Refusals(wrong) if is_finding else wrong[0]


def _refuse_open_lines(checked: Sequence[Checked], by: Actor, at: datetime) -> None:
    parts: list[Refusal] = []
    seen: set[tuple[str, str]] = set()
    for place, each in enumerate(checked):
        wrong = _wrong(each, by, at)
        if (each.line.no, each.line.month) in seen:
            wrong.append(Refusal("line.twice", N_("This project and month stands here twice."), field="no"))
        seen.add((each.line.no, each.line.month))
        for refusal in wrong:
            refusal.field = f"lines.{place}.{refusal.field or 'no'}"
        parts.extend(wrong)
    if parts:
        raise Refusals(parts)


def _texts_are_clean(line: terms.Line) -> None:
    for name in TEXTS:
        if getattr(line, name):
            rules.texts.clean(getattr(line, name), field=name)
    if line.stage and line.stage not in set(terms.Stage):
        raise Refusal("stage.unknown", N_("Choose one of the stages."), field="stage")


def _rows(checked: Sequence[Checked], by: Actor, at: datetime) -> list[Report]:
    """The rows as they will stand: new ones, and those that stood there as drafts or returned, with their keys."""
    stood = _stood(checked)
    rows = []
    for each in checked:
        facts = each.facts
        assert facts is not None  # _wrong refused the others
        report = stood.get((facts.key, each.line.month)) or Report(
            project_id=facts.key, month=each.line.month, version=0
        )
        report.state = rules.flow.next_state(each.state, "submit").value
        _put(report, each.line, each.figures)
        report.derived, report.unchanged_months = ",".join(each.derived), each.unchanged_months
        report.submitted_by, report.submitted_at = by.code, at
        report.version += 1
        rows.append(report)
    return rows


def _put_many(rows: Sequence[Report]) -> None:
    """Inserts the rows, or replaces those of the same project and month, and gives them their keys.

    By hand: through models the same costs several times as much, and a month's intake of a county is thousands of rows.
    """
    fields = [field for field in Report._meta.concrete_fields if not field.primary_key]
    names = [str(field.column) for field in fields]
    written = [name for name in WRITTEN if name in names]
    sql = (
        f"INSERT INTO {Report._meta.db_table} ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))}) "  # noqa: S608 - names of ours
        f"ON CONFLICT (project_id, month) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in written)}"
    )
    moments = {
        at: connection.ops.adapt_datetimefield_value(at)
        for row in rows
        for at in (row.submitted_at, row.returned_at, row.verified_at)
    }
    named = [field.attname for field in fields]
    values = [
        [moments.get(value, value) if isinstance(value, datetime) else value for value in map(row.__dict__.get, named)]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(sql, values)
    keys = Report.objects.filter(month__in={row.month for row in rows})
    if len(rows) <= MANY:
        keys = keys.filter(project_id__in={row.project_id for row in rows})
    found = {(project, month): key for key, project, month in keys.values_list("id", "project_id", "month")}
    for row in rows:
        row.pk = found[row.project_id, row.month]


def _stood(checked: Sequence[Checked]) -> dict[tuple[int, str], Report]:
    there = [each for each in checked if each.state is not None and each.facts is not None]
    if not there:
        return {}
    keys = {each.facts.key for each in there if each.facts}
    found = Report.objects.filter(month__in={each.line.month for each in there})
    if len(keys) <= MANY:
        found = found.filter(project_id__in=keys)
    return {(row.project_id, row.month): row for row in found}


def _put(report: Report, line: terms.Line, figures: terms.Figures) -> None:
    for name in MONEY:
        value = getattr(figures, name)
        if value is not None and not -rules.checks.LIMITS.most_yuan <= value <= rules.checks.LIMITS.most_yuan:
            raise Refusal("amount.range", N_("This amount is not possible. Amounts are 0 or more."), field=name)
        setattr(report, name, value)
    for name in TEXTS:
        setattr(report, name, rules.texts.clean(getattr(line, name), field=name) if getattr(line, name) else "")
    report.stage, report.source, report.made_up = line.stage, line.source[:120], line.made_up


def _same_version(line: terms.Line, report: Report | None) -> None:
    if line.version is not None and report is not None and report.version != line.version:
        raise Stale(version=report.version, **_money(report))


def _step(report: Report, step: str, version: int | None) -> None:
    """Moves the report on. Who read an older version is told so first: what they decided on is gone."""
    if version is not None and report.version != version:
        raise Stale(version=report.version, state=report.state, **_money(report))
    report.state = rules.flow.next_state(report.state, step)
    report.version += 1


def _has_moved(row: Report, version: int | None) -> bool:
    return row.state != S.SUBMITTED or (version is not None and row.version != version)


def _found(wanted: dict[tuple[str, str], int | None], by: Actor) -> dict[tuple[str, str], Report]:
    nos, months = {no for no, _ in wanted}, {month for _, month in wanted}
    rows = Report.objects.select_related("project__office").filter(
        reach.reports(by, "register.report_verify"), month__in=months
    )
    if len(nos) <= MANY:
        rows = rows.filter(project__no__in=nos)
    found = {(row.project.no, row.month): row for row in rows}
    return {pair: found[pair] for pair in wanted if pair in found}


def _lock(nos: set[str], by: Actor) -> None:
    """Locks the projects' rows in the order of their keys, where the database locks rows; SQLite holds one lock for all."""
    if connection.features.has_select_for_update:
        rows = Project.objects.filter(reach.projects(by)).order_by("pk").select_for_update(of=("self",))
        list((rows.filter(no__in=nos) if len(nos) <= MANY else rows).values_list("pk"))


def _next_version() -> Any:
    from django.db.models import F

    return F("version") + 1


def _superseded(report: Report) -> Superseded:
    names = (
        *MONEY,
        "stage",
        "progress",
        "reason",
        "source",
        "submitted_by",
        "submitted_at",
        "returned_because",
        "returned_by",
        "returned_at",
    )
    return Superseded(report=report, version=report.version - 1, **{name: getattr(report, name) for name in names})


def _append(kind: str, report: Report, no: str, by: Actor, at: datetime) -> None:
    also = [f"project:{no}", f"office:{report.project.office.code}"]
    after = {"month": report.month, "state": report.state, **_money(report)}
    audit.append(
        kind, about=history.about_report(no, report.month), also=also, by=by, at=at, after=after, rows=[report]
    )


def _append_many(
    kind: str, rows: Sequence[Report], nos: Sequence[str], by: Actor, at: datetime, *, source: str = ""
) -> None:
    months = sorted({row.month for row in rows})
    also = [history.about_report(no, row.month) for no, row in zip(nos, rows, strict=True)] + [
        f"project:{no}" for no in dict.fromkeys(nos)
    ]
    after = {
        "count": len(rows),
        "month": months[-1],
        "month_yuan": sum(row.month_yuan or 0 for row in rows),
        "source": source,
    }
    if len(months) > 1:
        after["first_month"] = months[0]
    audit.append(kind, about=f"month:{months[-1]}", also=also, by=by, at=at, after=after, rows=rows)


def _office(checked: Checked) -> str:
    return checked.facts.office if checked.facts else ""


def _money(report: Report) -> dict[str, int | None]:
    return {name: getattr(report, name) for name in MONEY}


def _texts(report: Report) -> dict[str, str]:
    return {name: getattr(report, name) for name in TEXTS if getattr(report, name)}
