"""System libraries that lay out and shape text: their versions may change bytes without a change of the repository."""

from __future__ import annotations

import ctypes
import sys

# What each is called on Linux, and elsewhere, and its function that tells its version.
LIBRARIES = {
    "pango": ("libpango-1.0.so.0", "pango-1.0", "pango_version_string"),
    "harfbuzz": ("libharfbuzz.so.0", "harfbuzz", "hb_version_string"),
}


def versions() -> dict[str, str]:
    """Return the version of each library; "" for what isn't there."""
    return {
        name: _version(file, function) or _version(_named(short), function)
        for name, (file, short, function) in LIBRARIES.items()
    }


def _named(short: str) -> str:
    """Return how a system that has no such file calls a library; Linux would start a compiler to find out."""
    if sys.platform == "linux":
        return ""
    from ctypes import util  # noqa: PLC0415 - not on Linux, where it costs what a run without work takes

    return util.find_library(short) or ""


def _version(library: str, function: str) -> str:
    if not library:
        return ""
    try:
        tell = getattr(ctypes.CDLL(library), function)
    except (OSError, AttributeError):
        return ""
    tell.restype = ctypes.c_char_p
    return (tell() or b"").decode("ascii", "replace")
