"""A county of P projects × 36 months in a database of its own, for the benches of pages and figures; written in bulk."""

from __future__ import annotations

import json
import os
import random
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

COUNTY, YEARS, LAST, TODAY = "370724", (2022, 2023, 2024), "2024-12", date(2025, 1, 10)
PLACES = {
    "chengguan": ("城关街道", "street", 118.530, 36.500),
    "dongcheng": ("东城街道", "street", 118.590, 36.508),
    "yeyuan": ("冶源街道", "street", 118.520, 36.425),
    "xinzhai": ("辛寨街道", "street", 118.660, 36.390),
    "wujing": ("五井镇", "town", 118.400, 36.455),
    "sitou": ("寺头镇", "town", 118.415, 36.335),
    "jiushan": ("九山镇", "town", 118.500, 36.205),
    "jiangyu": ("蒋峪镇", "town", 118.665, 36.275),
    "shanwang": ("山旺镇", "town", 118.715, 36.525),
    "liushan": ("柳山镇", "town", 118.755, 36.455),
    "longshan-chemical": ("龙山化工园", "park", 118.645, 36.575),
    "development-zone": ("开发区", "zone", 118.550, 36.535),
    "yishan": ("沂山风景区", "zone", 118.620, 36.190),
    "songshan": ("嵩山", "zone", 118.320, 36.380),
}
OTHERS = {
    "county": ("县委县政府", "county"),
    "project-office": ("县重大项目服务中心", "county"),
    "power-grid": ("供电公司", "department"),
}
KINDS = ("signed", "filed", "land", "started", "equipment", "trial", "producing", "full")
NAMES = ("重型钢构", "铝门窗", "农机装备", "冷链物流", "精细化工", "新材料", "光伏组件", "食品加工")
STAMP = "2024-04-08 01:30:00"


