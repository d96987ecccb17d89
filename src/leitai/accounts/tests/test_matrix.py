"""The permission matrix as data, and its page of documentation."""

from pathlib import Path

import pytest

from leitai.accounts import access, documenting, matrix
from leitai.accounts.terms import Role, Scope
from leitai.kernel.actor import Actor
from leitai.kernel.refusal import Forbidden

ROOT = Path(__file__).resolve().parents[4]


def by(role, office="dongcheng", code="a" * 16):
    return Actor(county="370724", code=code, office=office, role=role)


def test_the_documentation_says_what_the_matrix_says():
    """If this fails: .venv/bin/python -m leitai.accounts.documenting"""
    assert (ROOT / "docs" / "reference" / "permissions.md").read_text("utf-8") == documenting.permissions()


def test_a_public_door_asks_for_no_seat_and_no_other_is_open():
    public = {d.name for d in matrix.DOORS.values() if d.public}
    assert public == {
        "web.public", "accounts.sign_in", "accounts.demonstration_enter", "accounts.welcome", "accounts.setup",
    }  # fmt: skip
    assert all(not matrix.DOORS[name].scopes for name in public)


def test_the_administrator_sees_no_figures_and_the_auditor_changes_nothing():
    for door in matrix.DOORS.values():
        if door.name.startswith(("register.", "workbooks.")):
            assert door.scopes.get(Role.ADMINISTRATOR, Scope.NONE) is Scope.NONE, door.name
        if door.kind == "write" and door.scopes.get(Role.AUDITOR, Scope.NONE) > Scope.SELF:
            pytest.fail(door.name)


def test_a_door_that_is_not_in_the_matrix_does_not_open():
    with pytest.raises(KeyError):
        access.reach(by("office"), "nowhere.door")


def test_an_unknown_role_passes_nowhere():
    with pytest.raises(ValueError, match="king"):
        access.reach(by("king"), "register.projects")


@pytest.mark.parametrize(
    ("role", "office", "person", "covered"),
    [
        ("office", "wujing", None, True),
        ("reporter", "dongcheng", None, True),
        ("reporter", "wujing", None, False),
        ("administrator", "dongcheng", None, False),
    ],
)
def test_a_scope_covers_what_lies_within_it(role, office, person, covered):
    assert access.covers(by(role), "register.projects", office=office, person=person) is covered


def test_the_scope_self_covers_ones_own_alone():
    door = "register.bottleneck_close"
    assert access.covers(by("reporter"), door, office="wujing", person="a" * 16)
    assert not access.covers(by("reporter"), door, office="dongcheng", person="b" * 16)
    assert not access.covers(by("reporter"), door, office="dongcheng")


def test_requiring_a_shut_door_is_forbidden():
    with pytest.raises(Forbidden):
        access.require(by("leader"), "register.report_verify")
    assert access.require(by("office"), "register.report_verify") is Scope.COUNTY
