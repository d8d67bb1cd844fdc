"""States of an older form: reviews carry them over in memory, and say so."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from generator import editing
from generator.model.review import Aspect
from generator.review import history, run
from generator.review.versions.named import version
from tests import samples
from tests.bring.test_upgrade import OLD_SMALL, older
from tests.review.test_history import commit, git
from tests.rules import budget

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., samples.Run]

PACK = "templates/chongqing-2024/pack.yaml"
CARRIED = "旧版本有 4 个文件是旧写法，先在内存里按 shenbao upgrade 改写再比较；旧版本的行号是改写后的行号"
REPLACED = "旧版本的模板包 chongqing-2024 是旧写法，改用新版本的同名模板包来印；旧模板自己印出的文字没有比较"
# What packs of the first form said instead of 文书.
OLD_PACK = "文种: 模板包\n名称: 重庆市部门预算（2024年）\n适用文种: 部门预算\n文字模板: statement.jinja\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository whose content is of the first form, as a commit."""
    root = tmp_path / "repo"
    old = OLD_SMALL | {"accounts.yaml": budget.FILES["accounts.yaml"]}
    samples.write(root, {f"{budget.FOLDER}/{name}": text for name, text in old.items()})
    samples.copy_templates(root)
    commit(root, "旧写法", "2024-01-05")
    return root


@pytest.fixture
def upgraded(repository: Path) -> Path:
    """Return the repository after a second commit, of what `upgrade` made of it."""
    assert len(editing.upgrade(repository).changed) == 4
    commit(repository, "改写", "2024-02-06")
    return repository


def amount(root: Path, old: str, new: str) -> None:
    file = root / budget.FOLDER / "projects/01-publicity.yaml"
    file.write_text(samples.changed(file.read_text(encoding="utf-8"), old, new), encoding="utf-8")


def test_the_commit_that_carried_over_changed_nothing(upgraded: Path, command: Command) -> None:
    files = ["budget.yaml", "department.yaml", "projects/01-publicity.yaml", "projects/02-training.yaml"]
    found = command(upgraded, "diff", "HEAD~1", "HEAD")
    assert found.code == 0
    assert found.out.splitlines() == [
        "文字和数字没有变化",
        f"写法  {CARRIED}",
        "",
        "全部变化：",
        *(f"文件  ~ 写法  {budget.FOLDER}/{name}" for name in files),
    ]
    told = json.loads(command(upgraded, "diff", "HEAD~1", "HEAD", "--format", "json").out)
    assert (told["verdict"], told["notes"], len(told["files"])) == ("文字和数字没有变化", [CARRIED], 4)
    page = command(upgraded, "diff", "HEAD~1", "HEAD", "--format", "html").out
    assert f"<p>{CARRIED}。</p>" in page


def test_packs_that_declare_what_the_program_knew_changed_nothing(repository: Path, command: Command) -> None:
    editing.upgrade(repository)
    commit(repository, "改写", "2024-02-06")
    new = (repository / PACK).read_text(encoding="utf-8")
    samples.write(repository, {PACK: older("chongqing-2024")})
    commit(repository, "程序认识的字段", "2024-02-07")
    samples.write(repository, {PACK: new})
    commit(repository, "模板包的字段", "2024-02-08")
    found = command(repository, "diff", "HEAD~1", "HEAD")
    assert found.out.splitlines()[:2] == [
        "内容和正文没有变化；模板里另有文字或页眉页脚不同",
        f"写法  {CARRIED.replace('4 个', '1 个')}",
    ]
    steps = [step for step in history.history(repository, "01-publicity") if "附件十." in step.place]
    assert {step.subject for step in steps} <= {"旧写法"}
    amount(repository, "本级安排: 20", "本级安排: 26")
    commit(repository, "多了 6 万元", "2024-03-07")
    steps = [
        s
        for s in history.history(repository, "2101599")
        if s.place.endswith("附件七.2101599-其他医疗保障管理事务支出.总计")
    ]
    assert [(step.subject, step.old, step.new) for step in steps] == [
        ("旧写法", "", "30.00"),
        ("多了 6 万元", "30.00", "36.00"),
    ]


