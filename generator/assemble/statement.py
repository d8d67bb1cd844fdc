"""Assembles a 部门预算情况说明: fills the pack's text template, whose figures are sums of the ledger."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.assemble.books import Books
from generator.assemble.facts import facts
from generator.assemble.indicators import rows
from generator.assemble.numbering import chinese
from generator.assemble.project import project_view
from generator.assemble.telling import expand, tell
from generator.assemble.view import Viewer
from generator.assemble.words import budget_name, words
from generator.model.text import of_words

if TYPE_CHECKING:
    from generator.assemble.view import View
    from generator.model.document import Document
    from generator.model.layout import Layout
    from generator.model.pack import Pack
    from generator.model.statement import Statement


def assemble(statement: Statement, pack: Pack, kind: str, layout: Layout) -> Document:
    """Make a document of a sound statement; FindingError if the pack can't be used."""
    viewer = Viewer(expand)
    books = Books(statement.ledger, statement.notation, words(statement, viewer), statement.position)
    document = tell(statement, books, _values(statement, pack, viewer), pack.documents[kind], layout)
    return replace(
        document, name=f"budget-{document.name}", facts=facts(statement) if pack.carries_facts == "是" else ()
    )


def _values(statement: Statement, pack: Pack, viewer: Viewer) -> dict[str, View]:
    """Return all that text and forms can name besides money: what budget.yaml and its projects say."""
    budget, year = statement.budget, statement.department.year
    values = viewer.entry(budget)
    values["年度"] = of_words(str(year.value), year.position)
    values["上年度"] = of_words(str(year.value - 1))
    values["部门名称"] = viewer.value(statement.department.name)
    values["部门"] = viewer.entry(statement.department)
    values["单位"] = viewer.entry(statement.unit) if not statement.units else None
    values["预算单位"] = budget_name(statement.unit) if not statement.units else values["部门名称"]
    holders = statement.units or (statement,)
    owners = {file.path: budget_name(one.unit) for one in holders for file in one.projects}
    values["项目"] = [
        project_view(viewer, file.project, pack) | {"表号": of_words(f"表-{number}"), "预算单位": owners[file.path]}
        for number, file in enumerate(statement.projects, 1)
    ]
    overall = budget.overall.indicators if budget.overall is not None else {}
    values["指标行"] = [dict(row) for row in rows(overall, pack)]
    values["名词解释"] = [
        viewer.entry(definition) | {"序号": of_words(chinese(number))}
        for number, definition in enumerate(budget.definitions or (), 1)
    ]
    return values
