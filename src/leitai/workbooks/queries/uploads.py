"""Which workbooks were handed in, and where they stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.db.models.functions import Length

from leitai.accounts import access
from leitai.accounts.terms import Scope
from leitai.kernel.actor import Actor
from leitai.workbooks.intake.words import GONE, State
from leitai.workbooks.models import Upload

SIZE = 50
TABS = ("open", "entered", "back", "all")
STATES = {
    "open": (State.WAITING, State.READING, State.READ, State.PARTLY, State.UNREADABLE),
    "entered": (State.SUBMITTED,),
    "back": GONE,
    "all": tuple(State),
}


@dataclass(frozen=True, slots=True)
class Row:
    """An upload in a list."""

    no: str
    office: str
    name: str
    state: str
    kind: str
    month: str
    unit: str
    rows_count: int
    doubts_open: int
    entered_count: int
    refusal: str
    because: str
    handed_in_by: str
    handed_in_at: datetime
    ended_at: datetime | None


_COLUMNS = tuple(Row.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of uploads, newest first; `tabs` counts each view."""

    rows: list[Row]
    found: int
    page: int
    tabs: dict[str, int]


def reach(by: Actor, door: str = "workbooks.uploads") -> Q:
    """Condition on uploads that `by` may see through a door."""
    scope = access.reach(by, door)
    if scope >= Scope.COUNTY:
        return Q()
    return Q(office=by.office) if scope is Scope.OFFICE else Q(pk__in=[])


def listing(by: Actor, *, tab: str = "open", office: str = "", page: int = 1, size: int = SIZE) -> Listing:
    """The uploads that `by` sees, newest first. Two statements."""
    rows = Upload.objects.filter(reach(by))
    if office:
        rows = rows.filter(office=office)
    by_state: dict[str, int] = {}
    for state in rows.values_list("state", flat=True):
        by_state[state] = by_state.get(state, 0) + 1
    tabs = {name: sum(by_state.get(state.value, 0) for state in states) for name, states in STATES.items()}
    found = tabs[tab]
    page = min(max(page, 1), max(1, -(-found // size)))
    wanted = rows.filter(state__in=[s.value for s in STATES[tab]]).order_by("-handed_in_at", "-pk")
    return Listing([Row(*r) for r in wanted.values_list(*_COLUMNS)[(page - 1) * size : page * size]], found, page, tabs)


def every(by: Actor, *, tab: str = "all", office: str = "") -> Iterable[Row]:
    """All uploads of a view, for the sheet. One statement."""
    rows = Upload.objects.filter(reach(by), state__in=[s.value for s in STATES[tab]])
    rows = rows.filter(office=office) if office else rows
    return (Row(*r) for r in rows.order_by("-handed_in_at", "-pk").values_list(*_COLUMNS))


def waiting(by: Actor) -> int:
    """How many uploads wait for `by`: read and not yet entered; for a town also what came back. One statement."""
    count: int = _waiting(by).count()
    return count


def waiting_rows(by: Actor) -> list[Row]:
    """The uploads that wait for `by`, oldest first, for the desk. One statement."""
    return [Row(*r) for r in _waiting(by).order_by("handed_in_at", "pk").values_list(*_COLUMNS)[:SIZE]]


def _waiting(by: Actor):  # type: ignore[no-untyped-def]  # CountyManager has no generic query set of its own
    if access.reach(by, "workbooks.settle") is Scope.NONE:
        return Upload.objects.none()
    states = [State.READ.value, State.PARTLY.value]
    if by.role == "reporter":
        # One that came back waits until the table comes in again.
        states += [State.RETURNED.value, State.UNREADABLE.value]
    rows = Upload.objects.filter(reach(by, "workbooks.settle"), state__in=states)
    # What is only read and kept waits for nobody once its doubts are settled.
    return rows.exclude(kind="investment_promotion", doubts_open=0)


def same_file(office: str, document: str) -> Row | None:
    """The upload of this office with the same bytes that is still in force. One statement."""
    rows = Upload.objects.filter(office=office, document=document).exclude(state__in=[s.value for s in GONE])
    found = rows.values_list(*_COLUMNS).first()
    return Row(*found) if found else None


def next_number(year: int) -> int:
    """One more than the highest number of the year in the county in force."""
    head = f"U{year % 100:02d}-"
    rows = Upload.objects.filter(no__startswith=head).order_by(Length("no").desc(), "-no")
    last: str | None = rows.values_list("no", flat=True).first()
    return int(last[len(head) :]) + 1 if last else 1