def test_what_changed_beside_the_form_is_told(repository: Path) -> None:
    amount(repository, "本级安排: 20", "本级安排: 25")
    editing.upgrade(repository)
    commit(repository, "改写，多了 5 万元", "2024-02-06")
    found = run.diff(repository, "HEAD~1", "HEAD")
    assert [(total.old, total.new) for total in found.totals] == [(Decimal(1300000), Decimal(1350000))]
    assert not found.is_empty
    assert found.touches(Aspect.WORDS)
    # The other way round, the older state is the new one.
    back = run.diff(repository, "HEAD", "HEAD~1")
    assert [(total.old, total.new) for total in back.totals] == [(Decimal(1350000), Decimal(1300000))]
    assert back.notes[0].startswith("新版本有 4 个文件是旧写法")


def test_two_states_of_the_older_form_are_compared(repository: Path) -> None:
    amount(repository, "本级安排: 20", "本级安排: 25")
    commit(repository, "多了 5 万元", "2024-02-06")
    found = run.diff(repository, "HEAD~1", "HEAD")
    assert [(total.old, total.new) for total in found.totals] == [(Decimal(1300000), Decimal(1350000))]
    assert len(found.notes) == 2


def test_packs_of_the_older_form_print_by_those_of_the_other_side(repository: Path) -> None:
    new = (repository / PACK).read_text(encoding="utf-8")
    samples.write(repository, {PACK: OLD_PACK, "templates/common/declaration.jinja": "{% 旧的 %}"})
    commit(repository, "旧模板", "2024-02-06")
    editing.upgrade(repository)
    samples.write(repository, {PACK: new})
    commit(repository, "改写", "2024-03-07")
    found = run.diff(repository, "HEAD~1", "HEAD")
    assert found.problem is None
    assert found.is_empty
    assert found.notes == (CARRIED, REPLACED)
    assert PACK in [file.path for file in found.files]


def test_packs_that_stand_in_may_build_on_others(repository: Path) -> None:
    samples.write(repository, {PACK: OLD_PACK})
    commit(repository, "旧模板", "2024-02-06")
    editing.upgrade(repository)
    home = repository / "templates/chongqing-2024"
    home.rename(home.with_name("base-2024"))
    git(repository, "checkout", "HEAD~1", "--", "templates/chongqing-2024/pack.yaml")
    (home / "pack.yaml").replace(home.with_name("base-2024") / "pack.yaml")
    samples.write(repository, {PACK: "文种: 模板包\n名称: 重庆市部门预算（2024年）\n基于: base-2024\n"})
    git(repository, "add", "-A", "templates")
    commit(repository, "改写", "2024-03-07")
    found = run.diff(repository, "HEAD~1", "HEAD")
    assert found.problem is None
    assert found.is_empty
    assert found.notes == (CARRIED, REPLACED)


def test_a_pack_without_what_it_needs_is_no_older_one(upgraded: Path) -> None:
    text = (upgraded / PACK).read_text(encoding="utf-8")
    samples.write(upgraded, {PACK: text.replace("文书:", "文 书:", 1)})
    commit(upgraded, "写错", "2024-03-07")
    found = run.diff(upgraded, "HEAD~1", "HEAD")
    assert found.problem is not None
    assert found.notes == ()


def test_the_history_of_a_figure_reaches_behind_the_form(repository: Path) -> None:
    old_pack = (repository / PACK).read_text(encoding="utf-8")
    amount(repository, "本级安排: 20", "本级安排: 25")
    samples.write(repository, {PACK: OLD_PACK})
    commit(repository, "多了 5 万元", "2024-02-06")
    editing.upgrade(repository)
    samples.write(repository, {PACK: old_pack})
    commit(repository, "改写", "2024-03-07")
    amount(repository, "本级安排: 25", "本级安排: 26")
    commit(repository, "又多了 1 万元", "2024-04-08")
    steps = [
        step
        for step in history.history(repository, "2101599")
        if step.place.endswith("附件七.2101599-其他医疗保障管理事务支出.总计")
    ]
    assert [(step.subject, step.old, step.new) for step in steps] == [
        ("旧写法", "", "30.00"),
        ("多了 5 万元", "30.00", "35.00"),
        ("又多了 1 万元", "35.00", "36.00"),
    ]


def test_nothing_is_written_back(upgraded: Path) -> None:
    name = f"{budget.FOLDER}/budget.yaml"
    with version(upgraded, "HEAD~1") as state:
        placed = (state.folder([budget.FOLDER]) / name).read_bytes()
        assert placed == (upgraded / name).read_bytes()
        assert state.data(name) == OLD_SMALL["budget.yaml"].encode()
        assert name in state.carried
