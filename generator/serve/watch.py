"""Waits for files to change: content and templates are looked at several times a second, and nothing is read."""

from __future__ import annotations

import os
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from threading import Event

    Looks = Mapping[str, tuple[int, int, int]]

CONTENT, TEMPLATES = "content", "templates"
# Seconds between two looks; and how long a file has to stay as it is: editors write in several steps.
_PAUSE: Final = 0.15
_CALM: Final = 0.02
# Where looking takes long, since there are thousands of files, one part of the time is spent on it in so many.
_REST: Final = 25


@dataclass(frozen=True, slots=True)
class Change:
    """What changed since the last time; `commit` is whether there is another last commit."""

    content: bool
    templates: bool
    commit: bool

    def __bool__(self) -> bool:
        return self.content or self.templates or self.commit


class Watch:
    """Looks at the times and sizes of files. `journals` are files that change with the last commit."""

    def __init__(self, root: Path, journals: Iterable[Path] = ()) -> None:
        self._root, self._journals = root, tuple(journals)
        self._seen = self._look()

    def wait(self, stop: Event) -> Change | None:
        """Return what changed, as soon as it has come to rest; None where nothing is waited for any more."""
        took = 0.0
        while not stop.wait(max(_PAUSE, took * _REST)):
            began = perf_counter()
            found = self._look()
            took = perf_counter() - began
            if found != self._seen:
                while (later := self._look()) != found or stop.wait(_CALM):
                    if stop.is_set():
                        return None
                    found = later
                change = self._change(found)
                self._seen = found
                return change
        return None

    def _change(self, found: tuple[Looks, ...]) -> Change:
        content, templates, commit = (old != new for old, new in zip(self._seen, found, strict=True))
        return Change(content, templates, commit)

    def _look(self) -> tuple[Looks, ...]:
        below = (dict(_files(str(self._root / name))) for name in (CONTENT, TEMPLATES))
        return *below, dict(_states(self._journals))


def _files(folder: str) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Yield each file below a folder with its look; links are not followed."""
    waiting = [folder]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    else:
                        yield entry.path, _state(entry.stat(follow_symlinks=False))
        except OSError:  # It went away while it was looked at: the next look sees the rest.
            continue


def _states(files: Iterable[Path]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    for file in files:
        try:
            yield str(file), _state(file.stat())
        except OSError:
            continue


def _state(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_mtime_ns, status.st_size, status.st_ino
