"""The law of import: what we built, read back, prints the same, at every place of every document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.model.places import places

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.importing.work import Imported
    from generator.model.document import Document
    from tests.importing.conftest import Printed

    Files = Callable[[str], dict[str, bytes]]
    Imports = Callable[[str, Mapping[str, bytes]], Imported]

DECLARATIONS = ["chenggong-medical-insurance", "chenggong-medical-security", "wuhua-medical-insurance-center"]
TONGNAN = "tongnan-medical-security"


def texts(document: Document) -> dict[str, str]:
    """Return every text of a document by its place."""
    return {place.name: place.text.plain for place in places(document) if place.text}


@pytest.mark.parametrize("department", [*DECLARATIONS, TONGNAN])
def test_what_was_built_prints_the_same(
    printed: Printed, office_files: Files, imported: Imports, department: str
) -> None:
    document, _ = printed[department]
    done = imported(department, office_files(department))
    assert [texts(one) for one in done.documents] == [texts(document)]
    assert done.remarks == []
    assert done.understood.same_printed == done.understood.printed >= 85
    assert done.understood.same_sums == done.understood.sums
    assert (department == TONGNAN) == (done.understood.sums > 700)


def test_all_packs_with_content_are_held(printed: Printed) -> None:
    assert printed.keys() == {*DECLARATIONS, TONGNAN}
