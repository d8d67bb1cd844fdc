"""What other people's programs make of the documents: every line stands in what they show, in order."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.pipeline import build
from tests import extract
from tests.fonts import settings

pytestmark = pytest.mark.tools

ROOT = Path(__file__).parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# LibreOffice 7 lets these hang beyond the line, and loses one there now and then, so words are compared without them.
# The entries of a table of contents end in a tab and a page number, between which programs draw dots.
MARKS = re.compile("[，。；：、\t]")
PAGE_NUMBER = re.compile(r"^—\d+—|—\d+—$")
# Each declaration, and each budget, which is one document of many projects.
BUDGETS = sorted(ROOT.glob("content/*/*/*/budget.yaml"))
PROJECTS = sorted(ROOT.glob("content/*/*/*/projects/*.yaml"))
SOURCES = [*BUDGETS, *(file for file in PROJECTS if not (file.parents[1] / "budget.yaml").exists())]


@pytest.fixture(scope="module", params=SOURCES, ids=lambda file: file.relative_to(ROOT / "content").as_posix())
def documents(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Build one document; return its files by format."""
    out = tmp_path_factory.mktemp("build")
    result = build(ROOT, [request.param], formats=["docx", "html", "pdf"], out=out)
    assert not result.has_errors, result.findings
    return {kind: next(out.glob(f"*/*/*.{kind}")) for kind in ("docx", "html", "pdf")}


@pytest.fixture(autouse=True)
def fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the programs see the fonts of the repository."""
    for name, value in settings(tmp_path).items():
        monkeypatch.setenv(name, value)


def run(program: str | None, *arguments: str | Path) -> str:
    """Run a program of the system to its end; return what it printed."""
    assert program, "run `make test-tools`, which installs it"
    done = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def poppler(file: Path) -> list[str]:
    """Return the text of each page of a PDF, as poppler reads it."""
    return run(shutil.which("pdftotext"), "-raw", file, "-").split("\f")


def missing(wanted: list[str], pages: list[str]) -> list[str]:
    """Return the clauses that the pages don't say, each looked for behind the one before."""
    said = "".join(PAGE_NUMBER.sub("", extract.squeeze(page)) for page in pages)
    at, lost = 0, []
    for clause in (extract.squeeze(clause) for line in wanted for clause in MARKS.split(line)):
        found = said.find(clause, at)
        if found < 0:
            lost.append(clause)
        else:
            at = found + len(clause)
    return lost


def test_libreoffice_shows_the_word_file(documents: dict[str, Path], tmp_path: Path) -> None:
    shutil.copy(documents["docx"], tmp_path / "word.docx")
    run(
        shutil.which("soffice"),
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        tmp_path,
        tmp_path / "word.docx",
    )
    shown = poppler(tmp_path / "word.pdf")
    assert missing(extract.docx_text(documents["docx"]), shown) == []


def test_a_browser_prints_the_page(documents: dict[str, Path], tmp_path: Path) -> None:
    shutil.copy(documents["html"], tmp_path / "page.html")
    run(
        next(filter(None, map(shutil.which, BROWSERS)), None),
        "--headless",
        "--disable-gpu",
        # Root may not use the sandbox, and containers forbid it; the page is our own.
        "--no-sandbox",
        f"--user-data-dir={tmp_path / 'profile'}",
        "--no-pdf-header-footer",
        f"--print-to-pdf={tmp_path / 'page.pdf'}",
        (tmp_path / "page.html").as_uri(),
    )
    shown = poppler(tmp_path / "page.pdf")
    assert [f"—{number}—" in extract.squeeze(page) for number, page in enumerate(shown[:-1], 1)] == [True] * (
        len(shown) - 1
    )
    assert missing(extract.html_text(documents["html"]), shown) == []


def test_poppler_reads_the_pdf(documents: dict[str, Path]) -> None:
    shown = poppler(documents["pdf"])
    assert missing(extract.html_text(documents["html"]), shown) == []
    fonts = run(shutil.which("pdffonts"), documents["pdf"]).splitlines()[2:]
    assert fonts
    # Columns from the right: object number in two, then whether it maps to Unicode, is a subset, is embedded.
    assert [font for font in fonts if font.split()[-5] != "yes" or font.split()[-3] != "yes"] == []
