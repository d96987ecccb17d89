"""Lists of key projects: published, and corrected by further editions."""

from collections.abc import Sequence
from datetime import date, datetime

from leitai.accounts import access as accounts
from leitai.audit import actions as audit
from leitai.kernel.actor import Actor
from leitai.kernel.refusal import N_, Refusal
from leitai.register import queries, rules, terms
from leitai.register.models import KeyList, ListEntry, Project
from leitai.store.action import action


@action
def publish_key_list(
    *,
    level: str,
    year: int,
    name_zh: str,
    entries: Sequence[terms.Listed],
    by: Actor,
    at: datetime,
    name_en: str = "",
    published_on: date | None = None,
    apply_until_on: date | None = None,
    county_count: int | None = None,
    city_rank: int | None = None,
    source: str = "",
    key: str | None = None,
) -> KeyList:
    """The first edition of a level's list of a year. `entries` may be empty where only the number is known.

    Args:   county_count: the published number of this county's projects. city_rank: the county's place among its peers.
    Raises: Refusal: there is an edition already (at `year`); an entry names an unknown project.
    """
    accounts.require(by, "register.list_write")
    if level not in set(terms.ListLevel) or not 1990 <= year <= 2199:
        raise Refusal("list.level", N_("Choose a level and a year."), field="level")
    if queries.lists.newest(level, year):
        raise Refusal(
            "list.exists",
            N_("This list is published already. Correct it with a new edition."),
            field="year",
            status=409,
        )
    row = KeyList(
        level=level, year=year, edition=1, name_zh=rules.texts.clean(name_zh, field="name_zh", most=120, needed=True),
        name_en=rules.texts.clean(name_en, field="name_en", most=200), published_on=published_on, apply_until_on=apply_until_on,
        county_count=county_count, city_rank=city_rank, source=rules.texts.clean(source, field="source", most=200),
    )  # fmt: skip
    return _published(row, entries, "list.published", by, at)


@action
def correct_key_list(
    *,
    level: str,
    year: int,
    entries: Sequence[terms.Listed],
    by: Actor,
    at: datetime,
    published_on: date | None = None,
    county_count: int | None = None,
    city_rank: int | None = None,
    source: str = "",
    edition: int | None = None,
    key: str | None = None,
) -> KeyList:
    """A new edition that holds only what changed: added, withdrawn, corrected.

    Args:   edition: the newest one that was read before. county_count, city_rank: as the new edition says; None: as before.
    Raises: Refusal: there is no list to correct, nothing changes, or another edition came meanwhile (409).
    """
    accounts.require(by, "register.list_write")
    last = queries.lists.newest(level, year)
    if last is None:
        raise Refusal("list.missing", N_("There is no such list yet. Publish it first."), field="year")
    if edition is not None and last.edition != edition:
        text = N_("Not done: edition %(edition)s came out meanwhile. Look at it and try again; what you typed is kept.")
        raise Refusal("list.edition", text, status=409, edition=last.edition)
    if not entries and county_count is None and city_rank is None:
        raise Refusal(
            "list.unchanged", N_("Name at least one project that was added, withdrawn or corrected."), field="entries"
        )
    row = KeyList(
        level=level, year=year, edition=last.edition + 1, name_zh=last.name_zh, name_en=last.name_en, published_on=published_on,
        apply_until_on=last.apply_until_on, source=rules.texts.clean(source, field="source", most=200),
        county_count=last.county_count if county_count is None else county_count,
        city_rank=last.city_rank if city_rank is None else city_rank,
    )  # fmt: skip
    return _published(row, entries, "list.corrected", by, at)


def _published(row: KeyList, entries: Sequence[terms.Listed], kind: str, by: Actor, at: datetime) -> KeyList:
    numbers = {entry.no for entry in entries if entry.no}
    projects = {project.no: project for project in Project.objects.filter(no__in=numbers)}
    if numbers - set(projects):
        text = N_("There is no project %(no)s on the register.")
        raise Refusal("project.unknown", text, field="entries", no=min(numbers - set(projects)))
    row.save(force_insert=True)
    made = ListEntry.objects.bulk_create(
        ListEntry(
            key_list=row, project=projects.get(entry.no), region=entry.region[:40], change=terms.ListChange(entry.change).value,
            name=rules.texts.clean(entry.name, field="entries", most=160, needed=True),
            note=rules.texts.clean(entry.note, field="entries", most=200),
        )
        for entry in entries
    )  # fmt: skip
    audit.append(
        kind, about=f"list:{row.level}-{row.year}", also=[f"project:{no}" for no in sorted(numbers)], by=by, at=at,
        rows=[row, *made],
        after={
            "level": row.level, "year": row.year, "edition": row.edition, "count": len(made), "county_count": row.county_count,
            "city_rank": row.city_rank,
        },
    )  # fmt: skip
    return row
