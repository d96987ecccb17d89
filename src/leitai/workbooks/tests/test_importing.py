"""`leitai workbook FILE --import`: the same door as the pages, from the command line."""

import json
from pathlib import Path

import pytest

from leitai.accounts.tests import make as accounts
from leitai.register.models import Report
from leitai.register.tests import make
from leitai.workbooks import commands
from leitai.workbooks.models import Upload

pytestmark = pytest.mark.django_db

SHEET = (
    "城关街道2024年3月重点项目进展情况表,,,,,,\n单位：万元,,,,,,\n序号,项目名称,项目代码,总投资,年度计划投资,本月完成投资,累计完成投资\n"
    "1,测试甲项目,2312-370724-04-01-000004,8600,6130,100,{cum}\n"
)


@pytest.fixture
def sheet(tmp_path: Path, county: object) -> Path:
    accounts.office("chengguan")
    project = make.project(
        "测试甲项目",
        "chengguan",
        national_code="2312-370724-04-01-000004",
        first_month="2024-03",
        total_yuan=86_000_000,
    )
    make.plan(project, 6_130)
    path = tmp_path / "城关街道3月.csv"
    path.write_text(SHEET.format(cum=100), encoding="utf-8")
    return path


def run(path: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = commands.workbook([str(path), "--import", *words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_sheet_without_doubts_is_handed_in_and_entered(sheet, capsys):
    code, out, _ = run(sheet, capsys, "--json")
    told = json.loads(out)
    assert (code, told["office"], told["state"], told["rows"], told["entered"], told["doubts_open"]) == (
        0,
        "chengguan",
        "submitted",
        1,
        1,
        0,
    )
    assert Report.objects.get().month_yuan == 1_000_000


def test_a_sheet_with_doubts_waits_with_them(sheet, capsys):
    sheet.write_text(SHEET.format(cum=50), encoding="utf-8")  # the month is more than all since the start
    code, out, _ = run(sheet, capsys, "--json")
    told = json.loads(out)
    assert (code, told["state"], told["entered"]) == (0, "read", 0)
    assert told["doubts_open"] > 0
    assert not Report.objects.exists()


def test_the_same_file_twice_is_not_taken_again(sheet, capsys):
    run(sheet, capsys)
    code, out, err = run(sheet, capsys)
    assert (code, out) == (1, "")
    assert Upload.objects.get().no in err


def test_a_file_that_names_no_office_asks_for_it(tmp_path, county, capsys):
    path = tmp_path / "表.csv"
    path.write_text("序号,项目名称,总投资（万元）\n1,测试乙项目,100\n", encoding="utf-8")
    code, out, err = run(path, capsys)
    assert (code, out) == (1, "")
    assert "--office CODE" in err


def test_bad_words_exit_two(county, capsys):
    assert commands.workbook(["--import"]) == 2
    assert commands.workbook(["a.xlsx", "--import", "--fast"]) == 2
    assert capsys.readouterr().err.count("\n") == 2


def test_a_missing_file_is_one_line(tmp_path, county, capsys):
    code, out, err = run(tmp_path / "nix.xlsx", capsys)
    assert (code, out, err.count("\n")) == (1, "", 1)
