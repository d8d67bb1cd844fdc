"""What a template is refused for while it runs, and the findings that tell its keeper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jinja2 import TemplateRuntimeError, TemplateSyntaxError
from jinja2.exceptions import SecurityError

from generator.model.finding import Finding, error

if TYPE_CHECKING:
    from jinja2 import TemplateError

    from generator.model.position import Position

FORBIDDEN: Final = "MB-040"
TOO_MUCH: Final = "MB-041"
ENDLESS: Final = "MB-042"
_MAY: Final = "模板只能取值、循环和判断。"


class ForbiddenError(TemplateSyntaxError):
    """Raised for what no template may say; the message is Chinese."""


class TooMuchError(TemplateRuntimeError):
    """Raised when a template prints or loops far more than its document can need."""


class EndlessError(TemplateRuntimeError):
    """Raised when templates lead to each other, or to themselves, without end."""


def finding(problem: TemplateError, at: Position | None) -> Finding | None:
    """Return what to tell of a template that does what it may not; None for a common mistake."""
    if isinstance(problem, ForbiddenError):
        return error(FORBIDDEN, f"模板里{problem.message}", at, cause=_MAY, hint="照 docs/templates.md 的写法改。")
    if isinstance(problem, SecurityError):
        return error(FORBIDDEN, "模板做了不允许的事", at, cause=_MAY, hint="照 docs/templates.md 的写法改。")
    if isinstance(problem, TooMuchError):
        hint = "检查循环是不是套多了，取的是不是该取的那一项。"
        return error(TOO_MUCH, "模板印出的内容比文件本身多得太多，已经停下", at, hint=hint)
    if isinstance(problem, EndlessError):
        hint = "检查 extends、from 和小块（macro）：不能引到自己，括号也不能套得太深。"
        return error(ENDLESS, "模板互相引用或一层套一层，没有尽头", at, hint=hint)
    return None
