"""The folder where a run keeps what isn't whole yet, apart from what is published or committed.

It lies below `.cache/` of the repository, which git ignores, one for each folder that is written to. A run holds its
lock; what a killed run left there (and, on other disks, beside its files) is taken away by the next one.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from generator.model.finding import FindingError
from generator.write.failure import told
from generator.write.lock import locked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.model.finding import Finding

# Told the number of the process that holds a folder, when a run has to wait for it.
Waiting: TypeAlias = "Callable[[str], None]"
CACHE, WRITING = ".cache", "writing"
# Where the repository can't be written to, or its cache is a link: in the folder itself.
INSIDE = ".shenbao"
LOCK, JOURNAL = "lock", "journal"
PART = re.compile(r"\.[a-z0-9_]{8}\.part")


@contextmanager
def claim(root: Path, folder: Path, waiting: Waiting | None = None) -> Iterator[Path]:
    """Hold a folder for writing, and return its staging folder; wait for another run that holds it.

    `waiting` is told the number of the other process.
    """
    with ExitStack() as stack:
        with told(folder, root):
            staging = _made(root, folder)
            stack.enter_context(locked(staging / LOCK, waiting))
            _sweep(staging, folder)
        try:
            yield staging
        finally:
            with suppress(OSError):  # The next run takes it away.
                _sweep(staging)
    for left in (staging, staging.parent):
        with suppress(OSError):  # It holds a journal still, or another run needs it.
            left.rmdir()


@contextmanager
def held(root: Path, folder: Path, waiting: Waiting | None = None) -> Iterator[tuple[Path | None, list[Finding]]]:
    """Do as `claim`; where the system is against it, give no staging folder but the finding that says why."""
    with ExitStack() as stack:
        try:
            given: tuple[Path | None, list[Finding]] = stack.enter_context(claim(root, folder, waiting)), []
        except FindingError as problem:
            given = None, [problem.finding]
        yield given


def journal(root: Path, folder: Path) -> Path:
    """Return where the journal of a folder is, if there is one."""
    places = [place / JOURNAL for place in _places(root, folder)]
    return next((place for place in places if place.is_file()), places[0])


def _places(root: Path, folder: Path) -> list[Path]:
    """Return where the staging folder may be, the best first; links lead to places that are nobody's business."""
    name = hashlib.sha256(os.path.normcase(os.path.realpath(folder)).encode()).hexdigest()[:16]
    wanted = [root / CACHE / WRITING / name, folder / INSIDE]
    return [place for place in wanted if not any(_is_link(above) for above in (place, *place.parents[:2]))]


def _is_link(path: Path) -> bool:
    return path.is_symlink() or getattr(path, "is_junction", lambda: False)()


def _made(root: Path, folder: Path) -> Path:
    for place in _places(root, folder):
        try:
            place.mkdir(parents=True, exist_ok=True)
            if place.name != INSIDE:
                _ignore(root / CACHE)
        except OSError:
            continue
        if os.access(place, os.W_OK | os.X_OK):
            return place
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _ignore(cache: Path) -> None:
    """Keep a cache out of git in repositories that don't say so themselves."""
    note = cache / ".gitignore"
    if not note.exists():
        note.write_text("*\n", encoding="utf-8", newline="\n")


def _sweep(staging: Path, folder: Path | None = None) -> None:
    """Remove what isn't whole: all in the staging folder but the lock and the journal, and what lies beside files."""
    for left in staging.iterdir():
        if left.name not in {LOCK, JOURNAL}:
            left.unlink(missing_ok=True)
    for above, _, names in os.walk(folder) if folder else ():
        for name in filter(PART.fullmatch, names):
            Path(above, name).unlink(missing_ok=True)
