"""`leitai roadmap`: a project's roadmap from its facts."""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import NoReturn

from leitai.catalogue import terms as catalogue_terms
from leitai.catalogue.rules import checks, reading
from leitai.kernel import refusal, workdays
from leitai.permits.rules import factsfile, listing, prepared, wording

_SHANGHAI = timezone(timedelta(hours=8))  # no summer time since 1991; needs no zone files


class _Parser(argparse.ArgumentParser):
    """Bad usage is one line, like every other refusal."""

    def error(self, message: str) -> NoReturn:
        raise refusal.Refusal("usage", "%(why)s; 'leitai roadmap --help' shows the usage", why=message)


def roadmap(argv: list[str]) -> int:
    """Prints a roadmap; 0 = done, 2 = refused with one line on standard error and nothing on standard output."""
    try:
        options = _options(argv)
        ready = prepared.Prepared(_catalogue(options.catalogue), workdays.Calendar.published())
        request = factsfile.request_of(
            _content(options.facts), ready, today=_today(), start=options.start, works_days=options.works_days
        )
        answer = wording.Wording(ready).roadmap(request, with_why_not=options.why_not)
    except refusal.Refusal as error:
        _say(f"leitai roadmap: {error}")
        return 2
    for fact, code in factsfile.unlisted_codes(request, ready, reading.industry_codes()):
        _say(f"warning: {fact} {code} is not in the list of industries (GB/T 4754-2017)")
    for warned in answer["warnings"]:
        _say(f"warning: {warned['en']} / {warned['zh']} ({warned['id']})")
    text = (
        [json.dumps(answer, ensure_ascii=False)]
        if options.json
        else listing.lines_of(answer, ready.catalogue, _language())
    )
    _print(text)
    return 0


def _options(argv: list[str]) -> argparse.Namespace:
    parser = _Parser(prog="leitai roadmap", description="Which procedures apply to a project, and when they can end.",
                     allow_abbrev=False)  # fmt: skip
    parser.add_argument("facts", metavar="FACTS.yaml", help="the project's answers; - reads them from standard input")
    parser.add_argument("--start", metavar="DATE", help="when the project would begin; else the file's, else today")
    parser.add_argument("--works-days", metavar="N", help="calendar days of construction, 0 to 3650")
    parser.add_argument("--catalogue", metavar="DIR", help="another catalogue than the one that comes with Leitai")
    parser.add_argument("--why-not", action="store_true", help="also what does not apply, and by which rule")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    return parser.parse_args(argv)


def _catalogue(folder: str | None) -> catalogue_terms.Catalogue:
    """The catalogue asked for; a foreign one must pass the checks of publishing. Raises: Refusal."""
    if folder is None:
        return reading.shipped()
    try:
        catalogue = reading.catalogue_in(Path(folder))
    except reading.Unreadable as error:
        _refuse_catalogue(folder, error.findings)
    findings = checks.findings_of(catalogue, workdays.Calendar.published())
    if not checks.is_publishable(findings):
        _refuse_catalogue(folder, [found for found in findings if found.severity == "refuse"])
    return catalogue


def _refuse_catalogue(folder: str, findings: Sequence[catalogue_terms.Finding]) -> NoReturn:
    more = f" (and {len(findings) - 1} more; 'leitai catalogue check' lists them)" if len(findings) > 1 else ""
    raise refusal.Refusal("catalogue", "the catalogue in %(folder)s cannot be used: %(why)s%(more)s",
                          folder=folder, why=findings[0].text, more=more)  # fmt: skip


def _content(path: str) -> bytes:
    try:
        if path == "-":
            return sys.stdin.buffer.read(factsfile.LIMITS.bytes + 1)
        with Path(path).open("rb") as handle:
            return handle.read(factsfile.LIMITS.bytes + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise refusal.Refusal("facts.missing", "%(path)s cannot be read: %(why)s", path=path, why=why) from None


def _today() -> date:
    return datetime.now(_SHANGHAI).date()


def _language() -> listing.Language:
    words = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "zh" if next((word for word in words if word), "").startswith("zh") else "en"


def _say(text: str) -> None:
    """One line on standard error, whatever a file name holds."""
    sys.stderr.write(" ".join(text.split()) + "\n")


def _print(lines: Iterable[str]) -> None:
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")  # the answer is UTF-8 whatever the terminal's settings say
    try:
        sys.stdout.writelines(f"{line}\n" for line in lines)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader (`| head`) has seen enough; without this the interpreter complains again when it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
