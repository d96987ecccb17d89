"""The desk: what waits for whoever signed in, earliest first; and the root, which leads to it."""

from datetime import date, datetime
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe

from leitai.accounts import access, menu
from leitai.accounts.asking import Request
from leitai.accounts.door import door
from leitai.accounts.terms import Scope
from leitai.cockpit import queries, rules, wording
from leitai.cockpit.views import stuck, telling
from leitai.kernel.workdays import Calendar
from leitai.web import desk as desks
from leitai.web import words
from leitai.web.desk import Awaited, Task

AWAITED_SHOWN = 8


@door("web.public")
@require_safe
def home(request: Request) -> HttpResponseBase:
    """The root: strangers are asked to sign in, everybody else goes to the first page of their errand."""
    if getattr(request, "actor", None) is None:
        return redirect_to_login(reverse("cockpit:desk"))
    return redirect(menu.first_page(request.actor))


@door("cockpit.desk")
@require_safe
def desk(request: Request) -> HttpResponseBase:
    """What waits for me today."""
    by, now = request.actor, timezone.now()
    today = timezone.localdate(now)
    found = desks.gathered(by, now)
    groups = _groups(found.tasks, today)
    pressing = sum(len(group["rows"]) for group in groups if group["code"] != rules.days.LATER)
    values = {
        "title": _title(pressing, len(found.tasks)),
        "meta": _meta(today),
        "groups": groups,
        "strips": found.strips,
        "awaited": [_awaited(row, today) for row in found.awaited[:AWAITED_SHOWN]],
        "awaited_said": _awaited_said(len(found.awaited)),
        "changes": queries.changes.newest(by),
        "history": access.reach(by, "audit.history") is not Scope.NONE,
        "shortcuts": found.shortcuts,
        "empty": _empty(by.role),
    }
    return render(request, "cockpit/desk.html", values | (_leader(request, now) if by.role == "leader" else {}))


def _leader(request: Request, now: datetime) -> dict[str, Any]:
    """What a leader sees first: the sentence, and everything that is stuck."""
    found = queries.county.county(request.actor, today=timezone.localdate(now))
    page = telling.page(request, found, is_asked=False)
    return {
        "sentence": wording.sentence(found.told(), page.link_in_sentence),
        "stuck": stuck.table(found, page, most=8),
    }


def _title(pressing: int, every: int) -> str:
    if pressing:
        return ngettext("%(n)s thing waits for you today", "%(n)s things wait for you today", pressing) % {
            "n": pressing
        }
    return _("Nothing is due this week") if every else _("Nothing waits for you")


def _meta(today: date) -> list[Any]:
    said: list[Any] = [f"{words.day(today)} {_weekday(today)}", _("week %(n)s") % {"n": today.isocalendar().week}]
    calendar = Calendar.published()
    if not calendar.is_workday(today):
        row = calendar.name_of(today)
        name = (row.name_en if words.english() else row.name_zh) if row else ""
        said.append(name or _("no working day"))
    return said


def _weekday(on: date) -> str:
    names = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
    return names[on.weekday()]


def _groups(tasks: list[Task], today: date) -> list[dict[str, Any]]:
    """The groups that have something in them; the first task of all is the one to do now."""
    titles = {
        "late": pgettext("desk", "Overdue"),
        "today": _("Due today"),
        "week": _("This week"),
        "later": pgettext("desk", "Later"),
    }
    made = []
    for code in rules.days.GROUPS:
        chosen = [task for task in tasks if rules.days.group(task.due_on, today) == code]
        if chosen:
            count = ngettext("%(n)s thing", "%(n)s things", len(chosen)) % {"n": len(chosen)}
            rows = [_row(task, code, today, is_first=task is tasks[0]) for task in chosen]
            made.append({"code": code, "title": titles[code], "count": count, "rows": rows, "over": code == "late"})
    return made


def _row(task: Task, group: str, today: date, *, is_first: bool) -> dict[str, Any]:
    light, when, until = _when(task, group, today)
    return {
        "light": light,
        "when": when,
        "until": until,
        "title": task.title,
        "href": task.href,
        "why": task.why,
        "action": task.action,
        "first": is_first,
    }


def _when(task: Task, group: str, today: date) -> tuple[str, str, str]:
    """(light, the deadline in a word, the deadline exactly)."""
    if task.due_on is None:
        return "none", _("any time"), ""
    left = (task.due_on - today).days
    exact = words.day(task.due_on, this_year=today.year)
    if group == "late":
        said = ngettext("%(n)s day late", "%(n)s days late", -left) % {"n": -left}
        return "red", said, _("was due %(day)s") % {"day": exact}
    if group == "today":
        return "yellow", _("today"), task.until
    left_said = ngettext("%(n)s day left", "%(n)s days left", left) % {"n": left}
    return ("yellow" if left == 1 else "green"), (_weekday(task.due_on) if group == "week" else exact), left_said


def _awaited(row: Awaited, today: date) -> dict[str, Any]:
    what: dict[str, Any] = {"text": row.what, "href": row.href}
    if row.due_on is None:
        return {"label": row.who, "value": what}
    left = (row.due_on - today).days
    if left < 0:
        light = {"light": "red", "text": ngettext("%(n)s day late", "%(n)s days late", -left) % {"n": -left}}
    elif left == 0:
        light = {"light": "yellow", "text": _("today")}
    else:
        light = {"light": "green", "text": ngettext("%(n)s day left", "%(n)s days left", left) % {"n": left}}
    return {"label": row.who, "value": [what, light]}


def _awaited_said(count: int) -> str:
    return ngettext("%(n)s thing", "%(n)s things", count) % {"n": count} if count else ""


def _empty(role: str) -> dict[str, Any]:
    """What to look at instead."""
    text = _("What is due comes here by itself, earliest first.")
    actions = [] if role == "administrator" else [{"label": _("Look at the county"), "href": reverse("cockpit:county")}]
    return {"title": _("Nothing waits for you"), "text": text, "actions": actions}
