"""A department budget statement made by hand: contents, text, annexes with tables, and both forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.document import Annex, Column, Contents, Form, Table
from generator.model.layout import Layout
from tests.render import factory
from tests.render.factory import TEMPLATES, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.document import Block, Document

CHONGQING = Layout(TEMPLATES / "chongqing-2024", TEMPLATES / "common", ("部门整体绩效目标表", "项目绩效目标表"))

THREE_PUBLIC = (
    Column(
        words("2024年预算数"),
        children=(
            Column(words("合计"), 16, "right"),
            Column(words("因公出国（境）费"), 17, "right"),
            Column(
                words("公务用车购置及运行费"),
                children=(
                    Column(words("小计"), 16, "right"),
                    Column(words("公务用车购置费"), 17, "right"),
                    Column(words("公务用车运行费"), 17, "right"),
                ),
            ),
            Column(words("公务接待费"), 17, "right"),
        ),
    ),
)
BY_CODE = (
    Column(words("科目编码"), 14),
    Column(words("科目名称"), 38, "center"),
    Column(
        words("预算数"), children=tuple(Column(words(name), 16, "right") for name in ("总计", "基本支出", "项目支出"))
    ),
)
WHOLE = (
    "预算支出总额 基本支出合计 基本支出财政拨款 基本支出专户资金 基本支出单位资金 "
    "项目支出合计 项目支出财政拨款 项目支出专户资金 项目支出单位资金"
).split()
PROJECT = "编制单位 项目编码 项目名称 业务主管部门 预算执行率权重 项目分类 当年预算 本级安排 上级补助".split()
OPERATORS = "产出指标 数量指标 参保人数 ≥ 65 万人 20".split()


def annex(number: str, title: str) -> Annex:
    return Annex(words(f"附件{number}"), words("某单位") + words(title))


def table(columns: tuple[Column, ...], *rows: Sequence[str], name: str = "支出表", note: str = "") -> Table:
    return Table(name, words("单位：万元"), columns, tuple(tuple(map(words, row)) for row in rows), words(note))


def spending(count: int) -> Table:
    """Return a table of as many rows as wanted, every fifth of them with a name of two lines."""
    names = ["卫生健康支出" if row % 5 else "其他巩固脱贫攻坚成果衔接乡村振兴支出" for row in range(count)]
    return table(BY_CODE, *([f"{210 + row}", name, "6,201.55", "", "5,438.67"] for row, name in enumerate(names)))


def whole_form(rows: int = 3) -> Form:
    names = "一级指标 二级指标 三级指标 指标性质 指标值 计量单位 权重".split()
    return Form(
        "部门整体绩效目标表",
        {name: words("6201.55") for name in WHOLE}
        | {
            "整体绩效目标": (words("足额兑现医疗救助。"), words("加强基金监管。")),
            "指标行": tuple(dict(zip(names, map(words, OPERATORS), strict=True)) for _ in range(rows)),
            "其他说明": (),
        },
    )


def project_form(number: int, rows: int = 3) -> Form:
    names = "一级指标 二级指标 三级指标 指标性质 指标值 计量单位 权重".split()
    indicator = dict(zip(names, map(words, OPERATORS), strict=True)) | {"是否核心指标": words("否")}
    return Form(
        "项目绩效目标表",
        {name: words("1,200.00" if name in PROJECT[-3:] else f"{name}的内容") for name in PROJECT}
        | {
            "表号": words(f"表-{number}"),
            "项目概述": (words("对困难人员实施医疗救助。"),),
            "立项依据": (words("渝财社〔2009〕28号"), words("潼南府〔2016〕18号")),
            "当年绩效目标": (words("应助尽助。"),),
            "指标行": (indicator,) * rows,
        },
    )


def statement(*, contents: bool = True) -> Document:
    text: list[Block] = [
        factory.heading(1, "一、单位基本情况"),
        factory.heading(2, "（一）职能职责"),
        factory.heading(3, "1.职责"),
        *factory.paragraphs("贯彻执行国家医疗保障制度的法律法规。" * 40),
        factory.heading(1, "二、部门收支总体情况"),
        *factory.paragraphs("2024年年初预算数6201.55万元。"),
    ]
    first = [factory.portrait(Contents())] if contents else []
    return factory.document(
        *first,
        factory.portrait(*text),
        factory.portrait(annex("一", "一般公共预算支出表"), spending(60)),
        factory.portrait(
            annex("二", "“三公”经费支出表"), table(THREE_PUBLIC, ["5.30", "", "3.50", "", "3.50", "1.80"])
        ),
        factory.landscape(annex("三", "部门收入总表"), spending(30)),
        factory.portrait(
            annex("四", "政府性基金预算支出表"), table(BY_CODE, ["", "合计", "", "", ""], note="此表无数据。")
        ),
        factory.landscape(annex("五", "部门整体绩效目标表"), whole_form()),
        factory.portrait(annex("六", "项目绩效目标表"), project_form(1)),
        factory.portrait(project_form(2)),
        title=("某单位2024年", "部门预算情况说明"),
    )
