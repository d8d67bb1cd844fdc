"""Tells what was changed in the files of the content."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.accounts import ChartChange
    from generator.model.finding import Finding, Fix
    from generator.model.position import Position

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


def charted(change: ChartChange, path: str, year: str, *, is_failed: bool) -> Iterator[str]:
    """Yield what `accounts` wrote, or what it would change in a chart of accounts that is there."""
    yield from (f"  加上 {code} {name}" for code, name in change.added.items() if not change.is_new)
    yield from (f"  改名 {code} {_named(old)} → {_named(new)}" for code, (old, new) in change.renamed.items())
    yield from (f"  留着 {code} {name}（表格里没有）" for code, name in change.kept.items())
    counts = f"加 {len(change.added)} 个科目，改 {len(change.renamed)} 个名称"
    if change.is_written:
        yield f"写出 {path}：{len(change.added)} 个科目" if change.is_new else f"改写 {path}：{counts}"
        yield f"它管 {year} 年，各部门共用。请再运行 shenbao check"
    elif is_failed:
        yield f"没有写 {path}：先改好上面的错误"
    elif change.is_none:
        yield f"{path} 已经有表格里的全部科目，没有动"
    else:
        yield f"已经有 {path}，没有动。要{counts}，再加上 --merge 运行一次；备注和多出的科目都留着"


def rolled(
    moved: Sequence[Fix],
    dropped: Sequence[tuple[str, str]],
    years: Sequence[tuple[Position, str]],
    copied: Sequence[str],
) -> Iterator[str]:
    """Yield what `rollover` changed, and what people have to look at."""
    yield f"改了 {len(moved)} 处年度："
    yield from (f"  {fix.position} {fix.old} → {fix.new}" for fix in moved)
    if dropped:
        yield f"去掉了 {len(dropped)} 项，备注都留着："
    yield from (f"  {path} {key}" for path, key in dropped)
    if years:
        yield "文中还写着以前的年份，该改的请改："
        yield from (f"  {place} {words}" for place, words in years)
    if copied:
        yield "写法不常见，原样抄来，请自己改："
        yield from (f"  {path}" for path in copied)


def rolled_files(count: int, folder: str, *, is_written: bool) -> str:
    """Return what `rollover` wrote, or would write."""
    if not is_written:
        return f"没有写文件：要写的是 {folder} 里的 {count} 个文件"
    return f"写出 {folder} 里的 {count} 个文件；金额、人数还是上一年的，改好再提交；金额变了的，重写变动原因"


def begun(written: Sequence[str], unanswered: int, left: Sequence[Finding]) -> Iterator[str]:
    """Yield what `new` wrote, and what is left to people."""
    yield from (f"  写出 {path}" for path in written)
    if not written:
        yield "没有写文件"
        return
    if unanswered:
        yield f"要由您填的有 {unanswered} 处，文件里标着「填」；「有就填」的没有就删去"
    if left:
        yield "检查现在列出："
        yield from (f"  {finding.position} {finding.message}" for finding in left)
    yield "填好以后删去「填」的那些行，运行 shenbao check；边写边看用 shenbao preview"
