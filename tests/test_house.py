"""What belongs to a well-kept repository: who made what is in it, how to take part, what a package and a hook give."""

from __future__ import annotations

import importlib.metadata
import os
import re
import shlex
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from fontTools.ttLib import TTFont

from generator.write.plan import program_files
from tests import samples
from tests.review.test_history import git
from tests.test_hygiene import texts, tracked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    OneProject = Callable[..., Path]

ROOT = samples.ROOT
THIRD_PARTY = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
# Made here: pictures of our own pages, our own templates, and files that are spoilt on purpose.
OURS = re.compile(
    r"docs/images/[a-z-]+\.png|templates/(?:[a-z-]+-\d{4}|common)/document\.docx|tests/corpus/[a-z0-9-]+\.yaml"
)
LICENCES = {"Fandol": "GPL", "Adobe": "OFL"}
# Put together from parts, so that this file does not contain what it looks for.
NOTICE = re.compile(
    "|".join([r"copy" + r"right (?:\(c\)|©|\d{4})", "licensed " + "under the", "SPDX-" + "License"]), re.IGNORECASE
)


def is_text(file: Path) -> bool:
    try:
        file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def rows() -> list[list[str]]:
    """Return the cells of all tables of THIRD_PARTY.md."""
    lines = [line for line in THIRD_PARTY.splitlines() if line.startswith("| ") and not line.startswith("| ---")]
    return [line.strip("| ").split(" | ") for line in lines]


def test_everything_that_is_not_ours_is_named() -> None:
    files = {file.relative_to(ROOT).as_posix(): file for file in tracked()}
    foreign = {path for path, file in files.items() if not is_text(file) and not OURS.fullmatch(path)}
    notices = {path for path, text in texts() if NOTICE.search(text)} - {"LICENSE", "THIRD_PARTY.md"}
    licences = {path for path in files if "/licences/" in path}
    assert notices
    assert notices <= licences, "a notice of somebody else's in a file that is taken for ours"
    named = {cells[0] for cells in rows()} | set(re.findall(r"\]\((templates/[^)]+)\)", THIRD_PARTY))
    assert foreign | licences == {path for path in named if path.startswith("templates/")}


@pytest.mark.parametrize("file", sorted((ROOT / "templates/common/fonts").glob("*.ttf")), ids=lambda file: file.stem)
def test_each_font_is_named_with_its_own_licence(file: Path) -> None:
    (row,) = [cells for cells in rows() if cells[0] == file.relative_to(ROOT).as_posix()]
    copyrights = str(TTFont(file)["name"].getDebugName(0))
    (holder,) = [name for name in LICENCES if name in copyrights]
    assert holder in row[3]
    assert set(re.findall(r"\d{4}", row[3])) <= set(re.findall(r"\d{4}", copyrights))
    assert LICENCES[holder] in row[4]
    (licence, *_) = re.findall(r"\]\(([^)]+)\)", row[4])
    words = {"GPL": "GNU GENERAL PUBLIC LICENSE", "OFL": "SIL Open Font License"}[LICENCES[holder]]
    assert words in (ROOT / licence).read_text(encoding="utf-8")
    assert ("字体例外" in row[4]) == ("special exception" in (ROOT / licence).read_text(encoding="utf-8"))


def licence_of(package: str) -> str:
    told = importlib.metadata.metadata(package)
    return " ".join(
        words for name in ("License-Expression", "License", "Classifier") for words in told.get_all(name) or []
    )


def test_each_library_is_named_with_its_licence() -> None:
    wanted = {re.split(r"[<>=!~ \[;]", one)[0] for one in PROJECT["project"]["dependencies"]}
    told = {cells[0]: cells[1] for cells in rows() if len(cells) == 2 and cells[0] != "软件"}
    assert set(told) == wanted
    for package, licences in told.items():
        for licence in licences.split("、"):
            assert licence.split()[0] in licence_of(package), (package, licence_of(package))


def lists(value: Any, name: str = "") -> Iterator[tuple[str, list[Any]]]:
    if isinstance(value, list):
        yield name, value
    for key, child in value.items() if isinstance(value, dict) else ():
        yield from lists(child, f"{name}.{key}")


