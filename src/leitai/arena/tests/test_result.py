"""result.json and its verifier: two programs that share no line agree, and nothing in the file can be changed unnoticed."""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from leitai.arena import verify
from leitai.arena.rules import draw, numbers, result
from leitai.arena.rules.fileformat import opening
from leitai.arena.tests import making

SECRET = b"0123456789abcdef0123456789abcdef"
TEMPLATES = Path(__file__).parents[1] / "data"


def published(seed: int = 3) -> dict[str, Any]:
    return result.build(making.random_contest(random.Random(seed)), secret=SECRET)


def agree(seeds: range) -> list[tuple[int, str]]:
    found = ((seed, verify.first_difference(result.dump(published(seed)))) for seed in seeds)
    return [(seed, difference) for seed, difference in found if difference]


def test_engine_and_verifier_agree_on_random_contests():
    assert agree(range(400)) == []


@pytest.mark.slow
def test_engine_and_verifier_agree_on_ten_thousand_random_contests():
    assert agree(range(10_000)) == []


@pytest.mark.parametrize("template", ["industrial_projects", "towns"])
def test_the_templates_can_be_published_and_verified(template):
    contest = opening.read((TEMPLATES / f"{template}.yaml").read_bytes())
    assert verify.first_difference(result.dump(result.build(contest, secret=SECRET))) is None


def small() -> bytes:
    marks = {"J1": {"A": 90, "B": 80}, "J2": {"A": 70, "B": 85}, "J3": {"A": 88, "B": 60}}
    return result.dump(result.build(making.contest(marks, draws=50), secret=SECRET))


def test_every_changed_byte_is_found():
    data = small()
    assert verify.first_difference(data) is None
    chance = random.Random(1)
    for at in range(len(data)):
        changed = bytearray(data)
        changed[at] ^= 1 << chance.randrange(8)
        assert verify.first_difference(bytes(changed)) is not None, f"byte {at}"


@pytest.mark.parametrize("change", ["cut", "doubled", "added", "spaced"])
def test_a_cut_or_spaced_file_is_found(change):
    data = small()
    changed = {"cut": data[:-1], "doubled": data + data, "added": data + b" ", "spaced": data.replace(b":", b": ", 1)}
    assert verify.first_difference(changed[change]) is not None


def rehashed(document: dict[str, Any]) -> bytes:
    """The file as a forger leaves it, who makes all hashes anew."""
    return result.dump(
        result.sealed({k: v for k, v in document.items() if k not in ("hash", "content_hash", "history")})
    )


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        (("ballots", 0, "marks_milli", "all"), 99_000, "declared.scores"),
        (("ballots", 0, "status"), "late", "ballots[J"),
        (
            ("declared", "scores", 0, "total_milli"),
            99_000,
            "declared.scores[A].total_milli is 99000, recomputed: 82667",
        ),
        (("declared", "scores", 0, "place"), 2, "declared.scores[A].place is 2, recomputed: 1"),
        (("declared", "scores", 0, "se_milli"), 1, "declared.scores[A].se_milli"),
        (("declared", "scores", 0, "low"), 2, "declared.scores[A].low"),
        (("beside", 2, "scores", 1, "judging_milli"), 1, "beside[2].scores[B].judging_milli"),
        (("rules", "fewest_ballots"), 9, "locked_hash"),
        (("sentence", "en"), "Settled.", "sentence.en"),
        (("season_points", "A"), "7", "season_points.A"),
        (("more",), 1, "more does not belong there"),
        (("judges", 0, "recused"), ["A"], "ballots[J"),
    ],
)
def test_a_forger_who_hashes_anew_is_named_the_first_difference(path, value, named):
    document = json.loads(small())
    inner = document
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    assert named in (verify.first_difference(rehashed(document)) or "")


def test_evidence_and_draw_are_checked():
    document = next(d for d in map(published, range(200)) if d["draw"] and any(e["bonuses"] for e in d["entries"]))
    entry = next(e for e in document["entries"] if e["bonuses"])
    entry["bonuses"][0]["evidence"][0]["row"]["no"] = "2"
    assert "evidence[0].hash" in (verify.first_difference(rehashed(document)) or "")
    entry["bonuses"][0]["evidence"][0]["row"]["no"] = "1"
    document["draw"]["parties"][0]["nonce"] = "other"
    assert "doesn't open its commitment" in (verify.first_difference(rehashed(document)) or "")
    document["draw"]["parties"][0]["commitment"] = draw.commitment("other")
    assert verify.first_difference(rehashed(document)) is not None or len(document["entries"]) == 1


