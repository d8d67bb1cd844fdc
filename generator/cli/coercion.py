"""Takes words of the command line for what they mean, as typer does, but without pydantic: its import takes 0.1 s.

It does so for flags, words, paths and choices; whatever else a parameter is stays with typer. Where another version of
typer is installed, or SHENBAO_STOCK_TYPER is set, all is as it was.
"""

from __future__ import annotations

import os
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin

import typer
from typer import _coercion, core
from typer._param_types import coerce_cli_choice

if TYPE_CHECKING:
    from typer._click import Context

VERSION: Final = "0.29.2"
SWITCH: Final = "SHENBAO_STOCK_TYPER"
# The module whose name for it typer calls; that name is not among what it publishes.
_core: Final[Any] = core
_build: Final = _core.build_runtime_param


def install() -> None:
    """Make typer use it; calling it again changes nothing."""
    if typer.__version__ == VERSION and not os.environ.get(SWITCH):
        _core.build_runtime_param = _without_pydantic


def _without_pydantic(descriptor: _coercion.TypeDescriptor) -> Any:
    annotation: Any = descriptor.annotation
    one = get_args(annotation)[0] if get_origin(annotation) is list else annotation
    info = descriptor.parameter_info
    is_checked = info.parser or info.exists or info.resolve_path or not (info.file_okay and info.dir_okay)
    if is_checked or not (one in {str, Path, bool} or (isinstance(one, type) and issubclass(one, Enum))):
        return _build(descriptor)
    return _Words(parameter_info=info, annotation=annotation)


class _Words(_coercion.RuntimeParam):
    """A flag, or a parameter of words, paths or choices, one or several."""

    def _coerce_value(self, value: Any, param: Any, ctx: Context) -> Any:
        annotation: Any = self.annotation
        if annotation is bool:  # A flag, which has a value or is not there: nobody writes its value.
            stock = _build(_coercion.resolve_type_descriptor(annotation, self.parameter_info))
            return stock._coerce_value(value, param=param, ctx=ctx)  # noqa: SLF001 - it stands for that one
        if get_origin(annotation) is not list:
            return self._one(value, annotation, param, ctx)
        return [self._one(item, get_args(annotation)[0], param, ctx) for item in value]

    def _one(self, value: Any, kind: type[str | Path | Enum], param: Any, ctx: Context) -> Any:
        if not issubclass(kind, Enum):
            return kind(value)
        try:
            own = self.parameter_info.case_sensitive
            return coerce_cli_choice(value, choices=list(kind), case_sensitive=own, ctx=ctx)
        except ValueError as problem:
            raise typer.BadParameter(str(problem), ctx=ctx, param=param) from problem
