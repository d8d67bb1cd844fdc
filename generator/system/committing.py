"""Commits some files and nothing else; no program runs that the repository or its configuration names."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generator.system import git

if TYPE_CHECKING:
    from collections.abc import Mapping

_FILE: Final = "100644"


def commit(root: Path, files: Mapping[str, bytes | None], message: str) -> str | None:
    """Commit the bytes of files (None where one is gone), on top of the last commit; return its name, None if refused.

    What else is staged stays staged. Git's own steps are taken one by one, since `git commit` runs hooks, filters and
    the program that signs.
    """
    last, above = git.commit(root, "HEAD"), git.prefix(root)
    if last is None:
        return None
    entries = []
    for path, data in files.items():
        blob = git.run(root, "hash-object", "-w", "--no-filters", "--stdin", fed=data) if data is not None else b""
        if blob is None:
            return None
        entries.append(
            f"{_FILE if data is not None else '0'} {blob.decode().strip() or '0' * len(last)}\t{above}{path}"
        )
    fed = "".join(f"{entry}\0" for entry in entries).encode()
    with tempfile.TemporaryDirectory() as folder:
        own = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        git.run(root, "read-tree", last, environment=own)
        git.run(root, "update-index", "-z", "--index-info", fed=fed, environment=own)
        tree = git.run(root, "write-tree", environment=own)
    if tree is None:
        return None
    made = git.run(root, "commit-tree", tree.decode().strip(), "-p", last, "-F", "-", fed=message.encode())
    name = (made or b"").decode("ascii", "replace").strip()
    if not git.COMMIT.fullmatch(name) or git.run(root, "update-ref", "-m", "commit", "HEAD", name, last) is None:
        return None
    git.run(root, "update-index", "-z", "--index-info", fed=fed)
    return name
