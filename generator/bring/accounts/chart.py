"""Puts accounts into a chart of accounts: a new file, or the one that is there with its comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.bring.nodes import bare, child, keyed
from generator.bring.upgrade import text
from generator.edit.parse import parse
from generator.edit.scalars import NOT_TEXT, quoted
from generator.edit.text import Lines
from generator.edit.tree import Comment, Node
from generator.model.accounts import ChartChange, is_same_name

if TYPE_CHECKING:
    from collections.abc import Mapping

FUNCTIONAL, ECONOMIC = "功能分类", "经济分类"
# Economic codes begin with a 3.
_ECONOMIC = "3"


def new_chart(year: str, names: Mapping[str, str]) -> tuple[bytes, ChartChange]:
    """Return a chart for one year, of names by their codes."""
    root = Node(-1, "")
    root.above = [Comment(0, f"# {year} 年大家共用的科目。", is_apart=False)]
    root.children = [keyed("文种", "科目表"), keyed("起始年度", year), keyed("终止年度", year)]
    data, change = _merge(root, names, "\n")
    change.is_new = True
    return data, change


def merged(data: bytes, names: Mapping[str, str]) -> tuple[bytes, ChartChange]:
    """Return a chart with further names and others for its codes; UnknownFormError where it can't be taken apart."""
    lines = Lines.of(data)
    return _merge(parse(lines.texts), names, lines.usual_end)


def _merge(root: Node, names: Mapping[str, str], end: str) -> tuple[bytes, ChartChange]:
    change = ChartChange()
    for key in (FUNCTIONAL, ECONOMIC):
        own = {code: name for code, name in names.items() if (code[0] == _ECONOMIC) == (key == ECONOMIC)}
        table = child(root, key)
        if table is None and own:
            table = keyed(key)
            table.is_apart = True
            root.children.append(table)
        if table is not None:
            _fill(table, own, change)
    return text(root, end), change


def _fill(table: Node, names: Mapping[str, str], change: ChartChange) -> None:
    """Put names into one table of a chart; new codes stand where they belong by their digits."""
    there = {bare(node.key): node for node in table.children}
    for code, node in there.items():
        old, new = bare(node.value), names.get(code)
        if new is None:
            change.kept[code] = old
        elif not is_same_name(old, new):
            node.value = _written(new)
            change.renamed[code] = old, new
    table.value = "" if table.value == "{}" else table.value
    for code in sorted(set(names) - set(there)):
        after = [at for at, node in enumerate(table.children) if bare(node.key) < code]
        table.children.insert(max(after, default=-1) + 1, keyed(quoted(code), _written(names[code])))
        change.added[code] = names[code]


def _written(name: str) -> str:
    return quoted(name) if NOT_TEXT.fullmatch(name) or name[0] in "-,%" else name
