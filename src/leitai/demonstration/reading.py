"""Reads the demonstration's data into its words. Plain values; nothing is written."""

import functools
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from leitai.demonstration.terms import MADE, MADE_UP, Anchor, Held, Sown
from leitai.register.rules import months

WAN = 10_000


def folder() -> Path:
    """Where the data lies."""
    return Path(str(resources.files("leitai.demonstration"))) / "data"


@functools.cache
def table(name: str) -> dict[str, Any]:
    """A file of the data, as it stands."""
    read: dict[str, Any] = yaml.safe_load((folder() / f"{name}.yaml").read_text("utf-8"))
    return read


def projects(open_month: str) -> list[Sown]:
    """All projects; the made-up ones were signed so many months before the open month."""
    data = table("projects")
    return [*map(_named, data["named"]), *(_made(row, open_month) for row in data["made"])]


def _named(row: dict[str, Any]) -> Sown:
    total = row.get("total", {})
    made_total = row.get("made_total_wan")
    return Sown(
        key=row["key"], name=row["name"], name_en=row["en"], office=row["office"], industry=row["industry"],
        signed=str(row["signed"]), pace=row["pace"], kind=row.get("kind", "new"), investor=row.get("investor", ""),
        total_yuan=total.get("yuan", made_total * WAN if made_total else None), at_least=total.get("at_least", False),
        contents=_contents(row), source=_source(row), other_names=tuple(row.get("other", ())),
        output_yuan=row.get("output_yuan"), jobs=row.get("jobs"), chemical=row.get("chemical"),
        published={k: str(v) for k, v in row.get("milestones", {}).items()},
        planned={k: str(v) for k, v in row.get("planned", {}).items()}, anchor=_anchor(row.get("workbook")),
        stretch=row.get("stretch", 1.0),
    )  # fmt: skip


def _contents(row: dict[str, Any]) -> str:
    note = row.get("total", {}).get("note", "")
    parts = [row.get("contents", ""), f"总投资：{note}" if note else ""]
    return "；".join(part for part in parts if part)


def _source(row: dict[str, Any]) -> str:
    """Where the name comes from, and which of the facts beside it are published."""
    public = [
        word for word, key in (("总投资", "total"), ("所在镇街", "town_public"), ("投资方", "investor")) if row.get(key)
    ]
    known = f"名称{''.join('、' + word for word in public)}已公布：{row['source']}"
    return f"{known}；其余为{MADE_UP}"[:200]


def _anchor(row: dict[str, Any] | None) -> Anchor | None:
    if row is None:
        return None
    month, cum = row["month"], row["cum"]
    year = row.get("cum_year", min(cum, month + 2 * round(month * 0.8)))
    return Anchor(row["file"], row["plan"] * WAN, month * WAN, cum * WAN, year * WAN)


def _made(row: Sequence[Any], open_month: str) -> Sown:
    name, english, office, industry, kind, total_wan, months_ago, pace = row
    return Sown(
        key=name, name=f"{MADE}{name}", name_en=f"Demonstration: {english}", office=office, industry=industry, kind=kind,
        signed=months.shifted(open_month, -months_ago), pace=pace, total_yuan=total_wan * WAN, source=MADE_UP, is_named=False,
        contents="演示编写的项目，不说明任何真实情况。", investor=f"演示企业{_letter(name)}",
    )  # fmt: skip


def _letter(name: str) -> str:
    return "甲乙丙丁戊己庚辛壬癸"[sum(name.encode()) % 10]


def held(kind: str) -> Iterator[Held]:
    """The bottlenecks that stand open (`open`) or answered (`answered`) when the county is loaded."""
    for row in table("bottlenecks")[kind]:
        yield Held(
            row["project"], row["title"], row.get("detail", ""), row["owner"], row["days"], row.get("due", 10),
            row.get("answer", ""), row.get("answered", 0),
        )  # fmt: skip


def reporting_offices() -> list[str]:
    """Codes of the offices that report, in their order."""
    return [row["code"] for row in table("offices")["places"]]
