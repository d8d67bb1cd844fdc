"""Shows a review: one screen for people, the rest folded; plain Markdown for a comment; JSON for programs."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.model import units
from generator.model.review import Change, Effect, Kind, Review
from generator.report import review_files as files
from generator.report.forge import plain
from generator.report.machine import dump

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.review import FileChange, Total

# How many lines the first screen takes, and how many of each sort it shows.
FIRST_SCREEN, MOST = 15, 5
ORDER = {Kind.REMOVED: 0, Kind.RENAMED: 2, Kind.CHANGED: 2, Kind.ADDED: 3}
AROUND = 16
WAN = units.MONEY["万元"]


def as_text(review: Review) -> str:
    """Return the review for a terminal: the first screen, then everything."""
    first, rest = _screens(review)
    return "\n".join([*first, *(["", "全部变化：", *rest] if rest else [])])


def as_markdown(review: Review) -> str:
    """Return the review for a comment on a pull request; content stays text there."""
    first, rest = _screens(review)
    if not rest:
        return "\n\n".join(map(plain, first))
    folded = ["<details><summary>全部变化</summary>", "", *(f"- {plain(line)}" for line in rest), "", "</details>"]
    return "\n".join([*(f"- {plain(line)}" for line in first), "", *folded])


def _screens(review: Review) -> tuple[list[str], list[str]]:
    """Return the lines that everybody reads, and the others."""
    first = list(_first(review))[:FIRST_SCREEN]
    return first, [line for line in _all(review) if line not in first]


def as_json(review: Review) -> str:
    """Return the review as JSON; amounts in 元, as strings."""
    return dump(
        {
            "totals": [{"subject": t.subject, "old": _digits(t.old), "new": _digits(t.new)} for t in review.totals],
            "changes": [_change(change) for change in review.changes],
            "effects": [{"document": e.document, "place": e.place, "old": e.old, "new": e.new} for e in review.effects],
            "failing": [{"code": f.code, "message": f.message, "position": str(f.position)} for f in review.failing],
            "passing": [{"code": f.code, "message": f.message, "position": str(f.position)} for f in review.passing],
            "lasting": [{"code": f.code, "message": f.message, "position": str(f.position)} for f in review.lasting],
            "files": [_file(file) for file in review.files],
            "problem": review.problem.message if review.problem else None,
            "verdict": files.verdict(review) if review.is_empty or review.problem else None,
        }
    )


def _change(change: Change) -> dict[str, object]:
    return {
        "kind": change.kind.value,
        "subject": change.subject,
        "path": list(change.path),
        "old": change.old,
        "new": change.new,
        "before": str(change.before) if change.before else None,
        "after": str(change.after) if change.after else None,
        "difference": _digits(change.difference),
        "unit": change.unit,
        "weaker": change.weaker,
    }


def _file(file: FileChange) -> dict[str, object]:
    return {
        "change": file.kind.value,
        "path": file.path,
        "old_path": file.old_path or None,
        "aspects": [aspect.value for aspect in file.aspects],
        "parts": list(file.parts),
    }


def _digits(value: Decimal | None) -> str | None:
    return None if value is None else units.plain(value)


def _first(review: Review) -> Iterator[str]:
    """Yield the first screen: which files, totals, what must be seen, effect, rules."""
    if review.is_empty or review.problem:
        yield files.verdict(review)
    if told := files.summary(review):  # Before all that may be too much for a screen.
        yield f"文件  {told}"
    yield from (f"总额  {total_line(total)}" for total in review.totals[:MOST])
    for change in _sorted(review.changes)[:MOST]:
        yield f"必看  {change_line(change)}"
    if len(review.changes) > MOST:
        yield f"      另有 {len(review.changes) - MOST} 处变化"
    if review.effects:
        yield f"影响  {_affected(review.effects)}"
    for finding in review.failing[: MOST - 2]:
        yield f"检查  {finding.code} 通过 → 失败：{finding.message}"
    for finding in review.passing[: MOST - 3]:
        yield f"检查  {finding.code} 失败 → 通过：{finding.message}"
    if review.lasting:
        yield f"检查  {len(review.lasting)} 处原有的问题仍在，只有数变了"


def _sorted(changes: Sequence[Change]) -> list[Change]:
    """Return changes as a reviewer wants them: deletions, lowered targets, then the largest amounts."""

    def rank(change: Change) -> tuple[int, Decimal]:
        difference = change.difference
        return (1 if change.weaker else ORDER[change.kind], -abs(difference or Decimal(0)))

    return sorted(changes, key=rank)


def total_line(total: Total) -> str:
    """Return a total before and after, with difference and share, in 万元."""
    shown = [units.plain(value / WAN) if value is not None else "无" for value in (total.old, total.new)]
    line = f"{total.subject}  {shown[0]} → {shown[1]} 万元"
    if total.old is None or total.new is None:
        return line
    return f"{line}（{_signed((total.new - total.old) / WAN)}{_share(total.old, total.new)}）"


def _signed(value: Decimal) -> str:
    return ("+" if value > 0 else "") + units.plain(value)


def _share(old: Decimal, new: Decimal) -> str:
    """Return the change in percent; a base of 0 has none."""
    if not old:
        return ""
    return f"，{'+' if new > old else ''}{units.plain((new - old) * 100 / abs(old), 1)}%"


def change_line(change: Change) -> str:
    """Return one change on a line."""
    where = ".".join(change.path) or "全部内容"
    line = f"{files.SIGNS[change.kind]} {change.subject}  {where}"
    if change.kind in {Kind.CHANGED, Kind.RENAMED}:
        old, new = clauses(change.old, change.new)
        line += f"  {old} → {new}"
    elif change.old or change.new:
        line += f"  {_short(change.old or change.new)}"
    difference = change.difference
    if difference is not None and change.old_value is not None and change.new_value is not None:
        money = change.unit.partition("/")[0] == "元"
        shown = _signed(difference / WAN) + "万元" if money else _signed(difference) + change.unit
        line += f"（{shown}{_share(change.old_value, change.new_value)}）"
    elif not change.path and (value := change.new_value if change.old_value is None else change.old_value) is not None:
        line += f"（{units.plain(value / WAN)}万元）"
    place = change.after or change.before
    at = f"  {place.path}:{place.line}{'' if change.after else '（旧）'}" if place else ""
    return line + (" ↓ 目标降低" if change.weaker else "") + at


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


def _short(text: str) -> str:
    text = text.replace("\n", "／")
    return text if len(text) <= 4 * AROUND else text[: 4 * AROUND] + "…"


def _affected(effects: Sequence[Effect]) -> str:
    """Name the parts of documents that print something else."""
    parts: dict[str, dict[str, int]] = {}
    for effect in effects:
        counts = parts.setdefault(effect.document, {})
        counts[effect.part or effect.place] = counts.get(effect.part or effect.place, 0) + 1
    told = (
        f"《{title}》{'、'.join(f'{part} {n} 处' for part, n in counts.items())}" for title, counts in parts.items()
    )
    return "；".join(told)


def _all(review: Review) -> Iterator[str]:
    yield from (f"总额  {total_line(total)}" for total in review.totals)
    yield from (f"必看  {change_line(change)}" for change in _sorted(review.changes))
    for effect in review.effects:
        old, new = clauses(effect.old, effect.new)
        yield f"影响  《{effect.document}》{effect.place}：{old} → {new}"
    yield from (f"检查  {f.code} 通过 → 失败：{f.message}" for f in review.failing)
    yield from (f"检查  {f.code} 失败 → 通过：{f.message}" for f in review.passing)
    yield from (f"检查  {f.code} 仍失败：{f.message}" for f in review.lasting)
    yield from (f"文件  {line}" for line in files.lines(review))
