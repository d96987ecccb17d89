"""Projects, their other names, plans and milestones."""

import dataclasses
import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone

from leitai.accounts import access as accounts
from leitai.audit import actions as audit
from leitai.kernel.actor import Actor
from leitai.kernel.refusal import N_, Forbidden, Refusal, Refusals
from leitai.register import access, naming, numbering, rules, terms
from leitai.register.models import Milestone, OtherName, Project, YearPlan
from leitai.store.action import action

_INDUSTRY = re.compile(r"[A-T]|[0-9]{2,4}", re.ASCII)
_NATIONAL = re.compile(r"[0-9]{4}-[0-9]{6}-[0-9]{2}-[0-9]{2}-[0-9]{6}", re.ASCII)
_LONGEST = {"name": 120, "name_en": 200, "investor": 120, "contents": 2000, "sponsor": 60, "source": 200}
_TEXTS = tuple(_LONGEST)
PRECISIONS = ("day", "month", "year")
MOST_YUAN = rules.checks.LIMITS.most_yuan


@action
def create_project(
    *,
    office: str,
    facts: terms.ProjectFacts,
    by: Actor,
    at: datetime,
    first_month: str | None = None,
    made_up: bool = False,
    key: str | None = None,
) -> Project:
    """A new project of an office (code), with the next number of the year (`P24-0001`).

    Args:   first_month: the first month it is reported for; default: the month open for reporting.
    Raises: Forbidden: a reporter for another office. Refusals by field: name, code, amounts.
    """
    accounts.require(by, "register.project_create")
    if not accounts.covers(by, "register.project_create", office=office):
        raise Forbidden
    values = _clean(facts)
    on = timezone.localdate(at)
    month = first_month or rules.deadlines.open_month(on)
    if not rules.months.is_month(month):
        raise Refusal("month.unknown", N_("A month is written as 2024-03."), field="first_month")
    place = access.office_named(office)
    project: Project = numbering.with_number(
        "P",
        on.year,
        lambda no: Project.objects.create(
            no=no, office_id=place.key, first_month=month, made_up=made_up, created_at=at, **values
        ),
    )
    audit.append(
        "project.created", about=f"project:{project.no}", also=[f"office:{office}"], by=by, at=at,
        after={"no": project.no, "office": office, "first_month": month, **_plain(values)}, texts=_texts(values), rows=[project],
    )  # fmt: skip
    return project


@action
def edit_project(
    *,
    no: str,
    version: int | None,
    facts: terms.ProjectFacts,
    by: Actor,
    at: datetime,
    office: str | None = None,
    first_month: str | None = None,
    key: str | None = None,
) -> Project:
    """A project with corrected facts; with `office` it moves to another one. Raises: Stale, Refusals by field, Gone, Forbidden."""
    project = access.project_for(by, no, to="register.project_edit", lock=True)
    access.same_version(project, version, name=project.name, total_yuan=project.total_yuan)
    values = _clean(facts, project)
    if office is not None and office != project.office.code:
        values["office_id"] = access.office_named(office).key
    if first_month and rules.months.is_month(first_month):
        values["first_month"] = first_month
    before, after = _changed(project, values)
    if not after:
        raise Refusal("project.unchanged", N_("Nothing was changed: all figures are as they were."))
    project.version += 1
    project.save(update_fields=[*after, "version"])
    audit.append(
        "project.changed", about=f"project:{no}", also=[f"office:{project.office.code}"], by=by, at=at, before=_plain(before),
        after=_plain(after), texts=_texts(after) | {f"{k}.before": v for k, v in _texts(before).items()}, rows=[project],
    )  # fmt: skip
    return project


