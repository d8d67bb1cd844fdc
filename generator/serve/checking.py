"""`shenbao check --watch`: checks, waits for a change, and checks again."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from generator import pipeline
from generator.model.memory import Memory, forget_templates
from generator.model.uncollected import uncollected
from generator.serve.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from generator.pipeline import Result


def checks(root: Path, paths: Sequence[Path], *, strict: bool) -> Iterator[Result]:
    """Yield what a check finds, now and after each change, without end; what stays as it is is not checked again."""
    memory, watch, stop = Memory(), Watch(root), Event()
    while True:
        with uncollected():
            result = pipeline.check(root, paths, strict=strict, memory=memory)
        memory.forget()
        yield result
        change = watch.wait(stop)
        if change and change.templates:
            forget_templates()
            memory = Memory()
