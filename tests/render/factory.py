"""Documents made by hand for the tests of the formats."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.model.document import Document, Form, Heading, Paragraph, Section
from generator.model.layout import Layout
from generator.model.position import Position
from generator.model.text import Text, of_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.document import Block

TEMPLATES = Path(__file__).parents[2] / "templates"
YUNNAN_2024 = Layout(TEMPLATES / "yunnan-2024", TEMPLATES / "common", ("项目绩效目标表",))
YUNNAN_2020 = Layout(TEMPLATES / "yunnan-2020", TEMPLATES / "common", ("项目支出绩效目标申报表",))

COLUMNS_2024 = (
    "一级指标 二级指标 三级指标 指标性质 指标值 度量单位 指标属性 评分标准 指标内容 设定依据"
).split()  # fmt: skip
COLUMNS_2020 = "一级指标 二级指标 三级指标 指标值 中期三级指标 中期指标值".split()
LINES_2020 = (
    "年度 项目名称 主管部门及代码 实施单位 项目属性 项目期 项目负责人 联系电话 "
    "中期总投入 中期中央财政 中期省级财政 中期市本级财政 中期县区级财政 中期其他 "
    "年度总投入 年度中央财政 年度省级财政 年度市本级财政 年度县区级财政 年度其他"
).split()
PROSE_2020 = "项目概况 项目立项依据 中期目标 年度目标 制度措施 预算绩效说明".split()


def words(text: str, line: int = 1) -> Text:
    return of_words(text, Position("content/试验.yaml", line))


def heading(level: int, text: str) -> Heading:
    return Heading(level, words(text))


def paragraphs(*texts: str) -> list[Block]:
    return [Paragraph(words(text)) for text in texts]


def portrait(*blocks: Block) -> Section:
    return Section("portrait", blocks)


def landscape(*blocks: Block) -> Section:
    return Section("landscape", blocks)


def document(*sections: Section, title: tuple[str, ...] = ("某单位2024年某项目",), issued: str = "") -> Document:
    return Document(
        source="content/试验.yaml",
        pack="yunnan-2024",
        department="试验",
        year=2024,
        name="shiyan-试验",
        title=tuple(words(line) for line in title),
        author="某单位",
        issued=issued,
        sections=sections,
    )


def form_2024(rows: Sequence[tuple[str, ...]], overall: list[str], annual: list[str]) -> Form:
    return Form(
        "项目绩效目标表",
        {
            "总体目标期间": words("2024年-2026年"),
            "年度目标期间": words("2024年"),
            "总体目标": tuple(words(text) for text in overall),
            "年度目标": tuple(words(text) for text in annual),
            "指标行": tuple(_row(COLUMNS_2024, row) for row in rows),
        },
    )


def form_2020(rows: Sequence[tuple[str, ...]], cells: dict[str, str], prose: dict[str, list[str]]) -> Form:
    lines = {name: words(cells.get(name, "")) for name in LINES_2020}
    texts = {name: tuple(words(text) for text in prose.get(name, [])) for name in PROSE_2020}
    both = [_row(COLUMNS_2020, row) for row in rows]  # the second level stands on both sides
    indicators = tuple(row | {"中期二级指标": row["二级指标"]} for row in both)
    return Form("项目支出绩效目标申报表", lines | texts | {"指标行": indicators})


def _row(columns: list[str], row: tuple[str, ...]) -> dict[str, Text]:
    return {column: words(text) for column, text in zip(columns, row + ("",) * len(columns), strict=False)}
