"""A build touches no network, and no file outside the repository and the installed libraries.

Pango and fontconfig open files that Python does not see, so the system calls themselves are looked at.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import samples
from tests.tools.strace import Traced, trace

if TYPE_CHECKING:
    from collections.abc import Iterable

pytestmark = pytest.mark.tools

SHARED = "/dev/shm"  # noqa: S108 - a name that is looked for
# What may be opened besides the repository, and why.
READ = {
    sys.prefix: "the environment with the locked packages",
    sys.base_prefix: "Python itself",
    "/lib": "shared libraries",
    "/lib64": "shared libraries",
    "/usr/lib": "shared libraries, and Python where it is the system's",
    "/usr/lib64": "shared libraries",
    "/usr/local/lib": "shared libraries, and Python where it was built",
    "/etc/ld.so.cache": "where the linker finds shared libraries",
    "/etc/ld.so.preload": "what the linker loads first",
    "/etc/localtime": "Python reads the time zone when it starts; no output shows a time",
    "/usr/share/zoneinfo": "the same",
    "/usr/share/locale": "git looks for its messages",
    "/etc/locale.alias": "the same",
    "/etc/ssl/openssl.cnf": "OpenSSL reads its settings when Python asks it for SHA-256",
    "/etc/gitconfig": "git looks whether it may trust the folder",
    "/usr/share/fontconfig/conf.avail": "fontconfig lists its samples of rules, and applies none of them",
    "/etc/fonts/conf.avail": "the same, where samples lie there",
    "/proc": "a process looks at itself; git asks for the kinds of file systems",
    "/sys/devices/system/cpu": "how many processors there are",
    "/sys/fs/cgroup": "how many of them may be used",
    "/dev/null": "nothing",
    "/dev/urandom": "the seed of hashes, which no output depends on",
    SHARED: "locks that worker processes share",
}
# What may be changed besides the outputs.
CHANGED = {
    "/dev/null": READ["/dev/null"],
    SHARED: READ[SHARED],
    "/proc/self": "a process names itself",
}
FONTS = (".ttf", ".otf", ".ttc", ".pfb", ".pcf.gz", ".woff", ".woff2")
STARTED = ("python", "git")


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a clone in which everything is there but the environment."""
    root = tmp_path_factory.mktemp("secluded") / "repository"
    for name in ("generator", "content", "templates"):
        shutil.copytree(samples.ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(samples.ROOT / "requirements.lock", root / "requirements.lock")
    git = ["git", "-C", str(root), "-c", "user.name=a", "-c", "user.email=a@b"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "all"]):
        subprocess.run([*git, *command], check=True)
    return root


@pytest.fixture(scope="module")
def traced(repository: Path, secluded: list[str]) -> Traced:
    base = repository.parent
    for name in ("home", "tmp"):
        (base / name).mkdir()
    environment = {"HOME": str(base / "home"), "TMPDIR": str(base / "tmp"), "PYTHONDONTWRITEBYTECODE": "1"}
    made = trace([sys.executable, "-m", "generator", "build"], repository, base / "logs", environment, secluded)
    if "PTRACE" in made.said or "Operation not permitted" in made.said:
        pytest.skip(f"本机不允许 strace 观察进程：{made.said.splitlines()[0]}")
    return made


def outside(paths: Iterable[str], allowed: Iterable[str | Path]) -> list[str]:
    """Return the paths that lie in none of the folders."""
    real = {os.path.realpath(folder) for folder in allowed} | {str(folder) for folder in allowed}
    return sorted(path for path in paths if not any(path == one or path.startswith(f"{one}/") for one in real))


def test_it_builds_what_is_built_elsewhere(traced: Traced, repository: Path, published: Path) -> None:
    assert traced.code == 0, traced.said
    made, wanted = samples.snapshot(repository / "build"), samples.snapshot(published)
    del made["manifest.json"], wanted["manifest.json"]
    assert made.keys() == wanted.keys()
    assert [path for path, data in made.items() if data != wanted[path]] == []


def test_only_files_of_the_repository_and_of_libraries_are_opened(traced: Traced, repository: Path) -> None:
    fonts = [path for path in traced.opened if path.lower().endswith(FONTS)]
    assert fonts
    assert outside(fonts, [repository / "templates/common/fonts", repository.parent / "tmp"]) == []
    # Python lists the folder that the command is installed from, when it looks for modules.
    assert outside(traced.opened - {str(samples.ROOT)}, [repository, repository.parent / "tmp", *READ]) == []


def test_only_outputs_are_changed(traced: Traced, repository: Path) -> None:
    # Outputs are made in .cache before they take their place.
    places = [repository / name for name in ("build", ".cache", ".git")]
    assert outside(traced.changed, [*places, repository.parent / "tmp", *CHANGED]) == []
    assert not [path for path in samples.snapshot(repository / ".cache") if path.startswith("writing/")]
    assert list((repository.parent / "home").iterdir()) == []
    assert list((repository.parent / "tmp").iterdir()) == []


def test_nobody_is_talked_to_and_no_program_started_but_git(traced: Traced) -> None:
    assert traced.network == []
    assert traced.started
    assert [path for path in traced.started if not Path(path).name.startswith(STARTED)] == []


def test_what_is_planted_is_seen(tmp_path: Path, secluded: list[str]) -> None:
    script = (
        "import os, socket, subprocess\n"
        "open('/etc/passwd').read()\n"
        "open('new', 'w').close()\n"
        "os.mkdir('文件夹')\n"
        "subprocess.run(['true'])\n"
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'a', ('203.0.113.1', 9))\n"
    )
    (tmp_path / "work").mkdir()
    seen = trace([sys.executable, "-c", script], tmp_path / "work", tmp_path / "logs", {}, secluded)
    if "PTRACE" in seen.said:
        pytest.skip(f"本机不允许 strace 观察进程：{seen.said.splitlines()[0]}")
    assert "Network is unreachable" in seen.said
    assert "/etc/passwd" in seen.opened
    assert {str(tmp_path / "work" / name) for name in ("new", "文件夹")} <= seen.changed
    assert any(path.endswith("/true") for path in seen.started)
    assert any("AF_INET" in line for line in seen.network)
