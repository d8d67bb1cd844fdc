"""Documents with as much in them as an office may write: long numbers, long texts, many rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.model.document import Form
from tests.render import factory
from tests.render import statement as budget
from tests.render.factory import YUNNAN_2020, YUNNAN_2024, words
from tests.render.statement import CHONGQING

if TYPE_CHECKING:
    from generator.model.document import Cell, Document
    from generator.model.layout import Layout

# Amounts of 12 digits as a form in 元 and as a table in 万元 print them, a value of 9, a name of 40 characters.
AMOUNT: Final = "2,469,135,780.00"
IN_TEN_THOUSAND: Final = "12,345,678.90"
VALUE: Final = "123456789"
NAME: Final = "城乡居民基本医疗保险市级统筹区级配套" * 2 + "财政补助"
ROWS: Final = 60


def prose(length: int) -> str:
    """Return sentences that can be told from each other."""
    sentences, number = "", 0
    while len(sentences) < length:
        number += 1
        sentences += f"第{number}句写明这一项工作由谁负责、做到什么程度、在什么时候完成并报告结果。"
    return sentences


def declaration_of_2020() -> tuple[Document, Layout]:
    """Return the form with amounts of 12 digits on half of its levels, and 120 items before it."""
    amounts = [AMOUNT, AMOUNT, "1,234,567,890.00", "0.00", "", "1.00"] * 2
    funds = dict(zip((name for name in factory.LINES_2020[8:]), amounts, strict=True))
    cells = {"年度": "2020", "项目名称": NAME, "主管部门及代码": NAME} | funds
    rows = [("产出指标", "数量指标", "参保人数", f"{VALUE}人", "", f"{VALUE}人")] * ROWS
    form = factory.form_2020(rows, cells, {"项目概况": [prose(3000)], "中期目标": [prose(600)]})
    items = factory.paragraphs(*(f"{number}.{NAME}：{AMOUNT}元" for number in range(1, 121)))
    sections = factory.portrait(*items), factory.portrait(factory.heading(1, "9、项目绩效目标表"), form)
    return factory.document(*sections), YUNNAN_2020


def declaration_of_2024() -> tuple[Document, Layout]:
    """Return the form with 60 indicators, six of them with 240 characters in a narrow column."""
    row = ("", "", "参保人数", "=", VALUE, "人次", "定量指标")
    short, long = (*row, "按完成比例得分", "反映工作完成情况", "工作计划"), (*row, prose(240), prose(240), "工作计划")
    form = factory.form_2024(
        [("产出指标",), ("", "数量指标"), *[short] * (ROWS - 6), *[long] * 6], [prose(3000)], [prose(600)]
    )
    return factory.document(factory.landscape(factory.heading(1, "项目绩效目标表"), form)), YUNNAN_2024


def statement() -> tuple[Document, Layout]:
    """Return tables of 60 projects, and both forms."""
    row = ["50015221T000000052689", NAME, AMOUNT, AMOUNT, AMOUNT]
    listed = budget.annex("一", NAME), budget.table(budget.BY_CODE, *[row] * ROWS)
    costs = budget.annex("二", "三公经费支出表"), budget.table(budget.THREE_PUBLIC, [AMOUNT] * 6)
    sections = factory.portrait(*listed), factory.portrait(*costs), factory.landscape(*listed)
    return factory.document(*sections, factory.portrait(_sheet()), factory.landscape(_whole())), CHONGQING


def _sheet() -> Form:
    form = budget.project_form(1, ROWS)
    rows = form.cells["指标行"]
    assert isinstance(rows, tuple)
    first = rows[0]
    assert isinstance(first, dict)
    long: dict[str, Cell] = {
        "项目概述": (words(prose(3000)),),
        "立项依据": (words(prose(1200)),),
        "当年预算": words(AMOUNT),
    }
    return Form(form.name, {**form.cells, **long, "指标行": ({**first, "指标值": words(VALUE)},) * len(rows)})


def _whole() -> Form:
    form = budget.whole_form(ROWS)
    amounts = dict.fromkeys(budget.WHOLE, words(IN_TEN_THOUSAND))
    return Form(form.name, {**form.cells, **amounts, "整体绩效目标": (words(prose(1500)),)})


ALL: Final = {"2020": declaration_of_2020, "2024": declaration_of_2024, "statement": statement}
