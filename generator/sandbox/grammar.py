"""What a template may be made of. Everything else is refused when it is read, before any of it runs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from jinja2 import nodes

from generator.sandbox.errors import ForbiddenError

if TYPE_CHECKING:
    from collections.abc import Iterator

# Other templates are named outright, and lie in the pack or the common folder.
FILE: Final = re.compile(r"[a-z0-9][a-z0-9_-]*\.(?:html|jinja)")
FILTERS: Final = frozenset(("length",))
COMPARISONS: Final = frozenset(("eq", "ne", "gt", "gteq", "lt", "lteq"))

_ALLOWED: Final = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.Getitem,
    nodes.For,
    nodes.If,
    nodes.CondExpr,
    nodes.Block,
    nodes.Extends,
    nodes.FromImport,
    nodes.Macro,
    nodes.Call,
    nodes.Assign,
    nodes.List,
    nodes.Tuple,
    nodes.Dict,
    nodes.Pair,
    nodes.Filter,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Compare,
    nodes.Operand,
    nodes.Concat,
)
_WORDS: Final = {
    nodes.Include: "include",
    nodes.Import: "import（要写成 from … import …）",
    nodes.CallBlock: "call",
    nodes.FilterBlock: "filter",
    nodes.With: "with",
    nodes.AssignBlock: "set … endset",
    nodes.ScopedEvalContextModifier: "autoescape",
    nodes.Test: "is",
    nodes.Slice: "切片 [:]",
    nodes.NSRef: "namespace",
}
_DEEPEST: Final = 50


def examine(template: nodes.Template, filename: str | None) -> None:
    """Look through a template.

    Raises:
        ForbiddenError: it says what no template may say.
    """
    for node, depth in _walk(template):
        reason = "一层套一层，套得太深" if depth > _DEEPEST else _reason(node)
        if reason:
            raise ForbiddenError(reason, node.lineno or 1, None, filename)


def _walk(root: nodes.Node) -> Iterator[tuple[nodes.Node, int]]:
    """Yield a node and all that it holds, with their depths: a stack, since the tree may be very deep."""
    waiting: list[tuple[nodes.Node, int]] = [(root, 0)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting += [(child, depth + 1) for child in node.iter_child_nodes()]


def _reason(node: nodes.Node) -> str:
    """Return what is wrong with a node itself."""
    if isinstance(node, nodes.BinExpr | nodes.UnaryExpr) and not isinstance(node, _ALLOWED):
        return f"不能计算（{node.operator}）"
    if not isinstance(node, _ALLOWED):
        return f"不能写「{_WORDS.get(type(node), type(node).__name__.lower())}」"
    return _of_name(node) or _of_statement(node) or _of_expression(node)


def _of_name(node: nodes.Node) -> str:
    """What begins with an underline is Python's own."""
    match node:
        case nodes.Name(name=str(name)) | nodes.Getattr(attr=str(name)) if name.startswith("_"):
            return f"不能用下划线开头的名字「{name}」"
        case nodes.Getitem(arg=nodes.Const(value=str(name))) if name.startswith("_"):
            return f"不能用下划线开头的名字「{name}」"
    return ""


def _of_statement(node: nodes.Node) -> str:
    match node:
        case nodes.For(recursive=True):
            return "不能写「recursive」的循环"
        case nodes.For(test=nodes.Node()):
            return "不能在循环的第一行写条件；请在循环里用 if"
        case nodes.Assign() if not _is_constant(node.node):
            return "只能给现成的字、列表或对照表起名字（set）"
        case nodes.Extends() | nodes.FromImport():
            return _of_file(node.template)
    return ""


def _of_expression(node: nodes.Node) -> str:
    match node:
        case nodes.Filter(name=name) if name not in FILTERS or node.node is None or node.args or node.kwargs:
            return f"不能用过滤器「{name}」；只有 {'、'.join(sorted(FILTERS))}"
        case nodes.Operand(op=op) if op not in COMPARISONS:
            return "不能用「in」判断"
        case nodes.List() | nodes.Dict() | nodes.Tuple() if not _is_constant(node):
            return "列表和对照表里只能写现成的字"
        case nodes.Call():
            return _of_call(node)
    return ""


def _is_constant(node: nodes.Node) -> bool:
    """Whether something is written out, so that it can't grow when it is used again and again."""
    if isinstance(node, nodes.Tuple) and node.ctx == "store":
        return True
    if isinstance(node, nodes.List | nodes.Tuple):
        return all(map(_is_constant, node.items))
    if isinstance(node, nodes.Dict):
        return all(_is_constant(pair.key) and _is_constant(pair.value) for pair in node.items)
    return isinstance(node, nodes.Const)


def _of_file(name: nodes.Expr) -> str:
    if isinstance(name, nodes.Const) and isinstance(name.value, str) and FILE.fullmatch(name.value):
        return ""
    return "只能引用模板包或 common 里的文件，写出文件名，不带文件夹"


def _of_call(call: nodes.Call) -> str:
    """Macros are called by their names; nothing else can be."""
    if not isinstance(call.node, nodes.Name):
        return f"不能调用「{getattr(call.node, 'attr', '…')}()」"
    if call.kwargs or call.dyn_args or call.dyn_kwargs:
        return f"「{call.node.name}(…)」的括号里只能写值"
    return ""
