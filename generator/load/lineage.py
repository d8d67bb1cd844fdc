"""Joins a template pack with the one that it builds on (基于): what it doesn't name is as there."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from generator.load.nodes import Mapping, Scalar
from generator.model.finding import Finding, error
from generator.model.nearest import suggestion
from generator.model.pack import BASIS, REMOVED

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.load.nodes import Node

# The key whose entries are joined one level deeper: 字段 of 项目, each by its name.
OWN = "字段"
UNUSABLE, NOT_THERE, EMPTY = "MB-049", "MB-050", "ZD-002"


def lineage(
    name: str, node: Mapping, known: list[str], read: Callable[[str], Mapping | None]
) -> tuple[list[tuple[str, Mapping]], Finding | None]:
    """Return the packs that one is made of, itself first, each with what it says; and why that are not all of them.

    A pack that can't be read ends them too; why it can't be read has been told.
    """
    found = [(name, node)]
    while (wanted := found[-1][1].values.get(BASIS)) is not None:
        above = [one for one, _ in found]
        if not isinstance(wanted, Scalar) or wanted.text not in known:
            return found, _unknown(wanted, [one for one in known if one not in above])
        if wanted.text in above:
            return found, _circle(wanted, above)
        basis = read(wanted.text)
        if basis is None:
            return [], None
        found.append((wanted.text, basis))
    return found, None


def _unknown(wanted: Node, known: list[str]) -> Finding:
    hint = f"写 templates/ 下的一个文件夹名，如「{BASIS}: {known[0]}」。" if known else f"删去「{BASIS}」这一行。"
    if not isinstance(wanted, Scalar) or not wanted.text:
        return error(UNUSABLE, f"「{BASIS}」没有写明是哪个模板包", wanted.position, hint=hint)
    return error(
        UNUSABLE,
        f"没有叫「{wanted.text}」的模板包，不能以它为基础",
        wanted.position,
        hint=suggestion(wanted.text, known) or hint,
    )


def _circle(wanted: Scalar, above: list[str]) -> Finding:
    way = " → ".join((*above[above.index(wanted.text) :], wanted.text))
    return error(
        UNUSABLE,
        f"「{BASIS}」绕成了圈：{way}",
        wanted.position,
        cause="一个模板包不能以自己为基础。",
        hint=f"其中一个写全，删去它的「{BASIS}」。",
    )


def join(packs: list[tuple[str, Mapping]]) -> tuple[Mapping, list[Finding]]:
    """Return what packs say together, the first before those that it builds on, and what is wrong with that."""
    findings: list[Finding] = []
    (name, node), *above = reversed(packs)

    def step(below: tuple[str, Mapping], pack: tuple[str, Mapping]) -> tuple[str, Mapping]:
        return pack[0], _Joint(below[0], findings).joined(pack[1], below[1])

    _, node = reduce(step, above, (name, node))
    return node, findings


class _Joint:
    """Joins two mappings; `basis` is the name of the pack that the lower one is of."""

    def __init__(self, basis: str, findings: list[Finding]) -> None:
        self.basis, self.findings = basis, findings

    def joined(self, mine: Mapping, theirs: Mapping, within: str = "") -> Mapping:
        """Return what both say: an entry of mine replaces that of the same name, and 无 takes it out.

        The keys of a pack are joined one level deeper, so that tables, forms and the like are replaced one by one;
        its own fields, which stand one level further down, too.
        """
        keys, values = dict(theirs.keys), dict(theirs.values)
        for name, value in mine.values.items():
            key, before = mine.keys[name], values.get(name)
            if isinstance(value, Scalar) and not value.text.strip() and not within:
                hint = f"写上要改的，或删去这一行，照「{self.basis}」的；要去掉它的，写「{REMOVED}」。"
                self.findings.append(error(EMPTY, f"「{name}」没有填", key.position, hint=hint))
            elif isinstance(value, Scalar) and value.text == REMOVED:
                if before is None:
                    self._missing(key, theirs, within)
                keys.pop(name, None)
                values.pop(name, None)
            elif within in {"", OWN} and isinstance(value, Mapping) and isinstance(before, Mapping):
                values[name] = self.joined(value, before, name)
            else:
                keys[name], values[name] = key, value
        return Mapping(mine.position, keys, values)

    def _missing(self, key: Scalar, theirs: Mapping, within: str) -> None:
        where = f"的「{within}」" if within else ""
        hint = suggestion(key.text, list(theirs.values)) or "删去这一行。"
        message = f"模板包「{self.basis}」{where}里没有「{key.text}」，去不掉"
        self.findings.append(error(NOT_THERE, message, key.position, hint=hint))
