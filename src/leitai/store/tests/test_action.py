"""The one way to act: county, transaction, history, once per key."""

import threading

import pytest
from django.db import connection, connections

from leitai.accounts.models import Office
from leitai.audit import actions as audit
from leitai.audit.models import Entry
from leitai.kernel.refusal import Refusal
from leitai.store import action as act
from leitai.store import county as counties
from leitai.store.models import Done


@act.action
def open_office(*, code, by, at, key=None):
    office = Office.objects.create(code=code, kind="town", name_zh=code, short_zh=code, name_en=code)
    audit.append("office.created", about=f"office:{code}", by=by, at=at, after={"code": code})
    return office


@act.action
def open_quietly(*, code, by, at):
    Office.objects.create(code=code, kind="town", name_zh=code, short_zh=code, name_en=code)


@act.action
def open_and_fail(*, code, by, at):
    open_office(code=code, by=by, at=at)
    raise Refusal("test", "no")


def test_an_action_runs_in_the_county_of_its_actor(make, at, other_county):
    actor = make.actor("administrator", within=other_county.code)
    office = open_office(code="new", by=actor, at=at)
    assert office.county == other_county.code


def test_an_action_that_writes_no_history_is_undone(county, make, at, frozen):
    actor = make.actor("administrator")
    with frozen(), pytest.raises(act.NoHistory):
        open_quietly(code="quiet", by=actor, at=at)


def test_a_refusal_inside_undoes_rows_and_history(county, make, at, frozen):
    actor = make.actor("administrator")
    with frozen(), pytest.raises(Refusal):
        open_and_fail(code="half", by=actor, at=at)


def test_the_same_key_does_the_thing_once_and_gives_the_same_answer(county, make, at):
    actor = make.actor("administrator")
    first = open_office(code="once", by=actor, at=at, key="k1")
    entries = Entry.objects.count()
    again = open_office(code="once", by=actor, at=at, key="k1")
    assert again == first
    assert Entry.objects.count() == entries


def test_the_same_key_with_other_content_is_refused(county, make, at, frozen):
    actor = make.actor("administrator")
    open_office(code="one", by=actor, at=at, key="k1")
    with frozen(), pytest.raises(Refusal) as refused:
        open_office(code="two", by=actor, at=at, key="k1")
    assert refused.value.code == "key.reused"


@pytest.mark.parametrize("key", ["", "a\0b", "k" * 65, "键", "a b"])
def test_a_key_that_no_page_makes_is_refused(county, make, at, frozen, key):
    actor = make.actor("administrator")
    with frozen(), pytest.raises(Refusal) as refused:
        open_office(code="twice", by=actor, at=at, key=key)
    assert refused.value.status == 422


def test_a_key_belongs_to_its_actor(county, make, at):
    open_office(code="one", by=make.actor("administrator"), at=at, key="k1")
    assert open_office(code="two", by=make.actor("administrator"), at=at, key="k1").code == "two"


@pytest.mark.django_db(transaction=True)
def test_two_at_once_with_one_key_do_it_once(make, at):
    actor = make.actor("administrator")
    answers, errors = [], []
    barrier = threading.Barrier(2)

    def click():
        barrier.wait()
        try:
            answers.append(open_office(code="twice", by=actor, at=at, key="click").pk)
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(set(answers)) == 1
    with counties.within(actor.county):
        assert Office.objects.filter(code="twice").count() == 1
        assert Done.objects.count() == 1


def test_without_a_county_in_force_a_query_fails(db):
    with pytest.raises(counties.NoCounty):
        Office.objects.count()


def test_a_query_sees_the_county_in_force_alone(make, other_county):
    make.office("dongcheng")
    make.office("dongcheng", within=other_county.code)
    with counties.within(other_county.code):
        assert [o.county for o in Office.objects.all()] == [other_county.code]


def test_tables_are_wal_with_full_synchronisation(db):
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's own settings")
    with connection.cursor() as cursor:
        values = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("synchronous", "foreign_keys", "wal_autocheckpoint")
        ]
    assert values == [2, 1, 0]
