"""The writers of accounts: places (county, offices), people (persons, seats, passwords), entries (sign-in, sign-out, lockout)."""

from leitai.accounts.actions.entries import end_session, note_lockout, record_sign_in, take_other_seat
from leitai.accounts.actions.people import (
    change_password,
    choose_password,
    create_person,
    disable_person,
    enable_person,
    give_seat,
    invite_person,
    take_seat,
)
from leitai.accounts.actions.places import change_office, create_county, create_office
from leitai.accounts.actions.setup import make_setup_code, set_up

__all__ = [
    "change_office",
    "change_password",
    "choose_password",
    "create_county",
    "create_office",
    "create_person",
    "disable_person",
    "enable_person",
    "end_session",
    "give_seat",
    "invite_person",
    "make_setup_code",
    "note_lockout",
    "record_sign_in",
    "set_up",
    "take_other_seat",
    "take_seat",
]
