"""Says what is wrong with a text template, at which line, and how its keeper mends it."""

from __future__ import annotations

import re
import traceback
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import UndefinedError

from generator.model.finding import Finding, Mark, error
from generator.model.nearest import suggestion
from generator.sandbox import errors
from generator.sandbox.questions import QuestionError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.layout import Layout
    from generator.model.position import Position


def mistake(problem: TemplateError, file: Path, layout: Layout, context: Mapping[str, object]) -> Finding:
    """Return what to tell of a template that can't be read or run; `file` is the one that was asked for.

    `context` are the names that it was given.
    """
    line = 1
    if isinstance(problem, TemplateSyntaxError):
        return errors.syntax(problem, file, layout.place, "MB-010", "文字模板")
    for frame in traceback.extract_tb(problem.__traceback__):
        if frame.filename.endswith(".jinja"):
            file, line = Path(frame.filename), frame.lineno or 1
    at = layout.place(file, line)
    if isinstance(problem, TemplateNotFound):
        return missing(str(problem.name), layout, at)
    if refused := errors.finding(problem, at):
        return refused
    if isinstance(problem, QuestionError):
        told = problem.problem.finding
        asked = Mark(at, "要这个数的地方")
        return replace(told, marks=(*told.marks, asked)) if told.position else replace(told, position=at)
    if isinstance(problem, UndefinedError):
        name, hint = errors.unknown(problem, context)
        return error("MB-013", f"模板里用了没有的名字「{name}」", at, hint=hint)
    said = str(problem.message or "")
    return error(
        "MB-010",
        f"文字模板运行到这一行出错{f'：{said}' if re.search('[一-鿿]', said) else ''}",  # Never a library's English.
        at,
        cause="写法没有错，但这里用到的值不是这种用法要的：多半是循环、取其中一项，或宏的参数写错了。",
        hint="对照 docs/templates.md 的名字表，看这一行用的名字是一个值、一组值还是没有；看不出的，改回上一次能用的样子。",
    )


def missing(name: str, layout: Layout, place: Position) -> Finding:
    """Tell the place that names a template which isn't there."""
    files = sorted({one.name for folder in (*layout.folders, layout.common) for one in folder.glob("*.jinja")})
    return error("MB-011", f"找不到模板文件「{name}」", place, hint=f"检查文件名；{suggestion(name, files)}")
