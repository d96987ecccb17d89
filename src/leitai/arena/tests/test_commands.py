"""`leitai contest`: what it prints, and how it leaves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leitai.arena import commands

TEMPLATE = str(Path(commands.__file__).parent / "data" / "industrial_projects.yaml")


@pytest.fixture(autouse=True)
def english(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C")


def test_rank_prints_places_scores_and_the_other_methods(capsys):
    assert commands.contest(["rank", TEMPLATE]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "First round, projects in the ring · group-weighted"
    assert lines[1].split() == [
        "place", "range", "score", "se", "ballots", "entry", "project", "office", "mean", "trimmed",
        "mean", "median", "severity-corrected",
    ]  # fmt: skip
    assert lines[2].split()[:3] == ["1", "1-2", "89.200"]
    assert lines[-1] == "ballots left out: J4 > E2: recused"


def test_rank_speaks_chinese_where_the_terminal_does(capsys, monkeypatch):
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    commands.contest(["rank", TEMPLATE])
    assert capsys.readouterr().out.startswith("第一期“项目大比拼·现场打擂台” · 分组加权\n名次")


def test_rank_prints_one_json_document_and_nothing_else(capsys):
    assert commands.contest(["rank", TEMPLATE, "--json", "--method", "severity"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [m["method"] for m in document["methods"]] == ["severity", "mean", "trimmed", "median", "grouped"]
    assert [m["official"] for m in document["methods"]] == [False, False, False, False, True]
    first = document["methods"][4]["scores"][0]
    assert (first["entry"], first["score"], first["place"], first["low"], first["high"]) == ("E1", "89.200", 1, 1, 2)
    assert document["left_out"] == [{"judge": "J4", "entry": "E2", "revision": 1, "why": "recused"}]


def test_a_result_is_written_and_verified_and_the_same_secret_writes_the_same_bytes(capsys, tmp_path):
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    assert commands.contest(["rank", TEMPLATE, "--result", str(one)]) == 0
    secret = capsys.readouterr().err.split(": ")[1].strip()
    assert commands.contest(["rank", TEMPLATE, "--result", str(two), "--secret", secret]) == 0
    assert one.read_bytes() == two.read_bytes()
    assert commands.contest(["verify", str(one)]) == 0
    one.write_bytes(one.read_bytes().replace(b'"place":1', b'"place":2', 1))
    capsys.readouterr()
    assert commands.contest(["verify", str(one)]) == 1
    assert "First difference: " in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        [], ["import", "x"], ["rank"], ["rank", "none.yaml"], ["rank", TEMPLATE, "--method", "best"],
        ["rank", TEMPLATE, "--meth", "mean"],
        ["rank", TEMPLATE, "--result", "x", "--secret", "zz"], ["rank", TEMPLATE, "--result", "x", "--method", "mean"],
        ["verify"], ["verify", "none.json"], ["rank", str(Path(TEMPLATE).parent)],
    ],
)  # fmt: skip
def test_bad_usage_exits_2_with_one_line(words, capsys):
    assert commands.contest(words) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)


def test_a_bad_file_exits_1_and_lists_what_to_put_right(capsys, tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text(Path(TEMPLATE).read_text("utf-8").replace("new: 22,", "new: 99,", 1), "utf-8")
    assert commands.contest(["rank", str(bad)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("not ranked. 1 to put right:")
    assert lines[1].endswith("marks > J1 > E1 > new: 99 is not on the scale: 0 to 25 in steps of 0.5")
    assert commands.contest(["rank", str(bad), "--json"]) == 1
    assert len(json.loads(capsys.readouterr().out)["problems"]) == 1
    assert commands.contest(["rank", TEMPLATE, "--method", "pairs"]) == 1
    assert "this contest's ballots don't allow 'pairs'" in capsys.readouterr().out
