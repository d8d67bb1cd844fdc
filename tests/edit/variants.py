"""Other ways to write the same file: order of keys, indentation, quotes, blank lines, comments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.mutations import PAIR, in_block

if TYPE_CHECKING:
    from random import Random

# What needs quotes, or what other programs would take for something else without them.
DELICATE = re.compile(r"['\"\\$]|^[\d.+~=-]|: | #|^(?:true|false|yes|no|on|off|null|y|n)$", re.IGNORECASE)
TOP = re.compile(r"[^\s#-]")


@dataclass(frozen=True, slots=True)
class Variant:
    """A file in other words, and the comments that were added to it."""

    text: str
    comments: tuple[str, ...]


def variant(text: str, random: Random, *, reorder: bool = True) -> Variant:
    """Write a file in another way: each line by chance; `reorder` moves the top-level keys too."""
    lines = text.rstrip("\n").split("\n")
    lines = _quoted(_shuffled_items(lines, random) if reorder else lines, random)
    lines, comments = _commented(lines, random)
    if reorder:
        lines = _reordered(lines, random)
    lines = _indented(lines, random)
    lines = [
        extra for line in lines for extra in ([line, ""] if random.random() < 0.1 else [line]) if _may(line, extra)
    ]
    return Variant("\n".join(_without_blanks_in_blocks(lines)) + random.choice(("", "\n", "\n\n")), comments)


def _may(line: str, extra: str) -> bool:
    """Whether a line may follow: a blank one below a comment would make it the file's."""
    return bool(extra) or not line.lstrip().startswith("#")


def _quoted(lines: list[str], random: Random) -> list[str]:
    """Put quotes around plain keys and values."""
    made = []
    for at, line in enumerate(lines):
        found = PAIR.match(line)
        if found and not in_block(lines, at) and random.random() < 0.3:
            key, value = found[2], found[3] or ""
            quote = random.choice("'\"")
            if value and not DELICATE.search(value):
                value = f"{quote}{value}{quote}"
            if random.random() < 0.3 and not DELICATE.search(key):
                key = f"{quote}{key}{quote}"
            gap = random.choice((" ", "  ")) if value else ""
            made.append(f"{found[1]}{key}:{gap}{value}")
        else:
            made.append(line)
    return made


def _commented(lines: list[str], random: Random) -> tuple[list[str], tuple[str, ...]]:
    """Put comments above keys and items, and at the ends of lines."""
    made: list[str] = []
    comments: list[str] = []
    for at, line in enumerate(lines):
        speaks = line.strip() and not line.lstrip().startswith("#") and not in_block(lines, at)
        if speaks and random.random() < 0.15:
            comments.append(f"# 备注{len(comments)}")
            made.append(line[: len(line) - len(line.lstrip())] + comments[-1])
        if speaks and " #" not in line and random.random() < 0.15:
            comments.append(f"# 行末{len(comments)}：甲")
            line += " " * random.randrange(2, 5) + comments[-1]  # noqa: PLW2901 - the line goes on
        made.append(line)
    return made, tuple(comments)


def _shuffled_items(lines: list[str], random: Random) -> list[str]:
    """Move the first keys of items, as far as their values stand on their lines."""
    made: list[str] = []
    at = 0
    while at < len(lines):
        found = re.match(r"( *)- [^:]+: [^|]", lines[at])
        end = at + 1
        indent = " " * (len(found[1]) + 2) if found else ""
        while found and end < len(lines) and re.match(rf"{indent}[^\s:#-][^:]*: [^|]", lines[end]):
            end += 1
        rows = [indent + lines[at][len(indent) :], *lines[at + 1 : end]]
        if found and random.random() < 0.5 and not in_block(lines, at):
            random.shuffle(rows)
            rows[0] = f"{found[1]}- {rows[0][len(indent) :]}"
        else:
            rows[0] = lines[at]
        made += rows
        at = end
    return made


def _reordered(lines: list[str], random: Random) -> list[str]:
    """Move the top-level keys with their comments."""
    blocks: list[list[str]] = [[]]
    has_key = False
    for line in lines:
        is_key = bool(TOP.match(line))
        if has_key and (is_key or line.startswith("#") or not line):
            blocks.append([])
            has_key = False
        has_key |= is_key
        blocks[-1].append(line)
    random.shuffle(blocks)
    return [line for block in blocks for line in block]


def _indented(lines: list[str], random: Random) -> list[str]:
    """Indent twice as deep, or lists less deep, in the whole file."""
    if random.random() < 0.5:
        return lines
    return [_deeper(line) for line in lines]


def _deeper(line: str) -> str:
    lead = len(line) - len(line.lstrip())
    return " " * lead + (line.replace("- ", "-   ", 1) if line.lstrip().startswith("- ") else line)


def _without_blanks_in_blocks(lines: list[str]) -> list[str]:
    """Take out blank lines in `|` texts: there, they are text."""
    return [line for at, line in enumerate(lines) if line.strip() or not (in_block(lines, at) or _opens(lines, at))]


def _opens(lines: list[str], at: int) -> bool:
    return at > 0 and bool(re.search(r"\|(?: +#.*)?$", lines[at - 1]))
