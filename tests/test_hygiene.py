"""What every file of the repository has to keep to, whoever writes it."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LONGEST_FILE = 250
LONGEST_FUNCTION = 60
LOCKS = (
    "requirements.lock",
    "requirements-editor.lock",
    "requirements-dev.lock",
    "requirements-tools.lock",
    "requirements-cluster.lock",
    "requirements-bench.lock",
)

# Put together from parts, so that this file does not contain what it looks for.
HOSTS = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("deb", "debian"))]
MACHINE_PATHS = re.compile(
    r"(?<![\w.$})/-])/(?:" + "|".join(["wo" + "rk", "tm" + "p", "ro" + "ot", "ho" + "me", "Us" + "ers"]) + r")/\w"
)
# A personal mobile number; hashes and codes that contain such digits have neighbours.
MOBILE = re.compile(r"(?<![0-9A-Za-z.])1[3-9]\d{9}(?![0-9A-Za-z])")


def tracked() -> list[Path]:
    """Return the files of the repository that exist, as git lists them (new ones that are not ignored too)."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - git is where it is
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return sorted(
        {ROOT / name.decode() for name in listed.stdout.split(b"\0") if name and (ROOT / name.decode()).is_file()}
    )


def texts() -> list[tuple[str, str]]:
    """Return path and text of every tracked file that is text."""
    found = []
    for file in tracked():
        data = file.read_bytes()
        try:
            found.append((file.relative_to(ROOT).as_posix(), data.decode("utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def test_files_of_the_generator_are_short() -> None:
    lengths = {
        file.relative_to(ROOT).as_posix(): len(file.read_text(encoding="utf-8").splitlines())
        for file in (ROOT / "generator").rglob("*.py")
    }
    assert {file: lines for file, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_functions_are_short() -> None:
    long = {
        f"{file.relative_to(ROOT).as_posix()}:{node.lineno} {node.name}": lines
        for folder in ("generator", "tests")
        for file in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}


def test_no_file_names_a_package_index() -> None:
    assert [(path, host) for path, text in texts() for host in HOSTS if host in text] == []


def test_no_file_names_a_path_of_one_machine() -> None:
    found = [
        f"{path}:{number}: {line.strip()}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if MACHINE_PATHS.search(line)
    ]
    assert found == []


def test_no_mobile_number_is_published() -> None:
    shown = ("content/", "templates/", "docs/", "README")
    found = [f"{path}: {number}" for path, text in texts() if path.startswith(shown) for number in MOBILE.findall(text)]
    assert found == []


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_are_whole(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    requirements = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).strip())
    assert [
        line for line in requirements if not re.match(r"[a-z0-9-]+==\S+.*--hash=sha256:[0-9a-f]{64}", line, re.DOTALL)
    ] == []


def test_the_larger_lock_only_adds_to_the_smaller() -> None:
    small, middle, large = (
        set(re.findall(r"^[a-z0-9-]+==.*?(?= \\$)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
        for lock in LOCKS[:3]
    )
    assert small - middle == set()
    assert middle - large == set()


def test_the_project_names_what_it_locks() -> None:
    """A dependency that was added to pyproject.toml but not locked would be missing in every fresh clone."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    wanted = {
        LOCKS[0]: [*project["project"]["dependencies"], *groups["build"]],
        LOCKS[1]: project["project"]["optional-dependencies"]["editor"],
        LOCKS[2]: [*project["project"]["dependencies"], *groups["build"], *groups["dev"]],
        LOCKS[3]: groups["tools"],
        LOCKS[5]: groups["bench"],
        LOCKS[4]: project["project"]["optional-dependencies"]["cluster"],
    }
    for lock, requirements in wanted.items():
        text = (ROOT / lock).read_text(encoding="utf-8")
        locked = set(re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE))
        names = {
            re.sub(r"[-_.]+", "-", re.split(r"[<>=!~ \[;]", requirement)[0]).lower() for requirement in requirements
        }
        assert names - locked == set()
