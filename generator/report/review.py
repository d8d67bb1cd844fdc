"""Shows a review: one screen for people, the rest folded; plain Markdown for a comment; JSON for programs."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from generator.model import units
from generator.model.address import address
from generator.model.review import Change, Effect, Kind, Review
from generator.report import review_files as files
from generator.report import review_tables
from generator.report.clauses import clauses, short
from generator.report.forge import plain
from generator.report.machine import dump
from generator.report.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.review import FileChange, TableEffect, Total

# How many lines the first screen takes, and how many of each sort it shows.
FIRST_SCREEN, MOST = 15, 5
ORDER = {Kind.REMOVED: 0, Kind.RENAMED: 2, Kind.CHANGED: 2, Kind.ADDED: 3}
# The unit of money at the end of an amount as it is written: 元, 万元, 元/人.
MONEY = re.compile(r"(?:亿元|万元|元)(?:/[^\d\s]+)?$")


def as_text(review: Review) -> str:
    """Return the review for a terminal: the first screen, then everything else."""
    first, rest = _screens(review)
    blocks = [["全部变化：", *rest]] if rest else []
    blocks += (list(_printed(*document)) for document in documents(review))
    return "\n".join(visible(line) for line in [*first, *(line for block in blocks for line in ("", *block))])


def _screens(review: Review) -> tuple[list[str], list[str]]:
    """Return the lines that everybody reads, and those of the others that are no document's."""
    first = list(_first(review))[:FIRST_SCREEN]
    return first, [line for line in _all(review) if line not in first]


def as_markdown(review: Review) -> str:
    """Return the review for a comment on a pull request; content stays text there."""
    first, rest = _screens(review)
    if not rest and review.is_empty:
        return "\n\n".join(map(plain, first))
    lines = [f"- {plain(line)}" for line in first]
    if rest:
        lines += _folded("全部变化", [f"- {plain(line)}" for line in rest])
    for title, effects, tables in documents(review):
        told = [f"- {plain(_text_line(effect))}" for effect in effects]
        lines += _folded(heading(title), [*told, *review_tables.markdown(tables)])
    return "\n".join(lines)


def _folded(title: str, lines: Sequence[str]) -> list[str]:
    # Markdown reads nothing inside of the summary: it takes HTML's escapes.
    summary = escape(visible(title)).replace("@", "@\u200b")
    return ["", f"<details><summary>{summary}</summary>", "", *lines, "", "</details>"]


