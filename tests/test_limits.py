"""Whatever 10 KB of text say, reading them takes 2 seconds and 300 MB at most, and ends without a fault of ours."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from generator.load.reader import MAX_DEPTH, read
from generator.load.source import MAX_BYTES
from tests import samples

if TYPE_CHECKING:
    from pathlib import Path

SIZE = 10_000
SECONDS, MEGABYTES = 2, 300
HEAD = samples.PROJECT.partition("\n\n数据:")[0] + "\n"
# Checks each of the folders that are named, in a process of its own that is stopped beyond the limits; prints the
# folder, the seconds of processor time, the peak of its memory and how much was found.
PROGRAM = """
import os, resource, sys, time
from pathlib import Path
from generator import pipeline

for folder in sys.argv[3:]:
    if not os.fork():
        seconds, megabytes = int(sys.argv[1]), int(sys.argv[2])
        resource.setrlimit(resource.RLIMIT_CPU, (seconds * 5, seconds * 5))
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 4_000_000, megabytes * 4_000_000))
        begin = time.process_time()
        found = len(pipeline.check(Path(folder)).findings)
        took = time.process_time() - begin
        print(folder, took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, found, flush=True)
        os._exit(0)
    os.wait()
"""


def filled(unit: str, start: str = "", end: str = "") -> str:
    """Repeat a text until 10 KB are full."""
    room = SIZE - len(start.encode()) - len(end.encode())
    return start + unit * (room // len(unit.encode())) + end


def numbered(line: str, start: str = "") -> str:
    """Repeat a line with a number in it until 10 KB are full."""
    text, number = start, 0
    while len(text.encode()) < SIZE:
        text += line.format(number, number + 1)
        number += 1
    return text


def nested(step: str, depth: int) -> str:
    return "".join(step * level + f"甲{level}:\n" for level in range(depth))


def before(number: int) -> str:
    return f"甲{number - 1}" if number else "甲"


HOSTILE = {
    "brackets": filled("["),
    "open brackets as a value": filled("[", "甲: "),
    "closed brackets": "甲: " + "[" * 4990 + "]" * 4990,
    "braces": filled("{"),
    "braces with keys": filled("{a: ", "甲: "),
    "brackets and braces": filled("[{", "甲: "),
    "lists of pairs": filled("[a: ", "甲: "),
    "dashes": filled("- "),
    "dashes without spaces": filled("-"),
    "dashes below each other": "".join(" " * level + "-\n" for level in range(140)),
    "question marks": filled("? "),
    "colons": filled(": "),
    "colons without spaces": filled(":"),
    "full-width colons": filled("："),
    "keys in keys": filled("a: "),
    "single quotes": filled("'"),
    "double quotes": filled('"'),
    "open quotes on each line": filled("甲: '\n"),
    "open quotes on lines of text": filled('"甲\n'),
    "quotes in turn": filled("'\"", "甲: "),
    "backslashes": filled("\\", '甲: "', '"'),
    "escapes": filled("\\u200b", '甲: "', '"'),
    "ampersands": filled("&"),
    "anchors": numbered("甲{0}: &a{0} [*a{1}, *a{1}]\n"),
    "aliases": filled("*a, ", "甲: &a [", "]"),
    "tags": filled("!a ", "甲: "),
    "percent signs": filled("%a\n"),
    "documents": filled("---\n"),
    "ends of documents": filled("...\n"),
    "blocks": filled("甲: |\n"),
    "blocks in lists": filled("- |\n"),
    "block with a deep first line": "甲: |\n" + " " * 5000 + "乙\n" + filled(" 丙\n")[:4000],
    "folded": filled("甲: >\n  乙\n"),
    "comments": filled("#"),
    "comments behind a text": filled(" #", "甲: 乙"),
    "one long plain text": filled("医", "项目名称: "),
    "one long word in Latin letters": filled("a", "项目名称: "),
    "one long key": filled("医", "", ": 1"),
    "long unknown keys": numbered("医疗保障部门预算项目绩效目标申报表{0}: 1\n", HEAD),
    "many unknown keys": numbered("键{0}: 1\n", HEAD),
    "one key many times": filled("甲: 1\n", HEAD),
    "lines of text": filled("甲\n"),
    "lines of text below a key": filled("  甲\n", "甲:\n"),
    "wrapped lines": filled("  甲\n", "甲: 乙\n"),
    "blank lines": filled("\n", "甲:"),
    "spaces": filled(" ", "甲:", "乙"),
    "spaces at the end": filled(" ", "甲: 乙"),
    "lines of spaces": filled("    \n"),
    "tabs": filled("\t"),
    "tabs behind a colon": filled("\t", "甲:"),
    "full-width spaces": filled("\u3000"),
    "lines of full-width spaces": filled("\u3000\n"),
    "zero-width spaces": filled("\u200b"),
    "emoji": filled("😀", "项目名称: "),
    "nul": filled("\0"),
    "conflicts": filled("<<<<<<< \n"),
    "nested keys": nested(" ", 120),
    "nested keys in turn": filled("甲:\n 乙:\n  丙:\n"),
    "unusual steps": filled("甲:\n   - 乙:\n       丙: 1\n     丁: 1\n"),
    "steps down": "".join(" " * level + "甲: 1\n" for level in range(130, 0, -1)),
    "moved items": filled("   - 甲: 1\n  - 乙: 2\n", "甲:\n"),
    "flow of commas": filled(",", "甲: [", "]"),
    "flow of full-width commas": filled("，", "甲: [", "]"),
    "brackets of a formula": filled("(", HEAD + "数据:\n  甲: ${", "}\n"),
    "brackets of many formulas": numbered("  甲{0}: ${{((((((((((1))))))))))}}\n", HEAD + "数据:\n"),
    "signs of a formula": filled("-", HEAD + "数据:\n  甲: ${", "1}\n"),
    "sum of a formula": filled("1+", HEAD + "数据:\n  甲: ${", "1}\n"),
    "product of a formula": filled("9999999999*", HEAD + "数据:\n  甲: ${", "9}\n"),
    "names of a formula": filled("甲*", HEAD + "数据:\n  甲: 9 人\n  乙: ${", "甲}\n"),
    "long number": filled("9", HEAD + "数据:\n  甲: "),
    "long number of a formula": filled("9", HEAD + "数据:\n  甲: ${", "}\n"),
    "chain": numbered("  甲{0}: ${{甲{1}}}\n", HEAD + "数据:\n"),
    "fan": HEAD + "数据:\n  甲: 1 人\n" + "".join(f"  甲{n}: ${{{before(n)}+{before(n)}}}\n" for n in range(19)),
    "unknown names": numbered("  甲{0}: ${{乙{0}}}\n", HEAD + "数据:\n"),
    "unknown names in a text": filled("${乙}", HEAD + "数据:\n  甲: 1\n项目基本概况: "),
    "names in a text": filled("${甲}", HEAD + "数据:\n  甲: 1\n项目基本概况: "),
    "open references": filled("${", HEAD + "项目基本概况: "),
    "dollars": filled("$", HEAD + "项目基本概况: "),
    "doubling passages": HEAD
    + "文段:\n  甲: 甲甲甲甲甲甲甲甲甲甲\n"
    + "".join(f"  甲{n}: " + f"${{{before(n)}}}" * 20 + "\n" for n in range(19))
    + "项目基本概况: ${甲18}\n",
    "doubling paragraphs": HEAD
    + "文段:\n  甲: 甲\n"
    + "".join(f"  甲{n}: |\n" + f"    ${{{before(n)}}}\n" * 20 for n in range(19))
    + "项目基本概况: ${甲18}\n",
    "items": numbered("    - 名称: 甲{0}\n      金额: {0}\n", HEAD + "资金安排情况:\n  明细:\n"),
}


def took(root: Path, templates: Path) -> dict[str, tuple[float, float, int]]:
    """Return the seconds and megabytes that `check` takes for each hostile file, and how much it finds."""
    folders = {f"{number:03}": name for number, name in enumerate(HOSTILE)}
    for folder, name in folders.items():
        files = {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: HOSTILE[name]}
        samples.write(root / folder, files)
        (root / folder / "templates").symlink_to(templates)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(SECONDS), str(MEGABYTES), *folders],
        cwd=root,
        env={"PYTHONPATH": str(samples.ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    rows = [line.split() for line in done.stdout.splitlines()]
    return {
        folders[folder]: (float(seconds), float(megabytes), int(found)) for folder, seconds, megabytes, found in rows
    }


@pytest.mark.slow
def test_ten_kilobytes(tmp_path: Path, templates: Path) -> None:
    measured = took(tmp_path, templates)
    assert set(measured) == set(HOSTILE)
    assert {name: told for name, told in measured.items() if told[0] > SECONDS or told[1] > MEGABYTES} == {}
    assert [name for name, (_, _, found) in measured.items() if not found] == []


def test_the_largest_file_that_is_read() -> None:
    line = "甲: 1\n".encode()
    node, _, findings = read("content/一.yaml", b"#" * (MAX_BYTES - len(line) - 1) + b"\n" + line)
    assert (node is not None, findings) == (True, [])
    _, _, findings = read("content/一.yaml", b"#" * (MAX_BYTES - len(line)) + b"\n" + line)
    assert [finding.code for finding in findings] == ["WJ-001"]


@pytest.mark.parametrize("step", [" ", "  ", "    "])
def test_the_deepest_file_that_is_read(step: str) -> None:
    for depth, codes in ((MAX_DEPTH - 2, []), (MAX_DEPTH, ["YM-005"])):
        text = nested(step, depth) + step * depth + "乙: 1\n"
        _, _, findings = read("content/一.yaml", text.encode())
        assert [finding.code for finding in findings if finding.is_error] == codes
