"""Replaces files atomically. Until a file is whole it lies in a staging folder, and nobody sees a part of it."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from generator.system.signals import uninterrupted
from generator.write.failure import is_open, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

# How long to wait for a program that has a file open: virus scanners and previews let go of it soon, Word doesn't.
PATIENCE, PAUSE = 3.0, 0.1
MODE = 0o644


def replace(path: Path, data: bytes, staging: Path, root: Path) -> None:
    """Write one file so that others see the old one or the new one; FindingError where the system is against it."""
    replace_together({path: data}, staging, root)


def rewrite(path: Path, data: bytes, staging: Path, root: Path) -> None:
    """Replace a file of somebody else, who keeps its mode; the same as `replace` otherwise."""
    replace_together({path: data}, staging, root, like=path)


def replace_together(files: Mapping[Path, bytes], staging: Path, root: Path, *, like: Path | None = None) -> None:
    """Replace files that belong together: all, or none where the system is against one of them (FindingError).

    All are on the disk, whole, before the first is replaced. What is killed between two leaves each of them whole.
    """
    parts: dict[Path, Path] = {}
    kept: dict[Path, Path | None] = {}
    try:
        for path, data in files.items():
            with told(path, root):
                path.parent.mkdir(parents=True, exist_ok=True)
                parts[path] = _part(staging, data, like)
        with uninterrupted():
            try:
                for path, part in parts.items():
                    with told(path, root):
                        kept[path] = _kept(path, staging)
                        _put(part, path)
                _sync_folders(files)
            except BaseException:
                _restore(kept)
                raise
    finally:
        for left in (*parts.values(), *filter(None, kept.values())):
            left.unlink(missing_ok=True)


def remove(path: Path, upto: Path, root: Path) -> None:
    """Remove a file, and the folders that it leaves empty below `upto`; FindingError where the system is against it."""
    if not (path.is_file() or path.is_symlink()):
        return
    with told(path, root):
        _patiently(path, lambda: path.unlink(missing_ok=True))
    for folder in path.parents:
        if folder == upto or upto not in folder.parents or any(folder.iterdir()):
            break
        with suppress(OSError):  # An empty folder that stays does no harm.
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


def _part(folder: Path, data: bytes, like: Path | None = None) -> Path:
    """Write a file that nobody looks at yet; with the mode and owner of another, if there is one."""
    handle, name = tempfile.mkstemp(dir=folder, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _resemble(Path(name), like)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _resemble(part: Path, like: Path | None) -> None:
    there = like.stat() if like is not None and like.is_file() else None
    part.chmod(there.st_mode & 0o777 if there else MODE)
    if there and hasattr(os, "chown"):
        with suppress(OSError):  # Only who may do so has to.
            os.chown(part, there.st_uid, there.st_gid)


def _put(part: Path, path: Path) -> None:
    """Move a finished file to its place."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    try:
        _patiently(path, lambda: os.replace(part, path))  # noqa: PTH105 - tests stand in for the system here
    except OSError as problem:
        if problem.errno != errno.EXDEV:
            raise
        # The staging folder lies on another disk: the last step has to begin beside the file.
        beside = _part(path.parent, part.read_bytes(), part)
        try:
            _patiently(path, lambda: os.replace(beside, path))  # noqa: PTH105 - as above
        finally:
            beside.unlink(missing_ok=True)


def _kept(path: Path, staging: Path) -> Path | None:
    """Keep the old file until all that belongs to it is replaced: by a second name, or a copy where there are none."""
    if not path.is_file():
        return None
    handle, name = tempfile.mkstemp(dir=staging, prefix=".", suffix=".part")
    os.close(handle)
    Path(name).unlink()
    try:
        os.link(path, name, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(path, name)
    return Path(name)


def _restore(kept: Mapping[Path, Path | None]) -> None:
    """Put old files back; the first error is the one to tell, and what can't be put back is as whole as it was."""
    for path, old in kept.items():
        with suppress(OSError):
            if old is None:
                path.unlink(missing_ok=True)
            elif not path.is_file() or not path.samefile(old):
                _put(old, path)


def _patiently(path: Path, act: Callable[[], None]) -> None:
    """Do something to a file; while a program has it open, wait a little and try again."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return act()
        except OSError as problem:
            if not is_open(problem, path) or time.monotonic() > until:
                raise
        time.sleep(PAUSE)


def _sync_folders(files: Iterable[Path]) -> None:
    """Have the new names on the disk, where the system can say so of a folder."""
    if os.name == "nt":
        return
    for folder in sorted({path.parent for path in files}):
        with suppress(OSError):  # Some network disks can't; the files themselves are on the disk.
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
