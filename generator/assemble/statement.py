"""Assembles a 部门预算情况说明: fills the pack's text template, whose figures are sums of the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.assemble import script
from generator.assemble.blocks import build
from generator.assemble.books import Books
from generator.assemble.money import printer
from generator.assemble.names import safe
from generator.assemble.numbering import chinese
from generator.assemble.questions import Questions
from generator.assemble.tokens import BREAK, Tokens
from generator.assemble.view import Viewer, printed, said
from generator.model.document import Document
from generator.model.entry import keys
from generator.model.ledger import dimension as dim
from generator.model.ledger import past
from generator.model.ledger.choices import PURCHASE
from generator.model.ledger.notation import NotationError
from generator.model.ledger.statement import value_of_unit
from generator.model.text import Text, joined, of_words
from generator.model.values import Line, Term

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.assemble.view import View
    from generator.model.budget import Budget, BudgetIndicator, BudgetProject, Purchase
    from generator.model.department import Unit
    from generator.model.layout import Layout
    from generator.model.ledger.notation import Notation
    from generator.model.ledger.query import Query
    from generator.model.pack import Pack
    from generator.model.statement import ProjectFile, Statement
    from generator.model.values import Prose


def assemble(statement: Statement, pack: Pack, kind: str, layout: Layout) -> Document:
    """Make the document of a sound statement; FindingError if the pack can't be used."""
    spec = pack.documents[kind]
    viewer = Viewer(_expand)
    books = _books(statement, viewer)
    money = printer(pack, spec.money)
    values = _values(statement, pack, viewer)
    reasons = _reasons(statement.budget, books.notation)

    def say(tokens: Tokens) -> script.Lines:
        questions = Questions(books, money, tokens, reasons, pack.level_reasons == "是")
        given = {**said(printed(values, money), tokens), **questions.functions(), "断": BREAK}
        return script.run(layout, spec.text.text, given, spec.text.position)

    tokens = Tokens()
    lines = say(tokens)
    if twice := tokens.unit_twice(lines):
        say(Tokens(refused=twice))  # It stops where that figure is asked for, which tells the line.
    title, sections = build(lines, tokens, values, pack, books)
    department = statement.department
    issued = statement.budget.issued
    title_text = "".join(line.plain for line in title)
    return Document(
        source=statement.path,
        pack=statement.pack_name,
        department=statement.folder,
        year=department.year.value,
        name=f"budget-{safe(title_text)}",
        title=title,
        author=department.name.text,
        issued=issued.text if issued else "",
        sections=sections,
        department_name=department.name.text,
        projects=tuple(file.project.name.plain for file in statement.projects),
    )


def _books(statement: Statement, viewer: Viewer) -> Books:
    """Return the ledger of a statement, with what its projects and purchases say besides money."""
    ledger, notation, unit = statement.ledger, statement.notation, statement.unit
    projects = {
        file.path: {"编码": viewer.value(file.project.code)} | _project(file, viewer) for file in statement.projects
    }
    named = {"编码": viewer.value(unit.budget_code) if unit.budget_code else Text(), "名称": _short(unit)}
    purchases = {
        str(number): {"编码": viewer.value(one.code) if one.code else Text(), "名称": one.name.text}
        for number, one in enumerate(statement.budget.purchases)
    }
    if statement.before is not None and not ledger.gaps:
        ended, bought = past.words_of(statement, statement.before)
        projects |= {value: _sound(entry, viewer) for value, entry in ended.items()}
        purchases |= {value: _sound(entry, viewer) for value, entry in bought.items()}
    words = {
        dim.PROJECT: projects,
        dim.UNIT: {value_of_unit(unit): {**viewer.entry(unit), **named}},
        PURCHASE: purchases,
    }
    return Books(ledger, notation, words, statement.position)


def _sound(entry: BudgetProject | Purchase, viewer: Viewer) -> dict[str, View]:
    """Return the plain words of something that only last year had; what can't be read there is no word."""
    given = {alias: getattr(entry, name) for name, alias in keys(type(entry)).items()}
    code = entry.code
    plain = {name: viewer.value(word) for name, word in given.items() if isinstance(word, Term | Line | str)}
    return {**plain, "编码": viewer.value(code) if isinstance(code, Term) else Text()}


def _project(file: ProjectFile, viewer: Viewer) -> dict[str, View]:
    return {"名称": file.project.name.text} | viewer.entry(file.project)


def _reasons(budget: Budget, notation: Notation) -> dict[Query, Text]:
    """Return the reasons of differences by what they are about; a key that means nothing is a rule's to tell."""
    found: dict[Query, Text] = {}
    for name, reason in budget.reasons.items():
        try:
            found[notation.read(name)] = reason.text
        except NotationError:
            continue
    return found


def _values(statement: Statement, pack: Pack, viewer: Viewer) -> dict[str, View]:
    """Return all that text and forms can name besides money: what budget.yaml and its projects say."""
    budget, year = statement.budget, statement.department.year
    values = viewer.entry(budget)
    values["年度"] = of_words(str(year.value), year.position)
    values["上年度"] = of_words(str(year.value - 1))
    values["部门名称"] = viewer.value(statement.department.name)
    values["预算单位"] = _unit(statement.unit)
    values["项目"] = [
        viewer.entry(file.project)
        | {
            "表号": of_words(f"表-{number}"),
            "预算单位": _unit(statement.unit),
            "指标行": [_indicator(indicator, pack) for indicator in file.project.indicators],
        }
        for number, file in enumerate(statement.projects, 1)
    ]
    values["指标行"] = [_indicator(indicator, pack) for indicator in budget.overall.indicators]
    values["名词解释"] = [
        viewer.entry(definition) | {"序号": of_words(chinese(number))}
        for number, definition in enumerate(budget.definitions, 1)
    ]
    return values


def _unit(unit: Unit) -> Text:
    """Return the unit as the budget system names it: 236001-医保局（本级）."""
    code = [of_words(unit.budget_code.text, unit.budget_code.position), of_words("-")] if unit.budget_code else []
    return joined((*code, _short(unit)))


def _short(unit: Unit) -> Text:
    name = unit.short if unit.short is not None else unit.name
    return of_words(name.text, name.position)


def _expand(prose: Prose) -> tuple[Text, ...]:
    return tuple(part for part in prose.paragraphs if isinstance(part, Text))


def _indicator(indicator: BudgetIndicator, pack: Pack) -> dict[str, View]:
    symbol: Mapping[str, object] = pack.symbols
    operator = str(symbol.get(indicator.operator, indicator.operator))
    words: Sequence[tuple[str, str]] = (
        ("一级指标", indicator.first.text),
        ("二级指标", indicator.second.text),
        ("权重", indicator.weight.text),
        ("指标性质", operator),
        ("是否核心指标", indicator.core or ""),
    )
    row: dict[str, View] = {name: of_words(text, indicator.first.position) for name, text in words}
    texts = {"三级指标": indicator.name.text, "指标值": indicator.value.text}
    return row | texts | {"计量单位": indicator.unit.text if indicator.unit else Text()}
