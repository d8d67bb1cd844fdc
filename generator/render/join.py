"""Joins the drawn parts of a document into one PDF: pages, tags, bookmarks, places and fonts."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from generator.render import faces
from generator.render.drawn import numbered, places
from generator.render.finish import finish

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.model.layout import Layout
    from generator.model.position import Position
    from generator.render.attachments import Attachment
    from generator.render.drawn import Drawn


def join(
    parts: Sequence[Drawn], layout: Layout, titles: Mapping[str, str], files: Sequence[Attachment], sheet: Position
) -> bytes:
    """Return the finished PDF of some parts; the first one's metadata are those of the whole.

    `titles` and `files` are those of `finish`, `sheet` is the pack's style sheet.

    Raises:
        ForeignFontError: a font that isn't the repository's would be embedded.
    """
    needed = faces.build((need for part in parts for need in part.fonts), layout.fonts, sheet)
    with pikepdf.open(BytesIO(parts[0].data)) as whole:
        tags = _Tags(whole)
        _lead(whole, parts[0].names)
        for part in parts[1:]:
            with pikepdf.open(BytesIO(part.data)) as more:
                _lead(more, part.names)
                tags.add(more)
        tags.close()
        _dress(whole, needed)
        _bookmark(whole, parts)
        _name(whole, parts)
        return finish(whole, titles, files)


class _Tags:
    """The tags of a PDF, to which those of others are added with their pages."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf, self.root = pdf, pdf.Root.StructTreeRoot
        self.top = self.root.K[0]
        self.kids = list(self.top.K)
        self.numbers: list[Any] = list(self.root.ParentTree.Nums)

    def add(self, more: pikepdf.Pdf) -> None:
        """Add the pages of a PDF, and its tags."""
        first = len(self.pdf.pages)
        self.pdf.pages.extend(more.pages)
        root = self.pdf.copy_foreign(more.Root.StructTreeRoot)
        for kid in root.K[0].K:
            kid.P = self.top
            self.kids.append(kid)
        after = max((int(number) for number in self.numbers[::2]), default=-1) + 1
        numbers: list[Any] = list(root.ParentTree.Nums)
        for key, value in zip(numbers[::2], numbers[1::2], strict=True):
            self.numbers += (int(key) + after, value)
        for page in self.pdf.pages[first:]:
            page.obj.StructParents += after
            for note in page.obj.get("/Annots", Array()):
                note.StructParent += after

    def close(self) -> None:
        """Write what was added."""
        self.top.K, self.root.ParentTree.Nums = Array(self.kids), Array(self.numbers)


def _lead(pdf: pikepdf.Pdf, names: Mapping[str, str]) -> None:
    """Have the links of a part name places as the whole does."""
    for page in pdf.pages:
        for note in page.get("/Annots", Array()):
            if (name := names.get(str(note.get("/Dest", "")))) is not None:
                note.Dest = String(name)


def _dress(pdf: pikepdf.Pdf, needed: bytes) -> None:
    """Give all pages the same fonts and colours."""
    with pikepdf.open(BytesIO(needed)) as own:
        fonts = pdf.copy_foreign(own.make_indirect(own.Root.Fonts))
    colours = pdf.pages[0].obj.Resources.ColorSpace
    for item in pdf.objects:
        if isinstance(item, Dictionary) and "/ColorSpace" in item and "/Font" in item:
            item.Font, item.ColorSpace = fonts, colours


def _bookmark(pdf: pikepdf.Pdf, parts: Sequence[Drawn]) -> None:
    """Write the bookmarks: each below the last one of a higher level."""
    above = [_Mark(0, pdf.make_indirect(Dictionary()))]
    for part, first in numbered(parts):
        for at, level, words, x, y in part.marks:
            target = Array([pdf.pages[first + at].obj, Name.XYZ, x, y, 0])
            one = _Mark(level, pdf.make_indirect(Dictionary(Title=String(words), Dest=target)))
            while above[-1].level >= level:
                above.pop()
            above[-1].below.append(one)
            above.append(one)
    if above[0].hang():
        pdf.Root.Outlines = above[0].item


@dataclass(slots=True)
class _Mark:
    """A bookmark, or what holds those without another above them."""

    level: int
    item: pikepdf.Object
    below: list[_Mark] = field(default_factory=list)

    def hang(self) -> int:
        """Hang those below under this one; return how many they are."""
        count = sum(1 + mark.hang() for mark in self.below)
        for mark in self.below:
            mark.item.Parent = self.item
        for mark, after in pairwise(self.below):
            mark.item.Next, after.item.Prev = after.item, mark.item
        if self.below:
            self.item.First, self.item.Last, self.item.Count = self.below[0].item, self.below[-1].item, count
        return count


def _name(pdf: pikepdf.Pdf, parts: Sequence[Drawn]) -> None:
    """Write what links lead to."""
    named: list[pikepdf.Object] = []
    for name, (page, x, y) in sorted(places(parts).items()):
        named += (String(name), Array([pdf.pages[page].obj, Name.XYZ, x, y, 0]))
    if named:
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array(named)))
