"""Tells of what differs from the drawing: smaller characters, so that numbers have room, and last pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.model.document import Form, Paragraph, Table
from generator.model.finding import Finding, FindingError, Severity
from generator.model.position import Position
from generator.model.text import source
from generator.render.fit import SHORT, has_page
from generator.render.fitting import cells, fitted
from generator.render.needs import is_figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.document import Document
    from generator.model.layout import Layout

SMALLER, LAST, LINES = "MB-060", "MB-061", "MB-062"
# Forms are filled in beforehand, to see whether they fit, only where their long figures, of so many characters, have
# so many together: that takes libraries which a check does without.
_LONG: Final = 10
_MANY: Final = 64


def told(document: Document, layout: Layout) -> list[Finding]:
    """Return the 提示 of characters that got smaller, and of tables whose last page would have few rows.

    Raises:
        FindingError: a number has no room, whatever the widths and the size.
    """
    smaller = [
        f"表「{block.name}」的字号减小了 {less:g} 磅"
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Table) and (less := fitted(block, section.orientation, layout).less)
    ]
    figures = (len(text.plain) for _, _, text in cells(document) if is_figure(text.plain))
    if sum(length for length in figures if length >= _LONG) >= _MANY:
        from generator.render import docx  # noqa: PLC0415 - its libraries only where a form may not fit

        if less := docx.shrunk(document, layout):
            smaller.append(f"表单里数字的字号减小了 {less:g} 磅")
    return [*_pages(document, layout), *_smaller(smaller, document)]


def _pages(document: Document, layout: Layout) -> list[Finding]:
    """Return what is done about last pages; a Word template that can't be drawn is told where it is drawn."""
    try:
        return [*_last(document, layout), *_lines(document, layout)]
    except FindingError:
        return []


def _last(document: Document, layout: Layout) -> Iterator[Finding]:
    """Yield what tables do that would leave few rows on their last page."""
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Form) and has_page(section, block):
                from generator.render import last_of_form  # noqa: PLC0415 - it reads the Word template

                what, last = "表单", last_of_form.settle(document, section, block, layout)
            elif isinstance(block, Table) and len(block.rows) >= SHORT:
                from generator.render import last_rows  # noqa: PLC0415 - as above

                what, last = "表", last_rows.settle(document, section, block, layout)
            else:
                continue
            done = "各行收紧了一点，少用一页" if last.padding < 1 else "末两页的行匀开了"
            if last.few:
                message = f"{what}「{block.name}」的最后一页只剩 {last.few} 行，{done}"
                yield Finding(LAST, Severity.NOTE, message, Position(document.source, 1))


def _lines(document: Document, layout: Layout) -> Iterator[Finding]:
    """Yield what is set tighter so that no line or two stand alone on a last page."""
    from generator.render.last_lines import settle  # noqa: PLC0415 - it reads the Word template

    tight_ones = settle(document, layout)
    for number, block in enumerate(document.blocks):
        tight = tight_ones.get(number)
        if tight is None or not isinstance(block, Paragraph):
            continue
        message = f"正文的最后一页只剩 {tight.few} 行，这一段的字距收紧了 {tight.twips / 20:g} 磅，少用一页"
        yield Finding(LINES, Severity.NOTE, message, source(block.text) or Position(document.source, 1))


def _smaller(smaller: list[str], document: Document) -> list[Finding]:
    if not smaller:
        return []
    cause = "有的数太长，别的列让出宽度还放不下；数字不能拆成两行印。"
    hint = "看一看印出来的样子；要大一些，请维护模板的人改宽这一列，或者换大一级的单位（如万元）。"
    return [Finding(SMALLER, Severity.NOTE, "；".join(smaller), Position(document.source, 1), cause=cause, hint=hint)]
