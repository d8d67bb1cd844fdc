"""Forms of the preview in a real browser: every field of all content, typing, pasting, conflicts, keys, 360 px."""

from __future__ import annotations

import difflib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from generator.edit.canonical import meaning
from generator.edit.witness import comments
from generator.load.outline import outline
from generator.serve.preview import Preview
from tests import samples
from tests.conftest import real_repository
from tests.review.changes import KUNMING
from tests.serve.test_form import committed
from tests.tools.programs import browser

if TYPE_CHECKING:
    from pathlib import Path

OTHER = next(
    path.relative_to(samples.ROOT).as_posix()
    for path in sorted((samples.ROOT / "content/yunnan").rglob("projects/*.yaml"))
    if path.relative_to(samples.ROOT).as_posix() != KUNMING and "\n金额:" not in path.read_text(encoding="utf-8")
)
pytestmark = pytest.mark.tools


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return committed(real_repository(tmp_path_factory.mktemp("form") / "repo"))


@pytest.fixture(scope="module")
def seen(root: Path) -> Any:
    """Use the forms of a project in every way once; return what happened."""
    uses = ("typing", "mistakes", "both", "rows", "meanwhile", "keyboard", "fresh", "leaving", "looks")
    with Preview(root, [root / KUNMING, root / OTHER]) as preview:
        return browser("form.js", preview.address, root, KUNMING, *uses)


@pytest.fixture(scope="module")
def filled(root: Path) -> Any:
    """Put something else into every field of all content, file by file."""
    with Preview(root) as preview:
        return browser("form.js", preview.address, root, KUNMING, "every")


def differences(old: str, new: str) -> list[str]:
    lines = difflib.unified_diff(old.split("\n"), new.split("\n"), lineterm="", n=0)
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def at(said: Any, way: list[str | int]) -> Any:
    for step in way:
        said = said[step]
    return said


def test_every_field_of_every_file_comes_back(filled: Any) -> None:
    every = filled["every"]
    files = {path.relative_to(samples.ROOT).as_posix(): path for path in (samples.ROOT / "content").rglob("*.yaml")}
    assert every.keys() == files.keys()
    for path, file in files.items():
        old, told = file.read_bytes(), every[path]
        new = told["text"].encode()
        assert told["undone"].encode() == old, path
        assert told["seen"] == told["typed"], path
        said = meaning(outline(path, new))
        changed = {way: at(said, json.loads(way)) for way in told["typed"]}
        assert changed == told["typed"], path
        assert (comments(old) or Counter()) == comments(new), path
        # Each text that a form shows: all but the kind of the file, and the keys themselves.
        texts = sum(token.kind.name == "VALUE" for token in outline(path, old).tokens)
        assert len(told["typed"]) == texts - 1, path


def test_typing_is_checked_at_once_and_written_when_asked(seen: Any) -> None:
    typing = seen["typing"]
    assert typing["sum"] == "合计 89.4 万元"
    assert (typing["isFolded"], typing["isUnwritten"]) == (True, True)
    assert "金额「3万」写法不对" in typing["told"]
    assert typing["jumped"] == typing["way"]
    assert differences(typing["before"], typing["saved"]) == ["-      金额: 21.85", "+      金额: 30"]
    assert typing["undone"] == typing["before"]


def test_fields_and_places_on_the_page_lead_to_each_other(seen: Any) -> None:
    both = seen["both"]
    assert set(both["marked"]) == {"5元/人"}
    assert both["isSeen"]


def test_rows_are_pasted_moved_and_removed(seen: Any) -> None:
    rows = seen["rows"]
    changes = differences(rows["before"], rows["saved"])
    assert [line.strip("+ -") for line in changes if line.startswith("+")] == [
        *("名称: 甲", "金额: 1.5"),
        *("名称: 丙", "金额: 3", "类别: 培训"),
        *("名称: 乙", "金额: 2.5", "类别: 两行 一格"),
    ]
    assert sum(line.startswith("-") for line in changes) == 9
    assert rows["undone"] == rows["before"]
    assert rows["widths"][0] == 1280 > 2 * rows["widths"][1]


