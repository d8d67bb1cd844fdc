"""States of the repository are brought into folders of their own, on Windows and from odd commits too."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.review import states
from tests import samples
from tests.review.test_history import commit

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    Command = Callable[..., samples.Run]


def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repo"
    samples.write(root, {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT})
    samples.copy_templates(root)
    return root


def test_where_links_are_not_allowed_fonts_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(1314, "A required privilege is not held by the client")

    root = repository(tmp_path)
    (root / "templates/common/fonts").mkdir(exist_ok=True)
    commit(root, "建档", "2024-01-05")
    monkeypatch.setattr(Path, "symlink_to", refuse)
    into = states.unpack(root, "HEAD", tmp_path / "state")
    assert (into / "templates/common/fonts").is_dir()
    assert not (into / "templates/common/fonts").is_symlink()


def test_a_link_that_leads_outside_is_told(tmp_path: Path, command: Command) -> None:
    root = repository(tmp_path)
    (root / "content/link").symlink_to(tmp_path, target_is_directory=True)
    commit(root, "建档", "2024-01-05")
    run = command(root, "diff", "HEAD", "HEAD")
    assert run.code == 2
    assert "无法比较：版本「HEAD」里的「content/link」指向仓库外面" in run.err
