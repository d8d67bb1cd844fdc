"""The audit of the four published documents is found: what fails is told, what holds is not.

Over the untouched figures, put back by the patches in published/: 74 failing relations, found at 115 places by the
rules named in failing.yaml; 37 holding relations, 49 rows of holding.yaml, on whose lines the same rules are silent.
What holds is not silent for want of looking: one figure changed, and its rule speaks.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from generator.check.registry import RULES
from generator.model.finding import Severity
from tests import samples
from tests.audit import published
from tests.audit.computed import computed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.finding import Finding
    from generator.model.position import Position
    from tests.audit.published import Published

FOLDER = Path(__file__).parent
SEEDS = ("000", "001", "002", "004")
FAILING: list[dict[str, Any]] = yaml.safe_load((FOLDER / "failing.yaml").read_text(encoding="utf-8"))
HOLDING: list[dict[str, Any]] = yaml.safe_load((FOLDER / "holding.yaml").read_text(encoding="utf-8"))
WITHOUT_RESIDUES = [row for row in FAILING if "底本" in row]
ITEM = re.compile(r"\s*(?:- )?(?:三级指标|名称): (.*)")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("audit")


@pytest.fixture(scope="module")
def seeds(root: Path) -> Published:
    return published.check(root / "seeds", SEEDS)


@pytest.fixture(scope="module")
def without_residues(root: Path) -> Published:
    return published.check(root / "residues", [*SEEDS, "004-no-residues"])


def of(row: dict[str, Any]) -> str:
    return f"{row['编号']} {row['审计']}"


def relations(rows: list[dict[str, Any]]) -> set[str]:
    """Return the relations of rows: 004-T1-2 is the second place of 004-T1."""
    return {re.sub(r"(?<=\w)-(?:\d+|P\d+)$", "", row["编号"]) for row in rows}


def on_lines(found: Published, file: str, words: str, codes: list[str]) -> Iterator[Finding]:
    """Yield what rules say of the lines that hold some words; there must be such a line."""
    path = found.path(file)
    lines = {number for number, line in enumerate(found.texts[path].splitlines(), 1) if words in line}
    assert lines, (file, words)
    for finding in found.all:
        place = finding.position
        if finding.code in codes and place and place.path == path and place.line in lines:
            yield finding


def item(found: Published, position: Position) -> str:
    """Return the name of the indicator that a place belongs to."""
    lines = found.texts[position.path].splitlines()[: position.line]
    return next(match[1] for line in reversed(lines) if (match := ITEM.match(line)))


@pytest.mark.parametrize("row", FAILING, ids=of)
def test_what_fails_is_found(row: dict[str, Any], request: pytest.FixtureRequest) -> None:
    found: Published = request.getfixturevalue("without_residues" if "底本" in row else "seeds")
    findings = list(on_lines(found, row["文件"], row["行"], [row["规则"]]))
    fitting = [finding for finding in findings if all(words in finding.message for words in row["说出"])]
    assert fitting, [finding.message for finding in findings]
    if "指标" in row:
        assert any(item(found, f.position) == row["指标"] for f in fitting if f.position)


@pytest.mark.parametrize("row", WITHOUT_RESIDUES, ids=of)
def test_a_declared_residue_explains_it(row: dict[str, Any], seeds: Published) -> None:
    findings = on_lines(seeds, row["文件"], row["行"], [row["规则"]])
    said = [f.message for f in findings if all(words in f.message for words in row["说出"])]
    assert not said
    if row["规则"] == "GJ-101":
        assert not list(on_lines(seeds, row["文件"], row["行"], ["GJ-101"]))


@pytest.mark.parametrize("row", HOLDING, ids=of)
def test_what_holds_is_silent(row: dict[str, Any], seeds: Published) -> None:
    for words in row.get("行", ()):
        findings = on_lines(seeds, row["文件"], words, row["规则"])
        assert [f.message for f in findings if row.get("说到", "") in f.message] == []
    for name, value in row.get("算得", {}).items():
        assert computed(seeds.result.subjects, row["编号"][:3], name) == value, name


@pytest.mark.slow
@pytest.mark.parametrize("row", [row for row in HOLDING if "反例" in row], ids=of)
def test_it_is_not_silent_for_want_of_looking(row: dict[str, Any], seeds: Published, tmp_path: Path) -> None:
    bad, path = row["反例"], seeds.path(row["文件"])
    texts = seeds.texts | {path: samples.changed(seeds.texts[path], bad["原"], bad["改"])}
    changed = published.run(tmp_path, {name: text for name, text in texts.items() if beside(name, path)})
    before = {finding.message for finding in seeds.all}
    said = [f.message for f in changed.all if f.code in row["规则"] and f.message not in before]
    assert any(all(words in message for words in bad["说出"]) for message in said), said


def beside(name: str, path: str) -> bool:
    """Whether a file is of the same department, or of all."""
    return Path(name).parts[:4] == Path(path).parts[:4] or len(Path(name).parts) == 2


def test_the_counts() -> None:
    assert (len(relations(FAILING)), len(FAILING)) == (74, 115)
    assert (len(relations(HOLDING)), len(HOLDING)) == (37, 49)
    assert all(row.get("行") or row.get("算得") for row in HOLDING)
    assert len({row["编号"] for row in (*FAILING, *HOLDING)}) == len(FAILING) + len(HOLDING)


def test_only_what_can_not_be_right_is_an_error(seeds: Published) -> None:
    codes = {finding.code for finding in seeds.all if finding.severity is Severity.ERROR and finding.code in RULES}
    assert codes <= {"GJ-101", "GJ-102", "GJ-103", "GS-101", "GS-181", "WZ-101"}
