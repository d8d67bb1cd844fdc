"""Everything that is published, built once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.write.manifest import FORMATS
from tests.samples import ROOT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build all content in all formats; return the output folder."""
    out = tmp_path_factory.mktemp("published")
    result = pipeline.build(ROOT, formats=FORMATS, out=out)
    assert not result.has_errors, result.findings
    return out
