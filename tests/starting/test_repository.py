"""A county's own repository: content and packs; the program is a wheel that holds what all packs share."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from tests import samples
from tests.serve.test_preview import git

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.slow
YEAR = "content/sheng/water/2025"
BUILD = "import sys; sys.path.insert(0, '.ci'); import backend; print(backend.build_wheel(sys.argv[1]))"


def wheel(folder: Path) -> Path:
    """Build the wheel of the program."""
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(folder)], cwd=samples.ROOT, capture_output=True, check=True, encoding="utf-8"
    )
    return folder / done.stdout.split()[-1]


@pytest.fixture(scope="module")
def built_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return wheel(tmp_path_factory.mktemp("wheel") / "dist")


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory, built_wheel: Path) -> Path:
    """Return a county's repository, as the command writes it."""
    target = tmp_path_factory.mktemp("county") / "county"
    arguments = ["new", "repository", str(target), "--wheel", str(built_wheel), "--pack", "yunnan-budget-2024"]
    run = samples.shenbao(samples.ROOT, *arguments)
    assert (run.code, run.err) == (0, "")
    return target


@pytest.fixture(scope="module")
def installed(county: Path, built_wheel: Path) -> Path:
    """Return a folder with what the wheel installs: inside of the repository, as .venv is."""
    folder = county / ".venv/installed"
    with zipfile.ZipFile(built_wheel) as archive:
        archive.extractall(folder)
    return folder


def run(installed: Path, root: Path, *arguments: str) -> samples.Run:
    """Run the installed program, and nothing of this repository."""
    environment = os.environ | {"PYTHONPATH": str(installed)}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "generator", *arguments],
        cwd=root,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    return samples.Run(done.returncode, done.stdout, done.stderr)


def test_the_same_program_is_the_same_wheel(built_wheel: Path, tmp_path: Path) -> None:
    assert wheel(tmp_path / "again").read_bytes() == built_wheel.read_bytes()
    with zipfile.ZipFile(built_wheel) as archive:
        shared = {name.partition("shared/common/")[2] for name in archive.namelist() if "/shared/common/" in name}
    common = samples.ROOT / "templates/common"
    assert shared == {file.relative_to(common).as_posix() for file in common.rglob("*") if file.is_file()}


def test_documents_are_made_of_packs_and_the_wheel_alone(county: Path, installed: Path) -> None:
    assert not (county / "templates/common").exists()
    assert {path.name for path in (county / "templates").iterdir()} == {"yunnan-2024", "yunnan-budget-2024"}
    begun = run(installed, county, "new", "department", YEAR, "--pack", "yunnan-2024", "--set", "部门名称=某县水务局")
    assert (begun.code, begun.err) == (0, "")
    samples.write(county, {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT})
    made = run(installed, county, "build", samples.FOLDER)
    assert (made.code, made.err) == (0, "")
    suffixes = {Path(path).suffix for path in samples.snapshot(county / "build/danwei")}
    assert suffixes == {".docx", ".html", ".pdf"}
    assert run(installed, county, "verify").code == 0
    assert "没有变化，不必重做" in run(installed, county, "build", samples.FOLDER).out
    git(county, "init", "-q")
    git(county, "add", "-A")
    git(county, "commit", "-qm", "一")
    assert run(installed, county, "build", samples.FOLDER, "--force").code == 0
    proved = run(installed, county, "verify", "--rebuild")
    assert (proved.code, proved.err) == (0, ""), proved


def test_the_lock_holds_the_wheel_to_its_hash(county: Path, built_wheel: Path) -> None:
    last = (county / "requirements.lock").read_text("utf-8").splitlines()[-2:]
    digest = hashlib.sha256(built_wheel.read_bytes()).hexdigest()
    assert last == [f"./wheels/{built_wheel.name} \\", f"    --hash=sha256:{digest}"]
    own = county.parent / "own.lock"
    for data, code in (("\n".join(last), 0), ("\n".join(last).replace(digest[:8], "0" * 8), 1)):
        own.write_text(data + "\n", encoding="utf-8")
        pip = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--no-deps", "--no-index"]
        done = subprocess.run(
            [*pip, "--require-hashes", "-r", str(own)], cwd=county, capture_output=True, check=False, encoding="utf-8"
        )
        assert done.returncode == code, done.stderr


def test_the_forge_asks_for_nothing_that_is_not_there(county: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (county / "Makefile").read_text("utf-8"), re.MULTILINE))
    pipeline = yaml.safe_load((county / ".gitlab-ci.yml").read_text("utf-8"))
    assert [name for name, job in pipeline.items() if "script" in job and name != "default"] == ["申报文档"]
    texts = [file.read_text("utf-8") for file in (county / ".github/workflows").iterdir()]
    for text in (*texts, (county / ".gitlab-ci.yml").read_text("utf-8")):
        assert set(re.findall(r"\bmake ([a-z-]+)", text)) - targets - {"python"} == set()
        assert {path for path in re.findall(r"bash (\S+)", text) if not (county / path).exists()} == set()
    schema = (county / ".vscode/schemas/project.schema.json").read_text("utf-8")
    assert "项目级次" in schema
    assert "业务主管部门" not in schema


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["../county", "--wheel", "dist/none.whl"], "不是程序的安装包：先运行 make wheel"),
        (["county", "--wheel", "{wheel}"], "在这个仓库里"),
        (["../repo", "--wheel", "{wheel}"], "要写一个还没有的文件夹"),
        (["../no/county", "--wheel", "{wheel}"], "要写一个还没有的文件夹"),
    ],
)
def test_what_cannot_be_is_told(
    arguments: list[str], said: str, repo: Path, built_wheel: Path, command: Callable[..., samples.Run]
) -> None:
    before = sorted(repo.parent.rglob("*"))
    given = [argument.format(wheel=built_wheel) for argument in arguments]
    refused = command(repo, "new", "repository", *given, "--pack", "yunnan-2024")
    assert (refused.code, said in refused.err) == (2, True), refused
    assert sorted(repo.parent.rglob("*")) == before
