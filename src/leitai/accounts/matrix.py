"""The permission matrix: one table for the code, the menus, the documentation and the tests.

A row is a door. Every view, API operation, command and job names its door (`@door("register.report_submit")`); a door that
stands not here does not open. `scopes` tells how far each role reaches through it: a role not named does not pass.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from leitai.accounts.terms import Role, Scope

OFFICE, REPORTER, APPROVER = Role.OFFICE, Role.REPORTER, Role.APPROVER
LEADER, AUDITOR, ADMINISTRATOR, MACHINE = Role.LEADER, Role.AUDITOR, Role.ADMINISTRATOR, Role.MACHINE

READERS = {
    OFFICE: Scope.COUNTY,
    LEADER: Scope.COUNTY,
    AUDITOR: Scope.COUNTY,
    REPORTER: Scope.OFFICE,
    APPROVER: Scope.COUNTY,
    MACHINE: Scope.COUNTY,  # timetables and set-up find their rows through the same doors
}


@dataclass(frozen=True, slots=True)
class Door:
    """One way in. `kind`: read, write, file, export, job, command. `public` doors need no sign-in."""

    name: str
    kind: str
    scopes: Mapping[Role, Scope]
    public: bool = False


def _rows(*doors: Door) -> Mapping[str, Door]:
    table = {d.name: d for d in doors}
    if len(table) != len(doors):
        raise ValueError("a door stands twice in the matrix")
    return table


ALL_SIGNED_IN: Mapping[Role, Scope] = {r: Scope.SELF for r in Role if r is not Role.MACHINE}

DOORS: Mapping[str, Door] = _rows(
    # web, accounts
    Door("web.public", "read", {}, public=True),  # components, language, health, robots
    Door("accounts.sign_in", "write", {}, public=True),
    Door("accounts.sign_out", "write", ALL_SIGNED_IN),
    Door("accounts.account", "read", ALL_SIGNED_IN),
    Door("accounts.seat_choose", "write", ALL_SIGNED_IN),
    Door("accounts.password_change", "write", ALL_SIGNED_IN),
    Door("accounts.demonstration_enter", "write", {}, public=True),  # by a click, in a demonstration county only
    Door("accounts.welcome", "write", {}, public=True),  # a person's own password, by one-time code
    Door("accounts.setup", "write", {}, public=True),  # the first administrator, by one-time code; closed afterwards
    Door("accounts.people_read", "read", {ADMINISTRATOR: Scope.COUNTY, AUDITOR: Scope.COUNTY}),
    Door("accounts.people_export", "export", {ADMINISTRATOR: Scope.COUNTY, AUDITOR: Scope.COUNTY}),
    Door("accounts.people_write", "write", {ADMINISTRATOR: Scope.COUNTY, MACHINE: Scope.COUNTY}),
    Door("accounts.office_write", "write", {ADMINISTRATOR: Scope.COUNTY, MACHINE: Scope.COUNTY}),
    Door("accounts.county_create", "command", {MACHINE: Scope.COUNTY}),
    Door("accounts.lockout", "job", {MACHINE: Scope.COUNTY}),
    # enterprises
    Door("enterprises.register", "write", {OFFICE: Scope.COUNTY, REPORTER: Scope.COUNTY, MACHINE: Scope.COUNTY}),
    # audit
    Door("audit.history", "read", {AUDITOR: Scope.COUNTY, OFFICE: Scope.COUNTY, LEADER: Scope.COUNTY}),
    Door("audit.about", "read", READERS),  # the history of one object that the actor may see
    Door("audit.export", "export", {AUDITOR: Scope.COUNTY}),
    # register
    Door("register.projects", "read", READERS),
    Door("register.projects_export", "export", READERS),
    Door("register.project_create", "write", {OFFICE: Scope.COUNTY, REPORTER: Scope.OFFICE, MACHINE: Scope.COUNTY}),
    Door("register.project_edit", "write", {OFFICE: Scope.COUNTY, MACHINE: Scope.COUNTY}),
    Door("register.plan_set", "write", {OFFICE: Scope.COUNTY, MACHINE: Scope.COUNTY}),
    Door("register.milestone_set", "write", {OFFICE: Scope.COUNTY, REPORTER: Scope.OFFICE, MACHINE: Scope.COUNTY}),
    Door("register.reports", "read", READERS),
    Door("register.reports_export", "export", READERS),
    Door("register.report_write", "write", {REPORTER: Scope.OFFICE, MACHINE: Scope.COUNTY}),  # draft, submit, withdraw
    Door("register.report_verify", "write", {OFFICE: Scope.COUNTY, MACHINE: Scope.COUNTY}),  # verify, return
    Door("register.photo_add", "write", {REPORTER: Scope.OFFICE, OFFICE: Scope.COUNTY, MACHINE: Scope.COUNTY}),
    Door("register.photo", "file", READERS),
    Door("register.bottlenecks", "read", READERS),
    Door("register.bottlenecks_export", "export", READERS),
    Door(
        "register.bottleneck_raise",
        "write",
        {
            OFFICE: Scope.COUNTY,
            REPORTER: Scope.OFFICE,
            LEADER: Scope.COUNTY,
            APPROVER: Scope.COUNTY,
            MACHINE: Scope.COUNTY,
        },
    ),
    Door("register.bottleneck_assign", "write", {OFFICE: Scope.COUNTY, MACHINE: Scope.COUNTY}),
    Door("register.bottleneck_answer", "write", {APPROVER: Scope.OFFICE, OFFICE: Scope.COUNTY, MACHINE: Scope.COUNTY}),
    Door(
        "register.bottleneck_close",
        "write",
        {OFFICE: Scope.SELF, REPORTER: Scope.SELF, LEADER: Scope.SELF, APPROVER: Scope.SELF, MACHINE: Scope.COUNTY},
    ),
    Door("register.lists", "read", READERS),
    Door("register.lists_export", "export", READERS),
    Door("register.list_write", "write", {OFFICE: Scope.COUNTY, MACHINE: Scope.COUNTY}),
    # workbooks
    Door("workbooks.uploads", "read", {OFFICE: Scope.COUNTY, AUDITOR: Scope.COUNTY, REPORTER: Scope.OFFICE}),
    Door("workbooks.upload", "write", {OFFICE: Scope.COUNTY, REPORTER: Scope.OFFICE, MACHINE: Scope.COUNTY}),
    Door("workbooks.settle", "write", {OFFICE: Scope.COUNTY, REPORTER: Scope.OFFICE, MACHINE: Scope.COUNTY}),
    Door("workbooks.submit", "write", {OFFICE: Scope.COUNTY, REPORTER: Scope.OFFICE, MACHINE: Scope.COUNTY}),
    Door("workbooks.return", "write", {OFFICE: Scope.COUNTY, MACHINE: Scope.COUNTY}),
    Door("workbooks.original", "file", {OFFICE: Scope.COUNTY, AUDITOR: Scope.COUNTY, REPORTER: Scope.OFFICE}),
    Door("workbooks.template", "export", {OFFICE: Scope.COUNTY, REPORTER: Scope.OFFICE}),
    # cockpit
    Door("cockpit.desk", "read", ALL_SIGNED_IN),
    Door(
        "cockpit.county",
        "read",
        {
            OFFICE: Scope.COUNTY,
            LEADER: Scope.COUNTY,
            AUDITOR: Scope.COUNTY,
            REPORTER: Scope.COUNTY,
            APPROVER: Scope.COUNTY,
        },
    ),
    Door("cockpit.export", "export", {OFFICE: Scope.COUNTY, LEADER: Scope.COUNTY, AUDITOR: Scope.COUNTY}),
)


def reach(door: str, role: str) -> Scope:
    """How far a role reaches through a door. Raises: KeyError for a door that stands not in the matrix."""
    return DOORS[door].scopes.get(Role(role), Scope.NONE)
