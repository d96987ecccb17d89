"""The part of CEL that catalogues use, read into a typed tree.

Taken: `&& || ! == != < <= > >= + *`, `fact.startsWith("…")`, string, double and bool constants, parentheses. Everything
else of CEL (macros, lists, integers, `?:`, escapes) is refused with its position, so that a rule costs at most its size.
Source: cel-spec, doc/langdef.md, the grammar's precedences.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NoReturn

from leitai.catalogue import terms

LARGEST = 200
"""Nodes of one condition; trust finding: CEL has no cost limit of its own."""
DEEPEST = 24
LONGEST = 8_000

Kind = Literal["bool", "number", "string"]
Comparing = Literal["==", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Name:
    """The value of a fact."""

    fact: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Constant:
    """A value written in the rule. (1.0 and true are equal in Python: `kind` keeps them apart.)"""

    value: bool | float | str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """A sum or a product of numbers."""

    sign: Literal["+", "*"]
    left: "Tree"
    right: "Tree"
    kind: Kind = "number"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two numbers or two strings compared."""

    sign: Comparing
    left: "Tree"
    right: "Tree"
    kind: Kind = "bool"


@dataclass(frozen=True, slots=True)
class StartsWith:
    """Whether a string fact begins with a prefix."""

    fact: str
    prefix: str
    kind: Kind = "bool"


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    operand: "Tree"
    kind: Kind = "bool"


@dataclass(frozen=True, slots=True)
class Logic:
    """Both (`&&`) or either (`||`)."""

    sign: Literal["&&", "||"]
    left: "Tree"
    right: "Tree"
    kind: Kind = "bool"


Tree = Name | Constant | Arithmetic | Comparison | StartsWith | Not | Logic


class NotTaken(ValueError):
    """A condition that is refused: `code` for machines, `position` counted from 1."""

    def __init__(self, code: str, position: int, what: str) -> None:
        super().__init__(f"at character {position}: {what}")
        self.code = code
        self.position = position


_TOKEN = re.compile(
    r"""(?P<space>[ \t\n\f\r]+)
      | (?P<double>\d*\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+)
      | (?P<integer>0x[0-9a-fA-F]+u?|\d+[uU]?)
      | (?P<string>"[^"\n]*"|'[^'\n]*')
      | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<sign>&&|\|\||==|!=|<=|>=|[<>!+*().])""",
    re.VERBOSE | re.ASCII,
)
_MACROS = {"has", "all", "exists", "exists_one", "map", "filter"}
_KINDS: dict[str, Kind] = {"bool": "bool", "number": "number", "enum": "string", "industry_code": "string"}
_SIGNS: dict[str, Comparing] = {sign: sign for sign in ("==", "!=", "<", "<=", ">", ">=")}


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    position: int


def tree_of(text: str, facts: Mapping[str, terms.Fact]) -> Tree:
    """The typed tree of a condition over `facts`.

    Raises: NotTaken, `code` one of: syntax, unsupported, too_large, unknown_fact, unknown_choice, integer, types.
    """
    if len(text) > LONGEST:
        raise NotTaken("too_large", LONGEST, f"the condition has {len(text)} characters, at most {LONGEST} are read")
    return _Reader(text, facts).whole()


def facts_of(tree: Tree) -> tuple[str, ...]:
    """The facts a condition names, each once, in the order of reading."""
    return tuple(dict.fromkeys(_names(tree)))


def nodes_of(tree: Tree) -> Iterator[Tree]:
    """Every node of a tree, itself first."""
    yield tree
    if isinstance(tree, Not):
        yield from nodes_of(tree.operand)
    elif isinstance(tree, Logic | Comparison | Arithmetic):
        yield from nodes_of(tree.left)
        yield from nodes_of(tree.right)


def _names(tree: Tree) -> Iterator[str]:
    return (node.fact for node in nodes_of(tree) if isinstance(node, Name | StartsWith))


def _tokens(text: str) -> Iterator[_Token]:
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise NotTaken("unsupported", position + 1, f"{text[position]!r} is not part of the rules' language")
        if match.lastgroup == "string" and "\\" in match.group():
            raise NotTaken("unsupported", position + 1, "a backslash in a string is not taken")
        if match.lastgroup != "space":
            yield _Token(str(match.lastgroup), match.group(), position + 1)
        position = match.end()
    yield _Token("end", "the end", len(text) + 1)


