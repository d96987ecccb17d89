"""`leitai contest`: rank a contest file, verify a published result. Neither needs an installation."""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from leitai.arena import terms, verify
from leitai.arena.rules import bias, numbers, result, standing, words
from leitai.arena.rules.fileformat import opening

USAGE = "leitai contest rank FILE [--method M] [--json] [--result OUT [--secret HEX]] | verify RESULT.json"
FILE_BYTES = 30_000_000


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"leitai contest: {message}; usage: {USAGE}\n")
        raise SystemExit(2)


def contest(argv: list[str]) -> int:
    """Runs one of the words after `leitai contest`; returns the exit code (0 done, 1 refused or different, 2 usage)."""
    doors = {"rank": _rank, "verify": _verify}
    if not argv or argv[0] not in doors:
        known = "import and export need the database of an installation and come with it; " if argv else ""
        sys.stderr.write(f"leitai contest: {known}usage: {USAGE}\n")
        return 2
    try:
        return doors[argv[0]](argv[1:])
    except SystemExit as left:
        return int(left.code or 0)
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _verify(argv: list[str]) -> int:
    return verify.main(argv)


def _rank(argv: list[str]) -> int:
    parser = _Parser(prog="leitai contest rank", add_help=False, allow_abbrev=False)
    parser.add_argument("file")
    parser.add_argument("--method", choices=terms.METHODS)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--result")
    parser.add_argument("--secret")
    asked = parser.parse_args(argv)
    if asked.result and asked.method:
        parser.error("a result holds the declared method first; leave --method out")
    secret = _secret(parser, asked.secret)
    try:
        data = _read(asked.file)
        read = result.ordered(opening.read(data))
        _check_method(read, asked.method)
        outcome = standing.compute(read, seed=result.locked_hash(read), method=asked.method or "")
        if asked.result:
            Path(asked.result).write_bytes(result.dump(result.build(read, secret=secret)))
    except OSError as error:
        sys.stderr.write(f"leitai contest: {error.filename}: {error.strerror}; nothing was done\n")
        return 2
    except terms.ContestRefused as refused:
        return _tell_problems(asked.file, refused, as_json=asked.json)
    if asked.result and not asked.secret:
        sys.stderr.write(f"secret of the pseudonyms, for the auditor only, not beside the result: {secret.hex()}\n")
    _print(read, outcome, as_json=asked.json)
    return 0


def _secret(parser: argparse.ArgumentParser, written: str | None) -> bytes:
    if written is None:
        return secrets.token_bytes(32)
    try:
        found = bytes.fromhex(written)
    except ValueError:
        found = b""
    if len(found) < 16:
        parser.error("--secret takes at least 32 hexadecimal digits")
    return found


def _read(file: str) -> bytes:
    with Path(file).open("rb") as handle:
        data = handle.read(FILE_BYTES + 1)
    if len(data) > FILE_BYTES:
        raise terms.ContestRefused((terms.Problem("file", f"is larger than {FILE_BYTES // 1_000_000} MB"),))
    return data


def _check_method(read: terms.Contest, method: str | None) -> None:
    if method and method != "indicators" and method not in standing.applicable(read):
        what = f"this contest's ballots don't allow '{method}'; they allow {', '.join(standing.applicable(read))}"
        raise terms.ContestRefused((terms.Problem("--method", what),))


def _tell_problems(file: str, refused: terms.ContestRefused, *, as_json: bool) -> int:
    if as_json:
        listed = [{"where": p.where, "what": p.what} for p in refused.problems]
        print(json.dumps({"file": file, "problems": listed}, ensure_ascii=False, indent=1))
        return 1
    print(f"{file}: not ranked. {len(refused.problems)} to put right:")
    for problem in refused.problems:
        print(f"  {problem.where}: {problem.what}")
    return 1


def _print(read: terms.Contest, outcome: terms.Outcome, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(document(read, outcome), ensure_ascii=False, indent=1))
        return
    chinese = any(os.environ.get(k, "").startswith("zh") for k in ("LC_ALL", "LC_MESSAGES", "LANG"))
    for line in _lines(read, outcome, 0 if chinese else 1):
        print(line)


def document(read: terms.Contest, outcome: terms.Outcome) -> dict[str, Any]:
    """What `--json` prints: methods with the first one official or asked for, ballots left out, awards."""
    zh, en = words.overall(outcome.declared, read.rules.level_percent)
    effect = _position_effect(read, outcome)
    return {
        "round": result.plain(read.round),
        "locked_hash": result.locked_hash(read),
        "declared": read.rules.method.kind,
        "sentence": {"zh": zh, "en": en},
        "methods": [_method(read, m) for m in (outcome.declared, *outcome.beside)],
        "left_out": [
            {"judge": b.judge, "entry": b.entry, "revision": b.revision, "why": s}
            for b, s in zip(read.ballots, outcome.statuses, strict=True)
            if s != "counted"
        ],
        "pairs_left_out": [
            {"judge": p.judge, "first": p.first, "second": p.second, "why": s}
            for p, s in zip(read.pairs, outcome.pair_statuses, strict=True)
            if s != "counted"
        ],
        "awards": result.plain(outcome.grants),
        "season_points": result.plain(outcome.season_points),
        "position_effect": None if effect is None else {"per_place": round(effect[0], 3), "se": round(effect[1], 3)},
    }


