"""Saves what people changed in a form: as text, where they changed something, if nobody changed the file meanwhile."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.edit.quotes import Quotes
from generator.edit.rewrite import Rewritten, is_witnessed, rewrite
from generator.edit.text import Lines
from generator.editing import holding
from generator.filling.sheet import etag
from generator.filling.versions import Versions
from generator.load.outline import outline
from generator.load.source import MAX_BYTES
from generator.load.survey import CONTENT, PROJECTS, SUFFIX
from generator.model.finding import FindingError
from generator.system import committing, git, look
from generator.write import files as written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from generator.edit.want import Want
    from generator.editing import Files

UNSAFE: Final = (
    "这一处这样改，程序没有把握只改到它：没有存。可能是文字里有看不见的字符，或这里的写法不常见，请用编辑器改这一行。"
)
CHANGED: Final = "这个文件刚才在别处改过了，没有覆盖它。"
NOTHING: Final = "没有可以撤销的：上次提交以来没有用表单存过这个文件，或者之后又在别处改过。"
NOT_UNDONE: Final = "没有可以恢复的：刚才没有撤销过，或者之后又改过这个文件。"
UNCOMMITTED: Final = "没有提交成。多半是这台机器的 git 还不知道你是谁：运行 git config user.name 姓名、git config user.email 邮箱，再试一次。"
HEAD: Final = "HEAD"
_QUOTES: Final = Quotes(outline)


class RefusedError(Exception):
    """Raised where something is not done; its words are for people. `is_stale` if the file is another by now."""

    def __init__(self, words: str, *, is_stale: bool = False) -> None:
        super().__init__(words)
        self.words, self.is_stale = words, is_stale


@dataclass(frozen=True, slots=True)
class Wish:
    """What a form wants of a file: its new content, or lines by number where it can't be read. `tag` is what it saw."""

    path: str
    tag: str
    want: Want | None = None
    lines: Mapping[int, str] | None = None


