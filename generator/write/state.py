"""What else decides outputs, for the manifest: the commit, whether the tree was clean, and versions of libraries."""

from __future__ import annotations

import ctypes
import ctypes.util
import platform
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# What a document is made from; other files may be changed without harm.
WATCHED = ("content", "templates", "generator", "requirements.lock")
# System libraries that lay out and shape text, and the function of each that tells its version.
LIBRARIES = {
    "pango": ("libpango-1.0.so.0", "pango-1.0", "pango_version_string"),
    "harfbuzz": ("libharfbuzz.so.0", "harfbuzz", "hb_version_string"),
}


def commit(root: Path) -> str:
    """Return the commit of the repository; "" where there is none, or no git."""
    return _git(root, "rev-parse", "--verify", "HEAD").strip()


def is_clean(root: Path) -> bool:
    """Whether everything that documents are made from is as in the commit."""
    return bool(commit(root)) and not _git(root, "status", "--porcelain", "--", *WATCHED).strip()


def versions() -> dict[str, str]:
    """Return the versions that may change bytes without a change of the repository; "" for what isn't there."""
    found = {"python": platform.python_version()}
    for name, (file, short, function) in LIBRARIES.items():
        found[name] = _version(file, function) or _version(_named(short), function)
    return found


def _named(short: str) -> str:
    """Return how a system that has no such file calls a library; Linux would start a compiler to find out."""
    return "" if sys.platform == "linux" else ctypes.util.find_library(short) or ""


def _version(library: str, function: str) -> str:
    if not library:
        return ""
    try:
        tell = getattr(ctypes.CDLL(library), function)
    except (OSError, AttributeError):
        return ""
    tell.restype = ctypes.c_char_p
    return (tell() or b"").decode("ascii", "replace")


def _git(root: Path, *arguments: str) -> str:
    git = shutil.which("git")
    if not git:
        return ""
    command = [git, "-C", str(root), *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)  # noqa: S603 - no shell
    return done.stdout if done.returncode == 0 else ""
