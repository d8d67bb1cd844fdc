"""Where something stands in a file of the repository."""

from __future__ import annotations

from generator.model.unguarded import unguarded


@unguarded
class Position:
    """A place in a text file.

    `path` is relative to the repository, with forward slashes; `line` and `column` count from 1, in
    characters; `length` is how many characters of that line are meant.
    """

    path: str
    line: int
    column: int = 1
    length: int = 1

    def __lt__(self, other: Position) -> bool:
        return (self.path, self.line, self.column, self.length) < (other.path, other.line, other.column, other.length)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"
