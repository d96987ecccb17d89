"""A process killed at any write leaves the old state or the new one; sending the same again gives one effect.

A child is killed by SIGKILL at its 1st, 2nd, 3rd … write, around its commit and after it, until it survives.
"""

import io
import os
import signal
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections

from leitai.accounts import actions as accounts
from leitai.accounts.models import Person
from leitai.accounts.tests import make
from leitai.audit import queries as audit
from leitai.audit.models import Entry
from leitai.documents import actions as documents
from leitai.documents import files, terms
from leitai.documents.models import Document
from leitai.register import actions
from leitai.register.models import Project, Report
from leitai.register.tests import make as register

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="forks beside a file"),
]
WRITES = ("INSERT", "UPDATE", "DELETE")
JPEG = b"\xff\xd8\xff\xe0" + b"picture" * 100


@pytest.fixture(autouse=True)
def _inside(settings: Any, tmp_path: Any) -> Iterator[None]:
    settings.MEDIA_ROOT, settings.LEITAI_HISTORY = tmp_path / "files", tmp_path / "history"
    with make.inside():
        make.county()
        yield


def dies(act: Callable[[], object], place: int) -> bool:
    """Runs `act` in a child that is killed at its place-th write or commit, or after it; False when the child came through."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            _with_bomb(act, place)
        finally:
            os._exit(1)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0, "the child failed instead of being killed"
    return os.WIFSIGNALED(status)


def _with_bomb(act: Callable[[], object], place: int) -> None:
    seen = 0

    def step() -> None:
        nonlocal seen
        seen += 1
        if seen == place:
            os.kill(os.getpid(), signal.SIGKILL)

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(WRITES):
            step()
        return execute(sql, params, many, context)

    commit = connection._commit

    def committing() -> None:
        step()
        commit()
        step()

    connection._commit = committing
    with connection.execute_wrapper(look):
        act()
    step()  # done, and not yet answered
    os._exit(0)


def project_with_report(number: int, state: str = "submitted") -> str:
    project = register.project(f"项目{number}")
    if state:
        register.report(project, "2024-03", state=state)
    return str(project.no)


def submitting(number: int, by: Any) -> tuple[Callable[[], object], Callable[[], object]]:
    no = project_with_report(number, "")
    line = register.line(Project.objects.get(no=no), problem="缺电")
    return (
        lambda: actions.submit_report(line=line, by=by["reporter"], at=make.AT, key=f"k{number}"),
        lambda: list(Report.objects.filter(project__no=no).values_list("state", "version", "month_yuan")),
    )


def submitting_many(number: int, by: Any) -> tuple[Callable[[], object], Callable[[], object]]:
    nos = [project_with_report(number * 10 + n, "") for n in range(3)]
    lines = [register.line(Project.objects.get(no=no)) for no in nos]
    return (
        lambda: actions.submit_reports(lines=lines, by=by["reporter"], at=make.AT, key=f"k{number}"),
        lambda: list(Report.objects.filter(project__no__in=nos).values_list("project__no", "state", "version")),
    )


def verifying(number: int, by: Any) -> tuple[Callable[[], object], Callable[[], object]]:
    no = project_with_report(number)
    return (
        lambda: actions.verify_report(
            no=no, month="2024-03", version=None, by=by["office"], at=make.AT, key=f"k{number}"
        ),
        lambda: list(Report.objects.filter(project__no=no).values_list("state", "version")),
    )


def handing_in(number: int, by: Any) -> tuple[Callable[[], object], Callable[[], object]]:
    content = JPEG + str(number).encode()

    def act() -> None:
        with files.received(files.chunks(io.BytesIO(content))) as taken:
            documents.hand_in(
                received=taken, name="a.jpg", accept={terms.Kind.JPEG}, by=by["reporter"], at=make.AT, key=f"k{number}"
            )

    def there() -> object:
        rows = list(Document.objects.values_list("sha256", flat=True))
        assert all(files.path(sha256).exists() for sha256 in rows), "a row without its file"
        return len(rows)

    return act, there


def creating(number: int, by: Any) -> tuple[Callable[[], object], Callable[[], object]]:
    return (
        lambda: accounts.create_person(
            username=f"new-{number}", name="新人", role="reporter", office="dongcheng", by=by["administrator"],
            at=make.AT, key=f"k{number}",
        ),
        lambda: list(Person.objects.filter(username=f"new-{number}").values_list("username", "seats__role")),
    )  # fmt: skip


ACTIONS = [submitting, submitting_many, verifying, handing_in, creating]


@pytest.mark.parametrize("prepare", ACTIONS)
def test_killed_anywhere_it_is_done_whole_or_not_at_all_and_once(prepare: Any) -> None:
    by = {role: make.actor(role) for role in ("reporter", "office", "administrator")}
    for place in range(1, 60):
        act, state = prepare(place, by)
        before, entries = state(), Entry.objects.count()
        killed = dies(act, place)
        after, left = state(), Entry.objects.count()
        done = after != before
        assert done == (left > entries), "rows and history disagree"
        act()  # with the same key
        again = state()
        assert again == after if done else again != before, "done twice, or half"
        if done:
            assert Entry.objects.count() == left
        assert all(result.is_sound for result in audit.verify())
        if not killed:
            break
    assert not killed, "more writes than were tried"
    assert place > 4, "nothing was tried"


def test_what_a_killed_upload_left_is_swept() -> None:
    act, _state = handing_in(1, {"reporter": make.actor("reporter")})
    assert dies(act, 2)
    assert [p for p in files.root().rglob("*") if p.is_file()]
    files.sweep(set(), before=make.AT.now(tz=make.AT.tzinfo) + timedelta(days=1))
    assert [p for p in files.root().rglob("*") if p.is_file()] == []
