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


def test_every_pdf_can_be_archived_and_read_aloud(published: Path) -> None:
    files = sorted(published.rglob("*.pdf"))
    assert files
    found = checked(*files)
    assert all(found["rules"][standard] > 100 for standard in STANDARDS)
    assert found["files"] == {str(file): {standard: [] for standard in STANDARDS} for file in files}


def test_what_is_broken_is_found(published: Path, tmp_path: Path) -> None:
    sound = min(published.rglob("*.pdf"), key=lambda file: file.stat().st_size)
    spoilt = tmp_path / "spoilt.pdf"
    with pikepdf.open(sound) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(spoilt)
    found = checked(spoilt)["files"][str(spoilt)]
    assert all(found[standard] for standard in STANDARDS)
