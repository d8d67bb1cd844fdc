"""The content as it was published: small patches put the published figures and words back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from generator import pipeline
from tests import samples

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.finding import Finding
    from generator.pipeline import Result

FOLDER = Path(__file__).parent / "published"
CONTENT = samples.ROOT / "content"


@dataclass(frozen=True, slots=True)
class Published:
    """A checked repository with published figures: the texts of its files and what was found."""

    texts: dict[str, str]
    result: Result

    @property
    def all(self) -> list[Finding]:
        """What was found, whether the unit accepts it or not."""
        return [*self.result.findings, *self.result.waived]

    def path(self, file: str) -> str:
        """Return the whole path of a file that is meant by its end."""
        (path,) = [path for path in self.texts if path.endswith(file)]
        return path


def patched(names: Iterable[str]) -> dict[str, str]:
    """Return the files of the content with patches; each has to find the one place that it changes."""
    texts = {
        file.relative_to(samples.ROOT).as_posix(): file.read_text(encoding="utf-8") for file in CONTENT.rglob("*.yaml")
    }
    for name in names:
        for patch in yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")):
            (path,) = [path for path in texts if path.endswith(patch["文件"])]
            texts[path] = samples.changed(texts[path], patch["原"], patch["改"])
    return texts


def check(root: Path, names: Iterable[str]) -> Published:
    """Check the content with patches, in a repository at `root`."""
    return run(root, patched(names))


def run(root: Path, texts: dict[str, str]) -> Published:
    """Check files in a repository at `root`."""
    samples.write(root, texts)
    (root / "templates").symlink_to(samples.ROOT / "templates")
    return Published(texts, pipeline.check(root))
