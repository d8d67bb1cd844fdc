"""Keeps the machine out of what is laid out: its fonts and settings of fonts, its list of file types, its compiler."""

from __future__ import annotations

import ctypes
import ctypes.util
import mimetypes
import os
import sys
import warnings
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

# A font that a machine has installed would go before a font of the page that has the same name.
_FONTS: Final = Path(__file__).with_name("fonts.conf")


@contextmanager
def secluded() -> Iterator[None]:
    """Import WeasyPrint inside: what it looks for then is told at once, or not to be there."""
    os.environ["FONTCONFIG_FILE"] = str(_FONTS)
    mimetypes.knownfiles.clear()  # lists of file types of the machine
    with suppress(OSError, AttributeError):  # there is another name for it, or none, where there is no Linux
        ctypes.CDLL("libfontconfig.so.1").FcConfigEnableHome(0)
    stock = ctypes.util.find_library
    if sys.platform == "linux":
        # cffi asks it for each name of a library that other systems use, and it runs a compiler each time: seconds.
        ctypes.util.find_library = _nowhere
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "No fonts configured")  # which is as it should be
            yield
    finally:
        ctypes.util.find_library = stock


def _nowhere(name: str) -> None:  # noqa: ARG001 - it stands for one that looks
    return None
