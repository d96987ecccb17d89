"""An action and its entry stand or fall together."""

from datetime import UTC, datetime

import pytest

from leitai.audit import actions as audit
from leitai.audit.models import Entry, Log, Text
from leitai.kernel import actor
from leitai.store import action, county

BY = actor.Actor(county="370724", code="p1", office="dongcheng", role="reporter")
AT = datetime(2024, 4, 8, 1, 14, tzinfo=UTC)


@action.action
def report(*, by, at, note="", fail=False, silent=False, about="project:P24-0031", also=()):
    if not silent:
        audit.append(
            "report.submitted", about=about, by=by, at=at, after={"month_yuan": 5}, texts={"note": note}, also=also
        )
    if fail:
        raise RuntimeError
    return


@pytest.mark.django_db
def test_append_numbers_from_one_and_keeps_the_bytes():
    report(by=BY, at=AT, note="王某 13800000000")
    report(by=BY, at=AT)
    first, second = Entry.everywhere.order_by("position")
    assert (first.position, second.position) == (1, 2)
    assert b"13800000000" not in bytes(first.body)
    assert Log.everywhere.get().size == 2


@pytest.mark.django_db
def test_an_action_without_history_is_undone():
    with pytest.raises(action.NoHistory):
        report(by=BY, at=AT, silent=True)


@pytest.mark.django_db
def test_a_failure_inside_leaves_nothing():
    report(by=BY, at=AT)
    with pytest.raises(RuntimeError):
        report(by=BY, at=AT, fail=True, note="x")
    assert (Entry.everywhere.count(), Text.everywhere.count(), Log.everywhere.get().size) == (1, 1, 1)


@pytest.mark.django_db
def test_counties_have_histories_of_their_own():
    report(by=BY, at=AT)
    other = actor.Actor(county="370725", code="p2", office="x", role="reporter")
    report(by=other, at=AT)
    assert [e.position for e in Entry.everywhere.all()] == [1, 1]
    with county.within("370725"):
        assert Entry.objects.count() == 1
