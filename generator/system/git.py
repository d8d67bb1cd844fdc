"""Calls git: nothing else does. The repository, its configuration and the revisions asked for may be anybody's."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

# What the configuration of a repository can make a reading git run: a monitor of files, hooks, a program that looks
# at signatures, a program that fetches what is missing. And what it can show in place of what was committed.
_SAFE: Final = (
    "--no-pager",
    "--no-optional-locks",
    "--no-replace-objects",
    "-c",
    "core.fsmonitor=",
    "-c",
    f"core.hooksPath={os.devnull}",
    "-c",
    "log.showSignature=false",
)
_ENVIRONMENT: Final[Mapping[str, str]] = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
}
# Every commit has a name of this form, in either of git's two kinds of repository.
COMMIT: Final = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A file, link or submodule of a commit: its kind as git writes it, the hash of its bytes, and its path."""

    mode: str
    hash: str
    path: str

    @property
    def is_link(self) -> bool:
        """Whether this is a link, whose bytes are the path that it leads to."""
        return self.mode == "120000"

    @property
    def is_folder(self) -> bool:
        """Whether this is a folder, which only objects tell of."""
        return self.mode == "40000"

    @property
    def is_file(self) -> bool:
        """Whether this is an ordinary file."""
        return self.mode.startswith("100")


def file_hash(data: bytes, like: str) -> str:
    """Return git's hash of a file with these bytes, of the kind that `like` is: a repository has one of two."""
    kind = hashlib.sha256 if len(like) == hashlib.sha256().digest_size * 2 else hashlib.sha1
    return kind(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def is_installed() -> bool:
    """Whether there is a git to call."""
    return _program() is not None


def run(
    root: Path, *arguments: str, fed: bytes = b"", environment: Mapping[str, str] = MappingProxyType({})
) -> bytes | None:
    """Return what git prints, given `fed` on its standard input; None where it fails, or is missing.

    Names that come from others have to be made commits by `commit` first: one may look like an option.
    """
    program = _program()
    if program is None or any("\0" in argument for argument in arguments):
        return None
    command = [program, *_SAFE, "-C", str(root), *arguments]
    given = os.environ | _ENVIRONMENT | dict(environment)
    done = subprocess.run(command, input=fed, env=given, capture_output=True, check=False)  # noqa: S603 - no shell
    return done.stdout if done.returncode == 0 else None


def talk(root: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a git that answers what it is asked through its pipes; it has to be installed."""
    command = [_program() or "git", *_SAFE, "-C", str(root), *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(  # noqa: S603 - no shell
        command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=os.environ | _ENVIRONMENT
    )


def commit(root: Path, name: str) -> str | None:
    """Return the commit that a revision means, whatever its name looks like; None where there is none."""
    said = run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    found = (said or b"").decode("ascii", "replace").strip()
    return found if COMMIT.fullmatch(found) else None


def prefix(root: Path) -> str:
    """Return where a folder lies in its repository, with a slash behind; "" at its top."""
    return os.fsdecode(run(root, "rev-parse", "--show-prefix") or b"").removesuffix("\n")


def tree(root: Path, commit: str, *paths: str) -> list[Leaf]:
    """Return what a commit holds at or below some paths, whatever attributes and index say; all relative to `root`."""
    said = run(root, "ls-tree", "-r", "-z", commit, "--", *paths) or b""
    found = []
    for line in said.split(b"\0")[:-1]:
        kind, _, path = line.partition(b"\t")
        mode, _, name = kind.decode("ascii").split(" ")
        found.append(Leaf(mode, name, os.fsdecode(path)))
    return found


def _program() -> str | None:
    """Return where git is; one that lies in the present folder, where Windows looks first, may be anybody's."""
    found = shutil.which("git")
    return found if found and Path(found).is_absolute() else None
