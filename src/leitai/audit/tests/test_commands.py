"""The commands say what they found, in words or as one JSON document, with the exit code that DESIGN promises."""

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from leitai.audit import actions, commands, notary
from leitai.audit.models import Entry
from leitai.kernel.actor import Actor
from leitai.store import action

COUNTY = "370724"
BY = Actor(county=COUNTY, code="p1", office="dongcheng", role="reporter")
AT = datetime(2024, 4, 8, 1, 14, tzinfo=UTC)
SIZE = 37


@action.action
def report(*, by, at, count=1):
    for n in range(count):
        actions.append(
            "report.submitted", about=f"report:{n}", by=by, at=at, after={"n": n}, texts={"note": f"秘密{n}"}
        )


@pytest.fixture(autouse=True)
def written(tmp_path, settings, db):
    settings.LEITAI_HISTORY = tmp_path / "history"
    actions.writing._trusted.clear()
    report(by=BY, at=AT, count=SIZE)
    actions.sequence_entries()


@pytest.fixture(params=["sha256", "sm3"])
def exported(request, tmp_path, settings, written):
    if request.param == "sm3":
        from leitai.audit.models import Log, Mention, Text

        for model in (Text, Mention, Entry, Log):
            model.everywhere.all().delete()
        settings.LEITAI_HASH = "sm3"
        report(by=BY, at=AT, count=SIZE)
        actions.sequence_entries()
    file = tmp_path / "history.jsonl"
    assert commands.audit(["export", str(file)]) == 0
    return file


def test_an_export_replaces_nothing(exported, capsys, tmp_path):
    before = exported.read_bytes()
    capsys.readouterr()
    (tmp_path / "link").symlink_to(exported)
    os.mkfifo(tmp_path / "device")
    for name in (exported, tmp_path / "link", tmp_path / "device", tmp_path, ""):
        assert commands.audit(["export", str(name)]) == 2
        assert capsys.readouterr().err.count("\n") == 1
    assert exported.read_bytes() == before
    assert (tmp_path / "device").is_fifo()


def run(capsys, *words):
    code = commands.audit([*words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_verify_says_that_all_is_well(capsys):
    code, said = run(capsys, "verify", "--rows")
    assert (code, said["sound"], said["logs"][0]["size"]) == (0, True, SIZE)


def test_verify_names_the_first_position_and_exits_1(capsys):
    entry = Entry.everywhere.get(position=9)
    Entry.everywhere.filter(pk=entry.pk).update(body=bytes(entry.body).replace(b'"n":8', b'"n":9'))
    code, said = run(capsys, "verify")
    assert (code, said["logs"][0]["first"]) == (1, 9)
    assert commands.audit(["verify"]) == 1
    assert "第 9 条被改过" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [[], ["what"], ["verify", "--nothing"], ["verify", "--head", "/does/not/exist"], ["verify", "--county", "000000"],
     ["verify", "--export", "/does/not/exist"], ["verify", "--key", "x"], ["export"], ["verify", "--export", __file__],
     ["verify", "--export", "x", "--rows"]],
)  # fmt: skip
def test_bad_usage_exits_2_with_one_line(capsys, words):
    assert commands.audit(words) == 2
    said = capsys.readouterr()
    assert (said.out, len(said.err.strip().splitlines())) == ("", 1)


def test_a_checkpoint_is_printed_and_held_against_the_history(capsys, tmp_path):
    assert commands.audit(["checkpoint"]) == 0
    paper = tmp_path / "paper"
    paper.write_text(capsys.readouterr().out)
    report(by=BY, at=AT, count=5)
    assert commands.audit(["verify", "--head", str(paper)]) == 0
    text = paper.read_text().splitlines()
    text[1] = str(SIZE - 1)
    paper.write_text("\n".join(text) + "\n")
    assert commands.audit(["verify", "--head", str(paper)]) == 1


def test_an_export_stands_alone(exported, capsys, tmp_path):
    assert "秘密" not in exported.read_text()
    code, said = run(capsys, "verify", "--export", str(exported), "--key", notary.public_key())
    assert (code, said["logs"][0]["size"]) == (0, SIZE)


@pytest.mark.parametrize("place", [1, 2, 18, SIZE])
@pytest.mark.parametrize("how", ["edit", "delete", "insert", "swap", "cut"])
def test_a_tampered_export_is_named(exported, capsys, how, place):
    lines = exported.read_bytes().splitlines(keepends=True)
    if how == "edit":
        lines[place] = lines[place].replace(b"submitted", b"submittex")
    elif how == "delete":
        del lines[place]
    elif how == "insert":
        lines.insert(place, lines[place].replace(b"submitted", b"submittex"))
    elif how == "swap":
        other = 3 if place != 3 else 4
        lines[place], lines[other] = lines[other], lines[place]
        place = min(place, other)
    else:
        del lines[place:]
    exported.write_bytes(b"".join(lines))
    code, said = run(capsys, "verify", "--export", str(exported))
    assert (code, said["logs"][0]["first"]) == (1, place)


def test_an_export_signed_by_somebody_else_is_refused(exported, capsys):
    actions.replace_key(by=BY, at=AT)
    assert commands.audit(["verify", "--export", str(exported), "--key", notary.public_key()]) == 1


def test_an_export_is_convicted_by_an_older_paper(exported, capsys, tmp_path):
    (tmp_path / "paper").write_text(
        notary.sign(json.loads(exported.open().readline())["origin"], 10, b"\1" * 32, "sha256")
    )
    assert commands.audit(["verify", "--export", str(exported), "--head", str(tmp_path / "paper")]) == 1


def test_the_program_in_the_documentation_verifies_an_export(exported, tmp_path):
    page = Path(__file__).parents[4] / "docs" / "reference" / "history.md"
    program = tmp_path / "verify.py"
    program.write_text(re.search(r"```python\n(.*?)```", page.read_text(), re.DOTALL)[1])
    words = [sys.executable, str(program), str(exported)]
    good = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 - our own page
    root = json.loads(exported.open().readline())["checkpoint"].splitlines()[2]
    assert (good.returncode, good.stdout.split()) == (0, [str(SIZE), root, "fits"]), good.stderr
    exported.write_bytes(exported.read_bytes().replace(b"submitted", b"submittex", 1))
    assert subprocess.run(words, capture_output=True, check=False).returncode == 1  # noqa: S603 - our own page


def test_the_key_is_printed_and_replaced(capsys):
    code, said = run(capsys, "key")
    old = said["key"]
    code, said = run(capsys, "key", "--replace")
    assert code == 0
    assert said["key"] != old
