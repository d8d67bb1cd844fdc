"""Templates are compiled once in a process, wherever they lie: each test has a repository of its own with the same."""

from __future__ import annotations

from functools import cache
from types import CodeType

from jinja2 import Environment

from generator.sandbox.environment import Sandbox


def compile_once() -> None:
    """Let jinja2 remember what it has made of a text; what was refused is refused anew."""
    plain = Environment.compile
    made: dict[tuple[object, ...], CodeType] = {}

    def compiled(self: Sandbox, source: str, name: str | None = None, filename: str | None = None) -> CodeType:
        key = source, name, self.autoescape, self.trim_blocks, self.keep_trailing_newline
        if key not in made:
            made[key] = plain(self, source, name, filename)
        return _moved(made[key], filename or "<template>")

    Sandbox.compile = compiled  # type: ignore[assignment,method-assign]  # of its overloads, the one that is used


@cache
def _moved(code: CodeType, filename: str) -> CodeType:
    """Return the same code as that of another file, which errors name."""
    inner = (_moved(one, filename) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_filename=filename, co_consts=tuple(inner))
