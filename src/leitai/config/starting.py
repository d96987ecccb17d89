"""Starting: what `up` does before it serves. Each step is skipped when there is nothing to do, so that `up` again is fast."""

import argparse
import os
import shutil
import sys
from pathlib import Path

from leitai.config import serving, translations

SOURCE = Path(__file__).resolve().parents[1]


def up(argv: list[str]) -> int:
    """`leitai up [--fresh] [--yes] [--empty] [--host H] [--port P]`: set up what is missing, then serve."""
    parser = argparse.ArgumentParser(prog="leitai up", exit_on_error=False, add_help=False)
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--yes", action="store_true")
    parser.add_argument("--empty", action="store_true")
    parser.add_argument("--only-prepare", action="store_true")
    words, rest = parser.parse_known_args(argv)
    asked = serving.words_of(rest)
    if asked is None:
        return 2
    if not words.only_prepare and not serving.is_free(asked.host, asked.port):
        sys.stderr.write(serving.taken(asked.host, asked.port))
        return 1
    if words.fresh and not _start_over(sure=words.yes):
        return 1
    prepare(demonstration=not words.empty)
    return 0 if words.only_prepare else serving.serve(rest)


def prepare(*, demonstration: bool) -> None:
    """Translations, tables, collected styles and, in an installation without a county, the demonstration."""
    if translations.compile_all():
        _say("translations compiled")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leitai.config.settings")
    import django

    django.setup()
    _make_tables()
    _collect_static()
    if demonstration:
        from leitai.demonstration import commands

        commands.load_if_empty(say=_say)


def _make_tables() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        _say("tables: made or brought up to date")
        call_command("migrate", verbosity=0, interactive=False)


def _collect_static() -> None:
    """Collects styles, fonts and scripts again only where one of them changed since the last time."""
    from django.conf import settings
    from django.core.management import call_command

    root = Path(settings.STATIC_ROOT)
    stamp = root / ".collected"
    newest = max((p.stat().st_mtime_ns for p in SOURCE.glob("*/static/**/*") if p.is_file()), default=0)
    newest = max([newest, *(p.stat().st_mtime_ns for p in SOURCE.glob("web/components/**/*.css"))])
    if stamp.exists() and stamp.read_text() == str(newest):
        return
    _say("styles, fonts and scripts: collected")
    shutil.rmtree(root, ignore_errors=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(str(newest))


def _start_over(*, sure: bool) -> bool:
    """Deletes the data of this installation after asking. Only SQLite: a server's database is not ours to drop."""
    from leitai.config import settings

    if os.environ.get("LEITAI_DATABASE"):
        sys.stderr.write("leitai up --fresh: the database is on a server; drop it there, then run ./leitai up\n")
        return False
    here = [p for p in (settings.DATA / name for name in PARTS) if p.exists()]
    if here and not sure:
        sys.stdout.write(
            f"All data in {settings.DATA} will be deleted: projects, reports, files, history. Type 'delete' to go on: "
        )
        sys.stdout.flush()
        if sys.stdin.readline().strip() != "delete":
            sys.stdout.write("Nothing was deleted.\n")
            return False
    for path in here:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return True


# What an installation keeps beside its secret key.
PARTS = ("leitai.sqlite3", "leitai.sqlite3-wal", "leitai.sqlite3-shm", "files", "history", "static", "incoming")


def _say(line: str) -> None:
    sys.stdout.write(f"  {line}\n")
    sys.stdout.flush()
