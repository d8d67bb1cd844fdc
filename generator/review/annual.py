"""Finds the two years that a comparison is asked for: folders of years, or files in them, of one or two departments."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from generator.review.versions.folder import Folder
from generator.review.versions.named import version
from generator.review.versions.version import cannot
from generator.review.versions.years import DEPARTMENT, YEAR_DEPTH
from generator.system import git

if TYPE_CHECKING:
    from generator.review.versions.version import Version

CONTENT, MARK = "content", ":"


@dataclass(frozen=True, slots=True)
class Side:
    """One year: the version that it stands in, and its folder or file there."""

    version: Version
    path: str

    @property
    def year(self) -> str:
        """The folder of the year."""
        return _year(self.path)


def side(root: Path, name: str) -> Side | None:
    """Return the year that a name means (content/省/部门/2024, or the same after a revision and 「:」), if any."""
    path = Path(name).resolve()
    for above in path.parents if path.exists() else ():
        if (above / CONTENT).is_dir() and (above / "templates").is_dir():
            inside = path.relative_to(above).as_posix()
            if _is_year(inside) and (above / _year(inside) / DEPARTMENT).is_file():
                return Side(Folder(above, git.commit(above, "HEAD") or ""), inside)
    revision, mark, rest = name.partition(MARK)
    inside = PurePosixPath(rest).as_posix()
    if not mark or not _is_year(inside) or git.commit(root, revision) is None:
        return None
    found = version(root, revision)
    if f"{_year(inside)}/{DEPARTMENT}" not in found.files:
        with found:  # What it has open is let go.
            raise cannot(f"版本「{revision}」里没有「{inside}」这个年度", "用 git log 看版本，并检查文件夹的名字。")
    return Side(found, inside)


def both(root: Path, base: str, head: str) -> tuple[Side, Side] | None:
    """Return the two years to compare; None where states of the whole repository are asked for.

    Raises:
        FindingError: only one of the names is a year.
    """
    sides = [side(root, name) if name else None for name in (base, head)]
    if sides[0] and sides[1]:
        return sides[0], sides[1]
    for name, found in zip((base, head), sides, strict=True):
        if found:
            hint = f"写两个年度的文件夹，如 shenbao diff {found.year} {_next(found.year)}。"
            with found.version:
                raise cannot(f"「{name}」是一个年度，另一边也要写一个年度", hint)
    return None


def _next(year: str) -> str:
    above, _, number = year.rpartition("/")
    return f"{above}/{int(number) + 1}" if number.isdecimal() else f"{above}/……"


def _is_year(path: str) -> bool:
    parts = path.split("/")
    return parts[0] == CONTENT and len(parts) >= YEAR_DEPTH and ".." not in parts


def _year(path: str) -> str:
    return "/".join(path.split("/")[:YEAR_DEPTH])
