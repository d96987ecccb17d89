"""Pages of accounts: coming and going, one's own account, set-up, and the administrator's people and offices."""

from leitai.accounts.views.account import account, password_change, seat_choose
from leitai.accounts.views.offices import office, office_add, offices, offices_export
from leitai.accounts.views.people import (
    people,
    people_export,
    person,
    person_add,
    person_invite,
    person_switch,
    seat_give,
    seat_take,
)
from leitai.accounts.views.session import demonstration_enter, sign_in, sign_out, welcome
from leitai.accounts.views.setup import setup

__all__ = [
    "account", "demonstration_enter", "office", "office_add", "offices", "offices_export", "password_change",
    "people", "people_export", "person", "person_add", "person_invite", "person_switch", "seat_choose", "seat_give",
    "seat_take", "setup", "sign_in", "sign_out", "welcome",
]  # fmt: skip
