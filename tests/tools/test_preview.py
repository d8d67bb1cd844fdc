"""The preview in a real browser: edits seen, figures clicked, keys only, narrow and wide, nothing fetched elsewhere."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from generator.serve.preview import Preview
from tests.conftest import real_repository
from tests.review.changes import KUNMING
from tests.serve.test_preview import git
from tests.tools.programs import browser

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.tools


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Path]:
    """Use a preview in every way once; return what happened, and the repository."""
    root = real_repository(tmp_path_factory.mktemp("preview") / "repo")
    shutil.rmtree(root / "content/chongqing")
    git(root, "init", "-q")
    git(root, "add", "-A", "--", ":!templates/common/fonts")  # links in repositories of tests
    git(root, "commit", "-q", "-m", "一")
    with Preview(root, [root / KUNMING]) as preview:
        return browser("preview.js", preview.address, root / KUNMING), root


@pytest.fixture
def seen(used: tuple[Any, Path]) -> Any:
    return used[0]


def test_an_edit_is_seen_where_the_reader_was(seen: Any) -> None:
    edits = seen["edits"]
    assert edits["after"] == edits["before"]
    assert edits["before"][0] > 0
    assert edits["marked"] > 0
    assert edits["revealed"]


def test_a_broken_file_is_told_above_its_last_page(seen: Any) -> None:
    broken = seen["edits"]["broken"]
    assert broken["status"].startswith("现在的内容还不能显示")
    assert "个错误" in broken["problems"]
    assert (broken["open"], broken["shown"]) == (True, True)


def test_every_click_leads_to_a_line_that_is_there(used: tuple[Any, Path]) -> None:
    seen, root = used
    figures = seen["figures"]
    assert len(figures["led"]) == figures["count"] > 50
    prefix = f"vscode://file{root.as_posix()}/"
    for link in map(unquote, figures["led"]):
        path, line, column = link.removeprefix(prefix).rsplit(":", 2)
        text = (root / path).read_text(encoding="utf-8").split("\n")[int(line) - 1]
        assert any(character.isdigit() or character == "$" for character in text[int(column) - 3 :]), link


def test_with_the_keyboard_only(seen: Any) -> None:
    keys = seen["keyboard"]
    assert keys["stops"][:1] == ["documents-head"]
    assert {"sheets-button", "figure"} <= set(keys["stops"])
    assert "写在" in keys["told"] or "=" in keys["told"]
    assert keys["outline"] == "solid"


@pytest.mark.parametrize(("name", "width"), [("narrow", 360), ("wide", 1280)])
def test_it_fits_and_is_for_everyone(name: str, width: int, seen: Any) -> None:
    looks = seen[name]
    assert looks["wide"] == [width, width]
    assert looks["framed"][0] == looks["framed"][1]
    for part in ("shell", "document"):
        assert looks[part]["rules"] > 15, part
        assert looks[part]["violations"] == [], part


def test_nothing_was_fetched_from_elsewhere_and_nothing_complained(seen: Any) -> None:
    assert (seen["asked"], seen["complaints"]) == ([], [])
