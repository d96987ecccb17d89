"""Administrative divisions (GB/T 2260 and the twelve-digit codes below it), from this slice's data."""

import csv
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

ENDINGS = (("自治县", "Autonomous County"), ("县", "County"), ("区", "District"), ("市", "City"))


@dataclass(frozen=True, slots=True)
class Division:
    """A division; `level` is province, city, county, town, street or other."""

    code: str
    name_zh: str
    level: str
    parent: str


@functools.cache
def _divisions() -> Mapping[str, Division]:
    text = (resources.files("leitai.accounts") / "data" / "divisions.csv").read_text("utf-8")
    rows = (Division(r["code"], r["name_zh"], r["level"], r["parent_code"]) for r in csv.DictReader(text.splitlines()))
    found: dict[str, Division] = {}
    for row in rows:
        if row.code:
            found.setdefault(row.code, row)
    return found


def division(code: str) -> Division | None:
    """The division with this code (six digits, nine below the county)."""
    return _divisions().get(code)


def counties() -> list[Division]:
    """All counties of the data, by code."""
    return sorted((d for d in _divisions().values() if d.level == "county"), key=lambda d: d.code)


def divisions_of(parent: str) -> list[Division]:
    """The divisions right below one, by code: the towns and streets of a county."""
    return sorted((d for d in _divisions().values() if d.parent == parent), key=lambda d: d.code)


def english_name(name_zh: str) -> str:
    """A name in pinyin with the word for its kind: 临朐县 → Linqu County; a proposal that people can change."""
    from pypinyin import lazy_pinyin

    found = next(((zh, en) for zh, en in ENDINGS if name_zh.endswith(zh)), ("", ""))
    # A county of two characters keeps its last one in pinyin: 莒县 is Juxian County.
    stem = name_zh.removesuffix(found[0]) if len(name_zh) - len(found[0]) > 1 else name_zh
    return f"{''.join(lazy_pinyin(stem)).capitalize()} {found[1]}".strip()


def county_names(code: str, name_zh: str = "", city_zh: str = "") -> dict[str, str] | None:
    """Names of a county and its city in both languages, as `create_county` takes them; typed ones win over the data's.

    None where the code isn't in the data and a name wasn't typed.
    """
    found = division(code)
    above = division(found.parent) if found else division(f"{code[:4]}00")
    county = name_zh.strip() or (found.name_zh if found else "")
    city = city_zh.strip() or (above.name_zh if above else "")
    if not county or not city:
        return None
    return {"name_zh": county, "name_en": english_name(county), "city_zh": city, "city_en": english_name(city)}
