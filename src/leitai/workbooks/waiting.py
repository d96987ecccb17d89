"""The intake's part of the desk: workbooks that were read and wait for somebody, and what came back."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitai.accounts import queries as accounts
from leitai.kernel.actor import Actor
from leitai.register.queries import months
from leitai.web.desk import Desk, Task
from leitai.workbooks import queries
from leitai.workbooks.queries.uploads import Row


def desk(by: Actor, now: datetime) -> Desk:
    """Uploads with doubts, ready ones, returned and unreadable ones. Two statements at most."""
    rows = queries.uploads.waiting_rows(by)
    names = accounts.office_names({row.office for row in rows}) if rows else {}
    return Desk(tasks=[_task(row, names.get(row.office, row.office)) for row in rows])


def _task(row: Row, office: str) -> Task:
    due = months.due_on(row.month) if row.month else None
    href = reverse("workbooks:reader", args=[row.no])
    if row.state == "returned":
        return Task(_("Correct the workbook %(name)s") % {"name": row.name}, href, _("See why"), row.because, due)
    if row.state == "unreadable":
        return Task(_("Send %(name)s again: it can't be read") % {"name": row.name}, href, _("See why"), "", due)
    if row.doubts_open:
        title = ngettext("Settle %(n)s doubt in %(name)s", "Settle %(n)s doubts in %(name)s", row.doubts_open)
        return Task(title % {"n": row.doubts_open, "name": row.name}, href, _("Settle"), office, due)
    return Task(_("Enter the rows of %(name)s") % {"name": row.name}, href, _("Look and enter"), office, due)
