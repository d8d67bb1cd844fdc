"""Finds the version that a name means."""

from __future__ import annotations

from pathlib import Path

from generator.review.versions.folder import Folder
from generator.review.versions.revision import Revision
from generator.review.versions.version import Version, cannot
from generator.system import git

# In full: a tag that somebody else called `main` is none of them.
MAIN = (
    "refs/remotes/origin/HEAD",
    "refs/remotes/origin/main",
    "refs/remotes/origin/master",
    "refs/heads/main",
    "refs/heads/master",
)


def present(root: Path) -> Version:
    """Return the present files."""
    return Folder(root, git.commit(root, "HEAD") or "")


def version(root: Path, name: str) -> Version:
    """Return the version that a name means: a revision, or else a folder. What a branch holds can't stand for it."""
    commit = git.commit(root, name)
    if commit is None:
        folder = Path(name)
        if (folder / "content").is_dir():
            return Folder(folder.resolve(), git.commit(root, "HEAD") or "")
        if not git.is_installed():
            raise cannot("这台机器没有 git", "安装 git。")
        raise cannot(f"没有叫「{name}」的版本或文件夹", "用 git log 看有哪些版本。")
    meant = {git.commit(root, f"refs/{kind}/{name}") for kind in ("heads", "tags")} - {None}
    if len(meant) > 1:
        raise cannot(f"「{name}」既是分支又是标签", f"写全：refs/heads/{name} 或 refs/tags/{name}。")
    return Revision(root, name, commit)


def merge_base(root: Path) -> str:
    """Return the revision where the present branch left the main branch."""
    for main in MAIN:
        commit = git.commit(root, main)
        found = git.run(root, "merge-base", commit, "HEAD") if commit else None
        if found is not None:
            return found.decode().strip()
    if not git.is_installed():
        raise cannot("这台机器没有 git", "安装 git。")
    raise cannot("找不到主分支，不知道和哪个版本比较", "写明要比较的版本，如 shenbao diff HEAD~1。")
