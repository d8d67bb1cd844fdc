"""Moves, new orders, other quoting and renamed files alone are no change; what can't be read is no answer."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest

from generator.review import run
from tests import samples
from tests.review.test_history import commit
from tests.rules.harness import split

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CONTENT = {f"content/{path}": data.decode() for path, data in samples.snapshot(samples.ROOT / "content").items()}


def write(root: Path, files: dict[str, str]) -> Path:
    samples.write(root, files)
    (root / "templates").symlink_to(samples.ROOT / "templates")
    return root


def shuffled(text: str, chance: random.Random) -> str:
    """Return a file with its top-level blocks in another order, other quotes and another way to write amounts."""
    blocks = list(split(text).values())
    chance.shuffle(blocks)
    text = "".join(block if block.endswith("\n") else f"{block}\n" for block in blocks)
    text = re.sub(r"(?m)^(\s*金额: \d+)$", r"\1.00", text)
    return re.sub(r"(?m)^((?:\s*- )?\s*名称: )([^'\"#\n$]+)$", r"\1'\2'", text)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_forms_are_no_change(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same shuffles each time
    after = {}
    for number, (path, text) in enumerate(CONTENT.items()):
        moved = re.sub(r"projects/(\d+)-", rf"projects/\1-renamed{number}-", path)
        after[moved] = shuffled(text, chance)
    review = run.diff(write(tmp_path / "new", after), str(write(tmp_path / "old", CONTENT)))
    assert review.changes == ()
    assert review.effects == ()
    assert (review.failing, review.passing) == ((), ())
    assert review.is_empty


def test_items_are_compared_by_name_not_by_position(tmp_path: Path) -> None:
    path = "content/shi/danwei/2024/projects/01-a.yaml"
    base = {samples.DEPARTMENT_FILE: samples.DEPARTMENT, path: samples.PROJECT}
    items = samples.PROJECT.split("  明细:\n")[1].split("\n\n")[0]
    first, second = items.split("    - 名称: 业务培训")
    swapped = samples.changed(samples.PROJECT, items, f"    - 名称: 业务培训{second}\n{first.rstrip()}")
    review = run.diff(write(tmp_path / "new", base | {path: swapped}), str(write(tmp_path / "old", base)))
    assert review.changes == ()
    assert review.effects, "the order of the list is printed"


def test_a_renamed_item_is_told_with_both_names(tmp_path: Path) -> None:
    path = samples.PROJECT_FILE
    base = {samples.DEPARTMENT_FILE: samples.DEPARTMENT, path: samples.PROJECT}
    renamed = samples.changed(samples.PROJECT, "名称: 资料印制", "名称: 宣传资料印制")
    review = run.diff(write(tmp_path / "new", base | {path: renamed}), str(write(tmp_path / "old", base)))
    (change,) = review.changes
    assert (change.kind.value, change.old, change.new) == ("改名", "资料印制", "宣传资料印制")


def test_a_lowered_target_is_marked(tmp_path: Path) -> None:
    base = {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT}
    lowered = samples.changed(samples.PROJECT, "指标值: 4\n", "指标值: 3\n")
    raised = samples.changed(samples.PROJECT, "指标值: 4\n", "指标值: 5\n")
    for number, (text, weaker) in enumerate(((lowered, True), (raised, False))):
        old, new = tmp_path / f"old{number}", tmp_path / f"new{number}"
        (change,) = run.diff(write(new, base | {samples.PROJECT_FILE: text}), str(write(old, base))).changes
        assert change.weaker is weaker


@pytest.mark.parametrize("broken", ["old", "new"])
def test_what_cannot_be_read_is_no_answer(broken: str, tmp_path: Path, command: Callable[..., samples.Run]) -> None:
    sound = {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT}
    wrong = sound | {samples.PROJECT_FILE: samples.PROJECT.replace("金额: 3000", "金额: １２")}
    for side in ("old", "new"):
        write(tmp_path / side, wrong if side == broken else sound | {"content/README.md": side})
    review = run.diff(tmp_path / "new", str(tmp_path / "old"))
    assert review.problem
    assert review.problem.message.startswith(f"无法比较：{'旧' if broken == 'old' else '新'}版本读不出")
    assert not review.is_empty
    done = command(tmp_path / "new", "diff", str(tmp_path / "old"))
    assert done.code == 2
    assert "无法比较" in done.err
    said = done.out.splitlines()
    assert said[0].startswith("无法比较")
    # What can be told without reading it is told.
    named = {line.split()[-1] for line in said if line.startswith("文件  ")}
    assert named == {"content/README.md", samples.PROJECT_FILE}


def test_git_revisions(tmp_path: Path, command: Callable[..., samples.Run]) -> None:
    root = tmp_path / "repo"
    samples.write(root, {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT})
    samples.copy_templates(root)

    commit(root, "one", "2024-01-05")
    assert command(root, "diff").out.strip() == "无变更"
    changed = samples.changed(samples.PROJECT, "金额: 3000", "金额: 3500")
    (root / samples.PROJECT_FILE).write_text(changed, encoding="utf-8")
    said = command(root, "diff", "HEAD").out
    assert "总额  某县医疗保障局2024年 医保宣传经费  0.5 → 0.55 万元（+0.05，+10.0%）" in said
    assert f"{samples.PROJECT_FILE}:" in said
    unknown = command(root, "diff", "no-such-revision")
    assert unknown.code == 2
    assert "没有叫「no-such-revision」的版本或文件夹" in unknown.err
