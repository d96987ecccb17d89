"""The contest file: what YAML and XLSX mean, and that every fault is told with its line or cell."""

from __future__ import annotations

import io
import zipfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from leitai.arena import terms
from leitai.arena.rules import result, standing
from leitai.arena.rules.fileformat import opening, xlsx_book, yaml_text

TEMPLATES = Path(__file__).parents[1] / "data"
SMALL = """\
format: leitai-contest/1
round: {code: r1, name_zh: 第一场}
rules:
  method: mean
  criteria:
    - {code: new, scale: {from: 0, to: 25, step: 0.5}, weight: 2}
    - {code: good, scale: {grades: {好: 3, 一般: 1}}}
entries:
  - {code: A, office: 东镇}
  - {code: B}
judges:
  - {code: J1}
  - {code: J2, office: 东镇}
marks:
  J1:
    A: {new: 20.5, good: 好}
    B: {new: 20, good: 一般}
  J2:
    A: not seen
    B: {new: 0, good: 3}
"""


def problems(text: str | bytes) -> list[tuple[str, str]]:
    with pytest.raises(terms.ContestRefused) as refused:
        opening.read(text if isinstance(text, bytes) else text.encode())
    return [(p.where, p.what) for p in refused.value.problems]


def test_a_small_file_is_read_as_written():
    contest = opening.read(SMALL.encode())
    assert contest.round.name == terms.Name("第一场", "第一场")
    assert [b.marks_milli for b in contest.ballots] == [
        {"new": 20_500, "good": 3000}, {"new": 20_000, "good": 1000}, {"new": None, "good": None}, {"new": 0, "good": 3000},
    ]  # fmt: skip
    found = standing.compute(contest, seed="s")
    assert found.statuses == ("counted", "counted", "recused", "counted")
    assert [s.total_milli for s in found.declared.scores] == [44_000, 22_000]


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("A: {new: 20.5,", "A: {new: 26,", "line 16, marks > J1 > A > new", "26 is not on the scale: 0 to 25 in steps of 0.5"),
        ("new: 20.5", "new: 20.3", "line 16, marks > J1 > A > new", "20.3 is not on the scale: 0 to 25 in steps of 0.5"),
        ("good: 好}", "good: 差}", "line 16, marks > J1 > A > good", "'差' isn't a grade: 好 (3), 一般 (1)"),
        ("new: 20.5", "new: .nan", "line 16, marks > J1 > A > new", "should be a plain number, such as 3, 0.25, 1/3 or 25%"),
        ("new: 20.5", "new: 1e400", "line 16, marks > J1 > A > new", "should be a plain number, such as 3, 0.25, 1/3 or 25%"),
        ("    A: not seen", "    C: not seen", "line 19, marks > J2 > C", "there is no entry 'C'"),
        ("  J2:\n    A", "  J3:\n    A", "line 19, marks > J3 > A", "there is no judge 'J3'"),
        ("{code: B}", "{code: A}", "line 10, entries > 2", "the code 'A' is used twice"),
        ("{code: B}", "{code: B, colour: red}", "line 10, entries > 2 > colour", "isn't known here; known are: code, project, "),
        ("method: mean", "method: average", "line 4, rules > method", "'average' isn't one of: mean, trimmed, median, grouped, "),
        ("weight: 2", "weight: -2", "line 6, rules > criteria > 1 > weight", "may not be below 0"),
        ("step: 0.5", "step: 0", "line 6, rules > criteria > 1 > scale", "needs from < to, with to and step above 0"),
        ("contest/1", "contest/9", "line 1, format", "should be leitai-contest/1"),
        ("{code: J1}", "{code: J1, group: x}\n  - 7", "line 13, judges > 2", "should be keys with values (key: value)"),
        ("{code: J1}", '{code: "J\\x001"}', "line 12, judges > 1 > code", "holds a control character; take it out"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line(old, new, where, what):
    told = problems(SMALL.replace(old, new, 1))
    assert where in [w for w, _ in told]
    assert next(t for w, t in told if w == where).startswith(what)


def test_all_faults_are_told_at_once():
    assert len(problems(SMALL.replace("20.5", "26").replace("{code: B}", "{}"))) >= 3


def test_the_same_ballot_twice_is_refused_and_a_revision_replaces():
    one = "  - {judge: J1, entry: A, marks: {new: 1, good: 好}}\n"
    lines = "marks:\n" + one + one.replace("}}", "}REV}")
    head = SMALL.split("marks:", maxsplit=1)[0]
    assert problems(head + lines.replace("REV", ""))[0][1].startswith("judge 'J1' marks 'A' a second time")
    contest = opening.read((head + lines.replace("REV", ", revision: 2")).encode())
    assert standing.compute(contest, seed="s").statuses == ("replaced", "counted")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (b"a: &x 1\nb: *x\n", "anchors and aliases (& and *) aren't allowed; write the value out"),
        (b"a: !!python/object/apply:os.system [ls]\n", "tags (!) aren't allowed"),
        (b"a: 1\na: 2\n", "the key 'a' stands here twice"),
        (b"a: 1\n---\nb: 2\n", "a file holds one document (one ---)"),
        (b"[" * 60, "is nested too deeply"),
        (b"[" * 5000, "can't be read as YAML"),
        (b"? [1]\n: 2\n", "a key must be plain text"),
        (b"a: \xff\n", "isn't UTF-8; save the file as UTF-8"),
        (b"a: [1\n", "can't be read as YAML: did not find expected ',' or ']'"),
        (b"a: \x07\n", "can't be read as YAML"),
    ],
)
def test_dangerous_or_broken_yaml_is_refused_before_anything_is_built(text, what):
    assert problems(text)[0][1].startswith(what)


