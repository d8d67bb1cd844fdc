"""Tells of characters that got smaller so that numbers have room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.model.document import Table
from generator.model.finding import Finding, Severity
from generator.model.position import Position
from generator.render.fitting import cells, fitted
from generator.render.needs import is_figure

if TYPE_CHECKING:
    from generator.model.document import Document
    from generator.model.layout import Layout

SMALLER: Final = "MB-060"
# Forms are filled in beforehand, to see whether they fit, only where their long figures, of so many characters, have
# so many together: that takes libraries which a check does without.
_LONG: Final = 10
_MANY: Final = 64


def told(document: Document, layout: Layout) -> list[Finding]:
    """Return the 提示 that characters got smaller so that numbers have room; none where all fits without.

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
    if not smaller:
        return []
    cause = "有的数太长，别的列让出宽度还放不下；数字不能拆成两行印。"
    hint = "看一看印出来的样子；要大一些，请维护模板的人改宽这一列，或者换大一级的单位（如万元）。"
    return [Finding(SMALLER, Severity.NOTE, "；".join(smaller), Position(document.source, 1), cause=cause, hint=hint)]
