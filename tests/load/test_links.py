"""What lies in content/ is looked at before it is read: links, devices, folders in the place of files."""

from __future__ import annotations

import errno
import os
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator import pipeline
from tests import samples

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., samples.Run]
    Harm = Callable[[Path, Path, pytest.MonkeyPatch], None]

WORDS = "密钥: AKIA-0123456789-NOT-FOR-THE-LOG"
OTHER = "content/shi/erwei/2024"
OTHER_PROJECT = f"{OTHER}/projects/01-publicity.yaml"
PROJECTS = f"{samples.FOLDER}/projects"
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def away(root: Path, place: str) -> Path:
    """Move what stands at a place out of the content."""
    (root / place).rename(root / "moved")
    return root / place


def link(place: str, target: str, root: Path, secret: Path, _: pytest.MonkeyPatch) -> None:
    away(root, place).symlink_to(target.format(secret=secret, folder=secret.parent))


def folder(place: str, root: Path, *_: object) -> None:
    away(root, place).mkdir()


def pipe(root: Path, *_: object) -> None:
    os.mkfifo(away(root, samples.PROJECT_FILE))


def link_to_a_pipe(root: Path, *_: object) -> None:
    os.mkfifo(root / OTHER / "pipe")
    away(root, samples.PROJECT_FILE).symlink_to(root / OTHER / "pipe")


def huge(root: Path, *_: object) -> None:
    with (root / samples.PROJECT_FILE).open("wb") as file:
        file.truncate(1 << 34)


def refused(place: str, number: int, root: Path, _: Path, patch: pytest.MonkeyPatch) -> None:
    """Let the system refuse to open a file or folder: whoever runs the tests may read everything."""

    def refusing(function: Callable[..., Any], path: object, *rest: Any) -> Any:
        if isinstance(path, str | Path) and Path(path) == root / place:
            raise OSError(number, os.strerror(number), str(path))
        return function(path, *rest)

    patch.setattr(os, "open", partial(refusing, os.open))
    patch.setattr(os, "scandir", partial(refusing, os.scandir))


# What is done to the department, where it has to be told, and by which code.
HARMS: dict[str, tuple[Harm, str, str]] = {
    "a project is a link outside": (partial(link, samples.PROJECT_FILE, "{secret}"), samples.PROJECT_FILE, "WJ-012"),
    "a department's file is a link outside": (
        partial(link, samples.DEPARTMENT_FILE, "{secret}"),
        samples.DEPARTMENT_FILE,
        "WJ-012",
    ),
    "a link to git's own files": (
        partial(link, samples.PROJECT_FILE, "../../../../../.git/config"),
        samples.PROJECT_FILE,
        "WJ-012",
    ),
    "a link to an endless device": (partial(link, samples.PROJECT_FILE, "/dev/zero"), samples.PROJECT_FILE, "WJ-012"),
    "a link that leads nowhere": (partial(link, samples.PROJECT_FILE, "gone.yaml"), samples.PROJECT_FILE, "WJ-012"),
    "a link to itself": (
        partial(link, samples.PROJECT_FILE, Path(samples.PROJECT_FILE).name),
        samples.PROJECT_FILE,
        "WJ-012",
    ),
    "projects is a link outside": (partial(link, PROJECTS, "{folder}"), PROJECTS, "WJ-012"),
    "projects is a link inside": (partial(link, PROJECTS, "../../erwei/2024/projects"), PROJECTS, "WJ-012"),
    "a year is a link to another": (partial(link, samples.FOLDER, "../erwei/2024"), samples.FOLDER, "WJ-012"),
    "a project is a folder": (partial(folder, samples.PROJECT_FILE), samples.PROJECT_FILE, "WJ-013"),
    "a department's file is a folder": (partial(folder, samples.DEPARTMENT_FILE), samples.DEPARTMENT_FILE, "WJ-013"),
    "a pipe": (pipe, samples.PROJECT_FILE, "WJ-013"),
    "a link to a pipe": (link_to_a_pipe, samples.PROJECT_FILE, "WJ-013"),
    "a file of 16 GB": (huge, samples.PROJECT_FILE, "WJ-001"),
    "a file that nobody may read": (
        partial(refused, samples.PROJECT_FILE, errno.EACCES),
        samples.PROJECT_FILE,
        "WJ-014",
    ),
    "a file on a broken disk": (partial(refused, samples.PROJECT_FILE, errno.EIO), samples.PROJECT_FILE, "WJ-014"),
    "a folder that nobody may look into": (partial(refused, PROJECTS, errno.EACCES), PROJECTS, "WJ-014"),
}


@pytest.fixture
def root(one_project: Callable[..., Path]) -> Path:
    """Return a repository with two sound departments."""
    folder = one_project()
    samples.write(folder, {f"{OTHER}/department.yaml": samples.DEPARTMENT, OTHER_PROJECT: samples.PROJECT})
    return folder


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """Return a file outside of the repository."""
    samples.write(tmp_path / "outside", {"secret.env": WORDS})
    return tmp_path / "outside/secret.env"


@pytest.mark.parametrize("name", HARMS)
def test_what_is_no_ordinary_file_of_the_content_is_told_and_not_read(
    name: str, root: Path, secret: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    harm, place, code = HARMS[name]
    harm(root, secret, monkeypatch)
    result = pipeline.check(root)
    told = [finding for finding in result.findings if finding.position and finding.position.path == place]
    assert [(finding.code, finding.is_error) for finding in told] == [(code, True)]
    assert CHINESE.search(told[0].message)
    assert told[0].hint
    assert [document.source for document, _ in result.documents] == [OTHER_PROJECT]
    # Nothing else is wrong but what lacks the file: a project without its department isn't read.
    others = {str(finding.position) for finding in result.findings if finding not in told}
    lacking = {f"{samples.PROJECT_FILE}:1:1"} if place == samples.DEPARTMENT_FILE else set()
    assert others <= {f"{OTHER}/pipe:1:1", *lacking}
    for arguments in (["check"], ["check", "--fix"], ["fmt"], ["build", "-f", "html"]):
        run = command(root, *arguments)
        assert "AKIA" not in run.out + run.err
        assert "程序自身出错" not in run.err, run.err
        is_file = (root / place).is_file() or not (root / place).is_dir()
        assert run.code == (0 if arguments == ["fmt"] and not is_file else 1)
    assert secret.read_text(encoding="utf-8") == WORDS
    assert "AKIA" not in "".join(data.decode() for data in samples.snapshot(root / "build").values())


def test_a_link_that_stays_in_the_content_is_read(root: Path) -> None:
    (root / samples.PROJECT_FILE).unlink()
    (root / samples.PROJECT_FILE).symlink_to("../../../erwei/2024/projects/01-publicity.yaml")
    result = pipeline.check(root)
    assert (result.findings, len(result.documents)) == ([], 2)


def test_content_itself_may_not_lie_elsewhere(root: Path, tmp_path: Path) -> None:
    (root / "content").rename(tmp_path / "elsewhere")
    (root / "content").symlink_to(tmp_path / "elsewhere")
    (finding,) = pipeline.check(root).findings
    assert (finding.code, str(finding.position)) == ("WJ-012", "content:1:1")


def test_a_broken_chart_of_accounts_is_not_taken_for_absent(repo: Path) -> None:
    chart = repo / "content/accounts.yaml"
    chart.unlink()
    chart.symlink_to("gone.yaml")
    result = pipeline.check(repo, [repo / "content/chongqing"])
    assert {finding.code for finding in result.findings if finding.is_error} == {"WJ-012"}
    assert not [document for document, _ in result.documents if document.source.endswith("budget.yaml")]
