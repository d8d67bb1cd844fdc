"""Tells what was changed in the files of the content."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.finding import Fix

# Spaces other than the usual one, and what can't be seen at all, are told by name.
NAMED_KINDS = frozenset({"Cc", "Cf", "Co", "Zl", "Zp", "Zs"})


def fixed(fixes: Sequence[Fix]) -> Iterator[str]:
    """Yield a line for each fix that was made, and one that counts them."""
    for fix in sorted(fixes, key=lambda fix: (fix.position.path, fix.position.line)):
        new = _named(fix.new) if fix.new else "删去"
        yield f"  {fix.position.path}:{fix.position.line} {_named(fix.old)} → {new}"
    if fixes:
        yield f"改了 {len(fixes)} 处，在 {len({fix.position.path for fix in fixes})} 个文件里"
    else:
        yield "没有可以自动改的"


def _named(text: str) -> str:
    return f"「{''.join(_name(character) for character in text)}」"


def _name(character: str) -> str:
    if character == "\t":
        return "<Tab>"
    hidden = character != " " and unicodedata.category(character) in NAMED_KINDS
    return f"<U+{ord(character):04X}>" if hidden else character


def formatted(changed: Sequence[str], files: int, left: int, *, only_looked: bool) -> Iterator[str]:
    """Yield a line for each file that `fmt` changed or would change, and one that counts them."""
    return _listed(changed, files, left, "要整理" if only_looked else "整理了", "都是整理好的")


def upgraded(changed: Sequence[str], files: int, left: int, *, only_looked: bool) -> Iterator[str]:
    """Yield a line for each file that `upgrade` changed or would change, and one that counts them."""
    return _listed(changed, files, left, "要改写" if only_looked else "改写了", "都是现在的写法")


def _listed(changed: Sequence[str], files: int, left: int, verb: str, nothing: str) -> Iterator[str]:
    yield from (f"  {verb} {path}" for path in changed)
    told = [f"{verb} {len(changed)} 个" if changed else nothing if not left else ""]
    told += [f"{left} 个有错误，没有动" if left else ""]
    yield f"看了 {files} 个文件：{'，'.join(words for words in told if words)}"
