"""The files of a review: which differ, and what can be said of a change that changes no word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.review import Aspect, FileChange, Kind, Review

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNS = {Kind.ADDED: "+", Kind.REMOVED: "-", Kind.RENAMED: "→", Kind.CHANGED: "~"}
# How many files of each aspect are named in the summary.
NAMED = 2
# What the changes of the content don't tell.
APART = tuple(aspect for aspect in Aspect if aspect not in {Aspect.FORM, Aspect.OTHER})


def verdict(review: Review) -> str:
    """Return what holds where no change of words and figures was found; no more than was compared."""
    if review.problem:
        return review.problem.message
    if review.between:
        return "除了年度，文字和数字没有变化"
    if not review.files:
        return "无变更"
    if review.touches(Aspect.PROGRAM):
        return "照现在的程序，文字和数字没有变化；程序有改动，没有运行它，改后印出什么不能断定"
    if review.touches(Aspect.WORDS, Aspect.HEADS):
        return "内容和正文没有变化；模板里另有文字或页眉页脚不同"
    if review.touches(Aspect.LOOKS, Aspect.FONT):
        return "文字和数字没有变化，样子可能变了"
    return "文字和数字没有变化"


def summary(review: Review) -> str:
    """Return how many files may change what, with the first names of each; "" where the changes tell all."""
    told = []
    for aspect in APART:
        own = [file for file in review.files if aspect in file.aspects and not _is_told(file)]
        if own:
            names = "、".join(file.path for file in own[:NAMED]) + ("等" if len(own) > NAMED else "")
            told.append(f"{aspect} {len(own)} 个（{names}）")
    return "；".join(told)


def _is_told(file: FileChange) -> bool:
    """Whether a file's words are compared one by one."""
    return file.path.startswith("content/") and file.aspects == (Aspect.WORDS,)


def lines(review: Review) -> Iterator[str]:
    """Yield a line for each file that differs."""
    yield from map(line, review.files)


def line(file: FileChange) -> str:
    """Return a file, how it changed, and what it may change."""
    name = f"{file.old_path} → {file.path}" if file.old_path else file.path
    parts = f"（{'、'.join(file.parts)}）" if file.parts else ""
    return f"{SIGNS[file.kind]} {'、'.join(file.aspects)}  {name}{parts}"
