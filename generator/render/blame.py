"""Says which line of a pack's templates is wrong, for its keeper."""

from __future__ import annotations

import re
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

NAMES = "对照 docs/templates.md 里的名字表。"


def blame(problem: TemplateError, file: Path, layout: Layout) -> Finding:
    """Return what is wrong with an HTML template; `file` is the one that was asked for."""
    line = 1
    for frame in traceback.extract_tb(problem.__traceback__):
        if frame.filename.endswith(".html"):
            file, line = Path(frame.filename), frame.lineno or 1
    if isinstance(problem, TemplateSyntaxError):
        at = layout.place(Path(problem.filename or file), problem.lineno)
        if refused := errors.finding(problem, at):
            return refused
        return error("MB-020", "网页模板的写法不对", at, hint="检查这一行的 {{ }} 和 {% %}。")
    at = layout.place(file, line)
    if isinstance(problem, UndefinedError):
        names = re.findall(r"'([^' ]+)'", str(problem.message))
        return error("MB-021", f"网页模板里用了没有的名字「{names[-1] if names else ''}」", at, hint=NAMES)
    if isinstance(problem, TemplateNotFound):
        return error("MB-022", f"找不到模板文件「{problem.name}」", at, hint="检查文件名。")
    return errors.finding(problem, at) or error("MB-020", "网页模板不能运行", at)
