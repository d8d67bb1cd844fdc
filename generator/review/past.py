"""What commits printed: each year of a department is read once for each state that it had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.places import places
from generator.review.versions.placing import place, remove
from generator.review.versions.version import FONTS
from generator.series import Series

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from generator.system.git import Leaf
    from generator.system.objects import Objects

# The folders of a province, a department and a year, below content/.
DEPTH = 3


class Past:
    """The states of a repository, as far as a query asks. `space` is an empty folder to read from."""

    def __init__(self, objects: Objects, prefix: str, query: str, space: Path) -> None:
        self._objects, self._prefix, self._query, self._space = objects, prefix, query, space
        self._series = Series(space)
        # What lies in the space, by path, with hashes.
        self._there: dict[str, str] = {}
        self._years: dict[tuple[str, ...], dict[str, str] | None] = {}
        self._states: dict[str, dict[str, dict[str, str]]] = {}

    def printed(self, commit: str, parents: Sequence[str] = ()) -> dict[str, str]:
        """Return what a commit printed in the places asked for, by document and place.

        A year that can't be read counts as it was in the first parent; parents have to be asked for before.
        """
        if commit not in self._states:
            before = self._states[parents[0]] if parents else {}
            self._states[commit] = dict(self._read(commit, before))
        return {name: text for year in self._states[commit].values() for name, text in year.items()}

    def _read(self, commit: str, before: dict[str, dict[str, str]]) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield each year's folder of a commit with what it printed."""
        root = self._objects.below(self._objects.root_tree(commit), self._prefix) or ""
        content, templates = (self._objects.below(root, name) if root else None for name in ("content", "templates"))
        if content is None or templates is None:
            return
        shared = [leaf for leaf in self._objects.tree(content) if leaf.is_file]
        state = (templates, *(f"{leaf.path} {leaf.hash}" for leaf in shared))
        for folder, tree in self._folders(content, "content", DEPTH):
            key = (folder, tree, *state)
            if key not in self._years:
                self._place("templates", self._objects.leaves(templates))
                self._place("content/*", iter(shared))
                self._place(folder, self._objects.leaves(tree))
                self._years[key] = self._printed(folder)
            known = self._years[key]
            yield folder, before.get(folder, {}) if known is None else known

    def _folders(self, tree: str, path: str, depth: int) -> Iterator[tuple[str, str]]:
        if not depth:
            yield path, tree
            return
        for leaf in self._objects.tree(tree):
            if leaf.is_folder:
                yield from self._folders(leaf.hash, f"{path}/{leaf.path}", depth - 1)

    def _place(self, folder: str, leaves: Iterator[Leaf]) -> None:
        """Make a folder of the space hold some files and nothing else; only what differs is written."""
        top = folder.removesuffix("/*")
        wanted = {f"{top}/{leaf.path}": leaf.hash for leaf in leaves if leaf.is_file}
        wanted = {path: name for path, name in wanted.items() if not path.startswith(FONTS)}
        depth = top.count("/") + 1 if folder != top else None
        for path in [path for path in self._there if path.startswith(f"{top}/") and path not in wanted]:
            if depth is None or path.count("/") == depth:
                remove(self._space, path)
                del self._there[path]
        for path, name in wanted.items():
            if self._there.get(path) != name:
                place(self._space, path, self._objects.file(name))
                self._there[path] = name

    def _printed(self, folder: str) -> dict[str, str] | None:
        """Return what the documents of a year's folder in the space print; None if it can't be read."""
        made = self._series.documents([self._space / folder])
        if made is None:
            return None
        return {
            f"《{document.title_text}》{place.name}": place.text.plain
            for document in made
            for place in places(document)
            if place.answers(self._query) and any(run.figure for run in place.text.runs)
        }
