"""What a command said is said again only while nothing that decides it has changed, and then to the byte."""

from __future__ import annotations

import functools
import json
import os
import random
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from generator.cli import main
from generator.unchanged import run, traits
from tests import samples

if TYPE_CHECKING:
    from pathlib import Path

# A finding of each severity, so that there is something to say.
PROJECT = samples.PROJECT + "\n未知字段: 一\n"
FORMATS = ("text", "json", "sarif", "gitlab", "github", "markdown")


CACHE = type(functools.cache(ascii))


def forget() -> None:
    """Empty the caches of the program: each run of a person is a process of its own."""
    modules = [module for name, module in sys.modules.items() if name.startswith("generator.")]
    for thing in [value for module in modules for value in vars(module).values() if type(value) is CACHE]:
        thing.cache_clear()


class Commands:
    """Runs commands in this process, as `main` does, and tells which were answered."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.patch, self.capsys = monkeypatch, capsys
        self.answered = False
        self.begin = run.begin
        answer = run.Run.answer

        def watched(asked: run.Run) -> tuple[str, int] | None:
            found = answer(asked)
            self.answered = found is not None
            return found

        monkeypatch.setattr(run.Run, "answer", watched)
        monkeypatch.delenv("CI", raising=False)

    def __call__(self, root: Path, *arguments: str, whole: bool = False) -> samples.Run:
        """Run a command; `whole` keeps it from looking at the last run."""
        forget()
        self.answered = False
        self.patch.chdir(root)
        self.patch.setattr("sys.argv", ["shenbao", *arguments])
        self.patch.setattr(main, "begin", (lambda *_: None) if whole else self.begin)
        with pytest.raises(SystemExit) as done:
            main.run()
        said = self.capsys.readouterr()
        return samples.Run(int(str(done.value.code)), said.out, said.err)


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(monkeypatch, capsys)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a committed repository with its own templates, and a program of its own to be watched."""
    root = tmp_path / "repo"
    samples.write(root, {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT})
    samples.copy_templates(root)
    samples.own_fonts(root)
    (root / "requirements.lock").write_text("one==1\n")
    (root / ".gitignore").write_text("/build/\n/.cache/\n/program/\n")
    program = tmp_path / "program"
    samples.write(program, {"one.py": "x = 1\n", "folder/two.py": "y = 2\n", "__pycache__/one.pyc": "z"})
    monkeypatch.setattr(traits, "PROGRAM", program)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    commit(root)
    return root


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True)  # noqa: S607 - as people do


def commit(root: Path) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.com")
    git(root, *who, "commit", "-q", "--allow-empty", "-m", "one")


