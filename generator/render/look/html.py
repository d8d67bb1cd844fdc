"""The forms of a Word template as HTML, with their tags: what the page's template draws them with."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from generator.render.look.dress import css_name
from generator.render.look.reading import TAG

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.drawing import Cell, Grid, Line, Row
    from generator.render.look.template import Template

# The spans of a cell over a list, which templates can't add up themselves: `rowspan="2+12"`.
_SUM: Final = re.compile(r'rowspan="(\d+(?:\+\d+)+)"')
_PRINTED: Final = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
# What is set by hand that a cell can't have itself: the paragraph in it has it.
_OF_PARAGRAPH: Final = ("ind.", "spacing.before", "spacing.after")
_END: Final = "endfor"
_HEAD, _FOOT = "thead", "tfoot"


def page(template: Template) -> str:
    """Return the template of a page: the common one with the forms."""
    forms = [
        f"{{% if 块.{name} %}}\n{_form(name, grids, template)}\n{{% endif %}}" for name, grids in template.forms.items()
    ]
    return "\n".join(['{% extends "page.html" %}', "{% block 表单 scoped %}", *forms, "{% endblock %}", ""])


def summed(made: str) -> str:
    """Return a page whose spans are added up."""
    return _SUM.sub(lambda found: f'rowspan="{sum(map(int, found[1].split("+")))}"', made)


def _form(name: str, grids: Sequence[Grid], template: Template) -> str:
    label = 'aria-labelledby="f{{ 块.号 }}"' if grids[0].above else f'aria-label="{escape(name)}"'
    tables = [_table(grid, number, grids, template) for number, grid in enumerate(grids)]
    return "\n".join([f'<div class="form" role="region" {label} tabindex="0">', *tables, "</div>"])


def _table(grid: Grid, number: int, grids: Sequence[Grid], template: Template) -> str:
    label = "" if grid.above else f' aria-label="{escape(grid.name)}"'
    label += "".join(f' data-label="{_text(line.text)}"' for line in grid.above if line.level)
    kind = f"drawn drawn-{template.grids.index(grid) + 1}"
    heads = [_row(row) for row in grid.rows if row.is_head]
    # Where a page may end in a row, or in a cell over several, each page needs a line above and below.
    bar = f'<tr class="bar"><td colspan="{len(grid.widths)}"></td></tr>' if _is_torn(grid) else ""
    followed = number + 1 < len(grids) and grids[number + 1].is_joined
    return "\n".join(
        part
        for part in (
            f'<table class="{kind}"{label}>',
            _caption(grid, is_first=not number),
            f"<colgroup>{'<col>' * len(grid.widths)}</colgroup>",
            *_group(_HEAD, heads or [bar]),
            "<tbody>",
            *_body(grid, is_followed=followed),
            "</tbody>",
            *_group(_FOOT, [bar]),
            "</table>",
        )
        if part
    )


def _caption(grid: Grid, *, is_first: bool) -> str:
    named = ' id="f{{ 块.号 }}"' if is_first else ""
    return f"<caption{named}>{''.join(_lines(grid.above, 'span'))}</caption>" if grid.above else ""


def _group(name: str, rows: Sequence[str]) -> list[str]:
    return [f"<{name}>", *rows, f"</{name}>"] if any(rows) else []


def _is_torn(grid: Grid) -> bool:
    return any(
        not row.is_head and (row.may_split or any(cell.is_tall for cell in row.cells)) for row in grid.rows if row.cells
    )


def _body(grid: Grid, *, is_followed: bool) -> Iterator[str]:
    last = len(grid.rows) - 1
    for at, row in enumerate(grid.rows):
        if row.step:
            yield f"{{% {row.step} %}}"
        elif not row.is_head:
            yield _row(row, is_closed=is_followed and at == last)


def _row(row: Row, *, is_closed: bool = False) -> str:
    marks = [name for name, holds in (("head", row.keeps), ("split", row.may_split and not row.is_head)) if holds]
    start = f'<tr class="{" ".join(marks)}">' if marks else "<tr>"
    return "\n".join([start, *(_cell(cell, is_closed=is_closed) for cell in row.cells), "</tr>"])


def _cell(cell: Cell, *, is_closed: bool) -> str:
    """Return a cell; `is_closed`: a joined table goes on below, whose upper line is the lower one of this."""
    alone = cell.lines[0] if len(cell.lines) == 1 and not _needs_paragraph(cell.lines[0]) else None
    names = [css_name(alone)] if alone else []
    names += [] if cell.align == "center" else [f"v-{cell.align}"]
    names += ["whole"] if cell.is_whole else []
    names += [f"no-{side}" for side in cell.sides if not (is_closed and side == "bottom")]
    spans = "".join(
        f' {key}="{value}"' for key, value in (("colspan", str(cell.columns)), ("rowspan", _tall(cell))) if value != "1"
    )
    kind = f' class="{" ".join(names)}"' if names else ""
    inside = _text(alone.text) if alone else "".join(_lines(cell.lines, "p"))
    plain = f"<td{kind}{spans}>{inside}</td>"
    made = f'<th scope="{cell.scope}"{kind}{spans}>{inside}</th>' if cell.scope else plain
    # A head that prints nothing heads nothing.
    if cell.scope and (printed := _PRINTED.fullmatch(cell.text)):
        made = f"{{% if {printed[1]} %}}{made}{{% else %}}<td{kind}{spans}></td>{{% endif %}}"
    return f"{{% if loop.first %}}{made}{{% endif %}}" if cell.is_shared else made


def _tall(cell: Cell) -> str:
    if cell.is_shared:
        return "{{ loop.length }}"
    return "+".join([str(cell.rows), *(f"{{{{ {items}|length }}}}" for items in cell.lists)])


def _needs_paragraph(line: Line) -> bool:
    return bool(line.step) or any(key.startswith(_OF_PARAGRAPH) for key in line.own)


def _lines(lines: Sequence[Line], tag: str) -> Iterator[str]:
    for line in lines:
        if line.step:
            # Of an empty list a paragraph stays, as Word demands.
            yield f'{{% else %}}<{tag} class="{css_name(line)}"></{tag}>' if line.step == _END and tag == "p" else ""
            yield f"{{% {line.step} %}}"
        elif line.text.count("\t") == 1:  # To both ends of the line.
            parts = "".join(f"<span>{_text(part)}</span>" for part in line.text.split("\t"))
            yield f'<{tag} class="{css_name(line)} ends">{parts}</{tag}>'
        else:
            yield f'<{tag} class="{css_name(line)}">{_text(line.text)}</{tag}>'


def _text(text: str) -> str:
    """Return words and tags as HTML: the words escaped, tags as they are."""
    at, made = 0, []
    for tag in TAG.finditer(text):
        made += [escape(text[at : tag.start()]), tag[0]]
        at = tag.end()
    return "".join([*made, escape(text[at:])]).replace("\t", " ").replace("\n", "<br>")
