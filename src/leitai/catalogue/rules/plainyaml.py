"""YAML from strangers: plain values only, within limits, and every key once.

PyYAML's own composer recurses as deep as the text nests, expands aliases without end and lets the last of two equal keys
win. Here the parser's events are taken one by one: nothing is built that a limit forbids.
"""

from dataclasses import dataclass
from typing import Any, NoReturn

import yaml

# The C parser is some eight times faster; both read the same.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LONGEST_NUMBER = 100  # characters; the base-60 integers of YAML 1.1 cost the square of their length
_NUMBERS = {"tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:timestamp"}


class Unreadable(ValueError):
    """The text is no YAML we take. `str()` is one sentence with line and column."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a text may cost. `aliases` are refused: they serve no plain file and multiply a small one."""

    bytes: int = 1_000_000
    depth: int = 20
    nodes: int = 200_000


def value_of(content: bytes, limits: Limits = Limits()) -> Any:
    """The one value written in `content` (UTF-8): dict, list, str, int, float, bool, date, datetime, bytes or None.

    Raises: Unreadable: not UTF-8, not YAML, more than one document, a key twice, an alias, an object tag, beyond `limits`.
    """
    if len(content) > limits.bytes:
        raise Unreadable(f"it has {len(content)} bytes; at most {limits.bytes} are read")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"it is not UTF-8 (byte {error.start})") from None
    loader = _Loader(text)
    try:
        return _Builder(loader, limits).document()
    except yaml.YAMLError as error:
        raise Unreadable(_one_line(error)) from None
    finally:
        loader.dispose()


def _one_line(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    what = " ".join(str(getattr(error, "problem", None) or error).split())[:200]
    return f"line {mark.line + 1}, column {mark.column + 1}: {what}" if mark else what


def _fail(event: Any, what: str) -> NoReturn:
    mark = event.start_mark
    raise Unreadable(f"line {mark.line + 1}, column {mark.column + 1}: {what}")


class _Builder:
    """Values from events with a stack of its own, so that depth is a number and not the interpreter's recursion."""

    def __init__(self, loader: Any, limits: Limits) -> None:
        self._loader = loader
        self._limits = limits
        self._stack: list[tuple[Any, Any]] = []  # (dict or list, key that waits for its value)
        self._root: list[Any] = []
        self._nodes = 0

    def document(self) -> Any:
        documents = 0
        while True:
            event = self._loader.get_event()
            if isinstance(event, yaml.StreamEndEvent):
                return self._root[0] if self._root else None
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    _fail(event, "a second document begins; write one")
            elif isinstance(event, yaml.NodeEvent):
                self._node(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._close(event)

    def _node(self, event: Any) -> None:
        self._nodes += 1
        if self._nodes > self._limits.nodes:
            _fail(event, f"more than {self._limits.nodes} values")
        if isinstance(event, yaml.AliasEvent):
            _fail(event, f"the alias *{event.anchor} is refused; write the value out")
        if isinstance(event, yaml.ScalarEvent):
            self._put(event, self._scalar(event))
        elif event.tag not in (None, "!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"):
            _fail(event, f"the tag {event.tag} is refused; write plain values")
        else:
            self._open(event)

    def _open(self, event: Any) -> None:
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        if self._stack and isinstance(self._stack[-1][0], dict) and self._stack[-1][1] is _NO_KEY:
            _fail(event, "a key must be a plain word")
        if len(self._stack) >= self._limits.depth:
            _fail(event, f"nested deeper than {self._limits.depth}")
        self._stack.append(({} if is_mapping else [], _NO_KEY))

    def _close(self, event: Any) -> None:
        value, _ = self._stack.pop()
        self._put(event, value)

    def _put(self, event: Any, value: Any) -> None:
        if not self._stack:
            self._root.append(value)
            return
        into, key = self._stack[-1]
        if isinstance(into, list):
            into.append(value)
        elif key is not _NO_KEY:
            into[key] = value
            self._stack[-1] = (into, _NO_KEY)
        else:
            if value in into:
                _fail(event, f"the key {value!s:.60} stands here a second time")
            self._stack[-1] = (into, value)

    def _scalar(self, event: Any) -> Any:
        tag = event.tag
        if tag is None or tag == "!":
            tag = self._loader.resolve(yaml.ScalarNode, event.value, event.implicit)
        if tag == "tag:yaml.org,2002:str":
            return event.value
        if tag == "tag:yaml.org,2002:merge":
            _fail(event, "merging with << is refused; write the keys out")
        if tag in _NUMBERS and len(event.value) > _LONGEST_NUMBER:
            _fail(event, f"a number of {len(event.value)} characters")
        node = yaml.ScalarNode(tag, event.value, event.start_mark, event.end_mark)
        try:
            return self._loader.construct_object(node)
        except (ValueError, OverflowError, KeyError, TypeError, AttributeError, IndexError):
            # What PyYAML's constructors raise for 2024-02-30 or for `!!int word`.
            _fail(event, f"{event.value!r:.60} is no value of its kind")


_NO_KEY: Any = object()
