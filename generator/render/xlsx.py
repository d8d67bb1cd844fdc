"""The annexes of a document as one workbook, a sheet for each: numbers are numbers, and look as they are printed.

XlsxWriter and not openpyxl: it needs no other library, leaves every text a text whatever it begins with, and puts no
time of its own into the file, where openpyxl always notes the moment of saving.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from generator.model.document import Form, Table
from generator.model.facts import SHEET
from generator.render import docx_package, xlsx_form, xlsx_table
from generator.render.look import template
from generator.render.look.filled import filled
from generator.render.xlsx_grid import Grid, page_width
from generator.render.xlsx_sheets import plan
from generator.render.xlsx_style import LABEL, LINE, TITLE, TITLE_SIZES, Formats, Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.document import Document, Row
    from generator.model.layout import Layout
    from generator.model.text import Text
    from generator.render.xlsx_sheets import Sheet

# Nothing is made of a text that looks like something else; no temporary files.
_LITERAL: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def render(document: Document, layout: Layout) -> bytes:
    """Return the workbook of a document that has tables.

    Raises:
        BadTemplateError: if forms can't be read from the pack's Word template.
        FindingError: if a text is longer than a cell can be.
    """
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, _LITERAL)
    formats = Formats(workbook)
    for sheet in plan(document):
        form = next((_form(block, sheet, document, layout) for block in sheet.blocks if isinstance(block, Form)), None)
        _draw(sheet, form, workbook.add_worksheet(sheet.name), formats)
    if document.facts:
        _carry(document.facts, workbook.add_worksheet(SHEET))
    workbook.close()
    with zipfile.ZipFile(buffer) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return docx_package.pack({**files, docx_package.PROPERTIES: docx_package.properties(document)})


def _form(form: Form, sheet: Sheet, document: Document, layout: Layout) -> xlsx_form.Drawing:
    return xlsx_form.Drawing(filled(form, document, layout), template.read(layout), sheet.orientation)


def _draw(sheet: Sheet, form: xlsx_form.Drawing | None, worksheet: Any, formats: Formats) -> None:
    grid = Grid(worksheet, formats, sheet.orientation, form.widths if form else _widths(sheet))
    grid.line(sheet.label, LABEL)
    style = _fitting(sheet.title, grid)
    grid.line(grid.broken(sheet.title, style.size, is_title=True), style)
    for block in sheet.blocks:
        if isinstance(block, Table):
            xlsx_table.draw(block, grid)
        elif isinstance(block, Form) and form:
            form.draw(grid)
        elif not isinstance(block, Form):
            grid.line(block.text, LINE)
    grid.finish()


def _carry(facts: Sequence[Row], worksheet: Any) -> None:
    """Write facts on a sheet that nobody sees who doesn't ask for it: plain texts and numbers."""
    worksheet.hide()
    for column, head in enumerate(facts[0]):
        worksheet.write_string(0, column, head)
    for row, fact in enumerate(facts, 1):
        for column, text in enumerate(fact.values()):
            if text:
                worksheet.write_string(row, column, text.plain)


def _fitting(title: Text, grid: Grid) -> Style:
    """Return the largest size in which a title stands on one line, or the usual one where it takes several anyway."""
    fitting = (size for size in TITLE_SIZES if grid.fits(title, size))
    return replace(TITLE, size=next(fitting, TITLE.size))


def _widths(sheet: Sheet) -> list[float]:
    """Return the columns of a sheet; one with text alone has a single column, as wide as the page."""
    for block in sheet.blocks:
        if isinstance(block, Table):
            return xlsx_table.widths(block, sheet.orientation)
    return [page_width(sheet.orientation)]
