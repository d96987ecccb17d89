"""The pages of the register."""

from leitai.register.views.bottlenecks import (
    bottleneck,
    bottleneck_answer,
    bottleneck_assign,
    bottleneck_close,
    bottleneck_new,
    bottleneck_reopen,
    bottlenecks,
    bottlenecks_export,
)
from leitai.register.views.entry import month
from leitai.register.views.lists import list_correct, list_export, list_new, lists, lists_export, one_list, search
from leitai.register.views.months import months, months_export, months_of, months_verify
from leitai.register.views.project import milestone, plan, project
from leitai.register.views.projects import project_edit, project_end, project_new, projects, projects_export
from leitai.register.views.reports import photo, report, report_return, report_verify, report_withdraw

__all__ = [
    "bottleneck",
    "bottleneck_answer",
    "bottleneck_assign",
    "bottleneck_close",
    "bottleneck_new",
    "bottleneck_reopen",
    "bottlenecks",
    "bottlenecks_export",
    "list_correct",
    "list_export",
    "list_new",
    "lists",
    "lists_export",
    "milestone",
    "month",
    "months",
    "months_export",
    "months_of",
    "months_verify",
    "one_list",
    "photo",
    "plan",
    "project",
    "project_edit",
    "project_end",
    "project_new",
    "projects",
    "projects_export",
    "report",
    "report_return",
    "report_verify",
    "report_withdraw",
    "search",
]
