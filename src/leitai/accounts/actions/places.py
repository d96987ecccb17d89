"""The county and its offices."""

from collections.abc import Sequence
from datetime import datetime

from leitai.accounts import access, rules
from leitai.accounts.models import County, Office
from leitai.accounts.terms import OfficeKind
from leitai.audit import actions as audit
from leitai.kernel.actor import Actor
from leitai.kernel.refusal import N_, Refusal, Stale
from leitai.store.action import action


@action
def create_county(
    *,
    code: str,
    name_zh: str,
    name_en: str,
    city_zh: str,
    city_en: str,
    demonstration: bool = False,
    by: Actor,
    at: datetime,
) -> County:
    """A county that this installation serves. `code`: GB/T 2260, six digits. Raises: Refusal `county.known`."""
    access.require(by, "accounts.county_create")
    if County.objects.filter(code=code).exists():
        raise Refusal("county.known", N_("This county is already here. Nothing was changed."), field="code", status=409)
    names = {"name_zh": name_zh, "name_en": name_en, "city_zh": city_zh, "city_en": city_en}
    county = County.objects.create(code=code, demonstration=demonstration, **names)
    audit.append(
        "county.created",
        about=f"county:{code}",
        by=by,
        at=at,
        after=names | {"demonstration": demonstration},
        rows=[county],
    )
    return county


@action
def create_office(
    *,
    code: str,
    kind: str,
    name_zh: str,
    short_zh: str = "",
    name_en: str = "",
    parent: str | None = None,
    division_code: str = "",
    other_names: Sequence[str] = (),
    longitude: float | None = None,
    latitude: float | None = None,
    order: int = 0,
    by: Actor,
    at: datetime,
) -> Office:
    """An office of the county, or a section of the office whose code is `parent`.

    Raises: Refusal `office.known` (the code is taken), `office.section` (a section without its office, or the other way
    round). Gone: there is no office `parent`.
    """
    access.require(by, "accounts.office_write")
    if Office.objects.filter(code=code).exists():
        raise Refusal(
            "office.known",
            N_("An office with this code is already here. Choose another code."),
            field="code",
            status=409,
        )
    above = access.office_for(by, parent) if parent else None
    if (kind == OfficeKind.SECTION) != (above is not None):
        raise Refusal(
            "office.section",
            N_("A section belongs to an office, and only a section does. Choose the office."),
            field="parent",
        )
    office: Office = Office.objects.create(
        code=code, kind=OfficeKind(kind), name_zh=name_zh, short_zh=short_zh or name_zh, name_en=name_en or name_zh, parent=above,
        division_code=division_code, other_names=list(other_names), longitude=longitude, latitude=latitude, order=order,
    )  # fmt: skip
    audit.append(
        "office.created", about=f"office:{code}", by=by, at=at, also=[f"office:{parent}"] if parent else (),
        after={"kind": office.kind, "name_zh": name_zh, "name_en": office.name_en, "parent": parent}, rows=[office],
    )  # fmt: skip
    return office


@action
def change_office(
    *,
    office: str,
    name_zh: str,
    short_zh: str,
    name_en: str,
    other_names: Sequence[str],
    mark: str | None = None,
    by: Actor,
    at: datetime,
) -> Office:
    """New names for an office; a former name stays among its other names, so that what is sent under it still finds it.

    `mark` is that of the names as they were shown (`OfficeRow.mark`). Raises: Stale: somebody changed them since. Gone.
    """
    access.require(by, "accounts.office_write")
    row = access.office_for(by, office, lock=True)
    before = {"name_zh": row.name_zh, "short_zh": row.short_zh, "name_en": row.name_en, "other_names": row.other_names}
    if mark is not None and mark != rules.mark(*before.values()):
        raise Stale(**before)
    former = [row.name_zh] if row.name_zh != name_zh else []
    kept = [n for n in dict.fromkeys([*other_names, *former]) if n and n != name_zh]
    row.name_zh, row.short_zh, row.name_en, row.other_names = name_zh, short_zh or name_zh, name_en or name_zh, kept
    row.save(update_fields=["name_zh", "short_zh", "name_en", "other_names"])
    after = {"name_zh": row.name_zh, "short_zh": row.short_zh, "name_en": row.name_en, "other_names": row.other_names}
    changed = {k for k in after if after[k] != before[k]}
    audit.append(
        "office.changed", about=f"office:{office}", by=by, at=at, rows=[row],
        before={k: before[k] for k in changed}, after={k: after[k] for k in changed},
    )  # fmt: skip
    return row
