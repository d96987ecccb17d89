"""`result.json`: everything needed to recompute a contest, and what was computed, as one canonical document."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from typing import Any

from leitai.arena import terms
from leitai.arena.rules import ballots, draw, numbers, standing, words

FORMAT = "leitai-result/1"


def plain(value: Any) -> Any:
    """A value of `terms` as JSON: dataclasses and mappings become objects, tuples lists, fractions text like "1/3"."""
    if isinstance(value, terms.Evidence):
        row = dict(value.row)
        return {"row": row, "hash": numbers.digest(row)}
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    return numbers.text(value) if isinstance(value, Fraction) else value


def locked_hash(contest: terms.Contest) -> str:
    """The hash of what is locked before opening: round, rules and the entries' codes. It seeds draws."""
    codes = sorted(e.code for e in contest.entries)
    return numbers.digest({"round": plain(contest.round), "rules": plain(contest.rules), "entries": codes})


def ordered(contest: terms.Contest) -> terms.Contest:
    """The contest with its entries numbered as the draw says. Raises: ContestRefused when they are numbered otherwise."""
    if contest.draw is None:
        return contest
    names = draw.drawn_order(contest.draw, locked_hash(contest), [e.code for e in contest.entries])
    place = {name: at for at, name in enumerate(names, 1)}
    wrong = [e for e in contest.entries if e.order not in (None, place[e.code])]
    if wrong:
        what = f"the draw gives '{wrong[0].code}' number {place[wrong[0].code]}, the file says {wrong[0].order}"
        raise terms.ContestRefused((terms.Problem("draw", what),))
    return replace(contest, entries=tuple(replace(e, order=place[e.code]) for e in contest.entries))


def pseudonyms(contest: terms.Contest, secret: bytes) -> dict[str, str]:
    """Judge -> J001 …, dealt by a secret that judge and auditor hold: neither names, order nor time give anyone away."""
    dealt = draw.shuffled([j.code for j in contest.judges], secret, "pseudonym")
    width = max(2, len(str(len(dealt))))
    return {code: f"J{at:0{width}d}" for at, code in enumerate(dealt, 1)}


def link(secret: bytes, judge: str, pseudonym: str) -> str:
    """The hash by which a judge shown the salt proves to be behind a pseudonym; salt = HMAC of the secret."""
    salt = hmac.digest(secret, f"link/{judge}".encode(), "sha256")
    return hashlib.sha256(salt + f"{judge}/{pseudonym}".encode()).hexdigest()


def build(contest: terms.Contest, *, secret: bytes) -> dict[str, Any]:
    """The document, hashes and all, ready for `dump`; `history` is null until the history gives its proof.

    Args: secret: 32 bytes that deal the pseudonyms; kept by the auditor, never published.
    """
    contest = ordered(contest)
    locked = locked_hash(contest)
    outcome = standing.compute(contest, seed=locked)
    alias = pseudonyms(contest, secret)
    document = {
        "format": FORMAT,
        "round": plain(contest.round),
        "rules": plain(contest.rules),
        "locked_hash": locked,
        "method_versions": {k: v for k, v in terms.METHOD_VERSIONS.items() if k in _kinds(outcome)},
        "entries": [plain(e) for e in sorted(contest.entries, key=lambda e: e.code)],
        "judges": _judges(contest, alias, secret),
        "ballots": _ballots(contest, outcome, alias),
        "pairs": _pairs(contest, outcome, alias),
        "draw": plain(contest.draw),
        **computed(outcome, alias, contest.rules.level_percent),
        "history": None,
    }
    return sealed(document)


def sealed(document: dict[str, Any], history: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The document with its two hashes: `content_hash` goes into the history, `hash` covers the history's proof too."""
    content = {k: v for k, v in document.items() if k not in ("content_hash", "hash", "history")}
    whole = {**content, "content_hash": numbers.digest(content), "history": history}
    return {**whole, "hash": numbers.digest(whole)}


def dump(document: Mapping[str, Any]) -> bytes:
    """The file: the canonical form and one line end."""
    return numbers.canonical(document) + b"\n"


def _kinds(outcome: terms.Outcome) -> set[str]:
    return {m.kind for m in (outcome.declared, *outcome.beside)}


def _judges(contest: terms.Contest, alias: Mapping[str, str], secret: bytes) -> list[dict[str, Any]]:
    listed = [
        {
            "judge": alias[j.code],
            "group": j.group,
            "recused": sorted(e.code for e in contest.entries if ballots.is_recused(j, e)),
            "link": link(secret, j.code, alias[j.code]),
        }
        for j in contest.judges
    ]
    return sorted(listed, key=lambda j: str(j["judge"]))


def _ballots(contest: terms.Contest, outcome: terms.Outcome, alias: Mapping[str, str]) -> list[dict[str, Any]]:
    listed = [
        {
            "judge": alias[b.judge],
            "entry": b.entry,
            "marks_milli": dict(b.marks_milli),
            "revision": b.revision,
            "late": b.late,
            "status": status,
        }
        for b, status in zip(contest.ballots, outcome.statuses, strict=True)
    ]
    return sorted(listed, key=lambda b: (str(b["judge"]), str(b["entry"]), int(str(b["revision"]))))


def _pairs(contest: terms.Contest, outcome: terms.Outcome, alias: Mapping[str, str]) -> list[dict[str, Any]]:
    listed = [
        {**plain(p), "judge": alias[p.judge], "status": status}
        for p, status in zip(contest.pairs, outcome.pair_statuses, strict=True)
    ]
    return sorted(listed, key=lambda p: tuple(str(p[k]) for k in ("judge", "first", "second", "outcome", "late")))


def computed(outcome: terms.Outcome, alias: Mapping[str, str], level_percent: int) -> dict[str, Any]:
    """The parts of the document that follow from the others."""
    zh, en = words.overall(outcome.declared, level_percent)
    return {
        "indicator_points": plain(outcome.indicator_points),
        "bonus_points": plain(outcome.bonus_points),
        "declared": method_document(outcome.declared, alias, with_ranges=True),
        "beside": [method_document(m, alias, with_ranges=False) for m in outcome.beside],
        "awards": plain(outcome.grants),
        "season_points": plain(outcome.season_points),
        "sentence": {"zh": zh, "en": en},
    }


def method_document(result: terms.MethodResult, alias: Mapping[str, str], *, with_ranges: bool) -> dict[str, Any]:
    """One method's scores by entry code; every figure of a model is in thousandths."""
    return {
        "method": result.kind,
        "scores": [_score(s, with_ranges) for s in sorted(result.scores, key=lambda s: s.entry)],
        "islands": plain(result.islands),
        "judges": sorted((_model(m, alias) for m in result.judges), key=lambda m: str(m["judge"])),
    }


def _score(score: terms.EntryScore, with_ranges: bool) -> dict[str, Any]:
    return {
        "entry": score.entry,
        "ballots": score.ballots,
        "judging_milli": None if score.judging is None else numbers.milli(score.judging),
        "se_milli": None if score.se is None else numbers.milli_of_float(score.se),
        "total_milli": score.total_milli,
        "ties": plain(score.tie_values),
        "place": score.place,
        "reason": score.reason,
        **({"low": score.low, "high": score.high} if with_ranges else {}),
    }


def _model(model: terms.JudgeModel, alias: Mapping[str, str]) -> dict[str, Any]:
    figures = ("strictness", "spread", "noise", "weight")
    return {
        "judge": alias[model.judge],
        **{f"{name}_milli": numbers.milli_of_float(getattr(model, name)) for name in figures},
    }
