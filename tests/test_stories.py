"""Hostile folders, as somebody may send them: nothing of them is run, nothing outside of them read or written."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests import samples
from tests.review.test_history import commit

if TYPE_CHECKING:
    from collections.abc import Callable

# Each run is a process of its own, watched.
pytestmark = pytest.mark.slow

WORDS = "密钥: AKIA-0123456789-NOT-FOR-THE-LOG"
# Runs the command, and writes down which files it opens or changes and which programs it starts.
WATCHED = """
import json, os, sys

LOG = os.open(os.environ["WATCH"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
EVENTS = {"open", "os.listdir", "os.scandir", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.truncate", "os.link",
          "os.symlink", "os.chmod", "os.utime", "subprocess.Popen", "os.exec", "os.posix_spawn", "os.system", "exec"}

def watch(event, arguments):
    if event in EVENTS and event != "exec":
        paths = [os.path.realpath(a) for a in arguments[:2] if isinstance(a, (str, bytes, os.PathLike)) and a]
        os.write(LOG, (json.dumps([event, [os.fsdecode(path) for path in paths]]) + "\\n").encode())

sys.addaudithook(watch)
from generator.cli.main import run
run()
"""
STARTING = {"subprocess.Popen", "os.exec", "os.posix_spawn", "os.system"}


@dataclass(frozen=True, slots=True)
class World:
    """A repository and, beside it, what is none of its business."""

    folder: Path

    @property
    def root(self) -> Path:
        return self.folder / "repo"

    @property
    def outside(self) -> Path:
        return self.folder / "outside"

    def run(self, *arguments: str) -> samples.Run:
        """Run a command under watch; whatever it does, it has nothing to do with what lies outside."""
        log, before = self.folder / "watch", state(self.outside)
        log.unlink(missing_ok=True)
        program = self.folder / "watched.py"
        program.write_text(WATCHED, encoding="utf-8")
        run = samples.shenbao(self.root, *arguments, program=str(program), environment={"WATCH": str(log)})
        events = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
        assert len(events) > 100
        assert [event for event in events if any(Path(path).is_relative_to(self.outside) for path in event[1])] == []
        assert {Path(paths[0]).name for event, paths in events if event in STARTING} <= {"git"}
        assert state(self.outside) == before
        assert "AKIA" not in run.out + run.err
        assert "程序自身出错" not in run.out + run.err
        assert "Traceback" not in run.out + run.err
        return run


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 34)


def state(folder: Path) -> dict[str, tuple[bytes | str, int]]:
    """Return everything below a folder, with the times of changes."""
    found: dict[str, tuple[bytes | str, int]] = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        what = path.read_bytes() if path.is_file() else str(path.is_dir())
        found[path.relative_to(folder).as_posix()] = (what, status.st_mtime_ns)
    return found


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path)
    samples.write(made.root, {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT})
    samples.copy_templates(made.root)
    samples.own_fonts(made.root)
    samples.write(
        made.outside,
        {
            "secret.env": WORDS,
            "precious.docx": "precious",
            "2024/department.yaml": samples.DEPARTMENT + f"# {WORDS}",
            "2024/projects/01-publicity.yaml": samples.PROJECT + f"# {WORDS}",
            "danwei/2024/01-publicity-医保宣传经费.html": "precious",
        },
    )
    return made


def evil_content(world: World) -> list[str]:
    """Write departments next to the sound one, each hostile in another way; return their folders."""

    def department(name: str) -> Path:
        folder = world.root / "content/shi" / name / "2024"
        samples.write(folder, {"department.yaml": samples.DEPARTMENT, "projects/01-publicity.yaml": samples.PROJECT})
        return folder

    def replaced(name: str, place: str, put: Callable[[Path], object]) -> None:
        path = department(name) / place
        path.rename(world.folder / f"moved-{name}")
        put(path)

    project = "projects/01-publicity.yaml"
    replaced("e01", project, lambda path: path.symlink_to(world.outside / "secret.env"))
    replaced("e02", "department.yaml", lambda path: path.symlink_to(world.outside / "secret.env"))
    replaced("e03", "projects", lambda path: path.symlink_to(world.outside / "2024/projects"))
    replaced("e04", "", lambda path: path.symlink_to(world.outside / "2024"))
    replaced("e05", project, lambda path: path.symlink_to("/dev/zero"))
    replaced("e06", project, lambda path: path.symlink_to("gone"))
    replaced("e07", project, lambda path: path.symlink_to(path.name))
    replaced("e08", project, os.mkfifo)
    replaced("e09", project, Path.mkdir)
    replaced("e10", project, huge)
    replaced("e11", project, lambda path: path.with_name("01-publicity.yaml.txt").write_text(samples.PROJECT))
    replaced("e12", project, lambda path: path.symlink_to("../../../../../.git/config"))
    (world.root / "content/shi/e13").symlink_to(world.outside)
    (world.root / "content/accounts.yaml").symlink_to(world.outside / "secret.env")
    samples.write(world.root, {"content/shi/\x1b[2Je14/x\ny.docx": "x"})
    return [f"e{number:02}" for number in range(1, 14)]


def test_a_hostile_content_folder(world: World) -> None:
    commit(world.root, "one", "2024-01-05")
    names = evil_content(world)
    for arguments in (
        ["check"],
        ["check", "--format", "json"],
        ["check", "--fix"],
        ["build", "-f", "html", "-f", "docx"],
    ):
        run = world.run(*arguments)
        assert run.code == 1
        assert [name for name in names if f"content/shi/{name}" not in run.out] == []
        assert "\x1b" not in run.out
    assert world.run("fmt").code == 1
    assert world.run("diff", "HEAD").code in {0, 2}
    assert sorted(path for path in samples.snapshot(world.root / "build") if path.endswith((".html", ".docx"))) == [
        "danwei/2024/01-publicity-医保宣传经费.docx",
        "danwei/2024/01-publicity-医保宣传经费.html",
        "index.html",
    ]
    said = "".join(map("".join, samples.texts(world.root / "build", ("docx", "html")).values()))
    assert "AKIA" not in said
    assert "医保宣传经费" in said


def hostile(manifest: Any, victim: Path) -> dict[str, Any]:
    """Return manifests that want something else written, removed or run."""
    (source,) = manifest["documents"]
    record = manifest["documents"][source]
    output = next(iter(record["outputs"].values()))

    def gone(*paths: str) -> Any:
        outputs = dict.fromkeys(paths, output)
        return manifest | {"documents": {**manifest["documents"], "content/gone.yaml": record | {"outputs": outputs}}}

    return {
        "paths that lead out": gone("../../outside/precious.docx"),
        "a path through a link": gone("link/precious.docx"),
        "a whole path": gone(str(victim)),
        "an option for a commit": manifest | {"commit": f"--output={victim}", "clean": True},
        "a commit that nobody has": manifest | {"commit": "f" * 40, "clean": True},
        "another module for a format": gone("danwei/2024/x.site"),
        "a file of git": gone("../.git/config"),
        "sound": manifest,
    }


def test_a_hostile_build_folder(world: World) -> None:
    commit(world.root, "one", "2024-01-05")
    assert world.run("build", "-f", "html").code == 0
    build = world.root / "build"
    manifest = samples.manifest(build)
    good = samples.snapshot(build)
    git = state(world.root / ".git")
    for name, data in hostile(manifest, world.outside / "precious.docx").items():
        (build / "manifest.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        (build / "link").unlink(missing_ok=True)
        (build / "link").symlink_to(world.outside)
        for extra in (".hidden.html", "danwei/2024/extra.html", "__init__.py", "sitecustomize.py"):
            (build / extra).write_text("raise SystemExit('run')", encoding="utf-8")
        (build / "pipe").unlink(missing_ok=True)
        os.mkfifo(build / "pipe")
        verify, rebuilt = world.run("verify"), world.run("verify", "--rebuild")
        assert verify.code in {1, 2}, name
        assert rebuilt.code in {1, 2}, name
        if verify.code == 1:  # what lies there and was not made is named, hidden or not
            for extra in (".hidden.html", "danwei/2024/extra.html", "__init__.py", "sitecustomize.py", "link", "pipe"):
                assert f"{extra}：不是生成的" in verify.out, name
        run = world.run("build", "-f", "html")
        assert run.code in {0, 1}, run.out
        made = samples.snapshot(build)
        assert {path: made[path] for path in good if path.endswith(".html")} == {
            path: data for path, data in good.items() if path.endswith(".html")
        }
    assert state(world.root / ".git") == git

    # A folder of it leads elsewhere: what lies there is neither compared nor replaced.
    shutil.rmtree(build / "danwei")
    (build / "danwei").symlink_to(world.outside / "danwei")
    assert "链接" in world.run("verify").out
    run = world.run("build", "-f", "html")
    assert run.code == 1
    assert "链接" in run.out
