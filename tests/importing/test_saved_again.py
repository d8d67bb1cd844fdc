"""What LibreOffice saved again is read back as it was: nothing of our own files is lost on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.importing.test_law import DECLARATIONS, TONGNAN, texts
from tests.tools.test_first_day import saved

if TYPE_CHECKING:
    from pathlib import Path

    from tests.importing.conftest import Printed
    from tests.importing.test_law import Files, Imports

pytestmark = pytest.mark.tools


@pytest.mark.parametrize("department", [*DECLARATIONS, TONGNAN])
def test_nothing_is_lost(
    printed: Printed, office_files: Files, imported: Imports, tmp_path: Path, department: str
) -> None:
    given = office_files(department)
    (tmp_path / "again").mkdir()
    for name, data in given.items():
        (tmp_path / name).write_bytes(data)
    again = {file.name: file.read_bytes() for file in saved([tmp_path / name for name in given], tmp_path / "again")}
    assert all(again[name] != data for name, data in given.items())
    document, _ = printed[department]
    done = imported(department, again)
    assert [texts(one) for one in done.documents] == [texts(document)]
    assert done.remarks == []
