"""Cuts texts for a line: two of them to where they differ, a long one to its beginning."""

from __future__ import annotations

AROUND = 16


def common(old: str, new: str) -> tuple[int, int]:
    """Return how many characters two texts share at their beginning, and at their end."""
    shortest = min(len(old), len(new))
    start = 0
    while start < shortest and old[start] == new[start]:
        start += 1
    end = 0
    while end < shortest - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return start, end


def clauses(old: str, new: str) -> tuple[str, str]:
    """Return two texts cut to where they differ, with some characters around."""
    start, end = common(old, new)
    return _cut(old, start, end), _cut(new, start, end)


def _cut(text: str, start: int, end: int) -> str:
    first, last = max(start - AROUND, 0), min(len(text) - end + AROUND, len(text))
    cut = text[first:last].replace("\n", "／")
    return ("…" if first else "") + (cut or "（空）") + ("…" if last < len(text) else "")


def short(text: str) -> str:
    """Return a text on one line, cut if it is long."""
    text = text.replace("\n", "／")
    return text if len(text) <= 4 * AROUND else text[: 4 * AROUND] + "…"
