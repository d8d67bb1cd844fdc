"""The contents of a Word document: a field whose entries and page numbers are there already.

Word asks nothing when it opens the file, WPS (which ignores requests to update) shows the same, and whoever changes
the text in Word can update the field as usual.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from generator.render.docx_xml import PARAGRAPH, BadTemplateError, element, remove, run, text_of, w

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lxml import etree

    from generator.render.docx_styles import Styles

# Headings of two levels, and what is marked for the contents (TC).
_FIELD: Final = ' TOC \\o "1-2" \\f \\h \\z '
# Stands for a page number until the pages are counted; as wide as a number of two digits.
_LATER: Final = "00"


def name_of(number: int) -> str:
    """Return the bookmark of a block: a name that Word itself gives, and hides from its readers."""
    return f"_Toc{number:09d}"


def place_bookmarks(entries: Iterable[Mapping[str, Any]], targets: Mapping[int, etree._Element]) -> None:
    """Put a bookmark around each paragraph that the contents lead to.

    Raises:
        BadTemplateError: if the template has not printed one of them.
    """
    for entry in entries:
        number = int(entry["号"])
        if number not in targets:
            raise BadTemplateError(
                f"Word 模板没有印出目录里的「{entry['文']}」：块循环里缺少它的段落，要写 {{{{ 块.文 }}}}"
            )
        paragraph = targets[number]
        settings = paragraph.find(w("pPr"))
        start = element("bookmarkStart", id=str(number), name=name_of(number))
        at = 0 if settings is None else paragraph.index(settings) + 1
        paragraph[at:at] = [start, *(_marked(entry) if entry["文"] != text_of(paragraph) else ())]
        paragraph.append(element("bookmarkEnd", id=str(number)))


def _marked(entry: Mapping[str, Any]) -> list[etree._Element]:
    """Return the mark, for updates, of an entry that no paragraph has word by word: 附件一 with its title."""
    instruction = element("instrText")
    said = entry["文"].replace("\\", "\\\\").replace('"', '\\"')
    # All of them are of the first level, which is that of a TC without any; LibreOffice takes one that is told for the
    # next.
    instruction.text = f' TC "{said}" '
    return [_mark("begin"), element("r", instruction), _mark("end")]


def draw(place: etree._Element, entries: Sequence[Mapping[str, Any]], styles: Styles) -> None:
    """Put the entries in the place of a paragraph, on pages of their own; `fill_in` writes their page numbers later."""
    drawn = [
        element(
            "p",
            element("pPr", element("pStyle", val=styles.id(f"TOC {entry['级']}"))),
            _entry(entry["文"], name_of(int(entry["号"]))),
        )
        for entry in entries
    ]
    if drawn:
        instruction = element("instrText")
        instruction.text = _FIELD
        for position, part in enumerate((_mark("begin"), element("r", instruction), _mark("separate")), 1):
            drawn[0].insert(position, part)
        drawn[-1].append(_mark("end"))
    for paragraph in drawn:
        place.addprevious(paragraph)
    remove(place)


def begin_page(node: etree._Element | None) -> None:
    """Let a paragraph begin a page."""
    if node is None or node.tag != PARAGRAPH:
        return
    settings = node.find(w("pPr"))
    if settings is None:
        settings = element("pPr")
        node.insert(0, settings)
    before = [child for child in settings if child.tag in {w("pStyle"), w("keepNext"), w("keepLines")}]
    settings.insert(len(before), element("pageBreakBefore"))


def fill_in(root: etree._Element, pages: Mapping[str, int]) -> None:
    """Write the page numbers of the contents."""
    for link in root.iter(w("hyperlink")):
        page = pages.get(link.get(w("anchor"), ""))
        if page is not None:
            *_, number = link.iter(w("t"))
            number.text = str(page)


def _entry(text: str, name: str) -> etree._Element:
    instruction = element("instrText")
    instruction.text = f" PAGEREF {name} \\h "
    return element(
        "hyperlink",
        run(text),
        element("r", element("tab")),
        _mark("begin"),
        element("r", instruction),
        _mark("separate"),
        run(_LATER),
        _mark("end"),
        anchor=name,
        history="1",
    )


def _mark(kind: str) -> etree._Element:
    """Return one of the three marks of a field."""
    return element("r", element("fldChar", fldCharType=kind))
