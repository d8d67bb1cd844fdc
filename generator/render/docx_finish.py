"""Makes a filled Word document sound: its sections, its cells, the order and the blanks that the format demands."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, Final

from generator.render import docx_contents, docx_fit, docx_imprint, docx_merge, docx_pages, docx_table
from generator.render.docx_xml import PARAGRAPH, SPACE, TABLE, BadTemplateError, element, remove, settings, w
from generator.render.fit import AS_DRAWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from lxml import etree

    from generator.render.docx_marks import Marks
    from generator.render.docx_styles import Styles
    from generator.render.fit import LastRows
    from generator.render.imprint import Place

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


@dataclass(slots=True)
class Plan:
    """What the program does itself in a document that a template has printed.

    `fonts` is the folder of those that forms are fitted with. `ends` are the numbers of the marks after each section,
    with its orientation; `tables` and `contents` are the drawn blocks of the context by number, a table with the
    orientation of its page. `forms` says what each table of a form does on its last page, `tight` by how many twips
    paragraphs are set tighter. `imprint` are the places of the lines below the text, `cover` is the last line of the
    cover; -1: there is none.
    """

    marks: Marks
    fonts: Path
    ends: dict[int, str] = field(default_factory=dict)
    tables: dict[int, tuple[Mapping[str, Any], str]] = field(default_factory=dict)
    contents: dict[int, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    imprint: Mapping[int, Place] = field(default_factory=dict)
    forms: Sequence[LastRows] = ()
    tight: dict[int, int] = field(default_factory=dict)
    cover: int = -1


def finish(root: etree._Element, plan: Plan, pages: Mapping[str, etree._Element], styles: Styles) -> None:
    """Finish a document in place; `pages` are the page set-ups by orientation.

    Raises:
        BadTemplateError: if the template lacks a place, a style or a page that the document needs.
        NoRoomError: a number of a form has no room, whatever the widths.
    """
    body = root[0]
    found = plan.marks.take(body)
    # Tables beside those of forms are fitted too, as they are drawn.
    for form, last in zip(body.iter(TABLE), chain(plan.forms, repeat(AS_DRAWN)), strict=False):
        docx_merge.merge(form, styles)
        docx_fit.fit_form(form, styles, plan.fonts)
        docx_fit.settle(form, last, styles)
    ends = [found[number] for number in plan.ends if number in found]
    for number, (table, orientation) in plan.tables.items():
        width = docx_pages.text_width(_page(orientation, pages))
        _put(docx_table.draw(table, width, styles), _place(number, found, "表格"))
    for number, entries in plan.contents.items():
        place = _place(number, found, "目录")
        after = place.getnext()
        if after not in ends:
            docx_contents.begin_page(after)
        docx_contents.place_bookmarks(entries, found)
        docx_contents.draw(place, entries, styles)
    _dress_lines(plan, found, pages, styles)
    sections = [(_place(end, found, "分节"), _page(turned, pages)) for end, turned in plan.ends.items()]
    if plan.cover >= 0:
        docx_imprint.end_cover(_place(plan.cover, found, "封面"), ends, sections[0][1])
    _end_sections(body, sections)
    for row in root.iter(w("tr")):
        _close_cells(row)
    for look in root.iter(w("tcPr")):
        _sort(look)
    for text in root.iter(w("t"), w("instrText")):
        text.set(SPACE, "preserve")
    docx_contents.fill_in(body, docx_pages.count(body, styles))


def _dress_lines(
    plan: Plan, found: Mapping[int, etree._Element], pages: Mapping[str, etree._Element], styles: Styles
) -> None:
    """Put what stands below the text into its place, and set tighter what wins a page so."""
    for number, spot in plan.imprint.items():
        line = _place(number, found, "署名")
        width = docx_pages.text_width(_page("portrait", pages))
        docx_imprint.draw(line, spot, width, docx_imprint.pitch_of(pages), styles)
        docx_imprint.keep(line.getprevious())
    for number, twips in plan.tight.items():
        docx_fit.tighten(_place(number, found, "段落"), twips, styles)


def _page(orientation: str, pages: Mapping[str, etree._Element]) -> etree._Element:
    """Return a page set-up, which always begins a page."""
    if orientation not in pages:
        raise BadTemplateError(
            f"Word 模板里没有{'横' if orientation == 'landscape' else '纵'}向的页面：请加一节，设好纸张方向"
        )
    page = copy.deepcopy(pages[orientation])
    for kind in page.iterfind(w("type")):
        kind.set(w("val"), "nextPage")
    return page


def _place(number: int, found: Mapping[int, etree._Element], kind: str) -> etree._Element:
    """Return the paragraph that a template keeps for something that the program draws."""
    if number not in found:
        raise BadTemplateError(
            f"Word 模板的块循环里缺少「{kind}」段落：{{%p if 块.{kind} %}}、{{{{ 块.文 }}}}、{{%p endif %}} 各占一段"
        )
    return found[number]


def _put(table: etree._Element, place: etree._Element) -> None:
    """Put a table in the place of a paragraph; Word would join two tables that nothing stands between."""
    before, after = place.getprevious(), place.getnext()
    place.addprevious(table)
    remove(place)
    if before is not None and before.tag == TABLE:
        before.addnext(_speck())
    if after is not None and after.tag == TABLE:
        table.addnext(_speck())


def _end_sections(body: etree._Element, ends: Sequence[tuple[etree._Element, etree._Element]]) -> None:
    """Give each section its page set-up: a section's hangs on its last paragraph, the last section's on the body."""
    for end, page in ends:
        last = end.getprevious()
        if last is None or last.tag != PARAGRAPH:
            last = _speck()  # a table can't end a section
            end.addprevious(last)
        if end is ends[-1][0]:
            body.append(page)
        else:
            settings(last, "pPr").append(page)
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


def _close_cells(row: etree._Element) -> None:
    """End each cell with a paragraph, as Word demands: an empty list has left none."""
    for cell in row.findall(w("tc")):
        if len(cell) and cell[-1].tag == PARAGRAPH:
            continue
        model = next(row.iterdescendants(PARAGRAPH), element("p"))
        cell.append(element("p", *copy.deepcopy(model.findall(w("pPr")))))


def _sort(look: etree._Element) -> None:
    """Put the settings of a cell in the order of the schema: merges are added last."""
    ranks = [_CELL_ORDER.get(child.tag, len(_CELL_ORDER)) for child in look]
    if ranks != sorted(ranks):
        look[:] = [child for _, child in sorted(zip(ranks, look, strict=True), key=lambda pair: pair[0])]