def _position_effect(read: terms.Contest, outcome: terms.Outcome) -> tuple[float, float] | None:
    order = {e.code: e.order for e in read.entries}
    known = [(order[s.entry], s.judging) for s in outcome.declared.scores]
    both = [(at, float(score)) for at, score in known if at is not None and score is not None]
    return bias.position_effect([at for at, _ in both], [score for _, score in both])


def _method(read: terms.Contest, found: terms.MethodResult) -> dict[str, Any]:
    entries = {e.code: e for e in read.entries}
    decimals = read.rules.decimals
    scores = []
    for score in _in_order(found.scores):
        zh, en = words.place_range(score)
        scores.append(
            {
                "entry": score.entry,
                "project": entries[score.entry].project,
                "office": entries[score.entry].office,
                "ballots": score.ballots,
                "judging": None if score.judging is None else numbers.shown(numbers.milli(score.judging)),
                "se": None if score.se is None else numbers.shown(numbers.milli_of_float(score.se)),
                "score": None if score.total_milli is None else numbers.shown(score.total_milli, decimals),
                "place": score.place,
                "low": score.low,
                "high": score.high,
                "reason": score.reason,
                "sentence": {"zh": zh, "en": en},
            }
        )
    judges = [
        {
            "judge": m.judge,
            **{k: round(getattr(m, k), 3) for k in ("strictness", "spread", "noise", "weight")},
        }
        for m in found.judges
    ]
    official = found.kind == read.rules.method.kind
    islands = result.plain(found.islands)
    return {"method": found.kind, "official": official, "scores": scores, "islands": islands, "judges": judges}


def _in_order(scores: Sequence[terms.EntryScore]) -> list[terms.EntryScore]:
    return sorted(scores, key=lambda s: (s.place is None, s.place or 0, s.entry))


HEADS = {
    "place": ("名次", "place"), "range": ("分不出的名次", "range"), "score": ("得分", "score"), "se": ("标准误", "se"),
    "ballots": ("票数", "ballots"), "entry": ("参赛", "entry"), "who": ("项目", "project"), "office": ("单位", "office"),
}  # fmt: skip


def _lines(read: terms.Contest, outcome: terms.Outcome, at: int) -> list[str]:
    found = outcome.declared
    name = read.round.name.en if at else read.round.name.zh
    title = f"{name} · {words.METHODS[found.kind][at]}"
    heads = [HEADS[k][at] for k in HEADS] + [words.METHODS[m.kind][at] for m in outcome.beside]
    places = [{s.entry: s.place for s in m.scores} for m in outcome.beside]
    entries = {e.code: e for e in read.entries}
    rows = [heads]
    for score in _in_order(found.scores):
        entry = entries[score.entry]
        others = [str(p[score.entry] or "-") for p in places]
        cells = [str(score.place or "-"), _range(score), _shown(score.total_milli, read.rules.decimals)]
        se = "-" if score.se is None else numbers.shown(numbers.milli_of_float(score.se), 2)
        rows.append([*cells, se, str(score.ballots), score.entry, entry.project, entry.office, *others])
    left = [f"{b.judge} > {b.entry}: {s}" for b, s in zip(read.ballots, outcome.statuses, strict=True)]
    left += [f"{p.judge} > {p.first}, {p.second}: {s}" for p, s in zip(read.pairs, outcome.pair_statuses, strict=True)]
    left = [line for line in left if not line.endswith(": counted")]
    reasons = [f"{s.entry}: {words.REASONS[s.reason][at]}" for s in found.scores if s.reason]
    left_out = [f"{('不计的选票', 'ballots left out')[at]}: {'; '.join(left)}"] if left else []
    sentence = words.overall(found, read.rules.level_percent)[at]
    return [title, *_table(rows), sentence, *reasons, *left_out]


def _range(score: terms.EntryScore) -> str:
    if score.low is None:
        return "-"
    return str(score.low) if score.low == score.high else f"{score.low}-{score.high}"


def _shown(milli: int | None, decimals: int) -> str:
    return "-" if milli is None else numbers.shown(milli, decimals)


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns padded to the same width; a Chinese character is two wide."""
    wide = [[sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in cell) for cell in row] for row in rows]
    widths = [max(column) for column in zip(*wide, strict=True)]
    return [
        "  ".join(cell + " " * (w - own) for cell, own, w in zip(row, owns, widths, strict=True)).rstrip()
        for row, owns in zip(rows, wide, strict=True)
    ]
