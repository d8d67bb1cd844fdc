"""Shows a finding in a terminal: where, the line itself with the place marked, what, why and how to mend it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from generator.model.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.model.position import Position

COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
# How much of a long line is shown before and after the place that is meant, in characters.
BEFORE, AFTER = 24, 36
HIDDEN_KINDS = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})


def cells(text: str) -> int:
    """Return how many terminal cells a text takes: two for a full-width character."""
    return sum(2 if unicodedata.east_asian_width(character) in "FW" else 1 for character in text)


def visible(text: str) -> str:
    """Put a space in place of what would move the cursor or take no room, so that marks stand where they should."""
    if text.isprintable():
        return text
    return "".join(" " if is_hidden(character) else character for character in text)


def is_hidden(character: str) -> bool:
    """Whether a character takes no room, moves the cursor or turns the text around."""
    return not character.isprintable() and unicodedata.category(character) in HIDDEN_KINDS


def clean(text: str) -> str:
    """Return a text of several lines as it can be shown to people: strangers choose names of files and of commits."""
    return "\n".join(map(visible, text.split("\n")))


def lines_of(finding: Finding, sources: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Yield the lines that show a finding, each with a rich style."""
    for line, style in _lines(finding, sources):
        yield visible(line), style


def _lines(finding: Finding, sources: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    where = f"{finding.position} " if finding.position else ""
    yield f"{where}{finding.severity} {finding.code} {finding.message}", COLOURS[finding.severity]
    if finding.position:
        yield from _excerpt(finding.position, sources)
    for mark in finding.marks:
        yield f"   另见 {mark.position}（{mark.role}）", ""
    if finding.address:
        yield f"   位置：{finding.address}", ""
    if finding.cause:
        yield f"   原因：{finding.cause}", ""
    if finding.hint:
        yield f"   改法：{finding.hint}", "green"


def _excerpt(place: Position, sources: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    source = sources.get(place.path, ())
    if not 0 < place.line <= len(source) or not source[place.line - 1].strip():
        return
    line = source[place.line - 1]
    start = max(place.column - 1 - BEFORE, 0)
    end = place.column - 1 + AFTER
    head = "…" if start else ""
    shown = head + line[start:end] + ("…" if end < len(line) else "")
    gutter = f"{place.line:>5} | "
    yield gutter + shown, ""
    pad = cells(gutter.replace("|", " ")) + cells(head + line[start : place.column - 1])
    marked = line[place.column - 1 : min(place.column - 1 + place.length, end)]
    yield " " * pad + "^" * max(cells(marked), 1), COLOURS[Severity.ERROR]
