"""Gives the traps of a file their fixes: what was mended for reading on, where there was but one way to mend it."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.load.lines import widths
from generator.model.finding import Finding, Fix, Severity
from generator.model.position import Position

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from generator.load.depth import Depth, Kind
    from generator.load.lines import Line

# Traps whose mending is what was meant, unless a line says otherwise of itself.
SAFE = frozenset({"WJ-005", "YM-001", "YM-010", "YM-011", "YM-012", "YM-013", "YM-014", "YM-029", "YM-030"})
# Characters that nobody can see, but that change what is seen: they turn the text around, or hold other text.
MEANT = frozenset("\u202d\u202e\ufff9\ufffa\ufffb")


def is_idle(character: str) -> bool:
    """Whether an invisible character does nothing to Chinese text: it can go without a look at what was meant."""
    return character == "\u034f" or (unicodedata.category(character) == "Cf" and character not in MEANT)


def is_certain(depth: Depth, kind: Kind, lead: str, width: int) -> bool:
    """Whether indentation with tabs and wide spaces leads to one place only, however wide an editor shows them.

    `width` is the column that was chosen.
    """
    alike = {
        level.column
        for level in depth.levels
        if level.line.written.startswith(lead)
        and level.column == level.line.lead
        and not level.line.written[len(lead) :][:1].isspace()
    }
    fitting = {column for column in alike or {*widths(lead), width} if depth.fits(kind, column)}
    known = {level.column for level in depth.levels}
    places = {column if column in known else -1 for column in fitting}  # -1: below the last key
    return width in fitting and len(places) == 1


def with_fixes(findings: list[Finding], written: list[str], lines: list[Line]) -> list[Finding]:
    """Return the findings of a file, with fixes where all that is wrong with a line has but one right form."""
    others = {finding.position.line for finding in findings if finding.position and finding.code not in SAFE}
    return [
        finding
        if finding.code not in SAFE or finding.fixes or not finding.position or finding.position.line in others
        else replace(finding, fixes=_fixes(finding.code, finding.position, written, lines))
        for finding in findings
    ]


def _fixes(code: str, place: Position, written: list[str], lines: list[Line]) -> tuple[Fix, ...]:
    old, line = written[place.line - 1], lines[place.line - 1]
    if code == "YM-029":
        return (Fix(replace(place, length=1), "＃", "#"),)
    if not line.is_certain or old == line.text:
        return ()
    return (_difference(place.path, place.line, old, line.text),)


def _difference(path: str, number: int, old: str, new: str) -> Fix:
    """Return the shortest change that makes one line of another."""
    shorter = min(len(old), len(new))
    start = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    tail = next((at for at in range(shorter - start) if old[-1 - at] != new[-1 - at]), shorter - start)
    if start + tail == len(old):  # something is put in: the character before or after it stands for the place
        start, tail = (start - 1, tail) if start else (start, tail - 1)
    span = old[start : len(old) - tail]
    return Fix(Position(path, number, start + 1, len(span)), span, new[start : len(new) - tail])


def trailing(path: str, written: list[str], blocks: Collection[int]) -> Iterator[Finding]:
    """Find spaces at the end of what lines say, outside of `|` texts, whose line numbers are given."""
    fixes = []
    for number, line in enumerate(written, 1):
        end = len(line.rstrip(" \t"))
        if 0 < end < len(line) and number not in blocks:
            spaces = line[end:]
            fixes.append(Fix(Position(path, number, end + 1, len(spaces)), spaces, ""))
    if fixes:
        count = f"（{len(fixes)} 行）" if len(fixes) > 1 else ""
        yield Finding(
            "YM-030",
            Severity.NOTE,
            f"行末有空格{count}",
            fixes[0].position,
            "印不出来，但会让 git 以为这一行改过。",
            "删去；shenbao check --fix 会全部删去。",
            fixes=tuple(fixes),
        )
