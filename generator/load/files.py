"""Reads one content file into its model, by its 文种."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Protocol, TypeAlias

from generator.load import folder, lineage, nodes, survey
from generator.load.context import Context
from generator.load.fields import read_entry
from generator.load.models import NEWER, model_of, newer, older
from generator.load.nodes import Scalar
from generator.load.own_fields import faults
from generator.load.reader import read
from generator.load.reasons import reasons
from generator.load.source import MAX_BYTES
from generator.model.department import Department
from generator.model.entry import Entry, keys
from generator.model.finding import Finding, error
from generator.model.layout import common
from generator.model.legible import legible
from generator.model.memory import Memory, recall
from generator.model.own import with_any, with_own
from generator.model.pack import Pack
from generator.model.position import Position
from generator.system import look

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from generator.load.survey import Survey

# Without the names that Windows keeps for devices: git can't even check such files out there.
ASCII_NAME = re.compile(r"(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))[a-z0-9][a-z0-9._-]*")
Parsed: TypeAlias = "tuple[nodes.Mapping | None, list[str], list[Finding]]"
Reading: TypeAlias = "tuple[Entry | None, list[str], list[Finding]]"


class Declaring(Protocol):
    """What says which packs declare further fields of files."""

    def fields(self, model: type[Entry], node: nodes.Mapping) -> Iterator[tuple[str, bool]]:
        """Yield the packs for a file, "" for one that nobody knows, each with whether it prints the file."""


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
    _reasons: dict[str, frozenset[str] | None] = field(default_factory=dict)
    # Models with the fields that packs declare, by the names of the packs, and whether one prints the file.
    _models: dict[tuple[tuple[tuple[str, bool], ...], type[Entry]], type[Entry]] = field(default_factory=dict)
    # Every pack there is, once an unknown key has asked for the one that it may be of.
    _aside: dict[str, Pack | None] | None = None
    _pack_names: list[str] | None = None

    def path(self, file: Path) -> str:
        """Return a file's path relative to the repository."""
        return file.relative_to(self.root).as_posix()

    def read(self, file: Path, *models: type[Entry], making: Declaring | None = None) -> Entry | None:
        """Read a file whose 文种 is that of one of the models; None if nothing of it can be read.

        What refers to names waits for those of the other files (`generator.load.resolve`). `making` says which packs
        declare further fields of the models.
        """
        path = self.path(file)
        self.findings += _names(path, with_folders=Department in models)
        data = self._bytes(file, path)
        if data is None:
            return None
        entry, self.lines[path], findings = self._reading(path, data, models, making)
        self.findings += findings
        return entry

    def _reading(self, path: str, data: bytes, models: tuple[type[Entry], ...], making: Declaring | None) -> Reading:
        """Return what some bytes say, their lines, and what is wrong with them; from memory where they are there."""
        node, lines, findings = self._parsed(path, data)
        if node is None:
            return None, lines, findings
        known, model, more = model_of(node, models)
        packs = making.fields(model, known) if making is not None else _packs_of(model, known)
        model = self._with_own(model, tuple(packs))
        return recall(
            self.memory,
            ("entry", path, data, model),
            lambda: _entry((known, lines, [*findings, *more]), model, self._packs_with),
        )

    def _packs_with(self, kind: str, name: str) -> list[str]:
        """Return the packs that declare a field of a kind of content; what is wrong with them is told elsewhere."""
        if not kind:
            return []
        if self._aside is None:
            aside = Files(self.root, memory=self.memory, overlay=self.overlay)
            self._aside = {one: aside.pack(one) for one in aside.pack_names()}
        return [one for one, pack in self._aside.items() if pack is not None and name in pack.own_fields(kind)]

    def _with_own(self, model: type[Entry], packs: tuple[tuple[str, bool], ...]) -> type[Entry]:
        """Return a model with the fields that packs declare; one that can't be read may declare any."""
        if not model.own_kind or (model is Department and not packs):
            return model
        if (packs, model) not in self._models:
            read = [(pack.own, is_needed) for name, is_needed in packs if (pack := self.pack(name)) is not None]
            needed, others = ([own for own, is_needed in read if is_needed == wanted] for wanted in (True, False))
            is_known = bool(read) and len(read) == len(packs)
            self._models[packs, model] = with_own(model, *needed, others=others) if is_known else with_any(model)
        return self._models[packs, model]

    def _parsed(self, path: str, data: bytes) -> Parsed:
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
            is_sound = not any(finding.is_error for finding in self.findings[before:])
            wrong = list(faults(entry)) if entry is not None and is_sound else []
            self.findings += wrong
            self.packs[name] = entry if is_sound and not wrong else None
        return self.packs[name]

    def reasons(self, name: str) -> frozenset[str] | None:
        """Return of what text templates of a pack, or of those it builds on, print reasons; None if nobody knows."""
        if name not in self._reasons:
            pack = self.pack(name) if name in self.pack_names() else None
            homes = [self.root / "templates" / one for one in (name, *pack.parents)] if pack is not None else []
            files = [file for home in homes for file in sorted(home.glob("*.jinja"))]
            texts = [(self._bytes(file, self.path(file)) or b"").decode("utf-8", "replace") for file in files]
            self._reasons[name] = reasons(texts) if texts else None
        return self._reasons[name]

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
        entry, _, more = _entry((joined, [], findings), Pack)
        self.findings += more
        return replace(entry, parents=tuple(one for one, _ in packs[1:])) if isinstance(entry, Pack) else None

    def _pack_node(self, name: str) -> nodes.Mapping | None:
        """Return what the file of a pack says; None after saying why it is not read."""
        file = self.root / "templates" / name / "pack.yaml"
        wrong = [*folder.faults(file.parent), *folder.faults(common(self.root))]
        self.findings += wrong or folder.needless(file.parent)
        data = self._bytes(file, self.path(file)) if not wrong else None
        if data is None:
            return None
        node, self.lines[self.path(file)], findings = self._parsed(self.path(file), data)
        self.findings += findings
        if node is not None and (refusal := newer(node, Pack)) is not None:
            self.findings.append(refusal)
            return None
        return node

    def pack_names(self) -> list[str]:
        """Return the names of the packs that there are, saved or not; the folder is looked at once."""
        if self._pack_names is None:
            files = [*(self.root / "templates").glob("*/pack.yaml"), *map(PurePosixPath, self.overlay)]
            names = {file.parent.name for file in files if file.parts[-3:-2] == ("templates",)}
            self._pack_names = sorted(name for name in names if ASCII_NAME.fullmatch(name))
        return self._pack_names


