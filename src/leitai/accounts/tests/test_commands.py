"""`leitai setup` on the terminal."""

import io
import json

import pytest

from leitai.accounts import commands
from leitai.accounts.models import OneTimeCode, Person
from leitai.accounts.tests import make

pytestmark = pytest.mark.django_db
GOOD = "山上的松树和云都很好看呀"
ANSWERS = {"county": "370724", "name": "管理员", "username": "admin-1", "password": GOOD}


def typed(monkeypatch, text):
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_a_code_is_shown_once_and_kept_as_a_digest(capsys):
    assert commands.setup(["--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["page"], told["minutes"], len(told["code"])) == ("/setup/", 30, 23)
    assert told["code"] not in OneTimeCode.objects.get().digest


def test_a_second_code_replaces_the_first(capsys):
    commands.setup([])
    commands.setup([])
    assert OneTimeCode.objects.count() == 1
    assert "/setup/" in capsys.readouterr().out


def test_all_can_be_done_from_answers_in_a_file(monkeypatch, capsys):
    typed(monkeypatch, json.dumps(ANSWERS))
    assert commands.setup(["--here", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "county": "370724",
        "name_zh": "临朐县",
        "administrator": "admin-1",
        "page": "/sign-in/",
    }
    assert Person.objects.get().check_password(GOOD)


def test_all_can_be_done_by_answering(monkeypatch, capsys):
    answers = iter(["370724", "管理员", "admin-1"])
    monkeypatch.setattr("builtins.input", lambda _text: next(answers))
    monkeypatch.setattr("getpass.getpass", lambda _text: GOOD)
    assert commands.setup(["--here"]) == 0
    assert "临朐县" in capsys.readouterr().out
    assert Person.objects.get().username == "admin-1"


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        ("{", 2, "no JSON"),
        ("[]", 2, "lack county"),
        (json.dumps(ANSWERS | {"county": "37072"}), 2, "no county code"),
        (json.dumps({k: v for k, v in ANSWERS.items() if k != "password"}), 2, "lack password"),
        (json.dumps(ANSWERS | {"password": "short"}), 1, "At least 12"),
    ],
)
def test_bad_answers_are_told_in_one_line_and_leave_nothing(monkeypatch, capsys, frozen, given, code, said):
    typed(monkeypatch, given)
    with frozen():
        assert commands.setup(["--here", "--json"]) == code
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert said in err


def test_it_is_closed_where_there_is_a_county(capsys, frozen):
    make.county()
    with frozen():
        assert commands.setup([]) == 1
    assert "already set up" in capsys.readouterr().err


def test_bad_usage_says_what_there_is(capsys):
    assert commands.setup(["--force"]) == 2
    assert "leitai setup --here" in capsys.readouterr().err
