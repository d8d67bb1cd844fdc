"""Faults sown into finished PDFs: pages that are gone, texts that are gone or stand in each other's place."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2

from generator.verify import pages
from generator.verify.leaves import squeeze
from tests.verify.faults import Fault

if TYPE_CHECKING:
    from random import Random


def spoil(data: bytes, kind: str, random: Random) -> Fault | None:
    """Sow a fault into a PDF: into the pages, or into the text of one of them."""
    with pikepdf.open(io.BytesIO(data)) as document:
        number = random.randrange(len(document.pages))
        fault = {"page": _page, "dropped": _text, "swapped": _texts}[kind](document, number, random, data)
        if fault is None:
            return None
        out = io.BytesIO()
        document.save(out)
    return Fault(kind, out.getvalue(), page=number + 1, words=fault)


def _page(document: pikepdf.Pdf, number: int, _: Random, data: bytes) -> tuple[str, ...]:
    del document.pages[number]
    return tuple(unit.text for unit in pages.pages(data)[0][number].units)


def shown_of(document: pikepdf.Pdf, number: int) -> tuple[list[Any], list[int]]:
    """Return the instructions of a page, and which of them show text."""
    instructions: list[Any] = list(pikepdf.parse_content_stream(document.pages[number]))
    shown = [at for at, (_, operator) in enumerate(instructions) if str(operator) in {"Tj", "TJ"}]
    return instructions, shown


def write(document: pikepdf.Pdf, number: int, instructions: list[Any]) -> None:
    document.pages[number].Contents = document.make_stream(pikepdf.unparse_content_stream(instructions))


def _text(document: pikepdf.Pdf, number: int, random: Random, data: bytes) -> tuple[str, ...]:
    instructions, shown = shown_of(document, number)
    words = words_of(data, number)
    place = random.choice([place for place, text in enumerate(words) if _counts(text)])
    del instructions[shown[place]]
    write(document, number, instructions)
    return (words[place],)


def _counts(text: str) -> bool:
    """Whether a text is more than page furniture."""
    return bool(text.strip("…")) and not re.fullmatch(r"—\d+—", text)


def _texts(document: pikepdf.Pdf, number: int, random: Random, data: bytes) -> tuple[str, ...] | None:
    """Swap two texts of the same font, as an error of a layout program would."""
    instructions, shown = shown_of(document, number)
    fonts: dict[int, str] = {}
    font = ""
    for at, (operands, operator) in enumerate(instructions):
        font = str(operands[0]) if str(operator) == "Tf" else font
        fonts[at] = font
    words = words_of(data, number)
    pairs = [
        (one, other)
        for one in range(len(shown))
        for other in range(one + 1, len(shown))
        if fonts[shown[one]] == fonts[shown[other]]
        and words[one] != words[other]
        and _counts(words[one])
        and _counts(words[other])
    ]
    if not pairs:
        return None
    one, other = random.choice(pairs)
    first, second = shown[one], shown[other]
    instructions[first], instructions[second] = instructions[second], instructions[first]
    write(document, number, instructions)
    return words[one], words[other]


def words_of(data: bytes, number: int) -> list[str]:
    """Return the texts of a page, as many as it has instructions that show text."""
    document = pypdfium2.PdfDocument(data)
    try:
        kinds = [pypdfium2.raw.FPDF_PAGEOBJ_TEXT]
        sheet = document[number]
        return [squeeze(item.extract()) for item in sheet.get_objects(filter=kinds, textpage=sheet.get_textpage())]
    finally:
        document.close()
