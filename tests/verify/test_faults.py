"""Two hundred faults sown into real outputs are all found, and told at their places."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from generator.model.document import Paragraph
from generator.model.position import Position
from generator.model.text import of_words
from generator.render import docx, html, pdf, xlsx
from generator.verify.check import check
from generator.verify.reference import reference
from tests.verify import faults, faults_pdf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.model.document import Document
    from generator.model.finding import Finding
    from generator.model.layout import Layout
    from generator.pipeline import Result
    from generator.verify.leaves import Leaf
    from generator.verify.reference import Reference
    from tests.verify.faults import Fault

pytestmark = pytest.mark.slow

TREES = {"docx": faults.docx, "html": faults.page}
KINDS = ("digit", "dropped", "swapped", "removed", "doubled", "added")
Sound = tuple["Document", "Layout", "Reference"]
RENDER = {"docx": docx.render, "html": html.render, "pdf": pdf.render, "xlsx": xlsx.render}


@pytest.fixture(scope="module")
def sound(built: tuple[Result, Path]) -> list[Sound]:
    """Return the declarations with what their outputs have to say."""
    return [(document, layout, reference(document, layout)) for document, layout in built[0].documents]


@pytest.fixture(scope="module")
def output(sound: list[Sound]) -> Callable[[str, int], bytes]:
    """Return a maker of the output of a document in a format, which says what it should; made once."""

    @cache
    def make(kind: str, number: int) -> bytes:
        document, layout, given = sound[number]
        data = RENDER[kind](document, layout)
        assert check(kind, data, given, document) == []
        return data

    return make


def tells(found: list[Finding], fault: Fault, given: Reference, document: Document) -> bool:
    """Whether one of the findings names a text that the fault has touched, and its line.

    Of neighbours that say the same, any may be named; of a move within a row, any text of that row.
    """
    touched = {leaf for spot in fault.spots for leaf in given.span(spot, spot + 1)}
    names = {leaf.name.rpartition("/")[0] if fault.kind == "swapped" else leaf.name for leaf in touched}
    near = {at for at, leaf in enumerate(given.leaves) if leaf in touched}
    same = {
        leaf
        for at, leaf in enumerate(given.leaves)
        if {at - 1, at + 1} & near and leaf.text in {a.text for a in touched}
    }
    names |= {leaf.name for leaf in same}
    places = {
        leaf.position or Position(document.source, 1) for leaf in given.leaves if any(map(leaf.name.startswith, names))
    }
    return any(name in finding.message and finding.position in places for name in names for finding in found)


@pytest.mark.parametrize("seed", range(24))
@pytest.mark.parametrize("fault_kind", KINDS)
def test_faults_in_word_and_html(
    sound: list[Sound], output: Callable[[str, int], bytes], fault_kind: str, seed: int
) -> None:
    """144 faults."""
    dice = random.Random(f"{fault_kind} {seed}")  # noqa: S311 - the same faults each time
    kind = ("docx", "html")[seed % 2]
    number = dice.randrange(len(sound))
    document, _, given = sound[number]
    tree, save = TREES[kind](output(kind, number))
    fault = faults.spoil(fault_kind, tree, save, dice)
    assert fault
    found = check(kind, fault.data, given, document)
    assert 1 <= len(found) <= 5
    assert tells(found, fault, given, document), "\n".join(
        [*(leaf.name for spot in fault.spots for leaf in given.span(spot, spot + 1)), *(one.message for one in found)]
    )


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("fault_kind", ["page", "dropped", "swapped"])
def test_faults_in_pdf(sound: list[Sound], output: Callable[[str, int], bytes], fault_kind: str, seed: int) -> None:
    """36 faults; of a text that is gone or stands elsewhere, one finding names its page and what it belongs to."""
    dice = random.Random(f"pdf {fault_kind} {seed}")  # noqa: S311 - the same faults each time
    number = dice.randrange(len(sound))
    document, _, given = sound[number]
    fault = None
    while fault is None:
        fault = faults_pdf.spoil(output("pdf", number), fault_kind, dice)
    found = check("pdf", fault.data, given, document)
    assert 1 <= len(found) <= 5
    messages = "\n".join(finding.message for finding in found)
    assert f"PDF 第{fault.page}页" in messages or f"PDF 第{fault.page - 1}页" in messages, (fault.words, messages)
    named = [leaf for leaf in given.leaves if leaf.name in messages]
    assert any(related(word, named, given) for word in fault.words), (fault.words, messages)


def related(word: str, named: list[Leaf], given: Reference) -> bool:
    """Whether one of the named texts holds a word, or is the one before it where it belongs to the template.

    A head that is repeated on the page is told at the text that comes next.
    """
    if any(word in cell for table in given.tables for row in table.heads for cell in row):
        return bool(named)
    around = {given.leaf(at) for at in range(len(given.text)) if given.text.startswith(word, at)}
    return bool(around & set(named)) or any(word in leaf.text or leaf.text in word for leaf in named)


@pytest.mark.parametrize("seed", range(20))
def test_faults_in_workbooks(sound: list[Sound], output: Callable[[str, int], bytes], seed: int) -> None:
    """20 faults: the cell is named by its row."""
    dice = random.Random(f"xlsx {seed}")  # noqa: S311 - the same faults each time
    number = next(number for number, item in enumerate(sound) if item[0].has_tables)
    document, _, given = sound[number]
    fault = faults.workbook(output("xlsx", number), dice)
    found = check("xlsx", fault.data, given, document)
    assert 1 <= len(found) <= 5
    row = fault.words[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert any(f"第{row}行" in finding.message for finding in found), (fault.words, found)


@pytest.mark.parametrize("seed", range(6))
def test_a_changed_figure_in_a_pdf(sound: list[Sound], seed: int) -> None:
    """What the layout prints is compared, not what it was given: here it is given a document with another figure."""
    dice = random.Random(seed)  # noqa: S311 - the same faults each time
    document, layout, given = sound[seed % 3]
    section = document.sections[0]
    places = [at for at, block in enumerate(section.blocks) if isinstance(block, Paragraph) and digits(block)]
    at = dice.choice(places)
    block = section.blocks[at]
    assert isinstance(block, Paragraph)
    words = digits(block).translate(str.maketrans("0123456789", "1234567890"))
    blocks = (*section.blocks[:at], Paragraph(of_words(block.text.plain.replace(digits(block), words, 1))))
    section = replace(section, blocks=(*blocks, *section.blocks[at + 1 :]))
    data = pdf.render(replace(document, sections=(section, *document.sections[1:])), layout)
    found = check("pdf", data, given, document)
    assert 1 <= len(found) <= 5
    assert all(finding.position == block.text.position for finding in found), found


def digits(block: Paragraph) -> str:
    """Return the first number of a paragraph."""
    number = re.search("[0-9]+", block.text.plain)
    return number[0] if number else ""
