"""Word documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from generator.render import docx_package
from generator.render.blame import place
from generator.render.context import LEVELS, PARAGRAPH, context
from generator.render.docx_finish import finish
from generator.render.docx_template import prepared
from generator.render.docx_xml import BadTemplateError, serialize

if TYPE_CHECKING:
    from generator.model.document import Document
    from generator.model.layout import Layout
    from generator.model.text import Text

TEMPLATE: Final = "document.docx"

_SECTION_END: Final = "分节"
# A character of the private use area, which no clerk types.
_MARK: Final = "\ue000"


def render(document: Document, layout: Layout) -> bytes:
    """Return the document as a .docx file.

    Raises:
        BadTemplateError: if the pack's Word template can't be used; the message is for its keeper.
    """
    try:
        return _render(document, layout)
    except BadTemplateError as problem:
        raise BadTemplateError(str(problem), place(layout.folder / TEMPLATE, layout)) from problem


def _render(document: Document, layout: Layout) -> bytes:
    template = prepared(layout.folder / TEMPLATE)
    marker = _marker(document)
    stories = template.fill(_values(document, layout, marker))
    finish(stories[template.main], marker, [section.orientation for section in document.sections], template.sections)
    parts = {name: serialize(root) for name, root in stories.items()}
    return docx_package.pack({**template.files, **parts, docx_package.PROPERTIES: docx_package.properties(document)})


def _values(document: Document, layout: Layout, marker: str) -> dict[str, object]:
    """Return the context with one list of all blocks, a block after each section marking its end.

    One loop over one list is what a template keeper can follow in Word; a section inside it could not be drawn there.
    """
    values = context(document, layout, _show)
    end = dict.fromkeys((*LEVELS, PARAGRAPH, *layout.forms), False) | {"文": marker, "栏": {}, _SECTION_END: True}
    blocks = []
    for section in cast("list[dict[str, Any]]", values["节"]):
        blocks += [{**block, _SECTION_END: False} for block in section["块"]]
        blocks.append(end)
    return {**values, "块们": blocks}


def _show(text: Text) -> str:
    return text.plain


def _marker(document: Document) -> str:
    """Return a text that stands nowhere in the document."""
    words = "\n".join(text.plain for text in document.leaves())
    marker = _MARK
    while marker in words:
        marker += _MARK
    return marker
