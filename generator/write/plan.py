"""Decides which outputs have to be made, and which old ones have to go."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator.system.digests import digest_file
from generator.system.look import linked
from generator.write.manifest import Manifest, digest, digest_files

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.document import Document
    from generator.model.layout import Layout

WORKBOOK = "xlsx"
PROGRAM = Path(__file__).parent.parent
LOCK = "requirements.lock"


@dataclass(frozen=True, slots=True)
class Job:
    """One output of one document: independent of all others, made of plain data, fit for any executor.

    `target` is relative to the output folder; `made_from` is the hash of all that decides what it says, and `said`
    that of all that decides what the outputs of this document say. `made_with` stands for all but the document; where
    it is empty, nothing is kept of what is drawn.
    """

    document: Document
    layout: Layout
    format: str
    target: str
    made_from: str
    said: str
    made_with: str = ""


def jobs(document: Document, layout: Layout, formats: Iterable[str], root: Path, *, is_kept: bool = False) -> list[Job]:
    """Return the outputs that a document asks for; one without tables has no workbook.

    `is_kept` tells whether what is drawn for them may be kept, and be what was kept.
    """
    stem = f"{document.department}/{document.year}/{document.name}"
    # The document holds all that the content says; hashes of layout and program stand for the rest.
    made_with = program(root) + repr(templates(layout))
    said = digest((repr(document) + made_with).encode())
    kept_with = digest(made_with.encode()) if is_kept else ""
    return [
        Job(document, layout, name, f"{stem}.{name}", digest(f"{name} {said}".encode()), said, kept_with)
        for name in formats
        if name != WORKBOOK or document.has_tables
    ]


def is_current(job: Job, folder: Path, manifest: Manifest) -> bool:
    """Whether the output is there already, made from the same and unchanged since."""
    record = manifest.documents.get(job.document.key)
    output = record.outputs.get(job.target) if record else None
    path = folder / job.target
    if output is None or output.made_from != job.made_from or linked(folder, job.target) or not path.is_file():
        return False
    return digest_file(path) == output.sha256


@cache
def program_files() -> tuple[Path, ...]:
    """Return the files of the program that decide what outputs say; a process runs the program that it began with."""
    return tuple(file for file in PROGRAM.rglob("*") if file.suffix in {".py", ".conf", ".txt", ".xml"})


@cache
def program(root: Path) -> str:
    """Return the hash of the program and of the libraries that it is locked to."""
    lock = root / LOCK
    return digest(repr(_own()).encode() + (lock.read_bytes() if lock.is_file() else b""))


@cache
def _own() -> dict[str, str]:
    """Return the hashes of the program's files, which are the same for every repository."""
    return digest_files(PROGRAM, program_files())


@cache
def templates(layout: Layout) -> dict[str, str]:
    """Return the hashes of the files of a pack, of those it builds on and of those that all share, by their path."""
    folders = (*layout.folders, layout.common)
    return {path: sha for folder in folders for path, sha in _hashes(folder, folder.parents[1]).items()}


@cache
def _hashes(folder: Path, root: Path) -> dict[str, str]:
    # The fonts, 31 MB that all packs share, are read once.
    return digest_files(root, filter(Path.is_file, folder.rglob("*")))
