"""The texts and rows of a declaration in Word, filled in by programs of other people: plainly, without our styles."""

from __future__ import annotations

import json
import shutil
from functools import partial
from typing import TYPE_CHECKING, Final

import docx

from generator.model.document import Table
from generator.pipeline import check
from tests import samples
from tests.speed import cost, loops

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.speed.cost import Cost

MODULES: Final = samples.ROOT / ".cache" / "speed" / "node_modules"
SCRIPT: Final = samples.ROOT / "tests" / "speed" / "loops.js"
# How each says that a paragraph, and a row of two cells, are there for every text and row of the data.
TAGS: Final = {
    "docxtemplater": (["{#texts}", "{said}", "{/texts}"], [["{#rows}{name}", "{said}{/rows}"]]),
    "carbone": (
        ["{d.texts[i].said}", "{d.texts[i+1].said}"],
        [["{d.rows[i].name}", "{d.rows[i].said}"], ["{d.rows[i+1].name}", ""]],
    ),
}


def fillers(folder: Path) -> dict[str, Callable[[], Cost]]:
    """Return what can be run with the packages of `.ci/setup bench`."""
    node = shutil.which("node")
    if not node or not MODULES.is_dir():
        return {}
    data = folder / "declaration.json"
    data.write_text(json.dumps(_data()), encoding="utf-8")
    return {
        f"{name}: its texts and rows as DOCX, one of many in a loop": partial(
            cost.told, (node, SCRIPT, name, _template(folder / f"{name}.docx", *tags), data, loops.TIMES), MODULES
        )
        for name, tags in TAGS.items()
    }


def _data() -> dict[str, list[dict[str, str]]]:
    ((document, _),) = check(samples.ROOT, [samples.ROOT / loops.FOLDER]).documents
    blocks = [block for section in document.sections for block in section.blocks]
    texts = [{"said": block.text.plain} for block in blocks if hasattr(block, "text")]
    tables = [block for block in blocks if isinstance(block, Table)]
    forms = [cell for block in blocks for cell in getattr(block, "cells", {}).items()]
    rows = [[cell.plain for cell in row[:2]] for table in tables for row in table.rows]
    rows += [[str(name), getattr(text, "plain", "")] for name, text in forms]
    return {"texts": texts, "rows": [{"name": row[0], "said": row[-1]} for row in rows]}


def _template(file: Path, paragraphs: list[str], rows: list[list[str]]) -> Path:
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    table = made.add_table(0, 2)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    made.save(str(file))
    return file
