"""Makes a filled Word document sound: its sections, its cells, the order and the blanks that the format demands."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Final

from generator.render.docx_xml import PARAGRAPH, SPACE, BadTemplateError, element, text_of, w

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml import etree

_CELL_ORDER: Final = {
    w(name): rank
    for rank, name in enumerate(
        (
            "cnfStyle",
            "tcW",
            "gridSpan",
            "hMerge",
            "vMerge",
            "tcBorders",
            "shd",
            "noWrap",
            "tcMar",
            "textDirection",
            "tcFitText",
            "vAlign",
            "hideMark",
        )
    )
}


def finish(root: etree._Element, marker: str, orientations: Sequence[str], pages: Mapping[str, etree._Element]) -> None:
    """Finish a document in place.

    `marker` stands in the paragraph after each section, `orientations` are those of the sections, `pages` the
    page set-ups by orientation.

    Raises:
        BadTemplateError: if the template has no place for the end of a section, or no page of an orientation.
    """
    _end_sections(root[0], marker, [_page(name, pages) for name in orientations])
    for row in root.iter(w("tr")):
        _close_cells(row)
    for settings in root.iter(w("tcPr")):
        _sort(settings)
    for text in root.iter(w("t")):
        text.set(SPACE, "preserve")


def _page(orientation: str, pages: Mapping[str, etree._Element]) -> etree._Element:
    if orientation not in pages:
        raise BadTemplateError(
            f"Word 模板里没有{'横' if orientation == 'landscape' else '纵'}向的页面：请加一节，设好纸张方向"
        )
    return copy.deepcopy(pages[orientation])


def _end_sections(body: etree._Element, marker: str, pages: Sequence[etree._Element]) -> None:
    """Give each section its page set-up: a section's hangs on its last paragraph, the last section's on the body."""
    ends = [node for node in body if node.tag == PARAGRAPH and marker in text_of(node)]
    if len(ends) != len(pages):
        raise BadTemplateError(
            "Word 模板的块循环里缺少「分节」段落：{%p if 块.分节 %}、{{ 块.文 }}、{%p endif %} 各占一段"
        )
    for end, page in zip(ends, pages, strict=True):
        last = end.getprevious()
        if last is None or last.tag != PARAGRAPH:
            last = _speck()  # a table can't end a section
            end.addprevious(last)
        if end is ends[-1]:
            body.append(page)
        else:
            _settings(last).append(page)
        body.remove(end)


def _speck() -> etree._Element:
    """Make a paragraph that takes as little room as Word allows: one point."""
    return element(
        "p",
        element(
            "pPr",
            element("snapToGrid", val="0"),
            element("spacing", before="0", after="0", line="20", lineRule="exact"),
            element("rPr", element("sz", val="2"), element("szCs", val="2")),
        ),
    )


def _settings(paragraph: etree._Element) -> etree._Element:
    found = paragraph.find(w("pPr"))
    if found is None:
        found = element("pPr")
        paragraph.insert(0, found)
    return found


def _close_cells(row: etree._Element) -> None:
    """End each cell with a paragraph, as Word demands: an empty list has left none."""
    for cell in row.findall(w("tc")):
        if len(cell) and cell[-1].tag == PARAGRAPH:
            continue
        model = next(row.iterdescendants(PARAGRAPH), element("p"))
        cell.append(element("p", *copy.deepcopy(model.findall(w("pPr")))))


def _sort(settings: etree._Element) -> None:
    """Put the settings of a cell in the order of the schema: docxtpl adds its merges first or last."""
    ranks = [_CELL_ORDER.get(child.tag, len(_CELL_ORDER)) for child in settings]
    if ranks != sorted(ranks):
        settings[:] = [child for _, child in sorted(zip(ranks, settings, strict=True), key=lambda pair: pair[0])]
