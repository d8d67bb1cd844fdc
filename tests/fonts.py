"""Fonts for the programs that look at the documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.samples import ROOT

if TYPE_CHECKING:
    from pathlib import Path

CONFIGURATION: Final = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>/usr/share/fonts</dir><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>"""


def settings(folder: Path) -> dict[str, str]:
    """Return the environment that shows programs the system's fonts and the repository's.

    A bare machine has no Chinese ones; and once this process has made a PDF, its own environment hides all fonts but
    the repository's, which programs would inherit.
    """
    file = folder / "fonts.conf"
    text = CONFIGURATION.format(fonts=ROOT / "templates/common/fonts", cache=folder / "fonts")
    file.write_text(text, encoding="utf-8")
    return {"FONTCONFIG_FILE": str(file)}
