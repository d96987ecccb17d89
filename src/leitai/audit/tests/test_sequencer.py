"""On PostgreSQL entries are numbered after their commit: no gaps, whatever runs at the same time or dies half-way."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection, connections

from leitai.audit import actions, jobs, notary, queries
from leitai.audit.models import Checkpoint, Entry, Log, Mention, Text
from leitai.kernel.actor import Actor
from leitai.store import action

BY = Actor(county="370724", code="p1", office="dongcheng", role="reporter")
AT = datetime(2024, 4, 8, 1, 14, tzinfo=UTC)
postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite numbers in the action itself")


@action.action
def report(*, by, at, n):
    actions.append("report.submitted", about=f"report:{n}", by=by, at=at)


@pytest.fixture
def emptied(transactional_db, tmp_path, settings):
    settings.LEITAI_HISTORY = tmp_path / "history"
    actions.writing._trusted.clear()
    yield
    for model in (Text, Mention, Entry, Checkpoint, Log):
        model.everywhere.all().delete()


@postgresql
def test_many_writers_and_two_sequencers_leave_no_gap(emptied):
    errors = []

    def work(do, times):
        try:
            for n in range(times):
                do(n)
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    writers = [threading.Thread(target=work, args=(lambda n: report(by=BY, at=AT, n=n), 40)) for _ in range(4)]
    sequencers = [threading.Thread(target=work, args=(lambda n: actions.sequence_entries(), 60)) for _ in range(2)]
    for thread in (*writers, *sequencers):
        thread.start()
    for thread in (*writers, *sequencers):
        thread.join(60)
    actions.sequence_entries(wait=True)
    (result,) = queries.verify()
    assert (errors, result.is_sound, result.size) == ([], True, 160)


@postgresql
def test_a_sequencer_that_dies_half_way_leaves_nothing_and_the_next_goes_on(emptied, monkeypatch):
    for n in range(10):
        report(by=BY, at=AT, n=n)
    real = actions.writing._hang_up

    def die(log, hash_, entry):
        if log.size == 6:
            raise KeyboardInterrupt
        real(log, hash_, entry)

    monkeypatch.setattr(actions.writing, "_hang_up", die)
    with pytest.raises(KeyboardInterrupt):
        actions.sequence_entries()
    assert Log.everywhere.get().size == 0
    monkeypatch.undo()
    assert actions.sequence_entries() == 10
    (result,) = queries.verify()
    assert result.is_sound


def test_the_timetable_renews_the_head_once_a_second_and_signs_once_a_day(emptied, monkeypatch):
    monkeypatch.setitem(jobs._last, "heads", float("-inf"))
    report(by=BY, at=AT, n=1)
    jobs.sequence()
    log = Log.everywhere.get()
    assert notary.head(log.county, log.uid).size == 1
    report(by=BY, at=AT, n=2)
    jobs.sequence()
    assert notary.head(log.county, log.uid).size == 1
    monkeypatch.setitem(jobs._last, "heads", float("-inf"))
    jobs.sequence()
    assert notary.head(log.county, log.uid).size == 2
    assert [jobs.sign_daily(), jobs.sign_daily()] == [1, 0]


def test_a_head_that_contradicts_the_log_is_not_written_over(emptied):
    for n in range(3):
        report(by=BY, at=AT, n=n)
    actions.sequence_entries()
    log = Log.everywhere.get()
    notary.write_head(log.county, log.uid, notary.sign(log.origin, 2, b"\1" * 32, log.hash_name))
    assert actions.refresh_heads() == 0
    (result,) = queries.verify()
    assert {f.what for f in result.findings} == {"checkpoint"}
