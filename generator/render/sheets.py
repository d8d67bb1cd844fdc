"""Looks through style sheets: they may dress a page, and fetch nothing but the fonts of the repository."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import tinycss2

from generator.model.finding import FindingError, error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.model.layout import Layout

CODE: Final = "MB-043"
LARGEST: Final = 256 * 1024  # bytes of a style sheet
_RULES: Final = re.compile(r"media|font-face|page|(?:top|bottom|left|right)-[a-z-]+")
_FUNCTION_NAMES: Final = (
    "attr calc clamp counter counters inset is lang leader linear-gradient max min not nth-child nth-last-child "
    "nth-of-type rgb rgba rotate scale target-counter translate translatex translatey url where"
)
_FUNCTIONS: Final = frozenset(_FUNCTION_NAMES.split())
_NUMBERS: Final = frozenset(("number", "dimension", "percentage"))
_GREATEST: Final = 9_999
_DEEPEST: Final = 12
_HINT: Final = "样式表只管字体、大小、边框和间距，字体只能取 templates/common/fonts/ 里的。"


def read(path: Path, layout: Layout) -> str:
    """Return a style sheet that was looked through.

    Raises:
        FindingError: it does what it may not.
    """
    if path.stat().st_size > LARGEST:
        raise _refused(f"内容太多：一个文件至多 {LARGEST // 1024} KB", path, layout)
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as problem:
        raise _refused("有不是 UTF-8 编码的字", path, layout) from problem
    if found := re.search(r"<[/!]", text):
        raise _refused(f"不能写「{found[0]}」", path, layout, text.count("\n", 0, found.start()) + 1)
    for token, depth in _walk(tinycss2.parse_component_value_list(text)):
        if reason := _reason(token, depth, layout):
            raise _refused(reason, path, layout, token.source_line)
    return text


def _refused(reason: str, path: Path, layout: Layout, line: int = 1) -> FindingError:
    return FindingError(error(CODE, f"样式表里{reason}", layout.place(path, line), hint=_HINT))


def _walk(tokens: list[Any]) -> Iterator[tuple[Any, int]]:
    """Yield all tokens with their depths, without recursion: brackets may be nested as deep as anybody likes."""
    waiting = [(token, 0) for token in reversed(tokens)]
    while waiting:
        token, depth = waiting.pop()
        yield token, depth
        inside = getattr(token, "content", None) or getattr(token, "arguments", None) or ()
        waiting += [(child, depth + 1) for child in reversed(inside)]


def _reason(token: Any, depth: int, layout: Layout) -> str:
    """Return what is wrong with a token; its names are without escapes."""
    if depth > _DEEPEST:
        return "括号套得太深"
    kind = token.type
    if kind == "error":
        return "有不成对的引号或括号"
    if kind == "at-keyword" and not _RULES.fullmatch(token.lower_value):
        return f"不能写「@{token.value}」"
    if kind == "function" and token.lower_name not in _FUNCTIONS:
        return f"不能用「{token.name}()」"
    if kind == "url" or (kind == "function" and token.lower_name == "url"):
        return _of_address(token, layout)
    if kind in _NUMBERS and abs(token.value) > _GREATEST:
        return f"有太大的数「{token.representation}」"
    return ""


def _of_address(token: Any, layout: Layout) -> str:
    inside = [] if token.type == "url" else [part for part in token.arguments if part.type != "whitespace"]
    address = token.value if token.type == "url" else inside[0].value if [p.type for p in inside] == ["string"] else ""
    known = {f"{layout.fonts.name}/{file.name}" for file in layout.fonts.glob("*.ttf")}
    return "" if address in known else f"不能取外面的文件「{address}」"
