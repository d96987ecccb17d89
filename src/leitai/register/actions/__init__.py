"""The only writers of the register: one function for each thing that somebody does, in one transaction with its history."""

from leitai.register.actions.bottlenecks import (
    answer_bottleneck,
    assign_bottleneck,
    close_bottleneck,
    escalate_bottleneck,
    raise_bottleneck,
    reopen_bottleneck,
)
from leitai.register.actions.lists import correct_key_list, publish_key_list
from leitai.register.actions.photos import add_photo
from leitai.register.actions.projects import (
    add_other_name,
    create_project,
    edit_project,
    end_project,
    set_milestone,
    set_year_plan,
)
from leitai.register.actions.reports import (
    return_report,
    return_reports,
    save_report_draft,
    submit_report,
    submit_reports,
    verify_report,
    verify_reports,
    withdraw_report,
)

__all__ = [
    "add_other_name",
    "add_photo",
    "answer_bottleneck",
    "assign_bottleneck",
    "close_bottleneck",
    "correct_key_list",
    "create_project",
    "edit_project",
    "end_project",
    "escalate_bottleneck",
    "publish_key_list",
    "raise_bottleneck",
    "reopen_bottleneck",
    "return_report",
    "return_reports",
    "save_report_draft",
    "set_milestone",
    "set_year_plan",
    "submit_report",
    "submit_reports",
    "verify_report",
    "verify_reports",
    "withdraw_report",
]
