"""The words on top of the page, by errand and role; later slices hang a count on a word, never a word itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from leitai.accounts.terms import Role
from leitai.kernel.actor import Actor
from leitai.kernel.refusal import N_

Counter = Callable[[Actor], int]
_counters: dict[str, Counter] = {}

DAY, MONTHS, PROJECTS = (
    ("cockpit:desk", N_("My day")),
    ("register:months", N_("Monthly reports")),
    ("register:projects", N_("Projects")),
)
COUNTY, LISTS, HISTORY = (
    ("cockpit:county", N_("The county")),
    ("register:lists", N_("Key lists")),
    ("audit:history", N_("History")),
)
STUCK, BOTTLENECKS = ("register:bottlenecks", N_("What is stuck")), ("register:bottlenecks", N_("Bottlenecks"))
PEOPLE, OFFICES = ("accounts:people", N_("People")), ("accounts:offices", N_("Offices"))

# The first word is the page after sign-in. GUIDE section 5: five or six words, no module names.
MENUS: Mapping[Role, tuple[tuple[str, str], ...]] = {
    Role.OFFICE: (DAY, MONTHS, PROJECTS, BOTTLENECKS, LISTS, COUNTY),
    Role.REPORTER: (
        DAY,
        ("register:month", N_("Report the month")),
        ("register:projects", N_("My projects")),
        STUCK,
        COUNTY,
    ),
    Role.APPROVER: (DAY, BOTTLENECKS, PROJECTS, COUNTY),
    Role.LEADER: (COUNTY, DAY, PROJECTS, STUCK, LISTS, HISTORY),
    Role.AUDITOR: (HISTORY, DAY, MONTHS, PROJECTS, COUNTY, PEOPLE),
    Role.ADMINISTRATOR: (PEOPLE, OFFICES, DAY),
}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the menu, as the base page shows it."""

    name: str
    href: str
    label: str
    count: int
    current: bool


def counter(name: str, count: Counter) -> None:
    """Hangs a count on the word whose url pattern is `name` (`register:bottlenecks`): what waits for the actor.

    Called once, in a later slice's `AppConfig.ready`. At most one statement; 0 shows nothing.
    """
    _counters[name] = count


def words(by: Actor, path: str) -> list[Word]:
    """The words that `by` sees; `path` is the page's, to mark where one is. Words whose page isn't there are left out."""
    found = [(name, href, label) for name, label in MENUS.get(Role(by.role), ()) if (href := _address(name))]
    here = _nearest(path, [href for _name, href, _label in found])
    return [Word(name, href, _(label), _count(name, by), href == here) for name, href, label in found]


def first_page(by: Actor) -> str:
    """The address of the page after sign-in."""
    for name, _label in MENUS.get(Role(by.role), ()):
        if href := _address(name):
            return href
    return "/"


def _address(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def _nearest(path: str, addresses: list[str]) -> str | None:
    """The longest address that the path lies under; the root is nobody's parent."""
    under = [a for a in addresses if path == a or (a != "/" and path.startswith(a))]
    return max(under, key=len, default=None)


def _count(name: str, by: Actor) -> int:
    return _counters[name](by) if name in _counters else 0
