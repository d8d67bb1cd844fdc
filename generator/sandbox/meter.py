"""Makes a template count what it does: each step, and what it prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jinja2 import nodes

from generator.sandbox.questions import Question

if TYPE_CHECKING:
    from collections.abc import Mapping

# What a step costs, in characters: a loop that prints nothing ends, too.
STEP: Final = 16
# How much a template may print: some for its own words, and for what the document says, many times of it.
_FLOOR: Final = 100_000
_PER_LEAF: Final = 1_000
_PER_CHARACTER: Final = 10


def allowance(values: Mapping[str, object]) -> int:
    """Return how many characters a template may print that is given these values."""
    waiting: list[object] = [values]
    leaves = characters = 0
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, Question):
            leaves += value.size
        else:
            leaves += 1
            characters += len(value) if isinstance(value, str) else 1
    return _FLOOR + _PER_LEAF * leaves + _PER_CHARACTER * characters


def meter(template: nodes.Template) -> None:
    """Put the counting into a template that was examined."""
    for node in [template, *template.find_all(nodes.Node)]:  # all of them, before anything is put in
        for name in ("body", "else_"):
            if items := getattr(node, name, None):
                setattr(node, name, [counted for item in items for counted in _counted(item)])
        if isinstance(node, nodes.For | nodes.Macro):
            node.body.insert(0, _spend(STEP, node.lineno))
        elif isinstance(node, nodes.Concat):
            node.nodes = [_plain(operand) for operand in node.nodes]
        elif isinstance(node, nodes.Compare | nodes.Operand):
            node.expr = _plain(node.expr)


def _counted(item: nodes.Node) -> list[nodes.Node]:
    """Count the template's own words before they are printed."""
    if not isinstance(item, nodes.Output):
        return [item]
    size = sum(len(part.data) for part in item.nodes if isinstance(part, nodes.TemplateData))
    return [_spend(STEP + size, item.lineno), item]


def _spend(amount: int, line: int) -> nodes.Node:
    call = _call("spend", nodes.Const(amount))
    return nodes.ExprStmt(call).set_lineno(line)


def _plain(operand: nodes.Expr) -> nodes.Expr:
    """Count what is joined or compared, before it is."""
    call = _call("plain", operand)
    call.set_lineno(operand.lineno)
    return call


def _call(name: str, argument: nodes.Expr) -> nodes.Call:
    return nodes.Call(nodes.EnvironmentAttribute(name), [argument], [], None, None)
