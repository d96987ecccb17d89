"""One project's page: verdict, milestones and speeds, money by month, bottlenecks, photos, history; plan and milestones."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from leitai.accounts import queries as accounts
from leitai.accounts.asking import Request
from leitai.accounts.door import door
from leitai.enterprises import queries as enterprises
from leitai.kernel.actor import Actor
from leitai.kernel.dates import PartDate
from leitai.kernel.refusal import Gone, Refusal
from leitai.register import access, actions, forms, labels, queries, rules, terms
from leitai.register.queries.milestones import Step
from leitai.register.views import telling
from leitai.web import phrases, words

HISTORY = 6
NOTE_TONES = {terms.Light.RED: "late", terms.Light.YELLOW: "warn", terms.Light.GREEN: "ok", terms.Light.NONE: ""}


@door("register.projects")
@require_safe
def project(request: Request, no: str) -> HttpResponseBase:
    """Everything about one project for a month."""
    by = request.actor
    row = access.project_for(by, no)
    month = telling.month_asked(request)
    shot = telling.snapshot(by, month, only=row.pk)
    page = queries.projects.page(row, shot)
    steps = queries.milestones.steps(row.pk, on=shot.on)
    stuck = queries.bottlenecks.of_project(by, row.pk, on=telling.today())
    values = {
        "project": row,
        "title": labels.named(row.name, row.name_en),
        "page": page,
        "month": month,
        "verdict": _verdict(page.row),
        "meta": _meta(page),
        "crumbs": _crumbs(page),
        "actions": _actions(by, page, month),
        "steps": [_step(step) for step in steps],
        "speeds": _speeds(steps, shot.on),
        "figures": _figures(page, month),
        "bars": _bars(page, month),
        "lists": _lists(page),
        "bottlenecks": [_stuck(each) for each in stuck],
        "stuck_columns": [
            {"label": _("What"), "head": True},
            {"label": _("In whose hands")},
            {"label": _("Raised")},
            {"label": _("Due")},
        ],
        "facts": _facts(page),
        "photos": page.photos,
        "history": telling.history(f"project:{no}", limit=HISTORY),
        "evidence": _evidence(page, queries.projects.evidence(row, month)),
        "may_edit": access.may(by, "register.project_edit", office=row.office.code),
        "may_milestone": access.may(by, "register.milestone_set", office=row.office.code),
        "may_plan": access.may(by, "register.plan_set", office=row.office.code),
        "may_raise": access.may(by, "register.bottleneck_raise", office=row.office.code),
        "milestones": _milestone_links(steps, no),
        "list_columns": [
            {"label": _("List"), "head": True},
            {"label": _("Year"), "number": True},
            {"label": _("Edition"), "number": True},
            {"label": _("Change")},
        ],
        "evidence_columns": [
            {"label": _("Month"), "head": True},
            {"label": _("This month"), "number": True},
            {"label": _("In total"), "number": True},
            {"label": _("Verified")},
        ],
    }
    return render(request, "register/project.html", values)


def _verdict(row: queries.snapshots.Row) -> dict[str, Any]:
    light = row.verdict.light
    first, *more = row.verdict.reasons
    return {
        "light": light.value,
        "word": labels.word(labels.LIGHTS, light.value),
        "tone": NOTE_TONES[light],
        "said": labels.said(first),
        "more": [labels.said(reason) for reason in more],
    }


def _meta(page: queries.projects.Page) -> list[Any]:
    row = page.row
    made: list[Any] = [row.investor] if row.investor else []
    for listing in page.lists[:4]:
        if listing["change"] != terms.ListChange.WITHDRAWN:
            made.append(
                {
                    "tag": "accent",
                    "text": f"{labels.word(labels.LEVELS, listing['key_list__level'])} {listing['key_list__year']}",
                }
            )
    if row.standing != terms.Standing.ACTIVE:
        made.append({"tag": "pause", "text": labels.word(labels.STANDINGS, row.standing)})
    if row.made_up:
        made.append({"tag": "made", "text": str(phrases.DEMONSTRATION)})
    return made


def _crumbs(page: queries.projects.Page) -> list[dict[str, str]]:
    row = page.row
    kind = labels.word(labels.KINDS, row.kind)
    industry = enterprises.industry(row.industry)
    named = f"{industry.name_zh} {row.industry}" if industry and not words.english() else row.industry
    return [
        {"label": _("Projects"), "href": reverse("register:projects")},
        {"label": labels.named(row.office_zh, row.office_en), "href": telling.address("projects", unit=row.office)},
        {"label": f"{kind} · {named}" if named else kind, "href": ""},
    ]


def _actions(by: Actor, page: queries.projects.Page, month: str) -> list[dict[str, str]]:
    """Buttons for what this person may do now; the last one filled."""
    row, made = page.row, []
    if access.may(by, "register.bottleneck_raise", office=row.office):
        made.append(
            {"label": _("Raise a bottleneck"), "href": telling.address("bottleneck_new", project=row.no), "tone": ""}
        )
    waiting = next((r for r in reversed(page.reports) if r["state"] == terms.ReportState.SUBMITTED), None)
    if access.may(by, "register.report_verify", office=row.office) and waiting:
        label = _("Verify %(month)s") % {"month": words.month(waiting["month"])}
        made.append(
            {"label": label, "href": reverse("register:report", args=[f"{row.no}/{waiting['month']}"]), "tone": "go"}
        )
    elif access.may(by, "register.report_write", office=row.office):
        opened = queries.months.reporting_month(by, on=telling.today())
        made.append(
            {
                "label": _("Report %(month)s") % {"month": words.month(opened)},
                "href": telling.address("month", no=row.no),
                "tone": "go",
            }
        )
    return made


def _step(step: Step) -> dict[str, str]:
    state = "done" if step.done_on else ("late" if step.days_late else "planned")
    on, precision = (step.done_on, step.done_precision) if step.done_on else (step.planned_on, step.planned_precision)
    late = _("%(days)s days late") % {"days": step.days_late} if step.days_late and not step.done_on else ""
    return {
        "name": labels.word(labels.MILESTONES, step.kind),
        "date": labels.part_day(on, precision) if on else "",
        "state": state,
        "late": late,
    }


def _speeds(steps: list[Step], on: date) -> list[dict[str, Any]]:
    """The four braces; the pairs that overlap in time stand under the milestones between which they are drawn."""
    done = {step.kind: rules.speeds.Done(step.done_on, step.done_precision) for step in steps if step.done_on}
    found = rules.speeds.intervals(done, on)
    order = [step.kind for step in steps]
    drawn = {terms.Speed.START: ("signed", "started"), terms.Speed.INVEST: ("started", "equipment"),
             terms.Speed.BUILD: ("equipment", "trial"), terms.Speed.YIELD: ("trial", "full")}  # fmt: skip
    made = []
    for speed, (first, last) in drawn.items():
        interval = found.get(speed)
        mark = " *" if speed is terms.Speed.BUILD else ""
        made.append({
            "first": order.index(first), "last": order.index(last), "tone": "strong" if interval and not interval.is_open else "",
            "text": f"{labels.word(labels.SPEEDS, speed.value)} {_days(interval)}{mark}",
        })  # fmt: skip
    return made


def _days(interval: rules.speeds.Interval | None) -> str:
    if interval is None:
        return words.MISSING
    about = "≈ " if interval.is_about else ""
    text = _("%(days)s days") % {"days": words.count(interval.days)}
    return f"≥ {about}{text}" if interval.is_open else f"{about}{text}"


def _figures(page: queries.projects.Page, month: str) -> list[dict[str, Any]]:
    row, year = page.row, rules.months.year(month)
    reported = row.reported
    invested = queries.snapshots.reported_year_yuan(row, month)
    expected = None
    if row.planned_yuan and reported and reported.month[:4] == month[:4]:
        expected = rules.plans.expected_yuan(row.planned_yuan, rules.months.number(reported.month), row.by_month_yuan)
    share = row.planned_yuan / row.total_yuan if row.planned_yuan and row.total_yuan else None
    behind = expected is not None and invested is not None and invested < expected
    compared = (
        {"text": _("expected %(amount)s") % {"amount": words.wan(expected)}, "warn": behind}
        if expected is not None
        else ""
    )
    return [
        {
            "label": _("Planned total investment"),
            "value": words.wan(row.total_yuan),
            "floor": row.total_at_least and row.total_yuan is not None,
            "note": words.money(row.total_yuan) if row.total_yuan else "",
        },
        {
            "label": _("Plan %(year)s") % {"year": year},
            "value": words.wan(row.planned_yuan),
            "note": _("%(share)s of the total") % {"share": words.percent(share, 0)} if share is not None else "",
        },
        {
            "label": _("Invested in %(year)s") % {"year": year},
            "value": words.wan(invested),
            "note": compared,
            "href": "#evidence",
        },
        {
            "label": _("Invested in total"),
            "value": words.wan(reported.cum_yuan) if reported else words.MISSING,
            "href": "#evidence",
            "note": _("to %(month)s") % {"month": words.month(reported.month)}
            if reported
            else str(phrases.NOT_REPORTED),
        },
    ]


def _bars(page: queries.projects.Page, month: str) -> dict[str, Any]:
    by_month = {r["month"]: r for r in page.reports if r["state"] in terms.COUNTED}
    year = rules.months.year(month)
    every = [f"{year}-{number:02d}" for number in range(1, 13)]
    values = [_wan(by_month[m]["month_yuan"]) if m in by_month else None for m in every]
    plan = [_wan(part) for part in page.plan_by_month] if page.plan_by_month else []
    short = [pgettext("month of a year", "%(n)s") % {"n": number} for number in range(1, 13)]
    return {
        "label": _("Invested month by month in %(year)s, 10,000 yuan") % {"year": year},
        "labels": short,
        "plan": plan,
        "series": [{"name": _("Invested"), "values": values}],
        "height": 210,
    }


def _wan(yuan: int | None) -> float | None:
    return None if yuan is None else yuan / 10_000


def _lists(page: queries.projects.Page) -> list[list[Any]]:
    return [
        [
            {
                "text": labels.named(each["key_list__name_zh"], each["key_list__name_en"]),
                "href": reverse("register:list", args=[f"{each['key_list__level']}-{each['key_list__year']}"]),
            },
            str(each["key_list__year"]),
            str(each["key_list__edition"]),
            labels.word(labels.CHANGES, each["change"]),
        ]
        for each in page.lists
    ]


def _stuck(row: dict[str, Any]) -> list[Any]:
    owner = labels.named(row["owner__name_zh"] or "", row["owner__name_en"] or "")
    return [
        {
            "text": row["title"],
            "href": reverse("register:bottleneck", args=[row["no"]]),
            "sub": labels.word(labels.BOTTLENECK_STATES, row["state"]),
        },
        owner or {"text": _("nobody yet"), "warn": True},
        words.day(timezone.localtime(row["raised_at"])),
        _due(row),
    ]


def _due(row: dict[str, Any]) -> Any:
    if row["state"] == terms.BottleneckState.CLOSED or row["due_on"] is None:
        return {"light": "none", "text": labels.word(labels.BOTTLENECK_STATES, row["state"])}
    if row["state"] == terms.BottleneckState.ANSWERED:
        return {"light": "green", "text": labels.word(labels.BOTTLENECK_STATES, row["state"])}
    return telling.deadline(row["due_on"], telling.today())


def _facts(page: queries.projects.Page) -> list[dict[str, Any]]:
    p = page.project
    rows: list[tuple[str, Any]] = [
        (_("Office"), labels.named(p.office.name_zh, p.office.name_en)),
        (_("Number"), {"code": p.no}),
        (_("Investor"), p.investor or (p.enterprise.name if p.enterprise else "")),
        (_("Land"), _("%(mu)s mu") % {"mu": words.count(p.land_mu)} if p.land_mu else ""),
        (_("Chemical project"), {True: _("yes"), False: _("no"), None: ""}[p.chemical]),
        (_("Contents"), p.contents),
        (_("Expected yearly output"), words.money(p.output_yuan) if p.output_yuan else ""),
        (_("Expected yearly tax"), words.money(p.tax_yuan) if p.tax_yuan else ""),
        (_("Jobs"), words.count(p.jobs) if p.jobs else ""),
        (_("Sponsor"), p.sponsor),
        (_("Also called"), ", ".join(page.other_names)),
        (_("Reported from"), words.month(p.first_month)),
        (_("Reported until"), words.month(p.last_month) if p.last_month else ""),
        (_("Source"), p.source),
    ]
    return [{"label": label, "value": value} for label, value in rows if value not in ("", None)]


def _evidence(page: queries.projects.Page, reports: list[dict[str, Any]]) -> dict[str, Any]:
    """The drawer: every month that makes up the sum, who handed it in and who verified it, and the cell it was read from."""
    people = accounts.names_of({r["submitted_by"] for r in reports} | {r["verified_by"] for r in reports})
    rows = []
    for report in reversed(reports[-36:]):
        verified = (
            words.day_in_table(report["verified_at"])
            if report["verified_at"]
            else {"tag": "warn", "text": _("to be verified")}
        )
        rows.append(
            [
                telling.link_report(page.row.no, report["month"], report["month"]),
                words.wan(report["month_yuan"]),
                words.wan(report["cum_yuan"]),
                verified,
            ]
        )
    last = reports[-1] if reports else None
    chain = []
    if last:
        where = last["source"] or _("typed in on the page of the month")
        chain = [
            {
                "title": _("Row of the monthly report"),
                "text": where,
                "href": reverse("register:report", args=[f"{page.row.no}/{last['month']}"]),
                "link": _("Look at it"),
            },
            {"title": _("Who reported, who verified"), "text": _who(last, people), "href": "", "link": ""},
        ]
    return {"rows": rows, "chain": chain, "total": words.wan(last["cum_yuan"]) if last else words.MISSING}


def _who(report: dict[str, Any], people: dict[str, str]) -> str:
    said = _("Handed in %(when)s by %(who)s") % {
        "when": words.moment(report["submitted_at"]),
        "who": people.get(report["submitted_by"], "—"),
    }
    if not report["verified_at"]:
        return f"{said}; {_('not verified yet')}"
    return f"{said}; " + _("verified %(when)s by %(who)s") % {
        "when": words.moment(report["verified_at"]),
        "who": people.get(report["verified_by"], "—"),
    }


def _milestone_links(steps: list[Step], no: str) -> list[dict[str, str]]:
    return [
        {
            "label": labels.word(labels.MILESTONES, step.kind),
            "href": reverse("register:milestone", args=[no, step.kind]),
        }
        for step in steps
    ]


@door("register.milestone_set")
@require_http_methods(["GET", "HEAD", "POST"])
def milestone(request: Request, no: str, kind: str) -> HttpResponseBase:
    """When a milestone is planned and when it was done."""
    found = access.project_for(request.actor, no, to="register.milestone_set")
    if kind not in set(terms.Milestone):
        raise Gone
    step = next(step for step in queries.milestones.steps(found.pk, on=telling.today()) if step.kind == kind)
    initial = {
        "planned": _part(step.planned_on, step.planned_precision), "done": _part(step.done_on, step.done_precision),
        "evidence": step.evidence, "version": step.version, "idempotency_key": telling.new_key(),
    }  # fmt: skip
    form = forms.Milestone(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        given = form.cleaned_data
        planned, done = given["planned"], given["done"]
        try:
            actions.set_milestone(
                no=no,
                kind=kind,
                planned_on=planned.latest if planned else None,
                planned_precision=planned.precision if planned else "day",
                done_on=done.earliest if done else None,
                done_precision=done.precision if done else "day",
                evidence=given["evidence"],
                version=given["version"],
                by=request.actor,
                at=timezone.now(),
                key=given["idempotency_key"] or None,
            )
        except Refusal as refusal:
            telling.at_fields(form, refusal)
        else:
            messages.success(request, _("Saved: %(what)s.") % {"what": labels.word(labels.MILESTONES, kind)})
            return redirect("register:project", no)
    title = _("%(milestone)s: %(name)s") % {"milestone": labels.word(labels.MILESTONES, kind), "name": found.name}
    return _form(request, form, title=title, button=_("Save the dates"), no=no)


def _part(on: date | None, precision: str) -> PartDate | None:
    if on is None:
        return None
    return PartDate.of(*(on.year, on.month, on.day)[: {"year": 1, "month": 2, "day": 3}[precision]])


@door("register.plan_set")
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: Request, no: str, year: str) -> HttpResponseBase:
    """A year's plan: the sum, and the months' own parts where they are known."""
    found = access.project_for(request.actor, no, to="register.plan_set")
    old = queries.projects.plan(found, int(year))
    initial: dict[str, Any] = {"idempotency_key": telling.new_key()}
    if old:
        initial |= {"planned_yuan": old.planned_yuan, "version": old.version}
        if old.by_month_yuan:
            initial |= {
                f"month_{i}": yuan
                for i, yuan in enumerate(rules.plans.by_month(old.planned_yuan, old.by_month_yuan), 1)
            }
    form = forms.Plan(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.set_year_plan(
                no=no,
                year=int(year),
                planned_yuan=given["planned_yuan"],
                by_month_yuan=form.profile(),
                version=given["version"],
                by=request.actor,
                at=timezone.now(),
                key=given["idempotency_key"] or None,
            )
        except Refusal as refusal:
            refusal.field = "planned_yuan" if refusal.field == "by_month_yuan" else refusal.field
            telling.at_fields(form, refusal)
        else:
            messages.success(request, _("Saved: plan of %(year)s.") % {"year": year})
            return redirect("register:project", no)
    for number in range(1, 13):
        form.fields[f"month_{number}"].required = True  # "optional" stands once, above all twelve
    values = {
        "form": form, "months": [form[f"month_{n}"] for n in range(1, 13)], "back": reverse("register:project", args=[no]),
        "title": _("Plan %(year)s: %(name)s") % {"year": year, "name": found.name},
    }  # fmt: skip
    return render(request, "register/plan_form.html", values, status=422 if form.errors else 200)


def _form(request: Request, form: forms.Keyed, *, title: str, button: str, no: str) -> HttpResponseBase:
    values = {"form": form, "title": title, "button": button, "back": reverse("register:project", args=[no])}
    return render(request, "register/simple_form.html", values, status=422 if form.errors else 200)
