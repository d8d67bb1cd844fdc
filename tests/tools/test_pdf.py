"""Every PDF is PDF/A-3a and PDF/UA-1, by the rules of veraPDF."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from generator.render import pdf
from tests.render.parts import assert_same, longest, whole
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
    copy = folder / "spoilt.pdf"
    with pikepdf.open(sound) as file:
        del file.Root.StructTreeRoot
        file.save(copy)
    return copy


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


def test_joined_parts_are_those_of_the_whole_to_other_readers(tmp_path: Path) -> None:
    """60 projects, forms of 120 rows, tables over pages. Words are read back; poppler needs minutes to find them."""
    document, layout = longest(60, 120)
    files = tmp_path / "joined.pdf", tmp_path / "whole.pdf"
    for file, draw in zip(files, (pdf.render, whole), strict=True):
        file.write_bytes(draw(document, layout))
    assert_same(files[0].read_bytes(), files[1].read_bytes(), document, layout)
    found = checked(*files)["files"]
    assert list(found.values()) == [{standard: [] for standard in STANDARDS}] * 2
    joined, one = (poppler(file, "-struct") + poppler(file, "-dests") for file in files)
    assert len(joined) > 10_000
    assert joined == one


def poppler(file: Path, what: str) -> str:
    """Return what poppler reads in a PDF; objects have other numbers in each."""
    program = shutil.which("pdfinfo")
    if program is None:
        pytest.skip("本机没有 pdfinfo（poppler-utils），标签没有用别的程序读过")
    said = subprocess.run([program, what, str(file)], capture_output=True, encoding="utf-8", check=True).stdout
    return re.sub(r"Object \d+ 0", "Object", said)
