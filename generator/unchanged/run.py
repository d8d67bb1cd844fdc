"""One run of a command: what it was asked, and what decided the answer when it began.

What a run said is kept in `.cache/runs/`, one file for each question. It holds while every byte that decides it is the
same; times play no part. A branch may bring such a file: it tells where on this disk it belongs, which nobody can
know elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from generator.system import look
from generator.unchanged import traits
from generator.unchanged.traits import UnknowableError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TextIO

COMMANDS: Final = ("build", "check")
FORCE: Final = "--force"
# What does more than answer.
GOES_ON: Final = frozenset(("--fix", "--watch"))
CACHE, RUNS, WRITING, NOTE = ".cache", "runs", "writing", ".gitignore"
KEPT, LARGEST = 32, 4 * look.MIB
# What decides how things are printed, and which git runs with what settings.
VARIABLES: Final = ("PATH", "HOME", "USERPROFILE", "LANG", "COLUMNS", "LINES", "TERM", "COLORTERM", "NO_COLOR")
BEGINNINGS: Final = ("GIT_", "LC_", "PYTHON", "SHENBAO_", "FORCE_", "TTY_", "XDG_CONFIG_", "FONTCONFIG")
# With these git looks elsewhere, or the command completes a line.
STRANGE: Final = ("GIT_DIR", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_CONFIG_COUNT")
COMPLETES: Final = "_SHENBAO_COMPLETE"


class Run:
    """A run of a command in a repository; `asked` is the hash of its question, `inputs` that of what decides."""

    def __init__(self, root: Path, asked: str, inputs: str, *, is_forced: bool) -> None:
        self.root, self.asked, self.inputs, self.is_forced = root, asked, inputs, is_forced

    @property
    def file(self) -> Path:
        """Where the answer is kept."""
        return self.root / CACHE / RUNS / f"{self.asked[:32]}.json"

    def answer(self) -> tuple[str, int] | None:
        """Return what is to be printed and the exit code, where nothing has changed."""
        if self.is_forced:
            return None
        with suppress(UnknowableError, OSError, ValueError, KeyError, TypeError, AttributeError):
            kept = self._kept()
            out = kept["out"]
            if out is not None and traits.outputs(Path(out)).digest != kept["outputs"]:
                return None
            return str(kept["said"]), int(kept["code"])
        return None

    def keep(self, said: str, code: int, out: Path | None = None, wanted: Mapping[str, str] | None = None) -> None:
        """Keep what the same run would say now; not where anything changed while this one was at work.

        `wanted` are the hashes that the files of the output folder have to have.
        """
        with suppress(UnknowableError, OSError, ValueError):
            made = traits.outputs(out) if out else traits.Traits()
            is_whole = all(
                made.digests.get(str((out or self.root) / path)) == sha for path, sha in (wanted or {}).items()
            )
            if not is_whole or _is_writing(self.root) or traits.inputs(self.root).digest != self.inputs:
                return
            entry = {"out": str(out) if out else None, "outputs": made.digest, "said": said, "code": code}
            self._write(entry | {"asked": self.asked, "inputs": self.inputs})

    def _kept(self) -> dict[str, Any]:
        """Return the entry that answers the question; ValueError where there is none that is whole and ours."""
        if _is_link(self.file.parent) or _is_link(self.root / CACHE):
            raise ValueError(self.file)
        data = look.read(self.file, self.file.parent, LARGEST)
        if isinstance(data, look.Fault):
            raise ValueError(self.file)  # noqa: TRY004 - it is what lies there that is wrong
        entry: dict[str, Any] = json.loads(data)
        digest = entry.pop("digest")
        is_ours = digest == _digest(entry) and entry["place"] == _place(self.root / CACHE)
        if not is_ours or (entry["asked"], entry["inputs"]) != (self.asked, self.inputs):
            raise ValueError(self.file)
        return entry

    def _write(self, entry: dict[str, Any]) -> None:
        folder = self.file.parent
        if _is_link(folder) or _is_link(self.root / CACHE):
            return
        folder.mkdir(parents=True, exist_ok=True)
        note = self.root / CACHE / NOTE
        if not note.exists():
            note.write_text("*\n", encoding="utf-8", newline="\n")
        entry["place"] = _place(self.root / CACHE)
        entry["digest"] = _digest(entry)
        data = json.dumps(entry).encode()
        if len(data) > LARGEST:
            return
        part = folder / f"{os.getpid()}.part"
        part.write_bytes(data)
        part.replace(self.file)
        for old in sorted(folder.iterdir(), key=lambda file: file.lstat().st_mtime_ns, reverse=True)[KEPT:]:
            old.unlink(missing_ok=True)


def begin(arguments: Sequence[str], printed: Sequence[TextIO]) -> Run | None:
    """Return the run that a command line asks for, where it prints to; None where nothing of it can be kept."""
    if not arguments or arguments[0] not in COMMANDS or is_on_forge() or not GOES_ON.isdisjoint(arguments):
        return None
    environment = os.environ
    if COMPLETES in environment or any(name in environment for name in STRANGE):
        return None
    with suppress(UnknowableError, OSError, ValueError, RuntimeError):
        here = Path.cwd()
        root = repository(here)
        if root is None or _is_writing(root):
            return None
        asked = [argument for argument in arguments if argument != FORCE]
        own = {name: environment[name] for name in environment if name in VARIABLES or name.startswith(BEGINNINGS)}
        streams = [(stream.isatty(), stream.encoding) for stream in printed]
        question = _digest({"asked": asked, "here": str(here), "environment": own, "streams": streams})
        return Run(root, question, traits.inputs(root).digest, is_forced=len(asked) != len(arguments))
    return None


def repository(here: Path) -> Path | None:
    """Return the repository around a folder."""
    around = (folder for folder in (here, *here.parents) if (folder / "content").is_dir())
    return next((folder for folder in around if (folder / "templates").is_dir()), None)


def is_on_forge() -> bool:
    """Whether a forge runs this: what lies in build/ and .cache/ there may have come with the branch."""
    return os.environ.get("CI", "").lower() not in {"", "0", "false"}


def _is_writing(root: Path) -> bool:
    """Whether a run is at work, or one that was killed has left something."""
    return any((root / CACHE / WRITING).glob("*/*"))


def _is_link(path: Path) -> bool:
    return path.is_symlink() or getattr(path, "is_junction", lambda: False)()


def _place(cache: Path) -> list[int]:
    """Return what tells a folder on this disk from every other: nobody can write a time of change (ctime)."""
    status = (cache / NOTE).lstat()
    return [status.st_dev, status.st_ino, status.st_ctime_ns]


def _digest(entry: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(entry, sort_keys=True).encode()).hexdigest()
