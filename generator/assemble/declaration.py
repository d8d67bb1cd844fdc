"""Assembles a document about a project: fills the pack's text template, and builds the Document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.assemble import script
from generator.assemble.blocks import build
from generator.assemble.money import in_unit
from generator.assemble.names import safe
from generator.assemble.project import project_view
from generator.assemble.tokens import BREAK, Tokens
from generator.assemble.view import Viewer, said
from generator.model.document import Document
from generator.model.text import Text, of_words
from generator.model.values import ItemList, Prose

if TYPE_CHECKING:
    from generator.assemble.view import View
    from generator.model.declaration import Declaration
    from generator.model.layout import Layout
    from generator.model.pack import Pack

# How many years the medium-term targets cover, the budget year included.
MEDIUM_YEARS = 3
# The text of the list of spending items; a pack may bring its own, otherwise the common one serves.
ITEMS = "declaration-items.jinja"


def assemble(declaration: Declaration, pack: Pack, kind: str, layout: Layout) -> Document:
    """Make a document of a sound declaration; FindingError if the pack's text template can't be run."""
    tokens = Tokens()
    project = declaration.project
    money = in_unit(project.money_unit)
    words = {"断": BREAK, "金额单位": project.money_unit, "表单名": list(pack.forms)}
    bare = Viewer(lambda _: ())
    views = [said(bare.entry(item), tokens, money) for item in project.items]
    items = [tokens.release(line) for line in script.run(layout, ITEMS, {"明细": views, **words})]

    def expand(prose: Prose) -> tuple[Text, ...]:
        parts: list[Text] = []
        for part in prose.paragraphs:
            parts += items if isinstance(part, ItemList) else [part]
        return tuple(parts)

    values = _values(Viewer(expand), declaration, pack)
    text = pack.documents[kind].text
    lines = script.run(layout, text.text, {**said(values, tokens, money), **words}, text.position)
    title, sections = build(lines, tokens, values, pack)
    return Document(
        source=declaration.path,
        pack=declaration.pack_name,
        department=declaration.folder,
        year=declaration.year.value,
        name=f"{declaration.id}-{safe(declaration.name)}",
        title=title,
        author=declaration.unit.name.text,
        issued=project.issued.text if project.issued else "",
        published=project.published.text if project.published else "",
        number=project.index.text if project.index else "",
        sections=sections,
        department_name=declaration.department.name.text,
        projects=(declaration.name,),
    )


def _values(viewer: Viewer, declaration: Declaration, pack: Pack) -> dict[str, View]:
    """Return all that templates and forms can name: the project, its unit, and what is computed from them."""
    project, unit, year = declaration.project, declaration.unit, declaration.year
    values = project_view(viewer, project, pack, alone=pack.indicator_levels == "独立成行")
    own = project.implementer.overview if project.implementer is not None else None
    values["单位"] = viewer.entry(unit)
    values["部门"] = viewer.entry(declaration.department)
    values["单位概况"] = viewer.value(own or unit.overview)
    values["年度"] = of_words(str(year.value), year.position)
    values["总体目标期间"] = of_words(f"{year.value}年-{year.value + MEDIUM_YEARS - 1}年")
    values["年度目标期间"] = of_words(f"{year.value}年")
    return values
