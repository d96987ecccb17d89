"""Small inline pieces of a page from plain values: what stands in a table cell, a fact, a line under a title.

A bit is None or "" (shown as —), text, a number, markup already safe, a list of bits, or a dict:
    {"text": ..., "href": ..., "strong": True, "mono": True, "muted": True, "lang": "en", "nowrap": True}
    {"light": "green|yellow|red|none", "text": ...}      {"tag": "" or "ok|warn|late|pause|accent|line|made", "text": ...}
    {"code": "2402-370724-…"}                            {"share": 0.27, "plan": 0.24, "tone": "", "label": ...}
    {"spark": [3, 4, 6]}
Any dict may have "sub": a bit in small grey type under it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from leitai.web import charts, words

GAP = SafeString(" &nbsp;")


def render(bit: Any) -> SafeString:
    """The markup of one bit. Raises: KeyError for a dict that is none of the kinds."""
    if bit is None or bit == "":
        return SafeString("—")
    if isinstance(bit, Mapping):
        drawn = _drawn(bit)
        return format_html('{}<span class="sub">{}</span>', drawn, render(bit["sub"])) if bit.get("sub") else drawn
    if isinstance(bit, str):
        return conditional_escape(bit)
    if isinstance(bit, int | float) and not isinstance(bit, bool):
        return conditional_escape(words.count(bit))
    if isinstance(bit, Sequence):
        return format_html_join(GAP, "{}", ((render(one),) for one in bit))
    return conditional_escape(str(bit))


def light(tone: str, text: str) -> SafeString:
    """Shape, word, colour: `tone` is green, yellow, red or none."""
    return format_html('<span class="light {}">{}</span>', tone, text)


def tag(tone: str, text: str) -> SafeString:
    """A small label that says what something is."""
    return format_html('<span class="tag{}">{}</span>', f" {tone}" if tone else "", text)


def bar(share: float | None, plan: float | None = None, tone: str = "", label: str = "") -> SafeString:
    """A bar of `share` (0..1, drawn up to 1) with a tick at `plan`; `tone` is "", y or r."""
    shape = charts.bar(share, plan)
    tick = format_html('<path class="tick" d="{}"/>', shape.tick) if shape.tick else ""
    name = format_html(' role="img" aria-label="{}"', label) if label else SafeString(' aria-hidden="true"')
    return format_html(
        '<svg class="bar" viewBox="0 0 112 14" preserveAspectRatio="none"{}><path class="b0" d="M0 3h112v8H0z"/>'
        '<path class="b1{}" d="{}"/>{}</svg>', name, f" {tone}" if tone else "", shape.done, tick)  # fmt: skip


def spark(values: Sequence[float | None], label: str = "") -> SafeString:
    """A line of the last values without axes, its end marked."""
    shape = charts.spark(values)
    if not shape.line:
        return SafeString("")
    name = format_html(' role="img" aria-label="{}"', label) if label else SafeString(' aria-hidden="true"')
    return format_html(
        '<svg class="spark" width="150" height="30" viewBox="0 0 150 30"{}><path class="l-thin" d="{}"/>'
        '<circle class="f1" cx="{}" cy="{}" r="3"/></svg>', name, shape.line, shape.x, shape.y)  # fmt: skip


def _drawn(bit: Mapping[str, Any]) -> SafeString:
    if "light" in bit:
        return light(bit["light"], bit["text"])
    if "tag" in bit:
        return tag(bit["tag"], bit["text"])
    if "code" in bit:
        return format_html('<span class="code">{}</span>', bit["code"])
    if "share" in bit:
        return bar(bit["share"], bit.get("plan"), bit.get("tone", ""), bit.get("label", ""))
    if "spark" in bit:
        return spark(bit["spark"], bit.get("label", ""))
    return _text(bit)


def _text(bit: Mapping[str, Any]) -> SafeString:
    inner = render(bit["text"])
    kinds = " ".join(
        kind for kind in ("strong", "mono", "muted", "small", "nowrap", "late", "warn", "ok") if bit.get(kind)
    )
    lang = format_html(' lang="{}"', bit["lang"]) if bit.get("lang") else ""
    css = format_html(' class="{}"', kinds) if kinds else ""
    if bit.get("href"):
        return format_html('<a href="{}"{}{}>{}</a>', bit["href"], css, lang, inner)
    return format_html("<span{}{}>{}</span>", css, lang, inner) if css or lang else inner
