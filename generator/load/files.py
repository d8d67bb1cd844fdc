"""Reads one content file into its model, by its 文种."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeAlias

from generator import __version__
from generator.load import folder, lineage, survey
from generator.load.context import Context
from generator.load.fields import read_entry
from generator.load.nodes import Broken, Mapping, Scalar
from generator.load.reader import read
from generator.load.source import MAX_BYTES
from generator.model.department import Department
from generator.model.entry import FORM, FORM_KEY, KIND, Entry, keys, kind
from generator.model.finding import Finding, error
from generator.model.legible import legible
from generator.model.memory import Memory, recall
from generator.model.nearest import suggestion
from generator.model.pack import Pack
from generator.model.position import Position
from generator.system import look

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.load.survey import Survey

# Without the names that Windows keeps for devices: git can't even check such files out there.
ASCII_NAME = re.compile(r"(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))[a-z0-9][a-z0-9._-]*")
# The code of a file that a newer program wrote.
NEWER = "ZD-013"
NUMBER = re.compile(r"\d{1,9}")
Reading: TypeAlias = "tuple[Entry | None, list[str], list[Finding]]"


@dataclass(slots=True)
class Files:
    """Reads the files of a repository, and gathers what is wrong with them and their lines for messages.

    `overlay` holds what stands in an editor and not yet on the disk: it counts instead of what the disk says.
    """

    root: Path
    findings: list[Finding] = field(default_factory=list)
    lines: dict[str, list[str]] = field(default_factory=dict)
    packs: dict[str, Pack | None] = field(default_factory=dict)
    memory: Memory | None = None
    overlay: dict[str, bytes] = field(default_factory=dict)

    def path(self, file: Path) -> str:
        """Return a file's path relative to the repository."""
        return file.relative_to(self.root).as_posix()

    def read(self, file: Path, *models: type[Entry]) -> Entry | None:
        """Read a file whose 文种 is that of one of the models; None if nothing of it can be read.

        What refers to names waits for those of the other files (`generator.load.resolve`).
        """
        path = self.path(file)
        self.findings += _names(path, with_folders=Department in models)
        data = self._bytes(file, path)
        if data is None:
            return None
        entry, self.lines[path], findings = self._reading(path, data, models)
        self.findings += findings
        return entry

    def _reading(self, path: str, data: bytes, models: tuple[type[Entry], ...]) -> Reading:
        """Return what some bytes say, their lines, and what is wrong with them; from memory where they are there."""
        parsed = self._parsed(path, data)
        return recall(self.memory, ("entry", path, data, models), lambda: _entry(parsed, models))

    def _parsed(self, path: str, data: bytes) -> tuple[Mapping | None, list[str], list[Finding]]:
        """Return what some bytes say before anyone knows what it means."""
        return recall(self.memory, ("nodes", path, data), lambda: read(path, data))

    def _bytes(self, file: Path, path: str) -> bytes | None:
        """Return the bytes of a file; None after saying why it is not read."""
        if path in self.overlay:
            return self.overlay[path]
        home = self.root / PurePosixPath(path).parts[0]
        data = look.read(file, home, MAX_BYTES)
        if isinstance(data, bytes):
            return data
        self.lines[path] = []
        self.findings.append(survey.finding(data, path))
        return None

    def is_of_newer(self, department: Path, there: Survey) -> bool:
        """Whether a newer program wrote a department's year; then its one finding tells of all files of the year."""
        path = self.path(department)
        if not any(
            finding.code == NEWER and finding.position and finding.position.path == path for finding in self.findings
        ):
            return False
        year = path.rpartition("/")[0]
        self.lines = {path: [] for path in there.paths if survey.within(path, [year])} | self.lines
        return True

    def pack(self, name: str) -> Pack | None:
        """Read a template pack once; None if it does not exist or can't be used."""
        if name not in self.packs:
            before = len(self.findings)
            entry = self._pack(name)
            self.packs[name] = entry if not any(finding.is_error for finding in self.findings[before:]) else None
        return self.packs[name]

    def _pack(self, name: str) -> Pack | None:
        """Read a pack, joined with those that it builds on."""
        node = self._pack_node(name) if name in self.pack_names() else None
        if node is None:
            return None
        packs, problem = lineage.lineage(name, node, self.pack_names(), self._pack_node)
        self.findings += [problem] if problem else []
        if problem or not packs:
            return None
        joined, findings = lineage.join(packs)
        entry, _, more = _entry((joined, [], findings), (Pack,))
        self.findings += more
        return replace(entry, parents=tuple(one for one, _ in packs[1:])) if isinstance(entry, Pack) else None

    def _pack_node(self, name: str) -> Mapping | None:
        """Return what the file of a pack says; None after saying why it is not read."""
        file = self.root / "templates" / name / "pack.yaml"
        faults = [*folder.faults(file.parent), *folder.faults(file.parent.with_name(folder.COMMON))]
        self.findings += faults
        data = self._bytes(file, self.path(file)) if not faults else None
        if data is None:
            return None
        node, self.lines[self.path(file)], findings = self._parsed(self.path(file), data)
        self.findings += findings
        if node is not None and (newer := _newer(node, Pack)) is not None:
            self.findings.append(newer)
            return None
        return node

    def pack_names(self) -> list[str]:
        """Return the names of the packs that there are."""
        names = (file.parent.name for file in (self.root / "templates").glob("*/pack.yaml"))
        return sorted(name for name in names if ASCII_NAME.fullmatch(name))


