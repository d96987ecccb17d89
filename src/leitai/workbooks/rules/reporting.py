"""Who reports: the town, park or office named in the cells, at the beginning of a title, or in the file name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from leitai.workbooks.rules import amounts, periods, tables, towns
from leitai.workbooks.rules import text as texts

LABEL = re.compile(
    r"(?:填报|报送|上报|编报|填表|制表|报告|申报|汇报|编制|填写)(?:单位|部门|镇街|镇|街道|机关|园区)(?:名称)?(?:[(（][^()（）]*章?[)）])?\s*[:：]\s*"
    r"|(?:单位名称|单位[(（]盖?公?章[)）]|报送镇街|镇街名称|报送镇|所属镇街|镇街|镇\(街道\)|镇（街道）)\s*[:：]\s*"
)
STOP = re.compile(
    r"\s{2,}|(?:填报|报送|上报|制表|填表|联系|负责|审核|签|统计|报告)(?:时间|日期|人|电话|期)|时间[:：]|日期[:：]|单位[:：]|[;；|]|金额单位"
)
OFFICES = {
    "工信": "县工信局",
    "发改": "县发改局",
    "商务": "县商务局",
    "住建": "县住建局",
    "农业农村": "县农业农村局",
    "文旅": "县文旅局",
    "交通": "县交通局",
    "水利": "县水利局",
    "招商": "县招商中心",
    "科技": "县科技局",
}
OFFICE = re.compile(r"((?:临朐)?县[\u4e00-\u9fff]{1,10}?(?:局|委员会|办公室|服务中心|发展中心|促进中心|中心))")


@dataclass(slots=True)
class Named:
    """Units named in one place. `short`: one of them by a short name; `unknown`: town-like names nobody bears."""

    units: list[str] = field(default_factory=list)
    short: bool = False
    full: bool = False
    unknown: list[str] = field(default_factory=list)
    cell: str | None = None
    place: str = ""


def labelled(layout: tables.Layout) -> Named | None:
    """What stands behind 填报单位： on a sheet, in the same cell or the next one."""
    for line in periods.all_lines(layout):
        plain = unicodedata.normalize("NFKC", line.text)
        m = LABEL.search(plain)
        if not m:
            continue
        words = STOP.split(plain[m.end() :], maxsplit=1)[0].strip()
        at = (line.row, line.column)
        if not words:
            following = next_text(layout, line)
            if following is None:
                continue
            words, at = following
        if amounts.unit_word(words) is not None or not words:
            continue
        return of_words(words, layout.sheet.addr(*at))
    return None


def next_text(layout: tables.Layout, line: tables.Line) -> tuple[str, tuple[int, int]] | None:
    row = layout.sheet.rows.get(line.row, [])
    for c in range(line.column + 1, len(row) + 1):
        value = row[c - 1]
        if isinstance(value, str) and value.strip():
            return None if ":" in value or "：" in value else (texts.flat(value), (line.row, c))
    return None


def of_words(words: str, cell: str) -> Named:
    out = Named(cell=cell, place="label")
    plain = re.sub(r"[(（](?:盖?公?章|签章|签字|印章)[)）]|[_]+", "", texts.flat(words)).strip(":：,，。")
    for part in towns.listed(plain) or [plain]:
        found = towns.find(part)
        if found:
            out.units.append(found.name)
            out.short |= found.short
            out.full |= not found.short
        elif part:
            bare = towns.DROPPED.sub("", part) or part
            out.units.append(bare)
            if re.search(r"(?:镇|街道|乡)$", bare):
                out.unknown.append(bare)
    return out


def titled(layout: tables.Layout) -> Named | None:
    """Units at the beginning of a sheet's title."""
    first = (
        min((t.top for t in layout.tables), default=1 << 30)
        if not any(t.sheet.flipped for t in layout.tables)
        else 1 << 30
    )
    above = [
        x
        for x in layout.lines
        if x.row < first and not tables.NOTE.match(texts.flat(x.text)) and len(texts.flat(x.text)) >= 3
    ]
    for line in [*periods.title_lines(layout), *above]:
        found = at_beginning(line.text)
        if found:
            found.cell, found.place = layout.sheet.addr(line.row, line.column), "title"
            return found
    return None


def stripped(text: str) -> str:
    plain = texts.flat(text)
    plain = re.sub(r"^附件?\d*[:：]?", "", plain)
    plain = re.sub(r"^[\d_.\-、()（）]{1,4}(?=[\u4e00-\u9fff])(?!年|月|季度)", "", plain)
    return re.sub(
        r"^(?:20)?\d{2}年(?:度)?(?:第?[一二三四1-4]季度|上半年|(?:1[-—~至])?\d{1,2}月(?:份|底)?)?|^(?:1[-—~至])?\d{1,2}月份?|^截[至止].{4,12}?[底日,，]",
        "",
        plain,
    ).lstrip(",，的")


def at_beginning(text: str) -> Named | None:
    plain = stripped(text)
    matches, _ = towns.beginning(plain)
    if matches:
        return Named([m.name for m in matches], any(m.short for m in matches), any(not m.short for m in matches))
    unknown = towns.unknown_town(plain)
    if unknown:
        return Named([], unknown=[unknown])
    if office := OFFICE.match(plain):
        return Named([office[1]], full=True)
    for inside in re.findall(r"[(（]([^()（）]{2,12})[)）]", plain):
        if found := towns.find(inside):
            return Named([found.name], found.short, not found.short)
    return None


def of_file(name: str) -> Named | None:
    """Units in a file name: at its beginning, in one of its parts, or an office in brackets."""
    stem = re.sub(r"\.[A-Za-z]{3,4}$", "", name)
    parts = [stem, *re.split(r"[_\-—–－（）()【】\[\]\s+.]+", stem)]
    for part in parts:
        found = at_beginning(part)
        if found and found.units:
            found.place = "file"
            return found
    for part in parts[1:]:
        for words in (part[n:] for n in range(1, len(part))):
            matches, _ = towns.beginning(words)
            if matches and not (matches[0].short and len(matches[0].name) > 0 and not towns.find(words)):
                return Named([m.name for m in matches], place="file")
    for part in re.findall(r"[（(]([^()（）]{2,8})[)）]", stem):
        for short, office in OFFICES.items():
            if part.removeprefix("县").removesuffix("局") == short:
                return Named([office], place="file")
    if m := OFFICE.search(stem):
        return Named([m[1]], place="file")
    return None
