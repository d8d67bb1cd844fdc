"""Which characters the repository's fonts can print, and which fonts a document needs."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from generator.model.finding import Finding, error
from generator.render import cmap

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.model.document import Document
    from generator.model.layout import Layout
    from generator.model.position import Position
    from generator.model.text import Run

# The body's font and the two that stand behind every other one in the style sheets: a character that one of
# these has can be printed in any place.
COMMON: Final = ("FangSong.ttf", "Song.ttf")
RARE: Final = "Rare.ttf"
# What whoever keeps the templates adds for names in 扩展 B to H, of which no free font is small.
EXTRA: Final = "Extra.ttf"
_BEYOND: Final = range(0x20000, 0x32400)


def missing_glyphs(document: Document, layout: Layout) -> list[Finding]:
    """Return one finding for each character that no font has, and each stretch of text where it is written."""
    seen: dict[tuple[str, Position | None], Finding] = {}
    runs = [run for text in document.leaves() for run in text.runs]
    # Nearly every document is printable throughout: ask once for each character that it uses.
    lacking = set(unprintable("".join(run.text for run in runs), layout))
    for run in runs if lacking else ():
        for offset, character in enumerate(run.text):
            position = _source(run)
            if character in lacking and (character, position) not in seen:
                seen[character, position] = _finding(character, _spot(run, offset))
    return list(seen.values())


def is_common(character: str, layout: Layout) -> bool:
    """Whether a character can be printed without the (large) font of rare characters."""
    return ord(character) in _common(layout.fonts)


def unprintable(characters: Iterable[str], layout: Layout) -> list[str]:
    """Return the characters that no font has, each once, in the order of their code points."""
    common = _common(layout.fonts)
    uncommon = sorted(character for character in set(characters) if ord(character) not in common)
    return [character for character in uncommon if ord(character) not in _rare(layout)]


def _source(run: Run) -> Position | None:
    return run.source or (run.figure.position if run.figure else None)


def _spot(run: Run, offset: int) -> Position | None:
    """Return the place of one character, where the run stands in its file as it is printed."""
    source = _source(run)
    if source and not run.figure and source.length == len(run.text):
        return replace(source, column=source.column + offset, length=1)
    return source


def has_extra(layout: Layout) -> bool:
    """Whether there is a font for what the others lack."""
    return (layout.fonts / EXTRA).is_file()


def _rare(layout: Layout) -> frozenset[int]:
    names = (RARE, EXTRA) if has_extra(layout) else (RARE,)
    return _printable(tuple((layout.fonts / name).resolve() for name in names))


@cache
def _common(folder: Path) -> frozenset[int]:
    # Linked fonts (many repositories can share one set) are read once.
    return _printable(tuple((folder / name).resolve() for name in COMMON))


@cache
def _printable(files: tuple[Path, ...]) -> frozenset[int]:
    return frozenset[int]().union(*map(_covered, files))


@cache
def _covered(path: Path) -> frozenset[int]:
    try:
        return cmap.characters(path)
    except cmap.UnusualError:
        from fontTools.ttLib import TTFont  # noqa: PLC0415 - the fonts of the repository want none of it

        with TTFont(path, lazy=True) as font:
            return frozenset(font.getBestCmap())


def _finding(character: str, position: Position | None) -> Finding:
    code = f"U+{ord(character):04X}"
    shown = f"「{character}」（{code}）" if character.isprintable() else f"看不见的字符 {code}"
    if ord(character) in _BEYOND:
        return _beyond(shown, position)
    return error(
        "WZ-001",
        f"字库里没有{shown}，印不出来",
        position,
        cause="PDF 只用本仓库 templates/common/fonts 里的字体，这些字体都没有这个字符；用别的字体代替会使各台机器印得不一样。",
        hint="核对是不是录入错误、表情符号或从别处粘贴来的特殊符号，换成通用的字或符号；确需这个字时，请维护模板的人补充字体。",
    )


def _beyond(shown: str, position: Position | None) -> Finding:
    return error(
        "WZ-001",
        f"字库里没有{shown}，这是扩展 B 到 H 区的生僻字",
        position,
        cause="这些区有五六万字，随程序带的字体只有常用的生僻字；用机器上装的字体代替会使各台机器印得不一样。",
        hint="核对是不是录入错误。确是人名、地名用字的，请维护模板的人把有这个字的 TrueType 字体存成 "
        f"templates/common/fonts/{EXTRA}，不用设置；怎样做见 docs/templates.md 的「字库里没有的字」。",
    )
