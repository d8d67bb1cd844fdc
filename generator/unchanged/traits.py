"""What identifies a state: the bytes of every file that decides what a run says, and what git and the system add."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from functools import cache
from pathlib import Path
from typing import Final

from generator.system import libraries
from generator.system.digests import digest_file
from generator.system.look import MIB

PROGRAM: Final = Path(__file__).parent.parent
COMPILED: Final = "__pycache__"
# What a run writes into its output folder. Whatever else lies there counts by its name.
OUTPUTS: Final = (".docx", ".pdf", ".html", ".xlsx", ".json")
# More than this is no content of anybody's, and a run has its own words for it.
LARGEST: Final = 512 * MIB
DEEPEST: Final = 40


class UnknowableError(Exception):
    """Raised where a state can't be told from others: the run has to look for itself."""


class Traits:
    """What is noted of a state, in order; `digests` are those of its files."""

    def __init__(self) -> None:
        self._all = hashlib.sha256()
        self.digests: dict[str, str] = {}

    @property
    def digest(self) -> str:
        """The hash of all that was noted so far."""
        return self._all.hexdigest()

    def note(self, *words: object) -> None:
        """Note some words; where each ends is part of it."""
        self._all.update(ascii(words).encode())

    def file(self, path: Path, *, is_read: bool = True) -> None:
        """Note a file: whether it is there, where it leads to as a link, and its bytes."""
        try:
            if path.is_symlink():
                self.note("link", path.readlink())
            status = path.stat()
        except (FileNotFoundError, NotADirectoryError):
            self.note("nothing", path)
            return
        if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
            raise UnknowableError(path)
        self.note(path, self._digest(path) if is_read else "")

    def folder(self, top: Path, kinds: tuple[str, ...] = ("",), above: tuple[tuple[int, int], ...] = ()) -> None:
        """Note all that lies in a folder; of files of other kinds the names only.

        A link may lead out of the repository, where nothing is read: with one the state can't be told.
        """
        status = top.lstat()
        place = (status.st_dev, status.st_ino)
        if stat.S_ISLNK(status.st_mode) or place in above or len(above) > DEEPEST:
            raise UnknowableError(top)
        self.note("folder", top)
        with os.scandir(top) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        for entry in entries:
            if entry.is_symlink():
                raise UnknowableError(entry.path)
            if not entry.is_dir():
                self.file(Path(entry.path), is_read=entry.name.endswith(kinds))
            elif entry.name != COMPILED:
                self.folder(Path(entry.path), kinds, (*above, place))
        self.note("end")

    def _digest(self, path: Path) -> str:
        found = self.digests[str(path)] = digest_file(path)
        return found


def inputs(root: Path) -> Traits:
    """Return what decides what a run in a repository says, but for its options.

    Raises:
        UnknowableError: it can't be told.
        OSError: something can't be read.
    """
    found = surroundings(root)
    watched = root / PROGRAM.name  # The manifest tells whether the program of the repository is the committed one.
    lock = root / "requirements.lock"
    if watched.is_symlink() or lock.is_symlink():
        raise UnknowableError(root)
    if not watched.exists() or not watched.samefile(PROGRAM):
        (found.folder if watched.is_dir() else found.file)(watched)
    found.folder(root / "content")
    _git(found, root)
    return found


def surroundings(root: Path) -> Traits:
    """Return what decides what is said of every content: the program and what it runs on, the templates, the lock.

    Raises as `inputs` does.
    """
    found = Traits()
    found.note(sys.prefix, *runtime())
    found.folder(PROGRAM)
    found.folder(root / "templates")
    found.file(root / "requirements.lock")
    return found


def outputs(folder: Path) -> Traits:
    """Return what a run finds in its output folder; raises as `inputs` does."""
    found = Traits()
    if folder.is_symlink() or folder.is_dir():
        found.folder(folder, OUTPUTS)
    else:
        found.file(folder)
    return found


def runtime() -> tuple[object, ...]:
    """Return what the program runs on: Python, system libraries, and the packages beside it."""
    return (
        sys.version,
        libraries.versions(),
        _packages(tuple(place for place in sys.path if place.endswith("-packages"))),
    )


@cache
def _packages(places: tuple[str, ...]) -> list[str]:
    """Return the names of packages, which tell their versions."""
    return sorted(entry.name for place in places if Path(place).is_dir() for entry in os.scandir(place))


def _git(found: Traits, root: Path) -> None:
    """Note what decides the commit that the manifest names, and what git tracks; git itself takes longer."""
    programs = (Path(place, name) for place in os.get_exec_path() for name in ("git", "git.exe"))
    found.note(next((program for program in programs if program.is_file()), None))
    home = Path.home()
    for file in (home / ".gitconfig", home / ".config/git/config", Path("/etc/gitconfig")):
        found.file(file)
    top = next((folder / ".git" for folder in (root, *root.parents) if (folder / ".git").exists()), None)
    if top is None:
        return
    found.note(top)
    own = _led(top, "gitdir: ")
    shared = _led(own / "commondir", "") if (own / "commondir").is_file() else own
    for file in (own / "index", own / "config.worktree", shared / "config", shared / "packed-refs"):
        found.file(file)
    found.file(shared / "reftable" / "tables.list")
    _head(found, own, shared)


def _led(file: Path, label: str) -> Path:
    """Return the folder that a file of git leads to, or the folder itself."""
    if file.is_dir():
        return file
    return file.parent / file.read_text(encoding="utf-8").strip().removeprefix(label)


def _head(found: Traits, own: Path, shared: Path) -> None:
    """Note the present branch, and its last commit."""
    file = own / "HEAD"
    for _ in range(DEEPEST):
        found.file(file)
        text = file.read_text(encoding="utf-8") if file.is_file() else ""
        if not text.startswith("ref: "):
            return
        found.file(own / text[5:].strip())
        file = shared / text[5:].strip()
    raise UnknowableError(file)
