"""Says which text of a document each marked one is, and which are missing or too many."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from generator.model.marks import BEGIN, END, SILENT
from generator.verify.leaves import Leaf

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.verify.leaves import Group

# How far ahead a text is looked for when others stand before it that should not.
_NEAR: Final = 40


def marked(text: str) -> Iterator[tuple[int, str]]:
    """Yield the marked texts of a page, each with its place in the text without marks; silent ones take no room."""
    before, *pieces = text.split(BEGIN)
    at = len(before)
    for piece in pieces:
        leaf, _, rest = piece.partition(END)
        yield at, leaf.removesuffix(SILENT)
        at += (0 if leaf.endswith(SILENT) else len(leaf)) + len(rest)


def match(wanted: list[Group], seen: Sequence[str]) -> tuple[list[Leaf | None], list[Leaf], list[Leaf]]:
    """Say which text each marked one is; return what is missing, and what is printed again, too."""
    matching = _Matching(seen)
    for index, group in enumerate(wanted):
        following = next((leaf.text for later in wanted[index + 1 :] for leaf in later.leaves), "")
        if group.is_form:
            matching.form(group.leaves, following)
        else:
            for leaf in group.leaves:
                matching.one(leaf)
    matching.rest()
    return matching.matched, matching.missing, matching.extra


class _Matching:
    """Goes through the marked texts of a page once."""

    def __init__(self, seen: Sequence[str]) -> None:
        self.seen = seen
        self.matched: list[Leaf | None] = []
        self.missing: list[Leaf] = []
        self.extra: list[Leaf] = []

    def one(self, leaf: Leaf) -> None:
        """Match a text that has to come next; a title may be printed as several lines."""
        at = len(self.matched)
        text = ""
        while at < len(self.seen) and len(text) < len(leaf.text) and leaf.text.startswith(text + self.seen[at]):
            text += self.seen[at]
            at += 1
        if text == leaf.text:
            self.matched += [leaf] * (at - len(self.matched))
        elif leaf.text in self.seen[len(self.matched) :][:_NEAR]:
            self.surplus()
            self.one(leaf)
        else:
            self.missing.append(leaf)

    def form(self, leaves: Sequence[Leaf], following: str) -> None:
        """Match the texts of a form, which stand in any order, up to what follows the form."""
        left = Counter(leaf.text for leaf in leaves)
        by_text: dict[str, list[Leaf]] = {}
        for leaf in leaves:
            by_text.setdefault(leaf.text, []).append(leaf)
        while len(self.matched) < len(self.seen):
            text = self.seen[len(self.matched)]
            if left[text]:
                same = by_text[text]
                self.matched.append(same[len(same) - left[text]])
                left[text] -= 1
            elif text in by_text and not (following == text and not left.total()):
                self.extra.append(by_text[text][-1])
                self.matched.append(by_text[text][-1])
            else:
                break
        self.missing += [leaf for text, number in left.items() for leaf in by_text[text][len(by_text[text]) - number :]]

    def surplus(self) -> None:
        """Pass over a text that should not stand here."""
        last = next((leaf for leaf in reversed(self.matched) if leaf), None)
        text = self.seen[len(self.matched)]
        self.extra.append(replace(last, text=text) if last else Leaf("开头", text, None, -1))
        self.matched.append(None)

    def rest(self) -> None:
        """Pass over all that is left."""
        while len(self.matched) < len(self.seen):
            self.surplus()
