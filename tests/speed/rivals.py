"""What other programs do with the same documents, as far as they are installed."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator.model.document import Annex, Heading, Paragraph, Table
from generator.pipeline import check
from tests import samples
from tests.fonts import settings
from tests.speed import cost, word
from tests.tools.programs import BROWSERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.model.document import Block, Document
    from tests.speed.cost import Cost

TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]])"
BUDGET = "content/chongqing/tongnan-medical-security/2024"
LIBREOFFICE = "LibreOffice: the finished DOCX of Tongnan to PDF"


def rivals(root: Path, folder: Path) -> dict[str, Callable[[], Cost]]:
    """Return what can be run: root is a repository whose documents are built, folder a place for what is made."""
    built = root / "build" / "tongnan-medical-security" / "2024"
    docx, html = (_copy(next(built.glob(f"*.{kind}")), folder) for kind in ("docx", "html"))
    own = settings(folder)
    found: dict[str, Callable[[], Cost]] = {}
    if office := shutil.which("soffice"):
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        convert = (office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, docx)
        cost.of(convert, folder, own)  # the first run makes the profile
        found[LIBREOFFICE] = lambda: cost.of(convert, folder, own)
    if browser := next(filter(None, map(shutil.which, BROWSERS)), None):
        flags = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
        printed = (browser, *flags, f"--print-to-pdf={folder / 'chromium.pdf'}", html.as_uri())
        found["Chromium: the finished page of Tongnan to PDF"] = lambda: cost.of(printed, folder, own)
    if importlib.util.find_spec("typst"):
        (document,) = (one for one, _ in check(root, [root / BUDGET]).documents)
        (folder / "tongnan.typ").write_text("\n".join(_typst(document)), encoding="utf-8")
        fonts = samples.ROOT / "templates/common/fonts"
        compiled = (sys.executable, "-c", TYPST, folder / "tongnan.typ", folder / "typst.pdf", fonts)
        found["Typst: the same texts and tables to PDF"] = lambda: cost.of(compiled, folder)
    for name in ("docxtpl", "shenbao"):
        found[f"{name}: a declaration as DOCX, one of many in a loop"] = partial(_loop, name)
    return found | word.fillers(folder)


def _copy(file: Path, folder: Path) -> Path:
    return Path(shutil.copyfile(file, folder / f"tongnan{file.suffix}"))


def _loop(name: str) -> Cost:
    command = (sys.executable, "-m", "tests.speed.loops", name)
    made = subprocess.run(command, cwd=samples.ROOT, capture_output=True, text=True, check=True)
    return cost.Cost(float(made.stdout), float(made.stdout))


def _typst(document: Document) -> Iterator[str]:
    """Write a document in Typst: its texts and tables, plainly."""
    yield '#set text(font: "Gongwen FangSong", size: 16pt, lang: "zh")\n#set par(justify: true)\n#set page(numbering: "1")'
    for section in document.sections:
        yield f"#set page(flipped: {json.dumps(section.orientation == 'landscape')})"
        for block in section.blocks:
            yield _block(block)


def _block(block: Block) -> str:
    match block:
        case Heading(level=level, text=text):
            return f"#heading(level: {level}, {_said(text.plain)})"
        case Annex(label=label, title=title):
            return f"#pagebreak(weak: true)\n#heading({_said(label.plain + title.plain)})"
        case Paragraph(text=text):
            return f"#par({_said(text.plain)})"
        case Table():
            widths = ", ".join(f"{column.width}fr" for column in block.leaf_columns)
            heads = [_said(column.heading.plain) for column in block.leaf_columns]
            cells = [_said(cell.plain) for row in block.rows for cell in row]
            return (
                f"#text(size: 9pt, table(columns: ({widths},), table.header({', '.join(heads)}), {', '.join(cells)}))"
            )
        case _:
            return ""


def _said(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
