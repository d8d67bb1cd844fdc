"""One page of HTML for a document: what the browser gets, and what the PDF is laid out from."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any, Protocol

from jinja2 import TemplateError
from markupsafe import Markup

from generator.model.document import Form
from generator.model.finding import FindingError
from generator.model.memory import kept
from generator.phrase.parts import parts
from generator.render import imprint
from generator.render.blame import blame
from generator.render.context import Show, context
from generator.render.last_of_form import settled
from generator.render.look import css, html
from generator.render.look import template as word
from generator.render.markup import Rules, examine
from generator.render.sheets import read
from generator.sandbox.environment import Sandbox, fill

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from jinja2 import Template

    from generator.model.document import Document
    from generator.model.layout import Layout
    from generator.model.text import Text

_COMMON = "page.html"


class Drawer(Protocol):
    """Draws texts in another way than outputs do."""

    @property
    def policy(self) -> str:
        """What the policy of the page allows besides."""

    @property
    def addresses(self) -> Collection[str]:
        """What drawn texts lead to."""

    def show(self, text: Text) -> Markup:
        """Return what stands for a text in the template's result."""

    def finish(self, made: str) -> str:
        """Return the page, made of the template's result."""


def page(
    document: Document,
    layout: Layout,
    *sheets: str,
    drawer: Drawer | None = None,
    notes: Sequence[str] = (),
    workbook: str = "",
) -> str:
    """Return a document as HTML that is dressed by some style sheets of the common folder.

    Drafts give a drawer of its texts, and `notes` that stand above it; `workbook` is the address of the tables as a
    workbook.

    Raises:
        FindingError: the pack's template can't be used.
    """
    show = Show(drawer.show, drawer.show) if drawer else Show(_show, _show_line)
    values = context(document, layout, show)
    _draw_forms(values, document, layout, show)
    style = "\n".join(
        (*_sheets(layout, sheets), _drawn(layout, is_paper="print.css" in sheets), *_widths(values), *_signed(document))
    )
    # The hash lets browsers apply this very style sheet, and nothing else that could find its way into a page.
    policy = f"default-src 'none'; style-src '{fingerprint(style)}'; base-uri 'none'; form-action 'none'"
    policy += drawer.policy if drawer else ""
    # Style sheets belong to the pack, like the template itself: they are no text of a clerk.
    words = {"样式": Markup(style), "安全策略": policy, "草稿": list(notes), "工作簿": workbook}  # noqa: S704 - see above
    made = _fill(layout, values | words)
    made = drawer.finish(made) if drawer else made
    examine(
        made,
        Rules(style, policy, addresses=frozenset((workbook, *(drawer.addresses if drawer else ())))),
        layout,
    )
    return made


def _fill(layout: Layout, values: dict[str, object]) -> str:
    try:
        return fill(_template(layout), values)
    except TemplateError as problem:
        raise FindingError(blame(problem, layout.common / _COMMON, layout)) from problem


def _draw_forms(values: dict[str, Any], document: Document, layout: Layout, show: Show) -> None:
    """Give each block that is a form what draws it."""
    blocks = (block for section in values["节"] for block in section["块"])
    given = ((section, block) for section in document.sections for block in section.blocks)
    for (section, form), block in zip(given, blocks, strict=True):
        if isinstance(form, Form):
            grids = settled(document, section, form, layout)
            block["表单"] = html.form(form, block["号"], grids, word.read(layout), show.text)


def fingerprint(inline: str) -> str:
    """Return the name by which a Content-Security-Policy allows a style sheet or a script inside the page."""
    return f"sha256-{base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()}"


def _show(text: Text) -> Markup:
    return Markup.escape(text.plain)


def _show_line(text: Text) -> Markup:
    """Return a line in which a narrow screen may end its own lines between words."""
    return Markup("<wbr>").join(part.text for part in parts(text.plain))


def _widths(values: dict[str, Any]) -> list[str]:
    """Return a rule for each column of the regular tables: the policy forbids styles on elements."""
    tables = {block["号"]: block["表"] for section in values["节"] for block in section["块"] if block["表"]}
    return [
        f"#t{number} col:nth-child({place}) {{ width: {column['宽']} }}"
        for number, table in tables.items()
        for place, column in enumerate(table["列"], 1)
    ]


def _signed(document: Document) -> list[str]:
    """Return a rule for each line below the text: how far from the right edge it begins."""
    return [f"#b{number} {{ width: {place.width:g}em }}" for number, place in imprint.places(document).items()]


@kept
def _template(layout: Layout) -> Template:
    return Sandbox(layout.common, markup=True).load(_COMMON)


@kept
def _sheets(layout: Layout, sheets: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(read(layout.common / sheet, layout) for sheet in sheets)


@kept
def _drawn(layout: Layout, *, is_paper: bool) -> str:
    """Return the rules that the Word template gives."""
    return (css.on_paper if is_paper else css.on_screen)(word.read(layout))
