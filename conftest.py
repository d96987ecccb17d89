"""What all tests share: quick passwords, files in a temporary folder, a county, people in it, and the frozen check."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from datetime import datetime

# Sessions and messages are no state of the product; axes' counters are meant to move when somebody is refused.
NOT_STATE = {
    "django_session",
    "axes_accessattempt",
    "axes_accessfailurelog",
    "axes_accesslog",
    "axes_accessattemptexpiration",
}


@pytest.fixture(scope="session", autouse=True)
def _test_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    from django.test import override_settings

    folder = tmp_path_factory.mktemp("leitai")
    (folder / "static").mkdir()  # whitenoise looks for it
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],  # the real one takes 50 ms by intention
        MEDIA_ROOT=folder / "files",
        LEITAI_HISTORY=folder / "history",
        STATIC_ROOT=folder / "static",
        STORAGES={"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}, "staticfiles": plain},
        ALLOWED_HOSTS=["testserver", "127.0.0.1", "localhost"],
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def _wall_between_counties() -> Iterator[None]:
    """Every request of every test fails at a statement that would answer for all counties."""
    from django.test import Client

    from leitai.store.tests import wall

    asked = Client.request

    def request(client: Client, **words: Any) -> Any:
        with wall.watched():
            return asked(client, **words)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "request", request)
        yield


@pytest.fixture(autouse=True)
def _no_heads_of_other_tests() -> Iterator[None]:
    """A test's log is rolled back, its head outside of the database is not: it goes when the test ends."""
    from pathlib import Path

    from django.conf import settings

    yield
    for head in Path(settings.LEITAI_HISTORY).glob("*.head"):
        head.unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def _source_language() -> Iterator[None]:
    """No test inherits the language that a request of another test switched to."""
    from django.utils import translation

    with translation.override("zh-hans"):
        yield


@pytest.fixture
def make() -> Any:
    """The factories: `make.person("reporter")`, `make.client_for("office")`."""
    from leitai.accounts.tests import make

    return make


@pytest.fixture
def at() -> "datetime":
    """The moment at which the tests' actions happen: Monday 8 April 2024, 9:30 in the county."""
    from leitai.accounts.tests import make

    return make.AT


@pytest.fixture
def county(db: None) -> Iterator[Any]:
    """Linqu, in force for the whole test."""
    from leitai.accounts.tests import make

    with make.inside():
        yield make.county()


@pytest.fixture
def other_county(db: None) -> Any:
    """A second county, for tests of the wall between them."""
    from leitai.accounts.tests import make

    return make.county(make.QINGZHOU)


@pytest.fixture
def client_for(db: None) -> Callable[..., Any]:
    """`client_for("reporter")`: a client in which somebody of the role has signed in."""
    from leitai.accounts.tests import make

    return make.client_for


@pytest.fixture
def frozen(db: None) -> Callable[[], AbstractContextManager[None]]:
    """`with frozen(): …` fails if the block changed a row count, the history, a stored file or the outbox."""

    @contextmanager
    def block() -> Iterator[None]:
        before = _state()
        yield
        assert _state() == before

    return block


def _state() -> dict[str, Any]:
    from pathlib import Path

    from django.apps import apps
    from django.conf import settings
    from django.core import mail
    from django.db import connection

    there = set(connection.introspection.table_names()) - NOT_STATE
    tables = [m for m in apps.get_models() if m._meta.db_table in there]
    counts = {m._meta.db_table: m._base_manager.count() for m in tables}
    folder = Path(settings.MEDIA_ROOT)
    files = sorted(str(p) for p in folder.rglob("*")) if folder.exists() else []
    return {"rows": counts, "files": files, "outbox": len(getattr(mail, "outbox", []))}
