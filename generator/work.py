"""The work on one output: make it, read it back, compare; the same in this process as in any other."""

from __future__ import annotations

import gc
import os
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Final

from generator.model.barrier import barrier
from generator.model.position import Position
from generator.verify import check
from generator.verify.reference import reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.finding import Finding
    from generator.verify.reference import Reference
    from generator.write.plan import Job

# References of the documents that this process has worked on last.
_REFERENCES: Final[dict[str, Reference]] = {}
_KEPT: Final = 8


def make(job: Job) -> bytes | list[Finding]:
    """Make one output that says what its document says; what people have to mend comes back as findings."""
    findings: list[Finding] = []
    with _uncollected(), barrier(findings, f"生成 {job.target}", Position(job.document.source, 1)):
        data: bytes = import_module(f"generator.render.{job.format}").render(job.document, job.layout)
        return check.check(job.format, data, _reference(job), job.document, job.layout) or data
    return findings


def make_all(todo: list[Job]) -> Iterator[tuple[Job, bytes | list[Finding]]]:
    """Make outputs, in several processes where that pays: a PDF takes a second, everything else some milliseconds."""
    slow = [job for job in todo if job.format == "pdf"]
    workers = min(os.cpu_count() or 1, len(slow))
    if workers < 2:  # noqa: PLR2004 - nothing to share out
        yield from ((job, make(job)) for job in todo)
        return
    with ProcessPoolExecutor(workers) as executor:
        futures = {executor.submit(make, job): job for job in sorted(todo, key=lambda job: job.format != "pdf")}
        for future in as_completed(futures):
            yield futures[future], future.result()


def _reference(job: Job) -> Reference:
    """Return what all outputs of a document have to say: made once for all its formats."""
    if job.said not in _REFERENCES:
        page = import_module("generator.render.page").marked(job.document, job.layout)
        while len(_REFERENCES) >= _KEPT:
            del _REFERENCES[next(iter(_REFERENCES))]
        _REFERENCES[job.said] = reference(page, job.document)
    return _REFERENCES[job.said]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector out: each look at all that a build holds takes longer than reading an output back."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
