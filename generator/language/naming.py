"""The names of a department's files: what each in a `${…}` means, where it is given, and where it is used."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from generator.language.ranges import split
from generator.load import formula
from generator.load.outline import outline
from generator.load.references import REFERENCE, moved
from generator.model.outline import Kind
from generator.model.position import Position
from generator.model.project import Project
from generator.model.values import Line, Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.language.desk import Desk
    from generator.load.names import Names


class Sort(Enum):
    """What a name is a name of."""

    OWN = auto()
    PROJECT = auto()
    ACCOUNT = auto()
    UNIT = auto()


@dataclass(frozen=True, slots=True)
class Target:
    """What a name means: `path` is the file that gives it, where one of the department's does."""

    sort: Sort
    path: str
    name: str


@dataclass(frozen=True, slots=True)
class Use:
    """A name where it stands in a formula, or where it is given."""

    target: Target
    place: Position
    is_given: bool = False


class Naming:
    """The names that one file knows, and those of its neighbours."""

    def __init__(self, desk: Desk, path: str, names: Names) -> None:
        self.desk, self.path, self.names = desk, path, names
        self.resolution = names.resolution

    @classmethod
    def of(cls, desk: Desk, path: str) -> Naming | None:
        """Return the names of a file; None where it has never been read."""
        names = desk.names(path)
        return cls(desk, path, names) if names is not None else None

    def at(self, number: int, column: int) -> Use | None:
        """Return the name that stands at a column of a line, both from 0."""
        lines = split(self.desk.text(self.path))
        line = lines[number] if number < len(lines) else ""
        formulas = ((found.start() + 2, found[1]) for found in REFERENCE.finditer(line) if found[1] is not None)
        here = [use for at, text in formulas for use in self._uses(Position(self.path, number + 1, at + 1), text)]
        here += [use for use in self.given(self.path, lines) if use.place.line == number + 1]
        fitting = [use for use in here if use.place.column - 1 <= column <= use.place.column - 1 + use.place.length]
        return min(fitting, key=lambda use: use.place.length, default=None)

    def uses(self) -> Iterator[Use]:
        """Yield all names that stand in formulas of the department's files, and all places that give one."""
        for path in self.resolution.entries:
            naming = Naming.of(self.desk, path)
            if naming is not None:
                yield from naming.own_uses()

    def own_uses(self) -> Iterator[Use]:
        """Yield the names of one file, where they are given and where they are used."""
        lines = split(self.desk.text(self.path))
        yield from self.given(self.path, lines)
        for place, text in self._formulas(lines):
            yield from self._uses(place, text)

    def given(self, path: str, lines: Sequence[str]) -> Iterator[Use]:
        """Yield the places at which a file gives names, to what it holds or to itself."""
        names = self.desk.names(path)
        for name, place in names.places.items() if names is not None else ():
            words = name.partition(".")[2] or name
            yield from _exact(Use(Target(Sort.OWN, path, name), place, is_given=True), words, lines)
        entry = self.resolution.entries.get(path)
        if isinstance(entry, Project):
            for value in (entry.name, entry.code):
                if isinstance(value, Line | Term):
                    words = value.plain if isinstance(value, Line) else value.text
                    target = Target(Sort.PROJECT, path, words)
                    yield from _exact(Use(target, value.position, is_given=True), words, lines)

    def place(self, target: Target) -> Position | None:
        """Return where a name is given."""
        match target.sort:
            case Sort.ACCOUNT:
                return self._account(target.name)
            case Sort.UNIT:
                return self.resolution.shared.units.place(target.name)
        given = [use for use in self.given(target.path, split(self.desk.text(target.path))) if use.target == target]
        names, entry = self.desk.names(target.path), self.resolution.entries.get(target.path)
        if given:
            return given[0].place
        if target.sort is Sort.OWN:
            return names.places.get(target.name) if names is not None else None
        return entry.position if entry is not None else None  # it is named by its file

    def _formulas(self, lines: Sequence[str]) -> Iterator[tuple[Position, str]]:
        """Yield the formulas of the file, with the place of each; comments hold none."""
        for token in outline(self.path, self.desk.data(self.path)).tokens:
            texts = token.text.split("\n") if token.kind is Kind.VALUE else []
            for text, place in zip(texts, token.places, strict=False):
                line = lines[place.line - 1] if place.line <= len(lines) else ""
                is_plain = line.startswith(text, place.column - 1)
                written = text if is_plain else line[place.column - 1 :]
                for found in REFERENCE.finditer(written):
                    if found[1] is not None:
                        yield moved(place, found.start() + 2), found[1]

    def _uses(self, place: Position, text: str) -> Iterator[Use]:
        for name in formula.named(text, self.names.known(text)):
            yield from self._use(name.name, moved(place, name.offset, len(name.name)))

    def _use(self, name: str, place: Position) -> Iterator[Use]:
        """Yield what a name means; one of another file's is two: the project's, and its own."""
        shared = self.resolution.shared
        if name in self.names.makers:
            yield Use(Target(Sort.OWN, self.path, name), place)
        elif name.startswith(shared.projects.prefix):
            key, own = shared.projects.parts(name)
            files = shared.projects.files(key)
            holding = [path for path in files if not own or own in self.resolution.names(path).makers]
            start = len(shared.projects.prefix)
            if holding:
                yield Use(Target(Sort.PROJECT, holding[0], key), moved(place, start, len(key)))
            if holding and own:
                at = start + len(key) + 1
                yield Use(Target(Sort.OWN, holding[0], own), moved(place, at, len(own)))
        elif name.startswith(shared.accounts.prefix):
            yield Use(Target(Sort.ACCOUNT, "", name.removeprefix(shared.accounts.prefix)), place)
        elif name.startswith(shared.units.prefix):
            yield Use(Target(Sort.UNIT, "", name), place)

    def _account(self, said: str) -> Position | None:
        """Return the line of a chart that names a code."""
        code = re.match(r"\d+", said)
        result = self.desk.current(self.path).result
        charts = [path for one in result.content.statements for path in one.accounts_paths] if result else []
        for path in reversed(charts if code else []):
            for number, line in enumerate(split(self.desk.text(path)), 1):
                if found := re.match(rf"\s*(['\"]?){code[0] if code else ''}\1\s*:", line):
                    return Position(path, number, found.end() - len(found[0].lstrip()) + 1, len(found[0].strip()) - 1)
        return None


def _exact(use: Use, words: str, lines: Sequence[str]) -> Iterator[Use]:
    """Yield a use at just the words that are the name, where they stand there as they are, in quotes or not."""
    place = use.place
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    for at in (place.column - 1, place.column):
        if line.startswith(words, at):
            yield Use(use.target, Position(place.path, place.line, at + 1, len(words)), use.is_given)
            return
