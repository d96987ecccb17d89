"""The words on top: by role, only where a page is there, counted by those who know."""

import pytest
from django.urls import resolve

from leitai.accounts import access, menu
from leitai.accounts.terms import Role, Scope
from leitai.accounts.tests import make
from leitai.kernel.actor import Actor

ROLES = [r for r in Role if r is not Role.MACHINE]


@pytest.fixture(autouse=True)
def _nothing_waits(monkeypatch):
    """Counts of other slices ask their tables; here none is asked."""
    monkeypatch.setattr(menu, "_counters", {})


def sitting(role):
    return Actor(county=make.LINQU, code="a" * 16, office="dongcheng", role=role)


@pytest.mark.parametrize("role", ROLES)
def test_a_menu_holds_only_doors_that_open_for_its_role(role):
    for word in menu.words(sitting(role), "/"):
        door = getattr(resolve(word.href).func, "door", None)
        assert door, word.name
        assert access.reach(sitting(role), door) is not Scope.NONE, word.name


@pytest.mark.parametrize("role", ROLES)
def test_a_menu_has_at_most_six_words(role):
    assert 1 <= len(menu.MENUS[role]) <= 6


def test_a_word_without_a_page_is_left_out(monkeypatch):
    monkeypatch.setitem(menu.MENUS, Role.LEADER, (("nowhere:page", "Nowhere"), ("accounts:account", "My account")))
    assert [w.name for w in menu.words(sitting("leader"), "/")] == ["accounts:account"]
    assert menu.first_page(sitting("leader")) == "/account/"


def test_a_count_hangs_on_a_word_and_is_the_actors(monkeypatch):
    monkeypatch.setattr(menu, "_counters", {})
    menu.counter("accounts:people", lambda by: 3 if by.role == "administrator" else 0)
    assert {w.name: w.count for w in menu.words(sitting("administrator"), "/")}["accounts:people"] == 3
    assert {w.name: w.count for w in menu.words(sitting("auditor"), "/")}["accounts:people"] == 0


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/people/", "accounts:people"),
        ("/people/add/", "accounts:people"),
        ("/offices/x/", "accounts:offices"),
        ("/x/", None),
    ],
)
def test_the_word_of_the_page_is_marked(path, current):
    marked = [w.name for w in menu.words(sitting("administrator"), path) if w.current]
    assert marked == ([current] if current else [])