def test_the_file_and_the_form_at_once(seen: Any) -> None:
    meanwhile = seen["meanwhile"]
    assert meanwhile["followed"] == "81 %"
    assert meanwhile["cells"] == ["数据 · 参保率", "98 %", "97 %"]
    assert (meanwhile["isHeld"], meanwhile["kept"], meanwhile["isMerged"]) == (True, True, True)


def test_mistakes_are_mended_where_they_stand(seen: Any) -> None:
    mistakes = seen["mistakes"]
    assert mistakes["readable"] == 1
    assert any("全角冒号" in line and "第 13 行" in line for line in mistakes["lines"])
    assert mistakes["isMended"]


def test_with_the_keyboard_only(seen: Any) -> None:
    keys = seen["keyboard"]
    assert keys["stops"] == ["form-button", '["项目名称"]']
    assert keys["asking"] == ["项目名称：城乡居民医疗保险工作经费甲 → 城乡居民医疗保险工作经费"]
    assert (keys["outline"], keys["stayed"]) == ("solid", '["项目名称"]')
    assert (keys["isSaved"], keys["isUndone"]) == (True, True)


def test_a_project_is_made_committed_and_removed(seen: Any, root: Path) -> None:
    fresh = seen["fresh"]
    assert "小写英文字母" in fresh["refused"]
    assert fresh["path"].endswith("/projects/02-equipment.yaml")
    assert "项目名称: 设备购置\n" in fresh["text"]
    # What asked for it goes; what asks for the next one stays.
    assert "\n\n项目基本概况: 买两台电脑。\n\n# 填：做什么。" in fresh["text"]
    assert fresh["top"] == 0
    assert "新的，未提交" in fresh["marks"]
    assert fresh["committed"].endswith("别的文件都提交过了。")
    assert (fresh["isRedone"], fresh["isPast"]) == (True, False)
    assert fresh["removing"] == "删去项目「设备购置」？"
    assert (fresh["isGone"], fresh["isBack"]) == (True, True)
    assert fresh["next"] == [OTHER, OTHER, True]
    assert (root / ".cache/versions").is_dir()


def test_nobody_leaves_unsaved_changes_without_being_asked(seen: Any) -> None:
    leaving = seen["leaving"]
    assert leaving["asked"] == "「城乡居民医疗保险工作经费」有没保存的改动"
    assert leaving["stayed"] == [KUNMING, KUNMING, "没有存的"]
    assert leaving["left"] == [OTHER, OTHER, True]
    assert leaving["empty"] == "先填「说明」。"


def test_an_amount_is_taken_apart_and_not_lost(seen: Any) -> None:
    leaving = seen["leaving"]
    assert (leaving["label"], leaving["unit"], leaving["mark"]) == ("金额", "元", "")
    assert leaving["moved"] == "12"
    assert leaving["held"] == ["这一项写了数，还没有写名称：写上名称再保存。", "refused"]
    assert "\n金额:\n  2101301 城乡医疗救助: 12\n" in leaving["saved"]


@pytest.mark.parametrize(("name", "width"), [("narrow", 360), ("wide", 1280)])
def test_it_fits_and_is_for_everyone(name: str, width: int, seen: Any) -> None:
    looks = seen["looks"][name]
    assert looks["wide"] == [width, width, 0]
    assert looks["rules"] > 20
    assert looks["violations"] == []
    assert looks["nameless"] == []
    # The choice of the file has its label, all others their help, values and problems too.
    assert looks["described"] == looks["controls"] - 1 > 200


def test_nothing_was_fetched_from_elsewhere_and_nothing_complained(seen: Any, filled: Any) -> None:
    # Chromium tells of what was refused, as it had to be: the stale file, and the name that is none.
    refusals = [f"server responded with a status of {status}" for status in ("409", "422")]
    for run in (seen, filled):
        others = [one for one in run["complaints"] if not any(refusal in one for refusal in refusals)]
        assert (run["asked"], others) == ([], [])
