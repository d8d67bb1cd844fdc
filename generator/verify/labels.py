"""The words of page and Word templates, and where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.verify import word
from generator.verify.reading import ReadingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PAGE: Final = ".html"
WORD: Final = ".docx"
_CODE: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<!--.*?-->|<style\b.*?</style>", re.DOTALL)
_PIECE: Final = re.compile(r"<[^>]*>|[^<]+")
# What only a screen reader says.
_SPOKEN: Final = re.compile(r'\b(?:aria-label|alt|title|data-[\w-]+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Label:
    """A stretch of words, and its place in its file."""

    text: str
    place: str


def labels(name: str, data: bytes) -> list[Label]:
    """Return the words of a template without its tags, in the order of the file; none of what can't be read."""
    found: Iterable[Label] = ()
    if name.endswith(WORD):
        found = _of_word(data)
    elif name.endswith(PAGE):
        found = _of_page(data.decode(errors="replace"))
    return [label for label in found if label.text]


def _of_word(data: bytes) -> Iterator[Label]:
    try:
        lines = word.lines(data)
    except ReadingError:
        return
    for text, place in lines:
        yield from (Label(piece.strip(), place) for piece in _CODE.split(text))


def _of_page(source: str) -> Iterator[Label]:
    text = _CODE.sub(lambda found: "\0" + "\n" * found[0].count("\n"), source)
    line = 1
    for piece in _PIECE.findall(text):
        if piece.startswith("<"):
            yield from (Label(spoken.strip(), f"第{line}行") for spoken in _SPOKEN.findall(piece))
        else:
            for offset, words in enumerate(piece.split("\n")):
                place = f"第{line + offset}行"
                yield from (Label(part.strip(), place) for part in words.split("\0"))
        line += piece.count("\n")
