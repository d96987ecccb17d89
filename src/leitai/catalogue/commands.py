"""`leitai catalogue check DIR`: whether a catalogue may be published."""

import json
import sys
from pathlib import Path

from leitai.catalogue import terms
from leitai.catalogue.rules import checks, reading
from leitai.kernel import workdays

_USAGE = "leitai catalogue: write 'leitai catalogue check DIR [--json]', DIR holding the six files of a catalogue\n"


def catalogue(argv: list[str]) -> int:
    """Prints every finding; 0 = may be published (warnings allowed), 1 = may not, 2 = bad usage."""
    words = [word for word in argv if word != "--json"]
    if len(words) != 2 or words[0] != "check" or words[1].startswith("-"):
        sys.stderr.write(_USAGE)
        return 2
    folder = Path(words[1])
    if not folder.is_dir():
        sys.stderr.write(f"leitai catalogue: {words[1]} is no directory\n")
        return 2
    found, read = _checked(folder)
    publishable = checks.is_publishable(found)
    if "--json" in argv:
        _print(json.dumps(_answer(found, read, publishable), ensure_ascii=False))
    else:
        for one in found:
            _print(f"{one.severity}  {one.code}  {one.text}")
        if read is not None:
            _print(f"{read.id} {read.version} of {read.county}, content hash {read.hash}")
        _print("may be published" if publishable else "may not be published")
    return 0 if publishable else 1


def _checked(folder: Path) -> tuple[tuple[terms.Finding, ...], terms.Catalogue | None]:
    try:
        read = reading.catalogue_in(folder)
    except reading.Unreadable as error:
        return error.findings, None
    return checks.findings_of(read, workdays.Calendar.published()), read


def _answer(found: tuple[terms.Finding, ...], read: terms.Catalogue | None, publishable: bool) -> dict[str, object]:
    rows = [{"code": one.code, "severity": one.severity, "items": list(one.items), "text": one.text} for one in found]
    head = None if read is None else {"id": read.id, "version": read.version, "county": read.county, "hash": read.hash}
    return {"catalogue": head, "publishable": publishable, "findings": rows}


def _print(line: str) -> None:
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(f"{line}\n")
