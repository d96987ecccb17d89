"""The served installation and the people at their browsers: one server with its worker for all journeys."""

import datetime
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="the journeys need playwright")
from playwright.sync_api import Browser, sync_playwright

from . import person

# The moment at which the journeys begin, for every process that is served: a Tuesday between two deadlines.
DAY = datetime.datetime(2026, 11, 24, 2, 0, tzinfo=datetime.UTC)
BEGAN = time.monotonic()
ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All that stands in this folder drives a browser."""
    for item in items:
        if Path(__file__).parent in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)


class Served:
    """An installation with a data folder of its own, served on a free port, as `leitai serve` does it."""

    def __init__(self, data: Path) -> None:
        self.data = data
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def run(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """A `leitai` command on this installation's data."""
        command = [sys.executable, "-m", "leitai", *words]
        return subprocess.run(command, cwd=self.data, env=self._env(), capture_output=True, text=True, check=check)

    def start(self) -> None:
        command = [sys.executable, "-m", "leitai", "serve", "--port", str(self.port)]
        with (self.data / "served.txt").open("ab") as said:
            self.process = subprocess.Popen(
                command, cwd=self.data, env=self._env(), stdout=said, stderr=said, start_new_session=True
            )
        self._wait()

    def stop(self, how: int = signal.SIGTERM) -> None:
        """Ends the server and its worker; with SIGKILL both at once, as a power cut would."""
        if self.process is None:
            return
        if how == signal.SIGKILL:
            os.killpg(self.process.pid, how)
        else:
            self.process.send_signal(how)
        try:
            self.process.wait(timeout=25)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process = None

    def said(self) -> str:
        """What the server wrote: nothing, unless something failed."""
        return (self.data / "served.txt").read_text(errors="replace")

    def _wait(self) -> None:
        for _ in range(150):
            try:
                with urllib.request.urlopen(f"{self.address}/sign-in/", timeout=5):  # noqa: S310 - our own server
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                if self.process is None or self.process.poll() is not None:
                    break
                time.sleep(0.1)
        raise RuntimeError(f"the server did not come up: {self.said()}")

    def _env(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("LEITAI_", "DJANGO_"))}
        shift = (DAY - datetime.datetime.now(datetime.UTC)).total_seconds() + (time.monotonic() - BEGAN)
        path = os.pathsep.join([str(ROOT / "src"), str(Path(__file__).parent / "clock")])
        return kept | {"LEITAI_DATA": str(self.data), "PYTHONPATH": path, "JOURNEYS_SHIFT_SECONDS": str(shift)}


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demonstration in it, from which each installation that needs one is copied."""
    data = tmp_path_factory.mktemp("loaded")
    Served(data).run("up", "--only-prepare")
    return data


@pytest.fixture(scope="session")
def served(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demonstration county, served for all journeys. Whatever the server had to complain of fails the last one."""
    data = tmp_path_factory.mktemp("served") / "data"
    shutil.copytree(loaded, data)
    made = Served(data)
    made.start()
    yield made
    made.stop()
    assert "Traceback" not in made.said(), made.said()[-4000:]


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """`installation(copy_of=loaded)`: one more installation, for what would disturb others; without words an empty one."""
    made: list[Served] = []

    def build(copy_of: Path | None = None) -> Served:
        data = tmp_path / f"data{len(made)}"
        if copy_of:
            shutil.copytree(copy_of, data)
        else:
            data.mkdir()
        made.append(Served(data))
        return made[-1]

    yield build
    for one in made:
        one.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("no Chromium was found: name it in CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*QUIET, "--lang=zh-CN"])
        yield browser
        browser.close()


@pytest.fixture
def come(chromium: Browser, served: Served) -> Iterator[Callable[..., person.Person]]:
    """`come("reporter", "zh", 390)`: somebody at a browser of their own, signed in by the demonstration's one click."""
    there: list[person.Person] = []

    def comes(role: str = "", language: str = "zh", width: int = 1440, *, at: Any = None, **more: Any) -> person.Person:
        one = person.Person(chromium, (at or served).address, language, width, **more)
        there.append(one)
        if role:
            one.enter(role)
        return one

    yield comes
    for one in there:
        one.leave()
