"""Who does something: the person, the office behind the person, and what the seat allows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """One person in one seat, as actions and queries need to know them.

    `code` is a random, meaningless key of the person: the history holds it instead of the name, so that a person can be
    forgotten without breaking a proof. `county` is the GB/T 2260 code, six digits.
    """

    county: str
    code: str
    office: str
    role: str
    section: str | None = None
    name: str = ""
    office_kind: str = ""

    @property
    def is_machine(self) -> bool:
        """True for work that no person started: imports of the set-up, timetables."""
        return self.role == "machine"


def machine(county: str, office: str = "machine") -> Actor:
    """The actor of timetables and set-up in a county; its rights stand in the permission matrix like everybody's."""
    return Actor(county=county, code="machine", office=office, role="machine", name="machine")
