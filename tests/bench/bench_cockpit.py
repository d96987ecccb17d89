"""Pages over a county of 5,000 projects × 36 months: server time beside the bare SQL of the same figures.

The page is asked through the whole stack (session, actor, door, figures, template). Its peer asks the database the same
questions in the fewest statements somebody would write by hand, fetches the rows and adds nothing: no lights, no template.
The import hands in 5,000 rows of a month through the action that the form and the workbook use, with checks and history,
beside a bare `executemany` of the same rows.

    python tests/bench/run.py --only cockpit
"""

from __future__ import annotations

import importlib
import os
import re
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import county
from harness import Bench

FULL, QUICK = 5_000, 500
SIZE = QUICK if os.environ.get("LEITAI_BENCH_QUICK") else FULL
C, LAST = county.COUNTY, county.LAST
AT = datetime(2025, 1, 8, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@dataclass
class Work:
    """A county in a folder, a client that is signed in, and what the plain loop makes of the rows."""

    database: Path
    client: Any
    invested_yuan: int
    planned_yuan: int


def _make(folder: Path, seed: int) -> Work:
    path = county.make(folder / f"county-{SIZE}", seed, SIZE)
    _learn()
    return Work(path, _client(), *_plain_loop(path))


def _learn() -> None:
    from leitai.store import jobs

    jobs.learn()  # as the hourly timetable does


def _client() -> Any:
    from django.conf import settings
    from django.test import Client

    from leitai.accounts.models import Person
    from leitai.accounts.tests import make

    importlib.import_module("leitai.config.wsgi")  # as the serving process starts
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.db"
    with make.inside(C):
        leader = Person.objects.filter(username="bench-leader").first() or make.person(
            "leader", username="bench-leader"
        )
        client: Client = make.client_for(leader)
    return client


def _plain_loop(path: Path) -> tuple[int, int]:
    """Invested and planned of the county, row by row, as somebody would with a pencil."""
    connection = sqlite3.connect(path)
    newest: dict[int, tuple[str, int]] = {}
    rows = (
        "SELECT project_id, month, cum_year_yuan FROM register_report WHERE state = 'verified' AND month LIKE '2024-%'"
    )
    for project, month, yuan in connection.execute(rows):
        if project not in newest or newest[project][0] < month:
            newest[project] = (month, yuan)
    planned = sum(
        yuan for (yuan,) in connection.execute("SELECT planned_yuan FROM register_yearplan WHERE year = 2024")
    )
    connection.close()
    return sum(yuan for _month, yuan in newest.values()), planned


def _page(path: str) -> Callable[[Work], str]:
    def ours(work: Work) -> str:
        answer = work.client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status_code}")
        return str(answer.content.decode())

    return ours


PROJECTS = """SELECT p.id, p.no, p.national_code, p.name, p.initials, p.name_key, p.investor, p.industry, p.kind, o.code,
    o.name_zh, o."order", p.total_yuan, p.total_at_least, p.standing, p.first_month, p.last_month, y.planned_yuan, y.by_month_yuan
    FROM register_project p JOIN accounts_office o ON o.id = p.office_id
    LEFT JOIN register_yearplan y ON y.project_id = p.id AND y.year = 2024
    WHERE p.county = '370724' AND p.first_month <= '2024-12' ORDER BY o."order", p.id"""
REPORTS = """SELECT project_id, month, state, month_yuan, cum_year_yuan, cum_yuan, unchanged_months, stage FROM register_report
    WHERE county = '370724' AND month IN ('2024-11', '2024-12') AND state IN ('submitted', 'verified')"""
LATE = """SELECT project_id, kind, planned_on FROM register_milestone
    WHERE county = '370724' AND planned_on < :today AND (done_on IS NULL OR done_on > :today)"""
STUCK = """SELECT b.no, b.title, b.due_on, b.raised_at, p.no, p.name, o.name_zh FROM register_bottleneck b
    JOIN register_project p ON p.id = b.project_id LEFT JOIN accounts_office o ON o.id = b.owner_id
    WHERE b.county = '370724' AND b.state IN ('raised', 'assigned') ORDER BY b.due_on"""
MONTHS = """SELECT month, state, SUM(month_yuan), COUNT(*) FROM register_report
    WHERE county = '370724' AND state IN ('submitted', 'verified') GROUP BY month, state"""
STEPS = """SELECT project_id, MAX(done_on) FILTER (WHERE kind = 'signed'),
    MAX(done_on) FILTER (WHERE kind = 'filed'),
    MAX(done_on) FILTER (WHERE kind = 'land'),
    MAX(done_on) FILTER (WHERE kind = 'started'),
    MAX(done_on) FILTER (WHERE kind = 'equipment'),
    MAX(done_on) FILTER (WHERE kind = 'trial'),
    MAX(done_on) FILTER (WHERE kind = 'producing'),
    MAX(done_on) FILTER (WHERE kind = 'full')
    FROM register_milestone WHERE county = '370724' AND done_on <= :today GROUP BY project_id"""
SUMS = """SELECT SUM(planned_yuan) FROM register_yearplan WHERE year = 2024"""