def test_an_empty_file_says_what_is_missing():
    assert ("entries", "there is no entry") in problems("")


def test_words_that_yaml_1_1_would_twist_stay_words():
    tree, lines = yaml_text.read(b"a: no\nb: 2024-04-05\nc: 012\nd: 1_000\ne: 1e3\nf: 0.25\ng: true\nh: ~\n")
    assert tree == {
        "a": "no", "b": "2024-04-05", "c": "012", "d": "1_000", "e": "1e3", "f": Fraction(1, 4), "g": True, "h": None,
    }  # fmt: skip
    assert lines["c",] == "line 3"


def book(sheets: dict[str, list[list[Any]]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def workbook(mark: Any = 20.5) -> dict[str, list[list[Any]]]:
    return {
        "场次": [
            ["键", "值"],
            ["code", "r1"],
            ["name_zh", "第一场"],
            ["method", "mean"],
            ["decimals", 2],
            ["draws", 200],
        ],
        "评分项": [
            ["代码", "权重", "最低", "最高", "步长", "等次"],
            ["new", 2, 0, 25, 0.5, None],
            ["good", None, None, None, None, "好=3;一般=1"],
        ],
        "硬指标": [["代码", "函数"], ["rate", "{kind: ratio, points: 10, target: 2}"]],
        "同分规则": [["kind", "code"], ["criterion", "new"]],
        "参赛": [["代码", "单位", "base:people"], ["A", "东镇", 100], ["B", None, None]],
        "评委": [["代码", "单位", "利害关系"], ["J1", None, None], ["J2", "东镇", "B；A"]],
        "指标值": [["参赛", "指标", "数值", "依据"], ["A", "rate", 1, "月报第3行"]],
        "加减分": [["参赛", "分值", "事由", "依据"], ["B", -1.5, "通报批评", "市通报5号"]],
        "打分": [
            ["评委", "参赛", "new", "good"],
            ["J1", "A", mark, "好"],
            ["J1", "B", 20, "一般"],
            ["J2", "B", 0, "好"],
        ],
    }


def test_a_workbook_says_the_same_as_yaml():
    contest = opening.read(book(workbook()))
    found = standing.compute(contest, seed="s")
    assert found.statuses == ("counted", "counted", "recused")
    assert [s.total_milli for s in found.declared.scores] == [49_000, 39_500]
    assert contest.rules.draws == 200
    assert contest.entries[0].bases == {"people": 100}
    assert contest.entries[1].bonuses[0].evidence[0].row == {"text": "市通报5号"}
    same = opening.read(SMALL.encode())
    assert contest.rules.criteria == same.rules.criteria
    assert contest.ballots[0] == same.ballots[0]


def test_a_fault_in_a_workbook_is_told_with_its_cell():
    assert problems(book(workbook(mark=30)))[0] == (
        "marks!C2, marks > 1 > marks > new",
        "30 is not on the scale: 0 to 25 in steps of 0.5",
    )
    sheets = workbook()
    sheets["加减分"][1][0] = "Z"
    assert problems(book(sheets)) == [("bonuses!A2", "there is no entry 'Z'")]


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"PK\x03\x04 broken", "isn't an .xlsx workbook without a password"),
        (packed(a=b"x"), "can't be read as a workbook"),
        (packed(a=b"0" * (xlsx_book.UNPACKED + 1)), "unpacks to more than a contest can need"),
        (
            packed(a=b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
            "holds a document type, which a workbook ",
        ),
    ],
)
def test_a_hostile_workbook_is_refused(data, what):
    assert problems(data)[0][1].startswith(what)


def test_a_far_cell_costs_nothing():
    made = openpyxl.load_workbook(io.BytesIO(book(workbook())))
    made["打分"]["XFD1048576"] = 1
    out = io.BytesIO()
    made.save(out)
    assert len(opening.read(out.getvalue()).ballots) == 3


def test_the_example_of_the_reference_page_can_be_ranked():
    page = (Path(__file__).parents[4] / "docs" / "reference" / "contest-file.md").read_text("utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]
    found = standing.compute(opening.read(example.encode()), seed="s").declared.scores
    assert [(s.entry, s.total_milli, s.place) for s in found] == [("A", 37_500, 1), ("B", 33_000, 2)]


@pytest.mark.parametrize("name", sorted(p.name for p in TEMPLATES.glob("*.yaml")))
def test_every_template_can_be_ranked(name):
    contest = opening.read((TEMPLATES / name).read_bytes())
    outcome = standing.compute(contest, seed=result.locked_hash(contest))
    assert all(s.place for s in outcome.declared.scores)
