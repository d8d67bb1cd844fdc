"""Every Word file and workbook that the content gives is valid by the schemas of Office."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openxml_audit import OpenXmlValidator

from generator import pipeline
from tests import samples

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
def test_office_files_of_the_content_are_valid(tmp_path: Path) -> None:
    result = pipeline.build(samples.ROOT, formats=["docx", "xlsx"], out=tmp_path)
    files = [tmp_path / target for target in result.changes.written]
    assert sum(file.suffix == ".docx" for file in files) == len(result.documents) >= 4
    assert any(file.suffix == ".xlsx" for file in files)
    for file in files:
        found = [error.description for error in OpenXmlValidator().validate(str(file)).errors]
        assert found == [], file.name
