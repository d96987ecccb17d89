"""Working out formulas without a saved result, two ways: as Excel adds, and with the cells as a reader takes them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from leitai.workbooks import terms
from leitai.workbooks.rules import text as texts
from leitai.workbooks.rules import xlsx

TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|\.\d+)|(?P<string>\"(?:[^\"]|\"\")*\")"
    r"|(?P<sheet>'(?:[^']|'')+'!|[^\s'()+\-*/^&=<>,:;!\"]+!)?(?P<ref>\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?)(?![A-Za-z0-9_(.])"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_.]*)|(?P<op><>|<=|>=|[-+*/^&=<>(),;%{}])|(?P<error>#[A-Z/0!?]+))"
)
CELLS_MAX = 200_000


class Broken(Exception):
    """A formula that gives an error value, or one not understood (`code` empty)."""

    def __init__(self, code: str = "") -> None:
        super().__init__(code)
        self.code = code


Getter = Callable[[str | None, int, int], Any]


class Evaluator:
    """Recursive descent over one formula. `get(sheet, row, column)` gives cell values; text is left out of sums."""

    def __init__(self, formula: str, get: Getter) -> None:
        self.get = get
        self.tokens = self.split(formula.lstrip("="))
        self.at = 0

    @staticmethod
    def split(formula: str) -> list[tuple[str, str]]:
        out: list[tuple[str, str]] = []
        at = 0
        while at < len(formula):
            m = TOKEN.match(formula, at)
            if not m or m.end() == at:
                if not formula[at:].strip():
                    break
                raise Broken
            kind = m.lastgroup or ""
            value = m[kind]
            if m["sheet"] and kind == "ref":
                value = m["sheet"] + value
            out.append((kind, value))
            at = m.end()
        if len(out) > 2000:
            raise Broken
        return out

    def peek(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")

    def take(self) -> tuple[str, str]:
        token = self.peek()
        self.at += 1
        return token

    def result(self) -> Any:
        value = single(self.comparison())
        if self.at != len(self.tokens):
            raise Broken
        return value

    def comparison(self) -> Any:
        left = self.joined()
        while self.peek()[1] in ("=", "<", ">", "<=", ">=", "<>") and self.peek()[0] == "op":
            op = self.take()[1]
            a, b = single(left), single(self.joined())
            a, b = (0 if a is None else a), (0 if b is None else b)
            if isinstance(a, str) != isinstance(b, str):
                left = op == "<>"
                continue
            left = {"=": a == b, "<>": a != b, "<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}[op]
        return left

    def joined(self) -> Any:
        left = self.sum()
        while self.peek() == ("op", "&"):
            self.take()
            left = texts.shown(single(left)) + texts.shown(single(self.sum()))
        return left

    def sum(self) -> Any:
        left = self.product()
        while self.peek()[0] == "op" and self.peek()[1] in "+-":
            op = self.take()[1]
            right = number(self.product())
            left = number(left) + (right if op == "+" else -right)
        return left

    def product(self) -> Any:
        left = self.power()
        while self.peek()[0] == "op" and self.peek()[1] in "*/":
            op = self.take()[1]
            right = number(self.power())
            if op == "/" and right == 0:
                raise Broken("#DIV/0!")
            left = number(left) * right if op == "*" else number(left) / right
        return left

    def power(self) -> Any:
        left = self.signed()
        while self.peek() == ("op", "^"):
            self.take()
            try:
                left = float(number(left)) ** float(number(self.signed()))
            except (OverflowError, ZeroDivisionError) as reason:
                raise Broken("#NUM!") from reason
            if isinstance(left, complex):
                raise Broken("#NUM!")
        return left

    def signed(self) -> Any:
        if self.peek()[0] == "op" and self.peek()[1] in "+-":
            op = self.take()[1]
            value = number(self.signed())
            return value if op == "+" else -value
        value = self.atom()
        while self.peek() == ("op", "%"):
            self.take()
            value = number(value) / 100
        return value

    def atom(self) -> Any:
        kind, value = self.take()
        if kind == "number":
            n = float(value)
            return int(n) if n.is_integer() else n
        if kind == "string":
            return value[1:-1].replace('""', '"')
        if kind == "ref":
            return self.reference(value)
        if kind == "error":
            raise Broken(value)
        if (kind, value) == ("op", "("):
            inner = self.comparison()
            self.expect(")")
            return inner
        if kind == "name":
            if self.peek() == ("op", "("):
                return self.function(value.upper())
            if value.upper() in ("TRUE", "FALSE"):
                return value.upper() == "TRUE"
            raise Broken("")
        raise Broken

    def expect(self, what: str) -> None:
        if self.take() != ("op", what):
            raise Broken

    def reference(self, ref: str) -> Any:
        sheet, mark, cells = ref.rpartition("!")
        where = sheet.strip("'").replace("''", "'") if mark else None
        if "[" in sheet:
            raise Broken
        r1, c1, r2, c2 = xlsx.area(cells.replace("$", ""))
        if ":" not in cells:
            return self.get(where, r1, c1)
        if (r2 - r1 + 1) * (c2 - c1 + 1) > CELLS_MAX:
            raise Broken
        return [self.get(where, r, c) for r in range(r1, r2 + 1) for c in range(c1, c2 + 1)]

    def function(self, name: str) -> Any:
        name = name.removeprefix("_XLFN.")
        self.expect("(")
        if name == "IFERROR":
            return self.if_error()
        args: list[Any] = []
        while self.peek() != ("op", ")"):
            args.append(None if self.peek() == ("op", ",") else self.comparison())
            if self.peek() in (("op", ","), ("op", ";")):
                self.take()
            elif self.peek() != ("op", ")"):
                raise Broken
        self.expect(")")
        return call(name, args)

    def if_error(self) -> Any:
        start, depth = self.at, 0
        try:
            value = single(self.comparison())
            failed = isinstance(value, terms.ErrorValue)
        except Broken:
            failed, value = True, None
        if failed:
            self.at = start
            while not (depth == 0 and self.peek() == ("op", ",")):
                kind, text = self.take()
                if kind == "end":
                    raise Broken
                depth += (text == "(") - (text == ")") if kind == "op" else 0
        self.expect(",")
        other = single(self.comparison())
        self.expect(")")
        return other if failed else value


def single(value: Any) -> Any:
    if isinstance(value, list):
        if len(value) != 1:
            raise Broken("#VALUE!")
        return value[0]
    return value


def number(value: Any) -> float:
    """A value in arithmetic, as Excel coerces it."""
    value = single(value)
    if value is None:
        return 0
    if isinstance(value, terms.ErrorValue):
        raise Broken(str(value))
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, date):
        return (date(value.year, value.month, value.day) - date(1899, 12, 30)).days
    plain = str(value).strip()
    percent = plain.endswith("%")
    try:
        n = float(plain.rstrip("%").replace(",", ""))
    except ValueError as reason:
        raise Broken("#VALUE!") from reason
    return n / 100 if percent else n


def numbers(args: list[Any]) -> list[float]:
    """Numbers among arguments and ranges; text in cells is left out, an error value breaks the sum."""
    out: list[float] = []
    for arg in args:
        for v in arg if isinstance(arg, list) else [arg]:
            if isinstance(v, terms.ErrorValue):
                raise Broken(str(v))
            if isinstance(v, (int, float)) and not isinstance(v, bool):
                out.append(v)
    return out


def call(name: str, args: list[Any]) -> Any:
    if name in ("SUM", "AVERAGE", "MAX", "MIN", "COUNT", "PRODUCT"):
        return plain_statistic(name, numbers(args))
    if name in ("SUBTOTAL", "AGGREGATE"):
        which = int(number(args[0])) % 100
        names = {1: "AVERAGE", 2: "COUNT", 4: "MAX", 5: "MIN", 6: "PRODUCT", 9: "SUM"}
        if which not in names:
            raise Broken
        return plain_statistic(names[which], numbers(args[1 if name == "SUBTOTAL" else 2 :]))
    if name == "COUNTA":
        return sum(v is not None for a in args for v in (a if isinstance(a, list) else [a]))
    if name == "IF":
        chosen = args[1] if number(args[0]) else (args[2] if len(args) > 2 else False)
        return single(chosen)
    if name in ("ROUND", "ROUNDUP", "ROUNDDOWN", "TRUNC", "INT", "ABS"):
        return rounded(name, number(args[0]), int(number(args[1])) if len(args) > 1 else 0)
    if name in ("AND", "OR"):
        flags = [bool(number(a)) for a in args]
        return all(flags) if name == "AND" else any(flags)
    if name in ("VALUE", "N"):
        return number(args[0])
    if name == "SUMIF" and len(args) in (2, 3) and isinstance(args[0], list):
        return sum_if(args[0], args[1], args[2] if len(args) == 3 else args[0])
    if name == "COUNTIF" and isinstance(args[0], list):
        return sum(fits(v, single(args[1])) for v in args[0])
    if name == "DATE":
        try:
            return date(int(number(args[0])), int(number(args[1])), int(number(args[2])))
        except ValueError as reason:
            raise Broken("#NUM!") from reason
    if name in ("CONCATENATE", "CONCAT"):
        return "".join(texts.shown(single(a)) for a in args)
    raise Broken


def plain_statistic(name: str, found: list[float]) -> float:
    if name == "SUM":
        return sum(found)
    if name == "COUNT":
        return len(found)
    if name == "AVERAGE":
        if not found:
            raise Broken("#DIV/0!")
        return sum(found) / len(found)
    if name == "PRODUCT":
        out = 1.0
        for n in found:
            out *= n
        return out if found else 0
    return (max if name == "MAX" else min)(found, default=0)


def rounded(name: str, n: float, digits: int) -> float:
    if name == "ABS":
        return abs(n)
    if name == "INT":
        return float(n // 1)
    scale = 10.0**digits
    moved = abs(n) * scale
    whole = int(moved + 0.5 + 1e-9) if name == "ROUND" else int(moved + (1 - 1e-9 if name == "ROUNDUP" else 1e-9))
    return (whole if n >= 0 else -whole) / scale


def sum_if(looked: list[Any], wanted: Any, added: Any) -> float:
    pairs = zip(looked, added if isinstance(added, list) else [added], strict=False)
    return sum(
        n for v, n in pairs if fits(v, single(wanted)) and isinstance(n, (int, float)) and not isinstance(n, bool)
    )


def fits(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, str) and (m := re.match(r"(<>|<=|>=|<|>|=)(.*)", wanted)):
        try:
            a, b = number(value), float(m[2])
        except (Broken, ValueError):
            return (str(value) == m[2]) == (m[1] == "=")
        return {"=": a == b, "<>": a != b, "<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}[m[1]]
    if isinstance(wanted, str):
        pattern = re.escape(wanted).replace(r"\*", ".*").replace(r"\?", ".")
        return isinstance(value, str) and re.fullmatch(pattern, value) is not None
    return bool(value == wanted)


def has_references(formula: str) -> bool:
    return any(kind == "ref" for kind, _ in safe_tokens(formula))


def only_constants(formula: str) -> bool:
    """Whether a formula is arithmetic on numbers alone (=60*2)."""
    tokens = safe_tokens(formula)
    return bool(tokens) and all(kind in ("number", "op") for kind, _ in tokens)


def hard_numbers(formula: str) -> list[float]:
    """Numbers added to or subtracted from cells inside a formula (=E4+F4+180); factors and rates are none."""
    tokens = safe_tokens(formula)
    if not any(kind == "ref" for kind, _ in tokens):
        return []
    out = []
    for n, (kind, value) in enumerate(tokens):
        if kind != "number":
            continue
        before = tokens[n - 1][1] if n else ""
        after = tokens[n + 1][1] if n + 1 < len(tokens) else ""
        inside = depth_function(tokens, n)
        if (
            before in ("", "+", "-", "(", ",", ";")
            and after in ("", "+", "-", ")", ",", ";")
            and inside in ("", "SUM")
            and float(value) != 0
        ):
            if float(value) == 1 and any(t == ("op", "/") for t in tokens):
                continue
            if after or before:
                out.append(float(value))
    return out


def depth_function(tokens: list[tuple[str, str]], at: int) -> str:
    """Name of the innermost function around a token, '' for none."""
    stack: list[str] = []
    for n, (kind, value) in enumerate(tokens[:at]):
        if (kind, value) == ("op", "("):
            stack.append(tokens[n - 1][1].upper() if n and tokens[n - 1][0] == "name" else "")
        elif (kind, value) == ("op", ")") and stack:
            stack.pop()
    return next((s for s in reversed(stack) if s), "")


def safe_tokens(formula: str) -> list[tuple[str, str]]:
    try:
        return Evaluator.split(formula.lstrip("="))
    except Broken:
        return []


def references(formula: str) -> list[tuple[str | None, int, int, int, int]]:
    """(sheet or None, first row, first column, last row, last column) of each cell or range a formula names."""
    out = []
    for kind, value in safe_tokens(formula):
        if kind == "ref":
            sheet, mark, cells = value.rpartition("!")
            out.append((sheet.strip("'") if mark else None, *xlsx.area(cells.replace("$", ""))))
    return out
