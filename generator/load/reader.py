"""Reads the strict YAML dialect through libyaml's events, keeping the position of every scalar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import yaml

from generator.load import source, traps
from generator.load.nodes import Mapping, Node, Scalar, Sequence
from generator.model.finding import Finding, FindingError, error
from generator.model.position import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 32
SINGLE_LINE = "文字换行后，YAML 会在换行处加空格，印出来的就和写的不一样。"


def read(path: str, data: bytes) -> tuple[Mapping | None, list[str], list[Finding]]:
    """Read one file: its top mapping (None if unreadable), its lines, and what is wrong with it."""
    text = source.decode(path, data)
    if isinstance(text, Finding):
        return None, [], [text]
    lines = text.split("\n")
    findings = list(source.scan(path, lines))
    if findings:
        return None, lines, findings
    builder = _Builder(path, lines)
    try:
        root = builder.document(iter(yaml.parse(text, Loader=yaml.CSafeLoader)))
    except FindingError as refusal:
        return None, lines, [*builder.findings, refusal.finding]
    except yaml.MarkedYAMLError as problem:
        return None, lines, _explained(path, lines, builder.findings, problem)
    return root, lines, builder.findings


def _explained(path: str, lines: list[str], findings: list[Finding], problem: yaml.MarkedYAMLError) -> list[Finding]:
    """Return what is wrong with a file that libyaml can't read on, and what was found before that."""
    # A quote that isn't closed runs to the end of the file; the place to mend is where it opens.
    is_open = problem.problem in traps.OPEN_QUOTE and "quoted" in str(problem.context)
    line, column = _at(problem.context_mark if is_open else problem.problem_mark or problem.context_mark)
    explained = traps.explain(path, lines, line + 1, column + 1, str(problem.problem))
    at = explained.position.line if explained.position else 1
    # What runs into the broken line was hardly meant to be wrapped text.
    kept = [f for f in findings if f.code != "YM-007" or (f.position and f.position.line < at - 1)]
    return [*kept, explained]


class _Builder:
    """Builds nodes from events; recursion is bounded by MAX_DEPTH."""

    def __init__(self, path: str, lines: list[str]) -> None:
        self.path = path
        self.lines = lines
        self.findings: list[Finding] = []

    def place(self, event: yaml.Event, length: int = 1) -> Position:
        line, column = _at(event.start_mark)
        return Position(self.path, line + 1, column + 1, max(length, 1))

    def document(self, events: Iterator[yaml.Event]) -> Mapping:
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                raise FindingError(
                    error(
                        "YM-002",
                        "文件里有第二个文档",
                        self.place(event),
                        cause="「---」把文件分成了几个。",
                        hint="删去这一行「---」。",
                    )
                )
            if isinstance(event, yaml.NodeEvent):
                root = self.node(event, events, 1)
        if root is None or (isinstance(root, Scalar) and not root.text):
            raise FindingError(
                error(
                    "WJ-007", "文件是空的", Position(self.path, 1), hint="照 docs/yaml.md 的例子填写，或删去这个文件。"
                )
            )
        if not isinstance(root, Mapping):
            raise FindingError(traps.not_a_mapping(self.path, self.lines, root.position))
        return root

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        if isinstance(event, yaml.NodeEvent):
            self.refuse_machinery(event, depth)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            sequence = Sequence(self.place(event))
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                sequence.items.append(self.node(event, events, depth + 1))
            return sequence
        return self.mapping(event, events, depth)

    def mapping(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Mapping:
        mapping = Mapping(self.place(event))
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            name = self.node(event, events, depth + 1)
            value = self.node(next(events), events, depth + 1)
            if not isinstance(name, Scalar):
                raise FindingError(error("YM-003", "这里应当是一个键名", name.position, hint="每行写「键: 值」。"))
            if name.text in mapping.keys:
                first = mapping.keys[name.text].position.line
                self.findings.append(
                    error(
                        "YM-004",
                        f"「{name.text}」写了两次",
                        name.position,
                        cause=f"第 {first} 行已经写过；写两次就不知道以哪个为准。",
                        hint="删去其中一个。",
                    )
                )
                continue
            mapping.keys[name.text], mapping.values[name.text] = name, value
        return mapping

    def refuse_machinery(self, event: yaml.NodeEvent, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise FindingError(error("YM-005", f"嵌套超过 {MAX_DEPTH} 层", self.place(event), hint="检查缩进。"))
        if event.anchor or getattr(event, "tag", None):
            line, column = _at(event.start_mark)
            sign = self.lines[line][column:].split()[0]
            raise FindingError(
                error(
                    "YM-006",
                    f"不能用 YAML 的锚点、别名和标签：「{sign}」",
                    self.place(event, len(sign)),
                    cause="「&」「*」「!」开头的文字在 YAML 里有特别的含义。",
                    hint="如果是文字，整个加上单引号；如果想只写一次，写进「数据」或「文段」，用 ${名字} 引用。",
                )
            )

    def scalar(self, event: yaml.ScalarEvent) -> Scalar:
        style = event.style or ""
        (first, start), (last, end) = _at(event.start_mark), _at(event.end_mark)
        if trap := traps.greater(self.path, self.lines, first + 1, start + 1) if style == ">" else None:
            self.findings.append(trap)
            return Scalar(self.lines[first][start:], "", (self.place(event),))
        if style == "|":
            return self.block(event)
        if style == '"' and any(map(source.is_invisible, event.value.replace("\n", ""))):
            self.findings.append(
                error(
                    "YM-008", "双引号里用「\\」写出了看不见的字符", self.place(event), hint="改用单引号，直接写文字。"
                )
            )
        if style == ">" or last > first:
            self.findings.append(
                traps.wrapped(self.path, self.lines, first + 1)
                or error(
                    "YM-007",
                    "文字换了行",
                    self.place(event),
                    cause=SINGLE_LINE,
                    hint="写在一行里；要分段，用「|」，每段一行。",
                )
            )
        length = end - start if last == first else 1
        place = self.place(event, length)
        if style in {"'", '"'}:
            place = Position(place.path, place.line, place.column + 1, max(length - 2, 1))
        return Scalar(event.value, style, (place,))

    def block(self, event: yaml.ScalarEvent) -> Scalar:
        """Read a `|` block: its text without the last line break, and the place of each line."""
        text = event.value.rstrip("\n")
        start = _at(event.start_mark)[0] + 1
        places = []
        for offset, line in enumerate(text.split("\n")):
            written = self.lines[start + offset] if start + offset < len(self.lines) else ""
            column = len(written) - len(line) + 1 if written.endswith(line) else 1
            places.append(Position(self.path, start + offset + 1, column, max(len(line), 1)))
        return Scalar(text, "|", tuple(places))


class _Mark(Protocol):
    """What libyaml's marks and PyYAML's own have in common."""

    line: int
    column: int


def _at(mark: _Mark | None) -> tuple[int, int]:
    """Return line and column of a mark, both from 0; libyaml gives one for every event."""
    return (mark.line, mark.column) if mark else (0, 0)
