"""`leitai workbook FILE --import`: hands a workbook in, as the pages do; without doubts its rows enter the register at once."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import django

django.setup()  # the words above this one need no Django: it starts here

from django.utils import timezone  # noqa: E402 - after Django has started

from leitai.accounts import queries as accounts  # noqa: E402 - after Django has started
from leitai.documents import files as documents  # noqa: E402 - after Django has started
from leitai.kernel.actor import Actor, machine  # noqa: E402 - after Django has started
from leitai.kernel.refusal import Refusal, Refusals  # noqa: E402 - after Django has started
from leitai.store import county as counties  # noqa: E402 - after Django has started
from leitai.workbooks import access, actions, files, jobs, terms  # noqa: E402 - after Django has started


def run(argv: list[str]) -> int:
    """Exit 0: handed in (entered, or waiting with its doubts); 1: not taken, with the reason; 2: bad usage."""
    words = _words(argv)
    if words is None:
        return 2
    path = Path(words.file)
    try:
        code = words.county or _only_county()
        with counties.within(code):
            told = _hand_in(path, machine(code), words.office or _office_of(path))
    except terms.Unreadable as reason:
        return _refused(f"{path.name}：{reason.zh}")
    except Refusal as refusal:
        return _refused(f"{path.name}: {_told(refusal)}")
    except OSError as error:
        return _refused(f"{path.name}: {error.strerror}")
    print(json.dumps(told, ensure_ascii=False) if words.json else _summary(told))
    return 0


def _words(argv: list[str]) -> argparse.Namespace | None:
    parser = argparse.ArgumentParser(prog="leitai workbook", exit_on_error=False, add_help=False)
    parser.add_argument("file", nargs="?")
    parser.add_argument("--import", dest="import_", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--office", default="")
    parser.add_argument("--county", default="")
    try:
        words, rest = parser.parse_known_args(argv)
    except argparse.ArgumentError as error:
        print(f"leitai workbook: {error}", file=sys.stderr)
        return None
    if rest or not words.file:
        print("leitai workbook: FILE --import [--office CODE] [--county CODE] [--json]", file=sys.stderr)
        return None
    return words


def _only_county() -> str:
    codes = accounts.county_codes()
    if len(codes) != 1:
        raise Refusal("import.county", "Name the county: --county CODE (%(codes)s).", codes=", ".join(codes) or "-")
    return codes[0]


def _office_of(path: Path) -> str:
    """The office that the workbook itself names. Raises: Refusal where it names none of this county's."""
    unit = files.reading(path).reporting_unit
    office = accounts.find_office(unit) if unit else None
    if office is None:
        raise Refusal(
            "import.office", "It does not say whose it is (%(unit)s). Name the office: --office CODE.", unit=unit or "-"
        )
    return office.code


def _hand_in(path: Path, by: Actor, office: str) -> dict[str, Any]:
    at = timezone.now()
    with path.open("rb") as file, documents.received(documents.chunks(file)) as taken:
        upload = actions.hand_in_workbook(received=taken, name=path.name, by=by, at=at, office=office, queued=False)
    jobs.read_now(by.county, upload.no, at=at)
    upload = access.upload_for(by, upload.no, to="workbooks.upload")
    refusal = ""
    if upload.doubts_open == 0:
        try:
            upload = actions.submit_workbook(no=upload.no, version=upload.version, by=by, at=at)
        except Refusal as reason:
            refusal = _told(reason)  # it is handed in and kept; only its rows are not entered
    return {
        "upload": upload.no, "office": upload.office, "month": upload.month or None, "state": upload.state,
        "rows": upload.rows_count, "doubts_open": upload.doubts_open, "entered": upload.entered_count,
        "not_entered_because": refusal or None,
    }  # fmt: skip


def _told(refusal: Refusal) -> str:
    if isinstance(refusal, Refusals):
        return "; ".join(f"{part.field}: {part}" for part in refusal.parts)
    return str(refusal)


def _summary(told: dict[str, Any]) -> str:
    lines = [
        f"{told['upload']}: {told['rows']} rows read, {told['entered']} entered, {told['doubts_open']} doubts to settle"
    ]
    if told["doubts_open"]:
        lines.append(f"settle them on the page /workbooks/{told['upload']}/")
    if told["not_entered_because"]:
        lines.append(f"not entered: {told['not_entered_because']}")
    return "\n".join(lines)


def _refused(line: str) -> int:
    print(line, file=sys.stderr)
    return 1
