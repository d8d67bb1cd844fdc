"""Runs a pack's text template: Jinja in, blocks out.

A line `# …` to `#### …` is a heading, `@标题 …` a line of the title, `@附件 label title` the head of an annex,
`@表格 name` and `@表单 name` the place of a table or form (`@表单 name 3`: the fourth of several), `@目录` that of the
contents; any other line that isn't empty is a paragraph.
"""

from __future__ import annotations

import re
import traceback
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Template, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import UndefinedError

from generator.model.finding import Finding, FindingError, Mark, error
from generator.model.memory import kept
from generator.sandbox import errors
from generator.sandbox.environment import Sandbox, fill
from generator.sandbox.questions import QuestionError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.layout import Layout
    from generator.model.position import Position

LINE = re.compile(
    r"(?P<marks>#{1,4}) +(?P<heading>.+)"
    r"|@标题 +(?P<title>.+)"
    r"|@表单 +(?P<form>\S+)(?: +(?P<index>\d+))?"
    r"|@表格 +(?P<table>\S+)"
    r"|@附件 +(?P<annex>\S+) +(?P<annex_title>.+)"
    r"|@(?P<contents>目录)"
    r"|(?P<paragraph>.+)"
)


@kept
def _template(layout: Layout, name: str) -> Template:
    """Compile a text template, once a process; a pack's own goes before the common one."""
    return Sandbox(*layout.folders, layout.common, markup=False).load(name)


def run(layout: Layout, name: str, context: Mapping[str, Any], place: Position | None = None) -> list[str]:
    """Return the lines that a text template says, empty ones left out; what is wrong with it becomes a FindingError.

    `place` is where the name of the template is written.
    """
    try:
        template = _template(layout, name)
        said = fill(template, context)
    except TemplateError as problem:
        if place is not None and isinstance(problem, TemplateNotFound) and problem.name == name:
            raise FindingError(_missing(name, place)) from problem
        raise FindingError(_finding(problem, layout.file(name), layout)) from problem
    return [line for line in map(str.strip, said.split("\n")) if line]


def _finding(problem: TemplateError, file: Path, layout: Layout) -> Finding:
    line = 1
    if isinstance(problem, TemplateSyntaxError):
        file, line = Path(problem.filename or file), problem.lineno
        if refused := errors.finding(problem, layout.place(file, line)):
            return refused
        return error("MB-010", "文字模板的写法不对", layout.place(file, line), hint="检查这一行的 {{ }} 和 {% %}。")
    for frame in traceback.extract_tb(problem.__traceback__):
        if frame.filename.endswith(".jinja"):
            file, line = Path(frame.filename), frame.lineno or 1
    if isinstance(problem, TemplateNotFound):
        return _missing(str(problem.name), layout.place(file, line))
    if refused := errors.finding(problem, layout.place(file, line)):
        return refused
    if isinstance(problem, QuestionError):
        asked = Mark(layout.place(file, line), "要这个数的地方")
        told = problem.problem.finding
        return replace(told, marks=(*told.marks, asked)) if told.position else replace(told, position=asked.position)
    if isinstance(problem, UndefinedError):
        name = re.search(r"'([^']+)'(?: is undefined|$)", str(problem.message))
        what = f"「{name[1]}」" if name else "一个名字"
        return error(
            "MB-013",
            f"模板里用了没有的名字{what}",
            layout.place(file, line),
            hint="对照 docs/templates.md 里的名字表。",
        )
    said = str(problem.message or "")
    return error(
        "MB-010",
        f"文字模板运行到这一行出错{f'：{said}' if re.search('[一-鿿]', said) else ''}",  # Never a library's English.
        layout.place(file, line),
        cause="写法没有错，但这里用到的值不是这种用法要的：多半是循环、取其中一项，或宏的参数写错了。",
        hint="对照 docs/templates.md 的名字表，看这一行用的名字是一个值、一组值还是没有；看不出的，改回上一次能用的样子。",
    )


def _missing(name: str, place: Position) -> Finding:
    """Tell the place that names a template which isn't there."""
    return error("MB-011", f"找不到模板文件「{name}」", place, hint="检查文件名。")
