"""Marks where two texts differ, for a page."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from html import escape

# What is marked as one: a number, a word in Latin letters, any other character.
WORDS = re.compile(r"\d[\d,.]*|[A-Za-z]+|.", re.DOTALL)


def marked(old: str, new: str) -> tuple[str, str]:
    """Return both texts with the parts in which they differ marked, each number as a whole."""
    mine, theirs = WORDS.findall(old), WORDS.findall(new)
    left, right = [], []
    for kind, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        tags = ("", "") if kind == "equal" else ("del", "ins")
        left.append(_in(tags[0], "".join(mine[a:b])))
        right.append(_in(tags[1], "".join(theirs[c:d])))
    return "".join(left), "".join(right)


def _in(tag: str, text: str) -> str:
    return f"<{tag}>{escape(text)}</{tag}>" if tag and text else escape(text)
