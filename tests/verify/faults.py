"""Faults sown into finished outputs: what a broken template, program or disk could do to them."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import etree, html

from generator.verify.leaves import squeeze

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# Stands nowhere in the content.
FIGURE = "7777.77"


@dataclass(frozen=True, slots=True)
class Fault:
    """A spoilt output: what was done, where in its text (offsets, or texts of a PDF's page) it was done."""

    kind: str
    data: bytes
    spots: tuple[int, ...] = ()
    page: int = 0
    words: tuple[str, ...] = ()


class Tree:
    """An output as a tree whose texts, cells and paragraphs can be spoilt."""

    def __init__(self, root: Any, offsets: dict[Any, int], cells: list[Any], paragraphs: list[Any]) -> None:
        self.root, self.offsets, self.cells, self.paragraphs = root, offsets, cells, paragraphs
        self.texts = [node for node in offsets if squeeze(node.text or "")]

    def spot(self, element: Any) -> int:
        """Return where the text in an element begins, or would."""
        return next(self.offsets[node] for node in element.iter() if node in self.offsets)

    def filled(self, cell: Any) -> list[Any]:
        return [node for node in cell.iter() if node in self.offsets and squeeze(node.text or "")]


def docx(data: bytes) -> tuple[Tree, Callable[[], bytes]]:
    """Return a Word document as a tree, and what makes a document of it again."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        files = {name: package.read(name) for name in package.namelist()}
    root = etree.fromstring(files["word/document.xml"])
    numbers = {node for link in root.iter(f"{WORD}hyperlink") for node in list(link.iter(f"{WORD}t"))[-1:]}
    offsets: dict[Any, int] = {}
    at = 0
    for node in (node for node in root.iter(f"{WORD}t") if node not in numbers):
        offsets[node] = at
        at += len(squeeze(node.text or ""))
    outside = [node for node in root[0].iterchildren(f"{WORD}p") if node.find(f".//{WORD}sectPr") is None]
    outside = [node for node in outside if node.find(f".//{WORD}fldChar") is None]
    paragraphs = [node for node in outside if node.find(f".//{WORD}t") is not None]
    tree = Tree(root, offsets, list(root.iter(f"{WORD}tc")), paragraphs)

    def save() -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for name, content in files.items():
                package.writestr(name, etree.tostring(root) if name == "word/document.xml" else content)
        return out.getvalue()

    return tree, save


def page(data: bytes) -> tuple[Tree, Callable[[], bytes]]:
    """Return an HTML page as a tree."""
    root: Any = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    body = root.find("body")
    offsets: dict[Any, int] = {}
    at = 0
    for text in body.xpath("descendant::text()"):
        if text.is_text:
            offsets[text.getparent()] = at
        at += len(squeeze(text))
    cells = list(body.iter("td", "th"))
    paragraphs = [node for node in body.iter("p", "h2", "h3") if not len(node) and node.getparent().tag == "section"]
    return Tree(root, offsets, cells, paragraphs), lambda: etree.tostring(root, encoding="utf-8", method="html")


def spoil(kind: str, tree: Tree, save: Callable[[], bytes], random: Random) -> Fault | None:
    """Sow one fault; None where this output has no place for it."""
    spots = {
        "digit": _digit,
        "dropped": _dropped,
        "swapped": _swapped,
        "removed": _removed,
        "doubled": _doubled,
        "added": _added,
    }[kind](tree, random)
    return Fault(kind, save(), spots) if spots else None


def _digit(tree: Tree, random: Random) -> tuple[int, ...]:
    node = random.choice([node for node in tree.texts if re.search("[0-9]", node.text)])
    place = random.choice([found.start() for found in re.finditer("[0-9]", node.text)])
    spot = tree.offsets[node] + len(squeeze(node.text[:place]))
    other = random.choice([digit for digit in "0123456789" if digit != node.text[place]])
    node.text = node.text[:place] + other + node.text[place + 1 :]
    return (spot,)


def _dropped(tree: Tree, random: Random) -> tuple[int, ...]:
    filled = [cell for cell in tree.cells if tree.filled(cell)]
    if not filled:
        return ()
    cell = random.choice(filled)
    spot = tree.offsets[tree.filled(cell)[0]]
    cell.getparent().remove(cell)
    return (spot,)


def _swapped(tree: Tree, random: Random) -> tuple[int, ...]:
    """Swap two cells of a row, or of neighbouring rows, that say different things; one may be empty."""
    rows = [[cell for cell in row if cell in tree.cells] for row in {cell.getparent(): None for cell in tree.cells}]
    words = {cell: "".join(node.text for node in tree.filled(cell)) for cell in tree.cells}
    pairs = [
        (one, other)
        for row in rows
        for number, one in enumerate(row)
        for other in row[number + 1 :]
        if words[one] != words[other]
    ]
    if not pairs:
        return ()
    one, other = random.choice(pairs)
    spots = tuple(tree.offsets[node] for cell in (one, other) for node in tree.filled(cell)[:1])
    marker: Any = etree.SubElement(one.getparent(), "marker")
    one.getparent().replace(one, marker)
    other.getparent().replace(other, one)
    marker.getparent().replace(marker, other)
    return spots


def _removed(tree: Tree, random: Random) -> tuple[int, ...]:
    node = random.choice(tree.paragraphs)
    spot = tree.spot(node)
    node.getparent().remove(node)
    return (spot,)


def _doubled(tree: Tree, random: Random) -> tuple[int, ...]:
    node = random.choice(tree.paragraphs)
    length = sum(len(squeeze(found.text or "")) for found in tree.filled(node))
    node.addnext(etree.fromstring(etree.tostring(node, with_tail=False)))
    return tree.spot(node), tree.spot(node) + length


def _added(tree: Tree, random: Random) -> tuple[int, ...]:
    node = random.choice(tree.texts)
    spot = tree.offsets[node] + len(squeeze(node.text))
    node.text += FIGURE
    return (max(spot - 1, 0), spot)


def workbook(data: bytes, random: Random) -> Fault:
    """Change one value of a workbook: a number, or one of the words that its cells share."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        files = {name: package.read(name) for name in package.namelist()}
    name = random.choice([name for name in files if re.search(r"worksheets/sheet\d+\.xml", name)])
    root: Any = etree.fromstring(files[name])
    cells = [cell for cell in root.iter(f"{SHEET}c") if cell.findtext(f"{SHEET}v")]
    cell = random.choice(cells)
    value = cell.find(f"{SHEET}v")
    others = {found.findtext(f"{SHEET}v") for found in cells if found.get("t") == cell.get("t")} - {value.text}
    value.text = random.choice(sorted(others)) if others else "0"
    files[name] = etree.tostring(root)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for part, content in files.items():
            package.writestr(part, content)
    return Fault("value", out.getvalue(), words=(str(cell.get("r")),))
