"""The list of differences between what was published and what is printed, and how to apply it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.extract import squeeze

HERE = Path(__file__).parent
LISTS = ("scan-004.yaml", "differences.yaml")


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: in which seeds, what was published, what is printed instead, and why.

    `whole` says that the published text has to fill its lines; `pattern` that it is a regular expression.
    """

    seeds: tuple[str, ...]
    published: str
    printed: str
    reason: str
    whole: bool
    pattern: bool

    def apply(self, text: str) -> str:
        """Put the printed in place of the published text, wherever it stands."""
        if self.pattern:
            return re.sub(self.published, self.printed, text)
        pattern = re.escape(self.published)
        return re.sub(f"(?m)^{pattern}$" if self.whole else pattern, lambda _: self.printed, text)


def lines(text: str) -> list[str]:
    """Return the lines of a text that hold something, without their white space."""
    return [line for line in map(squeeze, text.split("\n")) if line]


def differences() -> list[Difference]:
    """Read the lists: first what scanning broke, then what was changed."""
    written = [entry for name in LISTS for entry in yaml.safe_load((HERE / name).read_text(encoding="utf-8"))]
    return [
        Difference(
            seeds=tuple(entry["文件"]),
            published="\n".join(lines(entry["原文"])),
            printed="\n".join(lines(entry["印出"])),
            reason=entry["理由"],
            whole=entry.get("整格") == "是",
            pattern=entry.get("正则") == "是",
        )
        for entry in written
    ]


def published(seed: str) -> str:
    """Return the published text of a seed: its lines without white space, empty ones left out."""
    return "\n".join(lines((HERE / "seeds" / f"{seed}.txt").read_text(encoding="utf-8")))


def expected(seed: str, *, without: Difference | None = None) -> list[str]:
    """Return the lines that a document has to print: the seed's, with the differences (but for one) applied."""
    text = published(seed)
    for difference in differences():
        if seed in difference.seeds and difference != without:
            text = difference.apply(text)
    return lines(text)
