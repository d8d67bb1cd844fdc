"""Goes through the content once, without following links: what files there are, and what keeps some from being read."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from generator.model.accounts import CHARTS
from generator.model.finding import Finding, error
from generator.model.position import Position
from generator.system.look import FOLDER, Fault, Kind, failure, look

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

CONTENT: Final = "content"
DEPARTMENT_FILE: Final = "department.yaml"
BUDGET_FILE: Final = "budget.yaml"
# The folder of the budgets of single units.
BUDGETS: Final = "budget"
ACCOUNTS_FILE: Final = "accounts.yaml"
PROJECTS: Final = "projects"
REGIONS: Final = f"{CONTENT}/regions"
# 行政区划代码 of a county, a town or a village.
REGION: Final = re.compile(rf"{REGIONS}/(\d{{6}}|\d{{9}}|\d{{12}})", re.ASCII)
YEAR: Final = re.compile(r"\d{4}", re.ASCII)
_YEAR_DEPTH: Final = 3
SUFFIX: Final = ".yaml"
_CODES: Final = {Kind.LARGE: "WJ-001", Kind.LINK: "WJ-012", Kind.ODD: "WJ-013", Kind.CLOSED: "WJ-014"}


@dataclass(slots=True)
class Survey:
    """The names of the content's files by their folder, and what is wrong with folders; all paths relative to root."""

    folders: dict[str, list[str]] = field(default_factory=dict)
    faults: dict[str, Fault] = field(default_factory=dict)

    def has(self, path: str) -> bool:
        """Whether there is such a file, readable or not."""
        folder, _, name = path.rpartition("/")
        return name in self.names(folder)

    def names(self, folder: str) -> list[str]:
        """Return the names of the files in a folder."""
        return self.folders.get(folder, [])

    @property
    def years(self) -> list[str]:
        """The folders in which a department's file for a year stands: content/province/department/year."""
        return [
            folder
            for folder in self.folders
            if folder.count("/") == _YEAR_DEPTH and self.has(f"{folder}/{DEPARTMENT_FILE}")
        ]

    def projects(self, year: str) -> list[str]:
        """Return the paths of the files of a year's projects; a name that begins with a dot is no file's."""
        return self._files(f"{year}/{PROJECTS}")

    def budgets(self, year: str) -> list[str]:
        """Return the paths of the budgets of single units in a year's folder."""
        return self._files(f"{year}/{BUDGETS}")

    @property
    def regions(self) -> list[str]:
        """The paths of the files of regions: content/regions/code/year.yaml."""
        return regions(
            f"{folder}/{name}" for folder in self.folders if REGION.match(folder) for name in self.names(folder)
        )

    def _files(self, folder: str) -> list[str]:
        return [f"{folder}/{name}" for name in self.names(folder) if name.endswith(SUFFIX) and name[0] != "."]

    @property
    def charts(self) -> list[str]:
        """The paths of the charts of accounts that all share; where two name a code, the later one counts."""
        whole = f"{CONTENT}/{ACCOUNTS_FILE}"
        return [*([whole] if self.has(whole) else []), *self._files(CHARTS)]

    @property
    def paths(self) -> list[str]:
        """The paths of all files, in order."""
        return [f"{folder}/{name}" for folder, names in self.folders.items() for name in names]


def survey(root: Path, unsaved: Iterable[str] = ()) -> Survey:
    """Look through all folders of the content; nothing is read, and no link is followed.

    `unsaved` are the paths of files that may not be on the disk yet: they count as if they were.
    """
    found = Survey()
    waiting = [CONTENT]
    if (root / CONTENT).is_symlink() and not (root / CONTENT).resolve().is_relative_to(root.resolve()):
        found.faults[CONTENT] = Fault(Kind.LINK, "content/ 是一个链接，指到了仓库外面", "把文件夹复制进来，代替链接。")
        return found
    while waiting:
        folder = waiting.pop()
        try:
            waiting += _look(root, folder, found)
        except FileNotFoundError:  # A state of long ago may have had no content.
            continue
        except OSError as problem:
            found.faults[folder] = failure(problem)
    for path in unsaved:
        if path.startswith(f"{CONTENT}/") and not found.has(path):
            folder, _, name = path.rpartition("/")
            found.folders.setdefault(folder, []).append(name)
    found.folders = {folder: sorted(found.folders[folder]) for folder in sorted(found.folders, key=_parts)}
    return found


def regions(paths: Iterable[str]) -> list[str]:
    """Return those of some paths that are files of regions."""
    files = ((path, PurePosixPath(path)) for path in paths if path.endswith(SUFFIX))
    return [path for path, file in files if REGION.fullmatch(str(file.parent)) and YEAR.fullmatch(file.stem)]


def _look(root: Path, folder: str, found: Survey) -> Iterator[str]:
    """Note what stands in a folder; yield the folders in it."""
    names = found.folders[folder] = []
    with os.scandir(root / folder) as entries:
        for entry in entries:
            path = f"{folder}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if entry.name.endswith(SUFFIX):
                    found.faults[path] = FOLDER
                elif entry.name != ".git":
                    yield path
            elif entry.is_symlink() and _is_folder(entry):
                found.faults[path] = look(root / path, root / CONTENT, 0) or FOLDER
            else:
                names.append(entry.name)


def _is_folder(link: os.DirEntry[str]) -> bool:
    try:
        return link.is_dir()
    except OSError:  # it leads to itself, or to where nobody may look
        return False


def within(path: str, chosen: Collection[str]) -> bool:
    """Whether a path is one of the chosen files or lies in one of the chosen folders; all are where none is named."""
    return not chosen or any(path == place or path.startswith(f"{place}/") for place in chosen)


def _parts(path: str) -> list[str]:
    return path.split("/")


def finding(fault: Fault, path: str) -> Finding:
    """Tell what is wrong with a file or folder."""
    cause = "content/ 里的东西可能来自别处，程序只读其中普通的文件。" if fault.kind in {Kind.LINK, Kind.ODD} else ""
    return error(_CODES[fault.kind], fault.message, Position(path, 1), cause=cause, hint=fault.hint)
