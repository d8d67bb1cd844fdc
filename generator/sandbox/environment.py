"""Where templates run."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateRuntimeError,
    Undefined,
)
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.sandbox.errors import BETWEEN, EndlessError, ForbiddenError, TooMuchError
from generator.sandbox.grammar import examine
from generator.sandbox.meter import allowance, meter
from generator.sandbox.questions import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from jinja2 import nodes
    from jinja2.runtime import Context

LARGEST: Final = 256 * 1024  # bytes of a template file
_LOOP: Final = frozenset(("index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0"))
# What Python says where a template compares, prints or nests what it can't.
_SLIPS: Final = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError)
_ENDLESS: Final = (RecursionError, MemoryError, SyntaxError)


class Sandbox(ImmutableSandboxedEnvironment):
    """Runs the templates of some folders; the first that has a file of a name counts.

    A template reads mappings and lists by their keys, and never an attribute of a Python object. It calls macros only.
    What it prints is limited by what it is given.
    """

    def __init__(self, *folders: Path, markup: bool) -> None:
        super().__init__(
            loader=_Loader(folders) if folders else None,
            undefined=_Unknown,
            autoescape=markup,
            trim_blocks=bool(folders),
            lstrip_blocks=bool(folders),
            keep_trailing_newline=bool(folders) and markup,
            finalize=self.shown,
        )
        self.globals = {}
        self.filters = {"length": len}
        self.tests = {}
        self._left = sys.maxsize

    def load(self, name: str) -> Template:
        """Read a template; whatever is wrong with it is a TemplateError."""
        template: Template = _guarded(lambda: self.get_template(name))
        return template

    def read(self, text: str) -> Template:
        """Read a template that is given as text."""
        template: Template = _guarded(lambda: self.from_string(text))
        return template

    def fill(self, template: Template, values: Mapping[str, object]) -> str:
        """Return what a template of this sandbox says; whatever goes wrong is a TemplateError."""
        self._left = allowance(values)
        try:
            said: str = _guarded(lambda: self._render(template, values))
        finally:
            self._left = sys.maxsize
        return said

    def _render(self, template: Template, values: Mapping[str, object]) -> str:
        """Do what `Template.render` does; what macros were made in, which holds them, goes at once."""
        context = template.new_context(dict(values))
        try:
            return self.concat(template.root_render_func(context))
        except Exception:  # noqa: BLE001 - jinja2 raises it again, with the lines of the template
            self.handle_exception()
        finally:
            context.vars.clear()

    def spend(self, amount: int) -> None:
        """Count steps, or characters that are printed."""
        self._left -= amount
        if self._left < 0:
            raise TooMuchError

    def plain(self, value: object) -> object:
        """Return what is joined or compared: text and numbers, no lists."""
        if isinstance(value, str):
            self.spend(len(value))
        elif isinstance(value, list):
            raise TemplateRuntimeError("这里有几段或几条，不能整个印、连接或比较，要用 {% for … in … %} 一条一条地取")
        elif not isinstance(value, int | Undefined) and value is not None:
            raise TemplateRuntimeError("只能印、连接或比较文字和数")
        return value

    def shown(self, value: object) -> object:
        """Return what is printed: text and numbers."""
        if value is None or isinstance(value, bool):
            raise TemplateRuntimeError("这里没有可以印的文字")
        return self.plain(value)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what `obj.attribute` stands for."""
        return self._take(obj, attribute)

    def getitem(self, obj: Any, argument: str | Any) -> Any:
        """Return what `obj[argument]` stands for."""
        return self._take(obj, argument)

    def call(self, context: Context, obj: Any, /, *args: Any, **scope: Any) -> Any:
        """Call a macro, a question, or what counts; `scope` is what jinja2 adds for its own use."""
        if isinstance(obj, Question):
            return obj(*args)
        if isinstance(obj, Macro) or obj in {self.spend, self.plain}:
            return context.call(obj, *args, **scope)
        if isinstance(obj, Undefined):
            _fail(obj)
        raise SecurityError("not a macro")

    def _take(self, obj: object, name: Any) -> Any:
        if isinstance(obj, Undefined):
            _fail(obj)
        is_key = isinstance(name, str) and not name.startswith("_")
        if is_key and isinstance(obj, dict) and name in obj:
            return obj[name]
        if isinstance(obj, list) and isinstance(name, int) and -len(obj) <= name < len(obj):
            return obj[name]
        if isinstance(obj, LoopContext) and name in _LOOP:
            return getattr(obj, name)
        return self.undefined(obj=obj, name=name)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        examine(template, filename)
        meter(template)
        return template


def fill(template: Template, values: Mapping[str, object]) -> str:
    """Return what a template says that a sandbox has read."""
    sandbox = template.environment
    if not isinstance(sandbox, Sandbox):
        raise TypeError(sandbox)
    return sandbox.fill(template, values)


class _Unknown(StrictUndefined):
    """A name that there is not; the message of its error names those that there are beside it."""

    @property
    def _undefined_message(self) -> str:
        around = self._undefined_obj
        known = [name for name in around if isinstance(name, str)] if isinstance(around, dict) else []
        return BETWEEN.join([str(self._undefined_name), *known])


class _Loader(FileSystemLoader):
    """Reads template files of a sensible size."""

    def __init__(self, folders: Sequence[Path]) -> None:
        super().__init__(folders)

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        files = (Path(folder) / template for folder in self.searchpath)
        # A name that no file can have, being too long, is only one that isn't there.
        file = next((file for file in files if os.path.isfile(file)), None)  # noqa: PTH113 - Path raises there
        if file and file.stat().st_size > LARGEST:
            raise ForbiddenError(f"的内容太多：一个文件至多 {LARGEST // 1024} KB", 1, template, str(file))
        try:
            source, path, _ = super().get_source(environment, template)
        except UnicodeDecodeError as problem:
            raise ForbiddenError("有不是 UTF-8 编码的字", 1, template, str(file)) from problem
        return source, path, lambda: self._reads(environment, template, source)

    def _reads(self, environment: Environment, template: str, source: str) -> bool:
        """Whether the same would be read again: a folder may have got the templates of another state of its pack."""
        try:
            return super().get_source(environment, template)[0] == source
        except (TemplateError, UnicodeDecodeError):
            return False


def _fail(undefined: Undefined) -> NoReturn:
    undefined._fail_with_undefined_error()  # noqa: SLF001 - as jinja2's own environments do


def _guarded(work: Callable[[], Any]) -> Any:
    """Do work of jinja2; what Python itself can't do becomes a TemplateError at the same line."""
    try:
        return work()
    except TemplateError:
        raise
    except _ENDLESS as problem:
        raise EndlessError(str(problem)).with_traceback(problem.__traceback__) from problem
    except _SLIPS as problem:
        raise TemplateRuntimeError(str(problem)).with_traceback(problem.__traceback__) from problem
