"""`leitai roadmap`: one JSON document or one line that says what is wrong."""

import json
import shutil
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leitai.permits import commands
from leitai.permits.tests import make


@pytest.fixture
def run(tmp_path, capsys):
    def run_with(text, *options):
        path = tmp_path / "project.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        code = commands.roadmap([str(path), *options])
        got = capsys.readouterr()
        return code, got.out, got.err

    return run_with


def test_json_is_the_answer(run):
    code, out, err = run("{}", "--json", "--start", "2024-04-08", "--why-not")
    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert answer == json.loads(json.dumps(make.words().roadmap(make.request({}), with_why_not=True)))


def test_the_command_wins_over_the_file(run):
    text = "facts: {}\nstart: 2025-01-06\nworks_days: 10\nid: anything\nexpected: [x]\nheld: [business_license]"
    answer = json.loads(run(text, "--json")[1])
    assert (answer["requested_start"], answer["works_days"], answer["documents"]["held"][0]["stated"]) == (
        "2025-01-06",
        10,
        True,
    )
    answer = json.loads(run(text, "--json", "--start", "2024-04-08", "--works-days", "0")[1])
    assert (answer["requested_start"], answer["works_days"]) == ("2024-04-08", 0)


def test_without_a_start_it_starts_today(run, monkeypatch):
    monkeypatch.setattr(commands, "_today", lambda: date(2024, 4, 6))
    answer = json.loads(run("{}", "--json")[1])
    assert (answer["requested_start"], answer["start"]) == ("2024-04-06", "2024-04-07")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("radiaton: true", "no fact radiaton"),
        ("radiation: 1", "radiation cannot be 1"),
        ("radiation: 'yes'", "true or false"),
        ("eia_class: bok", "one of book, table, register, none"),
        ("industry_code: 0311", "put it in quotes"),
        ("industry_code: '33111'", "four digits"),
        ("land_area_mu: -1", "0 or more"),
        ("land_area_mu: .nan", "cannot be nan"),
        ("land_area_mu: .inf", "cannot be inf"),
        ("land_area_mu: '5'", "cannot be '5'"),
        ("land_area_mu: true", "cannot be True"),
        ("land_area_mu: 1" + "0" * 400, "cannot be read"),
        ("land_area_mu: [1]", "cannot be [1]"),
        ("radiation: true\nradiation: true", "a second time"),
        ("chemical_park: true", "(chemical_park_outside_park)"),
        ("[]", "fact: value"), ("", "fact: value"), ("facts: 5", "not 5"), ("facts: [a", "line "), (b"\xff", "UTF-8"),
        ("facts: {}\nheld: business_license", "list of names"),
        ("facts: {}\nheld: [nothing]", "'nothing' is unknown"),
        ("facts: {}\nheld: [[1]]", "[1] is unknown"),
        ("facts: {}\nheld: [commitment_letter]", "commitment_letter:drainage"),
        ("facts: {}\nworks_days: 3651", "0 to 3650"), ("facts: {}\nworks_days: 1.5", "0 to 3650"),
        ("facts: {}\nworks_days: true", "0 to 3650"), ("facts: {}\nstart: 20240408", "2024-04-08"),
        ("facts: {}\nstart: 2024-04-08T10:00:00", "2024-04-08"), ("facts: {}\nstart: '2024-02-30'", "2024-04-08"),
        ("a: " + "x" * 1_000_001, "at most 1000000"),
    ],
)  # fmt: skip
def test_bad_input_is_one_line(run, text, said):
    code, out, err = run(text, "--json")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err


@pytest.mark.parametrize(
    "options",
    [["--start", "soon"], ["--start", ""], ["--works-days", "-1"], ["--works-days", "4000"], ["--works-days", "1.0"],
     ["--catalogue", "/nowhere"], ["--what"], ["--star", "2024-04-08"], ["more.yaml"]],
)  # fmt: skip
def test_bad_usage_is_one_line(run, options):
    code, out, err = run("{}", *options)
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_a_missing_file_is_one_line(tmp_path, capsys):
    for path in (tmp_path / "none.yaml", tmp_path):
        assert commands.roadmap([str(path)]) == 2
        assert capsys.readouterr().err.count("\n") == 1


def test_integers_become_doubles(run):
    answer = json.loads(run("land_area_mu: 260\nstaff_hired: 5", "--json", "--why-not", "--start", "2024-04-08")[1])
    lines = {line["id"]: line["because"]["facts"] for line in answer["procedures"]}
    assert lines["employment_registration"] == {"staff_hired": 5.0}
    assert isinstance(lines["employment_registration"]["staff_hired"], float)


def test_warnings_go_to_standard_error(run):
    code, out, err = run("hazchem_kind: produce\nindustry_code: '9999'", "--json", "--start", "2024-04-08")
    assert code == 0
    assert [one["id"] for one in json.loads(out)["warnings"]] == ["hazchem_outside_chemical_park"]
    assert [line.split()[0] for line in err.splitlines()] == ["warning:", "warning:"]


def test_the_list_for_people(run, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    code, out, _ = run("eia_class: null", "--start", "2024-04-08", "--why-not")
    assert code == 0
    assert "公司设立登记" in out
    assert "2024-04-08 to 2024-05-28" in out
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert "Company registration" in run("{}")[1]


def copied(folder):
    for path in make.DATA.iterdir():
        if path.name.endswith(".yaml"):
            shutil.copy(path, folder)


def test_another_catalogue(run, tmp_path):
    copied(tmp_path)
    assert json.loads(run("{}", "--json", "--catalogue", str(tmp_path))[1])["catalogue"]["version"] == "2026.2"


def test_an_unpublishable_catalogue_is_refused(run, tmp_path):
    copied(tmp_path)
    path = tmp_path / "procedures.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("promised_days: 1\n", "promised_days: 300\n", 1), encoding="utf-8"
    )
    code, out, err = run("{}", "--catalogue", str(tmp_path))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "300 days promised" in err


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=80) | st.text("[]{}:,-&*!?'\"#\n facts0.", max_size=40).map(str.encode))
def test_no_file_leads_to_a_trace(run, content):
    code, out, err = run(content, "--json", "--start", "2024-04-08")
    assert code in (0, 2)
    assert code == 0 or (out == "" and err.count("\n") == 1)
