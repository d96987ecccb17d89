"""The county and its offices; finding an office by what people call it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import get_language

from leitai.accounts import rules
from leitai.accounts.models import County, Office
from leitai.accounts.terms import OfficeKind
from leitai.store import county

REPORTING = tuple(k for k in OfficeKind if k.reports)


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office as lists and pages need it. `parent` is the code of the office that a section belongs to."""

    key: int
    code: str
    kind: str
    name_zh: str
    short_zh: str
    name_en: str
    parent: str | None
    division_code: str
    other_names: tuple[str, ...]
    longitude: float | None
    latitude: float | None
    order: int

    @property
    def mark(self) -> str:
        """Changes whenever one of the names does."""
        return rules.mark(self.name_zh, self.short_zh, self.name_en, list(self.other_names))

    @property
    def reports(self) -> bool:
        """True for offices that report projects month by month."""
        return OfficeKind(self.kind).reports


def offices(*, kinds: Sequence[str] | None = None, text: str = "") -> list[OfficeRow]:
    """Offices of the county in force in their order; of some kinds only, or with a text in one of their names. One statement."""
    rows = Office.objects.order_by("order", "kind", "code")
    if kinds is not None:
        rows = rows.filter(kind__in=kinds)
    found = [_row(row) for row in rows.select_related("parent")]
    return (
        [o for o in found if any(text in n for n in (o.name_zh, o.short_zh, o.name_en, o.code, *o.other_names))]
        if text
        else found
    )


def towns() -> list[OfficeRow]:
    """The towns, streets, parks and zones that report projects, in the county's order. One statement."""
    return offices(kinds=REPORTING)


def departments() -> list[OfficeRow]:
    """The departments that can own a bottleneck, in the county's order. One statement."""
    return offices(kinds=[OfficeKind.DEPARTMENT])


def office_names(codes: set[str]) -> dict[str, str]:
    """Names of offices of the county in force by code, in the reader's language. One statement."""
    name = "name_en" if (get_language() or "").startswith("en") else "name_zh"
    return {
        code: said or plain
        for code, said, plain in Office.objects.filter(code__in=codes).values_list("code", name, "name_zh")
    }


def office(code: str) -> OfficeRow | None:
    """The office with this code in the county in force. One statement."""
    row = Office.objects.filter(code=code).select_related("parent").first()
    return _row(row) if row else None


def _row(row: Office) -> OfficeRow:
    return OfficeRow(
        key=row.pk, code=row.code, kind=row.kind, name_zh=row.name_zh, short_zh=row.short_zh, name_en=row.name_en,
        parent=row.parent.code if row.parent else None, division_code=row.division_code,
        other_names=tuple(row.other_names), longitude=row.longitude, latitude=row.latitude, order=row.order,
    )  # fmt: skip


@dataclass(slots=True)
class OfficeBook:
    """All offices of a county by every name they go by; asked as often as one likes, it costs no further statement."""

    rows: Sequence[OfficeRow]
    county_names: Sequence[str] = ()
    _by_key: dict[str, set[int]] = field(default_factory=dict, repr=False)
    _by_stem: dict[str, set[int]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for at, row in enumerate(self.rows):
            # Departments are the county's: 县水利局 is also called 水利局.
            names = {row.name_zh, row.short_zh, row.name_en, *row.other_names, row.name_zh.removeprefix("县")}
            for key in {self._key(name) for name in names}:
                self._by_key.setdefault(key, set()).add(at)
                self._by_stem.setdefault(rules.office_stem(key), set()).add(at)

    def find(self, text: str) -> OfficeRow | None:
        """The one office that a text names, whole or without the word for its kind; None where none or several fit."""
        key = self._key(text)
        for found in (self._by_key.get(key), self._by_stem.get(rules.office_stem(key))):
            if found:
                return self.rows[next(iter(found))] if len(found) == 1 else None
        return None

    def _key(self, text: str) -> str:
        return rules.office_key(text.casefold(), self.county_names)


def office_book() -> OfficeBook:
    """The offices of the county in force, to look up many names. Two statements."""
    city, home = County.objects.filter(code=county.in_force()).values_list("city_zh", "name_zh").first() or ("", "")
    short = [name[:-1] for name in (city, home) if len(name) > 2]
    return OfficeBook(offices(), [name for name in (city, home, city + home, *short) if name])


def find_office(text: str) -> OfficeRow | None:
    """The office of the county in force that a text names, by its names, short or former ones; None if that isn't clear.

    `临朐县东城街道办事处`, `东城街道` and `东城` find the same. For many names take `office_book()` once.
    """
    return office_book().find(text)


def home() -> County | None:
    """The county whose name stands on pages before anybody signs in: the only one of this installation, or the first."""
    return County.objects.order_by("code").first()


def county_codes() -> list[str]:
    """The codes of all counties of this installation, for what the timetable does in each."""
    return list(County.objects.order_by("code").values_list("code", flat=True))


def is_demonstration(code: str) -> bool:
    """Whether a county is a demonstration: its people are entered by a click, its pages say so."""
    return County.objects.filter(code=code, demonstration=True).exists()
