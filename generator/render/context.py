"""What templates of every format are given: plain dicts, lists and strings under the words of the form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.model.document import CONTENTS_LEVELS, Annex, Contents, Form, Heading, Imprint, Paragraph, Table
from generator.model.text import Text
from generator.render import imprint, last_lines
from generator.render.fit import SIZES, head_lines, title_lines
from generator.render.fitting import fitted
from generator.render.last_rows import settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.document import Block, Cell, Column, Document, Section
    from generator.model.layout import Layout
    from generator.render.fit import Fit, LastRows

# Lines of the imprint, by the names of their kinds.
IMPRINT: Final = ("封面", "署名", "成文日期")
LEVELS: Final = ("一级标题", "二级标题", "三级标题", "四级标题")
PARAGRAPH: Final = "段落"
ANNEX, TABLE, CONTENTS = "附件", "表格", "目录"
# What a block can be besides a form.
KINDS: Final = (*LEVELS, PARAGRAPH, ANNEX, TABLE, CONTENTS, *IMPRINT)


class UnknownFormError(LookupError):
    """Raised when a document holds a form that its pack does not declare, so that no template could place it."""


@dataclass(frozen=True, slots=True)
class Show:
    """How a format prints a text, and a line of a title or heading, which a narrow screen may break again."""

    text: Callable[[Text], str]
    line: Callable[[Text], str]


def context(document: Document, layout: Layout, show: Show) -> dict[str, object]:
    """Return the variables of a template.

    Every block has every key, since templates meet an unknown one as an error.
    """
    numbers = iter(range(len(list(document.blocks))))
    signed, tight = imprint.places(document), last_lines.settle(document, layout)
    return {
        "文档": {
            "标题": [show.line(line) for line in document.title],
            "标题全文": document.title_text,
            "作者": document.author,
            "年度": str(document.year),
            "成文日期": document.issued,
            "公开日期": document.published,
            "封面": document.has_cover,
        },
        "节": [
            {
                "方向": section.orientation,
                "块": [
                    _block(block, number := next(numbers), layout.forms)
                    | _content(block, section, document, layout, show)
                    | {
                        "随后": number + 1 in signed,
                        "收紧": tight[number].twips if number in tight else 0,
                    }
                    for block in section.blocks
                ],
            }
            for section in document.sections
        ],
    }


def _block(block: Block, number: int, forms: tuple[str, ...]) -> dict[str, object]:
    """Return every key that a block has, empty as far as it depends on the block."""
    kind = _kind(block)
    kinds = (*KINDS, *forms)
    if kind not in kinds:
        raise UnknownFormError(kind)
    flags: dict[str, object] = {name: name == kind for name in kinds}
    return flags | {
        "号": str(number),
        "文": "",
        "标签": "",
        "题行": [],
        "栏": {},
        "表单": "",
        "表": {},
        "条目": [],
        "盖章": False,
        "随后": False,
        "收紧": 0,
    }


def _content(block: Block, section: Section, document: Document, layout: Layout, show: Show) -> dict[str, object]:
    """Return what a block holds beside its flags."""
    match block:
        case Form(cells=cells):
            return {"栏": {name: _cell(cell, show.text) for name, cell in cells.items()}}
        case Annex(label=label, title=title):
            lines = [show.line(line) for line in title_lines(title, section.orientation)]
            return {"标签": show.text(label), "文": show.text(title), "题行": lines}
        case Table():
            drawn = fitted(block, section.orientation, layout)
            return {"表": _table(block, drawn, settle(document, section, block, layout), show)}
        case Contents():
            return {"条目": _entries(document, show.text)}
        case Imprint(text=text, is_sealed=is_sealed):
            return {"文": show.text(text), "盖章": is_sealed}
        case Heading(text=text) | Paragraph(text=text):
            return {"文": show.text(text)}


def _entries(document: Document, show: Callable[[Text], object]) -> list[dict[str, object]]:
    return [
        {"级": level, "文": show(text), "号": str(index)}
        for index, level, text in document.outline()
        if level <= CONTENTS_LEVELS
    ]


def _kind(block: Block) -> str:
    match block:
        case Form(name=name):
            return name
        case Heading(level=level):
            return LEVELS[level - 1]
        case Paragraph():
            return PARAGRAPH
        case Imprint(kind=kind):
            return kind
        case Annex():
            return ANNEX
        case Table():
            return TABLE
        case Contents():
            return CONTENTS


def _table(table: Table, drawn: Fit, last: LastRows, show: Show) -> dict[str, object]:
    """Return a regular table: its rows of headings with their spans, its columns and its rows of cells."""
    whole = sum(drawn.widths)

    def head(column: Column, start: int, left: int) -> dict[str, object]:
        """Return a heading; one without columns below it reaches down over the rows that are left."""
        leaf = not column.children
        wide = sum(drawn.widths[start : start + len(column.leaves)])
        lines = [show.line(line) for line in head_lines(column.heading, wide, SIZES[drawn.size])]
        spans = {"列数": len(column.leaves), "行数": left if leaf else 1}
        return {"文": show.text(column.heading), "行": lines, **spans, "叶": leaf, "首": leaf and not start}

    return {
        "名": table.name,
        "字号": drawn.size,
        "边距": last.padding,
        "样子": last.name,
        # The last rows that stand on a page together: from which one on.
        "同页": len(table.rows) - last.together if last.together else len(table.rows),
        "单位": show.text(table.unit),
        "表头": [
            [head(column, start, table.head_rows - row) for column, start in level]
            for row, level in enumerate(table.levels)
        ],
        "列": [
            {"宽": f"{round(width * 100 / whole, 2):g}%", "齐": column.align}
            for column, width in zip(table.leaf_columns, drawn.widths, strict=True)
        ],
        "行": [[show.text(cell) for cell in row] for row in table.rows],
        "说明": show.text(table.note),
    }


def _cell(cell: Cell, show: Callable[[Text], object]) -> object:
    if isinstance(cell, Text):
        return show(cell)
    return [
        show(part) if isinstance(part, Text) else {column: show(text) for column, text in part.items()} for part in cell
    ]
