"""Assembles a 项目申报书: fills the pack's text template, computes what forms add, and builds the Document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.assemble import script
from generator.assemble.blocks import build
from generator.assemble.indicators import rows
from generator.assemble.money import in_unit
from generator.assemble.names import safe
from generator.assemble.tokens import BREAK, Tokens
from generator.assemble.view import Viewer, said
from generator.model.amounts import funding_amount
from generator.model.document import Document
from generator.model.text import Text, of_words
from generator.model.values import ItemList, Prose

if TYPE_CHECKING:
    from generator.assemble.view import View
    from generator.model.declaration import Funding
    from generator.model.layout import Layout
    from generator.model.pack import Pack
    from generator.model.project import Project

# How many years the medium-term targets cover, the budget year included.
MEDIUM_YEARS = 3
# The text of the list of spending items; a pack may bring its own, otherwise the common one serves.
ITEMS = "declaration-items.jinja"


def assemble(project: Project, pack: Pack, kind: str, layout: Layout) -> Document:
    """Make the document of a sound project; FindingError if the pack's text template can't be run."""
    tokens = Tokens()
    declaration = project.declaration
    money = in_unit(declaration.money_unit)
    words = {"断": BREAK, "金额单位": declaration.money_unit, "表单名": list(pack.forms)}
    bare = Viewer(lambda _: ())
    views = [said(bare.entry(item), tokens, money) for item in declaration.spending.items]
    items = [tokens.release(line) for line in script.run(layout, ITEMS, {"明细": views, **words})]

    def expand(prose: Prose) -> tuple[Text, ...]:
        parts: list[Text] = []
        for part in prose.paragraphs:
            parts += items if isinstance(part, ItemList) else [part]
        return tuple(parts)

    values = _values(Viewer(expand), project, pack)
    text = pack.documents[kind].text
    lines = script.run(layout, text.text, {**said(values, tokens, money), **words}, text.position)
    title, sections = build(lines, tokens, values, pack)
    return Document(
        source=project.path,
        pack=project.pack_name,
        department=project.folder,
        year=project.department.year.value,
        name=f"{project.id}-{safe(declaration.name.plain)}",
        title=title,
        author=project.unit.name.text,
        issued=declaration.issued.text if declaration.issued else "",
        sections=sections,
        department_name=project.department.name.text,
        projects=(declaration.name.plain,),
    )


def _values(viewer: Viewer, project: Project, pack: Pack) -> dict[str, View]:
    """Return all that templates and forms can name: the declaration, its unit, and what is computed from them."""
    declaration, unit = project.declaration, project.unit
    year = project.department.year.value
    values = viewer.entry(declaration)
    values["单位"] = viewer.entry(unit)
    values["部门"] = {"部门名称": viewer.value(project.department.name)}
    values["单位概况"] = viewer.value(declaration.implementer.overview or unit.overview)
    values["年度"] = of_words(str(year), project.department.year.position)
    values["总体目标期间"] = of_words(f"{year}年-{year + MEDIUM_YEARS - 1}年")
    values["年度目标期间"] = of_words(f"{year}年")
    alone = pack.indicator_levels == "独立成行"
    values["指标行"] = [dict(row) for row in rows(declaration.targets.indicators, pack, alone=alone)]
    if declaration.funding:
        plan = declaration.funding
        values["资金来源"] = {"中期": _funding(viewer, plan.medium), "年度": _funding(viewer, plan.annual)}
    return values


def _funding(viewer: Viewer, funding: Funding | None) -> View:
    """View the money of all levels, with its sum."""
    return {**viewer.entry(funding), "总投入": funding_amount(funding)} if funding else None
