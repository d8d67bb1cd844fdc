"""The real department budget, assembled once and built once a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from tests import samples
from tests.budget import places

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.document import Document


@pytest.fixture(scope="session")
def document() -> Document:
    """Return the Document of the real budget."""
    return places.assembled(samples.ROOT, places.CONTENT)


@pytest.fixture(scope="session")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Build the real budget; return its files by format."""
    out = tmp_path_factory.mktemp("budget")
    result = pipeline.build(samples.ROOT, [places.CONTENT], formats=places.FORMATS, out=out)
    assert not result.has_errors, result.findings
    return places.files(out)


@pytest.fixture
def budget_repo(tmp_path: Path, templates: Path) -> Path:
    """Return a repository with a copy of the real budget."""
    root = tmp_path / "repo"
    files = samples.snapshot(places.CONTENT)
    samples.write(root, {f"{places.FOLDER}/{path}": data for path, data in files.items()})
    samples.write(root, {"content/accounts.yaml": (samples.ROOT / "content/accounts.yaml").read_bytes()})
    (root / "templates").symlink_to(templates)
    return root
