"""The documents that projects cite: numbers and titles, in fields of their own or inside a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.check.numbers import LOST, place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.position import Position
    from generator.model.project import Project
    from generator.model.text import Text

# 渝财社〔2009〕28号, with any kind of brackets; the issuer may be missing (〔2022〕178号). A lost passage is no issuer.
DOCUMENT = re.compile(
    r"(?P<issuer>[一-鿿]{0,8}?)[〔﹝\[［【(（](?P<year>(?:19|20)\d\d)[〕﹞\]］】)）]\s{0,2}第?(?P<number>\d+)\s{0,2}号"
)
BEFORE = re.compile(r"(?:依据|根据|按照|依照|以及|和|及|与|、|，|。|；|《|》)")
TITLE_BEFORE = re.compile(r"《([^《》]+)》[（(]$")
TITLE_END = re.compile(r"[，。；]|会议纪要\d")


@dataclass(frozen=True, slots=True)
class Document:
    """A cited document; `title` is what follows its number, without marks."""

    number: str
    year: int
    title: str
    position: Position | None
    title_position: Position | None

    @property
    def words(self) -> str:
        """The title without the numbers of years, quotes, and what nobody can read."""
        return re.sub(rf"{LOST}|[《》“”〈〉（）()]|\d+年?", "", self.title)


def of_text(text: Text) -> Iterator[Document]:
    """Yield the documents that a text names by number."""
    plain = text.plain
    found = list(DOCUMENT.finditer(plain))
    for match, following in zip(found, [*found[1:], None], strict=False):
        issuer = BEFORE.split(match["issuer"])[-1]
        start = match.start("issuer") + len(match["issuer"]) - len(issuer)
        rest = plain[match.end() : following.start() if following else len(plain)]
        before = TITLE_BEFORE.search(plain[:start])
        end = TITLE_END.search(rest)
        title = before[1] if before else (rest[: end.start()] if end else rest).strip()
        title_start = before.start(1) if before else match.end() + len(rest) - len(rest.lstrip())
        number = f"{issuer}〔{match['year']}〕{match['number']}号"
        length = match.end() - start
        yield Document(
            number,
            int(match["year"]),
            title,
            place(text, start, length),
            place(text, title_start, len(title)) if title else None,
        )


def of_project(project: Project) -> Iterator[Document]:
    """Yield the documents that a project rests on."""
    for basis in project.bases:
        if basis.note is not None:
            yield from of_text(basis.note.text)
        if basis.number is None:
            continue
        title = basis.title.plain if basis.title is not None else ""
        found = DOCUMENT.search(basis.number.plain)
        yield Document(
            basis.number.plain,
            int(found["year"]) if found else 0,
            title,
            basis.number.position,
            basis.title.position if basis.title is not None else None,
        )
