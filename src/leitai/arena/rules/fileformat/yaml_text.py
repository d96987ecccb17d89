"""Reading YAML without its dangers: no tags, no anchors, no twin keys, bounded size and depth, exact numbers.

Only the plain types of YAML 1.2 are known: text, whole and decimal numbers, true and false, null. A date stays text.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import yaml

from leitai.arena import terms
from leitai.arena.rules.fileformat.tree import Path

BYTES, DEPTH, NODES = 20_000_000, 24, 2_000_000
INTEGER = re.compile(r"[+-]?\d{1,18}")
DECIMAL = re.compile(r"[+-]?\d{1,18}\.\d{1,12}")
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(data: bytes) -> tuple[Any, dict[Path, str]]:
    """The tree of a YAML file, and the line of each path. Raises: ContestRefused."""
    if len(data) > BYTES:
        raise _refusal("file", f"is larger than {BYTES // 1_000_000} MB")
    try:
        text = data.decode("utf-8-sig")
        return _Builder(text).build()
    except UnicodeDecodeError as error:
        raise _refusal(f"byte {error.start}", "isn't UTF-8; save the file as UTF-8") from None
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}" if error.problem_mark else "file"
        raise _refusal(line, f"can't be read as YAML: {error.problem}") from None
    except yaml.YAMLError as error:
        raise _refusal("file", f"can't be read as YAML: {str(error).splitlines()[0]}") from None


def _refusal(where: str, what: str) -> terms.ContestRefused:
    return terms.ContestRefused((terms.Problem(where, what),))


class _Builder:
    """Builds the tree from the parser's events, so that every limit holds before anything is built."""

    def __init__(self, text: str) -> None:
        self.events = yaml.parse(text, Loader=LOADER)
        self.lines: dict[Path, str] = {}
        self.nodes = 0

    def build(self) -> tuple[Any, dict[Path, str]]:
        tree: Any = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _refusal(_line(event), "a file holds one document (one ---)")
                tree = self._value(next(self.events), ())
        return tree, self.lines

    def _value(self, event: Any, path: Path) -> Any:
        line = _line(event)
        self.nodes += 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _refusal(line, "anchors and aliases (& and *) aren't allowed; write the value out")
        if getattr(event, "tag", None):
            raise _refusal(line, "tags (!) aren't allowed")
        if len(path) > DEPTH or self.nodes > NODES:
            raise _refusal(line, "is nested too deeply" if len(path) > DEPTH else "too many values")
        self.lines[path] = line
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return _scalar(event)

    def _mapping(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            line = _line(event)
            if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
                raise _refusal(line, "a key must be plain text")
            key = str(event.value)
            if key in found:
                raise _refusal(line, f"the key '{key}' stands here twice")
            found[key] = self._value(next(self.events), (*path, key))
        return found

    def _sequence(self, path: Path) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.append(self._value(event, (*path, len(found))))
        return found


def _line(event: Any) -> str:
    return f"line {event.start_mark.line + 1}"


def _scalar(event: Any) -> Any:
    written = str(event.value)
    if event.style in ("'", '"', "|", ">"):
        return written
    if written in ("", "null", "~"):
        return None
    if written in ("true", "false"):
        return written == "true"
    if INTEGER.fullmatch(written) and (written == "0" or written.lstrip("+-")[0] != "0"):
        return int(written)
    return Decimal(written) if DECIMAL.fullmatch(written) else written
