"""Lines on a stream: with colours where a terminal shows them, which takes rich; else as they are."""

from __future__ import annotations

import io
import os
import sys
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    import rich.console

# With these rich colours what no terminal shows.
_FORCED: Final = ("FORCE_COLOR", "TTY_COMPATIBLE")


class Console:
    """Standard output or standard error."""

    def __init__(self, *, stderr: bool = False) -> None:
        self._stderr = stderr
        self._captured: io.StringIO | None = None

    @property
    def is_coloured(self) -> bool:
        """Whether somebody looks on, or asked for colours."""
        stream = sys.stderr if self._stderr else sys.stdout
        return stream.isatty() or any(os.environ.get(name) for name in _FORCED)

    @cached_property
    def rich(self) -> rich.console.Console:
        """The console of rich, which is imported only where it is used: it takes as long as a check of ten files."""
        from rich.console import Console as Rich  # noqa: PLC0415 - see above

        return Rich(stderr=self._stderr, soft_wrap=True, highlight=False, emoji=False, markup=False)

    def print(self, line: str = "", style: str = "") -> None:
        """Print a line, whose characters are all visible."""
        if self.is_coloured:
            from rich.text import Text  # noqa: PLC0415 - see `rich`

            self.rich.print(Text(line, style), soft_wrap=True)
        else:
            stream = self._captured or (sys.stderr if self._stderr else sys.stdout)
            stream.write(f"{line}\n")

    def capture(self, told: Callable[[], None]) -> str:
        """Return what would be printed, colours included."""
        if self.is_coloured:
            with self.rich.capture() as captured:
                told()
            return captured.get()
        self._captured = io.StringIO()
        try:
            told()
            return self._captured.getvalue()
        finally:
            self._captured = None
