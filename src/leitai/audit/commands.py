"""`leitai audit …`: check the history, say where it stands, hand it out."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from django.utils import timezone
from django.utils.translation import gettext as _

from leitai.audit import actions, notary, queries
from leitai.audit.queries import Finding, Result
from leitai.audit.queries.checking import SAID, Claim
from leitai.audit.queries.export import NotAnExport
from leitai.kernel import checkpoint as notes
from leitai.kernel.actor import machine
from leitai.kernel.refusal import N_, Refusal
from leitai.store import county


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"leitai audit: {message}; 'leitai audit --help' shows the words it takes\n")
        raise SystemExit(2)


def _parser() -> _Parser:
    parser = _Parser(
        prog="leitai audit", description=_("The history: what was done, by whom, so that nobody can rewrite it.")
    )
    words = parser.add_subparsers(dest="word", required=True, parser_class=_Parser)
    verify = words.add_parser("verify", help=_("check every entry; exit 1 names the first that doesn't fit"))
    verify.add_argument(
        "--rows", action="store_true", help=_("also compare the rows of all tables with what was recorded")
    )
    verify.add_argument("--export", metavar="FILE", help=_("check this exported file alone, without a database"))
    verify.add_argument("--head", metavar="FILE", action="append", default=[], help=_("a checkpoint kept elsewhere"))
    verify.add_argument("--key", metavar="KEY", help=_("with --export: the public key that must have signed"))
    checkpoint = words.add_parser("checkpoint", help=_("sign and print where the history stands"))
    export = words.add_parser("export", help=_("write the whole history to a file that anybody can check"))
    export.add_argument("file", metavar="FILE")
    resume = words.add_parser("resume", help=_("go on after an older state was restored knowingly"))
    resume.add_argument("--reason", required=True)
    words.add_parser("key", help=_("print the public key")).add_argument(
        "--replace", action="store_true", help=_("make a new signing key; what the old one signed stays valid")
    )
    for one in words.choices.values():
        one.add_argument("--county", metavar="CODE", help=_("one county; else all"))
        one.add_argument("--json", action="store_true", help=_("one JSON document on standard output"))
    checkpoint.set_defaults()
    return parser


def audit(argv: list[str]) -> int:
    """Runs one word of `leitai audit`; returns the exit code: 0 all fits, 1 something doesn't, 2 bad usage."""
    try:
        asked = _parser().parse_args(argv)
    except SystemExit as end:
        return int(end.code or 0)
    doing: dict[str, Callable[[argparse.Namespace], int]] = {
        "verify": _verify, "checkpoint": _checkpoint, "export": _export, "resume": _resume, "key": _key,
    }  # fmt: skip
    try:
        return doing[asked.word](asked)
    except Refusal as refusal:
        return _stop(_(refusal.text) % refusal.data)
    except (OSError, UnicodeDecodeError) as error:
        return _stop(str(error), code=2)


def _stop(text: str, *, code: int = 1) -> int:
    sys.stderr.write(f"leitai audit: {text}\n")
    return code


def _verify(asked: argparse.Namespace) -> int:
    outside = [Path(name).read_text("utf-8") for name in asked.head]
    if asked.export:
        if asked.rows:
            return _stop(_("--rows needs the database; leave --export away"), code=2)
        return _verify_export(asked, outside)
    if asked.key:
        return _stop(_("--key goes with --export"), code=2)
    actions.sequence_entries(wait=True)
    results = queries.verify(code=asked.county, rows=asked.rows, outside=outside)
    if asked.county and not results:
        return _stop(_("there is no history of county %s") % asked.county, code=2)
    if all(result.is_sound for result in results):
        actions.refresh_heads()
    return _say(results, asked)


def _verify_export(asked: argparse.Namespace, outside: Sequence[str]) -> int:
    key = asked.key.strip() if asked.key else None
    try:
        claims, unsigned = _outside_claims(outside, key, asked.export)
        with Path(asked.export).open("rb") as file:
            result = queries.verify_export(file, claims, key=key)
    except NotAnExport:
        return _stop(_("%s is not an exported history") % asked.export, code=2)
    result.findings += unsigned
    return _say([result], asked)


def _outside_claims(outside: Sequence[str], key: str | None, name: str) -> tuple[list[Claim], list[Finding]]:
    """Checkpoints given beside an export: signed by the given key, else by the one that the file names."""
    claims, findings = [], []
    with Path(name).open("rb") as file:
        head = queries.export_head(file)
    for text in outside:
        try:
            note = notes.open_checkpoint(text, notes.Verifier.parse(key or head["key"]))
        except notes.NoteError:
            findings.append(Finding("head_unsigned", None))
            continue
        if note.origin != head["origin"]:
            findings.append(Finding("head_other", None, {"origin": note.origin}))
        else:
            claims.append(Claim(note.size, note.root, "outside"))
    return claims, findings


