"""Sentences, indicators and slips as people write them: what is wrong is told, what is right is left alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from tests import samples
from tests.cases import read

if TYPE_CHECKING:
    from generator.model.finding import Finding

CASES, MISTAKES = read.cases(), read.mistakes()
CONTENT = {
    path.relative_to(samples.ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((samples.ROOT / "content").rglob("*.yaml"))
}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: read.Case, told: dict[str, list[Finding]]) -> None:
    found = told[case.name]
    if not case.wanted:
        assert [f"{finding.code} {finding.message}" for finding in found] == []
    else:
        assert not case.rules or case.rules & {finding.code for finding in found}, [f.message for f in found]
        assert found
        assert all(finding.hint for finding in found)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: str(mistake["什么"]))
def test_mistake(mistake: dict[str, str], tmp_path: Path) -> None:
    (path,) = [path for path in CONTENT if path.endswith(mistake["文件"])]
    folder = Path(path).parts[:4]
    files = {
        name: text for name, text in CONTENT.items() if Path(name).parts[:4] == folder or len(Path(name).parts) == 2
    }
    assert mistake["把"] in files[path]
    line = files[path][: files[path].index(mistake["把"])].count("\n") + 1
    lines = range(line, line + mistake["写成"].count("\n") + 1)
    files[path] = files[path].replace(mistake["把"], mistake["写成"], 1)
    samples.write(tmp_path, files)
    (tmp_path / "templates").symlink_to(samples.ROOT / "templates")
    found = [f for f in pipeline.check(tmp_path).findings if f.position and f.position.path == path]
    there = [f for f in found if f.position and f.position.line in lines]
    assert there, [f"{f.position} {f.message}" for f in found]
    assert all(finding.hint for finding in there)


def test_there_are_enough_of_each_kind() -> None:
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names)
    kinds = {(case.name.split("报")[0], case.wanted) for case in CASES}
    assert min(sum((c.name.split("报")[0], c.wanted) == kind for c in CASES) for kind in kinds) >= 2
    assert (sum(case.wanted for case in CASES), sum(not case.wanted for case in CASES), len(MISTAKES)) >= (60, 60, 40)
