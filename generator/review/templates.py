"""Finds the words that templates say differently: once for each template, wherever its documents print them."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeAlias

from generator import looks
from generator.model.review import Effect

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.model.review import FileChange
    from generator.review.versions.version import Version

# A stretch of words, and where it stands in its file.
Label: TypeAlias = tuple[str, str]
WORDS = "模板里的字"
TWINS = {"document.docx": "document.html", "document.html": "document.docx"}


def changed_words(files: Iterable[FileChange], before: Version, after: Version) -> Iterator[Effect]:
    """Yield what the page and Word templates of two states say differently; what text templates say, documents show."""
    for file in files:
        old = file.old_path or file.path
        if file.path.startswith("templates/") and old in before.files and file.path in after.files:
            mine, theirs = (looks.labels(path, side.data(path)) for path, side in ((old, before), (file.path, after)))
            # Where a side has none it can't be read: that the file differs is told without its words.
            if mine and theirs:
                yield from _changed(file.path, mine, theirs, _Twin(file.path, after))


class _Twin:
    """The template of a pack for the other formats, which has to say the same words."""

    def __init__(self, path: str, version: Version) -> None:
        folder, _, name = path.rpartition("/")
        self.name = TWINS.get(name, "")
        path = f"{folder}/{self.name}"
        self.words = {text for text, _ in looks.labels(path, version.data(path))} if path in version.files else set()

    def warning(self, old: str, new: str) -> str:
        """Return what has to be said where this one still says the old words; a build refuses two that differ."""
        stays = old in self.words and new not in self.words
        return f"；{self.name} 里仍是原来的字，两个模板要一样" if stays else ""


def _changed(path: str, old: Sequence[Label], new: Sequence[Label], twin: _Twin) -> Iterator[Effect]:
    mine, theirs = ([text for text, _ in side] for side in (old, new))
    for kind, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for one, other in zip_longest(old[a:b], new[c:d], fillvalue=("", "")):
            place = f"{WORDS}（{other[1] or one[1]}{twin.warning(one[0], other[0])}）"
            yield Effect(path, WORDS, place, one[0], other[0])
