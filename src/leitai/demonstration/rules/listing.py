"""The lists of key projects in the story: what was published of them, and the county's own, which are made up."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from leitai.demonstration.rules import money, reporting
from leitai.demonstration.rules.settings import Setting, born
from leitai.demonstration.terms import Career, Event
from leitai.register.rules import months


def published(careers: Sequence[Career], setting: Setting) -> Iterator[Event]:
    """The lists that were published: entries only where their names are public."""
    known = {career.sown.key: career for career in careers}
    for row in setting.lists["published"]:
        moment = max(reporting.at(date(row["year"], 2, 20), 9), reporting.later(setting.start, minutes=700))
        entries = [
            {**entry, "name": known[entry["project"]].sown.name, "region": "临朐县"}
            for entry in row["entries"] if entry["project"] in known and born(known[entry["project"]], setting) < moment
        ]  # fmt: skip
        yield Event(moment, "list", {**row, "entries": entries})
        for edition in row.get("editions", ()):
            at = max(moment + timedelta(minutes=5), reporting.at(edition["published_on"], 9))
            yield Event(at, "edition", {"level": row["level"], "year": row["year"], **edition})


def of_county(careers: Sequence[Career], setting: Setting) -> Iterator[Event]:
    """The county's own list of each year: in January, what changed in July, a correction in October."""
    for year in range(months.year(setting.since), setting.today.year + 1):
        january = max(reporting.at(date(year, 1, 18), 9), reporting.later(setting.start, minutes=720))
        july, october = reporting.at(date(year, 7, 15), 9), reporting.at(date(year, 10, 20), 9)
        listed = [c for c in careers if _belongs(c, year, january, setting)]
        if not listed:
            continue
        published = setting.lists["county"]["published"].get(year, {})
        yield Event(january, "list", {
            "level": "county", "year": year, "zh": f"{year}年县级重点项目名单（演示）",
            "en": f"County key projects {year} (demonstration)",
            "count": published.get("count"), "entries": [{"project": c.sown.key, "name": c.sown.name} for c in listed],
            "source": published.get("source", setting.lists["county"]["source"]), "published_on": january.date(),
            "apply_until_on": date(year - 1, 12, 15),
        })  # fmt: skip
        changes = _changes(careers, listed, year, july, setting)
        if changes:
            yield Event(july, "edition", _edition(year, july, changes, setting))
        corrected = {
            "project": listed[0].sown.key,
            "name": listed[0].sown.name,
            "change": "corrected",
            "note": "建设内容更正（演示）",
        }
        yield Event(october, "edition", _edition(year, october, [corrected], setting))


def _edition(year: int, moment: datetime, entries: Sequence[Mapping[str, Any]], setting: Setting) -> dict[str, Any]:
    source = setting.lists["county"]["source"]
    return {"level": "county", "year": year, "published_on": moment.date(), "source": source, "entries": entries}


def _belongs(career: Career, year: int, moment: datetime, setting: Setting) -> bool:
    least = setting.lists["county"]["least_wan"] * money.WAN
    return born(career, setting) < moment and year in career.plans and (career.sown.total_yuan or 0) >= least


def _changes(
    careers: Sequence[Career], listed: Sequence[Career], year: int, moment: datetime, setting: Setting
) -> list[dict[str, Any]]:
    before = {career.sown.key for career in listed}
    added = [c for c in careers if c.sown.key not in before and _belongs(c, year, moment, setting)]
    gone = [c for c in listed if c.ends and c.last_month < f"{year}-07"]
    rows = [(c, "added", "年中增补（演示）") for c in added] + [(c, "withdrawn", "年中调出（演示）") for c in gone]
    return [{"project": c.sown.key, "name": c.sown.name, "change": change, "note": note} for c, change, note in rows]
