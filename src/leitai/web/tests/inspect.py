"""What holds for every page, asserted on its markup: use `inspect(html, lang)` on each page a view test fetches.

    page = inspect.inspect(client.get("/projects/").content.decode(), "zh-Hans")
    assert page.h1 == "项目"

`part(html)` asserts what holds for a fragment. Both raise AssertionError that names everything found wrong, not only the first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SELF_NAMED = {"hidden", "submit", "button", "image", "reset"}
REFERENCES = ("aria-describedby", "aria-labelledby", "aria-controls", "aria-errormessage", "for", "list")
OTHER_HOST = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
DEBRIS = re.compile(r"\{\{|\}\}|\{%|%\}|%\(\w+\)[sd]")


@dataclass
class Element:
    """One element of the page."""

    tag: str
    attrs: dict[str, str]
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text within, spaces folded."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            yield from [child] if isinstance(child, str) else child._texts()

    def all(self, *tags: str) -> Iterator[Element]:
        """Every element within of one of these tags (any, if none are given), in document order."""
        for child in self.children:
            if isinstance(child, Element):
                if not tags or child.tag in tags:
                    yield child
                yield from child.all(*tags)

    def within(self, *tags: str) -> bool:
        """Whether it stands inside one of these."""
        above = self.parent
        while above is not None and above.tag not in tags:
            above = above.parent
        return above is not None


@dataclass
class Page:
    """The page as tests look at it."""

    root: Element
    title: str
    h1: str

    @property
    def text(self) -> str:
        """All words of the page."""
        return next(self.root.all("body"), self.root).text

    def links(self) -> dict[str, str]:
        """Words of each link -> its address."""
        return {
            link.text or link.attrs.get("aria-label", ""): link.attrs.get("href", "") for link in self.root.all("a")
        }

    def rows(self, table: int = 0) -> list[list[str]]:
        """The words of the body's cells of a table."""
        body = next(list(self.root.all("table"))[table].all("tbody"))
        return [[cell.text for cell in row.all("td", "th")] for row in body.all("tr")]

    def errors(self) -> list[str]:
        """What the page says is wrong at its fields."""
        return [one.text for one in self.root.all("p") if "err" in one.attrs.get("class", "").split()]


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("#root", {})
        self.here = self.root
        self.wrong: list[str] = []
        self.doctype = ""

    def handle_decl(self, decl: str) -> None:
        self.doctype = decl.lower()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        self.wrong += [f"<{tag}> has {name} twice" for name, times in Counter(names).items() if times > 1]
        element = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(element)
        if tag not in VOID:
            self.here = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.here.tag != tag:
            self.wrong.append(f"</{tag}> closes <{self.here.tag}>")
        above: Element | None = self.here
        while above is not None and above.tag != tag:
            above = above.parent
        if above is not None and above.parent is not None:
            self.here = above.parent

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


def inspect(html: str | bytes, lang: str = "zh-Hans") -> Page:
    """Assert what holds for a whole page in this language; returns the page to look at."""
    tree = _parsed(html)
    heads = list(tree.root.all("h1"))
    titles = [one.text for one in tree.root.all("title") if not one.within("svg")]
    wrong = [*tree.wrong, *_frame(tree, lang, heads, titles), *_everywhere(tree.root)]
    assert not wrong, "\n".join(wrong)
    return Page(tree.root, titles[0], heads[0].text)


def part(html: str | bytes) -> Page:
    """Assert what holds for a fragment."""
    tree = _parsed(html)
    wrong = [*tree.wrong, *_everywhere(tree.root)]
    assert not wrong, "\n".join(wrong)
    return Page(tree.root, "", "")


def _parsed(html: str | bytes) -> _Tree:
    tree = _Tree()
    tree.feed(html.decode() if isinstance(html, bytes) else html)
    tree.close()
    if tree.here is not tree.root:
        tree.wrong.append(f"<{tree.here.tag}> is never closed")
    return tree


def _frame(tree: _Tree, lang: str, heads: list[Element], titles: list[str]) -> Iterator[str]:
    root = next(tree.root.all("html"), None)
    if tree.doctype != "doctype html":
        yield "no <!doctype html>"
    if root is None or root.attrs.get("lang") != lang:
        yield f"<html lang> is {root.attrs.get('lang') if root else None}, not {lang}"
    if len(heads) != 1 or not heads[0].text:
        yield f"h1: {[one.text for one in heads]}"
    if len(titles) != 1 or titles[0].startswith("—") or not titles[0]:
        yield f"title: {titles}"
    if len(list(tree.root.all("main"))) != 1:
        yield "not one <main>"


