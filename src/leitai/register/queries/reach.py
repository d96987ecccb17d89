"""How far an actor sees in the register, as conditions of a query."""

from django.db.models import Q

from leitai.accounts import access
from leitai.accounts.terms import Scope
from leitai.kernel.actor import Actor


def projects(by: Actor, door: str = "register.projects") -> Q:
    """Condition on projects that `by` may see through a door."""
    return _of_office(by, door, "office__code")


def reports(by: Actor, door: str = "register.reports") -> Q:
    """Condition on reports."""
    return _of_office(by, door, "project__office__code")


def bottlenecks(by: Actor, door: str = "register.bottlenecks") -> Q:
    """Condition on bottlenecks: those of the office's projects, those it raised and those it owns."""
    scope = access.reach(by, door)
    if scope >= Scope.COUNTY:
        return Q()
    if scope is Scope.OFFICE:
        return Q(project__office__code=by.office) | Q(raised_office__code=by.office) | Q(owner__code=by.office)
    return Q(raised_by=by.code) if scope is Scope.SELF else Q(pk__in=[])


def _of_office(by: Actor, door: str, path: str) -> Q:
    scope = access.reach(by, door)
    if scope >= Scope.COUNTY:
        return Q()
    return Q((path, by.office)) if scope is Scope.OFFICE else Q(pk__in=[])