def test_nothing_stands_twice_in_the_settings() -> None:
    found = dict(lists(PROJECT))
    assert {name: entries for name, entries in found.items() if len(entries) != len(set(map(str, entries)))} == {}
    filters = [entry.split(":")[1] for entry in found[".tool.pytest.ini_options.filterwarnings"] if ":" in entry]
    assert [(one, other) for one in filters for other in filters if one is not other and re.match(one, other)] == []
    ruff = PROJECT["tool"]["ruff"]["lint"]
    everywhere = set(ruff["ignore"])
    doubled = {name: everywhere & set(codes) for name, codes in ruff["per-file-ignores"].items()}
    assert doubled == {".ci/**": set(), "tests/**": set()}


def test_the_package_has_its_data_and_says_that_it_is_typed(tmp_path: Path) -> None:
    program = "import sys; from flit_core import buildapi; print(buildapi.build_wheel(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    )
    with zipfile.ZipFile(tmp_path / done.stdout.split()[-1]) as wheel:
        packed = {name for name in wheel.namelist() if name.startswith("generator/")}
    wanted = {f.relative_to(ROOT).as_posix() for f in tracked() if f.is_relative_to(ROOT / "generator")}
    assert "generator/py.typed" in packed
    assert wanted <= packed


def test_every_file_that_makes_documents_counts_as_program() -> None:
    """Otherwise a change of it would leave outputs as they are."""
    rooms = [ROOT / "generator" / room for room in ("assemble", "model", "render", "sandbox", "write")]
    files = {file for file in tracked() if any(file.is_relative_to(room) for room in rooms)}
    assert files - set(program_files()) == set()


def test_files_of_a_clone_are_the_bytes_that_git_holds() -> None:
    """Reviews compare bytes: where git changes line ends on the way, each clone would seem to have changed a file."""
    ends = [line.split("\t") for line in git(ROOT, "ls-files", "--eol").splitlines()]
    assert len(ends) > 500
    assert [file for told, file in ends if told.split()[0][2:] != told.split()[1][2:]] == []


def test_both_forges_ask_the_same_of_a_request() -> None:
    github = (ROOT / ".github/pull_request_template.md").read_text(encoding="utf-8")
    assert (ROOT / ".gitlab/merge_request_templates/Default.md").read_text(encoding="utf-8") == github
    reviewer = github.partition("## 审核的人")[2]
    for asked in ("总额", "依据", "目标", "豁免", "手机号", "模板", "程序", "附件"):
        assert re.search(rf"- \[ \] .*{asked}", reviewer), asked


def test_the_pages_for_people_name_nobody() -> None:
    for page in ("CONTRIBUTING.md", "SECURITY.md", "THIRD_PARTY.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        assert not re.search(r"\S+@\S+\.\w|1[3-9]\d{9}", text), page


def hook(name: str) -> dict[str, Any]:
    (found,) = [one for one in HOOKS if one["id"] == name]
    return dict(found)


def run(name: str, root: Path) -> samples.Run:
    """Run a hook as pre-commit does: its words, and the files that it asks for."""
    one = hook(name)
    program, *arguments = shlex.split(one["entry"])
    assert program in PROJECT["project"]["scripts"]
    found = sorted(Path(folder) / file for folder, _, files in os.walk(root / "content") for file in files)
    files = [file.relative_to(root).as_posix() for file in found]
    given = [path for path in files if re.search(one["files"], path)]
    assert given
    return samples.shenbao(root, *arguments, *(given if one.get("pass_filenames", True) else []))


def test_hooks_let_pass_what_is_right_and_stop_what_is_wrong(one_project: OneProject) -> None:
    root = one_project()
    samples.shenbao(root, "fmt")
    assert [(run(one["id"], root).code, one["language"]) for one in HOOKS] == [(0, "python")] * len(HOOKS)
    file = root / samples.PROJECT_FILE
    sound = file.read_text(encoding="utf-8")
    file.write_text(sound.replace("金额: 3000", "金额: 3,000"), encoding="utf-8")
    stopped = run("shenbao-check", root)
    assert stopped.code == 1
    assert "JE-001" in stopped.out
    untidy = sound.replace("金额单位: 元", "金额单位:   元")
    file.write_text(untidy, encoding="utf-8")
    assert run("shenbao-check", root).code == 0
    assert run("shenbao-fmt", root).code == 1
    assert file.read_text(encoding="utf-8") == untidy, "a hook changes nothing"


def test_the_page_shows_the_hooks_that_there_are() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    (repository,) = yaml.safe_load(block)["repos"]
    assert [one["id"] for one in repository["hooks"]] == [one["id"] for one in HOOKS]
    assert repository["rev"] == f"v{importlib.metadata.version('shenbao')}"
