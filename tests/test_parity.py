"""The three formats of a document carry the same text: leaf by leaf of the Document, and as whole texts."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from generator.model.document import Annex, Contents, Form, Heading, Paragraph, block_leaves, form_leaves
from generator.model.text import Text
from generator.verify import word
from tests import extract, samples

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.model.document import Document
    from generator.pipeline import Result

    Built = tuple[Result, Path]

# The values that a form prints inside a label of its own, with that label.
WITHIN_LABELS = {
    "总体目标期间": "总体目标({})",
    "年度目标期间": "预算年度({})目标",
    "年度": "（{}年度）",
}
# The packs whose forms print each cell as a piece of its own; those of budgets join cells into sentences.
WITH_FORM = ("yunnan-2020", "yunnan-2024")
# HTML breaks the two lines of this caption by their style alone.
TWO_LINES = "项目支出绩效目标申报表（生成表）"


def sources() -> Iterator[str]:
    """Yield the content files that are documents of their own: budgets, and projects of departments without one."""
    for file in sorted(samples.ROOT.glob("content/*/*/*/**/*.yaml")):
        has_budget = (samples.ROOT.joinpath(*file.relative_to(samples.ROOT).parts[:4]) / "budget.yaml").exists()
        if file.name == "budget.yaml" or (file.parent.name == "projects" and not has_budget):
            yield file.relative_to(samples.ROOT).as_posix()


@pytest.fixture(params=sources())
def document(request: pytest.FixtureRequest, built: Built) -> Document:
    (found,) = [document for document, _ in built[0].documents if document.source == request.param]
    return found


def said(built: Built, document: Document, kind: str) -> list[str]:
    """Return the pieces of text that a format of a document says."""
    return samples.READERS[kind](built[1] / document.department / str(document.year) / f"{document.name}.{kind}")


def in_order(document: Document) -> Iterator[str]:
    """Return title, headings and paragraphs in order."""
    yield from (line.plain for line in document.title)
    yield from (block.text.plain for block in document.blocks if isinstance(block, Heading | Paragraph))


def outside_forms(document: Document) -> Iterator[str]:
    """Return all leaves but those of forms; the contents name headings and annexes once more."""
    yield from (line.plain for line in document.title)
    for block in document.blocks:
        if isinstance(block, Contents):
            yield from (text.plain for _, _, text in document.outline())
        elif not isinstance(block, Form):
            yield from (text.plain for text in block_leaves(block) if text)


def in_forms(document: Document) -> Iterator[str]:
    """Return what stands in the cells of forms, as often as the form prints it."""
    for form in (block for block in document.blocks if isinstance(block, Form)):
        for name, cell in form.cells.items():
            if isinstance(cell, Text) and name in WITHIN_LABELS:
                yield WITHIN_LABELS[name].format(cell.plain)
            else:
                yield from (text.plain for text in form_leaves(Form(form.name, {name: cell})))


def labels(pack: str) -> Counter[str]:
    """Return the words that the Word template of a pack writes into its form itself."""
    lines = word.lines((samples.ROOT / "templates" / pack / "document.docx").read_bytes())
    found = (re.sub(r"{%\s*vm\s*%}", "", text) for text, _ in lines)
    return Counter(text for text in found if text and not re.search("{[{%]", text))


@pytest.mark.parametrize("kind", samples.FORMATS)
def test_titles_headings_and_paragraphs_stand_in_order(built: Built, document: Document, kind: str) -> None:
    text, at = extract.squeeze("".join(said(built, document, kind))), 0
    for leaf in map(extract.squeeze, in_order(document)):
        found = text.find(leaf, at)
        assert found >= 0, leaf
        at = found + len(leaf)


def counted(built: Built, document: Document, kind: str) -> Counter[str]:
    """Return how often each piece of text stands in a format, cut as the Document is."""
    pieces = [re.sub(r"\t\d+$", "", piece) for piece in said(built, document, kind)]  # page numbers of the contents
    found = Counter(map(extract.squeeze, pieces))
    if kind == "html":  # Here, lines of one heading are one piece.
        annexes = [(block.label, block.title) for block in document.blocks if isinstance(block, Annex)]
        for lines in (document.title, *annexes):
            found -= Counter([extract.squeeze("".join(line.plain for line in lines))])
            found += Counter(extract.squeeze(line.plain) for line in lines)
        for caption in [piece for piece in found if piece.startswith(TWO_LINES)]:
            found -= Counter([caption])
            found += Counter([TWO_LINES, caption.removeprefix(TWO_LINES)])
    return found


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_every_leaf_stands_as_often_as_in_the_document(built: Built, document: Document, kind: str) -> None:
    """What is left over are the labels of the form: each stands in the template that draws it."""
    found = counted(built, document, kind)
    outside = Counter(map(extract.squeeze, outside_forms(document)))
    assert outside - found == Counter()
    if document.pack in WITH_FORM:
        wanted = outside + Counter(map(extract.squeeze, in_forms(document)))
        assert wanted - found == Counter()
        assert found - wanted == labels(document.pack)


def test_the_three_formats_say_the_same(built: Built, document: Document) -> None:
    text = samples.wholes(built[1] / document.department / str(document.year), document.name)
    assert text["docx"] == text["html"]
    assert text["pdf"] == text["html"]


def test_every_document_is_compared(built: Built) -> None:
    assert sorted(document.source for document, _ in built[0].documents) == list(sources())
