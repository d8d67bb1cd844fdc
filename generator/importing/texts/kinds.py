"""Which document of a pack a file is: the one whose title and headings stand in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.importing.texts.script import Script
from generator.importing.words import plain
from generator.model.imports import Grade, Remark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.importing.files.paper import Paper
    from generator.importing.ground import Ground

# What documents of one file of the content are about; those of a region are sums of departments'.
_OBJECTS: Final = ("部门", "单位", "项目")
_LONGEST_TITLE: Final = 4  # lines


class Kinds:
    """The documents that a pack makes, by name, each with what its text template can say."""

    def __init__(self, ground: Ground, kind: str) -> None:
        """Read the text templates; `kind` is the only one that counts, where people say which it is."""
        self._specs = {
            name: spec for name, spec in ground.pack.documents.items() if spec.object in _OBJECTS and kind in {"", name}
        }
        self.scripts = {name: Script(ground.layout, spec.text.text) for name, spec in self._specs.items()}

    def is_of_budget(self, kind: str) -> bool:
        """Whether a document is about the money of a department or unit."""
        return self._specs[kind].object != "项目"

    def of(self, paper: Paper, remarks: list[Remark]) -> str:
        """Return which document a file is; "" for one without text. Where several are as good, that is told."""
        if not paper.lines:
            return ""
        words = {plain(line.text) for line in paper.lines}
        lines = [line.text.replace("\n", "") for line in paper.lines[:_LONGEST_TITLE]]
        titles = ["".join(lines[: count + 1]) for count in range(len(lines))]
        fits = {name: script.fits(words, titles) for name, script in self.scripts.items()}
        best, *others = sorted(fits, key=lambda name: fits[name], reverse=True)
        alike = [best, *(name for name in others if fits[name] == fits[best])]
        if len(alike) > 1:
            why = f"像{'、'.join(f'「{name}」' for name in alike)}，照「{best}」读"
            remarks.append(Remark(Grade.DECIDE, paper.file, "", why, "不对的，加上 --document 文书的名字，再导入。"))
        return best

    def made(self, kinds: Sequence[str]) -> list[str]:
        """Return which documents there are: those of files with text, and of tables alone that of a budget."""
        budgets = [name for name in self.scripts if self.is_of_budget(name)]
        has_budget = not set(budgets).isdisjoint(kinds)
        tables = budgets[:1] or list(self.scripts) if "" in kinds and not has_budget else []
        return [name for name in self.scripts if name in {*kinds, *tables}]

    def titles(self) -> dict[str, list[str]]:
        """Return what documents call the tables."""
        found: dict[str, list[str]] = {}
        for script in self.scripts.values():
            for table, titles in script.titles().items():
                found.setdefault(table, []).extend(titles)
        return found

    def title_names(self, text: str) -> list[tuple[str, str]]:
        """Return what the label and title of an annex say; nothing where a text is none."""
        return next((found for script in self.scripts.values() if (found := script.title_names(text))), [])
