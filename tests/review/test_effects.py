"""The effect that a review tells is the true difference between the two built sets of documents, no more, no less."""

from __future__ import annotations

from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.assemble.subject import assemble
from generator.render import html
from generator.report.review import documents
from generator.review import run
from generator.review.forms import COLUMNS
from tests import extract, samples
from tests.review.changes import EDITS, Edit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.model.review import Review


def repository(root: Path) -> Path:
    files = samples.snapshot(samples.ROOT / "content")
    samples.write(root, {f"content/{path}": data for path, data in files.items()})
    (root / "templates").symlink_to(samples.ROOT / "templates")
    return root


def change(root: Path, edit: Edit) -> None:
    folder, _, start = edit.path.rpartition("/")
    (file,) = (root / folder).glob(f"{start.removesuffix('.yaml')}*.yaml")
    text = file.read_text(encoding="utf-8")
    assert edit.old in text, edit
    file.write_text(text.replace(edit.old, edit.new, 1), encoding="utf-8")


def printed(root: Path, tmp_path: Path, *paths: Path) -> dict[str, Counter[str]]:
    """Return the pieces of text of every document as HTML, rules or no rules."""
    found = {}
    for subject in pipeline.check(root, paths).subjects:
        for kind in subject.documents:
            document, layout = assemble(root, subject, kind)
            file = tmp_path / "page.html"
            file.write_bytes(html.render(document, layout))
            found[document.title_text] = Counter(extract.html_text(file))
    return found


@pytest.fixture(scope="session")
def before(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Counter[str]]]:
    root = repository(tmp_path_factory.mktemp("before"))
    return root, printed(root, tmp_path_factory.mktemp("pages"))


def test_there_are_enough_changes() -> None:
    assert len(set(EDITS)) >= 40


@pytest.mark.slow
@pytest.mark.parametrize("edit", EDITS, ids=str)
def test_effect(edit: Edit, before: tuple[Path, dict[str, Counter[str]]], tmp_path: Path) -> None:
    old_root, old = before
    new_root = repository(tmp_path / "after")
    change(new_root, edit)
    review = run.diff(new_root, str(old_root))
    new = printed(new_root, tmp_path, new_root / "/".join(edit.path.split("/")[:4]))
    assert review.changes
    assert {title for title, _, _ in documents(review)} <= new.keys()
    for title, theirs in new.items():
        mine = old[title]
        was, now = (Counter(pair[side] for pair in told(review, title)) for side in (0, 1))
        # What only moved from one cell to another is no difference of all the texts together.
        moved = was & now
        assert matched((mine - theirs).elements(), (was - moved).elements()), (title, mine - theirs, was)
        assert matched((theirs - mine).elements(), (now - moved).elements()), (title, theirs - mine, now)


def told(review: Review, title: str) -> list[tuple[str, str]]:
    """Return the old and the new text of every place and cell of a document that a review says to differ."""
    pairs = [(effect.old, effect.new) for effect in review.effects if effect.document == title]
    for table in review.tables:
        for row in table.rows if table.document == title else ():
            cells = list(zip_longest(row.old, row.new, fillvalue=""))
            # The name of a form's cell stands in its template.
            for old, new in cells[table.columns[0] == COLUMNS[0] :]:
                pairs += zip_longest(old.split("\n"), new.split("\n"), fillvalue="") if old != new else ()
    return pairs


def matched(pieces: Iterable[str], told: Iterable[str]) -> bool:
    """Whether each piece of text holds one of the texts told, and each text told stands in a piece of its own."""
    left = [extract.squeeze(text) for text in told if text]
    for piece in sorted(map(extract.squeeze, pieces), key=len):
        holding = [text for text in left if text in piece]
        if not holding:
            return False
        left.remove(max(holding, key=len))
    return not left


def test_the_row_differences_add_up_to_the_total(before: tuple[Path, dict[str, Counter[str]]], tmp_path: Path) -> None:
    root = repository(tmp_path / "after")
    edits = [edit for edit in EDITS if edit.new.startswith(("本级安排", "上级补助")) and "projects" in edit.path]
    for edit in edits:
        change(root, edit)
    review = run.diff(root, str(before[0]))
    (total,) = review.totals
    assert total.old is not None
    assert total.new is not None
    rows = [c.difference for c in review.changes if c.path[-1] in {"本级安排", "上级补助"} and c.difference is not None]
    assert len(rows) == len(edits) >= 8
    assert sum(rows) == total.new - total.old


def test_what_failed_before_with_other_figures_is_no_new_failure(
    before: tuple[Path, dict[str, Counter[str]]], tmp_path: Path
) -> None:
    root = repository(tmp_path / "after")
    change(root, EDITS[0])
    review = run.diff(root, str(before[0]))
    assert not review.failing
    assert not review.passing
    assert {finding.code for finding in review.lasting} == {"JS-113", "SL-108"}
    assert all("109000" in f.message or "54.5" in f.message for f in review.lasting)
