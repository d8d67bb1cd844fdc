"""The work on one output: make it, read it back, compare; the same in this process as in any other."""

from __future__ import annotations

import os
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from generator.model.barrier import barrier
from generator.model.finding import FindingError
from generator.model.position import Position
from generator.model.uncollected import uncollected
from generator.render.look import stated
from generator.system import signals
from generator.system.processes import workers
from generator.unchanged.drawings import Drawings
from generator.verify import check
from generator.verify.reference import reference

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
    from concurrent.futures import Executor, Future

    from generator.model.finding import Finding
    from generator.render.drawn import Kept
    from generator.unchanged.shared import Shared
    from generator.verify.reference import Reference
    from generator.write.plan import Job

# Told after each output: how many are done, of how many, and which.
Progress: TypeAlias = "Callable[[int, int, str], None]"
# What makes one output, in any process.
Task: TypeAlias = "Callable[[Job], bytes | list[Finding]]"
# References of the documents that this process has worked on last.
_REFERENCES: Final[dict[str, Reference]] = {}
_KEPT: Final = 8
_PARTS: Final = 200


@dataclass(frozen=True, slots=True)
class Team:
    """Who makes outputs: this process and its own, or an executor that was begun before; `is_elsewhere` on others."""

    task: Task
    executor: Executor | None = None
    is_elsewhere: bool = False


def make(job: Job) -> bytes | list[Finding]:
    """Make one output that says what its document says; what people have to mend comes back as findings."""
    findings: list[Finding] = []
    with uncollected(), barrier(findings, f"生成 {job.target}", Position(job.document.source, 1)):
        stated.hold(job.document, job.layout)
        data = _render(job, _drawings(job))
        return check.check(job.format, data, _reference(job), job.document, job.layout) or data
    return findings


def draw(job: Job) -> bytes | list[Finding]:
    """Make one output for people who want to see it, whatever reading it back would say."""
    findings: list[Finding] = []
    with uncollected(), barrier(findings, f"画出 {job.target}", Position(job.document.source, 1)):
        return _render(job, _REMEMBERED)
    return findings


def _render(job: Job, kept: Kept | None) -> bytes:
    room = import_module(f"generator.render.{job.format}")
    data: bytes = room.render(job.document, job.layout, *([kept] if job.format == "pdf" else []))
    return data


def _drawings(job: Job) -> Drawings | None:
    """Return what is kept in the repository of what is drawn, where a job may take from it."""
    return Drawings(job.layout.folder.parents[1], job.made_with) if job.made_with else None


class _Remembered(dict[str, "Mapping[str, Any]"]):
    """What this process has drawn last, for people who look at a document while it changes."""

    def put(self, page: str, entry: Mapping[str, Any]) -> None:
        """Keep an entry."""
        while len(self) >= _PARTS:
            del self[next(iter(self))]
        self[page] = entry


_REMEMBERED: Final = _Remembered()


def read_back(job: Job, data: bytes) -> list[Finding]:
    """Return where an output that somebody made says something else than its document."""
    findings: list[Finding] = []
    with uncollected(), barrier(findings, f"读 {job.target}", Position(job.document.source, 1)):
        return check.check(job.format, data, _reference(job), job.document)
    return findings


def kept(shared: Shared, job: Job, *, is_forced: bool = False) -> bytes | list[Finding]:
    """Return an output that somebody has made of the same; else make it, and keep it for others."""
    known = None if is_forced else shared.get(job.made_from)
    made = make(job) if known is None else known
    if known is None and isinstance(made, bytes):
        shared.put(job.made_from, made)
    return made


def make_documents(
    todo: Mapping[str, list[Job]], findings: list[Finding], team: Team, progress: Progress | None = None
) -> Generator[tuple[str, dict[str, bytes]]]:
    """Make the outputs of documents; yield each document, and its outputs by name, when all of them are made and sound.

    `todo` names what is to be made for each, which may be nothing. What people have to mend is added to the findings.
    """
    yield from ((source, {}) for source, own in todo.items() if not own)
    jobs = [job for own in todo.values() for job in own]
    missing = {source: len(own) for source, own in todo.items()}
    made: dict[str, dict[str, bytes]] = {source: {} for source in todo}
    with closing(make_all(jobs, team)) as outputs:
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


def make_all(todo: list[Job], team: Team) -> Generator[tuple[Job, bytes | list[Finding]]]:
    """Make outputs, in several processes where that pays: a PDF takes a second, everything else some milliseconds.

    Each document's PDF is begun before its other outputs; a single one is made by the process that a team has begun,
    while this process makes the others. However this ends, no worker of this machine outlives it.
    """
    slow = [job for job in todo if job.format == "pdf"]
    count = min(os.cpu_count() or 1, len(slow))
    if todo and (count > 1 or team.is_elsewhere):
        order = {source: place for place, source in enumerate(dict.fromkeys(job.document.key for job in todo))}
        todo = sorted(todo, key=lambda job: (order[job.document.key], job.format != "pdf"))
        with _pool(team.executor, count) as executor:
            yield from _finished(_begin(executor, team.task, todo))
    elif slow and team.executor is not None:
        with _pool(team.executor, count) as executor:
            begun = _begin(executor, team.task, slow)
            yield from ((job, team.task(job)) for job in todo if job.format != "pdf")
            yield from _finished(begun)
    else:
        yield from ((job, team.task(job)) for job in todo)


@contextmanager
def _pool(executor: Executor | None, count: int) -> Iterator[Executor]:
    """Yield the executor that was begun before, or new processes where the system has ended one of its own."""
    if executor is not None and _is_whole(executor):
        yield executor
    else:
        with workers(count) as own:
            yield own


def _is_whole(executor: Executor) -> bool:
    with suppress(BrokenProcessPool), signals.uninterrupted():
        executor.submit(int)
        return True
    return False


def _begin(executor: Executor, task: Task, todo: Iterable[Job]) -> dict[Future[bytes | list[Finding]], Job]:
    with signals.uninterrupted():  # The processes may begin here, and get no signal before they are prepared.
        return {executor.submit(task, job): job for job in todo}


def _finished(
    futures: Mapping[Future[bytes | list[Finding]], Job],
) -> Generator[tuple[Job, bytes | list[Finding]]]:
    for future in as_completed(futures):
        yield futures[future], _outcome(future, futures[future])


def prepare() -> None:
    """Import what PDFs are made with; where that can't be done, making one says why."""
    with suppress(FindingError):
        import_module("generator.render.pdf").prepare()


def _outcome(future: Future[bytes | list[Finding]], job: Job) -> bytes | list[Finding]:
    """Return what a worker made; one that the system has ended, mostly for its memory, takes the others with it."""
    findings: list[Finding] = []
    with barrier(findings, f"生成 {job.target}", Position(job.document.source, 1)):
        try:
            return future.result()
        except BrokenProcessPool as problem:
            raise MemoryError from problem
    return findings


def _reference(job: Job) -> Reference:
    """Return what all outputs of a document have to say: made once for all its formats."""
    if job.said not in _REFERENCES:
        while len(_REFERENCES) >= _KEPT:
            del _REFERENCES[next(iter(_REFERENCES))]
        _REFERENCES[job.said] = reference(job.document, job.layout)
    return _REFERENCES[job.said]
