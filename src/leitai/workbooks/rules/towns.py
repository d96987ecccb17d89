"""Towns, streets and parks of the demonstration county: full names for what is reported in short."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from leitai.workbooks.rules import text as texts

DATA = Path(__file__).parent.parent / "data"
COUNTY, COUNTY_NAME = "370724", "临朐"
DROPPED = re.compile(
    r"(?:人民政府|政府|办事处|党工委|党委|管理委员会|管委会|工作委员会|工委|(?<=街道)办|(?<=[镇乡])府)+$"
)
KINDS = (
    "镇|街道|乡|生态旅游区|旅游度假区|旅游区|风景区|经济开发区|开发区|高新技术产业园|产业园区|产业园|工业园区|工业园|化工园|"
    "园区|新区|示范区"
)
TOWN_LIKE = re.compile(rf"[\u4e00-\u9fff]{{2,8}}?(?:{KINDS})$")


@dataclass(frozen=True, slots=True)
class Division:
    name: str
    level: str
    in_county: bool


@dataclass(frozen=True, slots=True)
class Match:
    """`name`: full name; `short`: whether the words were not the full name."""

    name: str
    short: bool


@cache
def divisions() -> tuple[Division, ...]:
    with (DATA / "divisions.csv").open(encoding="utf-8", newline="") as f:
        return tuple(Division(r["name_zh"], r["level"], r["parent_code"] == COUNTY) for r in csv.DictReader(f))


@cache
def full_names() -> dict[str, str]:
    """Name as published -> name to report (other names of one place lead to its first)."""
    out: dict[str, str] = {}
    for d in divisions():
        other = d.level.partition("alias_of:")[2]
        out.setdefault(d.name, other or d.name)
    return out


@cache
def stems() -> dict[str, str]:
    """Short name -> full name, for towns, streets and parks of the county."""
    out: dict[str, str] = {}
    for d in divisions():
        if not d.in_county or d.level == "industrial_park":
            continue
        full = full_names()[d.name]
        for short in shortened(d.name):
            out.setdefault(short, full)
    return out


def shortened(name: str) -> list[str]:
    base = DROPPED.sub("", name)
    stem = re.sub(
        r"(?:镇|街道|乡|生态旅游区|风景区|高新技术产业园|生态旅游发展服务中心|经济开发区|化工园|化工产业园)$", "", base
    )
    local = stem.removeprefix(COUNTY_NAME)
    found = [base, base.removeprefix(COUNTY_NAME), *(s for s in (stem, local) if len(s) >= 2 and s != COUNTY_NAME)]
    return [s for s in found if s != name]


def find(words: str) -> Match | None:
    """The division meant by `words` (flat text), None where it is unknown.

    Known are full names, names without their kind (寺头), and the county's parks with words left out
    (龙山产业园 for 龙山高新技术产业园). A different kind (城关镇 for 城关街道) stays unknown.
    """
    plain = words
    for prefix in ("山东省", "潍坊市", "临朐县"):
        plain = plain.removeprefix(prefix)
    if plain in full_names():
        full = full_names()[plain]
        return Match(full, full != plain)
    bare = DROPPED.sub("", plain)
    if bare in full_names():
        full = full_names()[bare]
        return Match(full, full != bare)
    if bare in stems():
        full = stems()[bare]
        return Match(full, DROPPED.sub("", full) != bare)
    return left_out(bare)


def left_out(bare: str) -> Match | None:
    if len(bare) < 3 or bare.endswith(("镇", "街道", "乡")):
        return None
    hits = {
        full_names()[d.name]
        for d in divisions()
        if d.in_county and d.level not in ("town", "street", "industrial_park") and subsequence(bare, d.name)
    }
    same = {h for h in hits if h[:2] == bare[:2]} or hits
    return Match(same.pop(), True) if len(same) == 1 else None


def subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(c in rest for c in short)


def listed(words: str) -> list[str]:
    """The parts of a list of names: 冶源街道、嵩山、五井镇."""
    return [w for w in re.split(r"[、,，;；/和与及\s]+", words) if w]


def beginning(plain: str) -> tuple[list[Match], int]:
    """Divisions named one after another at the beginning of a flat text, and how long that is."""
    out: list[Match] = []
    at = 0
    while True:
        found = longest(plain[at:])
        if not found:
            return out, at
        out.append(found[0])
        at += found[1]
        joint = re.match(r"[、,，和与及]|(?=$)", plain[at:])
        if not joint:
            return out, at
        at += joint.end()


def longest(plain: str) -> tuple[Match, int] | None:
    for size in range(min(14, len(plain)), 1, -1):
        words = plain[:size]
        after = plain[size:]
        found = find(words)
        if found is None or (size == 2 and re.match(r"[路河湖水库大道村社区小学医院桥]", after)):
            continue
        if found.short and re.match(r"(?:镇|乡|街道)", after):
            continue
        return found, size
    return None


def unknown_town(plain: str) -> str | None:
    """A town-like name at the beginning of a flat text that no division bears (沂山镇)."""
    m = re.match(
        r"([\u4e00-\u9fff]{1,4}?(?:镇|街道|乡))(?:[^\u4e00-\u9fff]|$|项目|重点|办事处|人民政府|[0-9]|在建|\d)", plain
    )
    return m[1] if m and find(m[1]) is None and len(m[1]) >= 2 else None


def unknown_zone(plain: str) -> str | None:
    """A zone's name that no division bears, as a whole flat text (弥水新区)."""
    m = re.fullmatch(
        r"[\u4e00-\u9fff]{2,8}(?:新区|开发区|度假区|风景区|旅游区|示范区|保护区|管委会|产业园|园区)", plain
    )
    return plain if m and find(plain) is None else None


@cache
def name_parts() -> tuple[tuple[str, str], ...]:
    """(words, full name) by which a project's name may point at a town, longest first."""
    out: dict[str, str] = {}
    for d in divisions():
        if d.in_county and d.level in ("town", "street"):
            out[d.name] = d.name
            out.setdefault(shortened(d.name)[-1], d.name)
        elif d.in_county and d.level in ("eco_tourism_zone", "high_tech_park"):
            out[d.name] = full_names()[d.name]
    return tuple(sorted(out.items(), key=lambda p: -len(p[0])))


@cache
def any_part() -> re.Pattern[str]:
    """Matches wherever a name may contain a town (spaces aside)."""
    return re.compile("|".join(r"\s*".join(map(re.escape, words)) for words, _ in name_parts()))


def named_in(project: str) -> str | None:
    """Full name of the town that a project's name contains; a stem alone counts only where it stands as a place."""
    if not any_part().search(project):
        return None
    plain = texts.flat(project)
    for words, full in name_parts():
        at = plain.find(words)
        if at < 0:
            continue
        after = plain[at + len(words) :]
        whole = words == full
        place = at == 0 or plain[:at] in ("临朐", "临朐县", "潍坊", "潍坊市临朐县")
        if whole or (place and not re.match(r"[路河湖大道集股有公]|科技|实业|电子|化工|水库|新材|医药|食品", after)):
            return full
    return None
