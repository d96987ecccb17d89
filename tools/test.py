"""`./leitai test [STEP …]`: everything tested; the steps are in STEPS. Installs the tools that it needs where it can.

Without a browser or a PostgreSQL it says loudly what it leaves out, and fails where CI is set.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import postgres

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")
QUIET = ["-m", "not browser and not slow"]


class LeftOut(RuntimeError):
    """A step could not run for lack of a tool; the sentence says which."""


def python(*words: str, **env: str) -> None:
    subprocess.run([sys.executable, *words], cwd=ROOT, check=True, env=os.environ | env)


def tests(*words: str, **env: str) -> None:
    python("-m", "pytest", *words, DJANGO_SETTINGS_MODULE="leitai.config.settings", **env)


def lint() -> None:
    python("-m", "ruff", "check", ".")
    python("-m", "ruff", "format", "--check", "--quiet", ".")


def types() -> None:
    python("-m", "mypy")


def contracts() -> None:
    python("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")


def words() -> None:
    python("-m", "leitai", "messages", "--check")


def sqlite() -> None:
    tests(*QUIET, "-n", "2", "--dist", "loadfile")


def postgresql() -> None:
    try:
        with postgres.server() as address:
            print(f"  PostgreSQL: {address}", flush=True)
            tests(*QUIET, "-n", "2", "--dist", "loadfile", LEITAI_DATABASE=address)
    except (ImportError, OSError) as error:
        raise LeftOut(f"no PostgreSQL could be started: {error}") from error


def browser() -> str:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None and os.geteuid() == 0 and postgres.apt_install("chromium"):
        found = shutil.which("chromium")
    if found is None:
        raise LeftOut("no Chromium was found: install it (Debian: apt install chromium) or name it in CHROMIUM")
    return found


def journeys() -> None:
    tests("tests/journeys", "-m", "browser", CHROMIUM=browser())


def slow() -> None:
    tests("-m", "slow and not browser", "-n", "2")


STEPS: dict[str, Callable[[], None]] = {
    "lint": lint,
    "types": types,
    "contracts": contracts,
    "words": words,
    "sqlite": sqlite,
    "postgresql": postgresql,
    "journeys": journeys,
    "slow": slow,
}


def main(argv: list[str]) -> int:
    unknown = [word for word in argv if word not in STEPS]
    if unknown:
        print(f"leitai test: there is no step '{unknown[0]}'; the steps are {' '.join(STEPS)}", file=sys.stderr)
        return 2
    python("-m", "leitai", "messages")
    failed, left_out, took = [], [], []
    for name in argv or STEPS:
        print(f"\n=== {name}", flush=True)
        began = time.monotonic()
        try:
            STEPS[name]()
        except subprocess.CalledProcessError:
            failed.append(name)
        except LeftOut as reason:
            left_out.append(f"{name}: {reason}")
        took.append(f"{name} {time.monotonic() - began:.0f} s")
    print("\n" + ", ".join(took))
    for line in left_out:
        print(f"LEFT OUT: {line}")
    if failed:
        print(f"FAILED: {', '.join(failed)}")
    return 1 if failed or (left_out and os.environ.get("CI")) else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
