"""What a reviewer wants to see of templates and pages: the words of the ones, pictures of the others."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING

from generator import work
from generator.verify import labels as wording
from generator.verify import pictures as pages
from generator.verify import web, word
from generator.verify.pictures import pictures
from generator.write.manifest import FORMATS
from generator.write.plan import Job, jobs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from generator.model.document import Document
    from generator.model.layout import Layout
    from generator.model.picture import Picture


# How pages tell how large a file is.
SIZE = re.compile(r"\d+(\.\d)?[KM]B")


def draw(documents: Sequence[tuple[Document, Layout]]) -> list[list[Picture] | str]:
    """Return pictures of the pages of each document, or why it can't be drawn."""
    todo = [Job(document, layout, "pdf", f"{n}.pdf", "", "") for n, (document, layout) in enumerate(documents)]
    drawn: dict[str, list[Picture] | str] = {}
    with closing(work.make_all(todo, work.Team(work.draw))) as outputs:
        for job, data in outputs:
            drawn[job.target] = pictures(data) if isinstance(data, bytes) else "；".join(one.message for one in data)
    return [drawn[job.target] for job in todo]


def page_count(data: bytes) -> int:
    """Return how many pages a PDF has."""
    return pages.count(data)


def page_picture(data: bytes, number: int, density: int) -> Picture | None:
    """Return a page of a PDF, the first being 0, with so many dots an inch; None where there is none."""
    return pages.picture(data, number, density)


def same_words(documents: Iterable[tuple[Document, Layout]], out: Path, paths: Iterable[str], root: Path) -> set[str]:
    """Return those of some outputs that say what documents do: words, figures, cells and their order; of the site none.

    `root` is the repository of the documents.
    """
    given = (job for document, layout in documents for job in jobs(document, layout, FORMATS, root))
    found = {job.target: job for job in given}
    return {path for path in paths if path in found and not work.read_back(found[path], (out / path).read_bytes())}


def page_words(page: bytes) -> str:
    """Return the words of a page that lists documents, but for the sizes of files."""
    return SIZE.sub("", web.read(page).text)


def text_of(file: Path) -> list[str]:
    """Return the paragraphs of a Word file; ReadingError for what is none."""
    return [text for text, _ in word.lines(file.read_bytes())]


def labels(name: str, data: bytes) -> list[tuple[str, str]]:
    """Return the words of a page or Word template with their places, without its tags."""
    return [(label.text, label.place) for label in wording.labels(name, data)]
