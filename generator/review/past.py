"""What commits printed: each year of a department is read once for each state that it and its last year had."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.load.survey import REGIONS, regions
from generator.model.accounts import CHARTS
from generator.model.places import meant, places
from generator.review.versions.older import Source, carried, stand_ins
from generator.review.versions.placing import place, remove
from generator.review.versions.version import FONTS
from generator.review.versions.years import beside
from generator.series import Series

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.system.git import Leaf
    from generator.system.objects import Objects

# The folders of a province, a department and a year, below content/.
DEPTH = 3
# No hash: what lies there is no commit's.
ANEW = ""
NOTHING: Mapping[str, bytes | None] = MappingProxyType({})


class Past:
    """The states of a repository, as far as a query asks. `space` is an empty folder to read from."""

    def __init__(self, objects: Objects, prefix: str, query: str, space: Path, present: str) -> None:
        self._objects, self._prefix, self._query, self._space = objects, prefix, query, space
        # The commit whose packs print for those of an older form.
        self._present = present
        self._series = Series(space)
        # What lies in the space, by path, with hashes.
        self._there: dict[str, str] = {}
        self._years: dict[tuple[str, ...], dict[str, str] | None] = {}
        self._states: dict[str, dict[str, dict[str, str]]] = {}
        self._packs: dict[str, dict[str, str]] = {}
        # The packs among them that the present form needs written otherwise, as it does.
        self._anew: dict[str, dict[str, bytes | None]] = {}

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
        content, templates = (self._top(commit, name) for name in ("content", "templates"))
        if content is None or templates is None:
            return
        shared = [leaf for leaf in self._objects.tree(content) if leaf.is_file]
        charts = self._objects.below(content, CHARTS.removeprefix("content/"))
        state = (templates, charts or "", *(f"{leaf.path} {leaf.hash}" for leaf in shared))
        years = dict(self._folders(content, "content", DEPTH))
        for folder, tree in years.items():
            last = beside(folder, -1) or ""
            key = (folder, tree, years.get(last, ""), *state)
            if key not in self._years:
                self._place("templates", self._templates(templates), self._anew[templates])
                # A budget compares with last year's; a folder that another commit left here is not this one's.
                beside_it = {last: years.get(last)} if last else {}
                given = {"content/*": _files("content", shared)} | {
                    below: _files(below, self._objects.leaves(found)) if found else {}
                    for below, found in {CHARTS: charts, **beside_it, folder: tree}.items()
                }
                self._years[key] = self._year(folder, given, self._packs[templates])
            known = self._years[key]
            yield folder, before.get(folder, {}) if known is None else known
        yield from self._regions(content, templates, before)

    def _regions(
        self, content: str, templates: str, before: dict[str, dict[str, str]]
    ) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield what the regions of a commit printed: sums over departments, wherever these are."""
        if self._objects.below(content, REGIONS.removeprefix("content/")) is None:
            return
        files = _files("content", self._objects.leaves(content))
        for path in regions(files):
            key = (path, content, templates)
            if key not in self._years:
                self._place("templates", self._templates(templates), self._anew[templates])
                self._years[key] = self._year(path, {"content": files}, self._packs[templates])
            known = self._years[key]
            yield path, before.get(path, {}) if known is None else known

    def _top(self, commit: str, name: str) -> str | None:
        """Return the tree of a folder at the top of a commit's repository; None where there is none."""
        root = self._objects.below(self._objects.root_tree(commit), self._prefix)
        return self._objects.below(root, name) if root else None

    def _templates(self, tree: str) -> dict[str, str]:
        """Return the templates to print a state with, by path: its own, but for packs of an older form."""
        if tree not in self._packs:
            own = _files("templates", self._objects.leaves(tree))
            now = self._top(self._present, "templates")
            others = _files("templates", self._objects.leaves(now)) if now else {}
            found = stand_ins(self._source(own), [self._source(others)])
            self._packs[tree] = {path: name for path, name in own.items() if not found.replace(path)}
            self._packs[tree] |= {path: others[path] for path in found.files}
            self._anew[tree] = carried(self._source(self._packs[tree]))
        return self._packs[tree]

    def _source(self, files: Mapping[str, str]) -> Source:
        return Source(files, lambda path: self._objects.file(files[path]))

    def _year(
        self, folder: str, given: Mapping[str, Mapping[str, str]], packs: Mapping[str, str]
    ) -> dict[str, str] | None:
        """Return what a year's folder printed, of files by their folders; one that can't be read may be older."""
        for top, files in given.items():
            self._place(top, files)
        printed = self._printed(folder)
        everything = {**packs, **{path: name for files in given.values() for path, name in files.items()}}
        if printed is None and (anew := carried(self._source(everything))):
            for top, files in given.items():
                self._place(top, files, anew)
            printed = self._printed(folder)
        return printed

    def _folders(self, tree: str, path: str, depth: int) -> Iterator[tuple[str, str]]:
        if not depth:
            yield path, tree
            return
        for leaf in self._objects.tree(tree):
            if leaf.is_folder:
                yield from self._folders(leaf.hash, f"{path}/{leaf.path}", depth - 1)

    def _place(self, folder: str, wanted: Mapping[str, str], anew: Mapping[str, bytes | None] = NOTHING) -> None:
        """Make a folder of the space hold some files and nothing else; only what differs is written.

        Some may have other bytes there than in their commit (`anew`).
        """
        top = folder.removesuffix("/*")
        depth = top.count("/") + 1 if folder != top else None
        for path in [path for path in self._there if path.startswith(f"{top}/") and path not in wanted]:
            if depth is None or path.count("/") == depth:
                remove(self._space, path)
                del self._there[path]
        for path, name in wanted.items():
            if path in anew:
                self._put(path, anew[path])
            elif self._there.get(path) != name:
                place(self._space, path, self._objects.file(name))
                self._there[path] = name

    def _put(self, path: str, data: bytes | None) -> None:
        """Put other bytes in the place of a file's own; None takes the file away."""
        if data is not None:
            place(self._space, path, data)
            self._there[path] = ANEW
        elif path in self._there:
            remove(self._space, path)
            del self._there[path]

    def _printed(self, folder: str) -> dict[str, str] | None:
        """Return what the documents of a year's folder in the space print; None if it can't be read."""
        made = self._series.documents([self._space / folder])
        if made is None:
            return None
        return {
            f"《{document.title_text}》{place.name}": place.text.plain
            for document in made
            for place in meant(places(document), self._query)
            if any(run.figure for run in place.text.runs)
        }


def _files(folder: str, leaves: Iterable[Leaf]) -> dict[str, str]:
    """Return the hashes of the files of a folder by their paths; fonts print nothing."""
    paths = {f"{folder}/{leaf.path}": leaf.hash for leaf in leaves if leaf.is_file}
    return {path: name for path, name in paths.items() if not path.startswith(FONTS)}