def leaf(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def test_the_place_in_the_history_is_checked_by_its_proof():
    """A tree of three entries after RFC 9162, the result in the second."""
    document = json.loads(small())
    entry = json.dumps({"about": "round r1", "result": document["content_hash"]})
    leaves = [leaf(b"first"), leaf(entry.encode()), leaf(b"third")]
    root = node(node(leaves[0], leaves[1]), leaves[2]).hex()
    proof = [leaves[0].hex(), leaves[2].hex()]
    history = {"algorithm": "sha256", "entry": entry, "position": 1, "size": 3, "proof": proof, "root": root}
    content = {k: v for k, v in document.items() if k not in ("hash", "content_hash", "history")}
    assert verify.first_difference(result.dump(result.sealed(content, history))) is None
    for key, wrong in {"position": 0, "size": 2, "root": "00" * 32, "entry": "{}", "proof": proof[:1]}.items():
        assert "history" in (
            verify.first_difference(result.dump(result.sealed(content, {**history, key: wrong}))) or ""
        )


def test_engine_and_verifier_agree_on_more_entries_than_draws_are_made_for():
    chance = random.Random(4)
    marks = {
        f"J{j}": {f"E{i:03d}": 40 + i / 4 + chance.gauss(j % 7, 4) // 1 for i in chance.sample(range(130), 90)}
        for j in range(12)
    }
    for kind in ("mean", "severity"):
        contest = making.contest(marks, kind=kind)
        assert verify.first_difference(result.dump(result.build(contest, secret=SECRET))) is None


HOSTILE = {
    "empty": b"",
    "not json": b"hello",
    "not utf-8": b"\xff\xfe{}",
    "a list": b"[]\n",
    "no fields": b"{}\n",
    "twin keys": b'{"a":1,"a":1}\n',
    "NaN": b'{"a":NaN}\n',
    "infinity": b'{"a":-Infinity}\n',
    "a float": b'{"a":1.5}\n',
    "a huge number": b'{"a":' + b"9" * 5000 + b"}\n",
    "deep": b"[" * 200_000,
    "deep and closed": b"[" * 900 + b"]" * 900 + b"\n",
    "a lone surrogate": b'{"a":"\\ud800"}\n',
    "not NFC": '{"a":"e\u0301"}\n'.encode(),
    "a byte order mark": b"\xef\xbb\xbf{}\n",
    "wrong types": b'{"draw":3,"entries":7,"format":"leitai-result/1","round":[],"rules":null}\n',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_with_a_sentence(name):
    found = verify.first_difference(HOSTILE[name])
    assert found
    assert "Traceback" not in found


def test_a_result_with_any_part_replaced_never_breaks_the_verifier():
    document, chance = json.loads(small()), random.Random(5)
    for key in document:
        for wrong in (None, 3, -1, "x", [], {}, [None], {"a": 1}, True):
            assert verify.first_difference(rehashed({**document, key: wrong})) is not None or document[key] == wrong or key in (
                "hash", "content_hash", "history",
            )  # fmt: skip
    for _ in range(300):
        broken = json.loads(small())
        inner: Any = broken
        while isinstance(inner, dict | list) and inner:
            key = chance.choice(list(inner) if isinstance(inner, dict) else list(range(len(inner))))
            if chance.random() < 0.4:
                inner[key] = chance.choice([None, 10**17, -1, "", [], {}])
                break
            inner = inner[key]
        verify.first_difference(rehashed(broken))


def test_an_endless_computation_is_refused():
    document = json.loads(small())
    document["rules"]["draws"] = 10**9
    locked = {"round": document["round"], "rules": document["rules"], "entries": ["A", "B"]}
    document["locked_hash"] = numbers.digest(locked)
    assert "more draws" in (verify.first_difference(rehashed(document)) or "")


def test_the_verifier_runs_alone_with_the_standard_library(tmp_path):
    alone = tmp_path / "verify.py"
    alone.write_bytes(Path(verify.__file__).read_bytes())
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_bytes(small())
    bad.write_bytes(small().replace(b'"place":1', b'"place":2', 1))

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-I", "-S", str(alone), *words]
        return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")  # noqa: S603 - our own file

    assert run(str(good)).returncode == 0
    found = run(str(bad))
    assert (found.returncode, found.stderr) == (1, "")
    assert "First difference: declared.scores[A].place is 2" in found.stdout or "beside[0]" in found.stdout
    for usage in ((), ("--help",), (str(tmp_path / "none.json"),), (str(good), str(bad))):
        told = run(*usage)
        assert told.returncode == 2
        assert told.stderr.count("\n") == 1


def test_judges_are_behind_pseudonyms_that_only_the_secret_opens():
    contest = making.contest(
        {f"name of judge {k}": {"A": 50 + k, "B": 60} for k in range(9)}, offices={"name of judge 3": "office A"}
    )
    text = result.dump(result.build(contest, secret=SECRET)).decode()
    assert "name of judge" not in text
    dealt = result.pseudonyms(contest, SECRET)
    assert sorted(dealt.values()) == [f"J{k:02d}" for k in range(1, 10)]
    assert dealt != result.pseudonyms(contest, b"another secret")
    judge = "name of judge 3"
    assert result.link(SECRET, judge, dealt[judge]) in text
    ballots = json.loads(text)["ballots"]
    assert [b["judge"] for b in ballots] == sorted(b["judge"] for b in ballots)


def test_other_pseudonyms_change_no_score_and_no_range():
    contest = making.random_contest(random.Random(11))
    one, two = (result.build(contest, secret=s) for s in (b"one", b"two"))
    assert one["declared"]["scores"] == two["declared"]["scores"]
    assert one["locked_hash"] == two["locked_hash"]
