"""Page numbers are compared with the pages themselves; reading outputs back costs little of a build."""

from __future__ import annotations

import gc
import io
import time
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, TypeVar

import pikepdf
import pytest

from generator import pipeline
from generator.model.document import Contents
from generator.render import docx, html, pdf, xlsx
from generator.verify.check import check
from generator.verify.reference import reference
from tests import samples
from tests.render.budget import LAYOUT
from tests.render.factory import document, heading, paragraphs, portrait
from tests.verify import faults_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.document import Document
    from generator.model.layout import Layout
    from generator.verify.reference import Reference

T = TypeVar("T")

FORMATS = {"docx": docx.render, "html": html.render, "pdf": pdf.render, "xlsx": xlsx.render}


def test_numbers_of_pages_are_those_of_the_pages() -> None:
    """A page more between the others leaves all text as it is, and makes every number after it wrong."""
    text = "一二三四五六七八九十" * 60
    sections = [portrait(heading(1, f"第{name}部分"), *paragraphs(text)) for name in "甲乙丙"]
    given = document(portrait(Contents()), *sections)
    wanted = reference(given, LAYOUT)
    data = pdf.render(given, LAYOUT)
    assert check("pdf", data, wanted, given) == []
    with pikepdf.open(io.BytesIO(data)) as file:
        with pikepdf.new() as other:
            other.add_blank_page(page_size=(595, 842))
            file.pages.insert(1, other.pages[0])
        out = io.BytesIO()
        file.save(out)
    messages = [finding.message for finding in check("pdf", out.getvalue(), wanted, given)]
    assert messages[0] == "PDF 第3页：页码印成了 2"
    assert len(messages) == 5


def test_a_wrong_number_in_the_contents() -> None:
    given = document(portrait(Contents()), portrait(heading(1, "甲"), *paragraphs("一")), portrait(heading(1, "乙")))
    wanted = reference(given, LAYOUT)
    data = pdf.render(given, LAYOUT)
    words = faults_pdf.words_of(data, 0)
    with pikepdf.open(io.BytesIO(data)) as file:
        instructions, shown = faults_pdf.shown_of(file, 0)
        first, second = shown[words.index("2")], shown[words.index("3")]
        instructions[first], instructions[second] = instructions[second], instructions[first]
        faults_pdf.write(file, 0, instructions)
        out = io.BytesIO()
        file.save(out)
    assert [finding.message for finding in check("pdf", out.getvalue(), wanted, given)] == [
        "PDF 第1页：「目录.甲」的页码印成了 3，其实在第2页",
        "PDF 第1页：「目录.乙」的页码印成了 2，其实在第3页",
    ]


def spent(action: Callable[[], T], times: int = 1) -> tuple[float, T]:
    """Return the least time of the processor that something took, in seconds, and what it made."""
    found = []
    for _ in range(times):
        start = time.process_time()
        made = action()
        found.append((time.process_time() - start, made))
    return min(found, key=itemgetter(0))


@pytest.mark.slow
def test_reading_back_costs_at_most_a_tenth() -> None:
    """As in the build, the reference is made once a document and the garbage collector keeps out."""
    made = read = 0.0
    gc.disable()
    try:
        for given, layout in pipeline.check(samples.ROOT).documents:
            refer = partial(_refer, given, layout)
            seconds, wanted = spent(refer, 2)
            read += seconds
            for kind, render in FORMATS.items():
                if kind != "xlsx" or given.has_tables:
                    seconds, data = spent(partial(render, given, layout))
                    made += seconds
                    read += spent(partial(check, kind, data, wanted, given), 2)[0]
    finally:
        gc.enable()
    assert read / made <= 0.1, (read, made)


def _refer(given: Document, layout: Layout) -> Reference:
    return reference(given, layout)
