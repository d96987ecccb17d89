"""Chores of the house on the command line: translations, the state of an installation, Django's own commands."""

import sqlite3
import sys

from leitai.config import translations


def messages(argv: list[str]) -> int:
    """`leitai messages [--collect | --check]`: compile the translations; collect sentences first; or say what is missing."""
    if argv not in ([], ["--collect"], ["--check"]):
        print("leitai messages: use it alone, with --collect or with --check", file=sys.stderr)  # noqa: T201 - a command
        return 2
    if argv == ["--check"]:
        found = translations.faults()
        sys.stdout.writelines(f"{line}\n" for line in found)
        return 1 if found else 0
    if argv == ["--collect"]:
        sys.stdout.writelines(f"changed: {name}\n" for name in translations.collect())
    translations.compile_all()
    return 0


def django(argv: list[str]) -> int:
    """`leitai django COMMAND …`: a command of Django's own, for developers."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["leitai django", *argv])
    return 0


# The WAL-reset race (two connections that write and checkpoint) is mended from these on.
MENDED = ((3, 44, 6), (3, 50, 7), (3, 51, 3))


def sqlite_is_mended(version: tuple[int, ...]) -> bool:
    """Whether a version of SQLite holds the repair of the WAL-reset race."""
    return version >= MENDED[-1] or any(version[:2] == fixed[:2] and version >= fixed for fixed in MENDED)


def check(argv: list[str]) -> int:
    """`leitai check`: what an operator should know of this installation; exit 1 where something is wrong."""
    from django.core.management import call_command
    from django.core.management.base import SystemCheckError
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    if argv:
        print("leitai check: it takes no words", file=sys.stderr)  # noqa: T201 - a command
        return 2
    wrong = []
    try:
        call_command("check", verbosity=0)
    except SystemCheckError as error:
        wrong.append(str(error))
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        wrong.append("the database lacks migrations: ./leitai up makes them")
    out = sys.stdout.write
    out(f"database: {connection.vendor}\n")
    if connection.vendor == "sqlite":
        mended = sqlite_is_mended(sqlite3.sqlite_version_info)
        state = "the WAL-reset race is mended" if mended else "has the WAL-reset race: upgrade to 3.51.3 when you can"
        out(f"SQLite {sqlite3.sqlite_version}: {state}\n")
    sys.stdout.writelines(f"wrong: {line}\n" for line in wrong)
    return 1 if wrong else 0
