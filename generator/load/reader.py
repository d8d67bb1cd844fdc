"""Reads the strict YAML dialect through libyaml's events, keeping the position of every scalar."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

import yaml

from generator.load import source
from generator.load.fixes import trailing, with_fixes
from generator.load.lines import BROKEN, Line
from generator.load.lint import Lint
from generator.load.nodes import Broken, Mapping, Node, Scalar, Sequence
from generator.load.traps import trap
from generator.model.finding import Finding, FindingError, error
from generator.model.position import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 32
# What libyaml says of a quote that isn't closed.
OPEN_QUOTE = ("found unexpected end of stream", "found unexpected document indicator")
ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*(?:\\(?:x..|u.{4}|U.{8}|[0abtvfreNLP]))")
# Findings that are true of a file, whatever else is.
FINAL = ("YM-003", "YM-005", "YM-006")
IN_TEXT = "制表符印不出来。"
UNCLEAR = "这一行和上面几行合在一起读不通。"


def read(path: str, data: bytes) -> tuple[Mapping | None, list[str], list[Finding]]:
    """Read one file: its top mapping (None if unreadable), its lines as written, and what is wrong with it."""
    text = source.decode(path, data)
    if isinstance(text, Finding):
        return None, [], [text]
    written = text.split("\n")
    lines = [Line(path, number, line) for number, line in enumerate(written, 1)]
    findings = list(source.scan(path, lines))
    if any(finding.code == "WJ-006" for finding in findings):
        return None, written, findings
    findings += Lint(lines).run()
    builder = _Builder(path, lines)
    try:
        root = builder.document(iter(yaml.parse("\n".join(line.text for line in lines), Loader=yaml.CSafeLoader)))
    except (FindingError, yaml.YAMLError) as problem:
        refusal = problem.finding if isinstance(problem, FindingError) else builder.explained(problem)
        findings += builder.findings
        # What can't be read after a line was mended may be so because it was mended the wrong way.
        is_news = refusal.code in FINAL or not any(finding.is_error for finding in findings)
        return None, written, [*findings, refusal] if is_news else findings
    findings += [*builder.findings, *trailing(path, written, builder.blocks)]
    return root, written, with_fixes(findings, written, lines)


class _Builder:
    """Builds nodes from events; recursion is bounded by MAX_DEPTH."""

    def __init__(self, path: str, lines: list[Line]) -> None:
        self.path = path
        self.lines = lines
        self.findings: list[Finding] = []
        # The numbers of the lines of `|` texts.
        self.blocks: set[int] = set()

    def place(self, event: yaml.Event, length: int = 1) -> Position:
        line, column = _at(event.start_mark)
        if line < len(self.lines):
            return self.lines[line].place(column, length)
        return Position(self.path, max(len(self.lines), 1))

    def explained(self, problem: yaml.YAMLError) -> Finding:
        """Explain what libyaml can't read."""
        if not isinstance(problem, yaml.MarkedYAMLError):
            return trap("YM-018", Position(self.path, 1))
        is_open = problem.problem in OPEN_QUOTE and "quoted" in str(problem.context)
        line, column = _at(problem.context_mark if is_open else problem.problem_mark or problem.context_mark)
        line = min(line, len(self.lines) - 1)
        place = self.lines[line].place(min(column, len(self.lines[line].text)))
        said = str(problem.problem)
        code = (
            "YM-016"
            if is_open
            else "YM-020"
            if "escape" in said
            else "YM-017"
            if "mapping values" in said
            else "YM-018"
        )
        return trap(code, place, cause="" if code != "YM-018" else UNCLEAR)

    def document(self, events: Iterator[yaml.Event]) -> Mapping:
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                raise FindingError(trap("YM-002", self.place(event)))
            if isinstance(event, yaml.NodeEvent):
                root = self.node(event, events, 1)
        if root is None or (isinstance(root, Scalar) and not root.text):
            raise FindingError(
                error(
                    "WJ-007", "文件是空的", Position(self.path, 1), hint="照 docs/yaml.md 的例子填写，或删去这个文件。"
                )
            )
        if not isinstance(root, Mapping):
            raise FindingError(trap("YM-019", root.position))
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
            if isinstance(name, Broken):
                continue
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
            sign = self.lines[line].text[column:].split()[0]
            raise FindingError(trap("YM-006", self.place(event, len(sign)), sign))

    def scalar(self, event: yaml.ScalarEvent) -> Scalar | Broken:
        style = event.style or ""
        (first, start), (last, end) = _at(event.start_mark), _at(event.end_mark)
        if event.value == BROKEN:
            return Broken(self.place(event))
        if style == "|":
            return self.block(event)
        value = event.value
        if "\t" in value and last == first and (at := self.lines[first].text.find("\t", start, end)) >= 0:
            self.tab(self.lines[first].place(at))
            value = value.replace("\t", "")
        if style == '"' and any(map(source.is_invisible, value.replace("\n", ""))):
            self.findings.append(
                error(
                    "YM-008",
                    "双引号里用「\\」写出了看不见的字符",
                    self.escape(first, start, end if last == first else None),
                    cause="「\\」在双引号里有特别的含义。",
                    hint="改用单引号，直接写文字。",
                )
            )
            return Broken(self.place(event))
        if style == ">" or last > first:
            self.findings.append(trap("YM-007", self.place(event)))
            return Broken(self.place(event))
        length = end - start if last == first else 1
        place = self.place(event, length)
        if style in {"'", '"'}:
            place = Position(place.path, place.line, place.column + 1, max(length - 2, 1))
        return Scalar(value, style, (place,))

    def escape(self, line: int, start: int, end: int | None) -> Position:
        """Return the place of the first escape that may write an invisible character."""
        found = ESCAPE.search(self.lines[line].text, start, end if end is not None else len(self.lines[line].text))
        return self.lines[line].place(found.start(), len(found[0])) if found else self.lines[line].place(start)

    def block(self, event: yaml.ScalarEvent) -> Scalar:
        """Read a `|` block: its text without the last line break, and the place of each line."""
        text = event.value.rstrip("\n")
        start = _at(event.start_mark)[0] + 1
        places = []
        self.blocks.update(range(start + 1, _at(event.end_mark)[0] + 1))
        for offset, part in enumerate(text.split("\n")):
            line = self.lines[min(start + offset, len(self.lines) - 1)]
            column = len(line.text) - len(part) if line.text.endswith(part) else 0
            places.append(line.place(column, len(part)))
        for part, place in zip(text.split("\n"), places, strict=True):
            if "\t" in part:
                self.tab(Position(place.path, place.line, place.column + part.index("\t")))
        return Scalar(text.replace("\t", ""), "|", tuple(places))

    def tab(self, place: Position) -> None:
        """Report the tab in a text, which is read on without it."""
        self.findings.append(trap("YM-001", place, "文字里", cause=IN_TEXT, hint="删去，或换成空格。"))


class _Mark(Protocol):
    """What libyaml's marks and PyYAML's own have in common."""

    line: int
    column: int


def _at(mark: _Mark | None) -> tuple[int, int]:
    """Return line and column of a mark, both from 0; libyaml gives one for every event."""
    return (mark.line, mark.column) if mark else (0, 0)
