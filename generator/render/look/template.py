"""The Word template of a pack as the other formats see it, read once a process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.memory import kept
from generator.render import docx_fields, docx_package, docx_seen, docx_styles
from generator.render.docx_xml import SECTION, BadTemplateError, parse, w
from generator.render.look import faults, reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

    from generator.model.drawing import Grid
    from generator.model.layout import Layout
    from generator.render.docx_styles import Styles

TEMPLATE = "document.docx"


@dataclass(frozen=True, slots=True)
class Template:
    """The page set-ups of a template by orientation, its styles, and its forms by name.

    `empty` are how many empty lines follow upon paragraphs outside of tables, by the names of their styles.
    """

    pages: Mapping[str, etree._Element]
    styles: Styles
    forms: Mapping[str, tuple[Grid, ...]]
    empty: Mapping[str, int]

    @property
    def grids(self) -> list[Grid]:
        """All tables of its forms."""
        return [grid for grids in self.forms.values() for grid in grids]


@kept
def read(layout: Layout) -> Template:
    """Read the Word template of a pack.

    Raises:
        BadTemplateError: it can't be used, or holds what the other formats can't draw.
    """
    file = layout.file(TEMPLATE)
    try:
        parts = docx_package.read(file)
        root = parse(next(iter(parts.values())).data)
        docx_fields.examine_tags(root, file.name)
        sheet = next((part.data for part in parts.values() if part.kind == "styles"), None)
        styles = docx_styles.read(None if sheet is None else parse(sheet))
        docx_seen.examine(root, styles, file.name)
        body = root[0]
        faults.examine(body, styles, file.name)
        return Template(_pages(body), styles, reading.forms(body, styles), reading.empty(body, styles))
    except BadTemplateError as problem:
        raise problem.at(layout.place(file)) from problem


def _pages(body: etree._Element) -> dict[str, etree._Element]:
    """Return the page set-ups by orientation, the first of each counting."""
    found: dict[str, etree._Element] = {}
    for section in body.iter(SECTION):
        size = section.find(w("pgSz"))
        found.setdefault("portrait" if size is None else size.get(w("orient"), "portrait"), section)
    return found
