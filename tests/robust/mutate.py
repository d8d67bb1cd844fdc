"""Changes files at random: bytes, lines, blocks of lines, keys and values; the same seed makes the same change."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import TypeAlias

from tests import samples
from tests.mutations import TRAPS
from tests.robust.repository import SHARED, YEARS

Change: TypeAlias = Callable[[list[str], Random], "list[str] | None"]
PAIR = re.compile(r"^( *(?:- )?)([^\s:#'\"][^:#'\"]*): +(\S.*)$")
KEY = re.compile(r"^( *(?:- )?)([^\s:#'\"][^:#'\"]*):(?= |$)")
# Bytes that no text has, parts of characters, and signs that mean something to YAML.
BYTES = (
    *(bytes([code]) for code in b"\x00\xff\xe4\r\t\n '\"#:-|>{}[]&*!%@,$\\0"),
    b"\xc2\x85",
    b"\xef\xbb\xbf",
    "：".encode(),
)
# What people write where something else is wanted.
VALUES = (
    *tuple(
        "|0|-1|1e9|99999999999999999999|0.001|无|2024|2050|{}|[]|${明细}|${明细.合计}|${1/0}|null|是|''|\"|1,200万元|-|*|&a".split(
            "|"
        )
    ),
    "甲" * 3000,
    "|",
    "${" * 50,
)


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change of one file of the content; `year` is the department's year that it belongs to or concerns."""

    seed: int
    kind: str
    path: str
    year: str
    data: bytes


@cache
def texts(year: str) -> dict[str, str]:
    """Return the files of a department's year, and what it alone is made from."""
    files = sorted((samples.ROOT / year).rglob("*.yaml"))
    files += [samples.ROOT / path / ("pack.yaml" if path.endswith("/") else "") for path in SHARED[year]]
    return {file.relative_to(samples.ROOT).as_posix(): file.read_text(encoding="utf-8") for file in files}


@cache
def values(year: str) -> tuple[str, ...]:
    """Return every value of a year."""
    found = (PAIR.match(line) for text in texts(year).values() for line in text.split("\n"))
    return tuple(dict.fromkeys(match[3] for match in found if match))


def mutation(seed: int) -> Mutation:
    """Return the change that a seed stands for."""
    random = Random(seed)  # noqa: S311 - the same change every time
    year = random.choice(YEARS)
    path, text = random.choice(list(texts(year).items()))
    while True:
        kind = random.choice(list(KINDS))
        data = _changed(kind, text, year, random)
        if data is not None and data != text.encode():
            return Mutation(seed, kind, path, year, data)


def _changed(kind: str, text: str, year: str, random: Random) -> bytes | None:
    if kind == "bytes":
        return _bytes(text.encode(), random)
    lines = text.split("\n")
    for _ in range(random.choice((1, 1, 1, 2, 5))):
        made = _other_value(lines, year, random) if kind == "a value of another key" else KINDS[kind](lines, random)
        if made is None:
            return None
        lines = made
    return "\n".join(lines).encode()


def _bytes(data: bytes, random: Random) -> bytes:
    for _ in range(random.choice((1, 1, 2, 4))):
        at = random.randrange(len(data))
        data = data[:at] + random.choice((b"", random.choice(BYTES))) + data[at + random.choice((0, 1, 1, 3)) :]
    return data if random.random() < 0.9 else data[: random.randrange(len(data))]


def _other_value(lines: list[str], year: str, random: Random) -> list[str] | None:
    return _at(lines, PAIR, random, lambda found: f"{found[1]}{found[2]}: {random.choice(values(year))}")


def _strange_value(lines: list[str], random: Random) -> list[str] | None:
    return _at(lines, PAIR, random, lambda found: f"{found[1]}{found[2]}: {random.choice(VALUES)}")


def _other_key(lines: list[str], random: Random) -> list[str] | None:
    names = [found[2] for line in lines if (found := KEY.match(line))]
    return _at(lines, KEY, random, lambda found: f"{found[1]}{random.choice(names)}:{found.string[found.end() :]}")


def _at(
    lines: list[str], pattern: re.Pattern[str], random: Random, change: Callable[[re.Match[str]], str]
) -> list[str] | None:
    """Change one of the lines that a pattern finds."""
    places = [(at, found) for at, line in enumerate(lines) if (found := pattern.match(line))]
    if not places:
        return None
    at, found = random.choice(places)
    return [*lines[:at], change(found), *lines[at + 1 :]]


def _line(lines: list[str], random: Random) -> list[str]:
    """Delete, double, move, cut, join or indent one line."""
    at, to = random.randrange(len(lines)), random.randrange(len(lines))
    line, rest = lines[at], [*lines[:at], *lines[at + 1 :]]
    cut = random.randrange(len(line) + 1)
    return random.choice(
        (
            rest,
            [*lines[:at], line, *lines[at:]],
            [*rest[:to], line, *rest[to:]],
            [*lines[:at], line[:cut], *lines[at + 1 :]],
            [*lines[:at], line[:cut], line[cut:], *lines[at + 1 :]],
            [*lines[:at], line + lines[to], *lines[at + 1 :]],
            [*lines[:at], " " * random.randrange(1, 5) + line, *lines[at + 1 :]],
            [*lines[:at], line[min(len(line) - len(line.lstrip()), random.randrange(1, 5)) :], *lines[at + 1 :]],
        )
    )


def _block(lines: list[str], random: Random) -> list[str]:
    """Delete, double or move a line with all that lies below it, or change how deep it lies."""
    at = random.randrange(len(lines))
    depth = len(lines[at]) - len(lines[at].lstrip())
    end = at + 1
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > depth):
        end += 1
    block, rest = lines[at:end], [*lines[:at], *lines[end:]]
    to = random.randrange(len(rest) + 1)
    deeper = [" " * random.choice((1, 2, 4)) + line for line in block]
    return random.choice(
        (
            rest,
            [*lines[:at], *block, *lines[at:]],
            [*rest[:to], *block, *rest[to:]],
            [*lines[:at], *deeper, *lines[end:]],
            [*lines[:at], *(line[2:] for line in block), *lines[end:]],
            [*lines[:to], *block, *lines[to:]],
        )
    )


def _trap(lines: list[str], random: Random) -> list[str] | None:
    made = random.choice(TRAPS).make(lines, random.randrange(len(lines)), random)
    return made[0] if made else None


KINDS: dict[str, Change] = {
    "bytes": lambda lines, _: lines,
    "a value of another key": lambda lines, _: lines,
    "a strange value": _strange_value,
    "a key of another place": _other_key,
    "a line": _line,
    "a block": _block,
    "a trap": _trap,
}
