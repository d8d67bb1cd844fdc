"""A tab is one mistake, wherever it stands: told once, on its line, before anything that follows from it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests import reading
from tests.mutations import in_block
from tests.test_mutations import sound_files, told

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PLACEMENTS = 30
# Where the indentation is gone altogether, the line itself does not tell to which of the levels above it belongs.
UNSURE = {"one for all": 0.9, "before": 0.9, "behind": 0.9, "by four": 0.95}


def lead(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def indented(line: str, width: int) -> str | None:
    """Put a tab in place of every so many spaces of the indentation."""
    count = lead(line)
    return "\t" * (count // width) + " " * (count % width) + line[count:] if count >= width else None


WAYS: dict[str, Callable[[str, random.Random], str | None]] = {
    "by two": lambda line, _: indented(line, 2),
    "by four": lambda line, _: indented(line, 4),
    "one for all": lambda line, _: indented(line, lead(line)) if lead(line) else None,
    "before": lambda line, _: f"\t{line}",
    "behind": lambda line, _: " " * lead(line) + "\t" + line.lstrip(" "),
    "within": lambda line, at: line[: (n := at.randrange(lead(line) + 3, len(line)))] + "\t" + line[n:],
    "behind a colon": lambda line, _: line.replace(": ", ":\t", 1) if ": " in line else None,
    "before a colon": lambda line, _: line.replace(":", "\t:", 1) if ":" in line else None,
    "behind a dash": lambda line, _: line.replace("- ", "-\t", 1) if line.lstrip().startswith("- ") else None,
}


def placed(way: str, generator: random.Random) -> tuple[str, list[str], int]:
    """Put a tab into a random line of the real content that says something; comments may have any."""
    while True:
        path, lines = generator.choice(sound_files())
        at = generator.randrange(len(lines))
        line = lines[at]
        if len(line) < lead(line) + 6 or "#" in line or (way.endswith(("colon", "dash")) and in_block(lines, at)):
            continue
        changed = WAYS[way](line, generator)
        if changed is not None:
            return path, [*lines[:at], changed, *lines[at + 1 :]], at + 1


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_a_tab_is_told_once(way: str, tmp_path: Path) -> None:
    generator = random.Random(way)  # noqa: S311 - the same places every time
    alone: dict[str, list[tuple[str, int]]] = {}  # what is said of a file that is read without its neighbours
    more = []
    for _ in range(PLACEMENTS):
        path, lines, culprit = placed(way, generator)
        if path not in alone:
            alone[path] = told(tmp_path, path, dict(sound_files())[path])
        findings = [found for found in told(tmp_path, path, lines) if found not in alone[path]]
        assert ("YM-001", culprit) in findings, (path, culprit, findings)
        if findings != [("YM-001", culprit)]:
            more.append((path, culprit, lines[culprit - 1], findings))
    assert len(more) <= PLACEMENTS * (1 - UNSURE.get(way, 1)), "\n".join(map(str, more))


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("行: 甲\t乙\n", (1, 5)),
        ("行: '甲\t乙'\n", (1, 6)),
        ('行: "甲\t乙"\n', (1, 6)),
        ("行\t: 甲乙\n", (1, 2)),
        ("'行'\t: 甲乙\n", (1, 4)),
        ("文: |\n  甲\n  乙\t丙\n", (3, 4)),
        ("文: |\n\t甲\n\t乙\n", (2, 1)),
        ("文: |\n  \t甲\n", (2, 3)),
        ("\t行: 甲乙\n", (1, 1)),
    ],
)
def test_the_place_of_the_tab_is_marked(written: str, place: tuple[int, int]) -> None:
    _, findings = reading.entry(written)
    first = findings[0]
    assert {finding.code for finding in findings} == {"YM-001"}
    assert first.position is not None
    assert (first.position.line, first.position.column) == place
    assert len(findings) == written.count("\n\t") + (not written.count("\n\t"))


def test_a_text_is_read_on_without_its_tab() -> None:
    sample, findings = reading.entry("行: 甲\t乙\n文: |\n  一\t二\n  三\n")
    assert [finding.code for finding in findings] == ["YM-001", "YM-001"]
    assert sample is not None
    assert sample.line is not None
    assert sample.prose is not None
    assert (sample.line.plain, sample.prose.plain) == ("甲乙", "一二三")
