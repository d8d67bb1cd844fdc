"""Tells where a Word file differs from its page because the two templates of its pack don't say the same words."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from generator.model.finding import Finding, Mark, Severity
from generator.model.position import Position
from generator.verify.labels import Label, at, labels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.model.layout import Layout
    from generator.verify.reading import Gap, Reading
    from generator.verify.reference import Reference

CODE: Final = "JD-004"
_WORD: Final = "document.docx"
_PAGE: Final = "document.html"
# The pages that a pack's page is made with.
_COMMON: Final = ("page.html", "macros.html", "table.html")


class Wording:
    """The words of both templates of a pack; read only where outputs differ."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout

    @cached_property
    def word(self) -> list[Label]:
        """The words of the Word template."""
        return _read(self.layout.file(_WORD))

    @cached_property
    def pages(self) -> list[tuple[str, Label]]:
        """The words of the page template and of those that it is made with, each with its file."""
        files = [self.layout.file(_PAGE), *(self.layout.common / name for name in _COMMON)]
        return [(f"templates/{file.parent.name}/{file.name}", label) for file in files for label in _read(file)]

    def blamed(self, gap: Gap, reading: Reading, reference: Reference) -> Finding | None:
        """Return the finding for a difference that the templates make themselves; None for any other."""
        mine = at(reading.text, gap.begin, gap.end, self.word)
        theirs = at(reference.text, gap.start, gap.stop, (label for _, label in self.pages))
        # What one template says and the other output doesn't at all is beyond doubt.
        sure = [label for label in mine if label.squeezed not in reference.text]
        surely = [label for label in theirs if label.squeezed not in reading.text]
        if not sure and not surely and _touches_content(gap, reference):
            return None
        return self._finding((sure or mine)[:1], (surely or theirs)[:1])

    def _finding(self, mine: Sequence[Label], theirs: Sequence[Label]) -> Finding | None:
        if not mine and not theirs:
            return None
        word, page = (self.layout.place(self.layout.file(name)) for name in (_WORD, _PAGE))
        here = f"{mine[0].place}的字是「{mine[0].text}」" if mine else "没有这几个字"
        files = {label: file for file, label in reversed(self.pages)}
        there = f"{files[theirs[0]]} {theirs[0].place}是「{theirs[0].text}」" if theirs else f"{page.path} 里没有"
        return Finding(
            CODE,
            Severity.ERROR,
            f"Word 模板和网页模板的字不一样：{word.path} {here}，{there}",
            word,
            cause="同一份文件的 Word、网页和 PDF 要印同样的字；这几个字在模板里，不在内容里。",
            hint="内容不用改；两个模板里改正写错的一个。",
            marks=tuple(Mark(Position(files[label], label.line), "网页模板里的字") for label in theirs),
        )


def _read(file: Path) -> list[Label]:
    return labels(file.name, file.read_bytes()) if file.is_file() else []


def _touches_content(gap: Gap, reference: Reference) -> bool:
    """Whether a stretch that should be there takes in any character of the content, or lies inside of a text of it."""
    for start, leaf in zip(reference.starts, reference.leaves, strict=True):
        end = start + len(leaf.text)
        if (start < gap.stop and gap.start < end) or start < gap.start < end:
            return True
    return False
