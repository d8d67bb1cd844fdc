"""What a command costs: seconds on the clock, seconds of processors (children and orphans counted), memory."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

# Orphans of a command become children of this process, so that they are waited for and counted.
_SUBREAPER: Final = 36


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock and of processors."""

    wall: float
    cpu: float


def adopt_orphans() -> None:
    """Become the parent of processes that a command leaves behind, as browsers do."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def of(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end and return its cost; an exit code above 1 is an error."""
    begun, before = time.perf_counter(), _used()
    done = subprocess.run(
        list(map(str, command)),
        cwd=folder,
        env=_plain() | dict(environment or {}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    wall = time.perf_counter() - begun
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
    if done.returncode > 1:
        raise RuntimeError(command, done.stderr[-2000:])
    return Cost(wall, _used() - before)


def _plain() -> dict[str, str]:
    """Return the environment of a user: compiled modules are kept, no forge runs this."""
    return {name: value for name, value in os.environ.items() if name not in {"PYTHONDONTWRITEBYTECODE", "CI"}}


def _used() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
