"""Serving: the pages (granian, WSGI) and, beside them, one process that runs the waiting work and the timetable."""

import argparse
import importlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

TRIES = 5
# seconds between runs -> what runs; each is short, and safe to run twice
TIMETABLE: Sequence[tuple[float, str]] = (
    (0.2, "leitai.audit.jobs:sequence"),
    (3600.0, "leitai.audit.jobs:sign_daily"),
    (30.0, "leitai.store.jobs:checkpoint"),
    (3600.0, "leitai.store.jobs:learn"),
    (3600.0, "leitai.register.jobs:escalate"),
    (3600.0, "leitai.documents.jobs:sweep"),
)


def serve(argv: list[str]) -> int:
    """`leitai serve [--host H] [--port P] [--workers N]`: until it is stopped."""
    words = words_of(argv)
    if words is None:
        return 2
    if not is_free(words.host, words.port):
        sys.stderr.write(taken(words.host, words.port))
        return 1
    from granian import Granian
    from granian.constants import Interfaces

    work = subprocess.Popen([sys.executable, "-m", "leitai", "work", "--with-parent", str(os.getpid())])  # noqa: S603 - our own program, no input
    sys.stdout.write(f"Leitai: http://{words.host}:{words.port}/\n")
    sys.stdout.flush()
    try:
        Granian(
            "leitai.config.wsgi:application",
            address=words.host,
            port=words.port,
            interface=Interfaces.WSGI,
            workers=words.workers,
            blocking_threads=4,
            backpressure=64,
            backlog=2048,
            log_enabled=bool(os.environ.get("LEITAI_LOG")),
            workers_kill_timeout=20,
            respawn_failed_workers=True,
        ).serve()
    finally:
        work.terminate()
        work.wait(timeout=20)
    return 0


def taken(host: str, port: int) -> str:
    """What to do about a taken port."""
    return (
        f"leitai: port {port} on {host} is taken. Stop what uses it, or choose another: ./leitai up --port {port + 1}\n"
    )


def words_of(argv: list[str]) -> argparse.Namespace | None:
    """Host, port and number of workers from the words of a command; None, with a line on standard error, where they are off."""
    parser = argparse.ArgumentParser(prog="leitai serve", exit_on_error=False)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=_whole(1, 65_535), default=8000)
    parser.add_argument("--workers", type=_whole(1, 64), default=1)
    try:
        words, extra = parser.parse_known_args(argv)
    except argparse.ArgumentError as error:
        sys.stderr.write(f"leitai serve: {error}\n")
        return None
    if extra:
        sys.stderr.write(f"leitai serve: there is no {extra[0]}; it takes --host, --port, --workers\n")
        return None
    return words


def _whole(least: int, most: int) -> Callable[[str], int]:
    """A whole number of a command between two bounds, for argparse."""

    def number(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"a whole number from {least} to {most}, not {text[:40]!r}")
        return int(text)

    return number


def is_free(host: str, port: int) -> bool:
    """Whether nobody listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


@dataclass
class Timetable:
    """Runs each entry when its time has come. The clock is an argument; a failing entry is logged and tried again."""

    entries: Sequence[tuple[float, str]] = TIMETABLE
    last: dict[str, float] = field(default_factory=dict)

    def run_due(self, now: float, find: Callable[[str], Callable[[], object]] | None = None) -> list[str]:
        """Runs what is due at `now` (seconds of any steady clock); returns the names of what ran."""
        ran = []
        for seconds, name in self.entries:
            if now - self.last.get(name, float("-inf")) >= seconds:
                self.last[name] = now
                (find or _function)(name)()
                ran.append(name)
        return ran


def _function(name: str) -> Callable[[], object]:
    module, _, function = name.partition(":")
    return getattr(importlib.import_module(module), function)  # type: ignore[no-any-return]  # a table of our own functions


def work(argv: list[str]) -> int:
    """`leitai work`: run the jobs that wait and the timetable, until stopped (or until the serving process is gone)."""
    import logging

    from django.db import OperationalError, close_old_connections

    from leitai.config import waiting

    if argv and not (len(argv) == 2 and argv[0] == "--with-parent" and argv[1].isdigit()):
        sys.stderr.write("leitai work: it takes no words\n")
        return 2
    parent = int(argv[1]) if argv else None
    stopping: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda got, _frame: stopping.append(got))
    timetable, log = Timetable(), logging.getLogger("leitai.work")
    while not stopping and (parent is None or os.getppid() == parent):
        close_old_connections()
        try:
            waiting.requeue_abandoned(tries=TRIES)
            ran = waiting.run_one()
            timetable.run_due(time.monotonic())
        except OperationalError:
            # The database is away or locked for long: nothing is lost, the next round tries again.
            log.warning("the database did not answer; trying again", exc_info=True)
            time.sleep(1)
            continue
        except Exception:
            log.exception("an entry of the timetable failed; it will be tried again at its next time")
            ran = False
        if not ran:
            time.sleep(0.2)
    return 0
