"""Reading how far the demonstration is loaded, and the rows its story speaks of."""

from collections.abc import Iterable
from datetime import date

from leitai.accounts import queries as accounts
from leitai.demonstration.models import Loading
from leitai.kernel.actor import Actor
from leitai.register import naming
from leitai.register import queries as register
from leitai.register.terms import COUNTED

__all__ = [
    "Loading",
    "actor_named",
    "bottleneck_numbers",
    "loading",
    "numbers_by_name",
    "reported",
    "reports_to_verify",
]


def loading() -> Loading | None:
    """The loading of the county in force; None before it began. One statement."""
    found: Loading | None = Loading.objects.first()
    return found


def actor_named(username: str) -> Actor | None:
    """The actor of somebody by the name for sign-in. Two statements."""
    _county, code = accounts.whose_name(username)
    return accounts.actor_of_person(code)


def numbers_by_name(by: Actor, names: Iterable[str]) -> dict[str, str]:
    """Number of each project that is on the register, by its name. Two statements."""
    keys = {name: naming.name_key(name) for name in names}
    found = register.projects.by_name_keys(list(keys.values()), by)
    return {name: found[key] for name, key in keys.items() if key in found}


def bottleneck_numbers(by: Actor) -> dict[tuple[str, str], str]:
    """Number of each bottleneck by its project's number and its title: the demonstration has no pair twice. One statement."""
    every = register.bottlenecks.Filters(tab="all", size=100_000)
    rows = register.bottlenecks.listing(by, every, on=date.min).rows
    return {(row["project__no"], row["title"]): row["no"] for row in rows}


def reported(by: Actor, month: str) -> frozenset[str]:
    """Numbers of the actor's projects whose month is handed in. Four statements."""
    rows = register.months.projects(by, month=month, states=tuple(state.value for state in COUNTED))
    return frozenset(row.no for row in rows)


def reports_to_verify(by: Actor, month: str, held: Iterable[str]) -> list[tuple[str, str, int]]:
    """(number, month, version) of reports that wait to be verified, without those of some offices. Two statements or more."""
    kept = {row for office in held for row in register.reports.to_verify(by, month=month, office=office)}
    return [row for row in register.reports.to_verify(by, month=month) if row not in kept]
