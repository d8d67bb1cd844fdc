"""Lines that speak to YAML itself, and marks that were meant for a dash or for the sign of a comment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.load.lines import WIDE_SPACES, Line, next_speaking
from generator.load.traps import trap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.finding import Finding

LIST_MARK = re.compile(rf" *([—－–−‐―・•·●◆■▪◦○‣⁃]+|--+|[*+](?= )|-(?=[^ \t{WIDE_SPACES}-]))[ {WIDE_SPACES}]*(?=\S)")
DOCUMENT = re.compile(r"(---|\.\.\.)(?=\s|$)")
COMPLEX = re.compile(r"[?:](?= |$)")


def machinery(lines: list[Line], index: int, *, is_first: bool) -> list[Finding] | None:
    """Take out a line that parts documents, gives directives, or is a comment with a full-width sign.

    None where the line is none of these; an empty list where it does no harm.
    """
    line = lines[index]
    if line.text.startswith("%"):
        found = [trap("YM-028", line.place(0), line.text.split()[0])]
    elif line.text.startswith("＃", line.lead):
        found = [trap("YM-029", line.place(line.lead))]
    elif mark := DOCUMENT.match(line.text):
        is_harmless = is_first if mark[0] == "---" else next_speaking(lines, index) is None
        has_text = bool(line.text[3:].strip()) and not line.text[3:].lstrip().startswith("#")
        found = [] if is_harmless and not has_text else [trap("YM-002", line.place(0, 3))]
    else:
        return None
    line.drop()
    return found


def list_mark(line: Line) -> Iterator[Finding]:
    """Mend what stands in place of a dash."""
    found = LIST_MARK.match(line.text)
    if found:
        code = "YM-014" if found[1] == "-" else "YM-012"
        yield trap(code, line.place(found.start(1), len(found[1])))
        line.replace(found.start(1), found.end(), "- ")


def complex_key(line: Line, column: int) -> Iterator[Finding]:
    """Take out a line that begins with the sign of a complex key, or with a colon."""
    if COMPLEX.match(line.text, column):
        yield trap("YM-003", line.place(column))
        line.drop()
