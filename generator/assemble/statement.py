"""Assembles a 部门预算情况说明: computes every figure that it prints, and fills the pack's text template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.assemble import script
from generator.assemble.blocks import build
from generator.assemble.datasets import Datasets, purchases_of
from generator.assemble.money import concise
from generator.assemble.names import safe
from generator.assemble.numbering import chinese
from generator.assemble.tokens import BREAK, Tokens
from generator.assemble.view import Viewer, printed, said
from generator.model.amounts import project_amount
from generator.model.budget import ACCOUNT, APPROPRIATIONS, SOURCES
from generator.model.comparison import comparisons, three_public
from generator.model.document import Document
from generator.model.ledger import ALL, BASIC, OFFICE, PROJECT, TOTAL, Ledger
from generator.model.text import Computed, Figure, Text, of_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.assemble.datasets import Row
    from generator.assemble.view import View
    from generator.model.budget import Budget, BudgetIndicator, BudgetProject, Source
    from generator.model.comparison import Comparison
    from generator.model.layout import Layout
    from generator.model.pack import Pack
    from generator.model.statement import Statement
    from generator.model.values import Prose

TEXT = "statement.jinja"
MORE, LESS, SAME = "增加", "减少", "持平"


def assemble(statement: Statement, pack: Pack, layout: Layout) -> Document:
    """Make the document of a sound statement; FindingError if the pack can't be used."""
    tokens = Tokens()
    datasets = Datasets(Ledger(statement))
    values = _values(statement, pack, datasets)
    lines = script.run(layout, TEXT, {**said(printed(values, concise(pack.money)), tokens), "断": BREAK})
    title, sections = build(lines, tokens, values, pack, datasets)
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


def _values(statement: Statement, pack: Pack, datasets: Datasets) -> dict[str, View]:
    """Return all that text, tables and forms can name: what budget.yaml says, and what is computed from the ledger."""
    ledger, budget = datasets.ledger, statement.budget
    year = statement.department.year
    viewer = Viewer(_expand)
    values = viewer.entry(budget)
    values["年度"] = of_words(str(year.value), year.position)
    values["上年度"] = of_words(str(year.value - 1))
    values["部门名称"] = viewer.value(statement.department.name)
    values["预算单位"] = datasets.unit()
    values["收入"] = _incomes(ledger)
    values["支出"] = _spending(ledger)
    values["资金"] = [row for row in datasets.rows("资金来源", (), ()) if row["金额"] is not None]
    values["类支出"] = list(datasets.functional(SOURCES, ("类",)))
    values["三公"] = dict(three_public(budget.three_public))
    values["采购"] = {ALL: datasets.totals("政府采购", ()).get(TOTAL)} | {
        kind: purchases_of(kind, datasets) for kind in ("货物", "工程", "服务")
    }
    values["变化"] = dict(_changes(budget, ledger, pack))
    values["项目"] = [
        datasets.project(number, file) | _sheet(number, file.project, viewer, pack)
        for number, file in enumerate(statement.projects, 1)
    ]
    values["指标行"] = [_indicator(indicator, pack) for indicator in budget.overall.indicators]
    values["名词解释"] = [
        viewer.entry(definition) | {"序号": of_words(chinese(number))}
        for number, definition in enumerate(budget.definitions, 1)
    ]
    return values


def _expand(prose: Prose) -> tuple[Text, ...]:
    return tuple(part for part in prose.paragraphs if isinstance(part, Text))


def _incomes(ledger: Ledger) -> dict[str, View]:
    """Return income by source, which is what is spent from it."""
    incomes: dict[str, View] = {source: ledger.figure(ALL, TOTAL, [source]) for source in SOURCES}
    return incomes | {ALL: ledger.figure(ALL, TOTAL), "财政拨款": ledger.figure(ALL, TOTAL, APPROPRIATIONS)}


def _spending(ledger: Ledger) -> dict[str, View]:
    groups: dict[str, Sequence[Source]] = {
        "": SOURCES,
        **{source: [source] for source in APPROPRIATIONS},
        "财政拨款": APPROPRIATIONS,
        "专户资金": [ACCOUNT],
        "单位资金": [source for source in SOURCES if source not in {*APPROPRIATIONS, ACCOUNT}],
    }
    spending: dict[str, View] = {
        f"{name}{column}": ledger.figure(ALL, column, sources)
        for name, sources in groups.items()
        for column in (BASIC, PROJECT)
    }
    return spending | {ALL: ledger.figure(ALL, TOTAL), "机关运行经费": ledger.economic(ALL, OFFICE)}


def _changes(budget: Budget, ledger: Ledger, pack: Pack) -> Iterator[tuple[str, dict[str, View]]]:
    """Yield how each figure that the text compares differs from last year's."""
    for comparison in comparisons(ledger):
        change, reason = _change(comparison, pack), budget.reasons.get(comparison.name)
        is_told = change["方向"] != SAME or pack.level_reasons == "是"
        yield comparison.name, change | {"原因": reason.text if reason and is_told else None}


def _change(comparison: Comparison, pack: Pack) -> dict[str, View]:
    """Return direction, difference and last year's figure."""
    difference = comparison.difference(pack.money)
    direction = MORE if difference > 0 else LESS if difference < 0 else SAME
    formula = "上年 − 本年" if direction == LESS else "本年 − 上年"
    parts = tuple(figure for figure in (comparison.now, comparison.before) if figure is not None)
    figure = Figure(abs(difference), "元", "", Computed(formula, parts))
    return {"方向": direction, "差额": figure, "上年": comparison.before}


def _sheet(number: int, project: BudgetProject, viewer: Viewer, pack: Pack) -> Row:
    """Return what a project's sheet prints beside its row in the list of projects."""
    return viewer.entry(project) | {
        "表号": of_words(f"表-{number}"),
        "当年预算": project_amount(project),
        "指标行": [_indicator(indicator, pack) for indicator in project.indicators],
    }


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
