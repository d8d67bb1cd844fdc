"""Reads the two states of a comparison; if either can't be read, there is no answer."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from generator import pipeline
from generator.assemble.subject import assemble
from generator.model.document_key import keys_of
from generator.model.finding import Finding, FindingError, error
from generator.model.review import Review
from generator.review.annual import both
from generator.review.compare import State, drawable, formal, review
from generator.review.files import differing, without_words
from generator.review.notes import notes
from generator.review.pages import pages
from generator.review.templates import changed_words
from generator.review.versions.named import merge_base, present, version
from generator.review.versions.version import cannot, is_read
from generator.review.versions.years import to_read, year_of
from generator.review.years import Years

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from generator.model.review import FileChange
    from generator.review.annual import Side
    from generator.review.versions.version import Version

# Pages are drawn from PDFs, which Word templates have no part in.
WORD = ".docx"


def diff(root: Path, base: str = "", head: str = "", *, with_pages: bool = False) -> Review:
    """Compare two git revisions or folders; by default, where the branch left main against the present files.

    Two folders of years are compared as years of one department. `with_pages` draws the pages of two states, too.

    Both are read by the present program, and nothing of either is run. Where the content of one can't be read, the
    review says why, and names the files that differ.

    Raises:
        FindingError: a side could not be found; the finding says 无法比较 and why.
    """
    if years := both(root, base, head):
        with years[0].version, years[1].version:
            return _year_on_year(*years, present(root))
    with version(root, base or merge_base(root)) as before, version(root, head) if head else present(root) as after:
        files = differing(before, after)
        try:
            return _read(before, after, files, present(root), with_pages=with_pages)
        except FindingError as problem:
            return Review(files=tuple(files), problem=problem.finding)


def _year_on_year(before: Side, after: Side, now: Version) -> Review:
    between = f"{before.path} → {after.path}"
    versions = (before.version, after.version)
    try:
        old, new = (_state(side.version, [side.path], f"「{side.path}」", (*versions, now)) for side in (before, after))
    except FindingError as problem:
        return Review(between=between, problem=problem.finding)
    for side, state in ((before, old), (after, new)):
        if not state.subjects:
            raise cannot(f"「{side.path}」里没有申报书和部门预算", "写有 budget.yaml 或 projects/ 的年度文件夹。")
    numbers = [state.subjects[0].year.value for state in (old, new)]
    found = review(old, new, years=Years(apart=True, later=numbers[1] - numbers[0]))
    return replace(found, between=between, notes=notes(*versions))


def _read(before: Version, after: Version, files: list[FileChange], now: Version, *, with_pages: bool) -> Review:
    different = [path for change in files for path in (change.path, change.old_path) if is_read(path)]
    if not different:
        return Review(files=tuple(files))
    changed = to_read(different, before.files.keys() | after.files.keys(), partial(_said, (before, after)))
    sides = (after, before, now)
    old, new = (_state(side, changed, name, sides) for side, name in ((before, "旧版本"), (after, "新版本")))
    found = review(old, new, list(changed_words(files, before, after)))
    found = replace(found, files=without_words(files, formal(found, old, new)), notes=notes(before, after))
    if not with_pages:
        return found
    templates = [path for path in different if path.startswith("templates/")]
    of_word = [path for path in templates if path.endswith(WORD)]
    shown, undrawn = pages(drawable(old, new, all_of_them=len(of_word) < len(templates)))
    undrawn += (
        f"{path} 决定 Word 文件的样子，图里看不出：两边各运行一次 build，用 Word 对照。"
        for path in dict.fromkeys(of_word)
    )
    return replace(found, pages=tuple(shown), undrawn=tuple(undrawn))


def _said(sides: Iterable[Version], path: str) -> set[bytes]:
    """Return what the sides say in a file."""
    return {side.data(path) for side in sides if path in side.files}


def _state(side: Version, changed: Iterable[str], name: str, others: Sequence[Version]) -> State:
    """Read the files and folders that differ; nothing else can have changed."""
    root = side.folder([year_of(path) or path for path in changed], others)
    paths = [root / path for path in changed if (root / path).exists()]
    if not paths:
        return State([], {}, [], {})
    result = pipeline.check(root, paths)
    # Outputs that were committed are told by their names, as files that differ.
    found = [finding for finding in result.findings if finding.code != pipeline.TRACKED]
    unread = [finding for finding in found if finding.is_error and finding.code not in pipeline.RULES]
    if unread:
        raise _cannot(name, unread[0])
    made = {document.key: (document, layout) for document, layout in result.documents}
    for subject in result.subjects:
        # What breaks a rule is not published, but its reviewer wants to see what it would print.
        for kind in subject.documents if keys_of(subject.path, subject.documents).keys().isdisjoint(made) else ():
            document, layout = assemble(root, subject, kind)
            made[document.key] = (document, layout)
    return State(result.subjects, made, found, result.lines)


def _cannot(side: str, finding: Finding) -> FindingError:
    hint = "先用 shenbao check 检查，改好再比较。"
    return FindingError(error("BJ-002", f"无法比较：{side}读不出，{finding.message}", finding.position, hint=hint))
