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


def changed_words(files: Iterable[FileChange], before: Version, after: Version) -> Iterator[Effect]:
    """Yield what the page and Word templates of two states say differently; what text templates say, documents show."""
    for file in files:
        old = file.old_path or file.path
        if file.path.startswith("templates/") and old in before.files and file.path in after.files:
            mine, theirs = (looks.labels(path, side.data(path)) for path, side in ((old, before), (file.path, after)))
            # Where a side has none it can't be read: that the file differs is told without its words.
            if mine and theirs:
                yield from _changed(file.path, mine, theirs)


def _changed(path: str, old: Sequence[Label], new: Sequence[Label]) -> Iterator[Effect]:
    mine, theirs = ([text for text, _ in side] for side in (old, new))
    for kind, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for one, other in zip_longest(old[a:b], new[c:d], fillvalue=("", "")):
            place = f"{WORDS}（{other[1] or one[1]}）"
            yield Effect(path, WORDS, place, one[0], other[0])
