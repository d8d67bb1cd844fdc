"""Brings a state of the repository into a folder of its own: a git revision, or a folder that is there."""

from __future__ import annotations

import io
import shutil
import tarfile
from pathlib import Path

from generator.model.finding import FindingError, error
from generator.system import git

FONTS = "templates/common/fonts"
# The files that more than one document of a year is made from.
BUDGET, DEPARTMENT = "budget.yaml", "department.yaml"
# content/province/department/year
YEAR_DEPTH = 4
MAIN = ("origin/HEAD", "origin/main", "origin/master", "main", "master")


def merge_base(root: Path) -> str:
    """Return the revision where the present branch left the main branch."""
    for main in MAIN:
        found = _git(root, "merge-base", main, "HEAD")
        if found is not None:
            return found.decode().strip()
    raise _cannot("找不到主分支，不知道和哪个版本比较", "写明要比较的版本，如 shenbao diff HEAD~1。")


def unpack(root: Path, name: str, into: Path) -> Path:
    """Return a folder with the content and templates of a state; `name` is a folder or a git revision."""
    folder = Path(name)
    if (folder / "content").is_dir():
        return folder.resolve()
    commit = git.commit(root, name) or ""
    data = _git(root, "archive", "--format=tar", commit, "--", "content", "templates", f":(exclude){FONTS}")
    if data is None:
        raise _cannot(f"没有叫「{name}」的版本或文件夹", "用 git log 看有哪些版本。")
    try:
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            archive.extractall(into, filter="data")
    except tarfile.FilterError as problem:
        what = f"版本「{name}」里的「{problem.tarinfo.name}」指向仓库外面"
        raise _cannot(what, "把这个链接换成普通的文件或文件夹。") from problem
    fonts = into / FONTS
    fonts.parent.mkdir(parents=True, exist_ok=True)
    # The fonts hardly ever change and are large; what can be printed is a question for the present state.
    try:
        fonts.symlink_to(root / FONTS, target_is_directory=True)
    except OSError:  # Windows lets few users make links.
        shutil.copytree(root / FONTS, fonts)
    return into


def commits(root: Path) -> list[tuple[str, str, str]]:
    """Return hash, day and subject of each commit that changed content or templates, oldest first."""
    said = _git(root, "log", "--reverse", "--format=%H%x1f%as%x1f%s", "--", "content", "templates")
    if said is None:
        raise _cannot("这里没有提交", "先用 git commit 提交。")
    rows = (line.split("\x1f", 2) for line in said.decode().splitlines())
    return [(commit, day, subject) for commit, day, subject in rows]


def changed(before: Path, after: Path) -> list[str]:
    """Return what has to be read to know what changed: the files and years' folders in which anything differs.

    A declaration stands alone, and its file is enough; a budget is made from its whole folder, a department's file
    counts for all its declarations, and shared files (templates, accounts) for everything.
    """
    mine, theirs = _files(before), _files(after)
    different = {path for path in mine.keys() | theirs.keys() if mine.get(path) != theirs.get(path)}
    years = {_year(path) for path in different}
    if None in years:
        return sorted({year for path in mine.keys() | theirs.keys() if (year := _year(path))})
    whole = {year for year in years if year and f"{year}/{BUDGET}" in mine.keys() | theirs.keys()}
    whole |= {path.rpartition("/")[0] for path in different if path.endswith(f"/{DEPARTMENT}")}
    return sorted(whole | {path for path in different if _year(path) not in whole})


def templates_differ(before: Path, after: Path) -> bool:
    """Whether any template differs."""
    mine, theirs = (
        {path: data for path, data in _files(root).items() if path.startswith("templates/")} for root in (before, after)
    )
    return mine != theirs


def _files(root: Path) -> dict[str, bytes]:
    """Return the files that decide what documents say, by path; fonts say nothing."""
    files = (file for top in ("content", "templates") for file in (root / top).rglob("*") if file.is_file())
    paths = {file.relative_to(root).as_posix(): file for file in files}
    return {path: file.read_bytes() for path, file in paths.items() if not path.startswith(FONTS)}


def _year(path: str) -> str | None:
    """Return the year's folder that a file lies in, content/province/department/year; None for a shared file."""
    parts = path.split("/")
    return "/".join(parts[:YEAR_DEPTH]) if parts[0] == "content" and len(parts) > YEAR_DEPTH else None


def _git(root: Path, *arguments: str) -> bytes | None:
    if not git.is_installed():
        raise _cannot("这台机器没有 git", "安装 git。")
    return git.run(root, *arguments)


def _cannot(message: str, hint: str) -> FindingError:
    return FindingError(error("BJ-001", f"无法比较：{message}", None, hint=hint))
