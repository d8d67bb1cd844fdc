"""Turns libyaml's errors into what a clerk did: a full-width colon, a missing space, a sign that needs quotes."""

from __future__ import annotations

import re

from generator.model.finding import Finding, error
from generator.model.position import Position

FULL_COLON = re.compile(r"^\s*(?:- +)?[^\s:：#'\"|>]{1,30}(：)")
NO_SPACE = re.compile(r"^\s*(?:- +)?[^\s:：#'\"]{1,30}(:)(?=[^\s/\\])")
FULL_SPACE = re.compile(r"^[ ]*([\u3000\u00a0])")
NO_DASH_SPACE = re.compile(r"^\s*(-)(?=[^\s-])")
FULL_DASH = re.compile(r"^\s*([—－–])\s*\S")
SPECIAL_START = re.compile(r"^\s*(?:- +)?(?:[^\s:#]+: +)?([%@`&*!>\[{\]},?])")

GREATER = re.compile(r">=? ?\d")
# What libyaml says of a quote that isn't closed.
OPEN_QUOTE = ("found unexpected end of stream", "found unexpected document indicator")

Rule = tuple[re.Pattern[str], str, str, str, str]
RULES: tuple[Rule, ...] = (
    (FULL_SPACE, "YM-011", "行首有全角空格", "YAML 只能用半角空格缩进。", "换成半角空格。"),
    (FULL_COLON, "YM-010", "键名后面是全角冒号「：」", "YAML 只认半角冒号。", "改成半角冒号加一个空格「: 」。"),
    (FULL_DASH, "YM-012", "列表条目前面不是半角短横线", "YAML 只认「- 」。", "改成半角短横线加一个空格「- 」。"),
    (NO_SPACE, "YM-013", "冒号后面少了空格", "没有空格，YAML 不知道键名到哪里为止。", "在冒号后面加一个空格。"),
    (NO_DASH_SPACE, "YM-014", "短横线后面少了空格", "列表条目写成「- 内容」。", "在短横线后面加一个空格。"),
    (SPECIAL_START, "YM-015", "文字以特殊符号开头", "这个符号在 YAML 里有特别的含义。", "给整个值加上单引号。"),
)


def explain(path: str, lines: list[str], line: int, column: int, problem: str) -> Finding:
    """Return the likeliest mistake behind an error that libyaml saw at a line.

    libyaml notices some mistakes only on the next line that isn't empty, so the line before is looked at too.
    """
    if problem in OPEN_QUOTE:
        return error(
            "YM-016",
            "引号没有配对",
            _at(path, lines, line, column),
            cause="引号打开以后，直到文件末尾都没有关上。",
            hint="在这段文字的末尾补上同样的引号。",
        )
    if "escape" in problem:
        return error(
            "YM-020", "双引号里的「\\」写法不对", _at(path, lines, line, column), hint="改用单引号，直接写文字。"
        )
    for number in (line, _line_before(lines, line)):
        found = _match(path, lines, number)
        if found:
            return found
    if "mapping values are not allowed" in problem:
        return error(
            "YM-017",
            "这里不该有「: 」",
            _at(path, lines, line, column),
            cause="一行里有两个「: 」，或者这一行缩进得不对。",
            hint="文字里有「: 」时给整个值加上单引号；否则和同级的键对齐。",
        )
    return error(
        "YM-018",
        "缩进或写法不对",
        _at(path, lines, line, column),
        cause="这一行和上面几行合在一起读不通。",
        hint="同一级的键要对齐，下一级多缩进两个空格；每行写「键: 值」。",
    )


def greater(path: str, lines: list[str], line: int, column: int) -> Finding | None:
    """Explain `>4`, which YAML takes for the beginning of folded text; None where that was meant."""
    return _match(path, lines, line) if GREATER.match(lines[line - 1], column - 1) else None


def wrapped(path: str, lines: list[str], first: int) -> Finding | None:
    """Return the likeliest mistake behind a value that runs on below line `first`, if it is not just wrapped text."""
    return _match(path, lines, first + 1)


def not_a_mapping(path: str, lines: list[str], position: Position) -> Finding:
    """Explain a file whose top is not `键: 值`."""
    found = _match(path, lines, position.line)
    return found or error(
        "YM-019", "文件的最外层不是「键: 值」", position, hint="照 docs/yaml.md 的例子，每行写「键: 值」。"
    )


def _line_before(lines: list[str], line: int) -> int:
    number = min(line, len(lines)) - 1
    while number > 0 and not lines[number - 1].strip():
        number -= 1
    return number


def _match(path: str, lines: list[str], number: int) -> Finding | None:
    if not 0 < number <= len(lines):
        return None
    for pattern, code, message, cause, hint in RULES:
        found = pattern.match(lines[number - 1])
        if found:
            return error(code, message, Position(path, number, found.start(1) + 1), cause=cause, hint=hint)
    return None


def _at(path: str, lines: list[str], line: int, column: int) -> Position:
    line = min(line, len(lines))
    return Position(path, line, min(column, len(lines[line - 1]) + 1))
