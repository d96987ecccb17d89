"""Two at once: the same report verified, the same number taken, the same key sent. Real transactions, real threads."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections

from leitai.accounts.tests import make as accounts
from leitai.audit.models import Entry
from leitai.kernel.refusal import Refusal
from leitai.register import actions, terms
from leitai.register.models import Project, Report
from leitai.register.tests import make
from leitai.store import county

pytestmark = [
    pytest.mark.django_db(transaction=True),
    # The tests' SQLite lies in memory, where two connections do not wait for each other as they do on a file.
    pytest.mark.skipif(connection.vendor == "sqlite", reason="needs a database that two threads can write to"),
]


def together(*jobs: Callable[[], Any]) -> list[Any]:
    """Starts all jobs at the same moment, each in a thread of its own; their results or refusals."""
    gate, results = threading.Barrier(len(jobs)), [None] * len(jobs)

    def run(place: int, job: Callable[[], Any]) -> None:
        gate.wait()
        try:
            with county.within(accounts.LINQU):
                results[place] = job()
        except Refusal as refusal:
            results[place] = refusal
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place, job)) for place, job in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_one_of_two_verifies_and_the_other_is_told(at: Any) -> None:
    with accounts.inside():
        project, people = make.project(), [accounts.actor("office"), accounts.actor("office")]
        make.report(project)

    def verify(by: Any) -> Any:
        return actions.verify_report(no=project.no, month="2024-03", version=1, by=by, at=at)

    results = together(*(lambda by=by: verify(by) for by in people))
    assert sorted(type(result).__name__ for result in results) == ["Report", "Stale"]
    with accounts.inside():
        assert Entry.objects.filter(kind="report.verified").count() == 1


def test_five_projects_entered_at_once_have_five_numbers(at: Any) -> None:
    with accounts.inside():
        accounts.office()
        people = [accounts.actor("office") for _ in range(5)]

    def create(by: Any, name: str) -> Any:
        return actions.create_project(office="dongcheng", facts=terms.ProjectFacts(name=name), by=by, at=at).no

    numbers = together(*(lambda by=by, n=n: create(by, f"项目{n}") for n, by in enumerate(people)))
    assert sorted(numbers) == [f"P24-{n:04d}" for n in range(1, 6)]


def test_a_double_click_in_two_threads_is_one_project(at: Any) -> None:
    with accounts.inside():
        accounts.office()
        by = accounts.actor("office")

    def create() -> Any:
        return actions.create_project(office="dongcheng", facts=terms.ProjectFacts(name="甲"), by=by, at=at, key="k").pk

    one, two = together(create, create)
    assert one == two
    with accounts.inside():
        assert Project.objects.count() == 1


def test_a_month_handed_in_twice_at_once_is_one_report(at: Any) -> None:
    with accounts.inside():
        project = make.project()
        people = [accounts.actor("reporter"), accounts.actor("reporter")]

    def submit(by: Any, wan: int) -> Any:
        return actions.submit_reports(lines=[make.line(project, wan=wan)], by=by, at=at)

    results = together(*(lambda by=by, wan=wan: submit(by, wan) for by, wan in zip(people, (10, 20), strict=True)))
    assert sum(isinstance(result, Refusal) for result in results) == 1
    with accounts.inside():
        assert Report.objects.count() == 1
