"""`leitai calendar` answers, marks and refuses."""

import json

import pytest

from leitai.kernel import commands


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        (["add", "2024-04-05", "1"], "2024-04-07\n"),
        (["add", "2024-04-08", "-1"], "2024-04-07\n"),
        (["add", "2026-12-31", "1"], "2027-01-01 provisional\n"),
        (["between", "2024-04-01", "2024-04-30"], "21\n"),
        (["between", "2027-01-01", "2027-01-08"], "5 provisional\n"),
    ],
)
def test_calendar_prints_the_answer_and_its_mark(capsys, words, printed):
    assert commands.calendar(words) == 0
    assert capsys.readouterr() == (printed, "")


def test_calendar_prints_one_json_document(capsys):
    assert commands.calendar(["add", "2024-04-05", "1", "--json"]) == 0
    expected = {"start": "2024-04-05", "count": 1, "date": "2024-04-07", "provisional": False}
    assert json.loads(capsys.readouterr().out) == expected
    assert commands.calendar(["--json", "between", "2024-04-05", "2024-04-08"]) == 0
    expected = {"start": "2024-04-05", "end": "2024-04-08", "workdays": 2, "provisional": False}
    assert json.loads(capsys.readouterr().out) == expected


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["add"],
        ["add", "2024-04-05"],
        ["add", "2024-04-05", "1", "2"],
        ["add", "2024-02-30", "1"],
        ["add", "05/04/2024", "1"],
        ["add", "2024-04-05", "1.5"],
        ["add", "2024-04-05", "９"],
        ["add", "2024-04-05", "9999999999999999"],
        ["add", "2024-04-05", "999999"],
        ["add", "1900-01-01", "1"],
        ["between", "2024-04-05", "tomorrow"],
        ["since", "2024-04-05", "1"],
    ],
)
def test_bad_usage_exits_2_with_one_line(capsys, words):
    assert commands.calendar(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("leitai calendar: ")
    assert err.count("\n") == 1
