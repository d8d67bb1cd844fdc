"""The documents of the real content, and the files that people have of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.importing.ground import ground
from generator.importing.work import Import
from generator.render import docx, xlsx
from tests import samples
from tests.conftest import real_repository

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from generator.importing.ground import Ground
    from generator.importing.work import Imported
    from generator.model.document import Document
    from generator.model.layout import Layout

Printed = dict[str, tuple["Document", "Layout"]]


@pytest.fixture(scope="session")
def carrying(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository of the real content whose packs put their facts into workbooks."""
    root = real_repository(tmp_path_factory.mktemp("carrying"))
    samples.carry_facts(root)
    return root


@pytest.fixture(scope="session")
def printed(carrying: Path) -> Printed:
    """Return the document of each department of the content, with its layout."""
    result = pipeline.check(carrying)
    assert not result.has_errors
    return {document.department: (document, layout) for document, layout in result.documents}


@pytest.fixture(scope="session")
def office_files(printed: Printed) -> Callable[[str], dict[str, bytes]]:
    """Return what makes the files of a department that people would import: its document, and its workbook if any."""
    made: dict[str, dict[str, bytes]] = {}

    def files(department: str) -> dict[str, bytes]:
        if department not in made:
            document, layout = printed[department]
            made[department] = {"说明.docx": docx.render(document, layout)}
            if document.has_tables:
                made[department]["附表.xlsx"] = xlsx.render(document, layout)
        return made[department]

    return files


@pytest.fixture(scope="session")
def new_ground(printed: Printed, carrying: Path) -> Callable[[str], Ground]:
    """Return what gives the ground that files of a department are read on, in a folder that is not there yet."""

    def make(department: str) -> Ground:
        document, _ = printed[department]
        base = ground(carrying, f"content/new/office/{document.year}", document.pack)
        assert base is not None
        return base

    return make


@pytest.fixture(scope="session")
def imported(new_ground: Callable[[str], Ground]) -> Callable[[str, Mapping[str, bytes]], Imported]:
    """Return what imports files into a department that is not there yet, by the pack of one that is."""
    return lambda department, files: Import(new_ground(department)).run(files)
