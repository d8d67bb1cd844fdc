"""The words of a pack's own in its page and Word templates, and where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.verify import word
from generator.verify.leaves import squeeze
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
    """A stretch of words, and its place in its file; `line` counts from 1 and is 1 in Word files."""

    text: str
    place: str
    line: int = 1

    @property
    def squeezed(self) -> str:
        """The words without white space."""
        return squeeze(self.text)


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
            yield from (Label(spoken.strip(), f"第{line}行", line) for spoken in _SPOKEN.findall(piece))
        else:
            for offset, words in enumerate(piece.split("\n")):
                place = f"第{line + offset}行"
                yield from (Label(part.strip(), place, line + offset) for part in words.split("\0"))
        line += piece.count("\n")


def at(text: str, start: int, stop: int, known: Iterable[Label]) -> list[Label]:
    """Return the labels that stand in a text where a stretch of it does, the longest first."""
    found = [label for label in known if _touches(text, label.squeezed, start, stop)]
    return sorted(dict.fromkeys(found), key=lambda label: -len(label.squeezed))


def _touches(text: str, words: str, start: int, stop: int) -> bool:
    """Whether words stand in a text over a stretch, or around it where it is empty."""
    here = text.find(words, max(start - len(words), 0)) if words else -1
    while 0 <= here <= stop:
        if (here < stop and start < here + len(words)) or (start == stop and here <= start <= here + len(words)):
            return True
        here = text.find(words, here + 1)
    return False