class _Reader:
    """Recursive descent, one method for each precedence of CEL's grammar."""

    def __init__(self, text: str, facts: Mapping[str, terms.Fact]) -> None:
        self._facts = facts
        self._tokens = list(_tokens(text))
        self._next = 0
        self._depth = 0
        self._nodes = 0

    def whole(self) -> Tree:
        tree = self._or()
        if self._here.kind != "end":
            self._fail("syntax", f"{self._here.text} does not belong here")
        return self._want(tree, "bool", self._tokens[0])

    @property
    def _here(self) -> _Token:
        return self._tokens[self._next]

    def _take(self) -> _Token:
        token = self._here
        self._next += token.kind != "end"
        return token

    def _is_sign(self, *signs: str) -> bool:
        return self._here.kind == "sign" and self._here.text in signs

    def _fail(self, code: str, what: str, at: _Token | None = None) -> NoReturn:
        raise NotTaken(code, (at or self._here).position, what)

    def _made(self, tree: Tree) -> Tree:
        self._nodes += 1
        if self._nodes > LARGEST:
            self._fail("too_large", f"more than {LARGEST} nodes")
        return tree

    def _want(self, tree: Tree, kind: Kind, at: _Token) -> Tree:
        if tree.kind != kind:
            self._fail("types", f"a {kind} is needed, this is a {tree.kind}", at)
        return tree

    def _or(self) -> Tree:
        at = self._here
        tree = self._and()
        while self._is_sign("||"):
            self._take()
            right_at = self._here
            right = self._want(self._and(), "bool", right_at)
            tree = self._made(Logic("||", self._want(tree, "bool", at), right))
        return tree

    def _and(self) -> Tree:
        at = self._here
        tree = self._relation()
        while self._is_sign("&&"):
            self._take()
            right_at = self._here
            right = self._want(self._relation(), "bool", right_at)
            tree = self._made(Logic("&&", self._want(tree, "bool", at), right))
        return tree

    def _relation(self) -> Tree:
        tree = self._sum()
        while self._is_sign(*_SIGNS):
            sign = self._take()
            tree = self._made(self._compared(tree, sign, self._sum()))
        return tree

    def _compared(self, left: Tree, sign: _Token, right: Tree) -> Tree:
        if "bool" in (left.kind, right.kind):
            self._fail("types", "a yes-or-no fact is used bare or with !, not compared", sign)
        if left.kind != right.kind:
            self._fail("types", f"a {left.kind} cannot be compared with a {right.kind}", sign)
        if left.kind == "string" and sign.text not in ("==", "!="):
            self._fail("types", "strings are compared with == and != only", sign)
        for name, other in ((left, right), (right, left)):
            if isinstance(name, Name) and isinstance(other, Constant):
                self._check_choice(self._facts[name.fact], other.value, sign)
        return Comparison(_SIGNS[sign.text], left, right)

    def _check_choice(self, fact: terms.Fact, value: object, at: _Token) -> None:
        if fact.kind == "enum" and value not in fact.codes:
            self._fail("unknown_choice", f"{value!r} is no choice of {fact.id} ({', '.join(fact.codes)})", at)
        if fact.kind == "industry_code" and not re.fullmatch("[0-9]{4}", str(value)):
            self._fail("unknown_choice", f"{value!r} is no industry code of four digits", at)

    def _sum(self) -> Tree:
        return self._arithmetic("+", self._product)

    def _product(self) -> Tree:
        return self._arithmetic("*", self._unary)

    def _arithmetic(self, sign: Literal["+", "*"], part: Callable[[], Tree]) -> Tree:
        at = self._here
        tree = part()
        while self._is_sign(sign):
            self._take()
            right_at = self._here
            right = self._want(part(), "number", right_at)
            tree = self._made(Arithmetic(sign, self._want(tree, "number", at), right))
        return tree

    def _unary(self) -> Tree:
        if not self._is_sign("!"):
            return self._member()
        self._take()
        self._deeper()
        at = self._here
        tree = self._made(Not(self._want(self._unary(), "bool", at)))
        self._depth -= 1
        return tree

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            self._fail("too_large", f"nested deeper than {DEEPEST}")

    def _member(self) -> Tree:
        tree = self._primary()
        if not self._is_sign("."):
            return tree
        self._take()
        method = self._take()
        if method.text != "startsWith":
            what = "the macro" if method.text in _MACROS else "the call"
            self._fail("unsupported", f'{what} .{method.text} is not taken; only .startsWith("…")', method)
        self._expect("(")
        prefix = self._take()
        if not isinstance(tree, Name) or tree.kind != "string" or prefix.kind != "string":
            self._fail("types", "startsWith asks a text fact for a prefix in quotes", method)
        self._expect(")")
        return StartsWith(tree.fact, prefix.text[1:-1])

    def _expect(self, sign: str) -> None:
        if not self._is_sign(sign):
            self._fail("syntax", f"{sign} is missing before {self._here.text}")
        self._take()

    def _primary(self) -> Tree:
        token = self._take()
        if token.kind == "sign" and token.text == "(":
            self._deeper()
            tree = self._or()
            self._expect(")")
            self._depth -= 1
            return tree
        if token.kind == "double":
            return self._made(self._double(token))
        if token.kind == "string":
            return self._made(Constant(token.text[1:-1], "string"))
        if token.kind == "word":
            return self._made(self._word(token))
        if token.kind == "integer":
            self._fail("integer", f"{token.text} is an integer; write a double such as {token.text}.0", token)
        return self._fail("syntax", f"{token.text} does not belong here", token)

    def _double(self, token: _Token) -> Tree:
        value = float(token.text)
        if value == float("inf"):
            self._fail("unsupported", f"{token.text} is too large", token)
        return Constant(value, "number")

    def _word(self, token: _Token) -> Tree:
        if token.text in ("true", "false"):
            return Constant(token.text == "true", "bool")
        if self._is_sign("("):
            what = "the macro" if token.text in _MACROS else "the call"
            self._fail("unsupported", f"{what} {token.text}() is not taken", token)
        if token.text not in self._facts:
            self._fail("unknown_fact", f"there is no fact {token.text}", token)
        return Name(token.text, _KINDS[self._facts[token.text].kind])
