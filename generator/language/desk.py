"""What lies open in an editor: unsaved texts, and what a check of each department's folder found with them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from generator import pipeline
from generator.language.printed import Prints
from generator.load.files import Files
from generator.load.source import MAX_BYTES
from generator.load.survey import ACCOUNTS_FILE, CONTENT
from generator.model.accounts import CHARTS, Accounts
from generator.model.barrier import barrier
from generator.model.memory import Memory, forget_templates
from generator.model.uncollected import uncollected
from generator.system import look

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from generator.load.names import Names
    from generator.load.resolve import Resolution
    from generator.model.finding import Finding
    from generator.pipeline import Result

# The files that are spoken about; the first group is the folder of a department's year.
YEAR: Final = re.compile(r"(content/(?!regions/)[^/]+/[^/]+/\d{4})/.+\.yaml")
PACK: Final = re.compile(r"templates/([^/]+)/pack\.yaml")
_CONTENT: Final = re.compile(r"content/.+\.yaml")


@dataclass(slots=True)
class Seen:
    """What a check of one folder (or of one file that belongs to none) found; `result` is None for the latter."""

    findings: list[Finding]
    lines: Mapping[str, Sequence[str]]
    result: Result | None = None
    # What stood in the files that were open.
    texts: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def names(self) -> Resolution | None:
        """The names of the department's files; None where its own file can't be read."""
        return next(iter(self.result.content.names.values()), None) if self.result else None


class Desk:
    """The files that are open in one repository. One thread at a time works at it, but for `texts`."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        # By path; replaced as a whole by whoever changes it, so that a check sees one state.
        self.texts: dict[str, bytes] = {}
        self.seen: dict[str, Seen] = {}
        self._memories: dict[str, Memory] = {}
        self._sound: dict[str, Names] = {}
        self.prints = Prints()

    @cached_property
    def _beginning(self) -> str:
        return f"{self.root.as_posix().rstrip('/')}/"

    def path(self, file: Path) -> str | None:
        """Return the path below the repository of a file that is spoken about; None for all others."""
        for whole in (file.as_posix(), file.resolve().as_posix()):
            if whole.startswith(self._beginning):
                path = whole.removeprefix(self._beginning)
                is_ours = ".." not in PurePosixPath(path).parts
                return path if is_ours and (_CONTENT.fullmatch(path) or PACK.fullmatch(path)) else None
        return None

    def put(self, path: str, text: str | None) -> None:
        """Lay a text on the desk in the place of what the disk says; None takes it away."""
        others = {one: data for one, data in self.texts.items() if one != path}
        self.texts = others if text is None else others | {path: text.encode("utf-8", "surrogatepass")}

    def forget(self, *, templates: bool = False) -> None:
        """Look at the disk again: something has changed there, among the templates or not."""
        self.seen = {}
        if templates:
            forget_templates()
            self._memories.clear()

    def scopes(self, path: str) -> list[str]:
        """Return what a change of a file is checked with: its own folder, and those open that read it too."""
        return list(dict.fromkeys([scope(path), *(one for one in self.open_scopes() if _reads(one, path))]))

    def open_scopes(self) -> list[str]:
        """Return the folders, or files, of which something is open."""
        return list(dict.fromkeys(map(scope, self.texts)))

    def check(self, what: str) -> Seen:
        """Check a folder, or a file that belongs to none, with what lies on the desk."""
        with uncollected():
            seen = self._check(what, self._texts(what))
        self.seen[what] = seen
        if seen.names is not None:
            self._sound |= {path: seen.names.names(path) for path in seen.names.entries}
        return seen

    def current(self, path: str) -> Seen:
        """Return what was found in a file's folder with the texts of now; `path` may be the folder itself."""
        what = scope(path)
        seen = self.seen.get(what)
        return seen if seen is not None and seen.texts == self._texts(what) else self.check(what)

    def _texts(self, what: str) -> Mapping[str, bytes]:
        """Return the open texts that a folder's check reads."""
        return {path: data for path, data in self.texts.items() if _reads(what, path)}

    def close(self, what: str) -> None:
        """Forget what was found in a folder."""
        self.seen.pop(what, None)
        self._memories.pop(what, None)

    def try_out(self, folder: str, texts: Mapping[str, bytes]) -> Result:
        """Return what a check of a folder finds with other texts."""
        return pipeline.together(pipeline.examine(self.root, [self.root / folder], overlay={**self.texts, **texts}))

    def names(self, path: str) -> Names | None:
        """Return the names that a file knows; while it can't be read, those that it knew before."""
        known = self.current(path).names
        return known.names(path) if known is not None and path in known.entries else self._sound.get(path)

    def text(self, path: str) -> str:
        """Return what a file says, saved or not; "" where it is not read."""
        data = self.data(path)
        return data.decode("utf-8", "replace")

    def data(self, path: str) -> bytes:
        """Return the bytes of a file, saved or not; none where it is not read."""
        if path in self.texts:
            return self.texts[path]
        data = look.read(self.root / path, self.root / PurePosixPath(path).parts[0], MAX_BYTES)
        return data if isinstance(data, bytes) else b""

    def _check(self, what: str, texts: Mapping[str, bytes]) -> Seen:
        found: list[Finding] = []
        with barrier(found, f"检查 {what}", None):
            if PACK.fullmatch(what) or _is_chart(what):
                return self._alone(what, texts)
            memory = self._memories.setdefault(what, Memory())
            result = pipeline.examine(self.root, [self.root / what], memory=memory, overlay=texts)
            result = pipeline.together(result)  # what git tracks is no matter of a text
            memory.forget()
            return Seen(result.findings, result.lines, result, texts)
        return Seen(found, {}, None, texts)

    def _alone(self, path: str, texts: Mapping[str, bytes]) -> Seen:
        files = Files(self.root, overlay=dict(texts))
        if pack := PACK.fullmatch(path):
            files.pack(pack[1])
        else:
            files.read(self.root / path, Accounts)
        return Seen(list(dict.fromkeys(files.findings)), files.lines, None, texts)


def scope(path: str) -> str:
    """Return what is checked together with a file: the folder of its year, or it alone."""
    found = YEAR.fullmatch(path)
    return found[1] if found else path


def _reads(what: str, path: str) -> bool:
    """Whether a folder's check may read a file: of its department, in any year, or one that several share."""
    one, other = YEAR.fullmatch(path), YEAR.fullmatch(f"{what}/x.yaml")
    return other is None or one is None or one[1].rpartition("/")[0] == other[1].rpartition("/")[0]


def _is_chart(path: str) -> bool:
    return path == f"{CONTENT}/{ACCOUNTS_FILE}" or path.startswith(f"{CHARTS}/")
