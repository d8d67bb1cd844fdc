"""Compares what an output says with what it has to say, and tells where they differ."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from generator.model.finding import Finding, error
from generator.model.position import Position
from generator.verify.reading import Gap, ReadingError, gaps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.document import Document
    from generator.model.layout import Layout
    from generator.verify.leaves import Leaf
    from generator.verify.reading import Reading
    from generator.verify.reference import Reference

MISSING, EXTRA, ORDER = "JD-001", "JD-002", "JD-003"
MOST: Final = 5  # findings for one output
_FORMATS: Final = {"docx": "Word", "pdf": "PDF", "html": "网页", "xlsx": "Excel"}
_AROUND: Final = 6  # characters shown on both sides of a difference
_SHOWN: Final = 30
_CAUSE: Final = "生成以后，程序把文件读回来，和内容逐字核对；对不上的文件不会写出。"
_HINT: Final = "多半是模板改动造成的：检查 {template} 里印这一处的地方。最近没有改过模板的，请告诉维护程序的人。"
_TEMPLATE: Final = "document.docx"


def check(
    kind: str, data: bytes, reference: Reference, document: Document, layout: Layout | None = None
) -> list[Finding]:
    """Read an output back; return what is wrong with it, at most five findings.

    `layout` has the templates that may be at fault; without it, all that differs counts as the output's own.
    """
    told = _Told(kind, document, layout)
    if faults := list(_of_template(reference, told)):
        return faults[:MOST]
    try:
        if kind == "xlsx":
            return list(islice(_of_sheets(data, reference, document, told), MOST))
        reading = _read(kind, data, reference)
    except ReadingError as problem:
        return [told(MISSING, f"读不回来：{problem}", None)]
    found = [told(EXTRA, f"{place}里多出「{_short(words)}」", None) for place, words in reading.margins]
    if reading.text != reference.text:
        return [*found, *dict.fromkeys(_of_text(reading, reference, told))][:MOST]
    found += [*_of_rows(reading, reference, told), *_of_pages(reading, reference, told)]
    return found[:MOST]


def _read(kind: str, data: bytes, reference: Reference) -> Reading:
    # Each format's reader is imported only where there is something for it to read.
    if kind == "docx":
        from generator.verify import word  # noqa: PLC0415 - its library only where needed

        return word.read(data)
    if kind == "pdf":
        from generator.verify import folding  # noqa: PLC0415 - its library only where needed

        return folding.read(data, reference)
    from generator.verify import web  # noqa: PLC0415 - its library only where needed

    return web.read(data)


class _Told:
    """Words findings about one output."""

    def __init__(self, kind: str, document: Document, layout: Layout | None) -> None:
        self.kind, self.document = kind, document
        names = _TEMPLATE, "pack.yaml" if kind == "xlsx" else _TEMPLATE
        # The Word template that every format is drawn from, and what this one is drawn from.
        self.word, self.template = (
            layout.place(layout.file(name)).path if layout else f"templates/{document.pack}/{name}" for name in names
        )

    def __call__(self, code: str, message: str, position: Position | None, place: str = "") -> Finding:
        """Return a finding; its line is that of the text, or the first of the document where it has none."""
        position = position or Position(self.document.source, 1)
        where = f"{_FORMATS[self.kind]}{f' {place}' if place else ''}"
        hint = _HINT.format(template=f"{self.template}{' 和样式' if self.kind == 'pdf' else ''}")
        return error(code, f"{where}：{message}", position, cause=_CAUSE, hint=hint)


def _of_template(reference: Reference, told: _Told) -> Iterator[Finding]:
    """Tell of texts that the Word template forgets or prints twice: its faults are those of every output."""
    for code, leaves, words in ((MISSING, reference.missing, "没有印出"), (EXTRA, reference.extra, "多印了一次")):
        for leaf in leaves:
            position = leaf.position or Position(told.document.source, 1)
            message = f"Word 模板{words}「{leaf.name}」的「{_short(leaf.text)}」"
            yield error(code, message, position, cause=_CAUSE, hint=_HINT.format(template=told.word))


def _of_text(reading: Reading, reference: Reference, told: _Told) -> Iterator[Finding]:
    found = gaps(reference.text, reading.text, MOST)
    is_moved = _is_moved(found, reading, reference)
    for gap in found:
        wanted, there = reference.text[gap.start : gap.stop], reading.text[gap.begin : gap.end]
        leaf = reference.leaf(gap.start)
        names = _names(reference.span(gap.start, gap.stop))
        before, after = reference.text[max(gap.start - _AROUND, 0) : gap.start], reference.text[gap.stop :][:_AROUND]
        around = f"（前后文：{before}▲{after}）"
        # What is missing between two pages was to stand at the end of the first.
        at = gap.begin - 1 if gap.begin == gap.end and gap.begin in reading.pages else gap.begin
        place = reading.where(max(min(at, len(reading.text) - 1), 0))
        if is_moved:
            yield told(
                ORDER,
                f"「{names}」次序不对，应是「{_short(wanted)}」，印的是「{_short(there)}」{around}",
                leaf.position,
                place,
            )
        elif not wanted:
            yield told(EXTRA, f"「{leaf.name}」处多出「{_short(there)}」{around}", leaf.position, place)
        elif not there:
            yield told(MISSING, f"「{names}」缺「{_short(wanted)}」{around}", leaf.position, place)
        else:
            yield told(
                MISSING, f"「{names}」应是「{_short(wanted)}」，印的是「{_short(there)}」{around}", leaf.position, place
            )


def _is_moved(found: list[Gap], reading: Reading, reference: Reference) -> bool:
    """Whether several texts stand in each other's place: all that is missing somewhere is there elsewhere."""
    if len(found) == MOST or len({leaf for gap in found for leaf in reference.span(gap.start, gap.stop)}) == 1:
        return False
    wanted = "".join(reference.text[gap.start : gap.stop] for gap in found)
    return sorted(wanted) == sorted("".join(reading.text[gap.begin : gap.end] for gap in found))


