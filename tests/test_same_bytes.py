"""The same commit gives the same bytes, wherever and by whomever it is built."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest
from fontTools.ttLib import TTFont

from tests import samples
from tests.conftest import real_repository

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

ONE = "content/yunnan/chenggong-medical-security"
HERE = {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "1"}
THERE = {"LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai", "PYTHONHASHSEED": "2", "SOURCE_DATE_EPOCH": "1000000000"}


def impostor(home: Path) -> None:
    """Install a font of another look under the name of the repository's."""
    fonts = samples.ROOT / "templates/common/fonts"
    with TTFont(fonts / "Hei.ttf") as font, TTFont(fonts / "FangSong.ttf") as own:
        font["name"] = own["name"]
        (home / ".fonts").mkdir(parents=True)
        font.save(home / ".fonts/FangSong.ttf")


def test_two_clones_give_the_same_bytes(tmp_path: Path) -> None:
    first = real_repository(tmp_path / "one")
    second = real_repository(tmp_path / "别处" / "a b")
    impostor(tmp_path / "home")
    one = samples.shenbao(first, "build", umask=0o022, environment=HERE)
    two = samples.shenbao(second, "build", umask=0o077, environment=THERE | {"HOME": str(tmp_path / "home")})
    assert (one.code, one.err) == (two.code, two.err) == (0, "")
    assert one.out == two.out
    built = samples.snapshot(first / "build")
    assert {path.rpartition(".")[2] for path in built} == {"docx", "html", "json", "pdf", "xlsx"}
    assert samples.snapshot(second / "build") == built
    modes = {stat.S_IMODE(file.stat().st_mode) for file in (second / "build").rglob("*") if file.is_file()}
    assert modes == {0o644}


def test_a_build_after_another_gives_what_one_build_gives(tmp_path: Path) -> None:
    root = real_repository(tmp_path / "repo")
    for kind in ("html", "docx", "pdf"):
        assert samples.shenbao(root, "build", "--format", kind, ONE).code == 0
    step_by_step = samples.snapshot(root / "build")
    assert samples.shenbao(root, "build", "--out", "other", ONE).code == 0
    assert samples.snapshot(root / "other") == step_by_step