def _bare(*statements: str) -> Callable[[Work], str]:
    """The rows that the page's figures are made of, fetched and thrown away."""

    def peer(work: Work) -> str:
        connection = sqlite3.connect(work.database)
        connection.execute("PRAGMA cache_size=-32000")
        for sql in statements:
            connection.execute(sql, {"today": county.TODAY.isoformat()} if ":today" in sql else {}).fetchall()
        connection.close()
        return ""

    return peer


def _check_county(work: Work, answer: str) -> str:
    if not answer:
        return "right"  # the bare rows say nothing that could be wrong
    text = re.sub("<[^>]+>", "", answer.split('<p class="lead">')[1].split("</p>")[0])
    said = f"{work.invested_yuan / 1e8:,.1f} 亿元"
    return "right" if said in text else f"{said} is not said: {text}"


def _check_list(work: Work, answer: str) -> str:
    if not answer:
        return "right"
    said = f"{work.planned_yuan / 1e4:,.0f}"
    return "right" if said in answer else f"the sum of plans {said} is missing"


# the import


@dataclass
class Import:
    """A county without reports, made anew for each run, and the month's lines."""

    database: Path
    lines: list[Any]
    by: Any
    rows: list[tuple[Any, ...]]


def _make_import(folder: Path, seed: int) -> Import:
    clean = folder / f"import-{SIZE}"
    fresh = folder / f"run-{os.getpid()}"
    template = clean / "leitai.sqlite3"
    if not template.exists():
        import subprocess
        import sys

        make = f"county.make(pathlib.Path({str(clean)!r}), {seed}, {SIZE}, reports=False)"
        program = f"import sys; sys.path[:0] = {sys.path[:2]!r}; import county, pathlib; {make}"
        subprocess.run([sys.executable, "-c", program], check=True)
    shutil.copytree(clean, fresh, dirs_exist_ok=True)
    county.setup(fresh)
    from leitai.accounts.tests import make
    from leitai.register import terms

    with make.inside(C):
        by = make.actor("machine", within=C)
    connection = sqlite3.connect(fresh / "leitai.sqlite3")
    found = connection.execute(
        "SELECT p.id, p.no, y.planned_yuan FROM register_project p "
        "JOIN register_yearplan y ON y.project_id = p.id AND y.year = 2024"
    ).fetchall()
    connection.close()
    lines = [
        terms.Line(no, LAST, plan // 12, plan, plan, stage="structure", progress="按计划推进")
        for _key, no, plan in found
    ]
    stamp = "2025-01-08 02:00:00"
    rows = [
        (
            C,
            key,
            LAST,
            "submitted",
            plan // 12,
            plan,
            plan,
            "",
            0,
            "structure",
            "按计划推进",
            "",
            "",
            "",
            "",
            "",
            "machine",
            stamp,
            "",
            0,
            1,
        )
        for key, _no, plan in found
    ]
    return Import(fresh / "leitai.sqlite3", lines, by, rows)


def _submit(work: Import) -> int:
    from leitai.accounts.tests import make
    from leitai.register import actions

    with make.inside(C):
        actions.submit_reports(lines=work.lines, by=work.by, at=AT)
    return _count(work)


def _executemany(work: Import) -> int:
    connection = sqlite3.connect(work.database, isolation_level=None)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("BEGIN IMMEDIATE")
    names = (
        "county, project_id, month, state, month_yuan, cum_year_yuan, cum_yuan, derived, unchanged_months, stage, progress, "
        "problem, "
        "reason, returned_because, returned_by, source, submitted_by, submitted_at, verified_by, made_up, version"
    )
    marks = ", ".join("?" * 21)
    sql = f"INSERT INTO register_report ({names}) VALUES ({marks})"  # noqa: S608 - names and marks of ours
    connection.executemany(sql, work.rows)
    connection.execute("COMMIT")
    connection.close()
    return _count(work)


def _count(work: Import) -> int:
    connection = sqlite3.connect(work.database)
    sql = """SELECT COUNT(*) FROM register_report r JOIN register_yearplan y ON y.project_id = r.project_id AND y.year = 2024
        WHERE r.month = '2024-12' AND r.state = 'submitted' AND r.cum_year_yuan = y.planned_yuan"""
    (found,) = connection.execute(sql).fetchone()
    connection.close()
    return int(found)


def _check_import(work: Import, answer: int) -> str:
    return "right" if answer == SIZE else f"{answer} rows of {SIZE} are there"


SAME_ROWS = "within 3x of the bare SQL, 12 statements at most"
BENCHES = [
    Bench(
        "cockpit",
        "county page",
        "bench_cockpit",
        SAME_ROWS,
        _make,
        _page(f"/county/?month={LAST}"),
        {"bare SQL": _bare(PROJECTS, REPORTS, LATE, STUCK, MONTHS, STEPS)},
        _check_county,
        repeat=7,
        warm=2,
    ),
    Bench(
        "cockpit",
        "list of projects",
        "bench_cockpit",
        SAME_ROWS,
        _make,
        _page(f"/projects/?month={LAST}"),
        {"bare SQL": _bare(PROJECTS, REPORTS, LATE, STUCK, SUMS)},
        _check_list,
        repeat=7,
        warm=2,
    ),
    Bench(
        "cockpit",
        "import of a month",
        "bench_cockpit",
        "5,000 rows a second with history",
        _make_import,
        _submit,
        {"bare executemany": _executemany},
        _check_import,
        facts=lambda work, answer: {"note": f"{answer} rows"},
    ),
]
