"""Makes a new file of a model: the keys that it must have, with what people answered; what is open stays empty.

Above each open key stands what the model tells of it. No kind of file is known here by name.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, cast

from generator.bring.nodes import item, keyed
from generator.edit.rewrite import ASKING, ASKING_ON
from generator.edit.scalars import quoted
from generator.edit.tree import Comment, Node
from generator.model.open_key import OpenKey
from generator.model.outline import Kind
from generator.model.paths import ANY
from generator.model.shape import example, shape, shortest
from generator.model.values import Amounts, Date, Line, Term, Year

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from generator.model.entry import Entry, Field
    from generator.model.outline import Read
    from generator.model.shape import Shape

# What fits on a line, and can be asked for on a terminal.
_SHORT: Final = (Term, Line, Year, Date)


@dataclass(slots=True)
class Blank:
    """A new file: `wanted` are paths that a pack requires, `answers` values by their keys joined by dots.

    `without` are keys that are left out unless they are answered.
    """

    model: type[Entry]
    read: Read
    wanted: Collection[str] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    without: Collection[str] = ()

    def root(self) -> Node:
        """Return the file as keys; comments tell of those that are open."""
        return Node(-1, "", children=[node for node, _ in self._keys(self.model, self.wanted, "")])

    def open(self) -> list[OpenKey]:
        """Return what is open, in the order of the file."""
        return [key for _, left in self._keys(self.model, self.wanted, "") for key in left]

    def unknown(self) -> list[str]:
        """Return the answers to what no such file asks for."""
        told = {way for node, _ in self._keys(self.model, self.wanted, "") for way in _ways(node)}
        return [way for way in self.answers if way not in told]

    def _keys(self, model: type[Entry], wanted: Collection[str], around: str) -> Iterator[tuple[Node, list[OpenKey]]]:
        """Yield the keys of a mapping, each with what is open in it."""
        asked = {path.partition(".")[0] for path in wanted}
        answered = {way.removeprefix(around).partition(".")[0] for way in self.answers if way.startswith(around)}
        for one in shortest(model, asked | answered):
            below, way = shape(one.annotation), f"{around}{one.key}"
            is_nested = below.entry is not None and not below.words
            is_open = is_nested or False in below.containers
            is_answered = any(other == way or (is_open and other.startswith(f"{way}.")) for other in self.answers)
            is_wanted = one.is_required or one.key in asked or is_answered
            if (one.key in self.without and not is_answered) or (is_nested and not is_wanted):
                continue
            if is_nested:
                yield self._nested(one, below, wanted, way)
            else:
                yield self._leaf(one, below, way, is_wanted=is_wanted)

    def _nested(self, field: Field, below: Shape, wanted: Iterable[str], way: str) -> tuple[Node, list[OpenKey]]:
        """Return a key with mappings below it: one in a list, one below the keys of the example."""
        given = example(field).split(".") if False in below.containers else []
        inside = ".".join([way, *given, ""])
        inner = [path.partition(".")[2].lstrip(f"{ANY}.") for path in wanted if path.partition(".")[0] == field.key]
        inner = [path for path in (*inner, *field.within) if path]
        made = list(self._keys(cast("type[Entry]", below.entry), inner, inside))
        nodes = [node for node, _ in made]
        names = list(given)
        for is_list in reversed(below.containers):
            nodes = [item(*nodes)] if is_list else [keyed(names.pop(), children=nodes)]
        node = keyed(field.key, children=nodes)
        node.is_apart = "." not in way
        # Several of these are usual: nobody asks for the first one alone.
        left = [replace(key, is_short=key.is_short and not given) for _, keys in made for key in keys]
        return node, left

    def _leaf(self, field: Field, below: Shape, way: str, *, is_wanted: bool) -> tuple[Node, list[OpenKey]]:
        node = keyed(field.key)
        answer = self.answers.get(way, below.choices[0] if len(below.choices) == 1 else "")
        if answer:
            self._say(node, answer)
            return node, []
        inside = [other.removeprefix(f"{way}.") for other in self.answers if other.startswith(f"{way}.")]
        if inside and False in below.containers:
            node.children = [keyed(name) for name in inside]
            for name, one in zip(inside, node.children, strict=True):
                self._say(one, self.answers[f"{way}.{name}"])
            return node, []
        shown = example(field)
        if below.choices:
            shown = f"可以写：{'、'.join(below.choices)}"
        elif below.containers or "\n" in shown or (below.inner is Amounts and ":" in shown):
            shown = f"例：\n{shown}"
        else:
            shown = f"例：{shown}"
        told = f"{field.description}{shown}"
        node.above = list(_comments(told, is_wanted=is_wanted, is_apart="." not in way))
        is_short = not below.containers and (below.inner in _SHORT or bool(below.choices))
        return node, [OpenKey(way, told, below.choices, is_short=is_short, is_required=is_wanted)]

    def _say(self, node: Node, answer: str) -> None:
        """Write an answer as it is read back, with quotes only where it needs them."""
        if "\n" in answer:
            node.value, node.block = "|", answer.split("\n")
            return
        tokens = self.read("", f"x: {answer}\n".encode())
        texts = [token.text for token in tokens.tokens if token.kind in {Kind.KEY, Kind.VALUE}]
        is_code = answer.isdigit() and answer[0] == "0" and answer != "0"
        node.value = answer if texts == ["x", answer] and not tokens.findings and not is_code else quoted(answer)


def _comments(told: str, *, is_wanted: bool, is_apart: bool) -> Iterator[Comment]:
    first, *more = told.split("\n")
    yield Comment(0, f"{ASKING[0 if is_wanted else 1]}{first}", is_apart)
    yield from (Comment(0, f"{ASKING_ON}{line}", is_apart=False) for line in more)


def _ways(node: Node, around: str = "") -> Iterator[str]:
    """Yield the keys of a file joined by dots, those of an item like those of the list."""
    way = f"{around}{node.key}" if node.key else around.removesuffix(".")
    yield way
    for child in node.children:
        yield from _ways(child, f"{way}.")
