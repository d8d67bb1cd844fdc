"""Runs a command under strace, and reads which files it opened or changed, and whom it talked to."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

CALLS = "trace=%file,%network"
OPENING = frozenset(("open", "openat", "openat2", "creat"))
# Calls that change what lies on the disk.
CHANGING = frozenset(
    "unlink unlinkat rename renameat renameat2 mkdir mkdirat rmdir symlink symlinkat link linkat chmod fchmodat chown "
    "fchownat lchown truncate utime utimes utimensat mknod mknodat".split()
)
CALL = re.compile(r"(?P<name>\w+)\((?P<arguments>.*)\)\s+= (?P<result>-?\d+)(?:<(?P<path>[^>]*)>)?")
# A path among the arguments, with the folder that it is relative to where strace tells it.
PATH = re.compile(r'(?:(?:AT_FDCWD|\d+)<(?P<base>[^>]*)>, )?"(?P<path>(?:[^"\\]|\\.)*)"')
WRITING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC")


@dataclass(slots=True)
class Traced:
    """What a command and its children did; files are those that they could open."""

    code: int
    said: str
    opened: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    started: set[str] = field(default_factory=set)
    network: list[str] = field(default_factory=list)


def trace(
    command: Sequence[str], folder: Path, logs: Path, environment: Mapping[str, str], within: Sequence[str] = ()
) -> Traced:
    """Run a command in a folder; `within` is what starts strace (`unshare -n`)."""
    logs.mkdir()
    strace = ["strace", "-ff", "-y", "-s", "4096", "-e", CALLS, "-o", str(logs / "log")]
    done = subprocess.run(
        [*within, *strace, *command],
        cwd=folder,
        env=os.environ | dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=300,
    )
    traced = Traced(done.returncode, done.stdout.decode("utf-8", "replace"))
    for log in sorted(logs.iterdir()):
        for line in log.read_text("utf-8", errors="replace").splitlines():
            _read(line, folder, traced)
    return traced


def _read(line: str, folder: Path, traced: Traced) -> None:
    call = CALL.match(line)
    if call is None or int(call["result"]) < 0:
        # Whoever tries to reach the network is told even if there is none.
        if re.match(r"(?:socket|connect|sendto|sendmsg|bind)\(", line) and "AF_UNIX" not in line:
            traced.network.append(line)
        return
    name, arguments = call["name"], call["arguments"]
    if name in OPENING:
        path = call["path"] or next(_paths(arguments, folder), "")
        (traced.changed if WRITING.search(arguments) else traced.opened).add(path)
    elif name in CHANGING:
        traced.changed.update(_paths(arguments, folder))
    elif name == "execve":
        traced.started.update(list(_paths(arguments, folder))[:1])
    elif re.search(r"AF_(?!UNIX)\w+", arguments):
        traced.network.append(line)


def _paths(arguments: str, folder: Path) -> Iterator[str]:
    for found in PATH.finditer(arguments):
        base = Path(found["base"] or folder)
        yield os.path.normpath(base / _plain(found["path"]))


def _plain(written: str) -> str:
    """Return a path without strace's escapes: octal numbers for what isn't ASCII."""
    octal = re.sub(r"\\([0-7]{1,3})", lambda match: chr(int(match[1], 8)), written)
    return octal.replace("\\\\", "\\").encode("latin-1", "replace").decode("utf-8", "replace")
