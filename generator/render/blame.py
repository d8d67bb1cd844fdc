"""Says which line of a pack's templates is wrong, for its keeper."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import TemplateSyntaxError, UndefinedError
from jinja2.exceptions import TemplateNotFound

from generator.model.finding import Finding, error
from generator.sandbox import errors

if TYPE_CHECKING:
    from jinja2 import TemplateError

    from generator.model.layout import Layout


PAGE = ".html"
OWN = "有表单的模板包要有自己的 document.docx：从相近的一套复制过来，再改表单。"


def blame(problem: TemplateError, file: Path, layout: Layout) -> Finding:
    """Return what is wrong with an HTML template; `file` is the one that was asked for."""
    line = 1
    for frame in traceback.extract_tb(problem.__traceback__):
        if frame.filename.endswith(PAGE):
            file, line = Path(frame.filename), frame.lineno or 1
    if isinstance(problem, TemplateSyntaxError):
        return errors.syntax(problem, file, layout.place, "MB-020", "网页模板")
    at = layout.place(file, line)
    if isinstance(problem, UndefinedError):
        name, hint = errors.unknown(problem, ())
        return error("MB-021", f"网页模板里用了没有的名字「{name}」", at, hint=hint)
    if isinstance(problem, TemplateNotFound):
        return error("MB-022", f"找不到模板文件「{problem.name}」", at, hint=f"检查文件名。{OWN}")
    return errors.finding(problem, at) or error("MB-020", "网页模板不能运行", at)
