"""Whether two rows are one project: names alike and figures that agree, unless phase, capacity or investor differ."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from leitai.workbooks import terms
from leitai.workbooks.rules import rows as reading
from leitai.workbooks.rules import text as texts
from leitai.workbooks.rules import towns

FILLER = re.compile(
    r"建设项目|新建项目|改扩建|工程项目|项目|工程|新建|山东省|山东|潍坊市|潍坊|临朐县|临朐|中国|的|及|与|和|之|[\"'“”‘’《》<>()（）\[\]【】、,，.。·\-—–/:：_]"
)
PHASES = {
    "一": 1,
    "1": 1,
    "首": 1,
    "i": 1,
    "二": 2,
    "2": 2,
    "ii": 2,
    "三": 3,
    "3": 3,
    "iii": 3,
    "四": 4,
    "4": 4,
    "五": 5,
    "5": 5,
}
PHASE = re.compile(r"第?(一|二|三|四|五|首|iii|ii|i|\d)(?:期|阶段)|(?:phase)(\d)", re.IGNORECASE)
QUANTITY = re.compile(
    r"(\d+(?:\.\d+)?)(万|亿|千|百)?(mw|gw|kw|mwh|gwh|kv|千瓦|兆瓦|瓦|吨|平方米|㎡|立方米|方|米|公里|km|亩|头|只|羽|支|件|套|台套|台|辆|个|条|颗|片|粒|张|箱|瓶|吨/年|户|床|人|匹)",
    re.IGNORECASE,
)
COMPANY = re.compile(r"([\u4e00-\u9fffA-Za-z()（）]{2,24}?(?:有限责任公司|股份有限公司|有限公司|集团公司|公司))")
SAYS_SAME = re.compile(
    r"同左|同上|同前|与.{0,12}(?:重复|相同|同一)|同第?\d+[行项号]|重复(?:上报|填报|报送|列)?|同一项目|即.{2,}项目|同序号"
)
ORDINAL = re.compile(r"[甲乙丙丁戊己庚辛一二三四五六七八九十东南西北]|[a-z]|\d+")
AGREEING = ("total_wan", "annual_plan_wan", "month_wan", "cumulative", "start", "code", "investor")
WEAK_MIN = 0.7
LONGEST = 200  # characters of a name that are compared; comparing grows with their square


@dataclass(frozen=True, slots=True)
class Name:
    """A project's name made comparable."""

    core: str
    phases: frozenset[int]
    quantities: tuple[tuple[float, str], ...]
    company: str


@lru_cache(maxsize=65536)
def name_of(text: str) -> Name:
    plain = texts.flat(text).lower()[:LONGEST]
    phases = frozenset(PHASES.get(m[1] or m[2] or "", 9) for m in PHASE.finditer(plain))
    quantities = tuple(sorted((scaled(m), unit(m[3])) for m in QUANTITY.finditer(plain)))
    company = COMPANY.match(plain)
    core = PHASE.sub("", plain)
    for words, _ in towns.name_parts():
        if core.startswith(words) and len(core) > len(words) + 3:
            core = core[len(words) :]
            break
    return Name(FILLER.sub("", core) or core, phases, quantities, stem(company[1]) if company else "")


def scaled(m: re.Match[str]) -> float:
    factor = {"万": 1e4, "亿": 1e8, "千": 1e3, "百": 1e2}.get(m[2] or "", 1.0)
    return (
        float(m[1])
        * factor
        * {"gw": 1000.0, "gwh": 1000.0, "kw": 0.001, "千瓦": 0.001, "兆瓦": 1.0}.get(m[3].lower(), 1.0)
    )


def unit(word: str) -> str:
    return {
        "gw": "mw",
        "kw": "mw",
        "千瓦": "mw",
        "兆瓦": "mw",
        "gwh": "mwh",
        "㎡": "平方米",
        "台套": "台",
        "套": "台",
        "吨/年": "吨",
    }.get(word.lower(), word.lower())


@lru_cache(maxsize=16384)
def stem(investor: str) -> str:
    """The distinguishing part of a company's name."""
    plain = re.sub(r"[()（）]", "", texts.flat(investor).lower())
    plain = re.sub(r"^(?:山东省?|潍坊市?|临朐县?|中国|国家|青岛|济南|北京|上海)+", "", plain)
    return re.sub(r"(?:集团)?(?:股份)?(?:有限责任|有限)?(?:公司|集团|股份)+$|集团.*$", "", plain) or plain


def same_investor(a: str, b: str) -> bool:
    """Whether two investors' names may be one: one begins or contains the other, or both begin alike."""
    x, y = stem(a), stem(b)
    if not x or not y:
        return False
    short, long = sorted((x, y), key=len)
    if short in long:
        return True
    if len(short) < 2 or short[:2] != long[:2]:
        return False
    return ORDINAL.sub("", x) != ORDINAL.sub("", y)  # 第一、第二分公司 are two


def alike(a: Name, b: Name) -> float:
    """How far the shorter name's characters are found in the longer one: 1 where all are."""
    if a.core == b.core:
        return 1.0
    short, long = sorted((a.core, b.core), key=len)
    if len(short) < 3:
        return 0.0
    shared = Counter(short) & Counter(long)
    return sum(shared.values()) / len(short)


