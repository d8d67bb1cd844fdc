"""What is kept of drawn parts is taken only where it is whole, was written here, and would be drawn the same."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from generator import pipeline, team
from generator.render import typeset
from generator.system import libraries
from generator.unchanged import drawings
from generator.unchanged.drawings import Drawings
from generator.unchanged.shared import Shared

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.model.layout import Layout
    from generator.render.drawn import Drawn

ENTRY = {"data": "cGRm", "pages": 1, "places": [["b1", 0, 59.53, 1e-9]]}


def test_what_other_packages_made_is_taken_by_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shared, drawings = Shared(tmp_path / "shared"), Drawings(tmp_path / "one", "a")
    shared.put("made_from", b"pdf")
    drawings.put("<p>", ENTRY)
    assert (shared.get("made_from"), drawings.get("<p>")) == (b"pdf", ENTRY)
    (tmp_path / "other-packages" / "pikepdf-99.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path / "other-packages")
    assert (shared.get("made_from"), Drawings(tmp_path / "one", "a").get("<p>")) == (None, None)


def test_only_what_was_drawn_here_by_the_same_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Drawings(tmp_path / "one", "a")
    assert kept.get("<p>") is None
    kept.put("<p>", ENTRY)
    assert kept.get("<p>") == ENTRY
    assert kept.get("<p> ") is None
    assert Drawings(tmp_path / "one", "b").get("<p>") is None
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    assert Drawings(tmp_path / "two", "a").get("<p>") is None
    with monkeypatch.context() as patch:
        patch.setattr(libraries, "versions", lambda: {"pango": "99"})
        assert Drawings(tmp_path / "one", "a").get("<p>") is None
    (file,) = (tmp_path / "one/.cache/drawings").glob("*.json")
    file.write_bytes(file.read_bytes().replace(b"cGRm", b"cGRn"))
    assert kept.get("<p>") is None
    kept.put("<p>", ENTRY)
    file.write_bytes(file.read_bytes()[:-9])
    assert kept.get("<p>") is None


def test_the_oldest_go_where_there_are_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawings, "KEPT", 2)
    kept = Drawings(tmp_path, "a")
    for page in "abcd":
        kept.put(page, ENTRY)
    drawings.prune(tmp_path)
    assert [kept.get(page) == ENTRY for page in "abcd"] == [False, False, True, True]


@pytest.mark.parametrize("place", [".cache", ".cache/drawings"])
def test_nothing_goes_where_a_cache_leads_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    monkeypatch.setattr(drawings, "KEPT", 0)
    Drawings(tmp_path / "other", "a").put("<p>", ENTRY)
    link = tmp_path / "root" / place
    link.parent.mkdir(parents=True)
    link.symlink_to(tmp_path / "other" / place)
    drawings.prune(tmp_path / "root")
    assert Drawings(tmp_path / "other", "a").get("<p>") == ENTRY
    link.unlink()
    drawings.prune(tmp_path / "other")
    assert Drawings(tmp_path / "other", "a").get("<p>") is None


@pytest.mark.slow
def test_a_build_draws_what_is_not_kept(one_project: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    root, draw = one_project(), typeset.typeset
    drawn: list[str] = []
    monkeypatch.setattr(team, "_HELPED", [True])  # no other process draws

    def counted(page: str, layout: Layout) -> Drawn:
        drawn.append(page)
        return draw(page, layout)

    monkeypatch.setattr(typeset, "typeset", counted)

    def built(*, force: bool = False) -> tuple[bytes, int]:
        shutil.rmtree(root / "build", ignore_errors=True)
        drawn.clear()
        result = pipeline.build(root, formats=("pdf",), out=root / "build", force=force)
        assert not result.has_errors, result.findings
        (file,) = (root / "build").rglob("*.pdf")
        return file.read_bytes(), len(drawn)

    data, count = built()
    assert count
    assert built() == (data, 0)
    assert built(force=True) == (data, count)
    monkeypatch.setenv("CI", "true")  # what lies there may have come with a branch
    assert built() == (data, count)
