"""Paper loses nothing: every page of every PDF, and of every Word file as LibreOffice prints it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

import pytest

from generator.pipeline import check
from generator.render import docx, pdf
from tests.render import paper, stress
from tests.render.pages import pages
from tests.samples import ROOT
from tests.tools.programs import office

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from generator.model.document import Document

    Printed: TypeAlias = Mapping[str, tuple[Document, list[paper.Sheet]]]

pytestmark = pytest.mark.tools


def files(published: Path, folder: Path) -> Iterator[tuple[str, Document, Path, Path]]:
    """Yield name, document, PDF and Word file of all that is published, and of what an office may write at most."""
    for document, _ in check(ROOT).documents:
        stem = published / document.department / str(document.year) / document.name
        yield document.name, document, stem.with_name(f"{stem.name}.pdf"), stem.with_name(f"{stem.name}.docx")
    for name, make in stress.ALL.items():
        document, layout = make()
        (folder / f"{name}.made.pdf").write_bytes(pdf.render(document, layout))
        (folder / f"{name}.docx").write_bytes(docx.render(document, layout))
        yield name, document, folder / f"{name}.made.pdf", folder / f"{name}.docx"


@pytest.fixture(scope="module")
def printed(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """Return each document with its pages, by its name and who has printed them."""
    folder: Path = tmp_path_factory.mktemp("paper")
    given = list(files(published, folder))
    shown = office(folder, [word for *_, word in given])
    made = {f"{name} PDF": (document, paper.sheets(file.read_bytes())) for name, document, file, _ in given}
    assert len(made) == 4 + len(stress.ALL)
    return made | {
        f"{name} Word": (document, paper.sheets(file.read_bytes()))
        for (name, document, *_), file in zip(given, shown, strict=True)
    }


def test_no_glyph_lies_on_another_or_leaves_its_cell_or_page(printed: Printed) -> None:
    assert {name: found[:5] for name, (_, drawn) in printed.items() if (found := paper.faults(drawn))} == {}


def test_every_sentence_is_there(printed: Printed) -> None:
    assert {name: missing[:5] for name, both in printed.items() if (missing := paper.missing(*both))} == {}


def test_no_number_is_broken(printed: Printed) -> None:
    assert {name: torn for name, both in printed.items() if (torn := paper.torn(*both))} == {}


def test_pages_of_word_and_pdf_begin_with_the_same_words(published: Path, tmp_path: Path) -> None:
    """Through LibreOffice's own format, where two faults of its reader can be mended.

    It puts room between Chinese and digits, and lets stops hang over the edge, whatever the styles say.
    """
    words = sorted(published.glob("*/*/*.docx"))
    flat = office(tmp_path, words, "fodt")
    for file in flat:
        said = re.sub(r'text-autospace="[^"]*"', 'text-autospace="none"', file.read_text("utf-8"))
        file.write_text(re.sub(r'punctuation-wrap="[^"]*"', 'punctuation-wrap="simple"', said), "utf-8")
    begins = {word: _begins(shown) for word, shown in zip(words, office(tmp_path, flat), strict=True)}
    assert len(begins) == 4
    assert begins == {word: _begins(word.with_suffix(".pdf")) for word in words}


def _begins(file: Path) -> list[str]:
    return [page.text[:12] for page in pages(file.read_bytes())]
