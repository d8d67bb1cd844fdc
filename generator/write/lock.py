"""A lock whose holder may die: the system lets go of it then, and only then."""

from __future__ import annotations

import errno
import os
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PAUSE = 0.1
# What is locked lies behind the holder's number, which others read: Windows lets nobody read locked bytes.
BYTE = 1 << 20
HELD = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        os.lseek(handle, BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        # A record lock is not inherited: workers that outlive a killed build don't hold it.
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, BYTE)


@contextmanager
def locked(file: Path, waiting: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold a lock; while another process holds it, tell `waiting` once who does, and wait."""
    handle = _open(file, waiting)
    try:
        os.ftruncate(handle, 0)
        os.write(handle, str(os.getpid()).encode())
        yield
    finally:
        with suppress(OSError):  # Windows removes no file that is open; an empty one harms nobody.
            file.unlink()
        os.close(handle)


def _open(file: Path, waiting: Callable[[str], None] | None) -> int:
    told = False
    while True:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
        except FileNotFoundError:  # The holder before us is just taking the folder away.
            continue
        if _is_ours(handle) and _is_there(handle, file):
            return handle
        holder = os.read(handle, 20).decode("ascii", "replace")
        os.close(handle)
        if waiting and not told:
            waiting(holder)
            told = True
        time.sleep(PAUSE)


def _is_ours(handle: int) -> bool:
    try:
        _lock(handle)
    except OSError as problem:
        # A disk that knows no locks (some network disks) is written to without.
        return problem.errno not in HELD
    finally:
        os.lseek(handle, 0, os.SEEK_SET)
    return True


def _is_there(handle: int, file: Path) -> bool:
    """Whether the file that was locked is still the one of that name: the holder before us removes it."""
    try:
        return os.path.samestat(os.fstat(handle), file.stat())
    except FileNotFoundError:
        return False
