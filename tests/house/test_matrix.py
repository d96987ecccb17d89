"""Every address has one door, every door a row, and each role gets through it what the matrix says and nothing else.

Walks the URL resolver, so a new route is tried without being named here. What its parameters stand for comes from
`leitai.<slice>.tests.routes.examples` (see `leitai.accounts.tests.routes`).
"""

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from leitai.accounts import door as doors
from leitai.accounts import matrix
from leitai.accounts.terms import Role, Scope
from leitai.accounts.tests import make
from leitai.accounts.tests.routes import Example

ROLES = [r.value for r in Role if r is not Role.MACHINE]
DONE = {200, 302, 303}
ASKED_BACK = {400, 409, 412, 422, 428}  # polite: what was sent doesn't do, and why
# `web` stands below accounts and can't name doors; its pages belong to nobody's errand: sheets, language, gallery, help.
WITHOUT_DOOR = "web:"
SOURCE = Path(doors.__file__).parents[1]


@dataclass(frozen=True)
class Route:
    """One pattern of the resolver."""

    name: str
    view: Any
    parameters: tuple[str, ...]

    @property
    def door(self) -> str:
        return str(getattr(self.view, "door", ""))


def routes(resolver: Any = None, space: str = "", outer: tuple[str, ...] = ()) -> Iterator[Route]:
    """All patterns below a resolver."""
    for pattern in (resolver or get_resolver()).url_patterns:
        taken = (*outer, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from routes(pattern, inner, taken)
        elif isinstance(pattern, URLPattern):
            yield Route(f"{space}{pattern.name or pattern.pattern}", pattern.callback, taken)


def doors_of(view: Any) -> int:
    """How many doors stand one behind the other before a view."""
    opened = doors.door("web.public")(lambda request: None).__code__
    count = 0
    while view is not None:
        count += getattr(view, "__code__", None) is opened
        view = getattr(view, "__wrapped__", None)
    return count


@cache
def guarded() -> tuple[Route, ...]:
    return tuple(r for r in routes() if not r.name.startswith(WITHOUT_DOOR))


def examples(by: Any) -> dict[str, Example]:
    """What all slices offer as examples."""
    found: dict[str, Example] = {}
    for folder in sorted(SOURCE.glob("*/tests/routes.py")):
        module = f"leitai.{folder.parent.parent.name}.tests.routes"
        if find_spec(module):
            found |= importlib.import_module(module).examples(by)
    return found


def names() -> list[str]:
    return [r.name for r in guarded()]


def route(name: str) -> Route:
    return next(r for r in guarded() if r.name == name)


@pytest.mark.parametrize("name", names())
def test_every_address_has_one_door_with_a_row(name):
    here = route(name)
    assert doors_of(here.view) == 1, "decorate the view with @door(...), once"
    assert here.door in matrix.DOORS


def test_names_of_addresses_are_one_of_a_kind():
    assert len(names()) == len(set(names()))


@pytest.mark.django_db
def test_every_address_with_parameters_has_examples():
    with make.inside():
        known = examples(make.actor("office"))
    lacking = [r.name for r in guarded() if r.parameters and (r.name not in known or known[r.name].missing is None)]
    assert lacking == [], "name them in leitai.<slice>.tests.routes.examples"


@dataclass
class Tried:
    """Who asks for what, and what may come of it."""

    here: Route
    client: Client
    example: Example

    def ask(self, method: str, words: Any) -> Any:
        address = reverse(self.here.name, kwargs=dict(words))
        sent = dict(self.example.post if method == "post" else self.example.query)
        return getattr(self.client, method)(address, sent)

    def said(self, method: str, words: Any) -> tuple[int, bytes]:
        answer = self.ask(method, words)
        address = reverse(self.here.name, kwargs=dict(words))
        # A short number stands in a page for other things too; PostgreSQL's keys go on growing from test to test.
        long = [w for w in map(str, words.values()) if len(w) > (6 if w.isdigit() else 3)]
        return answer.status_code, b"" if answer.streaming else make.masked(answer, address, *long)


def tried(name: str, client: Client, by: Any) -> Tried:
    with make.inside():
        return Tried(route(name), client, examples(by).get(name, Example()))


def relations(example: Example) -> list[Any]:
    return [w for w in (example.own, example.other, example.foreign, example.missing) if w is not None]


@pytest.mark.django_db
@pytest.mark.parametrize("name", names())
def test_strangers_are_asked_to_sign_in_and_told_nothing(name, frozen):
    case = tried(name, Client(), make.actor("office"))
    public = matrix.DOORS[case.here.door].public
    for words in relations(case.example):
        for method in ("get", "post"):
            with frozen():
                answer = case.ask(method, words)
            if public:
                assert answer.status_code in DONE | ASKED_BACK | {404, 405}
            else:
                assert answer.status_code in {302, 405}
                assert answer.status_code == 405 or answer["Location"].startswith(reverse("accounts:sign_in"))


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", [r.name for r in guarded() if not matrix.DOORS[r.door].public])
def test_each_role_gets_what_the_matrix_says(name, role, frozen):
    client = make.client_for(role)
    case = tried(name, client, client.actor)
    row = matrix.DOORS[case.here.door]
    scope = row.scopes.get(Role(role), Scope.NONE)
    if scope is Scope.NONE:
        shut(case, frozen)
        return
    beyond(case, scope, frozen)
    within(case, row, scope, frozen)


def shut(case: Tried, frozen: Any) -> None:
    """The door doesn't open: forbidden, in the same words whether or not there is such a thing."""
    for method in ("get", "post"):
        with frozen():
            said = {case.said(method, words) for words in relations(case.example)}
        assert {status for status, _body in said} <= {403, 405}
        assert len(said) == 1


def beyond(case: Tried, scope: Scope, frozen: Any) -> None:
    """What lies outside of the reach answers like what isn't there, to the byte, and nothing happens."""
    example = case.example
    if example.missing is None:
        return
    outside = [example.foreign] + ([example.other] if scope < Scope.COUNTY else [])
    for method in ("get", "post"):
        with frozen():
            gone = case.said(method, example.missing)
            assert gone[0] in {404, 405}
            for words in outside:
                if words is not None:
                    assert case.said(method, words) == gone


def within(case: Tried, row: matrix.Door, scope: Scope, frozen: Any) -> None:
    """What lies within the reach is shown; reading changes nothing; only doors to write take a POST."""
    reached = [case.example.own] + ([case.example.other] if scope >= Scope.COUNTY and case.example.other else [])
    for words in reached:
        with frozen():
            status = case.ask("get", words).status_code
        assert status in DONE | ({405} if row.kind == "write" else set())
        if row.kind == "write":
            assert case.ask("post", words).status_code in DONE | ASKED_BACK | {403, 405}
        else:
            with frozen():
                assert case.ask("post", words).status_code == 405
