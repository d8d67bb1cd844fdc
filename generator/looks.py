"""What a reviewer wants to see of templates and pages: the words of the ones, pictures of the others."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from generator import work
from generator.verify import labels as wording
from generator.verify import word
from generator.verify.pictures import pictures
from generator.write.plan import Job

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.model.document import Document
    from generator.model.layout import Layout
    from generator.model.picture import Picture


def draw(documents: Sequence[tuple[Document, Layout]]) -> list[list[Picture] | str]:
    """Return pictures of the pages of each document, or why it can't be drawn."""
    todo = [Job(document, layout, "pdf", f"{n}.pdf", "", "") for n, (document, layout) in enumerate(documents)]
    drawn: dict[str, list[Picture] | str] = {}
    with closing(work.make_all(todo, work.draw)) as outputs:
        for job, data in outputs:
            drawn[job.target] = pictures(data) if isinstance(data, bytes) else "；".join(one.message for one in data)
    return [drawn[job.target] for job in todo]


def text_of(file: Path) -> list[str]:
    """Return the paragraphs of a Word file; ReadingError for what is none."""
    return [text for text, _ in word.lines(file.read_bytes())]


def labels(name: str, data: bytes) -> list[tuple[str, str]]:
    """Return the words of a page or Word template with their places, without its tags."""
    return [(label.text, label.place) for label in wording.labels(name, data)]