def _of_rows(reading: Reading, reference: Reference, told: _Told) -> Iterator[Finding]:
    """Tell of the first row whose texts stand in other cells than they should; all words are there, in order."""
    next_row = begin = 0
    for row, spans in zip(reference.rows, reference.spans, strict=True):
        words = "".join(row)
        begin = reference.text.find(words, begin)
        here = next((at for at in range(next_row, len(reading.rows)) if reading.rows[at] == row), None)
        if here is None:
            there = next((cells for cells in reading.rows[next_row:] if "".join(cells) == words), ())
            first = next((at for at, (one, other) in enumerate(zip(row, there, strict=False)) if one != other), 0)
            at = begin + len("".join(row[:first]))
            leaf, shown = reference.leaf(at), "｜".join(_short(cell) or "空" for cell in row)
            yield told(ORDER, f"「{leaf.name}」印在别的格子里，这一行应是「{shown}」", leaf.position, reading.where(at))
            return
        if reading.spans[here] != spans:
            leaf, place = reference.leaf(begin), reading.where(begin)
            yield told(ORDER, f"「{leaf.name}」所在的一行，合并的格子和模板里的不一样", leaf.position, place)
            return
        next_row, begin = here + 1, begin + len(words)
    if reading.uneven:
        yield told(ORDER, "这一行的格子排不满，或者多出了格子", None, reading.uneven)


def _of_pages(reading: Reading, reference: Reference, told: _Told) -> Iterator[Finding]:
    """Tell of page numbers that are wrong: those printed on the pages, and those in the contents."""
    for page, folio in enumerate(reading.folios, 1):
        if folio not in {None, page}:
            yield told(MISSING, f"页码印成了 {folio}", None, f"第{page}页")
    if not reading.pages:
        return
    firsts: dict[int, int] = {}
    for leaf, start in zip(reference.leaves, reference.starts, strict=True):
        firsts.setdefault(leaf.block, start)
    entries = [leaf for leaf in reference.leaves if leaf.target >= 0]
    for leaf, number in zip(entries, reading.entries, strict=True):
        real = reading.where(firsts[leaf.target])
        if number is not None and real != f"第{number}页":
            yield told(
                MISSING,
                f"「{leaf.name}」的页码印成了 {number}，其实在{real}",
                leaf.position,
                reading.where(firsts[leaf.block]),
            )


def _of_sheets(data: bytes, reference: Reference, document: Document, told: _Told) -> Iterator[Finding]:
    from generator.verify import sheets  # noqa: PLC0415 - its library only where needed

    for found in sheets.differences(data, document, reference.forms):
        code = EXTRA if not found.wanted else MISSING
        words = f"应是「{_short(found.wanted) or '空'}」，印的是「{_short(found.there) or '空'}」"
        yield told(code, f"「{found.part}」{words}", found.position, found.where)


def _names(leaves: tuple[Leaf, ...]) -> str:
    names = list(dict.fromkeys(leaf.name for leaf in leaves))
    return names[0] if len(names) == 1 else f"{names[0]}」至「{names[-1]}"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}……（共 {len(text)} 字）"
