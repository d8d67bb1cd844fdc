"""What the forms of a Word template say, whoever draws them: its words, with the texts of a document between them.

Reads the template by itself: neither what fills it in for Word nor what draws it for the other formats has a part in
this, so that whatever one of them loses is found.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.model.drawing import merges
from generator.model.memory import kept
from generator.model.text import Text
from generator.sandbox.environment import Sandbox, fill
from generator.verify import word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jinja2 import Template
    from lxml import etree

    from generator.model.document import Cell, Document, Form
    from generator.model.layout import Layout

# Signs that no text has: where a table begins and ends, a row of heads, any other row, a cell, a further column of it,
# that it is one with an equal one above, and a line outside of tables.
TABLE, DONE, HEAD, ROW, CELL, WIDER, EQUAL, LINE = "\ufdd2\ufdd3\ufdd4\ufdd5\ufdd6\ufdd7\ufdd9\ufdda"
_FORM: Final = re.compile(r"\{%p\s+if\s+块\.(\w+)\s*%\}")
_STEP: Final = re.compile(r"\{%p\s+([^{}]+?)\s*%\}")
_ROW_STEP: Final = re.compile(r"\{%tr\s+([^{}]+?)\s*%\}")
_TAG: Final = re.compile(r"\{[{%].*?[%}]\}")
# Word takes these quotes inside of tags, as it writes them itself.
_QUOTES: Final = str.maketrans("“”‘’", "\"\"''")


def said(form: Form, document: Document, layout: Layout, mark: Callable[[Text], str]) -> str:
    """Return what a form says, with signs; nothing where the template lacks it. `mark` gives what stands for a text."""
    template = _templates(layout).get(form.name)
    if template is None:
        return ""
    block = {"栏": {name: _cell(cell, mark) for name, cell in form.cells.items()}}
    about = {"标题全文": document.title_text, "作者": document.author, "年度": str(document.year)}
    return fill(template, {"块": block, "文档": {**about, "成文日期": document.issued}})


def _cell(cell: Cell, mark: Callable[[Text], str]) -> object:
    if isinstance(cell, Text):
        return mark(cell)
    return [
        mark(part) if isinstance(part, Text) else {name: mark(text) for name, text in part.items()} for part in cell
    ]


@kept
def _templates(layout: Layout) -> dict[str, Template]:
    sandbox = Sandbox(markup=False)
    data = layout.file("document.docx").read_bytes()
    equal = frozenset(key for key, name in word.styles(data).items() if merges(name))
    forms = _forms(word.document(data)[0])
    return {name: sandbox.read("".join(_part(node, equal) for node in nodes)) for name, nodes in forms}


def _forms(body: etree._Element) -> Iterator[tuple[str, Sequence[etree._Element]]]:
    """Yield the forms with what stands between their `{%p if 块.X %}` and `{%p endif %}`."""
    name, depth, begin = "", 0, 0
    nodes = list(body)
    for at, node in enumerate(nodes):
        text = _text(node).strip() if node.tag == word.PARAGRAPH else ""
        step = found[1] if (found := _STEP.fullmatch(text)) else ""
        if not name and (opened := _FORM.fullmatch(text)):
            name, depth, begin = opened[1], 1, at + 1
        elif name:
            depth += step.startswith(("if ", "for ")) - step.startswith("end")
            if not depth:
                yield name, nodes[begin:at]
                name = ""


def _part(node: etree._Element, equal: frozenset[str]) -> str:
    if node.tag == word.PARAGRAPH:
        words = _line(node)
        return words if _STEP.fullmatch(_text(node).strip()) else LINE + words
    return (
        f"{TABLE}{''.join(_row(row, equal) for row in node.iterfind(word.ROW))}{DONE}" if node.tag == word.TABLE else ""
    )


def _row(row: etree._Element, equal: frozenset[str]) -> str:
    words = "".join(map(_text, row.iter(word.PARAGRAPH))).strip()
    if found := _ROW_STEP.fullmatch(words):
        return f"{{% {found[1]} %}}"
    return (HEAD if word.is_head(row) else ROW) + "".join(_of_cell(cell, equal) for cell in row.iterfind(word.CELL))


def _of_cell(cell: etree._Element, equal: frozenset[str]) -> str:
    """Return a cell; what is merged with the cell above is none."""
    if word.continues(cell):
        return ""
    signs = CELL + (EQUAL if word.style(cell) in equal else "") + WIDER * (word.span(cell) - 1)
    return signs + "".join(map(_line, cell.iterfind(word.PARAGRAPH)))


def _line(paragraph: etree._Element) -> str:
    words = _text(paragraph)
    found = _STEP.fullmatch(words.strip())
    return f"{{% {found[1]} %}}" if found else words


def _text(paragraph: etree._Element) -> str:
    return _TAG.sub(lambda tag: tag[0].translate(_QUOTES), word.text_of(paragraph))
