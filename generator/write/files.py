"""Replaces files atomically."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path


def replace(path: Path, data: bytes) -> None:
    """Write a file so that others see the old one or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        part.chmod(0o644)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def remove(path: Path, upto: Path) -> None:
    """Remove a file, and the folders that it leaves empty below `upto`."""
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == upto or upto not in folder.parents or any(folder.iterdir()):
            break
        folder.rmdir()


def clear(folder: Path, kept: str) -> None:
    """Remove all that lies in a folder but the file `kept`; links are removed, not followed."""
    for path in folder.iterdir() if folder.is_dir() and not folder.is_symlink() else ():
        if path.name == kept:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
