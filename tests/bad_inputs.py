"""Bad inputs: what is changed in the small sound files, and where the findings have to point."""

from __future__ import annotations

from dataclasses import dataclass

from tests import samples

# Stands in a changed text where the first finding has to point; it is not written to the file.
HERE = "‸"


@dataclass(frozen=True, slots=True)
class Case:
    """One mistake: `old` becomes `new` in a file; an empty `old` replaces the whole file, bytes come as they are.

    `others` are further findings, as "code line:column"; `golden` says that a file holds what a terminal shows.
    """

    name: str
    old: str
    new: str | bytes
    code: str
    others: tuple[str, ...] = ()
    golden: bool = False
    path: str = samples.PROJECT_FILE
    at: str = "1:1"

    def text(self) -> str:
        """Return the spoilt text, with the mark."""
        assert isinstance(self.new, str)
        base = samples.DEPARTMENT if self.path == samples.DEPARTMENT_FILE else samples.PROJECT
        return samples.changed(base, self.old, self.new) if self.old else self.new

    def files(self) -> dict[str, str | bytes]:
        """Return the spoilt file."""
        return {self.path: self.new if isinstance(self.new, bytes) else self.text().replace(HERE, "")}

    def expected(self) -> list[tuple[str, str]]:
        """Return code and place of every finding, in the order of places."""
        at = self.at
        if isinstance(self.new, str) and HERE in self.text():
            before = self.text().partition(HERE)[0].split("\n")
            at = f"{len(before)}:{len(before[-1]) + 1}"
        wanted = [(self.code, at), *((code, place) for code, place in (other.split() for other in self.others))]
        wanted.sort(key=lambda pair: ([int(number) for number in pair[1].split(":")], pair[0]))
        return [(code, f"{self.path}:{place}") for code, place in wanted]
