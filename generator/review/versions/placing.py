"""Puts files of a version into a folder of our own; their names are those that somebody gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def place(folder: Path, path: str, data: bytes, *, is_new: bool = False) -> None:
    """Write a file below a folder; OSError where this machine can't have such a name, or (`is_new`) has it already."""
    target = inside(folder, path)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb" if is_new else "wb") as file:
        file.write(data)


def remove(folder: Path, path: str) -> None:
    """Remove a file, and the folders that it leaves empty."""
    target = inside(folder, path)
    target.unlink(missing_ok=True)
    for parent in target.parents:
        if parent == folder or any(parent.iterdir()):
            break
        parent.rmdir()


def inside(folder: Path, path: str) -> Path:
    """Return where a path lies below a folder; OSError where it would lie elsewhere."""
    target = folder / path
    if ".." in target.parts or not target.is_relative_to(folder):  # a drive of Windows
        raise OSError(path)
    return target
