"""The command line: `leitai WORD …` finds its command in a table and starts Django only for those that need it."""

import importlib
import os
import sys

# word -> (module:function, whether it needs Django, what it does). A function takes the words after its own.
COMMANDS: dict[str, tuple[str, bool, str]] = {
    "audit": ("leitai.audit.commands:audit", True, "verify | checkpoint: check the history, say where it stands"),
    "calendar": ("leitai.kernel.commands:calendar", False, "add DATE N | between DATE DATE: working days"),
    "catalogue": ("leitai.catalogue.commands:catalogue", False, "check DIR: whether a catalogue may be published"),
    "contest": ("leitai.arena.commands:contest", False, "rank FILE | verify RESULT.json: recompute a contest"),
    "roadmap": ("leitai.permits.commands:roadmap", False, "FACTS.yaml: which procedures apply, when they can end"),
    "workbook": (
        "leitai.workbooks.commands:workbook",
        False,
        "FILE [--json] [--import]: read a monthly report as a careful person would",
    ),
    "up": ("leitai.config.starting:up", False, "set up what is missing, load the demonstration, serve"),
    "setup": (
        "leitai.accounts.commands:setup",
        True,
        "the first administrator of a real installation, by one-time code",
    ),
    "demonstration": ("leitai.demonstration.commands:demonstration", True, "load the demonstration county"),
    "messages": ("leitai.config.chores:messages", False, "collect and compile the translations"),
    "check": ("leitai.config.chores:check", True, "whether this installation is sound"),
    "serve": ("leitai.config.serving:serve", False, "serve the pages and run the waiting work"),
    "work": ("leitai.config.serving:work", True, "run the waiting work only"),
    "django": ("leitai.config.chores:django", False, "any command of Django's own"),
}


def usage() -> str:
    """One line for each command."""
    lines = [f"  leitai {word:14} {what}" for word, (_, _, what) in COMMANDS.items()]
    return "\n".join(["leitai: the commands", *lines])


def main(argv: list[str] | None = None) -> int:
    """Runs one command; returns its exit code. Bad usage exits 2 with one line that says what to do."""
    words = sys.argv[1:] if argv is None else argv
    if not words or words[0] in {"help", "-h", "--help"}:
        sys.stdout.write(usage() + "\n")
        return 0
    if words[0] not in COMMANDS:
        sys.stderr.write(f"leitai: there is no command '{words[0]}'; 'leitai help' lists them\n")
        return 2
    where, needs_django, _ = COMMANDS[words[0]]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leitai.config.settings")
    if needs_django:
        return _with_django(where, words[1:])
    return _run(where, words[1:])


def _run(where: str, words: list[str]) -> int:
    module, _, function = where.partition(":")
    return int(getattr(importlib.import_module(module), function)(words))


def _with_django(where: str, words: list[str]) -> int:
    import django
    from django.db import DatabaseError

    django.setup()
    try:
        return _run(where, words)
    except DatabaseError as error:  # no tables yet, away, locked, full
        said = str(error).strip().partition("\n")[0]
        sys.stderr.write(f"leitai: the database does not do it ({said}); ./leitai up makes what is missing\n")
        return 1


if __name__ == "__main__":
    raise SystemExit(main())
