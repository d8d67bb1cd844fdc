"""What a template is refused for, and the findings that tell its keeper."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jinja2 import TemplateRuntimeError, TemplateSyntaxError
from jinja2.exceptions import SecurityError

from generator.model.finding import Finding, error
from generator.model.nearest import suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jinja2 import TemplateError
    from jinja2.exceptions import UndefinedError

    from generator.model.position import Position

FORBIDDEN: Final = "MB-040"
TOO_MUCH: Final = "MB-041"
ENDLESS: Final = "MB-042"
# Between a name that there is not, and each of those that there are: in the message of an UndefinedError.
BETWEEN: Final = "\0"
_TAG: Final = re.compile(r"\{%-?\s*(end)?(for|if|block|macro)\b.*?%\}|\{\{.*?\}\}", re.DOTALL)
_WIDE: Final = "“”‘’（），"
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


def syntax(
    problem: TemplateSyntaxError, file: Path, place: Callable[[Path, int], Position], code: str, what: str
) -> Finding:
    """Return what to tell of a template that can't be read: signs that are too wide, a part that doesn't end."""
    file, line = Path(problem.filename or file), problem.lineno
    if refused := finding(problem, place(file, line)):
        return refused
    text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
    here = "".join(text.split("\n")[line - 1 : line])
    wide = next((sign for tag in re.findall(r"\{[{%].*?[%}]\}", here) for sign in tag if sign in _WIDE), "")
    if wide:
        hint = "引号、括号和逗号都改成半角的；全角的只写在半角引号里面。"
        return error(
            code, f"{what}的写法不对：「{{{{ }}}}」「{{% %}}」里有全角的「{wide}」", place(file, line), hint=hint
        )
    if lost := _unended(text):
        word, line, expected = lost
        return error(code, f"{what}的写法不对：「{{% {word} … %}}」没有配对", place(file, line), hint=expected)
    return error(code, f"{what}的写法不对", place(file, line), hint="检查这一行的 {{ }} 和 {% %}。")


def _unended(text: str) -> tuple[str, int, str] | None:
    """Return the first part that doesn't end, or end that ends nothing: its word, its line, and what to write."""
    open_: list[tuple[str, int]] = []
    for tag in _TAG.finditer(text):
        end, word = tag[1], tag[2]
        line = text.count("\n", 0, tag.start()) + 1
        if word and not end:
            open_.append((word, line))
        elif word and open_ and open_[-1][0] == word:
            open_.pop()
        elif word and not open_:
            return f"end{word}", line, f"删去它，或在上面补上「{{% {word} … %}}」。"
        elif word:
            break
    if not open_:
        return None
    word, line = open_[-1]
    return word, line, f"在它管到的最后一行后面补上「{{% end{word} %}}」。"


def unknown(problem: UndefinedError, names: Iterable[str]) -> tuple[str, str]:
    """Return the name that a template has and there is not, and what to write; `names` are those that it was given."""
    name, *known = str(problem.message).split(BETWEEN)
    return name, f"{suggestion(name, known or names)}全部名字见 docs/templates.md 的名字表。"
