"""What the last commit says, for a preview that marks what has changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.barrier import barrier
from generator.review.versions.named import present, version
from generator.review.versions.years import year_of
from generator.series import Series
from generator.system import git

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.model.document import Document
    from generator.model.finding import Finding

HEAD = "HEAD"


class Committed:
    """The documents of the last commit, by their keys; `note` says why there are none to compare with."""

    def __init__(self, root: Path) -> None:
        self._root, self._commit = root, ""
        self._years: set[str] = set()
        self.documents: dict[str, Document] = {}
        self.note = ""
        self._paths: frozenset[str] = frozenset()

    def lacks(self, path: str) -> bool:
        """Whether the last commit has no such content file; False while none was read."""
        return bool(self._paths) and path not in self._paths

    @property
    def journals(self) -> list[Path]:
        """The files that change whenever there is another last commit."""
        said = git.run(self._root, "rev-parse", "--git-path", "logs/HEAD", "--git-path", "HEAD")
        return [self._root / path for path in said.decode("utf-8", "replace").splitlines()] if said else []

    def read(self, sources: Iterable[str]) -> bool:
        """Read what the last commit made of some content files, unless it is known; return whether it was not."""
        commit = git.commit(self._root, HEAD) or ""
        years = {year for source in sources if (year := year_of(source))}
        if commit == self._commit and years <= self._years:
            return False
        self._commit, self._years, self.documents, self.note = commit, years, {}, ""
        self._paths = (
            frozenset(leaf.path for leaf in git.tree(self._root, commit, "content")) if commit else frozenset()
        )
        if not commit:
            self.note = "还没有提交过，没有可比的。"
            return True
        found: list[Finding] = []
        with barrier(found, "读上次提交", None):
            self._read()
        if found:
            self.note = f"没有和上次提交比较：{found[0].message}"
        return True

    def _read(self) -> None:
        with version(self._root, HEAD) as head:
            folder = head.folder(sorted(self._years), (present(self._root),))
            series = Series(folder)
            for year in sorted(self._years):
                made = series.documents([folder / year]) if (folder / year).is_dir() else []
                if made is None:
                    self.note = f"上次提交的 {year} 读不出，没有比较。"
                self.documents |= {document.key: document for document in made or ()}