@action
def end_project(
    *,
    no: str,
    version: int | None,
    standing: str,
    last_month: str,
    because: str,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Project:
    """A project no longer reported after a month: finished or withdrawn; or followed again (`active`). Raises: as editing."""
    project = access.project_for(by, no, to="register.project_edit", lock=True)
    access.same_version(project, version, standing=project.standing)
    project.standing = terms.Standing(standing).value
    if project.standing != terms.Standing.ACTIVE and not rules.months.is_month(last_month):
        raise Refusal("month.unknown", N_("A month is written as 2024-03."), field="last_month")
    project.last_month = "" if project.standing == terms.Standing.ACTIVE else last_month
    project.version += 1
    project.save(update_fields=["standing", "last_month", "version"])
    audit.append(
        "project.ended" if project.last_month else "project.resumed", about=f"project:{no}", by=by, at=at, rows=[project],
        after={"standing": project.standing, "last_month": project.last_month},
        texts={"because": rules.texts.clean(because, field="because", needed=True)},
    )  # fmt: skip
    return project


@action
def add_other_name(*, no: str, name: str, by: Actor, at: datetime, key: str | None = None) -> OtherName:
    """Another name under which the project is reported, ruled to be the same. The same name again changes nothing but the history.

    Raises: Refusal at `name`: it is another project's name.
    """
    project = access.project_for(by, no, to="register.project_edit", lock=True)
    kept = rules.texts.clean(name, field="name", most=120, needed=True)
    key = naming.name_key(kept)
    taken = Project.objects.filter(name_key=key).exclude(pk=project.pk).first()
    other = OtherName.objects.filter(name_key=key).select_related("project").first()
    if other and other.project_id != project.pk:
        taken = other.project
    if taken:
        text = N_("This is already a name of %(no)s. Settle first which of the two is meant.")
        raise Refusal("name.taken", text, field="name", no=taken.no)
    row: OtherName = other or OtherName.objects.create(project=project, name=kept, name_key=key)
    audit.append("project.named", about=f"project:{no}", by=by, at=at, texts={"name": kept}, rows=[row])
    return row


@action
def set_year_plan(
    *,
    no: str,
    year: int,
    planned_yuan: int,
    by: Actor,
    at: datetime,
    by_month_yuan: Sequence[int] | None = None,
    version: int | None = None,
    key: str | None = None,
) -> YearPlan:
    """A project's plan of a year, with its twelve cumulative amounts where they are given, else even.

    Raises: Stale; Refusal at `planned_yuan` or `by_month_yuan`.
    """
    project = access.project_for(by, no, to="register.plan_set", lock=True)
    if not 0 < planned_yuan <= MOST_YUAN or not 1990 <= year <= 2199:
        raise Refusal("plan.amount", N_("A plan is an amount above 0, for a year."), field="planned_yuan")
    months = list(by_month_yuan) if by_month_yuan else None
    if months and not rules.plans.is_profile(months, planned_yuan):
        text = N_("The twelve amounts are cumulative: none falls, and December is the whole plan.")
        raise Refusal("plan.profile", text, field="by_month_yuan")
    plan = YearPlan.objects.filter(project=project, year=year).first()
    before = {"planned_yuan": plan.planned_yuan} if plan else {}
    if plan:
        access.same_version(plan, version, **before)
        plan.planned_yuan, plan.by_month_yuan, plan.version = planned_yuan, months, plan.version + 1
    else:
        plan = YearPlan(project=project, year=year, planned_yuan=planned_yuan, by_month_yuan=months)
    plan.save()
    audit.append(
        "plan.set", about=f"project:{no}", by=by, at=at, before=before, rows=[plan],
        after={"year": year, "planned_yuan": planned_yuan, "by_month_yuan": months},
    )  # fmt: skip
    return plan


@action
def set_milestone(
    *,
    no: str,
    kind: str,
    by: Actor,
    at: datetime,
    planned_on: date | None = None,
    planned_precision: str = "day",
    done_on: date | None = None,
    done_precision: str = "day",
    evidence: str = "",
    version: int | None = None,
    key: str | None = None,
) -> Milestone:
    """A milestone's planned and done dates as they now stand (None: not known) and what shows that it was done.

    Raises: Stale; Refusal at `done_on`: a day still to come; at `kind`.
    """
    project = access.project_for(by, no, to="register.milestone_set", lock=True)
    if kind not in set(terms.Milestone) or {planned_precision, done_precision} - set(PRECISIONS):
        raise Refusal("milestone.kind", N_("There is no such milestone."), field="kind")
    if done_on and done_on > timezone.localdate(at):
        text = N_("What is done can't lie in the future. Put the day into the plan instead.")
        raise Refusal("milestone.future", text, field="done_on")
    row = Milestone.objects.filter(project=project, kind=kind).first() or Milestone(
        project=project, kind=kind, version=0
    )
    if row.pk:
        access.same_version(row, version, planned_on=row.planned_on, done_on=row.done_on)
    values: dict[str, Any] = {
        "planned_on": planned_on, "planned_precision": planned_precision, "done_on": done_on, "done_precision": done_precision,
        "evidence": rules.texts.clean(evidence, field="evidence", most=200),
    }  # fmt: skip
    before, after = _changed(row, values)
    row.version += 1
    row.save()
    before.pop("evidence", None)
    said = after.pop("evidence", "")
    audit.append(
        "milestone.done" if after.get("done_on") else "milestone.set", about=f"project:{no}", by=by, at=at, before=before,
        after={"milestone": kind, **after}, texts={"evidence": said} if said else {}, rows=[row],
    )  # fmt: skip
    return row


def _clean(facts: terms.ProjectFacts, project: Project | None = None) -> dict[str, Any]:
    """The values of a project's columns. Raises: Refusals, all at once."""
    values = dataclasses.asdict(facts)
    wrong: list[Refusal] = []
    for name, most in _LONGEST.items():
        try:
            values[name] = rules.texts.clean(values[name], field=name, most=most, needed=name == "name")
        except Refusal as refusal:
            wrong.append(refusal)
    wrong.extend(_wrong_amounts(values))
    wrong.extend(_wrong_codes(values, project))
    if wrong:
        raise wrong[0] if len(wrong) == 1 else Refusals(wrong)
    values["enterprise_id"] = values.pop("enterprise")
    values["name_key"], values["initials"] = naming.name_key(values["name"]), naming.initials(values["name"])
    return values


def _wrong_amounts(values: dict[str, Any]) -> list[Refusal]:
    text = N_("This amount is not possible. Amounts are 0 or more.")
    limits = {
        "total_yuan": MOST_YUAN,
        "output_yuan": MOST_YUAN,
        "tax_yuan": MOST_YUAN,
        "jobs": 1_000_000,
        "land_mu": 10_000_000,
    }
    return [
        Refusal("amount.range", text, field=name)
        for name, most in limits.items()
        if values[name] is not None and not 0 <= values[name] <= most
    ]


def _wrong_codes(values: dict[str, Any], project: Project | None) -> list[Refusal]:
    wrong = []
    if values["industry"] and not _INDUSTRY.fullmatch(values["industry"]):
        wrong.append(Refusal("industry.unknown", N_("Give a code of GB/T 4754-2017, 2 to 4 digits."), field="industry"))
    if values["kind"] not in set(terms.ProjectKind):
        wrong.append(Refusal("kind.unknown", N_("Choose one of the kinds."), field="kind"))
    code = values["national_code"] = (values["national_code"] or "").strip() or None
    if code and not _NATIONAL.fullmatch(code):
        text = N_("A project code has 24 digits in five groups, like 2312-370724-04-01-000004.")
        wrong.append(Refusal("code.form", text, field="national_code"))
    elif code and Project.objects.filter(national_code=code).exclude(pk=project.pk if project else None).exists():
        wrong.append(Refusal("code.taken", N_("Another project of the county has this code."), field="national_code"))
    return wrong


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """What goes into the chain: codes, amounts and dates, no free text and nothing that follows from it."""
    kept = {k: v for k, v in values.items() if k not in {*_TEXTS, "name_key", "initials"} and v not in (None, "")}
    return {k: (str(v) if isinstance(v, Decimal) else v) for k, v in kept.items()}


def _texts(values: dict[str, Any]) -> dict[str, str]:
    return {name: values[name] for name in _TEXTS if values.get(name)}


def _changed(row: models.Model, values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """(before, after) of the values that differ from the row's; the row then has them."""
    before, after = {}, {}
    for name, value in values.items():
        old = getattr(row, name)
        if old != value:
            before[name], after[name] = old, value
            setattr(row, name, value)
    return before, after
