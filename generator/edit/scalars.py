"""Quotes, brackets and comments on one line."""

from __future__ import annotations

import re

from generator.edit.tree import UnknownFormError

QUOTED = {"'": re.compile(r"'(?:[^']|'')*'"), '"': re.compile(r'"(?:[^"\\]|\\.)*"')}
BLOCK = re.compile(r"\|[-+]?[1-9]?[-+]?(?=[ \t]+#|[ \t]*$)")
COMMENT = re.compile(r"[ \t]+#")
COLON = re.compile(r"[ \t]*:(?=[ \t]|$)")
# Escapes in double quotes that stand for the character itself.
ESCAPED = re.compile(r'\\(["\\/])')
# What other programs take for a number, a truth value, a date or nothing when it stands there without quotes.
NOT_TEXT = re.compile(
    r"[-+]?(?:\d[\d_]*)?\.?[\d_]*(?:[eE][-+]?\d+)?|0x[\da-f_]+|0o[0-7]+|0b[01_]+|[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?"
    r"|[-+]?\.inf|\.nan|~|null|true|false|yes|no|on|off|y|n|=|<<|\d{4}-\d\d?-\d\d?(?:[tT \t].*)?",
    re.IGNORECASE | re.ASCII,
)


def key_of(text: str) -> tuple[str, str] | None:
    """Part a line into its key, as written, and what stands behind the colon; None if it has no key."""
    if text[0] in QUOTED:
        quoted = QUOTED[text[0]].match(text)
        colon = COLON.match(text, quoted.end()) if quoted else None
        return (text[: quoted.end()], text[colon.end() :].lstrip(" \t")) if quoted and colon else None
    colon = COLON.search(text) if text[0] not in "[{" else None
    return (
        (text[: colon.start()], text[colon.end() :].lstrip(" \t"))
        if colon and "#" not in text[: colon.start()]
        else None
    )


def value_of(text: str) -> tuple[str, str]:
    """Part what stands behind a colon or dash into the value, as written, and the comment with what parts the two."""
    if text[:1] == "#":
        return "", text.rstrip()
    end = _end(text)
    rest = text[end:].rstrip()
    if rest and not COMMENT.match(rest):
        raise UnknownFormError
    return text[:end].rstrip(), rest


def _end(text: str) -> int:
    """Return where a value ends."""
    if text[:1] in QUOTED:
        quoted = QUOTED[text[0]].match(text)
        if not quoted:
            raise UnknownFormError
        return quoted.end()
    if text[:1] in {"[", "{"}:
        return _closing(text)
    comment = COMMENT.search(text)
    return comment.start() if comment else len(text.rstrip())


def _closing(text: str) -> int:
    """Return where the bracket that opens a text is closed."""
    depth, at = 0, 0
    while at < len(text):
        quoted = QUOTED[text[at]].match(text, at) if text[at] in QUOTED and text[at - 1] in "[{, :" else None
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(text[at], 0)
        at = quoted.end() if quoted else at + 1
        if not depth:
            return at
    raise UnknownFormError


def unquoted(written: str) -> str | None:
    """Return the text between quotes; None where there are none, or escapes that only double quotes know."""
    quote = written[:1]
    if quote not in QUOTED or not QUOTED[quote].fullmatch(written):
        return None
    inner = written[1:-1]
    if quote == "'":
        return inner.replace("''", "'")
    return None if "\\" in ESCAPED.sub("", inner) else ESCAPED.sub(r"\1", inner)


def quoted(text: str) -> str:
    """Return a text in single quotes."""
    return "'" + text.replace("'", "''") + "'"
