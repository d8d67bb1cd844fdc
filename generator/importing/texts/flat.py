"""A text template as the pieces that it can say: words, places for values, and what repeats or is left out.

The template is parsed and never run. Macros, blocks and the template that it builds on stand in their places.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from jinja2 import Environment, nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.model.layout import Layout

# Macros may call each other, but not for ever.
_DEEPEST: Final = 30
_WORDS, _JOIN = "\x01", "\x02"
# Between a place and what it has to be where something is said: 比(收入).方向=持平.
IS: Final = "="


class Piece(NamedTuple):
    """Words (文), a place of a value (值), or where something begins or ends: 复 (a loop), 若, 否, 完."""

    kind: str
    text: str = ""
    source: str = ""


class Flat:
    """The pieces of one template."""

    def __init__(self, layout: Layout, name: str) -> None:
        """Parse a template of a pack."""
        self._macros: dict[str, nodes.Macro] = {}
        self._blocks: dict[str, nodes.Block] = {}
        self.pieces = list(self._walk(self._tree(layout, name), {}, 0))

    def _tree(self, layout: Layout, name: str) -> list[nodes.Node]:
        """Return the body that counts: that of the template at the bottom of what a template builds on."""
        # Lines of tags alone stay lines, of which nothing is said.
        environment = Environment(lstrip_blocks=True, autoescape=False)  # noqa: S701 - nothing is run, nothing to escape
        seen: set[str] = set()
        while name not in seen:
            seen.add(name)
            files = (folder / name for folder in (*layout.folders, layout.common))
            file = next(filter(Path.is_file, files))
            tree = environment.parse(file.read_text(encoding="utf-8"))
            for macro in tree.find_all(nodes.Macro):
                self._macros.setdefault(macro.name, macro)
            for block in tree.find_all(nodes.Block):
                self._blocks.setdefault(block.name, block)
            base = next(tree.find_all(nodes.Extends), None)
            if base is None or not isinstance(base.template, nodes.Const):
                return list(tree.body)
            name = str(base.template.value)
        return []

    def _walk(self, body: Sequence[nodes.Node], names: Mapping[str, str], depth: int) -> Iterator[Piece]:
        for node in body if depth < _DEEPEST else ():
            yield from self._say(node, names, depth)

    def _say(self, node: nodes.Node, names: Mapping[str, str], depth: int) -> Iterator[Piece]:
        match node:
            case nodes.Output():
                for part in node.nodes:
                    yield from self._printed(part, names, depth)
            case nodes.For():
                yield Piece("复", name_of(node.target, names), name_of(node.iter, names))
                yield from self._walk(node.body, names, depth)
                yield Piece("完")
                if node.else_:
                    yield from (Piece("若"), *self._walk(node.else_, names, depth), Piece("完"))
            case nodes.If():
                yield Piece("若", name_of(node.test, names))
                yield from self._walk(node.body, names, depth)
                for other in node.elif_:
                    yield from (Piece("否"), *self._walk(other.body, names, depth))
                yield from (Piece("否"), *self._walk(node.else_, names, depth), Piece("完"))
            case nodes.Block():
                yield from self._walk(self._blocks.get(node.name, node).body, names, depth)

    def _printed(self, node: nodes.Node, names: Mapping[str, str], depth: int) -> Iterator[Piece]:
        if isinstance(node, nodes.TemplateData):
            yield Piece("文", node.data)
            return
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in self._macros:
            macro = self._macros[node.node.name]
            given = dict(
                zip((one.name for one in macro.args), (name_of(one, names) for one in node.args), strict=False)
            )
            yield from self._walk(macro.body, {**names, **given}, depth + 1)
            return
        # What a macro was given as words is words.
        for name in name_of(node, names).split(_JOIN):
            yield Piece("文", _bare(name)) if name.startswith(_WORDS) else Piece("值", name)


def name_of(  # noqa: PLR0911 - a match with a return in every case reads well
    node: nodes.Node, names: Mapping[str, str]
) -> str:
    """Return what a place is called, in the template's words: 单位.地址, 比(收入).原因.

    Plain words have a sign before them, and what is joined one between.
    """
    match node:
        case nodes.Const():
            return f"{_WORDS}{node.value}"
        case nodes.Name():
            return names.get(node.name, node.name)
        case nodes.Getattr():
            return f"{name_of(node.node, names)}.{node.attr}"
        case nodes.Getitem():
            return f"{name_of(node.node, names)}.{_bare(name_of(node.arg, names))}"
        case nodes.Call():
            said = "，".join(_bare(name_of(one, names)) for one in node.args)
            return f"{name_of(node.node, names)}({said})"
        case nodes.Concat():
            return _JOIN.join(name_of(one, names) for one in node.nodes)
        case nodes.Or():
            return name_of(node.left, names)
        case nodes.Filter():
            return f"{name_of(node.node, names) if node.node is not None else ''}|{node.name}"
        case nodes.Compare(ops=[nodes.Operand(op="eq", expr=nodes.Const(value=str(value)))]):
            return f"{name_of(node.expr, names)}{IS}{value}"
    return ""


def _bare(name: str) -> str:
    return name.replace(_WORDS, "").replace(_JOIN, "")
