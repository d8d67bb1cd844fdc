"""A folder as it lies there: the present files, or a state that somebody unpacked."""

from __future__ import annotations

import os
import stat
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from generator.review.versions.version import FONTS, READ, Version, cannot
from generator.system import git
from generator.system.git import Leaf
from generator.system.look import MIB, Fault, Kind, look

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

LARGEST = 64 * MIB
FILE, LINK, OTHER = "100644", "120000", ""
# What stands in a folder that git knows nothing of, and is no part of it.
STRANGE = {"__pycache__", "build", "node_modules"}


class Folder(Version):
    """The files of a folder. `like` is a hash of the repository's kind, which those of the files have to be of."""

    def __init__(self, root: Path, like: str = "") -> None:
        self._root, self._like = root, like

    def __exit__(self, *_: object) -> None:
        """Leave the folder alone."""

    @cached_property
    def files(self) -> Mapping[str, Leaf]:
        """Every file that is or could be committed, and all that is read, ignored or not."""
        return {path: self._leaf(path) for path in sorted({*self._others(), *self._walk(READ)})}

    def data(self, path: str) -> bytes:
        """Return the bytes of a file."""
        return (self._root / path).read_bytes()

    def folder(self, years: Iterable[str], others: Sequence[Version] = ()) -> Path:  # noqa: ARG002 - everything is there
        """Return the folder itself."""
        return self._root

    def _fault(self, path: str, home: str) -> Fault | None:
        """Return what keeps a file of the content or of a template from being read; fonts may be another state's."""
        is_free = home not in READ or path.startswith(FONTS)
        return None if is_free else look(self._root / path, self._root / home, LARGEST)

    def _others(self) -> Iterator[str]:
        """Yield the files that git knows or would take; of a folder without git all but caches and outputs."""
        said = git.run(self._root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
        if said is not None and (self._root / ".git").exists():
            paths = map(os.fsdecode, said.split(b"\0")[:-1])
            yield from (path for path in paths if os.path.lexists(self._root / path))
            return
        for entry in sorted(self._root.iterdir()):
            if entry.is_file():
                yield entry.name
            elif entry.name in {".ci", ".github", ".vscode"} or not entry.name.startswith("."):
                yield from self._walk([entry.name])

    def _walk(self, tops: Iterable[str]) -> Iterator[str]:
        """Yield what lies in folders, themselves links or not; links to folders in them are not followed."""
        for top in tops:
            if top in STRANGE:
                continue
            for folder, below, names in os.walk(self._root / top):
                links = [name for name in below if Path(folder, name).is_symlink()]
                below[:] = [name for name in below if name not in {*STRANGE, *links}]
                yield from (Path(folder, name).relative_to(self._root).as_posix() for name in [*names, *links])

    def _leaf(self, path: str) -> Leaf:
        """Return what stands at a path; what is read counts as the file that a link leads to, unless it leads away."""
        file = self._root / path
        home = path.partition("/")[0]
        try:
            fault = self._fault(path, home)
            status = file.stat() if home in READ and fault is None else file.lstat()
            if fault and fault.kind is Kind.LARGE:
                return Leaf(OTHER, str(status.st_size), path)
            if stat.S_ISREG(status.st_mode):
                return Leaf(FILE, git.file_hash(file.read_bytes(), self._like), path)
        except FileNotFoundError:
            status = file.lstat()
        except OSError as problem:
            raise cannot(f"「{path}」读不出", "看看这个文件的权限，或换一个版本比较。") from problem
        if stat.S_ISLNK(status.st_mode):
            return Leaf(LINK, git.file_hash(os.fsencode(file.readlink()), self._like), path)
        return Leaf(OTHER, "", path)