def setup(folder: Path) -> None:
    """Django over the database in this folder, with its tables; each side of a bench is a process of its own."""
    os.environ |= {"LEITAI_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "leitai.config.settings"}
    os.environ.pop("LEITAI_DATABASE", None)
    import django

    django.setup()
    if not (folder / "leitai.sqlite3").exists():
        from django.core.management import call_command

        call_command("migrate", verbosity=0)


def make(folder: Path, seed: int, size: int, *, reports: bool = True) -> Path:
    """The county in `folder`, made once. Returns the path of its database."""
    setup(folder)
    path, noted = folder / "leitai.sqlite3", folder / "made"
    if not noted.exists():
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("BEGIN")
        _fill(connection, random.Random(seed), size, reports=reports)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("ANALYZE")
        connection.close()
        noted.write_text("")
    return path


def _fill(connection: sqlite3.Connection, dice: random.Random, size: int, *, reports: bool) -> None:
    _put(
        connection,
        "accounts_county",
        [
            {
                "code": COUNTY,
                "name_zh": "临朐县",
                "name_en": "Linqu County",
                "city_zh": "潍坊市",
                "city_en": "Weifang",
                "demonstration": 0,
            }
        ],
    )
    _put(connection, "accounts_office", list(_offices()))
    keys = dict(connection.execute("SELECT code, id FROM accounts_office"))
    projects = list(_projects(dice, size, keys))
    _put(connection, "register_project", projects)
    _put(connection, "register_yearplan", _plans(projects))
    _put(connection, "register_milestone", _milestones(dice, projects))
    if reports:
        _put(connection, "register_report", _reports(dice, projects))
    _put(connection, "register_bottleneck", _bottlenecks(dice, projects, keys))


def _put(connection: sqlite3.Connection, table: str, rows: Any) -> None:
    rows = iter(rows)
    first = next(rows)
    names = ", ".join(f'"{name}"' for name in first)
    marks = ", ".join(f":{name}" for name in first)
    sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - names and marks of ours
    connection.execute(sql, first)
    connection.executemany(sql, rows)


def _offices() -> Iterator[dict[str, Any]]:
    for order, (code, (name, kind, lon, lat)) in enumerate(PLACES.items(), 1):
        yield _office(code, name, kind, order, lon, lat)
    for order, (code, (name, kind)) in enumerate(OTHERS.items(), 100):
        yield _office(code, name, kind, order, None, None)


def _office(code: str, name: str, kind: str, order: int, lon: float | None, lat: float | None) -> dict[str, Any]:
    return {
        "county": COUNTY,
        "code": code,
        "kind": kind,
        "name_zh": name,
        "short_zh": name,
        "name_en": code.replace("-", " ").capitalize(),
        "parent_id": None,
        "division_code": "",
        "other_names": "[]",
        "longitude": lon,
        "latitude": lat,
        "order": order,
    }


def _projects(dice: random.Random, size: int, keys: dict[str, int]) -> Iterator[dict[str, Any]]:
    places, industries = (
        list(PLACES),
        [f"{n}11" for n in (13, 14, 17, 20, 22, 26, 29, 30, 31, 32, 33, 34, 35, 36, 38, 39, 44, 54, 59, 77)],
    )
    for n in range(1, size + 1):
        total = int(dice.lognormvariate(3, 1) * 300) * 10_000
        name = f"{dice.choice(NAMES)}{n}号项目"
        yield {
            "id": n,
            "county": COUNTY,
            "no": f"P22-{n:05d}",
            "national_code": None,
            "name": name,
            "name_en": "",
            "name_key": name,
            "initials": "",
            "office_id": keys[dice.choice(places)],
            "enterprise_id": None,
            "investor": "",
            "industry": dice.choice(industries),
            "kind": dice.choice(("new", "expansion", "renovation")),
            "total_yuan": total if n % 17 else None,
            "total_at_least": int(n % 29 == 0),
            "total_approx": 0,
            "land_mu": None,
            "chemical": None,
            "contents": "",
            "output_yuan": None,
            "tax_yuan": None,
            "jobs": None,
            "sponsor": "",
            "source": "",
            "standing": "active",
            "first_month": f"{YEARS[0]}-01",
            "last_month": "",
            "made_up": 1,
            "version": 1,
            "created_at": STAMP,
        }


def _plan(project: dict[str, Any]) -> int:
    return (project["total_yuan"] or 30_000_000) // 3 // 12 * 12


def _plans(projects: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for project in projects:
        for year in YEARS:
            planned = _plan(project)
            profile = json.dumps([planned * n // 12 for n in range(1, 13)]) if project["id"] % 3 == 0 else None
            yield {
                "county": COUNTY,
                "project_id": project["id"],
                "year": year,
                "planned_yuan": planned,
                "by_month_yuan": profile,
                "version": 1,
            }


def _reports(dice: random.Random, projects: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Actual = plan × uniform(0, 2); in the last month some wait, are returned or missing, some towns are wholly silent."""
    state_of_last = ("verified",) * 14 + ("submitted",) * 3 + ("returned", "draft", "")
    for project in projects:
        cum = 0
        for year in YEARS:
            of_year = 0
            for number in range(1, 13):
                month = f"{year}-{number:02d}"
                state = dice.choice(state_of_last) if month == LAST else "verified" if dice.random() < 0.99 else ""
                yuan = int(_plan(project) / 12 * dice.uniform(0, 2))
                if not state:
                    continue
                cum, of_year = cum + yuan, of_year + yuan
                yield {
                    "county": COUNTY,
                    "project_id": project["id"],
                    "month": month,
                    "state": state,
                    "month_yuan": yuan,
                    "cum_year_yuan": of_year,
                    "cum_yuan": cum,
                    "derived": "",
                    "unchanged_months": 0,
                    "stage": "structure",
                    "progress": "按计划推进",
                    "problem": "",
                    "reason": "",
                    "returned_because": "",
                    "returned_by": "",
                    "returned_at": None,
                    "source": "",
                    "submitted_by": "somebody",
                    "submitted_at": STAMP,
                    "verified_by": "",
                    "verified_at": None,
                    "made_up": 1,
                    "version": 1,
                }


def _milestones(dice: random.Random, projects: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for project in projects:
        on = date(2022, 1, 1) + timedelta(days=dice.randrange(500))
        for kind in KINDS:
            planned, on = on, on + timedelta(days=dice.randrange(20, 260))
            done = on if on < TODAY else None
            yield {
                "county": COUNTY,
                "project_id": project["id"],
                "kind": kind,
                "planned_on": planned.isoformat(),
                "planned_precision": "day",
                "done_on": done.isoformat() if done else None,
                "done_precision": "day",
                "evidence": "",
                "version": 1,
            }
            if done is None:
                break


def _bottlenecks(dice: random.Random, projects: list[dict[str, Any]], keys: dict[str, int]) -> Iterator[dict[str, Any]]:
    for n, project in enumerate(dice.sample(projects, max(3, len(projects) // 25)), 1):
        state = dice.choice(("raised", "assigned", "assigned", "answered", "closed"))
        yield {
            "county": COUNTY,
            "no": f"B24-{n:04d}",
            "project_id": project["id"],
            "title": "用电报装外线未施工",
            "detail": "",
            "state": state,
            "raised_by": "somebody",
            "raised_office_id": project["office_id"],
            "raised_at": STAMP,
            "owner_id": None if state == "raised" else keys["power-grid"],
            "due_on": None if state == "raised" else (TODAY - timedelta(days=dice.randrange(-20, 40))).isoformat(),
            "answer": "",
            "answered_by": "",
            "answered_at": None,
            "remark": "",
            "closed_at": STAMP if state == "closed" else None,
            "escalated_to": "",
            "escalated_at": None,
            "made_up": 1,
            "version": 1,
        }
