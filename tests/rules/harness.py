"""Runs the examples of rules: changes to a small sound repository, with the places of findings marked as ⟦…⟧."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from generator import pipeline
from generator.model.memory import Memory
from tests import samples
from tests.rules import budget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.pipeline import Result

EXAMPLES = Path(__file__).parent / "examples"
MARK = re.compile(r"[⟦⟧]")
# The pack of the declaration; an example can change it too.
PACK = Path("templates/yunnan-2024/pack.yaml")
BASES = {
    "项目申报书": {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT},
    "两种文书": {
        f"{budget.FOLDER}/{name}": text.replace(
            "项目名称: 医保宣传\n金额单位: 元", "项目名称: 医保宣传车\n金额单位: 元"
        )
        for name, text in budget.WITH_DECLARATION.items()
    },
    "一个项目两种文书": {f"{budget.FOLDER}/{name}": text for name, text in budget.TOGETHER.items()},
    "部门预算": {f"{budget.FOLDER}/{name}": text for name, text in budget.FILES.items()},
    "两年的部门预算": budget.two_years(),
    "几个单位的部门预算": {f"{budget.FOLDER}/{name}": text for name, text in budget.SEVERAL.items()},
    "一个地区": budget.REGION,
}


@dataclass(frozen=True, slots=True)
class Example:
    """An example of a rule: which files, what the rule has to say of them, and which words its hints have to hold."""

    code: str
    name: str
    base: str
    files: dict[str, str]
    says: tuple[str, ...]
    mends: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


def examples() -> Iterator[Example]:
    """Yield all examples. `<code>.yaml` holds 失败 and 通过, lists of 名, 文种, 文件 (or 内容), 说出 and 改法."""
    for file in sorted(EXAMPLES.glob("*.yaml")):
        data: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
        for outcome in ("失败", "通过"):
            for number, given in enumerate(data[outcome], 1):
                base = given.get("文种", "项目申报书")
                main = Path(samples.PROJECT_FILE).name if base == "项目申报书" else "budget.yaml"
                files = given.get("文件") or {main: given["内容"]}
                name = f"{outcome}{number} {given.get('名', '')}"
                yield Example(file.stem, name, base, files, tuple(given.get("说出", ())), tuple(given.get("改法", ())))


class Bench:
    """A repository in which one example after another is checked, so that what they share is read once."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.memory = folder, Memory()

    def place(self, example: Example) -> tuple[Path, Memory | None]:
        """Return where an example is checked, and with what; templates of its own are read by nobody else."""
        return (self.folder / f"{example}", None) if has_templates(example) else (self.folder, self.memory)

    def lay(self, example: Example) -> tuple[Path, Memory | None, set[tuple[str, int, int]]]:
        """Write an example in the place of the last one; return where, what it is checked with, the marked places."""
        root, memory = self.place(example)
        shutil.rmtree(root / "content", ignore_errors=True)
        return root, memory, lay(example, root)

    def run(self, example: Example) -> tuple[Result, Path, set[tuple[str, int, int]]]:
        """Check an example; return the result, where it lies, and the marked places."""
        root, memory, expected = self.lay(example)
        return pipeline.check(root, memory=memory), root, expected


def has_templates(example: Example) -> bool:
    """Whether an example changes the pack of its declaration, or brings a pack of its own."""
    return PACK.name in example.files or any(path.startswith("templates/") for path in BASES[example.base])


def lay(example: Example, root: Path) -> set[tuple[str, int, int]]:
    """Write an example as a repository at `root`; return the marked places."""
    expected: set[tuple[str, int, int]] = set()
    files = dict(BASES[example.base])
    if PACK.name in example.files:
        files[PACK.as_posix()] = (samples.ROOT / PACK).read_text(encoding="utf-8")
    for name, change in example.files.items():
        path = next((path for path in files if Path(path).name == name), "") or _new(files, name)
        text = overlay(files.get(path, ""), change)
        expected |= {(path, *place) for place in places(text)}
        files[path] = MARK.sub("", text)
    if not (root / "templates").exists():
        if has_templates(example):
            samples.copy_templates(root)
        else:
            root.mkdir(parents=True, exist_ok=True)
            (root / "templates").symlink_to(samples.ROOT / "templates")
    samples.write(root, files)
    return expected


def _new(files: dict[str, str], name: str) -> str:
    """Return the path of a further project file."""
    return f"{Path(next(iter(files))).parent.as_posix()}/projects/{name}"


def overlay(text: str, change: str) -> str:
    """Replace the top-level blocks of a file that a change names; further blocks are added."""
    blocks, changes = split(text), split(change)
    return "".join((blocks | changes).values())


def split(text: str) -> dict[str, str]:
    """Split a YAML file into its top-level blocks, by key; comments above a key belong to it."""
    blocks: dict[str, str] = {}
    pending = ""
    key = ""
    for line in text.splitlines(keepends=True):
        found = re.match(r"[⟦]?([^\s#：:-][^:：]*)[:：]", line)
        if found:
            key = MARK.sub("", found[1])
            blocks[key] = pending + line
            pending = ""
        elif not key or line.startswith("#"):
            pending += line
        else:
            blocks[key] += line
    return blocks


def places(text: str) -> Iterator[tuple[int, int]]:
    """Yield line and column of each ⟦, counted without the marks."""
    for number, line in enumerate(text.splitlines(), 1):
        for found in re.finditer("⟦", line):
            yield number, len(MARK.sub("", line[: found.start()])) + 1