class Cabinet:
    """The files of a repository that forms may change: ordinary YAML files of the content."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._versions = Versions(root)

    def data(self, path: str) -> bytes | None:
        """Return what a file says; None if it is not there, or none that is read."""
        if not self._is_ours(path):
            return None
        data = look.read(self._root / path, self._root / CONTENT, MAX_BYTES)
        return data if isinstance(data, bytes) else None

    def _is_ours(self, path: str) -> bool:
        """Whether a path is that of a file which forms may change: below content/, and not by a link."""
        parts = path.split("/")
        is_plain = parts[0] == CONTENT and path.endswith(SUFFIX) and not {"", ".", ".."} & set(parts)
        is_legal = is_plain and not {"\\", "\0"} & set(path)
        return is_legal and look.linked(self._root, path) is None

    def drafted(self, wish: Wish) -> Rewritten:
        """Return the text that a file would have; nothing is written. RefusedError where that can't be said safely."""
        data = self._present(wish)
        if wish.lines is not None:
            return Rewritten(_with_lines(data, wish.lines), Counter())
        made = rewrite(wish.path, data, wish.want, outline, _QUOTES) if wish.want is not None else None
        if made is None or len(made.data) > MAX_BYTES:
            raise RefusedError(UNSAFE)
        return made

    def save(self, wish: Wish) -> bytes:
        """Write a file, unless it is another than the form saw; return its new bytes."""
        with holding(self._root, (), None) as files:
            old = self._present(wish)
            made = self.drafted(wish)
            if made.data == old:
                return old
            if wish.lines is None and not is_witnessed(old, made, outline):
                raise RefusedError(UNSAFE)
            self._put(files, wish.path, old, made.data)
            return made.data

    def undo(self, path: str, tag: str) -> bytes | None:
        """Bring the state before the last saving back, and return it; None where there was no file."""
        with holding(self._root, (), None) as files:
            now = self._seen(path, tag)
            before = self.before(path)
            if before is None:
                raise RefusedError(NOTHING)
            data, name = before
            if data is None:
                self._keep(files, path, now, None)
                self._remove(path)
                return None
            self._write(files, path, data)
            self._versions.forget(path, name)
            if now is not None:
                self._versions.put_aside(path, data, now)
            return data

    def before(self, path: str) -> tuple[bytes | None, str] | None:
        """Return what an undo would bring back, and what that is kept as; it never reaches past the last commit."""
        now = self.data(path)
        found = self._versions.last(path, now)
        return None if found and now is not None and self._is_committed(path, now) else found

    def can_redo(self, path: str) -> bool:
        """Whether the last thing that was done to a file was an undo."""
        return self._versions.undone(path, self.data(path)) is not None

    def redo(self, path: str, tag: str) -> None:
        """Bring back what the last undo took back."""
        with holding(self._root, (), None) as files:
            now = self._seen(path, tag)
            data = self._versions.undone(path, now)
            if now is None or data is None:
                raise RefusedError(NOT_UNDONE)
            self._put(files, path, now, data)
            self._versions.take_up(path)

    def _seen(self, path: str, tag: str) -> bytes | None:
        now = self.data(path)
        if tag != (etag(now) if now is not None else ""):
            raise RefusedError(CHANGED, is_stale=True)
        return now

    def remove(self, path: str, tag: str) -> None:
        """Remove the file of a project; it can be had back by `undo`."""
        if f"/{PROJECTS}/" not in path:
            raise RefusedError("只有项目文件可以在这里删去。")
        with holding(self._root, (), None) as files:
            old = self._present(Wish(path, tag))
            self._keep(files, path, old, None)
            self._remove(path)

    def keep_new(self, path: str) -> None:
        """Let the making of a file be undone."""
        with holding(self._root, (), None) as files:
            self._keep(files, path, None, self.data(path))

    def commit(self, path: str, message: str) -> str:
        """Commit one file; return the name of the commit. RefusedError where git doesn't."""
        if not self._is_ours(path):
            raise RefusedError("只有内容文件可以在这里提交。")
        if not message.strip():
            raise RefusedError("先写一句改了什么。")
        if git.commit(self._root, HEAD) is None:
            raise RefusedError("这个文件夹没有用 git 管，或还没有过提交：第一次请在编辑器或终端里提交。")
        now = self.data(path)
        if self._is_committed(path, now):
            raise RefusedError("这个文件和上次提交时一样，没有要提交的。")
        made = committing.commit(self._root, {path: now}, message.strip() + "\n")
        if made is None:
            raise RefusedError(UNCOMMITTED)
        return made

    def uncommitted(self, paths: Iterable[str]) -> list[str]:
        """Return which of some files, and of those in the last commit, say something else than there."""
        last = git.commit(self._root, HEAD)
        leaves = {leaf.path: leaf.hash for leaf in git.tree(self._root, last, CONTENT)} if last else {}
        now = {path: self.data(path) for path in {*paths, *leaves} if self._is_ours(path)}
        return sorted(
            path
            for path, data in now.items()
            if (path in leaves if data is None else git.file_hash(data, leaves.get(path, "")) != leaves.get(path))
        )

    def _is_committed(self, path: str, now: bytes | None) -> bool:
        """Whether the last commit holds just this of a file; None where there is no file."""
        last = git.commit(self._root, HEAD)
        leaf = next(iter(git.tree(self._root, last, path)), None) if last else None
        if leaf is None or now is None:
            return last is not None and leaf is None and now is None
        return leaf.hash == git.file_hash(now, leaf.hash)

    def _present(self, wish: Wish) -> bytes:
        data = self.data(wish.path)
        if data is None or etag(data) != wish.tag:
            raise RefusedError(CHANGED, is_stale=True)
        return data

    def _put(self, files: Files, path: str, old: bytes, new: bytes) -> None:
        self._keep(files, path, old, new)
        self._write(files, path, new)

    def _keep(self, files: Files, path: str, old: bytes | None, new: bytes | None) -> None:
        if files.staging is None:
            raise RefusedError("；".join(finding.message for finding in files.failed.values()))
        try:
            self._versions.keep(path, old, new, files.staging)
        except FindingError as problem:
            raise RefusedError(problem.finding.message) from problem

    def _write(self, files: Files, path: str, data: bytes) -> None:
        is_written = files.write(path, data) if self._is_there(path) else self._made(files, path, data)
        if not is_written:
            raise RefusedError("；".join(finding.message for finding in files.failed.values()))

    def _is_there(self, path: str) -> bool:
        return (self._root / path).exists()

    def _made(self, files: Files, path: str, data: bytes) -> bool:
        """Write a file that is not there any more."""
        if files.staging is None:
            return False
        try:
            written.replace(self._root / path, data, files.staging, self._root)
        except FindingError as problem:
            files.failed[path] = problem.finding
            return False
        return True

    def _remove(self, path: str) -> None:
        try:
            written.remove(self._root / path, self._root / CONTENT, self._root)
        except FindingError as problem:
            raise RefusedError(problem.finding.message) from problem


def _with_lines(data: bytes, lines: Mapping[int, str]) -> bytes:
    """Return a file with some of its lines written anew."""
    try:
        old = Lines.of(data)
    except UnicodeDecodeError as problem:
        raise RefusedError("这个文件不是 UTF-8 编码，请用编辑器另存为 UTF-8。") from problem
    texts = list(old.texts)
    for number, text in lines.items():
        if not 1 <= number <= len(texts) or set(text) & set("\r\n"):
            raise RefusedError(UNSAFE)
        texts[number - 1] = text
    return Lines(tuple(texts), old.ends, old.bom).encode()