def _entry(
    parsed: tuple[nodes.Mapping, list[str], list[Finding]],
    model: type[Entry],
    packs_with: Callable[[str, str], Sequence[str]] = lambda _, __: (),
) -> Reading:
    """Return the entry of a file that was parsed, its lines, and what is wrong with it."""
    node, lines, findings = parsed
    if (refusal := newer(node, model) or older(node)) is not None:
        return None, lines, [*findings, refusal]
    context = Context(money_unit=_money_unit(node), model=model, packs_with=packs_with)
    entry = read_entry(model, node, context)
    return entry if isinstance(entry, Entry) else None, lines, [*findings, *context.findings]


def _packs_of(model: type[Entry], node: nodes.Mapping) -> Iterator[tuple[str, bool]]:
    """Yield the packs that a department's file names: they declare fields of that file too."""
    made = node.values.get(keys(Department)["documents"]) if model is Department else None
    for one in made.values.values() if isinstance(made, nodes.Mapping) else ():
        yield (one.text if isinstance(one, Scalar) else "", True)


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


def _money_unit(node: nodes.Mapping) -> str:
    """Return the file's unit of money; where it is missing (an error of its own), the one with more decimals."""
    written = node.values.get("金额单位")
    return "元" if isinstance(written, Scalar) and written.text == "元" else "万元"
