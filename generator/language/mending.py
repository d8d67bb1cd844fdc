"""What an editor can change at a word: the fixes of `check --fix` and the form of `fmt`, as edits of a text."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from lsprotocol import types

from generator.editing import formatted, mended
from generator.language.markdown import short
from generator.language.ranges import Ranges, split
from generator.report.machine import full_message
from generator.report.text import clean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from generator.language.desk import Desk
    from generator.model.finding import Finding, Fix
    from generator.model.pack import Pack

LONGEST: Final = 30


def actions(desk: Desk, path: str, wanted: types.Range, ranges: Ranges, address: str) -> Iterator[types.CodeAction]:
    """Yield the fixes of what is found in a range, each by itself, and all those of the file at once."""
    findings = [one for one in desk.current(path).findings if one.position and one.position.path == path]
    if not any(one.fixes for one in findings):
        return
    data, lines = desk.data(path), split(desk.text(path))
    for finding in findings:
        place = ranges.of(finding.position, lines) if finding.position else wanted
        if finding.fixes and place.start.line <= wanted.end.line and wanted.start.line <= place.end.line:
            _, made = mended(path, data, [finding])
            if made:
                yield types.CodeAction(
                    title=_title(made),
                    kind=types.CodeActionKind.QuickFix,
                    diagnostics=[types.Diagnostic(place, full_message(finding), code=finding.code)],
                    is_preferred=True,
                    edit=types.WorkspaceEdit(changes={address: edits(made, lines, ranges)}),
                )
    _, made = mended(path, data, findings)
    if made:
        yield types.CodeAction(
            title=f"改好这个文件里能改的 {len(made)} 处",
            kind=types.CodeActionKind.SourceFixAll,
            edit=types.WorkspaceEdit(changes={address: edits(made, lines, ranges)}),
        )


def edits(fixes: Sequence[Fix], lines: Sequence[str], ranges: Ranges) -> list[types.TextEdit]:
    """Return fixes of one file as edits."""
    return [
        types.TextEdit(
            ranges.between(
                lines, fix.position.line - 1, fix.position.column - 1, fix.position.column - 1 + len(fix.old)
            ),
            fix.new,
        )
        for fix in fixes
    ]


def formatting(
    desk: Desk, path: str, packs: Collection[Pack], ranges: Ranges
) -> tuple[list[types.TextEdit], list[Finding]]:
    """Return the edits that give a file its canonical form, line by line, and why it is left alone."""
    new, findings = formatted(path, desk.data(path), packs)
    old, lines = split(desk.text(path).removeprefix("\ufeff")), split(new.decode("utf-8-sig", "replace"))
    return [
        types.TextEdit(_lines(old, start, end, ranges), _joined(lines[first:last], end < len(old)))
        for kind, start, end, first, last in SequenceMatcher(None, old, lines, autojunk=False).get_opcodes()
        if kind != "equal"
    ], findings


def _lines(lines: Sequence[str], start: int, end: int, ranges: Ranges) -> types.Range:
    """Return the range of whole lines; that of the last ones ends with the text."""
    last = types.Position(end, 0)
    if end == len(lines):
        last = types.Position(end - 1, ranges.units(lines[-1], len(lines[-1])))
    if start == len(lines):
        return types.Range(last, last)
    return types.Range(types.Position(start, 0), last)


def _joined(lines: Sequence[str], has_more: bool) -> str:  # noqa: FBT001 - one of two ends of a text
    return "".join(f"{line}\n" for line in lines) if has_more else "\n".join(lines)


def _title(made: Sequence[Fix]) -> str:
    old, new = (short(text, LONGEST) for text in (made[0].old, made[0].new))
    if len(made) > 1:
        return f"改好这里的 {len(made)} 处"
    return clean(f"改成「{new}」" if new.strip() else f"删去「{old}」")
