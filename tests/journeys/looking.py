"""What every page must stand: its language, one heading, no scrolling to the side, no words of the other language, axe."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SOURCE = Path(__file__).resolve().parents[2] / "src" / "leitai"
TAGS = {"zh": "zh-Hans", "en": "en"}
NARROW = 360
STORED = {"项目服务中心"}  # an office's short name, that is also a phrase
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ENTRY = re.compile(r'^(msgid|msgid_plural|msgstr(?:\[0\])?) ((?:"(?:[^"\\]|\\.)*"\n?)+)', re.MULTILINE)
_seen: set[tuple[str, int]] = set()

MEASURE = """() => {
  const here = document.documentElement;
  const wide = [...document.querySelectorAll('main *, header *, footer *')].filter((one) => {
    if (one.closest('.scroll, .vh, svg, .drawer:not(:target), .nav, .tabs, table')) return false;
    return one.getBoundingClientRect().right > here.clientWidth + 1;
  }).slice(0, 3).map((one) => one.tagName + '.' + one.className);
  return { over: here.scrollWidth - here.clientWidth, wide };
}"""
READ = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent.closest('[lang]') !== document.documentElement || parent.closest('script, style, textarea, code, .mono, .sheet')) continue;
    const text = node.textContent.trim();
    if (text) found.push(text);
  }
  for (const one of document.querySelectorAll('[aria-label], [placeholder], [title]'))
    for (const name of ['aria-label', 'placeholder', 'title'])
      if (one.getAttribute(name)) found.push(one.getAttribute(name).trim());
  return [document.title, ...found];
}"""


def faults(page: Page, language: str, width: int) -> list[str]:
    """What is wrong with the page, in sentences that name its address; empty if nothing is."""
    where = page.url.split("/", 3)[-1]
    found: list[str] = []
    if page.locator("html").get_attribute("lang") != TAGS[language]:
        found.append("has the wrong lang")
    if (count := page.locator("h1").count()) != 1:
        found.append(f"has {count} h1")
    found += _width(page, width)
    found += [f"says “{words}” in the wrong language" for words in leftovers(page.evaluate(READ), language)]
    kind = (re.sub(r"\d[\w-]*|\?.*|#.*|[0-9a-f]{16}", "…", where), width)
    if kind not in _seen:  # axe takes half a second: once for each kind of page and width
        _seen.add(kind)
        found += violations(page)
    return [f"/{where} ({language}, {width}) {fault}" for fault in found]


def _width(page: Page, width: int) -> list[str]:
    if width > 500:
        measured = page.evaluate(MEASURE)
        return [f"scrolls to the side by {measured['over']} px: {measured['wide']}"] if measured["over"] > 0 else []
    found = []
    size = page.viewport_size
    for each in (width, NARROW):
        page.set_viewport_size({"width": each, "height": size["height"] if size else 800})
        measured = page.evaluate(MEASURE)
        if measured["over"] > 0:
            found.append(f"scrolls to the side by {measured['over']} px at {each}: {measured['wide']}")
    if size:
        page.set_viewport_size(size)
    return found


def violations(page: Page) -> list[str]:
    """What axe calls serious or critical, with the element it found."""
    results: Any = Axe().run(page)
    bad = [one for one in results.response["violations"] if one["impact"] in ("serious", "critical")]
    return [f"axe: {one['id']}: {json.dumps(one['nodes'][0]['html'], ensure_ascii=False)[:300]}" for one in bad]


def leftovers(texts: list[str], language: str) -> list[str]:
    """Texts that are another language's side of a translated phrase, so were not translated on this page."""
    said = _other_side(language)
    return sorted({text for text in texts if any(pattern.fullmatch(text) for pattern in said)})


@cache
def _other_side(language: str) -> list[re.Pattern[str]]:
    """What must not stand on a page in `language`: the phrases of the other one that read differently in this one."""
    pairs = _all_pairs()
    mine = {zh if language == "zh" else en for en, zh in pairs}
    others = {en if language == "zh" else zh for en, zh in pairs if en != zh}
    return [_pattern(text) for text in sorted(others - mine - STORED) if re.search(r"[A-Za-z]{3}|[一-鿿]", text)]


def _pattern(text: str) -> re.Pattern[str]:
    """A phrase with its places open. One made of nothing but places and marks would match everything: it matches nothing."""
    parts = re.split(r"%\(\w+\)[sd]", text)
    if sum(len(re.findall(r"\w", part)) for part in parts) < (4 if len(parts) > 1 else 1):
        return re.compile(r"(?!)")
    return re.compile(".{1,80}?".join(re.escape(part.replace("%%", "%")) for part in parts))


def _pairs(path: Path) -> list[tuple[str, str]]:
    """The phrases of a catalogue, English and Chinese; both numbers of a plural."""
    found = []
    for block in path.read_text().split("\n\n"):
        told = {key: json.loads(f'"{"".join(_QUOTED.findall(lines))}"') for key, lines in _ENTRY.findall(block)}
        zh = told.get("msgstr") or told.get("msgstr[0]") or ""
        found += [(told[key], zh) for key in ("msgid", "msgid_plural") if told.get(key) and zh]
    return found


def said(english: str, language: str) -> re.Pattern[str]:
    """How a phrase reads in that language: its translations in any slice, their places open."""
    every = {english} if language == "en" else {zh for en, zh in _all_pairs() if en == english}
    assert every, f"no catalogue knows “{english}”"
    texts = [".{1,80}?".join(re.escape(part) for part in re.split(r"%\(\w+\)[sd]", text)) for text in sorted(every)]
    return re.compile("^\\s*(?:" + "|".join(texts) + ")\\s*\\d*\\s*$")  # a word of the menu may carry a count


@cache
def _all_pairs() -> tuple[tuple[str, str], ...]:
    paths = sorted(SOURCE.glob("*/locale/zh_Hans/LC_MESSAGES/django.po"))
    return tuple(pair for path in paths for pair in _pairs(path))
