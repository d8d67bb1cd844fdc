"""Every PDF is PDF/A-3a and PDF/UA-1, by the rules of veraPDF."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from tests.samples import ROOT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.tools

STANDARDS = ("PDF/A-3a", "PDF/UA-1")


def checked(*files: Path) -> Any:
    command = [sys.executable, "-m", "tests.tools.verapdf", ",".join(STANDARDS), *map(str, files)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def spoilt(sound: Path, folder: Path) -> Path:
    """Return a copy of a file that says nothing of its structure."""
    file = folder / "spoilt.pdf"
    with pikepdf.open(sound) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(file)
    return file


def test_every_pdf_can_be_archived_and_read_aloud_and_what_is_broken_is_found(published: Path, tmp_path: Path) -> None:
    """One Java machine looks at all of them."""
    files = sorted(published.rglob("*.pdf"))
    assert files
    broken = spoilt(min(files, key=lambda file: file.stat().st_size), tmp_path)
    found = checked(*files, broken)
    assert all(found["rules"][standard] > 100 for standard in STANDARDS)
    told = found["files"].pop(str(broken))
    assert all(told[standard] for standard in STANDARDS)
    assert found["files"] == {str(file): {standard: [] for standard in STANDARDS} for file in files}
