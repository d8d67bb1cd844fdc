"""What a command costs: seconds on the clock, seconds of processors (children and orphans counted), memory."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
import tempfile
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
    """Seconds on the clock and of processors; MB of memory of the largest process."""

    wall: float
    cpu: float
    memory: float = 0


def adopt_orphans() -> None:
    """Become the parent of processes that a command leaves behind, as browsers do."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def of(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end and return its cost; an exit code above 1 is an error."""
    begun, before = time.perf_counter(), _used()
    with tempfile.TemporaryFile() as said:
        running = subprocess.Popen(
            list(map(str, command)),
            cwd=folder,
            env=_plain() | dict(environment or {}),
            stdout=subprocess.DEVNULL,
            stderr=said,
        )
        _, status, usage = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - begun
        with suppress(ChildProcessError):
            while True:
                os.waitpid(-1, 0)
        if running.returncode > 1:
            said.seek(0)
            raise RuntimeError(command, said.read()[-2000:])
    return Cost(wall, _used() - before, usage.ru_maxrss / 1024)


def told(command: Sequence[object], modules: Path) -> Cost:
    """Run a script that prints the seconds of processor that one of its turns takes."""
    environment = os.environ | {"NODE_PATH": str(modules)}
    made = subprocess.run(list(map(str, command)), env=environment, capture_output=True, text=True, check=True)
    return Cost(float(made.stdout), float(made.stdout))


def _plain() -> dict[str, str]:
    """Return the environment of a user: compiled modules are kept, no forge runs this."""
    return {name: value for name, value in os.environ.items() if name not in {"PYTHONDONTWRITEBYTECODE", "CI"}}


def _used() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
