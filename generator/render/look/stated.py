"""Units of money that a Word template writes out beside figures: they have to be those in which these are printed."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from generator.model.document import Form
from generator.model.finding import Finding, FindingError, Severity
from generator.model.memory import kept
from generator.model.stated import CODE, LABEL, MONEY_WORD
from generator.model.text import Text
from generator.model.units import MONEY
from generator.render.docx_xml import BadTemplateError
from generator.render.look import template
from generator.render.look.reading import TAG

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model.document import Cell as Given
    from generator.model.document import Document
    from generator.model.drawing import Cell, Grid
    from generator.model.layout import Layout
    from generator.model.text import Figure

_LOOP: Final = re.compile(r"for\s+(\w+)\s+in\s+块\.栏\.(\w+)")
_NAME: Final = re.compile(r"(\w+)\.(\w+)(?:\.(\w+))?")
_BEHIND: Final = re.compile(rf"^\s*{MONEY_WORD}")
_ABOVE: Final = re.compile(rf"单位\s*[:：]\s*{MONEY_WORD}")


def hold(document: Document, layout: Layout) -> None:
    """Hold the words of the forms of a document to its figures.

    Raises:
        FindingError: some words name another unit than the one in which the figures beside them are printed.
    """
    for block in document.blocks:
        if isinstance(block, Form):
            figures = [one for name, cell in block.cells.items() for one in _figures(name, cell)]
            labels = _labels(layout).get(block.name, {}) if figures else {}
            for name, figure in figures:
                if name in labels:
                    _hold(*labels[name], figure, layout)


def _figures(name: str, cell: Given) -> Iterator[tuple[str, Figure]]:
    """Yield the figures of a cell that a money format printed, each with the name of what stands there."""
    texts = [(name, cell)] if isinstance(cell, Text) else []
    for part in () if isinstance(cell, Text) else cell:
        texts += [(name, part)] if isinstance(part, Text) else [(f"{name}.{key}", text) for key, text in part.items()]
    for key, text in texts:
        yield from ((key, run.figure) for run in text.runs if run.figure and run.figure.shown is not None)


def _hold(unit: str, words: str, figure: Figure, layout: Layout) -> None:
    digits, shown = Decimal(figure.text.replace(",", "")), figure.shown
    if not shown or digits * MONEY.get(unit, Decimal(0)) == shown:
        return
    printed = next((one for one, scale in MONEY.items() if digits * scale == shown), "")
    raise FindingError(
        Finding(
            CODE,
            Severity.ERROR,
            f"Word 模板里「{words}」写的是{unit}，这里的数却按{printed}印（{figure.text}）",
            layout.place(layout.file(template.TEMPLATE)),
            cause=f"读的人会照「{words}」去读旁边的数。",
            hint=f"在 Word 里把「{unit}」改成「{printed}」；或在 pack.yaml 里给这张表单另选一个「格式」。",
        )
    )


@kept
def _labels(layout: Layout) -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """Return the units that stand beside the cells of each form, with the words that say them, by the cells' names."""
    try:
        forms = template.read(layout).forms
    except BadTemplateError:  # Those who draw the form tell why.
        return {}
    return {name: dict(found for grid in grids for found in _of_grid(grid)) for name, grids in forms.items()}


def _of_grid(grid: Grid) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the names in a table with the nearest unit: behind, in the cell, left of it, above it, above the table."""
    there: dict[tuple[int, int], Cell] = {}
    lists: dict[str, str] = {}
    above = [(_ABOVE, TAG.sub("", line.text)) for line in grid.above]
    for at, row in enumerate(grid.rows):
        lists |= {found[1]: found[2] for found in _LOOP.finditer(row.step)}
        for cell in row.cells:
            rows = range(at, at + cell.rows + len(cell.lists))
            there |= {(y, x): cell for y in rows for x in range(cell.column, cell.column + cell.columns)}
    for at, row in enumerate(grid.rows):
        for cell in row.cells:
            around = [(at, x) for x in reversed(range(cell.column))] + [(y, cell.column) for y in reversed(range(at))]
            heads = [there[place].text for place in around if place in there]
            words = [TAG.sub("", cell.text), *(text for text in heads if "{{" not in text)]
            for name, behind in _names(cell.text, lists):
                nearest = [(_BEHIND, behind), *((LABEL, text) for text in words), *above]
                found = next((hit for pattern, text in nearest if (hit := pattern.search(text))), None)
                if found:
                    yield name, (found["unit"], "".join((found[0] if found.re is not LABEL else found.string).split()))


def _names(text: str, lists: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the names that tags of a cell place, each with the words behind it."""
    parts = re.split(r"\{\{(.*?)\}\}", text)
    for tag, behind in zip(parts[1::2], parts[2::2], strict=True):
        for one, two, three in _NAME.findall(tag):
            if (one, two) == ("块", "栏") and three:
                yield three, behind
            elif one in lists:
                yield f"{lists[one]}.{two}", behind
