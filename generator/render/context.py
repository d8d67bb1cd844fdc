"""What templates of every format are given: plain dicts, lists and strings under the words of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.model.document import Form, Heading
from generator.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.document import Block, Cell, Document
    from generator.model.layout import Layout

LEVELS: Final = ("一级标题", "二级标题", "三级标题", "四级标题")
PARAGRAPH: Final = "段落"


class UnknownFormError(LookupError):
    """Raised when a document holds a form that its pack does not declare, so that no template could place it."""


def context(document: Document, layout: Layout, show: Callable[[Text], object]) -> dict[str, object]:
    """Return the variables of a template; `show` turns a text into what the format prints.

    Every block has every key, since templates meet an unknown one as an error.
    """
    return {
        "文档": {
            "标题": [show(line) for line in document.title],
            "标题全文": document.title_text,
            "作者": document.author,
            "年度": str(document.year),
            "成文日期": document.issued,
        },
        "节": [
            {"方向": section.orientation, "块": [_block(block, layout.forms, show) for block in section.blocks]}
            for section in document.sections
        ],
    }


def _block(block: Block, forms: tuple[str, ...], show: Callable[[Text], object]) -> dict[str, object]:
    kind = _kind(block)
    kinds = (*LEVELS, PARAGRAPH, *forms)
    if kind not in kinds:
        raise UnknownFormError(kind)
    flags: dict[str, object] = {name: name == kind for name in kinds}
    if isinstance(block, Form):
        return flags | {"文": "", "栏": {name: _cell(cell, show) for name, cell in block.cells.items()}}
    return flags | {"文": show(block.text), "栏": {}}


def _kind(block: Block) -> str:
    if isinstance(block, Form):
        return block.name
    return LEVELS[block.level - 1] if isinstance(block, Heading) else PARAGRAPH


def _cell(cell: Cell, show: Callable[[Text], object]) -> object:
    if isinstance(cell, Text):
        return show(cell)
    return [
        show(part) if isinstance(part, Text) else {column: show(text) for column, text in part.items()} for part in cell
    ]
