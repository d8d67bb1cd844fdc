"""The work on one output: make it, read it back, compare; the same in this process as in any other."""

from __future__ import annotations

import os
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager, suppress
from importlib import import_module
from typing import TYPE_CHECKING, Final, TypeAlias

from generator.model.barrier import barrier, fault
from generator.model.finding import FindingError
from generator.model.position import Position
from generator.model.uncollected import uncollected
from generator.system import signals
from generator.system.processes import workers
from generator.verify import check
from generator.verify.reference import reference

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
    from concurrent.futures import Executor, Future

    from generator.model.finding import Finding
    from generator.verify.reference import Reference
    from generator.write.plan import Job

# Told after each output: how many are done, of how many, and which.
Progress: TypeAlias = "Callable[[int, int, str], None]"
# References of the documents that this process has worked on last.
_REFERENCES: Final[dict[str, Reference]] = {}
_KEPT: Final = 8
# Whether this process had a helper.
_HELPED: Final[list[bool]] = []


def make(job: Job) -> bytes | list[Finding]:
    """Make one output that says what its document says; what people have to mend comes back as findings."""
    findings: list[Finding] = []
    with uncollected(), barrier(findings, f"生成 {job.target}", Position(job.document.source, 1)):
        data: bytes = import_module(f"generator.render.{job.format}").render(job.document, job.layout)
        return check.check(job.format, data, _reference(job), job.document, job.layout) or data
    return findings


def draw(job: Job) -> bytes | list[Finding]:
    """Make one output for people who want to see it, whatever reading it back would say."""
    findings: list[Finding] = []
    with uncollected(), barrier(findings, f"画出 {job.target}", Position(job.document.source, 1)):
        data: bytes = import_module(f"generator.render.{job.format}").render(job.document, job.layout)
        return data
    return findings


def read_back(job: Job, data: bytes) -> list[Finding]:
    """Return where an output that somebody made says something else than its document."""
    findings: list[Finding] = []
    with uncollected(), barrier(findings, f"读 {job.target}", Position(job.document.source, 1)):
        return check.check(job.format, data, _reference(job), job.document)
    return findings


@contextmanager
def helper(formats: Iterable[str]) -> Iterator[Executor | None]:
    """Begin the process that will make the first PDF, so that it imports what it needs while the content is read.

    Nothing is begun where no PDF is wanted, where only one process can run, or where this one builds again: it then
    imports all that itself, once.
    """
    if "pdf" not in formats or (os.cpu_count() or 1) < 2 or _HELPED:  # noqa: PLR2004 - it would take time from this one
        yield None
        return
    _HELPED.append(True)
    with workers(1) as executor:
        with signals.uninterrupted():
            executor.submit(_prepare)
        yield executor
        signals.end_workers()  # It may still be importing, for nothing.


def make_documents(
    todo: Mapping[str, list[Job]],
    findings: list[Finding],
    progress: Progress | None = None,
    first: Executor | None = None,
) -> Generator[tuple[str, dict[str, bytes]]]:
    """Make the outputs of documents; yield each document, and its outputs by name, when all of them are made and sound.

    `todo` names what is to be made for each, which may be nothing; `first` is the `helper`. What people have to mend is
    added to the findings.
    """
    yield from ((source, {}) for source, own in todo.items() if not own)
    jobs = [job for own in todo.values() for job in own]
    missing = {source: len(own) for source, own in todo.items()}
    made: dict[str, dict[str, bytes]] = {source: {} for source in todo}
    with closing(make_all(jobs, first=first)) as outputs:
        for count, (job, data) in enumerate(outputs, 1):
            source = job.document.key
            missing[source] -= 1
            if not isinstance(data, list):
                made.get(source, {})[job.target] = data
            else:
                findings += data
                if any(finding.position for finding in data):  # Where none is to blame, the other formats can be made.
                    made.pop(source, None)
            if progress:
                progress(count, len(jobs), job.target)
            if not missing[source] and source in made:
                yield source, made.pop(source)


def make_all(
    todo: list[Job], task: Callable[[Job], bytes | list[Finding]] = make, *, first: Executor | None = None
) -> Generator[tuple[Job, bytes | list[Finding]]]:
    """Make outputs, in several processes where that pays: a PDF takes a second, everything else some milliseconds.

    Each document's PDF is begun before its other outputs; a single one is made by the process `first`, or by one begun
    now, while this process makes the others. However this ends, no worker outlives it.
    """
    slow = [job for job in todo if job.format == "pdf"]
    count = min(os.cpu_count() or 1, len(slow))
    if count > 1:
        order = {source: place for place, source in enumerate(dict.fromkeys(job.document.key for job in todo))}
        todo = sorted(todo, key=lambda job: (order[job.document.key], job.format != "pdf"))
        with workers(count) as executor:
            yield from _finished(_begin(executor, task, todo))
    elif slow and first is not None:
        begun = _begin(first, task, slow)
        yield from ((job, task(job)) for job in todo if job.format != "pdf")
        yield from _finished(begun)
    else:
        yield from ((job, task(job)) for job in todo)


def _begin(
    executor: Executor, task: Callable[[Job], bytes | list[Finding]], todo: Iterable[Job]
) -> dict[Future[bytes | list[Finding]], Job]:
    with signals.uninterrupted():  # The processes may begin here, and get no signal before they are prepared.
        return {executor.submit(task, job): job for job in todo}


def _finished(
    futures: Mapping[Future[bytes | list[Finding]], Job],
) -> Generator[tuple[Job, bytes | list[Finding]]]:
    for future in as_completed(futures):
        yield futures[future], _outcome(future, futures[future])


def _prepare() -> None:
    """Import what PDFs are made with; where that can't be done, making one says why."""
    with suppress(FindingError):
        import_module("generator.render.pdf").prepare()


def _outcome(future: Future[bytes | list[Finding]], job: Job) -> bytes | list[Finding]:
    """Return what a worker made; one that the system has ended, mostly for its memory, takes the others with it."""
    try:
        return future.result()
    except BrokenProcessPool:
        return [fault(MemoryError(), f"生成 {job.target}", Position(job.document.source, 1))]


def _reference(job: Job) -> Reference:
    """Return what all outputs of a document have to say: made once for all its formats."""
    if job.said not in _REFERENCES:
        while len(_REFERENCES) >= _KEPT:
            del _REFERENCES[next(iter(_REFERENCES))]
        _REFERENCES[job.said] = reference(job.document, job.layout)
    return _REFERENCES[job.said]
