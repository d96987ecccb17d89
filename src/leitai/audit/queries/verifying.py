"""The whole check of an installation: every log, against itself and against what lies outside of the database."""

from collections.abc import Sequence

from leitai.audit import notary
from leitai.audit.models import Log
from leitai.audit.queries import checking, thorough
from leitai.audit.queries.checking import Claim, Finding, Result
from leitai.kernel.checkpoint import Checkpoint, NoteError


def verify(*, code: str | None = None, rows: bool = False, outside: Sequence[str] = ()) -> list[Result]:
    """Checks the logs of all counties, or of one.

    Args: rows: also open every entry and compare the domain rows. outside: texts of checkpoints kept elsewhere.
    """
    logs = checking.logs(code)
    results, recorded = [], thorough.Rows()
    for log in logs:
        claims, findings = _claims(log, outside, alone=len(logs) == 1)
        result = checking.check(log, claims)
        result.findings += findings
        if rows:
            result.findings += thorough.open_entries(log, recorded)
        results.append(result)
    if rows:
        _add_rows(results, recorded)
    known = {log.county for log in logs}
    for county in checking.counties_without_log():
        if code in (None, county) and county not in known:
            results.append(Result(county, "", "", 0, findings=[Finding("no_log", 1, {"county": county})]))
    return results


def _claims(log: Log, outside: Sequence[str], *, alone: bool) -> tuple[list[Claim], list[Finding]]:
    """Every signed statement about a log: in the table, in the head file, given from outside."""
    claims, findings = [], []
    for made in checking.signed(log):
        try:
            note = notary.read(made.text)
            if (note.origin, note.size, note.root) != (log.origin, made.size, bytes(made.root)):
                raise NoteError
            claims.append(Claim(note.size, note.root, f"checkpoint {made.number}"))
        except NoteError:
            findings.append(Finding("checkpoint_row", None, {"number": made.number}))
    try:
        head = notary.head(log.county, log.uid)
        claims += [Claim(head.size, head.root, "head file")] if head else []
    except NoteError:
        findings.append(Finding("head_unsigned", None))
    for text in outside:
        claim, finding = _outside(log, text, alone=alone)
        claims += claim
        findings += finding
    strange = notary.strange_heads(log.county, {log.uid})
    findings += [Finding("head_strange", None, {"file": name}) for name in strange]
    return claims, findings


def _outside(log: Log, text: str, *, alone: bool) -> tuple[list[Claim], list[Finding]]:
    try:
        note: Checkpoint = notary.read(text)
    except NoteError:
        return [], [Finding("head_unsigned", None)]
    if note.origin != log.origin:
        # With several counties a checkpoint belongs to one of them; with one it must be this one's.
        return [], [Finding("head_other", None, {"origin": note.origin})] if alone else []
    return [Claim(note.size, note.root, "outside")], []


def _add_rows(results: list[Result], recorded: thorough.Rows) -> None:
    found, counts = thorough.compare_rows(recorded)
    by_county = {result.county: result for result in results}
    for county, finding in found:
        result = by_county.get(county) or (results[0] if results else None)
        if result is not None:
            result.findings.append(finding)
    for result in results[:1]:
        result.counts |= counts
