"""A text that leaves a line or two on its last page: paragraphs are set a little tighter, where that wins the page.

Decided once for paper, with the measures of the Word template; by so little (0.2 points a character at most) that
nobody sees it. LibreOffice leaves that out between characters of different scripts: it may print the page that Word
and the PDF have won.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from generator.model.document import Contents, Heading, Imprint, Paragraph
from generator.render import docx_pages
from generator.render.docx_lines import count, is_full, measure
from generator.render.docx_styles import number
from generator.render.docx_xml import element, run
from generator.render.fit import TIGHTER
from generator.render.look.template import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml import etree

    from generator.model.document import Block, Document
    from generator.model.layout import Layout
    from generator.render.look.template import Template

# How many lines are too few for a page of their own, and how many paragraphs of a text may be set tighter.
FEW: Final = 2
TEXT, TITLE = "公文正文", "公文标题"
# A line that is won has so much room to spare (in twips): programs differ by parts of a point.
_SPARE: Final = 10
# What has the width of half a character in every face of the body.
_HALF: Final = frozenset("0123456789")
_Spaced: TypeAlias = "dict[int, int]"


@dataclass(frozen=True, slots=True)
class Tight:
    """By how many twips a character a paragraph is set tighter, and how many lines its text had on the last page."""

    twips: int
    few: int


def settle(document: Document, layout: Layout) -> Mapping[int, Tight]:
    """Return the paragraphs that are set tighter, by the numbers of their blocks."""
    template = read(layout)
    found: dict[int, Tight] = {}
    start = 0
    for section in document.sections:
        blocks = dict(enumerate(section.blocks, start))
        start += len(blocks)
        above = () if document.has_cover or section is not document.sections[0] else document.title
        text = _running(blocks)
        if section.orientation in template.pages and text and {TEXT, TITLE} <= _names(template):
            flow = _Flow(text, [line.plain for line in above] if len(text) == len(blocks) else [], template)
            found |= flow.settled(template.pages[section.orientation])
    return found


def _names(template: Template) -> set[str]:
    return {name for kind, name in template.styles.ids if kind == "paragraph"}


def _running(blocks: dict[int, Block]) -> dict[int, Heading | Paragraph]:
    """Return the headings and paragraphs of a section that has nothing below them, from the page that they begin."""
    found: dict[int, Heading | Paragraph] = {}
    for at, block in blocks.items():
        match block:
            case Heading() | Paragraph():
                found[at] = block
            case Contents() | Imprint(kind="封面"):
                found.clear()
            case _:
                return {}
    return found


class _Flow:
    """A text that begins a page."""

    def __init__(self, blocks: dict[int, Heading | Paragraph], title: Sequence[str], template: Template) -> None:
        self.styles, self.blocks = template.styles, blocks
        self.above = [self._node(TITLE, line) for line in title]
        self.above += [element("p") for _ in range(template.empty.get(TITLE, 0) if title else 0)]

    def settled(self, page: etree._Element) -> dict[int, Tight]:
        """Return the fewest paragraphs that win the last page, if some do."""
        pages, lines = self._pages(page, {})
        if pages == 1 or lines > FEW:
            return {}
        width = docx_pages.text_width(page)
        tighter = sorted((twips, at) for at in self.blocks if (twips := self._wins(at, width)))
        spaced: _Spaced = {}
        for twips, at in tighter[:FEW]:
            spaced[at] = twips
            if self._pages(page, spaced)[0] < pages:
                return {number: Tight(twips, lines) for number, twips in spaced.items()}
        return {}

    def _wins(self, at: int, width: int) -> int:
        """Return by how little a paragraph has to be set tighter to become shorter; 0: it doesn't."""
        block = self.blocks[at]
        words = block.text.plain
        if isinstance(block, Heading) or not all(is_full(character) or character in _HALF for character in words):
            return 0
        look = self.styles.of_style(self.styles.id(TEXT))
        own, drawn = number(look, "r:spacing"), count(words, measure(look, width))
        for twips in TIGHTER:
            if count(words, measure(look | {"r:spacing": f"{own - twips:g}"}, width - _SPARE)) < drawn:
                return twips
        return 0

    def _pages(self, page: etree._Element, spaced: _Spaced) -> tuple[int, int]:
        """Return how many pages there are, and how many lines of text the last one has."""
        return docx_pages.extent(page, [*self.above, *self._nodes(spaced)], self.styles)

    def _nodes(self, spaced: _Spaced) -> Iterator[etree._Element]:
        for at, block in self.blocks.items():
            name = f"heading {block.level}" if isinstance(block, Heading) else TEXT
            yield self._node(name, block.text.plain, spaced.get(at, 0))

    def _node(self, name: str, words: str, tighter: int = 0) -> etree._Element:
        style = self.styles.id(name)
        made = element("p", element("pPr", element("pStyle", val=style)), run(words))
        if tighter:
            own = number(self.styles.of_style(style), "r:spacing")
            made[1].insert(0, element("rPr", element("spacing", val=f"{own - tighter:g}")))
        return made