def common_run(a: str, b: str) -> int:
    """Length of the longest run of characters two texts share."""
    best = 0
    before = [0] * (len(b) + 1)
    for x in a:
        now = [0] * (len(b) + 1)
        for j, y in enumerate(b, 1):
            if x == y:
                now[j] = before[j - 1] + 1
                best = max(best, now[j])
        before = now
    return best


def differ(a: reading.Row, b: reading.Row) -> bool:
    """Whether phase, capacity or investor show two projects, however alike the names."""
    x, y = name_of(a.fields["name"]), name_of(b.fields["name"])
    if x.phases != y.phases and ((x.phases and y.phases) or (x.phases | y.phases) - {1}):
        return True
    units = {u for _, u in x.quantities} & {u for _, u in y.quantities}
    if any({q for q, w in x.quantities if w == u} != {q for q, w in y.quantities if w == u} for u in units):
        return True
    if x.company and y.company and not same_investor(x.company, y.company):
        return True
    p, q = a.fields.get("investor"), b.fields.get("investor")
    if not p or not q or same_investor(p, q):
        return False
    return stem(p)[:2] == stem(q)[:2] or not (in_name(p, y) or in_name(q, x))


def in_name(investor: str, name: Name) -> bool:
    return len(stem(investor)) >= 2 and stem(investor)[:2] in name.core


def agreements(a: reading.Row, b: reading.Row) -> list[str]:
    out = []
    for name in AGREEING:
        if name == "cumulative":
            same = any(equal(a, b, n) for n in ("cum_wan", "cum_year_wan"))
        elif name == "start":
            same = same_start(a.fields.get("start"), b.fields.get("start"))
        elif name == "code":
            same = a.fields.get("code") is not None and a.fields.get("code") == b.fields.get("code")
        elif name == "investor":
            p, q = a.fields.get("investor"), b.fields.get("investor")
            same = bool(p and q and same_investor(p, q))
        else:
            same = equal(a, b, name)
        out += [name] if same else []
    return out


def equal(a: reading.Row, b: reading.Row, name: str) -> bool:
    p, q = a.fields.get(name), b.fields.get(name)
    return bool(p and q and reading.close(p, q))


def same_start(p: dict[str, str] | None, q: dict[str, str] | None) -> bool:
    """Equal as far as the coarser one says, a bare year not being enough."""
    if not p or not q or "year" in (p["precision"], q["precision"]):
        return False
    size = min(len(p["value"]), len(q["value"]))
    return p["value"][:size] == q["value"][:size]


def is_same(a: reading.Row, b: reading.Row, hints: terms.Hints) -> bool:
    """Whether the later row `b` is the project of row `a`."""
    pair = {a.fields["name"], b.fields["name"]}
    if any(set(p) == pair for p in hints.same_names):
        return True
    if any(set(p) == pair for p in hints.different_names) or differ(a, b):
        return False
    x, y = name_of(a.fields["name"]), name_of(b.fields["name"])
    likeness = alike(x, y)
    if likeness < WEAK_MIN:
        return False
    run = common_run(x.core, y.core)
    if (likeness < 1 and run < 3) or (run < 4 and len(min(x.core, y.core, key=len)) > 6 and likeness < 0.9):
        return False
    agree = agreements(a, b)
    enough = 2
    if likeness < 1 and not towns.subsequence(*sorted((x.core, y.core), key=len)):
        enough = 2 if run >= 4 else 3
    if x.phases != y.phases:
        enough = 3
    return len(agree) >= enough or SAYS_SAME.search(b.remark) is not None or says_of(a, b)


def says_of(a: reading.Row, b: reading.Row) -> bool:
    """Whether the earlier row's remark names the later one as itself (a remark such as 与第8行重复)."""
    m = re.search(r"(?:与|同)第?(\d+)[行项号].{0,4}(?:重复|相同|同一)?", a.remark)
    return bool(m and str(b.row) == m[1])


def mark(rows: list[reading.Row], hints: terms.Hints) -> None:
    """Sets `duplicate_of` of each row that repeats an earlier one; originals are never duplicates themselves."""
    for a, b in candidates(rows):
        if b.duplicate_of is None and a.duplicate_of is None and is_same(a, b, hints):
            b.duplicate_of = a


def candidates(rows: list[reading.Row]) -> Iterator[tuple[reading.Row, reading.Row]]:
    """Pairs worth comparing, later row last: all of few rows, else those sharing a name or a figure."""
    if len(rows) <= 300:
        for j in range(1, len(rows)):
            for i in range(j):
                yield rows[i], rows[j]
        return
    seen: set[tuple[int, int]] = set()
    for values in keys(rows):
        twice = {v for v, count in Counter(values).items() if count > 1 and v}
        blocks: dict[Any, list[int]] = defaultdict(list)
        for n, v in enumerate(values) if twice else ():
            if v in twice:
                blocks[v].append(n)
        for block in blocks.values():
            if 2 <= len(block) <= BLOCK:
                seen.update((block[x], block[y]) for y in range(1, len(block)) for x in range(y))
    for i, j in sorted(seen, key=lambda p: (p[1], p[0])):
        yield rows[i], rows[j]


BLOCK = 12


def keys(rows: list[reading.Row]) -> Iterator[list[Any]]:
    """For each thing that two rows of one project usually share, its value in every row."""
    fields = [r.fields for r in rows]
    yield [f["name"].replace("项目", "") for f in fields]
    for name in ("total_wan", "annual_plan_wan", "cum_wan", "cum_year_wan", "code"):
        if any(name in f for f in fields[:50]):
            yield [f.get(name) for f in fields]
