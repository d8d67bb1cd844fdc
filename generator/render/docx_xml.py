"""WordprocessingML in lxml: names, reading, writing."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from lxml import etree

from generator.model.finding import FindingError, error

if TYPE_CHECKING:
    from generator.model.position import Position

WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

BAD: Final = "MB-030"
_HINT: Final = "用 Word 或 WPS 打开这个模板改正；标记的写法见 docs/templates.md。"
# Nothing in a document may reach outside itself.
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True)


class BadTemplateError(FindingError):
    """Raised when a Word template can't be used as it is; the message is Chinese, for the template keeper."""

    def __init__(self, message: str, position: Position | None = None, *, code: str = BAD, hint: str = "") -> None:
        super().__init__(error(code, message, position, hint=hint or _HINT))

    def at(self, position: Position) -> BadTemplateError:
        """Return the same with its place."""
        return BadTemplateError(str(self), position, code=self.finding.code, hint=self.finding.hint)


@cache
def w(name: str) -> str:
    """Return a WordprocessingML name as lxml spells it."""
    return f"{{{WORD}}}{name}"


_NAMED: Final = 12  # characters by which a table without a title is known

PARAGRAPH: Final = w("p")
TABLE: Final = w("tbl")
SECTION: Final = w("sectPr")


def parse(xml: str | bytes) -> etree._Element:
    """Read one part of a package."""
    return etree.fromstring(xml.encode() if isinstance(xml, str) else xml, _PARSER)


def serialize(root: etree._Element) -> bytes:
    """Write one part of a package."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def element(name: str, /, *children: etree._Element, **attributes: str) -> etree._Element:
    """Make a WordprocessingML element."""
    made = etree.Element(w(name), {w(key): value for key, value in attributes.items()})
    made.extend(children)
    return made


def run(*lines: str) -> etree._Element:
    """Make a run of characters, in lines of their own."""
    made = element("r")
    for place, line in enumerate(lines):
        text = element("t")
        text.text = line
        made.extend([element("br"), text] if place else [text])
    return made


def text_of(node: etree._Element) -> str:
    """Return the characters that a paragraph, cell or part shows."""
    return "".join(text.text or "" for text in node.iter(w("t")))


def lines_of(paragraph: etree._Element) -> list[str]:
    """Return the characters of a paragraph, line by line as far as its lines were broken by hand."""
    pieces = ("\n" if node.tag == w("br") else node.text or "" for node in paragraph.iter(w("t"), w("br")))
    return "".join(pieces).split("\n")


def place_of(node: etree._Element) -> str:
    """Return where something stands in a template, as people find it: 表「绩效指标」第3行第2格, or 第5段.

    A table is called by its title in Word (表格属性, 替代文字), or by the first words in it.
    """
    cell, row, table = (next(node.iterancestors(w(name)), None) for name in ("tc", "tr", "tbl"))
    if cell is None or row is None or table is None:
        outside = [one for one in node.getroottree().iter(PARAGRAPH) if next(one.iterancestors(TABLE), None) is None]
        return f"第{outside.index(node) + 1}段" if node in outside else "正文"
    return f"{name_of(table)}第{table.findall(w('tr')).index(row) + 1}行第{row.findall(w('tc')).index(cell) + 1}格"


def name_of(table: etree._Element) -> str:
    """Return what a table is called: 表「绩效指标」."""
    title = table.find(f"{w('tblPr')}/{w('tblCaption')}")
    words = text_of(table)[:_NAMED] if title is None else title.get(w("val"), "")
    return f"表「{words}」"


def remove(node: etree._Element) -> None:
    """Take an element out of the one that holds it."""
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def settings(node: etree._Element, name: str) -> etree._Element:
    """Return the settings of a paragraph or cell, which are its first child; new ones where it has none."""
    found = node.find(w(name))
    if found is None:
        found = element(name)
        node.insert(0, found)
    return found
