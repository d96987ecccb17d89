"""Decisions of accounts: which seats fit and clash, what a good password is, where a sign-in may lead."""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping

from leitai.accounts.terms import OfficeKind, Role

# Where each role can sit. A section counts as its department.
KINDS: Mapping[Role, frozenset[OfficeKind]] = {
    Role.OFFICE: frozenset({OfficeKind.COUNTY}),
    Role.REPORTER: frozenset(k for k in OfficeKind if k.reports),
    Role.APPROVER: frozenset({OfficeKind.DEPARTMENT, OfficeKind.COUNTY}),
    Role.LEADER: frozenset({OfficeKind.COUNTY}),
    Role.AUDITOR: frozenset({OfficeKind.DEPARTMENT, OfficeKind.COUNTY}),
    Role.ADMINISTRATOR: frozenset({OfficeKind.DEPARTMENT, OfficeKind.COUNTY}),
    Role.MACHINE: frozenset(),
}
# GB/T 22239-2019 8.1.4.2: who gives rights, who works with them and who checks are three people.
CLASHES = (frozenset({Role.ADMINISTRATOR, Role.AUDITOR}), frozenset({Role.AUDITOR, Role.OFFICE}))

PASSWORD_CHARACTERS = 12
DISTINCT_CHARACTERS = 5
ROWS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "12345678901234567890", "1qaz2wsx3edc4rfv5tgb6yhn")


def fits(role: Role, kind: OfficeKind) -> bool:
    """Whether a seat of this role can stand in an office of this kind."""
    return kind in KINDS[role]


def clashing(held: Iterable[Role], new: Role) -> Role | None:
    """The role among those held that the same person may not hold beside the new one; None if there is none.

    Source: GB/T 22239-2019 8.1.4.2 (separation of system, security and audit administration).
    """
    for role in held:
        if frozenset({role, new}) in CLASHES:
            return role
    return None


def username(text: str) -> str:
    """The one form in which a name for sign-in is stored and compared: NFKC, no spaces around, lower case."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def own_path(text: str) -> str | None:
    """A path of this installation from what a `next` says; None for anything that could lead elsewhere.

    `//x`, `/\\x`, `https:x`, `javascript:x`, and anything with control characters or backslashes lead nowhere.
    """
    if not text.startswith("/") or text.startswith("//") or "\\" in text:
        return None
    if any(unicodedata.category(c)[0] == "C" for c in text):
        return None
    return text


def weakness(password: str, known_words: Collection[str] = (), common: Collection[str] = ()) -> str | None:
    """Why a password is too easy to guess: `short`, `repeated`, `row`, `common`, `known`; None for a good one.

    Length is the only composition rule (ASVS 5.0 6.2.1, 6.2.5): no character classes. `known_words` are the names of the
    person, the office, the county and the product; a password that is little else than one of them is `known`. `common`
    are passwords that everybody tries; figures and signs around one don't make it a better one.
    """
    if len(password) < PASSWORD_CHARACTERS:
        return "short"
    plain = unicodedata.normalize("NFKC", password).casefold()
    if len(set(plain)) < DISTINCT_CHARACTERS:
        return "repeated"
    if _is_row(plain):
        return "row"
    if plain in common or re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain) in common:
        return "common"
    rest = plain
    for word in sorted((w.casefold() for w in known_words if len(w) > 1), key=len, reverse=True):
        rest = rest.replace(word, "")
    return "known" if rest != plain and len(re.sub(r"[\W\d_]", "", rest)) < DISTINCT_CHARACTERS else None


def _is_row(plain: str) -> bool:
    half = plain[: len(plain) // 2]
    return any(plain in row * 2 or plain in (row * 2)[::-1] for row in ROWS) or (half * 2 == plain and _is_row(half))


def mark(*values: object) -> str:
    """A short mark of what somebody was shown; another one now means that somebody changed it in between."""
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]


# What may stand around an office's name without changing which office is meant.
_FORMAL = re.compile(r"(人民政府|街道办事处|办事处|党工委|管理委员会|管委会|党委|党政办|项目办)$")
_KIND = re.compile(r"(街道|镇|乡|园区|园|区)$")


def office_key(text: str, county_names: Iterable[str] = ()) -> str:
    """The form in which names of offices are compared: full-width and spaces gone, county in front and formal endings gone.

    `临朐县 东城街道办事处` and `东城街道` have the same key; `东城` hasn't (see `office_stem`).
    """
    key = re.sub(r"[\s·・()()《》“”\"]", "", unicodedata.normalize("NFKC", text))
    for name in sorted(county_names, key=len, reverse=True):
        if len(key) > len(name) + 1:
            key = key.removeprefix(name)
    short = _FORMAL.sub("", key)
    if key.endswith("街道办事处"):
        short += "街道"
    return short or key


def office_stem(key: str) -> str:
    """A key without the word for its kind (`东城街道` → `东城`): what people say, unique in most counties but not in all."""
    stem = _KIND.sub("", key)
    return stem if len(stem) > 1 else key
