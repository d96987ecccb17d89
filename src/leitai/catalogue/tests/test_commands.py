"""`leitai catalogue check`."""

import json
import shutil

import pytest

from leitai.catalogue import commands
from leitai.catalogue.tests import make


@pytest.fixture
def folder(tmp_path):
    for path in make.DATA.iterdir():
        if path.name.endswith(".yaml"):
            shutil.copy(path, tmp_path)
    return tmp_path


def test_a_good_catalogue(folder, capsys):
    assert commands.catalogue(["check", str(folder)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "may be published"


def test_findings_are_named(folder, capsys):
    path = folder / "procedures.yaml"
    text = path.read_text(encoding="utf-8").replace('applies_when: "radiation"', 'applies_when: "radiaton"', 1)
    path.write_text(text, encoding="utf-8")
    assert commands.catalogue(["check", str(folder), "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    refused = [one for one in answer["findings"] if one["severity"] == "refuse"]
    assert [one["code"] for one in refused] == ["rule_unknown_fact"]
    assert not answer["publishable"]


def test_unreadable_files_are_findings(folder, capsys):
    (folder / "facts.yaml").write_text("facts: [", encoding="utf-8")
    assert commands.catalogue(["check", str(folder)]) == 1
    assert "facts.yaml: line " in capsys.readouterr().out


@pytest.mark.parametrize("argv", [[], ["check"], ["publish", "x"], ["check", "/nowhere/at/all"], ["check", "--what"]])
def test_bad_usage(argv, capsys):
    assert commands.catalogue(argv) == 2
    got = capsys.readouterr()
    assert (got.out, got.err.count("\n")) == ("", 1)
