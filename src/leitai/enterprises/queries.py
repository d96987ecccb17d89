"""Reading enterprises and the industries of GB/T 4754-2017."""

import csv
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from leitai.enterprises import rules
from leitai.enterprises.models import Enterprise
from leitai.enterprises.terms import Industry

SECTION, DIVISION, GROUP, CLASS = 1, 2, 3, 4


@functools.cache
def industries() -> Mapping[str, Industry]:
    """All industries by code, sections first within their branch as in the standard's table. Read once per process."""
    text = (resources.files("leitai.enterprises") / "data" / "industries.csv").read_text("utf-8")
    return {
        row["code"]: Industry(row["code"], int(row["level"]), row["name_zh"], row["parent"], row["section"])
        for row in csv.DictReader(text.splitlines())
    }


def industry(code: str) -> Industry | None:
    """The industry with a code of any level: `C`, `32`, `325`, `3252`."""
    return industries().get(code)


def industry_path(code: str) -> Sequence[Industry]:
    """From the section down to the industry; empty for a code that is none."""
    path: list[Industry] = []
    found = industry(code)
    while found is not None:
        path.append(found)
        found = industry(found.parent) if found.parent else None
    return path[::-1]


def section_of(code: str) -> str | None:
    """The letter of the section that an industry belongs to; None for a code that is none."""
    found = industry(code)
    return found.section if found else None


def division_of(code: str) -> str | None:
    """The two-digit division (大类) that an industry belongs to; None for a section and for a code that is none."""
    return next((i.code for i in industry_path(code) if i.level == DIVISION), None)


def divisions(section: str | None = None) -> Sequence[Industry]:
    """The divisions (大类), of one section or of all, in the standard's order: what a form offers."""
    return [i for i in industries().values() if i.level == DIVISION and section in {None, i.section}]


def industries_below(code: str) -> Sequence[Industry]:
    """The industries right below one; without a code, the sections."""
    return [i for i in industries().values() if (i.parent == code if code else i.level == SECTION)]


def industries_named(text: str, limit: int = 20) -> Sequence[Industry]:
    """Industries with a text in their name or a code that begins with it, the widest first."""
    wanted = text.strip()
    if not wanted:
        return []
    found = [i for i in industries().values() if wanted in i.name_zh or i.code.startswith(wanted.upper())]
    return sorted(found, key=lambda i: (i.level, len(i.name_zh), i.code))[:limit]


@dataclass(frozen=True, slots=True)
class EnterpriseRow:
    """A firm as lists and pages need it."""

    key: int
    name: str
    credit_code: str | None
    industry: str


def enterprise_named(name: str) -> EnterpriseRow | None:
    """The firm of the county in force with this name, whatever its signs, spaces and legal form. One statement."""
    row = Enterprise.objects.filter(name_key=rules.name_key(name)).first()
    return _row(row) if row else None


def enterprise(credit_code: str) -> EnterpriseRow | None:
    """The firm of the county in force with this unified social credit code. One statement."""
    row = Enterprise.objects.filter(credit_code=credit_code).first()
    return _row(row) if row else None


def enterprises(text: str = "") -> Sequence[EnterpriseRow]:
    """Firms of the county in force by name, with a text in the name. One statement."""
    rows = Enterprise.objects.order_by("name")
    return [_row(row) for row in (rows.filter(name__icontains=text) if text else rows)]


def _row(row: Enterprise) -> EnterpriseRow:
    return EnterpriseRow(row.pk, row.name, row.credit_code, row.industry)
