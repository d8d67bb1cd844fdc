"""The formulas in `${…}`: names, numbers, + - * /, brackets and a fixed list of formats. Nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.finding import Mark

FORMATS = ("元", "万元", "百分比", "千分位", "中文大写", "数")
OPERATORS = {"×": "*", "÷": "/", "＊": "*", "－": "-", "＋": "+", "／": "/", "（": "(", "）": ")", "−": "-"}
TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d+)?)(?P<unit>[^\W\d_]*)|(?P<name>[^\W\d][\w.]*)|(?P<sign>[-+*/()]))")
MAX_DEPTH = 20
# Terms nest as deep as a formula is long (a - b - c …), and recursion has its limit.
MAX_TOKENS = 100


class FormulaError(Exception):
    """A formula that can't be read or computed; `offset` counts characters from the formula's start."""

    def __init__(  # noqa: PLR0913, PLR0917 - the parts of a finding
        self, code: str, message: str, offset: int, hint: str = "", length: int = 1, marks: tuple[Mark, ...] = ()
    ) -> None:
        super().__init__(message)
        self.code, self.offset, self.hint, self.length, self.marks = code, offset, hint, length, marks


@dataclass(frozen=True, slots=True)
class Number:
    """A number, with a unit or without."""

    value: Decimal
    unit: str
    written: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a figure, a list or a passage."""

    name: str
    offset: int


@dataclass(frozen=True, slots=True)
class Operation:
    """Two terms and what stands between them."""

    operator: str
    left: Term
    right: Term
    offset: int


@dataclass(frozen=True, slots=True)
class Formatted:
    """A term that is printed in a certain way."""

    format: str
    term: Term
    offset: int


Term: TypeAlias = Number | Name | Operation | Formatted


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    offset: int
    unit: str = ""


def parse(text: str, names: Iterable[str]) -> Term:
    """Parse a formula. Known names win over everything else, the longest first, so that they may hold any sign."""
    return _Parser(_tokens(text, names), len(text)).whole()


def named(text: str, names: Iterable[str]) -> list[Name]:
    """Return the names that stand in a formula, right or wrong; none of one that can't be read."""
    try:
        tokens = _tokens(text, names)
    except FormulaError:
        return []
    formats = {one.offset for one, after in pairwise(tokens) if one.text in FORMATS and after.text == "("}
    return [Name(one.text, one.offset) for one in tokens if one.kind == "name" and one.offset not in formats]


def _tokens(text: str, names: Iterable[str]) -> list[_Token]:
    tokens: list[_Token] = []
    known = sorted((name for name in names if name), key=len, reverse=True)
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        if len(tokens) == MAX_TOKENS:
            raise FormulaError("YY-002", "公式太长", at, "把公式拆成几个数据。")
        name = next((n for n in known if text.startswith(n, at) and _ends(text, at + len(n))), None)
        if name is not None and not (name in FORMATS and text[at + len(name) :].lstrip()[:1] in {"(", "（"}):
            tokens.append(_Token("name", name, at))
            at += len(name)
        elif text[at] in OPERATORS:
            tokens.append(_Token("sign", OPERATORS[text[at]], at))
            at += 1
        else:
            found = TOKEN.match(text, at)
            if not found or not found.lastgroup:
                raise FormulaError(
                    "YY-002", f"公式里不能有「{text[at]}」", at, "公式只能用名字、数字、+ - * / 和括号。"
                )
            kind = "number" if found["number"] else "name" if found["name"] else "sign"
            tokens.append(_Token(kind, found[kind], found.start(kind), found["unit"] or ""))
            at = found.end()
    return tokens


def _ends(text: str, at: int) -> bool:
    """Whether a name may end here: not in the middle of a word."""
    return at >= len(text) or not (text[at].isalnum() or text[at] in "._、")


class _Parser:
    """Recursive descent over the tokens."""

    def __init__(self, tokens: list[_Token], end: int) -> None:
        self.tokens, self.at, self.end, self.depth = tokens, 0, end, 0

    def peek(self) -> _Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self, *signs: str) -> _Token | None:
        token = self.peek()
        if token and token.kind == "sign" and token.text in signs:
            self.at += 1
            return token
        return None

    def whole(self) -> Term:
        if not self.tokens:
            raise FormulaError("YY-002", "${} 里没有内容", 0, "写名字，如 ${参保人数}。")
        term = self.sum()
        rest = self.peek()
        if rest:
            raise FormulaError(
                "YY-002", f"「{rest.text}」前面少了运算符", rest.offset, "两个名字之间要写 + - * / 。", len(rest.text)
            )
        return term

    def sum(self) -> Term:
        term = self.product()
        while sign := self.take("+", "-"):
            term = Operation(sign.text, term, self.product(), sign.offset)
        return term

    def product(self) -> Term:
        term = self.atom()
        while sign := self.take("*", "/"):
            term = Operation(sign.text, term, self.atom(), sign.offset)
        return term

    def atom(self) -> Term:
        token = self.peek()
        if token is None:
            raise FormulaError("YY-002", "公式没有写完", max(self.end - 1, 0), "最后还少一个名字或数字。")
        self.at += 1
        if token.kind == "number":
            return Number(Decimal(token.text), token.unit, token.text + token.unit)
        if token.kind == "name":
            return self.formatted(token) if token.text in FORMATS and self.take("(") else Name(token.text, token.offset)
        if token.text == "-":
            return Operation("*", Number(Decimal(-1), "", "-1"), self.atom(), token.offset)
        if token.text == "(":
            return self.bracket(token)
        raise FormulaError("YY-002", f"这里不该有「{token.text}」", token.offset, "两个运算符之间要有名字或数字。")

    def formatted(self, token: _Token) -> Term:
        return Formatted(token.text, self.bracket(token), token.offset)

    def bracket(self, token: _Token) -> Term:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise FormulaError("YY-002", f"括号超过 {MAX_DEPTH} 层", token.offset, "把公式拆成几个数据。")
        term = self.sum()
        if not self.take(")"):
            raise FormulaError("YY-002", "括号没有配对", token.offset, "补上右括号。")
        self.depth -= 1
        return term
