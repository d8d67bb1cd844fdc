"""The styles of a Word template: their ids by name, and what they make of a paragraph."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from generator.render.docx_xml import BadTemplateError, w

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml import etree

# Properties by element and attribute, as in "spacing.line"; those of characters begin with "r:".
Look = dict[str, str]

_TRUE: Final = "1"
_FALSE: Final = frozenset(("0", "false", "off"))
_SETTINGS: Final = w("pPr")
_STYLE: Final = f"{_SETTINGS}/{w('pStyle')}"
_RUN: Final = f".//{w('r')}/{w('rPr')}"


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of one template.

    `ids` are by kind and name in small letters, since Word and WPS write "TOC 1" and "toc 1".
    """

    ids: Mapping[tuple[str, str], str]
    nodes: Mapping[str, etree._Element]
    defaults: Look
    known: dict[str, Look] = field(default_factory=dict)
    looks: dict[tuple[object, ...], Look] = field(default_factory=dict)

    def id(self, name: str, kind: str = "paragraph") -> str:
        """Return the id of a style.

        Raises:
            BadTemplateError: if the template has no style of that name.
        """
        try:
            return self.ids[kind, name.lower()]
        except KeyError:
            what = "表格样式" if kind == "table" else "样式"
            raise BadTemplateError(f"Word 模板里没有{what}「{name}」：请在样式窗格里补上这个名字的样式") from None

    def style(self, paragraph: etree._Element) -> str:
        """Return the id of the style of a paragraph."""
        style = paragraph.find(_STYLE)
        return self.ids.get(("default", "paragraph"), "") if style is None else style.get(w("val"), "")

    def name(self, paragraph: etree._Element) -> str:
        """Return the name of the style of a paragraph, as Word shows it."""
        return self.called(self.style(paragraph))

    def called(self, style: str) -> str:
        """Return the name of a style by its id."""
        node = self.nodes.get(style)
        name = None if node is None else node.find(w("name"))
        return "" if name is None else name.get(w("val"), "")

    def look(self, paragraph: etree._Element) -> Look:
        """Return all properties that hold for a paragraph and its first run; most have those of another."""
        settings, run = paragraph.find(_SETTINGS), paragraph.find(_RUN)
        style = self.style(paragraph)
        key = style, _all(settings), _all(run)
        if key not in self.looks:
            self.looks[key] = self.of_style(style) | properties(settings, "") | properties(run, "r:")
        return self.looks[key]

    def of_style(self, name: str) -> Look:
        """Return the properties of a style, those that it inherits included."""
        if name not in self.known:
            self.known[name] = self.defaults | self._own(name)
        return self.known[name]

    def fonts(self, name: str) -> etree._Element | None:
        """Return what the nearest style says of Chinese faces: a style itself, or one that it builds on."""
        node = self.nodes.get(name)
        if node is None:
            return None
        own = node.find(f"{w('rPr')}/{w('rFonts')}")
        if own is not None and (own.get(w("eastAsia")) or own.get(w("eastAsiaTheme"))):
            return own
        based = node.find(w("basedOn"))
        return None if based is None else self.fonts(based.get(w("val"), ""))

    def _own(self, name: str) -> Look:
        node = self.nodes.get(name)
        if node is None:
            return {}
        based = node.find(w("basedOn"))
        inherited = {} if based is None else self._own(based.get(w("val"), ""))
        return inherited | properties(node.find(w("pPr")), "") | properties(node.find(w("rPr")), "r:")

    def margins(self, table: etree._Element) -> dict[str, int]:
        """Return the margins inside the cells of a table, in twips, by side."""
        style = table.find(f"{w('tblPr')}/{w('tblStyle')}")
        chain = [table]
        node = None if style is None else self.nodes.get(style.get(w("val"), ""))
        while node is not None:
            chain.insert(0, node)
            based = node.find(w("basedOn"))
            node = None if based is None else self.nodes.get(based.get(w("val"), ""))
        found = {"top": 0, "left": 108, "bottom": 0, "right": 108}
        for level in chain:
            for side in level.findall(f"{w('tblPr')}/{w('tblCellMar')}/*"):
                name = side.tag.rpartition("}")[2]
                found[{"start": "left", "end": "right"}.get(name, name)] = int(side.get(w("w"), "0"))
        return found


def read(root: etree._Element | None) -> Styles:
    """Read the styles part of a template."""
    nodes: dict[str, etree._Element] = {}
    ids: dict[tuple[str, str], str] = {}
    for node in () if root is None else root.iterfind(w("style")):
        kind, name = node.get(w("type"), ""), node.find(w("name"))
        nodes[node.get(w("styleId"), "")] = node
        if name is not None:
            ids[kind, name.get(w("val"), "").lower()] = node.get(w("styleId"), "")
        if node.get(w("default")) == _TRUE:
            ids["default", kind] = node.get(w("styleId"), "")
    return Styles(ids, nodes, {} if root is None else _defaults(root))


def is_on(look: Look, name: str, *, otherwise: bool = False) -> bool:
    """Whether a setting that can be switched on and off holds; `otherwise` is what holds where nothing is said."""
    return look[name] not in _FALSE if name in look else otherwise


def number(look: Look, name: str, otherwise: float = 0) -> float:
    """Return a property that is a number."""
    return float(look.get(name, otherwise))


def _defaults(root: etree._Element) -> Look:
    paragraph = root.find(f"{w('docDefaults')}/{w('pPrDefault')}/{w('pPr')}")
    run = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
    return properties(paragraph, "") | properties(run, "r:")


def properties(settings: etree._Element | None, prefix: str) -> Look:
    """Return what a list of settings says, each name behind a prefix."""
    return dict(_pairs(() if settings is None else settings, prefix))


def _all(settings: etree._Element | None) -> tuple[object, ...]:
    """Return all that decides what a list of settings says."""
    return () if settings is None else tuple((node.tag, *node.items()) for node in settings)


def _pairs(settings: Iterable[etree._Element], prefix: str) -> Iterable[tuple[str, str]]:
    for node in settings:
        name = prefix + str(node.tag).rpartition("}")[2]
        if not node.attrib:
            yield name, _TRUE
        for key, value in node.attrib.items():
            own = str(key).rpartition("}")[2]
            yield (name if own == "val" else f"{name}.{own}"), str(value)
