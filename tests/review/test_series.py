"""States that are read one after another print what each of them prints alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator import editing
from generator.assemble import money, script
from generator.review import history
from generator.series import Series
from tests import samples
from tests.bring.test_upgrade import OLD_SMALL
from tests.review.test_history import commit, git
from tests.rules import budget

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pytest

PROJECT = f"{budget.FOLDER}/projects/01-publicity.yaml"
BUDGET, DEPARTMENT, ACCOUNTS = (f"{budget.FOLDER}/{name}.yaml" for name in ("budget", "department", "accounts"))
TEMPLATE, PACK = "templates/chongqing-2024/statement.jinja", "templates/chongqing-2024/pack.yaml"
# Changes that each make a state: content, names, templates, mistakes and their mending.
CHANGES = [
    (PROJECT, "    本级安排: 20", "    本级安排: 21"),
    (PROJECT, "    本级安排: 21", "    本级安排: 21.x"),
    (PROJECT, "    本级安排: 21.x", "    本级安排: 22"),
    (BUDGET, "负责本区医疗保障工作。", "负责本区的医疗保障工作。"),
    (BUDGET, "2101501 行政运行: 90", "2101501 行政运行: 90.5"),
    (ACCOUNTS, "其他医疗保障管理事务支出", "其他医疗保障事务支出"),
    (DEPARTMENT, "单位简称: 医保局（本级）", "单位简称: 医保局本级"),
    (TEMPLATE, "{% endblock %}", "{% endblock %}\n本行是后加的。\n"),
    (PACK, "宽: 24", "宽: 二十四"),
    (PACK, "宽: 二十四", "宽: 24"),
]


def test_what_is_kept_between_states_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "repo"
    old = OLD_SMALL | {"accounts.yaml": budget.FILES["accounts.yaml"]}
    samples.write(root, {f"{budget.FOLDER}/{name}": text for name, text in old.items()})
    samples.copy_templates(root)
    commit(root, "旧写法", "2024-01-05")
    assert editing.upgrade(root).changed
    commit(root, "改写", "2024-01-06")
    for path, before, after in CHANGES:
        text = (root / path).read_text(encoding="utf-8")
        assert before in text, (path, before)
        (root / path).write_text(text.replace(before, after, 1), encoding="utf-8")
        commit(root, f"{path} {after.strip()}", "2024-01-07")
    (root / PROJECT).rename(root / PROJECT.replace("01-", "03-"))
    git(root, "add", "-A")
    commit(root, "改名", "2024-01-08")
    together: list[Any] = []
    alone: list[Any] = []
    documents = Series.documents

    def both(series: Series, paths: Iterable[Path]) -> Any:
        paths = list(paths)
        together.append(documents(series, paths))
        for kept in (script._sandbox, money._digits):
            kept.cache_clear()
        alone.append(documents(Series(series._root), paths))
        return together[-1]

    monkeypatch.setattr(Series, "documents", both)
    assert list(history.history(root, "2101599"))
    # The old form as it stands, and two mistakes.
    assert [number for number, made in enumerate(together) if made is None] == [0, 4, 11]
    # The old form is read twice, and the last change leads back to a state that was read before.
    assert len(together) == len(CHANGES) + 3
    assert together == alone
    printed = ["\n".join(text.plain for text in made[0].leaves()) for made in together if made]
    assert len(set(printed)) >= len(printed) - 3  # widths and the name of a file print nothing
