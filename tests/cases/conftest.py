"""What the tests of cases share: all of them checked at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from tests import samples
from tests.cases import read

if TYPE_CHECKING:
    from generator.model.finding import Finding


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Finding]]:
    """Return what is found in each case, by its name; none is told of anywhere else."""
    root = tmp_path_factory.mktemp("cases")
    files = {f"{samples.FOLDER}/projects/{number:03}.yaml": case for number, case in enumerate(read.cases())}
    samples.write(
        root, {samples.DEPARTMENT_FILE: samples.DEPARTMENT} | {path: case.text for path, case in files.items()}
    )
    (root / "templates").symlink_to(samples.ROOT / "templates")
    found: dict[str, list[Finding]] = {case.name: [] for case in files.values()}
    for finding in pipeline.check(root).findings:
        assert finding.position
        found[files[finding.position.path].name].append(finding)
    return found
