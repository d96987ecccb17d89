"""The database is full, read-only or locked: a page says so, nothing is half done, and looking things up goes on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from leitai.accounts import middleware
from leitai.accounts.tests import make
from leitai.register.models import Project
from leitai.register.tests import make as register

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own faults"),
]


def pragma(text: str) -> object:
    with connection.cursor() as cursor:
        return cursor.execute(f"PRAGMA {text}").fetchone()


@contextmanager
def full() -> Iterator[None]:
    """No page can be added, and none is free to be used again."""
    most = pragma("max_page_count")[0]
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
    pragma(f"max_page_count={pragma('page_count')[0]}")
    try:
        yield
    finally:
        pragma(f"max_page_count={most}")


@contextmanager
def read_only() -> Iterator[None]:
    pragma("query_only=1")
    try:
        yield
    finally:
        pragma("query_only=0")


@contextmanager
def locked() -> Iterator[None]:
    """Somebody else writes for longer than anybody waits."""
    pragma("busy_timeout=50")
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()
        pragma("busy_timeout=20000")


def long_form(client, key):
    return {
        "idempotency_key": key, "name": "新项目", "office": "dongcheng", "kind": "new", "total_yuan": "5200",
        "contents": "年产一万吨" * 300,
    }  # fmt: skip


@pytest.mark.parametrize("trouble", [full, read_only, locked])
def test_a_step_is_refused_in_words_and_can_be_sent_again(trouble):
    with make.inside():
        make.office("dongcheng")
        client = make.client_for("office")
        client.raise_request_exception = False
        with trouble():
            answers = [client.post("/projects/new/", long_form(client, f"key-{n}")) for n in range(8)]
        refused = next(n for n, answer in enumerate(answers) if answer.status_code == 503)
        answer = answers[refused]
        assert (answer["Retry-After"], answer["Cache-Control"]) == ("10", "no-store")
        assert "没有保存" in answer.content.decode()
        assert {a.status_code for a in answers} <= {302, 422, 503}
        assert not Project.objects.exists() or trouble is full
        before = Project.objects.count()
        again = client.post("/projects/new/", long_form(client, f"key-{refused}") | {"name": "又一个新项目"})
        assert again.status_code in {302, 422}
        assert Project.objects.count() == before + 1


@pytest.mark.parametrize("trouble", [full, read_only, locked])
@pytest.mark.parametrize("address", ["/desk/", "/projects/", "/county/", "/projects.xlsx"])
def test_looking_things_up_goes_on(trouble, address):
    with make.inside():
        register.project("泰来")
        client = make.client_for("office")
        session = client.session
        session[middleware.SEEN] -= 2 * middleware.SEEN_EVERY_SECONDS  # due to be written again
        session.save()
        client.raise_request_exception = False
        with trouble():
            assert client.get(address).status_code == 200
