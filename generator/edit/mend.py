"""Puts the fixes of findings into a file, and makes sure that it then says what it is expected to say."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.edit.text import Lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.finding import Fix
    from generator.model.outline import Outline, Read, Token


def mend(path: str, data: bytes, fixes: Iterable[Fix], read: Read) -> tuple[bytes, list[Fix]]:
    """Return a file with all of the fixes that can be made at once, and those.

    Fixes that overlap others, don't stand where they say, or would change something else as well are left out; so are
    all of a file that can't be read.
    """
    before = read(path, data)
    if not before.tokens:
        return data, []
    lines = Lines.of(data)
    chosen = _disjoint(fix for fix in fixes if _stands(lines, fix))
    new = _applied(lines, chosen)
    if _is_expected(before, read(path, new), chosen):
        return new, chosen
    made: list[Fix] = []
    for fix in chosen:
        if _is_expected(before, read(path, _applied(lines, [*made, fix])), [*made, fix]):
            made.append(fix)
    return _applied(lines, made), made


def _stands(lines: Lines, fix: Fix) -> bool:
    """Whether the old text of a fix is where it says."""
    place = fix.position
    if place.line > len(lines.texts) or not fix.old:
        return False
    return lines.texts[place.line - 1].startswith(fix.old, place.column - 1)


def _disjoint(fixes: Iterable[Fix]) -> list[Fix]:
    """Return the fixes in the order of the file, without those that begin within one before them."""
    chosen: list[Fix] = []
    line = end = 0
    for fix in sorted(dict.fromkeys(fixes), key=lambda fix: (fix.position.line, fix.position.column, len(fix.old))):
        if fix.position.line != line or fix.position.column >= end:
            chosen.append(fix)
            line, end = fix.position.line, fix.position.column + len(fix.old)
    return chosen


def _applied(lines: Lines, fixes: list[Fix]) -> bytes:
    """Return the file with the fixes made, from the last one up."""
    texts = list(lines.texts)
    for fix in reversed(fixes):
        index, start = fix.position.line - 1, fix.position.column - 1
        text = texts[index]
        texts[index] = text[:start] + fix.new + text[start + len(fix.old) :]
    return replace(lines, texts=tuple(texts)).encode()


def _is_expected(before: Outline, after: Outline, fixes: list[Fix]) -> bool:
    """Whether a file says what it said, but for the fixes in its texts, and nothing new is wrong with it.

    What the reader mends while it reads, so that one mistake hides no other, it has read as mended before.
    """
    is_worse = Counter(f.code for f in after.findings if f.is_error) - Counter(f.code for f in before.findings)
    read_over = {fix for finding in before.findings for fix in finding.fixes}
    wanted = [fix for fix in fixes if fix not in read_over]
    expected = [(token.kind, _expected(token, wanted)) for token in before.tokens]
    return not is_worse and expected == [(token.kind, token.text) for token in after.tokens]


def _expected(token: Token, fixes: list[Fix]) -> str:
    """Return the text of a token after the fixes, or the text as it is where one of them doesn't fit."""
    lines = token.text.split("\n")
    if len(lines) != len(token.places):
        return token.text
    for number, place in enumerate(token.places):
        for fix in reversed(fixes):
            at = fix.position.column - place.column
            if fix.position.line == place.line and at >= 0 and lines[number].startswith(fix.old, at):
                lines[number] = lines[number][:at] + fix.new + lines[number][at + len(fix.old) :]
    return "\n".join(lines)