def tree(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def records(root: Path) -> list[Path]:
    return sorted((root / ".cache/runs").glob("*.json"))


def test_build_is_answered_as_it_would_run(root: Path, commands: Commands) -> None:
    made = commands(root, "build", "-f", "html")
    assert (made.code, commands.answered) == (0, False)
    told = commands(root, "build", "-f", "html")
    assert commands.answered
    assert told == commands(root, "build", "-f", "html", whole=True)
    assert "没有变化，不必重做" in told.out


@pytest.mark.parametrize("form", FORMATS)
def test_check_is_answered_in_every_format(root: Path, commands: Commands, form: str) -> None:
    samples.write(root, {samples.PROJECT_FILE: PROJECT})
    first = commands(root, "check", "-f", form)
    told = commands(root, "check", "-f", form)
    assert commands.answered
    assert told == first == commands(root, "check", "-f", form, whole=True)
    assert told.code == 1
    assert "未知字段" in told.out or "\\u" in told.out


def test_colours_of_a_terminal_are_said_again(root: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    samples.write(root, {samples.PROJECT_FILE: PROJECT})
    plain = commands(root, "check")
    monkeypatch.setenv("FORCE_COLOR", "1")
    first = commands(root, "check")
    assert not commands.answered
    assert "\x1b[" in first.out
    assert first.out != plain.out
    assert commands(root, "check") == first
    assert commands.answered


def test_force_runs_it_all(root: Path, commands: Commands) -> None:
    first = commands(root, "build", "-f", "html")
    before = tree(root / "build")
    again = commands(root, "build", "-f", "html", "--force")
    assert not commands.answered
    assert again == first
    assert "写出" in again.out
    assert tree(root / "build") == before
    commands(root, "build", "-f", "html")
    assert commands.answered
    commands(root, "check")
    commands(root, "check", "--force")
    assert not commands.answered


def test_force_makes_what_is_current(root: Path, commands: Commands) -> None:
    commands(root, "build", "-f", "html")
    [page] = (root / "build").glob("*/*/*.html")
    number = page.stat().st_ino
    commands(root, "build", "-f", "html", "--force")
    assert page.stat().st_ino != number


@pytest.mark.parametrize(
    "arguments",
    [("build", "-f", "html", "--draft"), ("check", "--fix"), ("check", "content/none"), ("build", "--out", "content")],
)
def test_what_acts_or_fails_is_never_answered(root: Path, commands: Commands, arguments: tuple[str, ...]) -> None:
    for _ in range(3):
        commands(root, *arguments)
        assert not commands.answered


def test_no_forge_is_answered(root: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    commands(root, "check")
    monkeypatch.setenv("CI", "true")
    commands(root, "check")
    assert not commands.answered


def test_what_a_branch_brings_is_not_believed(root: Path, commands: Commands) -> None:
    # The same record in the cache of another clone, at the same place, as a checkout would write it.
    commands(root, "check")
    [record] = records(root)
    kept = record.read_bytes()
    shutil.rmtree(root / ".cache")
    samples.write(root, {f".cache/runs/{record.name}": kept, ".cache/.gitignore": "*\n"})
    commands(root, "check")
    assert not commands.answered


def test_a_cache_that_leads_away_is_not_used(root: Path, commands: Commands, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (root / ".cache").symlink_to(elsewhere)
    for _ in range(2):
        commands(root, "check")
        assert not commands.answered
    assert not any(elsewhere.iterdir())


def test_what_changes_during_a_run_is_not_kept(root: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    keep = run.Run.keep

    def late(asked: run.Run, *given: object, **named: object) -> None:
        samples.write(root, {samples.PROJECT_FILE: PROJECT})
        keep(asked, *given, **named)  # type: ignore[arg-type]  # whatever it is given

    monkeypatch.setattr(run.Run, "keep", late)
    commands(root, "check")
    assert records(root) == []


def test_an_output_of_somebody_else_is_not_kept(
    root: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    outputs = traits.outputs

    def late(folder: Path) -> traits.Traits:
        for page in folder.glob("*/*/*.html"):
            page.write_text("anything")
        return outputs(folder)

    monkeypatch.setattr(traits, "outputs", late)
    commands(root, "build", "-f", "html")
    assert records(root) == []


def test_the_cache_stays_small(root: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "KEPT", 3)
    for width in range(80, 86):
        monkeypatch.setenv("COLUMNS", str(width))
        commands(root, "check")
    assert len(list((root / ".cache/runs").iterdir())) == 3
    monkeypatch.setattr(run, "LARGEST", 10)
    monkeypatch.setenv("COLUMNS", "99")
    commands(root, "check")
    commands(root, "check")
    assert not commands.answered


def test_pipes_and_circles_are_left_to_the_run(root: Path, commands: Commands) -> None:
    commands(root, "check")
    os.mkfifo(root / "content/pipe.yaml")
    commands(root, "check")
    assert not commands.answered
    (root / "content/pipe.yaml").unlink()
    (root / "content/circle").symlink_to(root / "content")
    commands(root, "check")
    assert not commands.answered


@pytest.mark.parametrize(
    "place", ["content/a.yaml", "content/a", "templates/a", "program", "requirements.lock", "build/a", "build"]
)
@pytest.mark.parametrize("kind", ["file", "folder"])
def test_no_link_is_followed(root: Path, tmp_path: Path, place: str, kind: str) -> None:
    """What a link leads to may lie outside of the repository, where a run reads nothing."""
    outside = tmp_path / kind
    samples.write(tmp_path, {"folder/secret.yaml": "a: 1\n", "file": "a: 1\n"})
    (root / place).unlink(missing_ok=True)
    (root / place).parent.mkdir(exist_ok=True)
    (root / place).symlink_to(outside)
    noted = traits.outputs if place.startswith("build") else traits.inputs
    with pytest.raises(traits.UnknowableError):
        noted(root / "build" if place.startswith("build") else root)


# Each edit returns whether a byte, a name, or what git knows, has changed.
Edit = "Callable[[Path, random.Random], bool]"


def some(root: Path, dice: random.Random, *patterns: str) -> Path:
    files = sorted({file for pattern in patterns for file in root.glob(pattern) if file.is_file()})
    return dice.choice(files)


def watched(root: Path, dice: random.Random) -> Path:
    """Return a file of content, templates or fonts, of the program, the lock or an output."""
    places = (
        ("content/**/*.yaml",),
        ("templates/**/*.html", "templates/**/*.yaml", "templates/**/*.css", "templates/**/*.txt"),
        ("templates/common/fonts/*",),
        ("../program/**/*.py",),
        ("requirements.lock",),
        ("build/**/*.html", "build/manifest.json"),
    )
    return some(root, dice, *dice.choice(places))


def touch(root: Path, dice: random.Random) -> bool:
    os.utime(watched(root, dice))
    return False


def write_same(root: Path, dice: random.Random) -> bool:
    file = watched(root, dice)
    data = file.read_bytes()
    file.unlink()
    file.write_bytes(data)
    return False


def change(root: Path, dice: random.Random) -> bool:
    file = watched(root, dice)
    data, times = file.read_bytes(), file.stat()
    file.unlink()
    file.write_bytes(data + (b"\n" if file.suffix != ".json" else b" "))
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    return True


def figure(root: Path, dice: random.Random) -> bool:
    file = root / samples.PROJECT_FILE
    text = file.read_text(encoding="utf-8") if file.is_file() else samples.PROJECT
    samples.write(root, {samples.PROJECT_FILE: text.replace("5 元/人", f"{dice.randint(6, 99)} 元/人") + "# \n"})
    return True


def delete(root: Path, dice: random.Random) -> bool:
    some(
        root, dice, "build/**/*.html", "../program/**/*.py", "templates/common/fonts/*.txt", "templates/*/*.jinja"
    ).unlink()
    return True


def rename(root: Path, dice: random.Random) -> bool:
    file = some(root, dice, "content/**/projects/*.yaml", "../program/**/*.py", "build/index.html")
    file.rename(file.with_name(f"{dice.randint(10, 99)}-{file.name[-12:]}"))
    return True


def empty_folder(root: Path, dice: random.Random) -> bool:
    (root / "content" / f"folder-{dice.random()}").mkdir()
    return True


def new_commit(root: Path, dice: random.Random) -> bool:
    if dice.random() < 0.5:
        git(root, "add", "-A", "content")
    commit(root)
    return True


def tear(root: Path, dice: random.Random) -> bool:
    for file in records(root):
        data = file.read_bytes()
        file.write_bytes(data[: dice.randrange(len(data))])
    return True


def falsify(root: Path, dice: random.Random) -> bool:
    for file in records(root):
        entry = json.loads(file.read_bytes())
        entry["said"] = f"别的 {dice.random()}\n"
        file.write_text(json.dumps(entry))
    return True


EDITS = (touch, write_same, change, change, figure, delete, rename, empty_folder, new_commit, tear, falsify)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_no_edit_gets_a_stale_answer(root: Path, commands: Commands, tmp_path: Path, seed: int) -> None:
    """Ten edits one after another; after each, what is said and made is what a run without memory says and makes."""
    dice = random.Random(seed)  # noqa: S311 - no secrets here
    arguments = ("build", "-f", "html")
    commands(root, *arguments)
    commands(root, *arguments)
    assert commands.answered
    for number in range(10):
        edit = dice.choice(EDITS)
        has_changed = edit(root, dice)
        copy = tmp_path / "copy" / "repo"
        shutil.copytree(root, copy, symlinks=True, ignore=shutil.ignore_patterns(".cache"))
        for option in (("check",), arguments):
            told = commands(root, *option)
            if option == arguments:
                assert commands.answered is not has_changed, (number, edit)
            assert told == commands(copy, *option, whole=True), (number, edit)
        assert tree(root / "build") == tree(copy / "build"), (number, edit)
        shutil.rmtree(copy.parent)
        commands(root, *arguments)  # A run that has something to tell once isn't kept: its second run is.
        commands(root, *arguments)
        assert commands.answered, (number, edit)
