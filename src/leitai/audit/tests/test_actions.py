"""An action and its entry stand or fall together."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from leitai.audit import actions as audit
from leitai.audit import queries
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
    audit.sequence_entries()
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
    audit.sequence_entries()
    assert (Entry.everywhere.count(), Text.everywhere.count(), Log.everywhere.get().size) == (1, 1, 1)


@pytest.mark.django_db
def test_counties_have_histories_of_their_own():
    report(by=BY, at=AT)
    other = actor.Actor(county="370725", code="p2", office="x", role="reporter")
    report(by=other, at=AT)
    audit.sequence_entries()
    assert [e.position for e in Entry.everywhere.all()] == [1, 1]
    with county.within("370725"):
        assert Entry.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    [
        {"kind": "Report submitted"},
        {"about": "report"},
        {"about": 'report:"x"'},
        {"also": ["project"]},
        {"after": {"share": 0.5}},
        {"after": {"note": "第一行\n第二行"}},
        {"after": {"note": "字" * 121}},
        {"texts": {"a field": "x"}},
        {"at": datetime(2024, 4, 8)},
        {"after": {"é": 1, "e\u0301": 2}},
    ],
)
def test_what_has_no_single_byte_form_is_refused(words):
    @action.action
    def wrong(*, by, at):
        audit.append(**{"kind": "report.submitted", "about": "report:1", "by": by, "at": at, **words})

    with pytest.raises(ValueError, match=r"."):
        wrong(by=BY, at=AT)
    assert Entry.everywhere.count() == 0


@pytest.mark.django_db
def test_two_spellings_of_one_value_give_one_byte_form():
    @action.action
    def twice(*, by, at):
        made = [
            audit.append("report.submitted", about="report:1", by=by, at=at, after=after)
            for after in ({"b": 1, "a": "é"}, {"a": "e\u0301", "b": 1})
        ]
        return [bytes(e.body).split(b'"rows"')[1] for e in made]

    one, other = twice(by=BY, at=AT)
    assert one == other


@pytest.mark.django_db(transaction=True)
def test_outside_of_an_action_nothing_is_written():
    with county.within("370724"), pytest.raises(audit.OutsideAction):
        audit.append("report.submitted", about="report:1", by=BY, at=AT)


@pytest.mark.django_db
def test_one_entry_may_show_on_many_pages(django_assert_num_queries):
    report(by=BY, at=AT)
    many = [f"report:{n}" for n in range(2000)]
    # savepoint twice, log, entry, mentions, texts; the edge at once on SQLite, by the sequencer on PostgreSQL
    with django_assert_num_queries(7 if connection.vendor == "sqlite" else 6):
        report(by=BY, at=AT, also=many)
    with county.within("370724"):
        assert [line.about for line in queries.entries_about("report:1999").lines] == ["project:P24-0031"]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_an_objects_history_costs_the_same_for_any_length(count, django_assert_num_queries):
    for _ in range(count):
        report(by=BY, at=AT, note="x")
    with county.within("370724"), django_assert_num_queries(5):
        page = queries.entries_about("project:P24-0031")
    assert len(page.lines) == count


@pytest.mark.django_db
def test_an_objects_history_is_paged_to_its_beginning():
    for _ in range(7):
        report(by=BY, at=AT)
    audit.sequence_entries()
    seen, before = [], None
    with county.within("370724"):
        while True:
            page = queries.entries_about("project:P24-0031", before=before, limit=3)
            seen += [line.position for line in page.lines]
            if page.older is None:
                break
            before = page.older
    assert seen == [7, 6, 5, 4, 3, 2, 1]


@pytest.mark.django_db
def test_the_countys_history_is_paged_both_ways():
    for _ in range(7):
        report(by=BY, at=AT)
    audit.sequence_entries()
    with county.within("370724"):
        first = queries.entries_of_county(queries.Filter(), limit=3)
        second = queries.entries_of_county(queries.Filter(), limit=3, before=first.older)
        last = queries.entries_of_county(queries.Filter(), limit=3, before=second.older)
        back = queries.entries_of_county(queries.Filter(), limit=3, after=second.newer)
    assert [[line.position for line in p.lines] for p in (first, second, last, back)] == [
        [7, 6, 5], [4, 3, 2], [1], [7, 6, 5],
    ]  # fmt: skip
    assert (first.newer, last.older, back.newer) == (None, None, None)
