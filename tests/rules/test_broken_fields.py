"""A field that can't be read hides no rule that could still run: it finds what it found, or is listed as skipped."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.check.registry import EVERY
from tests import samples
from tests.rules import harness

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    OneProject = Callable[..., Path]

PAIR = re.compile(r"^( *(?:- )?)([^\s:#'\"][^:#'\"]*): ([^\s|].*)$")
NAMED = re.compile(r"\$\{⟦?([^⟦⟧{}]+)⟧?\}")
BROKEN_FIELDS = 1
MOST_SKIPPED = 0.1
FAILING = [example for example in harness.examples() if example.name.startswith("失败")]


def broken(lines: list[str], index: int) -> str:
    """Return the text with a value that can't be read."""
    changed = re.sub(PAIR, r"\1\2: @\3", lines[index])
    return "\n".join([*lines[:index], changed, *lines[index + 1 :]])


def hidden(example: harness.Example, bench: harness.Bench) -> tuple[list[str], int, int]:
    """Break some fields, one at a time; return those that hide the finding, how many skip it, and how many in all."""
    root, memory, expected = bench.lay(example)
    is_main = re.compile(r"/(budget|projects/01-publicity)\.yaml$").search
    main = next(path for path in harness.BASES[example.base] if is_main(path))
    lines = (root / main).read_text(encoding="utf-8").split("\n")
    marked = {line for path, line, _ in expected if path == main}
    # What a marked text is made of is no other field.
    named = {name for number in marked for name in NAMED.findall(lines[number - 1])}
    pairs = [(index, PAIR.match(line)) for index, line in enumerate(lines) if index + 1 not in marked]
    fields = [index for index, pair in pairs if pair and pair[2].strip() not in named]
    chosen = random.Random(str(example)).sample(fields, BROKEN_FIELDS)  # noqa: S311 - the same fields every time
    lost, skipped = [], 0
    for index in chosen:
        (root / main).write_text(broken(lines, index), encoding="utf-8")
        result = pipeline.check(root, memory=memory)
        found = {(f.position.path, f.position.line) for f in result.findings if f.code == example.code and f.position}
        if not {(path, line) for path, line, _ in expected} <= found:
            is_skipped = any(example.code in codes for codes in result.skipped.values())
            lost += [] if is_skipped else [f"{example}: {lines[index]}"]
            skipped += is_skipped
    return lost, skipped, len(chosen)


@pytest.mark.slow
def test_a_broken_field_hides_no_rule(tmp_path: Path) -> None:
    bench = harness.Bench(tmp_path)
    told = [hidden(example, bench) for example in FAILING]
    assert [field for lost, _, _ in told for field in lost] == []
    assert sum(skipped for _, skipped, _ in told) <= MOST_SKIPPED * sum(count for _, _, count in told)


@pytest.mark.parametrize("path", [samples.PROJECT_FILE, samples.DEPARTMENT_FILE])
def test_files_that_no_rule_can_look_at_are_listed(one_project: OneProject, path: str) -> None:
    root = one_project()
    (root / path).write_bytes("文种: 项目".encode("gbk"))
    result = pipeline.check(root)
    assert [finding.code for finding in result.findings] == ["WJ-003"]
    assert result.skipped == {samples.PROJECT_FILE: (EVERY,)}


@pytest.mark.parametrize("old", ["单位名称: 某县", "  项目申报书: yunnan", "地址: 某县"])
def test_a_mistake_in_the_department_stops_no_rule_of_its_projects(one_project: OneProject, old: str) -> None:
    department = samples.changed(samples.DEPARTMENT, old, old.replace(": ", ": @"))
    project = samples.changed(samples.PROJECT, "文号: 某政发〔2023〕1号", "文号: 某政发[2023]1号")
    findings = pipeline.check(one_project(project, department)).findings
    assert {"YM-015", "GS-101"} <= {finding.code for finding in findings}