def as_json(review: Review) -> str:
    """Return the review as JSON; amounts in 元, as strings."""
    return dump(
        {
            "totals": [{"subject": t.subject, "old": _digits(t.old), "new": _digits(t.new)} for t in review.totals],
            "changes": [_change(change) for change in review.changes],
            "effects": [{"document": e.document, "place": e.place, "old": e.old, "new": e.new} for e in review.effects],
            "tables": [review_tables.data(table) for table in review.tables],
            "failing": [{"code": f.code, "message": f.message, "position": str(f.position)} for f in review.failing],
            "passing": [{"code": f.code, "message": f.message, "position": str(f.position)} for f in review.passing],
            "lasting": [{"code": f.code, "message": f.message, "position": str(f.position)} for f in review.lasting],
            "files": [_file(file) for file in review.files],
            "between": review.between or None,
            "notes": list(review.notes),
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
    if review.between:
        yield f"逐年  {review.between}"
    if review.is_empty or review.problem:
        yield files.verdict(review)
    yield from (f"写法  {note}" for note in review.notes)
    if told := files.summary(review):  # Before all that may be too much for a screen.
        yield f"文件  {told}"
    yield from (f"总额  {total_line(total)}" for total in review.totals[:MOST])
    for change in in_order(review.changes)[:MOST]:
        yield f"必看  {change_line(change)}"
    if len(review.changes) > MOST:
        yield f"      另有 {len(review.changes) - MOST} 处变化"
    if affected := _affected(review):
        yield f"影响  {affected}"
    for finding in review.failing[: MOST - 2]:
        yield f"检查  {finding.code} 通过 → 失败：{finding.message}"
    for finding in review.passing[: MOST - 3]:
        yield f"检查  {finding.code} 失败 → 通过：{finding.message}"
    if review.lasting:
        yield f"检查  {len(review.lasting)} 处原有的问题仍在，只有数变了"


def in_order(changes: Sequence[Change]) -> list[Change]:
    """Return changes as a reviewer wants them: deletions, lowered targets, then the largest amounts."""

    def rank(change: Change) -> tuple[int, Decimal]:
        difference = change.difference
        return (1 if change.weaker else ORDER[change.kind], -abs(difference or Decimal(0)))

    return sorted(changes, key=rank)


def total_line(total: Total) -> str:
    """Return a total before and after, with difference and share."""
    size = units.MONEY[total.unit]
    shown = [units.plain(value / size) if value is not None else "无" for value in (total.old, total.new)]
    if total.new is None:
        return f"{total.subject}  {shown[0]} {total.unit} → 无"
    line = f"{total.subject}  {shown[0]} → {shown[1]} {total.unit}"
    if total.old is None:
        return line
    return f"{line}（{_signed((total.new - total.old) / size)}{_share(total.old, total.new)}）"


def _signed(value: Decimal) -> str:
    return ("+" if value > 0 else "") + units.plain(value)


def _share(old: Decimal, new: Decimal) -> str:
    """Return the change in percent; a base of 0 has none."""
    if not old:
        return ""
    return f"，{'+' if new > old else ''}{units.plain((new - old) * 100 / abs(old), 1)}%"


def change_line(change: Change) -> str:
    """Return one change on a line, with the sign of its kind."""
    return f"{files.SIGNS[change.kind]} {change_text(change)}"


def change_text(change: Change) -> str:
    """Return what one change changes, where, and from what to what."""
    where = address(*change.path) or "全部内容"
    line = f"{change.subject}  {where}"
    if change.kind in {Kind.CHANGED, Kind.RENAMED}:
        old, new = clauses(change.old, change.new)
        line += f"  {old} → {new}"
    elif change.old or change.new:
        line += f"  {short(change.old or change.new)}"
    difference = change.difference
    if difference is not None and change.old_value is not None and change.new_value is not None:
        found = MONEY.search(change.new)
        unit = found[0] if found else change.unit
        shown = _signed(difference / units.scale(unit)[0]) + unit
        line += f"（{shown}{_share(change.old_value, change.new_value)}）"
    place = change.after or change.before
    at = f"  {place.path}:{place.line}{'' if change.after else '（旧）'}" if place else ""
    return line + (" ↓ 目标降低" if change.weaker else "") + at


def _affected(review: Review) -> str:
    """Name the parts of documents that print something else."""
    parts: dict[str, Counter[str]] = {}
    for effect in review.effects:
        parts.setdefault(effect.document, Counter())[f"{effect.part or effect.place} {{}} 处"] += 1
    for table in review.tables:
        if table.changes:
            parts.setdefault(table.document, Counter())[f"{table.part} 的表 {{}} 行"] += len(table.changes)
    told = {title: "、".join(part.format(n) for part, n in counts.items()) for title, counts in parts.items()}
    return "；".join(f"{title}：{n}" if "/" in title else f"《{title}》{n}" for title, n in told.items())


def _all(review: Review) -> Iterator[str]:
    yield from (f"总额  {total_line(total)}" for total in review.totals)
    yield from (f"必看  {change_line(change)}" for change in in_order(review.changes))
    yield from (f"检查  {f.code} 通过 → 失败：{f.message}" for f in review.failing)
    yield from (f"检查  {f.code} 失败 → 通过：{f.message}" for f in review.passing)
    yield from (f"检查  {f.code} 仍失败：{f.message}" for f in review.lasting)
    yield from (f"文件  {line}" for line in files.lines(review))


def documents(review: Review) -> Iterator[tuple[str, list[Effect], list[TableEffect]]]:
    """Yield each document that prints something else, with its texts and its tables that do."""
    told = (review.effects, review.tables, review.pages)
    titles = [one.document for found in told for one in found]
    for title in dict.fromkeys(titles):
        effects = [effect for effect in review.effects if effect.document == title]
        yield title, effects, [table for table in review.tables if table.document == title]


def heading(title: str) -> str:
    """Return what stands above the changes of one document, or of one template."""
    return f"模板 {title} 的变化" if title.startswith("templates/") else f"《{title}》印出的变化"


def _printed(title: str, effects: Sequence[Effect], tables: Sequence[TableEffect]) -> Iterator[str]:
    yield f"{heading(title)}："
    yield from (f"  {_text_line(effect)}" for effect in effects)
    yield from (f"  {line}" for line in review_tables.lines(tables))


def _text_line(effect: Effect) -> str:
    old, new = clauses(effect.old, effect.new)
    return f"{effect.place}：{old} → {new}"
