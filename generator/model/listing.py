"""What the list of published documents (信息公开目录) says of one of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listing:
    """One document and its files.

    `source` is its content file; `files` are paths below the output folder, with their sizes in bytes; `issued` is
    its 公开日期, or else its 成文日期, as YYYY-MM-DD, or "".
    """

    source: str
    index: str
    department: str
    unit: str
    year: int
    title: str
    issued: str
    projects: tuple[str, ...]
    files: tuple[tuple[str, int], ...]

    @property
    def folder(self) -> str:
        """The department's folder below content/, or the region's: two provinces may use the same name."""
        year = f"/{self.year}/" if f"/{self.year}/" in self.source else f"/{self.year}."
        return self.source.partition(year)[0].partition("/")[2]
