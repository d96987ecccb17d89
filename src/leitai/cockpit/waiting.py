"""The part of the desk that belongs to no other slice: the auditor's history, the administrator's people."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitai.accounts import queries as accounts
from leitai.audit import queries as audit
from leitai.kernel.actor import Actor
from leitai.web import words
from leitai.web.desk import Desk, Shortcut, Task

ONE_BY_ONE = 3
CHECK_EVERY_DAYS = 7  # how often an auditor is asked to check the history. Assumed.


def desk(by: Actor, now: datetime) -> Desk:
    """What waits for the auditor or the administrator. At most three statements."""
    made = {"auditor": _auditor, "administrator": _administrator}.get(by.role)
    return made(by, now) if made else Desk()


def _auditor(by: Actor, now: datetime) -> Desk:
    """The history against its last signed checkpoint."""
    size, last = audit.size(), next(iter(audit.checkpoints(limit=1)), None)
    checks = reverse("audit:checks")
    if last is None:
        why = _("%(n)s entries, no checkpoint was signed yet.") % {"n": words.count(size)}
        due = timezone.localdate(now)
    else:
        said = _("Last checkpoint %(moment)s at entry %(at)s; %(n)s entries since.")
        why = said % {"moment": words.moment(last.at), "at": words.count(last.size), "n": words.count(size - last.size)}
        due = timezone.localdate(last.at) + timedelta(days=CHECK_EVERY_DAYS)
    shortcuts = [
        Shortcut(_("All entries of the history"), reverse("audit:history"), size),
        Shortcut(_("Who has which seat"), reverse("accounts:people")),
    ]
    return Desk(tasks=[Task(_("Check the history"), checks, _("Check"), why, due)], shortcuts=shortcuts)


def _administrator(by: Actor, now: datetime) -> Desk:
    """People without a seat today, and people who can't sign in yet."""
    on = timezone.localdate(now)
    found = accounts.people(accounts.Filter(state="active"), on=on, size=200)
    tasks, uninvited = [], []
    for person in found.rows:
        here = reverse("accounts:person", args=[person.code])
        if not any(seat.valid for seat in person.seats):
            why = _("Without one the account opens nothing.")
            tasks.append(
                Task(
                    _("Give %(name)s a seat, or close the account") % {"name": person.name}, here, _("Give a seat"), why
                )
            )
        elif not person.has_password and person.last_at is None:
            uninvited.append(person)
    tasks += _invitations(uninvited)
    if found.total <= 1:
        title, why = _("Enter the people of the county"), _("You are the only one who can sign in.")
        tasks.insert(0, Task(title, reverse("accounts:people"), _("Enter people"), why, on))
    said = ngettext("%(n)s person", "%(n)s people", found.total) % {"n": found.total}
    shortcuts = [Shortcut(said, reverse("accounts:people")), Shortcut(_("Offices"), reverse("accounts:offices"))]
    return Desk(tasks=tasks, shortcuts=shortcuts)


def _invitations(people: Sequence[accounts.PersonRow]) -> list[Task]:
    """One row for each of a few people; many together in one."""
    why = _("No password was chosen; a one-time code lets them in.")
    if len(people) > ONE_BY_ONE:
        title = _("Invite %(n)s people who can't sign in yet") % {"n": len(people)}
        return [Task(title, reverse("accounts:people"), _("See who"), why)]
    return [
        Task(
            _("Invite %(name)s") % {"name": person.name},
            reverse("accounts:person", args=[person.code]),
            _("Invite"),
            why,
        )
        for person in people
    ]