def _say(results: Sequence[Result], asked: argparse.Namespace) -> int:
    sound = all(result.is_sound for result in results)
    if asked.json:
        print(json.dumps({"sound": sound, "logs": [_as_json(r) for r in results]}, ensure_ascii=False))
    else:
        for result in results:
            print("\n".join(_in_words(result)))
        if not results:
            print(_("There is no history yet."))
    return 0 if sound else 1


def _as_json(result: Result) -> dict[str, Any]:
    return {
        "county": result.county, "origin": result.origin, "hash": result.hash_name, "size": result.size,
        "root": result.root.hex(), "sound": result.is_sound, "first": result.first, "counts": result.counts,
        "seconds": round(result.seconds, 3),
        "findings": [{"what": f.what, "position": f.position, "text": f.text, **f.data} for f in result.findings],
    }  # fmt: skip


def _in_words(result: Result) -> list[str]:
    head = _("%(county)s: %(size)s entries, %(hash)s, %(seconds).1f s") % {
        "county": result.county, "size": f"{result.size:,}", "hash": result.hash_name, "seconds": result.seconds,
    }  # fmt: skip
    lines = [head, *("  " + _(SAID[f.what]) % {"position": f.position, **f.data} for f in result.findings)]
    if result.is_sound:
        lines.append("  " + _("Everything fits. Root %(root)s") % {"root": result.root.hex()})
        counted = ", ".join(f"{name} {count:,}" for name, count in sorted(result.counts.items()))
        lines.append(f"  {counted}")
    elif result.first is not None:
        lines.append("  " + _("First entry that doesn't fit: %(position)s") % {"position": result.first})
    return lines


def _checkpoint(asked: argparse.Namespace) -> int:
    actions.sequence_entries(wait=True)
    made = [actions.sign_checkpoint(code=code, at=timezone.now()) for code in _counties(asked)]
    if asked.json:
        print(
            json.dumps(
                [{"number": c.number, "size": c.size, "root": bytes(c.root).hex(), "text": c.text} for c in made]
            )
        )
    else:
        print("\n".join(c.text for c in made), end="")
    return 0


def _counties(asked: argparse.Namespace) -> list[str]:
    codes = [log.county for log in queries.logs(asked.county)]
    if not codes:
        raise Refusal("history.empty", N_("There is no history in this county yet."))
    return codes


def _one_county(asked: argparse.Namespace) -> str:
    codes = _counties(asked)
    if len(codes) > 1:
        raise Refusal("history.which", N_("Say which county: --county %(codes)s"), codes=" | ".join(codes))
    return codes[0]


def _export(asked: argparse.Namespace) -> int:
    name = Path(asked.file)
    if not name.name or os.path.lexists(name):  # an older export is evidence, and a device no file to be replaced
        return _stop(_("%s is there already, or is no name for a file; choose another one") % asked.file, code=2)
    actions.sequence_entries(wait=True)
    code = _one_county(asked)
    made = actions.sign_checkpoint(code=code, at=timezone.now())
    with county.within(code):
        log = queries.log()
        if log is None:
            raise Refusal("history.empty", N_("There is no history in this county yet."))
        log.size = made.size  # what comes in meanwhile stays for the next export
        part = name.with_name(name.name + ".part")
        with part.open("wb") as file:
            file.writelines(queries.export_lines(log, made.text, notary.public_key()))
        part.replace(name)
    if asked.json:
        print(json.dumps({"file": str(name), "size": made.size, "root": bytes(made.root).hex()}))
    else:
        print(_("%(size)s entries written to %(file)s") % {"size": f"{made.size:,}", "file": name})
    return 0


def _resume(asked: argparse.Namespace) -> int:
    entry = actions.begin_epoch(reason=asked.reason, by=machine(_one_county(asked)), at=timezone.now())
    print(
        json.dumps({"position": entry.position})
        if asked.json
        else _("The history goes on with entry %s") % entry.position
    )
    return 0


def _key(asked: argparse.Namespace) -> int:
    if asked.replace:
        actions.replace_key(by=machine(_one_county(asked)), at=timezone.now())
    key = notary.public_key()
    print(json.dumps({"key": key}) if asked.json else key)
    return 0