def _everywhere(root: Element) -> Iterator[str]:
    yield from _ids(root)
    yield from _headings(root)
    yield from _strictness(root)
    for element in root.all():
        yield from _named(element, root)
        yield from _own_host(element)
    yield from _forms(root)
    yield from _text(root)


def _ids(root: Element) -> Iterator[str]:
    ids = Counter(one.attrs["id"] for one in root.all() if "id" in one.attrs)
    yield from (f"id {name} stands {times} times" for name, times in ids.items() if times > 1)
    for one in root.all():
        for name in REFERENCES:
            for target in one.attrs.get(name, "").split():
                if target not in ids:
                    yield f"<{one.tag} {name}={target!r}> points nowhere"
        href = one.attrs.get("href", "")
        if (
            one.tag == "a"
            and href.startswith("#")
            and href != "#"
            and href[1:] not in ids
            and root.children
            and any(root.all("html"))
        ):
            yield f"<a href={href!r}> points nowhere"


def _headings(root: Element) -> Iterator[str]:
    before = 0
    for one in root.all("h1", "h2", "h3", "h4", "h5", "h6"):
        level = int(one.tag[1])
        if before and level > before + 1:
            yield f"<{one.tag}> {one.text!r} follows <h{before}>"
        if not one.text:
            yield f"<{one.tag}> is empty"
        before = level


def _strictness(root: Element) -> Iterator[str]:
    for one in root.all():
        if one.tag == "style":
            yield "inline <style>"
        if one.tag == "script" and (one.text or "src" not in one.attrs):
            yield "inline <script>"
        for name, value in one.attrs.items():
            if name == "style" or name.startswith(("on", "hx-on", "data-hx-on")):
                yield f"<{one.tag} {name}>"
            if name in ("href", "src", "action", "formaction") and value.strip().lower().startswith(
                ("javascript:", "data:", "vbscript:")
            ):
                yield f"<{one.tag} {name}={value[:30]!r}>"


def _own_host(one: Element) -> Iterator[str]:
    loaded = [
        one.attrs.get(name, "") for name in ("src", "action", "formaction", "srcset", "poster", "hx-get", "hx-post")
    ]
    loaded += [one.attrs.get("href", "")] if one.tag in ("link", "use", "base", "image") else []
    yield from (f"<{one.tag}> asks another host: {address}" for address in loaded if OTHER_HOST.match(address))


def _named(one: Element, root: Element) -> Iterator[str]:
    said = one.attrs.get("aria-label") or one.attrs.get("aria-labelledby")
    if one.tag == "img" and "alt" not in one.attrs:
        yield f"<img src={one.attrs.get('src')!r}> without alt"
    if (
        one.tag == "svg"
        and one.attrs.get("aria-hidden") != "true"
        and not (one.attrs.get("role") in ("img", "group") and said)
    ):
        yield "<svg> neither hidden nor named"
    if one.tag in ("input", "select", "textarea") and one.attrs.get("type") not in SELF_NAMED:
        labels = [label for label in root.all("label") if label.attrs.get("for") == one.attrs.get("id", "-")]
        if not (said or labels or one.within("label")):
            yield f"<{one.tag} name={one.attrs.get('name')!r}> without a label"
    if one.tag in ("a", "button", "summary") and not (
        one.text or said or any(img.attrs.get("alt") for img in one.all("img"))
    ):
        yield f"<{one.tag}> {one.attrs} without words"
    if one.tag == "fieldset" and not any(child.tag == "legend" for child in one.children if isinstance(child, Element)):
        yield "<fieldset> without a legend"


def _forms(root: Element) -> Iterator[str]:
    for form in root.all("form"):
        if form.within("form"):
            yield "a form in a form"
        method = form.attrs.get("method", "get").lower()
        tokens = [one for one in form.all("input") if one.attrs.get("name") == "csrfmiddlewaretoken"]
        if method == "post" and len(tokens) != 1:
            yield f"<form action={form.attrs.get('action')!r}> posts with {len(tokens)} tokens"
        if method != "post" and tokens:
            yield "a form that gets shows its token in the address"


def _text(root: Element) -> Iterator[str]:
    for one in [root, *root.all()]:
        for child in one.children:
            if isinstance(child, str) and one.tag not in ("script", "pre", "code"):
                if child.strip() in ("None", "nan", "NaN", "undefined"):
                    yield f"<{one.tag}> says {child.strip()}"
                if DEBRIS.search(child):
                    yield f"debris of a template: {child.strip()[:40]!r}"
