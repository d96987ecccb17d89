"""The door-keeper: whether an actor passes a door, and how far it lets the actor see."""

from leitai.accounts import matrix
from leitai.accounts.terms import Scope
from leitai.kernel.actor import Actor
from leitai.kernel.refusal import Forbidden


def reach(by: Actor, door: str) -> Scope:
    """How far `by` reaches through the door; Scope.NONE where it does not open."""
    return matrix.reach(door, by.role)


def require(by: Actor, door: str) -> Scope:
    """The reach of `by` through the door. Raises: Forbidden where it does not open."""
    scope = reach(by, door)
    if scope is Scope.NONE:
        raise Forbidden()
    return scope


def covers(by: Actor, door: str, *, office: str, person: str | None = None) -> bool:
    """Whether `by` reaches a row of the given office (code) and person (code) in the county in force."""
    scope = reach(by, door)
    if scope >= Scope.COUNTY:
        return True
    if scope is Scope.OFFICE:
        return by.office == office
    return scope is Scope.SELF and person is not None and by.code == person