def _entry(parsed: tuple[Mapping | None, list[str], list[Finding]], models: tuple[type[Entry], ...]) -> Reading:
    """Return the entry of a file that was parsed, its lines, and what is wrong with it."""
    node, lines, findings = parsed
    model, more = _model(node, models) if node is not None else (None, [])
    findings = [*findings, *more]
    if node is None or model is None:
        return None, lines, findings
    if (newer := _newer(node, model)) is not None:
        return None, lines, [*findings, newer]
    context = Context(money_unit=_money_unit(node), model=model)
    entry = read_entry(model, node, context)
    return entry if isinstance(entry, Entry) else None, lines, [*findings, *context.findings]


def _model(node: Mapping, models: tuple[type[Entry], ...]) -> tuple[type[Entry], list[Finding]]:
    """Choose the model by the file's 文种; where that can't be read, by the keys that the file has.

    A file without it is read all the same, and reports it missing.
    """
    if len(models) == 1:
        return models[0], []
    written = node.values.get(KIND)
    kinds = {kind(model): model for model in models}
    if isinstance(written, Scalar) and written.text in kinds:
        return kinds[written.text], []
    likely = max(models, key=lambda model: len(node.keys.keys() & set(keys(model).values())))
    if not isinstance(written, Scalar):
        return likely, []
    message = f"这个文件夹里没有「{written.text}」这种文件"
    node.values[KIND] = Broken(written.position)
    return likely, [error("ZD-011", message, written.position, hint=suggestion(written.text, kinds))]


def _newer(node: Mapping, model: type[Entry]) -> Finding | None:
    """Return why nothing of a file is read: what a newer program wrote means something else here."""
    written = node.values.get(FORM_KEY)
    if "form" not in keys(model) or not isinstance(written, Scalar) or not NUMBER.fullmatch(written.text):
        return None
    if int(written.text) <= int(FORM):
        return None
    message = f"这里是第 {written.text} 种写法，现在的程序（{__version__}）只认识第 {FORM} 种"
    hint = f"换用 {__version__} 以后的程序：运行 git pull 取来，再运行 make build。"
    return error(NEWER, message, written.position, cause="它是更新的程序写的，照现在的写法读会读错。", hint=hint)


def _names(path: str, *, with_folders: bool) -> Iterator[Finding]:
    """Refuse names that not every system can have, or that hide something: they become those of outputs."""
    folders, name = path.split("/")[1:-1], path.rpartition("/")[2]
    if not ASCII_NAME.fullmatch(name):
        hint = "用小写英文字母、数字和短横线，如 01-insurance.yaml。"
        yield error("WJ-008", f"文件名「{legible(name)}」不能用", Position(path, 1), hint=hint)
    for above in folders if with_folders else ():
        if not ASCII_NAME.fullmatch(above):
            hint = "用小写英文字母、数字和短横线，如 chenggong-medical-security。"
            yield error("WJ-008", f"文件夹名「{legible(above)}」不能用", Position(path, 1), hint=hint)


def _money_unit(node: Mapping) -> str:
    """Return the file's unit of money; where it is missing (an error of its own), the one with more decimals."""
    written = node.values.get("金额单位")
    return "元" if isinstance(written, Scalar) and written.text == "元" else "万元"
