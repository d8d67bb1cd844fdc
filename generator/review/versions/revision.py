"""A revision of git, read as data: nothing is checked out, no attribute obeyed, nothing of it run."""

from __future__ import annotations

import os
import tempfile
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from generator.model.legible import legible
from generator.review.versions.older import Source, carried, source, stand_ins
from generator.review.versions.placing import inside, place
from generator.review.versions.version import FONTS, Version, cannot, is_read
from generator.review.versions.years import beside, year_of
from generator.system import git
from generator.system.git import Leaf
from generator.system.objects import ObjectError, Objects

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.model.finding import FindingError

MOST_HOPS = 40


class Revision(Version):
    """The files of a commit; `name` is what people called it. To be used in a `with`."""

    def __init__(self, root: Path, name: str, commit: str) -> None:
        self._root, self._name, self._commit = root, name, commit
        self._objects = Objects(root)
        # Git names the files of a commit from the top of its repository, and ours may lie deeper.
        self._prefix = git.prefix(root)
        self._space = tempfile.TemporaryDirectory()
        self._placed: set[str] = set()

    def __exit__(self, *problem: object) -> None:
        self._objects.__exit__(*problem)
        self._space.cleanup()

    @cached_property
    def files(self) -> Mapping[str, Leaf]:
        """Every file, link and submodule; links in what is read count as the files that they lead to."""
        try:
            tree = self._objects.below(self._objects.root_tree(self._commit), self._prefix)
            found = {leaf.path: leaf for leaf in self._objects.leaves(tree)} if tree else {}
        except ObjectError as problem:
            raise self._refusal(str(problem)) from problem
        return {
            path: self._target(leaf, found) if leaf.is_link and is_read(path) else leaf for path, leaf in found.items()
        }

    def data(self, path: str) -> bytes:
        """Return the bytes of a file."""
        return self._bytes(self.files[path])

    def folder(self, years: Iterable[str], others: Sequence[Version] = ()) -> Path:
        """Write what is asked for, and all that every year shares, into a folder of its own; fonts are linked."""
        into = Path(self._space.name)
        wanted: set[str | None] = {None, *years}
        wanted |= {beside(year, -1) for year in wanted if year}
        paths = [
            path for path, leaf in self.files.items() if is_read(path) and leaf.is_file and year_of(path) in wanted
        ]
        anew = carried(Source(paths, self.data))
        found = stand_ins(Source(paths, self.data), (source(other) for other in others))
        self.carried = {*self.carried, *anew}
        self.replaced = {*self.replaced, *found.packs}
        for path in (*paths, *found.files):
            if path not in self._placed and (path in found.files or not found.replace(path)):
                if anew.get(path, b"") is not None:
                    self._place(path, into, found.files[path].read(path) if path in found.files else anew.get(path))
                self._placed.add(path)
        for top in ("content", "templates"):
            (into / top).mkdir(exist_ok=True)
        return into

    def _place(self, path: str, into: Path, anew: bytes | None) -> None:
        """Write a file, with its own bytes unless others are given."""
        try:
            if not path.startswith(FONTS) or not self._is_linked(self.files[path], inside(into, path)):
                data = self.data(path) if anew is None else anew
                place(into, path, data, is_new=True)  # Two names may be one to Windows or macOS.
        except OSError as problem:
            raise self._refusal(f"「{legible(path)}」在这台机器上写不出来") from problem

    def _is_linked(self, font: Leaf, target: Path) -> bool:
        """Link a font that is the same in the present files: fonts hardly ever change and are large."""
        present = self._root / font.path
        if not present.is_file() or git.file_hash(present.read_bytes(), font.hash) != font.hash:
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            target.symlink_to(present)
        except OSError:  # Windows lets few users make links.
            return False
        return True

    def _bytes(self, leaf: Leaf) -> bytes:
        try:
            return self._objects.file(leaf.hash)
        except ObjectError as problem:
            raise self._refusal(f"读不出「{legible(leaf.path)}」：{problem}") from problem

    def _target(self, link: Leaf, found: Mapping[str, Leaf]) -> Leaf:
        """Return the file that a link leads to, under the link's name."""
        waiting = link.path.split("/")[::-1]
        at: list[str] = []
        hops = 0
        while waiting:
            part = waiting.pop()
            if part in {"", "."}:
                continue
            if part == "..":
                if not at:
                    raise self._outside(link)
                at.pop()
                continue
            at.append(part)
            leaf = found.get("/".join(at))
            if leaf and leaf.is_link:
                hops += 1
                text = os.fsdecode(self._bytes(leaf))
                if text.startswith("/") or hops > MOST_HOPS:
                    raise self._outside(link)
                at.pop()
                waiting += text.split("/")[::-1]
        target = found.get("/".join(at))
        if target is None or not target.is_file or not is_read(target.path):
            raise self._outside(link)
        return Leaf(target.mode, target.hash, link.path)

    def _outside(self, link: Leaf) -> FindingError:
        what = f"「{legible(link.path)}」是链接，指向的不是 content/ 或 templates/ 里的文件"
        return self._refusal(what, "把这个链接换成普通的文件或文件夹。")

    def _refusal(self, why: str, hint: str = "") -> FindingError:
        return cannot(f"版本「{legible(self._name)}」里{why}", hint or "请提交这个版本的人改好，或换一个版本比较。")
